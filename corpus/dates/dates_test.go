package dates

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// spellings pairs what is printed with what must be found: the dates in order, parted by blanks,
// or nothing. Sentences are invented; the spellings are those of real texts.
var spellings = []struct {
	lang corpus.Lang
	text string
	want string
}{
	// Chinese: digits of both widths, numerals, circles for zero, blanks, glued times.
	{"zh", "2025年10月9日", "2025-10-09"},
	{"zh", "2025年10月09日", "2025-10-09"},
	{"zh", "2025年1月2日", "2025-01-02"},
	{"zh", "二〇二五年十月九日", "2025-10-09"},
	{"zh", "二○二五年十月九日", "2025-10-09"},
	{"zh", "二零二五年十月九日", "2025-10-09"},
	{"zh", "二Ｏ二五年十月九日", "2025-10-09"},
	{"zh", "二O二五年十月九日", "2025-10-09"},
	{"zh", "二0二五年十月九日", "2025-10-09"},
	{"zh", "二〇二三年十二月三十一日", "2023-12-31"},
	{"zh", "二〇二三年十一月三十日", "2023-11-30"},
	{"zh", "二〇二三年二月廿八日", "2023-02-28"},
	{"zh", "二〇二三年二月二十八日", "2023-02-28"},
	{"zh", "二〇二〇年十二月卅一日", "2020-12-31"},
	{"zh", "一九九七年十月二十二日", "1997-10-22"},
	{"zh", "二〇一八年十月十日", "2018-10-10"},
	{"zh", "二〇一八年十月", "2018-10"},
	{"zh", "２０２５年１０月９日", "2025-10-09"},
	{"zh", "２０２５年10月９日", "2025-10-09"},
	{"zh", "2025 年 10 月 9 日", "2025-10-09"},
	{"zh", "2025　年　10　月　9　日", "2025-10-09"},
	{"zh", "2019 年 10 月 30 日", "2019-10-30"},
	{"zh", "2025年10月 9日", "2025-10-09"},
	{"zh", "2018年十月", "2018-10"},
	{"zh", "2018年10月", "2018-10"},
	{"zh", "2025年十月9日", "2025-10-09"},
	{"zh", "2025年10月九日", "2025-10-09"},
	{"zh", "2025年10月9号", "2025-10-09"},
	{"zh-Hant", "2025年10月9號", "2025-10-09"},
	{"zh", "2015年04月08日10:05", "2015-04-08"},
	{"zh", "2015年4月8日 10时05分", "2015-04-08"},
	{"zh", "自2025年11月8日起施行", "2025-11-08"},
	{"zh", "商务部于2023年7月3日公布，自2023年8月1日起实施", "2023-07-03 2023-08-01"},
	{"zh", "2025年10月9日至2026年11月10日", "2025-10-09 2026-11-10"},
	{"zh", "2025年10月9日—11月10日", "2025-10-09"},
	{"zh", "（1997年10月22日发布）", "1997-10-22"},
	{"zh", "发布时间:2025-10-09 10:00来源:商务部", "2025-10-09"},
	{"zh", "2025-10-09", "2025-10-09"},
	{"zh", "2025－10－09", "2025-10-09"},
	{"zh", "2025/10/9", "2025-10-09"},
	{"zh", "2025／10／9", "2025-10-09"},
	{"zh", "2025.10.9", "2025-10-09"},
	{"zh", "2025.10.09", "2025-10-09"},
	{"zh", "2024年2月29日", "2024-02-29"},
	{"zh", "中国2025年4月4日公告", "2025-04-04"},
	{"zh", "截至2025年底，自2025年4月起", "2025-04"},
	{"zh-Hant", "中華民國114年10月9日", "2025-10-09"},
	{"zh-Hant", "民國114年10月9日", "2025-10-09"},
	{"zh-Hant", "民國一百一十四年", ""},
	{"zh-Hant", "民國114年10月", "2025-10"},
	// Chinese: what is no date.
	{"zh", "2025年第61号", ""},
	{"zh", "商务部公告2025年第61号", ""},
	{"zh", "商务部 海关总署公告2025年第18号", ""},
	{"zh", "2025年 第 61 号", ""},
	{"zh", "〔2025〕7号", ""},
	{"zh", "国发〔2024〕12号", ""},
	{"zh", "二〇二五年第六十一号", ""},
	{"zh", "2025年", ""},
	{"zh", "2025年度", ""},
	{"zh", "10月9日", ""},
	{"zh", "2025年13月9日", ""},
	{"zh", "2025年0月9日", ""},
	{"zh", "2025年10月32日", ""},
	{"zh", "2025年2月30日", ""},
	{"zh", "2023年2月29日", ""},
	{"zh", "2025年1-10月", ""},
	{"zh", "2025年前10个月", ""},
	{"zh", "农历二〇二五年八月十五日", ""},
	{"zh-Hant", "農曆2025年8月15日", ""},
	{"zh", "12025年10月9日", ""},
	{"zh", "税则号2805301910", ""},
	{"zh", "第二十三条", ""},
	// Japanese and Korean.
	{"ja", "2025年10月9日", "2025-10-09"},
	{"ja", "2025年10月9日 20時14分", "2025-10-09"},
	{"ja", "令和7年10月9日", "2025-10-09"},
	{"ja", "令和元年5月1日", "2019-05-01"},
	{"ja", "平成31年4月30日", "2019-04-30"},
	{"ja", "平成32年4月30日", ""},
	{"ja", "昭和64年1月7日", "1989-01-07"},
	{"ja", "令和7年10月", "2025-10"},
	{"ko", "2025년 10월 9일", "2025-10-09"},
	{"ko", "2025년10월9일", "2025-10-09"},
	{"ko", "2025년 10월", "2025-10"},
	{"ko", "2025. 10. 9.", "2025-10-09"},
	{"ko", "10월 9일", ""},
	// English: both orders, ordinals, abbreviations.
	{"en", "October 9, 2025", "2025-10-09"},
	{"en", "October 9 2025", "2025-10-09"},
	{"en", "October 09, 2025", "2025-10-09"},
	{"en", "October 9th, 2025", "2025-10-09"},
	{"en", "October 9 , 2025", "2025-10-09"},
	{"en", "OCTOBER 9, 2025", "2025-10-09"},
	{"en", "Oct. 9, 2025", "2025-10-09"},
	{"en", "Oct 9, 2025", "2025-10-09"},
	{"en", "Sept. 29, 2025", "2025-09-29"},
	{"en", "Sep 29 2025", "2025-09-29"},
	{"en", "9 October 2025", "2025-10-09"},
	{"en", "09 October 2025", "2025-10-09"},
	{"en", "9 Oct 2025", "2025-10-09"},
	{"en", "9 Oct. 2025", "2025-10-09"},
	{"en", "9th October 2025", "2025-10-09"},
	{"en", "9th of October 2025", "2025-10-09"},
	{"en", "9th of October, 2025", "2025-10-09"},
	{"en", "1st January 2025", "2025-01-01"},
	{"en", "the 2nd of March 2025", "2025-03-02"},
	{"en", "3rd June, 2025", "2025-06-03"},
	{"en", "the 9th day of October, 2025", "2025-10-09"},
	{"en", "this 21st day of June 2025", "2025-06-21"},
	{"en", "the ninth day of October, 2025", "2025-10-09"},
	{"en", "this twenty-second day of June 2025", "2025-06-22"},
	{"en", "twenty second of June 2025", "2025-06-22"},
	{"de", "am ersten Januar 2026", "2026-01-01"},
	{"es", "primero de enero de 2026", "2026-01-01"},
	{"en", "a second October 2025", "2025-10-02"},
	{"ja", "1901年の9月10日", "1901-09-10"},
	{"en", "09-Oct-2025", "2025-10-09"},
	{"en", "9-October-2025", "2025-10-09"},
	{"en", "Thursday, October 9, 2025", "2025-10-09"},
	{"en", "Thursday 9 October 2025", "2025-10-09"},
	{"en", "October 2025", "2025-10"},
	{"en", "Oct. 2025", "2025-10"},
	{"en", "October, 2025", "2025-10"},
	{"en", "October of 2025", "2025-10"},
	{"en", "in April 2025 and May 2026", "2025-04 2026-05"},
	{"en", "May 5, 2025", "2025-05-05"},
	{"en", "March 2025", "2025-03"},
	{"en", "February 29, 2024", "2024-02-29"},
	{"en", "2025-10-09T10:05:00+08:00", "2025-10-09"},
	{"en", "2025-10-09T02:05:00Z", "2025-10-09"},
	{"en", "2025-10-09 10:05", "2025-10-09"},
	{"en", "effective November 8, 2025.", "2025-11-08"},
	{"en", "from October 9, 2025, to November 10, 2026", "2025-10-09 2026-11-10"},
	{"en", "9-10 October 2025", "2025-10-10"},
	{"en", "June 24, 2025 /Newswire/", "2025-06-24"},
	{"en", "10/25/2025", "2025-10-25"},
	{"en", "25/10/2025", "2025-10-25"},
	{"en", "9.10.2025", "2025-10-09"},
	{"en", "10/10/2025", "2025-10-10"},
	// English: what is no date, or whose order nobody can know.
	{"en", "02/03/2026", ""},
	{"en", "02-03-2026", ""},
	{"en", "30 February 2026", ""},
	{"en", "February 30, 2026", ""},
	{"en", "February 29, 2023", ""},
	{"en", "October 32, 2025", ""},
	{"en", "31 June 2025", ""},
	{"en", "October 0, 2025", ""},
	{"en", "2025", ""},
	{"en", "in 2025", ""},
	{"en", "October 9", ""},
	{"en", "9 October", ""},
	{"en", "No. 61 of 2025", ""},
	{"en", "Announcement No. 18 of 2025", ""},
	{"en", "15 CFR 744.11", ""},
	{"en", "90 FR 47201", ""},
	{"en", "you may 2025 times", ""},
	{"en", "will march 2025 miles", ""},
	{"en", "Regulation (EU) 2021/821", ""},
	{"en", "2025-13-09", ""},
	{"en", "2025-02-30", ""},
	{"en", "2025-10-091", ""},
	{"en", "2025-10-09-04", ""},
	{"en", "version 2025.10.9.1", ""},
	{"en", "12025-10-09", ""},
	{"en", "+86-10-2025-1009", ""},
	{"en", "October 25000", ""},
	{"en", "October 9, 20255", ""},
	{"en", "0001-01-01", ""},
	{"en", "Marching 2025", ""},
	{"en", "2805.30.1910", ""},
	// German, French, Spanish, Portuguese, Italian, Dutch.
	{"de", "9. Oktober 2025", "2025-10-09"},
	{"de", "9.Oktober 2025", "2025-10-09"},
	{"de", "1. März 2025", "2025-03-01"},
	{"de", "1. Jänner 2025", "2025-01-01"},
	{"de", "Oktober 2025", "2025-10"},
	{"de", "09.10.2025", "2025-10-09"},
	{"de", "9.10.2025", "2025-10-09"},
	{"de", "9. 10. 2025", "2025-10-09"},
	{"de", "3. Dez. 2025", "2025-12-03"},
	{"de", "31.02.2025", ""},
	{"fr", "9 octobre 2025", "2025-10-09"},
	{"fr", "1er janvier 2025", "2025-01-01"},
	{"fr", "le 14 février 2025", "2025-02-14"},
	{"fr", "15 août 2025", "2025-08-15"},
	{"fr", "décembre 2025", "2025-12"},
	{"fr", "3 déc. 2025", "2025-12-03"},
	{"fr", "02/03/2026", "2026-03-02"},
	{"es", "9 de octubre de 2025", "2025-10-09"},
	{"es", "9 de octubre del 2025", "2025-10-09"},
	{"es", "1º de enero de 2025", "2025-01-01"},
	{"es", "octubre de 2025", "2025-10"},
	{"es", "9 octubre 2025", "2025-10-09"},
	{"es", "octubre 9 de 2025", "2025-10-09"},
	{"es", "20 ago 2025", "2025-08-20"},
	{"pt", "9 de outubro de 2025", "2025-10-09"},
	{"pt", "1º de janeiro de 2026", "2026-01-01"},
	{"pt", "março de 2025", "2025-03"},
	{"pt", "9 out. 2025", "2025-10-09"},
	{"en", "9 out 2025", ""},
	{"it", "9 Gennaio 2026", "2026-01-09"},
	{"it", "1° luglio 2025", "2025-07-01"},
	{"nl", "9 oktober 2025", "2025-10-09"},
	{"nl", "maart 2025", "2025-03"},
	// Russian, Ukrainian, Indonesian, Turkish, Vietnamese, Polish.
	{"ru", "9 октября 2025 г.", "2025-10-09"},
	{"ru", "9 октября 2025 года", "2025-10-09"},
	{"ru", "09.10.2025", "2025-10-09"},
	{"ru", "09.10.2025 г.", "2025-10-09"},
	{"ru", "октябрь 2025", "2025-10"},
	{"uk", "31 грудня 2025", "2025-12-31"},
	{"id", "9 Oktober 2025", "2025-10-09"},
	{"id", "10 Juni 2023", "2023-06-10"},
	{"id", "Agustus 2025", "2025-08"},
	{"id", "1 Mei 2025", "2025-05-01"},
	{"tr", "9 Ekim 2025", "2025-10-09"},
	{"vi", "ngày 9 tháng 10 năm 2025", "2025-10-09"},
	{"vi", "tháng 10 năm 2025", "2025-10"},
	{"pl", "9 października 2025", "2025-10-09"},
	{"", "9 octobre 2025", "2025-10-09"},
	{"", "9 de outubro de 2025", "2025-10-09"},
}

