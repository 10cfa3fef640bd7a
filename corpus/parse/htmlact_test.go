package parse

import (
	"context"
	"strings"
	"testing"
)

// TestActsStayWhole: nothing of a notice is left out because it reads like no news, though nobody said
// that it is one.
func TestActsStayWhole(t *testing.T) {
	rows := []string{"Gallium arsenide wafers", "1303-00-0", "3818 00 90", "Germanium dioxide", "1310-53-8"}
	items := []string{"Samples of less than 5 kg;", "Transit cargo;", "Contracts registered before the day of this notice."}
	body := `<table><tr><th>Item</th><th>CAS</th><th>CN code</th></tr><tr><td>Gallium arsenide wafers</td><td>1303-00-0</td><td>3818 00 90</td></tr>
<tr><td>Germanium dioxide</td><td>1310-53-8</td><td>2825 60 00</td></tr></table><p>The following are exempt:</p><ul><li>` + strings.Join(items, "</li><li>") + `</li></ul>
<p>Licences issued before 1 May 2026 remain valid.</p><p>Signed: A. Person, Head of Licensing</p>`
	page := func(heading string) string {
		return `<html><head><title>` + heading + `</title></head><body><nav><a href="/a">Home</a> <a href="/b">Contact</a></nav><main><h1>` + heading + `</h1><p>From 1 May 2026 the export of these goods needs a licence of the unit.</p>` + body + `</main></body></html>`
	}
	for _, c := range []struct{ heading, url string }{
		{"Notice to Exporters 2026/14: gallium", ""},
		{"Export of gallium and germanium goods", "https://www.trade.gov.example.org/notices/14"},
		{"Circular of the licensing unit", "file:///notice.html"},
		{"Arrêté n° 14/2026 relatif à l’exportation du gallium", ""},
		{"Portaria nº 14, de 4 de maio de 2026", ""},
		{"Об утверждении Правил вывоза галлия", ""},
		{"Base Minerals Export Control (Gallium) Order, 2026", ""},
		{"Gallium (Export) Regulations 2026", ""},
	} {
		p, err := Parse(context.Background(), Input{Bytes: []byte(page(c.heading)), MediaType: "text/html", URL: c.url}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range append(append([]string{"remain valid", "Head of Licensing"}, rows...), items...) {
			if !strings.Contains(p.Text, want) {
				t.Errorf("%s %s: %q is lost of\n%s", c.heading, c.url, want, p.Text)
			}
		}
	}
}
