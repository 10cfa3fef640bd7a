package container

import (
	"bytes"
	"errors"
	"io"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Kind is a sort of container.
type Kind string

// The containers that [Walk] opens. None is everything else, documents above all.
const (
	None Kind = ""
	Zip  Kind = "zip"
	Tar  Kind = "tar"
	Gzip Kind = "gzip"
	WARC Kind = "warc"
	// Issue is the XML of a whole day of the Federal Register.
	Issue Kind = "issue"
)

// Member is one thing inside a container.
type Member struct {
	Name  string // to be shown; members of inner containers as "outer.zip#inner.xml"; never a path
	Body  []byte // inflated; nil when Err is set
	Err   error  // a [*block.Error]: why the member could not be had
	Inner int    // how many containers it lay in inside the outermost one; 0 for most

	// Response is the exchange that a WARC record holds, nil for members of other containers. Its
	// body is Body: the transfer coding is removed, the content coding is not.
	Response *archive.Foreign

	// Hints is what the container says of the member: an issue of a journal says when it was published.
	Hints corpus.Hints
}

const (
	maxMembers = 100_000 // of a container and everything inside
	maxDepth   = 4       // containers in containers; a quine never ends
)

// Detect tells by content which container the bytes are.
func Detect(b []byte) Kind {
	switch {
	case bytes.HasPrefix(b, []byte("WARC/")):
		return WARC
	case bytes.HasPrefix(b, []byte("\x1f\x8b")):
		if head, err := gunzipHead(b); err == nil && bytes.HasPrefix(head, []byte("WARC/")) {
			return WARC
		}
		return Gzip
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		if isDocument(b) {
			return None
		}
		return Zip
	case len(b) > 262 && string(b[257:262]) == "ustar":
		return Tar
	case isIssue(b):
		return Issue
	}
	return None
}

// Walk calls visit for each member of the container and of the containers inside it, in their order.
// limits.Bytes bounds each member and all of them together. The walk ends with the first error of
// visit, which is returned as it is; an error of the container itself is a [*block.Error]: of kind
// TooLarge where the budget is spent, Damaged where it breaks off, Unsupported where the bytes are
// no container. Members visited before it stand.
func Walk(b []byte, limits block.Limits, visit func(Member) error) error {
	kind := Detect(b)
	if kind == None {
		return block.Failf(block.Unsupported, "the content is no container; a zip, tar, gzip or WARC file would be right")
	}
	w := &walker{limit: limits.Bytes, left: limits.Bytes, visit: visit}
	return w.open(kind, b, "", 0)
}

// Files calls visit for each member of a zip archive and opens none of them, also where the archive is
// the packing of one document. It is bounded and ends as [Walk] does.
func Files(b []byte, limits block.Limits, visit func(Member) error) error {
	w := &walker{limit: limits.Bytes, left: limits.Bytes, visit: visit, flat: true}
	return w.zip(b, "", 0)
}

// walker holds what is left of the budget.
type walker struct {
	limit, left int64
	members     int
	flat        bool // containers inside are members like others
	visit       func(Member) error
}

func (w *walker) open(kind Kind, b []byte, name string, depth int) error {
	switch kind {
	case Zip:
		return w.zip(b, name, depth)
	case Tar:
		return w.tar(b, name, depth)
	case Gzip:
		return w.gzip(b, name, depth)
	case Issue:
		return w.issue(b, name, depth)
	default:
		return w.warc(b, name, depth)
	}
}

// member takes one member: what is a container itself is opened, everything else is handed over.
func (w *walker) member(m Member) error {
	if w.members++; w.members > maxMembers {
		return block.Failf(block.TooLarge, "the container has more than %d members, which is the limit", maxMembers)
	}
	kind := None
	if m.Err == nil && m.Response == nil && !w.flat {
		kind = Detect(m.Body)
	}
	if kind == None {
		return w.visit(m)
	}
	if m.Inner+1 > maxDepth {
		m.Body, m.Err = nil, block.Failf(block.TooLarge, "containers lie in each other more than %d deep, which is the limit", maxDepth)
		return w.visit(m)
	}
	err := w.open(kind, m.Body, m.Name, m.Inner+1)
	var e *block.Error
	if errors.As(err, &e) && e.Kind != block.TooLarge {
		// An inner container that is broken is a member that could not be had.
		m.Body, m.Err = nil, e
		return w.visit(m)
	}
	return err
}

// read inflates one member within the budget. What is read is spent, whether or not it is kept.
func (w *walker) read(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, w.left+1))
	if int64(len(body)) > w.left {
		return nil, block.Failf(block.TooLarge, "the members of the container inflate to more than %d bytes, which is the limit", w.limit)
	}
	w.left -= int64(len(body))
	return body, err
}

func damaged(what string, err error) *block.Error {
	return &block.Error{Kind: block.Damaged, Reason: what + "; a complete file would be right", Cause: err}
}
