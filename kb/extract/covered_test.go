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

// roles are the roles in which a report names a material.
func roles(t *testing.T, lang corpus.Lang, text string, m kb.Material) []kb.Role {
	t.Helper()
	var out []kb.Role
	for _, f := range readLang(t, lang, text).Facts {
		if v, ok := f.Value.(kb.MaterialValue); ok && v.Material == m {
			out = append(out, f.Role)
		}
	}
	return out
}

// TestCovered: what a sentence of its own says the restriction before it reaches is restricted, and
// what the report only goes on to speak of is not.
func TestCovered(t *testing.T) {
	for _, c := range []struct {
		lang corpus.Lang
		text string
	}{
		{"en", "China now asks for export licences on more minerals. The controls cover tungsten and tellurium."},
		{"en", "China now asks for export licences on more minerals. The measures, which apply to tungsten and tellurium, came on Tuesday."},
		{"de", "China verschärft die Exportkontrollen. Die Maßnahmen betreffen Wolfram und Tellur."},
		{"fr", "La Chine exige désormais une licence d'exportation. Les mesures portent sur le tungstène et le tellure."},
		{"es", "China exige ahora licencias de exportación. Los controles abarcan el tungsteno y el telurio."},
		{"pt", "A China passou a exigir licenças de exportação. As medidas abrangem tungstênio e telúrio."},
		{"it", "La Cina impone licenze per l'esportazione. Le misure riguardano tungsteno e tellurio."},
		{"nl", "China voert exportvergunningen in. De maatregelen gelden voor wolfraam en telluur."},
		{"ru", "Китай ввёл лицензии на экспорт. Контроль распространяется на вольфрам и теллур."},
		{"pl", "Chiny wprowadziły licencje eksportowe. Ograniczenia dotyczą wolframu i telluru."},
		{"tr", "Çin ihracat lisansı şartı getirdi. Önlemler tungsten ve tellür için geçerli."},
		{"id", "Tiongkok mewajibkan izin ekspor. Aturan ini mencakup tungsten dan telurium."},
		{"vi", "Trung Quốc yêu cầu giấy phép xuất khẩu. Biện pháp này áp dụng với vonfram và tellurium."},
		{"ja", "中国は輸出規制を強化した。対象はタングステンとテルルだ。"},
		{"ko", "중국이 수출 통제를 강화했다. 대상은 텅스텐과 텔루륨이다."},
		{"zh", "中国对部分物项实施出口管制。此次管制涉及钨、碲、铋。"},
	} {
		for _, m := range []kb.Material{"W", "Te"} {
			if got := roles(t, c.lang, c.text, m); !slices.Contains(got, kb.RoleRestricted) {
				t.Errorf("%s: %s is %q in %q, want restricted", c.lang, m, got, c.text)
			}
		}
	}
	for _, c := range []string{
		"China requires export licences for gallium. Tungsten cost more after the announcement. The United States imports most of its tungsten.",
		"China requires export licences for gallium. The measures affect tungsten producers as well.",
		"China requires export licences for gallium. The controls do not cover tungsten.",
	} {
		if got := roles(t, "en", c, "W"); slices.Contains(got, kb.RoleRestricted) {
			t.Errorf("tungsten is restricted by %q", c)
		}
	}
}

// TestSpared: what a restriction is said not to reach is exempt, and the restriction stands.
func TestSpared(t *testing.T) {
	for _, c := range []struct {
		lang corpus.Lang
		text string
	}{
		{"en", "Russia bans exports of gold scrap. The ban on exports does not apply to antimony in ingots."},
		{"ru", "Введён запрет на вывоз лома золота. Запрет не будет распространяться на вывоз сурьмы в слитках."},
		{"de", "Es gilt ein Exportverbot für Schrott aus Gold. Das Verbot gilt nicht für die Ausfuhr von Antimon in Blöcken."},
		{"fr", "L'interdiction d'exporter l'or est prolongée. L'interdiction ne s'applique pas à l'exportation d'antimoine en lingots."},
		{"es", "Se prorroga la prohibición de exportar oro. La prohibición no se aplica a la exportación de antimonio en lingotes."},
		{"nl", "Het uitvoerverbod voor goud is verlengd. Het verbod geldt niet voor de uitvoer van antimoon."},
		{"zh", "俄罗斯延长了黄金废料出口禁令。禁令不适用于锑锭的出口。"},
	} {
		if got := roles(t, c.lang, c.text, "Sb"); !slices.Equal(got, []kb.Role{kb.RoleExempt}) {
			t.Errorf("%s: antimony is %q in %q, want exempt", c.lang, got, c.text)
		}
		if !states(t, c.lang, c.text, kb.Prohibition) {
			t.Errorf("%s: no ban is read in %q", c.lang, c.text)
		}
	}
}

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

