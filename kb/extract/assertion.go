package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// The cues by which a sentence takes itself back. They are tried in this order.
var (
	negatedCue = compile(`(?i)\b(?:no (?:new |export )*(?:restrictions?|controls?|bans?|quotas?|dut(?:y|ies)|tax(?:es)?)|needs? no (?:export )?(?:licen[cs]e|permit)|require[sd]? no (?:export )?(?:licen[cs]e|permit)|no plans? to|no such (?:plans?|ban|measure|decision|restriction)|not aware of any (?:plans?|intention|proposals?)|no intention (?:to|of)|\b(?:dut(?:y|ies)|ban|tax|quota|levy|plan|proposal|idea|tariff)\b[^.;]{0,60} (?:has|have|had|was|were) (?:been )?(?:dropped|shelved|abandoned|ditched)|no (?:licen[cs]es? (?:is|are|was) (?:needed|required))|not (?:a |an )?(?:ban|prohibition|embargo)|(?:does|do|did|is|are|was|were|will|would)(?: not|n['’]t) (?:require|need|ban|prohibit|restrict|impose|subject|apply|include|constitute|mean)|(?:has|have|had) not (?:banned|prohibited|imposed|restricted)|(?:but|and|which|it|they) (?:was |were )?never (?:put (?:it|them|this|that) in(?:to)? (?:place|force|effect)|implemented|adopted|introduced|enforced|carried (?:it|them) out)|den(?:y|ies|ied|ying) (?:that|reports|claims|rumou?rs)|never (?:became|took effect|(?:been )?(?:banned|prohibited|forbidden|restricted|controlled|embargoed|halted|curbed|imposed|introduced|subject(?:ed)? to))|exports\b(?: (?:of|to|from) [^.;,]{1,40})? (?:was|were|has|have|had) never (?:been )?(?:suspended|stopped|barred)|(?:has|have|had)(?: not|n['’]t) (?:banned|restricted)|never (?:suspended|stopped|barred) (?:(?:the|its|all|any|their) )?exports\b)|\b(?:is|are) no longer (?:prohibited|banned|restricted|controlled|required|subject)|\bno longer appl(?:y|ies)\b|不再(?:禁止|限制|管制|实施)|没有(?:禁止|限制)|不对[^，。；]{0,12}(?:实施|采取|施加|禁)|(?:并?未|从未|无意|不会)(?:禁止|限制|对)|否认|不是禁止|并非禁止|并不意味|不实施(?:出口)?管制|未实施|不涉及(?:出口)?管制|不构成|(?:从未|从来没有)(?:被)?(?:禁止|限制|征收|管制|禁运)|从未(?:实施|实行)(?:过)?[^，。；]{0,12}(?:禁令|管制|限制|配额)|出口[^，。；]{0,8}(?:从未|从来没有)(?:被)?(?:暂停|停止|中止|中断)(?:[过，。；\s]|$)|(?:从未|从来没有)(?:暂停|停止|中止|中断)(?:过)?[^，。；]{0,8}出口(?:[，。；\s]|$)`)
	exemptCue  = compile(`(?i)\bexempt(?:ed|ion|ions|s)?\b|\bdoes not apply to\b|\bnot subject to\b|\bwithout (?:needing|requiring) a licen[cs]e\b|无需(?:申请|办理|取得)|不需要?(?:申请|办理)|免于|除外|不适用[本于]|不受[^，。；]{0,8}(?:管制|约束)|不再实行`)
	proposed   = compile(`(?i)\b(?:propos(?:e|es|ed|al|ing)|draft|bill|considers|(?:is|are|was|were|been|be|also|still|now|reportedly|currently|actively) considering|considering (?:an? |new |whether |export |further |tighter |bann|bans|restrict|impos|halt|tax|curb|limit|quota)|considered (?:banning|(?:an? )?(?:ban|prohibition|embargo|restriction|export|curb))|weigh(?:s|ing)?|mull(?:s|ing)?|plans? to|planned|planning|expect(?:s|ed)?\b[^.;]{0,80}\b(?:to (?:start|begin|ban|impose|introduce|require|tighten|take effect)|regime)\b|(?:could|may|might) (?:also |soon |eventually )?(?:ban|restrict|impose|introduce|halt|limit|stop|prohibit|require|tighten|curb|suspend)|\b(?:ban|curbs?|restrictions?|quotas?|tariffs?|dut(?:y|ies)|tax|embargo) (?:looms?|looming|feared|possible|likely|mooted|on the (?:cards|table))\b|\b(?:talk(?:ing)? (?:of|about)|fears? of|speculation (?:about|over|of)|rumou?rs? of) (?:an? |the |new |export )*(?:ban|curbs?|restrictions?|quotas?|tariffs?|embargo)|would (?:ban|restrict|prohibit|require|take effect)|(?:is|are) (?:now |still |also )?being (?:considered|discussed|weighed|studied|drafted|mulled|debated|floated|planned)\b|under (?:consideration|discussion|study)|seeks? comment|public consultation|exploring|in talks|intends? to|hypothes|call(?:s|ed|ing)? for (?:(?:an?|the|new|tighter|stricter|further|more|immediate|outright|total|full|export|import) )*(?:bans?|prohibitions?|restrictions?|curbs?|embargo|quotas?|tariffs?|dut(?:y|ies)|tax(?:es)?|controls?|nationali[sz]ation|moratorium|halt|suspension)\b|urg(?:es|ed|ing)\b[^.;]{0,60} to (?:ban|restrict|impose|halt|prohibit|introduce|nationali[sz]e))`)
	proposedZh = compile(`征求意见|草案|建议[^，。；]{0,20}(?:对|征收|禁止|限制)|拟(?:对|将|禁止|实施|限制|出台|于|调整|定)|正在考虑|考虑(?:对|禁止|限制)|计划(?:对|于|禁止)|可能(?:对|会|将)|提案|研究(?:对|制定)`)
	reported   = compile(`(?i)\b(?:reportedly|according to (?:people|sources|media|press|reports|a report)|sources? (?:said|say|told)|people familiar|is said to|rumou?r|anonymous|claim(?:s|ed|ing)? the right to\b|claim(?:s|ed|ing)? (?:that )?(?:it|they|he|she) (?:can|could|may|might|has|have|had|would|will)\b)|\baccording to (?:[\w-]+ ){0,2}(?:traders?|dealers?|newspapers?|officials?|analysts?|insiders?|executives?|agency|Reuters|Bloomberg)|\b(?:newspaper|daily|agency|Reuters|Bloomberg|media)\b[^.;]{0,40} reported|据[^，。；]{0,12}(?:报道|悉|传|消息|透露)|知情人士|消息人士|传闻`)
	historic   = compile(`(?i)\b(?:previously|formerly|earlier step|had (?:already )?(?:imposed|banned|restricted|introduced|required)|in the past|used to|back in|dating back|(?:was|were|had been) (?:once )?(?:banned|prohibited|forbidden|restricted|controlled|embargoed|barred)[^.;]{0,30} (?:until|till|from (?:[a-z]+ )?\d{4} to)\b|since repealed|has long banned)\b|\b(?:19|20)\d\d and (?:19|20)\d\d [A-Z]\w+ (?:kept|had)|此前|曾(?:经|于|对)|早在|以往|过去`)
	// lifted: what held before holds no more.
	lifted     = compile(`(?i)\b(?:ban|prohibition|suspension|restriction|control|embargo|quota|tax|dut(?:y|ies)|levy)(?:es|s)?\b[^.;]{0,60} (?:has been|have been|is|are|was|were) (?:later |since )?(?:lifted|revoked|abolished|scrapped|removed|eliminated|ended)\b|\b(?:lift|remov|end|scrap|abolish|eliminat|revok)(?:s|es|ed|ped|ing)?\b(?: of)?(?: (?:the|its|a|an|di|that|this|20\d\d|temporary|export|all)){1,4} (?:ban|quota|dut(?:y|ies)|tax|restriction)s?\b|(?:配额|关税|禁令|限制)[^，。；]{0,6}取消|取消了?[^，。；]{0,16}(?:禁令|限制|管制|配额|关税)|解除了?[^，。；]{0,16}(?:禁令|限制|管制)`)
	conditions = compile(`(?i)\b(?:will not (?:apply|take effect) until|unless and until|only (?:where|when)\b[^.;]{0,40}(?:knows?|aware|informed)|provided that|only if|if (?:the )?(?:parliament|congress|senate|bill|draft|law|proposal)\b[^.;]{0,40}\b(?:adopt|pass|approv|becom|sign)\w*)|除非|(?:若|如果|一旦)[^。；]{0,16}(?:获|得到)?[^。；]{0,8}(?:通过|批准)`)
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
	case s.denies(), s.stands(kb.Negated):
		return kb.Negated
	case r.repealed, s.fits(lifted, s.plain), s.foreign() && s.fits(liftedMore, s.plain):
		return kb.Historic
	case s.conditional():
		return kb.Conditional
	case r.doc.Kind == corpus.Bill, s.fits(proposedZh, s.plain), s.foreign() && s.intends():
		return kb.Proposed
	case !r.official() && s.fits(proposed, s.plain), r.official() && s.fits(proposedAct, s.plain):
		return kb.Proposed
	case s.stands(kb.Proposed):
		return kb.Proposed
	case s.fits(reported, s.plain), s.stands(kb.Reported):
		return kb.Reported
	case !r.official() && (s.fits(historic, s.plain) || s.stands(kb.Historic)) && !s.fits(present, s.plain):
		return kb.Historic
	}
	return kb.Asserted
}

