package word

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office/officetest"
)

var limits = block.Limits{Bytes: 1 << 20, Cells: 1000}

// docPart is a stretch of text of a binary file with one set of properties; its last character ends the
// paragraph.
type docPart struct {
	text  string
	paras []byte // property changes of the paragraph
	chars []byte // of its characters
}

func le16(v int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(v)) }
func le32(v int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(v)) }

func sprm1(code, v int) []byte { return append(le16(code), byte(v)) }
func sprm2(code, v int) []byte { return append(le16(code), le16(v)...) }

// docFile writes a file of Word 97. pairs are further structures of the table stream by their index,
// counts the lengths of the parts behind the main text.
func docFile(parts []docPart, counts map[int]int, pairs map[int][]byte) []byte {
	const textAt = 2048
	stream := make([]byte, textAt)
	var paraEnds, charEnds []int
	total := 0
	for _, p := range parts {
		units := utf16.Encode([]rune(p.text))
		for _, u := range units {
			stream = binary.LittleEndian.AppendUint16(stream, u)
		}
		total += len(units)
		paraEnds, charEnds = append(paraEnds, len(stream)), append(charEnds, len(stream))
	}
	table := []byte{0}
	put := func(index int, b []byte) {
		at := 0x22 + 28 + 2 + 88 + 2 + 8*index
		copy(stream[at:], append(le32(len(table)), le32(len(b))...))
		table = append(table, b...)
	}
	copy(stream, le16(0xa5ec))
	copy(stream[2:], le16(0xc1))
	copy(stream[0x0a:], le16(0x0200))
	copy(stream[0x20:], le16(14))
	copy(stream[0x3e:], le16(22))
	main := total
	for part, n := range counts {
		copy(stream[0x4c+4*part:], le32(n))
		main -= n
	}
	copy(stream[0x4c:], le32(main))
	copy(stream[0x22+28+2+88:], le16(93))
	piece := bytes.Join([][]byte{le32(0), le32(total), le16(0), le32(textAt), le16(0)}, nil)
	put(pairPieces, bytes.Join([][]byte{{2}, le32(len(piece)), piece}, nil))
	for len(stream)%pageSize != 0 {
		stream = append(stream, 0)
	}
	var paras, chars [][]byte
	for _, p := range parts {
		paras, chars = append(paras, append(le16(0), p.paras...)), append(chars, p.chars)
	}
	var runs []byte
	stream, runs = putRuns(stream, textAt, paraEnds, paras, true)
	put(pairParaRuns, runs)
	stream, runs = putRuns(stream, textAt, charEnds, chars, false)
	put(pairCharRuns, runs)
	for index, b := range pairs {
		put(index, b)
	}
	// What follows a structure, as the levels of lists do, is found behind its length.
	return officetest.OLE(map[string][]byte{"WordDocument": stream, "1Table": table})
}

// putRuns writes one page of properties for each run, and the table of the pages.
func putRuns(stream []byte, from int, ends []int, changes [][]byte, paragraphs bool) (all, table []byte) {
	edges, pages := le32(from), []byte{}
	for i, end := range ends {
		page := make([]byte, pageSize)
		copy(page, append(le32(from), le32(end)...))
		page[pageSize-1] = 1
		page[8] = 64 // words from the head of the page
		c := changes[i]
		if paragraphs {
			if len(c)%2 == 0 {
				page[128], page[129] = 0, byte(len(c)/2)
				copy(page[130:], c)
			} else {
				page[128] = byte(len(c)/2 + 1)
				copy(page[129:], c)
			}
		} else {
			page[128] = byte(len(c))
			copy(page[129:], c)
		}
		pages = append(pages, le32(len(stream)/pageSize)...)
		stream = append(stream, page...)
		edges = append(edges, le32(end)...)
		from = end
	}
	return stream, append(edges, pages...)
}

