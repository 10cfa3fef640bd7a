package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// scope is what an opening line ("no export of the following items without a licence:") says of
// the list below it.
type scope struct {
	restricts bool        // the items below are restricted
	relation  kb.Relation // the acts below are suspended, repealed …
	context   corpus.Range
	assertion kb.Assertion
	address   string // of the opening line's provision
}

var (
	whatFollows = compile(`(?i)(以下|下列|如下|附件|所列|附表|following|listed (?:in|below|here)|set out in|annex|schedule|as follows|below|under here|(?:how|which) are|siguientes|suivants?|suivantes|seguintes|folgende|следующ|berikut|eftirtald)`)
	// itemLike is how a line of a list begins: a marker, a number or a control code.
	itemLike = compile(`^\s*(?:[（(]?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[）).、．\s]|\d+(?:\.\d+)+|[•·●▪\-—–]|\d[A-E]\d{3})`)
	noteLike = compile(`^\s*(?:Notes?\b|Technical note|注|说明|備註|备注|技术说明)`)
	// clauseLike is a numbered clause that orders something itself, and no line of a list.
	clauseLike = compile(`(?i)应当|应按|应依|须按|自[^。]{0,24}起|本公告|海关(?:应|依|不予|可以|须|对)|\bshall\b|\bmust\b|has to\b|this (?:announcement|notice|order)|customs shall|takes? effect`)
)

// into returns the scope that reaches a sentence: items, rows and short lines of a list are
// reached, and paragraphs below the numbered clause that opened it.
func (c scope) into(s *sentence) scope {
	if !c.restricts && c.relation == "" {
		return scope{}
	}
	switch s.provision.Kind {
	case corpus.Row, corpus.Heading, corpus.Footnote:
		return c
	case corpus.Item:
		if c.relation == "" && s.provision.Parent != c.address && s.fits(clauseLike, s.plain) && !s.fits(codedItem, s.plain) && len(s.text) > 60 {
			return scope{}
		}
		return c
	}
	if s.provision.Parent == c.address && c.address != "" && s.provision.Address != c.address {
		return c
	}
	if s.fits(itemLike, s.plain) || len(s.text) < 160 && s.fits(customsLead, s.plain) || shortLine(s.text) && !s.fits(noteLike, s.plain) {
		return c
	}
	return scope{}
}

// opensList reports whether the sentence speaks of what follows, or ends in a colon.
func (s *sentence) opensList() bool {
	end := strings.TrimRight(s.plain, " \t\n\f\r")
	return strings.HasSuffix(end, ":") || strings.HasSuffix(end, "：") || s.fits(whatFollows, s.plain)
}

// shortLine is a line of a list without a marker.
func shortLine(text string) bool {
	return len(text) < 60 && strings.ContainsAny(text[len(text)-min(3, len(text)):], ";；，,、)）")
}

// after opens a list, or closes it at a paragraph of running text that says something else.
func (c scope) after(s *sentence) scope {
	r := s.reader
	if r.official() && len(s.text) < 60 && s.fits(annexHead, s.plain) && r.annex.restricts {
		return r.annex
	}
	next := c.next(s)
	if next.restricts && next.context == s.Range && s.fits(annexTalk, s.plain) {
		r.annex = next
	}
	return next
}

var (
	// annexTalk speaks of what is listed at the end, and annexHead is the line above that list.
	annexTalk = compile(`(?i)\b(?:schedule|annex|appendix)\b|附件|附表|annexe|anexo|anlage|bijlage|приложени|lampiran|phụ lục`)
	annexHead = compile(`(?i)^\s*(?:the )?(?:(?:first|second) )?(?:schedule|annex|appendix|附件|附表|annexe|anexo|anlage|bijlage|приложение|lampiran|phụ lục)(?: [\divx一二三]{1,4})?\s*[:：]?\s*(?:$|\n|[–—-])`)
)

