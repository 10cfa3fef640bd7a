package kbtest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// prose is a text of made-up articles, so that a made-up store has as many passages as a real one, with
// words of which some are common and most are rare.
type prose struct {
	strings.Builder
	r        *rand.Rand
	often    *rand.Zipf
	articles int   // that the text is to have
	starts   []int // of those that it has
}

// newProse begins the text of the n-th document. The same seed makes the same text.
func newProse(seed uint64, n, articles int) *prose {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	return &prose{r: r, often: rand.NewZipf(r, 1.1, 8, inventedWords-1), articles: articles}
}

// before writes the articles that stand before the i-th of n facts.
func (p *prose) before(i, n int) {
	for len(p.starts)*n < (i+1)*p.articles && len(p.starts) < p.articles {
		p.starts = append(p.starts, p.Len())
		fmt.Fprintf(p, "Article %d.", len(p.starts))
		for range 2 + p.r.IntN(4) {
			p.sentence()
		}
		p.WriteString("\n")
	}
}

// sentence writes one sentence of eight to thirty words, now and then with one of the trade.
func (p *prose) sentence() {
	for i := range 8 + p.r.IntN(22) {
		p.WriteString(" ")
		switch {
		case p.r.IntN(40) == 0:
			p.WriteString(tradeWords[p.r.IntN(len(tradeWords))])
		case i%2 == 1:
			p.WriteString(smallWords[p.r.IntN(len(smallWords))])
		default:
			p.WriteString(invented(p.often.Uint64()))
		}
	}
	p.WriteString(".")
}

// provisions are the articles, each up to the next.
func (p *prose) provisions() []corpus.Provision {
	var out []corpus.Provision
	for i, start := range p.starts {
		end := p.Len() - 1
		if i+1 < len(p.starts) {
			end = p.starts[i+1] - 1
		}
		out = append(out, corpus.Provision{Address: fmt.Sprint(i + 1), Kind: corpus.Article, Start: start, End: end})
	}
	return out
}

// sentences end at a full stop.
func (p *prose) sentences() []corpus.Range {
	if p.articles == 0 {
		return nil
	}
	var out []corpus.Range
	text, start := p.String(), 0
	for i := range text {
		if text[i] == '.' {
			out = append(out, corpus.Range{Start: start, End: i + 1})
			for start = i + 1; start < len(text) && (text[start] == ' ' || text[start] == '\n'); {
				start++
			}
		}
	}
	return out
}

const inventedWords = 20_000

// invented makes the n-th word, of two to four syllables.
func invented(n uint64) string {
	var b strings.Builder
	for x := n + 100; x > 0; x /= 80 {
		b.WriteByte("bcdfghklmnprstvz"[x%80/5])
		b.WriteByte("aeiou"[x%5])
	}
	return b.String()
}

var (
	smallWords = strings.Fields("the of and to a in that by for shall not any or be is under which with as on may its from this such other than after before where")
	tradeWords = strings.Fields("export licence exporter controlled gallium germanium dysprosium tungsten graphite lithium cobalt antimony magnet oxide purity military end-use destination " +
		"application ministry notice declaration customs quota technology transfer re-export deemed prohibition exemption")
)
