package legal_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Of random histories, with acts that suspend, prolong, resume, replace and end each other in any order,
// the changes of each day are the difference between the states of the day before and of the day: they
// lead from the state of any day to that of any later one, and none is told that is none.
func TestChangesOfRandomHistories(t *testing.T) {
	first := corpus.Day(2025, 1, 1)
	const days = 70
	for seed := range uint64(800) {
		rng := rand.New(rand.NewPCG(seed, 11))
		l := randomLaw(rng, first, days-5)
		b := legal.New(l, today)
		for _, m := range l.Measures {
			was, _ := b.StatusOn(m.ID, first.AddDays(-1))
			for d := range days {
				day := first.AddDays(d)
				is, _ := b.StatusOn(m.ID, day)
				if wrong := explains(changesOf(b, m.ID, day, day), was.Status, is.Status); wrong != "" {
					t.Fatalf("seed %d: %s on %s is %q after %q, and %s\n%s", seed, m.ID, day, is.Status, was.Status, wrong, lifeOf(l))
				}
				was = is
			}
		}
		from, to := first.AddDays(rng.IntN(days/2)), first.AddDays(days/2+rng.IntN(days/2))
		for _, m := range l.Measures {
			at, _ := b.StatusOn(m.ID, from)
			end, _ := b.StatusOn(m.ID, to)
			for _, c := range changesOf(b, m.ID, from.AddDays(1), to) {
				at.Status = c.After
			}
			if at.Status != end.Status {
				t.Fatalf("seed %d: from %s to %s the changes leave %s %q, and it is %q\n%s", seed, from, to, m.ID, at.Status, end.Status, lifeOf(l))
			}
		}
	}
}

// explains tells what is wrong with the changes of a day that leads from one state to another.
func explains(changes []legal.Change, was, is kb.Status) string {
	moved := false
	for _, c := range changes {
		if c.Before != was || c.After != is {
			return fmt.Sprintf("%s goes from %q to %q", c.Kind, c.Before, c.After)
		}
		moved = true
	}
	if was != is && !moved {
		return "no change is told"
	}
	return ""
}

func changesOf(b *legal.Body, id kb.MeasureID, from, to corpus.Date) (out []legal.Change) {
	for _, c := range b.Changes(from, to, legal.Filter{}) {
		if c.Measure == id {
			out = append(out, c)
		}
	}
	return out
}

// randomLaw is three acts of two clauses with a random history.
func randomLaw(rng *rand.Rand, first corpus.Date, days int) kb.Law {
	acts := []kb.InstrumentID{"cn-one", "cn-two", "cn-three"}
	var all [][]kb.Effect
	for n, id := range acts {
		var es []kb.Effect
		add := func(r kb.Relation, from, until corpus.Date, by kb.InstrumentID) {
			e := kb.Effect{ID: kb.EffectID(fmt.Sprintf("%s-%d", id, len(es))), Relation: r, Target: id, By: by, From: from, Until: until,
				Basis: kb.Basis{Provenance: &kb.Provenance{From: "test"}}}
			if r != kb.Adopts && rng.IntN(4) == 0 {
				e.Provisions = []string{[]string{"1", "2"}[rng.IntN(2)]}
			}
			es = append(es, e)
		}
		adopted := first.AddDays(rng.IntN(days / 2))
		if rng.IntN(3) == 0 {
			add(kb.Proposes, adopted.AddDays(-rng.IntN(9)), corpus.Date{}, id)
		}
		add(kb.Adopts, adopted, corpus.Date{}, id)
		if rng.IntN(6) > 0 {
			add(kb.Commences, adopted.AddDays(rng.IntN(12)), corpus.Date{}, id)
		}
		other := acts[(n+1+rng.IntN(2))%3]
		for range rng.IntN(4) {
			from := adopted.AddDays(rng.IntN(days))
			switch rng.IntN(7) {
			case 0, 1:
				add(kb.Suspends, from, from.AddDays(rng.IntN(20)), other)
			case 2:
				add(kb.Resumes, from, corpus.Date{}, other)
			case 3:
				add(kb.Extends, from, from.AddDays(rng.IntN(20)), other)
			case 4:
				add([]kb.Relation{kb.Repeals, kb.Supersedes, kb.Withdraws}[rng.IntN(3)], from, corpus.Date{}, other)
			case 5:
				add(kb.Amends, from, corpus.Date{}, other)
			default:
				add(kb.Expires, from, corpus.Date{}, id)
			}
		}
		all = append(all, es)
	}
	l := law(all...)
	for _, id := range acts {
		for _, p := range []string{"1", "2"} {
			clause(&l, id, p, kb.LicenceRequirement, "Ga")
		}
	}
	return l
}

func lifeOf(l kb.Law) (s string) {
	for _, e := range l.Effects {
		s += fmt.Sprintf("%s %s from %s until %s by %s on %v\n", e.Target, e.Relation, e.From, e.Until, e.By, e.Provisions)
	}
	return s
}
