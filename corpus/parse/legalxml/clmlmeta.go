package legalxml

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// numberForms are how the number of a kind of law is written; the others are instruments, which are
// "2023 No. 1".
var numberForms = map[string]string{"UnitedKingdomPublicGeneralAct": " c. ", "UnitedKingdomLocalAct": " c. ", "ScottishAct": " asp ", "WelshNationalAssemblyAct": " anaw ", "WelshParliamentAct": " asc ",
	"NorthernIrelandAct": " c. ", "EuropeanUnionRegulation": "/", "EuropeanUnionDirective": "/", "EuropeanUnionDecision": "/"}

// firstRank is what the provisions of a kind of secondary law are called, by its last word.
var firstRank = []struct{ word, name string }{{"regulations", "Regulation"}, {"order", "Article"}, {"rules", "Rule"}, {"scheme", "Paragraph"}, {"directions", "Paragraph"}}

// fields reads the metadata: Dublin Core, and the register's own about the number and the day on
// which the law was made, which is the day that it is known by.
func (c *clml) fields(root *node) {
	p := &c.page
	meta := root.find("Metadata")
	top := &node{}
	if e := root.elements(); len(e) > 0 {
		top = e[0]
	}
	p.Lang = corpus.Lang(firstOf(meta.kid("language").words(), top.attr("lang")))
	p.Canonical = firstOf(meta.kid("identifier").words(), top.attr("DocumentURI"))
	p.Title = meta.kid("title").words()
	primary := meta.kid("PrimaryMetadata", "SecondaryMetadata", "EUMetadata")
	if primary == nil {
		c.fragment(top)
		return
	}
	kind := orEmpty(primary.find("DocumentMainType")).attr("Value")
	form, ok := numberForms[kind]
	if !ok {
		form = " No. "
	}
	year, number := orEmpty(primary.kid("Year")).attr("Value"), orEmpty(primary.kid("Number")).attr("Value")
	if year != "" && number != "" {
		p.Number = year + form + number
	}
	for _, name := range []string{"Made", "EnactmentDate"} {
		if day, err := corpus.ParseDate(orEmpty(primary.kid(name)).attr("Date")); err == nil {
			p.Published = day
			break
		}
	}
	if form == " No. " {
		c.word = "Paragraph"
		for _, f := range firstRank {
			if strings.Contains(strings.ToLower(p.Title), f.word) {
				c.word = f.name
				break
			}
		}
	}
	c.alternatives(meta)
}

// fragment reads the little that a piece without metadata says of itself.
func (c *clml) fragment(top *node) {
	if c.page.Title == "" {
		c.page.Title = firstOf(top.kid("Title").words(), top.kid("Number").words())
	}
}

// alternatives are the same law and its notes in other formats.
func (c *clml) alternatives(n *node) {
	for _, k := range n.kids {
		if k.name == "Alternative" {
			text := firstOf(k.attr("Title"), "the document as published")
			if lang := k.attr("Language"); lang != "" {
				text += " (" + lang + ")"
			}
			c.link(k.attr("URI"), text)
		}
		c.alternatives(k)
	}
}

// isCLML tells pieces of British law from other XML with an element of the same name.
func isCLML(top *node) bool {
	return top.name == "Legislation" || top.find("Pnumber") != nil || top.find("Text") != nil
}
