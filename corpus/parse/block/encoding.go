package block

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
)

// UndoEncoding removes the content codings in reverse order of their application. A body that is
// declared as coded but is not, is taken as it is and warned about: servers do that.
func UndoEncoding(body []byte, declared string, limit int64) ([]byte, []string, error) {
	if int64(len(body)) > limit {
		return nil, nil, Failf(TooLarge, "the payload has %d bytes; at most %d are read", len(body), limit)
	}
	var warnings []string
	codings := strings.Split(strings.ToLower(declared), ",")
	if len(codings) > 4 {
		return nil, nil, Failf(Unsupported, "the payload is declared as coded %d times over; four times at most is read", len(codings))
	}
	for i := len(codings) - 1; i >= 0; i-- {
		coding := strings.TrimSpace(codings[i])
		plain, err := inflate(body, coding, limit)
		var e *Error
		switch {
		case err == nil:
			body = plain
		case errors.As(err, &e):
			return nil, nil, err
		case len(plain) > 0:
			body = plain
			warnings = append(warnings, fmt.Sprintf("the %s coding of the payload breaks off: %v", coding, err))
		case coding == "gzip" && !isGzip(body), coding == "deflate", coding == "br":
			warnings = append(warnings, fmt.Sprintf("the payload is declared as %s but is not", coding))
		default:
			return nil, nil, &Error{Kind: Damaged, Reason: fmt.Sprintf("the %s coding of the payload is broken; a complete body would be right", coding), Cause: err}
		}
	}
	return body, warnings, nil
}

func isGzip(b []byte) bool { return len(b) > 2 && b[0] == 0x1f && b[1] == 0x8b }

// inflate undoes one coding. A partial result is returned together with the error that ended it.
func inflate(body []byte, coding string, limit int64) ([]byte, error) {
	var r io.Reader
	switch coding {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		zr, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		r = zr
	case "deflate":
		// The standard means zlib; some servers send the bare stream.
		if zr, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
			r = zr
		} else {
			r = flate.NewReader(bytes.NewReader(body))
		}
	case "br":
		r = brotli.NewReader(bytes.NewReader(body))
	default:
		return nil, Failf(Unsupported, "the content coding %q is not known; gzip, deflate, br or none would be right", coding)
	}
	return ReadCapped(r, limit)
}

// ReadCapped reads all of r, and refuses to read more than limit bytes.
func ReadCapped(r io.Reader, limit int64) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(out)) > limit {
		return nil, Failf(TooLarge, "the content inflates to more than %d bytes, which is the limit", limit)
	}
	return out, err
}
