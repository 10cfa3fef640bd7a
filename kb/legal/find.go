package legal

import (
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// find gathers the measures that the question reaches, with their states on its day, and tells
// whether any deals with what is asked for at all.
func (b *Body) find(q Question) (all []*found, known bool) {
	list := foundList{day: q.On}
	if q.Material == "" || q.Code != "" {
		for _, e := range b.candidates(q) {
			r, ok := e.reachOf(q, func() bool { return b.anotherLists(e, q) })
			known = known || ok || e.mentioned(q)
			if ok && !gone(e.over, ordinalOf(q.On)) {
				r.items = whole(r.items)
				list.add(b, e, r)
			}
		}
		b.follow(q, &list)
		return list.all, known
	}
	roster, day := b.roster(q.Material, q.Jurisdiction), ordinalOf(q.On)
	where := roster.whereabouts(q)
	for i := range roster.meets {
		c := &roster.meets[i]
		over := gone(c.over, day)
		if over && (known || c.mentions) {
			known = true
			continue
		}
		r, ok := c.reaches(q, day, &where)
		known = known || ok || c.mentions
		if ok && !over {
			list.add(b, c.entry, r)
		}
	}
	return list.all, known
}

// anotherLists reports whether a measure of the same jurisdiction other than the given one lists the
// code asked for, and binds or bound on the day, or was published and is only held up. Only then does
// "all dual-use items" reach the code: a code that nobody lists is none of theirs.
func (b *Body) anotherLists(e *entry, q Question) bool {
	return q.Code != "" && slices.ContainsFunc(b.coded, func(o *entry) bool {
		if o.home != e.home || o.m.ID == e.m.ID || strictness(o.m.Restriction) == 0 || !o.lists(q.Code) {
			return false
		}
		if !o.began.IsZero() && o.began.Compare(q.On) <= 0 {
			return true
		}
		switch o.on(q.On).Status {
		case kb.StatusSuspended, kb.StatusLapsedSuspension, kb.StatusUnclear:
			return true
		}
		return false
	})
}

// follow adds, for acts that list the code asked for and were taken over by the day, the clause in which
// their control goes on: it need not repeat the code.
func (b *Body) follow(q Question, list *foundList) {
	if q.Code == "" {
		return
	}
	has := func(id kb.MeasureID) bool {
		return slices.ContainsFunc(list.all, func(f *found) bool { return f.m.ID == id })
	}
	for _, f := range list.all[:len(list.all):len(list.all)] {
		if f.s.Status != kb.StatusSuperseded || f.r.byReference {
			continue
		}
		next, _ := b.Successor(f.m.ID, q.On)
		e := b.entries[next.Measure]
		if e == nil || has(next.Measure) {
			continue
		}
		ask := q
		ask.Code, ask.Material = "", f.r.items[0].Material
		r, ok := e.reachOf(ask, func() bool { return true })
		if !ok {
			continue
		}
		if f.r.open&openForm == 0 {
			r.open &^= openForm
		}
		r.items, r.via = whole(r.items), f.r.via
		list.add(b, e, r)
	}
}

// foundList gathers what is found, many to a piece of memory.
type foundList struct {
	day  corpus.Date
	room []found
	all  []*found
}

// add adds a measure that the question reaches, unless nothing of it is there on the day.
func (l *foundList) add(b *Body, e *entry, r reach) {
	s := e.on(l.day)
	if s.Status == "" || gone(s.over, ordinalOf(l.day)) && e.fixed.Restriction != kb.Exemption {
		return
	}
	if len(l.room) == 0 {
		l.room = make([]found, min(256, 32+len(l.all)))
	}
	f := &l.room[0]
	l.room = l.room[1:]
	f.entry, f.r, f.s, f.expected, f.nth = e, r, s, l.day.Compare(b.today) > 0, len(l.all)
	l.all = append(l.all, f)
}

// found is a measure that the question reaches, with its state on the day.
type found struct {
	*entry
	r    reach
	s    *standing
	nth  int // in the order of the ids of the measures
	rank int // where it stands in the answer, see weight
	// expected is set where the day lies ahead.
	expected bool
	// unrelieved marks a permission that has ended where no control is held that it eased.
	unrelieved bool
}

// mentioned reports whether the measure deals with the question's code or jurisdiction at all:
// then the answer may be "not controlled"; otherwise it is outside coverage.
func (e *entry) mentioned(q Question) bool {
	if q.Jurisdiction != "" && e.home != q.Jurisdiction {
		return false
	}
	if q.Code == "" {
		return q.Material == "" || mentions(e.m, q.Material)
	}
	return e.lists(q.Code)
}

// lists reports whether an item of the measure carries the code, or one above or below it.
func (e *entry) lists(code string) bool {
	return slices.ContainsFunc(e.m.Items, func(i kb.Item) bool { _, ok := codeMatch(i, code); return ok })
}

// mentions reports whether an item of the measure is the material, or meets it through a group.
func mentions(m *kb.Measure, material kb.Material) bool {
	return slices.ContainsFunc(m.Items, func(i kb.Item) bool { _, ok := covers(i.Material, material); return ok })
}

// longAgo is for how many days answers tell of what has ended.
const longAgo = 366

// longGone is the first day on which a state is left out as one that ended long before, unless it was
// taken over; 0 where there is none.
func (s *State) longGone() ordinal {
	switch s.Status {
	case kb.StatusExpired, kb.StatusRepealed, kb.StatusWithdrawn, kb.StatusNeverOperated:
		if since := s.Since.Last(); !since.IsZero() {
			return ordinalOf(since.AddDays(longAgo + 1))
		}
	}
	return 0
}

func gone(over, day ordinal) bool { return over != 0 && over <= day }

// goneFor returns the first day of those for good on which answers leave the measure out as long
// gone; 0 where there is none.
func (e *entry) goneFor() ordinal {
	settled := e.life.settled()
	if settled.IsZero() || e.m.Restriction == kb.Exemption {
		return 0
	}
	s := e.life.on(settled)
	over := s.longGone()
	if over == 0 {
		return 0
	}
	return max(over, ordinalOf(settled))
}
