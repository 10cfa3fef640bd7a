package rank

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// What a unit of the language of laws counts that stands in for a word of a question, against one of the
// question itself: layLeast where passages hold that word too, and up to layMost where none does. In between
// it is half as much above the least where layHalf passages do. All of it is halved for a word that a share of
// layCommon of the passages holds, and less where more do: there it is the language of the collection, as 技术
// is of notices on trade.
const (
	layLeast  = 0.2
	layMost   = 0.6
	layHalf   = 5
	layCommon = 0.02
)

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
	laws    map[string][]string // word → what laws write
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
		word, rest, _ := strings.Cut(line, "\t")
		laws := strings.Fields(rest)
		if word == "" || len(laws) == 0 || slices.ContainsFunc(laws, func(s string) bool { return utf8.RuneCountInString(s) < 2 }) {
			return nil, fmt.Errorf("%q is not a word, a tab and words of two characters or more", line)
		}
		if l.laws[word] != nil {
			return nil, fmt.Errorf("%q stands twice", word)
		}
		l.laws[word] = laws
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

// Said is a word of a question with what laws write for it.
type Said struct {
	Word   string
	Laws   []string
	Counts float64 // what those count against the word itself, from 0 to 1
	Rare   bool    // hardly any passage holds the word itself
}

// InLaws tells for the words of a question by which laymen or lawyers speak what laws write, long words
// first; a word of which each character is part of a longer one says nothing more. Only Chinese words are
// known.
func InLaws(words []Word, in Collection) []Said { return laymen().said(words, in) }

func (l *layWords) said(words []Word, in Collection) []Said {
	var out []Said
	taken, known := make([]bool, len(words)), map[string]bool{}
	for n := min(l.longest, len(words)); n > 0; n-- {
		for i := range len(words) - n + 1 {
			part := words[i : i+n]
			if !joined(part) || !slices.Contains(taken[i:i+n], false) {
				continue
			}
			word := termOf(part)
			laws := l.laws[word]
			if laws == nil {
				continue
			}
			for k := range n {
				taken[i+k] = true
			}
			if !known[word] {
				known[word] = true
				held := in.spoken(part)
				counts := (layLeast + (layMost-layLeast)/(1+held/layHalf)) / (1 + held/max(layCommon*in.Passages, 1))
				out = append(out, Said{word, laws, counts, held <= layHalf})
			}
		}
	}
	return out
}

// weighed returns the pairs of characters of what laws write, with what each counts: of a long phrase, which
// has many, a little less. What is not written in the collection says nothing there: 用人单位 must not draw
// a question of trade to whatever is of 单位.
func weighed(all []Said, in Collection) map[string]float64 {
	out := map[string]float64{}
	for _, s := range all {
		for _, phrase := range s.Laws {
			pairs := pairsOf(phrase)
			if !in.writes(pairs) {
				continue
			}
			counts := s.Counts / math.Sqrt(math.Sqrt(float64(len(pairs))))
			for _, p := range pairs {
				out[p] = max(out[p], counts)
			}
		}
	}
	return out
}

// writes reports whether three in four of the pairs of a phrase are held by passages.
func (c Collection) writes(pairs []string) bool {
	held := 0
	for _, p := range pairs {
		if c.Holding(p) > 0 {
			held++
		}
	}
	return 4*held >= 3*len(pairs)
}

// spoken is how many passages may hold a Chinese word: as many as hold its rarest pair.
func (c Collection) spoken(word []Word) float64 {
	if len(word) == 1 {
		return c.Holding(word[0].Term)
	}
	least := math.Inf(1)
	for i := range len(word) - 1 {
		least = min(least, c.Holding(word[i].Term+word[i+1].Term))
	}
	return least
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
