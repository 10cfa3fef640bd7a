package legal

import (
	"fmt"
	"slices"
	"sort"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// State is the status of a measure or an instrument on a day, with what it rests on.
type State struct {
	// Status is empty where nothing was there yet on that day, not even a proposal.
	Status   kb.Status
	Expected bool        // the day lies ahead: it is what is known so far
	Operated bool        // the measure had bound at least one day before, or binds on the day
	Since    corpus.Date // first day of this status, where known
	Until    corpus.Date // last day of this status, where known
	By       kb.InstrumentID
	Reasons  []string // why a status is unclear or needs review, in sentences
	Chain    []Link   // what happened up to the day, by date
	Ahead    []Link   // what is dated after the day
	mayBind  bool     // of an unclear status: by one reading of its dates it binds or may bind
	promised bool     // its last day has passed; that it goes on was announced and not enacted
	ranOut   bool     // the days for which it is known to stand have passed, and its end has no day
}

// Link is one event of a chain.
type Link struct {
	Event      kb.Relation     `json:"event"`
	Date       corpus.Date     `json:"date"`
	Until      corpus.Date     `json:"until,omitzero"`
	By         kb.InstrumentID `json:"by"`
	Target     kb.InstrumentID `json:"target"`
	Announced  bool            `json:"announced,omitempty"` // said, not enacted: never applied
	Scope      string          `json:"scope,omitempty"`
	Spans      []corpus.Span   `json:"spans"`
	Provenance *kb.Provenance  `json:"provenance"`
	Held       string          `json:"rests_on"` // "text" where a span is held, else "register"
	Sample     bool            `json:"sample,omitempty"`
}

// StatusOn returns the state of a measure on a day. The second result is false where no such
// measure is known.
func (b *Body) StatusOn(id kb.MeasureID, day corpus.Date) (State, bool) {
	e, ok := b.entries[id]
	if !ok {
		return State{}, false
	}
	return b.stateOf(&e.life, day), true
}

func (b *Body) stateOf(l *life, day corpus.Date) State {
	s := l.on(day)
	s.Expected = day.Compare(b.today) > 0 && s.Status != ""
	return s
}

// on returns the state on a day, as far as it does not depend on which day is today.
func (l *life) on(day corpus.Date) State {
	s := l.early().on(day)
	if len(l.edges) == 1 {
		s.mayBind = mayBind(s.Status, s.Status)
	} else {
		l.late().blur(&s, l, day)
	}
	n := sort.Search(len(l.links), func(i int) bool { return !l.links[i].Date.IsZero() && l.links[i].Date.First().Compare(day) > 0 })
	s.Chain, s.Ahead = l.links[:n:n], l.links[n:]
	if len(s.Chain) == 0 && (s.Status == kb.StatusUnclear || s.Status == kb.StatusInForce) { // then what comes later is the reason
		s.Chain = s.Ahead
	}
	return s
}

// blur takes from a state, read at the early edge, what the late edge says otherwise.
func (c *course) blur(s *State, l *life, day corpus.Date) {
	late := c.on(day)
	s.mayBind = mayBind(s.Status, late.Status)
	s.Since, s.Until = common(s.Since, late.Since), common(s.Until, late.Until)
	if late.Status != s.Status {
		s.Status, s.Since, s.Until, s.By = kb.StatusUnclear, corpus.Date{}, corpus.Date{}, ""
		s.Operated = s.Operated && late.Operated
		s.Reasons = append(s.Reasons, l.coarse(day)...)
	}
}

// mayBind reports whether a clause may bind where its dates read early give one status and read late
// the other: by one of them, or between the two.
func mayBind(early, late kb.Status) bool {
	phase := func(s kb.Status) int {
		switch s {
		case "", kb.StatusProposed, kb.StatusAnnounced, kb.StatusScheduled:
			return -1
		case kb.StatusExpired, kb.StatusRepealed, kb.StatusSuperseded, kb.StatusWithdrawn, kb.StatusNeverOperated:
			return 1
		}
		return 0
	}
	return phase(early) == 0 || phase(late) == 0 || phase(early) != phase(late)
}

// common is what two readings of one date agree on: the day, the month, the year, or nothing.
func common(early, late corpus.Date) corpus.Date {
	switch {
	case early == late:
		return early
	case early.Year == late.Year && early.Month == late.Month:
		return corpus.Date{Year: early.Year, Month: early.Month}
	case early.Year == late.Year:
		return corpus.Date{Year: early.Year}
	}
	return corpus.Date{}
}

// linked makes the links of all events, in the order of the days on which they begin. An end or a start
// without a day is none: the reasons of the state speak of it.
func (l *life) linked() []Link {
	out := make([]Link, 0, len(l.events))
	for _, e := range l.events {
		if e.Relation != kb.Expires && e.Relation != kb.Commences || !e.From.IsZero() {
			out = append(out, newLink(e.Effect))
		}
	}
	slices.SortStableFunc(out, func(x, y Link) int { return x.Date.First().Compare(y.Date.First()) })
	return out
}

func newLink(e *kb.Effect) Link {
	l := Link{Event: e.Relation, Date: e.From, Until: e.Until, By: e.By, Target: e.Target, Announced: e.Announced,
		Scope: e.Scope, Spans: e.Basis.Spans, Provenance: e.Basis.Provenance, Held: "register", Sample: e.Sample}
	if len(l.Spans) > 0 {
		l.Held = "text"
	} else {
		l.Spans = []corpus.Span{}
	}
	return l
}

// coarse names the dates that leave the day open.
func (l *life) coarse(day corpus.Date) []string {
	var out []string
	if p := l.published; p.Precision() != corpus.ToDay && !p.IsZero() && p.Contains(day) && !slices.ContainsFunc(l.events, func(e event) bool { return e.Relation == kb.Adopts }) {
		out = append(out, fmt.Sprintf("the day of its publication is known only as %s", p))
	}
	for _, e := range l.events {
		for _, d := range []corpus.Date{e.From, e.Until} {
			if !e.Announced && d.Precision() != corpus.ToDay && !d.IsZero() && d.First().Compare(day) <= 0 && day.Compare(d.Last()) <= 0 {
				out = append(out, fmt.Sprintf("the date of %q is known only as %s", string(e.Relation), d))
			}
		}
	}
	return out
}

// on reads the status off the course.
func (c *course) on(day corpus.Date) State {
	passed := func(d corpus.Date) bool { return !d.IsZero() && d.Compare(day) <= 0 }
	switch {
	case passed(c.end):
		return c.ended(day)
	case !passed(c.adopted) && !c.suspendedOn(day):
		if passed(c.proposed) {
			return State{Status: kb.StatusProposed, Since: c.proposed, Until: before(c.adopted)}
		}
		return c.beforeItsStart(day)
	}
	s := State{Operated: c.operatedBy(day)}
	for _, e := range c.undated {
		switch e.Relation {
		case kb.Repeals, kb.Supersedes, kb.Withdraws, kb.Suspends:
			s.Status = kb.StatusUnclear
			s.Reasons = append(s.Reasons, fmt.Sprintf("%s is said to have an effect (%s) whose date is not known", nameOf(e.By), e.Relation))
			return s
		case kb.Expires:
			if passed(c.latest) {
				s.Status, s.ranOut = kb.StatusUnclear, c.extended
				s.Reasons = append(s.Reasons, fmt.Sprintf("it ends on a day that is not known, after %s", c.sure()))
				return s
			}
		}
	}
	run, past := c.runOn(day)
	if past { // also a suspension cannot outlive what it suspends
		s.Status, s.Since = kb.StatusExpired, run.to.AddDays(1)
		if !c.operatedBy(day) {
			s.Status = kb.StatusNeverOperated
		}
		if day.Compare(c.promisedEnd) <= 0 {
			s.Status, s.promised = kb.StatusUnclear, true
			s.Reasons = append(s.Reasons, fmt.Sprintf("its last day, %s, has passed; that it goes on until %s was announced, and no act that says so is held", run.to, c.promisedEnd))
		}
		return s
	}
	if done := c.suspension(day, &s); done {
		return s
	}
	switch {
	case c.start.IsZero():
		s.Status, s.Since = kb.StatusAnnounced, c.adopted
	case day.Compare(c.start) < 0:
		s.Status, s.Since, s.Until = kb.StatusScheduled, c.adopted, before(c.start)
	default:
		s.Status, s.Until = kb.StatusInForce, run.to
		s.Since, s.Operated = c.runningSince(day, run.from), true
	}
	s.Until = c.cutShort(day, s.Until)
	return s
}

func nameOf(id kb.InstrumentID) string {
	if id == "" {
		return "an act that is not named"
	}
	return string(id)
}

func before(d corpus.Date) corpus.Date {
	if d.IsZero() {
		return d
	}
	return d.AddDays(-1)
}

// ended tells how the clause ended, on the first day without it or after.
func (c *course) ended(day corpus.Date) State {
	s := State{Since: c.end, By: c.ender.By, Operated: c.operatedBy(c.end)}
	switch {
	case c.ender.Relation == kb.Withdraws && c.start.IsZero():
		s.Status = kb.StatusWithdrawn
	case !s.Operated && !c.start.IsZero():
		s.Status = kb.StatusNeverOperated
	case c.ender.Relation == kb.Withdraws:
		s.Status = kb.StatusWithdrawn
	case c.carried:
		s.Status = kb.StatusSuperseded
	default:
		s.Status = kb.StatusRepealed
	}
	if run, past := c.runOn(before(c.end)); past && c.ender.Relation != kb.Withdraws && s.Operated {
		s.Status, s.Since, s.By = kb.StatusExpired, run.to.AddDays(1), "" // it had run out before
	}
	return s
}

// runOn returns the run that holds the day, or the last one that ended before it, and then true.
func (c *course) runOn(day corpus.Date) (period, bool) {
	var ended period
	found := false
	for _, r := range c.runs {
		if r.holds(day) {
			return r, false
		}
		if !r.to.IsZero() && r.to.Compare(day) < 0 {
			ended, found = r, true
		}
	}
	return ended, found
}

func (c *course) suspendedOn(day corpus.Date) bool {
	for _, p := range c.suspensions {
		if p.holds(day) {
			return true
		}
	}
	return false
}

// suspension fills in the state where a suspension covers the day or has lapsed, and says so.
func (c *course) suspension(day corpus.Date, s *State) bool {
	for i := len(c.suspensions) - 1; i >= 0; i-- {
		p := c.suspensions[i]
		switch {
		case p.holds(day):
			s.Status, s.Since, s.Until, s.By = kb.StatusSuspended, p.from, p.to, p.by.By
			if !c.end.IsZero() && (p.to.IsZero() || before(c.end).Compare(p.to) < 0) {
				s.Until = before(c.end) // a suspension cannot outlive what it suspends
			}
			return true
		case p.from.Compare(day) > 0:
			continue
		case p.resumed:
			return false
		}
		s.Status, s.Since, s.By = kb.StatusLapsedSuspension, p.to.AddDays(1), p.by.By
		if i+1 < len(c.suspensions) {
			s.Until = before(c.suspensions[i+1].from)
		}
		s.Reasons = append(s.Reasons, fmt.Sprintf("the suspension by %s ended with %s, and no act that is held says what follows", nameOf(p.by.By), p.to))
		return true
	}
	return false
}

// operatedBy reports whether the clause bound at least one day before the given one.
func (c *course) operatedBy(day corpus.Date) bool {
	return !c.first.IsZero() && c.first.Compare(day) < 0
}

// firstDay is the first day that the clause bound; unknown where it never did.
func (c *course) firstDay() corpus.Date {
	for _, r := range c.runs {
		d := r.from
		for moved := true; moved; {
			moved = false
			for _, p := range c.suspensions {
				if p.holds(d) {
					if p.to.IsZero() || !p.resumed {
						return corpus.Date{} // suspended at its start, and nothing says that it ever ran
					}
					d, moved = p.to.AddDays(1), true
				}
			}
		}
		if r.holds(d) {
			return d
		}
	}
	return corpus.Date{}
}

// runningSince is the first day of the present stretch in force.
func (c *course) runningSince(day, from corpus.Date) corpus.Date {
	for _, p := range c.suspensions {
		if p.resumed && p.to.Compare(day) < 0 && p.to.AddDays(1).Compare(from) > 0 {
			from = p.to.AddDays(1)
		}
	}
	return from
}

// cutShort lowers the last day of a status to the day before a suspension or an end that is known.
func (c *course) cutShort(day, until corpus.Date) corpus.Date {
	cut := func(d corpus.Date) {
		if !d.IsZero() && d.Compare(day) > 0 && (until.IsZero() || before(d).Compare(until) < 0) {
			until = before(d)
		}
	}
	cut(c.end)
	for _, p := range c.suspensions {
		cut(p.from)
	}
	return until
}

// aliveness ranks the statuses of an instrument's measures: the instrument shows the highest.
var aliveness = []kb.Status{
	"", kb.StatusWithdrawn, kb.StatusNeverOperated, kb.StatusExpired, kb.StatusRepealed, kb.StatusSuperseded,
	kb.StatusProposed, kb.StatusAnnounced, kb.StatusScheduled, kb.StatusUnclear, kb.StatusSuspended,
	kb.StatusLapsedSuspension, kb.StatusInForce,
}

// InstrumentOn returns the state of an instrument on a day: that of its measures, or
// partly_suspended where some are in force while others are suspended or lapsed.
func (b *Body) InstrumentOn(id kb.InstrumentID, day corpus.Date) (State, bool) {
	if _, ok := b.instruments[id]; !ok {
		return State{}, false
	}
	life := b.lifeOf(id, "*")
	life.read()
	whole := b.stateOf(&life, day)
	parts := b.parts[id]
	if len(parts) == 0 {
		return whole, true
	}
	var top State
	topRank, inForce, halted, operated := -1, false, false, false
	for _, m := range parts {
		s, _ := b.StatusOn(m.ID, day)
		inForce = inForce || s.Status == kb.StatusInForce
		operated = operated || s.Operated
		halted = halted || s.Status == kb.StatusSuspended || s.Status == kb.StatusLapsedSuspension
		if r := rankStatus(s.Status); r > topRank {
			top, topRank = s, r
		}
	}
	if inForce && halted {
		top.Status = kb.StatusPartlySuspended
	}
	top.Operated = operated // one clause that applied is enough
	top.Chain, top.Ahead = whole.Chain, whole.Ahead
	return top, true
}

func rankStatus(s kb.Status) int {
	for i, a := range aliveness {
		if a == s {
			return i
		}
	}
	return -1
}
