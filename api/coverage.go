package api

import (
	"context"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/api/internal/holdings"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

type issueFilter struct {
	Conditional
	Paging
	Fresh
	Disposition []string `query:"disposition,explode" enum:"partial,quarantined,unreadable,absent,not_a_document,same_text,same_bytes" doc:"empty: partial, quarantined, unreadable and absent"`
	Source      []string `query:"source,explode" doc:"ids of sources"`
}

type sourceList struct {
	Sources []holdings.Source `json:"sources"`
	Tail
}

type ledgerList struct {
	Ledgers []corpus.Ledger `json:"ledgers"`
	Tail
}

type issueList struct {
	Issues []kb.Outcome `json:"issues"`
	Tail
}

func (s *server) coverageRoutes(api huma.API) {
	get(s, api, "/v1/coverage", "get-coverage", "coverage", "What is held, how fresh it is, and what is not covered",
		func(ctx context.Context, _ *Conditional) (holdings.Survey, error) {
			return holdings.Read(ctx, s.Desk)
		})
	fresh(s, api, "/v1/sources", "list-sources", "coverage", "The sources that are watched or from which documents are held: how fresh each is, its last run with its alarms, and its next one",
		func(ctx context.Context, in *struct {
			Paging
			Fresh
		}) (sourceList, error) {
			p, err := in.page()
			if err != nil {
				return sourceList{}, err
			}
			held, err := holdings.Read(ctx, s.Desk)
			if err != nil {
				return sourceList{}, err
			}
			rows := held.BySource
			if s.Health != nil {
				health, err := s.Health(ctx)
				if err != nil {
					return sourceList{}, err
				}
				rows = holdings.Watched(rows, health)
			}
			since, err := s.Desk.Since(ctx, in.ChangedSince)
			if err != nil {
				return sourceList{}, err
			}
			rows = slices.DeleteFunc(slices.Clone(rows), func(r holdings.Source) bool { return !since.Source(r.Source) })
			l, err := cut(rows, func(r holdings.Source) string { return string(r.Source) }, p)
			l.Coverage = held.Coverage
			return sourceList{l.Rows, tailOf(l)}, err
		})
	fresh(s, api, "/v1/ledger", "list-ledgers", "coverage", "The running numbers of publishers, by year: seen, not relevant, missing, withdrawn, moved", s.ledgers)
	get(s, api, "/v1/issues", "list-issues", "coverage", "Captures that did not become a document whole, each with the reason", s.issues)
}

func (s *server) ledgers(ctx context.Context, in *struct {
	Paging
	Fresh
}) (ledgerList, error) {
	p, err := in.page()
	if err != nil {
		return ledgerList{}, err
	}
	rows := []corpus.Ledger{}
	if s.Ledger != nil {
		if rows, err = s.Ledger(ctx); err != nil {
			return ledgerList{}, err
		}
	}
	since, err := s.Desk.Since(ctx, in.ChangedSince)
	if err != nil {
		return ledgerList{}, err
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r corpus.Ledger) bool { return !since.Source(r.Source) })
	l, err := cut(rows, func(r corpus.Ledger) string { return string(r.Source) + "/" + r.Year }, p)
	if err != nil {
		return ledgerList{}, err
	}
	l.Coverage, err = s.Desk.Coverage(ctx)
	return ledgerList{l.Rows, tailOf(l)}, err
}

func (s *server) issues(ctx context.Context, in *issueFilter) (issueList, error) {
	p, err := in.page()
	if err != nil {
		return issueList{}, err
	}
	rows, err := holdings.Issues(ctx, s.Desk, in.Disposition, in.Source)
	if err != nil {
		return issueList{}, err
	}
	since, err := s.Desk.Since(ctx, in.ChangedSince)
	if err != nil {
		return issueList{}, err
	}
	rows = slices.DeleteFunc(rows, func(o kb.Outcome) bool { return !since.Capture(o.Capture.ID) })
	l, err := cut(rows, func(o kb.Outcome) string { return string(o.Capture.ID) }, p)
	if err != nil {
		return issueList{}, err
	}
	l.Coverage, err = s.Desk.Coverage(ctx)
	return issueList{l.Rows, tailOf(l)}, err
}
