package legal

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// With returns the body of law after further records were learned: new ones, new versions, and
// removed versions of what no longer stands. It is the same as [New] over all of them and costs what
// they touch: the clauses of their acts, and of the acts that these suspend or end. The body itself is
// not changed.
func (b *Body) With(news kb.Law, today corpus.Date) *Body {
	n := *b
	n.version, n.today = news.Version, today
	if len(news.Instruments)+len(news.Measures)+len(news.Effects)+len(news.Disputes) == 0 {
		return &n
	}
	n.changed = news.Version.Seq
	n.instruments, n.parts, n.effects, n.onto, n.does = maps.Clone(b.instruments), maps.Clone(b.parts), maps.Clone(b.effects), maps.Clone(b.onto), maps.Clone(b.does)
	n.disputes, n.contested, n.entries = maps.Clone(b.disputes), maps.Clone(b.contested), maps.Clone(b.entries)
	n.byMaterial, n.byHome = maps.Clone(b.byMaterial), maps.Clone(b.byHome)
	n.take(news)
	n.law = sync.OnceValue(n.gather)
	return &n
}

// take takes in records. What other bodies share is replaced and never written.
func (b *Body) take(news kb.Law) {
	touched := map[kb.InstrumentID]bool{}
	for i := range news.Instruments {
		x := &news.Instruments[i]
		touched[x.ID] = true
		put(b.instruments, x.ID, x, x.Removed)
	}
	refile(b.parts, news.Measures, shelf[kb.InstrumentID, kb.MeasureID, kb.Measure]{
		id: func(m *kb.Measure) kb.MeasureID { return m.ID }, key: func(m *kb.Measure) kb.InstrumentID { return m.Instrument },
		old: func(id kb.MeasureID) *kb.Measure {
			if e := b.entries[id]; e != nil {
				return e.m
			}
			return nil
		},
		removed: func(m *kb.Measure) bool { return m.Removed }, order: func(x, y *kb.Measure) int { return cmp.Compare(x.ID, y.ID) },
	}, touched)
	effects := shelf[kb.InstrumentID, kb.EffectID, kb.Effect]{
		id: func(e *kb.Effect) kb.EffectID { return e.ID }, key: func(e *kb.Effect) kb.InstrumentID { return e.Target },
		old:     func(id kb.EffectID) *kb.Effect { return b.effects[id] },
		removed: func(e *kb.Effect) bool { return e.Removed }, order: compareEffects,
	}
	refile(b.onto, news.Effects, effects, touched)
	effects.key = func(e *kb.Effect) kb.InstrumentID { return e.By }
	effects.leave = func(e *kb.Effect) bool { return e.By == "" || e.By == e.Target }
	refile(b.does, news.Effects, effects, map[kb.InstrumentID]bool{})
	for i := range news.Effects {
		put(b.effects, news.Effects[i].ID, &news.Effects[i], news.Effects[i].Removed)
	}
	refile(b.disputes, news.Disputes, shelf[kb.InstrumentID, kb.DisputeID, kb.Dispute]{
		id: func(d *kb.Dispute) kb.DisputeID { return d.ID }, key: func(d *kb.Dispute) kb.InstrumentID { return d.Instrument },
		old:     func(id kb.DisputeID) *kb.Dispute { return b.contested[id] },
		removed: func(d *kb.Dispute) bool { return d.Removed }, order: func(x, y *kb.Dispute) int { return cmp.Compare(x.ID, y.ID) },
	}, map[kb.InstrumentID]bool{})
	for i := range news.Disputes {
		put(b.contested, news.Disputes[i].ID, &news.Disputes[i], news.Disputes[i].Removed)
	}
	b.lay(b.affected(touched), news.Measures)
}

func put[K comparable, T any](into map[K]*T, id K, x *T, removed bool) {
	if removed {
		delete(into, id)
		return
	}
	into[id] = x
}

// shelf says how records of one kind are filed in lists.
type shelf[K, ID comparable, T any] struct {
	id      func(*T) ID
	key     func(*T) K
	old     func(ID) *T       // the version held so far; nil where there is none
	leave   func(*T) bool     // not filed at all; nil: none
	removed func(*T) bool     // no longer stands
	order   func(x, y *T) int // total
}

// refile replaces the lists in which the new records stand or stood, and notes their keys.
func refile[K, ID comparable, T any](lists map[K][]*T, news []T, s shelf[K, ID, T], touched map[K]bool) {
	replaced, fresh := make(map[ID]bool, len(news)), map[K][]*T{}
	for i := range news {
		x := &news[i]
		replaced[s.id(x)] = true
		if old := s.old(s.id(x)); old != nil {
			fresh[s.key(old)] = append(fresh[s.key(old)], nil)
		}
		if s.removed(x) || s.leave != nil && s.leave(x) {
			x = nil
		}
		fresh[s.key(&news[i])] = append(fresh[s.key(&news[i])], x)
	}
	for k, more := range fresh {
		touched[k] = true
		list := make([]*T, 0, len(lists[k])+len(more))
		for _, x := range lists[k] {
			if !replaced[s.id(x)] {
				list = append(list, x)
			}
		}
		for _, x := range more {
			if x != nil {
				list = append(list, x)
			}
		}
		if len(list) == 0 {
			delete(lists, k)
			continue
		}
		slices.SortFunc(list, s.order)
		lists[k] = list
	}
}

// affected are the acts whose clauses can stand otherwise now: those touched, those that they
// suspend (what befalls the suspending act bears on them), and those that any of these ends (whether
// the control goes on there is read off its clauses).
func (b *Body) affected(touched map[kb.InstrumentID]bool) map[kb.InstrumentID]bool {
	out := maps.Clone(touched)
	reach := func(from map[kb.InstrumentID]bool, by func(kb.Relation) bool) {
		for id := range from {
			for _, e := range b.does[id] {
				if by(e.Relation) {
					out[e.Target] = true
				}
			}
		}
	}
	reach(touched, func(r kb.Relation) bool { return r == kb.Suspends })
	reach(maps.Clone(out), func(r kb.Relation) bool { return r == kb.Repeals })
	return out
}

// gather lists the records held, each kind by id.
func (b *Body) gather() kb.Law {
	law := kb.Law{Version: b.version, Instruments: sorted(b.instruments), Effects: sorted(b.effects), Disputes: sorted(b.contested)}
	law.Measures = make([]kb.Measure, len(b.all))
	for i, e := range b.all {
		law.Measures[i] = *e.m
	}
	return law
}

func sorted[K cmp.Ordered, T any](m map[K]*T) []T {
	out := make([]T, 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, *m[k])
	}
	return out
}
