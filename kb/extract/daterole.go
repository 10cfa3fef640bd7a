package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// The words around a date that tell the part it plays. Those before it end where it begins, those
// after it begin where it ends.
var (
	startZh     = compile(`^[^，。；]{0,8}(?:起|开始)[^。；]{0,30}(?:施行|实施|实行|生效|执行|适用|有效|禁止|限制|管制|许可|加征|征收|不能|不准|不得|不许|停止|暂停|取消|改为|改行)|^\s*(?:正式)?(?:施行|实施|生效|上路)|^[^，。；]{0,8}将(?:全面|正式)?(?:取消|解除|实施|实行|施行|禁止|停止|暂停|改为|恢复)`)
	fromZh      = compile(`(?:自|从|于)\s*$`)
	beginsZh    = compile(`(?:施行|实施|生效|执行)(?:的)?(?:时间|日期|日)?[】\]]?[为是:：\s]*[^，。；]{0,4}$`)
	untilZh     = compile(`(?:持续到|持续至|至|截至|到|直至|期至|延长至|延期至)\s*$`)
	untilAfter  = compile(`^\s*(?:まで|까지|तक|止|为止)|^['’]?\p{L}{0,3} (?:tarihine )?kadar`)
	startAfter  = compile(`^ से |^(?:['’]?\p{L}{0,4} (?:tarihinde |tarihinden )?itibaren|\s+tarihin(?:den itibaren|de yürürlüğe)|\s+in Kraft\b|\s*(?:부터|자로)? ?(?:시행|발효))|^\s*(?:から|より|に発効|に施行|부터|से\b|부로)|^に[^。]{0,10}(?:始ま|始め|施行|発効|実施)`)
	beforeZh    = compile(`^\s*(?:前|之前|以前)`)
	publishedZh = compile(`(?:发布|公布|发文|印发|公告|发布单位)(?:日期|时间|于)?[】\]:：\s]*$`)
	signedZh    = compile(`(?:成文|签署|通过|审议通过)(?:日期|于)?[】\]:：\s]*$`)
	tellsZh     = compile(`^[，,][^，。；《]{2,24}(?:发布|公布|刊出)[^，。；《]{0,12}(?:公告|决定|通告)`)
	issuedAfter = compile(`^\s*(?:자로 |에 )?(?:공고|공포|고시|발표|발령)|^に(?:公布|公表|公示|発表|告示)|^、[^。]{0,50}を(?:公布|公表|公示|告示)|^ tarihli Resm[iî] Gazete|^[^，。；]{0,12}(?:发布|公布|宣布|印发|发表|公告|对外刊出|发出公告|出公告)|^[^，。；（）《》]{0,40}令[^，。；（）《》]{0,8}第\s*\d+\s*号`)
	startEn     = compile(`(?i)(?:effective(?: date)?(?: is| on| as of| from)?|(?:takes?|took|taking) effect(?: on| from| as of)?|(?:enter(?:s|ed)?|comes?|came) into (?:force|effect|operation)(?: on| from)?|in force (?:from|since)|appl(?:y|ies|icable) (?:from|as of|on)|with effect from|on or after(?: [^;]{0,60}\bon)?|commenc(?:e|es|ing)(?: on)?|operative from|effective since|beg(?:ins?|an)(?: on| in)|start(?:s|ed)(?: on| in)|kick(?:s|ed) in(?: on| in)?|(?:required|mandatory|banned|prohibited|restricted|controlled|a permit|a licen[cs]e) since|(?:takes? effect|into force|effective|appl(?:y|ies))\b[^.;]{0,24}(?:date|day) of (?:its )?(?:signature|signing|publication|promulgation|issue),?(?: on)?)[:\s]*$`)
	startMore   = compile(`(?i)(?:\bstarting(?: from| on| in)?|\bbeginning(?: on| in)?|\bas (?:of|from)|\bfrom(?: early| late| mid-?)?|\bab(?: dem)?|اعتبارا من|\bvon|in Kraft(?: seit| ab)?|à partir du|à compter du|dès(?: le)?|depuis(?: le)?|en vigueur (?:le|depuis(?: le)?)|(?:licence|autorisation|quota|taxe|contrôle)s? depuis(?: le)?|a partir del?|desde el|en vigor (?:el|desde el)|a partir de|passam? a valer em|em vigor (?:em|a|no dia|a partir de|desde)|\bdesde|a partire da(?:l)?|\bdal?|in vigore (?:dal|il)|vanaf|\bsinds|met ingang van|in werking op|(?:^|[^\p{L}])с|\bseit(?: dem)?|gilt ab(?: dem)?|вступ\p{L}+ в силу|введ[её]н\p{L}*|(?:mulai|sejak|terhitung|berlaku|efektif|berkuat kuasa)(?: (?:mulai|sejak|berlaku|efektif|pada))*(?: tanggal| tarikh)?|entra\p{L}* en vigor el|entr\p{L}+ en vigueur le|entr\p{L}+ in vigore il|từ(?: ngày)?|có hiệu lực từ(?: ngày)?|från(?: och med)?|fra|frá(?: og með)?|itibaren|od(?: dnia)?|من|تاريخ)\s*$`)
	untilEn     = compile(`(?i)(?:until|till|through|thru|expir(?:es|e|ing|ed)(?: on)?|ends?(?: on)?|ending(?: on)?|up to|no later than|\bto)\s*(?:and including )?(?:\d{1,2}:\d\d[^;]{0,40}(?:time|[ap]\.?m\.?|hours|E[SD]T|UTC|GMT),?(?: on)? )?$`)
	untilMore   = compile(`(?i)(?:\bbis(?: zum| Ende)?|jusqu['’]au|jusqu['’]à(?: la)?(?: fin)?|hasta(?: el)?|até(?: o dia)?|fino al|\btot(?: en met)?|(?:^|[^\p{L}])до|hingga|sampai|đến(?: ngày| hết)?|till och med|\bdo(?: dnia)?|حتى)\s*$`)
	publishedEn = compile(`(?i)(?:publish(?:ed)?|registered|issued|released|promulgated|announced|gazetted|posted|(?:date of|date for) (?:issue|publication|release|promulgation)|(?:publication|issue|issuing|release) date|published time)(?: on| date)?[\]】:\s,]*$|\b(?:published|appeared|gazetted|printed)(?: \w+)? (?:in|by|for|under|at)\b[^.;,]{0,44}\b(?:on|of|dated)(?: \w+day,?)?\s*$|Dagsetning útgáfu\]?\s*$|(?:Veröffentlicht|diundangkan|diterbitkan|diumumkan|ban hành|publié|publicado|pubblicato|gepubliceerd|опубликован\p{L}*)(?: am| le| el| em| il| op| pada| ngày)?(?: tanggal)?[:\s]*$`)
	signedEn    = compile(`(?i)(?:signed|adopted|approved|done at [A-Z]\w+|fait à [\p{L} -]{2,20}|fatto a \p{L}{2,20}|(?:dado|dada) en? [\p{L} ]{2,20}|gegeben zu \p{L}{2,20}|gedaan te \p{L}{2,20}|ditetapkan di [\p{L} ]{2,20} pada tanggal|given under my hand|enacted)(?: this| on|,? le|,? il|,? am|,? el)?[:\s,]*$|^\s*dated(?: this)?[:\s]*$`)
	saysEn      = compile(`(?i)^,?\s*(?:[A-Z(][\w'’).-]*\s+){0,12}(?:gazetted|announced|published|issued|unveiled|released|said|imposed|introduced|adopted)\b`)
	commentCue  = compile(`(?i)\bcomments?\b|征求意见|意见反馈|反馈意见|\bobservations\b|consultation|consulta pública|consultazione|konsultation|osservazioni|observaciones|Stellungnahme|contribuições|замечани|\buwagi\b|\bgörüş|의견|意見募集|パブリックコメント|masukan publik|góp ý|ملاحظات|zienswijze`)
	talksCue    = compile(`(?i)negotiat|\bdeals?\b|\btalks\b|谈判|磋商|谈妥|谈不成`)
	suspendCue  = compile(`(?i)暂停|中止|suspen|\bsetzt\b(?:[^.;]|\d\.){0,200}\baus\b|Aussetzung|askıya|ertelen|hoãn|tạm (?:đình chỉ|ngừng)|opgeschort|opschort|sospe[sn]|zawiesz|ditangguh|menangguh|penangguhan|تعليق|علقت|유보|一時停止|유예|приостан|ausgesetzt|aussetz|deixará? temporariamente|put on hold`)
	signedIn    = compile(`(?i)(?:signed|done|given)(?: and signed)?(?: in| at) [A-Z][\w-]+(?: [A-Z][\w-]+)*,?\s*(?:on |this )?$`)
	// updatedOn: the day on which a page was changed is none of the text's own.
	updatedOn = compile(`(?i)(?:\b(?:updated|modified|revised|reviewed|edited|accessed|retrieved|checked)(?: on| at)?|更新(?:时间|日期|于|至)?|修改时间|访问(?:时间|日期)|最終更新|更新日|(?:최종 )?수정|aktualisiert|mis à jour|actualizado|atualizado|aggiornato|обновлено|diperbarui)(?: am| le| el| em| il)?[:：\s]*$`)
	// endsEn: the day on which an act stops having effect.
	endsEn = compile(`(?i)(?:ceases? to (?:have effect|be in force|apply|be valid)|ceases?|lapses?|(?:no longer|not) (?:be )?(?:valid|in force|effective) (?:after|beyond)|sunsets?|valid through|runs?(?: through| to)|expiry(?: date)?:?|expiration(?: date)?:?|termination(?: date)?:?)(?: on| at the end of)?[:\s]*$`)
	// endedAs: what stood before the date was ended on it, and is told as an event.
	endedAs = compile(`(?i)\b(?:abolish|lift|scrap|remov|revok|repeal|withdr[ae]w|eliminat|rescind|end)(?:ed|ped|n)?(?: again| altogether)? (?:on|in|from|as of|with effect from)\s*$`)
	endedZh = compile(`^\s*(?:起)?[，,]?[^，。；]{0,16}(?:取消|废止|失效|解除|撤销)`)
	// delays: "delayed from June 11 to September 9": the first day no longer counts, the second does.
	delays    = compile(`(?i)(?:effective|application|compliance|implementation|entry into force|start|date)\b[^.;]{0,100}\b(?:delayed|postponed|deferred|pushed back|put off|put back|moved|shifted|rescheduled)|\bdelay(?:s|ing)? (?:of )?the (?:effective|application|compliance|implementation|start)|(?:实施|施行|生效)[^，。；]{0,12}(?:推迟|延期|延后)|(?:推迟|延后)[^，。；]{0,24}(?:实施|施行|生效)`)
	delayedTo = compile(`(?i)(?:\bto|\buntil|至|到)\s*$`)
	// performs: contracts that may still be carried out; the days are theirs.
	performs = compile(`(?i)\b(?:contracts?|orders?|deals|agreements)\b[^.;]{0,80}\b(?:perform|fulfil|complet|honou?r|execut|carried out)|wind[- ]down|Verträge(?:[^.;]|\d\.){0,120}erfüll|contrats?[^.;]{0,100}exécut|contratos[^.;]{0,100}(?:cumpl|ejecut|execut)|合同[^。；]{0,24}履行|履行[^。；]{0,24}合同|继续履行`)
	// oldDay: "contracts concluded before 1 July" name a day and start nothing on it.
	oldDay = compile(`(?i)\b(?:before|prior to|until before|ahead of|no later than|earlier than)\s*(?:the )?$`)
	// heading of a day in a form: "Entry into force: 2030-12-01".
	startHead = compile(`(?i)(?:(?:date of )?(?:entry into force|commencement|effect|application)|effective date|start date|in force(?: from)?|date d['’]entrée en vigueur|inkrafttreten|施行期日|施行日|시행일|fecha de entrada en vigor|data de entrada em vigor|生效日期|实施日期|施行日期)\s*[:：]?\s*$`)
	startBack = compile(`(?i)^[\s:–—-]*(?:formal |official )?(?:effect(?:ive)?(?: date)?|entry into force|start|commencement) (?:of|for|date)\b`)
	placeDay  = compile(`^\s*[A-Z][\p{L}'’.-]{2,20}(?: [A-Z][\p{L}'’.-]+)?,?\s*(?:this |the )?$`)
)

