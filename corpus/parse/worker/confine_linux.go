package worker

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"syscall"

	"github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"github.com/landlock-lsm/go-landlock/landlock"
)

// zones are the places in which Go looks for time zones, which hints name.
var zones = [...]string{"/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo"}

// forbidden are the calls that a reader of documents never makes: they fail with EPERM.
var forbidden = [...]string{
	"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4",
	"execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd",
	"io_uring_setup", "bpf", "userfaultfd", "perf_event_open", "mount", "umount2", "setns", "unshare",
}

// confine gives up files, network and programs for good, as far as the kernel can, and says what a
// trial then found.
func confine(read, write []string) Holds {
	h := Holds{Memory: true}
	rules := []landlock.Rule{landlock.RODirs(zones[:]...).IgnoreIfMissing()}
	if len(read) > 0 {
		rules = append(rules, landlock.ROFiles(read...).IgnoreIfMissing())
	}
	if len(write) > 0 {
		rules = append(rules, landlock.RWDirs(write...).IgnoreIfMissing())
	}
	if err := landlock.V7.BestEffort().Restrict(rules...); err != nil {
		h.Notes = append(h.Notes, fmt.Sprintf("Landlock: %v", err))
	}
	if err := forbid(); err != nil {
		h.Notes = append(h.Notes, fmt.Sprintf("seccomp: %v", err))
	}
	return try(h)
}

func forbid() error {
	if !seccomp.Supported() {
		return errors.New("the kernel does not have it")
	}
	machine, err := arch.GetInfo("")
	if err != nil {
		return err
	}
	var names []string
	for _, name := range forbidden {
		if _, ok := machine.SyscallNames[name]; ok { // not every machine has every call
			names = append(names, name)
		}
	}
	policy := seccomp.Policy{DefaultAction: seccomp.ActionAllow,
		Syscalls: []seccomp.SyscallGroup{{Action: seccomp.ActionErrno, Names: names}}}
	return seccomp.LoadFilter(seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: policy})
}

// try finds out what can still be done. The trials change nothing where they succeed.
func try(h Holds) Holds {
	f, err := os.Open("/")
	if err == nil {
		f.Close()
	}
	h.Files = errors.Is(err, fs.ErrPermission)
	l, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err == nil {
		l.Close()
	}
	h.Network = err != nil && (errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES))
	// There is no such program: a call that is permitted says so, one that is forbidden does not.
	// Landlock gave no file the right to be executed.
	err = syscall.Exec("/nonexistent", nil, nil)
	h.Programs = h.Files || errors.Is(err, syscall.EPERM)
	return h
}