func TestFind(t *testing.T) {
	for _, c := range spellings {
		if got := foundIn(c.text, c.lang); got != c.want {
			t.Errorf("Find(%q, %q) = %q, want %q", c.text, c.lang, got, c.want)
		}
	}
	if len(spellings) < 150 {
		t.Errorf("the table has %d spellings, want at least 150", len(spellings))
	}
}

func foundIn(text string, lang corpus.Lang) string {
	var all []string
	for _, f := range Find(text, lang) {
		all = append(all, f.Date.String())
	}
	return strings.Join(all, " ")
}

func TestFindSpan(t *testing.T) {
	text := "公告自2015年04月08日10:05起，及民國114年10月9日"
	found := Find(text, "zh")
	if len(found) != 2 {
		t.Fatalf("Find(%q) = %v", text, found)
	}
	if q := text[found[0].Start:found[0].End]; q != "2015年04月08日" || found[0].Time != "10:05" || !found[0].Ordinary {
		t.Errorf("first = %q with time %q, ordinary %v", q, found[0].Time, found[0].Ordinary)
	}
	if q := text[found[1].Start:found[1].End]; q != "民國114年10月9日" || found[1].Time != "" || found[1].Ordinary {
		t.Errorf("second = %q with time %q, ordinary %v", q, found[1].Time, found[1].Ordinary)
	}
}

