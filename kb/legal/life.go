package legal

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// life is everything that bears on one clause, by date: its own acts first of all, and, for each
// suspension of it, what bears on the suspending act.
type life struct {
	published corpus.Date // of its instrument, used where no adoption is recorded
	events    []event
	edges     []course // read at the early and at the late edge, once; one where all dates are days
	links     []Link   // the events as answers show them
}

// read reads the life at both edges, for all questions to come.
func (l *life) read() {
	coarse := func(d corpus.Date) bool { return !d.IsZero() && d.Precision() != corpus.ToDay }
	l.links = l.linked()
	l.edges = []course{l.course(earliest)}
	if coarse(l.published) || slices.ContainsFunc(l.events, func(e event) bool { return coarse(e.From) || coarse(e.Until) }) {
		l.edges = append(l.edges, l.course(latest))
	}
}

// early and late are the life read at one edge of each date.
func (l *life) early() *course { return &l.edges[0] }
func (l *life) late() *course  { return &l.edges[len(l.edges)-1] }

// settled returns a day from which on nothing is left that can happen; unknown where no day is known.
func (l *life) settled() corpus.Date {
	last := l.published.Last()
	for _, e := range l.events {
		for _, d := range []corpus.Date{e.From, e.Until} {
			if d.Last().Compare(last) > 0 {
				last = d.Last()
			}
		}
	}
	if last.IsZero() {
		return last
	}
	return last.AddDays(2) // what ends is over on the next day
}

// event is an effect as it bears on one clause.
type event struct {
	*kb.Effect
	// onSuspension is set where the effect is one on the act that suspends the clause: an
	// extension of that act prolongs the suspension, its repeal ends it.
	onSuspension bool
	// carried is set where the effect repeals the clause and the act that does it controls the same
	// things the same way from then on: the document ends, and its control goes on.
	carried bool
}

// lifeOf gathers the effects that reach the clause at the address.
func (b *Body) lifeOf(id kb.InstrumentID, address string) life {
	var l life
	if i := b.instruments[id]; i != nil {
		l.published = i.Published
	}
	var suspenders []kb.InstrumentID
	for _, e := range b.onto[id] {
		if e.Relation == kb.Cites || e.Relation == kb.Implements || !reaches(e.Provisions, address) {
			continue // a mention does nothing to the life of what it mentions
		}
		l.events = append(l.events, event{Effect: e})
		if e.Relation == kb.Suspends && !e.Announced && e.By != "" && e.By != id {
			suspenders = addTo(suspenders, e.By)
		}
	}
	for _, s := range suspenders {
		for _, e := range b.onto[s] {
			switch e.Relation {
			case kb.Extends, kb.Repeals, kb.Supersedes, kb.Withdraws, kb.Resumes:
				l.events = append(l.events, event{Effect: e, onSuspension: true})
			}
		}
	}
	slices.SortFunc(l.events, func(x, y event) int {
		return cmp.Or(compareEffects(x.Effect, y.Effect), cmp.Compare(x.Target, y.Target))
	})
	return l
}

// edge picks one end of a coarse date: how an imprecise date is read in one trial.
type edge func(corpus.Date) corpus.Date

func earliest(d corpus.Date) corpus.Date { return d.First() }
func latest(d corpus.Date) corpus.Date   { return d.Last() }

// period is a run of days; an unknown To has no end.
type period struct {
	from, to corpus.Date
	by       *kb.Effect
	resumed  bool // an act says that the clause runs again after To
}

func (p period) holds(day corpus.Date) bool {
	return p.from.Compare(day) <= 0 && (p.to.IsZero() || day.Compare(p.to) <= 0)
}

// course is a life on exact days: the result of reading every date at one edge.
type course struct {
	proposed, adopted, start corpus.Date
	stood                    corpus.Date // a day on which it was in force for certain, where no start is known
	stoodAs                  corpus.Date // the same, at its own precision
	starter                  *kb.Effect
	runs                     []period // from start to expiry, extensions joined
	suspensions              []period
	end                      corpus.Date // first day after an act ended it
	ender                    *kb.Effect
	carried                  bool        // the control goes on in the act that ended the clause
	promisedEnd              corpus.Date // a later end that was announced without an act
	undated                  []*kb.Effect
	first                    corpus.Date // that the clause bound; unknown where it never did
	latest                   corpus.Date // the day of the last event that has one: an end without a day comes after it
	extended                 bool        // latest is the day after the last one of an extension
}

