package language

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// A language that was given stands unless the text shows another for certain.
func TestLanguageGiven(t *testing.T) {
	french := strings.Repeat("Le ministre a publié la liste des produits qui sont soumis aux règles pour une durée de deux ans. ", 5)
	for _, c := range []struct {
		text        string
		given, want corpus.Lang
	}{
		{"Gallium", "de", "de"},
		{"The list of the items", "fr", "fr"}, // too short to overrule
		{french, "en", "fr"},                  // templates declare "en" over French pages
		{french, "fr-FR", "fr"},
		{"公告", "zh-TW", "zh-Hant"},
		{"公告", "zh-CN", "zh-Hans"},
		{"公告", "", "zh-Hans"},
		{"關於出口管制的規定", "zh-CN", "zh-Hant"},
		{"关于出口管制的规定", "zh-HK", "zh-Hans"},
		{"輸出許可", "ja", "ja"},
		{"出口许可", "ja", "zh-Hans"},
		{"Про затвердження переліку", "uk", "uk"},
		{"Об утверждении перечня", "", "ru"},
		{"Об утверждении перечня", "en", "ru"},
		{"", "en", "en"},
	} {
		if got := Of(c.text, c.given, ""); got != c.want {
			t.Errorf("Of(%.30q, %s) = %s, want %s", c.text, c.given, got, c.want)
		}
	}
}
