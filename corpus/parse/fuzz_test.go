package parse

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/hostile"
)

// fuzzFormat feeds one declared type, from the hostile documents of that family: whatever the bytes
// are, what comes out is whole, and nothing of ours fails.
func fuzzFormat(f *testing.F, media string, families ...string) {
	size := hostile.Size{Depth: 40, Count: 40, Bytes: 400}
	for _, d := range hostile.All(size) {
		for _, family := range families {
			if strings.HasPrefix(d.Name, family) && d.Encoding == "" {
				f.Add(d.Body)
			}
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Parse(context.Background(), Input{Bytes: b, MediaType: media, URL: "http://a.example/b/"}, Options{NoPDF: true, MaxBytes: 1 << 20, MaxText: 1 << 20, MaxCells: 1000})
		var e *block.Error
		switch {
		case err != nil && !errors.As(err, &e):
			t.Fatalf("error %v is no Error", err)
		case err != nil && (e.Trace != "" || e.Reason == "" || e.Stage == ""):
			t.Fatalf("%s at %q: %v\n%s", e.Kind, e.Stage, e, e.Trace)
		case err != nil:
			return
		}
		if msg := coverError(p.Text, p.Provisions, p.Sentences); msg != "" {
			t.Fatal(msg)
		}
		if !utf8.ValidString(p.Text) || !utf8.ValidString(p.Title) || strings.ContainsAny(p.Text, "\r\x00") {
			t.Fatalf("text %q, title %q", p.Text, p.Title)
		}
		if p.Kept > p.Visible {
			t.Fatalf("%d characters kept of %d", p.Kept, p.Visible)
		}
	})
}

func FuzzHTML(f *testing.F)  { fuzzFormat(f, "text/html; charset=utf-8", "html") }
func FuzzPlain(f *testing.F) { fuzzFormat(f, "text/plain; charset=utf-8", "text") }
func FuzzMark(f *testing.F)  { fuzzFormat(f, "text/markdown; charset=utf-8", "text") }

// FuzzAny lets the bytes say what they are.
func FuzzAny(f *testing.F) {
	fuzzFormat(f, "", "xml", "feed", "sitemap", "zip", "docx", "xlsx", "rtf", "ole", "mail", "warc", "lie")
}
