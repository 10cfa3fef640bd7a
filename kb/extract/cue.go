package extract

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// cue is the words of a restriction in a sentence.
type cue struct {
	start, end int
	kind       kb.RestrictionType
	rule       kb.RuleID
	binding    bool
}

// curb is a restriction of which the words do not tell the type: what it names is restricted, and
// no restriction is stated.
const curb kb.RestrictionType = "curb"

// restrictionRule finds one way to say one type.
type restrictionRule struct {
	kind    kb.RestrictionType
	name    kb.RuleID
	re      *pattern
	unless  *pattern // keeps the rule away from sentences that say something else with the same words
	binding bool
}

func rule(kind kb.RestrictionType, name kb.RuleID, re string, unless ...string) restrictionRule {
	r := restrictionRule{kind: kind, name: name, re: compile(re), binding: kind == curb || kind.Info().Strictness > 40}
	if len(unless) > 0 {
		r.unless = compile(unless[0])
	}
	return r
}

// rulesFor picks the tables for a sentence: by its script first, then by the document's language,
// since a page may print two languages side by side.
func rulesFor(text string, lang corpus.Lang) [][]restrictionRule {
	base := base(lang)
	var out [][]restrictionRule
	if base != "ja" && strings.ContainsFunc(text, func(r rune) bool { return r >= 0x2e80 && unicode.Is(unicode.Han, r) }) {
		out = append(out, chineseRules, tableRules()["zh"])
	}
	if own := otherRules[base]; own != nil {
		return append(out, own, tableRules()[base])
	}
	return append(out, englishRules, tableRules()["en"])
}

// restrictionCues finds the restrictions of a sentence, at most one of each type. The names of laws
// are covered up first: the Export Control Law is no export control.
func restrictionCues(s *sentence, lang corpus.Lang) []cue {
	text := s.masked()
	var out []cue
	for _, table := range rulesFor(text, lang) {
		for _, r := range table {
			m := s.first(r.re, text)
			if m == nil || r.unless != nil && s.fits(r.unless, text) {
				continue
			}
			out = append(out, cue{m[0], m[1], r.kind, r.name, r.binding})
		}
	}
	if m := s.freed(text); m != nil {
		out = slices.DeleteFunc(out, func(c cue) bool { return c.start < m[1] && m[0] < c.end })
		out = append(out, cue{m[0], m[1], kb.Exemption, "restriction.freed.en/1", false})
	}
	return sharpen(out, s)
}

// masked is the sentence in simplified characters with the names of laws and authorities blotted out.
func (s *sentence) masked() string {
	if len(s.laws) == 0 && !s.may(bookTitle) && !s.may(englishAct) && !strings.Contains(strings.TrimRight(s.plain, ". \n"), ".") {
		return s.plain
	}
	b := []byte(s.plain)
	maskStops(b)
	for _, m := range s.laws {
		blot(b[m.Start:m.End])
	}
	for _, m := range s.actsNamed() {
		blot(b[m[0]:m[1]])
	}
	if s.may(bookTitle) {
		for _, m := range bookTitle.FindAllIndex(b, -1) {
			blot(b[m[0]:m[1]])
		}
	}
	return string(b)
}

// maskStops blots the stops that end nothing: "No. 5", "0.5 %". Of 1.2.3 it is the first, as the
// second has no digit left before it.
func maskStops(b []byte) {
	free := 0 // what stands before is part of another
	for at := 0; ; at++ {
		n := bytes.IndexByte(b[at:], '.')
		if n < 0 {
			return
		}
		at += n
		switch {
		case at-1 >= free && digit(b[at-1]) && at+1 < len(b) && digit(b[at+1]):
			b[at], free = '_', at+2
		case abbreviated(b[:at], free):
			b[at], free = '_', at+1
		}
	}
}

// abbreviated reports whether what stands behind a place ends with the word No or Nos. A stop that
// was blotted just before it ends a word still.
func abbreviated(b []byte, from int) bool {
	head := bytes.TrimSuffix(b, []byte("s"))
	n := len(head) - 2
	return n >= from && (head[n] == 'N' || head[n] == 'n') && head[n+1] == 'o' && (n == 0 || !wordByte(head[n-1]) || n == from && head[n-1] == '_')
}

// bookTitle is the title of an act, in its own brackets or behind its number.
var bookTitle = compile(`《[^》]{2,120}》|[（(](?:公布|关于)[^（）()]{4,80}(?:决定|公告|通知|目录)?[）)]`)

// blot writes letters that are in no cue; the length stays.
func blot(b []byte) {
	for i := range b {
		b[i] = '_'
	}
}

