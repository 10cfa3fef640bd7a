package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
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
	Source       []string `query:"source,explode" doc:"ids of sources"`
	Jurisdiction []string `query:"jurisdiction,explode" doc:"as the documents have it, such as CN"`
	Authority    []string `query:"authority,explode" doc:"ids of authorities, such as MOFCOM"`
	Kind         []string `query:"kind,explode" enum:"notice,regulation,news,analysis,annex,bill" doc:"kinds of documents"`
	Lang         []string `query:"lang,explode" doc:"language tags; zh also finds zh-Hans and zh-Hant"`
	From         string   `query:"from" doc:"first day of publication: a year, a month or a day"`
	To           string   `query:"to" doc:"last day of publication, inside"`
}

type documentList struct {
	Documents []corpus.Document `json:"documents"`
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

type textOf struct {
	Conditional
	ID       string `path:"id" maxLength:"100"`
	Revision string `query:"revision" maxLength:"100" doc:"a revision's id, previous or latest; empty: the latest"`
	Format   string `query:"format" enum:"json,text" default:"json" doc:"text is the bytes that the offsets of spans count"`
}

type revisionRow struct {
	ID         corpus.RevisionID `json:"id"`
	RecordedAt time.Time         `json:"recorded_at"`
	Hash       corpus.Hash       `json:"hash" doc:"SHA-256 of the text"`
	Bytes      int               `json:"bytes"`
	Parser     string            `json:"parser"`
	Warnings   []string          `json:"warnings"`
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
	docs, err := s.shelf.Documents(ctx)
	if err != nil {
		return documentList{}, err
	}
	bounded := in.From != "" || in.To != ""
	docs = slices.DeleteFunc(slices.Clone(docs), func(d corpus.Document) bool {
		outside := bounded && (d.Published.IsZero() || d.Published.Last().Compare(from) < 0 || d.Published.First().Compare(to) > 0)
		return outside || !anyOf(in.Source, string(d.Source)) || !anyOf(in.Jurisdiction, string(d.Jurisdiction)) ||
			!anyOf(in.Authority, d.Authority) || !anyOf(in.Kind, string(d.Kind)) || !anyLang(in.Lang, string(d.Lang))
	})
	l, err := cut(docs, func(d corpus.Document) string { return string(d.ID) }, p)
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
	docs, err := s.shelf.Documents(ctx)
	if err != nil {
		return v, err
	}
	for _, other := range docs {
		if other.Parent == d.ID {
			v.Annexes = append(v.Annexes, other)
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
	row := revisionRow{ID: r.ID, RecordedAt: r.RecordedAt, Hash: r.Hash, Bytes: len(r.Text), Parser: r.Parser, Warnings: append([]string{}, r.Warnings...)}
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

// revision finds the revision that a request names: an id, "previous", "latest" or nothing.
func (s *server) revision(ctx context.Context, doc, name string) (corpus.Revision, error) {
	d, err := s.Desk.Store().Document(ctx, corpus.DocumentID(doc))
	if err != nil {
		return corpus.Revision{}, missing(err, "document", doc)
	}
	id := corpus.RevisionID(name)
	switch n := len(d.Revisions); {
	case name == "" || name == "latest":
		id = d.Latest()
	case name == "previous" && n > 1:
		id = d.Revisions[n-2]
	}
	if id == "" || !slices.Contains(d.Revisions, id) {
		return corpus.Revision{}, &Problem{Status: http.StatusNotFound, Parameter: "revision",
			Detail: fmt.Sprintf("document %s has no revision %q; /v1/documents/%s/revisions lists those it has", doc, name, doc)}
	}
	return s.Desk.Store().Revision(ctx, id)
}

type textReply struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// textRoute serves a text as JSON, or bare.
func (s *server) textRoute(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/v1/documents/{id}/text", OperationID: "get-text", Tags: []string{"documents"},
		Summary: "A document's text with its provisions; offsets of spans count its bytes"}
	schema := huma.SchemaFromType(api.OpenAPI().Components.Schemas, typeOf[corpus.Revision]())
	op.Responses = map[string]*huma.Response{"200": {Description: "the text", Content: map[string]*huma.MediaType{
		"application/json": {Schema: schema},
		"text/plain":       {Schema: &huma.Schema{Type: huma.TypeString}},
	}}}
	huma.Register(api, op, func(ctx context.Context, in *textOf) (*textReply, error) {
		r, err := s.revision(ctx, in.ID, in.Revision)
		if err != nil {
			return nil, s.problem(err)
		}
		if in.Format == "text" {
			return &textReply{"text/plain; charset=utf-8", []byte(r.Text)}, nil
		}
		b, err := json.Marshal(r)
		if err != nil {
			return nil, s.problem(fmt.Errorf("write revision %s: %w", r.ID, err))
		}
		return &textReply{"application/json", append(b, '\n')}, nil
	})
}

type originalReply struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

type originalOf struct {
	ID       string `path:"id" maxLength:"100"`
	Revision string `query:"revision" maxLength:"100" doc:"a revision's id, previous or latest; empty: the latest"`
}

// originalRoute serves what the publisher sent, byte for byte and never as a page of ours: as a
// download that a browser neither shows nor runs.
func (s *server) originalRoute(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/v1/documents/{id}/original", OperationID: "get-original", Tags: []string{"documents"},
		Summary: "The bytes as they arrived, as a download"}
	op.Responses = map[string]*huma.Response{"200": {Description: "the bytes", Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}}
	huma.Register(api, op, func(ctx context.Context, in *originalOf) (*originalReply, error) {
		r, err := s.revision(ctx, in.ID, in.Revision)
		if err != nil {
			return nil, s.problem(err)
		}
		c, ok, err := s.capture(ctx, r.Capture)
		if err != nil {
			return nil, s.problem(err)
		}
		if !ok || c.PayloadHash == "" {
			return nil, &Problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("no original is held of revision %s", r.ID)}
		}
		b, err := s.Original(ctx, c.PayloadHash)
		if err != nil {
			return nil, s.problem(missing(err, "original", string(c.PayloadHash)))
		}
		return &originalReply{"application/octet-stream", mime.FormatMediaType("attachment", map[string]string{"filename": originalName(r.ID, c)}),
			"default-src 'none'; sandbox", b}, nil
	})
}

// originalName names the download by its revision, its type and the coding in which it came.
func originalName(id corpus.RevisionID, c corpus.Capture) string {
	media, _, err := mime.ParseMediaType(c.MediaType)
	if err != nil {
		media = ""
	}
	ending := map[string]string{"text/html": ".html", "application/pdf": ".pdf", "text/plain": ".txt", "application/json": ".json", "application/xml": ".xml", "text/xml": ".xml",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "application/msword": ".doc"}[media]
	if ending == "" {
		ending = ".bin"
	}
	coding := map[string]string{"gzip": ".gz", "br": ".br", "zstd": ".zst", "deflate": ".zz"}[strings.ToLower(c.Encoding)]
	return string(id) + ending + coding
}
