package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/api/internal/holdings"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// maxRows bounds how many rows a page shows; the API has them all.
const maxRows = 500

// homeBody is the first page.
type homeBody struct {
	Form   form
	Lately []changeDay
	Coming []changeDay
	Search bool
}

// home asks the one question and shows what moved.
func (s *Site) home(r *http.Request) (page, error) {
	body := homeBody{Form: newForm(desk.StatusWords{}), Search: s.canSearch()}
	today := s.Desk.Today()
	law, err := s.Desk.Body(r.Context(), time.Time{})
	if err != nil {
		return page{}, err
	}
	const back, ahead, few = 120, 400, 8
	past := law.Changes(today.AddDays(-back), today, legal.Filter{})
	slices.Reverse(past)
	body.Lately = first(byDay(past, today, law), few)
	coming := law.Changes(today.AddDays(1), today.AddDays(ahead), legal.Filter{})
	body.Coming = first(byDay(coming, today, law), few)
	return page{Title: "Export controls on critical minerals", Here: "home", API: "/v1/changes?from=" + today.AddDays(-back).String(), Body: body}, nil
}

// first cuts days off after so many changes.
func first(days []changeDay, few int) []changeDay {
	for i := range days {
		if few -= len(days[i].Changes); few <= 0 {
			days[i].Changes = days[i].Changes[:len(days[i].Changes)+few]
			return days[:i+1]
		}
	}
	return days
}

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
	Calendar     bool
	Quotes       []quote
	Sample       bool
}

// clause is a clause that changes, or several that restrict alike.
type clause struct {
	Restriction string
	Provisions  []string
}

