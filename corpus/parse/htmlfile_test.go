package parse

import (
	"context"
	"strings"
	"testing"
)

// officialPage reads a page of an authority.
func officialPage(t *testing.T, page string) Parsed {
	t.Helper()
	p, err := Parse(context.Background(), Input{Bytes: []byte(page), MediaType: "text/html", URL: "https://www.trade.gov.example.org/notices/14"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const conditions = "The holder of a permit keeps a record of each consignment for five years and shows it to the authority on demand."

// Files are told by more than the end of the address, and stand beside the text as often as in it.
func TestFilesOfPages(t *testing.T) {
	for _, c := range []struct {
		link string
		file bool
	}{
		{`<a href="/f/list.pdf">List</a>`, true},
		{`<a href="/document/download/7_en?filename=List.pdf">Download</a>`, true},
		{`<a href="/down.ashx?id=7">List of goods.pdf</a>`, true},
		{`<a href="/attach/7">고시.hwp</a>`, true},
		{`<a href="/7" type="application/pdf">List</a>`, true},
		{`<a href="/7" download="list.docx">List</a>`, true},
		{`<a href="/file/pdf?no=7">Download</a>`, true},
		{`<a href="/7">List</a>`, false},
		{`<a href="/et">In another language</a>`, false},
		{`<a href="mailto:list@trade.example?subject=list.pdf">Write</a>`, false},
		{`<a href="/7.html">How to open list.pdf</a>`, false},
	} {
		for name, page := range map[string]string{
			"inside": `<div class="text"><p>` + conditions + `</p><p>` + conditions + `</p><p>` + c.link + `</p></div>`,
			"above":  `<div class="view-file"><strong>Files</strong>` + c.link + `</div><div class="text"><p>` + conditions + `</p><p>` + conditions + `</p></div>`,
			"below":  `<div class="text"><p>` + conditions + `</p><p>` + conditions + `</p></div><div class="field-name-field-file"><span class="file">` + c.link + `</span></div>`,
		} {
			p := officialPage(t, `<html><body><div class="menu"><a href="/x.pdf">Help</a></div><h1>Notice No. 14</h1>`+page+`<div class="footer"><div class="files"><a href="/terms.pdf">Terms</a></div></div></body></html>`)
			if got := len(p.Attachments) == 1; got != c.file {
				t.Errorf("%s %s: attachments %v", name, c.link, p.Attachments)
			}
		}
	}
}

// A page without a heading of the first level has its title in another, or in what is called one.
func TestTitleOfLowerHeading(t *testing.T) {
	for _, c := range []struct{ head, heading, want string }{
		{"<title>Permits for alloys - Board of Trade</title>", `<div class="view-title"><h4>Permits for alloys</h4></div>`, "Permits for alloys"},
		{"", `<h2 itemprop="headline">Permits for alloys</h2>`, "Permits for alloys"},
		{"<title>Notice</title>", `<section><h2>Official notice 7/2031 on permits for alloys</h2></section>`, "Official notice 7/2031 on permits for alloys"},
		{"<title>Permits for alloys of the board</title>", `<h2>News of the week and more</h2>`, "Permits for alloys of the board"},
		{"<title>Permits for alloys | Board</title>", `<div class="pageTitle">Permits for alloys</div>`, "Permits for alloys"},
	} {
		p := officialPage(t, `<html><head>`+c.head+`</head><body><div class="menu"><h2><a href="/">The board of trade and its offices</a></h2></div>`+c.heading+`<div class="text"><p>`+conditions+`</p><p>`+conditions+`</p></div></body></html>`)
		if p.Title != c.want {
			t.Errorf("title %q of %s, want %q", p.Title, c.heading, c.want)
		}
		if c.want != "Permits for alloys of the board" && !strings.HasPrefix(p.Text, c.want) {
			t.Errorf("the text does not begin with the title: %q", p.Text[:60])
		}
	}
}

// The line under the title says which act the text is; it stands outside of the element of the text.
func TestLineUnderTitle(t *testing.T) {
	const line = "Order of the Minister of Trade of 4 May 2031 No. 7, registered on 6 May 2031"
	p := officialPage(t, `<html><body><div class="head"><h1>On permits for alloys</h1><p>`+line+`</p><p><a href="/print">Print this page with all of its notes and tables</a></p></div><div class="text"><article><p>`+
		conditions+`</p><p>`+conditions+`</p></article></div></body></html>`)
	if !strings.Contains(p.Text, line) || strings.Contains(p.Text, "Print this") {
		t.Errorf("got %q", p.Text)
	}
}
