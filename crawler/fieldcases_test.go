package crawler

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// What users of other programs have met at feeds, lists and validators, in our own words.

// feedOf is a feed of items, each as it stands inside its element.
func feedOf(items ...string) string {
	return `<rss version="2.0"><channel><title>x</title><item>` + strings.Join(items, "</item><item>") + `</item></channel></rss>`
}

// TestIdentityInFeeds gives feeds ids that are empty, new each day, or those of other items: an item is known
// by its address.
func TestIdentityInFeeds(t *testing.T) {
	one, two := "<title>One</title><link>/1</link>", "<title>Two</title><link>/2</link>"
	for _, c := range []struct{ name, first, second, want string }{
		{"empty ids", feedOf(one+"<guid></guid>", two+"<guid/>"), feedOf(two+"<guid> </guid>", one+"<guid></guid>"), "found 2 new 0 changed 0 same 2 gone 0 failed 0"},
		{"another id each day", feedOf(one+"<guid>a</guid>", two+"<guid>b</guid>"), feedOf(one+"<guid>c</guid>", two+"<guid>d</guid>"), "found 2 new 0 changed 0 same 2 gone 0 failed 0"},
		{"an id taken over", feedOf(one + "<guid>a</guid>"), feedOf(two + "<guid>a</guid>"), "found 1 new 1 changed 0 same 1 gone 0 failed 0"},
		{"the ids changed over", feedOf(one+"<guid>a</guid>", two+"<guid>b</guid>"), feedOf(one+"<guid>b</guid>", two+"<guid>a</guid>"), "found 2 new 0 changed 0 same 2 gone 0 failed 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t)
			w.html("press.example/1", "one")
			w.html("press.example/2", "two")
			w.page("press.example/feed", "application/rss+xml", c.first)
			d, s := newDesk(t, w), feedSource(t)
			wantAlarms(t, d.run(s))
			w.page("press.example/feed", "application/rss+xml", c.second)
			r := d.run(s)
			wantAlarms(t, r)
			wantCounts(t, r, c.want)
		})
	}
}

func feedSource(t *testing.T) Source {
	return one(t, "url: http://press.example/feed\ndiscovery: feed")
}

