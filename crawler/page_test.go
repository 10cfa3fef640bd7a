package crawler

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

func TestForPage(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/law", "x")
	d := newDesk(t, w)
	s, err := ForPage("by-hand", "Taken in by hand", "http://press.example/law")
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, d.run(s), "found 1 new 1 changed 0 same 0 gone 0 failed 0")
	if h := d.last("http://press.example/law").Hints; h != (corpus.Hints{}) {
		t.Errorf("hints %+v, though nobody has said anything", h)
	}
	var e *ManifestError
	if _, err := ForPage("by-hand", "x", "ftp://x/"); !errors.As(err, &e) {
		t.Errorf("ForPage of an ftp address: %v", err)
	}
}

func TestRefusalsEndTheVisit(t *testing.T) {
	w := newWeb(t)
	list := ""
	for i := range 6 {
		list += fmt.Sprintf(`<li><a href="/%d">Item</a></li>`, i)
		w.status(fmt.Sprintf("press.example/%d", i), http.StatusForbidden)
	}
	w.html("press.example/", list)
	d := newDesk(t, w)
	r := d.run(one(t, links))
	wantAlarms(t, r, corpus.BlockPage)
	wantAsked(t, w, "press.example/", "press.example/0", "press.example/1", "press.example/2")
	wantCounts(t, r, "found 6 new 0 changed 0 same 0 gone 0 failed 6")
}

func TestSilence(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/", `<li><a href="/1">One</a><time>2025-06-01</time></li><li><a href="/2">Two</a><time>2025-05-01</time></li>`)
	w.html("press.example/1", "one")
	w.html("press.example/2", "two")
	d := newDesk(t, w)
	s := one(t, links+"\ndate: time", "expect: {silence: 90d}")
	wantAlarms(t, d.run(s), corpus.Silence)
	wantAlarms(t, d.run(s)) // told once
	wantAlarms(t, newDesk(t, w).run(one(t, links+"\ndate: time", "expect: {silence: 200d}")))
}

// TestResumedRunsEqualWholeOnes interrupts a run at each of its requests in turn. Together with the
// run that takes it up it holds what an uninterrupted one does, and repeats one request at most.
func TestResumedRunsEqualWholeOnes(t *testing.T) {
	held := func(d *desk) map[string]corpus.Hash {
		out := map[string]corpus.Hash{}
		for _, c := range d.captures() {
			out[c.URL] = c.PayloadHash
		}
		return out
	}
	w := smallMinistry(t)
	d := newDesk(t, w)
	s := source(t, ministry)
	d.run(s)
	want, requests := held(d), len(w.took())
	for at := 1; at <= requests; at++ {
		w := smallMinistry(t)
		d := newDesk(t, w)
		ctx, cancel := contextWithCount(t, at, w)
		_, err := d.crawler.Run(ctx, s)
		cancel()
		if err == nil {
			t.Fatalf("the run was not interrupted at request %d", at)
		}
		first := len(w.took())
		w.after = nil
		d.close()
		d.open()
		r := d.run(s)
		wantCounts(t, r, "found 3 new 4 changed 0 same 0 gone 0 failed 0")
		if got := held(d); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("interrupted at request %d: holds %v, want %v", at, got, want)
		}
		if all := first + len(w.took()); all > requests+1 {
			t.Errorf("interrupted at request %d: %d requests in all, want at most %d", at, all, requests+1)
		}
	}
}

func ExampleSource_Try() {
	s, err := ParseManifest("ministry.yaml", []byte(`
id: ministry
name: Ministry of Trade
zone: Asia/Shanghai
entries:
  - url: http://ministry.example/list
    discovery: list
    item: li
    date: span
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	page := `<ul><li><a href="/n/61.html">公告2025年第61号</a><span>2025-10-09</span></li></ul>`
	p, err := s.Try(0, "text/html; charset=utf-8", []byte(page))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, it := range p.Items {
		fmt.Println(it.URL, it.Title, it.Date)
	}
	// Output: http://ministry.example/n/61.html 公告2025年第61号 2025-10-09
}
