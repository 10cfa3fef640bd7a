package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTerminalGetsNoControls(t *testing.T) {
	for _, c := range []struct{ pieces, want string }{
		{"Notice\x1b]0;owned\x07 on gallium\n", "Notice?]0;owned? on gallium\n"},
		{"hidden\x1b[8m\r\x08\x7f", "hidden?[8m???"},
		{"one\ttwo\n", "one\ttwo\n"},
		{"镓 \u00a0é \u0085\u009b31m", "镓 \u00a0é ¿¿31m"},
		{"parted \xc2|\x9b31m, \xe9|\x95|\x93", "parted ¿31m, 镓"},
	} {
		var got strings.Builder
		w := &terminal{to: &got}
		for _, p := range strings.Split(c.pieces, "|") {
			if n, err := w.Write([]byte(p)); n != len(p) || err != nil {
				t.Fatalf("%q: %d bytes, %v", p, n, err)
			}
		}
		if got.String() != c.want {
			t.Errorf("%q gives %q, want %q", c.pieces, got.String(), c.want)
		}
	}
}

// A line of progress stands in place of the one before it, where that is asked for.
func TestTerminalKeepsReturns(t *testing.T) {
	var got strings.Builder
	if _, err := (&terminal{to: &got, returns: true}).Write([]byte("\rcn-mofcom  3 of 9\x1b")); err != nil || got.String() != "\rcn-mofcom  3 of 9?" {
		t.Errorf("%q, %v", got.String(), err)
	}
}

// What is written to a file is not touched: exports are bytes.
func TestFilesAreWrittenAsTheyAre(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if forTerminal(f, false) != f {
		t.Error("a file is taken for a terminal")
	}
}
