package crawler

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

	"go.uber.org/goleak"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// web is a small web on loopback, in which every host that ends in .example is served from a map.
type web struct {
	t      *testing.T
	server *httptest.Server

	mu    sync.Mutex
	pages map[string]http.HandlerFunc // by host and path with query
	asked []string                    // what was asked for, with " *" behind a conditional request
	after func(n int)                 // told how many pages were asked for, robots.txt left out
}

func newWeb(t *testing.T) *web {
	w := &web{t: t, pages: map[string]http.HandlerFunc{}}
	w.server = httptest.NewServer(w)
	t.Cleanup(w.server.Close)
	return w
}

func (w *web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	at := r.Host + r.URL.RequestURI()
	w.mu.Lock()
	mark := ""
	if r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
		mark = " *"
	}
	w.asked = append(w.asked, at+mark)
	h, after := w.pages[at], w.after
	n := len(w.asked)
	w.mu.Unlock()
	if after != nil {
		after(n - 1) // robots.txt came first
	}
	if h == nil {
		http.NotFound(rw, r)
		return
	}
	h(rw, r)
}

func (w *web) handle(at string, h http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[at] = h
}

// page serves a body with an entity tag made of it.
func (w *web) page(at, mediaType, body string) {
	tag := `"` + string(corpus.HashOf([]byte(body))[:8]) + `"`
	w.handle(at, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", mediaType)
		rw.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, body)
	})
}

func (w *web) html(at, body string) { w.page(at, "text/html; charset=utf-8", body) }

func (w *web) status(at string, code int, header ...string) {
	w.handle(at, func(rw http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			rw.Header().Set(header[i], header[i+1])
		}
		rw.WriteHeader(code)
		fmt.Fprintf(rw, "status %d", code)
	})
}

// took returns what was asked for since the last call, robots.txt left out.
func (w *web) took() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := slices.DeleteFunc(w.asked, func(s string) bool { return strings.Contains(s, "/robots.txt") })
	w.asked = nil
	return out
}

// desk is a crawler over a web, with its archive and a clock that sleeping moves.
type desk struct {
	t       *testing.T
	web     *web
	dir     string
	now     time.Time
	slept   []time.Duration
	archive *archive.Archive
	crawler *Crawler
	opt     Options
}

func newDesk(t *testing.T, w *web) *desk {
	d := &desk{t: t, web: w, dir: t.TempDir(), now: time.Date(2025, 10, 9, 2, 0, 0, 0, time.UTC)}
	d.opt = Options{Now: func() time.Time { return d.now }, UserAgent: "lodestone (test)",
		Sleep: func(ctx context.Context, p time.Duration) error {
			d.slept = append(d.slept, p)
			d.now = d.now.Add(p)
			return ctx.Err()
		},
		Resolve: func(host string) (string, bool) {
			return w.server.Listener.Addr().String(), strings.HasSuffix(host, ".example")
		}}
	d.open()
	t.Cleanup(d.close)
	return d
}

func (d *desk) open() {
	a, err := archive.Open(d.dir, archive.Options{Now: d.opt.Now})
	if err != nil {
		d.t.Fatal(err)
	}
	d.archive, d.opt.Archive = a, a
	if d.crawler, err = New(d.opt); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) close() {
	d.crawler.Close()
	if err := d.archive.Close(); err != nil {
		d.t.Error(err)
	}
}

func source(t *testing.T, manifest string) Source {
	t.Helper()
	s, err := ParseManifest("test.yaml", []byte(manifest))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// run runs a source an hour after the last time.
func (d *desk) run(s Source) corpus.Run {
	d.t.Helper()
	d.now = d.now.Add(time.Hour)
	r, err := d.crawler.Run(d.t.Context(), s)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// captures returns what the archive holds of items, newest last.
func (d *desk) captures() []corpus.Capture {
	d.t.Helper()
	var out []corpus.Capture
	for r, err := range d.archive.Walk(d.t.Context(), "") {
		if err != nil {
			d.t.Fatal(err)
		}
		if r.Capture != nil && r.Capture.Purpose == corpus.ForItem {
			out = append(out, *r.Capture)
		}
	}
	return out
}

// last returns the newest capture of an address.
func (d *desk) last(url string) corpus.Capture {
	d.t.Helper()
	var out corpus.Capture
	for _, c := range d.captures() {
		if c.URL == url {
			out = c
		}
	}
	if out.ID == "" {
		d.t.Fatalf("no capture of %s", url)
	}
	return out
}

func kinds(r corpus.Run) []corpus.AlarmKind {
	out := []corpus.AlarmKind{}
	for _, a := range r.Alarms {
		out = append(out, a.Kind)
	}
	slices.Sort(out)
	return out
}

// wantAlarms compares the kinds of a run's alarms.
func wantAlarms(t *testing.T, r corpus.Run, want ...corpus.AlarmKind) {
	t.Helper()
	slices.Sort(want)
	if got := kinds(r); !slices.Equal(got, append([]corpus.AlarmKind{}, want...)) {
		t.Errorf("alarms are %v, want %v: %+v", got, want, r.Alarms)
	}
}

// counts is what a run found, shortly.
func counts(r corpus.Run) string {
	return fmt.Sprintf("found %d new %d changed %d same %d gone %d failed %d", r.Found, r.New, r.Changed, r.Unchanged, r.Gone, r.Failed)
}

func wantCounts(t *testing.T, r corpus.Run, want string) {
	t.Helper()
	if got := counts(r); got != want {
		t.Errorf("the run %s; want %s", got, want)
	}
}

func wantAsked(t *testing.T, w *web, want ...string) {
	t.Helper()
	if got := w.took(); !slices.Equal(got, want) {
		t.Errorf("asked for\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// contextWithCount returns a context that ends while the n-th page is being asked for.
func contextWithCount(t *testing.T, n int, w *web) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(t.Context())
	w.after = func(asked int) {
		if asked == n {
			cancel()
		}
	}
	return ctx, cancel
}
