package parse

import (
	"context"
	"strings"
	"testing"
)

// TestNothingIsLost reads pages of the shapes that extractors are known to lose text of, and wants every
// word of the notice, in its order.
func TestNothingIsLost(t *testing.T) {
	frame := func(body string) string {
		return "<html><head><title>Notice on ores</title></head><body><nav><a href=/a>Home</a></nav><h1>Notice on ores</h1><div class=content><p>The exporter of an ore named below applies for a licence in writing, and waits for it.</p>" + body + "</div><footer>Ministry of Ores</footer></body></html>"
	}
	deep := strings.Repeat("<div>", 700) + "<p>The innermost clause binds.</p>" + strings.Repeat("</div>", 700)
	for _, c := range []struct {
		name, body string
		want       []string // in this order
	}{
		{"list within a cell", "<table><tr><th>Ore</th><th>Forms</th></tr><tr><td>Tin</td><td><ul><li>ingots</li><li>foil<table><tr><td>thin</td><td>thick</td></tr></table></li></ul></td></tr></table>", []string{"Ore", "Forms", "Tin", "ingots", "foil", "thin", "thick"}},
		{"second of two tables, of links", "<table><tr><th>Code</th><th>Name</th></tr><tr><td>1X1</td><td>Tin foil</td></tr></table><table><tr><th>Code</th><th>Name</th></tr><tr><td><a href=/x>1X2</a></td><td><a href=/y>Zinc foil</a></td></tr></table>", []string{"1X1", "Tin foil", "1X2", "Zinc foil"}},
		{"items in spans", "<ul><li><span>by sea</span></li><li><span>by <b>air</b></span></li></ul>", []string{"by sea", "by air"}},
		{"deep", deep, []string{"The innermost clause binds."}},
		{"two sections", "</div><div class=content><p>The second part says who must report each quarter, and to whom.</p>", []string{"applies for a licence", "who must report each quarter"}},
		{"footnotes by class", `<p>Foil<sup><a href="#fn1">1</a></sup> is controlled.</p><div class="footnotes"><p id="fn1">1 Thinner than a hair.</p></div>`, []string{"Foil", "is controlled", "Thinner than a hair."}},
		{"citation wrapped in tags", "<p>See <a href=/c><i>§ 12.3(a)</i></a>, as amended.</p>", []string{"See § 12.3(a), as amended."}},
		{"changes with a removal", "<p>The entry for lead has been removed from the list below.</p>", []string{"has been removed from the list"}},
		{"blocks beside each other", "<div>one</div><div>two</div><dl><dt>Tin</dt><dd>Sn</dd></dl>", []string{"one\n", "two\n", "Tin", "Sn"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse(context.Background(), Input{Bytes: []byte(frame(c.body)), MediaType: "text/html"}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, p)
			at := 0
			for _, w := range c.want {
				i := strings.Index(p.Text[at:], w)
				if i < 0 {
					t.Fatalf("%q is not in its place in %q; dropped %v", w, p.Text, p.Dropped)
				}
				at += i + len(w)
			}
		})
	}
}
