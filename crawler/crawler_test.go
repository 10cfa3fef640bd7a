package crawler

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lodestone-kb/lodestone/corpus"
)

const ministry = `
id: ministry
name: Ministry of Trade
publisher: MOFCOM
jurisdiction: CN
language: zh-Hans
zone: Asia/Shanghai
official: true
body: "#content"
attachments: {extensions: [pdf, docx]}
entries:
  - url: http://ministry.example/list
    discovery: list
    item: ul.news li
    date: span
    next: a.next
`

// smallMinistry serves a list of two pages with three notices, one of them with an annex.
func smallMinistry(t *testing.T) *web {
	w := newWeb(t)
	w.html("ministry.example/list", `<ul class=news>
		<li><a href="/n/61.html" title="公告2025年第61号 全名">公告2025年第61号…</a><span>2025-10-09</span></li>
		<li><a href="n/62.html?from=list">公告2025年第62号</a><span>[2025-10-09]</span></li></ul>
		<a class=next href="list?page=2">下一页</a>`)
	w.html("ministry.example/list?page=2", `<ul class=news><li><a href="/n/18.html">公告2025年第18号</a><span>2025年4月4日</span></li></ul><a class=next href="?page=2">下一页</a>`)
	w.html("ministry.example/n/61.html", `<div id=content>第六十一号<a href="/a/61.pdf">附件</a></div><a href="/footer.pdf">x</a>`)
	w.html("ministry.example/n/62.html?from=list", `<div id=content>第六十二号</div>`)
	w.html("ministry.example/n/18.html", `<div id=content>第十八号</div>`)
	w.page("ministry.example/a/61.pdf", "application/pdf", "%PDF-1.4 annex")
	return w
}

func TestListPageWithPagesAndAnnex(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	r := d.run(source(t, ministry))
	wantAlarms(t, r)
	wantCounts(t, r, "found 3 new 4 changed 0 same 0 gone 0 failed 0")
	wantAsked(t, w, "ministry.example/list", "ministry.example/list?page=2", "ministry.example/n/61.html", "ministry.example/a/61.pdf",
		"ministry.example/n/62.html?from=list", "ministry.example/n/18.html")
	if diff := cmp.Diff([]corpus.ListState{{URL: "http://ministry.example/list", Status: 200, Pages: 2, Items: 3, Whole: true, Newest: corpus.Day(2025, 10, 9)}}, r.Lists); diff != "" {
		t.Errorf("lists differ:\n%s", diff)
	}
	want := corpus.Hints{Title: "公告2025年第61号 全名", Published: corpus.Day(2025, 10, 9), Authority: "MOFCOM", Jurisdiction: "CN",
		Lang: "zh-Hans", Kind: corpus.Notice, Body: "#content", Official: true, Zone: "Asia/Shanghai"}
	c := d.last("http://ministry.example/n/61.html")
	if diff := cmp.Diff(want, c.Hints); diff != "" {
		t.Errorf("hints differ:\n%s", diff)
	}
	if got := d.last("http://ministry.example/n/18.html").Hints.Published; got != corpus.Day(2025, 4, 4) {
		t.Errorf("published %v", got)
	}
	a := d.last("http://ministry.example/a/61.pdf")
	if a.Hints.Parent != "http://ministry.example/n/61.html" || a.Hints.Kind != corpus.Annex || a.Hints.Title != "附件" || a.MediaType != "application/pdf" {
		t.Errorf("annex: %+v", a)
	}
}

func TestSecondRunIsConditional(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	s := source(t, ministry)
	d.run(s)
	w.took()
	r := d.run(s)
	wantAlarms(t, r)
	wantCounts(t, r, "found 3 new 0 changed 0 same 4 gone 0 failed 0")
	wantAsked(t, w, "ministry.example/list *", "ministry.example/list?page=2 *", "ministry.example/n/61.html *", "ministry.example/a/61.pdf *",
		"ministry.example/n/62.html?from=list *", "ministry.example/n/18.html *")
	c := d.last("http://ministry.example/n/61.html")
	if c.Status != 304 || !c.Unchanged || c.PayloadHash == "" {
		t.Errorf("capture %+v", c)
	}
}

