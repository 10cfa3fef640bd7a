package legal

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"sync/atomic"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// entry is a measure with what every question asks of it, worked out once.
type entry struct {
	held  standings
	fixed *fixed // what answers tell of it whatever is asked
	m     *kb.Measure
	act   *kb.Instrument // nil where only the clause is held
	home  corpus.Jurisdiction
	// by is what the clause binds by, see [bindsBy]; strict is how strict that is.
	by     kb.RestrictionType
	strict int
	binds  bool // takes part in the verdict when it is in force
	life   life
	began  corpus.Date   // first day that it bound, read at the late edge: certain by then
	over   ordinal       // first day of those on which answers leave it out as long gone; unknown: never
	turns  []corpus.Date // days on which its state can change

	changes atomic.Pointer[[]told] // see [entry.told]; nil before they were asked for
}

// index finds the measures that a question can reach without looking at all of them. Its lists are
// in the order of the measures' ids.
type index struct {
	byMaterial map[kb.Material][]*entry // by the materials that their items name
	byHome     map[corpus.Jurisdiction][]*entry
	coded      []*entry // whose items carry codes, or are "all … items" that others list by code
	all        []*entry
	turns      []turn // by day
}

// turn is a day on which the state of a measure can change.
type turn struct {
	day ordinal
	of  *entry
}

// lay works out the lives of the measures of the acts given, and puts them into the index in the place
// of what it held of these acts. The records are those by which measures came or went.
func (b *Body) lay(acts map[kb.InstrumentID]bool, news []kb.Measure) {
	gone, fresh := map[*entry]bool{}, []*entry{}
	take := func(id kb.MeasureID) {
		if e := b.entries[id]; e != nil {
			gone[e] = true
			delete(b.entries, id)
		}
	}
	for i := range news { // also those that stand no more
		take(news[i].ID)
	}
	for act := range acts {
		for _, m := range b.parts[act] {
			take(m.ID)
			fresh = append(fresh, newEntry(m, b.instruments[m.Instrument], b.lifeOf(m.Instrument, m.Provision)))
		}
	}
	slices.SortFunc(fresh, compareEntries)
	for _, e := range fresh {
		e.life.read()
		e.began = e.life.late().first
		b.entries[e.m.ID] = e
	}
	for _, e := range fresh {
		b.settleRepeals(e)
		e.turns = e.life.turningDays(e.life.early())
		e.over = e.goneFor()
	}
	b.index.replace(gone, fresh)
	b.rosters = b.rosters.without(gone, fresh)
}

func newEntry(m *kb.Measure, act *kb.Instrument, l life) *entry {
	e := &entry{m: m, fixed: newFixed(m, act), act: act, by: bindsBy(m), life: l}
	if act != nil {
		e.home = act.Jurisdiction
	}
	e.strict = strictness(e.by)
	e.binds = e.strict > 0 && (m.Direction == kb.Export || m.Direction == kb.ReExport || m.Direction == kb.Import)
	return e
}

// bindsBy is what a measure binds by: what it mainly does, or, for a permission that is given on
// conditions, the strictest of these. A permission under a quota binds by the quota.
func bindsBy(m *kb.Measure) kb.RestrictionType {
	best := m.Restriction
	if best == kb.Exemption {
		for _, t := range m.Also {
			best = stricter(best, t)
		}
	}
	return best
}

func compareEntries(x, y *entry) int { return cmp.Compare(x.m.ID, y.m.ID) }

func compareTurns(x, y turn) int {
	return cmp.Or(cmp.Compare(x.day, y.day), compareEntries(x.of, y.of))
}

// indexOf is the index of some entries, which are in order.
func indexOf(entries []*entry) index {
	ix := index{byMaterial: map[kb.Material][]*entry{}, byHome: map[corpus.Jurisdiction][]*entry{}, all: entries}
	for _, e := range entries {
		for _, x := range materialsOf(e.m) {
			ix.byMaterial[x] = append(ix.byMaterial[x], e)
		}
		ix.byHome[e.home] = append(ix.byHome[e.home], e)
		if slices.ContainsFunc(e.m.Items, func(i kb.Item) bool { return len(i.ControlCodes)+len(i.CustomsCodes) > 0 || byReference(i) }) {
			ix.coded = append(ix.coded, e)
		}
		for _, day := range e.turns {
			ix.turns = append(ix.turns, turn{ordinalOf(day), e})
		}
	}
	slices.SortFunc(ix.turns, compareTurns)
	return ix
}

// replace takes entries out of the index and puts others in, which are in order.
func (ix *index) replace(gone map[*entry]bool, fresh []*entry) {
	out, in := indexOf(slices.SortedFunc(maps.Keys(gone), compareEntries)), indexOf(fresh)
	ix.all = splice(ix.all, out.all, in.all, compareEntries)
	ix.coded = splice(ix.coded, out.coded, in.coded, compareEntries)
	ix.turns = splice(ix.turns, out.turns, in.turns, compareTurns)
	spliceEach(ix.byMaterial, out.byMaterial, in.byMaterial)
	spliceEach(ix.byHome, out.byHome, in.byHome)
}

func spliceEach[K comparable](lists, gone, fresh map[K][]*entry) {
	for k := range gone {
		if _, ok := fresh[k]; !ok {
			fresh[k] = nil // nothing takes their place
		}
	}
	for k, more := range fresh {
		if lists[k] = splice(lists[k], gone[k], more, compareEntries); len(lists[k]) == 0 {
			delete(lists, k)
		}
	}
}

// splice returns a list without some elements, which are in it, and with others, all in order. The list is
// not changed; what stays is copied in runs.
func splice[T any](list, gone, fresh []T, order func(x, y T) int) []T {
	if len(gone)+len(fresh) == 0 {
		return list
	}
	out := make([]T, 0, max(0, len(list)-len(gone))+len(fresh))
	for len(gone)+len(fresh) > 0 {
		next, leaves := gone, true
		if len(gone) == 0 || len(fresh) > 0 && order(fresh[0], gone[0]) < 0 {
			next, leaves = fresh, false
		}
		at, held := slices.BinarySearchFunc(list, next[0], order)
		out, list = append(out, list[:at]...), list[at:]
		if !leaves {
			out, fresh = append(out, fresh[0]), fresh[1:]
			continue
		}
		if gone = gone[1:]; held {
			list = list[1:]
		}
	}
	return append(out, list...)
}

// candidates are the measures that can meet a question by its code, or one that names no material.
func (b *Body) candidates(q Question) []*entry {
	switch {
	case q.Code != "":
		return b.coded
	case q.Jurisdiction != "":
		return b.byHome[q.Jurisdiction]
	}
	return b.all
}

// within are the measures that can change from one day to another, each once.
func (ix *index) within(from, to corpus.Date) []*entry {
	first := sort.Search(len(ix.turns), func(i int) bool { return ix.turns[i].day >= ordinalOf(from) })
	seen := map[*entry]bool{}
	var out []*entry
	for _, t := range ix.turns[first:] {
		if t.day > ordinalOf(to) {
			break
		}
		if !seen[t.of] {
			seen[t.of] = true
			out = append(out, t.of)
		}
	}
	return out
}
