package crawler

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

func TestManifestErrorsSayWhere(t *testing.T) {
	const good = "id: x1\nname: X\nentries:\n  - url: http://x.example/\n    discovery: list\n    item: li\n"
	if _, err := ParseManifest("m.yaml", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, manifest, want string }{
		{"unknown key", good + "colour: red\n", "m.yaml:7:1: "},
		{"unknown key of an entry", good + "    colour: red\n", "m.yaml:7:5: "},
		{"wrong type", "id: x1\nname: X\nfull_every: often\n", "m.yaml:3:13: "},
		{"key twice", "id: x1\nid: x2\n", "m.yaml:2:1: "},
		{"not YAML", "id: [x\n", "m.yaml:1:"},
		{"empty", "", "m.yaml: the manifest is empty"},
		{"no entries", "id: x1\nname: X\n", "entries: a source needs at least one entry"},
		{"bad id", strings.Replace(good, "x1", "X 1", 1), "m.yaml:1:5: id: "},
		{"bad discovery", strings.Replace(good, "list", "magic", 1), "m.yaml:5:16: entries[0].discovery: "},
		{"bad address", strings.Replace(good, "http:", "gopher:", 1), "m.yaml:4:10: entries[0].url: "},
		{"list without items", strings.Replace(good, "    item: li\n", "", 1), "entries[0].item: a list page needs"},
		{"bad selector", strings.Replace(good, "li\n", "'li['\n", 1), "m.yaml:6:11: entries[0].item: "},
		{"rule of another way", good + "    items: data\n", "m.yaml:7:12: entries[0].items: "},
		{"bad pattern", good + "include: ['(']\n", "m.yaml:7:11: include[0]: "},
		{"bad zone", good + "zone: Mars/Olympus\n", "m.yaml:7:7: zone: "},
		{"bad language", good + "language: chinesisch\n", "m.yaml:7:11: language: "},
		{"bad kind", good + "kind: rumour\n", "m.yaml:7:7: kind: "},
		{"bad period", good + "delay: soon\n", "m.yaml:7:8: "},
		{"bad jurisdiction", good + "jurisdiction: China\n", "m.yaml:7:15: jurisdiction: "},
		{"official without authority", good + "official: true\n", "publisher: an official source names its authority"},
		{"bad sequence", good + "expect: {sequence: 'No'}\n", "m.yaml:7:20: expect.sequence: "},
		{"sample elsewhere", strings.Replace(good, "x.example", "x.org", 1) + "sample: true\n", "m.yaml:4:10: entries[0].url: "},
		{"two documents", good + "---\nid: x2\n", "more than one document"},
		{"password", strings.Replace(good, "http://", "http://u:p@", 1), "m.yaml:4:10: entries[0].url: "},
		{"error page", good + "error_pages: [{selector: p, means: bad}]\n", "error_pages[0].means: "},
	} {
		_, err := ParseManifest("m.yaml", []byte(c.manifest))
		var e *ManifestError
		if err == nil || !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestManifestDefaults(t *testing.T) {
	s := source(t, "id: x1\nname: X\nentries: [{url: 'http://x.example/', discovery: feed}]\nrecheck: 30d\nattachments: {selector: a.file}\n")
	if !s.Enabled || time.Duration(s.Delay) != 2*time.Second || time.Duration(s.Recheck) != 720*time.Hour || s.FullEvery != 10 || s.MaxBytes != 64<<20 || len(s.Attachments.Extensions) != 2 || s.Entries[0].MaxPages != 20 {
		t.Errorf("defaults are %+v", s)
	}
	if s = source(t, "id: x1\nname: X\nenabled: false\nentries: [{url: 'http://x.example/', discovery: feed}]\n"); s.Enabled {
		t.Error("a disabled source is enabled")
	}
}

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(ministry))
	f.Add([]byte("id: x\nentries:\n  - {url: http://x.example/, discovery: json, fields: {link: a.b}}\n"))
	f.Add([]byte("id: x1\nname: X\nat: ['09:30']\nevidence: {word: described, at: [x]}\ncanonical: {rewrite: [{from: 'a(.)', to: 'http://x.example/$1'}]}\nentries:\n  - url: http://x.example/{year}\n    query: {a: '{page}', b: [c, 01]}\n    discovery: xml\n    items: a.b[@c=d]\n    window: {years: 3}\n    pages: {first: 2}\n    only: [{at: a, like: b}]\n    kinds: {at: a, of: {x: bill}}\n    fields: {link: a or b, canonical: 'http://x.example/{a}'}\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := ParseManifest("m.yaml", b)
		for i := range s.Entries {
			if e := &s.Entries[i]; err == nil && e.Window.Since == "" && e.Window.Back < Period(1000*24*time.Hour) {
				for _, d := range e.slices(corpus.Day(2025, 10, 9)) {
					if strings.Contains(d.address(e), "{year}") {
						t.Errorf("%s asks for %s", b, d.address(e))
					}
				}
			}
		}
		if err == nil && (s.zone == nil || len(s.Entries) == 0 || s.ID == "") {
			t.Errorf("accepted %+v", s)
		}
	})
}

