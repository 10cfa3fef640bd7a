package extract

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// units are what amounts are measured in.
const units = `%|％|percent|per cent|nanomet(?:er|re)s?|nm|纳米|micromet(?:er|re)s?|microns?|μm|µm|um|微米|millimet(?:er|re)s?|mm|毫米|公厘|Wh/kg|瓦时/千克|GPa|吉帕|千兆帕|MPa|兆帕|g/cm3|g/cm³|克/立方厘米|g/cc|mAh/g|million (?:metric )?ton(?:ne)?s|tonnes?|metric tons?|tons?|t\b|亿吨|万吨|吨|kilograms?|kg|千克|公斤|layers?|层|m3|m³|立方米|L\b|升|HRB|kN\b|N\b|m/s|mm/s|kHz|MHz|GHz|°C|℃|ppm|ppb|eV|kJ/m3|kJ/m³|MGOe|kA/m|Wh\b|V\b|dB|cm-2|个/平方厘米`

// The parts of a limit in both languages.
const (
	comparedBefore = `not exceed|at or below|at or under|no larger than|not larger than|capped at|limited to|a (?:cap|ceiling) of|ceiling of|reach(?:es|ing)|达到|not above|not below|does not exceed|do not exceed|not greater than|no greater than|not smaller than|at least|not less than|no less than|at or above|more than|greater than|over|exceeding|exceeds|above|up to|at most|not more than|no more than|not exceeding|less than|below|under|better than|minimum of|maximum of|优于|大于等于|大于或等于|不低于|不少于|不小于|高于|超过|大于|小于等于|小于或等于|不超过|不高于|不大于|至多|低于|小于|少于|不足|不满|≥|>=|≧|＞|>|≤|<=|≦|＜|<|&[gl][te];`
	plainNumber    = `\d{1,3}(?:[ \x{a0}\x{202f}]\d{3})+|\d[\d,，]*(?:\.\d+)?`
	comparedAfter  = `及?以上|或以上|及以下|以下|或以下|以内|以外|or more|or better|or purer|or thicker|or wider|or longer|or heavier|or above|and above|or lighter|or thinner|eða meira|oder mehr|ou plus|o más|ou mais|or higher|or finer|or lower|or less|or below|and below|or greater|or larger|or smaller`
)

// limits are number, unit and the words of comparison around them.
var limits = newLimitForm(comparedBefore, plainNumber, units, comparedAfter, false)

var comparisons = map[string]string{
	"not exceed":  "<=",
	"at or below": "<=", "at or under": "<=", "no larger than": "<=", "not larger than": "<=", "capped at": "<=", "limited to": "<=", "a cap of": "<=", "a ceiling of": "<=", "ceiling of": "<=", "reaches": ">=", "reaching": ">=", "达到": ">=", "or finer": "<=", "or lower": "<=",
	"at least": ">=", "not less than": ">=", "no less than": ">=", "at or above": ">=", "minimum of": ">=", "大于等于": ">=", "大于或等于": ">=", "不低于": ">=", "不少于": ">=", "不小于": ">=", "≥": ">=", ">=": ">=", "≧": ">=",
	"more than": ">", "greater than": ">", "over": ">", "exceeding": ">", "exceeds": ">", "above": ">", "better than": ">", "优于": ">", "高于": ">", "超过": ">", "大于": ">", "＞": ">", ">": ">",
	"up to": "<=", "at most": "<=", "not more than": "<=", "no more than": "<=", "not exceeding": "<=", "not above": "<=", "not below": ">=", "does not exceed": "<=", "do not exceed": "<=", "not greater than": "<=", "no greater than": "<=", "not smaller than": ">=", "maximum of": "<=", "小于等于": "<=", "小于或等于": "<=", "不超过": "<=", "不高于": "<=", "不大于": "<=", "至多": "<=", "≤": "<=", "<=": "<=", "≦": "<=",
	"less than": "<", "below": "<", "under": "<", "低于": "<", "小于": "<", "少于": "<", "不足": "<", "不满": "<", "＜": "<", "<": "<", "&gt;": ">", "&lt;": "<", "&ge;": ">=", "&le;": "<=",
	"以上": ">=", "及以上": ">=", "或以上": ">=", "or more": ">=", "or better": ">=", "or purer": ">=", "or thicker": ">=", "or wider": ">=", "or longer": ">=", "or heavier": ">=", "or lighter": "<=", "or thinner": "<=", "or above": ">=", "and above": ">=", "or higher": ">=", "or greater": ">=", "or larger": ">=", "eða meira": ">=", "oder mehr": ">=", "ou plus": ">=", "o más": ">=", "ou mais": ">=",
	"以下": "<=", "及以下": "<=", "或以下": "<=", "以内": "<=", "or less": "<=", "or below": "<=", "and below": "<=", "or smaller": "<=", "以外": ">",
}

