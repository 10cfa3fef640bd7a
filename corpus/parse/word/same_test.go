package word

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office/officetest"
)

const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// sameBody is the text of the test document in WordprocessingML; num writes the reference to a list.
func sameBody(num func(level string) string, note string) string {
	p := func(props, text string) string {
		return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	cell := func(props, text string) string {
		return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + p("", text) + `</w:tc>`
	}
	return p(`<w:pStyle w:val="H1"/>`, "Scope of the rule") + p(num("0"), "Alloys") + p(num("1"), "with samarium") + p(num("1"), "with dysprosium") + p(num("0"), "Magnets") +
		`<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>` + cell("", "Code") + cell("", "Name") + `</w:tr><w:tr>` + cell(`<w:vMerge w:val="restart"/>`, "1") + cell("", "Foil") + `</w:tr><w:tr>` + cell(`<w:vMerge/>`, "") + cell("", "Wire") + `</w:tr></w:tbl>` +
		`<w:p><w:r><w:t>It applies</w:t></w:r>` + note + `<w:r><w:t xml:space="preserve"> at once.</w:t></w:r></w:p>`
}

const wantSame = "11 |Scope of the rule\n21 1.|Alloys\n22 (a)|with samarium\n22 (b)|with dysprosium\n21 2.|Magnets\n" +
	"40 |Code→Name\n30 |1→Foil [\"Code\" \"Name\"]\n30 |→Wire [\"Code\" \"Name\"]\n00 |It applies[1] at once.\n50 |[1] Save as ordered.\n"

func samePackage() map[string]string {
	num := func(level string) string {
		return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="4"/></w:numPr>`
	}
	return map[string]string{
		"_rels/.rels": `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>`,
		"word/_rels/document2.xml.rels": `<Relationships><Relationship Id="a" Type="http://x/numbering" Target="lists.xml"/><Relationship Id="b" Type="http://x/styles" Target="/word/looks.xml"/>` +
			`<Relationship Id="c" Type="http://x/footnotes" Target="notes.xml"/></Relationships>`,
		"word/document2.xml": `<w:document ` + ns + `><w:body>` + sameBody(num, `<w:r><w:footnoteReference w:id="7"/></w:r>`) + `</w:body></w:document>`,
		"word/lists.xml": `<w:numbering ` + ns + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>` +
			`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
		"word/looks.xml": `<w:styles ` + ns + `><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"word/notes.xml": `<w:footnotes ` + ns + `><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>Save as ordered.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
	}
}

func sameFlat() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><pkg:package xmlns:pkg="http://x">`)
	for name, body := range samePackage() {
		b.WriteString(`<pkg:part pkg:name="/` + name + `"><pkg:xmlData>` + body + `</pkg:xmlData></pkg:part>`)
	}
	return b.String() + `</pkg:package>`
}

func same2003() string {
	num := func(level string) string {
		return `<w:listPr><w:ilvl w:val="` + level + `"/><w:ilfo w:val="2"/></w:listPr>`
	}
	return `<?xml version="1.0"?><w:wordDocument ` + ns + `><w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:nfc w:val="4"/><w:lvlText w:val="(%2)"/></w:lvl></w:listDef><w:list w:ilfo="2"><w:ilst w:val="0"/></w:list></w:lists>` +
		`<w:styles><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles><w:body><wx:sect xmlns:wx="x">` +
		sameBody(num, `<w:r><w:footnote><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Save as ordered.</w:t></w:r></w:p></w:footnote></w:r>`) + `</wx:sect></w:body></w:wordDocument>`
}

const sameRTF = `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}}{\stylesheet{\s1\outlinelevel0 heading 1;}}{\info{\title Not text}}
\pard\s1 Scope of the rule\par {\listtext\pard 1.\tab}\pard\ls1\ilvl0 Alloys\par {\listtext (a)\tab}\pard\ls1\ilvl1 with samarium\par
{\listtext (b)\tab}with dysprosium\par {\listtext 2.\tab}\pard\ls1\ilvl0 Magnets\par
\trowd\trhdr\cellx1000\cellx3000\pard\intbl Code\cell Name\cell\row \trowd\clvmgf\cellx1010\cellx3000\pard\intbl 1\cell Foil\cell\row
\trowd\clvmrg\cellx1000\cellx2990\pard\intbl\cell Wire\cell\row \pard It applies{\super\chftn{\footnote\pard\chftn Save as ordered.}} at once.\par}`

func sameODT() map[string]string {
	return map[string]string{
		"mimetype": ODT,
		"content.xml": `<office:document-content xmlns:office="urn:office" xmlns:text="urn:text" xmlns:table="urn:table"><office:automatic-styles><text:list-style text:name="L1">` +
			`<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style></office:automatic-styles>` +
			`<office:body><office:text><text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes><text:h text:outline-level="1">Scope of the rule</text:h>` +
			`<text:list text:style-name="L1"><text:list-item><text:p>Alloys</text:p><text:list><text:list-item><text:p>with samarium</text:p></text:list-item><text:list-item><text:p>with<text:s/>dysprosium</text:p></text:list-item></text:list></text:list-item>` +
			`<text:list-item><text:p>Magnets</text:p></text:list-item></text:list><table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Code</text:p></table:table-cell><table:table-cell><text:p>Name</text:p></table:table-cell></table:table-row></table:table-header-rows>` +
			`<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>1</text:p></table:table-cell><table:table-cell><text:p>Foil</text:p></table:table-cell></table:table-row>` +
			`<table:table-row><table:covered-table-cell/><table:table-cell><text:p>Wire</text:p></table:table-cell></table:table-row></table:table>` +
			`<text:p>It applies<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Save as ordered.</text:p></text:note-body></text:note> at once.</text:p></office:text></office:body></office:document-content>`,
	}
}

// TestSame reads one document in five formats; the printed page is the same, so the blocks must be.
func TestSame(t *testing.T) {
	for _, c := range []struct {
		name string
		read func([]byte, block.Limits) (block.Page, error)
		in   []byte
	}{
		{"DOCX", ReadDOCX, officetest.Zip(samePackage())}, {"Flat OPC", ReadFlat, []byte(sameFlat())}, {"Word 2003", ReadXML2003, []byte(same2003())},
		{"RTF", ReadRTF, []byte(sameRTF)}, {"ODT", ReadODT, officetest.Zip(sameODT())},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := c.read(c.in, limits)
			if err != nil {
				t.Fatal(err)
			}
			if got := outline(p); got != wantSame || len(p.Warnings) > 0 {
				t.Errorf("got\n%swant\n%swarnings %q", got, wantSame, p.Warnings)
			}
			_, err = c.read(c.in, block.Limits{Bytes: 1 << 20, Cells: 3})
			var e *block.Error
			if !errors.As(err, &e) || e.Kind != block.TooLarge {
				t.Errorf("with three cells at most: %v, want too_large", err)
			}
			if p, err := c.read(c.in[:len(c.in)*2/3], limits); err == nil && len(p.Warnings) == 0 {
				t.Errorf("cut short, and nothing says so: %q", outline(p))
			}
		})
	}
}

