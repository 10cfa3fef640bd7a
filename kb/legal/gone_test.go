package legal_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// A question about a jurisdiction shows each of its measures on each day, but for those of which
// nothing was there yet, and those that ended more than 366 days before.
func TestWhatIsLongGoneIsLeftOut(t *testing.T) {
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := legal.New(kb.Law{Instruments: r.Instruments, Measures: r.Measures, Effects: r.Effects}, corpus.Day(2026, 11, 25))
	for _, home := range []corpus.Jurisdiction{"CN", "US", "ID", "ZW", "CD", "EU"} {
		for day := corpus.Day(2015, 1, 1); day.Year < 2031; day = day.AddDays(11) {
			shown := map[kb.MeasureID]bool{}
			for _, m := range b.Answer(legal.Question{Jurisdiction: home, On: day}).Measures {
				shown[m.ID] = true
			}
			for _, m := range b.Matching(legal.Filter{Jurisdictions: []corpus.Jurisdiction{home}}) {
				s, _ := b.StatusOn(m.ID, day)
				want := s.Status != ""
				switch s.Status {
				case kb.StatusExpired, kb.StatusRepealed, kb.StatusWithdrawn, kb.StatusNeverOperated:
					want = s.Since.IsZero() || s.Since.Last().DaysUntil(day) <= 366
				}
				if m.Restriction != kb.Exemption && shown[m.ID] != want {
					t.Errorf("%s on %s, %s since %s: shown %t, want %t", m.ID, day, s.Status, s.Since, shown[m.ID], want)
				}
			}
		}
	}
}
