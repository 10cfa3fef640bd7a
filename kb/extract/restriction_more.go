package extract

import "github.com/lodestone-kb/lodestone/kb"

// foreignRules read the short vocabulary of export restrictions in further languages: enough to
// tell a ban, a licence, a quota and a duty apart, by the language that the document is in.
var foreignRules = map[string][]restrictionRule{
	"de": {
		rule(kb.Prohibition, "restriction.ban.de/1", `(?i)(?:Ausfuhr|Export)\p{L}*[^.;]{0,80}(?:verboten|untersagt|gestoppt|ausgesetzt)|(?:verbiet|untersag|stopp)\p{L}*[^.;]{0,60}(?:Ausfuhr|Export)|(?:Export|Ausfuhr)(?:verbot|stopp)`),
		rule(kb.LicenceRequirement, "restriction.licence.de/1", `(?i)(?:Ausfuhr|Export)(?:genehmigung|lizenz|kontrolle)\p{L}*|genehmigungspflicht|\bLizenz(?:en|pflicht)?\b`),
		rule(kb.Quota, "restriction.quota.de/1", `(?i)(?:Export|Ausfuhr)(?:quote|kontingent)`),
		rule(kb.ExportDuty, "restriction.duty.de/1", `(?i)(?:Export|Ausfuhr)(?:zoll|zölle|steuer|abgabe)`),
		rule(curb, "restriction.curb.de/1", `(?i)(?:beschränk|begrenz|einschränk)\p{L}*[^.;]{0,60}(?:Ausfuhr|Export)|(?:Ausfuhr|Export)[^.;]{0,80}(?:beschränk|begrenz|einschränk)`),
	},
	"nl": {
		rule(kb.Prohibition, "restriction.ban.nl/1", `(?i)(?:uitvoer|export)\p{L}*[^.;]{0,60}(?:verbod|verbied|verboden|\bstil\b|stopgezet|opgeschort)|\bmag\b[^.;]{0,60}niet (?:meer )?uit\b|(?:mag|mogen)[^.;]{0,80}(?:niet|naar geen)[^.;]{0,60}(?:uitgevoerd|geëxporteerd)|naar geen enkel[^.;]{0,40}uitgevoerd|(?:uitvoer|export)verbod`),
		rule(kb.LicenceRequirement, "restriction.licence.nl/1", `(?i)(?:export|uitvoer)vergunning|vergunningplicht|exportcontrole`),
		rule(kb.Quota, "restriction.quota.nl/1", `(?i)(?:export|uitvoer)quot`),
		rule(kb.Exemption, "restriction.exemption.nl/1", `(?i)vall(?:en|t)[^.;]{0,50}niet onder|mogen nog steeds worden|vrijgesteld`),
	},
	"fr": {
		rule(kb.Prohibition, "restriction.ban.fr/1", `(?i)(?:interdi|suspen|embargo)\p{L}*[^.;]{0,60}exporta?t?|exporta\p{L}*[^.;]{0,60}(?:interdi|suspend)`),
		rule(kb.LicenceRequirement, "restriction.licence.fr/1", `(?i)(?:licence|permis|autorisation)s? (?:d['’]|à l['’])exportation|sans (?:une |aucune )?(?:licence|autorisation|permis)|soumis\p{L}* à (?:une )?(?:licence|autorisation)|contrôles? (?:à|de|des|sur) (?:les |l['’])?exportations?`),
		rule(kb.Quota, "restriction.quota.fr/1", `(?i)\b(?:quotas?|contingents?)\b`),
		rule(kb.ExportDuty, "restriction.duty.fr/1", `(?i)(?:droits?|taxes?) (?:à l['’]|d['’]|de )(?:export|sortie)`),
		rule(kb.Exemption, "restriction.exemption.fr/1", `(?i)\bexempt(?:é|ion)`),
	},
	"es": {
		rule(kb.Prohibition, "restriction.ban.es/1", `(?i)(?:prohíb|prohib|suspend|suspens)\p{L}*[^.;]{0,60}export|export\p{L}*[^.;]{0,60}(?:prohibid|suspendid)|no (?:se )?podrán? (?:ser )?exporta`),
		rule(kb.LicenceRequirement, "restriction.licence.es/1", `(?i)(?:licencia|permiso|autorizaci[oó]n)\p{L}* (?:de|para|previa)[^.;]{0,20}export|controles? (?:de|a|sobre) (?:las? )?export|sin (?:licencia|autorización|permiso)`),
		rule(kb.Quota, "restriction.quota.es/1", `(?i)\b(?:cuotas?|cupos?) (?:de|a) (?:la )?export`),
		rule(kb.ExportDuty, "restriction.duty.es/1", `(?i)(?:impuestos?|derechos?|aranceles?|retenciones) (?:de|a|sobre) (?:las? )?export`),
	},
	"pt": {
		rule(kb.PresumptionOfDenial, "restriction.denial.pt/1", `(?i)não (?:podi?am?|serão|podem),? em princípio,? ser exportad`),
		rule(kb.CaseByCaseReview, "restriction.case.pt/1", `(?i)verificação mais rigorosa|análise mais rigorosa|caso a caso`),
		rule(kb.Prohibition, "restriction.ban.pt/1", `(?i)(?:proíb|proib|suspen)\p{L}*[^.;]{0,60}(?:export|saída)|(?:export\p{L}*|saída)[^.;]{0,60}(?:proibid|suspens)|não pode(?:m|rá|rão)?(?: mais)? ser exportad`, `(?i)em princípio`),
		rule(kb.LicenceRequirement, "restriction.licence.pt/1", `(?i)(?:licença|permissão|autorização)s? (?:de|para)[^.;]{0,10}export|controles? (?:d[aeo]s?|sobre) export|sem (?:licença|autorização)`, `(?i)deixar?á? temporariamente`),
		rule(kb.Quota, "restriction.quota.pt/1", `(?i)\b(?:cotas?|quotas?) de export`),
		rule("stockpile", "restriction.stockpile.pt/1", `(?i)reservas? estratégicas?|manter reservas`),
	},
	"it": {
		rule(kb.Prohibition, "restriction.ban.it/1", `(?i)(?:viet|divieto|sospen)\p{L}*[^.;]{0,60}(?:export|esport)|(?:export|esport)\p{L}*[^.;]{0,60}(?:vietat|sospes)`),
		rule(kb.LicenceRequirement, "restriction.licence.it/1", `(?i)(?:esporta\p{L}*|export)[^.;]{0,60}licenz|licenz\p{L}* (?:di|per)[^.;]{0,10}(?:esport|export)|autorizzazion\p{L}* (?:di|per|all)[^.;]{0,10}(?:esport|export)|controll\p{L}* (?:sulle|delle|all) ?['’]?(?:esport|export)`),
		rule(kb.Quota, "restriction.quota.it/1", `(?i)\b(?:quote|contingent[ei])\b|(?:export|esport)\p{L}*[^.;]{0,60}(?:a|pari a) zero|a zero l['’](?:export|esport)|quantità esportabile`),
		rule(kb.ExportDuty, "restriction.duty.it/1", `(?i)daz[io]\p{L}* (?:all|sull)['’]?(?:export|esport)`),
		rule(curb, "restriction.curb.it/1", `(?i)(?:ferma|blocca|blocco|limita)\p{L}*[^.;]{0,40}(?:export|esport)`),
	},
	"ja": {
		rule(kb.Prohibition, "restriction.ban.ja/1", `輸出(?:を)?(?:全面)?(?:的に)?(?:禁止|停止)|禁輸|禁止輸出`),
		rule(kb.LicenceRequirement, "restriction.licence.ja/1", `輸出規制|輸出(?:の)?許可|輸出管理(?:の対象|措置|を実施|を行)|許可(?:を|が)(?:得|必要)`),
		rule(kb.Quota, "restriction.quota.ja/1", `輸出(?:割当|枠|数量)`),
		rule(kb.ExportDuty, "restriction.duty.ja/1", `輸出(?:関税|税)`),
	},
	"ko": {
		rule(kb.Prohibition, "restriction.ban.ko/1", `수출(?:을|이)?\s*(?:전면\s*)?(?:금지|중단)|금수`),
		rule(kb.LicenceRequirement, "restriction.licence.ko/1", `수출\s*(?:통제|허가|규제)`),
		rule(kb.Quota, "restriction.quota.ko/1", `수출\s*(?:쿼터|할당)`),
	},
	"ru": slavic("ru", `экспорт|вывоз`, `запре[тщ]|приостан`, `лиценз|разрешени|экспортн\p{L}* контрол`, `квот`, `(?:экспортн|вывозн)\p{L}* пошлин`),
	"uk": slavic("uk", `експорт|вивез`, `заборон|призупин`, `ліценз|дозв[оі]л`, `квот`, `(?:експортн|вивізн)\p{L}* мит`),
	"id": malay("id"), "ms": malay("ms"),
	"vi": {
		rule(kb.Prohibition, "restriction.ban.vi/1", `(?i)(?:cấm|dừng|tạm dừng|không được)\s+(?:[^.;]{0,20}\s)?xuất khẩu`),
		rule(kb.LicenceRequirement, "restriction.licence.vi/1", `(?i)giấy phép xuất khẩu|kiểm soát xuất khẩu`),
	},
	"hi": {
		rule(kb.Prohibition, "restriction.ban.hi/1", `निर्यात[^।]{0,60}(?:रोक|प्रतिबंध|बंद)|(?:रोकेगा|रोक|प्रतिबंध)[^।]{0,120}निर्यात`),
		rule(kb.LicenceRequirement, "restriction.licence.hi/1", `निर्यात[^।]{0,60}(?:लाइसेंस|नियंत्रण)`),
	},
	"is": nordic("is", `útflutnings(?:bann|stöðvun)`, `útflutningseftirlit|eftirlit[^.;]{0,12} með útflutningi|útflutningsleyfi`),
	"sv": nordic("sv", `exportförbud|exportstopp`, `exporttillstånd|exportlicens|exportkontroll`),
	"da": nordic("da", `eksportforbud|eksportstop`, `eksporttilladelse|eksportlicens|eksportkontrol`),
	"no": nordic("no", `eksportforbud|eksportstans`, `eksportlisens|eksporttillatelse|eksportkontroll`),
	"fi": nordic("fi", `vientikiel`, `vientilup|vientivalvon`),
	"pl": nordic("pl", `zakaz\p{L}* (?:eksport|wywoz)`, `pozwole\p{L}* na wywóz|kontrol\p{L}* eksport|licencj`),
	"tr": nordic("tr", `ihracat\p{L}*[^.;]{0,24}(?:yasa[kğ]|durdur)`, `ihracat (?:lisans|izn|kontrol)`),
}