// roleOf reads the part of a date off the words around it.
func (r *reader) roleOf(s *sentence, start, end int, cited kb.Relation) (kb.Role, kb.RuleID) {
	if role, fixed := r.roles[s.Start+start]; fixed {
		return role, "date.fedreg/1"
	}
	before, after := s.plain[max(0, start-60):start], s.plain[end:min(len(s.plain), end+60)]
	before = s.trimYear(trimArticle(strings.ToValidUTF8(before, "")))
	suspends := s.says(suspendCue) && !s.says(exportHalt) && !s.unsuspended()
	putOff := s.fits(resumedZh, after) && s.says(postponesZh)
	until := !putOff && s.fits(untilZh, before) || s.fits(untilEn, before) || s.fits(untilMore, before) || s.fits(untilAfter, after) || s.fits(spanBehind, before)
	switch {
	case start < labelLine && s.fits(labelled, s.plain[:start]) && r.labelRole(s, start, end) != "":
		return r.labelRole(s, start, end), "date.label/1"
	case s.fits(updatedOn, before):
		return kb.RoleEvent, "date.updated/1"
	case s.says(delays) && (until || s.fits(startEn, before)):
		if s.fits(delayedTo, before) {
			return kb.RoleEffective, "date.delayed/1"
		}
		return kb.RoleEvent, "date.delayed/1"
	case until:
		return r.lastDay(s, before, suspends)
	case s.fits(endsBehind, after):
		if suspends {
			return kb.RoleSuspendedUntil, "date.suspended-until/2"
		}
		return kb.RoleExpires, "date.expires/2"
	case s.says(commentCue) && (s.fits(beforeZh, after) || s.fits(regexpBy, before) || s.fits(closes, before)):
		return kb.RoleCommentDeadline, "date.comment/3"
	case s.fits(endsEn, before):
		return kb.RoleExpires, "date.ceases/1"
	case !r.official() && s.fits(insteadZh, after):
		return kb.RoleEffective, "date.effective/3"
	case s.fits(beforeZh, after), s.fits(oldDay, before), s.fits(endedMore, before), !r.official() && (s.fits(endedAs, before) && !s.fits(exportsEnd, before) || s.fits(endedZh, after)):
		return kb.RoleEvent, "date.before/1"
	case s.fits(madeAt, before):
		return kb.RoleSigned, "date.signed/2"
	case s.fits(actedZh, after) && s.fits(endsAct, s.plain[:start]):
		return kb.RoleEvent, "date.of-cited/2"
	case s.fits(startHead, before), s.fits(startBack, after), !r.official() && s.fits(imposedZh, ahead(s.plain, end)):
		return kb.RoleEffective, "date.effective/3"
	case s.fits(publishedZh, before) || s.fits(publishedEn, before) || !r.official() && s.fits(toldOn, before):
		if r.ofOther(s, start) {
			return kb.RoleEvent, "date.of-cited/2"
		}
		return kb.RolePublished, "date.published/3"
	case r.tells != nil && r.tells.Start <= s.Start+start && s.Start+end <= r.tells.End, s.fits(ofDecree, after):
		return kb.RoleSigned, "date.own/1"
	case s.fits(signedMore, before), s.fits(votedAfter, after):
		return kb.RoleSigned, "date.signed/2"
	case s.fits(signedZh, before) || s.fits(signedEn, before) || s.fits(signedIn, before):
		return kb.RoleSigned, "date.signed/2"
	}
	return r.firstDay(s, start, end, cited, before, after, suspends, putOff)
}

