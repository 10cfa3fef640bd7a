package extract_test

import (
	"fmt"
	"html"
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// TestSpans: of two days between which a rule holds the first begins and the second ends it, with and
// without their years; an end without a year comes behind its beginning.
func TestSpans(t *testing.T) {
	for _, c := range []struct {
		lang      corpus.Lang
		text      string
		from, end string
	}{
		{"ru", "Запрет на вывоз лома действует с 20 мая по 20 ноября.", "2025-05-20", "2025-11-20"},
		{"ru", "Запрет на вывоз лома действует с 1 сентября 2022 года по 28 февраля 2023 года включительно.", "2022-09-01", "2023-02-28"},
		{"fr", "L'interdiction d'exporter le manganèse s'applique du 3 mars au 9 septembre.", "2025-03-03", "2025-09-09"},
		{"es", "La prohibición de exportar litio rige del 3 de marzo al 9 de septiembre de 2025.", "2025-03-03", "2025-09-09"},
		{"de", "Das Exportverbot für Antimon gilt vom 1. Oktober bis zum 31. Mai.", "2025-10-01", "2026-05-31"},
		{"id", "Larangan ekspor bauksit berlaku dari 3 Maret 2025 sampai 9 September 2025.", "2025-03-03", "2025-09-09"},
		{"zh", "对锑的出口禁令自2025年3月3日至2025年9月9日执行。", "2025-03-03", "2025-09-09"},
		{"en", "The export ban on antimony runs from 3 March to 9 September 2025.", "2025-03-03", "2025-09-09"},
	} {
		days := map[kb.Role]string{}
		for _, f := range readOn(t, c.lang, c.text, corpus.Day(2025, 6, 1)).Facts {
			if v, ok := f.Value.(kb.DateValue); ok {
				days[f.Role] = v.Date.String()
			}
		}
		if days[kb.RoleEffective] != c.from || days[kb.RoleExpires] != c.end {
			t.Errorf("%s: %q holds from %q to %q, want %s to %s", c.lang, c.text, days[kb.RoleEffective], days[kb.RoleExpires], c.from, c.end)
		}
	}
}

// TestMonths: the month that a report tells without its year is the one that fits the day of the report.
func TestMonths(t *testing.T) {
	for _, c := range []struct {
		lang corpus.Lang
		text string
		want string
	}{
		{"zh", "该国2月起暂停钴出口。", "2025-02 effective"},
		{"zh", "钴出口禁令从11月开始执行。", "2025-11 effective"},
		{"ja", "コバルトの輸出禁止は12月で期限を迎える。", "2025-12 expires"},
		{"ko", "콩고는 올해 2월 코발트 수출을 중단했다.", "2025-02 event"},
		{"ko", "코발트 수출 금지 조치를 내달 16일 해제한다.", "2025-10-16 effective"},
		{"en", "Congo suspended exports of cobalt in February.", "2025-02 event"},
		{"fr", "L'exportation de cobalt est interdite dès novembre.", "2025-11 effective"},
		{"vi", "Congo cấm xuất khẩu coban từ tháng 11.", "2025-11 effective"},
	} {
		var got []string
		for _, f := range readOn(t, c.lang, c.text, corpus.Day(2025, 9, 22)).Facts {
			if v, ok := f.Value.(kb.DateValue); ok {
				got = append(got, v.Date.String()+" "+string(f.Role))
			}
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s: %q has %q, want %q", c.lang, c.text, got, c.want)
		}
	}
	for _, c := range []string{"中国9月对日本的稀土出口量同比下降，出口管制是原因。", "Exports of gallium, which need a licence, rose by 3 % year on year in August."} {
		for _, f := range readOn(t, "", c, corpus.Day(2025, 10, 22)).Facts {
			if v, ok := f.Value.(kb.DateValue); ok && v.Date.Month != 10 {
				t.Errorf("the month of a figure is read as %s %s in %q", v.Date, f.Role, c)
			}
		}
	}
}

// readOn reads a report of one paragraph that was published on a day.
func readOn(t *testing.T, lang corpus.Lang, text string, day corpus.Date) ingest.Reading {
	t.Helper()
	page := fmt.Sprintf(`<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>Report</title><meta property="article:published_time" content="%sT08:00:00Z"></head><body><article><p>%s</p></article></body></html>`, lang, day, html.EscapeString(text))
	r, err := ingest.Read(t.Context(), newExtractor(t), parse.InProcess{}, ingest.Loose{Body: []byte(page), URL: "https://news.example.com/a", MediaType: "text/html"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
