package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office/officetest"
)

func TestCSV(t *testing.T) {
	for _, c := range []struct{ name, in, media, want string }{
		{"quoted", "code,name\r\n\"8110,10\",\"a \"\"b\"\"\nc\"\r\n", "text/csv", "4|code→name\n3|8110,10→a \"b\" c [\"code\" \"name\"]\n"},
		{"semicolons and zeros", "Code;Share\n00123;0,5\n00124;99,99\n", "", "4|Code→Share\n3|00123→0,5 [\"Code\" \"Share\"]\n3|00124→99,99 [\"Code\" \"Share\"]\n"},
		{"tabs", "a\tb\n1\t2\n", "text/tab-separated-values", "4|a→b\n3|1→2 [\"a\" \"b\"]\n"},
		{"a line for Excel", "sep=|\na|b\n1|2\n", "text/csv", "4|a→b\n3|1→2 [\"a\" \"b\"]\n"},
		{"GBK", "\xb1\xe0\xba\xc5,\xc3\xfb\xb3\xc6\n1,\xcf\xa1\xcd\xc1\n", "text/csv; charset=gbk", "4|编号→名称\n3|1→稀土 [\"编号\" \"名称\"]\n"},
		{"a title above", "List of 2025,,\ncode,name,unit\n1,a,kg\n", "text/csv", "0|List of 2025\n4|code→name→unit\n3|1→a→kg [\"code\" \"name\" \"unit\"]\n"},
		{"numbers have no head", "1,2\n3,4\n", "text/csv", "3|1→2\n3|3→4\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := ReadCSV([]byte(c.in), c.media, limits)
			if got := outline(p); err != nil || got != c.want {
				t.Errorf("got\n%swant\n%s%v", got, c.want, err)
			}
		})
	}
	for in, want := range map[string]bool{
		"a,b,c\n1,2,3\n4,5,6\n": true, "a;b;c\n1;2;3\n4;5;6\n": true, "a,b\n1,2\n": false, "": false,
		"Ores, metals, and alloys are controlled, as is foil.\nThe rule, which is new, applies, in part, from now.\nIt ends.\n":                                                                                  false,
		strings.Repeat("The rule on the export of ores to third countries, which was adopted in October of the year, binds all, and all of their affiliates abroad as well as at home, without exception.\n", 3): false,
	} {
		if got := IsCSV([]byte(in)); got != want {
			t.Errorf("IsCSV(%.30q) = %v", in, got)
		}
	}
}

// TestOldXLS reads a sheet of Excel 2, which is bare, and a workbook of Excel 5.
func TestOldXLS(t *testing.T) {
	attr := func(format int) []byte { return []byte{0, byte(format), 0} }
	two := bytes.Join([][]byte{biff(0x0009, 2, 0x10), biff(recFormat23, []byte{7}, "General"), biff(recFormat23, []byte{10}, "yyyy-mm-dd"),
		biff(recLabel2, 0, 0, attr(0), []byte{5}, "Title"), biff(recLabel2, 1, 0, attr(0), []byte{1}, "a"), biff(recLabel2, 1, 1, attr(0), []byte{1}, "b"),
		biff(recInteger2, 2, 0, attr(0), 7), biff(recNumber2, 2, 1, attr(1), 45939.0), biff(recEOF)}, nil)
	globals := func(size int) []byte {
		return bytes.Join([][]byte{biff(recBOF, 0x500, 5, 0, 0), biff(recCodePage, 936), biff(recBoundSheet, size, 0, 0, []byte{4}, "\xb1\xed\xd2\xbb"), biff(recXF, 0, 0), biff(recXF, 0, 4), biff(recEOF)}, nil)
	}
	five := bytes.Join([][]byte{globals(len(globals(0))), biff(recBOF, 0x500, 0x10, 0, 0), biff(recLabel, 0, 0, 0, 4, "\xcf\xa1\xcd\xc1"),
		biff(recNumber, 0, 1, 1, 1234.5), biff(recBoolErr, 0, 2, 0, []byte{0x2a, 1}), biff(recEOF)}, nil)
	for _, c := range []struct {
		name string
		in   []byte
		want string
	}{
		{"Excel 2", two, "0|Title\n4|a→b\n3|7→2025-10-09 [\"a\" \"b\"]\n"},
		{"Excel 5", officetest.OLE(map[string][]byte{"Book": five}), "1|表一\n3|稀土→1,234.50→#N/A\n"},
	} {
		p, err := ReadXLS(c.in, limits)
		if got := outline(p); err != nil || got != c.want {
			t.Errorf("%s: got\n%swant\n%s%v", c.name, got, c.want, err)
		}
	}
	locked := bytes.Join([][]byte{biff(recBOF, 0x600, 5, 0, 0), biff(recFilePass, 1)}, nil)
	_, err := ReadXLS(officetest.OLE(map[string][]byte{"Workbook": locked}), limits)
	var e *block.Error
	if !errors.As(err, &e) || e.Kind != block.Encrypted {
		t.Errorf("behind a password: %v", err)
	}
}

