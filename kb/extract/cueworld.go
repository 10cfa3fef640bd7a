package extract

import "github.com/lodestone-kb/lodestone/kb"

// worldPhrases are further ways of the further languages to say what a rule does: who is exempt, what is
// refused on principle, that no licence is granted, that what may leave is capped.
var worldPhrases = map[string][]phrase{
	"ja": {
		{kb.Exemption, `許可(?:は|を|が)?(?:不要|要しない|要しません|必要としない)|(?:規制|許可|適用)(?:の対象)?(?:から|を)(?:除外|免除)`},
		{kb.Prohibition, `(?:輸出)?許可(?:は|を)?(?:出さない|与えない|認めない)`},
	},
	"ko": {
		{kb.Exemption, `면제|허가(?:가|는)?\s?(?:필요\s?없|불필요)|(?:대상|통제)에서 제외`},
		{kb.Prohibition, `(?:수출\s?)?허가(?:를|는)? (?:내주지 않|발급하지 않|불허)`},
	},
	"de": {
		{kb.Exemption, `\b(?:befreit|genehmigungsfrei)\b|\p{L}*genehmigung(?:en)? (?:ist|sind) (?:dann |hierfür |dafür )?nicht erforderlich`},
		{kb.Prohibition, `(?:werden|wird) (?:in der Regel )?keine (?:\p{L}*)(?:genehmigung|lizenz)(?:en)? (?:mehr )?(?:erteilt|ausgestellt)|keine (?:\p{L}*)(?:genehmigung|lizenz)(?:en)? (?:werden|wird) (?:mehr )?erteilt`},
		{kb.PresumptionOfDenial, `in der Regel (?:abgelehnt|verweigert|versagt)|grundsätzlich (?:abgelehnt|versagt)`},
		{kb.Quota, `\bhöchstens \d[\d. ]* ?(?:Tonnen|t)\b[^.;]{0,40}(?:ausgeführt|exportiert|ausführen|exportieren)|(?:ausgeführt|exportiert|ausführen|exportieren)[^.;]{0,40}\bhöchstens \d`},
	},
	"fr": {
		{kb.Prohibition, `ne (?:pourra|pourront|peut|peuvent) plus (?:être export|quitter|sortir)`},
		{"local_processing", `(?:affin|transform|raffin|trait)ée?s? (?:sur place|localement|dans le pays)`},
		{kb.ExportDuty, `\bdroits? de \d[^.;]{0,60}(?:cargaison|export)`},
		{kb.Exemption, `\b(?:exempt[ée]\p{L}*|exonér[ée]\p{L}*|dispens[ée]\p{L}*)\b|sont exempts`},
		{kb.Prohibition, `aucune? (?:licence|autorisation|permis)[^.;]{0,40}(?:ne sera|n['’]est|ne seront) (?:plus )?(?:délivré|accordé|octroyé)`},
		{kb.Quota, `plafonn\p{L}*[^.;]{0,60}export|export\p{L}*[^.;]{0,60}plafonn|limit\p{L}* à \d[^.;]{0,60}export`},
	},
	"es": {
		{kb.ExportDuty, `alícuota|\btribut(?:a|aba|ará|an)\b|retenciones|derechos? de exportación`},
		{kb.Exemption, `\b(?:exent[oa]s?|exonerad[oa]s?|eximid[oa]s?|exime)\b`},
		{kb.Prohibition, `no se (?:concederán?|otorgarán?|expedirán?|emitirán?) (?:licencias?|permisos?|autorizaci)`},
		{kb.Quota, `limit\p{L}* (?:las exportaciones|sus exportaciones|la exportación)[^.;]{0,60} a \d|tope[^.;]{0,30}export`},
	},
	"pt": {
		{kb.Exemption, `\b(?:isent[oa]s?|dispensad[oa]s?)\b|\bisenta\b`},
		{kb.Prohibition, `não serão (?:concedid|emitid|atribuíd)[oa]s (?:licenças?|autorizaç)`},
		{kb.Quota, `limit\p{L}* (?:as exportações|a exportação)[^.;]{0,60} a \d|teto[^.;]{0,30}exporta`},
	},
	"it": {
		{kb.Prohibition, `(?:viet(?:erà|eranno|ano|ato)|proib)\p{L}*[^.;]{0,80}esporta|\bstop all['’](?:export|esporta)`},
		{kb.ExportDuty, `(?:dazi|impost[ae]|tass[ae])\p{L}*[^.;]{0,12}(?:all|sull|d)['’e ]+ ?(?:export|esporta)`},
		{kb.Exemption, `\b(?:esent[ei]|esonerat[oaie])\b`},
		{kb.Prohibition, `non (?:saranno|verranno|vengono) (?:rilasciat|concess)\p{L}+ (?:licenz|autorizzazion)`},
	},
	"nl": {
		{kb.Exemption, `\b(?:vrijgesteld)\b`},
		{kb.PresumptionOfDenial, `in beginsel[^.;]{0,30}(?:geweigerd|afgewezen|niet (?:verleend|toegestaan))`},
		{kb.Prohibition, `er worden geen vergunningen (?:meer )?(?:verleend|afgegeven)|geen vergunning(?:en)? (?:wordt|worden) (?:meer )?(?:verleend|afgegeven)|\bverboden\b[^.;]{0,40}(?:uit te voeren|te exporteren)`},
		{kb.ExportDuty, `(?:export|uitvoer)(?:heffing|recht|belasting)`},
		{"stockpile", `strategische (?:voorraad|reserve)`},
		{kb.EndUserListing, `(?:sanctie|controle|entiteiten)lijst`},
	},
	"ru": {
		{kb.LicenceRequirement, `только по (?:лицензи|разрешени)\p{L}*`},
		{kb.Exemption, `освобожд\p{L}+ от`},
		{kb.PresumptionOfDenial, `(?:как правило|в принципе)[^.;]{0,40}(?:отказ|отклон)`},
		{kb.Prohibition, `разрешени\p{L}+[^.;]{0,20} (?:выдаваться не буд|не (?:будут )?выда)|лиценз\p{L}+ (?:на [^.;]{0,60} )?не (?:будут )?выда\p{L}+`},
	},
	"id": {
		{kb.Exemption, `\b(?:dikecualikan|dibebaskan)\b`},
		{kb.PresumptionOfDenial, `pada prinsipnya[^.;]{0,30}(?:ditolak|tidak)`},
		{kb.Quota, `(?:mengekspor|ekspor)[^.;]{0,30}(?:paling banyak|maksimal|dibatasi)[^.;]{0,20}\d`},
		{"local_processing", `(?:sedang |telah |sudah |wajib )membangun (?:smelter|pabrik|fasilitas)`},
	},
	"vi": {
		{kb.Exemption, `được miễn|miễn trừ`},
		{kb.LicenceRequirement, `(?:được|phải|xin) cấp phép|(?:phải|chỉ)[^.;]{0,30}(?:cho phép|chấp thuận)`},
		{kb.PresumptionOfDenial, `về nguyên tắc[^.;]{0,30}(?:từ chối|không)`},
	},
	"tr": {
		{kb.Exemption, `muaf\b|muaftır`},
		{kb.PresumptionOfDenial, `(?:ilke olarak|prensipte)[^.;]{0,30}(?:reddedil|verilme)`},
		{kb.Prohibition, `lisans verilme(?:yecek|z|mesi)`},
	},
	"pl": {
		{kb.ExportDuty, `cł\p{L}+ wywozow`},
		{kb.Exemption, `zwolnion\p{L}+`},
		{kb.PresumptionOfDenial, `co do zasady[^.;]{0,30}(?:odm|odrzuc)`},
		{kb.Prohibition, `zawie(?:sz|ś)\p{L}*[^.;]{0,40}(?:eksport|wywóz|wywoz)|nie (?:będą|są) wydawane (?:licencje|zezwolenia)`},
		{kb.LicenceRequirement, `wymaga\p{L}*[^.;]{0,30}(?:zezwoleni|licencj|pozwoleni)`},
	},
	"ar": {
		{kb.Exemption, `معفا|معفى|يعفى|تعفى|إعفاء`},
		{kb.ExportDuty, `(?:رسوم|رسم|ضريبة|ضرائب)[^.]{0,20}صادرات`},
	},
}

// refusals are words by which no licence is granted at all: they deny nothing, and ban.
var refusals = compile(`(?i)(?:werden|wird) (?:in der Regel )?keine \p{L}*(?:genehmigung|lizenz)(?:en)? (?:mehr )?(?:erteilt|ausgestellt)|keine \p{L}*(?:genehmigung|lizenz)(?:en)? (?:werden|wird) (?:mehr )?erteilt|aucune? (?:licence|autorisation|permis)[^.;]{0,40}(?:ne sera|n['’]est|ne seront) (?:plus )?(?:délivré|accordé|octroyé)|er worden geen vergunningen (?:meer )?(?:verleend|afgegeven)|geen vergunning(?:en)? (?:wordt|worden) (?:meer )?(?:verleend|afgegeven)|許可(?:は|を)?(?:出さない|与えない|認めない)`)
