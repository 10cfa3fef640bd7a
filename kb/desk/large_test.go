package desk_test

import (
	"cmp"
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/boltkb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// The size of the store that the benchmarks ask. The goals hold for
//
//	go test ./kb/desk -run '^$' -bench Large -large.instruments 20000 -large.facts 1000000
var (
	largeInstruments = flag.Int("large.instruments", 2000, "legal acts in the store of the benchmarks")
	largeFacts       = flag.Int("large.facts", 20000, "facts in the store of the benchmarks")
	largeDir         = flag.String("large.dir", "", "folder that keeps the store between runs; empty: a new one each time")
)

// largeDesk is a desk over a made-up store in bbolt.
func largeDesk(b *testing.B) *desk.Desk {
	b.Helper()
	dir := cmp.Or(*largeDir, b.TempDir())
	held, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		b.Fatal(err)
	}
	store, err := boltkb.Open(dir, boltkb.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	if len(held) == 0 {
		if err := (kbtest.Large{Instruments: *largeInstruments, Facts: *largeFacts, Seed: 1}).Fill(b.Context(), store); err != nil {
			b.Fatal(err)
		}
	}
	words, err := lexicon.New()
	if err != nil {
		b.Fatal(err)
	}
	return desk.New(store, words, func() time.Time { return loaded })
}

// timed runs a question until the benchmark ends, on a thread of its own, and reports the median and
// the 99th percentile of the time that passed and of the processor time that the thread used. On a
// machine that does other things too, the former tells of these and the latter of ours. It returns the
// processor time of each question.
func timed(b *testing.B, ask func(n int), before ...func()) []time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var passed, used []time.Duration
	for n := 0; b.Loop(); n++ {
		for _, do := range before { // not timed
			do()
		}
		began, cpu := time.Now(), threadTime(b)
		ask(n)
		passed, used = append(passed, time.Since(began)), append(used, threadTime(b)-cpu)
	}
	for name, took := range map[string][]time.Duration{"": passed, "cpu-": used} {
		b.ReportMetric(float64(quantile(took, 0.5))/1e6, name+"p50-ms")
		b.ReportMetric(float64(quantile(took, 0.99))/1e6, name+"p99-ms")
	}
	b.ReportMetric(0, "ns/op")
	return used
}

// quantile returns the q-th quantile of some times.
func quantile(of []time.Duration, q float64) time.Duration {
	of = slices.Sorted(slices.Values(of))
	return of[int(q*float64(len(of)-1))]
}

// BenchmarkLargeStatus asks questions as a tool does: a material, mostly with a destination and a
// jurisdiction, on any day. What a question costs is in the measure of what it finds: with -v it tells
// that of each.
func BenchmarkLargeStatus(b *testing.B) {
	d := largeDesk(b)
	questions := []desk.StatusWords{
		{Material: "Ga", Destination: "US", Jurisdiction: "CN", On: "2025-11-10"}, {Material: "Dy", Destination: "JP", Jurisdiction: "CN", On: "2025-12-15"},
		{Material: "Co", Jurisdiction: "CD", On: "2025-06-23"}, {Material: "Li", Destination: "DE", Jurisdiction: "ZW", On: "2026-02-25"},
		{Material: "He", On: "2024-01-01", Jurisdiction: "US"}, {Material: "REE", Destination: "US", Jurisdiction: "CN", On: "2023-05-05"},
		{Material: "Sc", Destination: "KR", EndUse: "military", On: "2025-04-04"}, {Material: "graphite", Destination: "KR", Jurisdiction: "CN", On: "2020-04-04"},
	}
	measures, asked := make([]int, len(questions)), 0
	ask := func(n int) {
		a, err := d.Status(b.Context(), questions[n%len(questions)])
		if err != nil {
			b.Fatal(err)
		}
		measures[n%len(questions)] = len(a.Measures)
		asked += len(a.Measures)
	}
	ask(0) // prepares the body of law
	asked = 0
	used := timed(b, ask)
	b.ReportMetric(float64(asked)/float64(len(used)), "measures/answer")
	for i := 0; testing.Verbose() && i < len(questions); i++ {
		var own []time.Duration
		for n := i; n < len(used); n += len(questions) {
			own = append(own, used[n])
		}
		if len(own) > 0 {
			b.Logf("%4d measures, p50 %v, p99 %v: %+v", measures[i], quantile(own, 0.5), quantile(own, 0.99), questions[i])
		}
	}
}

// BenchmarkLargeChanges asks what changed in a year: everywhere, and for one material.
func BenchmarkLargeChanges(b *testing.B) {
	d := largeDesk(b)
	for name, w := range map[string]desk.ChangeWords{
		"all": {From: "2025", To: "2025"}, "one_jurisdiction": {From: "2025", To: "2025", Jurisdictions: []string{"CN"}},
		"one_material": {From: "2025", To: "2025", Materials: []string{"Ga"}},
	} {
		b.Run(name, func(b *testing.B) {
			rows := 0
			ask := func(int) {
				l, err := d.Changes(b.Context(), w, desk.Page{Limit: 100})
				if err != nil {
					b.Fatal(err)
				}
				rows = l.Total.Value
			}
			ask(0)
			timed(b, ask)
			b.ReportMetric(float64(rows), "rows")
		})
	}
}

// BenchmarkLargeNext is the first question after one more act was learned.
func BenchmarkLargeNext(b *testing.B) {
	d := largeDesk(b)
	store, ok := d.Store().(kb.Store)
	if !ok {
		b.Fatal("the desk's store cannot be written")
	}
	n := 0
	learn := func() {
		w := kbtest.Notice(n % 50)
		w.At = loaded.Add(time.Duration(n) * time.Minute)
		w.Instruments[0].Note = fmt.Sprint("seen for the ", n, "th time")
		if _, err := store.Commit(b.Context(), w); err != nil {
			b.Fatal(err)
		}
		n++
	}
	ask := func(int) {
		if _, err := d.Status(b.Context(), desk.StatusWords{Material: "Dy", Destination: "JP", Jurisdiction: "CN", On: "2025-12-15"}); err != nil {
			b.Fatal(err)
		}
	}
	learn()
	ask(0)
	timed(b, ask, learn)
}

// BenchmarkLargeFirst is the first question after something was learned: the law is read anew.
func BenchmarkLargeFirst(b *testing.B) {
	d := largeDesk(b)
	for b.Loop() {
		if _, err := desk.New(d.Store(), nil, func() time.Time { return loaded }).Body(b.Context(), time.Time{}); err != nil {
			b.Fatal(err)
		}
	}
}
