package pdf

import (
	"bytes"
	"context"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Bounds of reading images of pages.
const (
	imageDPI    = 200
	maxPixels   = 12_000_000 // of one page; larger pages are shown smaller
	maxMachine  = 50         // pages of one document
	tooFewWords = "no words were found on it"
)

// readImage shows the page as an image and lets words read it.
func (r *pageReader) readImage(ctx context.Context, s *sheet, words block.WordReader) {
	size, err := r.lib.GetPageSize(&requests.GetPageSize{Page: r.ref()})
	if err != nil {
		s.unread = err.Error()
		return
	}
	dpi := imageDPI
	if pixels := size.Width * size.Height * imageDPI * imageDPI / (72 * 72); pixels > maxPixels {
		dpi = max(int(imageDPI*math.Sqrt(maxPixels/pixels)), 1)
	}
	shown, err := r.lib.RenderPageInDPI(&requests.RenderPageInDPI{Page: r.ref(), DPI: dpi, ImageFormat: requests.RenderImageFormatGrayscale})
	if err != nil {
		s.unread = err.Error()
		return
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, shown.Result.RenderedImage)
	shown.CleanupFunc()
	if err != nil {
		s.unread = err.Error()
		return
	}
	found, err := words(ctx, b.Bytes(), dpi)
	switch {
	case err != nil:
		s.unread = err.Error()
	case len(found) == 0:
		s.unread = tooFewWords
	default:
		s.setWords(found, size.Height, dpi)
	}
}

// setWords makes the words the text of the page.
func (s *sheet) setWords(words []block.Word, height float64, dpi int) {
	scale := 72 / float64(dpi)
	s.runs, s.aside, s.rules, s.machine = nil, nil, nil, true
	for _, w := range words {
		if text := block.Normalise(w.Text, false); text != "" {
			s.runs = append(s.runs, run{text: text, left: w.Left * scale, right: w.Right * scale, top: height - w.Top*scale, bottom: height - w.Bottom*scale})
		}
	}
}
