package crawler

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
)

// twoItems is a list with two items.
func twoItems(t *testing.T) (*web, *desk, Source) {
	w := newWeb(t)
	w.html("press.example/", `<li><a href="/1">One</a></li><li><a href="/2">Two</a></li>`)
	w.html("press.example/1", "one")
	w.html("press.example/2", "two")
	return w, newDesk(t, w), one(t, links)
}

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		name, robots string
		status       int
		want         string
	}{
		{"missing is open", "", 404, "found 2 new 2 changed 0 same 0 gone 0 failed 0"},
		{"forbidden is open", "", 403, "found 2 new 2 changed 0 same 0 gone 0 failed 0"},
		{"broken is closed", "", 500, "found 0 new 0 changed 0 same 0 gone 0 failed 0"},
		{"too many is closed", "", 429, "found 0 new 0 changed 0 same 0 gone 0 failed 0"},
		{"all closed", "User-agent: *\nDisallow: /", 200, "found 0 new 0 changed 0 same 0 gone 0 failed 0"},
		{"one item closed", "User-agent: *\nDisallow: /1", 200, "found 2 new 1 changed 0 same 0 gone 0 failed 1"},
		{"our own group", "User-agent: *\nDisallow: /\nUser-agent: Lodestone/1.0\nDisallow: /2\n", 200, "found 2 new 1 changed 0 same 0 gone 0 failed 1"},
		{"longest wins", "User-agent: *\nDisallow: /\nAllow: /$\nAllow: /1\nAllow: /2\n", 200, "found 2 new 2 changed 0 same 0 gone 0 failed 0"},
		{"odd lines", "\ufeffUser-agent: *\r\nCrawl-delay: soon\r\nnonsense\r\nDisallow: /2\r\n", 200, "found 2 new 1 changed 0 same 0 gone 0 failed 1"},
		{"a web page", "<html><body>not found", 200, "found 2 new 2 changed 0 same 0 gone 0 failed 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, d, s := twoItems(t)
			w.handle("press.example/robots.txt", func(rw http.ResponseWriter, _ *http.Request) {
				rw.WriteHeader(c.status)
				fmt.Fprint(rw, c.robots)
			})
			r := d.run(s)
			wantCounts(t, r, c.want)
			if strings.Contains(c.want, "found 0") || strings.Contains(c.want, "failed 1") {
				wantAlarms(t, r, corpus.RobotsClosed)
			} else {
				wantAlarms(t, r)
			}
		})
	}
}

func TestRobotsPathsInAnyEncoding(t *testing.T) {
	for _, rule := range []string{"/公告", "/%e5%85%ac%E5%91%8a"} {
		r := readRobots("x.example", got{capture: corpus.Capture{Status: 200}, body: []byte("User-agent: *\nDisallow: " + rule + "\n")})
		for _, path := range []string{"/公告/1", "/%e5%85%ac%e5%91%8a/1"} {
			u, err := url.Parse("http://x.example" + path)
			if err != nil {
				t.Fatal(err)
			}
			if ok, _ := r.allows(u); ok {
				t.Errorf("Disallow: %s lets %s through", rule, path)
			}
		}
	}
}

func TestDelayBetweenRequests(t *testing.T) {
	w, d, s := twoItems(t)
	w.page("press.example/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 7\n")
	d.run(s)
	// robots.txt itself is asked for before its delay is known, so the first wait is the manifest's.
	if want := []time.Duration{2 * time.Second, 7 * time.Second, 7 * time.Second}; !slices.Equal(d.slept, want) {
		t.Errorf("waited %v between four requests, want %v", d.slept, want)
	}
}

// TestLongDelays has a robots.txt that asks for minutes, which are waited, and one that asks for hours: the
// host is asked for nothing more, and the alarm says what it wants.
func TestLongDelays(t *testing.T) {
	w, d, s := twoItems(t)
	w.page("press.example/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 240\n")
	if r := d.run(s); r.New != 2 || !slices.Contains(d.slept, 4*time.Minute) || slices.Contains(d.slept, time.Minute) {
		t.Errorf("%s, having waited %v", counts(r), d.slept)
	}
	w.page("press.example/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 7200\n")
	r := d.run(s)
	if r.Requests != 1 || len(r.Alarms) == 0 || !strings.Contains(r.Alarms[0].Detail, "asks for 2h0m0s between two requests") {
		t.Errorf("%d requests; %v", r.Requests, r.Alarms)
	}
}

