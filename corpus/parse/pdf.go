package parse

import (
	"context"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/pdf"
)

// Engine is the PDF library, compiled once; see [pdf.Engine].
type Engine = pdf.Engine

// NewEngine returns an engine that keeps compiled code in dir, or nowhere when dir is empty.
func NewEngine(dir string) *Engine { return pdf.NewEngine(dir) }

func readPDF(ctx context.Context, in Input, opt Options) (out block.Page, err error) {
	if opt.NoPDF {
		return block.Page{}, block.Failf(Unsupported, "PDF files are not read here; HTML, plain text or DOCX would be right")
	}
	engine := opt.Engine
	if engine == nil {
		engine = NewEngine(opt.CompileDir)
		defer func() {
			if closeErr := engine.Close(); closeErr != nil && err == nil {
				out.Warn("the PDF library did not stop cleanly: %v", closeErr)
			}
		}()
	}
	p, err := engine.Read(ctx, in.Bytes, pdf.Options{MaxPages: opt.MaxPages, Begins: beginsNumbered, Words: opt.Words})
	if err != nil {
		return block.Page{}, err
	}
	p.Title = titleAmong(p.Blocks)
	return p, nil
}

func beginsNumbered(line string) bool {
	_, ok := readMarker(line)
	return ok
}
