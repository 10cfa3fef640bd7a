package export

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Source is what is exported.
type Source struct {
	Desk    *desk.Desk
	Archive *archive.Archive // nil: no WARC
}

// Request says what is wanted.
type Request struct {
	What   string // a dataset; see [Sets]. Empty where the format has one only
	Format string // see [Formats]
	Since  string // a version of the corpus or a day: only what changed since; empty: all
}

// Format is a form of writing.
type Format struct {
	Name      string
	MediaType string
	Ending    string // of a file, with its dot
	Tables    bool   // it writes any dataset; otherwise it has a content of its own
}

// Formats returns the forms there are.
func Formats() []Format {
	return []Format{
		{"jsonl", "application/x-ndjson", ".jsonl", true},
		{"csv", "text/csv; charset=utf-8", ".csv", true},
		{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", true},
		{"parquet", "application/vnd.apache.parquet", ".parquet", true},
		{"ftm", "application/x-ndjson", ".ftm.jsonl", false},
		{"jsonld", "application/ld+json", ".jsonld", false},
		{"ics", "text/calendar; charset=utf-8", ".ics", false},
		{"warc", "application/warc", ".warc.gz", false},
	}
}

// FormatNamed returns the form of that name.
func FormatNamed(name string) (Format, bool) {
	i := slices.IndexFunc(Formats(), func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats()[i], true
}

// Change says what became of a row since the version that was asked.
type Change string

// The changes of a row; empty where everything is exported.
const (
	Added    Change = "added"
	Modified Change = "modified"
	Deleted  Change = "deleted"
)

// record is one row: its columns, and the whole of it for JSON.
type record struct {
	change Change
	id     string
	row    any // a struct of rows.go
	whole  any // nil for a row that was deleted
}

// Check refuses a request that means nothing, with a [*desk.WordError].
func Check(r Request) error {
	f, ok := FormatNamed(r.Format)
	if !ok {
		return &desk.WordError{Parameter: "format", Value: r.Format, Detail: "want one of " + names(Formats(), func(f Format) string { return f.Name })}
	}
	if !f.Tables {
		if r.What != "" {
			return &desk.WordError{Parameter: "what", Value: r.What, Detail: fmt.Sprintf("the format %s has a content of its own; leave what out", r.Format)}
		}
		return nil
	}
	if _, ok := setNamed(r.What); !ok {
		return &desk.WordError{Parameter: "what", Value: r.What, Detail: "want one of " + names(Sets(), func(s Set) string { return s.Name })}
	}
	return nil
}

func names[T any](all []T, name func(T) string) string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = name(v)
	}
	return strings.Join(out, ", ")
}

// Write writes what is asked for. What is wrong with the request is a [*desk.WordError], and nothing
// was written then.
func (s Source) Write(ctx context.Context, w io.Writer, r Request) error {
	if err := Check(r); err != nil {
		return err
	}
	since, err := s.since(ctx, r.Since)
	if err != nil {
		return err
	}
	switch r.Format {
	case "ftm":
		return s.entities(ctx, w, since)
	case "jsonld":
		return s.legislation(ctx, w, since)
	case "ics":
		return s.calendar(ctx, w)
	case "warc":
		return s.warc(ctx, w, since)
	}
	set, _ := setNamed(r.What)
	rows := set.rows(ctx, s, since)
	switch r.Format {
	case "csv":
		return writeCSV(w, set, rows, since != nil)
	case "xlsx":
		return writeXLSX(w, set, rows)
	case "parquet":
		return writeParquet(w, set, rows)
	}
	return writeLines(w, rows)
}

// point is the state from which differences are told; nil where all is told.
type point struct {
	touched *desk.Touched
	time    time.Time // of the last entry that was known then; zero where none was
}

func (s Source) since(ctx context.Context, word string) (*point, error) {
	t, err := s.Desk.Since(ctx, word)
	if err != nil || t == nil {
		if word, ok := err.(*desk.WordError); ok {
			word.Parameter = "since"
		}
		return nil, err
	}
	p := &point{touched: t}
	if t.After == 0 {
		return p, nil
	}
	e, err := s.Desk.Store().Entries(ctx, t.After-1, 1)
	if err != nil {
		return nil, err
	}
	if len(e) > 0 {
		p.time = e[0].RecordedAt
	}
	return p, nil
}

// law returns the law now, and as it was at the point; the empty law without one.
func (s Source) law(ctx context.Context, p *point) (now, then kb.Law, err error) {
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return now, then, err
	}
	now = body.Law()
	if p != nil && !p.time.IsZero() {
		then, err = s.Desk.Store().Law(ctx, p.time)
	}
	return now, then, err
}

// sequence is rows, or the error that ends them.
type sequence = iter.Seq2[record, error]

// documents yields the documents of the store, of which something was learned since the point.
func (s Source) documents(ctx context.Context, p *point) iter.Seq2[corpus.Document, error] {
	const page = 500
	return func(yield func(corpus.Document, error) bool) {
		after := corpus.DocumentID("")
		for {
			docs, err := s.Desk.Store().Documents(ctx, after, page)
			if err != nil {
				yield(corpus.Document{}, err)
				return
			}
			for _, d := range docs {
				if p != nil && !p.touched.Document(d.ID) {
					continue
				}
				if !yield(d, nil) {
					return
				}
			}
			if len(docs) < page {
				return
			}
			after = docs[len(docs)-1].ID
		}
	}
}
