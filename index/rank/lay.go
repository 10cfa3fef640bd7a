package rank

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// layCounts is what a unit of the language of laws counts that stands in for words of a question, against
// one of the question itself.
const layCounts = 0.3

//go:embed lay.tsv
var layTable string

// laymen is what the table says of words of laymen. That it can be read is tested.
var laymen = sync.OnceValue(func() *layWords {
	l, err := readLay(layTable)
	if err != nil {
		panic("rank: lay.tsv: " + err.Error())
	}
	return l
})

// layWords tells for words by which laymen and lawyers speak, such as 房东 or 表见代理, what laws write
// instead.
type layWords struct {
	laws    map[string][]string // word → pairs of characters of what laws write
	longest int                 // characters of a word, at most
}

// readLay reads lines of a Chinese word, a tab and what laws write for it, parted by blanks; a line that
// begins with # is a comment.
func readLay(table string) (*layWords, error) {
	l := &layWords{laws: map[string][]string{}}
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		word, laws, _ := strings.Cut(line, "\t")
		var pairs []string
		for _, phrase := range strings.Fields(laws) {
			pairs = append(pairs, pairsOf(phrase)...)
		}
		if word == "" || len(pairs) == 0 {
			return nil, fmt.Errorf("%q is not a word, a tab and words of two characters or more", line)
		}
		if l.laws[word] != nil {
			return nil, fmt.Errorf("%q stands twice", word)
		}
		slices.Sort(pairs)
		l.laws[word] = slices.Compact(pairs)
		l.longest = max(l.longest, utf8.RuneCountInString(word))
	}
	return l, nil
}

// pairsOf returns the pairs of neighbouring characters of a phrase.
func pairsOf(phrase string) []string {
	var out []string
	last := ""
	for _, r := range phrase {
		if last != "" {
			out = append(out, last+string(r))
		}
		last = string(r)
	}
	return out
}

// units returns the pairs that laws would write for the words of a question, each once and sorted. Long
// words come first; a word of which each character is part of a longer one says nothing more.
func (l *layWords) units(words []Word) []string {
	var out []string
	taken := make([]bool, len(words))
	for n := min(l.longest, len(words)); n > 0; n-- {
		for i := range len(words) - n + 1 {
			if !joined(words[i:i+n]) || !slices.Contains(taken[i:i+n], false) {
				continue
			}
			pairs := l.laws[termOf(words[i:i+n])]
			if pairs == nil {
				continue
			}
			out = append(out, pairs...)
			for k := range n {
				taken[i+k] = true
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// joined reports whether words are Chinese characters that stand together.
func joined(words []Word) bool {
	for i, w := range words {
		if !w.Han || i+1 < len(words) && !w.Joined {
			return false
		}
	}
	return true
}

func termOf(words []Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Term)
	}
	return b.String()
}
