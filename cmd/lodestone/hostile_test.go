package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse/hostile"
)

// hostileFolder is a folder of hostile documents with three good ones between them.
func hostileFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name string, body []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all := hostile.All(hostile.Small())
	const every = 17
	for i := 0; i < len(all); i += every {
		if bytes.Contains(all[i].Body, []byte("%PDF-")) {
			continue // compiling its reader takes most of the time
		}
		put(fmt.Sprintf("%03d-hostile", i), all[i].Body)
	}
	for i, n := range []int{57, 61, 62} {
		put(fmt.Sprintf("%03d-good.txt", 100*i+50), []byte(fmt.Sprintf("商务部公告2025年第%d号\n一、未经许可，不得出口氧化钬。\n本公告自2025年11月8日起实施。\n", n)))
	}
	return dir
}

// Hostile documents do not end a run, do not keep good ones out, and leave the folder sound; and so it
// is when the processes that read them are killed by hand.
func TestHostileDocumentsBetweenGoodOnes(t *testing.T) {
	folder := hostileFolder(t)
	for _, killed := range []bool{false, true} {
		t.Run(fmt.Sprintf("killed=%v", killed), func(t *testing.T) {
			c := newCLI(t)
			if killed {
				if runtime.GOOS != "linux" {
					t.Skip("children are found by /proc")
				}
				stop := killChildren(t)
				defer stop()
			}
			out, errs, code := c.run("", "ingest", folder)
			if code != exitAttention {
				t.Fatalf("exit %d, want %d\n%s%s", code, exitAttention, out, errs)
			}
			for _, name := range []string{"050-good.txt", "150-good.txt", "250-good.txt"} {
				if !strings.Contains(errs, name) || strings.Contains(errs, name+":") {
					t.Errorf("%s is not said to be held, or is complained about:\n%s", name, errs)
				}
			}
			if strings.Contains(errs, "the process that read it ended") {
				t.Errorf("a document was given up because its process was killed once:\n%s", errs)
			}
			c.want(exitDone, "verify")
		})
	}
}

// killChildren kills a child of this process twice, with a while between: three times is what the
// reader of one document may not be killed.
func killChildren(t *testing.T) (stop func()) {
	done, ended := make(chan struct{}), make(chan int, 1)
	go func() {
		n := 0
		defer func() { ended <- n }()
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for n < 2 {
			select {
			case <-done:
				return
			case <-tick.C:
				for _, pid := range children() {
					if p, err := os.FindProcess(pid); err == nil && p.Kill() == nil {
						n++
						break
					}
				}
			}
		}
	}()
	return func() {
		close(done)
		if n := <-ended; n == 0 {
			t.Error("no process was killed")
		}
	}
}

// children lists the child processes of this one.
func children() []int {
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		return nil
	}
	var out []int
	for _, name := range lists {
		b, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		for _, f := range strings.Fields(string(b)) {
			if pid, err := strconv.Atoi(f); err == nil {
				out = append(out, pid)
			}
		}
	}
	return out
}
