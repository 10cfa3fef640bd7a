package parse

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// newsPage is a page of news around lines of markup.
func newsPage(inside string) string {
	return `<html><head><title>Antimony prices climb again</title></head><body>
<div class="menu"><a href="/a">World</a> <a href="/b">Markets</a> <a href="/c">Opinion</a></div>
<article class="article-body"><h1>Antimony prices climb again</h1>
<p>Traders in Rotterdam said on Monday that antimony had become harder to find than in any month since the rules on export changed, and that buyers pay more each week.</p>
` + inside + `
<p>Smelters in Vietnam and Tajikistan, which buy concentrate from many small mines, have raised what they ask for ingots, according to two traders who spoke on condition of anonymity.</p>
<p>The ministry did not answer questions about how many licences it had granted since the spring, nor about how long an application takes.</p>
</article><div class="footer"><a href="/imprint">Imprint</a> <a href="/terms">Terms of use</a></div></body></html>`
}

// boxOverLink is a paragraph with a card of links that opens over a name.
const boxOverLink = `<p>The rise began, <span class="person"><a href="/p/1">Ada Quill</a><span class="card"><img src="q.jpg"><a href="/p/1">Ada Quill</a> <a href="/s/2">Nickel glut grows as mines reopen</a> <a href="/s/3">Cobalt quota splits a cabinet</a></span></span> of the exchange said, when stocks in Antwerp fell below a week of demand and stayed there for the whole of the month.</p>`

func TestNewsAround(t *testing.T) {
	const post = `<p>The minister denied that any of it was meant for one country alone, in words that she chose with care and then repeated.</p>
<div class="social-media-embed"><blockquote class="twitter-tweet"><p>Licences are for everyone who asks.</p>&mdash; Ministry of Ores (@ores)</blockquote></div>`
	const head = `<p>Nobody in the trade expects the shortage to end before the next harvest of scrap, which comes to the market in the late autumn of each year.</p>
<h3>Who still sells</h3>`
	for _, c := range []struct{ name, inside, in, out string }{
		{"a box over a link", boxOverLink, "The rise began, Ada Quill of the exchange said", "Nickel glut"},
		{"a post that is quoted", post, "Licences are for everyone who asks.", "Imprint"},
		{"a table in a frame of its own", `<figure class="wp-block-table"><table><tr><th>Year</th><th>Exports (t)</th></tr><tr><td>2029</td><td>1,140</td></tr><tr><td>2030</td><td>1,560</td></tr></table></figure>`, "1,560", "Imprint"},
		{"a heading between paragraphs", head, "Who still sells", "Opinion"},
	} {
		p, err := Parse(context.Background(), Input{Bytes: []byte(newsPage(c.inside)), MediaType: "text/html", URL: "https://news.example/a"}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(p.Text, c.in) {
			t.Errorf("%s: the text lacks %q:\n%s", c.name, c.in, p.Text)
		}
		if strings.Contains(p.Text, c.out) {
			t.Errorf("%s: the text holds %q:\n%s", c.name, c.out, p.Text)
		}
	}
}

// TestPopupKeepsReferences keeps links that follow a link in running text, and all links of
// official pages.
func TestPopupKeepsReferences(t *testing.T) {
	p, err := Parse(context.Background(), Input{Bytes: []byte(newsPage(boxOverLink)), MediaType: "text/html", URL: "https://news.example/a"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(p.Dropped, func(d Drop) bool { return d.Why == popup }) {
		t.Errorf("the box is not among what was dropped: %v", p.Dropped)
	}
	const refs = `<p>The rules are those of <a href="/r/1">Notice 15</a> <span>and, for later years, of <a href="/r/2">Notice 33</a> and <a href="/r/3">Notice 46</a></span>, which the ministry published in the same month and has not changed since.</p>`
	p, err = Parse(context.Background(), Input{Bytes: []byte(newsPage(refs)), MediaType: "text/html", URL: "https://news.example/a"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.Text, "Notice 33 and Notice 46") {
		t.Errorf("the text lacks the references:\n%s", p.Text)
	}
}
