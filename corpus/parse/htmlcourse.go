package parse

import (
	"math"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// course is what the whole of a page says of its blocks, in their order.
type course struct {
	runs   map[uint64]int32 // how often a run of four words stands on the page
	lead   map[string]bool  // words of the description
	before []float64        // characters of running text above each block
	head   []int            // the last heading above each block, or -1
	prose  []int            // the last block of running text above each block, or -1
	next   []int            // the first one below, or the number of blocks
	first  int              // block of running text inside the element that reads most like an article
	last   int
}

// maxRunWords bounds the words of a block that are compared with the others.
const maxRunWords = 120

// readCourse goes over all blocks twice, once from each end.
func (s *survey) readCourse() {
	n := len(s.units)
	c := &s.course
	*c = course{runs: map[uint64]int32{}, lead: setOf(strings.ToLower(s.leadWords)), first: n, last: -1}
	c.before, c.head, c.prose, c.next = make([]float64, n), make([]int, n), make([]int, n), make([]int, n)
	sum, head, prose := 0.0, -1, -1
	for i := range s.units {
		u := &s.units[i]
		c.before[i], c.head[i], c.prose[i] = sum, head, prose
		s.eachRun(u.Text, func(h uint64) { c.runs[h]++ })
		if u.Kind == block.Heading {
			head = i
		}
		if u.prose {
			sum += u.chars
			prose = i
			if within(u.node, s.top) {
				c.first, c.last = min(c.first, i), i
			}
		}
	}
	next := n
	for i := n - 1; i >= 0; i-- {
		c.next[i] = next
		if s.units[i].prose {
			next = i
		}
	}
}

// eachRun calls visit with every run of four words at the head of a text.
func (s *survey) eachRun(text string, visit func(uint64)) {
	var last [4]uint64
	k := 0
	for w := range strings.FieldsSeq(text) {
		last[0], last[1], last[2] = last[1], last[2], last[3]
		last[3] = hashOf(w)
		if k++; k > maxRunWords {
			return
		}
		if k >= 4 {
			visit(last[0] ^ last[1]*3 ^ last[2]*5 ^ last[3]*7)
		}
	}
}

func within(n, top *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}

// inCourse tells what stands before and after the block on the page, and what is said twice.
func (s *survey) inCourse(r *row, i int) {
	u, c := &s.units[i], &s.course
	runs, twice := 0.0, 0.0
	s.eachRun(u.Text, func(h uint64) {
		runs++
		if c.runs[h] > 1 {
			twice++
		}
	})
	r.add(per(twice, runs))
	same, words := 0.0, 0.0
	if len(u.Text) < 800 && len(c.lead) > 0 {
		for w := range strings.FieldsSeq(strings.ToLower(u.Text)) {
			words++
			if c.lead[w] {
				same++
			}
		}
	}
	r.add(per(same, words), per(same, float64(len(c.lead))))
	s.underHeading(r, i)
	r.add(per(c.before[i], s.total.prose), math.Min(float64(i-c.prose[i]), far), math.Min(float64(c.next[i]-i), far))
	r.add(math.Max(-far, math.Min(float64(i-c.first), far)), math.Max(-far, math.Min(float64(c.last-i), far)))
	s.siblings(r, u)
	r.add(s.pictured(u))
	r.flag(endsAsCaption(u.Text))
	short := strings.ToLower(u.Text[:min(len(u.Text), 400)])
	for _, list := range moreCues {
		hits := 0.0
		for _, w := range list {
			if strings.Contains(short, w) {
				hits++
			}
		}
		r.add(hits)
	}
}

// underHeading describes the heading above a block.
func (s *survey) underHeading(r *row, i int) {
	h := s.course.head[i]
	if h < 0 {
		r.add(far, 0, 0, 0, 0, 0)
		return
	}
	v := &s.units[h]
	text := strings.ToLower(v.Text)
	r.add(math.Min(float64(i-h), far), float64(v.Level), v.words, per(v.linked, v.chars))
	r.flag(v.related || isChromeText(v.Text))
	r.flag(strings.HasPrefix(text, "about ") || strings.Contains(text, "comment") || strings.HasPrefix(text, "contact"))
}

// siblings describes the elements beside that of the block.
func (s *survey) siblings(r *row, u *unit) {
	before, same, prose, all := 0.0, 0.0, 0.0, 0.0
	if p := u.node.Parent; p != nil {
		seen := false
		for n, k := p.FirstChild, 0; n != nil && k < 400; n, k = n.NextSibling, k+1 {
			if n == u.node {
				seen = true
				continue
			}
			if n.Type != html.ElementNode {
				continue
			}
			all++
			if !seen {
				before++
			}
			if n.DataAtom == u.node.DataAtom {
				same++
				if a := s.areas[n]; a != nil && a.prose > 0 {
					prose++
				}
			}
		}
	}
	r.add(math.Min(before, 40), all, same, per(prose, same), prose)
}

// pictured counts the steps up to an element that holds a picture and hardly other words.
func (s *survey) pictured(u *unit) float64 {
	n := u.node
	for level := range 4 {
		a := s.areas[n]
		if a == nil || a.chars > u.chars*1.3+20 {
			break
		}
		if s.holdsPicture(n) {
			return float64(level)
		}
		n = n.Parent
	}
	return far
}

// holdsPicture reports whether a picture stands in an element. It asks each element once.
func (s *survey) holdsPicture(n *html.Node) bool {
	v, ok := s.pictures[n]
	if !ok {
		for c := n.FirstChild; c != nil && !v; c = c.NextSibling {
			v = c.DataAtom == atom.Img || c.DataAtom == atom.Picture || c.DataAtom == atom.Video || c.FirstChild != nil && s.holdsPicture(c)
		}
		s.pictures[n] = v
	}
	return v
}

// endsAsCaption reports whether a text ends in brackets that name the source of a picture.
func endsAsCaption(text string) bool {
	text = strings.TrimRight(text, " .|")
	end := len(text) - 1
	if end < 0 || len(text) > 800 || text[end] != ')' && text[end] != ']' {
		return false
	}
	start := strings.LastIndexAny(text, "([")
	if start < 0 || end-start > 80 {
		return false
	}
	in := strings.ToLower(text[start:])
	for _, w := range captionSources {
		if strings.Contains(in, w) {
			return true
		}
	}
	return false
}

var captionSources = []string{"image", "photo", "foto", "file", "getty", "reuters", "afp", "/ap", "(ap", "credit", "courtesy", "bild", "via", "shutterstock", "supplied", "handout"}

// moreCues are words of offers, of what companies say of themselves, and of captions.
var moreCues = [...][]string{
	{"get access", "free trial", "subscri", "% off", "£", "join us", "donate", "support our", "become a member", "stay tuned", "follow @", "contact us", "send us", "our newsletter", "inbox", "delivered", "read more", "click", "see more"},
	{"about ", "headquartered", "forward-looking", "for more information", "media contact", "press contact", "is a global", "leading provider", "founded in", "is a leading", "listed on"},
	{"(image", "image:", "(photo", "photo:", "pictured", "file photo", "file)", "[file", "getty", "/ap", "reuters)", "(foto", "(bild", "courtesy of", "credit"},
}

// hashOf is the FNV-1a hash of a word.
func hashOf(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	return h
}
