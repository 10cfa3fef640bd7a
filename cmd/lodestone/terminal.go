package main

import (
	"bytes"
	"io"
	"os"
)

// terminal writes to a terminal what may hold text of others: control characters, which could move the
// cursor, change the title of the window or hide what was printed, become a visible mark. Line breaks and
// tabs stay. UTF-8 is written as it comes, also where a character is parted between two writes.
type terminal struct {
	to      io.Writer
	returns bool // carriage returns stay too: a line of progress stands in place of the one before
	last    byte // of the write before: C1 controls are two bytes long, of which the first is C2
}

// forTerminal guards a file that is a terminal; what goes to a file or a pipe is written as it is.
func forTerminal(f *os.File, returns bool) io.Writer {
	if !onTerminal(f) {
		return f
	}
	return &terminal{to: f, returns: returns}
}

// onTerminal reports whether a stream is a terminal.
func onTerminal(w any) bool {
	switch f := w.(type) {
	case *terminal:
		return true
	case *os.File:
		info, err := f.Stat()
		return err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return false
}

func (t *terminal) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	out := bytes.Clone(p)
	for i, c := range out {
		switch {
		case c == '\r' && t.returns:
		case c < ' ' && c != '\n' && c != '\t' || c == 0x7f:
			out[i] = '?'
		case t.last == 0xc2 && c >= 0x80 && c < 0xa0: // U+0080 to U+009F
			out[i] = 0xbf // an inverted question mark
		}
		t.last = c
	}
	if _, err := t.to.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}
