package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// gazette is a publisher on this machine: a list of notices that can be changed.
type gazette struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]string
	asked map[string]int // how often each was asked for, and answered
	slow  time.Duration  // how long an answer takes
}

func newGazette(t *testing.T) *gazette {
	g := &gazette{asked: map[string]int{}, pages: map[string]string{
		"/list": `<ul><li><a href="/n/7">Notice No. 7 of 2026 on gallium</a> <time>2026-10-01</time></li><li><a href="/n/8">Notice No. 8 of 2026 on antimony</a> <time>2026-11-02</time></li></ul>`,
		"/n/7":  "<main><h1>Notice No. 7 of 2026 on gallium</h1><p>Exports of gallium metal require a licence from 1 October 2026.</p></main>",
		"/n/8":  "<main><h1>Notice No. 8 of 2026 on antimony</h1><p>Exports of antimony oxide require a licence from 2 November 2026.</p></main>",
	}}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		body, ok := g.pages[r.URL.Path]
		g.asked[r.URL.Path]++
		slow := g.slow
		g.mu.Unlock()
		time.Sleep(slow)
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	}))
	t.Cleanup(g.Close)
	return g
}

func (g *gazette) set(path, body string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pages[path] = body
}

// manifests writes a folder with a manifest of the gazette.
func (g *gazette) manifests(t *testing.T, more string) string {
	t.Helper()
	dir := t.TempDir()
	m := fmt.Sprintf("id: gazette\nname: The Gazette\npublisher: Gazette\nlanguage: en\nkind: notice\nallow: [127.0.0.0/8]\ndelay: 1ms\nbody: main\n"+
		"expect: {sequence: 'No\\. (\\d+) of (?P<year>\\d{4})'}\nentries:\n  - {url: '%s/list', discovery: list, item: li, date: time}\n%s", g.URL, more)
	if err := os.WriteFile(filepath.Join(dir, "gazette.yaml"), []byte(m), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestCrawl(t *testing.T) {
	g, c := newGazette(t), newCLI(t)
	dir := g.manifests(t, "")
	out := c.want(0, "crawl", "gazette", "--manifests", dir)
	for _, want := range []string{"gazette", "2 found, 2 new", "1 source read, 2 new or edited documents"} {
		if !strings.Contains(out, want) {
			t.Errorf("the report lacks %q:\n%s", want, out)
		}
	}
	if out := c.want(0, "search", "antimony"); !strings.Contains(out, "[antimony]") {
		t.Errorf("what was crawled is not found:\n%s", out)
	}
	g.set("/n/8", "<main><h1>Notice No. 8 of 2026 on antimony</h1><p>Exports of antimony oxide require a licence from 3 November 2026.</p></main>")
	if out := c.want(0, "crawl", "gazette", "--manifests", dir); !strings.Contains(out, "2 found, 1 changed, 1 unchanged") {
		t.Errorf("the second time:\n%s", out)
	}
	if out := c.want(0, "sources", "list", "--manifests", dir); !strings.Contains(out, "gazette") || !strings.Contains(out, "healthy") || !strings.Contains(out, "1 changed, 1 unchanged") {
		t.Errorf("sources list:\n%s", out)
	}
	// Without the folder of its manifest it is shown all the same, as what has run.
	if out := c.want(0, "sources", "list"); !strings.Contains(out, "gazette") || !strings.Contains(out, "undeclared") || !strings.Contains(out, "--manifests") {
		t.Errorf("sources list without the manifests:\n%s", out)
	}
	c.want(0, "verify")
}

func TestVerifyMakesNoFolder(t *testing.T) {
	c := newCLI(t)
	c.data = filepath.Join(c.data, "nowhere")
	_, errs, code := c.run("", "verify")
	if code != exitUsage || !strings.Contains(errs, "there is no data folder") {
		t.Errorf("verify of a folder that is not there exits %d: %s", code, errs)
	}
	if _, err := os.Stat(c.data); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("verify made the folder: %v", err)
	}
}

func TestBrowserMistakes(t *testing.T) {
	c := newCLI(t)
	if _, errs, code := c.run("", "crawl", "us-fr-bis", "--browser=/nowhere/browser"); code != exitUsage || !strings.Contains(errs, "cannot be run") {
		t.Errorf("a browser that is not there: exits %d: %s", code, errs)
	}
}

func TestCrawlTellsWhatIsNotWell(t *testing.T) {
	g, c := newGazette(t), newCLI(t)
	dir := g.manifests(t, "")
	c.want(0, "crawl", "gazette", "--manifests", dir)
	g.set("/list", "<p>We are working on our site.</p>")
	out := c.want(exitAttention, "crawl", "gazette", "--manifests", dir)
	if !strings.Contains(out, "empty_list: the listing "+g.URL+"/list answered with status 200 and names not one item") {
		t.Errorf("the report:\n%s", out)
	}
	out = c.want(exitAttention, "sources", "list", "--manifests", dir)
	if !strings.Contains(out, "attention") || !strings.Contains(out, "the last healthy run ended at") {
		t.Errorf("sources list:\n%s", out)
	}
	var list struct {
		Sources []struct {
			Source, State string
			LastRun       struct{ Alarms []struct{ Kind string } } `json:"last_run"`
		}
	}
	if err := json.Unmarshal([]byte(c.want(exitAttention, "sources", "list", "--manifests", dir, "--json")), &list); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, s := range list.Sources {
		found = found || s.Source == "gazette" && s.State == "attention" && s.LastRun.Alarms[0].Kind == "empty_list"
	}
	if !found {
		t.Errorf("sources list --json: %+v", list)
	}
}

func TestCrawlMistakes(t *testing.T) {
	g := newGazette(t)
	dir := g.manifests(t, "")
	bad := g.manifests(t, "colour: red\n")
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"a source that does not exist", []string{"crawl", "nobody", "--manifests", dir}, 2, "no source"},
		{"a folder that does not exist", []string{"crawl", "--manifests", dir + "/none"}, 1, "no such file"},
		{"a manifest with a mistake", []string{"crawl", "--manifests", bad}, 1, "gazette.yaml:12:1"},
		{"the same by check", []string{"sources", "check", bad}, 1, "gazette.yaml:12:1"},
		{"once and for ever", []string{"crawl", "--once", "--watch"}, 2, "not both"},
		{"a command below sources that does not exist", []string{"sources", "divine"}, 2, "divine"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, errs, code := newCLI(t).run("", tt.args...); code != tt.code || !strings.Contains(errs, tt.says) {
				t.Errorf("exit %d, said %q; want %d and %q", code, errs, tt.code, tt.says)
			}
		})
	}
}

