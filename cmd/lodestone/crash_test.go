package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

var (
	crashRounds = flag.Int("crash.rounds", 15, "how often the program is killed; .ci/run kills it more often")
	crashDemos  = flag.Int("crash.demos", 1, "how often the whole demo is killed")
	crashSeed   = flag.Uint64("crash.seed", 0, "seed of the moments; 0 takes one from the clock")
)

// asProgram is set in the environment of a child that is to be the program itself.
const asProgram = "LODESTONE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" || len(os.Args) > 1 && os.Args[1] == parseWorker {
		main()
		return
	}
	flag.Parse()
	os.Exit(m.Run())
}

// Killed at any moment of an ingest, the folder is sound, nothing that was said to be held is
// missing, and the next start finishes with the result of a run that nobody disturbed.
func TestKilledAtAnyMoment(t *testing.T) {
	rounds := *crashRounds
	if testing.Short() {
		rounds = min(rounds, 5)
	}
	seed := *crashSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	documents := fiveDocuments(t)
	fresh := newCLI(t)
	fresh.want(0, "instruments", "--limit", "1") // the register is in
	whole := newCLI(t)
	copyFolder(t, fresh.data, whole.data)
	began := time.Now()
	if _, err := ingestAndKill(t, whole.data, documents, time.Hour); err != nil {
		t.Fatalf("undisturbed: %v", err)
	}
	span := time.Since(began)
	want := snapshot(whole)
	for round := range rounds {
		c := newCLI(t)
		copyFolder(t, fresh.data, c.data)
		after := time.Duration(r.Int64N(int64(span)))
		held, _ := ingestAndKill(t, c.data, documents, after)
		if round%5 == 0 {
			if out, errs, code := c.run("", "verify"); code != 0 {
				t.Fatalf("seed %d, round %d, killed after %s: verify exits %d\n%s%s", seed, round, after, code, out, errs)
			}
		}
		if out, errs, code := c.run("", "ingest", documents); code != 0 {
			t.Fatalf("seed %d, round %d, killed after %s: the next start exits %d\n%s%s", seed, round, after, code, out, errs)
		}
		got := snapshot(c)
		if got != want {
			t.Fatalf("seed %d, round %d, killed after %s: the result differs:\n%s\nwant\n%s", seed, round, after, got, want)
		}
		for _, id := range held {
			if !strings.Contains(got, string(id)) {
				t.Fatalf("seed %d, round %d: %s was held and is missing", seed, round, id)
			}
		}
		if out, errs, code := c.run("", "verify"); code != 0 {
			t.Fatalf("seed %d, round %d: verify exits %d after the next start\n%s%s", seed, round, code, out, errs)
		}
	}
}

// The same for the whole demo: killed at any moment, its folder is sound, and started again it
// goes on and tells what an undisturbed demo tells.
func TestKilledDemo(t *testing.T) {
	if testing.Short() || *crashDemos == 0 {
		t.Skip("a demo takes seconds; the full run kills it")
	}
	seed := *crashSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	began := time.Now()
	want := newCLI(t).want(0, "demo", "--once")
	span := time.Since(began)
	for round := range *crashDemos {
		c := newCLI(t)
		after := time.Duration(r.Int64N(int64(span)))
		runAndKill(t, after, "demo", "--once", "--data", c.data)
		if _, err := os.Stat(c.data); err == nil {
			if out, errs, code := c.run("", "verify"); code != 0 {
				t.Fatalf("seed %d, round %d, killed after %s: verify exits %d\n%s%s", seed, round, after, code, out, errs)
			}
		}
		if got := c.want(0, "demo", "--once"); got != want {
			t.Fatalf("seed %d, round %d, killed after %s: the digest differs:\n%s", seed, round, after, firstDifference(got, want))
		}
		if out, errs, code := c.run("", "verify"); code != 0 {
			t.Fatalf("seed %d, round %d: verify exits %d at the end\n%s%s", seed, round, code, out, errs)
		}
	}
}

// ingestAndKill runs an ingest as a process of its own, kills it after a while, and returns the
// documents that it had said to be held.
func ingestAndKill(t *testing.T, data, documents string, after time.Duration) ([]corpus.DocumentID, error) {
	t.Helper()
	said, err := runAndKill(t, after, "ingest", documents, "--data", data)
	var held []corpus.DocumentID
	for _, line := range said {
		if id, ok := strings.CutPrefix(line, "held "); ok {
			held = append(held, corpus.DocumentID(strings.Fields(id)[0]))
		}
	}
	return held, err
}

// runAndKill runs the program as a process of its own, kills it after a while, and returns the
// lines that it had said on stderr.
func runAndKill(t *testing.T, after time.Duration, args ...string) ([]string, error) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may have ended by itself
	defer timer.Stop()
	var said []string
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		said = append(said, lines.Text())
	}
	return said, cmd.Wait()
}

// snapshot is what the folder says, without the times at which it learned it.
func snapshot(c cli) string {
	var l struct {
		Facts []struct {
			ID   string
			Span struct {
				Document, Revision string
				Start, End         int
			}
			Instrument string
		}
		Coverage struct{ Sources int }
	}
	if err := json.Unmarshal([]byte(c.want(0, "facts", "--json")), &l); err != nil {
		c.t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range l.Facts {
		fmt.Fprintln(&out, f.ID, f.Span, f.Instrument)
	}
	return out.String()
}

func fiveDocuments(t *testing.T) string {
	dir := t.TempDir()
	for i := range 5 {
		text := fmt.Sprintf("Report %d\n%s\nOn %d November 2025 gallium was named too.\n", i, report, i+1)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("report-%d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.Walk(from, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if info.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		in, err := os.Open(path)
		if err != nil {
			return err
		}
		defer in.Close()
		out, err := os.OpenFile(filepath.Join(to, rel), os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode())
		if err != nil {
			return err
		}
		if _, err := io.Copy(out, in); err != nil {
			return err
		}
		return out.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
}