// TestTaiwan: the terms of Taiwan are read as those of the mainland.
func TestTaiwan(t *testing.T) {
	uses := map[string]bool{}
	for _, f := range readLang(t, "zh-Hant", "最終用途為研發14奈米及以下邏輯晶片或具軍事用途的人工智慧的稀土，出口須逐案審批。").Facts {
		uses[string(f.Value.Kind())+" "+f.Value.Normal()] = true
	}
	for _, want := range []string{"end_use advanced_semiconductor", "end_use military_ai", "threshold process_node <= 14 nm"} {
		if !uses[want] {
			t.Errorf("no %q among %v", want, uses)
		}
	}
}

// TestWaysToSay: ways to say a restriction, or none, that whole pages used and the rules once did not know.
func TestWaysToSay(t *testing.T) {
	for _, c := range []struct {
		lang corpus.Lang
		text string
		kind kb.RestrictionType
		want bool
	}{
		{"en", "Malaysia will not allow raw rare earths to leave the country.", kb.Prohibition, true},
		{"en", "Kazakhstan has prohibited the removal of aluminium scrap by road.", kb.Prohibition, true},
		{"en", "Moscow will cap shipments of enriched uranium to the United States.", kb.Quota, true},
		{"en", "Licences to export rare earths for defence firms will be denied.", kb.EndUseBan, true},
		{"de", "Für Exporte von Terbium, die in Rüstungsgüter eingebaut werden sollen, gilt künftig ein generelles Verbot.", kb.EndUseBan, true},
		{"es", "Las licencias de exportación de terbio para el sector de defensa serán denegadas.", kb.EndUseBan, true},
		{"en", "Bauxite exports can only be done by a company that has a specific licence.", kb.LicenceRequirement, true},
		{"zh", "钴、镍必须先精炼才能出口。", kb.LicenceRequirement, false},
		{"zh", "从12日凌晨开始，原矿就不能出口了。", kb.Prohibition, true},
		{"ko", "정부는 리튬을 국유화한다.", "state_monopoly", true},
		{"ko", "콩고는 코발트 수출을 멈췄다.", kb.Prohibition, true},
		{"en", "The ban on cobalt exports did not reduce global stockpiles.", "stockpile", false},
		{"id", "Larangan ekspor bauksit diambil untuk memacu hilirisasi.", "local_processing", false},
		{"de", "China kündigte Exportauflagen für beide Technologiemetalle an.", kb.TechnologyControl, false},
		{"en", "China said it would consider a ban on exports of solar gear but never put it in place.", kb.Prohibition, false},
	} {
		if got := states(t, c.lang, c.text, c.kind); got != c.want {
			t.Errorf("%s: %q states %s: %v, want %v", c.lang, c.text, c.kind, got, c.want)
		}
	}
}

// TestChangesAreNoLimits: by how much a quota was cut is no limit.
func TestChangesAreNoLimits(t *testing.T) {
	for lang, text := range map[corpus.Lang]string{
		"en": "China cut its export quotas for rare earths by 35 % in 2011.",
		"fr": "Les quotas d'exportation de terres rares ont été réduits de 35 % en 2011.",
		"de": "Die Exportquoten für seltene Erden wurden um 35 % gesenkt.",
		"es": "Las cuotas de exportación de tierras raras se redujeron un 35 % en 2011.",
	} {
		for _, f := range readLang(t, lang, text).Facts {
			if f.Value.Kind() == kb.KindThreshold {
				t.Errorf("%s: %s is read as a limit in %q", lang, f.Value.Normal(), text)
			}
		}
	}
}
