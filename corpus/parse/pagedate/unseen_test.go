package pagedate

import (
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Each way in which publishing systems mark a day, on a page that has nothing else.
func TestMarkup(t *testing.T) {
	for _, markup := range []string{
		`<meta name="dc.date.issued" content="2021-05-04">`, `<meta name="DCTERMS.issued" content="2021-05-04">`, `<meta name="parsely-pub-date" content="2021-05-04T08:00:00Z">`,
		`<meta name="sailthru.date" content="2021-05-04 08:00:00">`, `<meta property="og:article:published_time" content="2021-05-04T08:00:00+02:00">`, `<meta property="article:published" content="4 May 2021">`,
		`<meta name="publish-date" content="2021/05/04">`, `<meta name="publication_date" content="2021-05-04">`, `<meta itemprop="datePublished" content="2021-05-04">`, `<meta itemprop="dateModified datePublished" content="2021-05-04">`,
		`<meta name="citation_publication_date" content="2021/05/04">`, `<meta name="mediator_published_time" content="2021-05-04T08:00:00Z">`, `<meta name="ptime" content="20210504">`, `<meta pubdate="pubdate" content="2021-05-04">`,
		`<meta name="article.published" content="2021-05-04T08:00:00.000Z">`, `<meta name="PubDate" content="2021年5月4日">`, `<meta property="schema:datePublished" content="2021-05-04">`, `<meta name="firstPublishedDate" content="2021-05-04">`,
		`<meta name="date" content="2021-05-04">`, `<meta http-equiv="date" content="Tue, 04 May 2021 08:00:00 GMT">`, `<meta property="dc:date dc:created" content="2021-05-04T08:00:00+02:00">`,
		`<script type="application/ld+json">[{"@type":["NewsArticle","Article"],"datePublished":"2021-05-04T08:00:00+0200"}]</script>`,
		`<script type="application/ld+json">{"@type":"WebPage","mainEntity":{"@type":"Report","datePublished":"2021-05-04"}}</script>`,
		`<script>window.page = {"article":{"publishedAt":"2021-05-04T08:00:00Z","id":7}}</script>`, `<script type="application/json">{"publish_date": "2021-05-04"}</script>`, `<script>self.push("{\"datePublished\":\"2021-05-04\"}")</script>`,
		`<h1>Two alloys are listed</h1><time pubdate datetime="2021-05-04">a while ago</time>`, `<h1>Two alloys are listed</h1><time class="entry-date">4 May 2021</time>`, `<h1>Two alloys are listed</h1><p class="dt-published">4 May 2021</p>`,
		`<h1>Two alloys are listed</h1><abbr class="published" title="2021-05-04T08:00:00+02:00">a while ago</abbr>`, `<h1>Two alloys are listed</h1><span property="schema:datePublished" content="2021-05-04">a while ago</span>`,
		`<h1>Two alloys are listed</h1><relative-time datetime="2021-05-04T08:00:00Z">a while ago</relative-time>`, `<h1>Two alloys are listed</h1><abbr data-utime="1620115200">a while ago</abbr>`,
		`<h1>Two alloys are listed</h1><span class="date" data-timestamp="1620115200000">a while ago</span>`, `<h1>Two alloys are listed</h1><span class="date" data-publish-date="2021-05-04">a while ago</span>`,
		`<h1>Two alloys are listed</h1><time title="4 May 2021, 10:00">a while ago</time>`, `<h1>Two alloys are listed</h1><span title="May 4, 2021 at 9:21 PM">yesterday</span>`,
		`<h1>Two alloys are listed</h1><span class="posted-on">Posted on <a href="#">May 4, 2021</a></span>`, `<h1>Two alloys are listed</h1><div class="article-date">04.05.2021 - 21:03h</div>`,
		`<h1>Two alloys are listed</h1><div class="info"><span><strong>The Desk</strong></span><span class="date">04.05.2021 - 21:03</span></div>`,
		`<h1>Two alloys are listed</h1><p class="meta"><time><span class="m">May</span> <span class="d">4</span><span class="suffix">th</span>, <span class="y">2021</span></time> | Comments</p>`,
		`<h1>Two alloys are listed</h1><p><time class="entry-date">4.5.21 20:19</time> by A. Writer, to be read in 4 min.</p>`,
	} {
		r := read(t, "<html><head>"+markup+"</head><body>"+story+"</body></html>", Page{Lang: "en"})
		if got := r.Published.Day; got != corpus.Day(2021, 5, 4) {
			t.Errorf("published %q (%s) of %s", got, r.Published.Source, markup)
		}
	}
}

// Words of publication and orders of a day, in the languages of the pages.
func TestLabelsOfLanguages(t *testing.T) {
	for _, c := range []struct{ lang, line string }{
		{"zh", "发布时间：2021-05-04 09:30"}, {"zh", "成文日期：2021年5月4日"}, {"zh-Hant", "發佈日期：2021年5月4日"}, {"ja", "公開日：2021年5月4日"}, {"ko", "등록일 2021.05.04"},
		{"de", "Erstellt am: 04.05.2021"}, {"fr", "Publié le mardi 4 mai 2021"}, {"fr", "Mis en ligne le 04/05/2021"}, {"fr", "Publié le 4 mai 21 à 9:21"}, {"es", "Publicado el 4 de mayo de 2021"}, {"pt", "Publicado em 04/05/2021 às 10h30"},
		{"it", "Pubblicato il 4 maggio 2021"}, {"nl", "Gepubliceerd op 4 mei 2021"}, {"pl", "Opublikowano: 4 maja 2021"}, {"ru", "Опубликовано: 4 мая 2021"}, {"uk", "Опубліковано 4 травня 2021"}, {"tr", "Yayınlanma tarihi: 4 Mayıs 2021"},
		{"sr", "Objavljeno 04.05.2021."}, {"id", "Diterbitkan 4 Mei 2021"}, {"en", "Published: Tue 4 May 2021"}, {"en-GB", "First published 04/05/2021"}, {"en", "Posted on May 4th, 2021"}, {"en", "Date posted: 2021-05-04"},
	} {
		page := "<html><body><h1>LN 4</h1>" + strings.Repeat(story, 12) + "<p>" + c.line + "</p></body></html>"
		if got := read(t, page, Page{Lang: corpus.Lang(c.lang)}).Published.Day; got != corpus.Day(2021, 5, 4) {
			t.Errorf("published %q of %q", got, c.line)
		}
	}
}

func TestDecisions(t *testing.T) {
	head := func(published, modified string) string {
		return `<meta property="article:published_time" content="` + published + `"><meta property="article:modified_time" content="` + modified + `"><h1>Two alloys are listed</h1>`
	}
	for _, c := range []struct{ name, page, url, published, shown string }{
		{"the page prints the day before that of its markup", head("2021-05-05T09:49:00Z", "2021-05-05T09:49:00Z") + `<p class="date">May 4, 2021</p>`, "", "2021-05-04", "2021-05-04"},
		{"the page prints the day behind that of its address", `<h1>Two alloys are listed</h1><p class="date">May 4, 2021</p>`, "https://a.example/2021/05/03/alloys/", "2021-05-04", "2021-05-04"},
		{"the page prints the day of its change alone", head("2021-05-03", "2021-05-04") + `<p class="date">May 4, 2021</p>`, "", "2021-05-03", "2021-05-04"},
		{"the page prints both days", head("2021-05-03", "2021-05-04") + `<p class="date">May 3, 2021</p><p class="date">May 4, 2021</p>`, "", "2021-05-03", "2021-05-03"},
		{"another day far off", head("2021-05-03", "2021-05-03") + `<p class="date">May 4, 2020</p>`, "", "2021-05-03", "2021-05-03"},
		{"a post of others that is quoted", `<h1>Two alloys are listed</h1><time>4 May 2021, 10:00</time>` + story + `<blockquote><p>Posted by a person on Monday, May 9, 2022</p></blockquote>` + strings.Repeat(story, 9), "", "2021-05-04", "2021-05-04"},
		{"an order that another date shows", `<h1>Two alloys are listed</h1><p class="date">04/05/2021</p>` + story + `<p>Last year: 30/04/2020</p>`, "", "2021-05-04", "2021-05-04"},
		{"an order that the time elements show", `<h1>Two alloys are listed</h1><p class="date">04/05/2021</p><ul><li><time datetime="2021-03-02">02/03/2021</time></li></ul>`, "", "2021-05-04", "2021-05-04"},
		{"an order that the country has", `<h1>Two alloys are listed</h1><p class="date">04/05/2021</p>`, "https://a.example.ie/alloys", "2021-05-04", "2021-05-04"},
		{"both orders", `<h1>Two alloys are listed</h1><p class="date">04/05/2021</p>` + strings.Repeat(story, 12) + `<p>Seen 13/04/2021 and 04/13/2021 in two lists of the same kind</p>`, "", "", ""},
		{"scripts that hold several days", `<h1>News</h1><script>x = [{"publishedAt":"2021-05-04"},{"publishedAt":"2021-05-06"}]</script>`, "", "", ""},
		{"a countdown", `<h1>Two alloys are listed</h1><div data-date="2030-12-31" class="countdown">soon</div>`, "", "", ""},
		{"the time of a box behind the story", `<h1>Two alloys are listed</h1>` + story + story + `<div data-created="1577934245">a box</div>`, "", "", ""},
		{"the time of another story", `<h1>Two alloys are listed</h1><ul><li><a href="/old"><span class="date" data-timestamp="1577934245">Older story</span></a></li></ul>`, "", "", ""},
		{"a printed day two days behind that of the markup", `<meta property="article:published_time" content="2021-05-04"><h1>Hearing</h1><p class="date">6 May 2021</p>`, "", "2021-05-04", "2021-05-04"},
		{"a number that is no time", `<h1>News</h1><span data-id="1620115200">more</span>`, "", "", ""},
	} {
		r := read(t, "<html><body>"+c.page+story+"</body></html>", Page{URL: c.url, Lang: "en"})
		if got := r.Published.Day.String(); got != c.published || r.Shown.String() != c.shown {
			t.Errorf("%s: published %q shown %q, want %q and %q; claims %+v", c.name, got, r.Shown, c.published, c.shown, r.Claims)
		}
	}
}

// What stands behind the last paragraph of a story is its readers', unless words or names say else.
func TestBehindTheStory(t *testing.T) {
	for _, c := range []struct{ name, behind, want string }{
		{"a comment", `<p class="c"><time datetime="2019-01-02T10:00:00Z">two years ago</time> I agree.</p>`, ""},
		{"a comment with its day", `<p class="c"><time datetime="2019-01-02">2 January 2019</time></p>`, ""},
		{"a label", `<p>Published <time datetime="2019-01-02T10:00:00Z">two years ago</time></p>`, "2019-01-02"},
		{"a name", `<p class="post-date"><time datetime="2019-01-02">2 January 2019</time></p>`, "2019-01-02"},
	} {
		r := read(t, "<html><body><h1>Two alloys are listed</h1>"+story+story+c.behind+"</body></html>", Page{Lang: "en"})
		if got := r.Published.Day.String(); got != c.want {
			t.Errorf("%s: published %q, want %q; claims %+v", c.name, got, c.want, r.Claims)
		}
	}
}

// The data of scripts say the days of much that is not the page.
func TestState(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"a related story", `x = {"related":[{"publishedAt":"2018-03-03T08:00:00Z"}]}`, ""},
		{"the site", `{"site":{"publishDate":"2017-01-01"}}`, ""},
		{"a comment below others", `{"page":{"comments":{"items":[{"title":"Yes","publishedAt":"2018-03-03"}]}}}`, ""},
		{"escaped", `self.push("{\"relatedStories\":[{\"publishedAt\":\"2018-03-03\"}],\"story\":{\"datePublished\":\"2021-05-04\"}}")`, "2021-05-04"},
		{"behind what is not the page", `{"ads":[{"publishedAt":"2018-03-03"}],"story":{"publishedAt":"2021-05-04"}}`, "2021-05-04"},
		{"an object with a title first", `{"box":{"publishDate":"2018-03-03"},"story":{"headline":"Two alloys","publishDate":"2021-05-04"}}`, "2021-05-04"},
		{"brackets that nothing opens", `]}]}{"publishDate":"2021-05-04"`, "2021-05-04"},
	} {
		r := read(t, "<html><body><script>"+c.script+"</script>"+story+"</body></html>", Page{Lang: "en"})
		if got := r.Published.Day.String(); got != c.want {
			t.Errorf("%s: published %q, want %q", c.name, got, c.want)
		}
	}
}

