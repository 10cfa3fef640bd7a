package pdf

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// box is a place on a page.
type box struct{ left, right, bottom, top float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.top - b.bottom }

// Bounds of what is looked at on one page: a map or a drawing has a hundred thousand strokes, none of
// which rules a table.
const (
	maxObjects   = 20_000
	maxRules     = 4_000
	maxFormDepth = 4
	ruleWidth    = 3.0 // points; a box thinner than this is a line
)

// drawings is what stands on a page beside its text.
type drawings struct {
	rules     []box
	pictures  float64 // share of the page that images cover; what overlaps counts twice
	invisible int     // text objects that are set invisibly
	seen      int
}

// drawings walks the page's objects.
func (r *pageReader) drawings(page box) (drawings, error) {
	var d drawings
	n, err := r.lib.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: r.ref()})
	if err != nil {
		return d, err
	}
	for i := 0; i < n.Count && d.seen < maxObjects; i++ {
		o, err := r.lib.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: r.ref(), Index: i})
		if err != nil {
			continue // an object that the library cannot name is not a line of a table
		}
		r.object(&d, o.PageObject, page, identity, 0)
	}
	d.pictures = min(d.pictures, 1)
	return d, nil
}

// matrix is an affine map as PDF writes it.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// box returns the upright box around what the map makes of a box.
func (m matrix) box(in box) box {
	x := func(px, py float64) float64 { return m.a*px + m.c*py + m.e }
	y := func(px, py float64) float64 { return m.b*px + m.d*py + m.f }
	xs := [4]float64{x(in.left, in.bottom), x(in.left, in.top), x(in.right, in.bottom), x(in.right, in.top)}
	ys := [4]float64{y(in.left, in.bottom), y(in.left, in.top), y(in.right, in.bottom), y(in.right, in.top)}
	return box{left: min(xs[0], xs[1], xs[2], xs[3]), right: max(xs[0], xs[1], xs[2], xs[3]),
		bottom: min(ys[0], ys[1], ys[2], ys[3]), top: max(ys[0], ys[1], ys[2], ys[3])}
}

// then is the map that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{a: m.a*n.a + m.b*n.c, b: m.a*n.b + m.b*n.d, c: m.c*n.a + m.d*n.c, d: m.c*n.b + m.d*n.d,
		e: m.e*n.a + m.f*n.c + n.e, f: m.e*n.b + m.f*n.d + n.f}
}

// object notes one object; the objects of a form are placed by its matrix.
func (r *pageReader) object(d *drawings, o references.FPDF_PAGEOBJECT, page box, at matrix, depth int) {
	d.seen++
	t, err := r.lib.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return
	}
	switch t.Type {
	case enums.FPDF_PAGEOBJ_TEXT:
		mode, err := r.lib.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o})
		if err == nil && mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE {
			d.invisible++
		}
	case enums.FPDF_PAGEOBJ_IMAGE:
		if b, ok := r.bounds(o, at); ok && page.width() > 0 && page.height() > 0 {
			w, h := min(b.right, page.right)-max(b.left, page.left), min(b.top, page.top)-max(b.bottom, page.bottom)
			d.pictures += max(w, 0) * max(h, 0) / (page.width() * page.height())
		}
	case enums.FPDF_PAGEOBJ_PATH:
		if b, ok := r.bounds(o, at); ok && len(d.rules) < maxRules {
			d.rules = append(d.rules, edgesOf(b)...)
		}
	case enums.FPDF_PAGEOBJ_FORM:
		r.form(d, o, page, at, depth)
	}
}

func (r *pageReader) form(d *drawings, o references.FPDF_PAGEOBJECT, page box, at matrix, depth int) {
	if depth >= maxFormDepth {
		return
	}
	m, err := r.lib.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return
	}
	n, err := r.lib.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
	if err != nil {
		return
	}
	inner := matrix{float64(m.Matrix.A), float64(m.Matrix.B), float64(m.Matrix.C), float64(m.Matrix.D), float64(m.Matrix.E), float64(m.Matrix.F)}.then(at)
	for i := 0; i < n.Count && d.seen < maxObjects; i++ {
		part, err := r.lib.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
		if err != nil {
			continue
		}
		r.object(d, part.PageObject, page, inner, depth+1)
	}
}

func (r *pageReader) bounds(o references.FPDF_PAGEOBJECT, at matrix) (box, bool) {
	b, err := r.lib.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return box{}, false
	}
	return at.box(box{left: float64(b.Left), right: float64(b.Right), bottom: float64(b.Bottom), top: float64(b.Top)}), true
}

// edgesOf returns the lines that a drawn path makes: itself where it is thin, else its four sides.
func edgesOf(b box) []box {
	switch {
	case b.width() < 2 && b.height() < 2:
		return nil // a dot
	case b.width() <= ruleWidth || b.height() <= ruleWidth:
		return []box{b}
	}
	return []box{
		{b.left, b.right, b.top, b.top}, {b.left, b.right, b.bottom, b.bottom},
		{b.left, b.left, b.bottom, b.top}, {b.right, b.right, b.bottom, b.top},
	}
}

// invisible reports whether the character is set to leave no ink.
func (r *pageReader) invisible(page references.FPDF_TEXTPAGE, i int) bool {
	o, err := r.lib.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: page, Index: i})
	if err != nil {
		return false // a blank that the library put between words
	}
	mode, err := r.lib.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o.TextObject})
	return err == nil && mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE
}
