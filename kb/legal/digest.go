package legal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Story is what happened to one act on one day, told to a reader: the changes of its clauses in
// one line.
type Story struct {
	Date       corpus.Date         `json:"date"`
	Instrument kb.InstrumentID     `json:"instrument"`
	Title      string              `json:"title"`
	Kinds      []ChangeKind        `json:"kinds"`
	Clauses    int                 `json:"clauses"` // how many clauses changed
	Of         int                 `json:"of"`      // of so many
	Materials  []kb.Material       `json:"materials"`
	By         kb.InstrumentID     `json:"by"`
	Until      corpus.Date         `json:"until"`
	Never      bool                `json:"never_operated"` // none of them had bound a day
	Expected   bool                `json:"expected"`
	Announced  bool                `json:"announced,omitempty"` // all of it was said, and no act that is held enacts it
	Sample     bool                `json:"sample,omitempty"`
	After      kb.Status           `json:"after"`
	Where      corpus.Jurisdiction `json:"jurisdiction"`
}

// Stories tells changes to a reader: those of one act on one day are one story, in order of days.
// What only pauses others is told by its effects on them, not as a story of its own.
func (b *Body) Stories(changes []Change) []Story {
	type key struct {
		day corpus.Date
		id  kb.InstrumentID
	}
	stories, order := map[key]*Story{}, []key{}
	clauses := map[key]map[kb.MeasureID]bool{}
	for _, c := range changes {
		if c.Restriction == kb.Suspension || c.Restriction == kb.NoRestriction {
			continue
		}
		k := key{c.LegalDate, c.Instrument}
		s, ok := stories[k]
		if !ok {
			s = &Story{Announced: true, Date: c.LegalDate, Instrument: c.Instrument, Title: c.Title, Of: len(b.parts[c.Instrument]), Never: true, Where: c.Jurisdiction}
			stories[k], clauses[k] = s, map[kb.MeasureID]bool{}
			order = append(order, k)
		}
		clauses[k][c.Measure] = true
		s.Clauses = len(clauses[k])
		s.Kinds = addTo(s.Kinds, c.Kind)
		for _, m := range c.Materials {
			s.Materials = addTo(s.Materials, m)
		}
		if c.By != c.Instrument {
			s.By = cmp.Or(s.By, c.By)
		}
		if !c.Until.IsZero() {
			s.Until = c.Until
		}
		s.Never, s.Announced = s.Never && !c.Operated, s.Announced && c.Announced
		s.Expected, s.Sample, s.After = s.Expected || c.Expected, s.Sample || c.Sample, c.After
	}
	out := make([]Story, 0, len(order))
	for _, k := range order {
		out = append(out, *stories[k])
	}
	slices.SortStableFunc(out, func(x, y Story) int { return x.Date.First().Compare(y.Date.First()) })
	return out
}

// verbs are the changes in words.
var verbs = map[ChangeKind]string{
	MeasureProposed: "is proposed", MeasureAnnounced: "is announced", MeasureCommenced: "takes effect", MeasureExtended: "is extended",
	MeasureAmended: "is amended", MeasureSuspended: "is suspended", MeasureResumed: "applies again", SuspensionExtends: "stays suspended for longer",
	SuspensionLapsed: "needs review: its suspension ran out, and nothing held says what follows", MeasureExpired: "runs out",
	MeasureRepealed: "is repealed", MeasureSuperseded: "is taken over", MeasureWithdrawn: "is withdrawn",
}

// Sentence tells the story in one sentence.
func (s Story) Sentence() string {
	var did []string
	for _, k := range s.Kinds {
		did = append(did, verbs[k])
	}
	out := fmt.Sprintf("%s %s", s.Title, strings.Join(did, " and "))
	if s.Clauses < s.Of {
		out += fmt.Sprintf(" (%d of %d clauses)", s.Clauses, s.Of)
	}
	if slices.ContainsFunc(s.Kinds, func(k ChangeKind) bool {
		return k == MeasureSuspended || k == MeasureExtended || k == SuspensionExtends
	}) && !s.Until.IsZero() {
		out += ", until " + s.Until.String()
	}
	if s.By != "" {
		out += ", by " + string(s.By)
	}
	if s.Never && slices.Contains(s.Kinds, MeasureSuspended) {
		out += "; it has never applied"
	}
	switch {
	case s.Announced:
		out += " (announced, not enacted)"
	case s.Expected:
		out += " (expected)"
	}
	return out
}
