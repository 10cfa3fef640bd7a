package parse

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// wordFile packs a Word file with the given body and, if any, numbering.
func wordFile(t testing.TB, body, numbering string) []byte {
	t.Helper()
	return zipOf(t, map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"word/document.xml":   `<?xml version="1.0"?><w:document ` + wordNS + `><w:body>` + body + `</w:body></w:document>`,
		"word/numbering.xml":  `<w:numbering ` + wordNS + `>` + numbering + `</w:numbering>`,
		"word/styles.xml":     `<w:styles ` + wordNS + `><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>`,
	})
}

func zipOf(t testing.TB, members map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(members)) { // in order, so that what is cut short is the same each time
		text := members[name]
		w, err := zw.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wp(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

// wn is a numbered paragraph.
func wn(id, level int, text string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, id, text)
}

func wlevel(level int, format, text string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, level, format, text)
}

func wrow(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(`<w:tc>` + wp(c) + `</w:tc>`)
	}
	return `<w:tr>` + b.String() + `</w:tr>`
}

func parseWord(t *testing.T, body, numbering string, hints corpus.Hints) Parsed {
	t.Helper()
	p, err := Parse(context.Background(), Input{Bytes: wordFile(t, body, numbering), Hints: hints}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	return p
}

// outline prints address and text of every provision.
func outline(p Parsed) string {
	var b strings.Builder
	for _, v := range p.Provisions {
		fmt.Fprintf(&b, "%s: %s\n", v.Address, strings.ReplaceAll(p.Text[v.Start:v.End], "\t", "→"))
	}
	return b.String()
}

func TestWordNumbering(t *testing.T) {
	// The numbers are not in the text: Word makes them. Typed and generated numbers must give the
	// same addresses.
	numbering := `<w:abstractNum w:abstractNumId="0">` + wlevel(0, "chineseCounting", "%1、") + wlevel(1, "chineseCounting", "（%2）") + wlevel(2, "decimal", "%3.") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1">` + wlevel(0, "chineseCountingThousand", "第%1条") + `</w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`
	body := wp("关于示例物项的公告") + wn(1, 0, "管理的物项。") + wn(1, 1, "合金；") + wn(1, 1, "磁体：") + wn(1, 2, "烧结的；") + wn(1, 2, "粘结的。") + wn(1, 0, "办理的程序。") + wn(1, 1, "申请。") + wn(2, 0, "略。") + wn(2, 0, "略。")
	want := "title: 关于示例物项的公告\n一: 管理的物项。\n一、（一）: 合金；\n一、（二）: 磁体：\n一、（二）1: 烧结的；\n一、（二）2: 粘结的。\n二: 办理的程序。\n二、（一）: 申请。\n第一条: 略。\n第二条: 略。\n"
	if got := outline(parseWord(t, body, numbering, corpus.Hints{})); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestWordChangesAndTables(t *testing.T) {
	body := wp("附件") +
		`<w:p><w:r><w:t>本表自</w:t></w:r><w:del><w:r><w:delText>公布</w:delText></w:r></w:del><w:ins><w:r><w:t>十二月</w:t></w:r></w:ins><w:r><w:t xml:space="preserve">起</w:t><w:br/><w:t>施行。</w:t></w:r></w:p>` +
		`<w:tbl>` + wrow("序号", "编码", "名称") + wrow("1", "1X902", "合金") +
		`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + wp("2") + `</w:tc><w:tc>` + wp("磁体") + wp("（烧结）") + `</w:tc></w:tr></w:tbl>` +
		`<w:tbl>` + wrow("只有一栏的框") + `</w:tbl>`
	p := parseWord(t, body, "", corpus.Hints{Kind: corpus.Annex})
	want := "附件: 附件\n¶ 1: 本表自十二月起 施行。\n附件，表头: 序号→编码→名称\n附件，第1行: 1→1X902→合金\n附件，第2行: 2→→磁体 （烧结）\n¶ 2: 只有一栏的框\n"
	if got := outline(p); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if len(p.Dropped) != 1 || !strings.Contains(p.Dropped[0].What, "2 characters of tracked deletions") {
		t.Errorf("dropped = %v", p.Dropped)
	}
	for _, v := range p.Provisions {
		if v.Kind == corpus.Row && strings.Join(v.Columns, "|") != "序号|编码|名称" {
			t.Errorf("%s has columns %q", v.Address, v.Columns)
		}
	}
}

func TestWordInflation(t *testing.T) {
	bomb := wordFile(t, wp(strings.Repeat("a", 4<<20)), "")
	_, err := Parse(context.Background(), Input{Bytes: bomb}, Options{MaxBytes: 1 << 20})
	wantError(t, err, TooLarge)
}

func TestHanNumbers(t *testing.T) {
	for n := 1; n < 1000; n++ {
		s := office.Numeral(n, "chineseCountingThousand")
		if got, size := leadHanNumber(s); got != n || size != len(s) {
			t.Errorf("Numeral(%d) = %q, read back as %d", n, s, got)
		}
	}
	for n := 1; n < 90; n++ {
		if got, ok := roman(romanOf(n)); n != 50 && (!ok || got != n) {
			t.Errorf("romanOf(%d) = %q, read back as %d", n, romanOf(n), got)
		}
	}
}
