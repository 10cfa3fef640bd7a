package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a mail lacks is told before anything is worked out, and a digest that could not be sent is told
// again the next time.
func TestDigestByMailNeeds(t *testing.T) {
	c := newCLI(t)
	for want, args := range map[string][]string{
		"--mail-from":          {"digest", "--mail-to", "reader@firm.example"},
		"go together":          {"digest", "--mail-to", "reader@firm.example", "--mail-from", "l@firm.example", "--smtp-user", "x"},
		"text and a page":      {"digest", "--mail-to", "reader@firm.example", "--mail-from", "l@firm.example", "--format", "json"},
		"--smtp-password-file": {"digest", "--mail-to", "reader@firm.example", "--mail-from", "l@firm.example", "--smtp-user", "x", "--smtp-password-file", "none"},
	} {
		if _, errs, code := c.run("", args...); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%v = %d %s; want 2 with %s", args, code, errs, want)
		}
	}
	if _, errs, code := c.run("", "digest", "--since-last", "--mail-to", "reader@firm.example", "--mail-from", "l@firm.example", "--smtp", "127.0.0.1:1"); code != 1 || !strings.Contains(errs, "127.0.0.1:1") {
		t.Errorf("a server that is not there = %d %s", code, errs)
	}
	if _, err := os.Stat(filepath.Join(c.data, markFile)); err == nil {
		t.Error("a digest that nobody got moved the mark")
	}
}
