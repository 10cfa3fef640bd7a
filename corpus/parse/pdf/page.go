package pdf

import (
	"context"
	"errors"
	"slices"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// sheet is one page as the library shows it. Coordinates are points, turned so that most of the
// text runs from left to right; up is positive.
type sheet struct {
	number   int     // from 1
	top      float64 // upper edge, as the text runs
	runs     []run
	aside    []run    // text that runs in another direction than the page's
	rules    []box    // thin lines and the edges of boxes that are drawn on the page
	pictures float64  // share of the page that images cover, 0 to 1
	blank    bool     // nothing stands on the page
	main     int      // quarters by which the page was turned, so that its text runs from left to right
	turned   int      // characters set at an angle that is no quarter of a turn, left out
	outside  int      // characters beyond the edges of the page, left out
	hidden   int      // characters set invisibly between visible ones, left out
	unmapped int      // characters of which the file does not say which letter they are
	garbled  bool     // so many of them that they are left out
	recoded  string   // encoding in which misread characters were read again
	under    bool     // the text lies invisibly under or over an image: a machine read it off the image
	notes    []string // annotations with words of their own
	files    []string // attached to annotations
	failure  error    // why this page alone could not be read
	machine  bool     // the runs were read off an image of the page here
	unread   string   // why its image could not be read
	nonsense bool     // its letters make no words of a language
}

func readSheets(ctx context.Context, lib pdfium.Pdfium, b []byte, maxPages int, visit func(*pageReader, sheet) error) ([]string, error) {
	doc, err := lib.OpenDocument(&requests.OpenDocument{File: &b})
	if err != nil {
		return nil, openError(err)
	}
	count, err := lib.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, err
	}
	if count.PageCount > maxPages {
		return nil, block.Failf(block.TooLarge, "the PDF has %d pages; at most %d are read", count.PageCount, maxPages)
	}
	for i := range count.PageCount {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		r := &pageReader{lib: lib, doc: doc.Document, index: i}
		s := sheet{number: i + 1}
		s.failure = r.read(&s)
		if err := visit(r, s); err != nil {
			return nil, err
		}
		r.close()
	}
	return attached(lib, doc.Document), nil
}

func openError(err error) error {
	switch {
	case errors.Is(err, pdferrors.ErrPassword):
		return &block.Error{Kind: block.Encrypted, Reason: "the PDF is encrypted and asks for a password; a copy without one would be right", Cause: err}
	case errors.Is(err, pdferrors.ErrSecurity):
		return &block.Error{Kind: block.Encrypted, Reason: "the PDF is encrypted by a method that is not known; a copy without encryption would be right", Cause: err}
	}
	return &block.Error{Kind: block.Damaged, Reason: "the PDF is broken or cut short; a complete file would be right", Cause: err}
}

// pageReader reads one page of an open document.
type pageReader struct {
	lib   pdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	index int
	page  references.FPDF_PAGE
	open  bool
}

func (r *pageReader) load() error {
	p, err := r.lib.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.doc, Index: r.index})
	if err != nil {
		return err
	}
	r.page, r.open = p.Page, true
	return nil
}

// close gives the page back. A page that does not close costs memory until the document is closed.
func (r *pageReader) close() {
	if r.open {
		_, _ = r.lib.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: r.page})
		r.open = false
	}
}

func (r *pageReader) ref() requests.Page { return requests.Page{ByReference: &r.page} }

func (r *pageReader) read(s *sheet) error {
	if err := r.load(); err != nil {
		return err
	}
	if err := r.annotations(s); err != nil {
		return err
	}
	edges, err := r.lib.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: r.ref()})
	if err != nil {
		return err
	}
	visible := box{left: float64(edges.Rect.Left), right: float64(edges.Rect.Right), bottom: float64(edges.Rect.Bottom), top: float64(edges.Rect.Top)}
	drawn, err := r.drawings(visible)
	if err != nil {
		return err
	}
	glyphs, err := r.glyphs(s, drawn.invisible > 0)
	if err != nil {
		return err
	}
	s.pictures, s.blank = drawn.pictures, drawn.seen == 0
	glyphs = s.settleUnmapped(glyphs)
	glyphs, s.recoded = recode(glyphs)
	if drawn.invisible > 0 {
		glyphs = s.settleInvisible(glyphs)
	}
	glyphs, s.outside = within(glyphs, visible)
	s.arrange(glyphs, drawn.rules)
	s.top = visible.turn(s.main).top
	s.nonsense = makesNoWords(s.runs)
	return nil
}

// settleInvisible decides what text that is set invisibly means. Over an image it is what a machine
// read off the image; where all of a page is invisible the page shows it in another way; otherwise it
// is hidden from the reader.
func (s *sheet) settleInvisible(glyphs []glyph) []glyph {
	hidden := 0
	for _, g := range glyphs {
		if g.hidden {
			hidden++
		}
	}
	if hidden == 0 {
		return glyphs
	}
	if s.pictures > 0.5 || hidden*10 > len(glyphs)*9 {
		s.under = true
		return glyphs
	}
	s.hidden = hidden
	kept := glyphs[:0]
	for _, g := range glyphs {
		if !g.hidden {
			kept = append(kept, g)
		}
	}
	return kept
}

