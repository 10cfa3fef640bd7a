package legal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// ChangeKind says what a change in law is.
type ChangeKind string

// The kinds of changes on the legal axis.
const (
	MeasureProposed   ChangeKind = "measure_proposed"
	MeasureAnnounced  ChangeKind = "measure_announced"
	MeasureCommenced  ChangeKind = "measure_commenced"
	MeasureExtended   ChangeKind = "measure_extended"
	MeasureAmended    ChangeKind = "measure_amended"
	MeasureSuspended  ChangeKind = "measure_suspended"
	MeasureResumed    ChangeKind = "measure_resumed"
	SuspensionExtends ChangeKind = "suspension_extended"
	SuspensionLapsed  ChangeKind = "suspension_lapsed"
	MeasureExpired    ChangeKind = "measure_expired"
	MeasureRepealed   ChangeKind = "measure_repealed"
	MeasureSuperseded ChangeKind = "measure_superseded"
	MeasureWithdrawn  ChangeKind = "measure_withdrawn"
)

// ChangeKinds returns every kind of change on the legal axis.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{MeasureProposed, MeasureAnnounced, MeasureCommenced, MeasureExtended, MeasureAmended, MeasureSuspended, MeasureResumed,
		SuspensionExtends, SuspensionLapsed, MeasureExpired, MeasureRepealed, MeasureSuperseded, MeasureWithdrawn}
}

// Change is a difference in law on one day: computed from the effects and from the calendar, so a
// commencement or a lapse is a change on its day though nothing was published then.
type Change struct {
	Seq          kb.Seq              `json:"seq,omitempty"`        // entry of the log with which the newest effect behind it was learned
	RecordedAt   time.Time           `json:"recorded_at,omitzero"` // when that was
	LegalDate    corpus.Date         `json:"legal_date"`
	Kind         ChangeKind          `json:"kind"`
	Instrument   kb.InstrumentID     `json:"instrument"`
	Measure      kb.MeasureID        `json:"measure"`
	Title        string              `json:"title"`
	Jurisdiction corpus.Jurisdiction `json:"jurisdiction"`
	Restriction  kb.RestrictionType  `json:"restriction"`
	Materials    []kb.Material       `json:"materials"`
	Destinations []string            `json:"destinations"`
	Before       kb.Status           `json:"before"`
	After        kb.Status           `json:"after"`
	By           kb.InstrumentID     `json:"by"` // empty: the calendar, or, with Unnamed, an act that nobody names
	Unnamed      bool                `json:"by_unnamed,omitempty"`
	Until        corpus.Date         `json:"until"`
	Operated     bool                `json:"operated"`
	Expected     bool                `json:"expected"`
	Announced    bool                `json:"announced,omitempty"` // said, not enacted: the states before and after are the same, see [Promise]
	InDoubt      bool                `json:"in_doubt,omitempty"`  // a permission ends, and no control is held that it eased; or it was announced that what ends goes on
	Summary      string              `json:"summary"`
	Spans        []corpus.Span       `json:"spans"`
	Sample       bool                `json:"sample,omitempty"`
}

// Filter narrows a list of changes. Several values of one field mean any of them.
type Filter struct {
	Kinds         []ChangeKind
	Materials     []kb.Material
	Jurisdictions []corpus.Jurisdiction
	Destinations  []string
	Instruments   []kb.InstrumentID
	Restrictions  []kb.RestrictionType
}

// Changes returns what changed in law from the first day to the last, both inside, by date.
func (b *Body) Changes(from, to corpus.Date, f Filter) []Change {
	first, last := from.First(), to.Last()
	var rows []*told
	for _, e := range b.within(first, last) {
		if !e.wanted(f) {
			continue
		}
		all := e.told(b)
		for i := range all {
			t := &all[i]
			if t.day.Compare(first) >= 0 && t.day.Compare(last) <= 0 && (len(f.Kinds) == 0 || slices.Contains(f.Kinds, t.Kind)) {
				rows = append(rows, t)
			}
		}
	}
	slices.SortFunc(rows, func(x, y *told) int {
		if c := x.first.Compare(y.first); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(x.Measure, y.Measure), cmp.Compare(x.order, y.order), cmp.Compare(x.nth, y.nth))
	})
	out := make([]Change, len(rows))
	for i, t := range rows {
		out[i] = b.asOfToday(t)
	}
	return out
}

// order puts an announcement before a commencement of the same day.
func order(k ChangeKind) int {
	return slices.Index([]ChangeKind{MeasureProposed, MeasureAnnounced, MeasureCommenced}, k)
}

