package parse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// The names under which JSON items keep what we read, the surest first.
var (
	jsonTitle     = []string{"title", "headline", "name", "subject"}
	jsonBody      = []string{"content", "html", "body", "text", "content_html", "content_text", "full_text", "description", "abstract", "summary"}
	jsonPublished = []string{"published", "publication_date", "date_published", "published_at", "publishedDate", "publishDate", "pubDate", "publish_time", "publishTime", "date", "issued"}
	jsonAuthority = []string{"authority", "agency", "publisher", "source", "issuer", "organization"}
	jsonNumber    = []string{"number", "document_number", "documentNumber", "docNumber", "reference"}
	jsonAddress   = []string{"canonical", "url", "html_url", "link", "id"}
)

// decodeJSON reads the one value that a text is. The error says where it goes wrong.
func decodeJSON(text string) (any, error) {
	dec := json.NewDecoder(strings.NewReader(text))
	var v any
	if err := dec.Decode(&v); err != nil {
		at := int64(len(text))
		var wrong *json.SyntaxError
		if errors.As(err, &wrong) && !errors.Is(err, io.ErrUnexpectedEOF) {
			at = wrong.Offset
		}
		return nil, &block.Error{Kind: Damaged, Reason: fmt.Sprintf("the JSON is broken or cut short at %s; a complete item would be right", placeIn(text, at)), Cause: err}
	}
	end := dec.InputOffset()
	if rest := strings.TrimSpace(text[end:]); rest != "" {
		if strings.HasPrefix(rest, "{") || strings.HasPrefix(rest, "[") {
			return nil, block.Failf(Unsupported, "the file holds several JSON values, the second at %s; one item would be right", placeIn(text, int64(len(text)-len(strings.TrimLeft(text[end:], " \t\r\n")))))
		}
		return nil, block.Failf(Damaged, "the JSON goes on after its end, at %s; one complete item would be right", placeIn(text, end))
	}
	return v, nil
}

// placeIn names an offset as a person finds it: by line and column in bytes, counted from 1.
func placeIn(text string, at int64) string {
	before := text[:min(max(at, 0), int64(len(text)))]
	line := strings.Count(before, "\n") + 1
	return fmt.Sprintf("line %d, column %d (byte %d)", line, len(before)-strings.LastIndex(before, "\n"), at)
}

// readJSON reads one item of an interface: an object with a title and a body, or an object or an
// array that holds exactly one such object.
func readJSON(ctx context.Context, in Input, opt Options) (block.Page, error) {
	text, warnings := block.Decode(in.Bytes, "application/json", false)
	v, err := decodeJSON(text)
	if err != nil {
		return block.Page{}, err
	}
	if list, ok := v.([]any); ok && len(list) == 1 {
		v = list[0]
	}
	if read, obj := official(v); read != nil {
		it := &item{ctx: ctx, in: in, opt: opt, page: block.Page{Parser: "json-official/1", MediaType: string(formJSON), Warnings: warnings, Official: true}}
		if err := read(it, obj); err != nil {
			return block.Page{}, err
		}
		it.page.Visible = countBlocks(it.page.Blocks)
		return it.page, nil
	}
	if reason := listing(v); reason != "" {
		return block.Page{}, block.Failf(Unsupported, "%s", reason)
	}
	obj, ok := itemIn(v, 0)
	if !ok {
		return block.Page{}, block.Failf(Unsupported, `the JSON holds no item with a body; an object with "title" and "content", "text" or "html" would be right`)
	}
	body := stringOf(obj, jsonBody)
	p := block.Page{Parser: "json/1", MediaType: string(formJSON), Warnings: warnings}
	if looksMarkup(body) {
		inner := Input{Bytes: []byte(body), MediaType: "text/html; charset=utf-8", URL: in.URL, Hints: in.Hints}
		inner.Hints.Body = ""
		htmlOpt := opt
		htmlOpt.KeepAllHTML = true // the interface gives the document without a frame
		h, err := readHTML(ctx, inner, htmlOpt)
		if err != nil {
			return block.Page{}, err
		}
		p.Blocks, p.Attachments, p.Visible, p.Dropped = h.Blocks, h.Attachments, h.Visible, h.Dropped
		p.Warnings = append(p.Warnings, h.Warnings...)
	} else {
		h, err := readPlain(ctx, Input{Bytes: []byte(body)}, opt)
		if err != nil {
			return block.Page{}, err
		}
		p.Blocks, p.Visible = h.Blocks, h.Visible
	}
	p.Title = block.Normalise(plainOf(stringOf(obj, jsonTitle)), false)
	if p.Title != "" && (len(p.Blocks) == 0 || p.Blocks[0].Text != p.Title) {
		p.Blocks = append([]block.Block{{Text: p.Title, Kind: block.Heading, Level: 1}}, p.Blocks...)
		p.Visible += block.Inked(p.Title)
	}
	p.Published, _ = civilDate(stringOf(obj, jsonPublished), in.Hints.Zone)
	p.Authority = stringOf(obj, jsonAuthority)
	p.Number = stringOf(obj, jsonNumber)
	p.Lang = corpus.Lang(stringOf(obj, []string{"language", "lang", "locale"}))
	if a := stringOf(obj, jsonAddress); strings.HasPrefix(a, "http") {
		p.Canonical = a
	}
	return p, nil
}

// itemIn finds the object with a body. Several of them are a listing, which is not a document.
func itemIn(v any, depth int) (map[string]any, bool) {
	switch v := v.(type) {
	case map[string]any:
		if stringOf(v, jsonBody) != "" {
			return v, true
		}
		if depth > 3 {
			return nil, false
		}
		var found map[string]any
		for _, e := range v {
			if o, ok := itemIn(e, depth+1); ok {
				if found != nil {
					return nil, false
				}
				found = o
			}
		}
		return found, found != nil
	case []any:
		if len(v) == 1 {
			return itemIn(v[0], depth+1)
		}
	}
	return nil, false
}

// stringOf returns the first of the named members that holds words. WordPress wraps them:
// {"rendered": "…"}.
func stringOf(obj map[string]any, names []string) string {
	for _, name := range names {
		switch v := obj[name].(type) {
		case string:
			if s := strings.TrimSpace(v); s != "" {
				return s
			}
		case map[string]any:
			if s, ok := v["rendered"].(string); ok && strings.TrimSpace(s) != "" {
				return strings.TrimSpace(s)
			}
			if s, ok := v["name"].(string); ok && strings.TrimSpace(s) != "" {
				return strings.TrimSpace(s)
			}
		case json.Number, float64:
			return fmt.Sprint(v)
		}
	}
	return ""
}

// looksMarkup reports whether a string is HTML rather than text with a stray angle bracket.
func looksMarkup(s string) bool {
	low := strings.ToLower(s)
	for _, tag := range []string{"</p>", "<br", "</div>", "</li>", "</td>", "</h1>", "</h2>", "</h3>", "</span>", "</a>", "<p>"} {
		if strings.Contains(low, tag) {
			return true
		}
	}
	return false
}