// fuzzed reads bytes within small limits: a page comes of them, or an Error that says why not.
func fuzzed(t *testing.T, read func([]byte, block.Limits) (block.Page, error), b []byte) {
	_, err := read(b, block.Limits{Bytes: 1 << 16, Cells: 500})
	var e *block.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatal(err)
	}
}

// FuzzReadXML changes files of one piece.
func FuzzReadXML(f *testing.F) {
	f.Add([]byte(sameFlat()))
	f.Add([]byte(same2003()))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte("pkg:")) {
			fuzzed(t, ReadFlat, b)
		} else {
			fuzzed(t, ReadXML2003, b)
		}
	})
}

// FuzzParts changes the parts of a package themselves, which in a packed file hardly a change survives.
func FuzzParts(f *testing.F) {
	same := samePackage()
	f.Add(same["word/document2.xml"], same["word/lists.xml"], same["word/looks.xml"], same["word/notes.xml"])
	f.Fuzz(func(t *testing.T, body, lists, looks, notes string) {
		parts := map[string]string{"word/document2.xml": body, "word/lists.xml": lists, "word/looks.xml": looks, "word/notes.xml": notes}
		fuzzed(t, func(_ []byte, limits block.Limits) (block.Page, error) {
			return readPackage(func(name string) ([]byte, error) {
				if part, ok := parts[name]; ok {
					return []byte(part), nil
				}
				return []byte(same[name]), nil
			}, newOutput("docx/2", DOCX, limits))
		}, nil)
	})
}

// FuzzPacked changes packed files.
func FuzzPacked(f *testing.F) {
	f.Add(officetest.Zip(samePackage()))
	f.Add(officetest.Zip(sameODT()))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte("content.xml")) {
			fuzzed(t, ReadODT, b)
		} else {
			fuzzed(t, ReadDOCX, b)
		}
	})
}

// FuzzODT changes the text of an OpenDocument file.
func FuzzODT(f *testing.F) {
	f.Add(sameODT()["content.xml"])
	f.Fuzz(func(t *testing.T, content string) {
		fuzzed(t, ReadODT, officetest.Zip(map[string]string{"mimetype": ODT, "content.xml": content}))
	})
}

// TestHeads: a cell of the first row that lies over several of the second shows that both name the columns.
func TestHeads(t *testing.T) {
	tc := func(props, text string) string {
		return `<w:tc><w:tcPr>` + props + `</w:tcPr><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:tc>`
	}
	tr := func(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
	head := tr(tc(`<w:vMerge w:val="restart"/>`, "No."), tc(`<w:gridSpan w:val="2"/>`, "Goods")) + tr(tc(`<w:vMerge/>`, ""), tc("", "Name"), tc("", "Code"))
	for _, c := range []struct{ name, rows, want string }{
		{"two rows of heads", head + tr(tc("", "1"), tc("", "Foil"), tc("", "8110")), "40 |No.→Goods\n40 |→Name→Code\n30 |1→Foil→8110 [\"No.\" \"Goods Name\" \"Goods Code\"]\n"},
		{"data under a wide cell", tr(tc(`<w:gridSpan w:val="2"/>`, "All")) + tr(tc("", "1"), tc("", "Foil")) + tr(tc("", "2"), tc("", "Wire")), "30 |All\n30 |1→Foil\n30 |2→Wire\n"},
	} {
		b := officetest.Zip(map[string]string{"word/document.xml": `<w:document ` + ns + `><w:body><w:tbl>` + c.rows + `</w:tbl></w:body></w:document>`})
		p, err := ReadDOCX(b, limits)
		if got := outline(p); err != nil || got != c.want {
			t.Errorf("%s: got\n%swant\n%s%v", c.name, got, c.want, err)
		}
	}
}