func (e *entry) wanted(f Filter) bool {
	m := e.m
	if len(f.Instruments) > 0 && !slices.Contains(f.Instruments, m.Instrument) ||
		len(f.Jurisdictions) > 0 && !slices.Contains(f.Jurisdictions, e.home) ||
		len(f.Restrictions) > 0 && !slices.Contains(f.Restrictions, m.Restriction) {
		return false
	}
	if len(f.Materials) > 0 && !slices.ContainsFunc(f.Materials, func(want kb.Material) bool {
		return slices.ContainsFunc(m.Items, func(i kb.Item) bool { _, ok := covers(i.Material, want); return ok })
	}) {
		return false
	}
	return len(f.Destinations) == 0 || slices.ContainsFunc(f.Destinations, func(want string) bool {
		return len(m.Destinations) == 0 || slices.ContainsFunc(m.Destinations, func(d string) bool { return kb.Touches(d, want) })
	})
}

// told is a change as far as it follows from its measure alone.
type told struct {
	first      corpus.Date // first day of its date
	order, nth int         // among those of one date: see [order]; among those of the measure
	day        corpus.Date // on which it happens
	ends       bool        // of a permission: whether a control is held that it eased is asked of the body of law
	Change
}

// told returns the changes of a measure, worked out when they are first asked for. They are shared by all
// bodies of law that hold the entry, and never changed.
func (e *entry) told(b *Body) []told {
	if held := e.changes.Load(); held != nil {
		return *held
	}
	all := b.changesOf(e)
	e.changes.Store(&all)
	return all
}

// asOfToday adds what follows from the day and from the rest of the law.
func (b *Body) asOfToday(t *told) Change {
	c := t.Change
	c.Expected = t.day.Compare(b.today) > 0
	if t.ends && b.Unrelieved(c.Measure, t.day) {
		c.InDoubt = true
		c.Summary += unrelieved
	}
	return c
}

// changesOf walks the days on which something can change for one measure.
func (b *Body) changesOf(e *entry) []told {
	c := e.life.early()
	var out []told
	for _, day := range e.turns {
		was, is := c.on(before(day)), c.on(day)
		for _, k := range kindsOf(was, is, e.life.eventsOn(day)) {
			c := b.change(e, day, k, was, is)
			out = append(out, told{c.LegalDate.First(), order(k), len(out), day, e.m.Restriction == kb.Exemption && is.Status != was.Status, c})
		}
	}
	return slices.Clip(out)
}

// turningDays returns every day on which the state can differ from the day before, in order.
func (l *life) turningDays(c *course) []corpus.Date {
	var days []corpus.Date
	add := func(d corpus.Date) {
		if !d.IsZero() {
			days = append(days, d)
		}
	}
	for _, e := range l.events {
		if !e.Announced {
			add(e.From.First())
		}
	}
	for _, p := range append(slices.Clone(c.runs), c.suspensions...) {
		add(p.from)
		if !p.to.IsZero() {
			add(p.to.AddDays(1))
		}
	}
	if !c.adopted.IsZero() {
		add(c.adopted)
	}
	if c.extended {
		add(c.latest)
	}
	if !c.promisedEnd.IsZero() {
		add(c.promisedEnd.AddDays(1))
	}
	slices.SortFunc(days, corpus.Date.Compare)
	return slices.Compact(days)
}

func (l *life) eventsOn(day corpus.Date) []event {
	var out []event
	for _, e := range l.events {
		if !e.Announced && !e.From.IsZero() && e.From.First() == day {
			out = append(out, e)
		}
	}
	return out
}

// kindsOf names the changes between two days. A measure published and effective on one day is
// both, announced first.
func kindsOf(was, is State, events []event) []ChangeKind {
	var out []ChangeKind
	if was.Status != is.Status {
		fresh := was.Status == "" || was.Status == kb.StatusProposed
		switch is.Status {
		case kb.StatusProposed:
			out = append(out, MeasureProposed)
		case kb.StatusAnnounced, kb.StatusScheduled:
			out = append(out, MeasureAnnounced)
		case kb.StatusInForce:
			if fresh {
				out = append(out, MeasureAnnounced)
			}
			if was.Status == kb.StatusSuspended || was.Status == kb.StatusLapsedSuspension {
				out = append(out, MeasureResumed)
			} else {
				out = append(out, MeasureCommenced)
			}
		case kb.StatusSuspended:
			out = append(out, MeasureSuspended)
		case kb.StatusLapsedSuspension:
			out = append(out, SuspensionLapsed)
		case kb.StatusExpired:
			out = append(out, MeasureExpired)
		case kb.StatusUnclear:
			if is.promised || is.ranOut {
				out = append(out, MeasureExpired)
			}
		case kb.StatusRepealed:
			out = append(out, MeasureRepealed)
		case kb.StatusSuperseded:
			out = append(out, MeasureSuperseded)
		case kb.StatusWithdrawn:
			out = append(out, MeasureWithdrawn)
		case kb.StatusNeverOperated:
			out = append(out, endedBy(events))
		}
	}
	for _, e := range events {
		switch {
		case e.Relation == kb.Amends && !e.onSuspension:
			out = append(out, MeasureAmended)
		case e.Relation == kb.Extends && e.onSuspension:
			out = append(out, SuspensionExtends)
		case e.Relation == kb.Extends:
			out = append(out, MeasureExtended)
		case e.Relation == kb.Suspends && was.Status == kb.StatusSuspended && is.Status == kb.StatusSuspended:
			out = append(out, SuspensionExtends)
		}
	}
	return out
}

