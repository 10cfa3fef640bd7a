package legal

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Footing is the state of a measure on one of two days.
type Footing struct {
	Status   kb.Status   `json:"status"` // empty: nothing was there yet
	Operated bool        `json:"operated"`
	Expected bool        `json:"expected"`
	Since    corpus.Date `json:"since"`
	Until    corpus.Date `json:"until"`
}

// Between is how one measure differs on two days, with the changes that lie between.
type Between struct {
	Measure     kb.MeasureID       `json:"measure"`
	Instrument  kb.InstrumentID    `json:"instrument"`
	Title       string             `json:"title"`
	Restriction kb.RestrictionType `json:"restriction"`
	Materials   []kb.Material      `json:"materials"`
	Before      Footing            `json:"before"`
	After       Footing            `json:"after"`
	Changes     []Change           `json:"changes"` // after the first day, up to the second
	Sample      bool               `json:"sample,omitempty"`
}

// Between returns the measures of the filter whose state differs between two days, or for which
// something happened after the first day up to the second, by id. The days may be given in either
// order; the earlier one is the first.
func (b *Body) Between(from, to corpus.Date, f Filter) []Between {
	if to.Compare(from) < 0 {
		from, to = to, from
	}
	happened := map[kb.MeasureID][]Change{}
	for _, c := range b.Changes(from.AddDays(1), to, f) {
		happened[c.Measure] = append(happened[c.Measure], c)
	}
	out := []Between{}
	for _, m := range b.Matching(f) {
		x := Between{Measure: m.ID, Instrument: m.Instrument, Restriction: m.Restriction, Materials: materialsOf(&m), Changes: orEmpty(happened[m.ID]), Sample: m.Sample}
		x.Before, x.After = b.standing(m.ID, from), b.standing(m.ID, to)
		if x.Before.Status == x.After.Status && len(x.Changes) == 0 {
			continue
		}
		if i := b.instruments[m.Instrument]; i != nil {
			x.Title = i.Title
		}
		out = append(out, x)
	}
	return out
}

func (b *Body) standing(id kb.MeasureID, day corpus.Date) Footing {
	s, _ := b.StatusOn(id, day)
	return Footing{s.Status, s.Operated, s.Expected, s.Since, s.Until}
}
