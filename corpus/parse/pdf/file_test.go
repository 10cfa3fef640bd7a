package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// pdfBuilder writes PDF files: objects numbered from 1, of which the first is the catalogue.
type pdfBuilder struct{ objects []string }

func (b *pdfBuilder) add(format string, args ...any) int {
	b.objects = append(b.objects, fmt.Sprintf(format, args...))
	return len(b.objects)
}

func (b *pdfBuilder) stream(dict, data string) int {
	return b.add("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

func (b *pdfBuilder) bytes() []byte {
	var out bytes.Buffer
	var offsets []int
	out.WriteString("%PDF-1.7\n")
	for i, o := range b.objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return out.Bytes()
}

// fontFile is a PDF of one page that sets the lines, in the bytes of its font, one below the other.
// The font gets the object number 4.
func fontFile(font func(b *pdfBuilder) string, lines ...string) []byte {
	b := &pdfBuilder{}
	b.add("<< /Type /Catalog /Pages 2 0 R >>")
	b.add("<< /Type /Pages /Count 1 /Kids [3 0 R] >>")
	b.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>")
	b.add("") // the font
	var s strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&s, "BT /F1 12 Tf 60 %d Td <%x> Tj ET\n", 760-20*i, l)
	}
	b.stream("", s.String())
	b.objects[3] = font(b)
	return b.bytes()
}

// compositeFont is a font with a predefined CMap, without a font file and without a ToUnicode map.
func compositeFont(name, cmap, ordering string) func(*pdfBuilder) string {
	return func(b *pdfBuilder) string {
		descriptor := b.add("<< /Type /FontDescriptor /FontName /%s /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>", name)
		cid := b.add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 2 >> /DW 1000 /FontDescriptor %d 0 R >>", name, ordering, descriptor)
		return fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s-%s /Encoding /%s /DescendantFonts [%d 0 R] >>", name, cmap, cmap, cid)
	}
}

// simpleFont is a font of single bytes, as some writers of Chinese documents declare the halves of
// two-byte characters. The name is bytes too.
func simpleFont(name string) func(*pdfBuilder) string {
	return func(b *pdfBuilder) string {
		var escaped strings.Builder
		for _, c := range []byte(name) {
			if c > 0x7e || c < 0x21 || c == '#' {
				fmt.Fprintf(&escaped, "#%02X", c)
			} else {
				escaped.WriteByte(c)
			}
		}
		descriptor := b.add("<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [0 -200 1000 1000] /ItalicAngle 0 /Ascent 1000 /Descent -200 /CapHeight 1000 /StemV 100 /MissingWidth 1000 >>", escaped.String())
		return fmt.Sprintf("<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 0 /LastChar 255 /Widths [%s] /FontDescriptor %d 0 R >>",
			escaped.String(), strings.Repeat("500 ", 256), descriptor)
	}
}
