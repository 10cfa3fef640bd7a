package digest

import (
	"cmp"
	"slices"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Mark is a state of knowledge up to which a reader was told.
type Mark struct {
	Seq        kb.Seq      `json:"seq"`         // last entry that was known
	RecordedAt time.Time   `json:"recorded_at"` // when it was recorded
	Day        corpus.Date `json:"day"`         // last day that was told
}

// Digest is what changed from the first day to the last, both inside.
type Digest struct {
	From   corpus.Date `json:"from"`
	To     corpus.Date `json:"to"`
	Since  *Mark       `json:"since"`  // null where a period was asked for, not what is new since a mark
	Filter []string    `json:"filter"` // what it is narrowed to, as words
	// Known is false where nothing is told and something could not be read: then nobody can say that
	// nothing changed.
	Known bool `json:"known"`

	Started   []legal.Story  `json:"started"`         // took effect, or applies again
	Stopped   []legal.Story  `json:"stopped"`         // expired, repealed, taken over, withdrawn
	Suspended []legal.Story  `json:"suspended"`       // suspended, or for longer
	Review    []legal.Story  `json:"needs_review"`    // a suspension ran out or a permission ended, and nothing says what follows
	Announced []legal.Story  `json:"announced"`       // proposed, announced, amended, extended
	Standing  []Standing     `json:"stand_suspended"` // suspended, lapsed or unclear on the last day, whenever that began
	Coming    []Coming       `json:"coming"`          // within 90 days after the last day
	Late      []Late         `json:"learned_late"`    // of earlier days, learned in the period
	LateBulk  int            `json:"learned_late_from_register"`
	Disputes  []OpenDispute  `json:"disputes"` // open ones
	Learned   map[string]int `json:"learned"`  // entries of the log by kind
	Unread    []Unread       `json:"not_readable"`
	Changes   []legal.Change `json:"changes"` // every clause
	Sample    bool           `json:"sample"`
}

// Standing is an act that is suspended or in doubt on the last day of the digest.
type Standing struct {
	Instrument   kb.InstrumentID     `json:"instrument"`
	Title        string              `json:"title"`
	Jurisdiction corpus.Jurisdiction `json:"jurisdiction"`
	Status       kb.Status           `json:"status"`
	InDoubt      bool                `json:"in_doubt"` // lapsed, unclear, or a permission that has ended while no control is held that it eased
	Clauses      int                 `json:"clauses"`  // so many of its clauses
	Of           int                 `json:"of"`
	Since        corpus.Date         `json:"since"`
	Until        corpus.Date         `json:"until"`
	Sample       bool                `json:"sample,omitempty"`
}

// Coming is a story still to come.
type Coming struct {
	legal.Story
	Deadline deadline.Kind `json:"deadline"`
	Days     *int          `json:"days"`   // after the last day of the digest; null where the date is no day
	Within   int           `json:"within"` // 30 or 90 days
}

// Late is a story of an earlier day that was learned in the period.
type Late struct {
	legal.Story
	RecordedAt time.Time `json:"recorded_at"`
	DaysLate   int       `json:"days_late"` // from the day, or the last day of a month or year
}

// OpenDispute is a contradiction that is open; New where it was opened in the period.
type OpenDispute struct {
	kb.Dispute
	Title string `json:"title"`
	New   bool   `json:"new"`
}

// Unread is a source of which nobody can say what it published since a time.
type Unread struct {
	Source corpus.SourceID `json:"source"`
	Name   string          `json:"name,omitempty"`
	Since  time.Time       `json:"since,omitzero"` // when it was last read as it should be; zero: never, or not known
	Reason string          `json:"reason"`
}

// NeverRead is the reason of a source that was declared and never asked for anything.
const NeverRead = "was never read"

// Input is what a digest is made of.
type Input struct {
	Body     *legal.Body // the law as known
	From, To corpus.Date // days
	Since    *Mark       // what was learned after it counts as learned in the period; nil: what was learned from From to To
	Filter   legal.Filter
	Words    []string           // the filter for the reader
	Closings []deadline.Closing // closings of comments that the filter lets through
	Entries  []kb.Entry         // what was learned in the period
	Unread   []Unread
	Sample   bool
}

// ahead is how far a digest looks, in days; the nearer part is told apart.
const (
	ahead = 90
	near  = 30
)

// Make sorts the input into a digest.
func Make(in Input) Digest {
	b := in.Body
	d := Digest{From: in.From, To: in.To, Since: in.Since, Filter: orEmpty(in.Words), Changes: b.Changes(in.From, in.To, in.Filter),
		Learned: map[string]int{}, Unread: orEmpty(in.Unread), Sample: in.Sample}
	slices.SortFunc(d.Unread, func(x, y Unread) int { return cmp.Compare(x.Source, y.Source) })
	byBucket := bucketed(d.Changes)
	for at, to := range map[bucket]*[]legal.Story{started: &d.Started, stopped: &d.Stopped, suspended: &d.Suspended, review: &d.Review, announced: &d.Announced} {
		*to = b.Stories(byBucket[at])
	}
	d.Standing = standing(in)
	d.Coming = coming(in)
	d.Late, d.LateBulk = late(in)
	for _, e := range in.Entries {
		d.Learned[string(e.Kind)]++
	}
	d.Disputes = disputes(in)
	d.Known = len(d.Changes) > 0 || len(d.Unread) == 0
	return d
}

type bucket int

const (
	announced bucket = iota
	started
	stopped
	suspended
	review
)

var buckets = map[legal.ChangeKind]bucket{
	legal.MeasureCommenced: started, legal.MeasureResumed: started,
	legal.MeasureExpired: stopped, legal.MeasureRepealed: stopped, legal.MeasureSuperseded: stopped, legal.MeasureWithdrawn: stopped,
	legal.MeasureSuspended: suspended, legal.SuspensionExtends: suspended, legal.SuspensionLapsed: review,
}

type dayOf struct {
	measure kb.MeasureID
	day     corpus.Date
}

// bucketed sorts changes into sections. What is announced and takes effect on one day has started.
func bucketed(changes []legal.Change) map[bucket][]legal.Change {
	out, starts := map[bucket][]legal.Change{}, map[dayOf]bool{}
	for _, c := range changes {
		if c.Kind == legal.MeasureCommenced {
			starts[dayOf{c.Measure, c.LegalDate}] = true
		}
	}
	for _, c := range changes {
		at := buckets[c.Kind]
		if c.Kind == legal.MeasureAnnounced && starts[dayOf{c.Measure, c.LegalDate}] {
			at = started
		}
		if c.InDoubt {
			at = review
		}
		out[at] = append(out[at], c)
	}
	return out
}

// standing lists the acts that are suspended, lapsed or unclear on the last day, a line a status.
func standing(in Input) []Standing {
	out := []Standing{}
	for _, m := range in.Body.Matching(in.Filter) {
		s, _ := in.Body.StatusOn(m.ID, in.To)
		doubt := s.Status == kb.StatusLapsedSuspension || s.Status == kb.StatusUnclear || in.Body.Unrelieved(m.ID, in.To)
		if s.Status != kb.StatusSuspended && !doubt {
			continue
		}
		i := slices.IndexFunc(out, func(o Standing) bool {
			return o.Instrument == m.Instrument && o.Status == s.Status && o.Until == s.Until
		})
		if i < 0 {
			act, _ := in.Body.Instrument(m.Instrument)
			i = len(out)
			out = append(out, Standing{Instrument: m.Instrument, Title: act.Title, Jurisdiction: act.Jurisdiction, Status: s.Status, InDoubt: doubt, Of: len(in.Body.MeasuresOf(m.Instrument)), Since: s.Since, Until: s.Until})
		}
		out[i].Clauses++
		out[i].Sample = out[i].Sample || m.Sample
	}
	rank := func(s kb.Status) int {
		return slices.Index([]kb.Status{kb.StatusLapsedSuspension, kb.StatusUnclear, kb.StatusSuspended}, s)
	}
	slices.SortFunc(out, func(x, y Standing) int {
		return cmp.Or(cmp.Compare(rank(x.Status), rank(y.Status)), x.Until.Compare(y.Until), cmp.Compare(x.Instrument, y.Instrument))
	})
	return out
}

// coming tells what lies in the 90 days after the last day.
func coming(in Input) []Coming {
	from, to := in.To.AddDays(1), in.To.AddDays(ahead)
	rows := slices.DeleteFunc(deadline.Of(in.Body, from, to, in.To, in.Filter), func(r deadline.Row) bool {
		begun := r.LegalDate.First().Compare(in.To) <= 0 // a year that has begun may have seen it already
		return begun || !in.foreseen(r)
	})
	out := []Coming{}
	for _, k := range deadline.Kinds() {
		var changes []legal.Change
		for _, r := range rows {
			if r.Deadline == k {
				changes = append(changes, r.Change)
			}
		}
		for _, s := range in.Body.Stories(changes) {
			out = append(out, comingOf(s, k, in.To))
		}
	}
	for _, r := range deadline.OfComments(in.Closings, from, to, in.To) {
		s := legal.Story{Date: r.LegalDate, Instrument: r.Instrument, Title: r.Title, Kinds: []legal.ChangeKind{r.Kind}, Materials: r.Materials, Where: r.Jurisdiction, Sample: r.Sample}
		out = append(out, comingOf(s, deadline.Comments, in.To))
	}
	slices.SortStableFunc(out, func(x, y Coming) int {
		return cmp.Or(x.Date.First().Compare(y.Date.First()), cmp.Compare(x.Instrument, y.Instrument), cmp.Compare(x.Title, y.Title))
	})
	return out
}

// foreseen reports whether what is to come was law already on the last day: the measure stood, and
// the act that does it was published. An announcement still to come is no deadline.
func (in Input) foreseen(r deadline.Row) bool {
	if r.Kind == legal.MeasureAnnounced || r.Kind == legal.MeasureProposed {
		return false
	}
	if r.Deadline == deadline.Promised && r.Said.First().Compare(in.To) > 0 {
		return false
	}
	s, _ := in.Body.StatusOn(r.Measure, in.To)
	by, ok := in.Body.Instrument(r.By)
	return s.Status != "" && (!ok || by.Published.First().Compare(in.To) <= 0)
}

func comingOf(s legal.Story, k deadline.Kind, from corpus.Date) Coming {
	c := Coming{Story: s, Deadline: k, Within: ahead}
	days := from.DaysUntil(s.Date.First())
	if days <= near {
		c.Within = near
	}
	if s.Date.Precision() == corpus.ToDay {
		c.Days = &days
	}
	return c
}

// late tells what was learned in the period of days before it. What rests on the register alone
// came in bulk, and is counted.
func late(in Input) ([]Late, int) {
	out, bulk := []Late{}, 0
	var changes []legal.Change
	type story struct {
		act kb.InstrumentID
		on  corpus.Date
	}
	learned := map[story]time.Time{}
	for _, c := range in.Body.Changes(corpus.Day(1, 1, 1), in.From.AddDays(-1), in.Filter) {
		onTime := in.Since == nil && corpus.DateOf(c.RecordedAt.UTC()).Compare(c.LegalDate.Last()) <= 0
		if c.RecordedAt.IsZero() || !in.learned(c.Seq, c.RecordedAt) || onTime {
			continue
		}
		if len(c.Spans) == 0 {
			bulk++
			continue
		}
		changes = append(changes, c)
		key := story{c.Instrument, c.LegalDate}
		if c.RecordedAt.After(learned[key]) {
			learned[key] = c.RecordedAt
		}
	}
	for _, s := range in.Body.Stories(changes) {
		at := learned[story{s.Instrument, s.Date}]
		out = append(out, Late{s, at, s.Date.Last().DaysUntil(corpus.DateOf(at.UTC()))})
	}
	return out, bulk
}

// learned reports whether what was learned with that entry, or where that is not known at that
// time, belongs to the period.
func (in Input) learned(seq kb.Seq, at time.Time) bool {
	if in.Since != nil {
		if seq > 0 {
			return seq > in.Since.Seq
		}
		return at.After(in.Since.RecordedAt)
	}
	day := corpus.DateOf(at.UTC())
	return day.Compare(in.From) >= 0 && day.Compare(in.To) <= 0
}

// disputes lists the open contradictions about acts that the filter lets through, new ones first.
func disputes(in Input) []OpenDispute {
	reached := map[kb.InstrumentID]bool{}
	for _, m := range in.Body.Matching(in.Filter) {
		reached[m.Instrument] = true
	}
	out := []OpenDispute{}
	for _, d := range in.Body.Law().Disputes {
		if d.Settled != "" || !reached[d.Instrument] && narrows(in.Filter) {
			continue
		}
		act, _ := in.Body.Instrument(d.Instrument)
		out = append(out, OpenDispute{d, act.Title, in.learned(0, d.RecordedAt)})
	}
	slices.SortFunc(out, func(x, y OpenDispute) int {
		if x.New != y.New {
			return map[bool]int{true: -1, false: 1}[x.New]
		}
		return cmp.Or(cmp.Compare(x.Instrument, y.Instrument), cmp.Compare(x.ID, y.ID))
	})
	return out
}

func narrows(f legal.Filter) bool {
	return len(f.Materials)+len(f.Jurisdictions)+len(f.Destinations)+len(f.Instruments)+len(f.Restrictions) > 0
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
