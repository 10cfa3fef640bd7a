package extract

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// coverage is how a report says, in a sentence of its own, what the restriction of the sentence before
// reaches: "China widened its controls. The measures cover tungsten and tellurium."
var coverage = compiled(map[string]string{
	"en": `\b(?:controls?|measures?|rules?|regulations?|restrictions?|curbs?|requirements?|regime|lists?|bans?|quotas?|orders?|notice|announcement|decision|decree|expansion|additions?)\b[^.;]{0,40}\b(?:cover(?:s|ed|ing)?|appl(?:y|ies|ied|ying) to|extend(?:s|ed)? to|target(?:s|ed|ing)?|affect(?:s|ed)?|concern(?:s|ed)?|include[sd]?|including|encompass(?:es|ed)?|relate[sd]? to|involve[sd]?)\b|\b(?:affected|covered|controlled|restricted|listed|subject) (?:materials?|minerals?|metals?|items?|products?|goods|elements?) (?:are|include)\b|\b(?:materials?|minerals?|metals?|items?|products?|goods|elements?) (?:affected|covered|concerned|controlled|restricted|listed|in question|on the list) (?:are|include)\b|^affected are\b|\b(?:within|under|covered by|subject to) the (?:ban|prohibition|restrictions?|controls?|measures?|quotas?) (?:are|is|come|comes|fall|falls)\b|\bnewly (?:listed|added|controlled)\b`,
	"de": `(?:kontroll|maßnahme|regel|vorschrift|beschränkung|verbot|quote|liste|pflicht|anordnung|verordnung)\p{L}*[^.;]{0,40}(?:betreffen|betrifft|gelten für|gilt für|umfass\p{L}+|erfass\p{L}+|erstreck\p{L}+ sich auf|beziehen sich auf|bezieht sich auf)|^(?:betroffen|erfasst) (?:sind|ist)|(?:sind|werden|ist|wird)[^.;]{0,60}(?:eingeschlossen|einbezogen|miterfasst)`,
	"fr": `(?:contrôle|mesure|règle|réglementation|restriction|interdiction|quota|liste|obligation|décision|arrêté|décret)s?[^.;]{0,40}(?:concern\p{L}+|s['’]appliqu\p{L}+ (?:à|aux?)|port\p{L}+ sur|vis\p{L}+|couvr\p{L}+|touch\p{L}+|englob\p{L}+|s['’]éten\p{L}+ (?:à|aux?))|^sont (?:concerné|visé|touché)|(?:produits|matières|métaux|minerais|minéraux|éléments) (?:concernés|visés) sont`,
	"es": `(?:control|controles|medida|norma|restricci\p{L}+|prohibici\p{L}+|cuota|lista|obligaci\p{L}+|decisi\p{L}+|decreto|regla)s?[^.;]{0,40}(?:abarca\p{L}*|se aplica\p{L}* a|afecta\p{L}* a|cubre\p{L}*|incluye\p{L}*|se extiende\p{L}* a|alcanza\p{L}* a|concierne\p{L}*)`,
	"pt": `(?:controles?|medidas?|regras?|restriç\p{L}+|proibiç\p{L}+|cotas?|listas?|decis\p{L}+|decreto)[^.;]{0,40}(?:abrange\p{L}*|(?:se )?aplica\p{L}*(?:-se)? (?:a|ao|aos|às)|afeta\p{L}*|cobre\p{L}*|inclu\p{L}+|atinge\p{L}*|engloba\p{L}*)`,
	"it": `(?:controll|misur|norm|restrizion|diviet|quot|list|decision|decret|regol)\p{L}*[^.;]{0,40}(?:riguarda\p{L}*|si applica\p{L}* (?:a|al|ai|alle|allo)|copr\p{L}+|includ\p{L}+|comprend\p{L}+|colpi\p{L}+|interessa\p{L}*)`,
	"nl": `(?:controle|maatregel|regel|beperking|verbod|quot|lijst|besluit)\p{L}*[^.;]{0,40}(?:gelden voor|geldt voor|betreffen|betreft|omvat\p{L}*|zijn van toepassing op|is van toepassing op|hebben betrekking op)`,
	"ru": `(?:контрол|мер|правил|ограничени|запрет|квот|переч|список|списк|требовани|решени)\p{L}*[^.;]{0,40}(?:распространя\p{L}+ на|распространит\p{L}* на|касает\p{L}+|касают\p{L}+|коснет\p{L}+|коснут\p{L}+|охватыва\p{L}+|затрагива\p{L}+|затронет|затронут|включа\p{L}+)`,
	"pl": `(?:kontrol|środk|przepis|ogranicze|zakaz|kontyngent|list|wymóg|decyzj)\p{L}*[^.;]{0,40}(?:dotycz\p{L}+|obejm\p{L}+)`,
	"tr": `(?:önlem|kısıtlama|kontrol|kural|yasak|kota|liste|karar)\p{L}*[^.;]{0,120}(?:kaps\p{L}+|için geçerli|içeriyor)`,
	"id": `(?:aturan|kebijakan|larangan|pembatasan|kontrol|kuota|daftar|ketentuan|keputusan)\p{L}*[^.;]{0,40}(?:mencakup|berlaku (?:untuk|bagi|terhadap)|meliputi|menyasar|termasuk)`,
	"ms": `(?:peraturan|larangan|sekatan|kawalan|kuota|senarai)\p{L}*[^.;]{0,40}(?:merangkumi|terpakai (?:kepada|untuk)|meliputi|termasuk)`,
	"vi": `(?:biện pháp|quy định|lệnh cấm|hạn chế|kiểm soát|hạn ngạch|danh mục|quyết định)[^.;]{0,40}(?:áp dụng (?:với|đối với|cho)|bao gồm|nhắm vào|ảnh hưởng đến|liên quan đến|gồm)`,
	"ja": `(?:規制|管理|輸出|許可|追加)?(?:の)?対象(?:は|には|となるのは|となるのが|品目は|物資は|製品は)|(?:規制|措置|制限|新規則|禁輸)は[^。]{0,40}(?:対象|適用|及ぶ)`,
	"ko": `(?:통제|규제|허가|추가)?\s?(?:대상|품목)(?:은|는|에는|으로는)|(?:조치|통제|규제|제한)(?:은|는)[^.]{0,60}(?:적용|포함|대상)`,
	"zh": `(?:管制|措施|规定|限制|清单|公告|新规|名单|禁令|配额|政策)[^，。；]{0,16}(?:涉及|涵盖|包括|适用于|覆盖|针对|包含)|(?:管制|限制|列管|受控)的?[^，。；]{0,8}(?:包括|为|有|是)|涉及的?[^，。；]{0,8}(?:包括|为)|(?:相关|有关)(?:物项|品项|商品|产品)[“”」』]?(?:有|包括|包含|涵盖|为)|^(?:此次|本次|这次|其中)?(?:涉及|包括)`,
	"ar": `(?:القيود|الضوابط|الإجراءات|الحظر|القرار|القائمة)[^.]{0,40}(?:تشمل|يشمل|تنطبق على|ينطبق على|تطال|يطال)`,
})

