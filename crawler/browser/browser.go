package browser

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/crawler"
)

// Names are those under which browsers that can be driven are looked for, the best first.
func Names() []string {
	return []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"}
}

// Find returns the path of the first of those browsers that is on the path; empty when there is none.
func Find() string {
	for _, name := range Names() {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Browser renders pages. It may be used by many goroutines.
type Browser struct {
	// Path is that of the program.
	Path string
	// NoSandbox starts it without its sandbox, which does not work for the superuser. What a page's
	// scripts could do then is bounded by the rights of this program alone: for containers and tests.
	NoSandbox bool
}

// options are how the browser is started: DefaultExecAllocatorOptions of chromedp and what keeps it
// from talking to anybody but the proxy.
func (b Browser) options(w crawler.Wanted) []chromedp.ExecAllocatorOption {
	out := slices.Clone(chromedp.DefaultExecAllocatorOptions[:])
	out = append(out, chromedp.ExecPath(b.Path), chromedp.DisableGPU, chromedp.UserAgent(w.Agent), chromedp.ProxyServer(w.Proxy),
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),                                 // not even this machine is reached past it
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"),       // names are the proxy's business
		chromedp.Flag("disable-quic", true),                                               // UDP knows no proxy
		chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"),       // nor does WebRTC
		chromedp.Flag("blink-settings", "imagesEnabled=false"),                            // nobody looks at them
		chromedp.Flag("js-flags", "--max-old-space-size=512"),                             // MiB
		chromedp.Flag("deny-permission-prompts", true), chromedp.Flag("mute-audio", true), // nobody is there
		chromedp.Flag("disable-component-update", true), chromedp.Flag("no-pings", true), // no talk of its own
		chromedp.Flag("disable-domain-reliability", true), chromedp.Flag("lang", w.Language))
	if b.NoSandbox {
		out = append(out, chromedp.NoSandbox)
	}
	return out
}

// settled is run in the page: it waits until nothing was fetched for half a second, ten seconds at most.
const settled = `new Promise(done => {
	const end = performance.now() + 10000; let n = -1;
	const look = () => {
		const now = performance.getEntriesByType("resource").length;
		if (now === n || performance.now() > end) { done(true); return }
		n = now; setTimeout(look, 500);
	};
	look();
})`

// Render opens a page and returns it as its scripts leave it. The context bounds it in time. The error
// is [crawler.ErrNoPage] where the address answers with something that is no web page.
func (b Browser) Render(ctx context.Context, w crawler.Wanted) (crawler.Rendered, error) {
	if b.Path == "" {
		return crawler.Rendered{}, errors.New("no browser was named")
	}
	allocator, stop := chromedp.NewExecAllocator(ctx, b.options(w)...)
	defer stop()
	tab, closeTab := chromedp.NewContext(allocator)
	defer closeTab()
	var seen watcher
	if err := chromedp.Listen(tab, seen.event); err != nil {
		return crawler.Rendered{}, fmt.Errorf("start the browser %s: %w", b.Path, err)
	}
	answer, err := chromedp.Run(tab, chromedp.NavigateResponse(w.Address))
	out, isPage := seen.main()
	switch {
	case out.Status != 0 && !isPage:
		return out, crawler.ErrNoPage
	case ctx.Err() != nil:
		return out, ctx.Err()
	case err != nil:
		return out, fmt.Errorf("open the page: %w", err)
	case answer == nil:
		return out, errors.New("open the page: the browser tells of no answer")
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](settled, chromedp.EvalAwaitPromise)); err != nil {
		return out, fmt.Errorf("wait for the page's scripts: %w", err)
	}
	page, err := chromedp.Run(tab, chromedp.Evaluate[string](`(document.doctype ? "<!DOCTYPE html>\n" : "") + document.documentElement.outerHTML`))
	if err != nil {
		return out, fmt.Errorf("read the page: %w", err)
	}
	version, err := chromedp.CallBrowser(tab, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return out, fmt.Errorf("ask the browser for its name: %w", err)
	}
	out.By = version.Product
	out.Page = []byte(page)
	return out, nil
}

// watcher listens for the answer of the page itself, and for the redirects before it.
type watcher struct {
	mu     sync.Mutex // guards what follows
	loader string     // of the first document, which is the page's
	hops   []archive.Hop
	answer *network.Response
}

func (w *watcher) event(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if e.Type != network.ResourceTypeDocument || w.loader != "" && w.loader != string(e.LoaderID) {
			return
		}
		w.loader = string(e.LoaderID)
		if r := e.RedirectResponse; r != nil {
			w.hops = append(w.hops, archive.Hop{Status: int(r.Status), From: r.URL, To: e.Request.URL})
		}
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument && w.loader == string(e.LoaderID) {
			w.answer = e.Response
		}
	}
}

// main returns what is known of the page's own answer, and whether it is a web page.
func (w *watcher) main() (crawler.Rendered, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.answer
	if a == nil {
		return crawler.Rendered{Hops: w.hops}, false
	}
	header := http.Header{}
	for name, value := range a.Headers {
		if text, ok := any(value).(string); ok {
			header.Set(name, text)
		}
	}
	return crawler.Rendered{Status: int(a.Status), Final: a.URL, Header: header, Hops: w.hops}, strings.Contains(a.MimeType, "html")
}
