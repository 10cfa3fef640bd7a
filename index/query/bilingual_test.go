package query_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// TestEveryElementInBothLanguages: whichever name of an element is typed, texts that call it by any
// other are found: alone, in lists and inside words.
func TestEveryElementInBothLanguages(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, m := range kb.Elements() {
		names := words.Names(m)
		texts := map[string]string{} // what a text calls it → the text
		chinese, english := 0, 0
		for _, name := range names {
			switch {
			case otherWord(name): // is not searched for
			case strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
				chinese++
				texts[name] = "关于对" + name + "、某物相关物项实施管制的公告"
				texts[name+" inside"] = "氧化" + name + "粉末"
				texts[name+" alone"] = name
			case name == string(m):
				if typedMeans(words, name, m) {
					texts[name] = "Powders of " + name + ", and " + name + "2O3, need a licence."
				}
			default:
				english++
				texts[name] = "Exports of " + name + " oxides (" + strings.ToUpper(name) + ") need a licence."
			}
		}
		if chinese == 0 || english == 0 {
			t.Errorf("%s has %d Chinese and %d English names", m, chinese, english)
		}
		for _, typed := range names {
			if typed == string(m) && !typedMeans(words, typed, m) || otherWord(typed) {
				continue // such as In, As and No, which are words first
			}
			n, err := query.Parse(typed)
			if err != nil {
				t.Fatal(err)
			}
			wide, _ := query.Expand(n, words)
			for called, text := range texts {
				if called == string(m) && typed != called && !symbolFound(m) {
					continue // letters that texts use for other things are found only when typed
				}
				asked++
				if !query.Eval(wide, &query.Doc{Body: query.NewText(text)}) {
					t.Errorf("%s: %q, read as %s, does not find %q", m, typed, query.Print(wide), text)
				}
			}
		}
	}
	if asked < 118*9 {
		t.Errorf("only %d pairs of names were tried", asked)
	}
}

// typedMeans reports whether a symbol that is typed is taken to mean its element.
func typedMeans(words query.Names, symbol string, m kb.Material) bool {
	n, err := query.Parse(symbol)
	if err != nil {
		return false
	}
	_, told := query.Expand(n, words)
	return len(told) == 1 && told[0].Material == m
}

// otherWord reports whether a name is a word of every day in another language.
func otherWord(name string) bool {
	return strings.Contains(" or argent bore boro bromo cer curio emas radio seng titan ", " "+strings.ToLower(name)+" ")
}

// TestNamesThatAreOtherWords: a name in one language that is a word in another is not added to a search.
func TestNamesThatAreOtherWords(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	for q, text := range map[string]string{"gold": "gallium or germanium", "silver": "l'argent public", "radium": "a radio of the ministry", "boron": "they bore the cost", "titanium": "Titan Airways"} {
		n, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		if wide, _ := query.Expand(n, words); query.Eval(wide, &query.Doc{Body: query.NewText(text)}) {
			t.Errorf("%s, read as %s, finds %q", q, query.Print(wide), text)
		}
	}
}

// symbolFound reports whether the symbol of an element is searched for when its name is typed: not
// where its letters are also a word, an initial or an abbreviation.
func symbolFound(m kb.Material) bool {
	return len(m) == 2 && !strings.Contains(" Ac Al Am As At Be Ca Cf Co Es Fm He Ho In La Lr Md Mo Ne No Os Pa Po Pr Ra Re ", " "+string(m)+" ")
}

// TestGroupMembers: a group with a star finds what names any member, without one only the group.
func TestGroupMembers(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		q, text string
		want    bool
	}{
		{"REE*", "对镝、铽相关物项", true}, {"REE*", "samarium-cobalt magnets", true}, {"REE*", "rare earth magnets", true},
		{"REE*", "gallium", false}, {"REE", "dysprosium", false}, {"REE-light*", "dysprosium", false}, {"REE-light*", "neodymium", true},
		{"REE* /s licen!", "A licence for Dy metal is needed.", true}, {"exact(REE*)", "dysprosium", false}, {"PGM*", "铂", true},
	} {
		n, err := query.Parse(tt.q)
		if err != nil {
			t.Fatal(err)
		}
		wide, _ := query.Expand(n, words)
		if got := query.Eval(wide, &query.Doc{Body: query.NewText(tt.text)}); got != tt.want {
			t.Errorf("%s, read as %s, in %q: %t, want %t", tt.q, query.Print(wide), tt.text, got, tt.want)
		}
	}
}
