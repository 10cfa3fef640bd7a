package parse

import (
	"math"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// sample is a labelled page, cut into blocks. A label is the share of the block that belongs to the
// main text, or negative where nothing is known.
type sample struct {
	*labelledPage
	survey *survey
	rows   [][]float32
	label  []float64
	weight []float64
}

// samplesOf surveys the pages as the product does and labels their blocks.
func samplesOf(t *testing.T, pages []*labelledPage) []*sample {
	t.Helper()
	var out []*sample
	for _, l := range pages {
		text, _ := block.Decode(l.bytes, "text/html", true)
		root, err := html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(true))
		if err != nil {
			t.Fatal(err)
		}
		pg := page{doc: goquery.NewDocumentFromNode(root), root: root}
		pg.whole, pg.meta = bodyOf(pg.doc), readMeta(pg.doc, Input{URL: l.url})
		w := &writer{opt: Options{}.withDefaults(), keepAll: true}
		w.write(pg.whole)
		s := &sample{labelledPage: l, survey: pg.survey(w, l.url)}
		for i := range s.survey.units {
			s.rows = append(s.rows, s.survey.features(i))
		}
		if l.article != "" {
			s.labelArticle()
		} else {
			s.labelSegments()
			s.labelComments()
		}
		out = append(out, s)
	}
	return out
}

// labelArticle compares each block with the article by runs of four words. A block weighs by its
// words, and all pages the same.
func (s *sample) labelArticle() {
	whole := map[string]bool{}
	for l := range strings.SplitSeq(s.article, "\n") {
		whole[squeeze(l)] = true
	}
	want := shinglesOf(s.article)
	total := math.Max(float64(len(strings.Fields(s.article))), 50)
	for i := range s.survey.units {
		text := s.survey.units[i].Text
		words := float64(len(wordsIn(text)))
		label, n := 0.0, 0
		for k, c := range shinglesOf(text) {
			n += c
			if want[k] > 0 {
				label += float64(c)
			}
		}
		label /= float64(max(n, 1))
		if words < 4 {
			label = 0
			if whole[squeeze(text)] {
				label = 1
			}
		}
		s.label = append(s.label, label)
		s.weight = append(s.weight, 2*(0.02+8*math.Min(words/total, 0.5)))
	}
}

// labelSegments labels the blocks in which a segment stands. Where one that belongs to the text
// stands in several, nobody knows which is meant; the others must be nowhere.
func (s *sample) labelSegments() {
	for range s.survey.units {
		s.label, s.weight = append(s.label, -1), append(s.weight, 1)
	}
	for v, list := range [][]string{s.without, s.with} {
		for _, segment := range list {
			segment = strings.Join(strings.Fields(segment), " ")
			var at []int
			for i := range s.survey.units {
				if strings.Contains(s.survey.units[i].Text, segment) {
					at = append(at, i)
				}
			}
			if v == 1 && len(at) > 1 {
				continue
			}
			for _, i := range at {
				if s.label[i] == float64(1-v) {
					s.label[i] = 0.5 // it holds both kinds
				} else {
					s.label[i] = float64(v)
				}
				s.weight[i] = 1 / float64(len(at))
			}
		}
	}
}

// labelComments takes half of the blocks in elements that are named as comments, and which reader
// mode leaves out, for what they are named: the segments hold few of them.
func (s *sample) labelComments() {
	for i := range s.survey.units {
		u := &s.survey.units[i]
		if i%2 == 1 || s.label[i] >= 0 || u.read >= 0 {
			continue
		}
		why := ""
		for n := u.node; n != nil && why == ""; n = n.Parent {
			why = boilerplate(n)
		}
		if why == "comments" {
			s.label[i], s.weight[i] = 0, 0.3
		}
	}
}
