package worker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Options says how a pool starts its children.
type Options struct {
	// Command is the program and its arguments: a program that calls [Serve] with its standard
	// input and output. Needed.
	Command []string
	// Parse holds the limits inside a document. Its CompileDir is made where it is not there. Its Words
	// run in this process, for the children.
	Parse  parse.Options
	Limits Limits
	// Children may read at once; 0 means one. Each is started when it is first needed.
	Children int
}

// Pool hands documents to children. Its methods may be called by many goroutines.
type Pool struct {
	command []string
	setup   setup
	words   block.WordReader

	idle chan *child // a nil child is a place without a process

	mu     sync.Mutex
	holds  Holds
	closed bool
}

// New returns a pool. It starts nothing yet.
func New(o Options) (*Pool, error) {
	if len(o.Command) == 0 {
		return nil, errors.New("parse worker: no command to start it with")
	}
	if o.Parse.MaxBytes <= 0 {
		o.Parse.MaxBytes = 64 << 20 // the child needs a number to bound what it takes from the pipe
	}
	p := &Pool{command: o.Command, words: o.Parse.Words, setup: setup{Options: o.Parse, Words: o.Parse.Words != nil, Limits: o.Limits.withDefaults()}}
	if dir := o.Parse.CompileDir; dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("make the folder for compiled code: %w", err)
		}
		p.setup.Write = []string{dir}
	}
	n := max(o.Children, 1)
	p.idle = make(chan *child, n)
	for range n {
		p.idle <- nil
	}
	return p, nil
}

// Parse reads one document in a child. What is wrong with the document is a [*block.Error], limits
// that it passed included. Any other error is ours: no child could be started, the pool is closed,
// or ctx ended; nothing is then known of the document.
func (p *Pool) Parse(ctx context.Context, in parse.Input) (parse.Parsed, error) {
	if n := int64(len(in.Bytes)); n > p.setup.Options.MaxBytes {
		e := block.Failf(block.TooLarge, "the payload has %d bytes; at most %d are read", n, p.setup.Options.MaxBytes)
		e.Stage = handOver
		return parse.Parsed{}, e
	}
	var c *child
	select {
	case c = <-p.idle:
	case <-ctx.Done():
		return parse.Parsed{}, fmt.Errorf("wait for a parse worker: %w", ctx.Err())
	}
	defer func() { p.idle <- c }()
	for attempt := 1; ; attempt++ {
		var err error
		if c, err = p.ready(ctx, c); err != nil {
			return parse.Parsed{}, err
		}
		a := c.read(ctx, in)
		if a.spent || c.served >= p.setup.Limits.Documents {
			c.end(a.spent)
			c = nil
		}
		// A child that somebody else killed, or that a busy machine kept waiting, is no fault of the
		// document's: it is tried again.
		if attempt < a.tries && ctx.Err() == nil {
			continue
		}
		return a.parsed, a.err
	}
}

// ready returns a child that can be asked: the given one, or a new one.
func (p *Pool) ready(ctx context.Context, c *child) (*child, error) {
	p.mu.Lock()
	closed := p.closed
	p.mu.Unlock()
	if closed {
		return c, errors.New("parse worker: the pool is closed")
	}
	if c != nil {
		return c, nil
	}
	// A child that somebody killed before it was ready says nothing about the program.
	const tries = 3
	var err error
	for try := 1; ; try++ {
		if c, err = start(ctx, p.command, p.setup, p.words); err == nil {
			break
		}
		if try == tries || ctx.Err() != nil {
			return nil, fmt.Errorf("start a parse worker: %w", err)
		}
	}
	p.mu.Lock()
	p.holds = c.holds
	p.mu.Unlock()
	return c, nil
}

// Holds says what the children are kept from, and starts one to find out.
func (p *Pool) Holds(ctx context.Context) (Holds, error) {
	var c *child
	select {
	case c = <-p.idle:
	case <-ctx.Done():
		return Holds{}, ctx.Err()
	}
	defer func() { p.idle <- c }()
	var err error
	if c, err = p.ready(ctx, c); err != nil {
		return Holds{}, err
	}
	return c.holds, nil
}

// Close ends the children and waits for them, and for documents under way.
func (p *Pool) Close() error {
	p.mu.Lock()
	done := p.closed
	p.closed = true
	p.mu.Unlock()
	if done {
		return nil
	}
	for range cap(p.idle) {
		if c := <-p.idle; c != nil {
			c.end(false)
		}
	}
	return nil
}
