package parse

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// contentCut is the probability from which a block is kept. It was chosen by cross-validation.
const contentCut = 0.65

// frameCut is that from which a block is kept whose names speak against it: frames, advertising, notices
// come and go between two visits.
const frameCut = 0.9

// maxJudged bounds the blocks of a page that are judged one by one.
const maxJudged = 10_000

// page is a parsed page and what its head says.
type page struct {
	doc         *goquery.Document
	root, whole *html.Node
	meta        meta
}

// judged keeps the blocks of a page that belong to its main content, each judged by itself and its
// surroundings. It is made for news; ok is false where hardly anything is found.
func (pg page) judged(f *forest, w *writer, address string) (kept, dropped []int, ok bool) {
	w.keepAll, w.news = true, true
	w.write(pg.whole)
	if len(w.blocks) > maxJudged {
		return nil, nil, false
	}
	s := pg.survey(w, address)
	chances := make([]float64, len(s.units))
	for i := range chances {
		chances[i] = f.chance(s.features(i))
	}
	chars := 0.0
	for i, stays := range s.together(s.settle(chances)) {
		if !stays {
			dropped = append(dropped, i)
			continue
		}
		kept = append(kept, i)
		chars += s.units[i].chars
	}
	return kept, dropped, chars >= 120
}

// together decides what stays. Of a list or a table that is no collection of links, all stays where one
// item or row does: an exception that is left out of a list turns it round.
func (s *survey) together(chances []float64) []bool {
	title := s.shownTitle()
	stays := make([]bool, len(chances))
	whole := map[*html.Node]bool{}
	linked, chars := map[*html.Node]float64{}, map[*html.Node]float64{}
	for i, c := range chances {
		u := &s.units[i]
		stays[i] = i == title || c >= frameCut || c >= contentCut && !inFrameOf(u.node)
		if g := u.group(); g != nil {
			whole[g] = whole[g] || stays[i]
			linked[g] += u.linked
			chars[g] += u.chars
		}
	}
	for i := range stays {
		if g := s.units[i].group(); g != nil && whole[g] && per(linked[g], chars[g]) < 0.3 {
			stays[i] = true
		}
	}
	s.keepData(stays)
	s.keepHeadings(stays)
	s.keepOtherScripts(stays)
	s.keepQuotedPosts(stays)
	return stays
}

// shownTitle is the block that is the title: a heading, where one is; -1 where none is. It stays,
// whatever its surroundings.
func (s *survey) shownTitle() int {
	for i := range s.units {
		if s.units[i].Kind == block.Heading && s.title != "" && s.units[i].Text == s.title {
			return i
		}
	}
	return s.titleAt
}

// inFrameOf reports whether a block stands in what is named as advertising, as the frame of a site, or as a notice on cookies
// and the like.
func inFrameOf(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		switch boilerplate(n) {
		case "advertising", "notices", "site frame", "navigation":
			return true
		}
	}
	return false
}

// survey measures the page that w has written wholly.
func (pg page) survey(w *writer, address string) *survey {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" {
		base = &url.URL{Scheme: "http", Host: "localhost", Path: "/"}
	}
	c := claims{title: pg.meta.title, told: toldBody(pg.doc)}
	read, article := readerMode(pg.root, pg.whole, base)
	if read != nil {
		c.read, c.readText = read, capped(squeeze(textOf(article)))
	}
	pg.doc.Find(`meta[property="og:description"], meta[name=description]`).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		c.leadWords = capped(s.AttrOr("content", ""))
		c.lead = squeeze(c.leadWords)
		return c.lead == ""
	})
	return newSurvey(w.blocks, w.origins, c)
}

// capped bounds a text in which every block is looked for.
func capped(s string) string { return s[:min(len(s), 200_000)] }

// benefit is added to the chance of rows of data: in a report on a notice they are the items, and to
// lose them is worse than to keep a table too many.
const benefit = 0.2