func TestForcedFullFetch(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	s := source(t, ministry+"full_every: 3\n")
	full := 0
	for range 7 {
		d.run(s)
		for _, a := range w.took() {
			if a == "ministry.example/n/18.html" {
				full++
			}
		}
	}
	if full != 3 { // the first, the fourth and the seventh
		t.Errorf("fetched whole %d times in 7 runs, want 3", full)
	}
	d.now = d.now.Add(8 * 24 * time.Hour)
	d.run(s)
	if a := w.took(); a[0] != "ministry.example/list" {
		t.Errorf("after a week the list is asked for as %q", a[0])
	}
}

func TestSilentEditGoneAndMoved(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	s := source(t, ministry)
	d.run(s)
	// The list forgets No. 18, which is edited silently; 62 is gone; 61 has moved.
	w.html("ministry.example/list", `<ul class=news><li><a href="/new/61.html">公告2025年第61号</a><span>2025-10-09</span></li></ul>`)
	w.html("ministry.example/n/18.html", `<div id=content>第十八号（修订）</div>`)
	w.status("ministry.example/n/62.html?from=list", 410)
	w.status("ministry.example/n/61.html", 301, "Location", "/new/61.html")
	w.html("ministry.example/new/61.html", `<div id=content>第六十一号<a href="/a/61.pdf">附件</a></div><a href="/footer.pdf">x</a>`)
	r := d.run(s)
	wantAlarms(t, r)
	wantCounts(t, r, "found 1 new 0 changed 1 same 3 gone 1 failed 0")
	if c := d.last("http://ministry.example/n/61.html"); c.FinalURL != "http://ministry.example/new/61.html" || !c.Unchanged {
		t.Errorf("moved: %+v", c)
	}
	if c := d.last("http://ministry.example/n/62.html?from=list"); c.Status != 410 || c.Failure != "" {
		t.Errorf("gone: %+v", c)
	}
	if c := d.last("http://ministry.example/n/18.html"); c.Unchanged || c.Status != 200 {
		t.Errorf("edited: %+v", c)
	}
	w.took()
	r = d.run(s)
	for _, a := range w.took() {
		if a == "ministry.example/n/61.html" {
			t.Error("the old address is asked for though its new one is listed and known")
		}
	}
	wantCounts(t, r, "found 1 new 0 changed 0 same 3 gone 1 failed 0")
}

// TestNoFalseMoves has addresses that a parser of addresses would write otherwise, and a redirect that
// only adds a parameter which tells nothing.
func TestNoFalseMoves(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/", `<li><a href="/a%2fb/公告?q=%e4 x">One</a></li><li><a href="/2">Two</a></li>`)
	w.html("press.example/a%2Fb/%E5%85%AC%E5%91%8A?q=%E4%20x", "one")
	w.status("press.example/2", 302, "Location", "/2?sid=1#top")
	w.html("press.example/2?sid=1", "two")
	d := newDesk(t, w)
	s := one(t, links, "canonical: {drop: [sid]}")
	for range 2 {
		wantAlarms(t, d.run(s))
		for _, c := range d.captures() {
			if c.FinalURL != c.URL || c.Status != 200 && c.Status != 304 {
				t.Errorf("%s ended at %s, status %d", c.URL, c.FinalURL, c.Status)
			}
		}
	}
}

// TestAnOldVersionShownAgain has a page that is edited and then as it was: twice that may be an old
// copy, and the third time the publisher has gone back to it.
func TestAnOldVersionShownAgain(t *testing.T) {
	w, d, s := twoItems(t)
	d.run(s)
	w.html("press.example/1", "one, edited")
	wantCounts(t, d.run(s), "found 2 new 0 changed 1 same 1 gone 0 failed 0")
	w.html("press.example/1", "one")
	for range 2 {
		r := d.run(s)
		wantAlarms(t, r, corpus.OlderVersion)
		wantCounts(t, r, "found 2 new 0 changed 0 same 1 gone 0 failed 1")
	}
	r := d.run(s)
	wantAlarms(t, r)
	wantCounts(t, r, "found 2 new 0 changed 1 same 1 gone 0 failed 0")
	w.html("press.example/1", "one, edited")
	wantAlarms(t, d.run(s), corpus.OlderVersion)
	w.html("press.example/1", "one")
	wantAlarms(t, d.run(s)) // it was a cache
}

