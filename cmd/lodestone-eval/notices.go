package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/lodestone-kb/lodestone/kb/fedreg"
)

// noticeFields are what the fixed places of a Federal Register document say, in the form of the
// labels. A field is a set of values.
type noticeFields struct {
	ID        string   `json:"id"`
	Agencies  []string `json:"agencies"`
	CFRParts  [][2]any `json:"cfr_parts"` // title, a number, and part
	RIN       []string `json:"rin"`
	Docket    []string `json:"docket"`
	Subject   string   `json:"subject"`
	Action    []string `json:"action"`
	Signed    []string `json:"signed_dates"`
	Filed     string   `json:"filed_date"`
	Document  string   `json:"fr_doc"`
	Effective []string `json:"effective_dates"`
	Comment   []string `json:"comment_dates"`
	Amended   []string `json:"amended_sections"`
}

// values returns the fields by name, as strings.
func (n noticeFields) values() map[string][]string {
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	var parts []string
	for _, p := range n.CFRParts {
		parts = append(parts, fmt.Sprint(p[0], " ", p[1]))
	}
	return map[string][]string{
		"agencies": n.Agencies, "cfr_parts": parts, "rin": n.RIN, "docket": n.Docket, "subject": one(n.Subject), "action": n.Action,
		"signed_dates": n.Signed, "filed_date": one(n.Filed), "fr_doc": one(n.Document), "effective_dates": n.Effective, "comment_dates": n.Comment, "amended_sections": n.Amended,
	}
}

func noticesTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	notices := f.String("notices", "", "`file` with id, text")
	gold := f.String("gold", "", "`file` with the labelled fields by id")
	return func(ctx context.Context, b *bench) (any, error) {
		if err := needed(flagged{"notices", *notices}, flagged{"gold", *gold}); err != nil {
			return nil, err
		}
		list, err := lines[struct{ ID, Text string }](*notices)
		if err != nil {
			return nil, err
		}
		truth, err := lines[noticeFields](*gold)
		if err != nil {
			return nil, err
		}
		found := map[string]noticeFields{}
		for _, n := range list {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			fields, ok := fieldsOf(n.ID, n.Text)
			if !ok {
				b.tell(n.ID, errors.New("the text has not the form of a Federal Register document"))
			}
			found[n.ID] = fields
			if err := b.out.put(fields); err != nil {
				return nil, err
			}
		}
		texts := map[string]string{}
		for _, n := range list {
			texts[n.ID] = n.Text
		}
		out := noticeFigures(truth, found)
		out["amended_sections_in_text"] = shownFigures(truth, found, texts)
		return out, nil
	}
}

// fieldsOf asks the product for the fields of one text.
func fieldsOf(id, text string) (noticeFields, bool) {
	n, ok := fedreg.Read(text)
	out := noticeFields{ID: id, Subject: n.Subject.Text, Document: n.Document.Text}
	for _, p := range n.Parts {
		title, _ := strconv.Atoi(p.Title) // one or two digits
		out.CFRParts = append(out.CFRParts, [2]any{title, p.Part})
	}
	for to, from := range map[*[]string][]fedreg.Value{&out.Agencies: n.Agencies, &out.RIN: n.RINs, &out.Docket: n.Dockets, &out.Amended: n.Amended} {
		for _, v := range from {
			*to = append(*to, v.Text)
		}
	}
	for to, from := range map[*[]string][]fedreg.Day{&out.Signed: n.Signed, &out.Effective: n.Effective, &out.Comment: n.Comment} {
		for _, d := range from {
			*to = append(*to, d.Date.String())
		}
	}
	if n.Action.Text != "" {
		out.Action = []string{n.Action.Text}
	}
	if !n.Filed.Date.IsZero() {
		out.Filed = n.Filed.Date.String()
	}
	return out, ok
}

// noticeFigures counts field by field over all documents, value by value; values are sets.
func noticeFigures(truth []noticeFields, found map[string]noticeFields) map[string]kindFigures {
	tallies := map[string]*tally{}
	for _, want := range truth {
		got := found[want.ID].values()
		for field, values := range want.values() {
			t := tallies[field]
			if t == nil {
				t = &tally{}
				tallies[field] = t
			}
			t.add(setOf(got[field]...), setOf(values...))
		}
	}
	out := map[string]kindFigures{}
	for field, t := range tallies {
		out[field] = kindFigures{t.precision(), t.recall(), t.f1(), t.right, t.wrong, t.missed}
	}
	return out
}

// shownFigures counts the amended sections again, leaving out those labelled that stand nowhere in the
// text: long notices have their middle left out.
func shownFigures(truth []noticeFields, found map[string]noticeFields, texts map[string]string) kindFigures {
	var t tally
	for _, want := range truth {
		shown := slices.DeleteFunc(slices.Clone(want.Amended), func(section string) bool {
			return !regexp.MustCompile(`(?:^|[^\d.])` + regexp.QuoteMeta(section) + `(?:\D|$)`).MatchString(texts[want.ID])
		})
		t.add(setOf(found[want.ID].Amended...), setOf(shown...))
	}
	return kindFigures{t.precision(), t.recall(), t.f1(), t.right, t.wrong, t.missed}
}
