package legal

import (
	"maps"
	"slices"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// roster is what a body of law has on one material in one jurisdiction, or in all: what of the
// answers depends on neither the day nor the rest of the question.
type roster struct {
	meets []meeting // by the ids of the measures
	named map[corpus.Jurisdiction][]*entry
}

// meeting is a measure whose items meet the material.
type meeting struct {
	*entry
	home     corpus.Jurisdiction // of the entry, and so is over: what is looked at first stands together
	over     corpus.Date
	r        reach
	swept    *reach // the same on days on which "all … items" reach the material; nil: always the same
	abroad   bool   // about what leaves the country: a question about the country itself is none
	mentions bool   // deals with the material at all, so that "not controlled" is an answer
	// settled is set where the rest of the question cannot matter: every destination, every use.
	settled bool
}

// rosters are kept by what is asked for. Many goroutines may ask.
type rosters struct {
	mu   sync.Mutex
	held map[asked]*roster
}

type asked struct {
	material kb.Material
	home     corpus.Jurisdiction // empty: every one
}

// maxRosters bounds how many are kept: more than there are materials and acting countries.
const maxRosters = 4096

func newRosters(held map[asked]*roster) *rosters {
	if held == nil {
		held = map[asked]*roster{}
	}
	return &rosters{held: held}
}

// without returns the rosters in which none of the entries stands or would stand.
func (rs *rosters) without(gone map[*entry]bool, fresh []*entry) *rosters {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	held := maps.Clone(rs.held)
	maps.DeleteFunc(held, func(k asked, _ *roster) bool {
		for e := range gone {
			if k.concerns(e) {
				return true
			}
		}
		return slices.ContainsFunc(fresh, k.concerns)
	})
	return newRosters(held)
}

// concerns reports whether an entry may stand in the roster.
func (k asked) concerns(e *entry) bool {
	return (k.home == "" || k.home == e.home) && slices.ContainsFunc(e.m.Items, func(i kb.Item) bool { return k.nears(i.Material) })
}

// nears reports whether a material as an item names it may meet the one asked for.
func (k asked) nears(named kb.Material) bool {
	_, ok := covers(named, k.material)
	g, isGroup := kb.GroupNamed(named)
	return ok || isGroup && g.ByReference
}

// roster returns what is held on a material.
func (b *Body) roster(material kb.Material, home corpus.Jurisdiction) *roster {
	k := asked{material, home}
	b.rosters.mu.Lock()
	defer b.rosters.mu.Unlock()
	if r, ok := b.rosters.held[k]; ok {
		return r
	}
	r := b.makeRoster(k)
	if len(b.rosters.held) >= maxRosters {
		clear(b.rosters.held)
	}
	b.rosters.held[k] = r
	return r
}

func (b *Body) makeRoster(k asked) *roster {
	var near []*entry
	lists := 0
	for named, some := range b.byMaterial {
		if !k.nears(named) {
			continue
		}
		lists++
		for _, e := range some {
			if k.home == "" || e.home == k.home {
				near = append(near, e)
			}
		}
	}
	if lists > 1 {
		slices.SortFunc(near, compareEntries)
		near = slices.Compact(near)
	}
	r := &roster{meets: make([]meeting, len(near)), named: map[corpus.Jurisdiction][]*entry{}}
	for i, e := range near {
		r.meets[i] = meet(e, k.material)
		if r.meets[i].mentions {
			r.names(e)
		}
	}
	return r
}

// names keeps, of the measures of one jurisdiction that name the material itself or a group with
// members, the two that bound first.
func (r *roster) names(e *entry) {
	if strictness(e.m.Restriction) == 0 || e.began.IsZero() {
		return // a text that only suspends or eases puts nothing under control
	}
	two := append(r.named[e.home], e)
	slices.SortStableFunc(two, func(x, y *entry) int { return x.began.Compare(y.began) })
	r.named[e.home] = two[:min(2, len(two))]
}

// another reports whether a measure other than the given one, which is or was in force on the day,
// names the material. Only then does "all dual-use items" reach the material: so never helium.
func (r *roster) another(e *entry, on corpus.Date) bool {
	return slices.ContainsFunc(r.named[e.home], func(n *entry) bool { return n.m.ID != e.m.ID && n.began.Compare(on) <= 0 })
}

// meet works out what of a measure's reach is the same for all questions on a material.
func meet(e *entry, material kb.Material) meeting {
	m := e.m
	out := meeting{entry: e, home: e.home, over: e.over, abroad: abroad(m), mentions: mentions(m, material)}
	out.settled = everywhere(m) && len(m.ExceptDestinations)+len(m.EndUses)+len(m.ExemptEndUses) == 0 && m.Restriction != kb.CatchAll
	out.r = out.meets(material, false)
	if slices.ContainsFunc(m.Items, byReference) && sweeping(m) {
		r := out.meets(material, true)
		out.swept = &r
	}
	return out
}

// meets returns how the items meet the material where "all … items" reach it or do not; one without
// items where nothing meets it.
func (c *meeting) meets(material kb.Material, swept bool) (r reach) {
	q := Question{Material: material}
	if !r.matter(c.m, q, func() bool { return swept }) {
		return reach{}
	}
	r.items = whole(r.items)
	if c.settled {
		r.rest(c.m, q)
	}
	r.open = slices.Clip(r.open)
	return r
}