// settle levels out what was thought of rows of one table and of items of one list: they stay or
// go together unless they differ widely.
func (s *survey) settle(chances []float64) []float64 {
	type mean struct{ sum, n, linked float64 }
	groups := map[*html.Node]*mean{}
	for i, c := range chances {
		u := &s.units[i]
		n := u.group()
		if n == nil {
			continue
		}
		g := groups[n]
		if g == nil {
			g = &mean{}
			groups[n] = g
		}
		g.sum += c * u.chars
		g.n += u.chars
		g.linked += u.linked
	}
	out := make([]float64, len(chances))
	for i, c := range chances {
		out[i] = c
		u := &s.units[i]
		if g := groups[u.group()]; g != nil {
			out[i] = (c + per(g.sum, g.n)) / 2
			if u.Kind != block.Item && per(g.linked, g.n) < 0.3 {
				out[i] += benefit
			}
		}
	}
	return out
}

// group is the table or the list in which a block stands as a row or an item, or nil.
func (u *unit) group() *html.Node {
	switch u.Kind {
	case block.Row, block.RowHead:
		n := u.node
		for n != nil && n.DataAtom != atom.Table {
			n = n.Parent
		}
		return n
	case block.Item:
		return u.node.Parent
	}
	return nil
}

// dropsOfBlocks reports what was left out: the largest elements of which nothing was kept, and lines
// beside lines that were.
func dropsOfBlocks(w *writer, kept, dropped []int, shown string) []block.Drop {
	inside := map[*html.Node]bool{}
	for _, i := range kept {
		for n := w.origins[i].node; n != nil && !inside[n]; n = n.Parent {
			inside[n] = true
		}
	}
	type loss struct{ chars, linked int }
	losses := map[*html.Node]*loss{}
	var out []block.Drop
	for n, why := range w.dropped {
		out = append(out, block.Drop{What: fmt.Sprintf("%s (%d characters)", nodeName(n), w.counts[n]), Why: why})
	}
	for _, i := range dropped {
		b, n := w.blocks[i], w.origins[i].node
		if len(b.Text) <= len(shown) && strings.Contains(shown, b.Text) {
			continue // it stands at the head of the text all the same
		}
		chars := block.Inked(b.Text)
		if inside[n] {
			s := []rune(b.Text)
			out = append(out, block.Drop{What: fmt.Sprintf("line %q", string(s[:min(len(s), 60)])), Why: "it reads like no part of the article"})
			continue
		}
		for n.Parent != nil && !inside[n.Parent] {
			n = n.Parent
		}
		if losses[n] == nil {
			losses[n] = &loss{}
		}
		losses[n].chars += chars
		losses[n].linked += b.Linked
	}
	for n, l := range losses {
		why := boilerplate(n)
		switch {
		case why != "":
		case l.linked*2 > l.chars:
			why = "links to other pages"
		default:
			why = "it reads like no part of the article"
		}
		out = append(out, block.Drop{What: fmt.Sprintf("%s (%d characters)", nodeName(n), l.chars), Why: why})
	}
	sortDrops(out)
	return out
}

// toldBody returns the text of the article where the page repeats it as linked data, without blanks.
func toldBody(doc *goquery.Document) string {
	longest := ""
	doc.Find(`script[type="application/ld+json"]`).EachWithBreak(func(i int, s *goquery.Selection) bool {
		text := rawText(s.Nodes[0])
		if len(text) > 1<<20 || !strings.Contains(text, `"articleBody"`) {
			return i < 20
		}
		var v any
		if json.Unmarshal([]byte(text), &v) == nil {
			longest = longestBody(v, longest, 0)
		}
		return i < 20
	})
	if len(longest) < 200 {
		return ""
	}
	if strings.Contains(longest, "<") || strings.Contains(longest, "&") {
		if root, err := html.Parse(strings.NewReader(longest)); err == nil {
			longest = textOf(root)
		}
	}
	return capped(squeeze(longest))
}

func longestBody(v any, longest string, depth int) string {
	if depth > 12 {
		return longest
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			longest = longestBody(e, longest, depth+1)
		}
	case map[string]any:
		if s, ok := v["articleBody"].(string); ok && (len(s) > len(longest) || len(s) == len(longest) && s < longest) {
			longest = s
		}
		for _, e := range v {
			longest = longestBody(e, longest, depth+1)
		}
	}
	return longest
}
