package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os/exec"
	"strings"
	"testing"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/ocr"
)

// twoPages is a PDF whose first page has text and whose second page is an image: of grey, or the one
// given.
func twoPages(img *image.Gray) []byte {
	if img == nil {
		img = image.NewGray(image.Rect(0, 0, 8, 8))
	}
	b := &pdfBuilder{}
	b.add("<< /Type /Catalog /Pages 2 0 R >>")
	b.add("<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>")
	b.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>")
	b.add(helvetica)
	b.stream("", words(60, 700, "The decision names the items of the"))
	b.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /XObject << /X1 8 0 R >> >> >>")
	b.stream("", "q 595 0 0 842 0 0 cm /X1 Do Q")
	size := img.Bounds().Size()
	b.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8", size.X, size.Y), string(img.Pix))
	return b.bytes()
}

func testImages(t *testing.T, e *Engine) {
	read := func(words block.WordReader) (block.Page, string) {
		t.Helper()
		p, err := e.Read(t.Context(), twoPages(nil), Options{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		return p, strings.Join(p.Warnings, "\n")
	}
	p, warned := read(func(_ context.Context, b []byte, dpi int) ([]block.Word, error) {
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		if size := img.Bounds().Size(); size.X != 595*dpi/72 && size.X != 595*dpi/72+1 {
			t.Errorf("the image is %v at %d dots an inch", size, dpi)
		}
		return []block.Word{{Text: "annex,", Left: 200, Top: 400, Right: 290, Bottom: 440}, {Text: "below.", Left: 300, Top: 402, Right: 380, Bottom: 441}}, nil
	})
	if o := outlineOf(p.Blocks); o != "The decision names the items of the\nannex, below.\n" || p.Blocks[0].Machine || !p.Blocks[1].Machine || !strings.Contains(warned, "by a machine") {
		t.Errorf("read %q, warned %q", o, warned)
	}
	for _, c := range []struct {
		words block.WordReader
		want  string
	}{
		{nil, "pages without a text layer: 2"},
		{func(context.Context, []byte, int) ([]block.Word, error) { return nil, nil }, "page 2 could not be read: no words"},
		{func(context.Context, []byte, int) ([]block.Word, error) { return nil, errors.New("no model") }, "page 2 could not be read: no model"},
	} {
		if p, warned := read(c.words); !strings.Contains(warned, c.want) || len(p.Blocks) != 1 || p.Blocks[0].Machine {
			t.Errorf("read %q, warned %q, want %q", outlineOf(p.Blocks), warned, c.want)
		}
	}
}

// testTesseract reads a page that was drawn here with the program itself.
func testTesseract(t *testing.T, e *Engine) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		t.Skipf("Tesseract is not installed: %v", err)
	}
	var img *image.Gray
	_, err = e.read(t.Context(), pageFile(words(60, 700, "The licence is valid for one consignment.")+words(60, 680, "It lapses after six months."), resources, image1), 1,
		func(r *pageReader, _ sheet) error {
			shown, err := r.lib.RenderPageInDPI(&requests.RenderPageInDPI{Page: r.ref(), DPI: 200, ImageFormat: requests.RenderImageFormatGrayscale})
			if err != nil {
				return err
			}
			defer shown.CleanupFunc()
			g := shown.Result.RenderedImage.(*image.Gray)
			img = image.NewGray(g.Bounds())
			for y := range g.Bounds().Dy() {
				copy(img.Pix[y*img.Stride:], g.Pix[y*g.Stride:y*g.Stride+g.Bounds().Dx()])
			}
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Read(t.Context(), twoPages(img), Options{Words: ocr.Tesseract{Path: path, Languages: []string{"eng"}}.Words})
	if err != nil {
		t.Fatal(err)
	}
	o := outlineOf(p.Blocks)
	if strings.Contains(strings.Join(p.Warnings, ""), "Failed loading language") {
		t.Skipf("Tesseract has no English model: %q", p.Warnings)
	}
	if !strings.Contains(o, "valid for one consignment.") || !strings.Contains(o, "six months") {
		t.Errorf("read %q, warned %q", o, p.Warnings)
	}
}