// TestControlsInFeeds puts characters that XML forbids wherever they have been seen.
func TestControlsInFeeds(t *testing.T) {
	for name, body := range map[string]string{
		"in an attribute":                   `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>No. 7</title><link title="a` + "\x18" + `b" href="/1"/></entry></feed>`,
		"as a reference in an attribute":    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>No. 7</title><link title="a&#x18;b" href="/1"/></entry></feed>`,
		"in a character section":            feedOf("<title><![CDATA[No. 7" + "\x18" + "]]></title><link>/1</link>"),
		"as a reference":                    feedOf("<title>No. 7&#24;&#x0;</title><link>/1</link>"),
		"between elements":                  feedOf("<title>No. 7</title>\x0b<link>/1</link>"),
		"in the description of one of many": feedOf("<title>No. 7</title><link>/1</link><description>a\x00b</description>"),
	} {
		w := newWeb(t)
		w.html("press.example/1", "one")
		w.page("press.example/feed", "text/xml", body)
		d := newDesk(t, w)
		r := d.run(feedSource(t))
		wantAlarms(t, r)
		if h := d.last("http://press.example/1").Hints; h.Title != "No. 7" {
			t.Errorf("%s: title %q", name, h.Title)
		}
	}
}

// TestValidatorsOfEveryAnswer has a server that gives a page another tag each time, with the page and with
// the word that it is unchanged: the newest one is sent back.
func TestValidatorsOfEveryAnswer(t *testing.T) {
	w, d, s := twoItems(t)
	var sent []string
	w.handle("press.example/1", func(rw http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.Header.Get("If-None-Match"))
		rw.Header().Set("ETag", fmt.Sprintf(`"%d"`, len(sent)))
		if len(sent) == 3 || len(sent) == 4 {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, "one")
	})
	for n := range 5 {
		if r := d.run(s); n > 0 && (r.Unchanged != 2 || !r.Healthy()) {
			t.Errorf("run %d: %s, %v", n+1, counts(r), r.Alarms)
		}
	}
	if want := []string{"", `"1"`, `"2"`, `"3"`, `"4"`}; !slices.Equal(sent, want) {
		t.Errorf("sent back the tags %q, want %q", sent, want)
	}
}

// TestTagThatLies has a server whose tag stays while the page is edited: the edit is found when the page is
// asked for without conditions.
func TestTagThatLies(t *testing.T) {
	w, d, _ := twoItems(t)
	body := "one"
	w.handle("press.example/1", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `"same"`)
		rw.Header().Set("Last-Modified", "Thu, 09 Oct 2025 01:00:00 GMT")
		if r.Header.Get("If-None-Match") != "" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, body)
	})
	s, changed := one(t, links, "full_every: 3"), 0
	d.run(s)
	body = "one, edited"
	for range 3 {
		changed += d.run(s).Changed
	}
	if changed != 1 {
		t.Errorf("%d changes in three runs, want 1", changed)
	}
}

// TestModifiedWithoutChange moves only the times of modification, of the page and of its place in a sitemap.
func TestModifiedWithoutChange(t *testing.T) {
	w := newWeb(t)
	day := 1
	w.handle("press.example/sitemap.xml", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/xml")
		fmt.Fprintf(rw, `<urlset><url><loc>http://press.example/1</loc><lastmod>2025-10-%02d</lastmod></url></urlset>`, day)
	})
	w.handle("press.example/1", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Last-Modified", fmt.Sprintf("Thu, %02d Oct 2025 01:00:00 GMT", day))
		fmt.Fprint(rw, "<p>one")
	})
	d, s := newDesk(t, w), one(t, "url: http://press.example/sitemap.xml\ndiscovery: sitemap")
	d.run(s)
	for range 3 {
		day++
		r := d.run(s)
		wantAlarms(t, r)
		wantCounts(t, r, "found 1 new 0 changed 0 same 1 gone 0 failed 0")
	}
}

// TestIncompleteItemsAreTaken has an item without a title among others, which is fetched, and one without an
// address, which is counted and told.
func TestIncompleteItemsAreTaken(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/", `<li><a href="/1">One</a></li><li><a href="/2"></a></li>`)
	w.html("press.example/1", "one")
	w.html("press.example/2", "two")
	d, s := newDesk(t, w), one(t, links)
	r := d.run(s)
	wantAlarms(t, r)
	wantCounts(t, r, "found 2 new 2 changed 0 same 0 gone 0 failed 0")
	w.html("press.example/", `<li><a href="/1">One</a></li><li><a href="/2"></a></li><li>Three</li>`)
	r = d.run(s)
	wantAlarms(t, r, corpus.IncompleteItems)
	if r.Skipped != 1 || r.Unchanged != 2 {
		t.Errorf("%d skipped, %s", r.Skipped, counts(r))
	}
}

// TestEmptyForAMoment has a page in the midst of a listing that a cache serves empty at first, tag and all.
func TestEmptyForAMoment(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/", `<li><a href="/1">One</a></li><a id=n href="/p2">next</a>`)
	looks := 0
	w.handle("press.example/p2", func(rw http.ResponseWriter, r *http.Request) {
		if looks++; r.Header.Get("If-None-Match") != "" {
			t.Error("the empty page is asked for on condition that it has changed")
		}
		rw.Header().Set("Content-Type", "text/html")
		rw.Header().Set("ETag", `"x"`)
		if looks > 1 {
			fmt.Fprint(rw, `<li><a href="/2">Two</a></li>`)
		}
		fmt.Fprint(rw, `<a id=n href="/p3">next</a>`)
	})
	w.html("press.example/p3", `<li><a href="/3">Three</a></li>`)
	for _, p := range []string{"1", "2", "3"} {
		w.html("press.example/"+p, "text "+p)
	}
	r := newDesk(t, w).run(one(t, links+"\nnext: '#n'"))
	wantAlarms(t, r)
	wantCounts(t, r, "found 3 new 3 changed 0 same 0 gone 0 failed 0")
	if looks != 2 || r.Lists[0].Pages != 3 || !r.Lists[0].Whole {
		t.Errorf("%d looks at the page, lists %+v", looks, r.Lists)
	}
}