// TestRedirectsCount allows a source as many requests as its redirects alone would take.
func TestRedirectsCount(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	w.html("press.example/", `<li><a href="/a">A</a></li><li><a href="/b">B</a></li>`)
	w.handle("press.example/a", http.RedirectHandler("http://press.example/a2", http.StatusFound).ServeHTTP)
	w.handle("press.example/a2", http.RedirectHandler("http://press.example/a3", http.StatusFound).ServeHTTP)
	w.html("press.example/a3", "A")
	r := d.run(source(t, "id: press\nname: x\nmax_requests: 4\nentries: [{url: 'http://press.example/', discovery: list, item: li}]\n"))
	if r.Requests != 4 || r.New != 0 || !slices.ContainsFunc(r.Alarms, func(a corpus.Alarm) bool { return a.Kind == corpus.RunCutShort }) {
		t.Errorf("%d requests, %s, %v", r.Requests, counts(r), r.Alarms)
	}
}

func TestRetryAfter(t *testing.T) {
	w, d, s := twoItems(t)
	tries := 0
	w.handle("press.example/1", func(rw http.ResponseWriter, _ *http.Request) {
		if tries++; tries == 1 {
			rw.Header().Set("Retry-After", "90")
			rw.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(rw, "one")
	})
	r := d.run(s)
	wantAlarms(t, r)
	wantCounts(t, r, "found 2 new 2 changed 0 same 0 gone 0 failed 0")
	if !slices.Contains(d.slept, 90*time.Second) {
		t.Errorf("waited %v, want 90 s among it", d.slept)
	}
}

func TestLongRetryAfterEndsTheVisit(t *testing.T) {
	w, d, s := twoItems(t)
	w.status("press.example/1", 429, "Retry-After", d.now.Add(24*time.Hour).Format(http.TimeFormat))
	r := d.run(s)
	wantAlarms(t, r, corpus.BlockPage)
	wantAsked(t, w, "press.example/", "press.example/1")
	wantCounts(t, r, "found 2 new 0 changed 0 same 0 gone 0 failed 2")
	w.html("press.example/1", "one")
	r = d.run(s)
	wantAlarms(t, r)
	wantCounts(t, r, "found 2 new 2 changed 0 same 0 gone 0 failed 0")
}

func TestFailuresAreKeptApart(t *testing.T) {
	for _, c := range []struct {
		name    string
		h       http.HandlerFunc
		failure string
		status  int
		alarms  []corpus.AlarmKind
	}{
		{"5xx", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) }, "", 502, []corpus.AlarmKind{corpus.ServerError}},
		{"refused", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(412) }, "", 412, []corpus.AlarmKind{corpus.BlockPage}},
		{"a guard's page with 500", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(500)
			fmt.Fprint(w, "<script>acw_sc__v2</script>")
		}, "guard's page (Alibaba, status 500)", 500, []corpus.AlarmKind{corpus.BlockPage}},
		{"accepted", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(202); fmt.Fprint(w, "later") }, "status 202, which is no content", 202, []corpus.AlarmKind{corpus.BlockPage}},
		{"empty", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, " \n") }, "empty page", 200, []corpus.AlarmKind{corpus.EmptyPage}},
		{"too large", func(w http.ResponseWriter, _ *http.Request) { w.Write(bytes.Repeat([]byte("x"), 2000)) }, "more than 1000 bytes", 200, []corpus.AlarmKind{corpus.NoAnswer}},
		{"broken off", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "half")
		}, "broke off after 4 bytes", 200, []corpus.AlarmKind{corpus.NoAnswer}},
		{"a loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/1", http.StatusFound) }, "more than 5 redirects", 302, []corpus.AlarmKind{corpus.NoAnswer}},
		{"the site's own not-found page", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<title>Oops</title><p>This rule has been removed")
		}, "does not know", 200, []corpus.AlarmKind{corpus.SoftNotFound}},
		{"a page that writes of removal", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<title>Change log</title><p>This rule has been removed")
		}, "", 200, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, d, _ := twoItems(t)
			w.handle("press.example/1", c.h)
			r := d.run(one(t, links, "max_bytes: 1000", "error_pages: [{title: Oops, means: gone}]"))
			wantAlarms(t, r, c.alarms...)
			got := d.last("http://press.example/1")
			if got.Status != c.status || (got.Failure == "") != (c.failure == "") || !strings.Contains(got.Failure, c.failure) {
				t.Errorf("status %d, failure %q; want %d, %q", got.Status, got.Failure, c.status, c.failure)
			}
			if d.last("http://press.example/2").Failure != "" {
				t.Error("the other item failed too")
			}
		})
	}
}

func TestOneAlarmForManyPagesOfAHost(t *testing.T) {
	w, d, s := twoItems(t)
	w.status("press.example/1", 500)
	w.status("press.example/2", 500)
	r := d.run(s)
	wantAlarms(t, r, corpus.ServerError)
	if !strings.HasSuffix(r.Alarms[0].Detail, "(and 1 more)") {
		t.Errorf("the alarm says %q", r.Alarms[0].Detail)
	}
}

