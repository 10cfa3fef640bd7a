package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// The cues by which a sentence takes itself back. They are tried in this order.
var (
	negatedCue = compile(`(?i)\b(?:no (?:new )?(?:export )?(?:restrictions?|controls?|bans?|licen[cs]es? (?:is|are|was) (?:needed|required))|not (?:a |an )?(?:ban|prohibition|embargo)|(?:does|do|did|is|are|was|were|will|would)(?: not|n['’]t) (?:require|need|ban|prohibit|restrict|impose|subject|apply|include|constitute|mean)|has not (?:banned|imposed|restricted)|den(?:y|ies|ied|ying) (?:that|reports|claims|rumou?rs)|never (?:became|took effect))|\b(?:is|are) no longer (?:prohibited|banned|restricted|controlled|required|subject)|\bno longer appl(?:y|ies)\b|\b(?:ban|prohibition|restriction|control|embargo)s?\b[^.;]{0,40} (?:has been|have been|is|are|was|were) (?:lifted|revoked|abolished)\b|不再(?:禁止|限制|管制|实施)|不是禁止|并非禁止|并不意味|不实施(?:出口)?管制|未实施|不涉及(?:出口)?管制|不构成`)
	exemptCue  = compile(`(?i)\bexempt(?:ed|ion|ions|s)?\b|\bdoes not apply to\b|\bnot subject to\b|\bwithout (?:needing|requiring) a licen[cs]e\b|无需(?:申请|办理|取得)|不需要?(?:申请|办理)|免于|除外|不适用[本于]|不受[^，。；]{0,8}管制|不再实行`)
	proposed   = compile(`(?i)\b(?:propos(?:e|es|ed|al|ing)|draft|bill|consider(?:s|ing)|considered (?:banning|(?:an? )?(?:ban|prohibition|embargo|restriction|export|curb))|weigh(?:s|ing)?|mull(?:s|ing)?|plans? to|planned|planning|(?:could|may|might) (?:also |soon |eventually )?(?:ban|restrict|impose|introduce|halt|limit|stop|prohibit|require|tighten|curb|suspend)|would (?:ban|restrict|prohibit|require|take effect)|(?:is|are) (?:now |still |also )?being (?:considered|discussed|weighed|studied|drafted|mulled|debated|floated|planned)\b|under (?:consideration|discussion|study)|seeks? comment|public consultation|exploring|in talks|intends? to|hypothes)`)
	proposedZh = compile(`征求意见|草案|拟(?:对|将|禁止|实施|限制|出台|于|调整|定)|正在考虑|考虑(?:对|禁止|限制)|计划(?:对|于|禁止)|可能(?:对|会|将)|提案|研究(?:对|制定)`)
	reported   = compile(`(?i)\b(?:reportedly|according to (?:people|sources|media|press|reports|a report)|sources? (?:said|say|told)|people familiar|is said to|rumou?r|anonymous|claim(?:s|ed|ing)? the right to\b|claim(?:s|ed|ing)? (?:that )?(?:it|they|he|she) (?:can|could|may|might|has|have|had|would|will)\b)|据(?:报道|悉|传|知情人士)|消息人士|传闻`)
	historic   = compile(`(?i)\b(?:previously|formerly|earlier step|had (?:already )?(?:imposed|banned|restricted|introduced|required)|in the past|used to|back in|dating back|(?:was|were|had been) (?:once )?(?:banned|prohibited|forbidden|restricted|controlled|embargoed|barred)[^.;]{0,30} (?:until|till|from (?:[a-z]+ )?\d{4} to)\b|since repealed|was (?:later )?(?:lifted|scrapped)|has long banned)\b|此前|曾(?:经|于|对)|早在|以往|过去`)
	conditions = compile(`(?i)\b(?:will not (?:apply|take effect) until|unless and until|provided that|only if)\b|除非`)
)