func TestRecheckSparesOldItems(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	s := source(t, ministry+"recheck: 2d\n")
	d.run(s)
	d.now = d.now.Add(72 * time.Hour)
	if r := d.run(s); r.Unchanged != 4 {
		t.Errorf("after three days: %s", counts(r))
	}
	if r := d.run(s); r.Unchanged != 0 {
		t.Errorf("an hour later: %s", counts(r))
	}
}

func TestInterruptedRunGoesOn(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	s := source(t, ministry)
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	w.handle("ministry.example/n/62.html?from=list", func(rw http.ResponseWriter, r *http.Request) {
		if n++; n == 1 {
			cancel() // the run dies in the middle of this request
			<-r.Context().Done()
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		rw.Write([]byte(`<div id=content>第六十二号</div>`))
	})
	if _, err := d.crawler.Run(ctx, s); !errors.Is(err, context.Canceled) {
		t.Fatalf("Run = %v, want the context's error", err)
	}
	w.took()
	d.close()
	d.open()
	r := d.run(s)
	wantAsked(t, w, "ministry.example/n/62.html?from=list", "ministry.example/n/18.html")
	wantCounts(t, r, "found 3 new 4 changed 0 same 0 gone 0 failed 0")
	wantAlarms(t, r)
}

func TestMemoryIsTheArchive(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	s := source(t, ministry)
	d.run(s)
	d.close()
	d.open()
	w.took()
	wantCounts(t, d.run(s), "found 3 new 0 changed 0 same 4 gone 0 failed 0")
	if a := w.took(); a[0] != "ministry.example/list *" {
		t.Errorf("after a restart the list is asked for as %q", a[0])
	}
}

func TestSampleAndRealDoNotMix(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	d.run(source(t, ministry))
	sample := source(t, ministry+"sample: true\n")
	if _, err := d.crawler.Run(t.Context(), sample); !errors.Is(err, ErrMixed) {
		t.Errorf("Run of the sample over real data = %v, want ErrMixed", err)
	}
	d = newDesk(t, w)
	r := d.run(sample)
	if c := d.last("http://ministry.example/n/18.html"); !c.Sample || !r.Sample {
		t.Error("the sample is not marked")
	}
	if _, err := d.crawler.Run(t.Context(), source(t, ministry)); !errors.Is(err, ErrMixed) {
		t.Errorf("Run of a real source over the sample = %v, want ErrMixed", err)
	}
}

func TestSampleLeadsNowhereElse(t *testing.T) {
	w := smallMinistry(t)
	w.status("ministry.example/n/18.html", 302, "Location", "http://127.0.0.1:1/")
	d := newDesk(t, w)
	d.run(source(t, ministry+"sample: true\n"))
	if c := d.last("http://ministry.example/n/18.html"); !strings.Contains(c.Failure, "sample web") {
		t.Errorf("failure %q", c.Failure)
	}
}

func TestRunNeedsAParsedSource(t *testing.T) {
	d := newDesk(t, newWeb(t))
	if _, err := d.crawler.Run(t.Context(), Source{ID: "x"}); err == nil {
		t.Error("a source by hand is run")
	}
}

func TestPerRequestCap(t *testing.T) {
	w := smallMinistry(t)
	d := newDesk(t, w)
	r := d.run(source(t, ministry+"max_requests: 4\n"))
	wantAlarms(t, r, corpus.RunCutShort)
	if r.Requests != 4 {
		t.Errorf("%d requests, want 4", r.Requests)
	}
	wantCounts(t, d.run(source(t, ministry)), "found 3 new 3 changed 0 same 1 gone 0 failed 0")
}
