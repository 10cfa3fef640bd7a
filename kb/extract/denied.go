package extract

import "github.com/lodestone-kb/lodestone/kb"

// denials are, language by language, the words by which a sentence denies a restriction: the negation
// beside the word of control, so that "not only subject to a licence" and "no licence will be granted"
// deny nothing.
var denials = compiled(map[string]string{
	"fr": `(?:n['’](?:est|était|étaient)|ne (?:sont|sera|seront|soit)) (?:pas|plus) (?:encore |actuellement )?(?:soumis|subordonn|assujetti|interdit|prohib|frapp|visé|tax)|(?:n['’]|\bne )(?:interdi|prohib|restrei|impos|exig|instaur|introdui|requi|requi[eè]r)\p{L}* (?:pas|plus|aucun)|n['’](?:a|ont|avait) (?:pas|jamais) (?:interdit|imposé|suspendu les? export|limité|instauré|introduit|décidé)|\bne (?:va|vont|compte|comptent|prévoit|envisage|souhaite|veut) pas[^.;]{0,40}(?:interdire|imposer|suspendre|restreindre|taxer|nationaliser)|exportations?[^.;,]{0,40} (?:n['’]est|ne sont) (?:pas|plus) suspendu`,
	"es": `(?:^|[^\p{L}])(?:niega|niegan|negó|negaron) que\b|(?:desmiente|desmienten|desmintió|descarta|descartó)[^.;]{0,40}(?:prohib|restring|restricc|impon|nacionaliz|arancel|veto)|\bno (?:va|van|iba|iban|planea|piensa|pretende|prevé|contempla)[^.;]{0,40} ?(?:prohibir|imponer|restringir|nacionalizar|gravar|exigir)|\bno (?:se )?(?:impone|impuso|impondrá|exige|exigirá|requiere|requerirá|restringe|nacionaliz|grava|aplica)|\bno (?:está|están|estará|estarán|es|son|fue|fueron|será|serán) (?:sujet|prohibid|sometid|gravad|restringid)`,
	"pt": `não (?:vai|vão|pretende|planeja|planeia|prevê|cogita)[^.;]{0,40} (?:proibir|restringir|impor|estatizar|nacionalizar|taxar|exigir|vetar|barrar)|não (?:exige|exigirá|requer|restringe|taxa|imporá|estatiz)|não (?:está|estão|estará|é|são|foi|foram|será|serão) (?:sujeit|proibid|submetid|taxad|restrit)|\b(?:nega|negou|negaram) que\b`,
	"it": `\bnon (?:è|sono|era|erano|sarà|saranno)(?: stat[aeio])? (?:più )?(?:vietat|soggett|sottopost|bloccat|proibit)|\bnon (?:impone|imporrà|ha imposto|introduce|introdurrà|ha introdotto|richiede|richiederà)|\bnon (?:intende|vuole|prevede)[^.;]{0,24}(?:vietare|imporre|introdurre|limitare|bloccare)`,
	"de": `\bkeine?[nrms]? (?:\p{L}+e[nrs]? )?\p{L}*(?:verbot|pflicht|zoll|zölle|beschränkung|kontrolle|quote|steuer|abgabe|kontingent)|(?:verbot|pflicht|zoll|zölle|beschränkung|kontrolle|quote|steuer|abgabe)\p{L}*\b[^.;,]{0,60}\b(?:nicht|nie|niemals) (?:\p{L}+ )?(?:beschlossen|verhängt|geplant|eingeführt|erlassen|vorgesehen|verabschiedet)|\bnicht (?:melde|lizenz|anzeige|zoll)pflichtig|\bnicht (?:zu )?(?:verbieten|beschränken|einzuführen|verhängen|besteuern)|\bkeine?r? (?:Genehmigung|Lizenz)\p{L}* (?:erforderlich|nötig|notwendig|vorgeschrieben)`,
	"nl": `\bgeen (?:\p{L}+e )?\p{L}*(?:verbod|heffing|plicht|beperking|quotum|(?:in|uit)voerrecht|controle)|\bniet (?:vergunningplichtig|onderworpen|verplicht)|(?:verbod|heffing|beperking)\p{L}*[^.;,]{0,60} niet (?:ingevoerd|aangenomen|van kracht|besloten)`,
	"ja": `許可[^。、]{0,10}(?:必要(?:が|は|では|と)?(?:ない(?:[^限]|$)|しない|なく|ありません)|不要|要らない|いらない)|(?:規制|禁止|適用|導入|課税|制限|義務)[^。、]{0,10}検討して(?:いない|おらず|いません)|(?:課さ|課して|導入し|導入して|発動し|発動して|規制し|規制して|制限し|制限して)(?:い)?(?:ない(?:[^限]|$)|ません|なかった)|(?:義務|対象)(?:では|は)な(?:い|く)`,
	"ko": `(?:금지|통제|규제|부과|도입|시행|제한|실시|적용|요구)하지(?:는)?\s*않|허가[^.]{0,8}필요(?:하지\s*않|(?:가|는)?\s*없)|수출(?:을)?\s*중단하지(?:는)?\s*않|대상이\s*아니`,
	"ru": `не (?:введ|введён|требу|облага|установ|подпада|нужда)|не подлеж\p{L}+ (?:обязательн\p{L}+ )?(?:лицензир|контрол|квотир|облож)|не (?:намерен\p{L}*|собира\p{L}+|будет|будут) (?:запре|ввод|ввести|огранич)|не приостан\p{L}+ (?:экспорт|вывоз)|(?:опроверг|отрица)`,
	"uk": `не (?:заборон|вводи|обмеж|плану|потребу)`,
	"id": `\btidak (?:lagi )?(?:akan )?(?:wajib|perlu|membutuhkan|memerlukan|diwajibkan|mewajibkan|membatasi|dibatasi|menghentikan ekspor|memberlakukan|mengenakan)|\bbelum (?:melarang|memberlakukan|mewajibkan)|membantah (?:akan|rencana|bahwa)`,
	"ms": `\btidak (?:lagi )?(?:akan )?(?:wajib|perlu|melarang|dilarang|mengenakan)`,
	"vi": `không phải (?:nộp|chịu|xin|có|đăng ký|khai báo|báo cáo|đóng)|không (?:cần|bắt buộc)[^.;]{0,12}(?:giấy phép|đăng ký)|không bị (?:cấm|hạn chế|đánh thuế)|không (?:áp đặt|áp thuế|đánh thuế|hạn chế xuất khẩu|ngừng xuất khẩu)`,
	"tr": `(?:tabi|bağlı|zorunlu|gerekli) değil|gerekm(?:iyor|ez|emekte)|(?:yasakla|yasaklan|kısıtla|kısıtlan|uygulan|durdur)m(?:ad[ıi]|ayacak|az|am[ıi]ş|[ıu]yor)|(?:getir|getiril)me(?:di|yecek|z)`,
	"pl": `\bnie (?:wymaga|podleg|ogranicz|nakłada|nałoży|ustanawia|wstrzym)|\bnie (?:jest|są|będzie|będą) (?:zakazan|objęt|wymagan)|\bnie ma(?:ją)? obowiązku`,
	"ar": `(?:لن|لم) (?:يتم )?(?:حظر|يحظر|تحظر|تفرض|يفرض|وقف|منع|فرض|تقييد)|(?:ليست?|غير) (?:محظور|خاضع)|لا (?:تخضع|يخضع|تحتاج|يحتاج|تتطلب|يتطلب|تفرض|يفرض)`,
	"sv": `inget \p{L}*förbud|inte (?:förbj|förbud)`,
	"da": `intet \p{L}*forbud|ikke forb[uy]d`,
	"no": `ikke \p{L}*forb[uy]|ingen \p{L}*kontroll`,
	"th": `ไม่(?:ได้)?(?:ห้าม|จำกัด)`,
})

