package web

import (
	"testing"

	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// The picture says what the chain says, day by day: announced, in force, suspended, in doubt.
func TestLifelines(t *testing.T) {
	d, _, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := &Site{Options: Options{Desk: d}}
	v, err := s.shown(t.Context(), speech{Wording: d.Says(wording.English)})
	if err != nil {
		t.Fatal(err)
	}
	p := v.lifelines("Ga")
	type stretch struct{ tone, from, to string }
	want := [][]stretch{{{"wait", "2023-07-03", "2023-07-31"}, {"bind", "2023-08-01", ""}}, {{"bind", "2024-12-03", "2025-11-08"}, {"halt", "2025-11-09", "2026-11-27"}, {"doubt", "2026-11-28", ""}}}
	if len(p.Rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(p.Rows), len(want))
	}
	for n, row := range p.Rows {
		end := 0
		for i, s := range row.Spells {
			if i >= len(want[n]) || (stretch{s.Tone, s.From, s.To}) != want[n][i] {
				t.Errorf("row %d: %+v, want %v", n, s, want[n])
			}
			if s.X < end-2 || s.X < p.Left || s.X+s.Width > p.Width || s.Y < lifeTop || s.Y+s.Height > p.Height {
				t.Errorf("row %d, from %s: %d to %d, outside of its place or over another", n, s.From, s.X, s.X+s.Width)
			}
			end = s.X + s.Width
		}
	}
	if v.lifelines("He") != nil {
		t.Error("a picture of nothing")
	}
}