// A day behind the fetch is no day of publication, whoever says it, nor is one from before the web, unless
// the page says that it is.
func TestPossibleDays(t *testing.T) {
	fetched := time.Date(2021, 5, 4, 20, 0, 0, 0, time.UTC)
	title := `<h1>Two alloys are listed</h1>`
	for _, c := range []struct {
		name, page, url string
		fetched         time.Time
		want            string
	}{
		{"meta of the future", `<meta property="article:published_time" content="2021-06-01">` + title, "", fetched, ""},
		{"meta of the future, when nobody knows the fetch", `<meta property="article:published_time" content="2021-06-01">` + title, "", time.Time{}, "2021-06-01"},
		{"an embargo that ends", `<meta property="article:published_time" content="2021-06-01">` + title + `<p class="date">3 May 2021</p>`, "", fetched, "2021-05-03"},
		{"tomorrow, in the far east", title + `<p class="date">5 May 2021</p>`, "", fetched, "2021-05-05"},
		{"the day after tomorrow", title + `<p class="date">6 May 2021</p>`, "", fetched, ""},
		{"a label of the future", title + `<p>Published: 7 May 2021</p>`, "", fetched, ""},
		{"an address of the future", title, "https://a.example/2021/06/01/alloys", fetched, ""},
		{"linked data of the future", `<script type="application/ld+json">{"@type":"Article","datePublished":"2021-05-09"}</script>` + title, "", fetched, ""},
		{"an old act that says when it was published", title + `<p>Published: 12 March 1976</p>`, "", fetched, "1976-03-12"},
		{"an old act in the markup", `<meta name="DCTERMS.issued" content="1976-03-12">` + title, "", fetched, "1976-03-12"},
		{"an old day without a label", title + `<p class="date">12 March 1976</p>`, "", fetched, ""},
		{"an old change", title + `<p>Last updated: 12 March 1976</p>`, "", fetched, ""},
		{"the day from which machines count", `<meta property="article:published_time" content="1970-01-01T00:00:00Z">` + title, "", fetched, ""},
		{"the evening before it", `<meta name="pubdate" content="1969-12-31T19:00:00-05:00">` + title, "", fetched, ""},
		{"the first day of another count", `<meta name="pubdate" content="1900-01-01">` + title + `<p>Published 30 December 1899</p>`, "", fetched, ""},
	} {
		r := read(t, "<html><body>"+c.page+story+"</body></html>", Page{URL: c.url, Lang: "en", Fetched: c.fetched})
		if got := r.Published.Day.String(); got != c.want {
			t.Errorf("%s: published %q, want %q; claims %+v", c.name, got, c.want, r.Claims)
		}
	}
}

