package alerts_test

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

func watch(t *testing.T) alerts.Watch {
	t.Helper()
	d, _, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return alerts.Watch{Desk: d, Search: func(context.Context, index.Request) (index.Result, error) {
		return index.Result{Hits: []index.Hit{{Document: "d-1", Published: corpus.Day(2025, 3, 1)}, {Document: "d-1", Published: corpus.Day(2025, 3, 1)}, {Document: "d-2"}}}, nil
	}}
}

func TestRehearsal(t *testing.T) {
	w := watch(t)
	got, err := w.Rehearse(t.Context(), alerts.Filter{Materials: []string{"gallium"}}, "2023", "2025", []string{"cn-mofcom-2024-46", "us-proc-20001", "xx-none-1"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Total == 0 || got.ByMonth["2023-08"] == 0 || len(got.Missed) != 1 || got.Missed[0] != "us-proc-20001" || len(got.Unknown) != 1 {
		t.Errorf("%+v", got)
	}
	sum := 0
	for _, n := range got.ByMonth {
		sum += n
	}
	if sum != got.Total {
		t.Errorf("%d by month, %d in all", sum, got.Total)
	}
	if got, err := w.Rehearse(t.Context(), alerts.Filter{Query: "gallium"}, "2025", "2025", nil); err != nil || got.Total != 2 || got.ByMonth["2025-03"] != 1 || got.ByMonth["unknown"] != 1 {
		t.Errorf("search: %+v, %v", got, err)
	}
}

// Deadlines are told once each at 90, 30 and 7 days, whenever the server looked.
func TestDeadlinesAhead(t *testing.T) {
	w := watch(t) // the duty on tungsten starts on 2027-01-01; today is 2026-11-25, 37 days before
	a := alerts.Alert{ID: "a", Filter: alerts.Filter{Materials: []string{"W"}}}
	v, err := w.Desk.Store().Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for since, want := range map[string]int{"2026-11-24": 0, "2026-11-25": 0, "": 0, "2020-01-01": 0} {
		n, err := w.News(t.Context(), a, alerts.Position{Seq: v.Seq, Day: since})
		if err != nil || len(n.Deadlines) != want || len(n.Changes) != 0 {
			t.Errorf("since %q: %+v, %v", since, n, err)
		}
	}
	suspension := alerts.Alert{ID: "b", Filter: alerts.Filter{Instruments: []string{"cn-mofcom-2024-46"}}} // ends on 2026-11-27, 2 or 3 days ahead: told at 7 days, on the 20th or 21st
	for since, want := range map[string]bool{"2026-11-19": true, "2026-11-10": true, "2026-11-22": false} {
		n, err := w.News(t.Context(), suspension, alerts.Position{Seq: v.Seq, Day: since})
		if err != nil || (len(n.Deadlines) > 0) != want {
			t.Errorf("since %s: %+v, %v", since, n.Deadlines, err)
		}
	}
}

// What touches an item of the register is told with the item, and where nothing does that is said.
func TestRegisterOfItems(t *testing.T) {
	w := watch(t)
	book := alerts.Open(filepath.Join(t.TempDir(), "alerts.json"), rand.Reader)
	add := func(i alerts.Holding) alerts.Holding {
		kept, err := book.AddItem(t.Context(), i, w.Desk)
		if err != nil {
			t.Fatal(err)
		}
		return kept
	}
	us, de := add(alerts.Holding{Name: "wafers", Material: "gallium", Destination: "US"}), add(alerts.Holding{Name: "wafers", Material: "gallium", Destination: "DE"})
	saved, err := book.List()
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Touching(t.Context(), saved.Items, "2024-12", "2024-12") // a ban on exports to the United States
	if err != nil || got.Nothing || len(got.Touched) != 1 || got.Touched[0].Item.ID != us.ID {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := w.Touching(t.Context(), saved.Items, "2023-07", "2023-08"); err != nil || len(got.Touched) != 2 { // a licence for all
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := w.Touching(t.Context(), saved.Items[1:], "2024-12", "2024-12"); err != nil || !got.Nothing || got.Changes == 0 {
		t.Errorf("nothing of yours: %+v, %v", got, err)
	}
	for _, bad := range []alerts.Holding{{Name: "x"}, {Material: "Ga"}, {Name: "x", Material: "unobtanium"}, {Name: "x", Material: "Ga", Destination: "Atlantis"}} {
		var word *desk.WordError
		if _, err := book.AddItem(t.Context(), bad, w.Desk); !errors.As(err, &word) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if err := book.Remove(de.ID); err != nil {
		t.Fatal(err)
	}
	if err := book.Remove(de.ID); !errors.Is(err, alerts.ErrUnknown) {
		t.Errorf("removed twice: %v", err)
	}
}

func TestAlertsThatMeanNothing(t *testing.T) {
	w := watch(t)
	book := alerts.Open(filepath.Join(t.TempDir(), "alerts.json"), rand.Reader)
	for _, bad := range []alerts.Alert{{}, {Name: "x", Frequency: "hourly"}, {Name: "x", Filter: alerts.Filter{Materials: []string{"unobtanium"}}}, {Name: "x", Filter: alerts.Filter{Query: "a", Materials: []string{"Ga"}}}, {Name: "x", Filter: alerts.Filter{Kinds: []string{"party"}}}} {
		var word *desk.WordError
		if _, err := book.AddAlert(bad, w.Desk); !errors.As(err, &word) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	kept, err := book.AddAlert(alerts.Alert{Name: "all"}, w.Desk)
	if err != nil || kept.Frequency != alerts.Immediate {
		t.Errorf("%+v, %v", kept, err)
	}
	if _, err := book.Alert(kept.ID); err != nil {
		t.Error(err)
	}
	if _, err := book.Alert("a-none"); !errors.Is(err, alerts.ErrUnknown) {
		t.Error(err)
	}
}
