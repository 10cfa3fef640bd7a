package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

// The further languages write amounts with a comma for the decimals and blanks or points for the
// thousands, and have their own words of comparison and units.
const (
	printedNumber = `\d{1,3}(?:[ \x{a0}\x{202f}]\d{3})+(?:[.,]\d+)?|\d[\d,，.]*\d|\d`
	tonnesMore    = `toneladas?|tonnellate|tonn|ton(?:nes?|s)?|Tonnen|тонн\p{L}*|т\b|tấn|トン|톤|t\b`
	unitsMore     = `%|％|por ciento|por cento|pour cent|per cento|Prozent|procent|процент\p{L}*|persen|peratus|phần trăm|パーセント|퍼센트|` +
		`(?:millones|milhões|millions|milioni) d[ei]['’]? ?(?:` + tonnesMore + `)|Millionen Tonnen|(?:mil|mille|тыс\.?|ribu|nghìn|ngàn) (?:` + tonnesMore + `)|млн\.? (?:тонн|т\b)|juta ton|triệu tấn|億トン|万トン|만\s?톤|억\s?톤|` +
		tonnesMore + `|nm|nanom[eè]tr\w*|ナノメートル|나노미터|нм|µm|μm|mm|мм|kg|кг|GPa|MPa|Wh/kg|ppm|°C|℃`
	before = `mindestens|höchstens|maximal|mehr als|weniger als|unter|über|bis zu|wenigstens|au moins|au plus|plus de|moins de|jusqu['’]à|maximum de|supérieure?s? ou égale?s? à|supérieure?s? à|inférieure?s? ou égale?s? à|inférieure?s? à|al menos|como máximo|más de(?: un)?|menos de|hasta(?: el| un)?|superior(?:es)? a(?:l)?|inferior(?:es)? a(?:l)?|igual o superior a(?:l)?|pelo menos|no mínimo|no máximo|mais de(?: um)?|até|acima de|abaixo de|almeno|al massimo|più di|meno di|fino a(?:l)?|superiore al?|inferiore al?|minstens|ten minste|hoogstens|ten hoogste|meer dan|minder dan|не менее|не более|более|менее|свыше|до|minimal|paling sedikit|maksimal|paling banyak|lebih dari|melebihi|kurang dari|di bawah|di atas|hingga|sampai|ít nhất|tối thiểu|tối đa|không quá|trên|dưới|en az|en fazla|co najmniej|powyżej|poniżej|do|minst|högst|mindst|højst|að minnsta kosti|ekki minna en|over|över|≥|>=|>|≤|<=|<`
	after  = `以上|以下|超え?|未満|이상|이하|초과|미만|eða meira|eller mer|eða minna|eller mindre|trở lên|trở xuống|oder mehr|ou plus|o más|ou mais|o più|of meer|и более|и выше|atau lebih|ve üzeri|lub więcej`
)

// limitsMore are [limits] in those languages, with the same groups.
var limitsMore = newLimitForm(before, printedNumber, unitsMore, after, true)

var comparisonsMore = map[string]string{
	"mindestens": ">=", "wenigstens": ">=", "au moins": ">=", "al menos": ">=", "pelo menos": ">=", "no mínimo": ">=", "almeno": ">=", "minstens": ">=", "ten minste": ">=", "не менее": ">=", "minimal": ">=", "paling sedikit": ">=", "ít nhất": ">=", "tối thiểu": ">=", "en az": ">=", "co najmniej": ">=",
	"höchstens": "<=", "maximal": "<=", "bis zu": "<=", "au plus": "<=", "jusqu'à": "<=", "jusqu’à": "<=", "maximum de": "<=", "como máximo": "<=", "no máximo": "<=", "até": "<=", "al massimo": "<=", "hoogstens": "<=", "ten hoogste": "<=", "не более": "<=", "до": "<=", "maksimal": "<=", "paling banyak": "<=", "tối đa": "<=", "không quá": "<=", "en fazla": "<=",
	"mehr als": ">", "über": ">", "plus de": ">", "más de": ">", "más de un": ">", "mais de um": ">", "mais de": ">", "acima de": ">", "più di": ">", "meer dan": ">", "более": ">", "свыше": ">", "lebih dari": ">", "melebihi": ">", "di atas": ">", "trên": ">", "powyżej": ">",
	"weniger als": "<", "unter": "<", "moins de": "<", "menos de": "<", "abaixo de": "<", "meno di": "<", "minder dan": "<", "менее": "<", "kurang dari": "<", "di bawah": "<", "dưới": "<", "poniżej": "<",
	"以上": ">=", "以下": "<=", "超": ">", "超え": ">", "未満": "<", "이상": ">=", "이하": "<=", "초과": ">", "미만": "<", "trở lên": ">=", "trở xuống": "<=", "eða meira": ">=", "eller mer": ">=", "eða minna": "<=", "eller mindre": "<=", "minst": ">=", "mindst": ">=", "að minnsta kosti": ">=", "ekki minna en": ">=", "högst": "<=", "højst": "<=", "over": ">", "över": ">", "oder mehr": ">=", "ou plus": ">=", "o más": ">=", "ou mais": ">=", "o più": ">=", "of meer": ">=", "и более": ">=", "и выше": ">=", "atau lebih": ">=", "ve üzeri": ">=", "lub więcej": ">=",
}

