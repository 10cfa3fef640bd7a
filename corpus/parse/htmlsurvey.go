package parse

import (
	"math"
	"strings"

	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// claims are what a page says of its article outside of the text, and what reader mode makes of it.
// The texts are without blanks.
type claims struct {
	title     string              // as shown
	told      string              // the article as linked data give it
	lead      string              // the description
	leadWords string              // as written
	read      map[*html.Node]bool // the elements that reader mode keeps; nil where it finds nothing
	readText  string              // its text
}

// survey is what is known of a page before its blocks are judged.
type survey struct {
	claims
	units    []unit
	total    area
	areas    map[*html.Node]*area // of every element above a block
	paths    map[string]*area     // of all elements that are named alike
	copies   map[string]int       // how often a text comes
	top      *html.Node           // the element that reads most like an article
	score    map[*html.Node]float64
	titleAt  int             // the block that is the title, or -1
	words    map[string]bool // of the title
	named    map[*html.Node]names
	depth    map[*html.Node]int
	course   course
	pictures map[*html.Node]bool
}

// newSurvey measures all blocks of a page.
func newSurvey(blocks []block.Block, origins []origin, c claims) *survey {
	s := &survey{claims: c, areas: map[*html.Node]*area{}, paths: map[string]*area{}, copies: map[string]int{}, named: map[*html.Node]names{},
		depth: map[*html.Node]int{}, score: map[*html.Node]float64{}, titleAt: -1, pictures: map[*html.Node]bool{}, words: setOf(strings.ToLower(c.title))}
	for i, b := range blocks {
		u := measure(b, origins[i])
		u.path = pathOf(u.node)
		if len(u.Text) <= maxClaim {
			u.squeezed = squeeze(u.Text)
		}
		u.read = s.readOf(&u)
		if s.titleAt < 0 && c.title != "" && u.Text == c.title {
			s.titleAt = i
		}
		s.units = append(s.units, u)
	}
	for i := range s.units {
		s.count(&s.units[i])
	}
	s.findTop()
	s.readCourse()
	return s
}

// maxClaim is how long a block may be, in bytes, to be looked for in what the page claims.
const maxClaim = 4000

// readOf tells whether reader mode keeps a block: 1 yes, 0.5 its words, -1 no, 0 not known.
func (s *survey) readOf(u *unit) float64 {
	switch {
	case s.read == nil:
		return 0
	case s.read[u.node]:
		return 1
	case len(u.Text) > 20 && u.squeezed != "" && strings.Contains(s.readText, u.squeezed):
		return 0.5
	}
	return -1
}

// count adds a block to the sums of all that it stands in.
func (s *survey) count(u *unit) {
	s.total.add(u)
	s.copies[u.Text]++
	p := s.paths[u.path]
	if p == nil {
		p = &area{}
		s.paths[u.path] = p
	}
	p.add(u)
	for n := u.node; n != nil; n = n.Parent {
		a := s.areas[n]
		if a == nil {
			a = &area{}
			s.areas[n] = a
		}
		a.add(u)
	}
}

// findTop scores elements as reader mode does: a paragraph lends weight to its parent, half and
// less to those above.
func (s *survey) findTop() {
	for i := range s.units {
		u := &s.units[i]
		if !u.prose {
			continue
		}
		weight := 1 + u.commas + math.Min(u.chars/100, 3)
		n := u.node.Parent
		for _, share := range []float64{1, 3, 6, 9} {
			if n == nil {
				break
			}
			s.score[n] += weight / share
			n = n.Parent
		}
	}
	best := -1.0
	for i := range s.units {
		n := s.units[i].node.Parent
		for range 4 {
			if n == nil {
				break
			}
			if v := s.scoreOf(n); v > best || v == best && s.depthOf(n) > s.depthOf(s.top) {
				s.top, best = n, v
			}
			n = n.Parent
		}
	}
}

// scoreOf is the score of an element, less by the share of links.
func (s *survey) scoreOf(n *html.Node) float64 {
	a := s.areas[n]
	if a == nil {
		return 0
	}
	return s.score[n] * (1 - per(a.linked, a.chars))
}

func (s *survey) namesOf(n *html.Node) names {
	v, ok := s.named[n]
	if !ok {
		v = namesOf(n)
		s.named[n] = v
	}
	return v
}

func (s *survey) depthOf(n *html.Node) int {
	if n == nil {
		return 0
	}
	d, ok := s.depth[n]
	if !ok {
		d = s.depthOf(n.Parent) + 1
		s.depth[n] = d
	}
	return d
}

// toTop counts the steps from a block up to the element it shares with the one that reads most like
// an article, and from there down to that.
func (s *survey) toTop(n *html.Node) (up, down float64) {
	if s.top == nil {
		return far, far
	}
	a, b := n, s.top
	for s.depthOf(a) > s.depthOf(b) {
		a = a.Parent
		up++
	}
	for s.depthOf(b) > s.depthOf(a) {
		b = b.Parent
		down++
	}
	for a != b {
		a, b = a.Parent, b.Parent
		up++
		down++
	}
	return math.Min(up, far), math.Min(down, far)
}
