package worker

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// apart puts the process into a group of its own, so that what it starts is killed with it and an
// interrupt at the terminal goes to the parent alone.
func apart(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killAll ends the process and its group. Both may have ended.
func killAll(p *os.Process) {
	_ = syscall.Kill(-p.Pid, syscall.SIGKILL)
	_ = p.Kill()
}

// ticks is the unit of processor time in /proc: USER_HZ, which Linux fixes at 100 for programs.
const ticks = time.Second / 100

// usage reads the processor time and the resident memory of a process, as proc(5) describes them.
func usage(pid int) (cpu time.Duration, resident int64, ok bool) {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0, 0, false
	}
	// The name, in brackets, may hold blanks; fields are numbered from the state, the third.
	_, rest, found := bytes.Cut(b[bytes.LastIndexByte(b, ')')+1:], []byte(" "))
	f := bytes.Fields(rest)
	if !found || len(f) < 22 {
		return 0, 0, false
	}
	user, err1 := strconv.ParseInt(string(f[11]), 10, 64)
	system, err2 := strconv.ParseInt(string(f[12]), 10, 64)
	pages, err3 := strconv.ParseInt(string(f[21]), 10, 64)
	if err1 != nil || err2 != nil || err3 != nil {
		return 0, 0, false
	}
	return time.Duration(user+system) * ticks, pages * int64(os.Getpagesize()), true
}
