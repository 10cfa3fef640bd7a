package legal

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Successor is the clause in which a control goes on that its own act does not hold any more.
type Successor struct {
	Instrument kb.InstrumentID `json:"instrument"`
	Measure    kb.MeasureID    `json:"measure,omitempty"` // empty where no single clause of the act has all of it
	Status     kb.Status       `json:"status"`            // there, on the day asked
}

// Successor tells where the control of a measure goes on that was taken over before the day or on it;
// false where it was not. Of several takeovers in a row it is the last.
func (b *Body) Successor(id kb.MeasureID, day corpus.Date) (Successor, bool) {
	var out Successor
	for steps := 0; steps < 16; steps++ { // acts that took each other over would go round
		s, _ := b.StatusOn(id, day)
		if s.Status != kb.StatusSuperseded || s.By == "" {
			break
		}
		out = Successor{Instrument: s.By}
		on, _ := b.InstrumentOn(s.By, day)
		out.Status = on.Status
		for _, n := range b.parts[s.By] {
			if out.Measure == "" && b.carries(n, b.entries[id].m, s.Since) {
				there, _ := b.StatusOn(n.ID, day)
				out.Measure, out.Status = n.ID, there.Status
			}
		}
		if id = out.Measure; id == "" {
			break
		}
	}
	return out, out.Instrument != ""
}