// quantity is what a limit measures, by the nearest word of its sentence.
var quantities = []struct {
	name string
	re   *pattern
}{
	{"purity", compile(`(?i)purity|pure\b|纯度`)},
	{"ownership", compile(`(?i)owned|\bowns?\b|ownership|stake|持股|控股|股权|affiliates`)},
	{"value_share", compile(`(?i)value (?:share|of|ratio)|share of (?:the )?value|by value|价值(?:比例|占比)?|比例`)},
	{"duty_rate", compile(`(?i)tariff|出口税|征收|attract|dut(?:y|ies)|tax|levy|关税|税率`)},
	{"quota_volume", compile(`(?i)quota|配额|指标`)},
	{"particle_size", compile(`(?i)particle|grain|粒径|粒度|平均粒`)},
	{"process_node", compile(`(?i)logic|chips?\b|node|semiconductors?|逻辑芯片|制程`)},
	{"layers", compile(`(?i)memory|layers|存储|层`)},
	{"density", compile(`(?i)density|密度`)},
	{"energy_density", compile(`(?i)energy density|能量密度`)},
	{"capacity", compile(`(?i)capacity|容量`)},
	{"pressure", compile(`(?i)pressure|压力|压强`)},
	{"diameter", compile(`(?i)diameter|bore|直径|缸径|内径`)},
	{"thickness", compile(`(?i)thickness|厚度`)},
	{"hardness", compile(`(?i)hardness|硬度`)},
	{"content", compile(`(?i)content|containing|contain|by weight|含量|含有|重量`)},
	{"volume", compile(`(?i)volume|容积|tonnes|tons|吨`)},
}

// unsaid is how a number stands to what it limits where no word says so: a quota is the most, a
// rate is the rate, and of a purity it cannot be known. Other bare numbers are no limits.
var unsaid = map[string]string{"duty_rate": "=", "quota_volume": "<=", "purity": "unknown", "value_share": "unknown"}

// thresholds emits technical limits, shares, rates and volumes of sentences that restrict, or that
// stand in a restricted list. Shares of a market and prices are none.
func (r *reader) thresholds(s *sentence) {
	for _, c := range s.cues {
		r.quotas = r.quotas || c.kind == kb.Quota || c.kind == "stockpile" || c.kind == "production_quota"
	}
	s = r.narrowed(s)
	if !digits(s.plain) && !s.may(spelledLimit) && !s.may(spelledShare) {
		return
	}
	listed := s.list.restricts || r.official() && (s.fits(codedItem, s.plain) || s.provision.Kind == corpus.Row)
	volumes := r.quotas && s.fits(volumeTalk, s.plain)
	if len(s.cues) == 0 && !listed && !volumes && !s.says(controlTalk) && !r.describes(s) {
		return
	}
	r.spelled(s, volumes)
	if s.foreign() {
		big := r.big(s, volumes)
		for _, m := range limitsMore.all(s.plain) {
			if slices.ContainsFunc(big, func(b []int) bool { return b[0] < m[1] && m[4] < b[1] }) {
				continue
			}
			r.limitAt(s, m, listed, volumes)
		}
		r.leading(s)
		return
	}
	r.between(s)
	for _, m := range limits.all(s.plain) {
		r.limitAt(s, m, listed, volumes)
	}
}