// binaryPart packs records of XLSB.
func binaryPart(records ...[]byte) string { return string(bytes.Join(records, nil)) }

func binaryRecord(kind int, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	out := []byte{byte(kind)}
	if kind > 127 {
		out = []byte{byte(kind&0x7f | 0x80), byte(kind >> 7)}
	}
	return append(append(out, byte(len(body)&0x7f|0x80), byte(len(body)>>7)), body...)
}

func n32(vs ...int) []byte {
	var b []byte
	for _, v := range vs {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b
}

func text32(s string) []byte { return append(n32(len([]rune(s))), wide(s)...) }

func sameXLSB() []byte {
	cell := func(column, style int) []byte { return n32(column, style) }
	return officetest.Zip(map[string]string{
		"xl/workbook.bin":            binaryPart(binaryRecord(brtWorkbook, n32(0)), binaryRecord(brtSheet, n32(0, 1), text32("r1"), text32("清单"))),
		"xl/_rels/workbook.bin.rels": `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.bin"/></Relationships>`,
		"xl/sharedStrings.bin":       binaryPart(binaryRecord(brtShared, []byte{0}, text32("编号")), binaryRecord(brtShared, []byte{0}, text32("日期"))),
		"xl/styles.bin":              binaryPart(binaryRecord(brtBeginStyles), binaryRecord(brtXF, n32(0)), binaryRecord(brtXF, n32(14<<16)), binaryRecord(brtEndStyles)),
		"xl/worksheets/sheet1.bin": binaryPart(binaryRecord(brtRow, n32(0, 0, 0)), binaryRecord(brtCellShared, cell(0, 0), n32(0)), binaryRecord(brtCellShared, cell(1, 0), n32(1)),
			binaryRecord(brtRow, n32(1, 0, 0)), binaryRecord(brtCellText, cell(0, 0), text32("00123")), binaryRecord(brtCellReal, cell(1, 1), binary.LittleEndian.AppendUint64(nil, math.Float64bits(45939)))),
	})
}

func TestXLSB(t *testing.T) {
	p, err := ReadXLSB(sameXLSB(), limits)
	want := "1|清单\n4|编号→日期\n3|00123→2025-10-09 [\"编号\" \"日期\"]\n"
	if got := outline(p); err != nil || got != want {
		t.Errorf("got\n%swant\n%s%v", got, want, err)
	}
}

// TestHostile reads small files that name huge things; each must end within its limits.
func TestHostile(t *testing.T) {
	repeat := sameODS()
	repeat["content.xml"] = `<o:d xmlns:o="o" xmlns:table="t" xmlns:text="x"><table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table></o:d>`
	far := sameXLSX()
	far["xl/worksheets/a.xml"] = `<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c><c r="ZZZZ99999999"><v>1</v></c></row><row r="-5"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`
	strs := sameXLSX()
	strs["xl/sharedStrings.xml"] = "<sst>" + strings.Repeat("<si><t>"+strings.Repeat("a", 1000)+"</t></si>", 2000) + "</sst>"
	wide := sameXLSX()
	wide["xl/worksheets/a.xml"] = `<worksheet><sheetData>` + strings.Repeat(`<row><c><v>1</v></c><c r="XFD1"><v>1</v></c></row>`, 1) + strings.Repeat(`<row><c><v>1</v></c></row>`, 2) + `</sheetData></worksheet>`
	for i := range 9 {
		wide["xl/worksheets/a.xml"] = strings.Replace(wide["xl/worksheets/a.xml"], "</sheetData>", fmt.Sprintf(`<row r="%d"><c><v>1</v></c><c r="XFD%d"><v>1</v></c></row></sheetData>`, 10+i, 10+i), 1)
	}
	for _, c := range []struct {
		name string
		read func([]byte, block.Limits) (block.Page, error)
		in   []byte
		kind block.ErrorKind
	}{
		{"cells far apart", ReadXLSX, officetest.Zip(wide), block.TooLarge},
		{"repeated cells", ReadODS, officetest.Zip(repeat), block.TooLarge}, {"far cells", ReadXLSX, officetest.Zip(far), ""}, {"inflation", ReadXLSX, officetest.Zip(strs), block.TooLarge},
	} {
		p, err := c.read(c.in, limits)
		var e *block.Error
		if errors.As(err, &e) && e.Kind != c.kind || err == nil && c.kind != "" {
			t.Errorf("%s: %v, want %q", c.name, err, c.kind)
		}
		if p.Visible > 1<<16 {
			t.Errorf("%s: %d characters", c.name, p.Visible)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(officetest.Zip(sameXLSX()))
	f.Add(officetest.Zip(sameODS()))
	f.Add(sameXLS())
	f.Add(sameXLSB())
	f.Add([]byte(same2003))
	f.Add([]byte("a;b\n\"1\n2\";3\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		l := block.Limits{Bytes: 1 << 16, Cells: 500}
		IsCSV(b)
		for _, read := range []func([]byte, block.Limits) (block.Page, error){ReadXLSX, ReadXLSB, ReadXLS, ReadXML, ReadODS,
			func(b []byte, l block.Limits) (block.Page, error) { return ReadCSV(b, "", l) }} {
			_, err := read(b, l)
			var e *block.Error
			if err != nil && !errors.As(err, &e) {
				t.Fatal(err)
			}
		}
	})
}

// FuzzBIFF fuzzes the stream of a binary workbook without its box.
func FuzzBIFF(f *testing.F) {
	g := bytes.Join([][]byte{biff(recBOF, 0x600, 5, 0, 0), biff(recBoundSheet, 60, 0, 0, []byte{1, 0}, "a"), biff(recSST, 1, 0, 1, 0, 2, []byte{1}, wide("ab")), biff(recEOF),
		biff(recBOF, 0x600, 0x10, 0, 0), biff(recMulRK, 0, 0, 0, 6, 0, 1), biff(recTXO, 0, 0, 0, 0, 0, 3), biff(recContinue, []byte{0}, "box"), biff(recEOF)}, nil)
	f.Add(g)
	f.Add(bytes.Join([][]byte{biff(0x0009, 2, 0x10), biff(recFormat23, []byte{3}, "0.0"), biff(recInteger2, 0, 0, []byte{0, 0, 0}, 7), biff(recEOF)}, nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		x := &xls{book: newBook("", "", block.Limits{Bytes: 1 << 16, Cells: 500}), page: charmap.Windows1252}
		sheets, err := x.workbook(b)
		var e *block.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatal(err)
		}
		if _, err := x.finish(sheets); err != nil && !errors.As(err, &e) {
			t.Fatal(err)
		}
	})
}
