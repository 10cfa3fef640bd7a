package extract

import (
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

var (
	// spelledLimit is an amount in Chinese words: 百分之五十以上, 一万九千一百五十吨.
	spelledLimit = compile(`(不低于|不少于|超过|高于|达到|不超过|不高于|低于|不足|少于)?(?:百分之([零〇一二三四五六七八九十百]+)(?:点([零〇一二三四五六七八九]+))?|([一二两三四五六七八九十百千万]{2,}[一二两三四五六七八九十百千万零〇]*)(吨))(及?以上|或以上|及?以下|或以下)?`)
	// spelledShare: "ten per cent".
	spelledShare = compile(`(?i)\b(five|ten|fifteen|twenty|twenty-five|thirty|forty|fifty|sixty|seventy-five) (?:per cent|percent)\b`)
	// range of two limits: "between 12 % and 18 %".
	rangeOf = compile(`(?i)\bbetween\s+(\d[\d,]*(?:\.\d+)?)\s*(?:` + units + `)?\s+and\s+(\d[\d,]*(?:\.\d+)?)\s*(` + units + `)`)
	// rangeHead stands before the second number of a range: "7–27 %".
	rangeHead = compile(`(\d[\d,]*(?:\.\d+)?)\s*(?:%|％)?\s*[-–—~～至到]\s*$`)
	shares    = map[string]float64{"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy-five": 75}
)

// spelled emits limits whose numbers are words.
func (r *reader) spelled(s *sentence, volumes bool) {
	for _, m := range s.all(spelledLimit, s.plain) {
		comparison := comparisons[cut(s.plain, m, 6)]
		if comparison == "" {
			comparison = comparisons[cut(s.plain, m, 1)]
		}
		if tonnes := cut(s.plain, m, 4); tonnes != "" {
			if n := hanNumber(tonnes); volumes && n > 0 {
				if comparison == "" {
					comparison = unsaid["quota_volume"]
				}
				r.limit(s, kb.ThresholdValue{Quantity: "quota_volume", Comparison: comparison, Number: float64(n), Unit: "t"}, m[8], m[11])
			}
			continue
		}
		n := float64(hanNumber(cut(s.plain, m, 2)))
		for i, scale := 0, 0.1; i < len(cut(s.plain, m, 3))/len("一"); i, scale = i+1, scale/10 {
			n += scale * float64(hanNumber(cut(s.plain, m, 3)[i*len("一"):(i+1)*len("一")]))
		}
		quantity, subject := s.quantityOf(m[4], m[1])
		if quantity == "" {
			quantity = "content"
		}
		if comparison == "" {
			comparison = unsaid[quantity]
		}
		if comparison != "" {
			r.limit(s, kb.ThresholdValue{Quantity: quantity, Comparison: comparison, Number: n, Unit: "%", Subject: subject}, m[0], m[1])
		}
	}
	for _, m := range s.all(spelledShare, s.plain) {
		quantity, subject := s.quantityOf(m[0], m[1])
		if s.fits(reserveTalk, s.plain) && volumes {
			quantity = "reserve_share"
		}
		if comparison := unsaid[quantity]; comparison != "" || quantity == "reserve_share" {
			if quantity == "reserve_share" {
				comparison = "="
			}
			r.limit(s, kb.ThresholdValue{Quantity: quantity, Comparison: comparison, Number: shares[strings.ToLower(cut(s.plain, m, 1))], Unit: "%", Subject: subject}, m[0], m[1])
		}
	}
}

// between emits the two limits of a range.
func (r *reader) between(s *sentence) {
	for _, m := range s.all(rangeOf, s.plain) {
		quantity, subject := s.quantityOf(m[2], m[1])
		u := unit(cut(s.plain, m, 3))
		if quantity == "" && u == "%" {
			quantity = "content"
		}
		if quantity == "" && physical[u] {
			quantity = "parameter"
		}
		low, err := strconv.ParseFloat(strings.ReplaceAll(cut(s.plain, m, 1), ",", ""), 64)
		if err != nil || quantity == "" || s.fits(marketTalk, s.plain) {
			continue
		}
		r.limit(s, kb.ThresholdValue{Quantity: quantity, Comparison: ">=", Number: low, Unit: u, Subject: subject}, m[2], m[3])
		if high, err := strconv.ParseFloat(strings.ReplaceAll(cut(s.plain, m, 2), ",", ""), 64); err == nil {
			r.limit(s, kb.ThresholdValue{Quantity: quantity, Comparison: "<=", Number: high, Unit: u, Subject: subject}, m[4], m[7])
		}
	}
}

func (r *reader) limit(s *sentence, v kb.ThresholdValue, start, end int) {
	r.emit(s, v, start, end, "", s.assertion(), "threshold.spelled/1", 0.75)
}

// scaled is a number without the "million" of its unit.
func scaled(n float64, u string) (float64, string) {
	if strings.HasPrefix(strings.ToLower(u), "million ") {
		return n * 1e6, "t"
	}
	return n, u
}

// hanNumber reads a number in Chinese words, such as 一万九千一百五十; 0 where it is none.
func hanNumber(s string) int {
	total, section, digit := 0, 0, 0
	for _, c := range s {
		switch c {
		case '十':
			section, digit = section+max(digit, 1)*10, 0
		case '百':
			section, digit = section+max(digit, 1)*100, 0
		case '千':
			section, digit = section+max(digit, 1)*1000, 0
		case '万':
			total, section, digit = (total+section+digit)*10_000, 0, 0
		case '零', '〇':
			digit = 0
		case '两':
			digit = 2
		default:
			digit = strings.IndexRune("一二三四五六七八九", c)/len("一") + 1
		}
	}
	return total + section + digit
}
