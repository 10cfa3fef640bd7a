package crawler

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// fakeBrowser stands in for a browser: it asks through the proxy, and its script writes the body in
// capital letters.
type fakeBrowser struct{ asked []string }

func (f *fakeBrowser) Render(ctx context.Context, w Wanted) (Rendered, error) {
	f.asked = append(f.asked, w.Address)
	proxy, err := url.Parse(w.Proxy)
	if err != nil {
		return Rendered{}, err
	}
	out := Rendered{By: "Fake/1"}
	client := http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy), DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			out.Hops = append(out.Hops, archive.Hop{Status: req.Response.StatusCode, From: via[len(via)-1].URL.String(), To: req.URL.String()})
			return nil
		}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.Address, nil)
	if err != nil {
		return out, err
	}
	res, err := client.Do(req)
	if err != nil {
		return out, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	out.Status, out.Final, out.Header, out.Page = res.StatusCode, res.Request.URL.String(), res.Header, []byte(strings.ToUpper(string(body)))
	if err == nil && !strings.Contains(res.Header.Get("Content-Type"), "html") {
		err = ErrNoPage
	}
	return out, err
}

// rendering is a source that is fetched in a browser.
const rendering = "id: press\nname: x\nenabled: true\nfetch: browser\nattachments: {selector: 'a.file, A'}\nentries: [{url: 'http://press.example/list', discovery: list, item: li}]\n"

// TestRendered reads a source in a browser: listing and items are as the browser shows them and are
// marked so; robots.txt and attachments, and what is no page, are as they are served.
func TestRendered(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	fake := &fakeBrowser{}
	d.close()
	d.opt.Renderer = fake
	d.open()
	w.html("press.example/list", `<li><a href="/1">One</a></li><li><a href="/2">Two</a></li><li><a href="/3">Three</a></li><li><a href="/closed">Four</a></li>`)
	w.pages["press.example/robots.txt"] = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /CLOSED\n") }
	w.html("press.example/1", `first <a href="/1.pdf">file</a>`)
	w.pages["press.example/2"] = http.RedirectHandler("http://press.example/CLOSED", http.StatusFound).ServeHTTP
	w.html("press.example/CLOSED", "kept away")
	r := d.run(source(t, rendering))
	if got := d.captures(); len(got) == 0 || r.Requests == 0 {
		t.Fatalf("%s: %v", counts(r), r.Alarms)
	}
	for _, c := range d.captures() {
		switch c.URL {
		case "http://press.example/1":
			if c.Rendered != "Fake/1" || c.Status != 200 || c.MediaType != "text/html; charset=utf-8" {
				t.Errorf("an item is %+v", c)
			}
			if body, err := d.archive.Payload(t.Context(), c.PayloadHash); err != nil || !strings.Contains(string(body), "FIRST") {
				t.Errorf("the item holds %q, %v", body, err)
			}
			members, err := d.archive.Members(t.Context(), c.ID)
			if err != nil || len(members) == 0 {
				t.Error(err)
			}
		case "http://press.example/2":
			if !strings.Contains(c.Failure, "robots.txt") || c.PayloadHash != "" {
				t.Errorf("a page that led to where robots.txt does not allow is %+v", c)
			}
		case "http://press.example/1.pdf", "http://press.example/1.PDF":
			if c.Rendered != "" {
				t.Errorf("an attachment was rendered by %s", c.Rendered)
			}
		}
	}
	for _, address := range fake.asked {
		if strings.Contains(address, "robots.txt") || strings.Contains(strings.ToLower(address), ".pdf") {
			t.Errorf("the browser was sent to %s", address)
		}
	}
}

// TestRenderedElsewhere has a browser that cannot be had, an address inside the wall, and a page that is
// none.
func TestRenderedElsewhere(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	w.html("press.example/list", `<li><a href="/1">One</a></li>`)
	r := d.run(source(t, rendering))
	if len(r.Alarms) == 0 || !strings.Contains(r.Alarms[0].Detail, "none is at hand") {
		t.Errorf("without a browser: %v", r.Alarms)
	}
	d.close()
	d.opt.Renderer = &fakeBrowser{}
	d.open()
	for _, inside := range []string{"http://127.0.0.1:9/", "https://[::1]:9/"} {
		s := source(t, strings.NewReplacer("press\n", "inside\n", "http://press.example/list", inside).Replace(rendering))
		r := d.run(s)
		if len(r.Alarms) == 0 || !strings.Contains(fmt.Sprint(r.Alarms), "private or reserved network") {
			t.Errorf("%s: %v", inside, r.Alarms)
		}
	}
	w.pages["press.example/1"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, "no page")
	}
	d.run(source(t, strings.Replace(rendering, "id: press", "id: press2", 1)))
	got := d.captures()
	last := got[len(got)-1]
	if body, err := d.archive.Payload(t.Context(), last.PayloadHash); err != nil || string(body) != "no page" || last.Rendered != "" {
		t.Errorf("what is no page is %+v with %q, %v", last, body, err)
	}
}

// TestForwarderTunnels sends a browser to an encrypted page.
func TestForwarderTunnels(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<p>behind a tunnel")
	}))
	defer server.Close()
	ways := newWays(Options{Resolve: func(host string) (string, bool) { return server.Listener.Addr().String(), host == "safe.example" }})
	defer ways.close()
	f, err := ways.forward(&Source{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	got, err := (&fakeBrowser{}).Render(t.Context(), Wanted{Address: "https://safe.example/", Proxy: f.address()})
	if err != nil || string(got.Page) != "<P>BEHIND A TUNNEL" {
		t.Errorf("through the tunnel came %q, %v", got.Page, err)
	}
	if _, err := (&fakeBrowser{}).Render(t.Context(), Wanted{Address: "https://10.0.0.1/", Proxy: f.address()}); err == nil || !strings.Contains(f.refusal(), "private or reserved") {
		t.Errorf("a tunnel into a private network: %v, %q", err, f.refusal())
	}
}

// TestBrowserIsOffByDefault reads manifests that ask for one.
func TestBrowserIsOffByDefault(t *testing.T) {
	s := source(t, strings.Replace(rendering, "enabled: true\n", "", 1))
	if s.Enabled || !strings.Contains(s.Off(), "fetched with a browser") || s.fetcher() != "browser" {
		t.Errorf("enabled %v, off %q, fetched by %s", s.Enabled, s.Off(), s.fetcher())
	}
	if _, err := ParseManifest("x.yaml", []byte(strings.Replace(rendering, "fetch: browser", "fetch: by hand", 1))); err == nil || !strings.Contains(err.Error(), "want direct or browser") {
		t.Errorf("fetch: by hand gives %v", err)
	}
}
