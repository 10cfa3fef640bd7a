package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// changeDay is what changed on one day.
type changeDay struct {
	Day     string
	Ahead   bool
	Changes []changeRow
}

// changeRow is one change in words: of one clause, or of several of one act that change alike.
type changeRow struct {
	Clauses      []clause
	Instrument   kb.InstrumentID
	Title        string
	Jurisdiction corpus.Jurisdiction
	Kind         string
	Tone         string
	Materials    []string
	Before       string
	After        string
	Until        string
	By           kb.InstrumentID
	Calendar     bool // nobody did it: its day came
	Unnamed      bool // an act did it, and nobody names it
	Doubt        bool // a person has to review what holds from then on
	Quotes       []quote
	Sample       bool
}

// clause is a clause that changes, or several that restrict alike.
type clause struct {
	Restriction string
	Provisions  []string
}

// byDay words changes that are in the order of their days.
func (v shown) byDay(changes []legal.Change) []changeDay { return v.firstDays(changes, len(changes)) }

// firstDays words the first of the changes: no further day once there are so many rows.
func (v shown) firstDays(changes []legal.Change, enough int) []changeDay {
	var out []changeDay
	rows := 0
	for _, c := range changes {
		day := c.LegalDate.String()
		if n := len(out); n == 0 || out[n-1].Day != day {
			if n > 0 {
				rows += len(out[n-1].Changes)
			}
			if rows >= enough {
				break
			}
			out = append(out, changeDay{Day: day, Ahead: c.LegalDate.First().Compare(v.today) > 0})
		}
		last := &out[len(out)-1]
		row := v.changeRow(c)
		if i := slices.IndexFunc(last.Changes, row.like); i >= 0 {
			last.Changes[i].join(row)
			continue
		}
		last.Changes = append(last.Changes, row)
	}
	return out
}

func (v shown) changeRow(c legal.Change) changeRow {
	_, provision, _ := strings.Cut(string(c.Measure), "/")
	row := changeRow{Clauses: []clause{{v.say.Restriction(c.Restriction), []string{provision}}}, Instrument: c.Instrument, Title: c.Title, Jurisdiction: c.Jurisdiction,
		Kind: v.say.Change(c.Kind), Tone: tone(c.After), Materials: each(c.Materials, v.say.Material),
		Before: v.say.stands(c.Before), After: v.say.stands(c.After), By: c.By, Calendar: c.By == "" && !Unnamed(c), Unnamed: Unnamed(c), Doubt: c.InDoubt, Sample: c.Sample}
	if v.body != nil {
		if i, ok := v.body.Instrument(c.Instrument); ok {
			row.Title = v.say.title(i)
		}
	}
	if c.By == c.Instrument {
		row.By = ""
	}
	if !c.Until.IsZero() && c.After != kb.StatusScheduled {
		row.Until = c.Until.String()
	}
	v.sameDay(&row, c)
	row.Quotes = v.evidence(c.Spans, nil).Quotes
	return row
}

// Unnamed reports whether an act did it that nobody names. The calendar alone can only begin a
// measure, end it, or end its suspension.
func Unnamed(c legal.Change) bool {
	byItself := c.Kind == legal.MeasureCommenced || c.Kind == legal.MeasureExpired || c.Kind == legal.SuspensionLapsed
	return c.By == "" && (c.Unnamed || !byItself)
}

// like reports whether another row tells the same of other clauses of the same act.
func (r changeRow) like(o changeRow) bool {
	return r.Instrument == o.Instrument && r.Kind == o.Kind && r.Before == o.Before && r.After == o.After && r.Until == o.Until && r.By == o.By && r.Calendar == o.Calendar && r.Unnamed == o.Unnamed && r.Doubt == o.Doubt
}