// firstDay reads the part of a day that ends nothing and was not said to be that of a paper: whether
// something begins on it, or is announced.
func (r *reader) firstDay(s *sentence, start, end int, cited kb.Relation, before, after string, suspends, putOff bool) (kb.Role, kb.RuleID) {
	switch {
	case r.ofCitedLaw(s, start):
		return kb.RoleEvent, "date.of-cited/1"
	case suspends && (s.fits(suspendedOn, after) || s.fits(haltedOn, before)):
		return kb.RoleSuspendedFrom, "date.suspended-from/2"
	case putOff && s.fits(putOffZh, before):
		return kb.RoleEffective, "date.delayed/1"
	case s.says(sinceFirst) && start < 12 && len(s.cues) > 0, r.begins(s, before, after), r.opensSpan(s, before, after):
		if suspends && !s.fits(inForceSince, before) && (s.fits(suspendCue, before) || s.fits(suspendCue, after) || cited != kb.Suspends || r.official()) && !s.fits(again, before) && (cited == kb.Suspends || s.fits(fromZh, before)) {
			return kb.RoleSuspendedFrom, "date.suspended-from/2"
		}
		return kb.RoleEffective, "date.effective/3"
	case r.alone(s, start, end) && startHead.MatchString(r.before):
		return kb.RoleEffective, "date.effective/3"
	case r.alone(s, start, end), !r.official() && s.Start == 0 && start < 40 && s.fits(dateline, s.text[:start]) && r.doc.Published.IsZero():
		return kb.RolePublished, "date.signature/1"
	case !r.official() && r.hangsOn(s, start, end) == kb.RoleEffective && len(s.cues) > 0:
		return kb.RoleEffective, "date.head/1"
	case s.fits(issuedAfter, after) || (s.fits(saysEn, after) || s.fits(tellsZh, after)) && !r.official():
		return kb.RolePublished, "date.announced/1"
	}
	return r.ownDay(s, start, end, before, after)
}

