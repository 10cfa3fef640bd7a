package legal

import (
	"cmp"
	"slices"
	"sort"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// entry is a measure with what every question asks of it, worked out once for a body of law.
type entry struct {
	n     int // its place among all, by id
	m     *kb.Measure
	home  corpus.Jurisdiction
	life  life
	began corpus.Date // first day that it bound, read at the late edge: certain by then
}

// index finds the measures that a question can reach without looking at all of them.
type index struct {
	byMaterial map[kb.Material][]*entry // by the materials that their items name
	byHome     map[corpus.Jurisdiction][]*entry
	coded      []*entry // whose items carry codes
	all        []*entry // by id
	turns      []turn   // by day
}

// turn is a day on which the state of a measure can change.
type turn struct {
	day corpus.Date
	of  *entry
}

// lay works out the lives of all measures and the index over them.
func (b *Body) lay() {
	b.entries = make(map[kb.MeasureID]*entry, len(b.measures))
	b.index = index{byMaterial: map[kb.Material][]*entry{}, byHome: map[corpus.Jurisdiction][]*entry{}}
	for id, m := range b.measures {
		e := &entry{m: m, home: b.jurisdictionOf(m.Instrument), life: b.lifeOf(m.Instrument, m.Provision)}
		e.began = e.life.course(latest).firstDay()
		b.entries[id] = e
		b.all = append(b.all, e)
	}
	slices.SortFunc(b.all, func(x, y *entry) int { return cmp.Compare(x.m.ID, y.m.ID) })
	b.settleRepeals()
	for n, e := range b.all {
		e.n = n
		e.life.read()
		b.byHome[e.home] = append(b.byHome[e.home], e)
		for _, x := range materialsOf(e.m) {
			b.byMaterial[x] = append(b.byMaterial[x], e)
		}
		if slices.ContainsFunc(e.m.Items, func(i kb.Item) bool { return len(i.ControlCodes)+len(i.CustomsCodes) > 0 }) {
			b.coded = append(b.coded, e)
		}
		for _, day := range e.life.turningDays(e.life.early()) {
			b.turns = append(b.turns, turn{day, e})
		}
	}
	slices.SortStableFunc(b.turns, func(x, y turn) int { return x.day.Compare(y.day) })
}

// candidates are the measures that can meet a question, each once, and some that do not.
func (b *Body) candidates(q Question) []*entry {
	switch {
	case q.Code != "":
		return b.coded
	case q.Material == "" && q.Jurisdiction != "":
		return b.byHome[q.Jurisdiction]
	case q.Material == "":
		return b.all
	}
	var out []*entry
	lists := 0
	for named, some := range b.byMaterial {
		_, ok := covers(named, q.Material)
		if g, isGroup := kb.GroupNamed(named); !ok && !(isGroup && g.ByReference) {
			continue
		}
		lists++
		for _, e := range some {
			if q.Jurisdiction == "" || e.home == q.Jurisdiction {
				out = append(out, e)
			}
		}
	}
	if lists > 1 {
		slices.SortFunc(out, func(x, y *entry) int { return x.n - y.n })
		out = slices.Compact(out)
	}
	return out
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

// naming tells, by jurisdiction, two of the measures that are or were in force on the day of a
// question and name its material, directly or through a group with members. Only where there is
// another one does "all dual-use items" reach the material: so never helium.
type naming map[corpus.Jurisdiction][]kb.MeasureID

func (b *Body) naming(q Question) naming {
	out := naming{}
	for named, some := range b.byMaterial {
		if _, ok := covers(named, q.Material); !ok {
			continue
		}
		for _, e := range some {
			if held := out[e.home]; len(held) > 1 || slices.Contains(held, e.m.ID) || strictness(e.m.Restriction) == 0 {
				continue // a text that only suspends or eases puts nothing under control
			}
			if !e.began.IsZero() && e.began.Compare(q.On) <= 0 {
				out[e.home] = append(out[e.home], e.m.ID)
			}
		}
	}
	return out
}

// another reports whether a measure other than the given one names the material.
func (n naming) another(e *entry) bool {
	return slices.ContainsFunc(n[e.home], func(id kb.MeasureID) bool { return id != e.m.ID })
}
