package dates

import (
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
