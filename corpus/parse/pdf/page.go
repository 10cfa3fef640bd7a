package pdf

import (
	"context"
	"errors"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// sheet is one page: its size in points and the runs of text on it.
type sheet struct {
	number        int // from 1
	of            int
	width, height float64
	runs          []run
	turned        int   // characters set at another angle than the page's text, which are left out
	failure       error // why this page alone could not be read
}

func readSheets(ctx context.Context, lib pdfium.Pdfium, b []byte, maxPages int, visit func(sheet) error) error {
	doc, err := lib.OpenDocument(&requests.OpenDocument{File: &b})
	if err != nil {
		return openError(err)
	}
	count, err := lib.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return err
	}
	if count.PageCount > maxPages {
		return block.Failf(block.TooLarge, "the PDF has %d pages; at most %d are read", count.PageCount, maxPages)
	}
	for i := range count.PageCount {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s := sheet{number: i + 1, of: count.PageCount}
		s.failure = readSheet(lib, doc.Document, i, &s)
		if err := visit(s); err != nil {
			return err
		}
	}
	return nil
}

func openError(err error) error {
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return &block.Error{Kind: block.Encrypted, Reason: "the PDF is encrypted and asks for a password; a copy without one would be right", Cause: err}
	}
	return &block.Error{Kind: block.Damaged, Reason: "the PDF is broken or cut short; a complete file would be right", Cause: err}
}

func readSheet(lib pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int, s *sheet) error {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
	size, err := lib.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return err
	}
	s.width, s.height = size.Width, size.Height
	text, err := lib.GetPageTextStructured(&requests.GetPageTextStructured{Page: page, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return err
	}
	glyphs := make([]glyph, 0, len(text.Chars))
	for _, c := range text.Chars {
		p := c.PointPosition
		r, _ := utf8.DecodeRuneInString(c.Text)
		if c.Text == "" {
			continue
		}
		glyphs = append(glyphs, glyph{char: r, angle: c.Angle, left: p.Left, right: p.Right, top: max(p.Top, p.Bottom), bottom: min(p.Top, p.Bottom)})
	}
	s.runs, s.turned = runsOf(glyphs)
	return nil
}
