package pdf

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const (
	simplified  = "关于对部分中重稀土相关物项实施出口管制的决定，自公布之日起施行。"
	traditional = "關於對部分中重稀土相關物項實施出口管制的決定，自公布之日起施行。"
	japan       = "輸出貿易管理令の一部を改正する政令について、レアアースを含む。"
	korea       = "희토류 물자의 수출 통제에 관한 고시를 개정한다"
)

var utf16be = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)

// cmaps are the predefined CMaps of ISO 32000-1, table 118, with the encoding of their codes.
var cmaps = []struct {
	name, ordering string
	codes          encoding.Encoding
	text           string
}{
	{"GB-EUC-H", "GB1", simplifiedchinese.GBK, simplified},
	{"GBpc-EUC-H", "GB1", simplifiedchinese.GBK, simplified},
	{"GBK-EUC-H", "GB1", simplifiedchinese.GBK, simplified},
	{"GBKp-EUC-H", "GB1", simplifiedchinese.GBK, simplified},
	{"GBK2K-H", "GB1", simplifiedchinese.GB18030, simplified},
	{"UniGB-UCS2-H", "GB1", utf16be, simplified},
	{"UniGB-UTF16-H", "GB1", utf16be, simplified},
	{"B5pc-H", "CNS1", traditionalchinese.Big5, traditional},
	{"HKscs-B5-H", "CNS1", traditionalchinese.Big5, traditional},
	{"ETen-B5-H", "CNS1", traditionalchinese.Big5, traditional},
	{"ETenms-B5-H", "CNS1", traditionalchinese.Big5, traditional},
	{"UniCNS-UCS2-H", "CNS1", utf16be, traditional},
	{"UniCNS-UTF16-H", "CNS1", utf16be, traditional},
	{"83pv-RKSJ-H", "Japan1", japanese.ShiftJIS, japan},
	{"90ms-RKSJ-H", "Japan1", japanese.ShiftJIS, japan},
	{"90msp-RKSJ-H", "Japan1", japanese.ShiftJIS, japan},
	{"90pv-RKSJ-H", "Japan1", japanese.ShiftJIS, japan},
	{"EUC-H", "Japan1", japanese.EUCJP, japan},
	{"UniJIS-UCS2-H", "Japan1", utf16be, japan},
	{"UniJIS-UTF16-H", "Japan1", utf16be, japan},
	{"KSC-EUC-H", "Korea1", korean.EUCKR, korea},
	{"KSCms-UHC-H", "Korea1", korean.EUCKR, korea},
	{"KSCpc-EUC-H", "Korea1", korean.EUCKR, korea},
	{"UniKS-UCS2-H", "Korea1", utf16be, korea},
	{"UniKS-UTF16-H", "Korea1", utf16be, korea},
}

func testCMaps(t *testing.T, e *Engine) {
	for _, c := range cmaps {
		codes, err := c.codes.NewEncoder().String(c.text)
		if err != nil {
			t.Fatal(c.name, err)
		}
		p, err := e.Read(t.Context(), fontFile(compositeFont("STSong-Light", c.name, c.ordering), codes), Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := strings.TrimSpace(outlineOf(p.Blocks)); got != c.text || len(p.Warnings) > 0 {
			t.Errorf("%s: read %q, want %q; warned %q", c.name, got, c.text, p.Warnings)
		}
	}
}

// A font of single bytes that are the halves of Chinese characters. The library knows some by their
// names; of the others the text is recovered, and says so.
func testSingleBytes(t *testing.T, e *Engine) {
	codes, err := simplifiedchinese.GBK.NewEncoder().String(simplified)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"黑体", "仿宋_GB2312", "方正小标宋简体", "华文中宋", "SimFang", "ABCDEF+SimSun"} {
		n, err := simplifiedchinese.GBK.NewEncoder().String(name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := e.Read(t.Context(), fontFile(simpleFont(n), codes), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.TrimSpace(outlineOf(p.Blocks)); got != simplified {
			t.Errorf("%s: read %q", name, got)
		}
		if warned := strings.Contains(strings.Join(p.Warnings, ""), "recovered"); warned != !strings.ContainsAny(name, "黑仿") {
			t.Errorf("%s: warned %q", name, p.Warnings)
		}
	}
}

// typesetBytes puts text on a page as a font of single bytes shows it.
func typesetBytes(t *testing.T, codes encoding.Encoding, text string) []glyph {
	t.Helper()
	b, err := codes.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p := &typesetter{}
	shown, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		t.Fatal(err)
	}
	p.put(60, 700, 10, string(shown))
	return p.glyphs
}

func textOf(glyphs []glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.char)
	}
	return strings.TrimSpace(b.String())
}

func TestRecode(t *testing.T) {
	for _, c := range []struct {
		codes      encoding.Encoding
		text, name string
	}{
		{simplifiedchinese.GBK, "附件2031年第61号：" + simplified, "GB 18030"},
		{simplifiedchinese.GBK, "商务部 海关总署公告 2031 年第 7 号", "GB 18030"},
		{traditionalchinese.Big5, traditional, "Big5"},
		{korean.EUCKR, korea, "EUC-KR"},
	} {
		got, name := recode(typesetBytes(t, c.codes, c.text))
		if textOf(got) != c.text || name != c.name {
			t.Errorf("read %q as %s, want %q as %s", textOf(got), name, c.text, c.name)
		}
		for i := 1; i < len(got); i++ {
			if got[i].char > ' ' && got[i].left < got[i-1].left {
				t.Errorf("%q stands before %q", got[i].char, got[i-1].char)
			}
		}
	}
}

func TestRecodeLeavesEurope(t *testing.T) {
	for _, text := range []string{
		"Règlement délégué (UE) 2031/7 modifiant l’annexe, à l’égard des élèves créées naïvement",
		"Verordnung über die Ausfuhr von Gütern; größere Mengen für Österreich, §§ 3, 4, „äußerst“ süß",
		"ðöéáþæíúý", "Ação à não às regiões; ¿Qué? ¡Sí! año señor", "«À côté» — «ça» … ©®™ ½¼¾ ±§§ °°", "",
	} {
		p := &typesetter{}
		p.put(60, 700, 10, text)
		if got, name := recode(p.glyphs); name != "" || textOf(got) != text {
			t.Errorf("%q was read as %s: %q", text, name, textOf(got))
		}
	}
}