// unrelieved are the words that deny a relief, or a stop: of the sentence they take back only the cue
// that they are part of, as "the controls were not suspended" says that the controls hold.
var unrelieved = compiled(map[string]string{
	"en": `\b(?:not|never) exempt(?:ed)?\b|\bnever (?:been )?(?:suspended|exempt(?:ed)?|waived)`,
	"zh": `(?:从未|从来没有)(?:暂停|中止|停止)`,
	"fr": `(?:n['’](?:est|était|étaient)|ne (?:sont|sera|seront)) (?:pas|plus) (?:dispens|exempt|exonér|suspend)`,
	"es": `\bno (?:está|están|estará|estarán|quedan?) (?:exent|exonerad|suspendid)|\bno (?:se )?suspend`,
	"pt": `não (?:está|estão|é|são|foi|foram) (?:isent|dispensad|suspens)|não suspende`,
	"it": `\bnon (?:è|sono)(?: stat[aeio])? (?:esent|sospes|esonerat)|\bnon sospende`,
	"de": `\bnicht (?:ausgesetzt|befreit|ausgenommen)|\bkeine (?:Aussetzung|Befreiung)`,
	"nl": `\bniet (?:opgeschort|opschort|vrijgesteld)`,
	"ja": `(?:停止|猶予|免除)(?:し|して)(?:い)?(?:ない(?:[^限]|$)|ません|なかった)`,
	"ko": `(?:유예|보류|면제|정지|중단)하지(?:는)?\s*않`,
	"ru": `не (?:приостан|освобожд|отлож)`,
	"id": `\btidak (?:akan )?(?:ditangguhkan|menangguhkan|dikecualikan)`,
	"vi": `không (?:bị )?(?:tạm hoãn|tạm đình chỉ|tạm ngừng|hoãn)`,
	"tr": `askıya al(?:ın)?ma(?:dı|yacak|z|mış)|ertelenme(?:di|yecek)`,
	"pl": `\bnie (?:zawiesz|zawies)`,
	"ar": `(?:لن|لم) (?:يتم )?(?:تعليق|تعلق|يعلق)`,
})

