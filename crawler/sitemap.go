package crawler

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// sitemap is a sitemap or an index of sitemaps. Names are matched in any namespace, since many
// publishers get it wrong.
type sitemap struct {
	XMLName xml.Name
	URLs    []struct {
		Loc   string `xml:"loc"`
		Title string `xml:"news>title"` // of the extension for news
		Date  string `xml:"news>publication_date"`
	} `xml:"url"`
	Sitemaps []struct {
		Loc string `xml:"loc"`
	} `xml:"sitemap"`
}

// readSitemap reads a sitemap, in XML or as lines of addresses, or an index, whose members are read
// as further pages. The lastmod of an entry is no date of publication and is not taken for one.
func readSitemap(s *Source, _ *Entry, _, mediaType string, body []byte) (listing, error) {
	out := listing{total: -1}
	text, err := feedText(body, mediaType, s.MaxBytes)
	if err != nil {
		return out, err
	}
	if finds := addressLines(text); len(finds) > 0 {
		out.finds = finds
		return out, nil
	}
	var m sitemap
	if err := xml.NewDecoder(bytes.NewReader(text)).Decode(&m); err != nil {
		return out, err
	}
	if m.XMLName.Local != "urlset" && m.XMLName.Local != "sitemapindex" {
		return out, fmt.Errorf("%w: its root element is %q", errNotListing, m.XMLName.Local)
	}
	for _, u := range m.URLs {
		out.finds = append(out.finds, find{link: strings.TrimSpace(u.Loc), title: squeeze(u.Title), date: s.hintDate(u.Date)})
	}
	for _, n := range m.Sitemaps {
		out.next = append(out.next, strings.TrimSpace(n.Loc))
	}
	return out, nil
}

// addressLines reads a sitemap that is a list of addresses, one a line; nothing else in it.
func addressLines(text []byte) []find {
	var out []find
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if !strings.HasPrefix(line, "http://") && !strings.HasPrefix(line, "https://") {
			return nil
		}
		out = append(out, find{link: line})
	}
	return out
}
