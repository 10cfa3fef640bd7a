package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

type documentFilter struct {
	Conditional
	Paging
	Fresh
	Source       []string `query:"source,explode" doc:"ids of sources"`
	Jurisdiction []string `query:"jurisdiction,explode" doc:"as the documents have it, such as CN"`
	Authority    []string `query:"authority,explode" doc:"ids of authorities, such as MOFCOM"`
	Kind         []string `query:"kind,explode" enum:"notice,regulation,news,analysis,annex,bill" doc:"kinds of documents"`
	Lang         []string `query:"lang,explode" doc:"language tags; zh also finds zh-Hans and zh-Hant"`
	From         string   `query:"from" doc:"first day of publication: a year, a month or a day"`
	To           string   `query:"to" doc:"last day of publication, inside"`
}

type documentList struct {
	Documents []*corpus.Document `json:"documents"`
	Tail
}

// documentView is a document with what it is a text of.
type documentView struct {
	corpus.Document
	Previous    corpus.RevisionID `json:"previous" doc:"the revision before the latest; empty where there was none"`
	Latest      corpus.RevisionID `json:"latest"`
	Instruments []kb.InstrumentID `json:"instruments" doc:"the acts that it is a text of"`
	Annexes     []corpus.Document `json:"annexes"`
	Coverage    desk.Coverage     `json:"coverage"`
}

// ByDocument names a document.
type ByDocument struct {
	Conditional
	ID string `path:"id" maxLength:"100" example:"d-abcdefghij"`
}

type revisionRow struct {
	ID         corpus.RevisionID `json:"id"`
	RecordedAt time.Time         `json:"recorded_at"`
	Hash       corpus.Hash       `json:"hash" doc:"SHA-256 of the text"`
	Bytes      int               `json:"bytes"`
	Parser     string            `json:"parser"`
	Warnings   []string          `json:"warnings"`
	Gaps       []corpus.Gap      `json:"gaps" doc:"pages, sheets and parts that could not be read"`
	Extent     *corpus.Extent    `json:"extent" doc:"how much of the original the text holds, and what was left out; null for a text that was read before this was kept"`
	Capture    *captureRow       `json:"capture" doc:"the response that it was read from; null where that is not recorded"`
}

type captureRow struct {
	ID          corpus.CaptureID `json:"id"`
	URL         string           `json:"url"`
	FetchedAt   time.Time        `json:"fetched_at"`
	MediaType   string           `json:"media_type"`
	PayloadHash corpus.Hash      `json:"payload_hash"`
	Length      int64            `json:"length"`
}

type revisionList struct {
	Revisions []revisionRow `json:"revisions"`
	Tail
}

func (s *server) documentRoutes(api huma.API) {
	get(s, api, "/v1/documents", "list-documents", "documents", "The documents held, by id", s.documents)
	get(s, api, "/v1/documents/{id}", "get-document", "documents", "One document", s.document)
	get(s, api, "/v1/documents/{id}/revisions", "list-revisions", "documents", "The texts that the document had, oldest first",
		func(ctx context.Context, in *struct {
			ByDocument
			Paging
		}) (revisionList, error) {
			return s.revisions(ctx, in.ID, in.Paging)
		})
	s.diffRoutes(api)
	s.textRoute(api)
	if s.Original != nil {
		s.originalRoute(api)
	}
}

func (s *server) documents(ctx context.Context, in *documentFilter) (documentList, error) {
	p, err := in.page()
	if err != nil {
		return documentList{}, err
	}
	from, to, err := s.Desk.Range(in.From, in.To)
	if err != nil {
		return documentList{}, err
	}
	whose, err := s.whose(in.Jurisdiction)
	if err != nil {
		return documentList{}, err
	}
	docs, err := s.Desk.Documents(ctx)
	if err != nil {
		return documentList{}, err
	}
	since, err := s.Desk.Since(ctx, in.ChangedSince)
	if err != nil {
		return documentList{}, err
	}
	bounded := in.From != "" || in.To != ""
	docs = slices.DeleteFunc(slices.Clone(docs), func(d *corpus.Document) bool {
		outside := bounded && (d.Published.IsZero() || d.Published.Last().Compare(from) < 0 || d.Published.First().Compare(to) > 0)
		return outside || !since.Document(d.ID) || !anyOf(in.Source, string(d.Source)) || !anyOf(whose, string(d.Jurisdiction)) ||
			!anyOf(in.Authority, d.Authority) || !anyOf(in.Kind, string(d.Kind)) || !anyLang(in.Lang, string(d.Lang))
	})
	l, err := cut(docs, func(d *corpus.Document) string { return string(d.ID) }, p)
	if err != nil {
		return documentList{}, err
	}
	l.Coverage, err = s.Desk.Coverage(ctx)
	return documentList{l.Rows, tailOf(l)}, err
}

