package parse

import (
	"math"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// far stands for "no such element above".
const far = 20

// row collects the features of a block. The forest knows them by their place, so that a change of
// what is added, or of its order, asks for a new forest.
type row struct{ v []float32 }

func (r *row) add(values ...float64) {
	for _, v := range values {
		r.v = append(r.v, float32(v))
	}
}

func (r *row) flag(v bool) {
	if v {
		r.add(1)
		return
	}
	r.add(0)
}

func per(a, b float64) float64 { return a / math.Max(b, 1) }

// features describes block i by itself, by what stands above it, and by its neighbours.
func (s *survey) features(i int) []float32 {
	r := &row{v: make([]float32, 0, 256)}
	u := &s.units[i]
	s.own(r, u)
	s.place(r, u, i)
	s.above(r, u)
	s.surroundings(r, u)
	for _, d := range []int{-2, -1, 1, 2} {
		s.neighbour(r, i, d)
	}
	s.inCourse(r, i)
	return r.v
}

// own describes the words of the block.
func (s *survey) own(r *row, u *unit) {
	r.add(u.words, u.chars, per(u.chars, u.words))
	r.add(per(u.linked, u.chars), float64(u.links))
	r.add(u.ends, u.words/(u.ends+1), u.commas, per(u.commas, u.words))
	r.add(per(u.digits, u.chars), per(u.capitals, u.words), per(u.small, u.words), u.small)
	r.add(lastClass(u.last), per(float64(u.stressed), u.chars), float64(u.images))
	r.add(float64(u.Kind), float64(u.Level), tagClass(u.node.DataAtom), tagClass(parentAtom(u.node)))
	r.flag(u.related)
	r.flag(u.words < 60 && len(u.Text) < 300 && isChromeText(u.Text))
	r.flag(strings.Contains(u.Text[:min(len(u.Text), 30)], ":"))
	r.flag(strings.ContainsAny(u.Text, "|»›•·"))
	r.flag(strings.ContainsAny(u.Text, "@#"))
	r.flag(strings.HasSuffix(u.Text, "...") || u.last == '…')
	first, _ := utf8.DecodeRuneInString(u.Text)
	r.flag(strings.ContainsRune("\"“«„'", first))
	short := strings.ToLower(u.Text[:min(len(u.Text), 240)])
	for _, list := range cues {
		hits := 0.0
		for _, c := range list {
			if strings.Contains(short, c) {
				hits++
			}
		}
		r.add(hits)
	}
}

// place tells where the block stands on the page, and whether the page's claims hold its words.
func (s *survey) place(r *row, u *unit, i int) {
	n := float64(len(s.units))
	r.add(float64(s.copies[u.Text]))
	r.add(float64(i)/n, math.Min(float64(i), 100), math.Min(n-float64(i), 100))
	after := -99.0
	if s.titleAt >= 0 {
		after = math.Max(math.Min(float64(i-s.titleAt), 60), -60)
	}
	r.add(after, s.likeTitle(u.Text))
	told := 0.0
	if s.told != "" && u.squeezed != "" {
		told = -1
		if strings.Contains(s.told, u.squeezed) {
			told = 1
		}
	}
	r.add(told)
	r.flag(s.lead != "" && len(u.Text) > 15 && u.squeezed != "" && strings.Contains(s.lead, u.squeezed))
	r.add(u.read, per(s.total.read, s.total.chars))
}

// likeTitle is the share of words that a short text has in common with the title.
func (s *survey) likeTitle(text string) float64 {
	if len(text) > 600 || len(s.words) == 0 {
		return 0
	}
	same, n := 0, 0
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		n++
		if s.words[w] {
			same++
		}
	}
	return float64(same) / float64(max(n, len(s.words)))
}

var landmarks = [...]atom.Atom{atom.Article, atom.Main, atom.Aside, atom.Nav, atom.Header, atom.Footer, atom.Form, atom.Figure, atom.Ul, atom.Ol, atom.Table, atom.Blockquote, atom.Section}

