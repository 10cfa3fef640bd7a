package crawler

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// readSitemap reads a sitemap, or an index of sitemaps, whose members are read as further pages.
// The lastmod of an entry is no date of publication and is not taken for one.
func readSitemap(s *Source, _ *Entry, _, mediaType string, body []byte) (listing, error) {
	out := listing{total: -1}
	if len(body) > 2 && body[0] == 0x1f && body[1] == 0x8b { // served as a file of its own, .xml.gz
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return out, err
		}
		if body, err = io.ReadAll(io.LimitReader(z, s.MaxBytes+1)); err != nil {
			return out, err
		}
		if int64(len(body)) > s.MaxBytes {
			return out, fmt.Errorf("it inflates to more than %d bytes", s.MaxBytes)
		}
	}
	text, err := feedText(body, mediaType)
	if err != nil {
		return out, err
	}
	var raw struct {
		XMLName xml.Name
		URLs    []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
		Sitemaps []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	if err := xml.NewDecoder(bytes.NewReader(text)).Decode(&raw); err != nil {
		return out, err
	}
	if raw.XMLName.Local != "urlset" && raw.XMLName.Local != "sitemapindex" {
		return out, fmt.Errorf("%w: its root element is %q", errNotListing, raw.XMLName.Local)
	}
	for _, u := range raw.URLs {
		out.finds = append(out.finds, find{link: strings.TrimSpace(u.Loc)})
	}
	for _, m := range raw.Sitemaps {
		out.next = append(out.next, strings.TrimSpace(m.Loc))
	}
	return out, nil
}
