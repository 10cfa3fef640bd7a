package block

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// Texts of our own, in the manner of notices.
var writings = map[string]string{
	"simplified":  "根据有关法律和行政法规的规定，为维护国家安全和利益，经批准，决定对镓、锗相关物项实施出口管制。未经许可，不得出口。氧化钬、氧化铒的参考海关商品编号见附件，自公布之日起三十日后执行。",
	"traditional": "依據有關法律及行政法規之規定，為維護國家安全與利益，經核准後，決定對鎵、鍺相關貨品實施出口管制。未經許可者，不得輸出。參考海關商品編號詳見附件，自公告之日起三十日後施行。",
	"japanese":    "外国為替及び外国貿易法の規定に基づき、ガリウム及びゲルマニウムに関する貨物の輸出について、許可を受けなければならないものを次のように定める。この省令は、公布の日から施行する。",
	"korean":      "대외무역법의 규정에 따라 갈륨과 게르마늄 관련 물품의 수출에 대하여 허가를 받아야 하는 사항을 다음과 같이 정한다. 이 고시는 발령한 날부터 시행한다.",
}

type coding struct {
	name    string
	coding  encoding.Encoding
	labels  []string
	writing string
}

func codings() []coding {
	return []coding{
		{"gb2312", simplifiedchinese.GBK, []string{"gb2312", "GB2312", "gbk", "gb18030", "x-gbk"}, "simplified"},
		{"gb18030", simplifiedchinese.GB18030, []string{"gb18030", "gb2312", "gbk"}, "simplified"},
		{"gbk, traditional", simplifiedchinese.GBK, []string{"gbk", "gb2312"}, "traditional"},
		{"big5", traditionalchinese.Big5, []string{"big5", "Big5-HKSCS", "x-x-big5"}, "traditional"},
		{"shift_jis", japanese.ShiftJIS, []string{"shift_jis", "x-sjis", "windows-31j"}, "japanese"},
		{"euc-jp", japanese.EUCJP, []string{"euc-jp"}, "japanese"},
		{"iso-2022-jp", japanese.ISO2022JP, []string{"iso-2022-jp"}, "japanese"},
		{"euc-kr", korean.EUCKR, []string{"euc-kr", "ks_c_5601-1987"}, "korean"},
	}
}

// asPage puts a text into a page that declares the label; an empty label declares nothing.
func asPage(text, label string) string {
	meta := ""
	if label != "" {
		meta = `<meta http-equiv="Content-Type" content="text/html; charset=` + label + `">`
	}
	return "<html><head>" + meta + "<title>" + text[:3] + "</title></head><body>\n<p>" + text + "</p>\n<p>1. (a) §</p></body></html>"
}

func TestDeclaredCharsets(t *testing.T) {
	for _, c := range codings() {
		text := strings.ReplaceAll(writings[c.writing], "§", "")
		for _, label := range c.labels {
			page := strings.ReplaceAll(asPage(text, label), " §", "")
			b := must(t, c.coding, page)
			for _, how := range []struct {
				mediaType string
				markup    bool
			}{{"text/html", true}, {"text/html; charset=" + label, false}, {"text/html; charset=iso-8859-1", true}, {"text/html; charset=utf-8", true}} {
				if how.mediaType != "text/html" && how.markup && c.name == "iso-2022-jp" {
					continue // its bytes are ASCII: nothing speaks against the header
				}
				got, warnings := Decode(b, how.mediaType, how.markup)
				if got != page || len(warnings) > 0 {
					t.Errorf("%s declared as %s (%s): %v\n%s", c.name, label, how.mediaType, warnings, firstDifference(got, page))
				}
			}
		}
	}
}

// TestUndeclaredAndWrong: the bytes decide where nothing, or the wrong thing, was declared.
func TestUndeclaredAndWrong(t *testing.T) {
	for _, c := range codings() {
		if c.name == "iso-2022-jp" || c.name == "gbk, traditional" {
			continue // ASCII bytes; and traditional text in GBK is not told from other charsets without a label
		}
		for _, label := range []string{"", "utf-8", "iso-8859-1", "windows-1252", "utf-16", "big5", "gb2312", "shift_jis", "nonsense"} {
			if strings.HasPrefix(c.name, "euc-") && anyMultiByte([]string{label}) {
				continue // their rows lie inside those of the others: a declaration of those is believed
			}
			text := writings[c.writing]
			page := strings.ReplaceAll(asPage(text, label), " §", "")
			b := must(t, c.coding, page)
			if got, _ := Decode(b, "", true); got != page {
				t.Errorf("%s declared as %q: %s", c.name, label, firstDifference(got, page))
			}
		}
	}
}

