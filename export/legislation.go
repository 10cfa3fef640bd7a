package export

import (
	"context"
	"encoding/json"
	"io"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// legislation is an act or a clause as schema.org/Legislation has it, which follows the European
// Legislation Identifier.
type legislation struct {
	Type         string         `json:"@type"`
	ID           string         `json:"@id"`
	Identifier   string         `json:"legislationIdentifier"`
	Names        []named        `json:"name,omitempty"`
	Number       string         `json:"alternateName,omitempty"`
	Kind         string         `json:"legislationType,omitempty"`
	Jurisdiction string         `json:"legislationJurisdiction,omitempty"`
	PassedBy     []organisation `json:"legislationPassedBy,omitempty"`
	Published    string         `json:"datePublished,omitempty"`
	Force        *reference     `json:"legislationLegalForce,omitempty"`
	Version      string         `json:"legislationDateVersion,omitempty"` // the day of that force
	Temporal     string         `json:"temporalCoverage,omitempty"`       // ISO 8601 interval, open ends as ".."
	Abstract     string         `json:"abstract,omitempty"`
	Parts        []legislation  `json:"hasPart,omitempty"`
	Texts        []text         `json:"encoding,omitempty"`
	Changes      []reference    `json:"legislationChanges,omitempty"`
	Amends       []reference    `json:"legislationAmends,omitempty"`
	Repeals      []reference    `json:"legislationRepeals,omitempty"`
	Corrects     []reference    `json:"legislationCorrects,omitempty"`
	Applies      []reference    `json:"legislationApplies,omitempty"`
	Change       Change         `json:"lodestone:change,omitempty"`
}

type named struct {
	Value    string `json:"@value"`
	Language string `json:"@language"`
}

type organisation struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type reference struct {
	ID string `json:"@id"`
}

type text struct {
	Type      string `json:"@type"`
	URL       string `json:"url"`
	Language  string `json:"inLanguage,omitempty"`
	Published string `json:"datePublished,omitempty"`
}

// actID names an act for linked data.
func actID(id kb.InstrumentID) string { return "urn:lodestone:act:" + string(id) }

// legislation writes the acts with their clauses as one JSON-LD document.
func (s Source) legislation(ctx context.Context, w io.Writer, p *point) error {
	body, err := s.present(ctx)
	if err != nil {
		return err
	}
	graph := []legislation{}
	for r, err := range instruments(ctx, s, p) {
		if err != nil {
			return err
		}
		l := legislation{Type: "Legislation", ID: actID(kb.InstrumentID(r.id)), Identifier: r.id, Change: r.change}
		if i, ok := r.whole.(kb.Instrument); ok {
			if l, err = s.act(ctx, i, body); err != nil {
				return err
			}
			l.Change = r.change
		}
		graph = append(graph, l)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(map[string]any{"@context": []any{"https://schema.org", map[string]string{"lodestone": "urn:lodestone:"}}, "@graph": graph})
}

func (s Source) act(ctx context.Context, i kb.Instrument, body *legal.Body) (legislation, error) {
	today := s.Desk.Today()
	l := legislation{Type: "Legislation", ID: actID(i.ID), Identifier: string(i.ID), Number: i.Number, Kind: i.Kind, Jurisdiction: string(i.Jurisdiction), Published: day(i.Published), Abstract: i.Note, Version: today.String()}
	for lang, name := range map[string]string{"en": i.Title, "zh": i.TitleZh} {
		if name != "" {
			l.Names = append(l.Names, named{name, lang})
		}
	}
	if len(l.Names) == 2 && l.Names[0].Language == "zh" {
		l.Names[0], l.Names[1] = l.Names[1], l.Names[0]
	}
	for _, a := range i.Authorities {
		l.PassedBy = append(l.PassedBy, organisation{"GovernmentOrganization", a})
	}
	state, _ := body.InstrumentOn(i.ID, today)
	l.Force = force(state.Status)
	for _, m := range body.MeasuresOf(i.ID) {
		l.Parts = append(l.Parts, clause(m, body, s))
	}
	for _, e := range body.EffectsBy(i.ID) {
		l.link(e)
	}
	for _, id := range i.Documents {
		d, err := s.Desk.Store().Document(ctx, id)
		if err != nil {
			return l, err
		}
		l.Texts = append(l.Texts, text{"LegislationObject", d.URL, string(d.Lang), day(d.Published)})
	}
	return l, nil
}

func clause(m kb.Measure, body *legal.Body, s Source) legislation {
	today := s.Desk.Today()
	row := measureRow(m, body, today)
	l := legislation{Type: "Legislation", ID: "urn:lodestone:clause:" + string(m.ID), Identifier: string(m.ID), Kind: string(m.Restriction), Abstract: m.Summary, Version: today.String(), Force: force(kb.Status(row.Status))}
	if row.Since != "" || row.Until != "" {
		l.Temporal = orOpen(row.Since) + "/" + orOpen(row.Until)
	}
	return l
}

func orOpen(day string) string {
	if day == "" {
		return ".."
	}
	return day
}

// link adds what the act does to another. What was announced and not enacted does nothing.
func (l *legislation) link(e kb.Effect) {
	if e.Announced || e.Target == "" || actID(e.Target) == l.ID {
		return
	}
	to := reference{actID(e.Target)}
	switch e.Relation {
	case kb.Amends, kb.Extends:
		l.Amends = append(l.Amends, to)
	case kb.Repeals, kb.Supersedes:
		l.Repeals = append(l.Repeals, to)
	case kb.Corrects:
		l.Corrects = append(l.Corrects, to)
	case kb.Implements:
		l.Applies = append(l.Applies, to)
	case kb.Suspends, kb.Resumes:
		l.Changes = append(l.Changes, to)
	}
}

// force is the legal force of schema.org; nil where it cannot be told.
func force(s kb.Status) *reference {
	switch s {
	case "in_force":
		return &reference{"https://schema.org/InForce"}
	case "partly_suspended":
		return &reference{"https://schema.org/PartiallyInForce"}
	case "", "unclear", "lapsed_suspension":
		return nil
	}
	return &reference{"https://schema.org/NotInForce"}
}