// describes reports whether a sentence of a text that has told of a restriction goes on about its goods:
// it names no price and no market, and compares an amount with how pure, fine or heavy goods are.
func (r *reader) describes(s *sentence) bool {
	return !r.official() && r.ruled() && !s.fits(marketTalk, s.plain) && !s.fits(quotation, s.plain) && !s.says(outputTalk)
}

// outputTalk is how a mine, a works or a trade is told of.
var outputTalk = compile(`(?i)\b(?:produc\w+|output|mined|smelt\w+|reserves?|resources?|drill\w*|grade[sd]?|assay\w*|capacity|imports?|imported|shipped|exported|consum\w+|demand|revenue|profit|sales)\b|产量|产能|储量|进口量|出口量|同比|消费|生产量|生産|輸入|생산|수입|Förder|Produktion|Import|production|réserves|importations|producción|reservas|importaciones|produção|importaç|produzione|riserve|добыч|производ|запас|produksi|sản lượng|üretim|produkcj|إنتاج`)

// measured reads number, unit and comparison of a match of limits or limitsMore; ok is false where the
// number is none.
func (r *reader) measured(s *sentence, m []int) (n float64, u, comparison string, ok bool) {
	printed, behind := cut(s.plain, m, 2), cut(s.plain, m, 4)
	if s.foreign() {
		u, scale := unitMore(cut(s.plain, m, 3))
		n, err := decimal(printed, base(r.doc.Lang), u)
		return n * scale, u, cmp.Or(comparisonMore(behind), comparisonMore(cut(s.plain, m, 1))), err == nil
	}
	n, err := strconv.ParseFloat(strings.NewReplacer(",", "", "，", "").Replace(blanks.Replace(printed)), 64)
	n, u = scaled(n, unit(cut(s.plain, m, 3)))
	return n, u, cmp.Or(comparisons[strings.ToLower(behind)], comparisons[strings.ToLower(cut(s.plain, m, 1))]), err == nil
}

// limitAt emits the limit of a match, where it is one: listed tells that the sentence describes what is
// restricted, volumes that it tells of quotas.
func (r *reader) limitAt(s *sentence, m []int, listed, volumes bool) {
	group := func(i int) string { return cut(s.plain, m, i) }
	n, u, comparison, ok := r.measured(s, m)
	if !ok {
		return
	}
	start, end := m[4], m[1]
	if group(1) != "" {
		start = m[2]
	}
	quantity, subject := s.quantityOf(m[4], m[1])
	if _, head := s.cellOf(m[4]); comparison == "" && head != "" {
		comparison = directed(head)
	}
	if ofShares[quantity] && physical[u] {
		quantity, subject = "", "" // the words are another number's
	}
	switch {
	case volumes && u == "t" && !technical[quantity]:
		quantity = "quota_volume"
	case volumes && u == "%" && s.fits(reserveTalk, s.plain):
		quantity, comparison = "reserve_share", "="
	case u == "%" && quantity == "" && slices.ContainsFunc(s.cues, func(c cue) bool { return c.kind == "domestic_sales_requirement" }):
		quantity, comparison = "domestic_share", cmp.Or(comparison, ">=")
	case u == "%" && quantity == "" && comparison == "" && slices.ContainsFunc(s.cues, func(c cue) bool { return c.kind == kb.ExportDuty || c.kind == "import_tariff" }):
		quantity = "duty_rate" // the word for the tax stands far before
	case u == "%" && quantity == "":
		if comparison != "" && (listed || binds(s.cues) && stated[comparison]) {
			quantity = "content"
		}
	case quantity == "" && comparison != "" && (listed || physical[u] && (len(s.cues) > 0 || r.describes(s))):
		quantity = "parameter"
	}
	if quantity == "" && comparison != "" && u == "t" && len(s.cues) > 0 && !volumes && !s.says(outputTalk) {
		quantity = "parameter" // how much a consignment has
	}
	if comparison == "" {
		comparison = unsaid[quantity]
	}
	if s.fits(rangeGoesOn, ahead(s.plain, m[1])) || s.fits(changeBefore, behind(s.plain, m[4])) || quantity == "quota_volume" && len(s.cues) == 0 && s.fits(shippedOnce, s.plain) {
		return
	}
	if quantity == "" || comparison == "" || !listed && s.fits(marketTalk, s.plain[max(0, m[0]-40):min(len(s.plain), m[1]+40)]) {
		return
	}
	if low := s.groups(rangeHead, behind(s.plain, m[4])); low != nil {
		if n, err := strconv.ParseFloat(strings.ReplaceAll(low[1], ",", ""), 64); err == nil && group(1) == "" && group(4) == "" {
			at := strings.LastIndex(s.plain[:m[4]], low[1])
			r.limit(s, kb.ThresholdValue{Quantity: quantity, Comparison: ">=", Number: n, Unit: u, Subject: subject}, at, at+len(low[1]))
			comparison = "<="
		}
	}
	v := kb.ThresholdValue{Quantity: quantity, Comparison: comparison, Number: n, Unit: u, Subject: subject}
	r.emit(s, v, start, end, "", s.assertion(), "threshold.limit/1", 0.8)
}

