package extract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// TestLanguages: what a report says in one plain sentence, in the languages that reports are in.
func TestLanguages(t *testing.T) {
	for _, c := range []struct {
		lang                  corpus.Lang
		text                  string
		restriction, material string
		destination, start    string
	}{
		{"de", "China verbietet die Ausfuhr von Gallium in die USA.", "prohibition", "Ga", "US", ""},
		{"de", "Für den Export von Graphit wird eine Ausfuhrgenehmigung verlangt.", "licence_requirement", "graphite", "*", ""},
		{"fr", "La Guinée interdit l'exportation de bauxite à partir du 1er mars 2031.", "prohibition", "bauxite", "*", "2031-03-01"},
		{"fr", "L'exportation de gallium est soumise à licence.", "licence_requirement", "Ga", "*", ""},
		{"es", "México prohíbe la exportación de litio a partir del 1 de marzo de 2031.", "prohibition", "Li", "*", "2031-03-01"},
		{"pt", "O governo proíbe a exportação de lítio a partir de 1 de março de 2031.", "prohibition", "Li", "*", "2031-03-01"},
		{"it", "La Cina vieta le esportazioni di gallio dal 1 marzo 2031.", "prohibition", "Ga", "*", "2031-03-01"},
		{"nl", "China verbiedt de uitvoer van gallium vanaf 1 maart 2031.", "prohibition", "Ga", "*", "2031-03-01"},
		{"ja", "中国は2031年3月1日からガリウムの輸出を禁止する。", "prohibition", "Ga", "*", "2031-03-01"},
		{"ja", "中国はガリウムの輸出規制を始めた。これは新しい措置である。", "licence_requirement", "Ga", "*", ""},
		{"ko", "중국은 갈륨 수출을 금지했다.", "prohibition", "Ga", "*", ""},
		{"ko", "중국은 갈륨에 대한 수출통제를 시행한다.", "licence_requirement", "Ga", "*", ""},
		{"ru", "Китай запретил экспорт галлия.", "prohibition", "Ga", "*", ""},
		{"id", "Pemerintah melarang ekspor bauksit mulai 10 Juni 2031.", "prohibition", "bauxite", "*", "2031-06-10"},
		{"vi", "Việt Nam cấm xuất khẩu đất hiếm thô.", "prohibition", "REE", "*", ""},
		{"zh-Hant", "中國自2031年3月1日起禁止鎵出口。", "prohibition", "Ga", "*", "2031-03-01"},
		{"zh-Hans", "中国自2031年3月1日起对镓实施出口管制。", "licence_requirement", "Ga", "*", "2031-03-01"},
		{"en", "From 1 March 2031 China bans exports of gallium to Japan.", "prohibition", "Ga", "JP", "2031-03-01"},
	} {
		var restrictions, materials, destinations, starts []string
		for _, f := range readLang(t, c.lang, c.text).Facts {
			switch v := f.Value.(type) {
			case kb.RestrictionValue:
				restrictions = append(restrictions, string(v.Type))
			case kb.MaterialValue:
				if f.Role == kb.RoleRestricted {
					materials = append(materials, string(v.Material))
				}
			case kb.DestinationValue:
				destinations = append(destinations, v.Destination)
			case kb.DateValue:
				if f.Role == kb.RoleEffective {
					starts = append(starts, v.Normal())
				}
			}
		}
		for _, x := range []struct {
			what string
			got  []string
			want string
		}{{"restriction", restrictions, c.restriction}, {"material", materials, c.material}, {"destination", destinations, c.destination}, {"start", starts, c.start}} {
			if x.want != "" && !slices.Contains(x.got, x.want) {
				t.Errorf("%s %q: %s %v, want %s", c.lang, c.text, x.what, x.got, x.want)
			}
		}
		if fault := strings.Join(restrictions, " "); strings.Count(fault, "prohibition") > 0 && c.restriction != "prohibition" {
			t.Errorf("%s %q: a ban that is none", c.lang, c.text)
		}
	}
}
