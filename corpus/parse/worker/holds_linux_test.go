package worker

import (
	"syscall"
	"testing"
)

func TestHolds(t *testing.T) {
	p := pool(t, asWorker, Limits{})
	h, err := p.Holds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(h)
	abi, _, errno := syscall.Syscall(444, 0, 0, 1) // landlock_create_ruleset asked for its version
	if has := errno == 0 && abi > 0; h.Files != has {
		t.Errorf("kept from files: %v; the kernel has Landlock: %v", h.Files, has)
	}
	if !h.Memory {
		t.Error("memory is not watched on Linux")
	}
}