var (
	// volumeTalk and reserveTalk are how a report on quotas and reserves tells of amounts.
	volumeTalk  = compile(`(?i)quota|내보낼|상한|\bships?\b|shipped|limit|\bcap(?:ped)?\b|output|mined|export|ekspor|esporta|ausfuhr|экспорт|输出|輸出|수출|xuất khẩu|квот|枠|割当|쿼터|할당|hạn ngạch|quot[ae]n?\b|cupo|出口|上限|至多|plafonn|reserve|one side|stock stratégique|réserve stratégique|配额|指标|kuota|cuota|cota`)
	reserveTalk = compile(`(?i)留给|预留|몫|유보|strategic|r[ée]serv|one side|储备|stock stratégique|riserva|резерв|備蓄|비축|cadangan|dự trữ`)
	technical   = map[string]bool{"pressure": true, "diameter": true, "capacity": true}
)

// changeBefore stands before an amount by which another changed, and shippedOnce tells what was shipped.
var (
	changeBefore = compile(`(?i)(?:减少|增加|下降|上升|上调|下调|增长|削减|降低|\b(?:cut|cuts|cutting|reduc|lower|rais|increas|slash|trim|shr[aiu]nk|dropp|drop|fall|fell|rise|rose)\p{L}*\b[^.;]{0,60} by(?: about| some| nearly| more than)?|(?:rédui|baiss|augment|diminu|recul|progress)\p{L}*[^.;]{0,40} de(?: près de)?|\bum|(?:reduc|reduj|aument|recort|cay|sub)\p{L}*[^.;]{0,40} (?:en|un|de)(?: un)?|(?:reduz|cort|caí|subi)\p{L}*[^.;]{0,40} (?:em|de)|(?:ridott|calat|aument|diminu)\p{L}*[^.;]{0,40} del|(?:сокра|снизи|увелич|вырос|упал)\p{L}*[^.;]{0,40} на|\b(?:increased?|decreased?|cut|rose|fell|up|down|higher|lower) by)\s*$`)
	rangeGoesOn  = compile(`^\s*(?:至|到|~|～)\s*\d`)
	shippedOnce  = compile(`(?i)\b(?:exported|shipped|produced|mined) (?:about |some |around |nearly )?\d|\bmengekspor (?:sekitar )?\d|xuất khẩu (?:khoảng )?\d|\bexportó|a exporté|exportou|ha esportato|führte[^.;]{0,60} aus|экспортировал`)
)

