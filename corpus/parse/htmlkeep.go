package parse

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// keepHeadings keeps a heading between two blocks that stay, where all three are children of one element:
// who loses it cannot tell what the paragraphs below speak of.
func (s *survey) keepHeadings(stays []bool) {
	for i := 1; i+1 < len(stays); i++ {
		u := &s.units[i]
		if stays[i] || u.Kind != block.Heading || !stays[i-1] || !stays[i+1] {
			continue
		}
		p := u.node.Parent
		stays[i] = s.units[i-1].standsIn() == p && s.units[i+1].standsIn() == p
	}
}

// standsIn is the element of which the block, or the list or table that it belongs to, is a child.
func (u *unit) standsIn() *html.Node {
	if g := u.group(); g != nil {
		return g.Parent
	}
	return u.node.Parent
}

// keepData keeps the tables and lists without links that stand beside what stays, in an element that holds
// nearly all of it: the measures of goods, the conditions below the steps.
func (s *survey) keepData(stays []bool) {
	below, all := map[*html.Node]float64{}, 0.0
	for i := range s.units {
		if !stays[i] {
			continue
		}
		all += s.units[i].chars
		for n := s.units[i].node; n != nil; n = n.Parent {
			below[n] += s.units[i].chars
		}
	}
	total := map[*html.Node]float64{}
	for i := range s.units {
		for n := s.units[i].node; n != nil; n = n.Parent {
			total[n] += s.units[i].chars
		}
	}
	loose := map[*html.Node]bool{} // groups that have a link, or words of the site
	for i := range s.units {
		u := &s.units[i]
		if g := u.group(); g != nil && (u.links > 0 || u.related || u.images > 0 || isChromeText(u.Text) || inFrameOf(u.node)) {
			loose[g] = true
		}
	}
	for i := range s.units {
		if g := s.units[i].group(); g != nil && !stays[i] && !loose[g] && g.Parent != nil && boilerplateAbove(g) == "" {
			around := g.Parent
			for around.Parent != nil && total[around] == total[g] && framesTable(around) {
				around = around.Parent
			}
			stays[i] = below[around] >= 0.8*all && all >= 120
		}
	}
}

// framesTable reports whether an element is there for the table inside it: a figure, what scrolls.
func framesTable(n *html.Node) bool {
	class := strings.ToLower(attr(n, "class"))
	return n.DataAtom == atom.Figure || strings.Contains(class, "table") || strings.Contains(class, "scroll") || strings.Contains(class, "responsive")
}

// boilerplateAbove is the first reason for which an element, or one above it, is no part of a document.
func boilerplateAbove(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if why := boilerplate(n); why != "" {
			return why
		}
	}
	return ""
}

// keepOtherScripts keeps what is written in Chinese, Japanese or Thai inside the element that reads most
// like the article: the trees learned from scripts that part words by blanks, and take a sentence of
// another for one odd word.
func (s *survey) keepOtherScripts(stays []bool) {
	if s.top == nil {
		return
	}
	for i := range s.units {
		u := &s.units[i]
		if stays[i] || !withoutBlanks(u.Text) || per(u.linked, u.chars) > 0.3 || u.related || isChromeText(u.Text) {
			continue
		}
		n := u.node
		for n != nil && n != s.top && boilerplate(n) == "" {
			n = n.Parent
		}
		stays[i] = n == s.top
	}
}

// withoutBlanks reports whether most letters of a text are of a script that does not part words.
func withoutBlanks(text string) bool {
	letters, dense := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
				dense++
			}
		}
	}
	return dense*2 > letters
}

// postDepth is how many elements may stand between a quoted post and the article around it.
const postDepth = 5

// keepQuotedPosts keeps posts of social media that an article quotes: those that stand within
// the element that holds most of what stays. Their elements are named as for sharing, and their
// words are short, so block by block they look like the page's own.
func (s *survey) keepQuotedPosts(stays []bool) {
	var posts []int
	for i := range s.units {
		if !stays[i] && inQuotedPost(s.units[i].node) {
			posts = append(posts, i)
		}
	}
	if len(posts) == 0 {
		return
	}
	below, all := map[*html.Node]float64{}, 0.0
	for i := range s.units {
		if !stays[i] {
			continue
		}
		all += s.units[i].chars
		for n := s.units[i].node; n != nil; n = n.Parent {
			below[n] += s.units[i].chars
		}
	}
	for _, i := range posts {
		for n, k := s.units[i].node, 0; n != nil && k <= postDepth; n, k = n.Parent, k+1 {
			if below[n]*10 >= all*6 && all > 0 {
				stays[i] = true
				break
			}
		}
	}
}

// postClasses are the classes that the codes for embedding posts are documented to bear.
var postClasses = []string{"twitter-tweet", "twitter-video", "instagram-media", "fb-post", "tiktok-embed", "bluesky-embed", "mastodon-embed", "reddit-embed-bq", "text-post-media"}

// inQuotedPost reports whether an element stands in an embedded post.
func inQuotedPost(n *html.Node) bool {
	for k := 0; n != nil && k < 4; n, k = n.Parent, k+1 {
		if n.DataAtom != atom.Blockquote && n.DataAtom != atom.Div {
			continue
		}
		for c := range strings.FieldsSeq(attr(n, "class")) {
			if slices.Contains(postClasses, c) {
				return true
			}
		}
	}
	return false
}
