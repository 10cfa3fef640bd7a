package archive

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads an archive that an earlier build wrote: what was written once must be readable
// for ever.
func TestGolden(t *testing.T) {
	const dir = "testdata/golden"
	if *update {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		fill(t, open(t, dir, Options{}))
	}
	a := open(t, dir, Options{})
	var b bytes.Buffer
	for _, r := range walk(t, a, "") {
		switch {
		case r.Capture != nil:
			c := r.Capture
			fmt.Fprintf(&b, "%s capture %s %s %d unchanged=%v length=%d etag=%s failure=%q\n", r.Position, c.ID, c.URL, c.Status, c.Unchanged, c.Length, r.ETag, c.Failure)
			if c.PayloadHash != "" {
				body, err := a.Payload(t.Context(), c.PayloadHash)
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&b, "  %q\n", body)
			}
		case r.Run != nil:
			fmt.Fprintf(&b, "%s run %s %s found=%d\n", r.Position, r.Run.ID, r.Run.Source, r.Run.Found)
		case r.Alarm != nil:
			fmt.Fprintf(&b, "%s alarm %s %s\n", r.Position, r.Alarm.Kind, r.Alarm.Detail)
		}
	}
	verify(t, a)
	if *update {
		if err := os.WriteFile("testdata/golden.txt", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/golden.txt")
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// TestAnyCaptures appends captures at random and compares the archive with a list in memory, across
// reopening and tears.
func TestAnyCaptures(t *testing.T) {
	base := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(base, fmt.Sprint(n))
		opt := Options{Now: clock(), MaxFileBytes: 8 << 10, sync: func(*os.File) error { return nil }}
		a, err := Open(dir, opt)
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { a.Close() }()
		var want []corpus.Capture
		bodies := map[corpus.Hash]string{}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			body := rapid.StringN(0, 40, 60).Draw(rt, "body")
			c := corpus.Capture{Source: "s", URL: rapid.SampledFrom([]string{"http://a.example/", "http://a.example/b"}).Draw(rt, "url"), Status: rapid.SampledFrom([]int{200, 200, 200, 304, 404}).Draw(rt, "status")}
			c, err := a.Append(context.Background(), c, answer(c.Status, body))
			if err != nil {
				rt.Fatal(err)
			}
			want = append(want, c)
			if c.Status != 304 {
				bodies[c.PayloadHash] = body
			}
			if rapid.IntRange(0, 9).Draw(rt, "reopen") == 0 {
				a.Close()
				tear(rt, dir, rapid.SampledFrom([]string{"", "\x1f\x8b\x08\x04torn", "x"}).Draw(rt, "tear"))
				if a, err = Open(dir, opt); err != nil {
					rt.Fatal(err)
				}
			}
		}
		i := 0
		for r, err := range a.Walk(context.Background(), "") {
			if err != nil {
				rt.Fatal(err)
			}
			if *r.Capture != want[i] {
				rt.Fatalf("capture %d is %+v, want %+v", i, *r.Capture, want[i])
			}
			i++
		}
		if i != len(want) {
			rt.Fatalf("%d captures, want %d", i, len(want))
		}
		for h, body := range bodies {
			if got, err := a.Payload(context.Background(), h); err != nil || string(got) != body {
				rt.Fatalf("payload %q, %v; want %q", got, err, body)
			}
		}
		if r, err := a.Verify(context.Background()); err != nil || !r.OK() {
			rt.Fatalf("verify: %+v, %v", r, err)
		}
	})
}

// tear appends bytes to the newest file, as an append that a crash cut off would leave them.
func tear(rt *rapid.T, dir, bytes string) {
	names, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if err != nil || len(names) == 0 {
		rt.Fatal(err)
	}
	f, err := os.OpenFile(names[len(names)-1], os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		rt.Fatal(err)
	}
	if _, err := io.WriteString(f, bytes); err != nil {
		rt.Fatal(err)
	}
	if err := f.Close(); err != nil {
		rt.Fatal(err)
	}
}

// FuzzRead gives the reader any bytes as a file: it ends, without panic, and what it takes for whole
// it can read twice.
func FuzzRead(f *testing.F) {
	whole, err := os.ReadFile("testdata/golden/000001.warc.gz")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("\x1f\x8b\x08\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		a := &Archive{index: newIndex("")}
		groups := 0
		end, _ := eachGroup(bytes.NewReader(b), int64(len(b)), true, func(offset int64, g group) error {
			groups++
			return a.read(place{1, offset}, g)
		})
		if end > int64(len(b)) {
			t.Fatalf("whole up to %d of %d bytes", end, len(b))
		}
		wholeGroupFollows(b)
	})
}

func ExampleArchive_Append() {
	dir, err := os.MkdirTemp("", "archive")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	a, err := Open(dir, Options{Now: func() time.Time { return time.Date(2025, 10, 9, 1, 0, 0, 0, time.UTC) }})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer a.Close()
	ctx := context.Background()
	for range 2 {
		c, err := a.Append(ctx, corpus.Capture{Source: "ministry", URL: "http://ministry.example/61", Status: 200},
			Exchange{StatusLine: "HTTP/1.1 200 OK", Body: []byte("No. 61 of 2025")})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(c.ID, c.PayloadHash[:8], c.Length, c.Unchanged)
	}
	for r, err := range a.Walk(ctx, "") {
		fmt.Println(r.Capture.URL, r.Capture.Status, err)
	}
	// Output:
	// c-0000000001 6b212fb8 14 false
	// c-0000000002 6b212fb8 14 true
	// http://ministry.example/61 200 <nil>
	// http://ministry.example/61 200 <nil>
}