// course reads the life at one edge of each date.
func (l *life) course(at edge) course {
	var c course
	for _, e := range l.events {
		if e.Announced {
			if e.Relation == kb.Extends && !e.onSuspension && e.Until.Compare(c.promisedEnd) > 0 {
				c.promisedEnd = e.Until.Last()
			}
			continue
		}
		if e.From.IsZero() && e.Relation == kb.Commences && !e.Until.IsZero() {
			c.stood, c.stoodAs = at(e.Until), e.Until
			continue
		}
		if e.From.IsZero() && e.Relation != kb.Extends {
			c.undated = append(c.undated, e.Effect)
			continue
		}
		if day := at(e.From); day.Compare(c.latest) > 0 {
			c.latest, c.extended = day, false
		}
		if day := at(e.Until); e.Relation == kb.Extends && !e.onSuspension && day.Compare(c.latest) >= 0 {
			c.latest, c.extended = day.AddDays(1), true // prolonged until then at the least
		}
		c.take(e, at)
	}
	if c.adopted.IsZero() && !c.start.IsZero() {
		c.adopted = c.start
		if p := l.published; !p.IsZero() && at(p).Compare(c.start) < 0 {
			c.adopted = at(p)
		}
	}
	c.runs = l.runs(c.start, at)
	c.suspensions = l.suspensions(at)
	c.first = c.firstDay()
	c.standing(l, at)
	return c
}

// standing settles since when a clause stood of whose beginning nothing is told: what an act ended on
// one day was in force on the day before it.
func (c *course) standing(l *life, at edge) {
	ranOut := func(e event) bool {
		return e.Relation == kb.Expires && !e.onSuspension && !e.Announced && !e.From.IsZero() && at(e.From).Compare(before(c.end)) < 0
	}
	if !c.adopted.IsZero() || !c.proposed.IsZero() || slices.ContainsFunc(l.events, ranOut) { // then there is more to tell
		c.stood = corpus.Date{}
		return
	}
	if last := before(c.end); !last.IsZero() && c.ender.Relation != kb.Withdraws && (c.stood.IsZero() || last.Compare(c.stood) < 0) {
		c.stood, c.stoodAs = last, last
	}
	c.first = c.stood
}

// beforeItsStart is the state of a clause that is neither adopted nor proposed by the day, as far as is
// told. Where no beginning is told at all, it stood on the last day before its end, and since a day on
// which it is known to have stood; before that nobody says.
func (c *course) beforeItsStart(day corpus.Date) State {
	told := !c.adopted.IsZero() || !c.proposed.IsZero()
	switch {
	case !c.stood.IsZero() && c.stood.Compare(day) <= 0:
		return State{Status: kb.StatusInForce, Until: c.cutShort(day, corpus.Date{}), Operated: true,
			Reasons: []string{fmt.Sprintf("it stood by %s; since when is not known", c.stoodAs)}}
	case !c.end.IsZero() && !told:
		return State{Status: kb.StatusUnclear, Until: before(cmp.Or(c.stood, c.end)),
			Reasons: []string{fmt.Sprintf("it ended on %s; since when it stood is not known", c.end)}}
	case !c.stood.IsZero():
		return State{Status: kb.StatusUnclear, Until: before(c.stood), Reasons: []string{fmt.Sprintf("it stood by %s; since when is not known", c.stoodAs)}}
	}
	return State{}
}

// sure is the last day on which a clause whose end has no day is known to stand.
func (c *course) sure() corpus.Date {
	if c.extended {
		return before(c.latest)
	}
	return c.latest
}

// take notes what one event says of the course.
func (c *course) take(e event, at edge) {
	day := at(e.From)
	first := func(d *corpus.Date) bool {
		if d.IsZero() || day.Compare(*d) < 0 {
			*d = day
			return true
		}
		return false
	}
	switch {
	case e.onSuspension:
	case e.Relation == kb.Proposes:
		first(&c.proposed)
	case e.Relation == kb.Adopts:
		first(&c.adopted)
	case e.Relation == kb.Commences:
		if first(&c.start) {
			c.starter = e.Effect
		}
	case e.Relation == kb.Repeals, e.Relation == kb.Supersedes, e.Relation == kb.Withdraws:
		if first(&c.end) {
			c.ender, c.carried = e.Effect, e.Relation == kb.Supersedes || e.carried
		}
	}
}

