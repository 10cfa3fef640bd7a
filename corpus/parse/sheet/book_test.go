package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office/officetest"
)

var limits = block.Limits{Bytes: 1 << 20, Cells: 1000}

func outline(p block.Page) string {
	var b strings.Builder
	for _, bl := range p.Blocks {
		fmt.Fprintf(&b, "%d|%s", bl.Kind, strings.ReplaceAll(bl.Text, "\t", "→"))
		if bl.Columns != nil {
			fmt.Fprintf(&b, " %q", bl.Columns)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// wantSame is how the test workbook is displayed: a title over the table, a head of two rows, a code
// with its zeros, a number that is no date, a date, the value of a formula, and a note below.
const wantSame = "1|List\n0|Items under control\n4|Code→Goods→→Since\n4|→Name→Share\n3|00123→Foil→99.99→2025-10-09 [\"Code\" \"Goods Name\" \"Goods Share\" \"Since\"]\n" +
	"3|8110→Wire→0.5→2025-10-10 [\"Code\" \"Goods Name\" \"Goods Share\" \"Since\"]\n0|Note: all of it.\n1|Other\n0|Second sheet\n"

func sameXLSX() map[string]string {
	inline := func(ref, text string) string {
		return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t><rPh><t>guide</t></rPh></is></c>`
	}
	return map[string]string{
		"_rels/.rels":     `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns:r="urn:r"><workbookPr date1904="1"/><sheets><sheet name="List" r:id="s1"/><sheet name="Secret" state="hidden" r:id="s3"/><sheet name="Other" r:id="s2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="s1" Type="http://x/worksheet" Target="worksheets/a.xml"/><Relationship Id="s2" Type="http://x/worksheet" Target="/xl/worksheets/b.xml"/>` +
			`<Relationship Id="s3" Type="http://x/worksheet" Target="worksheets/b.xml"/></Relationships>`,
		"xl/sharedStrings.xml": `<sst><si><r><t>Fo</t></r><r><t>il</t></r></si><si><t>Wire</t></si></sst>`,
		"xl/styles.xml":        `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/worksheets/a.xml": `<worksheet><sheetData><row r="1">` + inline("B1", "Items under control") + `</row><row r="3">` + inline("B3", "Code") + inline("C3", "Goods") + inline("E3", "Since") + `</row>` +
			`<row r="4">` + inline("C4", "Name") + inline("D4", "Share") + `</row>` +
			`<row r="5" hidden="1"><c r="B5" s="1"><v>123</v></c><c r="C5" t="s"><v>0</v></c><c r="D5"><f>99.9+0.09</f><v>99.990000000000009</v></c><c r="E5" s="2"><v>44477</v></c></row>` +
			`<row><c r="B6" t="str"><v>8110</v></c><c t="s"><v>1</v></c><c><v>0.5</v></c><c s="2"><v>44478</v></c></row><row r="8">` + inline("B8", "Note: all of it.") + `</row></sheetData>` +
			`<mergeCells><mergeCell ref="B3:B4"/><mergeCell ref="C3:D3"/><mergeCell ref="E3:E4"/></mergeCells></worksheet>`,
		"xl/worksheets/b.xml": `<worksheet><sheetData><row><c t="inlineStr"><is><t>Second sheet</t></is></c></row></sheetData></worksheet>`,
	}
}

const same2003 = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>` +
	`<Style ss:ID="c"><NumberFormat ss:Format="00000"/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>` +
	`<Worksheet ss:Name="List"><Table><Row><Cell ss:Index="2"><Data ss:Type="String">Items under control</Data></Cell></Row>` +
	`<Row ss:Index="3"><Cell ss:Index="2" ss:MergeDown="1"><Data ss:Type="String">Code</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="String">Goods</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="String">Since</Data></Cell></Row>` +
	`<Row><Cell ss:Index="3"><Data ss:Type="String">Name</Data></Cell><Cell><Data ss:Type="String">Share</Data></Cell></Row>` +
	`<Row ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="c"><Data ss:Type="Number">123</Data></Cell><Cell><Data ss:Type="String"><B>Foil</B></Data></Cell><Cell><Data ss:Type="Number">99.99</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2025-10-09T00:00:00.000</Data></Cell></Row>` +
	`<Row><Cell ss:Index="2"><Data ss:Type="String">8110</Data></Cell><Cell><Data ss:Type="String">Wire</Data></Cell><Cell><Data ss:Type="Number">0.5</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="Number">45940</Data></Cell></Row>` +
	`<Row ss:Index="8"><Cell ss:Index="2"><Data ss:Type="String">Note: all of it.</Data><Comment><Data>gone</Data></Comment></Cell></Row></Table></Worksheet>` +
	`<Worksheet ss:Name="Secret"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>` +
	`<Worksheet ss:Name="Other"><Table><Row><Cell><Data ss:Type="String">Second sheet</Data></Cell></Row></Table></Worksheet></Workbook>`

func sameODS() map[string]string {
	cell := func(attrs, text string) string {
		return `<table:table-cell ` + attrs + `><text:p>` + text + `</text:p></table:table-cell>`
	}
	gap := `<table:table-cell/>`
	return map[string]string{
		"mimetype": string(ODS),
		"content.xml": `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style></office:automatic-styles>` +
			`<office:body><office:spreadsheet><table:table table:name="List"><table:table-row>` + gap + cell("", "Items under control") + `</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="1024"/></table:table-row>` +
			`<table:table-row>` + gap + cell(`table:number-rows-spanned="2"`, "Code") + cell(`table:number-columns-spanned="2"`, "Goods") + `<table:covered-table-cell/>` + cell(`table:number-rows-spanned="2"`, "Since") + `</table:table-row>` +
			`<table:table-row>` + gap + `<table:covered-table-cell/>` + cell("", "Name") + cell("", "Share") + `<table:covered-table-cell/></table:table-row>` +
			`<table:table-row table:visibility="filter">` + gap + cell("", "00123") + cell("", "Fo<text:span>il</text:span>") + cell("", "99.99") + cell("", "2025-10-09") + `</table:table-row>` +
			`<table:table-row>` + gap + cell("", "8110") + cell("", "Wire") + cell("", "0.5") + cell("", "2025-10-10") + `</table:table-row><table:table-row/>` +
			`<table:table-row>` + gap + `<table:table-cell><office:annotation><text:p>gone</text:p></office:annotation><text:p>Note: all of it.</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>` +
			`<table:table table:name="Secret" table:style-name="h"><table:table-row>` + cell("", "x") + `</table:table-row></table:table>` +
			`<table:table table:name="Other"><table:table-row>` + cell("", "Second sheet") + `</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
	}
}

// biff packs one record.
func biff(kind int, parts ...any) []byte {
	var body []byte
	for _, p := range parts {
		switch v := p.(type) {
		case int:
			body = binary.LittleEndian.AppendUint16(body, uint16(v))
		case float64:
			body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
		case string:
			body = append(body, v...)
		case []byte:
			body = append(body, v...)
		}
	}
	out := binary.LittleEndian.AppendUint16(nil, uint16(kind))
	return append(binary.LittleEndian.AppendUint16(out, uint16(len(body))), body...)
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// sameXLS is the workbook in BIFF8; the first shared text is cut by a continuation, its width changing.
func sameXLS() []byte {
	label := func(row, column int, s string) []byte {
		return biff(recLabel, row, column, 0, len(s), []byte{0}, s)
	}
	sst := append(biff(recSST, 2, 0, 2, 0, 4, []byte{0}, "Fo"), biff(recContinue, []byte{1}, wide("il"), 4, []byte{0}, "Wire")...)
	a := bytes.Join([][]byte{biff(recBOF, 0x600, 0x10, 0, 0), biff(recRow, 4, 0, 0, 0, 0, 0, 0x20, 0),
		label(0, 1, "Items under control"), label(2, 1, "Code"), label(2, 2, "Goods"), label(2, 4, "Since"), label(3, 2, "Name"), label(3, 3, "Share"),
		biff(recNumber, 4, 1, 1, 123.0), biff(recLabelSST, 4, 2, 0, 0, 0), biff(recFormula, 4, 3, 0, 99.99, 0, 0, 0), biff(recRK, 4, 4, 2, (44477<<2|2)&0xffff, (44477<<2|2)>>16),
		biff(recFormula, 5, 1, 0, []byte{0, 0, 0, 0, 0, 0, 0xff, 0xff}, 0, 0, 0), biff(recString, 4, []byte{0}, "8110"), biff(recLabelSST, 5, 2, 0, 1, 0), biff(recMulRK, 5, 3, 0, 50<<2|3, 0, 2, (44478<<2|2)&0xffff, (44478<<2|2)>>16, 4),
		label(7, 1, "Note: all of it."), biff(recMerged, 3, 2, 3, 1, 1, 2, 2, 2, 3, 2, 3, 4, 4), biff(recEOF)}, nil)
	b := bytes.Join([][]byte{biff(recBOF, 0x600, 0x10, 0, 0), label(0, 0, "Second sheet"), biff(recEOF)}, nil)
	sheet := func(at, hidden int, name string) []byte {
		return biff(recBoundSheet, at&0xffff, at>>16, []byte{byte(hidden), 0, byte(len(name)), 0}, name)
	}
	globals := func(size int) []byte {
		return bytes.Join([][]byte{biff(recBOF, 0x600, 5, 0, 0), biff(recDate1904, 1), biff(recFormat, 170, 5, []byte{0}, "00000"), biff(recXF, 0, 0), biff(recXF, 0, 170), biff(recXF, 0, 14),
			sheet(size, 0, "List"), sheet(size+len(a), 1, "Secret"), sheet(size+len(a), 0, "Other"), sst, biff(recEOF)}, nil)
	}
	g := globals(0)
	return officetest.OLE(map[string][]byte{"Workbook": bytes.Join([][]byte{globals(len(g)), a, b}, nil)})
}

// TestSame reads one workbook in four formats; it is displayed alike, so the blocks must be.
func TestSame(t *testing.T) {
	for _, c := range []struct {
		name string
		read func([]byte, block.Limits) (block.Page, error)
		in   []byte
	}{
		{"XLSX", ReadXLSX, officetest.Zip(sameXLSX())}, {"XLS", ReadXLS, sameXLS()}, {"XML of 2003", ReadXML, []byte(same2003)}, {"ODS", ReadODS, officetest.Zip(sameODS())},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := c.read(c.in, limits)
			if err != nil {
				t.Fatal(err)
			}
			if got := outline(p); got != wantSame {
				t.Errorf("got\n%swant\n%s", got, wantSame)
			}
			if len(p.Dropped) != 1 || !strings.Contains(p.Dropped[0].What, "Secret") || len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], "1 hidden rows") {
				t.Errorf("dropped %v, warnings %q", p.Dropped, p.Warnings)
			}
			_, err = c.read(c.in, block.Limits{Bytes: 1 << 20, Cells: 3})
			var e *block.Error
			if !errors.As(err, &e) || e.Kind != block.TooLarge {
				t.Errorf("with three cells at most: %v, want too_large", err)
			}
			if p, err := c.read(c.in[:len(c.in)*3/5], limits); err == nil && len(p.Warnings) == 0 {
				t.Errorf("cut short, and nothing says so: %q", outline(p))
			}
		})
	}
}