// assertion is how the sentence stands to what it says, settled when it is first asked for: most
// sentences say nothing for which it matters.
func (s *sentence) assertion() kb.Assertion {
	if s.asserted == "" {
		s.asserted = s.reader.assert(s)
	}
	return s.asserted
}

// assert settles how a sentence stands to what it says.
func (r *reader) assert(s *sentence) kb.Assertion {
	switch {
	case s.fits(negatedCue, s.plain):
		return kb.Negated
	case r.repealed:
		return kb.Historic
	case r.doc.Kind == corpus.Bill, s.fits(proposedZh, s.plain):
		return kb.Proposed
	case !r.official() && s.fits(proposed, s.plain), r.official() && s.fits(proposedAct, s.plain):
		return kb.Proposed
	case s.fits(reported, s.plain):
		return kb.Reported
	case !r.official() && s.fits(historic, s.plain) && !s.fits(present, s.plain):
		return kb.Historic
	case s.fits(conditions, s.plain):
		return kb.Conditional
	}
	return kb.Asserted
}

// present is how a sentence that looks back tells what holds now.
var present = compile(`(?i)\bnow\b|\bupdated\b|\bwiden|\bexpand|\bnew (?:rules?|measures?|controls?)\b|\blatest\b|此次|现`)

// proposedAct is how an official text says that it is no law yet; "may", "would" and "consider"
// are ordinary words of a regulation.
var proposedAct = compile(`(?i)\bproposed rule\b|\bnotice of proposed rulemaking\b|\bproposes to\b|\bis proposing\b|\bdraft (?:law|regulation|order|decree)\b|\bbill (?:would|is pending)\b|\bplans to (?:ban|prohibit|restrict)|\b(?:is|are) (?:now |still )?being considered\b`)

var (
	// freedCue: "may be exported without a licence".
	freedCue = compile(`(?i)\b(?:may|can|could) (?:now |still |again |freely |also |therefore )*(?:be )?(?:export(?:ed)?|shipped|sold abroad|sent abroad|leave)\b[^.;]{0,60}\bwithout (?:a |an |any |the )?(?:prior |export |written )*` + paper + `\b`)
	// nothing before those words turns them round: "no gallium may be exported without a licence".
	nothing = compile(`(?i)\b(?:no|not|never|nothing|none|neither|nor|nobody|cannot|only|unlawful|illegal|hardly)\b`)
)

// repealedMark stands in the title of an act that is kept on a site and no longer holds.
var repealedMark = compile(`(?i)[【\[（(〔]\s*(?:现|現|全文|已经|已經|已|被)*(?:废止|廢止|失效)\s*[】\]）)〕]|\[(?:repealed|no longer in force)\]|\((?:repealed|no longer in force)\)`)

// unmarked blots that mark out, which says nothing of other acts; the length stays.
func unmarked(line string) string {
	return repealedMark.ReplaceAllStringFunc(line, func(mark string) string { return strings.Repeat(" ", len(mark)) })
}

// isRepealed reports whether the title, or the first line, says that the act no longer holds.
func (r *reader) isRepealed() bool {
	line, _, _ := strings.Cut(strings.TrimLeft(r.rev.Text, "\n"), "\n")
	return repealedMark.MatchString(r.doc.Title) || repealedMark.MatchString(line[:min(len(line), window)])
}

// freed finds words by which goods may leave without a licence, in the sentence or in a part of it;
// nil where there are none.
func (s *sentence) freed(text string) []int {
	m := s.first(freedCue, text)
	if m == nil || s.fits(nothing, text[:m[1]]) {
		return nil
	}
	return m
}

// clauseAround is the part of a text between semicolons that holds a match.
func clauseAround(text string, m []int) corpus.Range {
	c := corpus.Range{End: len(text)}
	if i := strings.LastIndexAny(text[:m[0]], ";；"); i >= 0 {
		c.Start = i
	}
	if i := strings.IndexAny(text[m[1]:], ";；"); i >= 0 {
		c.End = m[1] + i
	}
	return c
}