// TestEveryCharacter: each character that a charset has comes back, in lines of a declared text.
func TestEveryCharacter(t *testing.T) {
	for _, c := range codings() {
		encoder := c.coding.NewEncoder()
		var all strings.Builder
		n := 0
		for r := rune(0xa0); r < 0x30000; r++ {
			if r == '\ufffd' || r >= 0xd800 && r <= 0xf8ff { // surrogates, and private use, which has a test of its own
				continue
			}
			if c.name == "gb2312" && r == '€' {
				continue // GBK writes it with a byte of its own, which is tested below
			}
			if _, err := encoder.String(string(r)); err != nil {
				encoder.Reset()
				continue
			}
			if all.WriteRune(r); n%50 == 49 {
				all.WriteString("\n" + writings[c.writing] + "\n")
			}
			n++
		}
		text := strings.Repeat(writings[c.writing], 3) + all.String()
		b := must(t, c.coding, text)
		got, warnings := Decode(b, "text/plain; charset="+c.labels[0], false)
		if got != text || len(warnings) > 0 {
			t.Errorf("%s: of %d characters: %v %s", c.name, n, warnings, firstDifference(got, text))
		}
	}
}

func TestPairsThatTheDecoderLacks(t *testing.T) {
	for in, want := range map[string]string{
		"\x80":             "€",
		"\xa6\xd9\xa6\xf3": "\ufe10\ufe19",
		"\xfe\x51":         "\U00020087",
		"\x82\x35\x90\x37": "\u9fb4",
		"\xfe\x59":         "\u9fb4",
		"\xaa\xa1\xaf\xfe": "\ue000\ue233",
		"\xf8\xa1\xfe\xfe": "\ue234\ue4c5",
		"\xa1\x40\xa7\xa0": "\ue4c6\ue765",
		"\x95\x32\x90\x31": "\U00020087",
		"\xa6\xd9<\xb0":    "\ufe10<\ufffd",
	} {
		got, err := decodeGB([]byte("a" + in))
		if err != nil || got != "a"+want {
			t.Errorf("%x = %+q, %v; want %+q", in, got, err, "a"+want)
		}
	}
}

func TestWide(t *testing.T) {
	for _, text := range []string{"id,name\r\n1,two\r\n", writings["simplified"] + "\r\n" + writings["japanese"] + "\n"} {
		for name, e := range map[string]encoding.Encoding{"le": xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM), "be": xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM),
			"le with a mark": xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM), "be with a mark": xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM)} {
			b := must(t, e, text)
			for _, mediaType := range []string{"", "text/plain; charset=utf-8", "text/plain; charset=gb2312", "text/plain; charset=utf-16"} {
				if got, warnings := Decode(b, mediaType, true); got != text || len(warnings) > 0 {
					t.Errorf("utf-16 %s as %q: %v %s", name, mediaType, warnings, firstDifference(got, text))
				}
			}
		}
	}
	if got, _ := Decode([]byte("a page of words with one \x00 in it"), "", true); !strings.Contains(got, "one \x00 in it") {
		t.Errorf("a stray zero makes %q of the text", got)
	}
	if got := WideWithoutMark([]byte("\x00\x01\x00\x02\x00\x03\x00\x04"), false); got != "" {
		t.Errorf("control characters are taken for %s", got)
	}
}

// TestUTF8UnderWrongLabels: pages saved anew keep their old declaration.
func TestUTF8UnderWrongLabels(t *testing.T) {
	for _, writing := range writings {
		for _, label := range []string{"gb2312", "gbk", "big5", "shift_jis", "windows-1252", "utf-16"} {
			page := asPage(writing, label)
			if got, warnings := Decode([]byte(page), "text/html; charset="+label, true); got != page || len(warnings) > 0 {
				t.Errorf("UTF-8 declared as %s: %v %s", label, warnings, firstDifference(got, page))
			}
			broken := strings.Replace(page, "<p>1.", "<p>\xe5\x87 1.", 1)
			got, warnings := Decode([]byte(broken), "text/html; charset="+label, true)
			if want := strings.Replace(page, "<p>1.", "<p>\ufffd 1.", 1); got != want || len(warnings) != 1 {
				t.Errorf("UTF-8 with a broken character declared as %s: %v %s", label, warnings, firstDifference(got, want))
			}
		}
	}
	page := "<meta charset=gb2312><p>© 2025 · naïve café</p>"
	if got, _ := Decode([]byte(page), "", true); got != page {
		t.Errorf("signs of Latin-1 in UTF-8: %q", got)
	}
	short := must(t, simplifiedchinese.GBK, "<meta charset=gb2312><p>一</p>")
	if got, _ := Decode(short, "", true); !strings.Contains(got, "一") {
		t.Errorf("one character of GB 2312: %q", got)
	}
}

