package memkb

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"time"
)

// table holds JSON by id, with the ids in order.
type table struct {
	ids  []string
	rows map[string][]byte
}

func newTable() *table { return &table{rows: map[string][]byte{}} }

func (t *table) put(id string, raw []byte) {
	if _, ok := t.rows[id]; !ok {
		i, _ := slices.BinarySearch(t.ids, id)
		t.ids = slices.Insert(t.ids, i, id)
	}
	t.rows[id] = raw
}

// after returns the ids that follow the given one, at most limit (0: all).
func (t *table) after(id string, limit int) []string {
	i, found := slices.BinarySearch(t.ids, id)
	if found {
		i++
	}
	ids := t.ids[i:]
	if limit > 0 {
		ids = ids[:min(limit, len(ids))]
	}
	return ids
}

func read[T any](t *table, id string) (T, bool) {
	raw, ok := t.rows[id]
	if !ok {
		var none T
		return none, false
	}
	return decode[T](raw), true
}

// decode reads what the store itself has written, so a failure is a mistake in the program.
func decode[T any](raw []byte) T {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		panic(fmt.Sprintf("memkb: read a stored %T: %v", v, err))
	}
	return v
}

// history holds all versions of legal records by id, oldest first.
type history struct {
	ids      []string
	versions map[string][]version
}

type version struct {
	at  time.Time
	raw []byte
}

func newHistory() *history { return &history{versions: map[string][]version{}} }

func (h *history) put(id string, at time.Time, raw []byte) {
	if _, ok := h.versions[id]; !ok {
		i, _ := slices.BinarySearch(h.ids, id)
		h.ids = slices.Insert(h.ids, i, id)
	}
	h.versions[id] = append(h.versions[id], version{at, raw})
}

// known returns the newest version of each record that was recorded at or before the time (zero:
// now), by id, without those that the test leaves out.
func known[T any](h *history, at time.Time, without func(T) bool) []T {
	out := []T{}
	for _, id := range h.ids {
		vs := h.versions[id]
		n := len(vs)
		if !at.IsZero() {
			n = sort.Search(n, func(i int) bool { return vs[i].at.After(at) })
		}
		if n == 0 {
			continue
		}
		if v := decode[T](vs[n-1].raw); !without(v) {
			out = append(out, v)
		}
	}
	return out
}
