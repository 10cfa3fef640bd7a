package extract_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

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
