package crawler

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/lodestone-kb/lodestone/corpus"
)

// one is a source with one entry.
func one(t *testing.T, entry string, more ...string) Source {
	t.Helper()
	return source(t, "id: press\nname: The press\nlanguage: en\nzone: Asia/Shanghai\nkind: news\n"+strings.Join(more, "\n")+"\nentries:\n  - "+strings.ReplaceAll(strings.TrimSpace(entry), "\n", "\n    ")+"\n")
}

func TestFeeds(t *testing.T) {
	for _, c := range []struct {
		name, mediaType, body string
		titles                []string
		days                  []corpus.Date
	}{
		{"rss", "application/rss+xml", `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
			<item><title>Dysprosium &amp;amp; terbium</title><link>/1</link><pubDate>Thu, 09 Oct 2025 20:00:00 GMT</pubDate><guid></guid></item>
			<item><title><![CDATA[A ` + "\x18" + ` <b>bold</b> title]]></title><link>/2?x=` + "\x01" + `1</link><pubDate>Thu, 09 Oct 2025 23:30:00</pubDate></item>
			<item><title>Eastern&#24; time</title><guid>http://press.example/3</guid><pubDate>Thu, 09 Oct 2025 23:30:00 EST</pubDate></item></channel></rss>`,
			[]string{"Dysprosium & terbium", "A bold title", "Eastern time"},
			[]corpus.Date{corpus.Day(2025, 10, 10), corpus.Day(2025, 10, 9), corpus.Day(2025, 10, 9)}},
		{"atom", "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>
			<entry><id>urn:1</id><title>One</title><link href="/1"/><published>2025-10-09T23:00:00-04:00</published><updated>2026-01-01T00:00:00Z</updated></entry>
			<entry><id>urn:2</id><title>Two</title><link href="/2?x=1"/><updated>2025-10-08T01:00:00+08:00</updated></entry>
			<entry><id>urn:3</id><title>Three</title><link href="/3"/></entry></feed>`,
			[]string{"One", "Two", "Three"}, []corpus.Date{corpus.Day(2025, 10, 10), corpus.Day(2025, 10, 8), {}}},
		{"json", "application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[
			{"id":"1","url":"/1","title":"One","date_published":"2025-10-09T08:00:00Z"},{"id":"2","url":"/2?x=1","title":"Two"},{"id":"3","url":"/3","title":"Three"}]}`,
			[]string{"One", "Two", "Three"}, []corpus.Date{corpus.Day(2025, 10, 9), {}, {}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t)
			w.page("press.example/feed", c.mediaType, c.body)
			paths := []string{"/1", "/2?x=1", "/3"}
			for _, p := range paths {
				w.html("press.example"+p, "<p>text of "+p)
			}
			d := newDesk(t, w)
			r := d.run(one(t, "url: http://press.example/feed\ndiscovery: feed"))
			wantAlarms(t, r)
			wantCounts(t, r, "found 3 new 3 changed 0 same 0 gone 0 failed 0")
			for i, p := range paths {
				h := d.last("http://press.example" + p).Hints
				if h.Title != c.titles[i] || h.Published != c.days[i] || h.Kind != corpus.News || h.Official || h.Authority != "" {
					t.Errorf("item %d: %+v, want %q of %v", i, h, c.titles[i], c.days[i])
				}
			}
		})
	}
}

func TestFeedInGB2312(t *testing.T) {
	body, err := simplifiedchinese.GB18030.NewEncoder().String(`<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>新闻</title><item><title>镝铽出口管制</title><link>/1</link></item></channel></rss>`)
	if err != nil {
		t.Fatal(err)
	}
	w := newWeb(t)
	w.page("press.example/feed", "text/xml", body)
	w.html("press.example/1", "x")
	d := newDesk(t, w)
	wantAlarms(t, d.run(one(t, "url: http://press.example/feed\ndiscovery: feed")))
	if h := d.last("http://press.example/1").Hints; h.Title != "镝铽出口管制" {
		t.Errorf("title %q", h.Title)
	}
}

