package extract_test

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// threadTime returns the processor time that the thread has used, so that what else the machine does counts
// little. The goroutine is to be locked to its thread.
func threadTime(tb testing.TB) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(t.Nano())
}
