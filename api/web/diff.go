package web

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

// diffBody is the page of two texts of one document side by side.
type diffBody struct {
	Doc      corpus.Document
	From, To corpus.Revision
	HTML     template.HTML
	Changes  int
	Sample   bool
}

// diff shows how two texts of a document differ: by default the latest and the one before it.
func (s *Site) diff(r *http.Request) (page, error) {
	ctx, given := r.Context(), asked(r, "from", "to")
	d, err := s.Desk.Store().Document(ctx, corpus.DocumentID(r.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	if len(d.Revisions) < 2 {
		return page{}, kb.ErrNotFound
	}
	from, to := d.Revisions[len(d.Revisions)-2], d.Latest()
	if v := given.Get("from"); v != "" {
		from = corpus.RevisionID(v)
	}
	if v := given.Get("to"); v != "" {
		to = corpus.RevisionID(v)
	}
	if !slices.Contains(d.Revisions, from) || !slices.Contains(d.Revisions, to) {
		return page{}, kb.ErrNotFound
	}
	body := diffBody{Doc: d, Sample: d.Sample}
	if body.From, err = s.Desk.Store().Revision(ctx, from); err != nil {
		return page{}, err
	}
	if body.To, err = s.Desk.Store().Revision(ctx, to); err != nil {
		return page{}, err
	}
	body.HTML, body.Changes = s.speech(r).differences(diff.Texts(body.From.Text, body.To.Text))
	return page{Title: s.speech(r).t("Changes of %s", d.Title), Here: "documents", API: same("/documents/"+string(d.ID)+"/diff", given), Body: body}, nil
}

// differences writes pieces escaped, what went and what came marked, and leaves long unchanged
// stretches out. It counts the places that changed.
func (s speech) differences(pieces []diff.Piece) (template.HTML, int) {
	var b strings.Builder
	changes, open := 0, false
	for i, p := range pieces {
		switch p.Op {
		case diff.Same:
			s.writeSame(&b, p.Text, i == 0, i == len(pieces)-1)
			open = false
			continue
		case diff.Deleted:
			b.WriteString("<del>")
			writeVisible(&b, p.Text)
			b.WriteString("</del>")
		case diff.Added:
			b.WriteString("<ins>")
			writeVisible(&b, p.Text)
			b.WriteString("</ins>")
		}
		if !open {
			changes++
		}
		open = true
	}
	return template.HTML(b.String()), changes // crawled bytes went through writeVisible
}

// writeSame writes an unchanged stretch, a long one by its ends only.
func (s speech) writeSame(b *strings.Builder, text string, first, last bool) {
	const around = 3
	lines := strings.SplitAfter(text, "\n")
	head, tail := around, around
	if first {
		head = 0
	}
	if last {
		tail = 0
	}
	if len(lines) <= head+tail+2 {
		writeVisible(b, text)
		return
	}
	writeVisible(b, strings.Join(lines[:head], ""))
	b.WriteString("<span class=\"gap\">" + template.HTMLEscapeString(s.t("unchanged lines left out")) + "</span>\n")
	writeVisible(b, strings.Join(lines[len(lines)-tail:], ""))
}
