package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/sample"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// spoiled is the sample web with somebody between it and the crawler.
type spoiled struct {
	t       *testing.T
	clean   http.Handler
	server  *httptest.Server
	now     time.Time
	archive *archive.Archive
	crawler *crawler.Crawler
	store   *memkb.Store
	in      *ingest.Ingester
	sources map[corpus.SourceID]crawler.Source

	mu    sync.Mutex
	day   corpus.Date
	spoil func(r *http.Request, a *answer)
}

// answer is what the sample web would send. The spoiler changes it, or sends what it likes.
type answer struct {
	status int
	header http.Header
	body   []byte
	send   func(w http.ResponseWriter, r *http.Request) // in place of all that
}

func (a *answer) text(s string) { a.body = []byte(s) }

func (a *answer) replace(old, by string) { a.text(strings.ReplaceAll(string(a.body), old, by)) }

func (s *spoiled) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	spoil := s.spoil
	s.mu.Unlock()
	plain := r.Clone(r.Context())
	if spoil != nil { // what is spoiled is not what was confirmed before
		plain.Header.Del("If-None-Match")
		plain.Header.Del("If-Modified-Since")
	}
	rec := httptest.NewRecorder()
	s.clean.ServeHTTP(rec, plain)
	a := answer{status: rec.Code, header: rec.Header(), body: rec.Body.Bytes()}
	if spoil != nil {
		a.header.Del("Content-Length")
		a.header.Del("ETag")
		spoil(r, &a)
	}
	if a.send != nil {
		a.send(w, r)
		return
	}
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.status)
	w.Write(a.body)
}

func newSpoiled(t *testing.T) *spoiled {
	t.Helper()
	web, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := &spoiled{t: t, now: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), store: memkb.New(), sources: map[corpus.SourceID]crawler.Source{}}
	days := web.Days()
	s.day = days[len(days)-1]
	s.clean = web.Handler(func() corpus.Date { s.mu.Lock(); defer s.mu.Unlock(); return s.day })
	s.server = httptest.NewServer(s)
	t.Cleanup(s.server.Close)
	clock := func() time.Time { return s.now }
	if s.archive, err = archive.Open(t.TempDir(), archive.Options{Now: clock}); err != nil {
		t.Fatal(err)
	}
	s.crawler, err = crawler.New(crawler.Options{Archive: s.archive, Now: clock, Sample: true, Limit: 2 * time.Second,
		Resolve: func(host string) (string, bool) {
			return s.server.Listener.Addr().String(), strings.HasSuffix(host, ".example")
		},
		Sleep: func(ctx context.Context, d time.Duration) error { s.now = s.now.Add(d); return ctx.Err() }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.crawler.Close()
		if err := s.archive.Close(); err != nil {
			t.Error(err)
		}
	})
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	s.in = ingest.New(ingest.Options{Store: s.store, Archive: s.archive, Extract: extract.New(words), Now: clock})
	all, err := sourcesOf(web)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		one.MaxBytes = 1 << 20
		s.sources[one.ID] = one
	}
	return s
}

// read runs a source and takes in what it brought. It returns the run and the entries of the log
// that speak of documents and of law.
func (s *spoiled) read(id corpus.SourceID, spoil func(*http.Request, *answer)) (corpus.Run, []kb.Entry) {
	s.t.Helper()
	s.mu.Lock()
	s.spoil = spoil
	s.mu.Unlock()
	s.now = s.now.Add(time.Hour)
	before, err := s.store.Version(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	run, err := s.crawler.Run(s.t.Context(), s.sources[id])
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.in.Follow(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	entries, err := s.store.Entries(s.t.Context(), before.Seq, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	quiet := []kb.EntryKind{kb.CaptureRecorded, kb.RunRecorded, kb.AlarmRaised, kb.NumberMissing}
	return run, slices.DeleteFunc(entries, func(e kb.Entry) bool { return slices.Contains(quiet, e.Kind) })
}

// state is what is held of a source.
func (s *spoiled) state(id corpus.SourceID) string {
	s.t.Helper()
	docs, err := s.store.Documents(s.t.Context(), "", 0)
	if err != nil {
		s.t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range docs {
		if d.Source == id {
			fmt.Fprintln(&b, d.ID, d.URL, d.State, d.Title, d.Published, d.Revisions)
		}
	}
	return b.String()
}

func alarmKinds(r corpus.Run) []string {
	out := []string{}
	for _, a := range r.Alarms {
		out = append(out, string(a.Kind))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestSabotage spoils the sample web in many ways. Each must raise the named alarms, or none where
// nothing is wrong; no document and no law may change by it; and with the web well again nothing
// may have changed either.
func TestSabotage(t *testing.T) {
	s := newSpoiled(t)
	for _, id := range []corpus.SourceID{commerce, english, union, arecoms} {
		if _, entries := s.read(id, nil); len(entries) == 0 {
			t.Fatalf("%s brought nothing", id)
		}
		if r, _ := s.read(id, nil); !r.Healthy() { // numbers that the sample leaves out are told once
			t.Fatalf("%s is not well from the start: %+v", id, r)
		}
	}
	for _, c := range sabotages() {
		t.Run(c.name, func(t *testing.T) {
			held := s.state(c.source)
			r, entries := s.read(c.source, c.spoil)
			want := strings.Fields(c.want)
			if got := alarmKinds(r); !slices.Equal(got, append([]string{}, want...)) {
				t.Errorf("alarms %v, want %v", got, want)
				for _, a := range r.Alarms {
					t.Logf("  %s: %s", a.Kind, a.Detail)
				}
			}
			for _, e := range entries {
				t.Errorf("a change that never happened: %s: %s", e.Kind, e.Summary)
			}
			if now := s.state(c.source); now != held {
				t.Errorf("the last good state does not stand:\n%s\nit was\n%s", now, held)
			}
			r, entries = s.read(c.source, nil)
			if !r.Healthy() || len(entries) > 0 || s.state(c.source) != held {
				t.Errorf("well again, and not as before: alarms %v, %d entries, %s", alarmKinds(r), len(entries), cameOf(r))
				for _, a := range r.Alarms {
					t.Logf("  %s: %s %s", a.Kind, a.URL, a.Detail)
				}
			}
		})
	}
}
