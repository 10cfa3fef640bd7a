package dates

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// spellings maps what is printed to what must be found: the dates in order, parted by blanks, or
// nothing. The language is empty unless the first word is in brackets.
var spellings = []struct {
	lang corpus.Lang
	text string
	want string
}{
	{"zh", "2025年10月9日", "2025-10-09"},
	{"zh", "二〇二五年十月九日", "2025-10-09"},
	{"zh", "二○二五年十月九日", "2025-10-09"},
	{"zh", "二零二五年十月九日", "2025-10-09"},
	{"zh", "２０２５年１０月９日", "2025-10-09"},
	{"zh", "2025 年 10 月 9 日", "2025-10-09"},
	{"zh", "2018年十月", "2018-10"},
	{"zh", "2025年10月", "2025-10"},
	{"zh", "2015年04月08日10:05", "2015-04-08"},
	{"zh", "2025年第61号", ""},
	{"zh", "商务部公告2025年第61号 公布 2025年10月9日", "2025-10-09"},
	{"zh", "〔2025〕7号", ""},
	{"zh", "2025年", ""},
	{"zh", "10月9日", ""},
	{"zh", "2025-10-09", "2025-10-09"},
	{"zh", "2025/10/9", "2025-10-09"},
	{"zh", "2025.10.9", "2025-10-09"},
	{"en", "October 9, 2025", "2025-10-09"},
	{"en", "9 October 2025", "2025-10-09"},
	{"en", "Oct. 9, 2025", "2025-10-09"},
	{"en", "9th of October 2025", "2025-10-09"},
	{"en", "October 2025", "2025-10"},
	{"en", "the 9th day of October, 2025", "2025-10-09"},
	{"en", "30 February 2026", ""},
	{"en", "February 30, 2026", ""},
	{"en", "02/03/2026", ""},
	{"de", "9. Oktober 2025", "2025-10-09"},
	{"de", "09.10.2025", "2025-10-09"},
	{"ru", "9 октября 2025 г.", "2025-10-09"},
	{"fr", "1er janvier 2025", "2025-01-01"},
	{"es", "9 de octubre de 2025", "2025-10-09"},
	{"ko", "2025년 10월 9일", "2025-10-09"},
	{"ko", "2025. 10. 9.", "2025-10-09"},
	{"vi", "ngày 9 tháng 10 năm 2025", "2025-10-09"},
	{"zh-Hant", "民國114年10月9日", "2025-10-09"},
	{"ja", "令和7年10月9日", "2025-10-09"},
}

func TestFind(t *testing.T) {
	for _, c := range spellings {
		if got := foundIn(c.text, c.lang); got != c.want {
			t.Errorf("Find(%q, %q) = %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

func foundIn(text string, lang corpus.Lang) string {
	var all []string
	for _, f := range Find(text, lang) {
		all = append(all, f.Date.String())
	}
	return strings.Join(all, " ")
}