// ownDay reads the part of a date that stands beside the number of the act told of, or alone at its foot.
func (r *reader) ownDay(s *sentence, start, end int, before, after string) (kb.Role, kb.RuleID) {
	switch {
	case r.tells != nil && s.Start+start-r.tells.End < 8 && s.Start+start > r.tells.End && s.fits(ofDay, before),
		r.tells != nil && s.fits(ofNumber, after) && r.tells.Start-s.Start-end < 12 && r.tells.Start >= s.Start+end:
		return kb.RoleSigned, "date.own/1"
	case r.own.printed != "" && s.Start+start-r.own.end < 8 && s.Start+start > r.own.end && s.fits(ofDay, before):
		return kb.RoleSigned, "date.own/1"
	case s.fits(placeDay, s.text[:start]) && strings.Trim(s.text[end:], " .") == "" && s.Start > 0 && len(r.rev.Text)-s.End < 300:
		return kb.RoleSigned, "date.place/1"
	}
	if r.official() && strings.Trim(s.text[end:], " .") == "" && s.Start <= r.own.start && r.own.end <= s.Start+start && r.own.printed != "" && strings.HasSuffix(strings.TrimSpace(s.text[:start]), ",") {
		return kb.RolePublished, "date.headline/1" // Notification No. 41, New Delhi, 3 August 2026
	}
	return kb.RoleEvent, "date.event/1"
}

