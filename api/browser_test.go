//go:build browser

package api_test

import (
	"context"
	"flag"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/lodestone-kb/lodestone/api"
)

var (
	browser = flag.String("browser", "/usr/bin/chromium", "the browser to drive")
	shots   = flag.String("shots", "", "a folder for pictures of the pages")
	only    = flag.String("only", "", "open only the pages whose name has this in it")
	axe     = flag.String("axe", "", "axe.min.js of axe-core: pages are checked against WCAG 2.2 AA with it")
)

// TestBrowser opens every page in both languages and both colour schemes, at the width of a desk
// and of a hand, and does on some of them what a reader would do. Run it with
//
//	go test -tags browser ./api -run TestBrowser -axe axe.min.js
func TestBrowser(t *testing.T) {
	base := serve(t)
	ctx := tab(t)
	heard := listen(t, ctx)
	check := accessibility(t)
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{1280, 640, 390, 320} { // 640 is a desk's width at twice the size
			if width == 640 && scheme == "dark" || width == 320 && scheme == "dark" {
				continue // the scheme changes no width
			}
			dress(t, ctx, scheme, width)
			for name, path := range inBothLanguages(pages()) {
				if !strings.Contains(name, *only) {
					continue
				}
				l := look{name: scheme + " " + name, address: base + path, width: width}
				l.open(t, ctx)
				if width == 1280 || width == 320 && scheme == "light" {
					l.check(t, ctx, check)
				}
			}
		}
	}
	dress(t, ctx, "light", 1280)
	askTheQuestion(t, ctx, base)
	slideTheDay(t, ctx, base)
	walkTheTable(t, ctx, base)
	findWithConnectors(t, ctx, base)
	seeBothSides(t, ctx, base)
	for _, c := range heard() {
		t.Errorf("the browser complained: %s", c)
	}
}

// tab opens a browser with one tab.
func tab(t *testing.T) context.Context {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(*browser), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, done := chromedp.NewContext(allocator)
	t.Cleanup(done)
	return ctx
}

// dress gives the tab a colour scheme and a width.
func dress(t *testing.T, ctx context.Context, scheme string, width int64) {
	err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
}

