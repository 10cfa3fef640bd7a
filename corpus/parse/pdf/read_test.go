package pdf

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// TestFiles shares one engine among its cases, because compiling the library takes seconds.
func TestFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("compiling the PDF library takes long under the race detector; the full run reads PDFs")
	}
	e := NewEngine(t.TempDir())
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Run("predefined CMaps", func(t *testing.T) { testCMaps(t, e) })
	t.Run("single bytes", func(t *testing.T) { testSingleBytes(t, e) })
	t.Run("what stands beside the text", func(t *testing.T) { testBeside(t, e) })
	t.Run("invisible text", func(t *testing.T) { testInvisible(t, e) })
	t.Run("loops", func(t *testing.T) { testLoops(t, e) })
	t.Run("letters unknown", func(t *testing.T) { testUnmapped(t, e) })
	t.Run("a CMap that nobody knows", func(t *testing.T) { testUnknownCMap(t, e) })
	t.Run("encrypted", func(t *testing.T) { testEncrypted(t, e) })
	t.Run("no text", func(t *testing.T) { testNoText(t, e) })
	t.Run("from right to left", func(t *testing.T) { testFromRight(t, e) })
	t.Run("images of pages", func(t *testing.T) { testImages(t, e) })
	t.Run("Tesseract", func(t *testing.T) { testTesseract(t, e) })
}

const helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"

// pageFile is a PDF of one page with Helvetica as /F1; page holds further entries of the page, and
// more adds objects, which begin at number 6.
func pageFile(content, page string, more ...string) []byte {
	b := &pdfBuilder{}
	b.add("<< /Type /Catalog /Pages 2 0 R >>")
	b.add("<< /Type /Pages /Count 1 /Kids [3 0 R] >>")
	b.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R %s >>", page)
	b.add(helvetica)
	b.stream("", content)
	for _, m := range more {
		b.add("%s", m)
	}
	return b.bytes()
}

const resources = "/Resources << /Font << /F1 4 0 R >> /XObject << /X1 6 0 R >> >>"

func words(x, y int, text string) string {
	return fmt.Sprintf("BT /F1 11 Tf %d %d Td (%s) Tj ET\n", x, y, text)
}

func formObject(wide, high int, dict, content string) string {
	return fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 %d %d] %s /Length %d >>\nstream\n%s\nendstream", wide, high, dict, len(content), content)
}

