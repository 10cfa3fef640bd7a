package deadline

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Kind says what a reader must be ready for.
type Kind string

// The kinds of deadlines.
const (
	Start    Kind = "start"           // a measure begins to bind, or binds again
	End      Kind = "end"             // a measure ends
	Lapse    Kind = "lapse"           // a suspension runs out, and nothing known says what follows
	WindDown Kind = "wind_down"       // a permission ends: an exemption, a general licence
	Comments Kind = "comment_closing" // the last day on which comments are taken
	Promised Kind = "announced"       // a day that somebody announced and no act that is held enacts
	Other    Kind = "change"          // announced, amended, extended, suspended on a day still to come
)

// Kinds returns every kind of deadline.
func Kinds() []Kind { return []Kind{Start, End, Lapse, WindDown, Comments, Promised, Other} }

// Row is one day in the diary. The change it carries is that of package legal; of a closing of
// comments it has the date, the act, the document's words and no measure.
type Row struct {
	legal.Change
	Deadline Kind              `json:"deadline"`
	LastDay  corpus.Date       `json:"last_day"`              // last day of the state before; of comments the closing day itself; unknown where the date is no day
	Days     *int              `json:"days"`                  // from the day asked to the date, negative where it has passed; null where the date is no day
	Said     corpus.Date       `json:"announced_on,omitzero"` // of what was announced and not enacted: the day of the announcement, where it has one
	Document corpus.DocumentID `json:"document,omitempty"`
	UID      string            `json:"uid"` // stays the same when the date moves
}

// kinds are the deadlines that changes are.
var kinds = map[legal.ChangeKind]Kind{
	legal.MeasureCommenced: Start, legal.MeasureResumed: Start,
	legal.MeasureExpired: End, legal.MeasureRepealed: End, legal.MeasureSuperseded: End, legal.MeasureWithdrawn: End,
	legal.SuspensionLapsed: Lapse,
}

// Of returns the deadlines from the first day to the last, both inside, by date, for the measures
// that the filter lets through. Days are counted from today. What only pauses others is told by its
// effects on them, and what has no legal effect not at all. What was announced and not enacted is
// listed as such.
func Of(b *legal.Body, from, to, today corpus.Date, f legal.Filter) []Row {
	rows, nth := []Row{}, map[string]int{}
	add := func(c legal.Change, kind Kind, what string, said corpus.Date) {
		key := fmt.Sprintf("%s/%s", c.Measure, what)
		nth[key]++
		if c.Restriction == kb.Suspension || c.Restriction == kb.NoRestriction || c.LegalDate.Last().Compare(from) < 0 || c.LegalDate.First().Compare(to) > 0 {
			return
		}
		r := Row{Change: c, Deadline: kind, Days: daysTo(today, c.LegalDate), UID: uid(fmt.Sprintf("%s/%d", key, nth[key])), Said: said}
		if c.LegalDate.Precision() == corpus.ToDay {
			r.LastDay = c.LegalDate.AddDays(-1)
		}
		rows = append(rows, r)
	}
	for _, c := range b.Changes(corpus.Day(1, 1, 1), corpus.Day(9999, 12, 31), f) { // all, so that they are numbered alike whatever is asked
		add(c, kindOf(c), string(c.Kind), corpus.Date{})
	}
	for _, p := range b.Promises(f) {
		add(p.Change, Promised, "announced "+string(p.Kind), p.Said)
	}
	Sort(rows)
	return rows
}

func kindOf(c legal.Change) Kind {
	k := cmp.Or(kinds[c.Kind], Other)
	if k == End && (c.Restriction == kb.Exemption || c.Restriction == kb.GeneralLicence) {
		return WindDown
	}
	return k
}

func daysTo(today, d corpus.Date) *int {
	if d.Precision() != corpus.ToDay {
		return nil
	}
	n := today.DaysUntil(d)
	return &n
}

func uid(name string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("lodestone/deadline/"+name)).String()
}

// Closing is a day on which comments close, as a document says it.
type Closing struct {
	Document  corpus.Document
	Fact      kb.Fact // its value is a date with the role comment_deadline
	Materials []kb.Material
}

// OfComments returns the closings from the first day to the last, both inside, by date.
func OfComments(closings []Closing, from, to, today corpus.Date) []Row {
	rows := []Row{}
	for _, c := range closings {
		v, ok := c.Fact.Value.(kb.DateValue)
		if !ok || v.Date.IsZero() || v.Date.Last().Compare(from) < 0 || v.Date.First().Compare(to) > 0 {
			continue
		}
		change := legal.Change{LegalDate: v.Date, Kind: legal.ChangeKind(Comments), Instrument: c.Fact.Instrument, Title: c.Document.Title, Jurisdiction: c.Document.Jurisdiction,
			Materials: append([]kb.Material{}, c.Materials...), Destinations: []string{}, Expected: v.Date.First().Compare(today) > 0, RecordedAt: c.Fact.FirstSeen,
			Summary: "comments close on " + c.Document.Title, Spans: []corpus.Span{c.Fact.Span}, Sample: c.Document.Sample}
		r := Row{Change: change, Deadline: Comments, Days: daysTo(today, v.Date), Document: c.Document.ID, UID: uid(string(c.Fact.ID))}
		if v.Date.Precision() == corpus.ToDay {
			r.LastDay = v.Date
		}
		rows = append(rows, r)
	}
	Sort(rows)
	return rows
}

// Sort orders rows by date, then by act, measure and kind, so that answers do not depend on the
// order in which documents arrived.
func Sort(rows []Row) {
	slices.SortStableFunc(rows, func(x, y Row) int {
		return cmp.Or(x.LegalDate.First().Compare(y.LegalDate.First()), cmp.Compare(x.Instrument, y.Instrument), cmp.Compare(x.Measure, y.Measure),
			cmp.Compare(slices.Index(Kinds(), x.Deadline), slices.Index(Kinds(), y.Deadline)), cmp.Compare(x.UID, y.UID))
	})
}