// What a page says of its last change, in further languages, and days that have other roles in acts.
func TestRolesInFurtherLanguages(t *testing.T) {
	long := strings.Repeat(story, 12)
	for _, c := range []struct{ lang, page, published string }{
		{"ms", "<h1>Dua aloi</h1><p>4 Mei 2021</p>" + long + "<div>Kemaskini terakhir 2021-06-07 09:12:44</div>", "2021-05-04"},
		{"th", "<h1>LN 4</h1>" + long + "<p>แก้ไขล่าสุด: 2021-05-04</p>", ""},
		{"kk", "<h1>LN 4</h1>" + long + "<p>Жарияланған күні: 04.05.2021</p>", "2021-05-04"},
		{"th", "<h1>LN 4</h1>" + long + "<p>วันที่เผยแพร่: 4 พฤษภาคม 2564</p>", "2021-05-04"},
		{"ru", "<h1>Приказ Министра от 04.05.2021 № 7 «О сплавах»</h1>" + long + "<p>Дата опубликования: 06.05.2021</p>", "2021-05-06"},
		{"ru", "<h1>О сплавах</h1><p>Приказ Министра от 4 мая 2021 года № 7</p>" + long, ""},
		{"uk", "<h1>Про сплави</h1><p>Постанова № 7 від 4 травня 2021 р.</p>" + long, ""},
		{"en", "<h1>Alloys (Export) Regulations</h1><p>Made 4th May 2021</p><p>Laid before Parliament 6th May 2021</p>" + long, ""},
	} {
		got := read(t, "<html><body>"+c.page+"</body></html>", Page{Lang: corpus.Lang(c.lang)}).Published.Day
		if got.String() != c.published {
			t.Errorf("published %q of %s", got, c.page[:min(len(c.page), 80)])
		}
	}
}
