package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// instrumentsBody is the list of legal acts.
type instrumentsBody struct {
	Rows          []desk.InstrumentRow
	Jurisdictions []corpus.Jurisdiction
	Jurisdiction  string
	Total         int
}

func (s *Site) instruments(r *http.Request) (page, error) {
	say, given := s.speech(r), asked(r, "jurisdiction")
	whose, err := s.Desk.Jurisdiction(given.Get("jurisdiction"))
	if err != nil {
		return page{}, err
	}
	body := instrumentsBody{Jurisdiction: string(whose)}
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
	return page{Title: say.t("Legal acts"), Here: "instruments", API: same("/instruments", given), Coverage: l.Coverage, Body: body}, nil
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
	say, given := s.speech(r), asked(r, "on", "known")
	view, err := s.Desk.Instrument(r.Context(), id, given.Get("on"), given.Get("known"))
	if err != nil {
		return page{}, err
	}
	v, err := s.shown(r.Context(), say)
	if err != nil {
		return page{}, err
	}
	body := instrumentBody{InstrumentView: view, On: view.On.String(), Arguing: v.disputes(view.Disputes), Evidence: v.evidence(view.Basis.Spans, view.Basis.Provenance)}
	body.Evidence.Beside = len(view.Held) > 0
	body.Standing = say.Standing(wording.Standing{Status: view.Status, Expected: view.Expected})
	if len(view.Parts) > 0 && view.Status != kb.StatusPartlySuspended {
		if i := slices.IndexFunc(view.Parts, func(m desk.MeasureRow) bool { return m.Status == view.Status }); i >= 0 {
			m := view.Parts[i]
			body.Standing = say.Standing(wording.Standing{Status: m.Status, Since: m.Since, Until: m.Until, Operated: m.Operated, Expected: m.Expected})
		}
	}
	for _, m := range view.Parts {
		body.Cards = append(body.Cards, v.ofRow(m))
	}
	life := v.body.Changes(corpus.Day(1, 1, 1), corpus.Day(9999, 12, 31), legal.Filter{Instruments: []kb.InstrumentID{id}})
	body.Life = v.byDay(life)
	for _, d := range body.Life {
		for i := range d.Changes {
			d.Changes[i].Title = "" // all of them are this act's
		}
	}
	for _, e := range v.body.EffectsOn(id) {
		if e.By != id || e.Announced || e.From.IsZero() {
			body.Onto = append(body.Onto, v.effect(e, e.By))
		}
	}
	for _, e := range view.Effects {
		body.By = append(body.By, v.effect(e, e.Target))
	}
	return page{Title: say.title(view.Instrument), Here: "instruments", API: same("/instruments/"+string(id), given), Coverage: view.Coverage, Body: body}, nil
}

func (v shown) effect(e kb.Effect, other kb.InstrumentID) effectRow {
	return effectRow{Other: other, What: v.say.Event(e.Relation), Date: e.From.String(), Until: e.Until.String(), Provisions: strings.Join(e.Provisions, ", "),
		Announced: e.Announced, Outstanding: e.Outstanding, Scope: e.Scope, Evidence: v.evidence(e.Basis.Spans, e.Basis.Provenance)}
}
