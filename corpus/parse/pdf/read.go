package pdf

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Options bound the reading. The zero value works.
type Options struct {
	MaxPages int                    // of the document; 0 means 2000
	Begins   func(line string) bool // whether a line opens with a number of its own, as 第一条 or (a) do; nil: none does
	Words    block.WordReader       // reads the images of pages that have no text; nil: they stay unread
}

func (o Options) withDefaults() Options {
	if o.MaxPages <= 0 {
		o.MaxPages = 2000
	}
	if o.Begins == nil {
		o.Begins = func(string) bool { return false }
	}
	return o
}

// Read reads a PDF page by page. An error is a [*block.Error] or the library's.
func (e *Engine) Read(ctx context.Context, b []byte, opt Options) (block.Page, error) {
	opt = opt.withDefaults()
	var sheets []sheet
	images := 0
	files, err := e.read(ctx, b, opt.MaxPages, func(r *pageReader, s sheet) error {
		if opt.Words != nil && images < maxMachine && s.failure == nil && !s.blank && (len(s.runs) == 0 || s.garbled || s.nonsense) {
			images++
			r.readImage(ctx, &s, opt.Words)
		}
		sheets = append(sheets, s)
		return nil
	})
	if err != nil {
		return block.Page{}, err
	}
	for _, s := range sheets {
		files = append(files, s.files...)
	}
	p, err := layOut(sheets, opt)
	if err == nil && len(files) > 0 {
		p.Warn("files attached to the PDF were not read: %s", strings.Join(files, ", "))
	}
	return p, err
}

// layOut turns the runs of all pages into blocks and says which pages could not be read.
func layOut(sheets []sheet, opt Options) (block.Page, error) {
	p := block.Page{Parser: "pdf/2", MediaType: "application/pdf"}
	if err := refuse(sheets); err != nil {
		return p, err
	}
	warn(&p, sheets)
	var pages [][]printed
	var tops []float64
	gutters := &knownGutters{}
	for _, s := range sheets {
		for _, r := range append(s.runs, s.aside...) {
			p.Visible += block.Inked(r.text)
		}
		pages = append(pages, linesOf(s, gutters))
		tops = append(tops, s.top)
	}
	p.Dropped = append(p.Dropped, dropRunning(pages, tops)...)
	p.Blocks = blocksOf(pages, sheets, opt.Begins)
	return p, nil
}

// refuse returns the reason why nothing of the document can be read as text.
func refuse(sheets []sheet) error {
	var broken error
	lost, blank, pictures := 0, 0, 0.0
	for _, s := range sheets {
		if len(s.runs) > 0 {
			return nil
		}
		pictures += s.pictures
		if s.blank {
			blank++
		}
		lost += s.unmapped
		if s.failure != nil {
			broken = s.failure
		}
	}
	switch {
	case len(sheets) == 0:
		return block.Failf(block.Empty, "the PDF has no pages; a complete file would be right")
	case broken != nil:
		return &block.Error{Kind: block.Damaged, Reason: "no page of the PDF can be read; a complete file would be right", Cause: broken}
	case lost > 0:
		return block.Failf(block.Scanned, "the PDF does not say which letters its %d characters are: only its pictures can be read; a file with text, or the text itself, would be right", lost)
	case blank == len(sheets):
		return block.Failf(block.Empty, "nothing stands on the PDF's %s; a file with text would be right", pagesOf(len(sheets)))
	case pictures == 0:
		return block.Failf(block.Scanned, "the PDF has no text layer on its %s: what they show is drawn with lines; a file with text, or the text itself, would be right", pagesOf(len(sheets)))
	}
	return block.Failf(block.Scanned, "the PDF has no text layer on its %s: it is a scan; a file with text, or the text itself, would be right", pagesOf(len(sheets)))
}

func pagesOf(n int) string {
	if n == 1 {
		return "one page"
	}
	return strconv.Itoa(n) + " pages"
}

// states are what may be said of a page, each with the words of the warning that lists the pages.
var states = []struct {
	of   func(sheet) bool
	says string
	gap  bool // the text of the page is missing
}{
	{func(s sheet) bool { return s.failure != nil }, "partly read: pages that could not be read", true},
	{func(s sheet) bool { return s.machine }, "read by a machine from the images of pages, with its mistakes; to be searched, and no fact before a person has read it: pages", false},
	{func(s sheet) bool { return s.failure == nil && len(s.runs) == 0 && s.unmapped == 0 && !s.blank }, "partly read: pages without a text layer", true},
	{func(s sheet) bool { return s.garbled && !s.machine }, "partly read: pages of which the file does not say which letters their characters are, so that only their pictures can be read", true},
	{func(s sheet) bool { return s.unmapped > 0 && !s.garbled }, "pages with characters of which the file does not say which letters they are", false},
	{func(s sheet) bool { return s.nonsense && !s.machine }, "the letters of pages make no words: what the file says of its fonts is not what it shows, and the text is not to be trusted: pages", false},
	{func(s sheet) bool { return s.recoded != "" }, "the file declares the letters of another script; the text was recovered by reading their bytes in the encoding of their language: pages", false},
	{func(s sheet) bool { return s.under }, "the text lies invisibly on the page and was made by a machine from its image; to be searched, and no fact before a person has read it: pages", false},
	{func(s sheet) bool { return len(s.notes) > 0 }, "annotations with words of their own are left out: pages", false},
}

// gapsOf lists the pages in a state, those that follow one another as one gap.
func gapsOf(sheets []sheet, of func(sheet) bool, why string) []corpus.Gap {
	var out []corpus.Gap
	for _, s := range sheets {
		switch n := len(out); {
		case !of(s):
		case n > 0 && out[n-1].To == s.number-1:
			out[n-1].To = s.number
		default:
			out = append(out, corpus.Gap{Unit: corpus.GapPage, From: s.number, To: s.number, Why: why})
		}
	}
	return out
}

// warn names the pages that were not read as they should be, and lists what was left out and why.
func warn(p *block.Page, sheets []sheet) {
	for _, state := range states {
		if state.gap {
			p.Gaps = append(p.Gaps, gapsOf(sheets, state.of, strings.TrimPrefix(state.says, "partly read: "))...)
		}
		var pages []string
		for _, s := range sheets {
			if state.of(s) {
				pages = append(pages, strconv.Itoa(s.number))
			}
		}
		if len(pages) > 0 {
			p.Warn("%s: %s", state.says, strings.Join(pages, ", "))
		}
	}
	for _, s := range sheets {
		if s.unread != "" {
			p.Warn("the image of page %d could not be read: %s", s.number, s.unread)
		}
		s.leave(p, s.turned, "set at an angle across the page")
		s.leave(p, s.hidden, "set invisibly between visible text")
		if s.garbled && !s.machine {
			s.leave(p, s.unmapped, "the file does not say which letters they are")
		}
		if s.outside > 0 { // nobody sees them
			p.Dropped = append(p.Dropped, block.Drop{What: fmt.Sprintf("page %d: %d characters", s.number, s.outside), Why: "beyond the edges of the page"})
		}
		for _, n := range s.notes {
			p.Dropped = append(p.Dropped, block.Drop{What: fmt.Sprintf("page %d: %s", s.number, n), Why: "an annotation, not the document's text"})
		}
	}
}

// leave lists characters of the page that a reader sees and the text does not have.
func (s sheet) leave(p *block.Page, n int, why string) {
	if n > 0 {
		p.Visible += n
		p.Dropped = append(p.Dropped, block.Drop{What: fmt.Sprintf("page %d: %d characters", s.number, n), Why: why})
	}
}
