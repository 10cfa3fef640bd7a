package rank

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed terms.tsv
var termsTable string

// terms is what the table says, either way: unit → words of the other language.
var terms = sync.OnceValue(func() map[string][]string {
	t, err := readTerms(termsTable)
	if err != nil {
		panic("rank: terms.tsv: " + err.Error())
	}
	return t
})

// readTerms reads lines of English words, a tab and Chinese ones, parted by blanks; a line that begins with
// # is a comment. Of English words that have one stem the first stands for all.
func readTerms(table string) (map[string][]string, error) {
	out := map[string][]string{}
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		left, right, _ := strings.Cut(line, "\t")
		english, chinese := strings.Fields(strings.ToLower(left)), strings.Fields(right)
		if len(english) == 0 || len(chinese) == 0 {
			return nil, fmt.Errorf("%q is not English words, a tab and Chinese words", line)
		}
		stems := map[string]bool{}
		for _, e := range english {
			if s := Stem(e); !stems[s] {
				stems[s] = true
				if out[s] != nil {
					return nil, fmt.Errorf("%s stands twice", e)
				}
				out[s] = chinese
				for _, c := range chinese {
					if utf8.RuneCountInString(c) != 2 {
						return nil, fmt.Errorf("%s is not of two characters, which is what passages are compared by", c)
					}
					out[c] = append(out[c], e)
				}
			}
		}
	}
	return out, nil
}

// Crossing is a word of a question, with what texts in the other language write for it.
type Crossing struct {
	Word  string   // as typed, in lower case
	Unit  string   // the unit of it by which passages are compared
	Names []string // in the other language
}

// Across tells for the words of trade in a question, English or Chinese, what texts in the other language
// write, as far as the collection has it. What is named already, as a material is, can be left out.
func Across(words []Word, in Collection, named func(word string) bool) []Crossing {
	var out []Crossing
	known := map[string]bool{}
	add := func(word, unit string) {
		if known[unit] || named(word) {
			return
		}
		known[unit] = true
		var names []string
		for _, n := range terms()[unit] {
			if in.Holding(unitOf(n)) > 0 {
				names = append(names, n)
			}
		}
		if len(names) > 0 {
			out = append(out, Crossing{word, unit, names})
		}
	}
	for i, w := range words {
		switch {
		case !w.Han:
			add(w.Term, Stem(w.Term))
		case w.Joined && i+1 < len(words) && words[i+1].Han:
			pair := w.Term + words[i+1].Term
			add(pair, pair)
		}
	}
	return out
}

// unitOf returns the unit by which a word of the table is known.
func unitOf(word string) string {
	if word[0] >= utf8.RuneSelf {
		return word
	}
	return Stem(word)
}
