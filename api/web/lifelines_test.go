package web

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
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
	p := v.lifelines("Ga", nil)
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
	if p.Grouped {
		t.Error("a row through a group, where nothing reaches the material")
	}
	a, err := d.Status(t.Context(), desk.StatusWords{Material: "Ga"})
	if err != nil {
		t.Fatal(err)
	}
	all, drawn := v.lifelines("Ga", a.Measures), map[kb.InstrumentID]bool{}
	for n, row := range all.Rows {
		drawn[row.Instrument] = true
		if row.Grouped != (n >= len(want)) || row.Grouped != strings.HasPrefix(row.Label, "† ") {
			t.Errorf("row %d %q: through a group: %v", n, row.Label, row.Grouped)
		}
	}
	for _, m := range a.Measures {
		if !drawn[m.Instrument] {
			t.Errorf("the answer lists %s of %s, and the picture does not draw it", m.ID, m.Instrument)
		}
	}
	if !all.Grouped || len(all.Rows) == len(want) {
		t.Error("no row through a group")
	}
	if v.lifelines("He", nil) != nil {
		t.Error("a picture of nothing")
	}
}
