package parse

import (
	"context"
	"strings"
	"testing"
)

// noticePage is a notice without numbered articles, with what a judge of news would doubt: a table of
// codes, short lines, links to files.
const noticePage = `<html><head><title>Notice 99</title></head><body><nav><a href="/">Home</a></nav><div class="c"><h1>Notice 99</h1>
<p>The following goods need a licence when they leave the country, whoever sends them and by whatever way.</p>
<table><tr><th>Code</th><th>Item</th></tr><tr><td>1X902</td><td>Alloys</td></tr><tr><td>1X903</td><td>Magnets</td></tr></table>
<ul><li>by sea;</li><li>by air.</li></ul><p><sup>1</sup> As amended.</p><p><a href="/annex-1.pdf">Annex 1</a></p></div>
<div class="cookie">We use cookies.</div></body></html>`

// TestOfficialPages: of what an authority publishes, tables, lists, footnotes and links to annexes stay.
func TestOfficialPages(t *testing.T) {
	in := Input{Bytes: []byte(noticePage), MediaType: "text/html", URL: "http://ministry.example/99"}
	in.Hints.Official = true
	p, err := Parse(context.Background(), in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	for _, want := range []string{"1X902\tAlloys", "1X903\tMagnets", "by sea;", "by air.", "1 As amended.", "Annex 1"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q is lost in:\n%s", want, p.Text)
		}
	}
	if len(p.Attachments) != 1 {
		t.Errorf("%d attachments, want the annex", len(p.Attachments))
	}
}

// TestNewsDrops: what is left out of a news page is named with a reason, and links in it are no
// attachments.
func TestNewsDrops(t *testing.T) {
	para := "<p>The ministry said on Thursday that two alloys would need a licence from December, when the list takes effect, according to a notice.</p>"
	page := `<html><head><title>Two alloys listed</title></head><body><nav><a href="/">Home</a> <a href="/metals">Metals</a></nav><article><h1>Two alloys listed</h1>` +
		para + para + para + `<p><a href="/list.pdf">The list of the ministry</a> names both alloys, and the firms that may sell them.</p></article>
<aside class="related"><h3>Related</h3><ul><li><a href="/a.pdf">Tin prices climb again in London</a></li><li><a href="/b">Magnesium falls</a></li></ul></aside><footer>© 2025 The Example Wire</footer></body></html>`
	p, err := Parse(context.Background(), Input{Bytes: []byte(page), MediaType: "text/html", URL: "http://wire.example/1"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	for _, gone := range []string{"Tin prices", "Example Wire", "Metals"} {
		if strings.Contains(p.Text, gone) {
			t.Errorf("%q was kept", gone)
		}
	}
	if len(p.Attachments) != 1 || !strings.HasSuffix(p.Attachments[0].URL, "/list.pdf") {
		t.Errorf("attachments %v, want the list", p.Attachments)
	}
	reasons := map[string]bool{}
	for _, d := range p.Dropped {
		reasons[d.Why] = true
	}
	for _, why := range []string{"navigation", "other pages", "site frame"} {
		if !reasons[why] {
			t.Errorf("nothing was dropped as %q: %v", why, p.Dropped)
		}
	}
}
