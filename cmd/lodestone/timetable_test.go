package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/sample"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/memkb"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// replay is the sample web crawled and taken in day by day.
type replay struct {
	days     []corpus.Date
	versions []kb.Version // after each day
	told     []string     // what the law was said to be after each day, see tellLaw
	store    *memkb.Store
	captures []corpus.Capture // in the order of the archive
	bodies   map[corpus.Hash][]byte
}

// replayOnce crawls the sample web once for all tests that read the result.
var replayOnce struct {
	sync.Mutex
	*replay
}

func replaySample(t *testing.T) *replay {
	t.Helper()
	replayOnce.Lock()
	defer replayOnce.Unlock()
	if replayOnce.replay != nil {
		return replayOnce.replay
	}
	s := newSpoiled(t)
	web, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := &replay{days: web.Days(), store: s.store, bodies: map[corpus.Hash][]byte{}}
	sources, err := sourcesOf(web)
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range r.days {
		s.mu.Lock()
		s.day, s.now = day, time.Date(day.Year, time.Month(day.Month), day.Day, 12, 0, 0, 0, time.UTC)
		s.mu.Unlock()
		for _, one := range sources {
			if _, err := s.crawler.Run(t.Context(), one); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.in.Follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		v, err := s.store.Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r.versions = append(r.versions, v)
		r.told = append(r.told, tellLaw(t, r, s.store, time.Time{}))
	}
	r.keep(t, s.archive)
	replayOnce.replay = r
	return r
}

// keep copies the captures out of the archive, which ends with the test that made it.
func (r *replay) keep(t *testing.T, a *archive.Archive) {
	t.Helper()
	for rec, err := range a.Walk(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Capture == nil {
			continue
		}
		r.captures = append(r.captures, *rec.Capture)
		if h := rec.Capture.PayloadHash; h != "" && r.bodies[h] == nil {
			body, err := a.Payload(t.Context(), h)
			if err != nil {
				t.Fatal(err)
			}
			r.bodies[h] = body
		}
	}
}

// tellLaw writes down the status of every measure on every day of the timetable, and the answers to
// some questions, as known at the given time.
func tellLaw(t *testing.T, r *replay, store kb.Reader, known time.Time) string {
	t.Helper()
	law, err := store.Law(t.Context(), known)
	if err != nil {
		t.Fatal(err)
	}
	b := legal.New(law, corpus.Day(2026, 11, 24))
	var out strings.Builder
	for _, day := range r.days {
		for _, m := range law.Measures {
			s, _ := b.StatusOn(m.ID, day)
			fmt.Fprintf(&out, "%s on %s: %s since %s until %s by %s, %d events\n", m.ID, day, s.Status, s.Since, s.Until, s.By, len(s.Chain))
		}
		for _, q := range []legal.Question{
			{Material: "Ga", Destination: "US"}, {Material: "Ga", Destination: "US", EndUse: kb.Military}, {Material: "Dy"}, {Material: "Ho"},
			{Material: "graphite", Destination: "KR"}, {Material: "Co"}, {Material: "Li", Jurisdiction: "ZW"}, {Material: "Ni"},
		} {
			q.On = day
			a := b.Answer(q)
			fmt.Fprintf(&out, "%v: %s %s, %d measures, %d disputes\n", q, a.Answer, a.Strictest, len(a.Measures), len(a.Disputes))
		}
	}
	return out.String()
}

// golden is one pair of days of testdata/timetable.txt.
type golden struct {
	from, to corpus.Date
	rows     []goldenRow
}

type goldenRow struct{ mark, day, kind, act, clause, by string }

func (g goldenRow) String() string {
	s := strings.TrimSpace(g.kind + " " + g.act + " " + g.clause)
	if g.by != "" {
		s += " by " + g.by
	}
	return s
}

func readTimetable(t *testing.T) (pairs []golden) {
	t.Helper()
	text, err := os.ReadFile("testdata/timetable.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		w := strings.Fields(line)
		switch {
		case len(w) == 0 || w[0] == "#":
		case w[0] == "pair":
			from, err1 := corpus.ParseDate(w[1])
			to, err2 := corpus.ParseDate(w[2])
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			pairs = append(pairs, golden{from: from, to: to})
		case len(w) == 2:
			p := &pairs[len(pairs)-1]
			p.rows = append(p.rows, goldenRow{mark: "entry", kind: w[0], act: w[1]})
		default:
			g := goldenRow{mark: w[0], day: w[1], kind: w[2], act: w[3]}
			if len(w) > 5 && w[len(w)-2] == "by" {
				g.by = w[len(w)-1]
				w = w[:len(w)-2]
			}
			if len(w) > 4 {
				g.clause = w[4]
			}
			p := &pairs[len(pairs)-1]
			p.rows = append(p.rows, g)
		}
	}
	return pairs
}

// TestTimetableAsRead compares what the pages alone tell, as known on the second of each two days,
// with what a person wrote down.
func TestTimetableAsRead(t *testing.T) {
	r := replaySample(t)
	for i, g := range readTimetable(t) {
		if g.from != r.days[i] || g.to != r.days[i+1] {
			t.Fatalf("pair %d is %s to %s, want %s to %s", i, g.from, g.to, r.days[i], r.days[i+1])
		}
		law, err := r.store.Law(t.Context(), r.versions[i+1].RecordedAt)
		if err != nil {
			t.Fatal(err)
		}
		got := changeRows(legal.New(law, g.to), g, nil)
		var want []string
		for _, row := range g.rows {
			if row.mark == "law" || row.mark == "read" {
				want = append(want, row.day+" "+row.String())
			}
		}
		differ(t, g, want, got)
	}
}

// TestTimetableWithTheRegister compares the same with the register laid over it: acts whose pages
// print no number are known there, and what no page of the sample tells.
func TestTimetableWithTheRegister(t *testing.T) {
	reg, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	body := legal.New(kb.Law{Instruments: reg.Instruments, Measures: reg.Measures, Effects: reg.Effects}, corpus.Day(2026, 11, 24))
	pairs := readTimetable(t)
	acts := map[string]bool{}
	for _, g := range pairs {
		for _, row := range g.rows {
			acts[row.act] = row.mark != "entry" || acts[row.act]
		}
	}
	for _, g := range pairs {
		var got, want []string
		for _, row := range changeRows(body, g, acts) {
			_, rest, _ := strings.Cut(row, " ")
			got = append(got, rest) // a meeting that passed an act may lie before its publication
		}
		for _, row := range g.rows {
			if row.mark != "entry" && row.mark != "read" {
				want = append(want, row.String())
			}
		}
		differ(t, g, want, got)
	}
}

// TestTimetableOfDocuments compares what befell the documents of the sample with the same list.
func TestTimetableOfDocuments(t *testing.T) {
	r := replaySample(t)
	kinds := map[kb.EntryKind]string{kb.DocumentAdded: "new", kb.TextEdited: "edited", kb.DocumentMoved: "moved", kb.DocumentGone: "gone", kb.DocumentBack: "back"}
	for i, g := range readTimetable(t) {
		entries, err := r.store.Entries(t.Context(), r.versions[i].Seq, int(r.versions[i+1].Seq-r.versions[i].Seq))
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, e := range entries {
			if kinds[e.Kind] == "" {
				continue
			}
			doc, err := r.store.Document(t.Context(), e.Document)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, kinds[e.Kind]+" "+strings.TrimPrefix(append(doc.FormerURLs, doc.URL)[0], "http://"))
		}
		for _, row := range g.rows {
			if row.mark == "entry" {
				want = append(want, row.String())
			}
		}
		differ(t, g, want, got)
	}
}