func TestParkedDomainIsNoRevision(t *testing.T) {
	w, d, s := twoItems(t)
	d.run(s)
	w.status("press.example/1", 302, "Location", "http://parking.test.example/")
	w.html("parking.test.example/", "buy this domain")
	w.status("press.example/2", 301, "Location", "http://www.press.example/2")
	w.html("www.press.example/2", "two, moved")
	r := d.run(s)
	wantAlarms(t, r, corpus.ForeignRedirect)
	wantCounts(t, r, "found 2 new 0 changed 1 same 0 gone 0 failed 1")
}

func TestHostileRedirectInside(t *testing.T) {
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") }))
	defer inside.Close()
	for _, to := range []string{inside.URL, strings.Replace(inside.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1), "http://169.254.169.254/latest", "http://[::1]:1/", "http://10.0.0.1/", "http://100.64.0.1/", "http://0.0.0.0:1/"} {
		w, d, s := twoItems(t)
		w.status("press.example/1", 302, "Location", to)
		d.run(s)
		if c := d.last("http://press.example/1"); !strings.Contains(c.Failure, "private or reserved network") {
			t.Errorf("a redirect to %s ends in %q, status %d", to, c.Failure, c.Status)
		}
	}
}

func TestAllowedPrivateNetwork(t *testing.T) {
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "intranet") }))
	defer inside.Close()
	entry := "url: " + inside.URL + "/law\ndiscovery: page"
	d := newDesk(t, newWeb(t))
	wantAlarms(t, d.run(one(t, entry)), corpus.RobotsClosed, corpus.NoAnswer)
	d = newDesk(t, newWeb(t))
	d.close()
	d.opt.Allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	d.open()
	wantCounts(t, d.run(one(t, entry)), "found 1 new 1 changed 0 same 0 gone 0 failed 0")
}

func TestBytesOnTheWire(t *testing.T) {
	plain := strings.Repeat("<li><a href=/1>text</a>", 50)
	var zipped, deflated bytes.Buffer
	z := gzip.NewWriter(&zipped)
	fmt.Fprint(z, plain)
	z.Close()
	f := zlib.NewWriter(&deflated)
	fmt.Fprint(f, plain)
	f.Close()
	const brotli = "\x0b\x02\x80text\x03" // which is not asked for, and cannot be read as a listing
	for coding, wire := range map[string]string{"": plain, "gzip": zipped.String(), "deflate": deflated.String(), "br": brotli} {
		w := newWeb(t)
		w.html("press.example/1", "one")
		w.handle("press.example/", func(rw http.ResponseWriter, r *http.Request) {
			if coding != "" {
				rw.Header().Set("Content-Encoding", coding)
			}
			rw.Header().Set("Content-Type", "text/html")
			fmt.Fprint(rw, wire)
		})
		d := newDesk(t, w)
		r := d.run(one(t, links))
		if coding == "br" {
			wantAlarms(t, r, corpus.BadCoding)
		} else {
			wantAlarms(t, r) // the listing was read through its coding
		}
		if b, err := d.archive.Payload(t.Context(), corpus.HashOf([]byte(wire))); err != nil || string(b) != wire {
			t.Errorf("coding %q: the archive does not hold the bytes on the wire: %v", coding, err)
		}
	}
}

// TestOneDigestForAnyChunking sends the same payload cut into chunks in many ways.
func TestOneDigestForAnyChunking(t *testing.T) {
	payload := []byte(strings.Repeat("镝和铽的出口管制 ", 40))
	var cuts []int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		at := 0
		for _, c := range cuts {
			if c > at {
				w.Write(payload[at:c])
				w.(http.Flusher).Flush()
				at = c
			}
		}
		w.Write(payload[at:])
	}))
	defer server.Close()
	d := newDesk(t, newWeb(t))
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	s := one(t, links)
	d.close()
	d.opt.Allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	d.open()
	r := &run{c: d.crawler, s: &s}
	rapid.Check(t, func(rt *rapid.T) {
		cuts = rapid.SliceOfN(rapid.IntRange(1, len(payload)-1), 0, 20).Draw(rt, "cuts")
		slices.Sort(cuts)
		if a := r.send(t.Context(), u, asking{fields: http.Header{}}); a.failure != "" || !bytes.Equal(a.exchange.Body, payload) {
			rt.Fatalf("cut at %v: %q, %d bytes", cuts, a.failure, len(a.exchange.Body))
		}
	})
}

func TestNoAnswerWithinTheLimit(t *testing.T) {
	w, d, s := twoItems(t)
	hang := make(chan struct{})
	w.handle("press.example/1", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	defer close(hang)
	d.close()
	d.opt.Limit = 50 * time.Millisecond
	d.open()
	r := d.run(s)
	wantAlarms(t, r, corpus.NoAnswer)
	if c := d.last("http://press.example/1"); !strings.Contains(c.Failure, "within 50ms") {
		t.Errorf("failure %q", c.Failure)
	}
}
