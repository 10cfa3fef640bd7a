package legal

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// roster is what a body of law has on one material in one jurisdiction, or in all: what of the
// answers depends on neither the day nor the rest of the question.
type roster struct {
	meets  []meeting // by the ids of the measures
	homes  []corpus.Jurisdiction
	places []*kb.Measure // one of the measures that name the same places
	named  map[corpus.Jurisdiction][]*entry
}

// meeting is a measure whose items meet the material. It is small, and what is looked at first stands
// together: there may be thousands.
type meeting struct {
	*entry
	over     ordinal // as that of the entry
	home     int32   // which of the roster's homes
	place    int32   // which of the roster's places; -1: everywhere, with no exception
	abroad   bool    // about what leaves the country: a question about the country itself is none
	mentions bool    // deals with the material at all, so that "not controlled" is an answer
	uses     bool    // end uses matter
	r        reach
	swept    *swept // nil: nothing sweeps
}

// swept is how a measure reaches the material on days on which "all … items" do.
type swept struct {
	from ordinal // the first of these days; 0: none
	r    reach
}

// whereabouts is how the places of a roster meet those of one question, each worked out when it is
// first needed.
type whereabouts struct {
	*roster
	q      Question
	athome []extent // by the number of the home: wholly where the question is about goods that stay there
	meets  []extent // by the number of the places
}

func (r *roster) whereabouts(q Question) whereabouts {
	room := make([]extent, len(r.homes)+len(r.places))
	return whereabouts{r, q, room[:len(r.homes)], room[len(r.homes):]}
}

func (w *whereabouts) stays(home int32) bool {
	if w.athome[home] == untold {
		w.athome[home] = notAtAll
		if athome(w.homes[home], w.q) {
			w.athome[home] = wholly
		}
	}
	return w.athome[home] == wholly
}

func (w *whereabouts) at(place int32) extent {
	if place < 0 {
		return wholly
	}
	if w.meets[place] == untold {
		w.meets[place] = meetsPlace(w.places[place], w.q)
	}
	return w.meets[place]
}

// reaches is [entry.reachOf] for a measure whose items were matched before.
func (c *meeting) reaches(q Question, day ordinal, where *whereabouts) (reach, bool) {
	r := c.r
	if c.swept != nil && gone(c.swept.from, day) {
		r = c.swept.r
	}
	if len(r.items) == 0 || c.abroad && where.stays(c.home) {
		return reach{}, false
	}
	switch where.at(c.place) {
	case notAtAll:
		return r, false
	case partly:
		r.open |= openDestination
	}
	if c.uses && !r.use(c.m, q) {
		return r, false
	}
	if q.EndUse != "" {
		r.open &^= openAnyUse
	}
	return r, true
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
	homes, places := map[corpus.Jurisdiction]int32{}, map[string]int32{}
	for i, e := range near {
		c := &r.meets[i]
		*c = meet(e, k.material)
		if c.mentions {
			r.names(e)
		}
		if c.home, r.homes = number(homes, e.home, r.homes, e.home); everywhere(e.m) && len(e.m.ExceptDestinations) == 0 {
			c.place = -1
			continue
		}
		where := strings.Join(e.m.Destinations, "\x00") + "\n" + strings.Join(e.m.ExceptDestinations, "\x00")
		c.place, r.places = number(places, where, r.places, e.m)
	}
	for i := range r.meets {
		if c := &r.meets[i]; c.swept != nil {
			c.swept.from = r.another(c.entry)
		}
	}
	return r
}

// number gives what is alike one number, and keeps the first of each.
func number[K comparable, T any](numbers map[K]int32, key K, kept []T, x T) (int32, []T) {
	n, ok := numbers[key]
	if !ok {
		n = int32(len(kept))
		numbers[key], kept = n, append(kept, x)
	}
	return n, kept
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

// another returns the first day on which a measure other than the given one, which is or was in force,
// names the material; 0 where none does. Only from then on does "all dual-use items" reach the material:
// so never helium.
func (r *roster) another(e *entry) ordinal {
	for _, n := range r.named[e.home] {
		if n.m.ID != e.m.ID {
			return ordinalOf(n.began)
		}
	}
	return 0
}

// meet works out what of a measure's reach is the same for all questions on a material.
func meet(e *entry, material kb.Material) meeting {
	m := e.m
	out := meeting{entry: e, over: e.over, abroad: abroad(m), mentions: mentions(m, material), uses: len(m.EndUses)+len(m.ExemptEndUses) > 0}
	out.r = meets(m, material, false)
	if slices.ContainsFunc(m.Items, byReference) && sweeping(m) {
		out.swept = &swept{r: meets(m, material, true)}
	}
	return out
}

// meets returns how the items meet the material where "all … items" reach it or do not, with what is
// left open by a question that names no end use; one without items where nothing meets it.
func meets(m *kb.Measure, material kb.Material, swept bool) (r reach) {
	q := Question{Material: material}
	if !r.matter(m, q, func() bool { return swept }) {
		return reach{}
	}
	r.items = whole(r.items)
	r.rest(m, q)
	return r
}
