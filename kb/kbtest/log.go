package kbtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

func testLog(t *testing.T, s kb.Store) {
	ctx := t.Context()
	for n := range 3 {
		w := kb.Write{At: later(n)}
		for i := range n + 1 {
			w.Entries = append(w.Entries, kb.Entry{Seq: 99, RecordedAt: later(99), Kind: kb.RunRecorded, Summary: fmt.Sprintf("%d.%d", n, i)})
		}
		commit(t, s, w)
	}
	list := func(after kb.Seq, limit int) []string {
		out := []string{}
		for _, e := range must[[]kb.Entry](t)(s.Entries(ctx, after, limit)) {
			out = append(out, fmt.Sprintf("%d:%s", e.Seq, e.Summary))
		}
		return out
	}
	all := []string{"1:0.0", "2:1.0", "3:1.1", "4:2.0", "5:2.1", "6:2.2"}
	for _, c := range []struct {
		after kb.Seq
		limit int
		want  []string
	}{{0, 0, all}, {0, 2, all[:2]}, {2, 3, all[2:5]}, {5, 10, all[5:]}, {6, 10, all[6:]}, {1 << 60, 0, nil}} {
		if got := list(c.after, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("Entries(%d, %d) = %v, want %v", c.after, c.limit, got, c.want)
		}
	}
}

func testRecordTime(t *testing.T, s kb.Store) {
	ctx := t.Context()
	entry := []kb.Entry{{Kind: kb.RunRecorded}}
	local := time.FixedZone("east", 8*3600)
	for _, c := range []struct{ at, want time.Time }{
		{later(5), later(5)},
		{later(3), later(5)}, // raised
		{later(5), later(5)},
		{later(6).In(local), later(6)},
		{time.Time{}, later(6)},
		{later(7).Add(time.Nanosecond), later(7).Add(time.Nanosecond)},
	} {
		v := commit(t, s, kb.Write{At: c.at, Entries: entry, Measures: []kb.Measure{{ID: "m"}}})
		if !v.RecordedAt.Equal(c.want) || v.RecordedAt.Location() != time.UTC {
			t.Errorf("a write at %v was recorded at %v, want %v", c.at, v.RecordedAt, c.want)
		}
		if m := must[kb.Law](t)(s.Law(ctx, time.Time{})).Measures[0]; !m.RecordedAt.Equal(c.want) {
			t.Errorf("a measure of %v was recorded at %v, want %v", c.at, m.RecordedAt, c.want)
		}
	}
	last := time.Time{}
	for i, e := range must[[]kb.Entry](t)(s.Entries(ctx, 0, 0)) {
		if e.Seq != kb.Seq(i+1) || e.RecordedAt.Before(last) {
			t.Errorf("entry %d has sequence %d and time %v after %v", i+1, e.Seq, e.RecordedAt, last)
		}
		last = e.RecordedAt
	}
}

func testLaw(t *testing.T, s kb.Store) {
	ctx := t.Context()
	version := func(minute int, title string, removed bool) {
		w := kb.Write{At: later(minute), Entries: []kb.Entry{{Kind: kb.InstrumentRecorded, Summary: title}},
			Instruments: []kb.Instrument{{Stamp: kb.Stamp{Removed: removed}, ID: "i", Title: title}, {ID: kb.InstrumentID("only " + title), Title: title}},
			Measures:    []kb.Measure{{Stamp: kb.Stamp{Removed: removed}, ID: "i/1", Summary: title}},
			Effects:     []kb.Effect{{Stamp: kb.Stamp{Removed: removed}, ID: "e", Scope: title}},
			Disputes:    []kb.Dispute{{Stamp: kb.Stamp{Removed: removed}, ID: "d", About: title}}}
		commit(t, s, w)
	}
	version(10, "a", false)
	version(20, "b", false)
	version(30, "c", true)
	version(40, "d", false)
	for _, c := range []struct {
		known       time.Time
		title       string // of the record that has versions; "" where it is not there
		instruments int
		seq         kb.Seq
	}{
		{later(9), "", 0, 0},
		{later(10), "a", 2, 1},
		{later(19), "a", 2, 1},
		{later(20), "b", 3, 2},
		{later(30), "", 3, 3},
		{later(39), "", 3, 3},
		{later(40), "d", 5, 4},
		{later(400), "d", 5, 4},
		{time.Time{}, "d", 5, 4},
	} {
		law := must[kb.Law](t)(s.Law(ctx, c.known))
		if len(law.Instruments) != c.instruments || law.Version.Seq != c.seq {
			t.Errorf("law known at %v: %d instruments at sequence %d, want %d at %d", c.known, len(law.Instruments), law.Version.Seq, c.instruments, c.seq)
		}
		got := []string{"", "", "", ""}
		for i, in := range law.Instruments {
			if in.ID == "i" {
				got[0] = in.Title
			}
			if i > 0 && law.Instruments[i-1].ID >= in.ID {
				t.Errorf("instruments are not in the order of their ids: %s after %s", in.ID, law.Instruments[i-1].ID)
			}
		}
		for _, m := range law.Measures {
			got[1] = m.Summary
		}
		for _, e := range law.Effects {
			got[2] = e.Scope
		}
		for _, d := range law.Disputes {
			got[3] = d.About
		}
		if want := []string{c.title, c.title, c.title, c.title}; !slices.Equal(got, want) {
			t.Errorf("law known at %v has versions %q, want %q", c.known, got, want)
		}
	}
}

