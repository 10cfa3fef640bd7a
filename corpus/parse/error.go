package parse

import "fmt"

// Kind tells what sort of trouble kept bytes from becoming text.
type Kind string

// The kinds of trouble.
const (
	Empty       Kind = "empty"       // there is nothing to read: no bytes, or a page without words
	Unsupported Kind = "unsupported" // a format this package does not read
	Damaged     Kind = "damaged"     // the format is right but its bytes are broken or cut short
	Encrypted   Kind = "encrypted"   // a password is needed
	TooLarge    Kind = "too_large"   // a limit of [Options] was reached
	BlockPage   Kind = "block_page"  // an error page, a challenge or a log-in wall in place of the document
	Scanned     Kind = "scanned"     // pages are images; there is no text layer
	Stopped     Kind = "stopped"     // the context ended first
)

// Error says in one sentence what is wrong with the bytes and what would be right.
type Error struct {
	Kind   Kind
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

func fail(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Reason: fmt.Sprintf(format, args...)}
}