func TestListInGBK(t *testing.T) {
	body, err := simplifiedchinese.GBK.NewEncoder().String(`<html><head><meta charset="gbk"></head><ul><li><a href="/1">商务部公告</a></ul>`)
	if err != nil {
		t.Fatal(err)
	}
	w := newWeb(t)
	w.page("press.example/", "text/html", body)
	w.html("press.example/1", "x")
	d := newDesk(t, w)
	wantAlarms(t, d.run(one(t, "url: http://press.example\ndiscovery: list\nitem: li")))
	if h := d.last("http://press.example/1").Hints; h.Title != "商务部公告" {
		t.Errorf("title %q", h.Title)
	}
}

const api = `
url: http://press.example/api?page=1
discovery: json
items: data.list
total: data.total
cap: 9000
next: data.next
address: http://press.example/doc/{meta.id}
fields: {title: title, date: when, number: no}
ignore: [hits]`

func TestJSONListing(t *testing.T) {
	w := newWeb(t)
	w.page("press.example/api?page=1", "application/json", `{"data":{"total":2,"next":"/api?page=2","list":[{"meta":{"id":"a 1"},"title":"One","when":"2025-10-09T20:00:00Z","no":61,"hits":7}]}}`)
	w.page("press.example/api?page=2", "application/json", `{"data":{"total":2,"next":"","list":[{"meta":{"id":2},"title":"Two","when":"2025-10-09","no":null}]}}`)
	w.page("press.example/doc/a%201", "application/json", `{"text":"one"}`)
	w.page("press.example/doc/2", "application/json", `{"text":"two"}`)
	d := newDesk(t, w)
	r := d.run(one(t, api))
	wantAlarms(t, r)
	wantCounts(t, r, "found 2 new 2 changed 0 same 0 gone 0 failed 0")
	if h := d.last("http://press.example/doc/a%201").Hints; h.Number != "61" || h.Published != corpus.Day(2025, 10, 10) {
		t.Errorf("hints %+v", h)
	}
}

func TestJSONListingAlarms(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []corpus.AlarmKind
		detail     string
	}{
		{"a new field", `{"data":{"total":1,"list":[{"meta":{"id":1},"title":"One","when":"2025-10-09","region":"x","zone":1}]}}`, []corpus.AlarmKind{corpus.UnknownField}, "region, zone"},
		{"the dates went elsewhere", `{"data":{"total":1,"list":[{"meta":{"id":1},"title":"One"}]}}`, []corpus.AlarmKind{corpus.IncompleteItems}, "date"},
		{"another shape", `{"list":[]}`, []corpus.AlarmKind{corpus.BadListing}, `"data.total"`},
		{"half of it", `{"data":{"total":1,"list":[{"meta":{"id":1}`, []corpus.AlarmKind{corpus.BadListing}, "EOF"},
		{"fewer than it says", `{"data":{"total":3,"list":[{"meta":{"id":1},"title":"One","when":"2025-10-09"}]}}`, []corpus.AlarmKind{corpus.TooFewItems}, "says that there are 3"},
		{"an item without id", `{"data":{"total":1,"list":[{"title":"One","when":"2025-10-09"},{"meta":{"id":1},"title":"Two"}]}}`, []corpus.AlarmKind{corpus.IncompleteItems}, "no link"},
		{"no more counting", `{"data":{"total":9000,"list":[{"meta":{"id":1},"title":"One","when":"2025-10-09"}]}}`, []corpus.AlarmKind{corpus.TooManyItems}, "stops counting"},
		{"no array for nothing", `{"data":{"total":0}}`, []corpus.AlarmKind{corpus.EmptyList}, "not one item"},
		{"empty", `{"data":{"total":0,"list":[]}}`, []corpus.AlarmKind{corpus.EmptyList}, "not one item"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t)
			w.page("press.example/api?page=1", "application/json", c.body)
			w.html("press.example/doc/1", "x")
			d := newDesk(t, w)
			r := d.run(one(t, api))
			wantAlarms(t, r, c.want...)
			if len(r.Alarms) > 0 && !strings.Contains(r.Alarms[0].Detail, c.detail) {
				t.Errorf("the alarm says %q, want it to speak of %q", r.Alarms[0].Detail, c.detail)
			}
		})
	}
}