func endedBy(events []event) ChangeKind {
	for _, e := range events {
		switch e.Relation {
		case kb.Repeals:
			return MeasureRepealed
		case kb.Supersedes:
			return MeasureSuperseded
		case kb.Withdraws:
			return MeasureWithdrawn
		}
	}
	return MeasureExpired
}

func (b *Body) change(of *entry, day corpus.Date, k ChangeKind, was, is State) Change {
	m, l := of.m, &of.life
	c := Change{LegalDate: day, Kind: k, Instrument: m.Instrument, Measure: m.ID, Jurisdiction: of.home,
		Restriction: m.Restriction, Materials: materialsOf(m), Destinations: orEmpty(m.Destinations), Before: was.Status, After: is.Status,
		Until: is.Until, Operated: is.Operated, Spans: []corpus.Span{}, Sample: m.Sample}
	if i := b.instruments[m.Instrument]; i != nil {
		c.Title = i.Title
	}
	c.Sample = c.Sample || sampled(l.links) // each row of its life alike: a reader sees one act
	for _, e := range l.eventsOn(day) {
		if !does(k, e.Relation) {
			continue
		}
		c.LegalDate = e.From // at its own precision
		if !(k == MeasureCommenced && l.early().adopted != day) {
			c.By = e.By
		}
		if e.Relation == kb.Expires {
			c.By = ""
		}
		c.Unnamed = e.By == "" && e.Relation != kb.Expires && e.Relation != kb.Commences
		c.restOn(e.Effect)
		if !e.Until.IsZero() {
			c.Until = e.Until
		}
	}
	if c.RecordedAt.IsZero() { // the calendar alone: it rests on what set the day
		for _, e := range l.events {
			if !e.Announced && sets(k, e) {
				c.restOn(e.Effect)
			}
		}
	}
	c.Materials, c.Spans = slices.Clip(c.Materials), slices.Clip(c.Spans) // shared: who adds to them makes a copy
	c.Summary = c.sentence()
	switch {
	case is.ranOut && k == MeasureExpired:
		c.InDoubt = true
		c.Summary += " by the days that are known; whether it went on is not: needs review"
	case is.promised:
		c.InDoubt = true
		c.Summary += "; that it goes on was announced, and no act that says so is held: needs review"
	}
	return c
}

// restOn adds the sentences of an effect, and when it was learned.
func (c *Change) restOn(e *kb.Effect) {
	c.Spans = append(c.Spans, e.Basis.Spans...)
	c.Sample = c.Sample || e.Sample
	c.Seq = max(c.Seq, e.Seq)
	if e.RecordedAt.After(c.RecordedAt) {
		c.RecordedAt = e.RecordedAt
	}
}

func materialsOf(m *kb.Measure) []kb.Material {
	out := []kb.Material{}
	for _, i := range m.Items {
		if i.Material != "" && !slices.Contains(out, i.Material) {
			out = append(out, i.Material)
		}
	}
	return out
}

// sentence tells the change in one sentence.
func (c Change) sentence() string {
	s := fmt.Sprintf("%s (%s) %s", c.Measure, strings.ReplaceAll(string(c.Restriction), "_", " "), verbs[c.Kind])
	switch c.Kind {
	case MeasureSuspended, MeasureExtended, SuspensionExtends:
		if !c.Until.IsZero() {
			s += " until " + c.Until.String()
		}
		if c.Kind == MeasureSuspended && !c.Operated {
			s += ", before it ever applied"
		}
	case MeasureRepealed, MeasureSuperseded, MeasureExpired:
		if c.After == kb.StatusNeverOperated {
			s += " without having applied for a day"
		}
	}
	if c.By != "" && c.By != c.Instrument {
		s += ", by " + string(c.By)
	}
	if c.Announced {
		s += " (announced, not enacted)"
	}
	return s
}

// unrelieved ends the sentence of a permission that ends while no control is held that it eased.
const unrelieved = "; the control that it eased is not held: needs review"
