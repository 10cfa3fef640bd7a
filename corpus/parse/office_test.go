package parse

import (
	"context"
	"errors"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/office/officetest"
)

// TestSheetDates: a date in a cell is data; one that is labelled above the table is the workbook's.
func TestSheetDates(t *testing.T) {
	table := "id,name,date\n1,foil,2020-01-02\n2,wire,2020-01-03\n"
	for in, want := range map[string]string{table: "", "Published: 9 October 2025,,\n" + table: "2025-10-09"} {
		p, err := Parse(context.Background(), Input{Bytes: []byte(in), MediaType: "text/csv"}, Options{})
		if err != nil || p.Published.String() != want {
			t.Errorf("%q: published %q, %v; want %q", in, p.Published, err, want)
		}
	}
}

// TestOfficeByContent: names and declared types are not asked.
func TestOfficeByContent(t *testing.T) {
	sheet := officetest.Zip(map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="x"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="x" Type="t/worksheet" Target="worksheets/s.xml"/></Relationships>`,
		"xl/worksheets/s.xml":        `<worksheet><sheetData><row><c t="inlineStr"><is><t>ores</t></is></c></row></sheetData></worksheet>`})
	for _, c := range []struct {
		name string
		in   []byte
		want string // media type, or kind of the refusal
	}{
		{"a workbook called a page", sheet, string(formXLSX)},
		{"RTF called Word", []byte(`{\rtf1 ores\par}`), string(formRTF)},
		{"a page called Word", []byte("<html><body><p>The ores of the annex are under control from now on.</p></body></html>"), string(formHTML)},
		{"a message", []byte("From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nSubject: Ores\n\nThe ores.\n"), string(formMail)},
		{"a memorandum", []byte("From: The office\nTo: All\nSubject: Ores\n\nThe ores.\n"), string(formPlain)},
		{"a saved page called Word", []byte("From: <Saved by Browser>\nSnapshot-Content-Location: https://m.example/1\nSubject: Ores\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=i\n\n--i\nContent-Type: text/html\nContent-Location: https://m.example/1\n\n<p>The ores.\n--i--\n"), string(formMail)},
		{"Kingsoft Writer without its text", officetest.OLE(map[string][]byte{"WordDocument": nil, "0Table": nil, "WpsCustomData": nil}), string(Unsupported)},
		{"something else in the same container", officetest.OLE(map[string][]byte{"Contents of nobody": nil}), string(Unsupported)},
		{"Hangul", officetest.OLE(map[string][]byte{"FileHeader": []byte("HWP Document File")}), string(Unsupported)},
		{"Works", officetest.OLE(map[string][]byte{"MatOST": nil}), string(Unsupported)},
		{"a password", officetest.OLE(map[string][]byte{"EncryptedPackage": nil}), string(Encrypted)},
	} {
		p, err := Parse(context.Background(), Input{Bytes: c.in, MediaType: "application/msword"}, Options{})
		got := p.MediaType
		var e *Error
		if errors.As(err, &e) {
			got = string(e.Kind)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s (%v)", c.name, got, c.want, err)
		}
	}
}
