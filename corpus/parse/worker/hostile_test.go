package worker

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/hostile"
)

// The long form, minutes: go test ./corpus/parse/worker -run Hostile -hostile.large -timeout 1h
var hostileLarge = flag.Bool("hostile.large", false, "read the hostile documents at the real limits")

// TestHostile reads documents that are meant to hurt, with good ones between them. Each hostile one
// comes to what was foreseen for it, the good ones are read as ever, and memory stays bounded.
func TestHostile(t *testing.T) {
	size, opt, limits := hostile.Small(), parse.Options{MaxBytes: 2 << 20, MaxText: 1 << 20, MaxPages: 50, MaxCells: 2000}, Limits{CPU: 10 * time.Second, Wall: 2 * time.Minute}
	if *hostileLarge {
		size, opt, limits = hostile.Large(), parse.Options{}, Limits{}
	}
	opt.CompileDir = compiled
	p, err := New(Options{Command: []string{os.Args[0], asWorker}, Parse: opt, Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	documents := hostile.All(size)
	if len(documents) < 205 {
		t.Fatalf("%d hostile documents, want at least 205", len(documents))
	}
	good, err := parse.Parse(t.Context(), parse.Input{Bytes: []byte(page)}, opt)
	if err != nil {
		t.Fatal(err)
	}
	var peak int64
	outcomes := map[string]int{}
	step := 1
	if testing.Short() {
		step = 8
	}
	for i := 0; i < len(documents); i += step {
		d := documents[i]
		if testing.Short() && bytes.HasPrefix(d.Body, []byte("%PDF")) {
			continue // starting the PDF library takes a minute under the race detector
		}
		began := time.Now()
		got, err := p.Parse(t.Context(), parse.Input{Bytes: d.Body, MediaType: d.MediaType, Encoding: d.Encoding})
		came := outcome(t, d, got, err)
		outcomes[came]++
		if took := time.Since(began); took > time.Second {
			t.Logf("%s: %s after %.1f s", d.Name, came, took.Seconds())
		}
		if !slices.Contains(d.Want, came) {
			t.Errorf("%s: %s (%v), want one of %q", d.Name, came, err, d.Want)
		}
		peak = max(peak, p.peak(t))
		after, err := p.Parse(t.Context(), parse.Input{Bytes: []byte(page)})
		if err != nil || after.Text != good.Text {
			t.Fatalf("after %s a good document comes to %q, %v", d.Name, after.Text, err)
		}
	}
	t.Logf("%d documents: %v; at most %d MiB resident", len(documents), outcomes, peak>>20)
	if bound := p.setup.Limits.PDFMemory + 256<<20; peak > bound {
		t.Errorf("a child held %d MiB, the limit is %d MiB", peak>>20, bound>>20)
	}
}

// outcome names what came of a document, and checks that a refusal explains itself.
func outcome(t *testing.T, d hostile.Document, got parse.Parsed, err error) string {
	t.Helper()
	if err == nil {
		sound(t, d.Name, got)
		// Of a page, what is most of it may be taken for its main content.
		if !strings.HasPrefix(d.Name, "html") && bytes.Contains(d.Body, []byte(hostile.Words)) && !strings.Contains(strings.Join(strings.Fields(got.Text), " "), hostile.Words) {
			t.Errorf("%s: what it says is lost: %.200q", d.Name, got.Text)
		}
		return hostile.Read
	}
	var e *block.Error
	if !errors.As(err, &e) {
		t.Fatalf("%s: %v", d.Name, err)
	}
	if e.Reason == "" || e.Stage == "" || e.Trace != "" {
		t.Errorf("%s: %s at %q says %q\n%s", d.Name, e.Kind, e.Stage, e.Reason, e.Trace)
	}
	return string(e.Kind)
}

// peak is the most that the idle child ever held, in bytes; 0 where that is not known.
func (p *Pool) peak(t *testing.T) int64 {
	t.Helper()
	c := <-p.idle
	defer func() { p.idle <- c }()
	if c == nil {
		return 0
	}
	status, err := os.ReadFile("/proc/" + strconv.Itoa(c.process.Process.Pid) + "/status")
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	n, _, _ := bytes.Cut(bytes.TrimSpace(rest), []byte(" "))
	kib, err := strconv.ParseInt(string(n), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kib << 10
}
