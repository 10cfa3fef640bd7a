package pdf

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Options bound the reading. The zero value works.
type Options struct {
	MaxPages int                    // of the document; 0 means 2000
	Begins   func(line string) bool // whether a line opens with a number of its own, as 第一条 or (a) do; nil means no line does
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
	err := e.read(ctx, b, opt.MaxPages, func(s sheet) error {
		sheets = append(sheets, s)
		return nil
	})
	if err != nil {
		return block.Page{}, err
	}
	return layOut(sheets, opt)
}

// layOut turns the runs of all pages into blocks and says which pages could not be read.
func layOut(sheets []sheet, opt Options) (block.Page, error) {
	p := block.Page{Parser: "pdf/2", MediaType: "application/pdf"}
	var silent, broken []string
	for _, s := range sheets {
		switch {
		case s.failure != nil:
			broken = append(broken, strconv.Itoa(s.number))
		case len(s.runs) == 0:
			silent = append(silent, strconv.Itoa(s.number))
		}
	}
	if len(broken)+len(silent) == len(sheets) {
		if len(broken) > 0 {
			return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "no page of the PDF can be read; a complete file would be right", Cause: sheets[0].failure}
		}
		return block.Page{}, block.Failf(block.Scanned, "the PDF has no text layer on its %d pages: it is a scan; a file with text, or the text itself, would be right", len(sheets))
	}
	if len(silent) > 0 {
		p.Warn("partly read: pages without a text layer: %s", strings.Join(silent, ", "))
	}
	if len(broken) > 0 {
		p.Warn("partly read: pages that could not be read: %s", strings.Join(broken, ", "))
	}
	var pages [][]printed
	for _, s := range sheets {
		for _, r := range s.runs {
			p.Visible += block.Inked(r.text)
		}
		pages = append(pages, linesOf(s))
	}
	p.Dropped = dropRunning(pages)
	for _, s := range sheets {
		if s.turned > 0 {
			p.Visible += s.turned
			p.Dropped = append(p.Dropped, block.Drop{What: fmt.Sprintf("page %d: %d characters", s.number, s.turned), Why: "set at another angle than the page's text"})
		}
	}
	p.Blocks = blocksOf(pages, sheets, opt.Begins)
	return p, nil
}
