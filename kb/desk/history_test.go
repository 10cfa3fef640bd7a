package desk_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// The record axis of a random history of learning: acts come in any order, some in a wrong version first.
// What was learned from one time to another, applied to what was known at the first, is what is known at
// the second; and what the log does not name has the same state at both, on any day.
func TestWhatWasLearnedLeadsFromOneTimeToAnother(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(2) {
		rng := rand.New(rand.NewPCG(seed, 5))
		store, times := memkb.New(), []time.Time{}
		for step := range 8 {
			at := loaded.Add(time.Duration(step) * 30 * time.Hour)
			if _, err := ingest.LoadRegister(t.Context(), store, learnedBy(whole, rng, step, 8), at); err != nil {
				t.Fatal(err)
			}
			times = append(times, at)
		}
		now := times[len(times)-1].Add(time.Hour)
		d := desk.New(store, words, func() time.Time { return now })
		for range 12 {
			i := rng.IntN(len(times) - 1)
			j := i + 1 + rng.IntN(len(times)-1-i)
			between(t, d, times[i], times[j], rng)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// learnedBy is what a register holds by a step: a growing part of the acts, of which some have a wrong
// day until the last step.
func learnedBy(whole *register.Register, rng *rand.Rand, step, steps int) *register.Register {
	var r register.Register
	held := map[kb.InstrumentID]bool{}
	for n, i := range whole.Instruments {
		if n*7%steps <= step {
			held[i.ID] = true
			r.Instruments = append(r.Instruments, i)
		}
	}
	for _, m := range whole.Measures {
		if held[m.Instrument] {
			r.Measures = append(r.Measures, m)
		}
	}
	for _, e := range whole.Effects {
		if !held[e.Target] || e.By != "" && !held[e.By] {
			continue
		}
		if step < steps-1 && rng.IntN(6) == 0 && !e.From.IsZero() && e.Until.IsZero() {
			e.From = corpus.Day(2025, 1+rng.IntN(12), 1+rng.IntN(28))
		}
		r.Effects = append(r.Effects, e)
	}
	for _, x := range whole.Disputes {
		if held[x.Instrument] {
			r.Disputes = append(r.Disputes, x)
		}
	}
	return &r
}

// between checks two record times.
func between(t *testing.T, d *desk.Desk, early, late time.Time, rng *rand.Rand) {
	t.Helper()
	was, err := d.Body(t.Context(), early)
	if err != nil {
		t.Fatal(err)
	}
	is, err := d.Body(t.Context(), late)
	if err != nil {
		t.Fatal(err)
	}
	named := map[kb.InstrumentID]bool{}
	entries, err := d.Store().Entries(t.Context(), was.Law().Version.Seq, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.RecordedAt.After(late) {
			named[e.Instrument] = true
		}
	}
	if len(named) == 0 {
		t.Fatalf("nothing was learned from %s to %s", early, late)
	}
	applied := was.With(newsOf(was.Law(), is.Law(), named), d.Today())
	for _, m := range is.Law().Measures {
		for range 6 {
			day := corpus.Day(2022, 1, 1).AddDays(rng.IntN(6 * 365))
			want := stateOf(is, m.ID, day)
			if got := stateOf(applied, m.ID, day); got != want {
				t.Errorf("%s to %s: %s on %s is %s when the log is applied, and %s", early, late, m.ID, day, got, want)
			}
			if before := stateOf(was, m.ID, day); !named[m.Instrument] && before != want && !suspendedByNamed(is, m.Instrument, named) {
				t.Errorf("%s to %s: %s on %s went from %s to %s, and the log names nothing of it", early, late, m.ID, day, before, want)
			}
		}
	}
}

// newsOf is, of the acts that the log names, what is held now, and what of them is held no more.
func newsOf(old, now kb.Law, named map[kb.InstrumentID]bool) kb.Law {
	news := kb.Law{Version: now.Version}
	for _, i := range now.Instruments {
		if named[i.ID] {
			news.Instruments = append(news.Instruments, i)
		}
	}
	news.Measures = replaced(old.Measures, now.Measures, func(m kb.Measure) bool { return named[m.Instrument] },
		func(m kb.Measure) string { return string(m.ID) }, func(m *kb.Measure) { m.Removed = true })
	news.Effects = replaced(old.Effects, now.Effects, func(e kb.Effect) bool { return named[e.Target] || named[e.By] },
		func(e kb.Effect) string { return string(e.ID) }, func(e *kb.Effect) { e.Removed = true })
	return news
}

func replaced[T any](old, now []T, named func(T) bool, id func(T) string, remove func(*T)) (out []T) {
	for _, x := range old {
		if named(x) && !slices.ContainsFunc(now, func(y T) bool { return id(x) == id(y) }) {
			remove(&x)
			out = append(out, x)
		}
	}
	for _, x := range now {
		if named(x) {
			out = append(out, x)
		}
	}
	return out
}

// suspendedByNamed reports whether an act that the log names does something to the act, or to one that
// suspends it.
func suspendedByNamed(b *legal.Body, id kb.InstrumentID, named map[kb.InstrumentID]bool) bool {
	return slices.ContainsFunc(b.EffectsOn(id), func(e kb.Effect) bool { return named[e.By] })
}

func stateOf(b *legal.Body, id kb.MeasureID, day corpus.Date) string {
	s, ok := b.StatusOn(id, day)
	return fmt.Sprint(ok, " ", s.Status, " since ", s.Since, " until ", s.Until, " by ", s.By, " ", len(s.Chain), " events")
}
