package lexicon

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/kb"
)

var (
	// brick: 高铝砖 and 石墨砖 line a furnace.
	brick = regexp.MustCompile(`^(?:质|碳|炭|铬|铝|锆|硅|镁)?(?:耐火)?[砖磚]`)
	// titanFirm: "Titan Mining" is a company.
	titanFirm = regexp.MustCompile(`^ (?:mining|mines|minerals|metals|resources|corp|group|inc\b|co\b|company|ltd|holdings|cement|partners|machinery|international)`)
)

// inSteel reports whether a name is the beginning of that of a steel, which is no export of the
// element: 锰钢, 镍铬合金钢.
func (l *Lexicon) inSteel(after string) bool {
	rest := strings.TrimPrefix(l.metals(after), "系")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "合金"), "不锈")
	return (strings.HasPrefix(rest, "钢") || strings.HasPrefix(rest, "鋼")) && !strings.HasPrefix(rest, "钢铁") && !strings.HasPrefix(rest, "鋼鐵")
}

// laterInAlloy reports whether a character is a further metal in the name of an alloy, which is
// made of the first: 镍 and 铁 in 钨镍铁合金, 铜 in 钨掺铜. Among rare earths each counts: 镨钕合金.
func (l *Lexicon) laterInAlloy(text string, start, end int) bool {
	prev, size := utf8.DecodeLastRuneInString(text[:start])
	if prev == '掺' || prev == '摻' {
		before, _ := utf8.DecodeLastRuneInString(text[:start-size])
		return l.metal(before) != ""
	}
	own, _ := utf8.DecodeRuneInString(text[start:])
	if l.metal(own) == "Fe" && l.metal(prev) != "" {
		return true // 钼铁 is sold for its molybdenum
	}
	if l.metal(prev) == "" || !strings.HasPrefix(l.metals(text[end:]), "合金") {
		return false
	}
	return !rareEarth(l.metal(own))
}

// metals cuts the characters of up to five elements off the beginning of a text.
func (l *Lexicon) metals(text string) string {
	for range 5 {
		r, size := utf8.DecodeRuneInString(text)
		if l.metal(r) == "" {
			break
		}
		text = text[size:]
	}
	return text
}

// metal is the element that a character names; 金 is left out, which ends 合金.
func (l *Lexicon) metal(r rune) kb.Material {
	if r < 0x4e00 || r == '金' {
		return ""
	}
	m := kb.Material(l.byWord[KindMaterial][string(l.fold.rune(r))].Code)
	if !m.IsElement() {
		return ""
	}
	return m
}

func rareEarth(m kb.Material) bool {
	switch m {
	case "Sc", "Y", "La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu":
		return true
	}
	return false
}
