package boltkb

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/check"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

var (
	crashRounds = flag.Int("crash.rounds", 30, "how often the writing process is killed")
	crashSeed   = flag.Uint64("crash.seed", 0, "seed of the moments of killing; 0: another one each time")
	crashFolder = flag.String("crash.folder", "", "be the process that writes into this folder until it is killed")
)

// TestCrash kills a process that commits, at random moments, and looks what a restart finds: every
// write that was acknowledged is there whole, none is there in part, and the log is in order. The
// long form is go test -run TestCrash -crash.rounds 2000.
func TestCrash(t *testing.T) {
	if *crashFolder != "" {
		t.Skip("this is the process that writes")
	}
	random, dir := dice(t), t.TempDir()
	last, unacknowledged := 0, 0
	for round := range *crashRounds {
		acknowledged := killed(t, dir, time.Duration(random.IntN(100_000))*time.Microsecond, round%4 == 3)
		s := open(t, dir)
		v, err := s.Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if held := int(v.Seq); held < acknowledged || held < last {
			t.Fatalf("round %d: %d writes are held, %d were acknowledged and %d were held before", round, held, acknowledged, last)
		} else if held > max(acknowledged, last) {
			unacknowledged++
		}
		for n := last + 1; n <= int(v.Seq); n++ {
			wantWhole(t, s, n)
		}
		if p, err := s.Position(t.Context(), "ingest"); err != nil || v.Seq > 0 && p != strconv.Itoa(int(v.Seq)) {
			t.Fatalf("round %d: position %q, %v beside sequence %d", round, p, err, v.Seq)
		}
		last = int(v.Seq)
		if round%10 == 9 || round == *crashRounds-1 {
			wantClean(t, s)
		}
		closed(t, s)
	}
	t.Logf("%d writes in %d rounds; %d times one was held that could not be acknowledged any more", last, *crashRounds, unacknowledged)
	if last == 0 {
		t.Error("nothing was ever written")
	}
}

// TestCrashAtBirth kills a process that makes a new database. A restart must find one that works.
func TestCrashAtBirth(t *testing.T) {
	if *crashFolder != "" {
		t.Skip("this is the process that writes")
	}
	random := dice(t)
	for range *crashRounds / 3 {
		dir := t.TempDir()
		acknowledged := killed(t, dir, time.Duration(random.IntN(40_000))*time.Microsecond, true)
		s := open(t, dir)
		if v, err := s.Version(t.Context()); err != nil || int(v.Seq) < acknowledged {
			t.Errorf("%d writes are held, %v, and %d were acknowledged", v.Seq, err, acknowledged)
		}
		wantClean(t, s)
		closed(t, s)
	}
}

func dice(t *testing.T) *rand.Rand {
	t.Helper()
	seed := *crashSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d (again with -crash.seed)", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// killed starts the writing process, kills it so long after its start or its first word, and
// returns the number of the last write that it acknowledged.
func killed(t *testing.T, dir string, after time.Duration, atStart bool) int {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrashWriter$", "-crash.folder="+dir)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var alarm *time.Timer
	kill := func() { _ = cmd.Process.Kill() } // it is dead already or dies now: the test sees which
	if atStart {
		alarm = time.AfterFunc(after, kill)
	}
	acknowledged, lines := 0, bufio.NewScanner(out)
	for lines.Scan() {
		if alarm == nil {
			alarm = time.AfterFunc(after, kill)
		}
		word, number, _ := strings.Cut(lines.Text(), " ")
		if n, err := strconv.Atoi(number); err == nil && word == "wrote" {
			acknowledged = n
		} else if word != "open" {
			t.Fatalf("the writing process says %q", lines.Text())
		}
	}
	if alarm != nil {
		alarm.Stop()
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
		t.Fatalf("the writing process ended by itself: %v\n%s", err, complaint.String())
	}
	return acknowledged
}

// TestCrashWriter is the process that writes: it commits numbered notices, says each number after
// the commit returned, and signs the log now and then.
func TestCrashWriter(t *testing.T) {
	if *crashFolder == "" {
		t.Skip("only TestCrash starts this")
	}
	s := open(t, *crashFolder)
	fmt.Println("open 0")
	v, err := s.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n := int(v.Seq) + 1; ; n++ {
		if _, err := s.Commit(t.Context(), kbtest.Notice(n)); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("wrote %d\n", n)
		if n%7 == 0 {
			sign(t, s)
		}
	}
}

func crashKey(t *testing.T) logtree.Key {
	t.Helper()
	k, err := logtree.NewKey(strings.NewReader(strings.Repeat("k", 64)), "archive.example/log")
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func sign(t *testing.T, s *Store) {
	t.Helper()
	signer, err := logtree.NewSigner(crashKey(t).Private)
	if err != nil {
		t.Fatal(err)
	}
	size, root, err := s.TreeSize(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := logtree.Sign(signer, size, root)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.AddCheckpoint(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

// wantWhole looks whether all of a notice is held.
func wantWhole(t *testing.T, s *Store, n int) {
	t.Helper()
	ctx, w := context.Background(), kbtest.Notice(n)
	if _, err := s.Document(ctx, w.Documents[0].ID); err != nil {
		t.Errorf("write %d: %v", n, err)
	}
	if r, err := s.Revision(ctx, w.Revisions[0].ID); err != nil || r.Text != w.Revisions[0].Text {
		t.Errorf("write %d: revision %q, %v", n, r.Text, err)
	}
	if facts, err := s.FactsOf(ctx, w.Documents[0].ID); err != nil || len(facts) != len(w.Facts) {
		t.Errorf("write %d: %d facts, %v", n, len(facts), err)
	}
	if o, err := s.Outcome(ctx, w.Outcomes[0].Capture.ID); err != nil || o.Document != w.Documents[0].ID {
		t.Errorf("write %d: outcome %+v, %v", n, o, err)
	}
	if e, err := s.Entries(ctx, kb.Seq(n-1), 1); err != nil || len(e) != 1 || e[0].Document != corpus.DocumentID(w.Documents[0].ID) {
		t.Errorf("write %d: entries %+v, %v", n, e, err)
	}
}

func wantClean(t *testing.T, s *Store) {
	t.Helper()
	verifier, err := logtree.NewVerifier(crashKey(t).Public)
	if err != nil {
		t.Fatal(err)
	}
	r, err := check.Store(t.Context(), s, check.Options{Verifier: verifier})
	if err != nil || !r.Clean() {
		t.Fatalf("check: %v\n%s", err, r)
	}
}
