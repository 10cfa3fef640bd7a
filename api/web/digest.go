package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/digest"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// digestBody is the page that tells a reader what changed.
type digestBody struct {
	asking
	Sections []digestSection
	Standing []standingRow
	Disputes []digest.OpenDispute
	Unread   []digest.Unread
	Known    bool
	Empty    bool
	Formats  []pair // address and name of the same in other formats
}

// asking is a form with days, a material and a jurisdiction, as it was filled in.
type asking struct {
	From, To, Material, Place string
	Problem                   string
	Suggestions               []string
	Form                      form
}

// digestSection is the stories of one kind.
type digestSection struct {
	Heading, Tone string
	Stories       []story
	Count         int // of all, also those that are not shown
}

// More is how many stories are not shown.
func (s digestSection) More() int { return s.Count - len(s.Stories) }

// mostStories bounds how many stories of one kind a page shows.
const mostStories = 100

// story is what happened to one act on one day.
type story struct {
	Day          string
	Ahead        bool
	Jurisdiction corpus.Jurisdiction
	Instrument   kb.InstrumentID
	Title        string
	What         string
	By           kb.InstrumentID
	Until        string
	Part         string // "2 of 5 clauses" where not the whole act
	Never        bool
	Sample       bool
}

type standingRow struct {
	digest.Standing
	Said string
}

// ask reads the form and makes the words of the question.
func (s speech) ask(r *http.Request) (asking, desk.ChangeWords) {
	given := asked(r, "from", "to", "material", "jurisdiction")
	a := asking{From: given.Get("from"), To: given.Get("to"), Material: given.Get("material"), Place: given.Get("jurisdiction"), Form: s.newForm(desk.StatusWords{})}
	w := desk.ChangeWords{From: a.From, To: a.To}
	if a.Material != "" {
		w.Materials = []string{a.Material}
	}
	if a.Place != "" {
		w.Jurisdictions = []string{a.Place}
	}
	return a, w
}

// misread takes the mistake of a reader in; false where the error is none.
func (a *asking) misread(say speech, err error) bool {
	var word *desk.WordError
	if !errors.As(err, &word) {
		return false
	}
	a.Problem, a.Suggestions = say.problem(word), word.Suggestions
	return true
}

// digest tells what changed in a period, the last thirty days where none is given.
func (s *Site) digest(r *http.Request) (page, error) {
	const days = 30
	say := s.speech(r)
	form, w := say.ask(r)
	if w.From == "" && w.To == "" {
		w.From = s.Desk.Today().AddDays(1 - days).String()
		form.From = w.From
	}
	given := asked(r, "from", "to", "material", "jurisdiction")
	if w.From != "" {
		given.Set("from", w.From)
	}
	p := page{Title: say.t("Digest"), Here: "changes", API: same("/digest", given)}
	words := desk.DigestWords{ChangeWords: w}
	var err error
	if s.Health != nil {
		if words.Health, err = s.Health(r.Context()); err != nil {
			return p, err
		}
	}
	d, cover, err := s.Desk.Digest(r.Context(), words)
	body := digestBody{asking: form}
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
	body.tell(v, d)
	for _, f := range []pair{{"md", "Markdown"}, {"text", say.t("plain text")}, {"html", "HTML"}} {
		given.Set("format", f.Term)
		body.Formats = append(body.Formats, pair{address("/v1/digest", given), f.Text})
	}
	p.Coverage, p.Body = cover, body
	return p, nil
}

// tell words a digest.
func (b *digestBody) tell(v shown, d digest.Digest) {
	b.Disputes, b.Unread, b.Known = d.Disputes, d.Unread, d.Known
	coming := each(d.Coming, func(c digest.Coming) legal.Story { return c.Story })
	late := each(d.Late, func(l digest.Late) legal.Story { return l.Story })
	for _, section := range []struct {
		heading, tone string
		stories       []legal.Story
	}{{v.say.t("Started"), "bind", d.Started}, {v.say.t("Stopped"), "past", d.Stopped}, {v.say.t("Suspended"), "halt", d.Suspended},
		{v.say.t("Needs review"), "doubt", d.Review}, {v.say.t("Announced or amended"), "wait", d.Announced},
		{v.say.t("Coming within 90 days"), "wait", coming}, {v.say.t("Learned late"), "past", late}} {
		if len(section.stories) > 0 {
			b.Sections = append(b.Sections, digestSection{section.heading, section.tone, each(section.stories[:min(len(section.stories), mostStories)], v.story), len(section.stories)})
		}
	}
	b.Empty = len(b.Sections) == 0
	for _, st := range d.Standing {
		said := v.say.Standing(wording.Standing{Status: st.Status, Since: st.Since, Until: st.Until, Operated: true})
		if st.InDoubt && st.Status != kb.StatusLapsedSuspension { // that one says so itself
			said = v.say.List([]string{said, v.say.t("needs review")})
		}
		b.Standing = append(b.Standing, standingRow{st, said})
	}
}

