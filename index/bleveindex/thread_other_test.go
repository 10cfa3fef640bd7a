//go:build !linux

package bleveindex

import (
	"testing"
	"time"
)

// threadTime returns the time of the clock, where that of a thread cannot be told.
func threadTime(testing.TB) time.Duration { return time.Duration(time.Now().UnixNano()) }

// processTime returns the time of the clock, where that of a process cannot be told.
func processTime(tb testing.TB) time.Duration { return threadTime(tb) }
