package legal_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// Whatever the order in which records are learned, and whatever wrong or removed versions came
// before, a body that is carried on says what one that is made of all of them says.
func TestWithIsNew(t *testing.T) {
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	law := kb.Law{Instruments: r.Instruments, Measures: r.Measures, Effects: r.Effects, Disputes: r.Disputes, Version: kb.Version{Seq: 1000}}
	today := corpus.Day(2026, 11, 25)
	for seed := range uint64(4) {
		if seed == 2 { // a takeover must now be read off the clauses of the act that ends the other
			law.Effects = slices.Clone(law.Effects)
			for i := range law.Effects {
				if e := &law.Effects[i]; e.Relation == kb.Supersedes {
					e.Relation = kb.Repeals
				}
			}
		}
		want := sayings(t, legal.New(law, today))
		rng := rand.New(rand.NewPCG(seed, 3))
		b := legal.New(kb.Law{}, today)
		var steps []kb.Law
		for _, i := range law.Instruments {
			steps = inSteps(rng, steps, i, spoiltInstrument, func(l *kb.Law, x kb.Instrument) { l.Instruments = append(l.Instruments, x) })
		}
		for _, m := range law.Measures {
			steps = inSteps(rng, steps, m, spoiltMeasure, func(l *kb.Law, x kb.Measure) { l.Measures = append(l.Measures, x) })
		}
		for _, e := range law.Effects {
			steps = inSteps(rng, steps, e, spoiltEffect, func(l *kb.Law, x kb.Effect) { l.Effects = append(l.Effects, x) })
		}
		for _, d := range law.Disputes {
			steps = inSteps(rng, steps, d, spoiltDispute, func(l *kb.Law, x kb.Dispute) { l.Disputes = append(l.Disputes, x) })
		}
		for n, s := range steps {
			s.Version = kb.Version{Seq: kb.Seq(1000 - len(steps) + n + 1)}
			b = b.With(s, today)
			for _, m := range []kb.Material{"REE", "Li", "Ga", "Ni"} { // what is asked between is kept, and must not grow stale
				b.Answer(legal.Question{Material: m, On: today})
			}
		}
		if got := sayings(t, b); got != want {
			t.Fatalf("seed %d: a body made in %d steps says something else; they part at %s", seed, len(steps), parting(got, want))
		}
	}
}

const chunks = 250

// inSteps puts a record into one of the steps, and in one case of three a spoilt version of it, or a
// version that was removed, into an earlier one.
func inSteps[T any](rng *rand.Rand, steps []kb.Law, x T, spoilt func(*T, *rand.Rand), add func(*kb.Law, T)) []kb.Law {
	if steps == nil {
		steps = make([]kb.Law, chunks)
	}
	at := rng.IntN(chunks)
	add(&steps[at], x)
	if at > 0 && rng.IntN(3) == 0 {
		other := x
		spoilt(&other, rng)
		add(&steps[rng.IntN(at)], other)
	}
	return steps
}

func spoiltInstrument(i *kb.Instrument, rng *rand.Rand) {
	i.Published, i.Jurisdiction, i.Removed = corpus.Day(2020, 1, 1+rng.IntN(28)), "XX", rng.IntN(2) == 0
}

func spoiltMeasure(m *kb.Measure, rng *rand.Rand) {
	m.Items, m.Restriction, m.Removed = []kb.Item{{Material: "Li", CustomsCodes: []string{"2825"}}}, kb.Quota, rng.IntN(2) == 0
	m.EndUses = []kb.EndUse{kb.Military}
}

func spoiltEffect(e *kb.Effect, rng *rand.Rand) {
	e.From, e.Removed = corpus.Day(2021, 1+rng.IntN(12), 1), rng.IntN(3) == 0
	switch rng.IntN(3) {
	case 0:
		e.Target = "cn-mofcom-2025-61"
	case 1:
		e.By = "cn-mofcom-2024-46"
	default:
		e.Relation = kb.Repeals
	}
}

func spoiltDispute(d *kb.Dispute, rng *rand.Rand) {
	d.Instrument, d.Removed = "cn-mofcom-2025-61", rng.IntN(2) == 0
}

// sayings is what a body says on many questions, as JSON.
func sayings(t *testing.T, b *legal.Body) string {
	t.Helper()
	law := b.Law()
	slices.SortFunc(law.Disputes, func(x, y kb.Dispute) int { return cmpString(string(x.ID), string(y.ID)) })
	slices.SortFunc(law.Effects, func(x, y kb.Effect) int { return cmpString(string(x.ID), string(y.ID)) })
	slices.SortFunc(law.Measures, func(x, y kb.Measure) int { return cmpString(string(x.ID), string(y.ID)) })
	slices.SortFunc(law.Instruments, func(x, y kb.Instrument) int { return cmpString(string(x.ID), string(y.ID)) })
	all := []any{law.Instruments, law.Measures, law.Effects, law.Disputes, b.Changes(corpus.Day(1990, 1, 1), corpus.Day(2035, 1, 1), legal.Filter{})}
	for _, day := range []corpus.Date{corpus.Day(2018, 5, 5), corpus.Day(2023, 8, 1), corpus.Day(2024, 12, 3), corpus.Day(2025, 10, 20), corpus.Day(2025, 11, 10), corpus.Day(2026, 11, 28)} {
		for _, m := range []kb.Material{"Ga", "REE", "Dy", "Li", "Co", "graphite", "He", "Ni", "all dual-use items"} {
			for _, to := range []string{"", "US", "EU"} {
				all = append(all, b.Answer(legal.Question{Material: m, Destination: to, On: day}), b.Answer(legal.Question{Material: m, Jurisdiction: "CN", Destination: to, EndUse: kb.Civil, On: day}))
			}
		}
		all = append(all, b.Answer(legal.Question{Code: "1C902", On: day}), b.Answer(legal.Question{Jurisdiction: "ID", On: day}), b.Answer(legal.Question{Destination: "JP", On: day}))
		for _, i := range law.Instruments {
			s, _ := b.InstrumentOn(i.ID, day)
			all = append(all, i.ID, s, b.EffectsBy(i.ID))
		}
	}
	raw, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func cmpString(x, y string) int {
	if x < y {
		return -1
	}
	return 1
}

// parting shows where two texts part.
func parting(x, y string) string {
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	from := max(0, n-120)
	return x[from:min(len(x), n+120)] + "\n instead of \n" + y[from:min(len(y), n+120)]
}
