package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// The test binary is the child too, with these as its first argument.
const (
	asWorker = "parse-worker" // the real thing
	asFake   = "fake-worker"  // says hello and then does as the body tells it
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == asWorker {
		if err := Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if len(os.Args) > 1 && os.Args[1] == asFake {
		fake()
		os.Exit(0)
	}
	var err error
	if compiled, err = os.MkdirTemp("", "compiled"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		os.RemoveAll(compiled)
		os.Exit(code)
	}))
}

// compiled is the folder of compiled code, one for all tests, since compiling takes seconds.
var compiled string

// fake misbehaves in the ways that no document should be able to cause in the real reader.
func fake() {
	for {
		f, err := readFrame(os.Stdin, 1<<20)
		if err != nil {
			return
		}
		switch f.kind {
		case setupFrame:
			debug.SetMaxStack(32 << 20)
			writeJSON(os.Stdout, helloFrame, Holds{})
		case bodyFrame:
			writeFrame(os.Stdout, stageFrame, []byte("read text/plain"))
			misbehave(string(f.payload))
		}
	}
}

var spun atomic.Int64 // so that no work can be left out

func misbehave(how string) {
	if mark, ok := strings.CutPrefix(how, "once "); ok {
		if f, err := os.OpenFile(mark, os.O_CREATE|os.O_EXCL, 0o600); err == nil { // the first time
			f.Close()
			time.Sleep(time.Hour)
		}
	}
	switch how {
	case "spin":
		for n := 0; n >= 0; n++ {
			spun.Store(int64(n))
		}
	case "sleep":
		time.Sleep(time.Hour)
	case "eat":
		kept := []byte{1}
		for {
			kept = append(kept, kept...)
			spun.Store(int64(kept[len(kept)/2]))
		}
	case "deep":
		var down func(n int) int
		down = func(n int) int { return down(n+1) + 1 }
		down(0)
	case "talk":
		writeFrame(os.Stdout, parsedFrame, make([]byte, 2<<20))
	case "panic":
		panic("a reader failed")
	case "look":
		writeFrame(os.Stdout, imageFrame, []byte("\x00\x00\x00\xc8an image"))
		f, err := readFrame(os.Stdin, 1<<20)
		if err != nil || f.kind != wordsFrame {
			panic("no words came")
		}
		writeJSON(os.Stdout, parsedFrame, parse.Parsed{Text: string(f.payload)})
	case "stare":
		for {
			writeFrame(os.Stdout, imageFrame, []byte("\x00\x00\x00\xc8an image"))
			readFrame(os.Stdin, 1<<20)
		}
	case "leave":
		os.Exit(0)
	case "nonsense":
		io.WriteString(os.Stdout, "Usage: something else\n")
	default:
		writeJSON(os.Stdout, parsedFrame, parse.Parsed{Text: how})
	}
}