// comparisonMore is how a number stands to what it limits by the words of the further languages.
func comparisonMore(printed string) string {
	w := strings.ToLower(printed)
	if c := comparisonsMore[w]; c != "" {
		return c
	}
	switch {
	case strings.HasPrefix(w, "igual o superior"), strings.Contains(w, "ou égal") && strings.HasPrefix(w, "sup"):
		return ">="
	case strings.Contains(w, "ou égal"):
		return "<="
	case strings.HasPrefix(w, "sup"):
		return ">"
	case strings.HasPrefix(w, "inf"):
		return "<"
	case strings.HasPrefix(w, "hasta"), strings.HasPrefix(w, "fino"), w == "hingga", w == "sampai", w == "do":
		return "<="
	}
	return comparisons[w]
}

var (
	thousands = regexp.MustCompile(`^\d{1,3}(?:[.,， \x{a0}\x{202f}]\d{3})+$`)
	blanks    = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "")
)

// decimal reads a number as one of the further languages prints it: 96.600 and 96 600 tonnes are
// thousands, 1,7 and 99,999 % are not.
func decimal(printed, lang, u string) (float64, error) {
	n := blanks.Replace(printed)
	switch {
	case lang == "ja" || lang == "ko":
		n = strings.NewReplacer(",", "", "，", "").Replace(n)
	case thousands.MatchString(printed) && u != "%":
		n = strings.NewReplacer(".", "", ",", "", "，", "").Replace(n)
	case strings.Contains(n, ",") && strings.Contains(n, "."):
		if strings.LastIndexByte(n, ',') > strings.LastIndexByte(n, '.') {
			n = strings.ReplaceAll(n, ".", "")
		} else {
			n = strings.ReplaceAll(n, ",", "")
		}
	}
	return strconv.ParseFloat(strings.Replace(strings.TrimRight(n, ".,"), ",", ".", 1), 64)
}

var (
	percentMore  = regexp.MustCompile(`(?i)^(?:por ci?ento|pour cent|per cento|prozent|procent|процент|persen|peratus|phần trăm|パーセント|퍼센트|％)`)
	tonneMore    = regexp.MustCompile(`(?i)^(?:` + tonnesMore + `)$`)
	millionMore  = regexp.MustCompile(`(?i)^(?:mill|milh|mili|млн|juta|triệu)`)
	thousandMore = regexp.MustCompile(`(?i)^(?:mil |mille |тыс|ribu|nghìn|ngàn)`)
)

// unitMore is the unit in its usual sign, and by how much a number of it is multiplied.
func unitMore(printed string) (string, float64) {
	switch {
	case percentMore.MatchString(printed):
		return "%", 1
	case tonneMore.MatchString(printed):
		return "t", 1
	case thousandMore.MatchString(printed):
		return "t", 1e3
	case millionMore.MatchString(printed):
		return "t", 1e6
	}
	switch p := strings.ReplaceAll(printed, " ", ""); p {
	case "万トン", "만톤":
		return "t", 1e4
	case "億トン", "억톤":
		return "t", 1e8
	case "ナノメートル", "나노미터", "нм":
		return "nm", 1
	}
	return unit(printed), 1
}