// outline writes blocks for comparison.
func outline(p block.Page) string {
	var b strings.Builder
	for _, bl := range p.Blocks {
		fmt.Fprintf(&b, "%d%d %s|%s", bl.Kind, bl.Level, bl.Marker, strings.ReplaceAll(bl.Text, "\t", "→"))
		if bl.Columns != nil {
			fmt.Fprintf(&b, " %q", bl.Columns)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func readDoc(t *testing.T, b []byte) block.Page {
	t.Helper()
	p, err := ReadBinary(b, limits)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// binaryLists of two levels: 一、 and （1）; the second list goes on with the first and begins at 5.
func listTables() (lists, refs []byte) {
	level := func(start, format int, pattern string) []byte {
		b := append(le32(start), byte(format))
		b = append(b, make([]byte, 23)...)
		units := utf16.Encode([]rune(pattern))
		b = append(b, le16(len(units))...)
		for _, u := range units {
			b = append(b, le16(int(u))...)
		}
		return b
	}
	lists = append(le16(1), append(le32(77), make([]byte, 24)...)...)
	lists = append(lists, level(1, 39, "\x00、")...)
	lists = append(lists, level(1, 0, "（\x01）")...)
	for range 7 {
		lists = append(lists, level(1, 0, "")...)
	}
	ref := func(overrides byte) []byte {
		return bytes.Join([][]byte{le32(77), make([]byte, 8), {overrides, 0, 0, 0}}, nil)
	}
	refs = bytes.Join([][]byte{le32(2), ref(0), ref(1), le32(-1), le32(-1), le32(5), le32(0x10)}, nil)
	return lists, refs
}

func TestBinaryNumbersAndTables(t *testing.T) {
	lists, refs := listTables()
	item := func(ref, level int) []byte { return append(sprm2(sprmList, ref), sprm1(sprmListLevel, level)...) }
	cellProps := sprm1(sprmInTable, 1)
	rowProps := func(below int, edges ...int) []byte {
		def := []byte{byte(len(edges) - 1)}
		for _, e := range edges {
			def = append(def, le16(e)...)
		}
		for i := range len(edges) - 1 {
			flags := 0
			if i == below {
				flags = 1 << 5
			}
			def = append(def, append(le16(flags), make([]byte, 18)...)...)
		}
		b := append(sprm1(sprmInTable, 1), sprm1(sprmRowEnd, 1)...)
		return append(b, append(le16(sprmTable), append(le16(len(def)+1), def...)...)...)
	}
	parts := []docPart{
		{text: "关于示例，物项的公告\r", paras: sprm1(sprmOutline, 0)},
		{text: "管理的物项。\r", paras: item(1, 0)}, {text: "合金；\r", paras: item(1, 1)}, {text: "磁体。\r", paras: item(1, 1)},
		{text: "办理。\r", paras: item(1, 0)}, {text: "从五起。\r", paras: item(2, 0)},
		{text: "名称\a", paras: cellProps}, {text: "编码\a", paras: cellProps}, {text: "备注\a", paras: cellProps}, {text: "\a", paras: rowProps(-1, 0, 100, 2000, 4000)},
		{text: "甲\a", paras: cellProps}, {text: "1\r", paras: cellProps}, {text: "2\a", paras: cellProps}, {text: "\a", paras: rowProps(-1, 0, 110, 3990)},
		{text: "不显示\a", paras: cellProps}, {text: "3\a", paras: cellProps}, {text: "乙\a", paras: cellProps}, {text: "\a", paras: rowProps(0, 0, 100, 2000, 4000)},
		{text: "正文\x13 HYPERLINK \"https://m.example/1\" \x14链接\x15与\x13 EQ \\o\\ac(○,3) \x15。\r"},
		{text: "删去", chars: sprm1(sprmDeleted, 1)}, {text: "隐藏", chars: sprm1(sprmHidden, 1)}, {text: "留下\x1e1\r"},
	}
	p := readDoc(t, withLevels(parts, lists, refs))
	want := "11 |关于示例，物项的公告\n21 一、|管理的物项。\n22 （1）|合金；\n22 （2）|磁体。\n21 二、|办理。\n21 五、|从五起。\n" +
		"40 |名称→编码→备注\n30 |甲→1 2 [\"名称\" \"编码\" \"备注\"]\n30 |→3→乙 [\"名称\" \"编码\" \"备注\"]\n00 |正文链接与③。\n00 |留下-1\n"
	if got := outline(p); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if len(p.Attachments) != 1 || p.Attachments[0] != (block.Link{URL: "https://m.example/1", Text: "链接"}) || len(p.Dropped) != 2 {
		t.Errorf("links %v, dropped %v", p.Attachments, p.Dropped)
	}
}

// withLevels writes a file whose list levels lie behind the list heads, where the format wants them.
func withLevels(parts []docPart, lists, refs []byte) []byte {
	both := append(append([]byte{}, lists...), refs...)
	b := docFile(parts, nil, map[int][]byte{pairLists: both})
	// Correct the two entries: the heads are 30 bytes long, the references follow the levels.
	at := bytes.Index(b, []byte("\xec\xa5")) + 0x22 + 28 + 2 + 88 + 2
	from := int(binary.LittleEndian.Uint32(b[at+8*pairLists:]))
	copy(b[at+8*pairLists+4:], le32(30))
	copy(b[at+8*pairListRefs:], append(le32(from+len(lists)), le32(len(refs))...))
	return b
}

// The marks of both scripts come out of a legacy file as they went in.
func TestBinaryPunctuation(t *testing.T) {
	const text = "镝，铽。锗、镓；锑：钨？钼！“甲”‘乙’（丙）《丁》〈戊〉【己】〔庚〕「辛」『壬』—…·～￥％℃㎏㎡μ§¶†‡€–‰″ a, b; c: \"d\""
	if got := outline(readDoc(t, docFile([]docPart{{text: text + "\r"}}, nil, nil))); got != "00 |"+text+"\n" {
		t.Errorf("read %q", got)
	}
}

func TestBinaryNotesAndBoxes(t *testing.T) {
	parts := []docPart{
		{text: "One\x02 and two\x02.\x08\r"},                        // 0..15
		{text: "\x02 First note.\r"}, {text: "\x02 Second note.\r"}, // footnotes
		{text: "In the box.\r"},
	}
	first, second, box := 14, 15, 12
	refs := bytes.Join([][]byte{le32(3), le32(12), le32(16), le16(1), le16(1)}, nil)
	texts := bytes.Join([][]byte{le32(0), le32(first), le32(first + second), le32(first + second + 1)}, nil)
	boxes := bytes.Join([][]byte{le32(0), le32(box), le32(box), make([]byte, 14), le32(1025), make([]byte, 4), make([]byte, 22)}, nil)
	shapes := bytes.Join([][]byte{le32(14), le32(16), le32(1025), make([]byte, 22)}, nil)
	b := docFile(parts, map[int]int{partFootnotes: first + second, partBoxes: box}, map[int][]byte{pairFootnoteRefs: refs, pairFootnoteText: texts, pairBoxText: boxes, pairShapes: shapes})
	want := "00 |One[1] and two[2].\n00 |In the box.\n50 |[1] First note.\n50 |[2] Second note.\n"
	if got := outline(readDoc(t, b)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestBinaryRefused(t *testing.T) {
	whole := docFile([]docPart{{text: "text\r"}}, nil, nil)
	locked := bytes.Clone(whole)
	locked[bytes.Index(locked, []byte("\xec\xa5"))+0x0b] |= 1
	odd := bytes.Clone(whole)
	copy(odd[bytes.Index(odd, []byte("\xec\xa5")):], "\xdb\xa5")
	for _, c := range []struct {
		name string
		in   []byte
		kind block.ErrorKind
	}{
		{"a password", locked, block.Encrypted}, {"Word 2", odd, block.Unsupported}, {"cut short", whole[:len(whole)/2], block.Damaged},
		{"no stream", officetest.OLE(map[string][]byte{"a": nil}), block.Damaged}, {"no table", officetest.OLE(map[string][]byte{"WordDocument": whole[bytes.Index(whole, []byte("\xec\xa5")):][:4096]}), block.Damaged},
	} {
		_, err := ReadBinary(c.in, limits)
		var e *block.Error
		if !errors.As(err, &e) || e.Kind != c.kind {
			t.Errorf("%s: %v, want kind %s", c.name, err, c.kind)
		}
	}
}

func FuzzReadBinary(f *testing.F) {
	lists, refs := listTables()
	f.Add(withLevels([]docPart{{text: "a\x13 HYPERLINK \"http://a\" \x14b\x15\r", paras: sprm2(sprmList, 1)}, {text: "c\a", paras: sprm1(sprmInTable, 1)}}, lists, refs))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := ReadBinary(b, block.Limits{Bytes: 1 << 16, Cells: 500})
		var e *block.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatal(err)
		}
	})
}
