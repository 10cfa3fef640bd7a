//go:build browser

package api_test

import (
	"context"
	"flag"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/lodestone-kb/lodestone/api"
)

var (
	browser = flag.String("browser", "/usr/bin/chromium", "the browser to drive")
	shots   = flag.String("shots", "", "a folder for pictures of the pages")
)

// TestBrowser opens every page at the width of a desk and of a hand. Run it with
//
//	go test -tags browser ./api -run TestBrowser
func TestBrowser(t *testing.T) {
	base := serve(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(*browser), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, done := chromedp.NewContext(allocator)
	t.Cleanup(done)
	heard := listen(t, ctx)
	for _, width := range []int64{1280, 390} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		for name, path := range pages() {
			look(t, ctx, name, base+path, width)
		}
	}
	err := chromedp.Do(ctx, chromedp.Navigate(base+"/"), chromedp.SendKeys("#material", "gallium"), chromedp.SendKeys("#destination", "US"),
		chromedp.Submit("#material"), chromedp.WaitVisible(".headline"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := chromedp.Run(ctx, chromedp.Text(".headline"))
	if err != nil || !strings.HasPrefix(answer, "Controlled") {
		t.Errorf("the form answered %q, %v", answer, err)
	}
	for _, c := range heard() {
		t.Errorf("the browser complained: %s", c)
	}
}

// serve runs the handler on a free port until the test ends.
func serve(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := api.Server(handler(t, withSearch), "")
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

// look opens one page, measures it, and keeps a picture where one is wanted.
func look(t *testing.T, ctx context.Context, name, address string, width int64) {
	ctx, giveUp := context.WithTimeout(ctx, 30*time.Second)
	defer giveUp()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s at %d: %v", name, width, err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[[]int64](`[document.querySelectorAll("h1").length, document.querySelectorAll("main").length, document.documentElement.scrollWidth]`))
	if err != nil {
		t.Fatalf("%s at %d: %v", name, width, err)
	}
	if got[0] != 1 || got[1] != 1 || got[2] > width {
		t.Errorf("%s at %d: %d h1, %d main, %d px wide", name, width, got[0], got[1], got[2])
	}
	if *shots == "" {
		return
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("%s at %d: %v", name, width, err)
	}
	end := "-wide.png"
	if width < 500 {
		end = "-narrow.png"
	}
	if err := os.WriteFile(filepath.Join(*shots, name+end), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}
