package parse

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Input is one payload and what was said about it. Only Bytes is needed; everything else is a
// claim that the content may correct.
type Input struct {
	Bytes     []byte
	MediaType string // declared Content-Type, with or without parameters
	Encoding  string // declared Content-Encoding
	URL       string // where it came from: relative links are resolved against it
	Hints     corpus.Hints
	Fetched   time.Time // when it was fetched: no later day is that of publication; zero: not known
}

// Options holds the limits. The zero value works.
type Options struct {
	MaxBytes   int64  // of the payload and of what it inflates to; 0 means 64 MiB
	MaxText    int    // of the text that comes out, in bytes; 0 means 32 MiB
	MaxLines   int    // of the text that comes out; 0 means 200 000
	MaxPages   int    // of a PDF; 0 means 2000
	MaxCells   int    // of all tables of a document; 0 means 200 000
	CompileDir string // where compiled WebAssembly is kept between runs; empty means nowhere
	// Words reads the images of pages without text; nil: such pages stay unread. What it reads is in [Parsed.Machine].
	Words       block.WordReader `json:"-"`
	Engine      *Engine          `json:"-"` // the PDF library, kept between calls; nil starts one for the call alone
	NoPDF       bool             // refuse PDF, for callers that must stay small
	KeepAllHTML bool             // take the whole page as its main content, boilerplate and all
	// Stage is told of each stage before it begins: decode, sniff, read and the type, structure; nil: nobody is.
	Stage func(stage string) `json:"-"`

	forest *forest // judges the blocks of news pages; nil means the one that is shipped
}

// Version numbers what this package and its parts read, and how. Raise it when a reader is added or
// mended: what an older version could not read is then tried again.
const Version = 5

// InProcess parses in the calling process. It is for the command line and for tests: a document that
// takes too long cannot be stopped in the middle of every loop. Package worker holds the other way.
type InProcess struct{ Options }

// Parse is [Parse] with the options.
func (p InProcess) Parse(ctx context.Context, in Input) (Parsed, error) {
	return Parse(ctx, in, p.Options)
}

func (o Options) withDefaults() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = 64 << 20
	}
	if o.MaxText <= 0 {
		o.MaxText = 32 << 20
	}
	if o.MaxLines <= 0 {
		o.MaxLines = 200_000
	}
	if o.MaxPages <= 0 {
		o.MaxPages = 2000
	}
	if o.MaxCells <= 0 {
		o.MaxCells = 200_000
	}
	return o
}

func (o Options) limits() block.Limits {
	return block.Limits{Bytes: o.MaxBytes, Pages: o.MaxPages, Cells: o.MaxCells}
}

// Parsed is what was read. Text, Provisions and Sentences are in the form of [corpus.Revision].
type Parsed struct {
	MediaType   string // found by content, without parameters
	Title       string
	Lang        corpus.Lang
	Published   corpus.Date   // at the precision printed; zero when nothing says it
	PublishedAt *corpus.Range // where in Text the date was read; nil when it comes from markup or hints
	Modified    corpus.Date   // the last change that the page states; never the day of publication
	Shown       corpus.Date   // the day that the page prints beside its title, where Published stands in its markup alone and is another; else zero
	Authority   string        // as printed or hinted
	Number      string        // document number as printed
	Canonical   string        // the page's own statement of its address
	Text        string
	Provisions  []corpus.Provision
	Sentences   []corpus.Range
	Machine     []corpus.Range // what a machine read off images of pages: to be searched, no ground for a fact before a person has read it
	Attachments []corpus.Attachment
	Kept        int // non-blank characters in Text
	Visible     int // non-blank characters that a reader of the original sees
	Dropped     []block.Drop
	Warnings    []string
	Gaps        []corpus.Gap // pages and parts that could not be read
	Parser      string       // name and version, such as "html/2"
}

// Parse reads one payload. The error, if any, is an [*block.Error]. Reading is bounded by opt and by
// ctx; a document of which only a part could be read is returned with Warnings. With an error of
// kind [Empty] comes what the head of the page states about the document that it does not show
// (title, language, days and addresses, and no text), with one of kind [BlockPage] the day that the
// address states.
func Parse(ctx context.Context, in Input, opt Options) (out Parsed, err error) {
	opt = opt.withDefaults()
	stage := "" // of this document, for the error
	told := opt.Stage
	opt.Stage = func(s string) {
		stage = s
		if told != nil {
			told(s)
		}
	}
	defer func() {
		if r := recover(); r != nil {
			out, err = Parsed{}, &block.Error{Kind: Damaged, Reason: "the bytes made the reader fail; a well-formed file of this type would be right",
				Cause: fmt.Errorf("%v", r), Trace: string(debug.Stack())}
		}
		var e *block.Error
		if errors.As(err, &e) && e.Stage == "" {
			e.Stage = stage
		}
	}()
	opt.Stage("decode")
	body, warnings, err := block.UndoEncoding(in.Bytes, in.Encoding, opt.MaxBytes)
	if err != nil {
		return Parsed{}, err
	}
	in.Bytes = body
	p, err := readPage(ctx, in, opt)
	if err != nil {
		e := asError(ctx, err)
		if e.Kind == Empty || e.Kind == BlockPage {
			return headOnly(p), e
		}
		return Parsed{}, e
	}
	p.Warnings = append(warnings, p.Warnings...)
	opt.Stage("structure")
	return assemble(p, in, opt)
}

// readPage picks the format by content and reads it.
func readPage(ctx context.Context, in Input, opt Options) (block.Page, error) {
	if len(strings.TrimSpace(string(in.Bytes[:min(len(in.Bytes), 4096)]))) == 0 && len(in.Bytes) <= 4096 {
		return block.Page{}, block.Failf(Empty, "the payload has no content (%d bytes); a page, a text, a PDF or a Word file would be right", len(in.Bytes))
	}
	opt.Stage("sniff")
	form := sniff(in.Bytes, in.MediaType)
	if name := strings.ToLower(in.URL); form == formPlain && (strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".tsv")) {
		form = formCSV // too short to be told by its shape
	}
	read, ok := readers()[form]
	if !ok {
		return block.Page{}, block.Failf(Unsupported, "the content is %s, which is not read; HTML, plain text, Markdown, PDF, a file of Word or Excel, OpenDocument, RTF, XML or a JSON item would be right", form)
	}
	opt.Stage("read " + string(form))
	p, err := read(ctx, in, opt)
	if p.MediaType == "" {
		p.MediaType = string(form)
	}
	return p, err
}

type reader func(ctx context.Context, in Input, opt Options) (block.Page, error)

func readers() map[format]reader {
	all := map[format]reader{
		formHTML:  readHTML,
		formPlain: readPlain,
		formMark:  readPlain,
		formPDF:   readPDF,
		formJSON:  readJSON,
		formMail:  readMail,
		formXML:   readXML,
		formGzip:  readGzip,
		formWARC:  readArchive,
		formARC:   readArchive,
		formZip:   readZip,
	}
	maps.Copy(all, officeReaders())
	return all
}

// asError makes an [*block.Error] of any error. A stop goes first: what a library says while it is being
// stopped means nothing.
func asError(ctx context.Context, err error) *block.Error {
	if cause := ctx.Err(); cause != nil {
		return &block.Error{Kind: Stopped, Reason: "reading was stopped before it was finished", Cause: cause}
	}
	var e *block.Error
	if errors.As(err, &e) {
		return e
	}
	return &block.Error{Kind: Damaged, Reason: "the content could not be read", Cause: err}
}
