package sample

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

const (
	wordSpace  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	docxTypes  = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>`
	docxRels   = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docxDocRel = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`
	// docxNumbers counts 一、 二、 三、 by itself, so that no number stands in the text.
	docxNumbers = xmlHead + `<w:numbering ` + wordSpace + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
)

// makeDOCX writes a version as a Word file with real tables and automatic numbers.
func makeDOCX(v *version) ([]byte, error) {
	var doc strings.Builder
	doc.WriteString(xmlHead + `<w:document ` + wordSpace + `><w:body>`)
	paragraph(&doc, "", mark(v.lang))
	paragraph(&doc, `<w:jc w:val="center"/>`, v.title)
	for _, k := range blocks(v.body) {
		switch k.kind {
		case '|':
			docxTable(&doc, k.rows)
		case '+':
			paragraph(&doc, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, k.text)
		default:
			paragraph(&doc, "", k.text)
		}
	}
	doc.WriteString(`</w:body></w:document>`)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{{"[Content_Types].xml", docxTypes}, {"_rels/.rels", docxRels}, {"word/document.xml", doc.String()},
		{"word/_rels/document.xml.rels", docxDocRel}, {"word/numbering.xml", docxNumbers}} {
		w, err := z.Create(part[0])
		if err != nil {
			return nil, fmt.Errorf("add %s to the Word file: %w", part[0], err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			return nil, fmt.Errorf("write %s of the Word file: %w", part[0], err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("close the Word file: %w", err)
	}
	return out.Bytes(), nil
}

func paragraph(b *strings.Builder, properties, text string) {
	b.WriteString("<w:p>")
	if properties != "" {
		b.WriteString("<w:pPr>" + properties + "</w:pPr>")
	}
	fmt.Fprintf(b, `<w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, escapeXML(text))
}

func docxTable(b *strings.Builder, rows [][]string) {
	b.WriteString("<w:tbl>")
	for _, row := range rows {
		b.WriteString("<w:tr>")
		for _, cell := range row {
			b.WriteString("<w:tc>")
			paragraph(b, "", cell)
			b.WriteString("</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString("</w:tbl>")
}
