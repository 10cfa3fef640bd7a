package archive

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestChildAppends is no test: it is the process that TestKill kills.
func TestChildAppends(t *testing.T) {
	dir := os.Getenv("ARCHIVE_KILL_TEST")
	if dir == "" {
		t.Skip("runs as a child of TestKill only")
	}
	a := open(t, dir, Options{MaxFileBytes: 20 << 10})
	var wg sync.WaitGroup
	for worker := range 4 { // so that several wait for one write
		wg.Go(func() {
			for i := worker; ; i += 4 {
				c := add(t, a, fmt.Sprintf("http://a.example/%d", i%5), answer(200, strings.Repeat(fmt.Sprint(i), 500)))
				fmt.Printf("held %s %s\n", c.ID, c.PayloadHash)
			}
		})
	}
	wg.Wait()
}

// TestKill kills a process that appends, many times over, and asks for everything that it had said
// was held.
func TestKill(t *testing.T) {
	dir, seed := t.TempDir(), uint64(20251009)
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	held := map[corpus.CaptureID]corpus.Hash{}
	for range 8 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestChildAppends$")
		cmd.Env = append(os.Environ(), "ARCHIVE_KILL_TEST="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := random.IntN(12); lines.Scan(); n-- {
			var id corpus.CaptureID
			var hash corpus.Hash
			if _, err := fmt.Sscanf(lines.Text(), "held %s %s", &id, &hash); err != nil {
				continue
			}
			held[id] = hash
			if n <= 0 {
				break
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // says only that it was killed
		a := open(t, dir, Options{MaxFileBytes: 20 << 10})
		for id, hash := range held {
			r, err := a.Capture(t.Context(), id)
			if err != nil || r.Capture.PayloadHash != hash {
				t.Fatalf("%s was held with %s, and is %+v, %v", id, hash, r.Capture, err)
			}
			if _, err := a.Payload(t.Context(), hash); err != nil {
				t.Fatal(err)
			}
		}
		verify(t, a)
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
