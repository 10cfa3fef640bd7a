//go:build !linux

package worker

import (
	"os"
	"os/exec"
	"time"
)

// apart does nothing here.
func apart(*exec.Cmd) {}

// killAll ends the process.
func killAll(p *os.Process) { _ = p.Kill() } // it may have ended

// usage is not known here: only the time on the clock is watched.
func usage(int) (cpu time.Duration, resident int64, ok bool) { return 0, 0, false }
