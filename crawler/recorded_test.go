package crawler

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// recorded returns the folder of bytes that sources once served, which is no part of the repository:
// a sibling of it called shared.
func recorded(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("not inside the repository")
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(filepath.Dir(dir), "shared", "data", "recorded")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the recorded data are not here: ", err)
	}
	return dir
}

// eachRecorded hands over every file of a folder, inflated.
func eachRecorded(t *testing.T, folder string, f func(name string, b []byte)) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(recorded(t), folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if b, err = gunzip(b, 64<<20); err != nil {
			t.Fatal(err)
		}
		f(filepath.Base(name), b)
	}
}

func TestRecordedFeeds(t *testing.T) {
	s := one(t, "url: http://x.example/\ndiscovery: feed")
	for folder, least := range map[string]int{"feeds/feed-rs": 59, "feeds/node-feedparser": 160, "feeds/other": 129} {
		items := 0
		eachRecorded(t, folder, func(name string, b []byte) {
			l, err := readFeed(&s, &s.Entries[0], "http://x.example/", "", b)
			for _, f := range l.finds {
				if f.link != "" && f.title != "" {
					items++
				}
			}
			if err != nil {
				t.Logf("%s: %v", name, err)
			}
		})
		if items < least {
			t.Errorf("%s: %d items with link and title, want at least %d", folder, items, least)
		}
	}
}

func TestRecordedSitemaps(t *testing.T) {
	s := one(t, "url: http://x.example/\ndiscovery: sitemap")
	items, next := 0, 0
	eachRecorded(t, "sitemaps", func(name string, b []byte) {
		l, err := readSitemap(&s, &s.Entries[0], "http://x.example/", "", b)
		if err != nil && name != "atom.xml" { // which is a feed
			t.Errorf("%s: %v", name, err)
		}
		items, next = items+len(l.finds), next+len(l.next)
	})
	if items < 180 || next < 17 {
		t.Errorf("%d items, %d further sitemaps", items, next)
	}
}

func TestRecordedFederalRegister(t *testing.T) {
	s := one(t, `url: http://x.example/
discovery: json
items: results
total: count
cap: 10000
next: next_page_url
fields: {link: html_url, title: title, date: publication_date, number: document_number}
ignore: [type, abstract, agencies, excerpts, pdf_url, public_inspection_pdf_url]`)
	dir := filepath.Join(recorded(t), "federal-register", "api")
	for name, want := range map[string]int{"search-bears-ears-page-1.json": 5, "search-newest-page-one.json": 2, "search-terminal.json": 0} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		l, err := readFields(&s, &s.Entries[0], "http://x.example/", "application/json", b)
		if err != nil || len(l.finds) != want || len(l.unknown)+len(l.missing) > 0 || (want > 0) != (len(l.next) == 1) {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
		for _, f := range l.finds {
			if f.title == "" || f.date.Precision() != corpus.ToDay || f.number == "" {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
}

func TestRecordedRobots(t *testing.T) {
	for _, folder := range []string{"robots/sites", "robots/conformance"} {
		eachRecorded(t, folder, func(name string, b []byte) {
			if r := readRobots("x.example", got{capture: corpus.Capture{Status: 200}, body: b}); r.closed != "" {
				t.Errorf("%s: %s", name, r.closed)
			}
		})
	}
}

// TestRecordedRobotsConformance asks files that test other programs what they allow: for a token,
// the paths with + or -.
func TestRecordedRobotsConformance(t *testing.T) {
	for _, c := range []struct{ file, token, paths string }{
		{"rfc9309-example-longest-match", "foobot", "+/example/page/ -/example/page/disallowed.gif"},
		{"rfc9309-example-simple", "foobot", "-/ -/example/ +/example/page.html +/example/allowed.gif"},
		{"rfc9309-example-simple", "barbot", "-/example/page.html +/example/allowed.gif"},
		{"rfc9309-example-simple", "quxbot", "+/ +/example/page.html"},
		{"rfc9309-example-simple", "any", "-/a.gif -/example/ +/publications/"},
		{"rfc9309-example-rule-group-merging", "examplebot", "-/foo -/bar -/baz +/qux"},
		{"crawl-delay-group-merging", "mybot", "-/private/x"},
		{"crawl-delay-group-merging", "yourbot", "-/private/x"},
		{"extensions-group-merging", "mybot", "-/private/x +/"},
		{"extensions-group-merging", "yourbot", "-/private/x -/login/"},
		{"extensions-group-merging", "other", "+/llms.txt -/"},
		{"format-errors", "bot1", "-/whitespace-before-colon/"},
		{"format-errors", "bot3", "+/whitespace-before-colon -/"},
		{"merge-rules", "wget", "+/foo/bar -/tmp/bar +/ckh/bar +/x"},
		{"merge-rules", "testy", "-/foo"},
		{"merge-rules", "other", "-/foo/bar +/foo"},
		{"precedence-of-rules", "testy", "-/foo -/foo/b +/foo/bar"},
		{"precedence-of-rules", "wget", "+/foo +/index.html -/other"},
	} {
		names, err := filepath.Glob(filepath.Join(recorded(t), "robots", "conformance", c.file+"*"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no such file: %v", c.file, err)
		}
		b, err := os.ReadFile(names[0])
		if err != nil {
			t.Fatal(err)
		}
		g := parseRobots(b, c.token)
		for path := range strings.FieldsSeq(c.paths) {
			if got := g.allows(path[1:]); got != (path[0] == '+') {
				t.Errorf("%s: %s of %s allowed = %v", c.file, path[1:], c.token, got)
			}
		}
	}
}
