//go:build !linux

package extract_test

import (
	"testing"
	"time"
)

// threadTime returns the time of the clock, where that of a thread cannot be told.
func threadTime(testing.TB) time.Duration { return time.Duration(time.Now().UnixNano()) }
