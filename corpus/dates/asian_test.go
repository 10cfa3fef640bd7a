package dates

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Days as Thailand and Central Asia write them, with the year of another era or the year first.
func TestAsianOrders(t *testing.T) {
	for text, want := range map[string]corpus.Date{
		"ประกาศ ณ วันที่ 4 พฤษภาคม 2564":      corpus.Day(2021, 5, 4),
		"ประกาศ ณ วันที่ 4 พฤษภาคม พ.ศ. 2564": corpus.Day(2021, 5, 4),
		"วันที่ 4พ.ค.2564":                    corpus.Day(2021, 5, 4),
		"4 พฤษภาคม 2021":                      corpus.Day(2021, 5, 4),
		"31 กุมภาพันธ์ 2564":                  {},
		"2021 жылғы 4 мамырдағы № 7 бұйрығы":  corpus.Day(2021, 5, 4),
		"2021 жылы 4 мамыр":                   corpus.Day(2021, 5, 4),
		"2021-yil 4-maydagi 7-son buyruq":     corpus.Day(2021, 5, 4),
		"2021-yil 4-may":                      corpus.Day(2021, 5, 4),
		"2021 жылғы 44 мамыр":                 {},
	} {
		var got corpus.Date
		if found := Find(text, ""); len(found) > 0 {
			got = found[0].Date
		}
		if got != want {
			t.Errorf("Find(%q) = %v, want %v", text, got, want)
		}
	}
}

// The same day in every mixture of digits, numerals, widths and blanks is one day.
func TestEquivalentSpellings(t *testing.T) {
	n := 0
	for _, year := range []string{"2018", "２０１８", "二〇一八", "二○一八", "二零一八", "二O一八", "二Ｏ一八"} {
		for _, month := range []string{"10", "１０", "十"} {
			for _, day := range []string{"9", "09", "９", "九"} {
				for _, blank := range []string{"", " ", "\u3000"} {
					for _, end := range []string{"日", "号", "號"} {
						n++
						text := "自" + strings.Join([]string{year, "年", month, "月", day, end}, blank) + "起"
						if got := foundIn(text, "zh"); got != "2018-10-09" {
							t.Errorf("Find(%q) = %q, want 2018-10-09", text, got)
						}
					}
				}
				text := year + "年" + month + "月"
				if got := foundIn(text, "zh"); got != "2018-10" {
					t.Errorf("Find(%q) = %q, want 2018-10", text, got)
				}
			}
		}
	}
	if n < 400 {
		t.Errorf("%d spellings", n)
	}
}