// compiled compiles the expressions of the languages.
func compiled(exprs map[string]string) map[string]*pattern {
	out := map[string]*pattern{}
	for lang, expr := range exprs {
		out[lang] = compile(`(?i)` + expr)
	}
	return out
}

// denies reports whether a sentence denies the restriction of which it speaks.
func (s *sentence) denies() bool {
	if s.fits(negatedCue, s.plain) {
		return true
	}
	if !s.foreign() || s.fits(refusals, s.plain) {
		return false
	}
	p := denials[base(s.reader.doc.Lang)]
	return s.fits(negatedMore, s.plain) || p != nil && s.fits(p, s.plain)
}

// unrelieves reports whether the words of a cue are those of a relief that the sentence denies.
func (s *sentence) unrelieves(c cue) bool {
	p := unrelieved[base(s.reader.doc.Lang)]
	if p == nil || c.kind == kb.LicenceRequirement {
		return false
	}
	m := s.first(p, s.plain)
	return m != nil && m[0] < c.end && c.start < m[1]
}

// unsuspended reports whether the sentence says that nothing was suspended.
func (s *sentence) unsuspended() bool {
	p := unrelieved[base(s.reader.doc.Lang)]
	return p != nil && s.fits(p, s.plain)
}

// proposals are, language by language, the words by which somebody asks for a restriction, or by which it
// is said to be possible: the modal beside the word of control, as what a ban may lead to leaves it standing.
var proposals = compiled(map[string]string{
	"fr": `\bpropos(?:é|ent|e) (?:d['’]|de\b|une?\b)|\bappel\p{L}* à (?:interdire|restreindre|une? (?:interdiction|embargo|taxe))|pourrai(?:t|ent) (?:bientôt |aussi )?(?:être )?(?:interdi|impos|suspend|introdui|restrei|taxe)`,
	"es": `\bpropus(?:o|ieron)|\bpropuest|podr(?:ía|ían) (?:ser )?(?:prohib|impon|impuest|suspend|restring|introduc|nacionaliz|gravar|gravad)|\bpid(?:e|en|ió|ieron) (?:prohibir|restringir|imponer|que se (?:prohíba|restrinja|imponga))`,
	"pt": `\bprop(?:ôs|useram|osta)|poderi(?:a|am) (?:ser )?(?:proib|impor|impost|suspens|suspender|restring|introduz|estatiz|taxa)`,
	"it": `\bpropost|\bpropon(?:e|gono)|potrebbe(?:ro)? (?:presto |anche )?(?:essere )?(?:introdott|introdurre|vieta|impost|imporre|limita|blocca|sospe|sottopost|soggett)`,
	"de": `\bforder(?:t|n|te|ten)\b[^.;]{0,60}(?:verbot|zoll|zölle|beschränk|quote|verstaatlich|steuer|abgabe|stopp)|\bschl(?:ägt|agen|ug|ugen)\b[^.;]{0,100} vor(?:$|[ ,.;])|vorgeschlagen|\bkönnten?\b[^.;]{0,80}(?:verb(?:ieten|oten)|einführen|eingeführt|verhäng|beschränk|untersag|stopp)`,
	"nl": `\bstel(?:t|len|de|den)\b[^.;]{0,80} voor(?:$|[ ,.;])|voorgesteld|\bpleit(?:te|en)? voor|\bzou(?:den)? (?:kunnen )?[^.;]{0,60}(?:verbieden|verboden|invoeren|ingevoerd|beperken|beperkt)`,
	"ja": `(?:禁止|規制|制限|停止|課税|導入|発動|強化|実施|課|禁じ)(?:を|が)?(?:する|される|した|す|される|る|られる)?(?:という)?(?:可能性(?:が|も)(?:あ|高|出)|かもしれ)|(?:禁止|規制|制限|課税|導入)[^。、]{0,8}(?:提案|求め(?:た|ている)|提言)`,
	"ko": `(?:금지|제한|부과|도입|통제|규제|중단)[^.]{0,8}(?:수(?:도)?\s*있다|가능성|제안|촉구)`,
	"ru": `предложи|призва(?:л|ли)[^.;]{0,40}(?:запре|ввести|огранич)|мо(?:жет|гут) (?:быть )?(?:запре|введ|ввести|огранич|приостан)`,
	"id": `mengusulkan|diusulkan|usulan|mungkin (?:akan )?(?:melarang|membatasi|mengenakan|menghentikan)`,
	"vi": `có thể (?:sẽ )?(?:cấm|hạn chế|áp thuế|áp đặt|đánh thuế|ngừng xuất)|kêu gọi[^.;]{0,30}(?:cấm|hạn chế)`,
	"tr": `(?:^|[^\p{L}])öner(?:di|iyor|ildi|mekte|isi)|(?:yasakla|kısıtla|uygula|durdur|yasaklan|kısıtlan)(?:ya|a)?bilir|getir(?:il)?ebilir`,
	"pl": `propon(?:uje|ują|ował)|zapropon|mo(?:że|gą) (?:zakaza|wprowadzi|ograniczy|zostać (?:zakaz|wprowadz|ogranicz))`,
	"ar": `اقترح|(?:ي|ت)قترح|قد (?:ي|ت)(?:حظر|فرض|قيد|وقف)|دع(?:ا|ت|وا) إلى (?:حظر|فرض|وقف|تقييد)`,
})

// intends reports whether a sentence of a further language tells of a plan, a proposal or a possibility.
func (s *sentence) intends() bool {
	p := proposals[base(s.reader.doc.Lang)]
	return s.fits(proposedMore, s.plain) || p != nil && s.fits(p, s.plain)
}
