package worker

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// CI reads every recorded file: go test ./corpus/parse/worker -run Recorded -recorded.all
var recordedAll = flag.Bool("recorded.all", false, "read every recorded file, not a sample")

// recordedFile is a line of the recorded data's manifest.
type recordedFile struct {
	Path  string `json:"path"`
	Media string `json:"media"`
	// Packed is the hash of the compressed form in which a large text is kept; the path names that form.
	Packed string `json:"sha256_stored"`
}

// TestRecorded hands what sources really served to children. Each file is read, or refused for a
// reason that is its own: none makes a child crash, hang or swell.
func TestRecorded(t *testing.T) {
	if testing.Short() {
		t.Skip("under the race detector a child holds more memory than its limit; the full run reads them")
	}
	root := recordedFolder(t)
	p, err := New(Options{Command: []string{os.Args[0], asWorker}, Parse: parse.Options{CompileDir: compiled}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	refused := map[string]int{}
	read := 0
	for i, f := range manifest(t, root) {
		if !*recordedAll && i%19 != 0 {
			continue
		}
		body := stored(t, filepath.Join(root, f.Path), f.Packed != "")
		got, err := p.Parse(t.Context(), parse.Input{Bytes: body, MediaType: f.Media})
		var e *block.Error
		switch {
		case err == nil:
			read++
			sound(t, f.Path, got)
			if got.MediaType == "application/pdf" {
				continue // its library would be started a second time, in this process
			}
			want, err := parse.Parse(t.Context(), parse.Input{Bytes: body, MediaType: f.Media}, parse.Options{})
			if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" || err != nil {
				t.Errorf("%s: in this process (-) and in a child (+): %v\n%s", f.Path, err, d)
			}
		case !errors.As(err, &e):
			t.Fatalf("%s: %v", f.Path, err)
		default:
			folder, _, _ := strings.Cut(filepath.ToSlash(f.Path), "/")
			refused[fmt.Sprintf("%s: %s: %s", folder, e.Kind, e.Reason)]++
			t.Logf("%s (%s): %s: %s", f.Path, f.Media, e.Kind, e.Error())
			if e.Kind == block.Crashed || e.Limit != "" || e.Trace != "" || e.Reason == "" || e.Stage == "" {
				t.Errorf("%s: %s at %q, limit %q: %v\n%s", f.Path, e.Kind, e.Stage, e.Limit, e, e.Trace)
			}
		}
	}
	t.Logf("%d read, %d refused", read, len(refused))
	if read < 25 {
		t.Errorf("%d files were read", read)
	}
}

// sound checks that text and structure belong together.
func sound(t *testing.T, name string, p parse.Parsed) {
	t.Helper()
	if strings.TrimSpace(p.Text) == "" || !utf8.ValidString(p.Text) || strings.ContainsRune(p.Text, 0) {
		t.Errorf("%s: the text is empty or no clean UTF-8", name)
	}
	end := 0
	for _, v := range p.Provisions {
		if v.Start < end || v.End < v.Start || v.End > len(p.Text) || !utf8.ValidString(p.Text[v.Start:v.End]) {
			t.Errorf("%s: provision %q from %d to %d after %d", name, v.Address, v.Start, v.End, end)
			return
		}
		end = v.End
	}
	if p.Kept > p.Visible {
		t.Errorf("%s: %d characters kept of %d visible", name, p.Kept, p.Visible)
	}
}

func recordedFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Skip("the repository's root was not found")
		}
		dir = filepath.Dir(dir)
	}
	root := filepath.Join(filepath.Dir(dir), "shared", "data", "recorded")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("the recorded data are not here: %v", err)
	}
	return root
}

func manifest(t *testing.T, root string) []recordedFile {
	t.Helper()
	f, err := os.Open(filepath.Join(root, "manifest.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []recordedFile
	s := bufio.NewScanner(f)
	for s.Scan() {
		var r recordedFile
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// stored reads a file, which may be kept compressed.
func stored(t *testing.T, name string, packed bool) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !packed {
		return b
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if b, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	return b
}
