package extract

// worldForms are how governments number their acts, where the form itself tells that it is one. Group
// by group they give the id of an act of the European Union; the others have none.
var worldForms = []struct {
	re   *pattern
	slug func(m []string) string
}{
	{compile(`(?i)(?:(?:Delegierte[nr]? |Durchführungs)?Verordnung|Richtlinie|Beschluss|règlement(?: délégué| d['’]exécution)?|directive|décision|reglamento(?: delegado| de ejecución)?|directiva|decisión|regolamento(?: delegato| di esecuzione)?|direttiva|decisione|regulamento(?: delegado| de execução)?|diretiva|verordening|richtlijn|rozporządzeni\p{L}+|dyrektyw\p{L}+|förordning|регламент\p{L}*)\s*\((?:EU|UE|EG|CE|WE|ЕС)\)\s*(?:(?:Nr|n|no|nº|n°|núm|№)\.?[°º]?\s*)?(\d{1,4})/(\d{1,4})`), func(m []string) string { return "eu-" + m[1] + "-" + m[2] }},
	{compile(`\bGeneral Licen[cs]e (?:No\. ?)?\d{1,3}[A-Z]{0,2}\b`), none},
	{compile(`\bP\.C\. ?\d{4}-\d{1,5}\b|\bSOR/\d{2,4}-\d{1,4}\b|\bS\.O\. ?\d{1,5}\(E\)|\bG\.S\.R\. ?\d{1,4}\(E\)|\bP\.U\. ?\([AB]\) ?\d{1,4}/\d{4}|\bF20\d\d[LCN]\d{5}\b|\bSI \d{4}/\d{1,4}\b`), none},
	{compile(`(?i)\b(?:Notification|Public Notice|Trade Notice|Circular|Gazette Notice)\s+(?:No\.?\s*)?\d{1,4}\s?/\s?(?:20\d\d(?:[-–]\d{2,4})?|\d{4})\b`), none},
	{compile(`(?i)(?:decreto(?:[ -](?:presidencial|ejecutivo|executivo|regulamentar|reglamentario|supremo|ley|lei|legislativo|de urgencia))?|real decreto|ley|lei|resolución(?: ministerial| exenta)?|resolução|portaria(?: normativa)?|diploma ministerial|projeto de lei|proyecto de ley|despacho|legge|decreto legislativo)(?: (?:n|nº|n\.º|n°|no|núm)\.?[°º]?| N[°º])? ?\d{1,3}(?:\.\d{3})?(?:\d{1,3})?(?:[/-]\d{2,4})\b`), none},
	{compile(`(?i)\b(?:loi|décret|arrêté|ordonnance|délibération)s?(?: \p{L}+){0,2} (?:n[°º] ?[\w./-]+ )?du \d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) \d{4}`), none},
	{compile(`(?i)(?:постановлени\p{L}*|указ\p{L}{0,2}|приказ\p{L}{0,2}|распоряжени\p{L}*|федеральн\p{L}+ закон\p{L}{0,2})(?: \p{L}+){0,4},?(?: от \d{1,2} \p{L}+ \d{4}(?: г\.| года)?| от \d{2}\.\d{2}\.\d{4})?,? ?(?:№|N) ?\d{1,5}(?:-\p{L}{1,3})?`), none},
	{compile(`\b(?:PMK|Permendag|Permenperin|Permen ESDM|Perpres|PP|Kepmen(?: ESDM)?|Inpres|UU) (?i:nomor|no\.) ?\d{1,4} (?i:tahun) \d{4}`), none},
	{compile(`(?:(?i:peraturan|keputusan|undang-undang|instruksi))(?: [A-Z][\p{L}-]+){0,6} (?i:nomor|no\.) ?\d{1,4} (?i:tahun) \d{4}`), none},
	{compile(`(?i)(?:luật|nghị định|thông tư|quyết định|nghị quyết|chỉ thị|công văn)(?: \p{L}+){0,8}? số \d{1,4}/(?:\d{4}/)?[\p{Lu}\d-]{2,14}`), none},
	{compile(`(?:공고|고시|법률|대통령령|총리령|부령)\s*(?:\d{4}년?\s*)?제\s*\d{1,5}(?:-\d{1,4})?호`), none},
	{compile(`(?:政令|省令|告示|法律|府令|通達)第[\d一二三四五六七八九十百]{1,5}号|(?:令和|平成)[\d元]{1,2}年(?:\p{Han}{0,8})(?:政令|省令|告示|法律)第[\d一二三四五六七八九十百]{1,5}号`), none},
	{compile(`(?i)\bd[ée]cret [A-Z]/\d{4}/\d{2,5}(?:/[A-Z]+)*`), none},
	{compile(`\b(?:Decree|Government Notice) No\. ?\d{1,5}(?:-\d{1,5})?(?: of \d{4})?|\bGOVERNMENT NOTICE NO\. ?\d{1,5} OF \d{4}`), none},
	{compile(`\b(?:Supreme|Presidential|Royal|Ministerial|Government|Cabinet|Council|Sovereign|Legislative) (?:Decree|Order|Decision|Resolution|Ordinance)(?: No\.?)? ?\d{1,5}(?:[/-]\d{2,4})*\b`), none},
	{compile(`(?:المرسوم|مرسوم|القرار|قرار|القانون|قانون|الأمر|أمر)(?: \p{Arabic}+){0,3} رقم \d[\d/-]*(?: لسنة \d{4})?`), none},
	{compile(`第\s?\d{1,4}/20\d\d(?:-\d{2,4})?[号號](?:通知|通告|公告|令)?`), none},
	{compile(`(?i)\b\d{1,5} sayılı (?:kanun|karar|tebliğ|yönetmelik|cumhurbaşkanı kararı)`), none},
}

