package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/nlnwa/gowarc/v3"

	"github.com/lodestone-kb/lodestone/corpus"
)

// clock returns a clock that moves one second with every look at it.
func clock() func() time.Time {
	t := time.Date(2025, 10, 9, 1, 0, 0, 0, time.UTC)
	return func() time.Time { t = t.Add(time.Second); return t }
}

func open(t *testing.T, dir string, opt Options) *Archive {
	t.Helper()
	if opt.Now == nil {
		opt.Now = clock()
	}
	a, err := Open(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// reopen closes an archive and opens its folder again.
func reopen(t *testing.T, a *Archive) *Archive {
	t.Helper()
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, a.dir, a.opt)
}

// answer is an exchange with a status and a body.
func answer(status int, body string, header ...string) Exchange {
	e := Exchange{
		Request: "GET / HTTP/1.1", RequestHeader: http.Header{"User-Agent": {"test"}},
		StatusLine: fmt.Sprintf("HTTP/1.1 %d %s", status, http.StatusText(status)),
		Header:     http.Header{"Content-Type": {"text/html"}}, Body: []byte(body),
	}
	for i := 0; i+1 < len(header); i += 2 {
		e.Header.Set(header[i], header[i+1])
	}
	return e
}

func add(t *testing.T, a *Archive, url string, e Exchange) corpus.Capture {
	t.Helper()
	c := corpus.Capture{Source: "src", URL: url, MediaType: "text/html"}
	if _, err := fmt.Sscanf(e.StatusLine, "HTTP/1.1 %d", &c.Status); err != nil {
		t.Fatal(err)
	}
	c.Encoding = e.Header.Get("Content-Encoding")
	c, err := a.Append(t.Context(), c, e)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func walk(t *testing.T, a *Archive, after Position) []Record {
	t.Helper()
	var out []Record
	for r, err := range a.Walk(t.Context(), after) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func verify(t *testing.T, a *Archive) Report {
	t.Helper()
	r, err := a.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("verify: %s at %d: %s", p.File, p.Offset, p.What)
	}
	return r
}

// fill writes a bit of everything and returns what it wrote.
func fill(t *testing.T, a *Archive) []Record {
	t.Helper()
	ctx := t.Context()
	var want []Record
	capture := func(c corpus.Capture, r Record) { r.Capture = &c; want = append(want, r) }
	capture(add(t, a, "http://a.example/公告 1", answer(200, "one", "ETag", `"1"`, "Last-Modified", "Thu, 09 Oct 2025 01:00:00 GMT")), Record{ETag: `"1"`, LastModified: "Thu, 09 Oct 2025 01:00:00 GMT"})
	capture(add(t, a, "http://a.example/2", answer(200, "two")), Record{})
	capture(add(t, a, "http://a.example/公告 1", answer(304, "")), Record{})
	capture(add(t, a, "http://a.example/2", answer(404, "nothing here")), Record{})
	file, err := a.Append(ctx, corpus.Capture{Source: "files", URL: "file:///notice.txt", Status: 200, MediaType: "text/plain"}, Exchange{Body: []byte("a file")})
	if err != nil {
		t.Fatal(err)
	}
	capture(file, Record{})
	none, err := a.Append(ctx, corpus.Capture{Source: "src", URL: "http://b.example/", Failure: "no connection"}, Exchange{})
	if err != nil {
		t.Fatal(err)
	}
	capture(none, Record{})
	alarm := corpus.Alarm{Source: "src", Kind: corpus.EmptyList, Detail: "the list is empty", At: a.opt.Now()}
	if err := a.AppendAlarm(ctx, alarm); err != nil {
		t.Fatal(err)
	}
	want = append(want, Record{Alarm: &alarm})
	run, err := a.AppendRun(ctx, corpus.Run{Source: "src", Found: 2, Alarms: []corpus.Alarm{alarm}})
	if err != nil {
		t.Fatal(err)
	}
	return append(want, Record{Run: &run})
}

func TestWalkReturnsWhatWasAppended(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	want := fill(t, a)
	for range 2 {
		got := walk(t, a, "")
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Record{}, "Position")); diff != "" {
			t.Fatalf("walk differs (-want +got):\n%s", diff)
		}
		for i, r := range got {
			if rest := walk(t, a, r.Position); len(rest) != len(got)-1-i {
				t.Errorf("walk after record %d yields %d records, want %d", i, len(rest), len(got)-1-i)
			}
			if i > 0 && got[i-1].Position >= r.Position {
				t.Errorf("position %q does not sort before %q", got[i-1].Position, r.Position)
			}
		}
		r := verify(t, a)
		if r.Captures != 6 || r.Payloads != 4 || r.Files != 1 {
			t.Errorf("verify counts %+v", r)
		}
		a = reopen(t, a)
	}
}

