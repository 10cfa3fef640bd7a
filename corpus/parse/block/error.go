package block

import "fmt"

// ErrorKind tells what sort of trouble kept bytes from becoming text.
type ErrorKind string

// The kinds of trouble.
const (
	Empty       ErrorKind = "empty"       // there is nothing to read: no bytes, or a page without words
	Unsupported ErrorKind = "unsupported" // a format this package does not read
	Damaged     ErrorKind = "damaged"     // the format is right but its bytes are broken or cut short
	Encrypted   ErrorKind = "encrypted"   // a password is needed
	TooLarge    ErrorKind = "too_large"   // a limit was reached
	BlockPage   ErrorKind = "block_page"  // an error page, a challenge or a log-in wall in place of the document
	Gone        ErrorKind = "gone"        // the publisher says that the document was removed
	Moved       ErrorKind = "moved"       // the publisher says that the document is at another address
	Scanned     ErrorKind = "scanned"     // pages are images; there is no text layer
	Stopped     ErrorKind = "stopped"     // the context ended first
	TooSlow     ErrorKind = "too_slow"    // the time for one document was used up
	Crashed     ErrorKind = "crashed"     // the process that read it died of it
)

// Limit names what a document used up.
type Limit string

// The limits on one document.
const (
	Size   Limit = "size"   // bytes, pages, cells, members or depth of the document: the reason says which
	CPU    Limit = "cpu"    // processor time
	Wall   Limit = "wall"   // time on the clock
	Memory Limit = "memory" // resident memory of the process
	Stack  Limit = "stack"  // depth of calls
	Output Limit = "output" // what comes out of reading
)

// Error says in one sentence what is wrong with the bytes and what would be right.
type Error struct {
	Kind   ErrorKind
	Reason string
	Cause  error  // what a library said, or nil
	Stage  string // what was being done, such as "read text/html"; empty where that is not known
	Limit  Limit  // what was used up; empty where nothing was
	Trace  string // where the reader failed in its own code, for whoever mends it; mostly empty
}

func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Reason
	}
	return e.Reason + ": " + e.Cause.Error()
}

// Unwrap returns the library's error.
func (e *Error) Unwrap() error { return e.Cause }

// Failf makes an [*Error] with a formatted reason.
func Failf(kind ErrorKind, format string, args ...any) *Error {
	e := &Error{Kind: kind, Reason: fmt.Sprintf(format, args...)}
	if kind == TooLarge {
		e.Limit = Size
	}
	return e
}
