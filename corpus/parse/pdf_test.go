package parse

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// placed is a piece of text at a place on a page.
type placed struct {
	x, y int
	text string
}

// pdfFile writes a PDF of one built-in font, one page for each list of words. It is the smallest
// file that a strict reader accepts.
func pdfFile(pages ...[]placed) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(text string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), text)
	}
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*i))
	}
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(pages), strings.Join(kids, " ")))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	for i, words := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i))
		var s strings.Builder
		if words == nil {
			s.WriteString("60 60 475 700 re f\n") // a page that shows something, but no text
		}
		for _, w := range words {
			fmt.Fprintf(&s, "BT /F1 11 Tf %d %d Td (%s) Tj ET\n", w.x, w.y, strings.NewReplacer("(", `\(`, ")", `\)`).Replace(w.text))
		}
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", s.Len(), s.String()))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func annexPages() [][]placed {
	return [][]placed{
		{
			{72, 780, "List of sample items"},
			{72, 750, "This list belongs to the notice of the ministry and holds the items that need a licence"},
			{72, 736, "when they leave the country."},
			{72, 700, "No."}, {120, 700, "Code"}, {220, 700, "Item"},
			{72, 682, "1"}, {120, 682, "1X902.a"}, {220, 682, "Alloys that contain samarium, as ingots,"},
			{220, 668, "blocks or powder"},
			{72, 650, "2"}, {120, 650, "1X902.b"}, {220, 650, "Magnets"},
			{290, 40, "- 1 -"},
		},
		{
			{72, 780, "3"}, {120, 780, "1X902.c"}, {220, 780, "Targets"},
			{72, 764, "4"}, {120, 764, "1X902.d"}, {220, 764, "Oxides"},
			{290, 40, "- 2 -"},
		},
	}
}

// TestPDF shares one engine among its cases, because starting it takes seconds.
func TestPDF(t *testing.T) {
	if testing.Short() {
		t.Skip("compiling the PDF library takes a minute under the race detector; the full run reads PDFs")
	}
	engine := NewEngine(t.TempDir())
	defer func() {
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	}()
	opt := Options{Engine: engine}
	ctx := context.Background()
	t.Run("table over two pages", func(t *testing.T) { pdfTableOverPages(ctx, t, opt) })
	t.Run("two columns", func(t *testing.T) { pdfTwoColumns(ctx, t, opt) })
	t.Run("one page without text", func(t *testing.T) { pdfPageWithoutText(ctx, t, opt) })
	t.Run("a page that is an image", func(t *testing.T) { pdfPageOfImage(ctx, t, opt) })
	t.Run("scan", func(t *testing.T) {
		_, err := Parse(ctx, Input{Bytes: pdfFile(nil, nil)}, opt)
		wantError(t, err, Scanned)
	})
	t.Run("cut short", func(t *testing.T) {
		whole := pdfFile(annexPages()...)
		_, err := Parse(ctx, Input{Bytes: whole[:40]}, opt)
		wantError(t, err, Damaged)
	})
	t.Run("too many pages", func(t *testing.T) {
		_, err := Parse(ctx, Input{Bytes: pdfFile(annexPages()...)}, Options{Engine: engine, MaxPages: 1})
		wantError(t, err, TooLarge)
	})
	t.Run("stopped", func(t *testing.T) {
		stopped, stop := context.WithCancel(ctx)
		stop()
		_, err := Parse(stopped, Input{Bytes: pdfFile(annexPages()...)}, opt)
		wantError(t, err, Stopped)
		// The engine still works afterwards.
		if _, err := Parse(ctx, Input{Bytes: pdfFile(annexPages()...)}, opt); err != nil {
			t.Errorf("after a stop: %v", err)
		}
	})
}