// stated are the comparisons that a sentence about a control gives a share of what it reaches.
var stated = map[string]bool{">=": true, ">": true}

// controlTalk is how a sentence without a cue of its own describes what is controlled.
var controlTalk = compile(`(?i)\bcontrolled\b|\badded\b[^.;]{0,120}\b(?:list|item|schedule|annex)\b|\brestrictions?\b|\bECCN\b|\b(?:entry|rule|control|measure|order|regime|requirement)\b[^.;]{0,24}\b(?:covers?|appl(?:y|ies)|reach(?:es)?|captures?|catches)\b|\bcovered\b|erfasst|betroffen|\bsont (?:visés|concernés)|abarca|abrange|rientrano|\bvallen onder|подпада|распростран|termasuk|áp dụng|kapsa|obejm|يشمل|対象|대상|管制|管控|受控|(?:相关|上述|下列)物项`)

// physical are the units of goods, of which a report does not tell markets.
var physical = map[string]bool{"nm": true, "µm": true, "mm": true, "kg": true, "GPa": true, "MPa": true, "g/cm³": true, "Wh/kg": true}

var marketTalk = compile(`(?i)of (?:the )?(?:global|world|processed|market)|market share|fell|rose|down|price|占全球|同比`)

// ofShares are quantities that no unit of goods measures.
var ofShares = map[string]bool{"purity": true, "ownership": true, "value_share": true, "duty_rate": true, "content": true}

// near is how far before a number the word for what it measures stands: letters of the further languages
// take two bytes.
func (s *sentence) near() int {
	if s.foreign() {
		return 80
	}
	return 48
}

func (s *sentence) quantityOf(start, end int) (string, string) {
	before, column := s.cellOf(start)
	head, tail := before[max(0, len(before)-s.near()):], s.plain[end:min(len(s.plain), end+32)]
	if column != "" {
		tail, _, _ = strings.Cut(tail, "\t")
	}
	best, name, word := -1, "", ""
	of := quantities
	if s.foreign() {
		of = slices.Concat(quantitiesMore, quantities)
	}
	for _, q := range of {
		for _, m := range s.all(q.re, head) {
			if m[1] > best {
				best, name, word = m[1], q.name, head[m[0]:m[1]]
			}
		}
	}
	if name != "" {
		return name, word
	}
	for _, q := range of {
		if column == "" {
			break
		}
		if m := q.re.FindStringIndex(column); m != nil {
			return q.name, "" // the words stand elsewhere in the table
		}
	}
	for _, q := range of {
		if m := s.first(q.re, tail); m != nil {
			return q.name, tail[m[0]:m[1]]
		}
	}
	return "", ""
}

func unit(printed string) string {
	switch strings.ToLower(printed) {
	case "%", "％", "percent", "per cent":
		return "%"
	case "nm", "纳米", "nanometers", "nanometres", "nanometer", "nanometre":
		return "nm"
	case "μm", "µm", "um", "微米", "microns", "micron", "micrometers", "micrometres", "micrometer", "micrometre":
		return "µm"
	case "mm", "毫米", "公厘", "millimeters", "millimetres", "millimeter", "millimetre":
		return "mm"
	case "t", "吨", "tonnes", "tonne", "tons", "ton", "metric tons", "metric ton":
		return "t"
	case "kg", "千克", "公斤", "kilograms", "kilogram":
		return "kg"
	case "gpa", "吉帕", "千兆帕":
		return "GPa"
	case "mpa", "兆帕":
		return "MPa"
	case "wh/kg", "瓦时/千克":
		return "Wh/kg"
	case "g/cm3", "g/cm³", "克/立方厘米", "g/cc":
		return "g/cm³"
	case "层", "layers", "layer":
		return "layers"
	case "m3", "m³", "立方米":
		return "m³"
	case "l", "升":
		return "L"
	case "℃":
		return "°C"
	}
	return printed
}
