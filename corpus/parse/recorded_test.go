package parse

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// expectation is what a person who read a recorded document found in it, in facts: counts, hashes,
// field values, the shape of a table. The document itself is read from ../shared. Fields that are
// not given are not checked.
type expectation struct {
	File        string `yaml:"file"`   // path below data/recorded
	Why         string `yaml:"why"`    // what makes it hard
	SHA256      string `yaml:"sha256"` // of the original bytes, so that the expectation is of these
	MediaType   string `yaml:"media_type"`
	Error       string `yaml:"error"` // kind of the refusal; everything below is then empty
	Title       string `yaml:"title"`
	Lang        string `yaml:"lang"`
	Published   string `yaml:"published"`
	Number      string `yaml:"number"`
	Provisions  int    `yaml:"provisions"`
	Articles    int    `yaml:"articles"`
	Footnotes   int    `yaml:"footnotes"`
	Rows        int    `yaml:"rows"`        // rows of all tables, heads included
	Replacement int    `yaml:"replacement"` // characters that could not be decoded; 0 is checked too
	// Addresses that must be there, with the SHA-256 (first 16 digits) of the provision's text.
	Addresses map[string]string `yaml:"addresses"`
	// Lines that must be there, by the first 16 digits of their SHA-256, in this order.
	Lines []string `yaml:"lines"`
	// Cells of a row, by the row's address: how many, and the hash of each.
	Cells map[string][]string `yaml:"cells"`
	// Columns of a row, by its address: the hash of each head.
	Columns map[string][]string `yaml:"columns"`
	// Warnings holds a word that some warning must contain.
	Warning string `yaml:"warning"`
}

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// TestRecorded holds documents that sources really served against what a person found in them.
func TestRecorded(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine reads 77 documents; the full run reads them")
	}
	files, err := filepath.Glob(filepath.Join("testdata", "recorded", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	root := shared(t, "data", "recorded")
	engine := NewEngine(t.TempDir())
	t.Cleanup(func() {
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want expectation
			if err := yaml.UnmarshalWithOptions(src, &want, yaml.Strict()); err != nil {
				t.Fatal(err)
			}
			body := recorded(t, filepath.Join(root, want.File))
			if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != want.SHA256 {
				t.Fatalf("the file's hash is %x; the expectation was written for %s", sum, want.SHA256)
			}
			got, err := Parse(context.Background(), Input{Bytes: body}, Options{Engine: engine})
			want.compare(t, got, err)
		})
	}
}

// recorded reads a recorded file, unpacked where it is kept packed.
func recorded(t *testing.T, file string) []byte {
	t.Helper()
	if body, err := os.ReadFile(file); err == nil {
		return body
	}
	f, err := os.Open(file + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := io.Copy(&b, z); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
