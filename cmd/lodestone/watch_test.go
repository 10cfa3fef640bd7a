package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"
)

// TestWatchOutlastsAFullDisk has a watch that is stopped twice by a disk without room, and then by something
// that does not pass.
func TestWatchOutlastsAFullDisk(t *testing.T) {
	broken := errors.New("broken")
	full := fmt.Errorf("write a capture: %w", &os.PathError{Op: "write", Path: "000001.warc.gz", Err: syscall.ENOSPC})
	for _, c := range []struct {
		name  string
		ends  []error
		want  error
		tries int
	}{
		{"a disk without room", []error{full, full, broken}, broken, 3},
		{"something else", []error{broken, full}, broken, 1},
		{"the end", []error{full, nil}, nil, 2},
	} {
		tries := 0
		err := keepWatching(t.Context(), time.Millisecond, func() error { tries++; return c.ends[tries-1] }, diskIsFull)
		if !errors.Is(err, c.want) || tries != c.tries {
			t.Errorf("%s: %v after %d tries, want %v after %d", c.name, err, tries, c.want, c.tries)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := keepWatching(ctx, time.Hour, func() error { return full }, diskIsFull); err == nil {
		t.Error("it goes on after the end")
	}
}

// TestIntroducedWithAContact has who is asked told where to complain.
func TestIntroducedWithAContact(t *testing.T) {
	flag := (&app{}).crawl().Flags().Lookup("user-agent")
	if flag == nil || flag.DefValue != "lodestone/1.0 (+https://github.com/lodestone-kb/lodestone)" {
		t.Errorf("we are introduced as %+v", flag)
	}
}