// testLawSameMoment stores versions at one record time: the last one counts.
func testLawSameMoment(t *testing.T, s kb.Store) {
	for i := range 12 {
		commit(t, s, kb.Write{At: noon, Measures: []kb.Measure{{ID: "m", Summary: fmt.Sprint(i)}, {ID: "n"}, {ID: "n", Summary: "second"}}})
	}
	for _, at := range []time.Time{{}, noon} {
		law := must[kb.Law](t)(s.Law(t.Context(), at))
		if len(law.Measures) != 2 || law.Measures[0].Summary != "11" || law.Measures[1].Summary != "second" {
			t.Errorf("Law(%v).Measures = %+v", at, law.Measures)
		}
	}
	if law := must[kb.Law](t)(s.Law(t.Context(), noon.Add(-1))); len(law.Measures) != 0 {
		t.Errorf("%d measures were known before the first", len(law.Measures))
	}
}

func testTree(t *testing.T, s kb.Store) {
	ctx := t.Context()
	size, root, err := s.TreeSize(ctx)
	if err != nil || size != 0 || root != sha256.Sum256(nil) {
		t.Errorf("tree of an empty store: %d, %x, %v", size, root, err)
	}
	for n := range 9 {
		w := Notice(n + 1)
		for range n % 4 {
			w.Entries = append(w.Entries, kb.Entry{Kind: kb.MeasureRecorded, Materials: []kb.Material{"Dy"}, Summary: "<a & b>", Spans: []corpus.Span{{Quote: "镝"}}})
		}
		commit(t, s, w)
		checkTree(t, s)
	}
	_, err = s.Leaf(ctx, 0)
	wantError(t, "Leaf(0)", err, kb.ErrNotFound)
	_, err = s.Leaf(ctx, 1000)
	wantError(t, "Leaf(1000)", err, kb.ErrNotFound)
	_, err = s.TreeHashes(ctx, []int64{0, 1_000_000})
	wantError(t, "TreeHashes beyond the tree", err, kb.ErrNotFound)
}

// checkTree compares the tree with one computed from nothing but the entries, by the definition of
// RFC 6962, section 2.1.
func checkTree(t *testing.T, s kb.Store) {
	t.Helper()
	ctx := t.Context()
	list := must[[]kb.Entry](t)(s.Entries(ctx, 0, 0))
	leaves := make([][]byte, len(list))
	for i, e := range list {
		leaves[i] = must[[]byte](t)(s.Leaf(ctx, e.Seq))
		want, err := logtree.LeafBytes(e)
		if err != nil || !bytes.Equal(leaves[i], want) {
			t.Errorf("leaf of entry %d is\n%s, want\n%s (%v)", e.Seq, leaves[i], want, err)
		}
		var back kb.Entry
		if err := json.Unmarshal(leaves[i], &back); err != nil {
			t.Errorf("leaf of entry %d: %v", e.Seq, err)
		}
		same(t, "entry out of its leaf", back, e)
	}
	size, root, err := s.TreeSize(ctx)
	if err != nil || size != int64(len(list)) {
		t.Fatalf("TreeSize() = %d, %v with %d entries", size, err, len(list))
	}
	if want := mth(leaves); root != want {
		t.Errorf("root over %d entries is %x, want %x", size, root, want)
	}
	indexes := make([]int64, logtree.StoredCount(size))
	for i := range indexes {
		indexes[i] = int64(i)
	}
	if hs := must[[][32]byte](t)(s.TreeHashes(ctx, indexes)); len(hs) > 0 && hs[0] != logtree.LeafHash(leaves[0]) {
		t.Errorf("stored hash 0 is %x, want that of the first leaf", hs[0])
	}
}

// mth is the Merkle tree hash of RFC 6962.
func mth(leaves [][]byte) [32]byte {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, leaves[0]...))
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	left, right := mth(leaves[:k]), mth(leaves[k:])
	return sha256.Sum256(slices.Concat([]byte{1}, left[:], right[:]))
}

func testCheckpoints(t *testing.T, s kb.Store) {
	ctx := t.Context()
	want := []kb.Checkpoint{}
	for i := range 12 {
		c := kb.Checkpoint{Size: int64(i), Note: fmt.Sprintf("archive.example/log\n%d\nAAAA\n\n— archive.example/log x%d\n", i, i)}
		if err := s.AddCheckpoint(ctx, c); err != nil {
			t.Fatalf("AddCheckpoint() = %v", err)
		}
		want = append(want, c)
	}
	same(t, "Checkpoints", must[[]kb.Checkpoint](t)(s.Checkpoints(ctx)), want)
	if v := must[kb.Version](t)(s.Version(ctx)); v.Seq != 0 {
		t.Errorf("a checkpoint became entry %d", v.Seq)
	}
}