// changeRows tells the changes of a pair as the golden list does, each once.
func changeRows(b *legal.Body, g golden, acts map[string]bool) []string {
	var out []string
	for _, c := range b.Changes(g.from.AddDays(1), g.to, legal.Filter{}) {
		if acts != nil && !acts[string(c.Instrument)] || c.Restriction == kb.Suspension || c.Restriction == kb.NoRestriction {
			continue
		}
		row := goldenRow{kind: strings.TrimPrefix(string(c.Kind), "measure_"), act: string(c.Instrument), by: string(c.By)}
		if row.by == row.act {
			row.by = ""
		}
		for _, want := range g.rows {
			m, _ := b.Measure(c.Measure)
			if want.clause != "" && want.kind == row.kind && want.act == row.act && (m.Provision == want.clause || strings.HasPrefix(m.Provision, want.clause+"-")) {
				row.clause = want.clause
			}
		}
		out = append(out, c.LegalDate.String()+" "+row.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func differ(t *testing.T, g golden, want, got []string) {
	t.Helper()
	for _, row := range want {
		if !slices.Contains(got, row) && !slices.Contains(got, strings.Split(row, " by ")[0]) {
			t.Errorf("%s to %s lacks: %s", g.from, g.to, row)
		}
	}
	for _, row := range got {
		if !slices.Contains(want, row) {
			t.Errorf("%s to %s has also: %s", g.from, g.to, row)
		}
	}
}
