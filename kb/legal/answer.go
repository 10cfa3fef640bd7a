package legal

import (
	"cmp"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Question is the decision question: what binds this material, for this destination and end use,
// on this day? On must be a day; everything else may be left open.
type Question struct {
	Material     kb.Material         `json:"material,omitempty"`
	Destination  string              `json:"destination,omitempty"`
	EndUse       kb.EndUse           `json:"end_use,omitempty"`
	Jurisdiction corpus.Jurisdiction `json:"jurisdiction,omitempty"`
	Code         string              `json:"code,omitempty"`
	On           corpus.Date         `json:"on"`
	Known        string              `json:"known,omitempty"` // as asked; the body was made for it
}

// Verdict is the answer in one word.
type Verdict string

// The verdicts.
const (
	Controlled    Verdict = "controlled"     // something binds whatever the question leaves open
	Conditional   Verdict = "conditional"    // binds only for a destination, end use, form or threshold left open
	Unclear       Verdict = "unclear"        // nothing binds for certain, and something is lapsed, unclear or disputed
	NotControlled Verdict = "not_controlled" // nothing binds, within the stated coverage
	NotCovered    Verdict = "not_covered"    // outside coverage
)

// Answer is the answer to a question: the verdict, and every measure whose scope reaches it.
//
// The verdict speaks of trade across a border: measures on export, re-export and import decide it.
// Measures on domestic production or public procurement are listed and do not.
type Answer struct {
	Question Question `json:"question"`
	Answer   Verdict  `json:"answer"`
	// Strictest is the strictest restriction among those that made the verdict; empty where none binds.
	Strictest kb.RestrictionType `json:"strictest"`
	// StrictestConditional is the strictest that binds only if an open part turns out so.
	StrictestConditional kb.RestrictionType `json:"strictest_conditional,omitempty"`
	Measures             []MeasureOn        `json:"measures"`
	Disputes             []kb.Dispute       `json:"disputes"`
	Upcoming             []Upcoming         `json:"upcoming"`
	Sample               bool               `json:"sample,omitempty"`
}

// Answer answers the decision question.
func (b *Body) Answer(q Question) Answer {
	a := Answer{Question: q, Measures: []MeasureOn{}, Disputes: []kb.Dispute{}, Upcoming: []Upcoming{}}
	all := b.decide(q, &a)
	a.Disputes = b.disputesOf(all)
	inOrder(all)
	a.Measures = make([]MeasureOn, len(all))
	ahead := 0
	for i, f := range all {
		a.Measures[i] = f.measureOn()
		a.Sample = a.Sample || a.Measures[i].Sample
		ahead += len(f.s.Ahead)
	}
	a.Upcoming = make([]Upcoming, 0, ahead)
	for _, f := range all {
		for i := range f.s.Ahead {
			l := &f.s.Ahead[i]
			held := l.Event == kb.Commences && !l.Announced && f.life.late().suspendedOn(l.Date.Last())
			a.Upcoming = append(a.Upcoming, Upcoming{f.fixed.ID, held, l})
		}
	}
	return a
}

// Verdict answers the decision question in one word, as [Body.Answer] does, without the measures: with
// the strictest restriction that binds, and whose measures put it into force, each jurisdiction once.
func (b *Body) Verdict(q Question) (v Verdict, strictest kb.RestrictionType, whose []corpus.Jurisdiction) {
	var a Answer
	for _, f := range b.decide(q, &a) {
		if f.s.Status == kb.StatusInForce && f.binds && f.m.Restriction == a.Strictest && f.home != "" && !slices.Contains(whose, f.home) {
			whose = append(whose, f.home)
		}
	}
	slices.Sort(whose)
	return a.Answer, a.Strictest, whose
}

// decide gathers what the question reaches and puts the verdict into the answer.
func (b *Body) decide(q Question, a *Answer) []*found {
	all, known := b.find(q)
	all = settlePermissions(withoutOwnRest(all), q.On)
	settleReferences(all)
	a.judge(all, known)
	return all
}

// withoutOwnRest leaves out "every other item" of an act that names the material itself in another
// clause: it cannot be another item too.
func withoutOwnRest(all []*found) []*found {
	rest := func(f *found) bool { return f.r.byReference && f.fixed.Restriction == kb.LicenceRequirement }
	named := map[kb.InstrumentID]bool{} // of the acts that speak of every other item: whether they name the material too
	for _, f := range all {
		if rest(f) {
			named[f.fixed.Instrument] = false
		}
	}
	if len(named) == 0 {
		return all
	}
	for _, f := range all {
		if f.r.byReference || f.s.Status != kb.StatusInForce {
			continue
		}
		if _, ok := named[f.fixed.Instrument]; ok {
			named[f.fixed.Instrument] = true
		}
	}
	return slices.DeleteFunc(all, func(f *found) bool { return rest(f) && named[f.fixed.Instrument] })
}

// settleReferences decides what "all dual-use items" binds: for certain only where a measure of
// the same jurisdiction that is in force on the day puts the material itself under licence.
func settleReferences(all []*found) {
	byReference := func(f *found) bool { return f.r.byReference }
	if !slices.ContainsFunc(all, byReference) {
		return
	}
	listed, last := map[corpus.Jurisdiction]bool{}, corpus.Jurisdiction("")
	for _, o := range all {
		if o.home == last && listed[last] {
			continue // those of one issuer stand together
		}
		last = o.home
		if !o.r.byReference && o.s.Status == kb.StatusInForce && o.r.open&openForm == 0 && o.fixed.Direction == kb.Export &&
			(o.fixed.Restriction == kb.LicenceRequirement || slices.Contains(o.fixed.Also, kb.LicenceRequirement)) {
			listed[o.home] = true
		}
	}
	for _, f := range all {
		if f.r.byReference && !listed[f.home] {
			f.r.open |= openItem
		}
	}
}

// settlePermissions judges permissions that have ended. A permission is the inverse of a control:
// where the control that it eased is held, that one answers, and a permission long gone is left
// out; where none is held, nothing says that the goods are free now, and the answer is in doubt.
func settlePermissions(all []*found, day corpus.Date) []*found {
	if !slices.ContainsFunc(all, (*found).endedPermission) {
		return all
	}
	controls := map[corpus.Jurisdiction]bool{}
	for _, f := range all {
		if f.m.Restriction != kb.Exemption && f.binds && rankStatus(f.s.Status) >= rankStatus(kb.StatusUnclear) {
			controls[f.home] = true
		}
	}
	for _, f := range all {
		if f.endedPermission() && !controls[f.home] {
			f.unrelieved = true
		}
	}
	return slices.DeleteFunc(all, func(f *found) bool { return f.endedPermission() && !f.unrelieved && gone(f.s.over, ordinalOf(day)) })
}

// unrelievedReason is told of a permission that has ended where no control is held that it eased.
const unrelievedReason = "the permission has ended; the control that it eased is not held, and nothing says that the goods are free"

// Unrelieved reports whether a measure is a permission that has ended by the day while no control is
// held that it eased: nothing says then that the goods are free.
func (b *Body) Unrelieved(id kb.MeasureID, day corpus.Date) bool {
	e := b.entries[id]
	if e == nil || e.m.Restriction != kb.Exemption {
		return false
	}
	return slices.ContainsFunc(materialsOf(e.m), func(m kb.Material) bool {
		all, _ := b.find(Question{Material: m, Jurisdiction: e.home, On: day})
		return slices.ContainsFunc(settlePermissions(all, day), func(f *found) bool { return f.entry == e && f.unrelieved })
	})
}

// endedPermission reports whether the measure eased a control and does so no more.
func (f *found) endedPermission() bool {
	switch f.s.Status {
	case kb.StatusExpired, kb.StatusRepealed, kb.StatusWithdrawn:
		return f.m.Restriction == kb.Exemption && f.s.Operated
	}
	return false
}

func strictness(t kb.RestrictionType) int { return t.Info().Strictness }

// general reports whether the clause is the general rule by which parties can be listed, for every
// place and every item: the acts that list them are measures of their own, and the special rule
// goes before the general one.
func (f *found) general() bool {
	return f.r.byReference && f.m.Restriction == kb.EndUserListing && (len(f.m.Destinations) == 0 || slices.Contains(f.m.Destinations, "*"))
}

// doubtful reports whether the measure may bind on the day and nothing says for certain.
func (f *found) doubtful() bool {
	return f.unrelieved || f.s.Status == kb.StatusLapsedSuspension || f.s.Status == kb.StatusUnclear && f.s.mayBind
}

// inOrder ranks what was found and puts it in the order of the answer.
func inOrder(all []*found) {
	for _, f := range all {
		f.rank = f.weight()*4 - f.r.remoteness()
	}
	slices.SortFunc(all, compareFound)
}

// compareFound puts first what makes the verdict: what binds whatever is left open, then what is
// in doubt and would; then what binds only if, and the rest by how alive it is.
func compareFound(x, y *found) int {
	if x.rank != y.rank {
		return y.rank - x.rank
	}
	return x.nth - y.nth
}

func (f *found) weight() int {
	w := rankStatus(f.s.Status)*1000 + f.strict
	if !f.binds {
		return w
	}
	certain := f.r.open == 0
	switch {
	case f.s.Status == kb.StatusInForce:
		w += 100_000
		if certain {
			w += 300_000
		}
	case f.doubtful() && certain:
		w += 200_000
	case f.doubtful():
		w += 50_000 // before what is in force and decides nothing
	}
	return w
}

func stricter(x, y kb.RestrictionType) kb.RestrictionType {
	if x == "" || x != y && strictness(y) > strictness(x) {
		return y
	}
	return x
}

// judge finds the verdict and the strictest restriction.
func (a *Answer) judge(all []*found, known bool) {
	var certain, depends, general kb.RestrictionType
	doubt, deepDoubt := false, false // deep: what is in doubt would bind whatever is left open
	for _, f := range all {
		if !f.binds {
			continue
		}
		switch {
		case f.doubtful():
			doubt = true
			deepDoubt = deepDoubt || f.r.open == 0
		case f.s.Status != kb.StatusInForce:
		case f.r.open == 0:
			certain = stricter(certain, f.by)
		case f.general():
			general = stricter(general, f.by)
		default:
			depends = stricter(depends, f.by)
		}
	}
	depends = cmp.Or(depends, general)
	switch {
	case certain != "":
		a.Answer, a.Strictest, a.StrictestConditional = Controlled, certain, depends
	case deepDoubt:
		a.Answer, a.StrictestConditional = Unclear, depends
	case depends != "":
		a.Answer, a.Strictest, a.StrictestConditional = Conditional, depends, depends
	case doubt:
		a.Answer = Unclear
	case !known:
		a.Answer = NotCovered
	default:
		a.Answer = NotControlled
	}
}

func (b *Body) disputesOf(all []*found) []kb.Dispute {
	out, seen := []kb.Dispute{}, map[kb.DisputeID]bool{}
	for _, f := range all {
		for _, d := range b.disputes[f.fixed.Instrument] {
			if !seen[d.ID] && (d.Measure == "" || d.Measure == f.fixed.ID) {
				seen[d.ID] = true
				out = append(out, *d)
			}
		}
	}
	slices.SortFunc(out, func(x, y kb.Dispute) int { return cmp.Compare(x.ID, y.ID) })
	return out
}

// whole returns the items with lists where they name no code.
func whole(items []kb.Item) []kb.Item {
	out := make([]kb.Item, len(items))
	for i, item := range items {
		item.ControlCodes, item.CustomsCodes = orEmpty(item.ControlCodes), orEmpty(item.CustomsCodes)
		out[i] = item
	}
	return out
}

// sampled reports whether a chain rests on a text of the sample web.
func sampled(chain []Link) bool {
	return slices.ContainsFunc(chain, func(l Link) bool { return l.Sample })
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
