package sources

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/crawler"
)

// replay answers as sites of the same form would: the listing of an entry with the body of a form,
// anything else with a page. It asks nobody.
type replay struct {
	listings map[string]reply // by host and path
	other    string           // what anything else is answered with; empty means a page of its own
	asked    []string
}

type reply struct {
	media string
	body  []byte
}

func (r *replay) RoundTrip(q *http.Request) (*http.Response, error) {
	r.asked = append(r.asked, q.Method+" "+q.URL.String())
	out := &http.Response{StatusCode: 200, Status: "200 OK", Proto: "HTTP/1.1", Header: http.Header{}, Request: q}
	l, ok := r.listings[q.URL.Host+q.URL.Path]
	switch {
	case q.URL.Path == "/robots.txt":
		out.StatusCode, out.Status, l = 404, "404 Not Found", reply{"text/plain", []byte("no rules")}
	case !ok:
		l = reply{"text/html; charset=utf-8", []byte(cmp.Or(r.other, "<html><body><p>A text of "+q.URL.Path+"</p></body></html>"))}
	}
	out.Header.Set("Content-Type", l.media)
	out.Body = io.NopCloser(bytes.NewReader(l.body))
	return out, nil
}

// TestRuns runs every shipped source that is read from listings, on or off, against answers of its
// form: each listing is asked for where the manifest says, and what it lists is fetched.
func TestRuns(t *testing.T) {
	all, bodies := shipped(t), formBodies(t)
	for id, s := range all {
		if s.Evidence.Word == crawler.Unseen {
			continue
		}
		t.Run(id, func(t *testing.T) {
			web := &replay{listings: map[string]reply{}}
			want := map[string]bool{}
			for i, e := range s.Entries {
				body, ok := bodies[fmt.Sprintf("%s %d", id, i)]
				if !ok {
					want[e.URL] = true // a page
					continue
				}
				host, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(e.URL, "https://"), "http://"), "/")
				path, _, _ = strings.Cut(path, "?")
				path = strings.ReplaceAll(path, "{year}", "2025")
				web.listings[host+"/"+path] = body
				web.listings[host+"/"+strings.TrimSuffix(path, ".json")] = body // where next pages may be
				p, err := s.Try(i, body.media, body.body)
				if err != nil {
					t.Fatal(err)
				}
				for _, it := range p.Items {
					want[it.URL] = true
				}
			}
			r := runOnce(t, s, web)
			if r.Found < len(want) || r.Failed > 0 {
				t.Errorf("found %d, failed %d, want %d: %v", r.Found, r.Failed, len(want), r.Alarms)
			}
			for _, a := range r.Alarms {
				if slices.Contains([]corpus.AlarmKind{corpus.BadListing, corpus.EmptyList, corpus.RunCutShort, corpus.NoAnswer}, a.Kind) {
					t.Errorf("alarm %s: %s", a.Kind, a.Detail)
				}
			}
			for url := range want {
				if !slices.Contains(web.asked, "GET "+url) && !strings.Contains(url, "{year}") {
					t.Errorf("%s was listed and never asked for", url)
				}
			}
			for _, a := range web.asked {
				if strings.ContainsAny(a, "{}") {
					t.Errorf("asked for %s", a)
				}
			}
		})
	}
}

// formBodies returns the bodies of testdata by the source and entry that they are for.
func formBodies(t *testing.T) map[string]reply {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	bodies := map[string]reply{}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := readForm(t, name, a)
		for _, who := range f.who {
			for _, part := range a.Files {
				if part.Name == "body" {
					bodies[who] = reply{f.media, part.Data}
				}
			}
		}
	}
	return bodies
}

func runOnce(t *testing.T, s crawler.Source, web http.RoundTripper) corpus.Run {
	t.Helper()
	now := time.Date(2025, 10, 10, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	a, err := archive.Open(t.TempDir(), archive.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c, err := crawler.New(crawler.Options{Archive: a, Now: clock, Transport: web,
		Sleep: func(ctx context.Context, d time.Duration) error { now = now.Add(d); return ctx.Err() }})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	r, err := c.Run(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestKnownErrorPages shows the register's page for scrapers in place of each document: it is told as a
// guard's page, and nothing is taken for a document.
func TestKnownErrorPages(t *testing.T) {
	s, bodies := shipped(t)["us-fr-bis"], formBodies(t)
	web := &replay{listings: map[string]reply{"www.federalregister.gov/api/v1/documents.json": bodies["us-fr-bis 0"]},
		other: "<html><head><title>Federal Register :: Request Access</title></head><body><p>Prove that you are a person.</p></body></html>"}
	r := runOnce(t, s, web)
	if r.New > 0 || r.Failed == 0 {
		t.Errorf("%d documents were new, %d failed", r.New, r.Failed)
	}
	if !slices.ContainsFunc(r.Alarms, func(a corpus.Alarm) bool { return a.Kind == corpus.BlockPage }) {
		t.Errorf("alarms are %v", r.Alarms)
	}
}