var (
	// ofNumber: in some languages the day stands before the number: от 14 ноября 2024 г. № 1544.
	ofNumber = compile(`^(?: г\.| года)?,? (?:№|N|n°|nº|No\.)`)
	// suspendedOn: "On 10 November the rule was suspended".
	suspendedOn = compile(`(?i)^,? (?:the|this|that|its|it)\b[^.;,]{0,40}\b(?:was|were|is|has been|will be) suspended\b`)
	// imposedZh: "2025年2月4日，商务部对钨实施出口管制".
	imposedZh = compile(`^[，,][^。；，布告]{0,60}对[^。；，布告]{0,60}(?:实施|启动)[^，。；]{0,6}(?:管制|许可)`)
	// insteadZh: 10月16日将取消出口禁令，改为实施年度配额.
	insteadZh = compile(`^[^，。；]{0,24}[，,]\s*(?:并|而)?(?:改为|改行|转为|代之以)`)
	// sinceFirst: "Since April 2025 exports have required a licence".
	sinceFirst = compile(`^\s*(?:Since|Seit|Depuis|Desde|Dal|Sinds)\b`)
	// signedMore and votedAfter tell the day of signing, or of the vote, in further languages.
	signedMore = compile(`(?i)(?:signée?|unterzeichnet|firmad[oa]|assinad[oa]|firmato|подписан\p{L}*|imzalan\p{L}*|podpisan\p{L}*|ondertekend|ditandatangani)(?: le| am| el| em| il| op| pada| dnia)?\s*$|(?:firmato|firmó|assinou|a signé|signed) [^.;,\d]{0,30} (?:le|il|el|em|on)\s*$`)
	votedAfter = compile(`(?i)^,? [^.;,]{0,30}\b(?:thông qua|passed|verabschiedet\p{L}*|a adopté|aprobó|aprovou|ha approvato|принял\p{L}*)(?:[^\p{L}]|$)`)
	// inForceSince: an act that suspends another is itself in force from the day.
	inForceSince = compile(`(?i)\bin force (?:since|from)\s*$|en vigueur depuis(?: le)?\s*$|in Kraft seit(?: dem)?\s*$|en vigor desde(?: el)?\s*$`)
	// actedZh: the day is that of an act of old: 收回3月2日实施的配额.
	actedZh = compile(`^(?:起)?(?:公布|发布|实施|施行|生效|执行|开始|宣布)[^，。；]{0,4}的`)
	// madeAt is the formula at the foot of an act.
	madeAt = compile(`(?i)\b(?:made|done|issued|given|signed|dated|executed) (?:at|in) \p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,2},?(?: on)?(?: this)?(?: the)?\s*$`)
	// resumedZh: 推迟至10月1日再施行 begins on the day.
	resumedZh   = compile(`^(?:再|才|方|起|开始|正式)?(?:施行|实施|生效|执行|起)`)
	postponesZh = compile(`推迟|延后|延期|延至|顺延|暂缓|改(?:为|在|于)`)
	putOffZh    = compile(`(?:至|到|改为|改在|改于)\s*$`)
	// haltedOn: "and suspended on 14 August".
	haltedOn = compile(`(?i)\bsuspended(?: it| them| again| (?:the|that|its|this) [a-z]+)? (?:on|in|from|as of|since|with effect from)\s*$`)
	// again: what was suspended applies again from the day.
	again = compile(`(?i)\b(?:appl(?:y|ies)|resumes?|takes? effect|in force)\b[^.;]{0,12}(?:again|anew)? ?(?:from|on|as of)\s*$|恢复[^，。；]{0,8}$`)
	// dateline opens a report: the place, and the day on which it was written.
	// toldOn is how a report tells the day of the act: "in a notice dated", "issued an interim rule on".
	toldOn   = compile(`(?i)\b(?:notice|statement|circular|communiqu[eé]|order|announcement) dated(?: \w+day,?)?\s*$|\b(?:issued|published|released|promulgated|gazetted) (?:an?|the|its|new)\b[^.;,]{0,50}\bon(?: \w+day,?)?\s*$|أعلنت[^.]{0,60} في\s*$`)
	dateline = compile(`^\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+){0,2}[,，] ?(?:le |el |am |den )?$`)
)