func FuzzReadListings(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><item><title>x&#24;</title><link>/1</link></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link href="/1"/></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"/1"}]}`))
	f.Add([]byte(`{"items":[{"url":"/1","title":"x"}]}`))
	f.Add([]byte(`<sitemapindex><sitemap><loc>/s</loc></sitemap></sitemapindex>`))
	f.Add([]byte(`<base href="/x/"><ul><li><a href="/1">x</a><time>2025-10-09</time></li></ul>`))
	f.Add([]byte(`<feed><count>2</count><entry k="v"><title>x</title><link rel="next" href="/1"/></entry></feed>`))
	f.Add([]byte("url,title\n/1,\"x, y\"\n"))
	f.Add([]byte(`{"total":1,"mark":"x","items":[{"url":"/1","title":"x","items":[{"url":"/2","sort":true}]}]}`))
	f.Add([]byte(`{"html":"<ul><li count='1'><a href='/1'>x</a></li></ul>"}`))
	manifest := func(entry string) Source {
		s, err := ParseManifest("m.yaml", []byte("id: x1\nname: X\nentries: ["+entry+"]\n"))
		if err != nil {
			f.Fatal(err)
		}
		return s
	}
	sources := []Source{
		manifest("{url: 'http://x.example/', discovery: feed}"),
		manifest("{url: 'http://x.example/', discovery: list, item: li, date: time, next: a}"),
		manifest("{url: 'http://x.example/', discovery: json, items: items, fields: {link: url, title: title}}"),
		manifest("{url: 'http://x.example/', discovery: sitemap}"),
		manifest("{url: 'http://x.example/', discovery: xml, items: feed.entry, next: 'feed.entry.link[@rel=next].@href', total: feed.count, fields: {link: link.@href or '@k', title: title}}"),
		manifest("{url: 'http://x.example/', discovery: csv, fields: {link: url, title: title}}"),
		manifest("{url: 'http://x.example/', discovery: json, items: items, deep: items, total: total, cursor: {at: mark, parameter: p}, only: [{at: sort, is: ['true']}], kinds: {at: sort, of: {a: notice}}, address: 'http://x.example{+url}'}"),
		manifest("{url: 'http://x.example/', discovery: list, within: html, item: li, total: '[count]@count', columns: {header: th, names: [a]}}"),
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for i := range sources {
			s := &sources[i]
			page, err := readers[s.Entries[0].Discovery](s, &s.Entries[0], "http://x.example/", "", b)
			if err != nil {
				continue
			}
			for _, f := range page.finds {
				if to, err := s.resolve("http://x.example/", f.link); err == nil && len(to) > maxAddress {
					t.Errorf("address of %d bytes", len(to))
				}
			}
		}
	})
}
