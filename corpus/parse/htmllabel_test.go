package parse

import (
	"math"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// sample is a labelled page, cut into blocks. A label is the share of the block that belongs to the
// main text, or negative where nothing is known.
type sample struct {
	*labelledPage
	site   string // its host; where the page does not say, its own name
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
		w := &writer{opt: Options{}.withDefaults(), keepAll: true, news: true}
		w.write(pg.whole)
		s := &sample{labelledPage: l, site: siteOf(l, pg.meta.canonical), survey: pg.survey(w, l.url)}
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

// siteOf is the registered domain of a page, or its name where it shows no address.
func siteOf(l *labelledPage, canonical string) string {
	for _, address := range []string{l.url, canonical} {
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			if domain, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname()); err == nil {
				return domain
			}
		}
	}
	return l.id
}

// labelArticle compares each block with the article by runs of four words. A run that the article
// has once belongs to one block: first to those in the element that holds most of the article, in
// their order; so what teasers, captions and boxes repeat is no part of it. A block weighs by its words,
// and all pages the same.
func (s *sample) labelArticle() {
	whole := map[string]bool{}
	for l := range strings.SplitSeq(s.article, "\n") {
		whole[squeeze(l)] = true
	}
	left := shinglesOf(s.article)
	total := math.Max(float64(len(strings.Fields(s.article))), 50)
	s.label, s.weight = make([]float64, len(s.survey.units)), make([]float64, len(s.survey.units))
	body := s.articleElement(left)
	for _, inside := range []bool{true, false} {
		for i := range s.survey.units {
			u := &s.survey.units[i]
			if within(u.node, body) != inside {
				continue
			}
			s.label[i] = labelOf(u.Text, left, whole)
			s.weight[i] = 2 * (0.02 + 8*math.Min(float64(len(wordsIn(u.Text)))/total, 0.5))
		}
	}
}

// labelOf is the share of a block that is left of the article, which it takes where it is half or more.
func labelOf(text string, left map[string]int, whole map[string]bool) float64 {
	if len(wordsIn(text)) < 4 {
		if whole[squeeze(text)] {
			return 1
		}
		return 0
	}
	own := shinglesOf(text)
	hit, n := 0, 0
	for k, c := range own {
		n += c
		hit += min(c, max(left[k], 0))
	}
	label := float64(hit) / float64(max(n, 1))
	if label >= 0.5 {
		for k, c := range own {
			left[k] -= c
		}
	}
	return label
}

// articleElement is the smallest element with four fifths of the runs that the article has too.
func (s *sample) articleElement(want map[string]int) *html.Node {
	hits, all := map[*html.Node]int{}, 0
	for i := range s.survey.units {
		h := 0
		for k, c := range shinglesOf(s.survey.units[i].Text) {
			if want[k] > 0 {
				h += c
			}
		}
		all += h
		for n := s.survey.units[i].node; n != nil; n = n.Parent {
			hits[n] += h
		}
	}
	var best *html.Node
	for i := range s.survey.units {
		for n := s.survey.units[i].node; n != nil; n = n.Parent {
			if hits[n]*5 >= all*4 && s.survey.depthOf(n) > s.survey.depthOf(best) {
				best = n
			}
		}
	}
	return best
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
