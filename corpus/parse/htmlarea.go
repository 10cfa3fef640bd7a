package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus/language"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// area sums up what was written below an element, or by all elements that look the same.
type area struct {
	chars, linked float64
	prose         float64 // characters of blocks that read like sentences
	proses        float64 // how many they are
	blocks        float64
	read          float64 // characters that reader mode keeps
}

func (a *area) add(u *unit) {
	a.chars += u.chars
	a.linked += u.linked
	a.blocks++
	if u.read > 0 {
		a.read += u.chars
	}
	if u.prose {
		a.prose += u.chars
		a.proses++
	}
}

// unit is a block with what can be measured of it alone.
type unit struct {
	block.Block
	origin
	chars, linked float64
	words         float64
	ends          float64 // sentence ends
	commas        float64
	digits        float64
	capitals      float64 // words that begin with a capital
	small         float64 // frequent function words
	last          rune    // the last character
	prose         bool
	related       bool    // it begins like the label of a box of links
	read          float64 // see [survey.readOf]
	path          string  // how the element and those above it are named
	squeezed      string  // the words without blanks, of short blocks
}

// measure counts what a block is made of. A Han or kana character counts as half a word.
func measure(b block.Block, from origin) unit {
	u := unit{Block: b, origin: from, linked: float64(b.Linked)}
	inWord, han := false, 0.0
	for i, r := range b.Text {
		if unicode.IsSpace(r) {
			inWord = false
			continue
		}
		u.chars++
		u.last = r
		switch {
		case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r):
			han++
		case unicode.IsDigit(r):
			u.digits++
		case r == ',' || r == '，' || r == '、' || r == '،' || r == ';':
			u.commas++
		case r == '.' || r == '!' || r == '?' || r == '…':
			next, _ := utf8.DecodeRuneInString(b.Text[i+utf8.RuneLen(r):])
			if next == utf8.RuneError || unicode.IsSpace(next) || unicode.IsPunct(next) {
				u.ends++
			}
		case r == '。' || r == '！' || r == '？' || r == '।' || r == '؟':
			u.ends++
		}
		if !inWord {
			u.words++
			if unicode.IsUpper(r) {
				u.capitals++
			}
		}
		inWord = true
	}
	u.words += han / 2
	if b.Kind == block.Row || b.Kind == block.RowHead {
		u.linked = linkShare(from.node) * u.chars
	}
	u.small = countFunctionWords(b.Text)
	u.prose = u.linked*2 < u.chars && (u.words >= 12 && u.ends > 0 || u.words >= 25)
	u.related = len(b.Text) < 200 && relatedLabel.MatchString(b.Text)
	return u
}

// countFunctionWords counts words of the commonest languages that prose cannot do without.
func countFunctionWords(text string) float64 {
	n := 0.0
	for w := range strings.FieldsSeq(text) {
		if len(w) <= 6 && functionWords[w] {
			n++
		}
	}
	return n
}

var functionWords = language.Frequent()

// names are the kinds of words that class and id attributes are made of, as bits.
type names uint32

// nameGroups sorts words of class and id attributes by what pages put under them.
var nameGroups = [...]string{
	"nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs pagenum pagination pager path skip topbar subnav mainnav dropdown submenu",
	"footer foot ftr copyright masthead toolbar sitefooter siteheader header head top bottom legal",
	"related similar rel recommend recommended recommendation recommendations hot rank ranking trending popular latest readmore moreon mostread teaser teasers outbrain taboola more read also",
	"sidebar side aside widget widgets rail secondary col right left column complementary",
	"share sharing social sns addthis sharethis sharedaddy bdsharebuttonbox weixin twitter facebook follow like",
	"ad ads adslot advert advertisement advertisements advertising sponsor sponsored promo promotion banner dfp gpt",
	"cookie cookies ck consent gdpr popup modal login signin paywall overlay alert notice message",
	"newsletter subscribe subscription signup donate form search contact cta button btn",
	"comment comments disqus respond reply replies commentlist discussion",
	"tag tags category categories topics keywords cat label",
	"author byline by meta date time info details published source credits posted bio",
	"caption credit image img photo picture figure gallery media video player slideshow thumb thumbnail carousel slider",
	"title headline heading subtitle standfirst kicker",
	"content body text article story entry post main single articlebody entrycontent maincontent storybody richtext copy",
	"list item items card cards grid tile feed stream loop archive listing",
	"intro lead summary excerpt description desc deck abstract",
	"quote blockquote pullquote",
	"hidden hide print noprint screen",
	"tweet embed instagram embedded iframe",
	"product price shop buy rating review recipe",
}

var groupOf = func() map[string]names {
	out := map[string]names{}
	for i, words := range nameGroups {
		for w := range strings.FieldsSeq(words) {
			out[w] |= 1 << i
		}
	}
	return out
}()

// namesOf reads the class and id of an element: words parted by signs or by capitals.
func namesOf(n *html.Node) names {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return 0
	}
	var out names
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "itemprop", "role", "itemtype":
			for _, w := range nameWords(a.Val) {
				out |= groupOf[w]
			}
		}
	}
	return out
}

func nameWords(s string) []string {
	var out []string
	start, lower := -1, false
	cut := func(end int) {
		if start >= 0 {
			out = append(out, strings.ToLower(s[start:end]))
		}
		start = -1
	}
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r):
			cut(i)
		case unicode.IsUpper(r) && lower:
			cut(i)
			start = i
		case start < 0:
			start = i
		}
		lower = unicode.IsLower(r)
	}
	cut(len(s))
	return out
}

// pathOf names an element and three above it by tag and first class.
func pathOf(n *html.Node) string {
	var b strings.Builder
	for range 3 {
		if n == nil || n.DataAtom == atom.Body {
			break
		}
		class, _, _ := strings.Cut(strings.TrimSpace(attr(n, "class")), " ")
		b.WriteString(n.Data + "." + strings.TrimRight(class, "0123456789") + ">")
		n = n.Parent
	}
	return b.String()
}
