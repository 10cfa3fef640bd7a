package parse

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// official finds the reader of an item whose interface is known: what its fields mean is documented,
// so titles, dates and numbers are taken from them and nothing is looked for in the text.
func official(v any) (func(*item, map[string]any) error, map[string]any) {
	obj, ok := v.(map[string]any)
	if !ok {
		return nil, nil
	}
	str := func(key string) bool { s, ok := obj[key].(string); return ok && s != "" }
	switch {
	case str("schema_name") && (str("base_path") || str("content_id")):
		return readGovUK, obj
	case str("document_number") && (str("html_url") || obj["agencies"] != nil || obj["agency_names"] != nil):
		return readFederalItem, obj
	case strings.Contains(stringOf(obj, []string{"version"}), "jsonfeed.org"):
		return readFeedItem, obj
	case regulationsItem(obj) != nil:
		return readRegulations, obj
	case isOutline(obj):
		return readOutline, obj
	}
	return nil, nil
}

// item is the document that a reader of JSON makes.
type item struct {
	ctx  context.Context
	in   Input
	opt  Options
	page block.Page
}

func (it *item) line(kind block.Kind, text, within string) {
	text = block.Normalise(plainOf(text), false)
	if text != "" {
		it.page.Blocks = append(it.page.Blocks, block.Block{Text: text, Kind: kind, Level: 1, Within: within})
	}
}

// markup writes a piece of HTML, or of plain text, that an interface gives without the page around it.
func (it *item) markup(s, within string) error {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	if !looksMarkup(s) {
		for _, l := range strings.Split(s, "\n") {
			it.line(block.Para, l, within)
		}
		return nil
	}
	opt := it.opt
	opt.KeepAllHTML = true
	inner := Input{Bytes: []byte(s), MediaType: "text/html; charset=utf-8", URL: it.page.Canonical, Hints: it.in.Hints}
	if inner.URL == "" {
		inner.URL = it.in.URL
	}
	inner.Hints.Body = ""
	h, err := readHTML(it.ctx, inner, opt)
	var e *block.Error
	if errors.As(err, &e) && (e.Kind == Empty || e.Kind == BlockPage) {
		return nil // a piece without words
	}
	if err != nil {
		return err
	}
	table := 0
	for _, b := range it.page.Blocks {
		table = max(table, b.Table)
	}
	for _, b := range h.Blocks {
		if b.Table > 0 {
			b.Table += table
		}
		if within != "" {
			b.Within = within
		}
		it.page.Blocks = append(it.page.Blocks, b)
	}
	for _, a := range h.Attachments {
		it.attach(a.URL, a.Text)
	}
	it.page.Warnings = append(it.page.Warnings, h.Warnings...)
	it.page.Dropped = append(it.page.Dropped, h.Dropped...)
	return nil
}

// attach adds a link once.
func (it *item) attach(url, text string) {
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return
	}
	for _, a := range it.page.Attachments {
		if a.URL == url {
			return
		}
	}
	it.page.Attachments = append(it.page.Attachments, block.Link{URL: url, Text: block.Normalise(plainOf(text), false)})
}

// objects returns the members of a list that are objects.
func objects(v any) []map[string]any {
	list, _ := v.([]any)
	var out []map[string]any
	for _, e := range list {
		if o, ok := e.(map[string]any); ok {
			out = append(out, o)
		}
	}
	return out
}

// member returns a string member, trimmed.
func member(obj map[string]any, key string) string {
	s, _ := obj[key].(string)
	return strings.TrimSpace(s)
}

// listing says what a list of items is, which is no document; "" where the JSON is none.
func listing(v any) string {
	what := func(n int) string {
		return fmt.Sprintf("the JSON is a listing of %d entries and no document; one of them would be right", n)
	}
	switch v := v.(type) {
	case []any:
		if len(v) > 1 {
			return what(len(v))
		}
	case map[string]any:
		for _, key := range []string{"results", "data", "items", "documents", "entries", "hits"} {
			if l, ok := v[key].([]any); ok && len(l) != 1 {
				return what(len(l))
			}
		}
		if n, ok := v["count"].(float64); ok && n == 0 {
			return what(0)
		}
		if _, ok := v["status"].(float64); ok && member(v, "message") != "" {
			return fmt.Sprintf("the JSON is an error of the interface (%q) and no document; the item itself would be right", member(v, "message"))
		}
	}
	return ""
}