func pool(t *testing.T, role string, limits Limits) *Pool {
	t.Helper()
	p, err := New(Options{Command: []string{os.Args[0], role}, Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestLimits(t *testing.T) {
	watched := runtime.GOOS == "linux"
	for _, c := range []struct {
		how    string
		limits Limits
		kind   block.ErrorKind
		limit  block.Limit
		only   bool // on systems where the child is watched
	}{
		{"spin", Limits{CPU: 200 * time.Millisecond}, block.TooSlow, block.CPU, true},
		{"sleep", Limits{Wall: 200 * time.Millisecond}, block.TooSlow, block.Wall, false},
		{"eat", Limits{Memory: 200 << 20}, block.TooLarge, block.Memory, true},
		{"talk", Limits{Output: 1 << 20}, block.TooLarge, block.Output, false},
		{"nonsense", Limits{}, block.TooLarge, block.Output, false},
		{"deep", Limits{}, block.TooLarge, block.Stack, false},
		{"panic", Limits{}, block.Crashed, "", false},
		{"leave", Limits{}, block.Crashed, "", false},
	} {
		t.Run(c.how, func(t *testing.T) {
			if c.only && !watched {
				t.Skip("nothing but the clock is watched on " + runtime.GOOS)
			}
			t.Parallel()
			p := pool(t, asFake, c.limits)
			_, err := p.Parse(t.Context(), parse.Input{Bytes: []byte(c.how)})
			var e *block.Error
			if !errors.As(err, &e) {
				t.Fatalf("Parse = %v, want a *block.Error", err)
			}
			if e.Kind != c.kind || e.Limit != c.limit || e.Stage != "read text/plain" || e.Reason == "" {
				t.Errorf("Parse = %q %q at %q: %s; want %q %q", e.Kind, e.Limit, e.Stage, e.Reason, c.kind, c.limit)
			}
			if c.how == "panic" && (!strings.Contains(e.Trace, "a reader failed") || !strings.Contains(e.Trace, "misbehave")) {
				t.Errorf("the stack of what failed is %q", e.Trace)
			}
			// The next document is read as if nothing had been.
			got, err := p.Parse(t.Context(), parse.Input{Bytes: []byte("good")})
			if err != nil || got.Text != "good" {
				t.Errorf("the next document: %q, %v", got.Text, err)
			}
		})
	}
}

const page = `<html><head><title>Notice</title></head><body><h1>Notice No. 5</h1><p>Gallium may not be exported without a licence.</p></body></html>`

func TestSameAsInProcess(t *testing.T) {
	p := pool(t, asWorker, Limits{})
	for _, in := range []parse.Input{
		{Bytes: []byte(page), MediaType: "text/html", URL: "https://ministry.example/5"},
		{Bytes: []byte("第一条 出口镓须经许可。\n"), MediaType: "text/plain"},
		{Bytes: []byte(strings.Repeat("A line of words. ", 20) + "bad \xff byte \x00 <&> \u2028 here"), MediaType: "text/plain"},
		{Bytes: []byte(`{"title":"T","text":"Some words.","published":"2025-10"}`)},
	} {
		want, err := parse.Parse(t.Context(), in, parse.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.Parse(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q in a worker (-in process +in a worker):\n%s", in.Bytes, d)
		}
	}
	_, want := parse.Parse(t.Context(), parse.Input{Bytes: []byte("GIF89a\x01\x00")}, parse.Options{})
	_, got := p.Parse(t.Context(), parse.Input{Bytes: []byte("GIF89a\x01\x00")})
	var a, b *block.Error
	if !errors.As(want, &a) || !errors.As(got, &b) || a.Kind != b.Kind || a.Reason != b.Reason || a.Stage != b.Stage {
		t.Errorf("a refusal in a worker: %#v, want %#v", got, want)
	}
}

func TestChildIsReplaced(t *testing.T) {
	p := pool(t, asWorker, Limits{Documents: 2})
	var seen []int
	for range 5 {
		if _, err := p.Parse(t.Context(), parse.Input{Bytes: []byte(page)}); err != nil {
			t.Fatal(err)
		}
		c := <-p.idle
		pid := 0
		if c != nil {
			pid = c.process.Process.Pid
		}
		p.idle <- c
		seen = append(seen, pid)
	}
	if seen[0] == 0 || seen[1] != 0 || seen[2] == 0 || seen[2] == seen[0] || seen[3] != 0 {
		t.Errorf("process after each document: %v; want a child of two documents each", seen)
	}
}

// TestKilledByHand: a child that was killed between two documents costs none of them.
func TestKilledByHand(t *testing.T) {
	p := pool(t, asWorker, Limits{})
	for n := range 3 {
		got, err := p.Parse(t.Context(), parse.Input{Bytes: []byte(page)})
		if err != nil || !strings.Contains(got.Text, "Gallium") {
			t.Fatalf("document %d: %v", n, err)
		}
		c := <-p.idle
		c.kill()
		p.idle <- c
	}
}

// TestKilledInTheMiddle: a child that was killed while it read a document costs that document nothing.
func TestKilledInTheMiddle(t *testing.T) {
	p := pool(t, asFake, Limits{})
	mark := filepath.Join(t.TempDir(), "mark")
	<-p.idle
	c, err := p.ready(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	p.idle <- c
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		for range 2000 {
			if _, err := os.Stat(mark); err == nil {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		c.kill()
	}()
	got, err := p.Parse(t.Context(), parse.Input{Bytes: []byte("once " + mark)})
	<-killed
	if err != nil || got.Text != "once "+mark {
		t.Errorf("a document whose reader was killed: %q, %v", got.Text, err)
	}
}

func TestStopped(t *testing.T) {
	p := pool(t, asFake, Limits{})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	_, err := p.Parse(ctx, parse.Input{Bytes: []byte("sleep")})
	var e *block.Error
	if !errors.Is(err, context.Canceled) || errors.As(err, &e) {
		t.Errorf("Parse = %v, want the context's error and nothing about the document", err)
	}
}

func TestCannotStart(t *testing.T) {
	p, err := New(Options{Command: []string{"/nonexistent/program"}})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	_, err = p.Parse(t.Context(), parse.Input{Bytes: []byte(page)})
	var e *block.Error
	if err == nil || errors.As(err, &e) {
		t.Errorf("Parse without a program = %v, want an error that blames no document", err)
	}
}

func TestOverlongInput(t *testing.T) {
	p, err := New(Options{Command: []string{"/nonexistent/program"}, Parse: parse.Options{MaxBytes: 10}})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	var e *block.Error
	if _, err = p.Parse(t.Context(), parse.Input{Bytes: []byte(page)}); !errors.As(err, &e) || e.Limit != block.Size {
		t.Errorf("Parse of too many bytes = %v", err)
	}
}

// TestOrphan: a child whose parent dies in the middle of a document dies too.
func TestOrphan(t *testing.T) {
	p := pool(t, asWorker, Limits{})
	if _, err := p.Holds(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := <-p.idle
	defer func() { p.idle <- nil }()
	// A document large enough to be under way for a while, and then nobody to read the answer.
	long := []byte("<p>" + strings.Repeat("<b>word</b> and more of it. ", 400_000))
	if err := c.send(parse.Input{Bytes: long}); err != nil {
		t.Fatal(err)
	}
	c.in.Close()
	ended := make(chan error, 1)
	go func() { ended <- c.process.Wait() }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Error("the child goes on without a parent")
		c.kill()
		<-ended
	}
}
