package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lodestone-kb/lodestone/corpus"
)

// searched is a listing that counts no further than three items and is asked for by days.
const searched = `
url: http://press.example/search
query:
  from: '{from}'
  to: '{to}'
discovery: json
window: {since: 2025-10-02, slice: 8d}
items: results
total: count
cap: 3
fields: {link: url, title: title, date: day}`

func TestWindowsAreHalvedUntilTheyAreCounted(t *testing.T) {
	w := newWeb(t)
	answer := func(from, to, body string) {
		w.page("press.example/search?from="+from+"&to="+to, "application/json", body)
	}
	item := func(n int) string {
		w.html(fmt.Sprintf("press.example/%d", n), "x")
		return fmt.Sprintf(`{"url":"/%d","title":"No. %d","day":"2025-10-09"}`, n, n)
	}
	answer("2025-10-02", "2025-10-09", `{"count":3,"results":[`+item(9)+`]}`) // it stops counting at three
	answer("2025-10-06", "2025-10-09", `{"count":2,"results":[`+item(1)+`,`+item(2)+`]}`)
	answer("2025-10-02", "2025-10-05", `{"count":1,"results":[`+item(3)+`]}`)
	d := newDesk(t, w)
	r := d.run(one(t, searched))
	wantAlarms(t, r)
	wantCounts(t, r, "found 3 new 3 changed 0 same 0 gone 0 failed 0")
	if diff := cmp.Diff([]corpus.ListState{{URL: "http://press.example/search?from={from}&to={to}", Status: 200, Pages: 3, Items: 3, Whole: true, Newest: corpus.Day(2025, 10, 9)}}, r.Lists); diff != "" {
		t.Errorf("lists differ:\n%s", diff)
	}
}

func TestOneDayThatIsTooLong(t *testing.T) {
	w := newWeb(t)
	w.page("press.example/search?from=2025-10-09&to=2025-10-09", "application/json", `{"count":3,"results":[{"url":"/1","title":"x","day":"2025-10-09"}]}`)
	w.html("press.example/1", "x")
	d := newDesk(t, w)
	r := d.run(one(t, strings.Replace(searched, "2025-10-02", "2025-10-09", 1)))
	wantAlarms(t, r, corpus.TooManyItems)
}

func TestSlicesCoverEveryDayOnce(t *testing.T) {
	for _, c := range []Window{{Since: "2024-02-20", Slice: Period(7 * 24 * time.Hour)}, {Back: Period(100 * 24 * time.Hour), Slice: Period(30 * 24 * time.Hour)}, {Since: "2025-10-09", Slice: Period(24 * time.Hour)}} {
		today := corpus.Day(2025, 10, 9)
		e := Entry{Window: c}
		next := today
		var split func(d days)
		split = func(d days) {
			if h := d.halves(); h != nil {
				split(h[0])
				split(h[1])
				return
			}
			if d.from != next || d.to != next {
				t.Fatalf("%+v: slice %v where %v was due", c, d, next)
			}
			next = next.AddDays(-1)
		}
		for _, d := range e.slices(today) {
			split(d)
		}
		first, err := corpus.ParseDate(c.Since)
		if err != nil {
			first = today.AddDays(-100)
		}
		if next != first.AddDays(-1) {
			t.Errorf("%+v: it ends at %v", c, next.AddDays(1))
		}
	}
	if got := (&Entry{Window: Window{Since: "2030-01-01", Slice: Period(24 * time.Hour)}}).slices(corpus.Day(2025, 10, 9)); got != nil {
		t.Errorf("a window of the future gives %v", got)
	}
}

func TestOneListingAYear(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/gg/2025/", `<li><a href="art/1.html">One</a></li>`)
	w.html("press.example/gg/2024/", `<li><a href="art/2.html">Two</a></li>`)
	w.html("press.example/gg/2025/art/1.html", "x")
	w.html("press.example/gg/2024/art/2.html", "x")
	d := newDesk(t, w)
	r := d.run(one(t, "url: 'http://press.example/gg/{year}/'\ndiscovery: list\nitem: li\nwindow: {years: 2}"))
	wantAlarms(t, r)
	wantCounts(t, r, "found 2 new 2 changed 0 same 0 gone 0 failed 0")
}