func anyOf(wanted []string, have string) bool {
	return len(wanted) == 0 || slices.Contains(wanted, have)
}

func anyLang(wanted []string, have string) bool {
	return len(wanted) == 0 || slices.ContainsFunc(wanted, func(w string) bool {
		return strings.EqualFold(have, w) || strings.HasPrefix(strings.ToLower(have), strings.ToLower(w)+"-")
	})
}

func (s *server) document(ctx context.Context, in *ByDocument) (documentView, error) {
	d, err := s.Desk.Store().Document(ctx, corpus.DocumentID(in.ID))
	if err != nil {
		return documentView{}, missing(err, "document", in.ID)
	}
	v := documentView{Document: d, Latest: d.Latest(), Instruments: []kb.InstrumentID{}, Annexes: []corpus.Document{}}
	if n := len(d.Revisions); n > 1 {
		v.Previous = d.Revisions[n-2]
	}
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return v, err
	}
	for _, i := range body.Law().Instruments {
		if slices.Contains(i.Documents, d.ID) {
			v.Instruments = append(v.Instruments, i.ID)
		}
	}
	slices.Sort(v.Instruments)
	docs, err := s.Desk.Documents(ctx)
	if err != nil {
		return v, err
	}
	for _, other := range docs {
		if other.Parent == d.ID {
			v.Annexes = append(v.Annexes, *other)
		}
	}
	slices.SortFunc(v.Annexes, func(x, y corpus.Document) int { return cmp.Compare(x.ID, y.ID) })
	v.Coverage, err = s.Desk.Coverage(ctx)
	return v, err
}

// missing names the thing that is not held, where the store has not.
func missing(err error, kind, id string) error {
	if strings.Contains(err.Error(), id) {
		return err
	}
	return fmt.Errorf("%s %s: %w", kind, id, err)
}

func (s *server) revisions(ctx context.Context, id string, paged Paging) (revisionList, error) {
	p, err := paged.page()
	if err != nil {
		return revisionList{}, err
	}
	d, err := s.Desk.Store().Document(ctx, corpus.DocumentID(id))
	if err != nil {
		return revisionList{}, missing(err, "document", id)
	}
	rows := []revisionRow{}
	for _, r := range d.Revisions {
		row, err := s.revisionRow(ctx, r)
		if err != nil {
			return revisionList{}, err
		}
		rows = append(rows, row)
	}
	l, err := cut(rows, func(r revisionRow) string { return string(r.ID) }, p)
	if err != nil {
		return revisionList{}, err
	}
	l.Coverage, err = s.Desk.Coverage(ctx)
	return revisionList{l.Rows, tailOf(l)}, err
}

func (s *server) revisionRow(ctx context.Context, id corpus.RevisionID) (revisionRow, error) {
	r, err := s.Desk.Store().Revision(ctx, id)
	if err != nil {
		return revisionRow{}, missing(err, "revision", string(id))
	}
	row := revisionRow{ID: r.ID, RecordedAt: r.RecordedAt, Hash: r.Hash, Bytes: len(r.Text), Parser: r.Parser, Warnings: append([]string{}, r.Warnings...), Gaps: append([]corpus.Gap{}, r.Gaps...)}
	if !r.Extent.IsZero() {
		row.Extent = &r.Extent
	}
	if c, ok, err := s.capture(ctx, r.Capture); err != nil {
		return row, err
	} else if ok {
		row.Capture = &captureRow{c.ID, c.URL, c.FetchedAt, c.MediaType, c.PayloadHash, c.Length}
	}
	return row, nil
}

// capture returns the capture of that id, where its outcome is recorded.
func (s *server) capture(ctx context.Context, id corpus.CaptureID) (corpus.Capture, bool, error) {
	o, err := s.Desk.Store().Outcome(ctx, id)
	if isMissing(err) {
		return corpus.Capture{}, false, nil
	}
	return o.Capture, err == nil, err
}
