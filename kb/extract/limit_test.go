package extract

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestLimitsAsOneExpression: limits found from their digits are those that one expression finds.
func TestLimitsAsOneExpression(t *testing.T) {
	for name, form := range map[string]struct {
		limitForm
		whole  *regexp.Regexp
		pieces []string
	}{
		"two languages": {limits, regexp.MustCompile(`(?i)(` + comparedBefore + `)?\s*(` + plainNumber + `)\s*(` + units + `)(?:\s*(` + comparedAfter + `))?`),
			[]string{"not more than", "more than", "Over", "capped at", "a cap of", "不低于", "大于或等于", "以上", "or more", "and above", "&ge;"}},
		"further languages": {limitsMore, regexp.MustCompile(`(?i)(?:(?:^|[^\p{L}])(` + before + `)\s*)?(` + printedNumber + `)\s*(` + unitsMore + `)(?:\s*(` + after + `))?`),
			[]string{"mehr als", "Über", "до", "не более", "più di", "fino al", "jusqu’à", "supérieure à", "inférieures ou égales à", "以上", "oder mehr", "en az", "do"}},
	} {
		t.Run(name, func(t *testing.T) {
			pieces := append(form.pieces, "1", "5", "50", "999", "1234567", ".", ",", "，", " ", "\u00a0", "\n", "%", "kg", "t", "т", "тонн", "nm", "L", "吨", "トン", "x", "é", "年", "Prozent")
			rapid.Check(t, func(r *rapid.T) {
				text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(r, "pieces"), "")
				got, want := form.all(text), form.whole.FindAllStringSubmatchIndex(text, -1)
				if !slices.EqualFunc(got, want, slices.Equal) {
					r.Errorf("%q: %v, as one expression %v", text, got, want)
				}
			})
		})
	}
}