func read(t *testing.T, e *Engine, file []byte) block.Page {
	t.Helper()
	p, err := e.Read(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A form field is part of the page; a note that a reader stuck on it is not.
func testBeside(t *testing.T, e *Engine) {
	file := pageFile(words(60, 700, "Applicant:"), resources+" /Annots [7 0 R 8 0 R 9 0 R]",
		formObject(200, 20, "/Resources << /Font << /F1 4 0 R >> >>", words(2, 5, "Example Works")),
		"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Example Works) /Rect [130 695 330 715] /F 4 /AP << /N 6 0 R >> >>",
		"<< /Type /Annot /Subtype /Text /Rect [300 300 320 320] /Contents (ask the ministry) >>",
		"<< /Type /Annot /Subtype /FileAttachment /Rect [300 400 320 420] /FS << /Type /Filespec /F (quota.csv) /UF (quota.csv) /EF << /F 10 0 R >> >> >>",
		"<< /Type /EmbeddedFile /Length 3 >>\nstream\na,b\nendstream")
	p := read(t, e, file)
	if text := outlineOf(p.Blocks); text != "Applicant: Example Works\n" {
		t.Errorf("read %q", text)
	}
	if len(p.Warnings) != 2 || !strings.Contains(p.Warnings[0], "annotations") || !strings.Contains(p.Warnings[1], "quota.csv") || len(p.Dropped) != 1 || !strings.Contains(p.Dropped[0].What, "ask the ministry") {
		t.Errorf("warned %q, dropped %v", p.Warnings, p.Dropped)
	}
}

const image1 = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"

func testInvisible(t *testing.T, e *Engine) {
	layer := read(t, e, pageFile("q 595 0 0 842 0 0 cm /X1 Do Q\n3 Tr "+words(60, 700, "read off the image"), resources, image1))
	if o := outlineOf(layer.Blocks); o != "read off the image\n" || !strings.Contains(strings.Join(layer.Warnings, ""), "made by a machine") {
		t.Errorf("read %q, warned %q", o, layer.Warnings)
	}
	hidden := read(t, e, pageFile(words(60, 700, "What everybody sees on this page.")+"3 Tr "+words(60, 600, "unseen"), resources, image1))
	if o := outlineOf(hidden.Blocks); o != "What everybody sees on this page.\n" || len(hidden.Dropped) != 1 || !strings.Contains(hidden.Dropped[0].Why, "invisibly") {
		t.Errorf("read %q, dropped %v", o, hidden.Dropped)
	}
}

// Trees that lead back to themselves end all the same.
func testLoops(t *testing.T, e *Engine) {
	form := pageFile(words(60, 700, "Before the loop.")+"/X1 Do\n", resources,
		formObject(595, 842, "/Resources << /Font << /F1 4 0 R >> /XObject << /X1 6 0 R >> >>", words(60, 600, "In the loop.")+"/X1 Do\n"))
	if o := outlineOf(read(t, e, form).Blocks); !strings.HasPrefix(o, "Before the loop.\nIn the loop.\n") {
		t.Errorf("a form that draws itself: read %q", o)
	}
	b := &pdfBuilder{}
	b.add("<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>")
	b.add("<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] >>")
	b.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>")
	b.add(helvetica)
	b.stream("", words(60, 700, "A tree of pages that holds itself."))
	b.add("<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>")
	b.add("<< /Title (round) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 7 0 R >>")
	if o := outlineOf(read(t, e, b.bytes()).Blocks); o != "A tree of pages that holds itself.\n" {
		t.Errorf("a page tree that holds itself: read %q", o)
	}
	file := string(pageFile(words(60, 700, "A table of references that names itself."), resources, image1))
	start := strings.LastIndex(file, "xref\n0")
	file = strings.Replace(file, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R /Prev %d", start), 1)
	if p, err := e.Read(t.Context(), []byte(file), Options{}); err != nil {
		var reason *block.Error
		if !errors.As(err, &reason) || reason.Kind != block.Damaged {
			t.Errorf("a table of references that names itself: %v", err)
		}
	} else if o := outlineOf(p.Blocks); o != "A table of references that names itself.\n" {
		t.Errorf("a table of references that names itself: read %q", o)
	}
}

// A page that shows nothing, one that is drawn and one that is an image are told apart.
func testNoText(t *testing.T, e *Engine) {
	for _, c := range []struct {
		content string
		kind    block.ErrorKind
		says    string
	}{
		{"", block.Empty, "nothing stands"},
		{"60 60 m 400 400 l S", block.Scanned, "drawn with lines"},
		{"q 595 0 0 842 0 0 cm /X1 Do Q", block.Scanned, "it is a scan"},
	} {
		_, err := e.Read(t.Context(), pageFile(c.content, resources, image1), Options{})
		var reason *block.Error
		if !errors.As(err, &reason) || reason.Kind != c.kind || !strings.Contains(reason.Reason, c.says) {
			t.Errorf("%q: %v", c.content, err)
		}
	}
}

// A font that says nothing about its letters is no text: the page is a picture.
func testUnmapped(t *testing.T, e *Engine) {
	font := func(b *pdfBuilder) string {
		shape := b.stream("", "500 0 d0 0 0 400 400 re f")
		return fmt.Sprintf("<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /g1 %d 0 R /g2 %d 0 R >> "+
			"/Encoding << /Type /Encoding /Differences [1 /g1 /g2] >> /FirstChar 1 /LastChar 2 /Widths [500 500] >>", shape, shape)
	}
	_, err := e.Read(t.Context(), fontFile(font, "\x01\x02\x01\x01\x02"), Options{})
	var reason *block.Error
	if !errors.As(err, &reason) || reason.Kind != block.Scanned || !strings.Contains(reason.Reason, "which letters") {
		t.Errorf("error = %v", err)
	}
}

// The codes of a map that nobody has stand for no letters: what comes of them is refused or doubted, however
// much or little it is.
func testUnknownCMap(t *testing.T, e *Engine) {
	for _, lines := range []int{1, 12} {
		for _, c := range []struct {
			name  string
			codes encoding.Encoding
		}{{"Own-Map-H", simplifiedchinese.GBK}, {"UniGB-Own-H", utf16be}} {
			codes, err := c.codes.NewEncoder().String(simplified)
			if err != nil {
				t.Fatal(err)
			}
			p, err := e.Read(t.Context(), fontFile(compositeFont("STSong-Light", c.name, "GB1"), slices.Repeat([]string{codes}, lines)...), Options{})
			var reason *block.Error
			switch {
			case errors.As(err, &reason) && reason.Kind == block.Scanned:
			case err == nil && (len(p.Warnings) > 0 || strings.Count(outlineOf(p.Blocks), simplified) == lines):
			default:
				t.Errorf("%s, %d lines: %v, read %q without a warning", c.name, lines, err, outlineOf(p.Blocks))
			}
		}
	}
}

// A file behind a password, and one that is encrypted in a way of its own, are told from broken ones.
func testEncrypted(t *testing.T, e *Engine) {
	plain := string(pageFile(words(60, 700, "Nobody sees this."), resources, image1))
	for says, lock := range map[string]string{
		"asks for a password": "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + strings.Repeat("5a", 32) + "> /U <" + strings.Repeat("a5", 32) + "> >>",
		"not known":           "/Encrypt << /Filter /Own /V 99 /R 99 >>",
	} {
		_, err := e.Read(t.Context(), []byte(strings.Replace(plain, "/Root 1 0 R", "/Root 1 0 R "+lock, 1)), Options{})
		var reason *block.Error
		if !errors.As(err, &reason) || reason.Kind != block.Encrypted || !strings.Contains(reason.Reason, says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}