// askTheQuestion fills the form of the first page in.
func askTheQuestion(t *testing.T, ctx context.Context, base string) {
	err := chromedp.Do(ctx, chromedp.Navigate(base+"/?ui=en"), chromedp.SendKeys("#material", "gallium"), chromedp.SendKeys("#destination", "US"),
		chromedp.Submit("#material"), chromedp.WaitVisible(".headline"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := chromedp.Run(ctx, chromedp.Text(".headline"))
	if err != nil || !strings.HasPrefix(answer, "Controlled") {
		t.Errorf("the form answered %q, %v", answer, err)
	}
}

// slideTheDay moves the slider of the periodic table to a day on which nothing bound yet.
func slideTheDay(t *testing.T, ctx context.Context, base string) {
	tone := chromedp.Evaluate[string](`document.querySelector("#elements a[href^='/materials/Ga']").className`)
	if err := chromedp.Do(ctx, chromedp.Navigate(base+"/?ui=en"), chromedp.WaitVisible("#elements input[type=range]")); err != nil {
		t.Fatal(err)
	}
	before, err := chromedp.Run(ctx, tone)
	if err != nil {
		t.Fatal(err)
	}
	const slide = `(async () => { const s = document.querySelector("#elements input[type=range]"); s.value = 0;
		s.dispatchEvent(new Event("input")); s.dispatchEvent(new Event("change"));
		for (let i = 0; i < 100 && !location.search.includes("on=2020-01-01"); i++) await new Promise(r => setTimeout(r, 20));
		return document.querySelector("#table-on").value; })()`
	day, err := chromedp.Run(ctx, chromedp.Evaluate[string](slide, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	after, err := chromedp.Run(ctx, tone)
	if err != nil || day != "2020-01-01" || before != "t-bind" || after == before {
		t.Errorf("gallium is %q today and %q on %s, %v", before, after, day, err)
	}
}

// walkTheTable goes through the periodic table by keys: one stop of the tab key, arrows within, and
// the first key of all is the way to the content.
func walkTheTable(t *testing.T, ctx context.Context, base string) {
	const walk = `(() => { const stops = [...document.querySelectorAll("table.elements a")].filter(a => a.tabIndex >= 0).length;
		const press = key => { document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true})); return document.activeElement.querySelector("b").textContent; };
		document.querySelector("#elements a[href^='/materials/Ga']").focus();
		const went = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End"].map(press);
		return [String(stops), ...went, document.querySelectorAll("table.elements a[tabindex='0']").length + " " + document.activeElement.tabIndex]; })()`
	if err := chromedp.Do(ctx, chromedp.Navigate(base+"/?ui=en"), chromedp.WaitVisible("#elements input[type=range]")); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](walk))
	if want := "1 Ge Sn In Ga K Kr 1 0"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("the keys went %q, want %s, %v", got, want, err)
	}
}

// findWithConnectors searches for two words in one sentence, and finds them marked.
func findWithConnectors(t *testing.T, ctx context.Context, base string) {
	err := chromedp.Do(ctx, chromedp.Navigate(base+"/search?ui=en"), chromedp.SendKeys("main #q", "tungsten /s duty"), chromedp.Submit("main #q"), chromedp.WaitVisible(".found"))
	if err != nil {
		t.Fatal(err)
	}
	marks, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll(".snippet mark.hit")].map(m => m.textContent.toLowerCase())`))
	if err != nil || len(marks) == 0 {
		t.Errorf("marks %q, %v", marks, err)
	}
}

// seeBothSides opens the contradictions: each shows what two sides say.
func seeBothSides(t *testing.T, ctx context.Context, base string) {
	if err := chromedp.Do(ctx, chromedp.Navigate(base+"/disputes?ui=en")); err != nil {
		t.Fatal(err)
	}
	sides, err := chromedp.Run(ctx, chromedp.Evaluate[int](`Math.min(...[...document.querySelectorAll(".disputes article > ul")].map(u => u.children.length))`))
	if err != nil || sides < 2 {
		t.Errorf("a contradiction shows %d sides, %v", sides, err)
	}
}

// accessibility reads axe-core; empty where it is not given.
func accessibility(t *testing.T) string {
	if *axe == "" {
		t.Log("pages are not checked with axe-core: none was given (-axe)")
		return ""
	}
	code, err := os.ReadFile(*axe)
	if err != nil {
		t.Fatal(err)
	}
	return string(code)
}

// check runs axe-core on the open page. What it finds serious or critical is a fault.
func (l look) check(t *testing.T, ctx context.Context, code string) {
	if code == "" {
		return
	}
	ctx, giveUp := context.WithTimeout(ctx, time.Minute)
	defer giveUp()
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](code)); err != nil {
		t.Fatal(err)
	}
	const run = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], rules: {"target-size": {enabled: true}}}).then(r => r.violations.filter(v => v.impact == "serious" || v.impact == "critical")
		.map(v => v.id + ": " + v.help + " at " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + n.html.slice(0, 120) + " " + n.failureSummary).join(" | ")))`
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](run, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", l.name, err)
	}
	for _, f := range found {
		t.Errorf("%s: %s", l.name, f)
	}
}

// serve runs the handler on a free port until the test ends.
func serve(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := api.Server(holder(t, withIndex(t)), "")
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		<-served
	})
	return "http://" + listener.Addr().String()
}

// listen gathers what the browser complains about, but for answers that are meant to be refusals.
func listen(t *testing.T, ctx context.Context) func() []string {
	var mu sync.Mutex
	var heard []string
	add := func(s string) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, s)
	}
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			add(e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "responded with a status of 4") {
				add(e.Entry.Text)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return heard
	}
}

// look is one page at one width.
type look struct {
	name, address string
	width         int64
}

// open opens the page, measures it, and keeps a picture where one is wanted.
func (l look) open(t *testing.T, ctx context.Context) {
	ctx, giveUp := context.WithTimeout(ctx, 30*time.Second)
	defer giveUp()
	if err := chromedp.Do(ctx, chromedp.Navigate(l.address)); err != nil {
		t.Fatalf("%s at %d: %v", l.name, l.width, err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[[]int64](`[document.querySelectorAll("h1").length, document.querySelectorAll("main").length, document.documentElement.scrollWidth]`))
	if err != nil {
		t.Fatalf("%s at %d: %v", l.name, l.width, err)
	}
	if got[0] != 1 || got[1] != 1 || got[2] > l.width {
		t.Errorf("%s at %d: %d h1, %d main, %d px wide", l.name, l.width, got[0], got[1], got[2])
	}
	if *shots == "" || l.width == 640 || l.width == 320 {
		return
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("%s at %d: %v", l.name, l.width, err)
	}
	name := strings.ReplaceAll(l.name, " ", "-") + "-" + strconv.FormatInt(l.width, 10) + ".png"
	if err := os.WriteFile(filepath.Join(*shots, name), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}