func TestSourcesTestReadsASavedPage(t *testing.T) {
	g, c := newGazette(t), newCLI(t)
	dir := g.manifests(t, "")
	page := filepath.Join(t.TempDir(), "saved.html")
	if err := os.WriteFile(page, []byte(g.pages["/list"]), 0o644); err != nil {
		t.Fatal(err)
	}
	out := c.want(0, "sources", "test", "gazette", page, "--manifests", dir)
	if !strings.Contains(out, "2026-11-02  Notice No. 8 of 2026 on antimony\n            "+g.URL+"/n/8") {
		t.Errorf("test prints:\n%s", out)
	}
	if err := os.WriteFile(page, []byte("<p>nothing"), 0o644); err != nil {
		t.Fatal(err)
	}
	c.want(exitAttention, "sources", "test", "gazette", page, "--manifests", dir)
}

// background runs the program on the wall's clock until stopped, and shows what it has printed.
func background(t *testing.T, c cli, args ...string) (printed func() string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var out safeBuffer
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append(args, "--data", c.data), streams{strings.NewReader(""), &out, &out}, time.Now, func(string) string { return "" })
	}()
	var once sync.Once
	code := 0
	stop = func() int {
		once.Do(func() { cancel(); code = <-ended })
		return code
	}
	t.Cleanup(func() { stop() })
	return out.String, stop
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// until waits for something to hold.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 3000 {
		if holds() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("in half a minute it did not come to this: %s", what)
}

func TestCrawlWatch(t *testing.T) {
	g := newGazette(t)
	dir := g.manifests(t, "cadence: 100ms\n")
	printed, stop := background(t, newCLI(t), "crawl", "gazette", "--watch", "--manifests", dir)
	until(t, "a second run", func() bool { return strings.Count(printed(), "2 found, 2 unchanged") > 0 })
	if code := stop(); code != 0 {
		t.Errorf("stopped, it exits %d:\n%s", code, printed())
	}
}

