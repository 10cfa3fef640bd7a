package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// TestWhatWasKnownNeverMoves asks, after the whole sample web was taken in day by day, what was known
// after each of its days: for every day asked, the answer is the one that was given then.
func TestWhatWasKnownNeverMoves(t *testing.T) {
	r := replaySample(t)
	for i, v := range r.versions {
		if now := tellLaw(t, r, r.store, v.RecordedAt); now != r.told[i] {
			t.Errorf("what was known on %s is told otherwise now: %s", r.days[i], firstDifference(now, r.told[i]))
		}
	}
	if len(r.told[0]) == 0 || r.told[0] == r.told[len(r.told)-1] {
		t.Error("nothing was learned after the first day")
	}
}

// replaySeeds is how many orders are drawn; one takes seconds.
var replaySeeds = flag.Int("replay.seeds", 2, "orders in which the sample is taken in")

// TestTheOrderOfTheSampleDoesNotMatter takes the captures of the whole sample in at once, in orders
// that are drawn anew: what is law in the end is what it was when they came day by day. The answers of
// one address keep their order, for the last of them is the one that counts.
func TestTheOrderOfTheSampleDoesNotMatter(t *testing.T) {
	r := replaySample(t)
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	want := lawWithoutTimes(t, r.store)
	finder := extract.New(words)
	if strings.Count(want, "\n") < 100 {
		t.Fatalf("the replay left little law:\n%s", want)
	}
	for n := range *replaySeeds {
		seed := uint64(n)
		store := memkb.New()
		now := time.Date(2026, 11, 24, 13, 0, 0, 0, time.UTC)
		in := ingest.New(ingest.Options{Store: store, Archive: shuffled{r, seed}, Extract: finder, Now: func() time.Time { return now }})
		if _, err := in.Follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := lawWithoutTimes(t, store); got != want {
			t.Errorf("seed %d: the law is another: %s", seed, firstDifference(got, want))
		}
	}
}

// shuffled is an archive with the captures of the replay in another order.
type shuffled struct {
	*replay
	seed uint64
}

func (s shuffled) Walk(_ context.Context, after archive.Position) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		if after != "" {
			return // all was read in one go
		}
		for i, c := range s.order() {
			if !yield(archive.Record{Capture: &c, Position: archive.Position(fmt.Sprint(i + 1))}, nil) {
				return
			}
		}
	}
}

// order draws an order of the addresses and deals out their captures, each address's in its own order.
func (s shuffled) order() []corpus.Capture {
	r := rand.New(rand.NewPCG(s.seed, 11))
	queues := map[string][]corpus.Capture{}
	var turns []string
	for _, c := range s.captures {
		queues[c.URL] = append(queues[c.URL], c)
		turns = append(turns, c.URL)
	}
	r.Shuffle(len(turns), func(i, j int) { turns[i], turns[j] = turns[j], turns[i] })
	out := make([]corpus.Capture, 0, len(turns))
	for _, url := range turns {
		out = append(out, queues[url][0])
		queues[url] = queues[url][1:]
	}
	return out
}

func (s shuffled) Payload(_ context.Context, h corpus.Hash) ([]byte, error) {
	b, ok := s.bodies[h]
	if !ok {
		return nil, fmt.Errorf("payload %s: %w", h, archive.ErrNotHeld)
	}
	return slices.Clone(b), nil
}

// documentID is the name of a document, made of the address at which it was first seen: where a page
// moved, that is another one if its new address comes first. The text behind it stays told by its hash.
var documentID = regexp.MustCompile(`d-[a-z2-7]{10}`)

// lawWithoutTimes writes down all legal records but for when they were learned.
func lawWithoutTimes(t *testing.T, store kb.Reader) string {
	t.Helper()
	law, err := store.Law(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	add := func(v any) {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, documentID.ReplaceAllString(string(b), "d"))
	}
	for _, i := range law.Instruments {
		i.Stamp = kb.Stamp{}
		slices.Sort(i.Documents)
		add(i)
	}
	for _, m := range law.Measures {
		m.Stamp = kb.Stamp{}
		add(m)
	}
	for _, e := range law.Effects {
		e.Stamp = kb.Stamp{}
		add(e)
	}
	for _, d := range law.Disputes {
		d.Stamp = kb.Stamp{}
		add(d)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
