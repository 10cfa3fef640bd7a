package hostile

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// pdfFile writes objects, numbered from 1, with a right table of them.
func pdfFile(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

const (
	pdfRoot = "<</Type/Catalog/Pages 2 0 R>>"
	pdfTree = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	pdfFont = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	pdfText = "BT /F 12 Tf 72 700 Td (" + Words + ") Tj ET\n"
)

func pdfPage(more string) string {
	return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>" + more + ">>>>"
}

func stream(dict, body string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(body), body)
}

func deflated(body string) string {
	var b bytes.Buffer
	return string(squeeze(zlib.NewWriter(&b), &b, []byte(body)))
}

func pdfs(s Size) []Document {
	any := []string{"damaged", "too_large", "scanned", "empty", "encrypted", Read, "too_slow"}
	depth := min(s.Depth, s.Bytes/4)
	var out []Document
	add := func(name string, body []byte) {
		out = append(out, Document{Name: "pdf: " + name, MediaType: "application/pdf", Body: body, Want: any})
	}
	one := func(name, content string, more ...string) {
		add(name, pdfFile(append([]string{pdfRoot, pdfTree, pdfPage(""), stream("", content), pdfFont}, more...)...))
	}
	one("an ordinary page", pdfText)
	add("pages in a ring", pdfFile(pdfRoot, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"))
	add("pages two in a ring", pdfFile(pdfRoot, "<</Type/Pages/Kids[3 0 R]/Count 9>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>"))
	add("a count past reason", pdfFile(pdfRoot, "<</Type/Pages/Kids[3 0 R]/Count 999999999>>", pdfPage(""), stream("", pdfText), pdfFont))
	add("a count of less than nothing", pdfFile(pdfRoot, "<</Type/Pages/Kids[3 0 R]/Count -5>>", pdfPage(""), stream("", pdfText), pdfFont))
	add("many pages", pdfFile(pdfRoot, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Repeat("3 0 R ", s.Count), s.Count), pdfPage(""), stream("", pdfText), pdfFont))
	add("a page past reason", pdfFile(pdfRoot, pdfTree, strings.Replace(pdfPage(""), "612 792", "1e30 1e30", 1), stream("", pdfText), pdfFont))
	add("a page of nothing", pdfFile(pdfRoot, pdfTree, strings.Replace(pdfPage(""), "612 792", "0 0", 1), stream("", pdfText), pdfFont))
	add("a bomb", pdfFile(pdfRoot, pdfTree, pdfPage(""), stream("/Filter/FlateDecode", deflated(pdfText+strings.Repeat(" ", 64*s.Bytes))), pdfFont))
	add("a bomb in a bomb", pdfFile(pdfRoot, pdfTree, pdfPage(""), stream("/Filter[/FlateDecode/FlateDecode]", deflated(deflated(pdfText+strings.Repeat(" ", 64*s.Bytes)))), pdfFont))
	add("a form in itself", pdfFile(pdfRoot, pdfTree, pdfPage("/XObject<</X 6 0 R>>"), stream("", pdfText+"/X Do"), pdfFont,
		stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>", "/X Do /X Do")))
	one("many words", times(pdfText, s.Bytes))
	one("graphics states never restored", times("q ", s.Bytes)+pdfText)
	one("deep arrays in the content", strings.Repeat("[", depth)+pdfText)
	one("a string that never ends", pdfText+"("+times("x", s.Bytes))
	one("brackets in a string", pdfText+"("+strings.Repeat("(", depth)+") Tj")
	one("numbers past reason", "BT /F 1e38 Tf 1e38 -1e38 Td (x) Tj ET "+pdfText)
	add("deep arrays", pdfFile(pdfRoot, pdfTree, pdfPage(""), stream("", pdfText), pdfFont, strings.Repeat("[", depth)+strings.Repeat("]", depth)))
	add("deep dictionaries", pdfFile("<</Type/Catalog/Pages 2 0 R/X "+strings.Repeat("<</A ", depth)+"1"+strings.Repeat(">>", depth)+">>", pdfTree, pdfPage(""), stream("", pdfText), pdfFont))
	good := pdfFile(pdfRoot, pdfTree, pdfPage(""), stream("", pdfText), pdfFont)
	add("only a head", []byte("%PDF-1.7\n"))
	add("cut short", good[:len(good)/2])
	add("no table of objects", good[:bytes.LastIndex(good, []byte("xref\n0"))])
	ring := bytes.Replace(good, []byte("/Root 1 0 R"), []byte(fmt.Sprintf("/Root 1 0 R/Prev %d", bytes.Index(good, []byte("xref\n0")))), 1)
	add("a table that comes before itself", ring)
	add("a table elsewhere", bytes.Replace(good, []byte("startxref\n"), []byte("startxref\n9999999"), 1))
	add("many ends", append(bytes.Clone(good), times("startxref\n9\n%%EOF\n", s.Bytes)...))
	add("an unknown cipher", bytes.Replace(good, []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt<</Filter/Own/V 99/R 99>>"), 1))
	add("a stream longer than the file", bytes.Replace(good, []byte("/Length "), []byte("/Length 9999999"), 1))
	add("a length that is itself", pdfFile(pdfRoot, pdfTree, pdfPage(""), "<</Length 4 0 R>>stream\n"+pdfText+"endstream", pdfFont))
	cmap := "/CIDInit /ProcSet findresource begin begincmap " + times("1 beginbfrange <0000> <ffff> <0000> endbfrange ", s.Bytes) + "endcmap"
	add("a map of characters without end", pdfFile(pdfRoot, pdfTree, pdfPage(""), stream("", pdfText), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", stream("", cmap)))
	return out
}
