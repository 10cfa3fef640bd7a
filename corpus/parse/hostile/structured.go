package hostile

import (
	"fmt"
	"strings"
)

// structured are JSON and XML: deep, wide, or growing when entities are replaced.
func structured(s Size) []Document {
	depth := min(s.Depth, s.Bytes/8)
	item := func(body string) string { return `{"title":"Notice","content":"` + Words + `",` + body + `}` }
	var out []Document
	add := func(name, body string, want ...string) {
		out = append(out, doc("json: "+name, "application/json", body, want...))
	}
	add("nested arrays", strings.Repeat("[", depth)+strings.Repeat("]", depth), "unsupported", "damaged", "too_large")
	add("nested arrays that never end", strings.Repeat("[", depth), "damaged", "too_large")
	add("nested objects", strings.Repeat(`{"a":`, depth)+"1"+strings.Repeat("}", depth), "unsupported", "damaged", "too_large")
	add("an item deep inside", strings.Repeat(`{"results":[`, 200)+item(`"n":1`)+strings.Repeat("]}", 200), "unsupported", "too_large", Read)
	add("many keys", item(times(`"k":1,`, s.Bytes)+`"z":1`), Read)
	add("a number past reason", item(`"n":1`+times("0", s.Bytes)+`e999999`), Read, "damaged")
	add("escapes", `{"title":"x","content":"`+Words+times(`\u0000\u200b`, s.Bytes)+`"}`, Read)
	add("half a surrogate", item(`"a":"`+times(`\ud800`, s.Bytes/4)+`"`), Read)
	add("many items", `[`+times(item(`"n":1`)+",", s.Bytes)+item(`"n":1`)+`]`, "unsupported", Read, "too_large")
	add("deep markup inside", `{"title":"x","content":"<p>`+Words+`</p>`+strings.Repeat("<div>", depth)+`"}`, Read, "too_large", "damaged")

	xml := func(name, body string, want ...string) {
		out = append(out, doc("xml: "+name, "application/xml", body, want...))
	}
	laughs := `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">`
	for i := range 20 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	any := []string{"unsupported", "damaged", "too_large", "empty", Read}
	xml("a billion laughs", laughs+"]><r><p>"+Words+"</p><p>&a20;</p></r>", any...)
	xml("one large entity many times", `<!DOCTYPE r [<!ENTITY a "`+times("x", 50_000)+`">]><r>`+times("&a;", s.Bytes/4)+`</r>`, any...)
	xml("an entity of itself", `<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]><r><p>&a;</p></r>`, any...)
	xml("a file as an entity", `<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r><p>&a;</p></r>`, any...)
	xml("an address as an entity", `<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x"> %a;]><r><p>x</p></r>`, any...)
	xml("deep", strings.Repeat("<a>", depth)+"x"+strings.Repeat("</a>", depth), any...)
	xml("deep and never closed", strings.Repeat("<a>", depth), any...)
	xml("many attributes", "<r"+times(" a=\"1\"", s.Bytes)+"><p>x</p></r>", any...)
	xml("many namespaces", "<r>"+times(`<a xmlns="urn:x">`, s.Bytes/8), any...)
	xml("long character data", "<r><p><![CDATA["+times("<x>", s.Bytes)+"]]></p></r>", any...)
	xml("a comment that never ends", "<r><!--"+times("x", s.Bytes), any...)
	xml("instructions", "<?xml version=\"1.0\"?>"+times("<?x y?>", s.Bytes)+"<r><p>x</p></r>", any...)
	xml("a doctype that never ends", "<!DOCTYPE r ["+times("<!ELEMENT a ANY>", s.Bytes), any...)
	xml("UTF-16 that is not", `<?xml version="1.0" encoding="UTF-16"?><r><p>`+Words+`</p></r>`, any...)
	feed := `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>`
	out = append(out,
		doc("feed: many items", "application/rss+xml", feed+times("<item><title>Notice</title><link>http://a.example/1</link></item>", s.Bytes)+"</channel></rss>", any...),
		doc("feed: many items never closed", "application/rss+xml", feed+times("<item><title>Notice", s.Bytes), any...),
		doc("feed: deep contents", "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">`+strings.Repeat("<div>", depth), any...),
		doc("feed: controls", "application/rss+xml", feed+times("<item><title>\x01\x02</title></item>", s.Bytes/4)+"</channel></rss>", any...),
		doc("sitemap: many addresses", "application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`+times("<url><loc>http://a.example/</loc></url>", s.Bytes)+"</urlset>", any...),
	)
	return out
}