// quantitiesMore are the words of the further languages for what is measured.
var quantitiesMore = []struct {
	name string
	re   *pattern
}{
	{"purity", compile(`(?i)pureté|pureza|Reinheit|purezza|zuiverheid|чистот|純度|순도|độ tinh khiết|kemurnian|saflık|czystość`)},
	{"ownership", compile(`(?i)détenue?s?|propiedad|participa|beteilig|partecipa|持株|出資|지분|доля участия|kepemilikan`)},
	{"duty_rate", compile(`(?i)droits?\b|derechos?\b|alícuota|imposto|impuesto|impost[ae]\b|taxas?\b|taxe|пошлин|\bbea\b|関税|税率|輸出税|관세|dazi|zoll|zölle|abgabe|thuế|vergi|heffing|invoerrecht|\brecht\b|\bcł[ao]`)},
	{"quota_volume", compile(`(?i)quotas?\b|contingent|cuotas?|cupos?|cotas?|kontingent|quot[ae]|quoten?|квот|kuota|RKAB|生産枠|輸出枠|割当|쿼터|할당|hạn ngạch|kota|límite|plafond`)},
	{"particle_size", compile(`(?i)particul|granul|Korngröße|粒径|입자|частиц`)},
	{"value_share", compile(`(?i)(?:part|porcentaje|parte|Anteil|quota) (?:de la |del |am )?(?:valeur|valor|Wert|valore)|Wertanteil|価額|가액|стоимост`)},
	{"content", compile(`(?i)teneur|titr\p{L}+|conten|contén|enthält|Gehalt|\bley\b|\bteor\b|tenore|gehalte|содерж|kadar|含有|함량|hàm lượng|tenör|zawart|innih|þyngd|halt\b`)},
}

// bigTons are amounts of East Asia in two steps: 2億5000万トン, 1만8125톤.
var bigTons = compile(`(\d[\d,]*)(億|万|억|만)\s?(?:(\d)천)?(\d[\d,]*)(万|만)?\s?(?:トン|톤)`)

// big emits those amounts, where a quota is told of, and returns where they stand.
func (r *reader) big(s *sentence, volumes bool) [][]int {
	scale := map[string]float64{"億": 1e8, "억": 1e8, "万": 1e4, "만": 1e4, "": 1}
	var out [][]int
	for _, m := range s.all(bigTons, s.plain) {
		high, err := strconv.ParseFloat(strings.ReplaceAll(cut(s.plain, m, 1), ",", ""), 64)
		low, err2 := strconv.ParseFloat(strings.ReplaceAll(cut(s.plain, m, 4), ",", ""), 64)
		if k := cut(s.plain, m, 3); k != "" { // 9만6천600톤
			low += float64(k[0]-'0') * 1000
		}
		if err != nil || err2 != nil {
			continue
		}
		out = append(out, m)
		if volumes {
			n := high*scale[cut(s.plain, m, 2)] + low*scale[cut(s.plain, m, 5)]
			r.limit(s, kb.ThresholdValue{Quantity: "quota_volume", Comparison: unsaid["quota_volume"], Number: n, Unit: "t"}, m[0], m[1])
		}
	}
	return out
}

// percentFirst is a share of which the sign or the word stands before the number, as in Turkish: yüzde 10, %10.
var percentFirst = compile(`(?i)(?:^|[^\p{L}\d])(?:yüzde|%|٪)\s?(\d{1,3}(?:[.,]\d+)?)(?:['’]?\p{L}*)?`)

// leading emits the rates of duties that are written so.
func (r *reader) leading(s *sentence) {
	if base(r.doc.Lang) != "tr" && base(r.doc.Lang) != "ar" {
		return
	}
	duty := slices.ContainsFunc(s.cues, func(c cue) bool { return c.kind == kb.ExportDuty || c.kind == "import_tariff" })
	for _, m := range s.all(percentFirst, s.plain) {
		n, err := strconv.ParseFloat(strings.Replace(cut(s.plain, m, 1), ",", ".", 1), 64)
		if err == nil && duty && !s.fits(marketTalk, s.plain) {
			r.limit(s, kb.ThresholdValue{Quantity: "duty_rate", Comparison: unsaid["duty_rate"], Number: n, Unit: "%"}, m[2], m[3])
		}
	}
}
