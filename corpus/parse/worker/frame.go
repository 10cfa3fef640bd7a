package worker

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// kind tells what a frame holds.
type kind byte

// Frames towards the child.
const (
	setupFrame kind = 'c' // setup as JSON; the first frame
	headFrame  kind = 'h' // head as JSON; a body follows
	bodyFrame  kind = 'b' // the payload's bytes
	wordsFrame kind = 'w' // words as JSON: what stands on the image that was sent
)

// Frames towards the parent.
const (
	helloFrame  kind = 'H' // Holds as JSON: the child is ready
	stageFrame  kind = 's' // the stage that begins
	imageFrame  kind = 'i' // the image of a page, its dots an inch in four bytes (big endian) and a PNG: wordsFrame is the answer
	parsedFrame kind = 'p' // parse.Parsed as JSON
	failedFrame kind = 'f' // failed as JSON
)

// frame is one message.
type frame struct {
	kind    kind
	payload []byte
}

// setup is what a child must know before its first document.
type setup struct {
	Options parse.Options `json:"options"`
	Limits  Limits        `json:"limits"`
	Read    []string      `json:"read"`  // files and folders that the child may read
	Write   []string      `json:"write"` // folders that the child may write
	Words   bool          `json:"words"` // the parent reads images of pages
}

// head is a [parse.Input] without its bytes.
type head struct {
	MediaType string       `json:"media_type"`
	Encoding  string       `json:"encoding"`
	URL       string       `json:"url"`
	Hints     corpus.Hints `json:"hints"`
	Fetched   time.Time    `json:"fetched,omitzero"`
}

// words is what a [block.WordReader] answered.
type words struct {
	Words   []block.Word `json:"words,omitempty"`
	Failure string       `json:"failure,omitempty"`
}

// failed is a [block.Error] on its way.
type failed struct {
	Kind   block.ErrorKind `json:"kind"`
	Reason string          `json:"reason"`
	Cause  string          `json:"cause,omitempty"`
	Stage  string          `json:"stage,omitempty"`
	Limit  block.Limit     `json:"limit,omitempty"`
	Trace  string          `json:"trace,omitempty"`
}

func (f failed) error() *block.Error {
	e := &block.Error{Kind: f.Kind, Reason: f.Reason, Stage: f.Stage, Limit: f.Limit, Trace: f.Trace}
	if f.Cause != "" {
		e.Cause = errors.New(f.Cause)
	}
	return e
}

func failedOf(e *block.Error) failed {
	f := failed{Kind: e.Kind, Reason: e.Reason, Stage: e.Stage, Limit: e.Limit, Trace: cut(e.Trace, maxTrace)}
	if e.Cause != nil {
		f.Cause = cut(e.Cause.Error(), maxTrace)
	}
	return f
}

// maxTrace bounds, in bytes, what is kept of a stack or a library's words.
const maxTrace = 8 << 10

func cut(s string, n int) string { return s[:min(len(s), n)] }

// errFrame is a frame that cannot be right.
var errFrame = errors.New("the frame cannot be right")

func writeFrame(w io.Writer, k kind, payload []byte) error {
	head := [5]byte{byte(k)}
	binary.BigEndian.PutUint32(head[1:], uint32(len(payload)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(payload)
	return err
}

func writeJSON(w io.Writer, k kind, v any) error {
	payload, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode a %c frame: %w", k, err)
	}
	return writeFrame(w, k, payload)
}

// readFrame reads one frame whose payload is at most limit bytes long.
func readFrame(r io.Reader, limit int64) (frame, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return frame{}, err
	}
	n := int64(binary.BigEndian.Uint32(head[1:]))
	if n > limit {
		return frame{}, fmt.Errorf("%w: %d bytes are announced, at most %d are taken", errFrame, n, limit)
	}
	f := frame{kind(head[0]), make([]byte, n)}
	_, err := io.ReadFull(r, f.payload)
	return f, err
}
