package legal

import (
	"cmp"
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
	day corpus.Date
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

// replace takes entries out of the index and puts others in.
func (ix *index) replace(gone map[*entry]bool, fresh []*entry) {
	ix.all = splice(ix.all, gone, fresh, compareEntries)
	materials, homes := map[kb.Material][]*entry{}, map[corpus.Jurisdiction][]*entry{}
	var coded []*entry
	var turns []turn
	for e := range gone {
		for _, x := range materialsOf(e.m) {
			materials[x] = nil
		}
		homes[e.home] = nil
	}
	for _, e := range fresh {
		for _, x := range materialsOf(e.m) {
			materials[x] = append(materials[x], e)
		}
		homes[e.home] = append(homes[e.home], e)
		if slices.ContainsFunc(e.m.Items, func(i kb.Item) bool { return len(i.ControlCodes)+len(i.CustomsCodes) > 0 || byReference(i) }) {
			coded = append(coded, e)
		}
		for _, day := range e.turns {
			turns = append(turns, turn{day, e})
		}
	}
	for x, list := range materials {
		if ix.byMaterial[x] = splice(ix.byMaterial[x], gone, list, compareEntries); len(ix.byMaterial[x]) == 0 {
			delete(ix.byMaterial, x)
		}
	}
	for x, list := range homes {
		if ix.byHome[x] = splice(ix.byHome[x], gone, list, compareEntries); len(ix.byHome[x]) == 0 {
			delete(ix.byHome, x)
		}
	}
	ix.coded = splice(ix.coded, gone, coded, compareEntries)
	byDay := func(x, y turn) int { return cmp.Or(x.day.Compare(y.day), compareEntries(x.of, y.of)) }
	slices.SortFunc(turns, byDay)
	ix.turns = merge(slices.DeleteFunc(slices.Clone(ix.turns), func(t turn) bool { return gone[t.of] }), turns, byDay)
}

// splice returns a list without some entries and with others, all in order. The list is not changed.
func splice(list []*entry, gone map[*entry]bool, fresh []*entry, order func(x, y *entry) int) []*entry {
	return merge(slices.DeleteFunc(slices.Clone(list), func(e *entry) bool { return gone[e] }), fresh, order)
}

// merge joins two lists that are in order.
func merge[T any](x, y []T, order func(x, y T) int) []T {
	if len(y) == 0 {
		return x
	}
	out := make([]T, 0, len(x)+len(y))
	for len(x) > 0 && len(y) > 0 {
		if order(y[0], x[0]) < 0 {
			out, y = append(out, y[0]), y[1:]
		} else {
			out, x = append(out, x[0]), x[1:]
		}
	}
	return append(append(out, x...), y...)
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
	first := sort.Search(len(ix.turns), func(i int) bool { return ix.turns[i].day.Compare(from) >= 0 })
	seen := map[*entry]bool{}
	var out []*entry
	for _, t := range ix.turns[first:] {
		if t.day.Compare(to) > 0 {
			break
		}
		if !seen[t.of] {
			seen[t.of] = true
			out = append(out, t.of)
		}
	}
	return out
}