// join takes the other row's clauses, materials and quotes in.
func (r *changeRow) join(o changeRow) {
	r.Sample = r.Sample || o.Sample
	for _, m := range o.Materials {
		if !slices.Contains(r.Materials, m) {
			r.Materials = append(r.Materials, m)
		}
	}
	for _, q := range o.Quotes {
		if !slices.Contains(r.Quotes, q) && len(r.Quotes) < maxQuotes {
			r.Quotes = append(r.Quotes, q)
		}
	}
	for _, c := range o.Clauses {
		if i := slices.IndexFunc(r.Clauses, func(have clause) bool { return have.Restriction == c.Restriction }); i >= 0 {
			r.Clauses[i].Provisions = append(r.Clauses[i].Provisions, c.Provisions...)
		} else {
			r.Clauses = append(r.Clauses, c)
		}
	}
}

// Named are its provisions; empty where it is the whole act.
func (c clause) Named() string {
	named := strings.Join(slices.Sorted(slices.Values(c.Provisions)), ", ")
	if named == "*" {
		return ""
	}
	return named
}

// ChangeSentence tells a change in one sentence, for feeds and calendars.
func ChangeSentence(says *wording.Wording, c legal.Change) string {
	r := shown{say: speech{Wording: says}}.changeRow(c)
	s := sentenceCase(r.Kind) + ": " + says.Restriction(c.Restriction) + " (" + string(c.Measure) + "), " + r.Before + " → " + r.After
	if r.Until != "" {
		s += ", until " + r.Until
	}
	if r.Doubt {
		s += ", needs review"
	}
	switch {
	case r.By != "":
		s += ". By " + string(r.By)
	case r.Calendar:
		s += ". By the calendar"
	case r.Unnamed:
		s += ". By an act that is not named"
	}
	if c.Expected {
		s += ". Expected"
	}
	return s + "."
}

// sameDay words an announcement and a commencement on one day as the two steps that they are.
func (v shown) sameDay(row *changeRow, c legal.Change) {
	if c.After != kb.StatusInForce || c.Before != "" && c.Before != kb.StatusProposed {
		return
	}
	switch c.Kind {
	case legal.MeasureAnnounced:
		row.After, row.Until, row.Tone = v.say.t("adopted"), "", "wait"
	case legal.MeasureCommenced:
		row.Before = v.say.t("adopted")
	}
}

// changesBody is the page of what changed.
type changesBody struct {
	asking
	Days     []changeDay
	Total    int
	Left     int
	Feed     string // the same as a feed
	Calendar string // what is to come, as a calendar
	Digest   string // the same told
	Looked   string // the day of the last look, where the page begins there
	YearAgo  string
}

// changes shows what is different in law between two days, over the last year where none is given.
func (s *Site) changes(r *http.Request) (page, error) {
	say := s.speech(r)
	form, w := say.ask(r)
	given := asked(r, "from", "to", "material", "jurisdiction")
	var remember *http.Cookie // only a look at what is new counts as one: who names days may look at others
	began := ""
	if w.From == "" && w.To == "" {
		w.From = s.Desk.Today().AddDays(-365).String()
		var looked corpus.Date
		if looked, remember = lastLooked(r, s.Desk.Today()); !looked.IsZero() {
			w.From = looked.String()
			began = w.From
		}
		form.From = w.From
		given.Set("from", w.From)
	}
	narrowed := asked(r, "material", "jurisdiction")
	body := changesBody{asking: form, Looked: began, YearAgo: s.Desk.Today().AddDays(-365).String(), Feed: address("/feeds/changes.atom", narrowed), Calendar: address("/calendar", narrowed), Digest: address("/digest", given)}
	p := page{Title: say.t("What changed"), Here: "changes", API: same("/changes", given), Cookie: remember}
	l, err := s.Desk.Changes(r.Context(), w, desk.Page{})
	if err != nil {
		if !body.misread(say, err) {
			return p, err
		}
		p.Status, p.Body = http.StatusUnprocessableEntity, body
		return p, nil
	}
	v, err := s.shown(r.Context(), say)
	if err != nil {
		return p, err
	}
	rows := l.Rows[max(0, len(l.Rows)-maxRows):]
	slices.Reverse(rows)
	body.Total, body.Left = len(l.Rows), len(l.Rows)-len(rows)
	body.Days = v.byDay(rows)
	p.Coverage, p.Body = l.Coverage, body
	return p, nil
}
