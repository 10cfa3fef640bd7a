package extract_test

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
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