// genericForms are the forms that acts have everywhere: the noun of an act, perhaps whose it is, and a
// number behind its sign; the noun and a number with its year; a number of an act of another state in Chinese.
var genericForms = []*pattern{
	compile(`(?i:\b(?:orders?|decrees?|resolutions?|instructions?|ordinances?|decisions?|directives?|circulars?|notifications?|notices?|regulations?|rules?|proclamations?|communiqu[eé]s?|determinations?|gazette notices?|gazette|general licen[cs]es?|acts?|laws?|bills?))(?: (?:of|by) (?:the )?(?:(?:[A-Z][\p{L}-]+|of|and|the|for|&),? ?){1,9})?,? ?\(?(?:No\.?|Nos?\.|n°|N°|nº|№|#|Number) ?([\p{L}]{0,5}[-/. ]?\d[\w./-]*\d|\d)(?: of (?:19|20)\d\d)?`),
	compile(`(?i:\b(?:order|decree|resolution|instruction|ordinance|decision|directive|circular|notification|regulation|communiqu[eé]|decreto(?: supremo)?|resoluci[óo]n|resolução|disposici[óo]n|acuerdo|ley|lei|portaria|despacho|delibera|determina|legge|arrêté|décret|délibération|décision|circulaire|tebliğ|keputusan|peraturan|besluit|regeling|beschluss))(?: [A-Z][\p{L}-]+){0,3} ?\(?(\d{1,5}[/-](?:19|20)\d\d|20\d\d/\d{1,4})\)?`),
	compile(`(?i:(?:^|[^\p{L}])((?:loi|décret|arrêté|ordonnance|délibération|décision|circulaire|instruction)(?: (?:ministérielle?|présidentielle?|gouvernementale?|conjointe?|interministérielle?|du Congrès|royale?))? n[°º] ?[\p{L}]{0,4}[-./]?\d[\w./-]*))`),
	compile(`(?i:(?:^|[^\p{L}])((?:decreto|resoluci[óo]n|ley|acuerdo|disposici[óo]n|lei|portaria|despacho|resolução|instrução normativa|diploma ministerial|legge|decreto legislativo|delibera|determina|aviso|avviso|comunicado|circular|instrução|ordinanza)(?: \p{L}+){0,3},? (?:il |o |el )?(?:n\.?[°ºo]?|núm\.|N[°º]|No\.) ?[\p{L}]{0,4}[-./]?\d[\w./-]*))`),
	compile(`(?i:(?:^|[^\p{L}])((?:декрет|указ|приказ|закон|распоряжени|постановлени|решени)\p{L}{0,3}(?: \p{L}+){0,4},? (?:№|N) ?\d[\w/-]*))`),
	compile(`(?i:\b((?:verordnung|erlass|beschluss|bekanntmachung|dekret|anordnung|weisung|besluit|regeling|ministeriële regeling|proclamatie|koninklijk besluit)(?: \p{L}+){0,3},? (?:Nr\.?|nr\.?|nummer) ?[\p{L}]{0,4}[-./]?\d[\w./-]*))`),
	compile(`(第?\s?[A-Za-z(（][\w()（）/ .-]{0,12}\d[\w/-]*\s?[号號](?:令|决议|決議|决定|決定|法令|总统令|總統令|政府令|法案|条例|通知|通告)?)`),
	compile(`(第\s?\d{1,5}(?:[-/]\d{1,4})?\s?[号號](?:总统令|總統令|政府令|部令|法令|令|决议|決議|决定|決定|法案|法律|政令|省令))`),
	compile(`(第\s?20\d\d[/-]\d{1,4}\s?[号號](?:通知|公告|令|决定|決定|决议|決議)?)`),
	compile(`((?:आदेश|अधिसूचना) (?:संख्या|सं\.?) ?\d[\d/-]*)`),
	compile(`^\s*(?:of |dated |від |от |vom |du )?\d{1,2} \p{L}+ \d{4},? ((?:No\.|№|n°|Nr\.) ?\d[\w/-]*)`),
	compile(`^\s*\d{4}-\d{2}-\d{2}, \p{L}+, ((?:No\.|№|n°|Nr\.) ?\d[\w/-]*)`),
	compile(`((?:总统决定|總統決定|总理决定|總理決定|决定|決定|省令|政令|总统令|總統令|部令|决议|決議|法令|法案|部长令|部長令|政府令|部级条例)第\s?[\w/-]{1,10}\s?[号號])`),
	compile(`(?i:(?:^|[^\p{L}])((?:keputusan|peraturan|surat edaran|instruksi)(?: \p{L}+){0,5} (?:nomor|no\.) ?\d[\w./-]*(?: tahun \d{4})?))`),
	compile(`((?:고시|공고|훈령|부령|대통령령|법률|고시)\s?제?\s?\d{4}-\d{1,4}호)`),
}

// none is the id of an act that has none here.
func none([]string) string { return "" }

// empowers stands before the act that gives a text its power.
var empowers = compile(`(?i)(?:\bunder|\bpursuant to|\bin terms of|\bby virtue of|\bpowers? (?:conferred|vested|given)[^.;]{0,60}\bby|\bin exercise of[^.;]{0,80}|\bin accordance with|\bauthority of|\bauthori[sz]ed by)(?: (?:the )?(?:provisions of )?(?:sub)?(?:sections?|articles?|regulations?|paragraphs?|part) [\w().,]+(?: (?:and|to) [\w().]+)* of)?(?: the)? ?$`)