func byDay(changes []legal.Change, today corpus.Date, body *legal.Body) []changeDay {
	var out []changeDay
	v := shown{body: body, today: today}
	for _, c := range changes {
		day := c.LegalDate.String()
		if n := len(out); n == 0 || out[n-1].Day != day {
			out = append(out, changeDay{Day: day, Ahead: c.LegalDate.First().Compare(today) > 0})
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
	row := changeRow{Clauses: []clause{{restriction(c.Restriction), []string{provision}}}, Instrument: c.Instrument, Title: c.Title, Jurisdiction: c.Jurisdiction,
		Kind: changeWord(c.Kind), Tone: statusWordOf(c.After).tone, Materials: each(c.Materials, material),
		Before: statusWordOf(c.Before).label, After: statusWordOf(c.After).label, By: c.By, Calendar: c.By == "", Sample: c.Sample}
	if c.By == c.Instrument {
		row.By = ""
	}
	if !c.Until.IsZero() && c.After != kb.StatusScheduled {
		row.Until = c.Until.String()
	}
	sameDay(&row, c)
	v.sample = c.Sample
	row.Quotes = v.evidence(c.Spans, nil).Quotes
	return row
}

// like reports whether another row tells the same of other clauses of the same act.
func (r changeRow) like(o changeRow) bool {
	return r.Instrument == o.Instrument && r.Kind == o.Kind && r.Before == o.Before && r.After == o.After && r.Until == o.Until && r.By == o.By && r.Calendar == o.Calendar
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

// What tells the clauses as a reader cites them.
func (r changeRow) What() string {
	var parts []string
	for _, c := range r.Clauses {
		slices.Sort(c.Provisions)
		if provisions := strings.Join(c.Provisions, ", "); provisions != "*" {
			parts = append(parts, c.Restriction+" ("+provisions+")")
		} else {
			parts = append(parts, c.Restriction)
		}
	}
	return list(parts)
}

// sameDay words an announcement and a commencement on one day as the two steps that they are.
func sameDay(row *changeRow, c legal.Change) {
	if c.After != kb.StatusInForce || c.Before != "" && c.Before != kb.StatusProposed {
		return
	}
	switch c.Kind {
	case legal.MeasureAnnounced:
		row.After, row.Until, row.Tone = "adopted", "", "wait"
	case legal.MeasureCommenced:
		row.Before = "adopted"
	}
}

// changesBody is the page of what changed.
type changesBody struct {
	Words       desk.ChangeWords
	Material    string
	Place       string
	Problem     string
	Days        []changeDay
	Total       int
	Left        int
	Form        form
	From, To    string
	Suggestions []string
}

// changes shows what is different in law between two days.
func (s *Site) changes(r *http.Request) (page, error) {
	given := asked(r, "from", "to", "material", "jurisdiction")
	body := changesBody{Material: given.Get("material"), Place: given.Get("jurisdiction"), Form: newForm(desk.StatusWords{}), From: given.Get("from"), To: given.Get("to")}
	today := s.Desk.Today()
	if body.From == "" && body.To == "" {
		body.From = today.AddDays(-365).String()
		given.Set("from", body.From)
	}
	w := desk.ChangeWords{From: body.From, To: body.To}
	if body.Material != "" {
		w.Materials = []string{body.Material}
	}
	if body.Place != "" {
		w.Jurisdictions = []string{body.Place}
	}
	p := page{Title: "What changed", Here: "changes", API: same("/changes", given)}
	l, err := s.Desk.Changes(r.Context(), w, desk.Page{})
	var word *desk.WordError
	if errors.As(err, &word) {
		body.Problem, body.Suggestions = wordProblem(word), word.Suggestions
		p.Status, p.Body = http.StatusUnprocessableEntity, body
		return p, nil
	}
	if err != nil {
		return p, err
	}
	law, err := s.Desk.Body(r.Context(), time.Time{})
	if err != nil {
		return p, err
	}
	rows := l.Rows[max(0, len(l.Rows)-maxRows):]
	slices.Reverse(rows)
	body.Total, body.Left = len(l.Rows), len(l.Rows)-len(rows)
	body.Days = byDay(rows, today, law)
	p.Coverage, p.Body = l.Coverage, body
	return p, nil
}

// instrumentsBody is the list of legal acts.
type instrumentsBody struct {
	Rows          []desk.InstrumentRow
	Jurisdictions []corpus.Jurisdiction
	Jurisdiction  string
	Total         int
}

func (s *Site) instruments(r *http.Request) (page, error) {
	given := asked(r, "jurisdiction")
	body := instrumentsBody{Jurisdiction: given.Get("jurisdiction")}
	l, err := s.Desk.Instruments(r.Context(), desk.InstrumentWords{}, desk.Page{})
	if err != nil {
		return page{}, err
	}
	for _, row := range l.Rows {
		if !slices.Contains(body.Jurisdictions, row.Jurisdiction) {
			body.Jurisdictions = append(body.Jurisdictions, row.Jurisdiction)
		}
		if body.Jurisdiction == "" || string(row.Jurisdiction) == body.Jurisdiction {
			body.Rows = append(body.Rows, row)
		}
	}
	slices.Sort(body.Jurisdictions)
	slices.SortStableFunc(body.Rows, func(x, y desk.InstrumentRow) int {
		return cmp.Or(cmp.Compare(x.Jurisdiction, y.Jurisdiction), y.Published.Compare(x.Published))
	})
	body.Total = len(l.Rows)
	return page{Title: "Legal acts", Here: "instruments", API: same("/instruments", given), Coverage: l.Coverage, Body: body}, nil
}

// instrumentBody is the page of one legal act.
type instrumentBody struct {
	desk.InstrumentView
	Standing string
	Cards    []card
	Life     []changeDay
	Onto     []effectRow
	By       []effectRow
	Arguing  []dispute
	Evidence evidence
	On       string
}

// effectRow is an effect in words.
type effectRow struct {
	Other       kb.InstrumentID
	What        string
	Date        string
	Until       string
	Provisions  string
	Announced   bool
	Outstanding string
	Scope       string
	Evidence    evidence
}

func (s *Site) instrument(r *http.Request) (page, error) {
	id := kb.InstrumentID(r.PathValue("id"))
	given := asked(r, "on", "known")
	view, err := s.Desk.Instrument(r.Context(), id, given.Get("on"), given.Get("known"))
	if err != nil {
		return page{}, err
	}
	law, err := s.Desk.Body(r.Context(), time.Time{})
	if err != nil {
		return page{}, err
	}
	v := shown{law, s.Desk.Today(), view.Coverage.Sample}
	body := instrumentBody{InstrumentView: view, On: view.On.String(), Arguing: v.disputes(view.Disputes), Evidence: v.evidence(view.Basis.Spans, view.Basis.Provenance)}
	body.Standing = standing{status: view.Status, expected: view.Expected}.sentence()
	if len(view.Parts) > 0 && view.Status != kb.StatusPartlySuspended {
		if i := slices.IndexFunc(view.Parts, func(m desk.MeasureRow) bool { return m.Status == view.Status }); i >= 0 {
			m := view.Parts[i]
			body.Standing = standing{m.Status, m.Since, m.Until, m.Operated, m.Expected}.sentence()
		}
	}
	for _, m := range view.Parts {
		body.Cards = append(body.Cards, v.ofRow(m))
	}
	life := law.Changes(corpus.Day(1, 1, 1), corpus.Day(9999, 12, 31), legal.Filter{Instruments: []kb.InstrumentID{id}})
	body.Life = byDay(life, v.today, law)
	for _, d := range body.Life {
		for i := range d.Changes {
			d.Changes[i].Title = "" // all of them are this act's
		}
	}
	for _, e := range law.EffectsOn(id) {
		if e.By != id || e.Announced || e.From.IsZero() {
			body.Onto = append(body.Onto, v.effect(e, e.By))
		}
	}
	for _, e := range view.Effects {
		body.By = append(body.By, v.effect(e, e.Target))
	}
	return page{Title: view.Title, Here: "instruments", API: same("/instruments/"+string(id), given), Coverage: view.Coverage, Body: body}, nil
}

func (v shown) effect(e kb.Effect, other kb.InstrumentID) effectRow {
	return effectRow{Other: other, What: relation(e.Relation), Date: e.From.String(), Until: e.Until.String(), Provisions: strings.Join(e.Provisions, ", "),
		Announced: e.Announced, Outstanding: e.Outstanding, Scope: e.Scope, Evidence: v.evidence(e.Basis.Spans, e.Basis.Provenance)}
}

// materialsBody lists the materials that measures name.
type materialsBody struct{ Rows []holdings.Material }

func (s *Site) materials(r *http.Request) (page, error) {
	body, err := s.Desk.Body(r.Context(), time.Time{})
	if err != nil {
		return page{}, err
	}
	return page{Title: "Materials", Here: "materials", API: "/v1/materials", Body: materialsBody{holdings.Materials(body)}}, nil
}

// materialBody says who restricts a material now.
type materialBody struct {
	Material kb.Material
	Answer   *answer
	Lately   []changeDay
}

func (s *Site) material(r *http.Request) (page, error) {
	given := asked(r, "on", "known")
	a, err := s.Desk.Status(r.Context(), desk.StatusWords{Material: r.PathValue("symbol"), On: given.Get("on"), Known: given.Get("known")})
	if err != nil {
		return page{}, err
	}
	m := a.Question.Material
	asking := asked(r, "on", "known")
	asking.Set("material", string(m))
	body := materialBody{Material: m}
	if body.Answer, err = s.word(r.Context(), a, asking); err != nil {
		return page{}, err
	}
	law, err := s.Desk.Body(r.Context(), time.Time{})
	if err != nil {
		return page{}, err
	}
	today := s.Desk.Today()
	changes := law.Changes(today.AddDays(-3*365), today.AddDays(3*365), legal.Filter{Materials: []kb.Material{m}})
	slices.Reverse(changes)
	body.Lately = byDay(changes[:min(len(changes), 60)], today, law)
	return page{Title: sentenceCase(material(m)), Here: "materials", API: same("/materials/"+string(m), given), Coverage: a.Coverage, Body: body}, nil
}

// coverageBody says what is held and what could not be read.
type coverageBody struct {
	holdings.Survey
	Issues []kb.Outcome
	Total  int
}

func (s *Site) coverage(r *http.Request) (page, error) {
	survey, err := holdings.Read(r.Context(), s.Desk)
	if err != nil {
		return page{}, err
	}
	issues, err := holdings.Issues(r.Context(), s.Desk, nil, nil)
	if err != nil {
		return page{}, err
	}
	slices.Reverse(issues)
	return page{Title: "What is covered", Here: "coverage", API: "/v1/coverage", Coverage: survey.Coverage,
		Body: coverageBody{survey, issues[:min(len(issues), maxRows)], len(issues)}}, nil
}

// logBody is the newest entries of the log.
type logBody struct {
	Entries []kb.Entry
	Total   int
}

func (s *Site) log(r *http.Request) (page, error) {
	version, err := s.Desk.Store().Version(r.Context())
	if err != nil {
		return page{}, err
	}
	const few = 200
	entries, err := s.Desk.Store().Entries(r.Context(), version.Seq-min(version.Seq, few), few)
	if err != nil {
		return page{}, err
	}
	slices.Reverse(entries)
	return page{Title: "What was learned", Here: "log", API: "/v1/changes?axis=record", Body: logBody{entries, int(version.Seq)}}, nil
}

// docs describes the API.
func (s *Site) docs(*http.Request) (page, error) {
	return page{Title: "The interface for programs", Here: "docs", API: "", Body: s.Routes}, nil
}
