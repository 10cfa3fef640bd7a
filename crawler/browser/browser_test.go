//go:build browser

package browser_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/crawler/browser"
)

// site is made by scripts: its list has no item, and its items have no text, before they have run. One
// page tries to reach this machine, and one leads to a file.
func site(inside string) http.Handler {
	page := func(script string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, "<!DOCTYPE html><html><head><title>made by scripts</title></head><body><main></main><script>const main = document.querySelector('main');%s</script></body></html>", script)
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/{$}", page(`fetch("/list.json").then(r => r.json()).then(all => { main.innerHTML = all.map(i => "<li><a href='" + i.at + "'>" + i.name + "</a></li>").join("") })`))
	mux.HandleFunc("/list.json", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `[{"at": "/1", "name": "Notice 1"}, {"at": "/moved", "name": "Notice 2"}, {"at": "/3.pdf", "name": "Notice 3"}, {"at": "/4", "name": "Notice 4"}]`)
	})
	mux.Handle("/1", page(`main.textContent = "出口 gallium needs a licence";`))
	mux.Handle("/moved", http.RedirectHandler("/2", http.StatusMovedPermanently))
	mux.Handle("/2", page(`main.textContent = "the second notice";`))
	mux.HandleFunc("/3.pdf", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		fmt.Fprint(w, "%PDF-1.4 not much of one")
	})
	mux.Handle("/4", page(fmt.Sprintf(`main.textContent = "waiting"; fetch("%s").then(r => r.text()).then(t => { main.textContent = "got " + t }, e => { main.textContent = "nothing was reached" })`, inside)))
	mux.HandleFunc("/robots.txt", http.NotFound)
	return mux
}

// TestBrowserFetchesWhatScriptsMake crawls that site with a real browser, which must be on the path.
func TestBrowserFetchesWhatScriptsMake(t *testing.T) {
	path := browser.Find()
	if path == "" {
		t.Fatalf("none of %v is on the path", browser.Names())
	}
	var reached atomic.Int32
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached.Add(1)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		fmt.Fprint(w, "a secret")
	}))
	defer secret.Close()
	server := httptest.NewServer(site(secret.URL))
	defer server.Close()
	a, err := archive.Open(t.TempDir(), archive.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c, err := crawler.New(crawler.Options{Archive: a, Now: time.Now, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Renderer: browser.Browser{Path: path, NoSandbox: true}, Limit: time.Minute,
		Resolve: func(host string) (string, bool) { return server.Listener.Addr().String(), host == "scripts.example" }})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s, err := crawler.ParseManifest("scripts.yaml", []byte("id: scripts\nname: x\nenabled: true\nfetch: browser\nentries: [{url: 'http://scripts.example/', discovery: list, item: li}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	run, err := c.Run(t.Context(), s)
	if err != nil || run.New != 4 {
		t.Fatalf("%+v, %v", run, err)
	}
	checkItems(t, a)
	if reached.Load() > 0 {
		t.Errorf("this machine was reached %d times", reached.Load())
	}
	if r, err := a.Verify(t.Context()); err != nil || !r.OK() {
		t.Errorf("verify: %+v, %v", r, err)
	}
}

// checkItems compares what the archive holds of the site's items with what a reader of it would see.
func checkItems(t *testing.T, a *archive.Archive) {
	t.Helper()
	want := map[string]string{"/1": "出口 gallium needs a licence", "/moved": "the second notice", "/3.pdf": "%PDF-1.4", "/4": "nothing was reached"}
	for rec, err := range a.Walk(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Capture == nil || rec.Capture.Purpose != corpus.ForItem {
			continue
		}
		got := rec.Capture
		body, err := a.Payload(t.Context(), got.PayloadHash)
		at := strings.TrimPrefix(got.URL, "http://scripts.example")
		if err != nil || !strings.Contains(string(body), want[at]) {
			t.Errorf("%s holds %q, %v; want %q", at, body, err, want[at])
		}
		if isPage := at != "/3.pdf"; isPage != strings.Contains(got.Rendered, "Chrom") || got.Status != 200 {
			t.Errorf("%s: rendered by %q, status %d", at, got.Rendered, got.Status)
		}
		if at == "/moved" && (got.FinalURL != "http://scripts.example/2" || len(rec.Hops) != 1) {
			t.Errorf("%s is at %s by way of %v", at, got.FinalURL, rec.Hops)
		}
		delete(want, at)
	}
	if len(want) > 0 {
		t.Errorf("not captured: %v", want)
	}
}