// next is the scope below a sentence that heads no annex.
func (c scope) next(s *sentence) scope {
	opens := s.opensList()
	if opens {
		opened := scope{context: s.Range, address: s.provision.Address}
		opened.restricts = binds(s.cues)
		opened.relation = s.relationIn(s.plain)
		if s.provision.Kind == corpus.Item || s.provision.Kind == corpus.Row {
			opened.restricts = opened.restricts || c.restricts && opened.relation == ""
		}
		if opened.restricts && opened.relation == kb.Implements {
			opened.relation = ""
		}
		if opened.restricts || opened.relation != "" && actRelation(opened.relation) {
			opened.assertion = s.assertion()
			return opened
		}
	}
	if c == (scope{}) {
		return c
	}
	switch s.provision.Kind {
	case corpus.Item:
		if c.address != "" && s.list == (scope{}) && s.provision.Parent != c.address {
			return scope{}
		}
		return c
	case corpus.Row, corpus.Heading, corpus.TitleProvision, corpus.Footnote:
		return c
	}
	switch {
	case c.address != "" && (s.provision.Parent == c.address || s.provision.Address == c.address),
		opens, s.fits(noteLike, s.plain), s.fits(itemLike, s.plain), shortLine(s.text):
		return c
	}
	return scope{}
}

func binds(cues []cue) bool {
	return slices.ContainsFunc(cues, func(c cue) bool { return c.binding })
}

// aboutItems is how a heading of a list names what its items are about.
var aboutItems = compile(`(?i)(?:相关|有关的?|关联|关连)物项|items? (?:related|connected with|related with|relating|concerning|connected|to do)|related items|í tengslum við`)

// subjects keeps what the list at hand is about. In a list about gallium the arsenic of gallium
// arsenide is not what is restricted.
func (r *reader) subjects(s *sentence) {
	var named []kb.Material
	for _, m := range s.matches {
		if m.Term.Kind == lexicon.KindMaterial && !r.insideLaw(s, m) {
			named = append(named, kb.Material(m.Term.Code))
		}
	}
	switch {
	case len(named) == 0:
	case s.provision.Kind == corpus.TitleProvision || s.Start == 0:
		r.title = named
	case len(s.text) < 120 && s.fits(aboutItems, s.plain):
		r.about = named
	}
}

// compare settles whether the sentence names what the list at hand, and what the title, is about.
func (r *reader) compare(s *sentence) {
	for i, set := range [...][]kb.Material{r.about, r.title} {
		s.compared[i] = len(set) > 0 && (slices.ContainsFunc(s.matches, func(o lexicon.Match) bool {
			return o.Term.Kind == lexicon.KindMaterial && among(set, kb.Material(o.Term.Code))
		}) || slices.ContainsFunc(set, func(x kb.Material) bool { return r.inCompound(s, x) }))
	}
}

// beside reports whether a material of a listed item only accompanies what the list is about.
func (r *reader) beside(s *sentence, m kb.Material) bool {
	switch {
	case s.compared[0]:
		return !among(r.about, m)
	case s.compared[1]:
		return !among(r.title, m)
	}
	return false
}

// inCompound reports whether the item holds the name of an element as a part of a compound, where
// it does not count as a name: 锑 in 锑化铟, antimony in indium antimonide.
func (r *reader) inCompound(s *sentence, m kb.Material) bool {
	return m.IsElement() && slices.ContainsFunc(r.words.Names(m), func(n string) bool {
		if n[0] >= 0x80 {
			return utf8.RuneCountInString(n) == 1 && strings.Contains(s.plain, n)
		}
		return len(n) > 6 && strings.Contains(strings.ToLower(s.plain), n[:len(n)-1]+"ide")
	})
}

// among reports whether a material is one of a set, or a member of a group in it.
func among(set []kb.Material, m kb.Material) bool {
	for _, x := range set {
		if x == m {
			return true
		}
		if g, ok := kb.GroupNamed(x); ok && slices.Contains(g.Members, m) {
			return true
		}
	}
	return false
}
