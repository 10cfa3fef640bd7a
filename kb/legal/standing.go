package legal

import (
	"sync/atomic"

	"github.com/lodestone-kb/lodestone/corpus"
)

// ordinal is a day as a number, in the order of [corpus.Date.Compare]; 0 is unknown.
type ordinal int32

func ordinalOf(d corpus.Date) ordinal { return ordinal(d.Year<<9 | d.Month<<5 | d.Day) }

// standing is the state of a measure on a run of days on which it is the same: nothing that bears on
// it begins or ends between. It is shared by answers and never written.
type standing struct {
	from, to ordinal // the first day, and the first one after; 0: no bound
	over     ordinal // first day on which it is long gone; 0: on none
	sampled  bool    // it rests on a text of the sample web
	State            // without Expected, which depends on the day that is today
	next     *standing
}

// standings keeps the runs of days that were asked for, the newest first. There are no more than the
// days on which a life turns.
type standings struct{ first atomic.Pointer[standing] }

// on returns the state of the measure on a day. Many goroutines may ask.
func (e *entry) on(day corpus.Date) *standing {
	at := ordinalOf(day)
	first := e.held.first.Load()
	for s := first; s != nil; s = s.next {
		if s.from <= at && (s.to == 0 || at < s.to) {
			return s
		}
	}
	s := &standing{State: e.life.on(day), next: first}
	s.from, s.to = e.life.around(at)
	s.sampled = e.m.Sample || sampled(s.Chain)
	s.over = s.longGone()
	e.held.first.CompareAndSwap(first, s) // where another was quicker, this one is worked out again when it is asked for
	return s
}

// around returns the run of days about a day on which nothing turns: the last day on which something
// can, up to it, and the first after it.
func (l *life) around(at ordinal) (from, to ordinal) {
	turn := func(day corpus.Date) {
		if day.IsZero() {
			return
		}
		for _, o := range [...]ordinal{ordinalOf(day), ordinalOf(day.AddDays(1))} { // what begins, and what ends with the day
			if o <= at {
				from = max(from, o)
			} else if to == 0 || o < to {
				to = o
			}
		}
	}
	both := func(d corpus.Date) {
		turn(d.First())
		if d.Precision() != corpus.ToDay {
			turn(d.Last())
		}
	}
	both(l.published)
	for _, e := range l.events {
		both(e.From)
		both(e.Until)
	}
	for i := range l.edges {
		l.edges[i].days(turn)
	}
	return from, to
}

// days calls a function with each day that a course names.
func (c *course) days(each func(corpus.Date)) {
	for _, d := range [...]corpus.Date{c.proposed, c.adopted, c.start, c.stood, c.end, c.promisedEnd, c.first, c.latest} {
		each(d)
	}
	for _, periods := range [...][]period{c.runs, c.suspensions} {
		for _, p := range periods {
			each(p.from)
			each(p.to)
		}
	}
}