func TestTime(t *testing.T) {
	for text, want := range map[string]string{
		"2025-10-09T10:05:00+08:00":  "10:05:00+08:00",
		"2025-10-09T02:05:00.000Z":   "02:05:00.000Z",
		"2025-10-09 10:05":           "10:05",
		"2025年10月9日20時14分":           "20時14分",
		"2025年10月9日 3名":              "",
		"October 9, 2025 at 10:05":   "",
		"2025-10-09 99:99":           "",
		"2025年10月9日10：05":            "10：05",
		"9 October 2025 07:01:59 UT": "07:01:59",
	} {
		found := Find(text, "")
		if len(found) != 1 || found[0].Time != want {
			t.Errorf("Find(%q) = %+v, want time %q", text, found, want)
		}
	}
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"2025-10-09":                    "2025-10-09",
		"2025-10":                       "2025-10",
		"2025":                          "2025",
		"20251009":                      "2025-10-09",
		"20251309":                      "",
		" 2025年10月9日 ":                  "2025-10-09",
		"2025年10月9日10:05":               "2025-10-09",
		"Thu, 09 Oct 2025 10:00:00 GMT": "2025-10-09",
		"October 9, 2025":               "2025-10-09",
		"Thursday, October 9, 2025":     "2025-10-09",
		"（2025年10月9日）":                  "2025-10-09",
		"2025-10-09 to 2025-10-11":      "",
		"signed on 9 October 2025":      "",
		"10月9日":                         "",
		"soon":                          "",
		"":                              "",
		"0000":                          "",
		"星期四 2025年10月9日":                "2025-10-09",
	} {
		d, ok := Read(text)
		if d.String() != want || ok != (want != "") {
			t.Errorf("Read(%q) = %v, %v, want %q", text, d, ok, want)
		}
	}
}

