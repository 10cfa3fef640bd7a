package mcp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"sync"
	"time"
)

// conversation keeps a pair of streams until what was asked is answered. A client that writes its
// calls and closes its end, as a script does, still wants the answers; the end of its stream is told
// to the server only when none is outstanding. What follows the first call, initialize, waits for its
// answer, as the protocol asks of clients.
type conversation struct {
	ctx  context.Context
	in   *bufio.Reader
	from io.Closer
	out  io.WriteCloser

	mu       sync.Mutex
	answered *sync.Cond
	pending  int

	rest    []byte // of the line that is being handed over
	written []byte // of the line that is being written
	first   bool   // the line before was initialize
}

// converse wraps the streams. When the context ends nobody waits any longer.
func converse(ctx context.Context, in io.ReadCloser, out io.WriteCloser) *conversation {
	c := &conversation{ctx: ctx, in: bufio.NewReader(in), from: in, out: out}
	c.answered = sync.NewCond(&c.mu)
	return c
}

// call is what of a message tells a call from an answer.
type call struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
}

func read(line []byte) call {
	var c call
	if json.Unmarshal(line, &c) != nil || string(c.ID) == "null" {
		return call{} // the server will say what is wrong with it
	}
	return c
}

// Read hands over one line at a time.
func (c *conversation) Read(p []byte) (int, error) {
	if len(c.rest) == 0 {
		if c.first {
			c.wait()
			c.first = false
		}
		line, err := c.in.ReadSlice('\n')
		whole := bytes.Clone(line)
		for err == bufio.ErrBufferFull && len(whole) <= maxBody { // beyond it the server refuses the line
			line, err = c.in.ReadSlice('\n')
			whole = append(whole, line...)
		}
		if err != nil && len(whole) == 0 {
			c.wait()
			return 0, err
		}
		if m := read(whole); len(m.ID) > 0 && m.Method != "" {
			c.settle(1)
			c.first = m.Method == "initialize"
		}
		c.rest = whole
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

// Write counts the answers that go out.
func (c *conversation) Write(p []byte) (int, error) {
	n, err := c.out.Write(p)
	c.written = append(c.written, p[:n]...)
	for {
		end := bytes.IndexByte(c.written, '\n')
		if end < 0 {
			return n, err
		}
		if m := read(c.written[:end]); len(m.ID) > 0 && m.Method == "" {
			c.settle(-1)
		}
		c.written = c.written[end+1:]
	}
}

func (c *conversation) settle(by int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending += by
	c.answered.Broadcast()
}

// patience is how long an answer is waited for: a call that its client took back gets none.
const patience = 30 * time.Second

// wait waits for the answers that are outstanding.
func (c *conversation) wait() {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	defer context.AfterFunc(ctx, func() { c.settle(0) })()
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.pending > 0 && ctx.Err() == nil {
		c.answered.Wait()
	}
}

// Close closes what is read.
func (c *conversation) Close() error { return c.from.Close() }

// writing is the half that is written.
type writing struct{ *conversation }

// Close closes what is written.
func (w writing) Close() error { return w.out.Close() }
