package crawler

import (
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// due returns how long after now a source is to be run.
func (d *desk) due(s Source) time.Duration {
	d.t.Helper()
	at, err := d.crawler.Due(d.t.Context(), s)
	if err != nil {
		d.t.Fatal(err)
	}
	if at.IsZero() {
		return 0
	}
	return at.Sub(d.now)
}

// between says that a run is due within the cadence and a tenth of it.
func between(t *testing.T, what string, got, cadence time.Duration) {
	t.Helper()
	if got < cadence || got >= cadence+cadence/10 {
		t.Errorf("%s: due in %v, want %v and at most a tenth more", what, got, cadence)
	}
}

func TestDue(t *testing.T) {
	w, d, s := twoItems(t)
	if got := d.due(s); got != 0 {
		t.Errorf("never run: due in %v", got)
	}
	d.run(s)
	between(t, "after a run", d.due(s), 24*time.Hour)
	if a, b := d.due(s), d.due(s); a != b {
		t.Errorf("asked twice, the jitter differs: %v, %v", a, b)
	}
	w.status("press.example/", 403)
	d.run(s)
	d.run(s)
	between(t, "blocked twice", d.due(s), 96*time.Hour)
	for range 4 {
		d.run(s)
	}
	between(t, "blocked again and again", d.due(s), 8*24*time.Hour)
	w.html("press.example/", `<li><a href="/1">One</a></li>`)
	d.run(s)
	between(t, "open again", d.due(s), 24*time.Hour)
}

func TestJitterSpreadsSources(t *testing.T) {
	ended, seen := time.Date(2025, 10, 9, 0, 0, 0, 0, time.UTC), map[time.Duration]bool{}
	for _, id := range []corpus.SourceID{"a1", "b2", "c3", "d4", "e5"} {
		s := Source{ID: id}
		seen[s.jitter(ended, 2*time.Hour)] = true
	}
	if len(seen) < 4 {
		t.Errorf("five sources have only %d jitters", len(seen))
	}
}

// TestTimeOfDay runs a source each day at a time of its own zone, through the end of summer time.
func TestTimeOfDay(t *testing.T) {
	s := source(t, "id: x1\nname: x\nzone: Europe/Brussels\nat: ['09:30']\nentries: [{url: 'http://x.example/', discovery: feed}]\n")
	for _, c := range []struct{ ended, want string }{
		{"2025-10-24T07:41:00Z", "2025-10-25T07:30:00Z"}, // yesterday's run ended late
		{"2025-10-24T20:00:00Z", "2025-10-25T07:30:00Z"}, // run by hand in the evening
		{"2025-10-25T07:41:00Z", "2025-10-26T08:30:00Z"}, // the clocks went back in the night
	} {
		ended, err := time.Parse(time.RFC3339, c.ended)
		if err != nil {
			t.Fatal(err)
		}
		want, err := time.Parse(time.RFC3339, c.want)
		if err != nil {
			t.Fatal(err)
		}
		got := s.due(&past{ended: ended})
		if late := got.Sub(want); late < 0 || late >= 10*time.Minute {
			t.Errorf("ended %s: due %s, want %s and at most ten minutes more", c.ended, got.UTC().Format(time.RFC3339), c.want)
		}
	}
}

func TestHealth(t *testing.T) {
	w, d, s := twoItems(t)
	state := func(want corpus.HealthState) corpus.Health {
		t.Helper()
		all, err := d.crawler.Health(t.Context(), []Source{s})
		if err != nil {
			t.Fatal(err)
		}
		if all[0].State != want {
			t.Errorf("state %s, want %s", all[0].State, want)
		}
		return all[0]
	}
	state(corpus.SourceNeverRun)
	d.run(s)
	h := state(corpus.SourceHealthy)
	if h.LastRun == nil || h.LastRun.New != 2 || h.Pages != 2 || !h.LastHealthy.Equal(h.LastRun.Finished) || h.NextRun.Before(d.now) {
		t.Errorf("health %+v", h)
	}
	w.status("press.example/1", 500)
	d.run(s)
	if h := state(corpus.SourceAttention); !h.LastHealthy.Before(h.LastRun.Finished) {
		t.Errorf("a run with an alarm is taken for healthy: %+v", h)
	}
	w.status("press.example/", 403)
	d.run(s)
	state(corpus.SourceBlocked)
	w.html("press.example/", `<li><a href="/2">Two</a></li>`)
	w.html("press.example/1", "one")
	d.run(s)
	d.now = d.now.Add(72 * time.Hour)
	state(corpus.SourceOverdue)
	s.Sample = true
	if h := s.health(d.crawler.memory.of(s.ID), d.now); h.State != corpus.SourceEnded || !h.NextRun.IsZero() {
		t.Errorf("a source of the sample after its story: %+v", h)
	}
	s.Sample, s.Enabled = false, false
	if others, err := d.crawler.Undeclared(t.Context(), nil); err != nil || len(others) != 1 || others[0].Source != s.ID || others[0].State != corpus.SourceUndeclared || others[0].LastRun == nil {
		t.Errorf("without its manifest the source is %+v, %v", others, err)
	}
	if others, err := d.crawler.Undeclared(t.Context(), []Source{s}); err != nil || len(others) != 0 {
		t.Errorf("with its manifest it is undeclared: %+v, %v", others, err)
	}
	if h := state(corpus.SourceOff); !h.NextRun.IsZero() {
		t.Errorf("a source that is off has a next run: %v", h.NextRun)
	}
}
