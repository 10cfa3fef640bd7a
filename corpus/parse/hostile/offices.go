package hostile

import (
	"fmt"
	"strings"
)

const (
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// offices are files of office programs.
func offices(s Size) []Document {
	depth := min(s.Depth, s.Bytes/16)
	var out []Document
	any := []string{"unsupported", "damaged", "too_large", "empty", Read}
	word := func(name, body string, more ...member) {
		members := append([]member{{"[Content_Types].xml", contentTypes}, {"word/document.xml", body}}, more...)
		out = append(out, Document{Name: "docx: " + name, MediaType: wordType, Body: zipped(members...), Want: any})
	}
	word("a bomb", wordOpen+strings.Repeat(paragraph, 64*s.Bytes/len(paragraph))+wordClose)
	word("many paragraphs", wordOpen+times("<w:p/>", s.Bytes)+paragraph+wordClose)
	word("deep", wordOpen+paragraph+strings.Repeat("<w:sdt><w:sdtContent>", depth)+strings.Repeat("</w:sdtContent></w:sdt>", depth)+wordClose)
	word("deep and never closed", wordOpen+paragraph+strings.Repeat("<w:p>", depth))
	word("tables in tables", wordOpen+paragraph+strings.Repeat("<w:tbl><w:tr><w:tc>", depth)+"<w:p/>"+strings.Repeat("</w:tc></w:tr></w:tbl>", depth)+wordClose)
	word("many cells", wordOpen+"<w:tbl>"+times("<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>", s.Bytes)+"</w:tbl>"+wordClose)
	word("cells that span everything", wordOpen+`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>`+paragraph+`</w:tc></w:tr></w:tbl>`+wordClose)
	word("entities", `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`+wordOpen+paragraph+"<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"+wordClose)
	number := `<?xml version="1.0"?><w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/><w:lvl w:ilvl="0"><w:start w:val="2147483647"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%1%1%1%1%1%1%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
	style := `<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="numbering" w:styleId="L"><w:basedOn w:val="M"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="M"><w:basedOn w:val="L"/></w:style></w:styles>`
	listed := `<w:p><w:pPr><w:pStyle w:val="M"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>` + Words + `</w:t></w:r></w:p>`
	word("numbers and styles in a ring", wordOpen+strings.Repeat(listed, 20)+wordClose, member{"word/numbering.xml", number}, member{"word/styles.xml", style})
	word("parts in a ring", wordOpen+paragraph+`<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r1"/>`+wordClose,
		member{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="document.xml"/></Relationships>`})
	out = append(out, sheets(s, any)...)
	out = append(out, oles(s, any)...)
	rtf := func(name, body string) {
		out = append(out, Document{Name: "rtf: " + name, MediaType: "application/rtf", Body: []byte(body), Want: any})
	}
	rtf("deep groups", `{\rtf1\ansi `+Words+strings.Repeat("{", depth)+strings.Repeat("}", depth)+"}")
	rtf("groups never closed", `{\rtf1\ansi `+Words+times("{", s.Bytes))
	rtf("groups never opened", `{\rtf1\ansi `+Words+times("}", s.Bytes))
	rtf("binary past the end", `{\rtf1\ansi `+Words+`\bin999999999 x}`)
	rtf("binary of less than nothing", `{\rtf1\ansi `+Words+`\bin-1 x}`)
	rtf("skips past the end", `{\rtf1\ansi\uc999999 `+Words+times(`\u20013`, s.Bytes)+"}")
	rtf("bytes in hexadecimal", `{\rtf1\ansi\ansicpg936 `+Words+times(`\'b0`, s.Bytes)+"}")
	rtf("a long word of control", `{\rtf1\ansi `+Words+`\`+times("x", s.Bytes)+"}")
	rtf("many rows", `{\rtf1\ansi `+Words+times(`\trowd\cellx1 x\cell\row `, s.Bytes)+"}")
	rtf("a table of fonts without end", `{\rtf1\ansi{\fonttbl`+times(`{\f1\fcharset134 x;}`, s.Bytes)+`}`+Words+`}`)
	return out
}

func sheets(s Size, any []string) []Document {
	var out []Document
	book := `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
	types := `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	relation := func(kind, target string) string {
		return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `"/></Relationships>`
	}
	add := func(name, sheet string, more ...member) {
		members := append([]member{{"[Content_Types].xml", types}, {"_rels/.rels", relation("officeDocument", "xl/workbook.xml")}, {"xl/workbook.xml", book},
			{"xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")},
			{"xl/worksheets/sheet1.xml", `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + sheet + `</worksheet>`}}, more...)
		out = append(out, Document{Name: "xlsx: " + name, MediaType: sheetType, Body: zipped(members...), Want: any})
	}
	text := `<c r="A1" t="inlineStr"><is><t>` + Words + `</t></is></c>`
	var rows strings.Builder
	for i := range 5 * s.Count {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"><v>1</v></c></row>`, i+2, i+2)
	}
	add("many cells", `<sheetData><row r="1">`+text+`</row>`+rows.String()+`</sheetData>`)
	add("the last cell of all", `<dimension ref="A1:XFD1048576"/><sheetData><row r="1">`+text+`</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>`)
	add("a cell past the last", `<sheetData><row r="99999999"><c r="ZZZZZZ99999999"><v>1</v></c></row></sheetData>`)
	add("strings that are not there", `<sheetData><row r="1">`+text+`<c r="B1" t="s"><v>999999</v></c><c r="C1" t="s"><v>-1</v></c></row></sheetData>`)
	add("merged over everything", `<sheetData><row r="1">`+text+`</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`)
	add("a formula of itself", `<sheetData><row r="1">`+text+`<c r="B1"><f>B1+C1</f></c><c r="C1"><f>B1</f></c></row></sheetData>`)
	return out
}
