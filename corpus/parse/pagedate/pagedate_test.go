package pagedate

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus"
)

func read(t *testing.T, page string, p Page) Reading {
	t.Helper()
	root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(true))
	if err != nil {
		t.Fatal(err)
	}
	return Read(root, p)
}

const story = `<p>The ministry told traders that two alloys would need a licence before the end of the year, and that more would follow.</p>`

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, page, url, lang, published, modified string }{
		{"meta before linked data", `<meta property="article:published_time" content="2021-05-04T08:00:00+02:00"><script type="application/ld+json">{"@type":"Article","datePublished":"2021-05-01"}</script>`, "", "", "2021-05-04", ""},
		{"linked data in a graph", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite","datePublished":"2001-01-01"},{"@type":"NewsArticle","datePublished":"2021-05-04","dateModified":"2021-06-01"}]}</script>`, "", "", "2021-05-04", "2021-06-01"},
		{"linked data of a comment", `<script type="application/ld+json">{"@type":"WebPage","comment":[{"@type":"Comment","datePublished":"2021-05-04"}]}</script>`, "", "", "", ""},
		{"linked data that is broken", `<script type="application/ld+json">{"datePublished":"2021-05-04", oops}</script>`, "", "", "2021-05-04", ""},
		{"meta of a government site", `<meta name="PubDate" content="2021-05-04 09:30">`, "", "zh", "2021-05-04", ""},
		{"a site's own vocabulary", `<meta property="my_site:uploaded" content="2021-05-04">`, "", "", "2021-05-04", ""},
		{"modified is another role", `<meta property="article:modified_time" content="2021-05-04">` + story, "", "", "", "2021-05-04"},
		{"microdata", `<h1>Two alloys are listed</h1><span itemprop="datePublished" content="2021-05-04">yesterday</span>`, "", "", "2021-05-04", ""},
		{"microdata of an event", `<div itemscope itemtype="https://schema.org/Event"><span itemprop="datePublished" content="2021-05-04">x</span></div>`, "", "", "", ""},
		{"time element without words", `<article><h1>Two alloys are listed</h1><time datetime="2021-05-04T10:00:00+02:00">two hours ago</time>` + story + `</article>`, "", "en", "2021-05-04", ""},
		{"label before", `<h1>Zwei Legierungen</h1>` + story + `<p>Veröffentlicht am 4. Mai 2021 von der Redaktion</p>`, "", "de", "2021-05-04", ""},
		{"label behind", `<h1>Zwei Legierungen</h1>` + story + `<p>Dieser Beitrag wurde am 4. Mai 2021 um 10:00 veröffentlicht.</p>`, "", "de", "2021-05-04", ""},
		{"label in the term of a list", `<h1>Zwei Legierungen</h1>` + strings.Repeat(story, 12) + `<dl><dt>Mise en ligne</dt><dd>4 mai 2021</dd></dl>`, "", "fr", "2021-05-04", ""},
		{"label of an update", `<h1>Two alloys</h1><p>Last updated: 4 May 2021</p>` + story, "", "en", "", "2021-05-04"},
		{"last edit in the footer", `<h1>Two alloys</h1>` + story + `<footer>This page was last edited on 4 May 2021, at 10:00.</footer>`, "", "en", "", "2021-05-04"},
		{"byline under the title", `<h1>Two alloys are listed</h1><p class="byline">By A. Writer | 4 May 2021</p>` + story, "", "en", "2021-05-04", ""},
		{"two digits of the year", `<h1>Zwei Legierungen</h1><span class="date">04.05.21</span>` + story, "", "de", "2021-05-04", ""},
		{"British order", `<h1>Two alloys are listed</h1><span class="date">04/05/2021</span>` + story, "", "en-GB", "2021-05-04", ""},
		{"an order that nobody knows", `<h1>Two alloys are listed</h1><span class="date">04/05/2021</span>` + story, "", "en", "", ""},
		{"two elements side by side", `<h1>Zwei Legierungen</h1><p class="meta"><time>4. Mai 2021</time><time>9. Mai 2021</time></p>` + story, "", "de", "2021-05-04", ""},
		{"a date of a sentence", `<h1>Two alloys are listed</h1><p>On 4 May 2021 the ministry met the traders of three cities to hear what they expected.</p>`, "", "en", "", ""},
		{"a date of a comment", `<h1>Two alloys are listed</h1>` + story + `<div class="comments"><p class="date">4 May 2021</p></div>`, "", "en", "", ""},
		{"the clock in the head of the site", `<div class="header-clock">4 May 2021</div><h1>Two alloys are listed</h1><p class="date">1 May 2021</p>` + story, "", "en", "2021-05-01", ""},
		{"an event", `<h1>Two alloys are listed</h1><p class="date">Meeting: 4 May 2021</p>` + story, "", "en", "", ""},
		{"the number of a document", `<h1>Notice</h1><p class="number">No. 2021/05-04</p><p>公告2021年第54号</p>`, "https://a.example/notice-202154.html", "en", "", ""},
		{"address", `<h1>Two alloys are listed</h1>` + story, "https://a.example/2021/05/04/alloys/", "en", "2021-05-04", ""},
		{"address of eight digits", `<h1>Two alloys are listed</h1>` + story, "https://a.example/art/20210504-alloys.html", "en", "2021-05-04", ""},
		{"address with a day that does not exist", `<h1>Two alloys are listed</h1>` + story, "https://a.example/2021/02/30/alloys/", "en", "", ""},
		{"address of an archive", `<h1>Two alloys are listed</h1>` + story, "https://web.archive.org/web/20220101000000/http://a.example/2021/05/04/alloys/", "en", "2021-05-04", ""},
		{"the month of the address decides", `<h1>Two alloys are listed</h1><p>Seen 3 February 2019</p><p>4 May 2021</p>` + story, "https://a.example/2021/05/alloys.html", "en", "2021-05-04", ""},
		{"an instant in UTC and the day that the page prints", `<meta property="article:published_time" content="2021-05-05T02:10:00Z"><h1>Two alloys are listed</h1><p class="date">May 4, 2021</p>` + story, "", "en", "2021-05-04", ""},
		{"an instant in UTC and the day of the address", `<meta property="article:published_time" content="2021-05-03T22:10:00Z"><h1>Two alloys are listed</h1>` + story, "https://a.example/2021/05/04/alloys/", "en", "2021-05-04", ""},
		{"an address older than the markup", `<meta property="article:published_time" content="2023-01-01"><h1>Two alloys are listed</h1>` + story, "https://a.example/2021/05/04/alloys/", "en", "2021-05-04", ""},
		{"a list of articles", `<h1>News</h1>` + strings.Repeat(story, 12) + `<p>Published 1 May 2021</p><p>Published 2 May 2021</p><p>Published 3 May 2021</p>`, "", "en", "", ""},
		{"the journal of an act, not its adoption", `<h1>32099R0006</h1><p>Regulation (EC) No 6/2002 of 12 December 2001 on things</p><p>Official Journal L 003 , 05/01/2002 P. 0001 - 0024</p>` + story, "", "en", "2002-01-05", ""},
		{"the adoption alone", `<h1>Regulation</h1><p>Council Regulation (EC) No 6/2002 of 12 December 2001</p>` + story, "", "en", "", ""},
		{"a month alone", `<h1>Two alloys are listed</h1><p class="date">May 2021</p>` + story, "", "en", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read(t, "<html><body>"+c.page+"</body></html>", Page{URL: c.url, Lang: corpus.Lang(c.lang)})
			if got := r.Published.Day.String(); got != c.published {
				t.Errorf("published %q (%s), want %q; claims %+v", got, r.Published.Source, c.published, r.Claims)
			}
			if got := r.Modified.Day.String(); got != c.modified {
				t.Errorf("modified %q, want %q", got, c.modified)
			}
		})
	}
}

