package extract

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var (
	// listNames are the lists on which authorities put parties, told by what stands above the names.
	listNames = []struct {
		list string
		re   *pattern
	}{
		{"unreliable_entity_list", compile(`(?i)不可靠实体清单|unreliable entit(?:y|ies) list`)},
		{"watch_list", compile(`(?i)关注名单|\b(?:watch|attention) list\b`)},
		{"control_list", compile(`(?i)管控名单|\bexport control control list\b|\bcontrol list of (?:entities|parties)\b`)},
		{"entity_list", compile(`(?i)\bentity list\b|实体清单`)},
	}
	// headOfList opens a list of names: the title of an annex, and no sentence about one.
	headOfList = compile(`(?i)^\s*(?:附件|附|annex|appendix|attachment|supplement no)|(?:名单|清单|\blist)\s*(?:[（(][^（）()]{1,40}[）)])?\s*[:：]?\s*$`)
	// listedZh is a line of a list: 1. 某某公司（Some Company Ltd.）
	listedZh = regexp.MustCompile(`^\s*(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[.．、)）]\s*)?(\p{Han}[\p{Han}\p{L}\d·・・“”&\-—. ]{1,60}?)\s*[（(]\s*([^（）()]*\p{Latin}[^（）()]*(?:\([^（）()]*\)[^（）()]*)?)\s*[）)]\s*[；;。]?\s*$`)
	// listedEn is a line of a list in English: 2. Some Company Ltd.
	listedEn = regexp.MustCompile(`^\s*\d{1,3}\s*[.)]\s+(\p{Lu}[^;:]{2,120}?)\s*[;.]?\s*$`)
	// entityColumn heads the cells of a table that name parties.
	entityColumn = regexp.MustCompile(`(?i)^\s*(?:entit(?:y|ies)|name(?: of (?:the )?entit(?:y|ies))?|listed (?:person|party|entity)|实体(?:名称)?|企业名称|名称)\s*$`)
	// nameOfCell is the name that opens such a cell; what the law of companies adds belongs to it.
	nameOfCell = regexp.MustCompile(`^\s*([^,，;；\t\n]{2,120}?(?:,? (?:Co\.|Ltd\.?|Limited|Inc\.?|LLC|L\.L\.C\.|Corp\.?|GmbH|S\.A\.|PLC|Pte\.?|Pvt\.?|JSC|AG|B\.V\.|FZE|FZCO|LLP))*)(?:[,，;；]|\s*$|\. )`)
	aliases    = regexp.MustCompile(`(?i)\ba\.k\.a\.|\baka\b|又名`)
)

// opensParties keeps the list that a heading opens, for the lines below it; what a title names holds
// for the tables of the whole text.
func (r *reader) opensParties(s *sentence) {
	switch s.provision.Kind {
	case corpus.Item, corpus.Row, corpus.Footnote:
		return
	case corpus.Heading:
		if len(s.provision.Columns) > 0 || strings.Contains(s.text, "\t") { // the head of a table
			return
		}
	}
	r.parties = ""
	title := s.provision.Kind == corpus.TitleProvision
	head := s.fits(headOfList, s.plain)
	if len(s.text) > 240 || !title && !head {
		r.decides(s)
		if s.provision.Kind == corpus.Heading {
			r.headDelists = false
		}
		return
	}
	list := s.listNamed()
	off, puts := s.takesOff()
	r.headDelists = off && !title
	switch {
	case list == "":
	case title:
		if r.delists = off; !off && (puts || r.doc.Kind != corpus.News && r.doc.Kind != corpus.Analysis) { // a report may speak of a list
			r.parties, r.partiesOfAll = list, list
		}
	case !off && (puts || !r.delists):
		r.parties = list
	}
}

// listed emits the party that a line of a list or a cell of a table names, with its name in another
// language or its address where they are printed. Only lines below the head of a list are read.
func (r *reader) listed(s *sentence) {
	r.opensParties(s)
	v := kb.EndUserValue{List: r.parties}
	if s.provision.Kind == corpus.Row {
		v.List = cmp.Or(r.parties, r.partiesOfAll)
		if r.headDelists || r.delists && r.parties == "" {
			return
		}
	}
	if v.List == "" {
		return
	}
	start, end := -1, -1
	switch s.provision.Kind {
	case corpus.Item:
		m := listedZh.FindStringSubmatchIndex(s.text)
		if m != nil {
			v.Also = cut(s.text, m, 2)
		} else if m = listedEn.FindStringSubmatchIndex(s.text); m == nil || s.fits(clauseLike, s.plain) {
			return
		}
		start, end = m[2], m[3]
	case corpus.Row:
		r.partyCells(s, v)
		return
	default:
		return
	}
	if v.Name = s.text[start:end]; !r.isParty(v.Name) {
		return
	}
	r.emit(s, v, start, end, kb.RoleIncluded, kb.Asserted, "end_user.row/1", 0.85)
}

// partyCells emits the names that open the cells of a row whose column is one of parties.
func (r *reader) partyCells(s *sentence, v kb.EndUserValue) {
	column := strings.Count(r.rev.Text[s.provision.Start:s.Start], "\t")
	at := 0
	for cell := range strings.SplitSeq(s.text, "\t") {
		if column < len(s.provision.Columns) && entityCell(s.provision.Columns[column], cell, s.provision) {
			if m := nameOfCell.FindStringSubmatchIndex(cell); m != nil && r.isParty(cell[m[2]:m[3]]) {
				v.Name, v.Address = cell[m[2]:m[3]], addressOf(cell[m[3]:])
				r.emit(s, v, at+m[2], at+m[3], kb.RoleIncluded, kb.Asserted, "end_user.row/1", 0.85)
			}
		}
		at += len(cell) + 1
		column++
	}
}

// addressOf is what a cell says behind the name; behind other names only what follows their list.
func addressOf(rest string) string {
	if aliases.MatchString(rest) {
		i := strings.LastIndex(rest[:max(0, len(rest)-1)], ". ")
		if i < 0 {
			return ""
		}
		rest = rest[i:]
	}
	if rest = strings.Trim(rest, " ,;.，；。\n"); len(rest) > 400 {
		return ""
	}
	return rest
}
