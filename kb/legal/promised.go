package legal

import (
	"cmp"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Promise is a change that somebody announced and that no act which is held has enacted. It changes
// no status; a reader must know of its day all the same.
type Promise struct {
	Change
	// Said is the day of the announcement, where the announcement has a day of its own.
	Said corpus.Date
	// Scope tells what was announced, in the words of the register.
	Scope string
}

// promised are the changes that announced effects would be. Those that are not in it name no day to be
// ready for.
var promised = map[kb.Relation]ChangeKind{
	kb.Commences: MeasureCommenced, kb.Resumes: MeasureResumed, kb.Suspends: MeasureSuspended, kb.Repeals: MeasureRepealed,
	kb.Supersedes: MeasureSuperseded, kb.Withdraws: MeasureWithdrawn, kb.Amends: MeasureAmended, kb.Expires: MeasureExpired, kb.Extends: MeasureExtended,
}

// Promises returns what was announced and not enacted, by day, for the measures that the filter lets
// through. The day of an extension, as that of an expiry, is the first one after the last day named.
func (b *Body) Promises(f Filter) []Promise {
	out := []Promise{}
	for _, e := range b.all {
		if !slices.ContainsFunc(e.life.events, func(x event) bool { return x.Announced }) || !e.wanted(f) {
			continue
		}
		for _, x := range e.life.events {
			if p, ok := b.promise(e, x); ok && (len(f.Kinds) == 0 || slices.Contains(f.Kinds, p.Kind)) {
				out = append(out, p)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Promise) int {
		return cmp.Or(x.LegalDate.First().Compare(y.LegalDate.First()), cmp.Compare(x.Measure, y.Measure))
	})
	return out
}

func (b *Body) promise(of *entry, x event) (Promise, bool) {
	kind, ok := promised[x.Relation]
	day, said := x.From, corpus.Date{}
	switch {
	case !x.Announced || !ok || x.onSuspension && x.Relation != kb.Extends:
		return Promise{}, false
	case x.Relation == kb.Extends:
		day, said = x.Until, x.From
		if x.onSuspension {
			kind = SuspensionExtends
		}
	}
	if day.IsZero() {
		return Promise{}, false
	}
	if (x.Relation == kb.Extends || x.Relation == kb.Expires) && day.Precision() == corpus.ToDay {
		day = day.AddDays(1)
	}
	s := b.stateOf(&of.life, day.First())
	c := Change{LegalDate: day, Kind: kind, Instrument: of.m.Instrument, Measure: of.m.ID, Jurisdiction: of.home, Restriction: of.m.Restriction,
		Materials: materialsOf(of.m), Destinations: orEmpty(of.m.Destinations), Before: s.Status, After: s.Status, By: x.By, Unnamed: x.By == "",
		Until: x.Until, Operated: s.Operated, Expected: day.First().Compare(b.today) > 0, Announced: true, Spans: []corpus.Span{}, Sample: of.m.Sample || sampled(of.life.links)}
	if of.act != nil {
		c.Title = of.act.Title
	}
	c.restOn(x.Effect)
	c.Summary = c.sentence()
	return Promise{Change: c, Said: said, Scope: x.Scope}, true
}
