package desk_test

import (
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// threadTime is the processor time that the calling thread has used, to the nanosecond. Other work of
// the machine does not count, nor does that of the collector on other threads.
func threadTime(tb testing.TB) time.Duration {
	var t syscall.Timespec
	const thread = 3 // CLOCK_THREAD_CPUTIME_ID, see clock_gettime(2)
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, thread, uintptr(unsafe.Pointer(&t)), 0); errno != 0 {
		tb.Fatal(errno)
	}
	return time.Duration(t.Nano())
}