func TestZoneOfThePublisher(t *testing.T) {
	page := `<meta property="article:published_time" content="2025-10-08T16:30:00Z">`
	if got := read(t, page, Page{Zone: "Asia/Shanghai"}).Published.Day; got != corpus.Day(2025, 10, 9) {
		t.Errorf("the day in Beijing is %v, want 2025-10-09", got)
	}
	if got := read(t, page, Page{}).Published.Day; got != corpus.Day(2025, 10, 8) {
		t.Errorf("the day of an unknown zone is %v, want 2025-10-08", got)
	}
}

// The name of a zone tells no offset, unless it is that of UTC.
func TestZoneNames(t *testing.T) {
	for _, c := range []struct {
		printed string
		want    corpus.Date
	}{
		{"2026-03-02 23:00:00 CST", corpus.Day(2026, 3, 2)},
		{"Mon, 02 Mar 2026 23:00:00 CST", corpus.Day(2026, 3, 2)},
		{"Mon Mar 2 23:00:00 CST 2026", corpus.Day(2026, 3, 2)},
		{"2026-03-02 23:00:00 +0800", corpus.Day(2026, 3, 2)},
		{"2026-03-02 23:00:00 +0000", corpus.Day(2026, 3, 3)},
		{"2026-03-02 23:00:00 UTC", corpus.Day(2026, 3, 3)},
		{"Mon, 02 Mar 2026 23:00:00 GMT", corpus.Day(2026, 3, 3)},
		{"2026-03-02T23:00:00Z", corpus.Day(2026, 3, 3)},
	} {
		page := `<meta property="article:published_time" content="` + c.printed + `">`
		if got := read(t, page, Page{Zone: "Asia/Shanghai"}).Published.Day; got != c.want {
			t.Errorf("the day of %q is %v, want %v", c.printed, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	r := read(t, `<meta property="article:published_time" content="2021-05-04"><h1>Two alloys are listed</h1><p class="byline">By A. Writer, <span>4 May 2021</span></p>`+story, Page{Lang: "en"})
	if len(r.Lines) != 1 || r.Lines[0] != "By A. Writer, 4 May 2021" {
		t.Errorf("lines %q, want the byline", r.Lines)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<h1>a</h1><p class=date>4 May 2021</p>`, "https://a.example/2021/05/04/", "en")
	f.Add(`<script type="application/ld+json">[[[{"datePublished":"2021-05-04"}]]]</script>`, "::", "zh-Hans")
	f.Add(`<time datetime="2021-05-04">`, "", "")
	f.Fuzz(func(t *testing.T, page, url, lang string) {
		root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(true))
		if err != nil {
			return
		}
		r := Read(root, Page{URL: url, Lang: corpus.Lang(lang)})
		for _, c := range append(r.Claims, r.Published, r.Modified) {
			if !c.Day.IsZero() && (!c.Day.Valid() || c.Day.Precision() != corpus.ToDay) {
				t.Errorf("the claim %+v is no day", c)
			}
		}
	})
}
