package extract

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

// inSentence is a character that ends no part of a sentence: the stop of an ordinal (31. Dezember) does not.
const inSentence = `(?:[^.;]|\d\.)`

// phrases are the cues of one language, type by type.
type phrases struct{ denial, review, ban, licence, technology, quota, duty, listing, exempt, suspension, stockpile, curb string }

func (p phrases) rules(lang string) []restrictionRule {
	var rules []restrictionRule
	for _, c := range []struct {
		kind kb.RestrictionType
		re   string
	}{
		{kb.PresumptionOfDenial, p.denial}, {kb.CaseByCaseReview, p.review}, {kb.Prohibition, p.ban}, {kb.TechnologyControl, p.technology},
		{kb.EndUserListing, p.listing}, {kb.Quota, p.quota}, {kb.ExportDuty, p.duty}, {"stockpile", p.stockpile},
		{kb.Suspension, p.suspension}, {kb.Exemption, p.exempt}, {kb.LicenceRequirement, p.licence}, {curb, p.curb},
	} {
		if c.re != "" {
			rules = append(rules, rule(c.kind, kb.RuleID("restriction."+string(c.kind)+"."+lang+"/2"), `(?i)`+strings.ReplaceAll(c.re, `[^.;]`, inSentence)))
		}
	}
	return rules
}

// otherRules are the cues of reports in further languages: fewer ways of saying it, the common ones.
var otherRules = func() map[string][]restrictionRule {
	out := map[string][]restrictionRule{}
	for lang, p := range otherPhrases {
		out[lang] = p.rules(lang)
		for _, f := range slices.Concat(furtherPhrases[lang], worldPhrases[lang]) {
			out[lang] = append(out[lang], rule(f.kind, kb.RuleID("restriction."+string(f.kind)+"."+lang+"/2"), `(?i)`+strings.ReplaceAll(f.re, `[^.;]`, inSentence)))
		}
	}
	return out
}()

