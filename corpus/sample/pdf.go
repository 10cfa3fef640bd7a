package sample

import (
	"bytes"
	"fmt"
	"strings"
)

// makePDF draws a version on pages of A4: Helvetica, every piece of text at a position of its own,
// as a typesetter leaves it. Rows of a table are lines of cells with the same baseline.
func makePDF(v *version) ([]byte, error) {
	var pages []string
	var b strings.Builder
	y := 790
	put := func(x, size int, text string) error {
		for _, r := range text {
			if r > 126 {
				return fmt.Errorf("the letter %q is not in the font", r)
			}
		}
		text = strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`).Replace(text)
		fmt.Fprintf(&b, "BT /F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n", size, x, y, text)
		return nil
	}
	down := func(step int) {
		if y -= step; y < 60 {
			pages, y = append(pages, b.String()), 790
			b.Reset()
		}
	}
	for _, line := range []string{mark(v.lang), v.title} {
		if err := put(56, 11, line); err != nil {
			return nil, err
		}
		down(22)
	}
	for _, k := range blocks(v.body) {
		if k.kind != '|' {
			if err := put(56, 9, k.text); err != nil {
				return nil, err
			}
			down(18)
			continue
		}
		for _, row := range k.rows {
			for i, cell := range row {
				if err := put(pdfColumns[min(i, len(pdfColumns)-1)], 9, cell); err != nil {
					return nil, err
				}
			}
			down(16)
		}
		down(8)
	}
	return writePDF(append(pages, b.String())), nil
}

// pdfColumns are where the cells of a row begin: control code, item, customs code, limit.
var pdfColumns = [...]int{56, 130, 320, 420}

// writePDF puts the drawn pages into a file of version 1.4 with its cross-reference table.
func writePDF(pages []string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), fmt.Sprintf(format, args...))
	}
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*i))
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	for i, p := range pages {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i)
		object("<< /Length %d >>\nstream\n%sendstream", len(p), p)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}
