package lexicon

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// rows reads a data file: columns between tabs, comments after #.
func rows(name string, columns int) ([][]string, error) {
	f, err := data.Open("data/" + name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out [][]string
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			return nil, fmt.Errorf("lexicon %s, line %d: %d columns, want %d", name, n, len(cells), columns)
		}
		out = append(out, cells)
	}
	return out, s.Err()
}

func (l *Lexicon) readElements() error {
	all, err := rows("elements.tsv", 5)
	if err != nil {
		return err
	}
	for _, r := range all {
		m := kb.Material(r[0])
		if !m.IsElement() {
			return fmt.Errorf("lexicon elements.tsv: %q is no element", r[0])
		}
		l.symbols[r[0]] = m
		t := Term{Kind: KindMaterial, Code: r[0]}
		l.add(t, append([]string{r[1], r[2], r[3]}, strings.Split(r[4], "|")...)...)
	}
	if len(l.symbols) != len(kb.Elements()) {
		return fmt.Errorf("lexicon elements.tsv: %d elements, want %d", len(l.symbols), len(kb.Elements()))
	}
	return nil
}

func (l *Lexicon) readGroups() error {
	all, err := rows("groups.tsv", 2)
	for _, r := range all {
		if _, ok := kb.GroupNamed(kb.Material(r[0])); !ok {
			return fmt.Errorf("lexicon groups.tsv: %q is no group", r[0])
		}
		l.add(Term{Kind: KindMaterial, Code: r[0]}, strings.Split(r[1], "|")...)
	}
	return err
}

func (l *Lexicon) readForms() error {
	all, err := rows("forms.tsv", 2)
	for _, r := range all {
		l.add(Term{Kind: KindForm, Code: r[0]}, strings.Split(r[1], "|")...)
	}
	return err
}

func (l *Lexicon) readItems() error {
	all, err := rows("items.tsv", 2)
	for _, r := range all {
		l.add(Term{Kind: KindItem, Code: r[0]}, strings.Split(r[1], "|")...)
	}
	return err
}

func (l *Lexicon) readUses() error {
	all, err := rows("uses.tsv", 2)
	for _, r := range all {
		if _, ok := kb.EndUses()[kb.EndUse(r[0])]; !ok {
			return fmt.Errorf("lexicon uses.tsv: %q is no end use", r[0])
		}
		l.add(Term{Kind: KindEndUse, Code: r[0]}, strings.Split(r[1], "|")...)
	}
	return err
}

func (l *Lexicon) readAuthorities() error {
	all, err := rows("authorities.tsv", 3)
	for _, r := range all {
		l.add(Term{Kind: KindAuthority, Code: r[0], Jurisdiction: corpus.Jurisdiction(r[1])}, strings.Split(r[2], "|")...)
	}
	return err
}

func (l *Lexicon) readLaws() error {
	all, err := rows("laws.tsv", 3)
	for _, r := range all {
		l.add(Term{Kind: KindLaw, Code: r[1], Instrument: kb.InstrumentID(r[0])}, strings.Split(r[2], "|")...)
	}
	return err
}

// readPlaces takes the names of countries from the Unicode CLDR, in the languages of the texts,
// and further names from the data.
func (l *Lexicon) readPlaces() error {
	all, err := rows("places.tsv", 2)
	if err != nil {
		return err
	}
	further := map[string][]string{}
	for _, r := range all {
		if !kb.IsPlace(r[0]) {
			return fmt.Errorf("lexicon places.tsv: %q is no place", r[0])
		}
		further[r[0]] = strings.Split(r[1], "|")
	}
	for _, code := range kb.Countries() {
		region, err := language.ParseRegion(code)
		if err != nil {
			return fmt.Errorf("lexicon: country %s: %w", code, err)
		}
		t := Term{Kind: KindPlace, Code: code}
		if strings.Contains(display.Regions(language.English).Name(region), " - ") {
			l.add(t, further[code]...) // "Congo - Kinshasa" is nobody's usual name
		}
		for _, tag := range placeLanguages {
			name := display.Regions(tag).Name(region)
			if i := strings.Index(name, " ("); i > 0 { // "Myanmar (Burma)"
				name = name[:i]
			}
			if name != code && !slices.Contains([]string{"", "未知地区"}, name) {
				l.add(t, name)
			}
		}
	}
	for _, r := range all {
		l.add(Term{Kind: KindPlace, Code: r[0]}, further[r[0]]...)
	}
	return nil
}

var placeLanguages = []language.Tag{
	language.English, language.SimplifiedChinese, language.TraditionalChinese, language.Japanese, language.Korean, language.German,
	language.French, language.Spanish, language.Portuguese, language.Italian, language.Dutch, language.Russian, language.Indonesian, language.Vietnamese,
}

func (l *Lexicon) readActs() error {
	all, err := rows("acts.tsv", 2)
	for _, r := range all {
		l.acts[r[0]] = kb.InstrumentID(r[1])
	}
	return err
}