// unreadable stands in the text for a character of which the file does not say which letter it is.
const unreadable = '\ufffd'

// settleUnmapped leaves such characters out where they are more than a few: what is left of the page
// is then no text.
func (s *sheet) settleUnmapped(glyphs []glyph) []glyph {
	inked := 0
	for _, g := range glyphs {
		if !unicode.IsSpace(g.char) {
			inked++
		}
	}
	if s.garbled = s.unmapped*10 > inked*3; !s.garbled {
		return glyphs
	}
	return slices.DeleteFunc(glyphs, func(g glyph) bool { return g.char == unreadable })
}

// glyphs asks for each character of the page and where it stands.
func (r *pageReader) glyphs(s *sheet, modes bool) ([]glyph, error) {
	text, err := r.lib.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: r.ref()})
	if err != nil {
		return nil, err
	}
	page := text.TextPage
	defer func() { _, _ = r.lib.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: page}) }()
	count, err := r.lib.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: page})
	if err != nil {
		return nil, err
	}
	out := make([]glyph, 0, count.Count)
	for i := range count.Count {
		u, err := r.lib.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: page, Index: i})
		if err != nil {
			return nil, err
		}
		g := glyph{char: rune(u.Unicode)}
		if k := len(out) - 1; k >= 0 && utf16.IsSurrogate(out[k].char) && utf16.IsSurrogate(g.char) {
			out[k].char = utf16.DecodeRune(out[k].char, g.char)
			continue
		}
		var before glyph
		if len(out) > 0 {
			before = out[len(out)-1]
		}
		if err := r.place(page, i, &g, before); err != nil {
			return nil, err
		}
		lost, err := r.unmapped(page, i, &g)
		if err != nil {
			return nil, err
		}
		if lost {
			g.char = r.lostLetter(page, i)
			if g.char == unreadable {
				s.unmapped++
			}
		}
		if modes {
			g.hidden = r.invisible(page, i)
		}
		out = append(out, g)
	}
	return out, nil
}

// place asks for the box that a character takes on its line, not for the box of its ink: the boxes
// of a line then have one height, and a full stop is as high as a letter. A character that stands on
// the upright line of the one before has its angle; the question costs a tenth of the reading.
func (r *pageReader) place(page references.FPDF_TEXTPAGE, i int, g *glyph, before glyph) error {
	if g.char == '\r' || g.char == '\n' {
		return nil
	}
	if b, err := r.lib.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: i}); err == nil {
		g.left, g.right = float64(min(b.Rect.Left, b.Rect.Right)), float64(max(b.Rect.Left, b.Rect.Right))
		g.bottom, g.top = float64(min(b.Rect.Bottom, b.Rect.Top)), float64(max(b.Rect.Bottom, b.Rect.Top))
	} else {
		b, err := r.lib.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: page, Index: i})
		if err != nil {
			return err
		}
		g.left, g.right, g.bottom, g.top = min(b.Left, b.Right), max(b.Left, b.Right), min(b.Bottom, b.Top), max(b.Bottom, b.Top)
	}
	if before.angle == 0 && before.right > before.left && g.bottom == before.bottom && g.top == before.top && g.left > before.left {
		return nil
	}
	angle, err := r.lib.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: page, Index: i})
	if err != nil {
		return err
	}
	g.angle = float64(angle.CharAngle)
	return nil
}

// unmapped reports whether the file does not say which letter a character is: the library then gives
// its code in the font, which is a letter only by chance. A hyphen that ends a line becomes
// [brokenWord].
func (r *pageReader) unmapped(page references.FPDF_TEXTPAGE, i int, g *glyph) (bool, error) {
	if g.char < ' ' && g.char != '\r' && g.char != '\n' && g.char != '\t' {
		h, err := r.lib.FPDFText_IsHyphen(&requests.FPDFText_IsHyphen{TextPage: page, Index: i})
		if err != nil {
			return false, err
		}
		if h.IsHyphen {
			g.char = brokenWord
		}
		return !h.IsHyphen, nil
	}
	bad, err := r.lib.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: page, Index: i})
	if err != nil {
		return false, err
	}
	return bad.HasUnicodeMapError || g.char == 0xffff || g.char == 0xfffd, nil
}

// lostLetter tells a blank from a letter by its ink.
func (r *pageReader) lostLetter(page references.FPDF_TEXTPAGE, i int) rune {
	b, err := r.lib.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: page, Index: i})
	if err == nil && (b.Right-b.Left == 0 || b.Top-b.Bottom == 0) {
		return ' '
	}
	return unreadable
}
