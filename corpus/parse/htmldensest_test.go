package parse

import (
	"context"
	"strings"
	"testing"
)

// A notice without a frame keeps what stands before and after its longest part.
func TestNoticeWithoutFrame(t *testing.T) {
	long := strings.Repeat("<p>The holder of a permit keeps a record of each consignment for five years and shows it to the authority.</p>", 20)
	for name, page := range map[string]string{
		"a list before":      `<h1>Notice No. 7 of 2031</h1><ol><li>An applicant names the consignee of all the goods in writing.</li><li>The authority answers.</li></ol><div class="two">` + long + `</div>`,
		"a paragraph before": `<h1>Notice No. 7 of 2031</h1><p>An applicant names the consignee of all the goods in writing.</p><div>` + long + `</div>`,
		"a table after":      `<h1>Notice No. 7 of 2031</h1><div>` + long + `</div><table><tr><td>Code</td><td>Goods</td></tr><tr><td>7A1</td><td>An applicant names the consignee of all the goods in writing.</td></tr><tr><td>7A2</td><td>Foil</td></tr></table>`,
		"a table in a frame": `<h1>Notice No. 7 of 2031</h1><div>` + long + `</div><div class="scroll"> <table><tr><td>Code</td><td>Goods</td></tr><tr><td>7A1</td><td>An applicant names the consignee of all the goods in writing.</td></tr><tr><td>7A2</td><td>Foil</td></tr></table></div>`,
		"chrome is left out": `<div class="top"><a href="/a">Home of the authority and its offices in the land</a></div><h1>Notice No. 7 of 2031</h1><div><p>An applicant names the consignee of all the goods in writing.</p>` + long + `</div><p>© The authority, all rights reserved, write to the office for further use</p>`,
	} {
		p, err := Parse(context.Background(), Input{Bytes: []byte("<html><body>" + page + "</body></html>"), MediaType: "text/html"}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(p.Text, "An applicant names the consignee of all the goods in writing.") {
			t.Errorf("%s: lost: %s", name, p.Text[:100])
		}
		if strings.Contains(p.Text, "Home of the authority") || strings.Contains(p.Text, "all rights reserved") {
			t.Errorf("%s: chrome stays", name)
		}
	}
}