func TestServeCrawl(t *testing.T) {
	g, c := newGazette(t), newCLI(t)
	dir := g.manifests(t, "cadence: 100ms\n")
	for _, m := range shippedOff(t) { // nothing of the real web is asked for
		if err := os.WriteFile(filepath.Join(dir, m.name), m.body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	printed, stop := background(t, c, "serve", "--crawl", "--addr", "127.0.0.1:0", "--manifests", dir)
	address := ""
	until(t, "an address", func() bool {
		_, rest, ok := strings.Cut(printed(), "serving ")
		address, _, _ = strings.Cut(rest, "\n")
		return ok && strings.Contains(rest, "\n")
	})
	hits := func(word string) bool {
		res, err := http.Get(address + "/v1/search?q=" + word)
		if err != nil {
			return false
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		return err == nil && strings.Contains(string(b), g.URL+"/n/")
	}
	until(t, "a hit", func() bool { return hits("antimony") })
	g.set("/n/8", "<main><h1>Notice No. 8 of 2026 on antimony</h1><p>Exports of antimony oxide and wolframite require a licence.</p></main>")
	until(t, "a hit for what was added meanwhile", func() bool { return hits("wolframite") })
	until(t, "a healthy source", func() bool { // on a busy machine it is overdue now and then
		res, err := http.Get(address + "/v1/sources")
		if err != nil {
			return false
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		return err == nil && strings.Contains(string(b), `"state":"healthy"`) && strings.Contains(string(b), `"next_run"`)
	})
	if code := stop(); code != 0 {
		t.Errorf("stopped, it exits %d:\n%s", code, printed())
	}
	c.want(0, "verify")
}

type manifestFile struct {
	name string
	body []byte
}

// shippedOff are manifests that take the place of the shipped ones and are off.
func shippedOff(t *testing.T) []manifestFile {
	t.Helper()
	all, err := (&app{}).declared("")
	if err != nil {
		t.Fatal(err)
	}
	var out []manifestFile
	for _, s := range all {
		out = append(out, manifestFile{string(s.ID) + ".yaml", fmt.Appendf(nil, "id: %s\nname: x\nenabled: false\nentries: [{url: 'http://x.example/', discovery: feed}]\n", s.ID)})
	}
	return out
}

func TestLedger(t *testing.T) {
	g, c := newGazette(t), newCLI(t)
	dir := g.manifests(t, "")
	g.set("/list", `<li><a href="/n/7">Notice No. 5 of 2026 on gallium</a> <time>2026-10-01</time></li><li><a href="/n/8">Notice No. 8 of 2026 on antimony</a> <time>2026-11-02</time></li>`)
	g.set("/n/7", "<main><h1>Notice No. 5 of 2026 on gallium</h1><p>Exports of gallium need a licence.</p></main>")
	c.want(exitAttention, "crawl", "gazette", "--manifests", dir)
	want := "gazette  2026  No. 5 to 8: 2 seen, 2 gap\n     6  gap\n     7  gap\n"
	if out := c.want(0, "ledger", "gazette", "--manifests", dir); out != want {
		t.Errorf("the ledger:\n%s\nwant\n%s", out, want)
	}
	if out := c.want(0, "changes", "--axis", "record", "--kind", "number_missing"); strings.Count(out, "was never seen itself") != 2 {
		t.Errorf("missing numbers are no entries:\n%s", out)
	}
	c.want(2, "ledger", "nobody", "--manifests", dir)
}

// A crawl that is killed and taken up asks for one thing at most a second time, and ends with what a
// crawl that nobody disturbed holds.
func TestKilledCrawlRepeatsOneRequest(t *testing.T) {
	rounds := 3
	if testing.Short() {
		rounds = 1
	}
	for round := range rounds {
		g, c := newGazette(t), newCLI(t)
		var list strings.Builder
		for i := range 20 {
			fmt.Fprintf(&list, `<li><a href="/k/%d">Notice No. %d of 2026</a> <time>2026-10-01</time></li>`, i, i+1)
			g.set(fmt.Sprintf("/k/%d", i), fmt.Sprintf("<main><h1>Notice No. %d of 2026</h1><p>Exports of gallium need a licence.</p></main>", i+1))
		}
		g.set("/list", list.String())
		g.mu.Lock()
		g.slow = 20 * time.Millisecond
		g.mu.Unlock()
		dir := g.manifests(t, "")
		c.want(0, "instruments", "--limit", "1") // the register is in
		killed := make(chan struct{})
		go func() { // after some requests, at whatever moment that is
			defer close(killed)
			for {
				g.mu.Lock()
				n := len(g.asked)
				g.mu.Unlock()
				if n >= 5+4*round || t.Context().Err() != nil {
					return
				}
				time.Sleep(time.Millisecond)
			}
		}()
		killWhen(t, killed, "crawl", "gazette", "--manifests", dir, "--data", c.data)
		g.mu.Lock()
		g.slow = 0
		g.mu.Unlock()
		if out, errs, code := c.run("", "crawl", "gazette", "--manifests", dir); code != 0 || !strings.Contains(out, "20 found, 20 new") {
			t.Fatalf("round %d: exit %d:\n%s%s", round, code, out, errs)
		}
		twice := 0
		for path, n := range g.asked {
			if n > 2 {
				t.Errorf("round %d: %s was asked for %d times", round, path, n)
			}
			twice += n - 1
		}
		if twice > 1 {
			t.Errorf("round %d: %d requests were repeated: %v", round, twice, g.asked)
		}
		c.want(0, "verify")
	}
}

// killWhen runs the program as a process of its own and kills it when a channel is closed.
func killWhen(t *testing.T, when <-chan struct{}, args ...string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-when
	if err := cmd.Process.Kill(); err != nil {
		t.Fatalf("the crawl had ended before it could be killed: %v", err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the crawl had ended before it could be killed")
	}
}
