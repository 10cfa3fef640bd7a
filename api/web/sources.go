package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/api/internal/holdings"
	"github.com/lodestone-kb/lodestone/corpus"
)

// sourcesBody says how the sources that are watched do.
type sourcesBody struct {
	Rows   []sourceRow
	Ledger []ledgerRow
}

// sourceRow is a source that is declared.
type sourceRow struct {
	ID, Name, State, Evidence, Came, Off string
	Doubt                                bool // somebody should look
	Documents                            int
	Last, Next                           time.Time // zero where there is none
	Alarms                               []corpus.Alarm
	Standing                             []string // what an earlier alarm told, and is still so
}

// ledgerRow is a year of a source's running numbers.
type ledgerRow struct {
	Source, Year  string
	First, Last   int
	Seen, Missing string
}

func (s *Site) sources(r *http.Request) (page, error) {
	survey, err := holdings.Read(r.Context(), s.Desk)
	if err != nil {
		return page{}, err
	}
	say := s.speech(r)
	var body sourcesBody
	if s.Health != nil {
		health, err := s.Health(r.Context())
		if err != nil {
			return page{}, err
		}
		for _, row := range holdings.Watched(survey.BySource, health) {
			if row.Health != nil {
				body.Rows = append(body.Rows, say.sourceRow(row))
			}
		}
	}
	if s.Ledger != nil {
		ledgers, err := s.Ledger(r.Context())
		if err != nil {
			return page{}, err
		}
		for _, l := range ledgers {
			body.Ledger = append(body.Ledger, say.ledgerRow(l))
		}
	}
	return page{Title: say.t("What is watched"), Here: "sources", API: "/v1/sources", Coverage: survey.Coverage, Body: body}, nil
}

func (s speech) sourceRow(from holdings.Source) sourceRow {
	h := from.Health
	row := sourceRow{ID: string(from.Source), Name: h.Name, State: s.Health(h.State), Evidence: h.Evidence, Off: h.Off, Documents: from.Documents, Next: h.NextRun,
		Doubt: h.State == corpus.SourceAttention || h.State == corpus.SourceBlocked || h.State == corpus.SourceOverdue}
	if run := h.LastRun; run != nil {
		row.Last, row.Alarms, row.Standing = run.Finished, run.Alarms, run.Standing
		row.Came = s.t("%d found, %d new, %d changed, %d unchanged, %d failed", run.Found, run.New, run.Changed, run.Unchanged, run.Failed)
	}
	return row
}

func (s speech) ledgerRow(l corpus.Ledger) ledgerRow {
	row := ledgerRow{Source: string(l.Source), Year: l.Year, First: l.First, Last: l.Last}
	var seen, missing []string
	for _, state := range []corpus.NumberState{corpus.NumberSeen, corpus.NumberNotRelevant, corpus.NumberMoved, corpus.NumberWithdrawn, corpus.NumberGap} {
		if n := l.Counts[string(state)]; n > 0 {
			seen = append(seen, fmt.Sprintf("%d %s", n, s.Number(state)))
		}
	}
	for _, n := range l.Numbers {
		if n.State == corpus.NumberGap {
			missing = append(missing, fmt.Sprint(n.Number))
		}
	}
	row.Seen, row.Missing = strings.Join(seen, ", "), strings.Join(missing, ", ")
	return row
}