func TestPaging(t *testing.T) {
	list := func(n int, more string) string {
		return fmt.Sprintf(`{"n":3,"list":[{"u":"/%d","t":"No. %d"}]%s}`, n, n, more)
	}
	for _, c := range []struct {
		name, rules string
		pages       map[string]string
	}{
		{"a mark", "cursor: {at: mark, parameter: after}", map[string]string{"": list(1, `,"mark":"a b"`), "&after=a+b": list(2, `,"mark":7`), "&after=7": list(3, `,"mark":""`)}},
		{"a mark that never ends", "cursor: {at: mark, parameter: after}\nmax_pages: 3", map[string]string{"": list(1, `,"mark":"1"`), "&after=1": list(2, `,"mark":"2"`), "&after=2": list(3, `,"mark":"3"`)}},
		{"numbers until the total", "pages: {parameter: page}\ntotal: n", map[string]string{"": list(1, ""), "&page=2": list(2, ""), "&page=3": list(3, "")}},
		{"numbers until an empty page", "pages: {url: 'http://press.example/api?x=1&start={page}', first: 1, step: 1}", map[string]string{"": list(1, ""), "&start=1": list(2, ""), "&start=2": list(3, ""), "&start=3": `{"n":3,"list":[]}`}},
		{"numbers inside a value", "query: {p: '{\"n\":{page}}'}\npages: {first: 2}\ntotal: n", map[string]string{"&p=%7B%22n%22%3A1%7D": list(1, ""), "&p=%7B%22n%22%3A2%7D": list(2, ""), "&p=%7B%22n%22%3A3%7D": list(3, "")}},
		{"numbers from none", "query: {p: '{page}'}\npages: {first: 1}\ntotal: n", map[string]string{"&p=0": list(1, ""), "&p=1": list(2, ""), "&p=2": list(3, "")}},
		{"numbers of items", "pages: {parameter: start, step: 50}\ntotal: n", map[string]string{"": list(1, ""), "&start=50": list(2, ""), "&start=100": list(3, "")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t)
			for q, body := range c.pages {
				w.page("press.example/api?x=1"+q, "application/json", body)
			}
			for n := 1; n <= 3; n++ {
				w.html(fmt.Sprintf("press.example/%d", n), "x")
			}
			d := newDesk(t, w)
			r := d.run(one(t, "url: http://press.example/api?x=1\ndiscovery: json\nitems: list\nfields: {link: u, title: t}\n"+c.rules))
			wantAlarms(t, r)
			wantCounts(t, r, "found 3 new 3 changed 0 same 0 gone 0 failed 0")
			if r.Lists[0].Pages != len(c.pages) {
				t.Errorf("%d pages were read, want %d", r.Lists[0].Pages, len(c.pages))
			}
		})
	}
}

