package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// PDFStage is the stage during which the PDF library runs.
const PDFStage = "read application/pdf"

// startStage is the time before it, in which the library is compiled: on a busy machine that takes
// longer than any document may, and is no fault of the document's.
const startStage = "start the PDF library"

// Serve is the child: it reads documents from in and writes what came of them to out, until in ends.
// Call it at once in a process of its own, with standard input and output: it sets the process's
// limits and gives up its rights for good. When the parent goes away in the middle of a document,
// Serve ends the process, since nobody could take the answer.
func Serve(in io.Reader, out io.Writer) error {
	s := &server{in: bufio.NewReaderSize(in, 64<<10), out: out, words: make(chan words)}
	if err := s.begin(); err != nil {
		return fmt.Errorf("parse worker: %w", err)
	}
	defer s.options.Engine.Close() // the process ends now
	asked := make(chan parse.Input)
	go s.listen(asked)
	for doc := range asked {
		if err := s.answer(doc); err != nil {
			return fmt.Errorf("parse worker: %w", err)
		}
		tidy()
		s.busy.Store(false)
	}
	return s.failure
}

type server struct {
	in      *bufio.Reader
	out     io.Writer
	options parse.Options
	limits  Limits
	pdf     bool        // the PDF library was started
	words   chan words  // the parent's answers to images
	busy    atomic.Bool // a document was taken and its answer is not written yet
	failure error       // why listen ended; nil at the ordinary end
}

// begin reads the setup, gives up what is not needed, and says hello.
func (s *server) begin() error {
	f, err := readFrame(s.in, 1<<20)
	if err != nil {
		return fmt.Errorf("read the setup: %w", err)
	}
	var c setup
	if f.kind != setupFrame {
		return fmt.Errorf("%w: %q came before the setup", errFrame, f.kind)
	}
	if err := json.Unmarshal(f.payload, &c); err != nil {
		return fmt.Errorf("read the setup: %w", err)
	}
	s.options, s.limits = c.Options, c.Limits
	s.options.Engine = parse.NewEngine(c.Options.CompileDir)
	s.options.Stage = s.stage
	if c.Words {
		s.options.Words = s.ask
	}
	debug.SetMaxStack(s.limits.Stack)
	debug.SetMemoryLimit(inside(s.limits.Memory))
	return writeJSON(s.out, helloFrame, confine(c.Read, c.Write))
}

// inside is the soft limit of the Go runtime below a hard one: the collector works harder before the
// parent sees the hard one passed.
func inside(limit int64) int64 { return limit / 4 * 3 }

// listen reads documents until the input ends. An end in the middle of a document means that the
// parent is gone; the document may be one that is never done, so the process ends here.
func (s *server) listen(asked chan<- parse.Input) {
	defer close(asked)
	defer close(s.words)
	for {
		doc, err := s.next()
		if err != nil && s.busy.Load() {
			fmt.Fprintln(os.Stderr, "parse worker: the parent is gone:", err)
			os.Exit(1)
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				s.failure = err
			}
			return
		}
		s.busy.Store(true)
		asked <- doc
	}
}

func (s *server) next() (parse.Input, error) {
	f, err := readFrame(s.in, maxWords)
	for err == nil && f.kind == wordsFrame {
		var w words
		if w, err = wordsIn(f); err == nil {
			s.words <- w
			f, err = readFrame(s.in, maxWords)
		}
	}
	if err != nil {
		return parse.Input{}, err
	}
	var h head
	if err := json.Unmarshal(f.payload, &h); err != nil || f.kind != headFrame {
		return parse.Input{}, errors.Join(fmt.Errorf("%w: want the head of a document", errFrame), err)
	}
	body, err := readFrame(s.in, s.options.MaxBytes)
	if err != nil || body.kind != bodyFrame {
		return parse.Input{}, errors.Join(fmt.Errorf("%w: want the body of a document", errFrame), err)
	}
	return parse.Input{Bytes: body.payload, MediaType: h.MediaType, Encoding: h.Encoding, URL: h.URL, Hints: h.Hints, Fetched: h.Fetched}, nil
}

// stage tells the parent what begins. The PDF library needs more room, and time of its own to start; if
// it does not start, the reader of the document says so.
func (s *server) stage(name string) {
	if strings.HasPrefix(name, PDFStage) && !s.pdf {
		s.pdf = true
		debug.SetMemoryLimit(inside(s.limits.PDFMemory))
		s.tell(startStage)
		_ = s.options.Engine.Start()
	}
	s.tell(name)
}

// tell writes a stage. A parent that is gone is noticed by listen.
func (s *server) tell(name string) { _ = writeFrame(s.out, stageFrame, []byte(name)) }

// answer reads one document. What is wrong with the document is an answer too.
func (s *server) answer(doc parse.Input) error {
	out, err := parse.Parse(context.Background(), doc, s.options)
	if err != nil {
		var e *block.Error
		if !errors.As(err, &e) {
			e = &block.Error{Kind: block.Damaged, Reason: "the content could not be read", Cause: err}
		}
		return writeJSON(s.out, failedFrame, failedOf(e))
	}
	payload, err := json.Marshal(out)
	if err != nil {
		return fmt.Errorf("encode what was read: %w", err)
	}
	if int64(len(payload)) > s.limits.Output {
		return writeJSON(s.out, failedFrame, failedOf(s.limits.passed(block.Output, "structure", 0)))
	}
	return writeFrame(s.out, parsedFrame, payload)
}

// tidy gives memory back after a large document, so that the next one begins low.
func tidy() {
	const kept = 128 << 20
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapSys-m.HeapReleased > kept {
		debug.FreeOSMemory()
	}
}