func slavic(lang, export, ban, licence, quota, duty string) []restrictionRule {
	name := func(what string) kb.RuleID { return kb.RuleID("restriction." + what + "." + lang + "/1") }
	return []restrictionRule{
		rule(kb.Prohibition, name("ban"), `(?i)(?:`+ban+`)\p{L}*[^.;]{0,60}(?:`+export+`)|(?:`+export+`)\p{L}*[^.;]{0,60}(?:`+ban+`)`),
		rule(kb.LicenceRequirement, name("licence"), `(?i)(?:`+licence+`)`),
		rule(kb.Quota, name("quota"), `(?i)(?:`+quota+`)`),
		rule(kb.ExportDuty, name("duty"), `(?i)(?:`+duty+`)`),
	}
}

func malay(lang string) []restrictionRule {
	name := func(what string) kb.RuleID { return kb.RuleID("restriction." + what + "." + lang + "/1") }
	return []restrictionRule{
		rule(kb.Prohibition, name("ban"), `(?i)(?:larang|dilarang|melarang|hentik|penghentian|setop|disetop)\p{L}*[^.;]{0,40}(?:ekspor|eksport)|(?:ekspor|eksport)\p{L}*[^.;]{0,60}(?:dilarang|dihentikan|disetop)|disetop eksport?nya`),
		rule(kb.LicenceRequirement, name("licence"), `(?i)(?:izin|persetujuan|lesen) eksport?`),
		rule(kb.Quota, name("quota"), `(?i)kuota eksport?`),
		rule(kb.ExportDuty, name("duty"), `(?i)bea keluar|duti eksport`),
	}
}

// nordic makes the two rules of a language that joins its words.
func nordic(lang, ban, licence string) []restrictionRule {
	return []restrictionRule{
		rule(kb.Prohibition, kb.RuleID("restriction.ban."+lang+"/1"), `(?i)(?:`+ban+`)`),
		rule(kb.LicenceRequirement, kb.RuleID("restriction.licence."+lang+"/1"), `(?i)(?:`+licence+`)`),
	}
}