// TestRunsInARow counts the runs that were not healthy, from the first on, and tells when it is over.
func TestRunsInARow(t *testing.T) {
	w, d, s := twoItems(t)
	d.run(s)
	w.status("press.example/1", 500)
	first := d.run(s).Finished
	d.run(s)
	d.close()
	d.open()
	d.run(s)
	health := func() corpus.Health {
		t.Helper()
		all, err := d.crawler.Health(t.Context(), []Source{s})
		if err != nil {
			t.Fatal(err)
		}
		return all[0]
	}
	if h := health(); h.Unhealthy != 3 || !h.FirstBad.Equal(first) {
		t.Errorf("%d runs in a row since %v, want 3 since %v", h.Unhealthy, h.FirstBad, first)
	}
	w.html("press.example/1", "one")
	if r := d.run(s); r.Recovered != 3 {
		t.Errorf("healthy again after %d runs, want 3", r.Recovered)
	}
	if h := health(); h.Unhealthy != 0 || !h.FirstBad.IsZero() {
		t.Errorf("healthy, and still %d runs since %v", h.Unhealthy, h.FirstBad)
	}
	if r := d.run(s); r.Recovered != 0 {
		t.Errorf("healthy as before, and told as healthy again after %d runs", r.Recovered)
	}
}

// TestIntroducesItself finds the name that was given in what was sent and in what is kept of it.
func TestIntroducesItself(t *testing.T) {
	w, d, s := twoItems(t)
	agent := ""
	w.handle("press.example/1", func(rw http.ResponseWriter, r *http.Request) { agent = r.UserAgent(); fmt.Fprint(rw, "one") })
	d.run(s)
	if agent != "lodestone (test)" {
		t.Errorf("introduced as %q", agent)
	}
}

// TestSilenceByItsOwnRhythm reads a source whose manifest names no limit: it is silent when it is so for more
// than twice as long as it ever was, and enough of its days are known.
func TestSilenceByItsOwnRhythm(t *testing.T) {
	for _, c := range []struct {
		name    string
		days    int // of publication, ten days apart, the last on 1 October
		after   int // days from the first run to the one that may tell
		rule    string
		alarmed bool
	}{
		{"for a month", 12, 30, "", true},
		{"for a while", 12, 10, "", false},
		{"and few days are known", 6, 60, "", false},
		{"and its manifest allows it", 12, 30, "expect: {silence: 90d}", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t)
			list := ""
			for n := range c.days {
				list += fmt.Sprintf(`<li><a href="/%d">Notice</a><time>%s</time></li>`, n, corpus.Day(2025, 10, 1).AddDays(-10*n))
				w.html(fmt.Sprintf("press.example/%d", n), fmt.Sprint("text ", n))
			}
			w.html("press.example/", list)
			d, s := newDesk(t, w), one(t, links+"\ndate: time", c.rule)
			wantAlarms(t, d.run(s))
			d.now = d.now.AddDate(0, 0, c.after)
			r := d.run(s)
			if !c.alarmed {
				wantAlarms(t, r)
				return
			}
			wantAlarms(t, r, corpus.Silence)
			if !strings.Contains(r.Alarms[0].Detail, "never silent for more than 10 days before") {
				t.Errorf("the alarm says %q", r.Alarms[0].Detail)
			}
			wantAlarms(t, d.run(s)) // told once
			w.html("press.example/", list+`<li><a href="/new">Notice</a><time>2025-11-05</time></li>`)
			w.html("press.example/new", "new text")
			wantAlarms(t, d.run(s))
		})
	}
}
