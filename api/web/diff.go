package web

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

// diffBody is the page of two texts of one document: what became of each provision, and the words.
type diffBody struct {
	Doc      corpus.Document
	From, To corpus.Revision
	Rows     []diffRow
	HTML     template.HTML
	Changes  int
	Spaced   bool   // what differs in spacing alone is shown too
	Other    string // the address of the same with spacing the other way
	Abreast  []linesAbreast
	Beside   bool
	View     string // the address of the same in the other view
	Sample   bool
}

// diffRow is what became of a provision.
type diffRow struct {
	Grade, Kinds, From, To string
	Reasons                []diff.Reason
}

// diff shows how two texts of a document differ: by default the latest and the one before it.
func (s *Site) diff(r *http.Request) (page, error) {
	ctx, say, given := r.Context(), s.speech(r), asked(r, "from", "to", "ignore_space")
	ignore := given.Get("ignore_space") == "true"
	if v := given.Get("ignore_space"); v != "" && v != "true" && v != "false" {
		return page{}, &desk.WordError{Parameter: "ignore_space", Value: v, Detail: "want true or false"}
	}
	view := r.URL.Query().Get("view")
	if view != "" && view != "text" && view != "beside" {
		return page{}, &desk.WordError{Parameter: "view", Value: view, Detail: "want text or beside"}
	}
	d, err := s.Desk.Diff(ctx, desk.DiffWords{Document: corpus.DocumentID(r.PathValue("id")), From: given.Get("from"), To: given.Get("to"), IgnoreSpace: ignore})
	if err != nil {
		return page{}, err
	}
	body := diffBody{Sample: d.Sample, Spaced: !ignore}
	if body.Doc, err = s.Desk.Store().Document(ctx, d.Document); err != nil {
		return page{}, err
	}
	if body.From, err = s.Desk.Store().Revision(ctx, d.Difference.From); err != nil {
		return page{}, err
	}
	if body.To, err = s.Desk.Store().Revision(ctx, d.Difference.To); err != nil {
		return page{}, err
	}
	for _, c := range d.Difference.Changes[:min(len(d.Difference.Changes), maxRows)] {
		body.Rows = append(body.Rows, say.diffRow(c))
	}
	body.HTML, body.Changes = say.differences(d.Pieces)
	if body.Beside = view == "beside"; body.Beside {
		body.Abreast = abreastOf(d.Pieces)
	}
	turned := asked(r, "from", "to", "ignore_space")
	if !body.Beside {
		turned.Set("view", "beside")
	}
	body.View = address("/documents/"+string(d.Document)+"/diff", turned)
	other := asked(r, "from", "to", "view")
	if !ignore {
		other.Set("ignore_space", "true")
	}
	body.Other = address("/documents/"+string(d.Document)+"/diff", other)
	return page{Title: say.t("Changes of %s", d.Title), Here: "documents", API: same("/documents/"+string(d.Document)+"/diff", given), Coverage: d.Coverage, Body: body}, nil
}

func (s speech) diffRow(c diff.Change) diffRow {
	row := diffRow{Grade: s.grade(c.Grade), From: addresses(c.From), To: addresses(c.To)}
	for _, r := range c.Reasons {
		if r.What == "force" { // codes; everything else is quoted
			r.Before, r.After = s.commands(r.Before), s.commands(r.After)
		}
		row.Reasons = append(row.Reasons, r)
	}
	var kinds []string
	for _, k := range c.Kinds {
		kinds = append(kinds, s.became(k))
	}
	row.Kinds = strings.Join(kinds, s.t(", "))
	return row
}

// commands words what a text commands, forbids and permits.
func (s speech) commands(codes string) string {
	if codes == "" {
		return ""
	}
	said := strings.Split(codes, ", ")
	for n, code := range said {
		switch code {
		case "must":
			said[n] = s.t("must")
		case "must not":
			said[n] = s.t("must not")
		case "may":
			said[n] = s.t("may")
		}
	}
	return strings.Join(said, s.t(", "))
}

func addresses(places []diff.Place) string {
	var out []string
	for _, p := range places {
		out = append(out, p.Address)
	}
	return strings.Join(out, "; ")
}

// grade words how much a change matters.
func (s speech) grade(g diff.Grade) string {
	switch g {
	case diff.Obligation:
		return s.t("changes an obligation")
	case diff.Substance:
		return s.t("changes the substance")
	case diff.Editorial:
		return s.t("editorial")
	}
	return s.t("no change")
}

// became words what became of a provision.
func (s speech) became(k diff.Kind) string {
	switch k {
	case diff.Inserted:
		return s.t("inserted")
	case diff.Removed:
		return s.t("deleted")
	case diff.Moved:
		return s.t("moved")
	case diff.Renumbered:
		return s.t("renumbered")
	case diff.Reflowed:
		return s.t("broken into lines differently")
	}
	return s.t("reworded")
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