func TestPayloadIsTheBytesOnTheWire(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	bodies := []string{"", "plain", "\r\n\r\nstarts like a header's end", "\x1f\x8b\x08\x04 looks like a member", string(bytes.Repeat([]byte{0}, 1<<20))}
	for i, b := range bodies {
		add(t, a, fmt.Sprintf("http://a.example/%d", i), answer(200, b))
	}
	a = reopen(t, a)
	for _, b := range bodies {
		got, err := a.Payload(t.Context(), corpus.HashOf([]byte(b)))
		if err != nil || string(got) != b {
			t.Errorf("Payload(%.20q) = %.20q, %v", b, got, err)
		}
	}
	if _, err := a.Payload(t.Context(), corpus.HashOf([]byte("never seen"))); !errors.Is(err, ErrNotHeld) {
		t.Errorf("Payload of unknown hash: %v, want ErrNotHeld", err)
	}
}

func TestUnchangedMeansAsThisAddressAnsweredBefore(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	for i, step := range []struct {
		url, body string
		status    int
		want      bool
	}{
		{"http://a.example/1", "A", 200, false},
		{"http://a.example/1", "A", 200, true},
		{"http://a.example/1", "", 304, true},
		{"http://a.example/2", "A", 200, false}, // a copy elsewhere is new there
		{"http://a.example/1", "B", 200, false},
		{"http://a.example/1", "gone", 404, false},
		{"http://a.example/1", "B", 200, true},  // back as it was
		{"http://a.example/1", "A", 200, false}, // an older text again is a change
	} {
		a = reopen(t, a)
		if c := add(t, a, step.url, answer(step.status, step.body)); c.Unchanged != step.want {
			t.Errorf("step %d: Unchanged = %v, want %v", i, c.Unchanged, step.want)
		}
	}
	if r := verify(t, a); r.Payloads != 3 {
		t.Errorf("%d payloads held, want 3: no body is written twice", r.Payloads)
	}
}

func TestNotModifiedTakesOverWhatItConfirms(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	e := answer(200, "zipped", "Content-Encoding", "gzip")
	first := add(t, a, "http://a.example/1", e)
	c, err := a.Append(t.Context(), corpus.Capture{Source: "src", URL: "http://a.example/1", Status: 304}, Exchange{StatusLine: "HTTP/1.1 304 Not Modified"})
	if err != nil {
		t.Fatal(err)
	}
	if c.PayloadHash != first.PayloadHash || c.Length != first.Length || c.Encoding != "gzip" || c.MediaType != "text/html" {
		t.Errorf("the 304 says %+v", c)
	}
	c = add(t, a, "http://a.example/never", answer(304, ""))
	if c.Failure == "" || c.PayloadHash != "" {
		t.Errorf("a 304 for what was never held: %+v", c)
	}
	verify(t, a)
}

