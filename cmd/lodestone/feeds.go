package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// opml is a list of feeds (OPML 2.0), in folders or not.
type opml struct {
	XMLName  xml.Name  `xml:"opml"`
	Outlines []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr"`
	Feed     string    `xml:"xmlUrl,attr"`
	Language string    `xml:"language,attr"`
	Outlines []outline `xml:"outline"`
}

// maxFeeds bounds a list of feeds, and maxFolders how deep its folders lie.
const (
	maxFeeds   = 1000
	maxFolders = 16
)

func isOPML(b []byte) bool {
	return bytes.Contains(bytes.ToLower(b[:min(len(b), 1024)]), []byte("<opml"))
}

// feedsIn returns the feeds of a list, each once, in its order.
func feedsIn(b []byte) ([]outline, error) {
	var list opml
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false // readers write ampersands as they find them
	d.Entity = xml.HTMLEntity
	if err := d.Decode(&list); err != nil {
		return nil, fmt.Errorf("read the list of feeds: %w", err)
	}
	var out []outline
	seen := map[string]bool{}
	var walk func(all []outline, depth int)
	walk = func(all []outline, depth int) {
		for _, o := range all {
			if o.Feed = strings.TrimSpace(o.Feed); o.Feed != "" && !seen[o.Feed] && len(out) < maxFeeds {
				seen[o.Feed] = true
				out = append(out, o)
			}
			if depth < maxFolders {
				walk(o.Outlines, depth+1)
			}
		}
	}
	walk(list.Outlines, 0)
	if len(out) == 0 {
		return nil, errors.New("the list names no feed: no outline has an xmlUrl")
	}
	return out, nil
}

// feeds declares the feeds of a list as sources, where they are not declared yet, and reads each now.
func (in *intake) feeds(ctx context.Context, url string, b []byte) error {
	all, err := feedsIn(b)
	if err != nil {
		in.fail(url, err)
		return nil
	}
	for _, o := range all {
		manifest, id := feedManifest(o)
		source, err := crawler.ParseManifest(o.Feed, manifest)
		if err != nil {
			in.fail(o.Feed, err)
			continue
		}
		path := filepath.Join(in.app.data, sourcesFolder, id+".yaml")
		switch _, err := os.Stat(path); {
		case errors.Is(err, fs.ErrNotExist):
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), writeWhole(path, manifest, 0o644)); err != nil {
				return fmt.Errorf("declare the feed %s: %w", o.Feed, err)
			}
			in.app.progress("declared %s  %s", id, o.Feed)
		case err != nil:
			return err
		}
		if err := in.crawl(ctx, source, o.Feed); err != nil {
			return err
		}
	}
	return nil
}

// feedManifest writes the manifest of a feed.
func feedManifest(o outline) ([]byte, string) {
	id := "feed-" + strings.TrimPrefix(string(corpus.NewDocumentID(ingest.Files, o.Feed)), "d-")
	var m strings.Builder
	fmt.Fprintf(&m, "id: %s\nname: %q\nkind: news\n", id, cmp.Or(strings.TrimSpace(o.Title), strings.TrimSpace(o.Text), o.Feed))
	if o.Language != "" && o.Language != "unknown" {
		fmt.Fprintf(&m, "language: %q\n", o.Language)
	}
	fmt.Fprintf(&m, "entries:\n  - url: %q\n    discovery: feed\n", o.Feed)
	return []byte(m.String()), id
}
