package extract

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

var (
	// takenOff and putOn are what is done to the parties of a list; the first of them in a sentence is
	// what it does: "to stop the measures on those added to the list" takes off.
	takenOff = compile(`(?i)移出|移除|撤销|解除|暂停|停止|\b(?:remov(?:e[sd]?|ing|als?)|delet(?:e[sd]?|ing|ions?)|delist(?:s|ed|ing)?|suspen(?:ds?|ded|ding|sions?))\b`)
	putOn    = compile(`(?i)列入|增列|新增|纳入|\b(?:add(?:s|ed|ing|itions?)?|designat(?:es?|ed|ing|ions?))\b`)
	// deciding is how the sentence reads by which an authority acts.
	deciding = compile(`(?i)决定|\b(?:hereby|decide[sd]?)\b`)
	// bareName is a column that may head people and goods as well.
	bareName = regexp.MustCompile(`(?i)^\s*(?:name|名称)\s*$`)
	// whereabouts is a column that tells where a party is.
	whereabouts = regexp.MustCompile(`(?i)^\s*(?:(?:country|address|location)(?: .{0,30})?|国家.{0,6}|国别.{0,6}|地址)\s*$`)
	// bodyOfPersons are the words by which a name is that of a company, an institute or an authority.
	bodyOfPersons = regexp.MustCompile(`(?i)公司|集团|株式会社|研究[所院]|大学|学院|中心|工厂|\b(?:co|ltd|limited|inc|llc|corp|corporation|company|gmbh|plc|pte|pvt|jsc|fze|fzco|llp|group|holdings?|industries|institute|university|academy|laborator(?:y|ies)|bureau|enterprises?)\b|\b(?:L\.L\.C|S\.A|B\.V)\.`)
	// nobody stands where an entry was, or will be.
	nobody = regexp.MustCompile(`(?i)^\W*(?:reserved|removed|deleted|n/?a|none|保留|无)\W*$`)
)

// takesOff reports whether a sentence takes parties off a list, and puts whether it puts them on one.
func (s *sentence) takesOff() (off, puts bool) {
	off1, on := s.first(takenOff, s.plain), s.first(putOn, s.plain)
	switch {
	case off1 == nil:
		return false, on != nil
	case on == nil:
		return true, false
	}
	return off1[0] < on[0], on[0] < off1[0]
}

// decides keeps what the sentence by which an authority acts does with the parties of a list: the head
// of an annex often names the list alone.
func (r *reader) decides(s *sentence) {
	if !s.fits(deciding, s.plain) || s.listNamed() == "" {
		return
	}
	if off, puts := s.takesOff(); off || puts {
		r.delists = off
	}
}

// listNamed is the list of parties that the sentence names; empty where it names none.
func (s *sentence) listNamed() string {
	for _, l := range listNames {
		if s.fits(l.re, s.plain) {
			return l.list
		}
	}
	return ""
}

// isParty reports whether a name in a list of parties may be one: entries that are kept free and goods
// are none.
func (r *reader) isParty(name string) bool {
	if nobody.MatchString(name) {
		return false
	}
	if bodyOfPersons.MatchString(name) {
		return true
	}
	for _, m := range r.words.Find(name, r.doc.Lang) {
		if m.Term.Kind == lexicon.KindMaterial || m.Term.Kind == lexicon.KindItem {
			return false
		}
	}
	return true
}

// entityCell reports whether the cell of a column may open with the name of a party. A column that says
// only "name" does where the name is one of a company or the row tells where the party is.
func entityCell(column, cell string, p corpus.Provision) bool {
	if !entityColumn.MatchString(column) {
		return false
	}
	if !bareName.MatchString(column) || bodyOfPersons.MatchString(cell) {
		return true
	}
	for _, c := range p.Columns {
		if whereabouts.MatchString(strings.TrimSpace(c)) {
			return true
		}
	}
	return false
}