// TestGowarcReadsIt has another reader of the format check every record, strictly.
func TestGowarcReadsIt(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	add(t, a, "http://a.example/copy", answer(200, "one"))
	r, err := gowarc.NewWarcFileReader(filepath.Join(a.dir, "000001.warc.gz"), 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var types []string
	originals := map[string]gowarc.WarcRecord{}
	for rec, err := range r.Records() {
		if err != nil {
			t.Fatal(err)
		}
		w := rec.WarcRecord
		types = append(types, w.Type().String())
		if v, err := w.ValidateDigest(); err != nil || len(v) > 0 {
			t.Errorf("%s: %v %v", w, err, v)
		}
		switch w.Type() {
		case gowarc.Response, gowarc.Resource:
			originals[w.RecordId()] = w
		case gowarc.Revisit:
			ref, err := w.RevisitRef()
			if err != nil {
				t.Fatal(err)
			}
			o := originals[ref.TargetRecordId]
			if o == nil {
				t.Errorf("revisit refers to %q, which is none of the records", ref.TargetRecordId)
				continue
			}
			if o.WarcHeader().Get("WARC-Target-URI") != ref.TargetUri || o.WarcHeader().Get("WARC-Date") != ref.TargetDate ||
				o.WarcHeader().Get("WARC-Payload-Digest") != w.WarcHeader().Get("WARC-Payload-Digest") {
				t.Errorf("revisit says %+v of %s", ref, o.WarcHeader())
			}
		}
	}
	want := []string{"warcinfo", "response", "request", "metadata", "response", "request", "metadata", "revisit", "request", "metadata",
		"response", "request", "metadata", "resource", "metadata", "metadata", "metadata", "metadata", "revisit", "request", "metadata"}
	if !slices.Equal(types, want) {
		t.Errorf("records are %v\nwant %v", types, want)
	}
}

func TestFilesRollOver(t *testing.T) {
	a := open(t, t.TempDir(), Options{MaxFileBytes: 3000})
	for i := range 20 {
		add(t, a, fmt.Sprintf("http://a.example/%d", i%7), answer(200, fmt.Sprintf("body %d", i)))
		if i%5 == 0 {
			a = reopen(t, a)
		}
	}
	got := walk(t, a, "")
	if len(got) != 20 || len(a.Extents()) < 3 {
		t.Fatalf("%d records in %d files", len(got), len(a.Extents()))
	}
	for i, r := range got {
		if want := corpus.CaptureID(fmt.Sprintf("c-%010d", i+1)); r.Capture.ID != want {
			t.Errorf("record %d is capture %s, want %s", i, r.Capture.ID, want)
		}
		if rest := walk(t, a, r.Position); len(rest) != 19-i {
			t.Errorf("after record %d there are %d, want %d", i, len(rest), 19-i)
		}
	}
	verify(t, a)
}

func TestOpeningChangesNoByte(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	a := open(t, dir, Options{})
	a = reopen(t, a)
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("opening an archive that holds nothing made its folder: %v", err)
	}
	fill(t, a)
	before := snapshot(t, dir)
	for range 2 {
		a = reopen(t, a)
	}
	if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" {
		t.Errorf("opening changed the folder:\n%s", diff)
	}
}

// snapshot reads every file of a folder.
func snapshot(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		out[path] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCaptureAndMembers(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	r, err := a.Capture(t.Context(), "c-0000000003")
	if err != nil || r.Capture.Status != 304 {
		t.Fatalf("Capture = %+v, %v", r, err)
	}
	b, err := a.Members(t.Context(), "c-0000000001")
	if err != nil {
		t.Fatal(err)
	}
	w, err := gowarc.NewWarcFileReaderFromStream(bytes.NewReader(b), 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	n := 0
	for _, err := range w.Records() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 3 {
		t.Errorf("Members holds %d records, want 3", n)
	}
	if _, err := a.Capture(t.Context(), "c-0000000099"); !errors.Is(err, ErrNotHeld) {
		t.Errorf("Capture of one that is not held: %v", err)
	}
}

func TestBadPositions(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	for _, p := range []Position{"x", "000001", "000009:000000000000", "000001:999999999999", "000001:000000000007", "-1:5"} {
		var got error
		for _, err := range a.Walk(t.Context(), p) {
			if got = err; err != nil {
				break
			}
		}
		if got == nil {
			t.Errorf("Walk(%q) yields no error", p)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range a.Walk(ctx, "") {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Walk under a cancelled context yields %v", err)
		}
	}
}