// ofDay stands between an act's number and its day.
var ofDay = compile(`(?i)(?:\b(?:of|dated|vom|du|del|de|van|от)|frá)(?: the)?\s*$`)

// exportsEnd: "exports will end on" speaks of goods that no longer leave, and not of a rule that ends.
var exportsEnd = compile(`(?i)\bexports?\b[^.;]{0,60}\bend(?:s|ed)?(?: on| in)\s*$`)

// closes stands before the last day of a consultation.
var closes = compile(`(?i)(?:due|deadline|closes?|ends?|close|截止)[^.;，。；]{0,16}$`)

// lastDay is the part of a day that something lasts until.
func (r *reader) lastDay(s *sentence, before string, suspends bool) (kb.Role, kb.RuleID) {
	switch {
	case s.says(commentCue) && !suspends:
		return kb.RoleCommentDeadline, "date.comment/3"
	case s.says(performs):
		return kb.RoleEvent, "date.contracts/1"
	case suspends:
		return kb.RoleSuspendedUntil, "date.suspended-until/2"
	case !r.official() && s.says(talksCue):
		return kb.RoleEvent, "date.talks/1"
	case s.fits(spanEnd, before):
		return kb.RoleEvent, "date.span/1"
	}
	return kb.RoleExpires, "date.expires/2"
}