func TestFindPartial(t *testing.T) {
	for _, c := range []struct {
		lang corpus.Lang
		text string
		want string
	}{
		{"zh", "商务部10月9日公布", "10-9"},
		{"zh", "2025年10月9日公布，11月8日起施行", "11-8"},
		{"zh", "2025年10月9日—11月10日", "11-10"},
		{"zh", "十月九日", "10-9"},
		{"ko", "10월 9일", "10-9"},
		{"en", "on October 9 the ministry", "10-9"},
		{"en", "from October 16, di republic", "10-16"},
		{"en", "on 9 October the ministry", "10-9"},
		{"en", "until October 9.", "10-9"},
		{"en", "October 9, 2025", ""},
		{"en", "you may 9 times", ""},
		{"en", "October 32", ""},
		{"es", "el 9 de octubre", "10-9"},
		{"de", "am 15. November", "11-15"},
		{"en", "February 29", "2-29"},
		{"en", "February 30", ""},
		{"zh", "农历8月15日", ""},
	} {
		var all []string
		for _, p := range FindPartial(c.text, c.lang) {
			all = append(all, fmt.Sprintf("%d-%d", p.Month, p.Day))
		}
		if got := strings.Join(all, " "); got != c.want {
			t.Errorf("FindPartial(%q, %q) = %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

// TestRecordedLabels compares with labelled sentences of another project where they are at hand.
// Its labels complete years and prefer the American order, which this package refuses: so silence
// is allowed and a different date is not.
func TestRecordedLabels(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "data", "recorded", "labels", "dates")
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Skip("the recorded labels are not here")
	}
	langs := map[string]corpus.Lang{"Chinese": "zh", "English": "en", "French": "fr", "German": "de", "Japanese": "ja", "Korean": "ko", "Spanish": "es"}
	right, silent, wrong := 0, 0, 0
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), "__")
		for _, c := range readLabels(t, file) {
			got := foundIn(c.input, langs[name])
			switch {
			case strings.Contains(got, c.day):
				right++
			case got == "":
				silent++
				t.Logf("silent: %s %q, want %s", name, c.input, c.day)
			default:
				wrong++
				t.Logf("other: %s %q = %s, want %s", name, c.input, got, c.day)
			}
		}
	}
	t.Logf("%d right, %d silent, %d different", right, silent, wrong)
}

type label struct{ input, day string }

func readLabels(t *testing.T, file string) []label {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Input   string
		Results []struct {
			Text, Type string
			Value      json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(b), "\ufeff")), &cases); err != nil {
		t.Fatal(err)
	}
	var out []label
	for _, c := range cases {
		for _, r := range c.Results {
			var v struct{ Timex string }
			if r.Type != "date" || json.Unmarshal(r.Value, &v) != nil {
				continue
			}
			if d, err := corpus.ParseDate(v.Timex); err == nil && strings.ContainsAny(r.Text, "0123456789") {
				out = append(out, label{c.Input, d.String()})
			}
		}
	}
	return out
}