// TestListings reads listings of each form by the rules for fields and for pages of HTML.
func TestListings(t *testing.T) {
	for _, c := range []struct{ name, entry, body, want string }{
		{"XML with attributes and a condition", `
discovery: xml
items: feed.entry
next: feed.link[@rel=next].@href
total: feed.count
fields: {link: 'link[@type=application/xml].@href', title: title, date: issued, number: no.@v}
ignore: [id]`, `<?xml version="1.0"?><f:feed xmlns:f="urn:f"><link rel="self" href="/1"/><link rel="next" href="/2"/><count>5</count>
<entry><id>1</id><title lang="en">First <!-- x -->order</title><issued>2025-10-09</issued><no v="61"/><link type="text/html" href="/a"/><link type="application/xml" href="/a.xml"/></entry></f:feed>`,
			"http://x.example/a.xml|First order|2025-10-09|61|news; next /2; unknown []; missing []"},
		{"XML without an entry", "discovery: xml\nitems: feed.entry\nfields: {link: link}", `<feed><title>none</title></feed>`, "; next ; unknown []; missing []"},
		{"XML of something else", "discovery: xml\nitems: feed.entry\nfields: {link: link}", `<html><p>We are closed.</p></html>`, `error: read the page as xml: it holds no listing: there is no array at "feed.entry"`},
		{"CSV", "discovery: csv\nfields: {link: Address, title: Title, date: Day}\nignore: [Hits]", "\ufeffTitle,Day,Address,Hits,Colour\n\"Order, the first\",2025-10-09,/1,7,red\n",
			`http://x.example/1|Order, the first|2025-10-09||news; next ; unknown [Colour]; missing []`},
		{"CSV with a short row", "discovery: csv\nfields: {link: Address}", "Address,Day\n/1\n", "error: read the page as csv: record on line 2: wrong number of fields"},
		{"CSV of nothing", "discovery: csv\nfields: {link: Address}", "", "error: read the page as csv: it holds no listing: it is empty, without even a line of headings"},
		{"a tree of which the leaves are wanted", `
discovery: json
deep: children
only: [{at: type, is: [part]}, {at: reserved, is: ['false']}]
fields: {title: label, number: id}
address: http://x.example/part/{id}
ignore: [type]`, `{"type":"title","id":"15","label":"T","children":[{"type":"part","id":"700","reserved":false,"label":"One","children":[{"type":"section"}]},{"type":"part","id":"701","reserved":true,"label":"Two","colour":1}]}`,
			"http://x.example/part/700|One||700|news; next ; unknown []; missing []"},
		{"a kind by category, and one that nobody knows", `
discovery: json
items: list
fields: {link: a or b, title: t}
kinds: {at: sort, of: {Act: regulation, Bill: bill}}`, `{"list":[{"a":"/1","t":"One","sort":"Act"},{"b":"/2","t":"Two","sort":"Bill"},{"a":"/3","t":"Three","sort":"Decree"}]}`,
			`http://x.example/1|One|||regulation http://x.example/2|Two|||bill http://x.example/3|Three|||news; next ; unknown [sort = "Decree"]; missing []`},
		{"an address out of a path", "discovery: json\nitems: list\nfields: {title: t, canonical: page}\naddress: 'http://x.example/api{+path}'", `{"list":[{"path":"/a/b","t":"One","page":"/a"},{"path":"","t":"Two"}]}`,
			`http://x.example/api/a/b|One|||news; next ; unknown []; missing []`},
		{"a page inside JSON, with its count", "discovery: list\nwithin: data.html\nitem: li\ndate: span\ntotal: 'div[count]@count'\npages: {parameter: p}", `{"data":{"html":"<ul><li><a href='/1'>One<\/a><span>2025-10-09<\/span><\/li><\/ul><div count='12'><\/div>"}}`,
			"http://x.example/1|One|2025-10-09||news; next http://x.example/?p=2; unknown []; missing []"},
		{"a page that is no longer inside it", "discovery: list\nwithin: data.html\nitem: li", `{"data":{"page":"x"}}`, `error: read the page as list: it holds no listing: there is no text at "data.html"`},
		{"a table with a heading renamed", "discovery: list\nitem: tbody tr\nlink: a\ncolumns: {header: th, names: [Title, Day]}", `<table><thead><tr><th>Title<th>Date of issue<tbody><tr><td><a href=/1>One</a>`,
			`http://x.example/1|One|||news; next ; unknown [column "Date of issue"]; missing [column "Day"]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := one(t, "url: http://x.example/\n"+strings.TrimSpace(c.entry))
			if got := preview(s, c.body); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// preview prints what a source makes of a listing.
func preview(s Source, body string) string {
	p, err := s.Try(0, "", []byte(body))
	if err != nil {
		return "error: " + err.Error()
	}
	var items []string
	for _, it := range p.Items {
		day := ""
		if !it.Date.IsZero() {
			day = it.Date.String()
		}
		items = append(items, strings.Join([]string{it.URL, it.Title, day, it.Number, string(it.Kind)}, "|"))
	}
	return fmt.Sprintf("%s; next %s; unknown %v; missing %v", strings.Join(items, " "), strings.Join(p.Next, " "), p.Unknown, p.Missing)
}

func TestListingBehindAForm(t *testing.T) {
	w := newWeb(t)
	w.handle("press.example/list", func(rw http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.ParseForm() != nil || r.PostForm.Get("column") != "13" {
			rw.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		fmt.Fprintf(rw, `{"total":2,"rows":[{"u":"/%s","t":"No. %[1]s","d":"05/06/2025 "}]}`, r.PostForm.Get("page"))
	})
	w.html("press.example/1", "x")
	w.html("press.example/2", "x")
	d := newDesk(t, w)
	r := d.run(one(t, "url: http://press.example/list\nquery: {column: 13, page: 1}\nform: true\ndate_form: DD/MM/YYYY\ndiscovery: json\nitems: rows\ntotal: total\npages: {parameter: page}\nfields: {link: u, title: t, date: d}"))
	wantAlarms(t, r)
	wantCounts(t, r, "found 2 new 2 changed 0 same 0 gone 0 failed 0")
	if h := d.last("http://press.example/2").Hints; h.Published != corpus.Day(2025, 6, 5) {
		t.Errorf("published %v", h.Published)
	}
}

func TestAboutKeepsWhatMatters(t *testing.T) {
	w := newWeb(t)
	w.page("press.example/feed", "application/rss+xml", `<rss version="2.0"><channel>
		<item><title>Football</title><link>/1</link><pubDate>Wed, 08 Oct 2025 10:00:00 GMT</pubDate></item>
		<item><title>Markets</title><description>Prices of tungsten rose.</description><link>/2</link></item></channel></rss>`)
	w.html("press.example/2", "x")
	d := newDesk(t, w)
	r := d.run(one(t, "url: http://press.example/feed\ndiscovery: feed", "about: ['(?i)tungsten|gallium']", "expect: {min_items: 2, silence: 3d}"))
	wantAlarms(t, r) // the source is neither short nor silent: it writes of other things
	wantCounts(t, r, "found 1 new 1 changed 0 same 0 gone 0 failed 0")
	w.page("press.example/feed", "application/rss+xml", `<rss version="2.0"><channel><item><title>Football</title><link>/1</link></item><item><title>More of it</title><link>/3</link></item></channel></rss>`)
	r = d.run(one(t, "url: http://press.example/feed\ndiscovery: feed", "about: ['(?i)tungsten|gallium']", "expect: {min_items: 2}"))
	wantAlarms(t, r)
}

func TestDataOfAPage(t *testing.T) {
	w := newWeb(t)
	w.page("press.example/api", "application/json", `{"list":[{"u":"/news/one","t":"One"}]}`)
	w.page("press.example/data/one", "application/json", `{"files":[{"url":"/files/a.pdf"},{"url":"/news/annex"},{"url":"/pic.jpg"},{}]}`)
	w.page("press.example/files/a.pdf", "application/pdf", "%PDF")
	w.page("press.example/data/annex", "application/json", "{}")
	d := newDesk(t, w)
	r := d.run(one(t, "url: http://press.example/api\ndiscovery: json\nitems: list\nfields: {link: u, title: t, canonical: u}",
		"canonical: {rewrite: [{from: '^http://press\\.example/news/(.+)$', to: 'http://press.example/data/$1'}]}", "attachments: {paths: [files.url]}", "exclude: ['never']"))
	if got := strings.Join(w.took(), " "); got != "press.example/api press.example/data/one press.example/files/a.pdf press.example/data/annex press.example/pic.jpg" {
		t.Errorf("asked for %s", got)
	}
	wantCounts(t, r, "found 1 new 3 changed 0 same 0 gone 0 failed 0")
	if r.DeadLinks != 1 {
		t.Errorf("%d dead links, want the picture that was never there", r.DeadLinks)
	}
	if h := d.last("http://press.example/data/one").Hints; h.Canonical != "http://press.example/news/one" {
		t.Errorf("canonical %q", h.Canonical)
	}
	if h := d.last("http://press.example/data/annex").Hints; h.Parent != "http://press.example/data/one" || h.Kind != corpus.Annex {
		t.Errorf("hints of the annex %+v", h)
	}
}