// sharpen settles what stands together: a ban of a stated use is an end-use ban too, and what an
// act suspends is not asserted by it.
func sharpen(cues []cue, s *sentence) []cue {
	has := func(k kb.RestrictionType) bool {
		for _, c := range cues {
			if c.kind == k {
				return true
			}
		}
		return false
	}
	suspends := has(kb.Suspension) && s.relationIn(s.plain) == kb.Suspends && (s.reader.official() || !s.foreign())
	var out []cue
	add := func(c cue) {
		for _, o := range out {
			if o.kind == c.kind {
				return
			}
		}
		out = append(out, c)
	}
	for _, c := range cues {
		if c.kind == kb.EndUserListing && s.listsGoods(c) {
			c = cue{c.start, c.end, kb.LicenceRequirement, "restriction.list-of-goods.en/1", true}
		}
		switch {
		case suspends && c.kind != kb.Suspension && !s.earlierClause(c, cues):
			continue
		case c.kind == kb.Prohibition && has(kb.PresumptionOfDenial):
			continue
		case c.kind == kb.Prohibition && namesUse(s):
			add(cue{c.start, c.end, kb.EndUseBan, c.rule + "+use", true})
		case c.kind == kb.LicenceRequirement && overlaps(cues, c, kb.EndUserListing):
			continue // to be put on the control list is another thing than to be put under control
		case c.rule == "restriction.ban.zh/2" && has("state_trading"):
			continue // whoever is not on the list of exporters may not export
		case c.kind == "import_tariff" && has(kb.ExportDuty) && !s.says(importing):
			continue // a duty on exports is told in the same words
		case c.kind == kb.LicenceRequirement && has("import_licence") && !s.fits(exporting, s.text):
			continue
		case c.kind == kb.LicenceRequirement && s.frozen(c, cues):
			continue // what is frozen is the giving of licences
		case c.kind == kb.EndUseBan && !namesUse(s):
			continue
		case c.kind == kb.LicenceRequirement && overlaps(cues, c, kb.GeneralLicence):
			continue // to apply for the general licence
		case c.kind == "local_processing" && s.fits(encourages, behind(s.plain, c.start)):
			continue // what is hoped for is no rule
		case c.kind == "local_processing" && !strings.Contains(strings.ToLower(s.plain[c.start:c.end]), "only ") && !has(kb.Prohibition) && !has(kb.LicenceRequirement) && !has(curb) && !s.fits(builtFirst, s.plain):
			continue
		}
		add(c)
	}
	return out
}

// listsGoods reports whether what is put on a control list is goods, and no party: the sentence names a
// material, and nobody who might be listed.
func (s *sentence) listsGoods(c cue) bool {
	return s.fits(controlList, s.plain[c.start:c.end]) && !s.fits(listedParty, s.plain) &&
		slices.ContainsFunc(s.matches, func(m lexicon.Match) bool { return m.Term.Kind == lexicon.KindMaterial })
}

var (
	controlList = compile(`(?i)\bcontrol list\b`)
	listedParty = compile(`(?i)\b(?:compan(?:y|ies)|firms?|entit(?:y|ies)|organi[sz]ations?|contractors?|individuals?|persons?|parties|institutes?|universit(?:y|ies)|suppliers?|Inc|Corp|Ltd|LLC)\b`)
)

// frozen reports whether the words of a licence stand inside those of a ban: "freezes export licences".
func (s *sentence) frozen(c cue, cues []cue) bool {
	return slices.ContainsFunc(cues, func(o cue) bool {
		return o.kind == kb.Prohibition && o.start <= c.start && c.end <= o.end && s.fits(freezing, s.plain[o.start:o.end])
	})
}

// freezing are the words by which no more licences are given.
var freezing = compile(`(?i)freez|froze|frozen|on hold|halt|stop|congel|gèl|suspen|\b(?:issue|grant)\w* no\b|冻结|停发|停止|暂停`)

// earlierClause reports whether a report tells of a cue in a clause before that of the suspension: "banned
// shipments in December and suspended that ban in May".
func (s *sentence) earlierClause(c cue, cues []cue) bool {
	i := slices.IndexFunc(cues, func(o cue) bool { return o.kind == kb.Suspension })
	return i >= 0 && !s.reader.official() && c.end < cues[i].start && s.fits(nextClause, s.plain[c.end:cues[i].start])
}

var nextClause = compile(`, [^,]* (?:and|then) | and (?:later |then )?$`)

// encourages are the words by which processing at home is an aim.
var encourages = compile(`(?i)(?:encourag|promot|boost|spur|foster|incentivi|attract|support)\p{L}*[^.;,]{0,40}$|(?:mendorong|memacu|mempercepat|mendukung)[^.;,]{0,40}$|(?:促进|推动|鼓励|带动)[^，。；]{0,16}$|(?:encourager|promouvoir|favoriser|stimuler)[^.;,]{0,40}$|(?:fomentar|impulsar|promover|incentivar|estimular)[^.;,]{0,40}$`)

// importing are the words for goods that come in.
var importing = compile(`(?i)import|进口|輸入|수입|Einfuhr|ввоз|invoer|nhập|ithalat|przyw|استيراد|واردات`)

// builtFirst: who may export has built a plant first, which needs no other word of restriction.
var builtFirst = compile(`(?i)\bhave built\b|\bhas built\b|auront construit|ayant construit|membangun (?:smelter|pabrik)`)

func overlaps(cues []cue, c cue, kind kb.RestrictionType) bool {
	return slices.ContainsFunc(cues, func(o cue) bool { return o.kind == kind && o.start < c.end && c.start < o.end })
}

func namesUse(s *sentence) bool {
	for _, m := range s.matches {
		if m.Term.Kind == lexicon.KindEndUse && m.Term.Code != string(kb.MedicalHumanitarian) && m.Term.Code != string(kb.AdvancedSemiconductor) {
			return true
		}
	}
	return false
}