var otherPhrases = map[string]phrases{
	"ja": {ban: `輸出(?:を|の|は|が)?[^。、]{0,24}(?:禁止|停止|禁じ)|禁輸|輸出禁止`, licence: `輸出(?:規制|管理|許可)(?:を|の|措置|対象|制|強化|に|へ|\s|$)|許可(?:なし|を得|が必要|制|を義務)`, technology: `技術[^。]{0,16}(?:輸出|規制)`, quota: `輸出(?:割当|枠|クオータ)`, duty: `輸出(?:関税|税)`, listing: `(?:リスト|名簿)[^。]{0,6}(?:追加|掲載|指定)`, suspension: `(?:措置|規制|管理)[^。]{0,16}(?:一時)?停止`, review: `個別(?:に)?審査|厳格(?:な|に)審査`, denial: `原則(?:として)?(?:許可し|不許可|認め)`},
	"ko": {ban: `수출(?:을|를)?\s*(?:전면\s*)?(?:금지|중단)|금수`, licence: `수출\s*(?:통제|규제|허가)|허가(?:를|가|제)`, technology: `기술[^.]{0,16}(?:수출|통제)`, quota: `(?:수출\s*)?(?:쿼터|할당)`, duty: `수출\s*관세|수출세`, listing: `(?:명단|리스트|목록)에\s*(?:추가|등재|포함|올)`, suspension: `(?:시행|집행|조치|통제)(?:을|를)?\s*(?:중단|유예|정지)`, denial: `원칙적으로\s*(?:불허|허가하지)`, review: `(?:개별|엄격한?)\s*심사`},
	"de": {curb: `(?:beschränk|begrenz|einschränk)\p{L}*[^.;]{0,60}(?:Ausfuhr|Export)|(?:Ausfuhr|Export)[^.;]{0,80}(?:beschränk|begrenz|einschränk)`, ban: `(?:Ausfuhr|Export)\w*[^.;]{0,80}(?:verbot|untersag|verbiet|gestoppt|stopp|eingestellt)|Ausfuhrverbot|Exportverbot|Exportstopp|(?:verbiete|verbot|untersag|stopp)\w*[^.;]{0,60}(?:Ausfuhr|Export)`, licence: `Lizenz|Genehmigung|Ausfuhrgenehmigung|Exportlizenz|(?:Ausfuhr|Export)(?:kontroll|auflage)`, technology: `Technologie(?:n|transfers?)?\b[^.;]{0,40}(?:Ausfuhr|Export)|(?:Ausfuhr|Export)\w*[^.;]{0,40}Technologie(?:n|transfers?)?\b`, quota: `(?:Export|Ausfuhr)(?:quote|kontingent)|\bQuoten?\b`, duty: `(?:Ausfuhr|Export)(?:zoll|zölle|steuer|abgabe)`, listing: `(?:Kontroll|Sanktions|Entity[- ])list`, suspension: `(?:setzt|ausgesetzt|Aussetzung)[^.;]{0,60}(?:Maßnahme|Kontroll|Anordnung|aus\b)`, denial: `grundsätzlich (?:nicht genehmigt|abgelehnt|verweigert)`, review: `Einzelfall`},
	"fr": {ban: `(?:interdi|bann|suspen|stopp|embargo|gèle|met fin)\w*[^.;]{0,80}export|export\w*[^.;]{0,80}(?:interdit|suspendu|prohib|(?:est|sont) arrêt|à l['’]arrêt|\bgel\b|gelé)`, licence: `\blicences?\b|permis d['’]export|autorisation[^.;]{0,40}export|contrôles?[^.;]{0,30}export`, technology: `technologies?[^.;]{0,40}export|export\w*[^.;]{0,40}technologies?`, quota: `\bquotas?\b|contingent`, duty: `(?:taxes?|droits?)[^.;]{0,20}(?:à|d['’]|sur les?)\s*l?['’]?\s*export`, listing: `liste (?:de contrôle|des entités|noire)`, suspension: `suspen\w*[^.;]{0,60}(?:mesure|contrôle|restriction|annonce)`, denial: `en principe[^.;]{0,30}(?:refus|pas)`, review: `au cas par cas`, stockpile: `réserve stratégique|stock stratégique`},
	"es": {ban: `(?:prohíb|prohib|veta|suspend|deten|frena)\w*[^.;]{0,80}export|export\w*[^.;]{0,80}(?:prohibid|prohíb|suspendid|vetad)`, licence: `\blicencias?\b|permisos? de exporta|autorizaci[oó]n[^.;]{0,40}export|control(?:es)?[^.;]{0,30}export`, technology: `tecnolog\w+[^.;]{0,40}export|export\w*[^.;]{0,40}tecnolog`, quota: `(?:^|[^\p{L}])(?:cuotas?|cupos?)\b`, duty: `(?:impuesto|arancel|derecho)s?[^.;]{0,20}(?:a|de) (?:la |las )?export`, listing: `lista de (?:control|entidades)`, suspension: `suspen\w*[^.;]{0,60}(?:medida|control|restricci|anuncio)`, denial: `en principio[^.;]{0,30}(?:no|deneg)`, review: `caso por caso`, stockpile: `reserva estratégica`},
	"pt": {ban: `(?:proíb|proib|veta|barr)\w*[^.;]{0,80}(?:export|saída)|export\w*[^.;]{0,80}(?:proibid|vetad)|já não pode ser exportad|suspend\w*[^.;]{0,40}exporta`, licence: `\blicenças?\b|autoriza(?:r|ção|do)|controles?[^.;]{0,30}export`, technology: `tecnolog\w+[^.;]{0,40}export`, quota: `(?:^|[^\p{L}])(?:cotas?|quotas?)\b`, duty: `(?:imposto|taxa)s?[^.;]{0,20}(?:de|sobre) (?:a )?export`, listing: `lista de (?:controle|entidades)`, denial: `não pod\w+,? em princípio|em princípio[^.;]{0,30}(?:não|neg)`, review: `caso a caso|verificação mais rigorosa|análise mais rigorosa`, stockpile: `manter reservas|reserva estratégica`},
	"it": {curb: `(?:ferma|blocc|limita)\p{L}*[^.;]{0,40}(?:export|esport)`, ban: `(?:vieta|blocc|sospend|divieto)\w*[^.;]{0,80}(?:export|esporta)|(?:export|esporta)\w*[^.;]{0,80}(?:vietat|bloccat|sospes)`, licence: `\blicenz[ae]\b|autorizzazion\w+[^.;]{0,40}(?:export|esporta)|controll\w+[^.;]{0,30}(?:export|esporta)`, technology: `tecnologi\w+[^.;]{0,40}(?:export|esporta)`, quota: `\bquot[ae]\b(?: (?:[^d\d]|d[^e]|de[^l])|[^ ]|$)|contingent|portato a zero|pari a zero`, duty: `dazi\w*[^.;]{0,20}(?:export|esporta)`, denial: `in linea di principio[^.;]{0,30}(?:non|negat)`, review: `caso per caso`},
	"nl": {ban: `(?:verbied|verbod|stopt)\w*[^.;]{0,80}(?:uitvoer|export)|(?:uitvoer|export)\w*[^.;]{0,80}(?:verbod|verboden|\bstil\b)|uitvoerverbod|exportverbod|niet meer uit\b|geen enkel ander land mogen`, licence: `vergunning|licentie|exportcontrole`, quota: `\bquot[ae]\b|exportquot`, exempt: `vallen er[^.;]{0,60}niet onder|mogen nog steeds`, technology: `technologie\w*[^.;]{0,40}(?:uitvoer|export)`},
	"ru": {ban: `(?:запре|приостан|прекра)[^.;]{0,80}(?:экспорт|вывоз)|(?:экспорт|вывоз)[^.;]{0,80}(?:запре|приостан)`, licence: `лиценз|разрешени[^.;]{0,40}(?:экспорт|вывоз)|экспортн\p{L}+ контрол`, quota: `квот`, duty: `(?:экспортн|вывозн)\p{L}+ пошлин`, technology: `технологи[^.;]{0,40}(?:экспорт|вывоз)`, suspension: `приостан[^.;]{0,60}(?:мер|контрол|действи)`},
	"uk": {ban: `заборон[^.;]{0,80}(?:експорт|вивез)|(?:експорт|вивез)[^.;]{0,80}заборон`, licence: `ліценз`, quota: `квот`},
	"id": {ban: `(?:larang|dilarang|setop|disetop|henti|moratorium)\w*[^.;]{0,60}ekspor|ekspor\w*[^.;]{0,60}(?:dilarang|larangan|dihentikan|disetop)|Disetop Ekspor|penghentian ekspor`, licence: `izin ekspor|lisensi|kontrol ekspor`, quota: `\bkuota\b`, duty: `bea keluar`},
	"ms": {ban: `(?:larang|henti|moratorium)\w*[^.;]{0,60}eksport|eksport\w*[^.;]{0,60}(?:dilarang|larangan|dihentikan)`, licence: `lesen|permit`, quota: `\bkuota\b`},
	"vi": {ban: `cấm[^.;]{0,40}xuất khẩu|(?:ngừng|dừng|đình chỉ)[^.;]{0,40}xuất khẩu|không được xuất khẩu`, licence: `giấy phép|kiểm soát xuất khẩu`, quota: `hạn ngạch`},
	"hi": {ban: `निर्यात[^।]{0,80}(?:रोक|प्रतिबंध|बंद|सस्पेंड)|(?:रोक|प्रतिबंध|सस्पेंड)[^।]{0,80}निर्यात`, licence: `लाइसेंस|परमिट|निर्यात नियंत्रण`, quota: `कोटा`},
	"tr": {ban: `ihracat\p{L}*[^.;]{0,60}(?:yasak|durdur|askıya)|(?:yasak|durdur)\p{L}*[^.;]{0,60}ihracat`, licence: `lisans|ihracat kontrol|ihracat izn`, quota: `\bkota`},
	"pl": {ban: `(?:zakaz|wstrzym|zawies)\p{L}*[^.;]{0,60}(?:eksport|wywoz)`, licence: `licencj|zezwoleni|kontrol\p{L}* eksportu`, quota: `kontyngent|\bkwot`},
	"is": {ban: `útflutning\p{L}*[^.;]{0,60}bann|bann\p{L}*[^.;]{0,60}útflutning`, licence: `útflutningseftirlit|eftirlit\p{L}* með útflutningi|útflutningsleyfi`},
	"sv": {ban: `exportförbud|förbjud\p{L}*[^.;]{0,60}export|export\p{L}*[^.;]{0,60}förbju`, licence: `exportkontroll|exportlicens|tillstånd`, quota: `\bkvot`},
	"da": {ban: `eksportforbud|forbyd\p{L}*[^.;]{0,60}eksport`, licence: `eksportkontrol|eksportlicens`},
	"no": {ban: `eksportforbud|forby\p{L}*[^.;]{0,60}eksport`, licence: `eksportkontroll|eksportlisens`},
	"ar": {ban: `(?:حظر|تحظر|وقف|منع)[^.]{0,60}(?:تصدير|صادرات)|(?:تصدير|صادرات)[^.]{0,40}(?:حظر|محظور)`, licence: `ترخيص|تراخيص|(?:قيود|ضوابط)[^.]{0,20}(?:تصدير|صادرات|الصادرات)`, quota: `حصص`},
	"th": {ban: `ห้าม[^.]{0,40}ส่งออก`, licence: `ใบอนุญาต|ควบคุมการส่งออก`, quota: `โควตา`},
}