// ofOther reports whether the words before a date speak of another rule than the document: "the rule
// published on" in a sentence that does something to that rule.
func (r *reader) ofOther(s *sentence, at int) bool {
	return s.fits(otherRule, behind(s.plain, at))
}

var otherRule = compile(`(?i)\b(?:the|its|an?|an earlier|a previous) (?:\w+ ){0,3}(?:rule|order|notice|announcement|regulation|decision|list)s?,? (?:that was |which was |as )?(?:published|issued|promulgated|gazetted)(?: \w+){0,6} (?:on|of)\s*$`)

// begins reports whether the words around a date make it a first day.
func (r *reader) begins(s *sentence, before, after string) bool {
	switch {
	case s.fits(startZh, after), s.fits(beginsZh, before), s.fits(startEn, before), s.fits(startAfter, after):
		return true
	case s.fits(startMore, before):
		return len(s.cues) > 0 || r.official() || s.says(suspendCue) || s.says(rulesTalk) || s.list.restricts || s.says(takesEffect)
	}
	return s.fits(fromZh, before) && strings.HasPrefix(strings.TrimSpace(after), "起")
}

// spanEnd: "in the twelve months to December".
var spanEnd = compile(`(?i)(?:months?|years?|weeks?|quarter)\s+to\s*$`)

var takesEffect = compile(`(?i)действовать|действует|\brige[n]?\b|regirá|\bgilt\b|\bgelten\b|kuat kuasa|يسري|سريان|نافذ|obowiązuj|w życie|施行|発効|시행|발효|효력|чинност|vigor|vigueur|in Kraft|in werking|вступ|berlaku|hiệu lực|a valer|dilarang|gælde|yürürlü`)

// ofCitedLaw: "the Export Control Law took effect on …" in a text about something else.
func (r *reader) ofCitedLaw(s *sentence, at int) bool {
	if r.official() && r.doc.Kind != corpus.Analysis {
		return false
	}
	for _, m := range s.laws {
		if m.End <= at && at-m.End < 30 {
			return true
		}
	}
	return false
}

var (
	// exportHalt: what is suspended is the export itself, not a rule.
	exportHalt = compile(`(?i)suspen[^.;]{0,30}\be[xs]port|приостан[^.;]{0,30}(?:экспорт|вывоз)|\bexports?\b[^.;]{0,120}(?:is|are) suspen|\bexports?\b[^.;]{0,30}suspen|(?:暂停|中止)(?:[^，。；实执]{0,12})出口(?:[^管限禁许措]|$)`)
	regexpBy   = compile(`(?i)\b(?:by|on or before|before)\s*$`)
)

// alone reports whether the date is a line of its own: the date under a notice, or in its head, or
// the line of a report that gives its day.
func (r *reader) alone(s *sentence, start, end int) bool {
	if r.doc.Kind == corpus.Regulation && start > 0 {
		return false
	}
	rest := strings.TrimSpace(s.text[:start] + s.text[end:])
	if !r.official() {
		prose := strings.HasSuffix(rest, ".") && strings.Count(rest, " ") > 1 || strings.HasSuffix(rest, "。") // a sentence, and no heading
		return len(rest) <= 24 && !prose && s.Start < headBytes && s.text != "" && corpusDay(r.doc.Published)
	}
	return len(rest) <= 3 || strings.HasSuffix(strings.TrimRight(s.text[:start], " "), "：") && len(rest) < 24
}

func corpusDay(d corpus.Date) bool { return d.Precision() == corpus.ToDay }
