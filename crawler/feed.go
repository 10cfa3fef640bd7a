package crawler

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/mmcdole/gofeed"
)

// readFeed reads an Atom, RSS or JSON feed.
func readFeed(s *Source, _ *Entry, _, mediaType string, body []byte) (listing, error) {
	out := listing{total: -1}
	text, err := feedText(body, mediaType, s.MaxBytes)
	if err != nil {
		return out, err
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(text))
	if err != nil {
		return out, err
	}
	titled := 0
	for _, it := range feed.Items {
		if it == nil {
			continue
		}
		f := find{link: feedLink(it), title: plainText(it.Title), summary: plainText(it.Description)}
		if f.title != "" {
			titled++
		}
		// The day of first publication; updates move for reasons that are no change of text.
		if f.date = s.hintDate(it.Published); f.date.IsZero() {
			f.date = s.hintDate(it.Updated)
		}
		out.finds = append(out.finds, f)
	}
	if len(out.finds) > 0 && titled == 0 {
		out.missing = append(out.missing, "title")
	}
	return out, nil
}

// feedLink is where an entry leads. An empty guid is a missing one, and a guid stands in for a link
// only when it is an address.
func feedLink(it *gofeed.Item) string {
	for _, l := range append([]string{it.Link}, it.Links...) {
		if l = strings.TrimSpace(l); usable(l) {
			return l
		}
	}
	if g := strings.TrimSpace(it.GUID); strings.HasPrefix(g, "http://") || strings.HasPrefix(g, "https://") {
		return g
	}
	return ""
}

var (
	xmlEncoding = regexp.MustCompile(`^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)
	numericRef  = regexp.MustCompile(`&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,8}));`)
)

// feedText turns a feed into UTF-8 without the characters that XML forbids: a single one of them
// makes readers refuse the whole, and editors' systems let them through, bare or as references.
func feedText(body []byte, mediaType string, limit int64) ([]byte, error) {
	body, err := gunzip(body, limit)
	if err != nil {
		return nil, err
	}
	if declared(mediaType) == "" {
		if m := xmlEncoding.FindSubmatch(body[:min(len(body), 256)]); m != nil {
			mediaType = fmt.Sprintf("application/xml; charset=%s", m[2])
		}
	}
	text, err := toUTF8(body, mediaType)
	if err != nil {
		return nil, err
	}
	text = xmlEncoding.ReplaceAll(text, []byte(`$1 encoding="UTF-8"`))
	text = bytes.Map(func(c rune) rune {
		if !legalXML(c) {
			return -1
		}
		return c
	}, text)
	return numericRef.ReplaceAllFunc(text, func(ref []byte) []byte {
		m := numericRef.FindSubmatch(ref)
		digits, base := string(m[1]), 16
		if digits == "" {
			digits, base = string(m[2]), 10
		}
		if n, err := strconv.ParseInt(digits, base, 64); err != nil || !legalXML(rune(n)) || n > 0x10ffff {
			return nil
		}
		return ref
	}), nil
}

// legalXML reports whether XML 1.0 allows a character.
func legalXML(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || 0x20 <= c && c <= 0xd7ff || 0xe000 <= c && c <= 0xfffd || 0x10000 <= c && c <= 0x10ffff
}
