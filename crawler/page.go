package crawler

import (
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
)

// ForPage returns a source whose only item is the page at an address, for taking in a page by hand.
func ForPage(id corpus.SourceID, name, address string) (Source, error) {
	s := Source{ID: id, Name: name, Enabled: true, Entries: []Entry{{URL: address, Discovery: Page}}}
	c := checker{name: address}
	c.source(&s)
	if len(c.errs) > 0 {
		return s, c.errs[0]
	}
	s.fill()
	s.Kind = "" // nobody has said
	return s, nil
}

// Preview is what a source would make of a listing.
type Preview struct {
	Items   []PreviewItem `json:"items"`
	Next    []string      `json:"next"`    // further pages
	Unknown []string      `json:"unknown"` // fields that the manifest does not name
	Missing []string      `json:"missing"` // parts that no item has
	Skipped []string      `json:"skipped"` // entries of the listing that are no items, and why
}

// PreviewItem is one item of a listing.
type PreviewItem struct {
	URL    string              `json:"url"`
	Title  string              `json:"title"`
	Date   corpus.Date         `json:"date"`
	Number string              `json:"number,omitempty"`
	Kind   corpus.DocumentKind `json:"kind,omitempty"`
	Page   string              `json:"page,omitempty"` // its page for people, where URL is its data
}

// Try reads a saved page by the rules of one of the source's entries, without asking anybody for
// anything. It is how a manifest is written and mended. Of an entry whose address is the item it
// gives the item and what is attached to it.
func (s Source) Try(entry int, mediaType string, body []byte) (Preview, error) {
	var out Preview
	if entry < 0 || entry >= len(s.Entries) {
		return out, fmt.Errorf("source %s has no entry %d", s.ID, entry)
	}
	e := &s.Entries[entry]
	read := readers[e.Discovery]
	if read == nil { // the page is the item
		h := s.hintsFor(e, e.URL, find{title: e.Title})
		out.Items = append([]PreviewItem{{URL: e.URL, Title: h.Title, Kind: h.Kind}}, s.TryItem(e.URL, mediaType, body)...)
		return out, nil
	}
	page, err := read(&s, e, e.URL, mediaType, body)
	if err != nil {
		return out, fmt.Errorf("read the page as %s: %w", e.Discovery, err)
	}
	out.Unknown, out.Missing, out.Next = page.unknown, page.missing, e.following(days{}, e.URL, page, 1, len(page.finds)+page.left)
	for _, f := range page.finds {
		url, err := s.resolve(e.URL, f.link)
		switch {
		case f.link == "":
			out.Skipped = append(out.Skipped, fmt.Sprintf("%q has no link", f.title))
		case err != nil:
			out.Skipped = append(out.Skipped, err.Error())
		case !s.wants(url), !s.concerns(f):
			out.Skipped = append(out.Skipped, fmt.Sprintf("%s is left out by the patterns of the manifest", url))
		default:
			h := s.hintsFor(e, e.URL, f)
			out.Items = append(out.Items, PreviewItem{url, h.Title, h.Published, h.Number, h.Kind, h.Canonical})
		}
	}
	return out, nil
}

// TryItem reads a saved item by the rules for what is attached to it, without asking anybody for
// anything. address is where the item came from.
func (s Source) TryItem(address, mediaType string, body []byte) []PreviewItem {
	g := got{body: body}
	g.capture.URL, g.capture.FinalURL, g.capture.MediaType = address, address, mediaType
	var out []PreviewItem
	for _, it := range s.attachments(g) {
		out = append(out, PreviewItem{URL: it.url, Title: it.hints.Title, Date: it.hints.Published, Kind: it.hints.Kind})
	}
	return out
}
