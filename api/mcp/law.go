package mcp

import (
	"context"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

type question struct {
	Material     string `json:"material,omitempty" jsonschema:"an element, a group or a name of either, in English or Chinese"`
	Destination  string `json:"destination,omitempty" jsonschema:"a country or a group of countries"`
	EndUse       string `json:"end_use,omitempty" jsonschema:"military, wmd, civil and others of the closed list"`
	Jurisdiction string `json:"jurisdiction,omitempty" jsonschema:"whose law: a country, EU or WTO; empty: everybody's"`
	Code         string `json:"code,omitempty" jsonschema:"a control code or a customs code"`
	On           string `json:"on,omitempty" jsonschema:"the day, YYYY-MM-DD; empty: today"`
	Known        string `json:"known,omitempty" jsonschema:"as it was known on this day; empty: now"`
}

// link is one event in the life of a measure.
type link struct {
	Event     string   `json:"event"`
	Date      string   `json:"date,omitempty"`
	Until     string   `json:"until,omitempty"`
	By        string   `json:"by,omitempty"`
	Announced bool     `json:"announced,omitempty" jsonschema:"said, not enacted: not applied"`
	RestsOn   string   `json:"rests_on" jsonschema:"text: on the quotes; register: on a reviewed record"`
	Quotes    []quoted `json:"quotes"`
}

func linkOf(l legal.Link) link {
	return link{string(l.Event), l.Date.String(), l.Until.String(), ident(string(l.By)), l.Announced, l.Held, quotes(l.Spans)}
}

func links(all []legal.Link) []link {
	out := []link{}
	for _, l := range all {
		out = append(out, linkOf(l))
	}
	return out
}

type measure struct {
	ID           string   `json:"id"`
	Instrument   string   `json:"instrument"`
	Title        Marked   `json:"title"`
	Restriction  string   `json:"restriction"`
	Direction    string   `json:"direction"`
	Status       string   `json:"status"`
	Expected     bool     `json:"expected" jsonschema:"the day lies ahead and nothing else is known"`
	Since        string   `json:"since,omitempty"`
	Until        string   `json:"until,omitempty"`
	Destinations []string `json:"destinations"`
	EndUses      []string `json:"end_uses"`
	DependsOn    []string `json:"depends_on" jsonschema:"parts of the question left open on which it depends"`
	Binds        bool     `json:"binds" jsonschema:"takes part in the verdict when in force"`
	Thresholds   []Marked `json:"thresholds"`
	Clause       []quoted `json:"clause" jsonschema:"words of the clause itself, where its text is held"`
	Chain        []link   `json:"chain"`
	Review       string   `json:"review" jsonschema:"machine: nobody has looked"`
}

type upcoming struct {
	Measure string `json:"measure"`
	link
}

type verdict struct {
	Material     string     `json:"material,omitempty" jsonschema:"as understood"`
	Destination  string     `json:"destination,omitempty"`
	Jurisdiction string     `json:"jurisdiction,omitempty"`
	EndUse       string     `json:"end_use,omitempty"`
	On           string     `json:"on"`
	Answer       string     `json:"answer" jsonschema:"controlled, conditional, unclear, not_controlled (within the coverage) or not_covered"`
	Strictest    string     `json:"strictest,omitempty" jsonschema:"tells a ban from a licence"`
	Paragraph    Marked     `json:"paragraph" jsonschema:"the answer told in one paragraph of English"`
	Measures     []measure  `json:"measures"`
	Upcoming     []upcoming `json:"upcoming"`
	Disputes     int        `json:"disputes" jsonschema:"contradictions that are kept open"`
	Coverage     coverage   `json:"coverage"`
}

func (s *Server) status(ctx context.Context, in question) (verdict, error) {
	a, err := s.Desk.Status(ctx, desk.StatusWords(in))
	if err != nil {
		return verdict{}, err
	}
	q := a.Question
	v := verdict{ident(string(q.Material)), ident(q.Destination), ident(string(q.Jurisdiction)), ident(string(q.EndUse)), q.On.String(), string(a.Answer.Answer), string(a.Strictest),
		marked(a.Paragraph["en"]), []measure{}, []upcoming{}, len(a.Disputes), coverageOf(a.Coverage)}
	for _, m := range a.Measures {
		v.Measures = append(v.Measures, measureOf(m))
	}
	for _, u := range a.Upcoming {
		v.Upcoming = append(v.Upcoming, upcoming{ident(string(u.Measure)), linkOf(*u.Link)})
	}
	return v, nil
}

func measureOf(m legal.MeasureOn) measure {
	out := measure{ident(string(m.ID)), ident(string(m.Instrument)), marked(m.Title), ident(string(m.Restriction)), string(m.Direction), string(m.Status), m.Expected, m.Since.String(), m.Until.String(),
		idents(m.Destinations), idents(m.EndUses), idents(m.DependsOn), m.Binds, []Marked{}, quotes(m.Basis.Spans), links(m.Chain), string(m.Review)}
	for _, t := range m.Thresholds {
		out.Thresholds = append(out.Thresholds, marked(t.Words))
	}
	return out
}

type changesInput struct {
	From         string `json:"from,omitempty" jsonschema:"first day: a year, a month or a day"`
	To           string `json:"to,omitempty" jsonschema:"last day, inside; empty: today"`
	Material     string `json:"material,omitempty"`
	Jurisdiction string `json:"jurisdiction,omitempty"`
	Destination  string `json:"destination,omitempty"`
	Limit        int    `json:"limit,omitempty" jsonschema:"rows, at most 100"`
	Cursor       string `json:"cursor,omitempty"`
}

type change struct {
	Date         string   `json:"date"`
	Kind         string   `json:"kind"`
	Instrument   string   `json:"instrument"`
	Measure      string   `json:"measure"`
	Jurisdiction string   `json:"jurisdiction"`
	Restriction  string   `json:"restriction"`
	Materials    []string `json:"materials"`
	Before       string   `json:"before"`
	After        string   `json:"after"`
	By           string   `json:"by,omitempty" jsonschema:"the act that did it; absent: the calendar"`
	Expected     bool     `json:"expected"`
	Title        Marked   `json:"title"`
	Summary      Marked   `json:"summary"`
	Quotes       []quoted `json:"quotes"`
}

type changeList struct {
	Changes []change `json:"changes"`
	tail
}

func (s *Server) changes(ctx context.Context, in changesInput) (changeList, error) {
	n, err := rows(in.Limit)
	if err != nil {
		return changeList{}, err
	}
	w := desk.ChangeWords{From: in.From, To: in.To, Materials: given(in.Material), Jurisdictions: given(in.Jurisdiction), Destinations: given(in.Destination)}
	l, err := s.Desk.Changes(ctx, w, desk.Page{Limit: n, Cursor: in.Cursor})
	if err != nil {
		return changeList{}, err
	}
	out := changeList{Changes: []change{}, tail: tailOf(l)}
	for _, c := range l.Rows {
		out.Changes = append(out.Changes, change{c.LegalDate.String(), string(c.Kind), ident(string(c.Instrument)), ident(string(c.Measure)), ident(string(c.Jurisdiction)), ident(string(c.Restriction)),
			idents(c.Materials), string(c.Before), string(c.After), ident(string(c.By)), c.Expected, marked(c.Title), marked(c.Summary), quotes(c.Spans)})
	}
	return out, nil
}

// given is a filter of one word, or none.
func given(word string) []string {
	if strings.TrimSpace(word) == "" {
		return nil
	}
	return []string{word}
}

type factsInput struct {
	Kind       string `json:"kind,omitempty" jsonschema:"material, restriction, date, destination, end_use, end_user, threshold, control_code, customs_code, authority, document_number, legal_basis or citation"`
	Document   string `json:"document,omitempty"`
	Instrument string `json:"instrument,omitempty"`
	Material   string `json:"material,omitempty" jsonschema:"only documents that name it"`
	Limit      int    `json:"limit,omitempty" jsonschema:"rows, at most 100"`
	Cursor     string `json:"cursor,omitempty"`
}

type fact struct {
	ID         string  `json:"id"`
	Kind       string  `json:"kind"`
	Value      Marked  `json:"value" jsonschema:"normalised"`
	Role       string  `json:"role,omitempty"`
	Assertion  string  `json:"assertion" jsonschema:"only asserted restrictions bind"`
	Instrument string  `json:"instrument,omitempty"`
	Rule       string  `json:"rule"`
	Confidence float64 `json:"confidence"`
	Review     string  `json:"review"`
	Quote      quoted  `json:"quote"`
}

type factList struct {
	Facts []fact `json:"facts"`
	tail
}

func (s *Server) facts(ctx context.Context, in factsInput) (factList, error) {
	n, err := rows(in.Limit)
	if err != nil {
		return factList{}, err
	}
	w := desk.FactWords{Kinds: given(in.Kind), Documents: given(in.Document), Instruments: given(in.Instrument), Materials: given(in.Material)}
	l, err := s.Desk.Facts(ctx, w, desk.Page{Limit: n, Cursor: in.Cursor})
	if err != nil {
		return factList{}, err
	}
	out := factList{Facts: []fact{}, tail: tailOf(l)}
	for _, f := range l.Rows {
		out.Facts = append(out.Facts, factOf(f))
	}
	return out, nil
}

func factOf(f kb.Fact) fact {
	return fact{string(f.ID), string(f.Value.Kind()), marked(f.Value.Normal()), string(f.Role), string(f.Assertion), ident(string(f.Instrument)), string(f.Rule), f.Confidence, string(f.Review), quotedOf(f.Span)}
}