// runs lays the days on which the clause holds by its own terms and by extensions. An extension
// that comes before the end (or on the day after it) prolongs; a later one starts a new run.
func (l *life) runs(start corpus.Date, at edge) []period {
	if start.IsZero() {
		return nil
	}
	run := period{from: start}
	for _, e := range l.events {
		if e.Relation == kb.Expires && !e.Announced && !e.onSuspension && !e.From.IsZero() {
			run.to, run.by = at(e.From), e.Effect
		}
	}
	runs := []period{run}
	if run.to.IsZero() {
		return runs
	}
	for _, e := range l.events {
		if e.Relation != kb.Extends || e.Announced || e.onSuspension {
			continue
		}
		last := &runs[len(runs)-1]
		if last.to.IsZero() {
			break
		}
		to := corpus.Date{}
		if !e.Until.IsZero() {
			to = at(e.Until)
		}
		if e.From.IsZero() || at(e.From).Compare(last.to.AddDays(1)) <= 0 {
			if to.IsZero() || to.Compare(last.to) > 0 {
				last.to, last.by = to, e.Effect
			}
			continue
		}
		runs = append(runs, period{from: at(e.From), to: to, by: e.Effect})
	}
	return runs
}

// suspensions lays the days on which a suspension covers the clause; adjoining ones are joined.
func (l *life) suspensions(at edge) []period {
	var out []period
	for _, e := range l.events {
		if e.Relation != kb.Suspends || e.Announced || e.From.IsZero() {
			continue
		}
		p := period{from: at(e.From), by: e.Effect}
		if !e.Until.IsZero() {
			p.to = at(e.Until)
		}
		if n := len(out); n > 0 && !out[n-1].to.IsZero() && p.from.Compare(out[n-1].to.AddDays(1)) <= 0 {
			if p.to.IsZero() || p.to.Compare(out[n-1].to) > 0 {
				out[n-1].to, out[n-1].by = p.to, p.by
			}
			continue
		}
		out = append(out, p)
	}
	for _, e := range l.events {
		if e.Announced {
			continue
		}
		for i := range out {
			out[i].bear(e, at)
		}
	}
	return out
}

// bear applies an extension or an end of the suspension.
func (p *period) bear(e event, at edge) {
	switch {
	case e.onSuspension && e.Target != p.by.By:
	case e.Relation == kb.Extends && e.onSuspension:
		if !p.to.IsZero() && (e.Until.IsZero() || at(e.Until).Compare(p.to) > 0) {
			p.to = corpus.Date{}
			if !e.Until.IsZero() {
				p.to = at(e.Until)
			}
		}
	case e.From.IsZero():
	case e.Relation == kb.Resumes || e.onSuspension:
		last := at(e.From).AddDays(-1)
		// An act that resumes on the day after the last one says what follows; an earlier one cuts.
		if at(e.From).Compare(p.from) > 0 && (p.to.IsZero() || last.Compare(p.to) <= 0) {
			p.to, p.resumed = last, true
		}
	}
}

// settleRepeals marks the repeals by which a clause is taken over, once the lives of all are laid out.
func (b *Body) settleRepeals(x *entry) {
	marked := false
	for i, e := range x.life.events {
		if e.Relation == kb.Repeals && !e.Announced && !e.onSuspension && e.By != x.m.Instrument && !e.From.IsZero() {
			carried := slices.ContainsFunc(b.parts[e.By], func(n *kb.Measure) bool { return b.carries(n, x.m, e.From) })
			x.life.events[i].carried = carried
			marked = marked || carried
		}
	}
	if marked {
		x.life.read()
	}
}

// carries reports whether a clause controls all that another one controlled, the same way, from the
// day on which that one ends.
func (b *Body) carries(n, m *kb.Measure, from corpus.Date) bool {
	kinds := func(x *kb.Measure) []kb.RestrictionType {
		return append([]kb.RestrictionType{x.Restriction}, x.Also...)
	}
	start := b.entries[n.ID].began
	if n.Direction != m.Direction || start.IsZero() || start.Compare(from.Last()) > 0 || !slices.Contains(kinds(n), m.Restriction) && !slices.Contains(kinds(m), n.Restriction) {
		return false
	}
	old := materialsOf(m)
	return len(old) > 0 && !slices.ContainsFunc(old, func(x kb.Material) bool {
		return !slices.ContainsFunc(n.Items, func(i kb.Item) bool {
			g, _ := kb.GroupNamed(i.Material)
			return i.Material == x || slices.Contains(g.Members, x)
		})
	})
}