func TestSitemapIndex(t *testing.T) {
	w := newWeb(t)
	w.page("press.example/sitemap.xml", "text/xml", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://press.example/s1.xml</loc></sitemap></sitemapindex>`)
	w.page("press.example/s1.xml", "text/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> http://press.example/law/1 </loc><lastmod>2025-01-01</lastmod></url><url><loc>http://press.example/about</loc></url></urlset>`)
	w.html("press.example/law/1", "x")
	d := newDesk(t, w)
	r := d.run(one(t, "url: http://press.example/sitemap.xml\ndiscovery: sitemap", `include: ["/law/"]`))
	wantAlarms(t, r)
	wantCounts(t, r, "found 1 new 1 changed 0 same 0 gone 0 failed 0")
	if h := d.last("http://press.example/law/1").Hints; !h.Published.IsZero() {
		t.Errorf("lastmod was taken for the day of publication: %v", h.Published)
	}
}

func TestSitemapForms(t *testing.T) {
	s := one(t, "url: http://x.example/\ndiscovery: sitemap")
	const entry = `<urlset><url><loc>http://x.example/1</loc></url></urlset>`
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(entry)
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"lines": "\ufeffhttp://x.example/1\r\n\n", "xml": entry, "UTF-16": utf16, "UTF-16 without its mark": utf16[2:]} {
		l, err := readSitemap(&s, &s.Entries[0], "", "", []byte(body))
		if err != nil || len(l.finds) != 1 || l.finds[0].link != "http://x.example/1" {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
	}
	news := `<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://x.example/1</loc><n:news><n:title>A title</n:title><n:publication_date>2025-10-09</n:publication_date></n:news></url></urlset>`
	l, err := readSitemap(&s, &s.Entries[0], "", "", []byte(news))
	if err != nil || l.finds[0].title != "A title" || l.finds[0].date != corpus.Day(2025, 10, 9) {
		t.Errorf("news: %+v, %v", l, err)
	}
}

func TestSinglePage(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/law", "x")
	d := newDesk(t, w)
	r := d.run(one(t, "url: http://press.example/law#top\ndiscovery: page\ntitle: The law\nkind: regulation\nlanguage: zh-Hant"))
	wantAlarms(t, r)
	if h := d.last("http://press.example/law").Hints; h.Title != "The law" || h.Kind != corpus.Regulation || h.Lang != "zh-Hant" {
		t.Errorf("hints %+v", h)
	}
}

const links = "url: http://press.example/\ndiscovery: list\nitem: li"

func TestListAlarms(t *testing.T) {
	item := `<li><a href="/1">One</a></li>`
	for _, c := range []struct {
		name, body string
		entry      string
		more       string
		want       []corpus.AlarmKind
	}{
		{"empty", `<p>maintenance</p>`, "", "", []corpus.AlarmKind{corpus.EmptyList}},
		{"fewer than a healthy run", item, "", "expect: {min_items: 2}", []corpus.AlarmKind{corpus.TooFewItems}},
		{"fewer than a healthy list", item, "\nmin_items: 2", "", []corpus.AlarmKind{corpus.TooFewItems}},
		{"more than a healthy run", item + `<li><a href="/1?b">Two</a></li>`, "", "expect: {max_items: 1}", []corpus.AlarmKind{corpus.TooManyItems}},
		{"links without names", `<li><a href="/1"></a></li>`, "", "", []corpus.AlarmKind{corpus.IncompleteItems}},
		{"names without links", item + `<li>Two</li>`, "", "", []corpus.AlarmKind{corpus.IncompleteItems}},
		{"dates gone", item, "\ndate: time", "", []corpus.AlarmKind{corpus.IncompleteItems}},
		{"a trap", item + `<li><a href="/a/a/a/a/a">x</a></li>`, "", "", []corpus.AlarmKind{corpus.IncompleteItems}},
		{"a number missing", `<li><a href="/1">No. 61 of 2025</a></li><li><a href="/1?b">No. 63 of 2025</a></li>`, "", `expect: {sequence: 'No\. (\d+) of (?P<year>\d+)'}`, []corpus.AlarmKind{corpus.NumberMissing}},
		{"a guard", `<html><script src="/_Incapsula_Resource?x"></script></html>`, "", "", []corpus.AlarmKind{corpus.BlockPage}},
		{"empty page", " ", "", "", []corpus.AlarmKind{corpus.EmptyPage}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t)
			w.html("press.example/", c.body)
			w.html("press.example/1", "x")
			w.html("press.example/1?b", "y")
			d := newDesk(t, w)
			s := one(t, links+c.entry, c.more)
			wantAlarms(t, d.run(s), c.want...)
			if c.name == "a number missing" {
				wantAlarms(t, d.run(s)) // told once
			}
		})
	}
}