// above tells how far the nearest landmark and the nearest name of each group are, and how many
// elements above are named like that.
func (s *survey) above(r *row, u *unit) {
	var marks [len(landmarks)]float64
	var groups, count [len(nameGroups)]float64
	for i := range marks {
		marks[i] = far
	}
	for i := range groups {
		groups[i] = far
	}
	level := 0.0
	for n := u.node; n != nil; n = n.Parent {
		for i, a := range landmarks {
			if n.DataAtom == a {
				marks[i] = math.Min(math.Min(level, far-1), marks[i])
			}
		}
		if v := s.namesOf(n); v != 0 {
			for i := range groups {
				if v&(1<<i) != 0 {
					count[i]++
					groups[i] = math.Min(math.Min(level, far-1), groups[i])
				}
			}
		}
		level++
	}
	r.add(marks[:]...)
	r.add(groups[:]...)
	r.add(count[:]...)
	r.add(level)
}

// surroundings measures the elements above the block, those that are named like its own, and the
// whole page.
func (s *survey) surroundings(r *row, u *unit) {
	best := s.scoreOf(s.top)
	n := u.node
	for range 4 {
		a := s.areas[n]
		r.add(a.chars, per(a.linked, a.chars), per(a.prose, a.chars), a.proses, per(a.prose, s.total.prose), a.blocks)
		r.add(per(a.read, a.chars), per(s.scoreOf(n), best))
		if n.Parent != nil {
			n = n.Parent
		}
	}
	p := s.paths[u.path]
	r.add(p.blocks, per(p.linked, p.chars), per(p.prose, p.chars), per(p.read, p.chars), per(p.prose, s.total.prose), per(p.chars, p.blocks))
	up, down := s.toTop(u.node)
	r.add(up, down)
	r.add(s.total.prose, s.total.proses, per(s.total.linked, s.total.chars), s.total.blocks)
}

// neighbour describes the block d places away.
func (s *survey) neighbour(r *row, i, d int) {
	j := i + d
	if j < 0 || j >= len(s.units) {
		r.add(-1, -1, -1, -1, -1, -1, -1, -1, -1)
		return
	}
	u, v := &s.units[i], &s.units[j]
	r.add(v.words, per(v.linked, v.chars), v.ends, v.read, tagClass(v.node.DataAtom), lastClass(v.last))
	r.flag(v.node.Parent == u.node.Parent)
	r.flag(v.path == u.path)
	r.flag(v.related)
}

// lastClass sorts last characters: of sentences, of quotations and brackets, of what goes on.
func lastClass(r rune) float64 {
	switch {
	case strings.ContainsRune(".!?。！？।", r):
		return 3
	case strings.ContainsRune("\"”’»)]'」』", r):
		return 2
	case strings.ContainsRune(":：,;…", r):
		return 1
	}
	return 0
}

// tagClass orders elements from those that hold running text to those that hold anything.
func tagClass(a atom.Atom) float64 {
	switch a {
	case atom.P:
		return 0
	case atom.Blockquote, atom.Pre:
		return 1
	case atom.H1, atom.H2, atom.H3:
		return 2
	case atom.H4, atom.H5, atom.H6:
		return 3
	case atom.Article, atom.Main, atom.Section:
		return 4
	case atom.Td, atom.Th, atom.Tr:
		return 5
	case atom.Div, atom.Center:
		return 6
	case atom.Dd, atom.Dt, atom.Dl:
		return 7
	case atom.Li:
		return 8
	case atom.Ul, atom.Ol:
		return 9
	case atom.Figcaption, atom.Figure, atom.Caption:
		return 10
	}
	return 11
}

func parentAtom(n *html.Node) atom.Atom {
	if n.Parent == nil {
		return 0
	}
	return n.Parent.DataAtom
}

// cues are words that short lines around articles hold, in lower case.
var cues = [...][]string{
	{"photo", "image", "getty", "reuters", "credit", "foto", "bild", "picture", "(ap", "afp", "dpa", "courtesy", "shutterstock"},
	{"subscribe", "newsletter", "sign up", "log in", "login", "abonn", "register", "anmeld", "follow us", "download", "app", "click here"},
	{"©", "copyright", "all rights", "rechte", "cookie", "privacy", "terms", "impressum", "disclaimer"},
	{"share", "facebook", "twitter", "whatsapp", "pinterest", "teilen", "e-mail", "email", "print", "tweet", "pic.twitter.com", "t.co/"},
	{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "okt", "dez", ":", "am", "pm", "uhr", "updated", "published"},
	{"read more", "see also", "related", "more:", "mehr", "also read", "recommended", "weiter", "next", "previous", "lesen", "lire", "leer", "»", "›", "read:"},
	{"by ", "von ", "par ", "por ", "author", "autor", "editor", "reporter", "writer", "posted"},
}