// conditional reports whether what the sentence says waits for something that has not happened.
func (s *sentence) conditional() bool { return s.fits(conditions, s.plain) }

// foreign reports whether the document is in one of the further languages.
func (s *sentence) foreign() bool { return otherRules[base(s.reader.doc.Lang)] != nil }

// The words of denial and of intention in the further languages.
var (
	negatedMore  = compile(`(?i)(?:aber|jedoch|dann|bislang|bisher)(?: \p{L}+)? nicht (?:umgesetzt|eingeführt|in Kraft gesetzt)|\bsetzte (?:es|sie|ihn|dies|das)[^.;,]{0,16} nicht um\b|(?:a|ont) démenti\b|опроверг|bác bỏ (?:thông tin|tin)|yalanla|zaprzecz|(?:^|[^\p{Arabic}])و?(?:نفت|نفى)[^\p{Arabic}]|부인했|포함되지 않|포함하지 않|禁止し(?:ない|ていない)|禁止する(?:計画|考え|予定)は(?:ない|ありません)|금지하지 않|계획이 없|의사가 없|\bkein(?:e|en|er)? (?:Verbot|Exportverbot|Ausfuhrverbot|Genehmigung|Beschränkung)|nicht (?:verboten|beschränkt|genehmigungspflichtig)|n['’]interdit pas|n['’]a pas interdit|pas d['’]interdiction|aucune (?:interdiction|restriction)|no (?:prohíbe|prohibirá|ha prohibido)|sin restricciones|não (?:proíbe|proibiu|vai proibir|proibirá|cria|institui|impõe|estabelece|se aplica)|non (?:vieta|vieterà|ha vietato)|не (?:запрещ|вводи|планиру|распростран|устанавлива|затраг|предусматрива|ограничи)|tidak (?:akan )?(?:melarang|dilarang|dikenai|dikenakan|terkena)|không cấm|geen (?:verbod|exportverbod|vergunning)|niet verboden|(?:uitvoer|export)[^.;]{0,30}(?:is|blijft) vrij\b|yasak değil|kapsam dışı|لم (?:يشمل|تشمل|تحظر|تفرض|يحظر)|لا (?:يشمل|تشمل|يحظر)|nie (?:zakaz|obejm|wprowadz)|tidak termasuk|対象(?:に|には)含(?:まれない|まない)|(?:ne concerne(?:nt)? pas|n[’']est pas (?:interdit|concerné)|ne sont pas (?:interdit|concern|vis))`)
	liftedMore   = compile(`(?i)\b(?:elimina(?:n|rá|ron|ndo)?\b|eliminó)[^.;]{0,60}(?:export|esport)|suprim\w+[^.;]{0,60}export|\baboli\w+[^.;]{0,60}(?:export|esport)|levant(?:a|ó|ará)[^.;]{0,60}(?:prohibici|restricci|veto)|(?:suspension|interdiction|embargo|restriction)s?[^.;]{0,80}(?:est|sont|a été|ont été|sera|seront) (?:levée?s?|abrogée?s?)|(?:lève|a levé|lèvera)[^.;]{0,60}(?:interdiction|embargo|restriction|suspension)|(?:aufgehoben|abgeschafft|hebt[^.;]{0,60}\bauf\b)|revog\w+[^.;]{0,60}(?:proibi|restri)|отмен\p{L}*[^.;]{0,60}(?:запрет|пошлин|квот|огранич)|(?:mencabut|dicabut)[^.;]{0,60}larangan|larangan[^.;]{0,60}dicabut|(?:bãi bỏ|dỡ bỏ)[^.;]{0,60}(?:lệnh cấm|hạn chế)|(?:輸出|禁輸|規制)[^。]{0,16}(?:撤廃|解除)|수출[^.]{0,24}(?:해제|폐지)`)
	proposedMore = compile(`(?i)(?:禁止|規制|許可制|税|制限|割当|導入|強化|引き上げ)[^。]{0,16}(?:方針|検討|計画|案)|검토(?:하고|중)|방침을|추진하고|\berwägt\b|\bin Erwägung\b|\bplant\b[^.]{0,60}(?:Verbot|verbieten|Genehmigung|beschränken)|Gesetzentwurf|\benvisage|projet de (?:loi|décret|règlement)|propone|planea|estudia (?:prohibir|restringir|limitar)|proyecto de ley|propõe|planeja|estuda (?:proibir|restringir)|projeto de lei|\bvaluta (?:il divieto|restrizioni|di)|disegno di legge|предлага|планиру|рассматрива|законопроект|berencana|mempertimbangkan|rancangan|đề xuất|dự thảo|dự kiến cấm|overweegt|wetsvoorstel|تعتزم|تدرس|تخطط|مشروع (?:قانون|قرار)|planl(?:ıyor|anıyor)|tasarı|düşünüyor|planuje|projekt ustawy|rozważa|prévoit d[’'e]|en discusi[oó]n|em discussão|prevé (?:prohibir|imponer|restringir)|prevê (?:imposto|proibir|cota|taxa)|akan dikaji|sedang dibahas|cân nhắc`)
)

// present is how a sentence that looks back tells what holds now.
var present = compile(`(?i)\bnow\b|\bupdated\b|\bwiden|\bexpand|\bnew (?:rules?|measures?|controls?)\b|\blatest\b|此次|现`)

// proposedAct is how an official text says that it is no law yet; "may", "would" and "consider"
// are ordinary words of a regulation.
var proposedAct = compile(`(?i)\bproposed rule\b|\bnotice of proposed rulemaking\b|\bproposes to\b|\bis proposing\b|\bdraft (?:law|regulation|order|decree)\b|\bbill (?:would|is pending)\b|\bplans to (?:ban|prohibit|restrict)|\b(?:is|are) (?:now |still )?being considered\b`)

var (
	// freedCue: "may be exported without a licence".
	freedCue = compile(`(?i)\b(?:may|can|could) (?:now |still |again |freely |also |therefore |continue to )*(?:be )?(?:export(?:ed)?|shipped|sold abroad|sent abroad|leave)\b[^.;]{0,60}\bwithout (?:a |an |any |the )?(?:prior |export |written )*` + paper + `\b`)
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
