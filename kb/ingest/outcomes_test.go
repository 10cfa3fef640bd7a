package ingest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

func TestWhatCannotBeReadIsAnOutcomeWithAReason(t *testing.T) {
	if testing.Short() {
		t.Skip("starting the PDF library takes long under the race detector; the full run starts it")
	}
	w := newWorld(t)
	w.see(page{url: "http://ministry.example/pdf", body: "%PDF-1.7\n1 0 obj\n<<"})
	w.see(page{url: "http://ministry.example/blank", body: "   \n"})
	w.see(page{url: "http://ministry.example/never", status: 404, body: "no"})
	w.see(page{url: "http://ministry.example/57", body: holmium, lang: "zh-Hans"})
	r := w.follow()
	if r.Outcomes[kb.Quarantined] != 2 || r.Outcomes[kb.Absent] != 1 || r.Outcomes[kb.Ingested] != 1 {
		t.Errorf("outcomes = %v", r.Outcomes)
	}
	for _, p := range r.Problems {
		if p.Reason == "" {
			t.Errorf("%s has no reason", p.URL)
		}
	}
}

func TestKnownAtAnEarlierDay(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "http://ministry.example/57", body: holmium, lang: "zh-Hans"})
	w.follow()
	before := w.clock
	w.clock = w.clock.Add(30 * 24 * time.Hour)
	w.see(page{url: "http://ministry.example/70", body: pause, lang: "zh-Hans"})
	w.follow()
	law, err := w.store.Law(t.Context(), before)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := legal.New(law, corpus.DateOf(before)).StatusOn("cn-mofcom-gacc-2025-57/1", corpus.Day(2025, 11, 20))
	if s.Status != kb.StatusInForce || !s.Expected {
		t.Errorf("as known then: %s, expected %v; want in_force, expected", s.Status, s.Expected)
	}
	if got := status(w, "cn-mofcom-gacc-2025-57/1", "2025-11-20"); got != kb.StatusSuspended {
		t.Errorf("as known now: %s, want suspended", got)
	}
	empty, err := w.store.Law(t.Context(), time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if a := legal.New(empty, corpus.Day(2020, 1, 1)).Answer(legal.Question{Material: "Ho", On: corpus.Day(2025, 11, 20)}); a.Answer != legal.NotCovered {
		t.Errorf("before the first record: %s, want not_covered", a.Answer)
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return fmt.Sprintf("%d lines and %d lines", len(x), len(y))
}