func TestKnownItemsAreSeenWhileTheListIsEmpty(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/", `<li><a href="/1">One</a></li>`)
	w.html("press.example/1", "x")
	d := newDesk(t, w)
	s := one(t, links)
	d.run(s)
	w.html("press.example/", `<p>nothing</p>`)
	r := d.run(s)
	wantAlarms(t, r, corpus.EmptyList)
	wantCounts(t, r, "found 0 new 0 changed 0 same 1 gone 0 failed 0")
}

func TestEmptyMiddlePage(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/", `<li><a href="/1">One</a></li><a id=n href="/p2">next</a>`)
	w.html("press.example/p2", `<a id=n href="/p3">next</a>`)
	w.status("press.example/p3", 500)
	w.html("press.example/1", "x")
	d := newDesk(t, w)
	r := d.run(one(t, links+"\nnext: '#n'"))
	wantAlarms(t, r, corpus.BadListing, corpus.ServerError)
	if diff := cmp.Diff([]corpus.ListState{{URL: "http://press.example/", Status: 200, Pages: 3, Items: 1}}, r.Lists); diff != "" {
		t.Errorf("lists differ:\n%s", diff)
	}
}

func TestHealthIsKeptForEachList(t *testing.T) {
	w := newWeb(t)
	w.html("press.example/", `<li><a href="/1">One</a></li>`)
	w.status("press.example/b", 404)
	w.html("press.example/1", "x")
	d := newDesk(t, w)
	s := source(t, "id: xx\nname: x\nentries:\n- {url: 'http://press.example/b', discovery: list, item: li}\n- {url: 'http://press.example/', discovery: list, item: li}\n")
	r := d.run(s)
	wantAlarms(t, r, corpus.ListGone)
	wantCounts(t, r, "found 1 new 1 changed 0 same 0 gone 0 failed 0")
	if r.Lists[0].Status != 404 || r.Lists[0].Whole || !r.Lists[1].Whole {
		t.Errorf("lists %+v", r.Lists)
	}
}

func TestCanonicalAddresses(t *testing.T) {
	s := one(t, links, "canonical: {drop: [utm_source, from]}")
	for _, c := range []struct{ link, want string }{
		{"/n/1", "http://press.example/n/1"},
		{"HTTP://Press.Example:80/n/1#top", "http://press.example/n/1"},
		{"/n/1?from=list&id=2&utm_source=x", "http://press.example/n/1?id=2"},
		{"/n/1?from=list", "http://press.example/n/1"},
		{"/公告/%e4%b8%80", "http://press.example/%E5%85%AC%E5%91%8A/%E4%B8%80"},
		{"/a b?c d", "http://press.example/a%20b?c%20d"},
		{"../../x", "http://press.example/x"},
		{"//other.example", "http://other.example/"},
		{"http://u:p@press.example/", "http://press.example/"},
		{"/a%2Fb", "http://press.example/a%2Fb"},
		{"/a%2fb/公告", "http://press.example/a%2Fb/%E5%85%AC%E5%91%8A"},
		{"/(1);v=[2]", "http://press.example/(1);v=[2]"},
	} {
		if got, err := s.resolve("http://press.example/list/", c.link); err != nil || got != c.want {
			t.Errorf("resolve(%q) = %q, %v; want %q", c.link, got, err, c.want)
		}
	}
	for _, bad := range []string{"ftp://x/", "mailto:a@b", "http://", "/" + strings.Repeat("x", 3000), strings.Repeat("/a", 4), "/1/2/3/4/5/6/7/8/9/10/11/12/13"} {
		if got, err := s.resolve("http://press.example/", bad); err == nil {
			t.Errorf("resolve(%.30q) = %q, want an error", bad, got)
		}
	}
}
