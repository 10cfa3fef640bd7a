package parse

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/office/officetest"
)

// TestWordNumbersInCells wants automatic numbers in the cells of a table as they are typed.
func TestWordNumbersInCells(t *testing.T) {
	numbering := `<w:abstractNum w:abstractNumId="0">` + wlevel(0, "decimal", "%1.") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	row := func(number, text string) string {
		return `<w:tr><w:tc>` + number + `</w:tc><w:tc>` + wp(text) + `</w:tc></w:tr>`
	}
	table := func(first, second string) string {
		return wp("Annex") + `<w:tbl>` + wrow("No.", "Item") + row(first, "Foil") + row(second, "Wire") + `</w:tbl>`
	}
	hints := corpus.Hints{Kind: corpus.Annex}
	typed := parseWord(t, table(wp("1."), wp("2.")), "", hints)
	automatic := parseWord(t, table(wn(1, 0, ""), wn(1, 0, "")), numbering, hints)
	if a, b := outline(automatic), outline(typed); a != b || !strings.Contains(a, "2.→Wire") {
		t.Errorf("automatic numbers\n%styped numbers\n%s", a, b)
	}
}

// TestPunctuationSurvives sends the marks of both scripts through each reader that takes text as it is.
func TestPunctuationSurvives(t *testing.T) {
	const marks = "镝，铽。锗、镓；锑：钨？钼！“甲”‘乙’（丙）《丁》〈戊〉【己】〔庚〕「辛」『壬』—…·～￥％℃㎏㎡μ§¶†‡€–‰″"
	const text = "The marks " + marks + " stand"
	var rtf strings.Builder
	rtf.WriteString(`{\rtf1\uc1 `)
	for _, r := range text {
		if r < 128 {
			rtf.WriteRune(r)
			continue
		}
		fmt.Fprintf(&rtf, `\u%d?`, int16(r))
	}
	rtf.WriteString(`\par}`)
	for name, b := range map[string][]byte{
		"text": []byte(text), "HTML": []byte("<html><body><p>" + text + "</p></body></html>"), "RTF": []byte(rtf.String()),
		"Markdown": []byte(text), "mail": []byte("From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nSubject: Ores\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text + "\n"),
		"ODT": officetest.Zip(map[string]string{"mimetype": "application/vnd.oasis.opendocument.text",
			"content.xml": `<office:document-content xmlns:office="urn:office" xmlns:text="urn:text"><office:body><office:text><text:p>` + text + `</text:p></office:text></office:body></office:document-content>`}),
		"Word": wordFile(t, wp(text), ""), "CSV": []byte("a,b\n1," + text + "\n"),
		"XLSX": officetest.Zip(map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="x"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="x" Type="t/worksheet" Target="worksheets/s.xml"/></Relationships>`,
			"xl/worksheets/s.xml":        `<worksheet><sheetData><row><c t="inlineStr"><is><t>` + text + `</t></is></c></row></sheetData></worksheet>`}),
	} {
		p, err := Parse(context.Background(), Input{Bytes: b, MediaType: map[string]string{"Markdown": "text/markdown"}[name]}, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		check(t, p)
		if !strings.Contains(p.Text, text) {
			t.Errorf("%s: read %q, want %q", name, p.Text, text)
		}
	}
}

// TestStylesAreNoBomb reads a file with a part that inflates a hundredfold and is small all the same.
func TestStylesAreNoBomb(t *testing.T) {
	b := officetest.Zip(map[string]string{
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + wp("The ores are under control.") + `</w:body></w:document>`,
		"word/styles.xml":   `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + strings.Repeat(`<w:style w:styleId="a"/>`, 5000) + `</w:styles>`,
	})
	p, err := Parse(context.Background(), Input{Bytes: b}, Options{})
	if err != nil || !strings.Contains(p.Text, "The ores are under control.") {
		t.Errorf("read %q, %v", p.Text, err)
	}
}
