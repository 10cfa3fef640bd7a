package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// child is one process and the parent's ends of its pipes.
type child struct {
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	said    *opening // its standard error
	words   block.WordReader
	images  int // sent for the document that is being read
	limits  Limits
	holds   Holds
	served  int
	pdf     bool // it has started the PDF library
	ended   bool
}

// patience is how long a child may take to start, and to leave once its input has ended.
const patience = 20 * time.Second

// start starts a child and waits until it is ready.
func start(ctx context.Context, command []string, s setup, read block.WordReader) (*child, error) {
	c := &child{words: read, process: exec.Command(command[0], command[1:]...), said: &opening{}, limits: s.Limits}
	c.process.Env = []string{} // it needs nothing, and keys may be in ours
	c.process.Stderr = c.said
	apart(c.process)
	var err error
	if c.in, err = c.process.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReaderSize(out, 64<<10)
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, c.kill)
	timer := time.AfterFunc(patience, c.kill)
	err = c.greet(s)
	timer.Stop()
	if !stop() {
		err = ctx.Err()
	}
	if err != nil {
		c.end(true)
		return nil, fmt.Errorf("%w%s", err, c.said.said())
	}
	return c, nil
}

func (c *child) greet(s setup) error {
	if err := writeJSON(c.in, setupFrame, s); err != nil {
		return fmt.Errorf("send the setup: %w", err)
	}
	f, err := readFrame(c.out, 1<<20)
	if err != nil {
		return fmt.Errorf("wait for its first word: %w", err)
	}
	if f.kind != helloFrame {
		return fmt.Errorf("%w: its first word is a %q", errFrame, f.kind)
	}
	return json.Unmarshal(f.payload, &c.holds)
}

// kill ends the process and all that it started, at once.
func (c *child) kill() { killAll(c.process.Process) }

// end lets the child leave, or kills it, and waits for it.
func (c *child) end(now bool) {
	if c.ended {
		return
	}
	c.ended = true
	if now {
		c.kill()
	}
	_ = c.in.Close() // the end of its input asks it to leave
	timer := time.AfterFunc(patience, c.kill)
	_ = c.process.Wait() // how it ended was told by its answer, or does not matter any more
	timer.Stop()
}

// answer is what came of one document.
type answer struct {
	parsed parse.Parsed
	err    error
	spent  bool // the child must not be used again
	tries  int  // how often in all a document may be tried that ends like this
}

// read hands over one document and waits for what comes of it.
func (c *child) read(ctx context.Context, in parse.Input) answer {
	c.served++
	c.images = 0
	w := c.watch(ctx)
	defer w.stop()
	sent := make(chan error, 1)
	go func() { sent <- c.send(in) }()
	f, err := c.listen(ctx, w)
	if err != nil {
		c.kill() // so that send ends, whatever the child was doing
		c.end(true)
	}
	if sendErr := <-sent; err == nil && sendErr != nil {
		err = sendErr
	}
	w.stop()
	if err != nil {
		return c.judge(ctx, w, err)
	}
	a := c.open(f)
	a.spent = a.spent || w.limit != "" // it was killed while it answered
	return a
}

// open reads an answer.
func (c *child) open(f frame) answer {
	if f.kind == failedFrame {
		var e failed
		if err := json.Unmarshal(f.payload, &e); err != nil {
			return answer{err: fmt.Errorf("read a worker's answer: %w", err), spent: true}
		}
		// A reader that failed in its own code may have left its libraries in any state.
		return answer{err: e.error(), spent: e.Trace != ""}
	}
	var a answer
	if err := json.Unmarshal(f.payload, &a.parsed); err != nil {
		return answer{err: fmt.Errorf("read a worker's answer: %w", err), spent: true}
	}
	return a
}

func (c *child) send(in parse.Input) error {
	h := head{MediaType: in.MediaType, Encoding: in.Encoding, URL: in.URL, Hints: in.Hints, Fetched: in.Fetched}
	if err := writeJSON(c.in, headFrame, h); err != nil {
		return err
	}
	return writeFrame(c.in, bodyFrame, in.Bytes)
}

// listen reads what the child says until its answer is whole.
func (c *child) listen(ctx context.Context, w *watch) (frame, error) {
	for {
		f, err := readFrame(c.out, c.limits.Output)
		switch {
		case err != nil:
			return f, err
		case f.kind == stageFrame:
			w.begins(cut(string(f.payload), 200))
		case f.kind == imageFrame:
			if err := c.tell(ctx, w, f.payload); err != nil {
				return f, err
			}
		case f.kind == parsedFrame, f.kind == failedFrame:
			return f, nil
		default:
			return f, fmt.Errorf("%w: %q in place of an answer", errFrame, f.kind)
		}
	}
}

// judge says what a child died of.
func (c *child) judge(ctx context.Context, w *watch, err error) answer {
	stage, limit, used := w.verdict()
	said := c.said.String()
	switch {
	case ctx.Err() != nil:
		return answer{err: fmt.Errorf("read a document: %w", ctx.Err()), spent: true}
	case limit == block.Wall && used < c.limits.CPU/4:
		return answer{err: c.limits.passed(limit, stage, 0), spent: true, tries: 2}
	case limit != "":
		return answer{err: c.limits.passed(limit, stage, c.room()), spent: true}
	case strings.Contains(said, "stack exceeds") || strings.Contains(said, "stack overflow"):
		e := c.limits.passed(block.Stack, stage, 0)
		e.Trace = cut(said, maxTrace)
		return answer{err: e, spent: true}
	case errors.Is(err, errFrame):
		return answer{err: c.limits.passed(block.Output, stage, 0), spent: true}
	}
	e := &block.Error{Kind: block.Crashed, Stage: stage, Cause: err, Trace: cut(said, maxTrace),
		Reason: "the process that read it ended in the middle, again and again; a well-formed file would be right"}
	tries := 2
	if state := c.process.ProcessState; state != nil {
		e.Cause = fmt.Errorf("it ended with %s", state)
		if said == "" { // a program that fails in itself says so
			tries = 3
		}
	}
	return answer{err: e, spent: true, tries: tries}
}

// room is the memory that the child may have now.
func (c *child) room() int64 {
	if c.pdf {
		return c.limits.PDFMemory
	}
	return c.limits.Memory
}

// opening keeps the beginning of what a child writes to standard error: a Go program says there first
// what it died of.
type opening struct {
	mu   sync.Mutex
	kept []byte
}

func (t *opening) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, b[:min(len(b), 4*maxTrace-len(t.kept))]...)
	return len(b), nil
}

func (t *opening) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.kept)
}

// said is the first line, for an error.
func (t *opening) said() string {
	line, _, _ := strings.Cut(strings.TrimSpace(t.String()), "\n")
	if line == "" {
		return ""
	}
	return ": it said: " + cut(line, 300)
}