// TestRandomTexts: random everyday characters, in random pieces, declared and not.
func TestRandomTexts(t *testing.T) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, 0))
	for _, c := range codings() {
		if c.name == "iso-2022-jp" || c.name == "gbk, traditional" {
			continue
		}
		letters := []rune(writings[c.writing])
		for n := range 200 {
			var s strings.Builder
			for range 20 + r.IntN(200) {
				s.WriteRune(letters[r.IntN(len(letters))])
				if r.IntN(9) == 0 {
					fmt.Fprintf(&s, " %d\n", r.IntN(3000))
				}
			}
			text := s.String()
			b := must(t, c.coding, text)
			if got, _ := Decode(b, "", false); got != text {
				t.Errorf("seed %d, %s, text %d of %d characters, undeclared: %s", seed, c.name, n, len([]rune(text)), firstDifference(got, text))
			}
			if got, _ := Decode(b, "text/plain; charset="+c.labels[0], false); got != text {
				t.Errorf("seed %d, %s, text %d, declared: %s", seed, c.name, n, firstDifference(got, text))
			}
		}
	}
}

func must(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func firstDifference(got, want string) string {
	g, w := []rune(got), []rune(want)
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("at %d of %d: %+q, want %+q", i, len(w), string(g[i:min(i+8, len(g))]), string(w[i:min(i+8, len(w))]))
		}
	}
	if len(g) != len(w) {
		return fmt.Sprintf("%d characters, want %d", len(g), len(w))
	}
	return "the same"
}

// FuzzDecode: any bytes become valid UTF-8, and what is plain ASCII stays as it is.
func FuzzDecode(f *testing.F) {
	for _, c := range codings() {
		b, err := c.coding.NewEncoder().Bytes([]byte(writings[c.writing]))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, "text/html; charset="+c.labels[0], true)
		f.Add(b, "", false)
	}
	f.Add([]byte("\x00a\x00b"), "text/plain; charset=utf-16", false)
	f.Add([]byte("<meta charset=gb2312>\x84\x31\xa4"), "", true)
	f.Fuzz(func(t *testing.T, b []byte, mediaType string, markup bool) {
		s, _ := Decode(b, mediaType, markup)
		if !utf8.ValidString(s) {
			t.Fatalf("Decode(%q, %q, %v) is not valid UTF-8: %q", b, mediaType, markup, s)
		}
		if len(s) > 4*len(b)+8 {
			t.Fatalf("%d bytes became %d", len(b), len(s))
		}
	})
}

// FuzzUndoEncoding: any bytes under any coding stay within the limit.
func FuzzUndoEncoding(f *testing.F) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write(bytes.Repeat([]byte("word "), 1000))
	w.Close()
	for _, coding := range []string{"gzip", "deflate", "br", "gzip, gzip", "x-gzip", "", "compress"} {
		f.Add(z.Bytes(), coding)
		f.Add([]byte("plain"), coding)
	}
	f.Fuzz(func(t *testing.T, b []byte, coding string) {
		const limit = 1 << 16
		out, _, err := UndoEncoding(b, coding, limit)
		if err == nil && len(out) > limit {
			t.Fatalf("%d bytes came out, the limit is %d", len(out), limit)
		}
	})
}

// Scripts of which detectors take the bytes for those of another, undeclared or declared as Latin.
func TestAlphabets(t *testing.T) {
	texts := map[string]string{
		"korean":   writings["korean"],
		"russian":  "Экспортёр подаёт заявление в письменной форме и указывает конечного получателя товара. Решение принимается в течение сорока дней со дня подачи.",
		"arabic":   "يقدم المصدر الطلب إلى المراقب كتابة ويبين فيه المستلم والغرض من السلعة. ويبت المراقب في الطلب خلال المدة المقررة في القانون. لا يجوز التصدير دون الترخيص.",
		"japanese": writings["japanese"],
		"french":   "L’exportateur présente sa demande à l’autorité, où elle est enregistrée; la décision motivée lui est notifiée dans un délai de trente jours après réception.",
	}
	for _, c := range []struct {
		text   string
		coding encoding.Encoding
		labels []string
		guess  bool
	}{
		{"korean", korean.EUCKR, []string{"", "utf-8"}, false},
		{"japanese", japanese.ISO2022JP, []string{"", "utf-8"}, false},
		{"russian", charmap.Windows1251, []string{"", "iso-8859-1", "utf-8"}, true},
		{"russian", charmap.KOI8R, []string{"", "iso-8859-1"}, true},
		{"arabic", charmap.Windows1256, []string{"", "iso-8859-1", "utf-8"}, true},
		{"french", charmap.Windows1252, []string{"iso-8859-1", "windows-1252"}, false},
	} {
		for _, label := range c.labels {
			b, err := c.coding.NewEncoder().Bytes([]byte("<html><head></head><body><p>" + strings.Repeat(texts[c.text]+" ", 3) + "</p></body></html>"))
			if err != nil {
				t.Fatal(err)
			}
			if label != "" {
				b = bytes.Replace(b, []byte("<head>"), []byte("<head><meta charset="+label+">"), 1)
			}
			s, warnings := Decode(b, "text/html", true)
			if !strings.Contains(s, texts[c.text]) || (len(warnings) > 0) != c.guess {
				t.Errorf("%s declared as %q: %.120q, %v", c.text, label, s, warnings)
			}
		}
	}
}