// ruling is the last sentence of a report that tells of a restriction on exports.
type ruling struct {
	end       int // where it ends in the text; zero before there was one
	assertion kb.Assertion
}

// coveredWithin is how far behind the restriction the sentence that tells what it reaches may begin, in bytes.
const coveredWithin = 1200

// covers tells from where on the sentence names what the restriction told before it reaches; ok is
// false where it does not.
func (r *reader) covers(s *sentence) (from int, ok bool) {
	if r.official() || r.ruling.end == 0 || s.Start-r.ruling.end > coveredWithin || binds(s.cues) || s.spared != (corpus.Range{}) || s.denies() {
		return 0, false
	}
	lang := base(r.doc.Lang)
	p := coverage[lang]
	if p == nil {
		return 0, false
	}
	m := s.first(p, s.plain)
	if m == nil {
		return 0, false
	}
	if lang == "tr" {
		return 0, true // the verb stands last
	}
	if lang == "ja" || lang == "ko" {
		return m[0], true
	}
	return m[1], true
}

// rule keeps a sentence that tells of a restriction on exports for those that follow.
func (r *reader) rule(s *sentence) {
	for _, c := range s.cues {
		if c.binding && direction(c.kind) == kb.Export && c.kind != kb.EndUserListing && s.assertion() != kb.Negated {
			r.ruling = ruling{s.End, s.assertion()}
			return
		}
	}
}

// traded reports whether a material only says whose trade it is: tungsten producers, 钨企业.
func (s *sentence) traded(m lexicon.Match) bool { return s.fits(ofTrade, ahead(s.plain, m.End)) }

var ofTrade = compile(`(?i)^[ -](?:producers?|miners?|mines?|mining|prices?|markets?|supply|supplies|output|production|industry|users?|buyers?|demand|stocks?|deposits?|projects?|reserves?|deals?)\b|^(?:产业|企业|行业|市场|价格|生产|供应|矿山|储量|项目)|^(?:の)?(?:生産|価格|市場|供給|企業|産業)|^\s?(?:생산|가격|시장|공급|업계|기업)`)
