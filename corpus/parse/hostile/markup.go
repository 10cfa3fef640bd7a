package hostile

import (
	"fmt"
	"strings"
)

func page(name, body string, want ...string) Document {
	return doc("html: "+name, "text/html; charset=utf-8", "<!DOCTYPE html><html><head><title>Notice</title></head><body><p>"+Words+"</p>"+body, want...)
}

// nested are the elements whose nesting the tree builder treats each in its own way.
var nested = []string{"div", "span", "b", "font size=1", "table><tr><td", "ul><li", "blockquote", "a href=x", "em", "p><i", "svg", "math><mi", "template",
	"select><option", "form", "object", "button", "details", "ruby><rt", "dl><dd", "h1", "section", "frameset", "table", "center"}

func markup(s Size) []Document {
	var out []Document
	for _, tag := range nested {
		open := "<" + tag + ">"
		n := min(s.Depth, s.Bytes/len(open))
		out = append(out, page("nested "+tag, strings.Repeat(open, n)+"deep", Read, "too_large", "damaged"))
	}
	add := func(name, body string, want ...string) {
		if len(want) == 0 {
			want = []string{Read}
		}
		out = append(out, page(name, body, want...))
	}
	add("deep and closed", strings.Repeat("<div>", s.Depth)+strings.Repeat("</div>", s.Depth), Read, "too_large", "damaged")
	var attributes strings.Builder
	for i := range min(s.Count, s.Bytes/16) {
		fmt.Fprintf(&attributes, " data-%d=x", i)
	}
	add("many attributes", "<p"+attributes.String()+">x</p>")
	add("one attribute many times", "<p"+times(" a=1", s.Bytes)+">x</p>")
	add("a long attribute", `<p class="`+times("x", s.Bytes)+`">x</p>`)
	add("a class of many names", `<p class="`+times("name ", s.Bytes)+`">x</p>`)
	add("an attribute that never ends", `<p class="`+times("x", s.Bytes))
	add("a long tag name", "<"+times("x", s.Bytes)+">x")
	add("named entities", "<p>"+times("&amp;", s.Bytes)+"</p>")
	add("numbered entities", "<p>"+times("&#x41;", s.Bytes)+"</p>")
	add("an entity that never ends", "<p>&"+times("a", s.Bytes))
	add("entities past Unicode", "<p>"+times("&#99999999999;", s.Bytes)+"</p>")
	add("a comment that never ends", "<!--"+times("x ", s.Bytes))
	add("many beginnings of comments", times("<!-- -", s.Bytes))
	add("conditional comments", times("<!--[if IE]><p>x<![endif]-->", s.Bytes))
	add("less-than signs", times("<", s.Bytes))
	add("tags that never end", times("<a ", s.Bytes))
	add("ends without beginnings", times("</div></p></b>", s.Bytes))
	add("empty paragraphs", times("<p>", s.Bytes))
	add("line breaks", times("<br>", s.Bytes))
	add("a script that never ends", "<script>"+times("x=1;", s.Bytes))
	add("a style that never ends", "<style>"+times("a{}", s.Bytes))
	add("a title that never ends", "<title>"+times("long ", s.Bytes))
	add("a text area that never ends", "<textarea>"+times("long ", s.Bytes))
	add("plaintext", "<plaintext>"+times("<p>x", s.Bytes))
	add("sections of character data", times("<![CDATA[x]]>", s.Bytes))
	add("formatting across blocks", times("<a><b><i><p>", s.Bytes/8))
	add("formatting in tables", "<table>"+times("<b><i>x", s.Bytes/8), Read, "too_large", "damaged")
	add("formatting elements never closed", times("<b id=1><b id=2><b id=3>x</p><p>", s.Bytes/8), Read, "too_large", "damaged")
	add("a row of many cells", "<table><tr>"+times("<td>x", s.Bytes), Read, "too_large")
	add("a column of many cells", "<table>"+times("<tr><td>x", s.Bytes), Read, "too_large")
	add("cells that span everything", "<table>"+times("<tr><td colspan=1000 rowspan=65534>x</td></tr>", s.Bytes/4), Read, "too_large")
	add("spans past reason", "<table><tr><td colspan=999999999 rowspan=-5>x</td></tr></table>")
	add("many columns", "<table><colgroup span=1000>"+times("<col span=1000>", s.Bytes/4)+"<tr><td>x")
	add("many links", times(`<a href="/x?y=1">go</a> `, s.Bytes))
	add("a long address", `<a href="data:text/plain,`+times("x", s.Bytes)+`">x</a>`)
	add("script addresses", times(`<a href="javascript:alert(1)">x</a> `, s.Bytes/8))
	add("many metas", times(`<meta name=date content=2025-13-45>`, s.Bytes))
	add("deep linked data", `<script type="application/ld+json">`+strings.Repeat(`{"a":`, min(s.Depth, s.Bytes/8))+"1"+`</script>`)
	add("broken linked data", `<script type="application/ld+json">{"datePublished":["`+times(`2025-10-09","`, s.Bytes/4)+`</script>`)
	add("a frame set", "<frameset>"+times("<frame src=x>", s.Bytes/4), Read, "empty")
	add("images in the text", times(`<img alt="x" src="data:,x">`, s.Bytes/2))
	return out
}
