package parse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Engine is the PDF library, compiled once and started with the first PDF. Compiling takes
// seconds, so a caller that reads many files keeps one, gives it to [Options] and closes it at
// last; with a folder for compiled code even the first start is quick. It reads one PDF at a time.
type Engine struct {
	dir  string
	mu   sync.Mutex
	pool pdfium.Pool
	stop context.CancelFunc
	code wazero.CompilationCache
}

// NewEngine returns an engine that keeps compiled code in dir, or nowhere when dir is empty.
func NewEngine(dir string) *Engine { return &Engine{dir: dir} }

// memoryPages bounds the library's memory: 512 MiB in pages of 64 KiB.
const memoryPages = 8192

func (e *Engine) start() error {
	if e.pool != nil {
		return nil
	}
	// The bundled module needs exception handling; a configuration without it does not load.
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).
		WithMemoryLimitPages(memoryPages)
	if e.dir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(e.dir)
		if err != nil {
			return fmt.Errorf("open the folder for compiled code %s: %w", e.dir, err)
		}
		e.code = cache
		config = config.WithCompilationCache(cache)
	}
	ctx, stop := context.WithCancel(context.Background())
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // no file of the host is visible to the library
		Stdout:   io.Discard, Stderr: io.Discard,
		RuntimeConfig: config,
	})
	if err != nil {
		stop()
		return errors.Join(fmt.Errorf("start the PDF library: %w", err), e.closeCode())
	}
	e.pool, e.stop = pool, stop
	return nil
}

func (e *Engine) closeCode() error {
	if e.code == nil {
		return nil
	}
	err := e.code.Close(context.Background())
	e.code = nil
	return err
}

// Close stops the library. The engine may be used again; it then starts anew.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		return nil
	}
	err := e.pool.Close()
	e.stop()
	e.pool = nil
	return errors.Join(err, e.closeCode())
}

// read opens the file and hands every page's runs to visit. The context stops the library even in
// the middle of a page.
func (e *Engine) read(ctx context.Context, b []byte, maxPages int, visit func(sheet) error) (err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.start(); err != nil {
		return err
	}
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return fmt.Errorf("start a reader of the PDF library: %w", err)
	}
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = instance.Kill() // the page being read then fails, which is what is reported
	})
	defer func() {
		if !stop() {
			<-killed
			err = errors.Join(ctx.Err(), err)
			return
		}
		if closeErr := instance.Close(); closeErr != nil && err == nil {
			err = closeErr
		}
	}()
	return readSheets(ctx, instance, b, maxPages, visit)
}

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
		return block.Failf(TooLarge, "the PDF has %d pages; at most %d are read", count.PageCount, maxPages)
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
		return &block.Error{Kind: Encrypted, Reason: "the PDF is encrypted and asks for a password; a copy without one would be right", Cause: err}
	}
	return &block.Error{Kind: Damaged, Reason: "the PDF is broken or cut short; a complete file would be right", Cause: err}
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

// readPDF reads a PDF page by page.
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
	p := block.Page{Parser: "pdf/1", MediaType: string(formPDF)}
	var sheets []sheet
	err = engine.read(ctx, in.Bytes, opt.MaxPages, func(s sheet) error {
		sheets = append(sheets, s)
		return nil
	})
	if err != nil {
		return block.Page{}, err
	}
	return layOut(p, sheets)
}

// layOut turns the runs of all pages into blocks and says which pages could not be read.
func layOut(p block.Page, sheets []sheet) (block.Page, error) {
	var silent, broken []string
	for _, s := range sheets {
		switch {
		case s.failure != nil:
			broken = append(broken, itoa(s.number))
		case len(s.runs) == 0:
			silent = append(silent, itoa(s.number))
		}
	}
	if len(broken)+len(silent) == len(sheets) {
		if len(broken) > 0 {
			return block.Page{}, &block.Error{Kind: Damaged, Reason: "no page of the PDF can be read; a complete file would be right", Cause: sheets[0].failure}
		}
		return block.Page{}, block.Failf(Scanned, "the PDF has no text layer on its %d pages: it is a scan; a file with text, or the text itself, would be right", len(sheets))
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
	p.Blocks = blocksOf(pages, sheets)
	p.Title = titleAmong(p.Blocks)
	return p, nil
}
