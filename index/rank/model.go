package rank

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/index/rank/trees"
)

// Model is what was learned from questions of which the right passages are known.
type Model struct {
	Asking map[string]float64 // words by which people ask, as stems, and what each still counts
	Words  *trees.Forest      // the chance that a passage which answers holds a word, from [WordNames]
	Order  *trees.Forest      // the order of the passages of a question, from [Names]: the more, the better
}

//go:embed asking.tsv
var askingTable string

//go:embed words.trees
var wordsFile []byte

//go:embed order.trees
var orderFile []byte

// builtIn reads the model that is part of the program. That its files can be read is tested.
var builtIn = sync.OnceValue(func() *Model {
	m := &Model{Words: &trees.Forest{}, Order: &trees.Forest{}}
	var err error
	if m.Asking, err = readAsking(askingTable); err != nil {
		panic("rank: asking.tsv: " + err.Error())
	}
	if err := m.Words.UnmarshalBinary(wordsFile); err != nil {
		panic("rank: words.trees: " + err.Error())
	}
	if err := m.Order.UnmarshalBinary(orderFile); err != nil {
		panic("rank: order.trees: " + err.Error())
	}
	return m
})

// readAsking reads lines of a stem, a tab and what it still counts; a line that begins with # is a
// comment.
func readAsking(table string) (map[string]float64, error) {
	out := map[string]float64{}
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		stem, weight, _ := strings.Cut(line, "\t")
		w, err := strconv.ParseFloat(weight, 64)
		if err != nil || w <= 0 {
			return nil, fmt.Errorf("%q is not a stem, a tab and a number above 0", line)
		}
		out[stem] = w
	}
	return out, nil
}

// hanAsking are the Chinese characters by which people ask; a pair of them, or one alone, says little
// of what is asked about.
const hanAsking = "的了吗呢么什怎如何哪些谁是否可以能应该有没在和与或被把给我你他她它们这那就都也还又因为而但请问会要需个"

// hanChance is the chance of a Chinese unit, for which nothing was learned: a half for a pair that is about
// something, and so much more for a character that it counts a fifth more, since it is often a word of two
// cut short; less for a pair that holds a character of asking, so that it counts half; and little where it
// is made of such only.
func hanChance(unit string) float64 {
	switch {
	case strings.Trim(unit, hanAsking) == "":
		return 0.02
	case strings.ContainsAny(unit, hanAsking):
		return 0.158
	case utf8.RuneCountInString(unit) == 1:
		return 0.678
	}
	return 0.5
}
