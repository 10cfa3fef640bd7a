package kbtest

import (
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/kb"
)

// testLawSince: what is said to be new since any version, laid over the law of that version, gives the
// law of now.
func testLawSince(t *testing.T, s kb.Store) {
	var versions []kb.Version
	laws := map[kb.Seq]kb.Law{}
	note := func() {
		law, err := s.Law(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, law.Version)
		laws[law.Version.Seq] = law
	}
	for n := range 6 {
		w := Notice(n)
		if n == 4 { // another version of a clause, and the end of an effect
			m, e := Notice(1).Measures[0], Notice(2).Effects[0]
			m.Restriction, e.Removed = kb.Prohibition, true
			w.Measures, w.Effects = append(w.Measures, m), append(w.Effects, e)
		}
		commit(t, s, w)
		note()
	}
	now := versions[len(versions)-1]
	told := 0
	for _, v := range versions {
		news, ok, err := s.LawSince(t.Context(), v.Seq)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			continue // the whole must be read
		}
		told++
		if news.Version != now {
			t.Errorf("what is new since %d is of version %v, want %v", v.Seq, news.Version, now)
		}
		old := laws[v.Seq]
		same(t, "measures", laid(old.Measures, news.Measures, func(m kb.Measure) (string, bool) { return string(m.ID), m.Removed }), byID(laws[now.Seq].Measures, func(m kb.Measure) string { return string(m.ID) }))
		same(t, "effects", laid(old.Effects, news.Effects, func(e kb.Effect) (string, bool) { return string(e.ID), e.Removed }), byID(laws[now.Seq].Effects, func(e kb.Effect) string { return string(e.ID) }))
		same(t, "instruments", laid(old.Instruments, news.Instruments, func(i kb.Instrument) (string, bool) { return string(i.ID), i.Removed }), byID(laws[now.Seq].Instruments, func(i kb.Instrument) string { return string(i.ID) }))
	}
	if told == 0 {
		t.Error("the store never tells what is new")
	}
}

// laid lays new versions over old records.
func laid[T any](old, news []T, id func(T) (string, bool)) map[string]T {
	out := byID(old, func(x T) string { k, _ := id(x); return k })
	for _, x := range news {
		k, removed := id(x)
		if out[k] = x; removed {
			delete(out, k)
		}
	}
	return out
}

func byID[T any](all []T, id func(T) string) map[string]T {
	out := map[string]T{}
	for _, x := range all {
		out[id(x)] = x
	}
	return out
}