// pdfTableOverPages reads a table that goes on on the next page.
func pdfTableOverPages(ctx context.Context, t *testing.T, opt Options) {
	p, err := Parse(ctx, Input{Bytes: pdfFile(annexPages()...), MediaType: "application/octet-stream", Hints: corpus.Hints{Kind: corpus.Annex}}, opt)
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	want := "title: List of sample items\n" +
		"¶ 1: This list belongs to the notice of the ministry and holds the items that need a licence when they leave the country.\n" +
		"Annex, page 1, head: No.→Code→Item\n" +
		"Annex, page 1, row 1: 1→1X902.a→Alloys that contain samarium, as ingots, blocks or powder\n" +
		"Annex, page 1, row 2: 2→1X902.b→Magnets\n" +
		"Annex, page 2, row 1: 3→1X902.c→Targets\n" +
		"Annex, page 2, row 2: 4→1X902.d→Oxides\n"
	if got := outline(p); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for _, v := range p.Provisions {
		if v.Kind == corpus.Row && strings.Join(v.Columns, "|") != "No.|Code|Item" {
			t.Errorf("%s has columns %q", v.Address, v.Columns)
		}
	}
	if len(p.Dropped) != 2 {
		t.Errorf("dropped %v, want the two page numbers", p.Dropped)
	}
}

// pdfTwoColumns reads one column after the other.
func pdfTwoColumns(ctx context.Context, t *testing.T, opt Options) {
	var words []placed
	for i := range 24 {
		words = append(words, placed{60, 760 - 16*i, fmt.Sprintf("left column line %02d with words to fill it", i)},
			placed{310, 760 - 16*i, fmt.Sprintf("right column line %02d with words to fill it", i)})
	}
	p, err := Parse(ctx, Input{Bytes: pdfFile(words)}, opt)
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	if left, right := strings.Index(p.Text, "left column line 23"), strings.Index(p.Text, "right column line 00"); left < 0 || right < left {
		t.Errorf("the columns are mixed: %q", p.Text)
	}
}

// pdfPageWithoutText tells of a page that has no text.
func pdfPageWithoutText(ctx context.Context, t *testing.T, opt Options) {
	p, err := Parse(ctx, Input{Bytes: pdfFile([]placed{{72, 700, "The only words."}}, nil)}, opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], "without a text layer: 2") {
		t.Errorf("warnings = %q", p.Warnings)
	}
}

// pdfPageOfImage takes words that were read off an image, and rests nothing on them.
func pdfPageOfImage(ctx context.Context, t *testing.T, opt Options) {
	read := func(context.Context, []byte, int) ([]block.Word, error) {
		return []block.Word{{Text: "Notice No. 7 of 14 May 2031", Left: 200, Top: 200, Right: 900, Bottom: 240}}, nil
	}
	p, err := Parse(ctx, Input{Bytes: pdfFile([]placed{{72, 700, "The words before it."}}, nil)}, Options{Engine: opt.Engine, Words: read})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	if len(p.Machine) != 1 || p.Text[p.Machine[0].Start:p.Machine[0].End] != "Notice No. 7 of 14 May 2031" {
		t.Errorf("read off images: %v of %q", p.Machine, p.Text)
	}
	if p.Number != "" || !p.Published.IsZero() {
		t.Errorf("number %q and day %s rest on what a machine read", p.Number, p.Published)
	}
}

func TestPDFRefused(t *testing.T) {
	_, err := Parse(context.Background(), Input{Bytes: pdfFile(annexPages()...)}, Options{NoPDF: true})
	wantError(t, err, Unsupported)
}

// wantError checks that the error is an Error of the kind, with one clear sentence.
func wantError(t *testing.T, err error, kind Kind) {
	t.Helper()
	var e *block.Error
	if !errors.As(err, &e) {
		t.Fatalf("error = %v, want an Error of kind %s", err, kind)
	}
	if e.Kind != kind || len(e.Reason) < 20 || strings.HasSuffix(e.Reason, ".") {
		t.Errorf("error of kind %s: %v, want kind %s and a sentence", e.Kind, e, kind)
	}
}
