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
	Scanned     ErrorKind = "scanned"     // pages are images; there is no text layer
	Stopped     ErrorKind = "stopped"     // the context ended first
)

// Error says in one sentence what is wrong with the bytes and what would be right.
type Error struct {
	Kind   ErrorKind
	Reason string
	Cause  error // what a library said, or nil
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
	return &Error{Kind: kind, Reason: fmt.Sprintf(format, args...)}
}