func (v shown) story(s legal.Story) story {
	out := story{Day: s.Date.String(), Ahead: s.Expected, Jurisdiction: s.Where, Instrument: s.Instrument, Title: s.Title, By: s.By, Never: s.Never, Sample: s.Sample}
	out.What = v.say.List(each(s.Kinds, v.say.Change))
	if i, ok := v.body.Instrument(s.Instrument); ok {
		out.Title = v.say.title(i)
	}
	if s.By == s.Instrument {
		out.By = ""
	}
	if s.Clauses < s.Of {
		out.Part = v.say.t("%d of %d clauses", s.Clauses, s.Of)
	}
	if !s.Until.IsZero() {
		out.Until = s.Until.String()
	}
	return out
}

// calendarBody is the page of what is still to come.
type calendarBody struct {
	asking
	Days []calendarDay
	Feed string
}

type calendarDay struct {
	Day  string
	Rows []calendarRow
}

type calendarRow struct {
	Kind, What, LastDay string
	Tone                string
	Days                int
	Dated               bool // Days counts
	Instrument          kb.InstrumentID
	Document            corpus.DocumentID
	Title               string
	Jurisdiction        corpus.Jurisdiction
	Sample              bool
	Items               string // names of the user's items that it concerns; empty where the page is not about them
}

// calendar shows starts, ends, lapses and closings of comments still to come.
func (s *Site) calendar(r *http.Request) (page, error) {
	say := s.speech(r)
	form, w := say.ask(r)
	given := asked(r, "from", "to", "material", "jurisdiction")
	body := calendarBody{asking: form, Feed: address("/calendar.ics", asked(r, "material", "jurisdiction"))}
	p := page{Title: say.t("Calendar"), Here: "calendar", API: same("/deadlines", given)}
	l, err := s.Desk.Deadlines(r.Context(), desk.DeadlineWords{ChangeWords: w}, desk.Page{})
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
	for _, row := range l.Rows[:min(len(l.Rows), maxRows)] {
		body.add(v.calendarRow(row), row.LegalDate.String())
	}
	p.Coverage, p.Body = l.Coverage, body
	return p, nil
}

// add puts a row to its day; clauses of one act that do the same are one row.
func (b *calendarBody) add(row calendarRow, day string) {
	if n := len(b.Days); n == 0 || b.Days[n-1].Day != day {
		b.Days = append(b.Days, calendarDay{Day: day})
	}
	last := &b.Days[len(b.Days)-1]
	if !slices.Contains(last.Rows, row) {
		last.Rows = append(last.Rows, row)
	}
}

func (v shown) calendarRow(r deadline.Row) calendarRow {
	kind := v.say.deadline(r.Deadline)
	if r.Announced {
		kind += " (" + v.say.Change(r.Kind) + ")"
	}
	out := calendarRow{Kind: kind, What: v.say.Restriction(r.Restriction), Tone: tone(r.After), Instrument: r.Instrument, Document: r.Document,
		Title: r.Title, Jurisdiction: r.Jurisdiction, Sample: r.Sample, LastDay: r.LastDay.String()}
	if r.Days != nil {
		out.Days, out.Dated = *r.Days, true
	}
	if i, ok := v.body.Instrument(r.Instrument); ok {
		out.Title = v.say.title(i)
	}
	return out
}

// deadline names a kind of deadline.
func (s speech) deadline(k deadline.Kind) string {
	switch k {
	case deadline.Start:
		return s.t("starts")
	case deadline.End:
		return s.t("ends")
	case deadline.Lapse:
		return s.t("suspension runs out")
	case deadline.WindDown:
		return s.t("permission ends")
	case deadline.Comments:
		return s.t("comments close")
	case deadline.Promised:
		return s.t("announced, not enacted")
	}
	return s.t("changes")
}

// disputesBody is the page of the contradictions that are kept open.
type disputesBody struct{ Open, Settled []dispute }

// disputes shows every contradiction with what each side says.
func (s *Site) disputes(r *http.Request) (page, error) {
	say := s.speech(r)
	v, err := s.shown(r.Context(), say)
	if err != nil {
		return page{}, err
	}
	var body disputesBody
	for _, d := range v.disputes(v.body.Law().Disputes) {
		if d.Settled == "" {
			body.Open = append(body.Open, d)
		} else {
			body.Settled = append(body.Settled, d)
		}
	}
	return page{Title: say.t("Contradictions"), Here: "disputes", API: "/v1/disputes", Body: body}, nil
}
