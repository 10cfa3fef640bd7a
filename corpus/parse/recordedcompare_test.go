package parse

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

func (want expectation) compare(t *testing.T, got Parsed, err error) {
	t.Helper()
	var e *Error
	if want.Error != "" {
		if !errors.As(err, &e) || string(e.Kind) != want.Error {
			t.Errorf("refused with %v, want kind %s", err, want.Error)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	check(t, got)
	for _, f := range []struct{ name, want, got string }{
		{"media type", want.MediaType, got.MediaType}, {"title", want.Title, got.Title}, {"language", want.Lang, string(got.Lang)},
		{"number", want.Number, got.Number},
	} {
		if f.want != "" && f.want != f.got {
			t.Errorf("%s is %q, want %q", f.name, f.got, f.want)
		}
	}
	if want.Published == "none" && !got.Published.IsZero() || want.Published != "" && want.Published != "none" && got.Published.String() != want.Published {
		t.Errorf("published %s, want %s", got.Published, want.Published)
	}
	if n := strings.Count(got.Text, "\ufffd"); n != want.Replacement {
		t.Errorf("%d characters were not decoded, want %d", n, want.Replacement)
	}
	if want.Warning != "" && !strings.Contains(strings.Join(got.Warnings, "\n"), want.Warning) {
		t.Errorf("no warning speaks of %q: %q", want.Warning, got.Warnings)
	}
	want.compareProvisions(t, got)
	want.compareLines(t, got)
}

func (want expectation) compareProvisions(t *testing.T, got Parsed) {
	t.Helper()
	kinds := map[corpus.ProvisionKind]int{}
	at := map[string]corpus.Provision{}
	for _, p := range got.Provisions {
		kinds[p.Kind]++
		at[p.Address] = p
	}
	for _, n := range []struct {
		name      string
		want, got int
	}{
		{"provisions", want.Provisions, len(got.Provisions)}, {"articles", want.Articles, kinds[corpus.Article]},
		{"footnotes", want.Footnotes, kinds[corpus.Footnote]}, {"rows", want.Rows, kinds[corpus.Row]},
	} {
		if n.want != 0 && n.want != n.got {
			t.Errorf("%d %s, want %d", n.got, n.name, n.want)
		}
	}
	for address, hash := range want.Addresses {
		p, ok := at[address]
		if text := got.Text[p.Start:p.End]; !ok || shortHash(text) != hash {
			t.Errorf("%s is %q (%s), want %s", address, text, shortHash(text), hash)
		}
	}
	for address, hashes := range want.Cells {
		p := at[address]
		compareHashes(t, "cells of "+address, strings.Split(got.Text[p.Start:p.End], "\t"), hashes)
	}
	for address, hashes := range want.Columns {
		compareHashes(t, "columns of "+address, at[address].Columns, hashes)
	}
}

func compareHashes(t *testing.T, what string, got, want []string) {
	t.Helper()
	var hashes []string
	for _, c := range got {
		hashes = append(hashes, shortHash(strings.TrimSpace(c)))
	}
	if !slices.Equal(hashes, want) {
		t.Errorf("%s are %q (%v), want %v", what, got, hashes, want)
	}
}

// compareLines looks for the lines in their order.
func (want expectation) compareLines(t *testing.T, got Parsed) {
	t.Helper()
	next := 0
	for _, l := range strings.Split(got.Text, "\n") {
		if next < len(want.Lines) && shortHash(l) == want.Lines[next] {
			next++
		}
	}
	if next < len(want.Lines) {
		t.Errorf("line %d of the expectation (%s) was not found after the ones before it", next+1, want.Lines[next])
	}
}
