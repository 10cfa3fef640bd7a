package hostile

import (
	"slices"
	"strings"
)

// Read says that a document is read, if only in part: it is odd, but has words.
const Read = "read"

// Document is one hostile payload and what was said about it.
type Document struct {
	Name      string
	MediaType string // as declared
	Encoding  string // as declared
	Body      []byte
	Want      []string // what may come of it: [Read] or kinds of errors of package corpus/parse/block
}

// Size scales the documents.
type Size struct {
	Depth int // of nesting
	Count int // of repeated things
	Bytes int // of long runs; a payload or what it swells to is more than 32 times this in bombs
}

// Small is the size for tests: read in milliseconds. A reader that takes 2 MiB and 2,000 cells meets its limits.
func Small() Size { return Size{Depth: 4000, Count: 8000, Bytes: 64 << 10} }

// Large is the size for long runs. A reader that takes 64 MiB and 200,000 cells, which are the defaults, meets its limits.
func Large() Size { return Size{Depth: 100_000, Count: 200_000, Bytes: 2 << 20} }

// All returns every document at the given size, in a fixed order.
func All(s Size) []Document {
	return slices.Concat(markup(s), flatText(s), structured(s), codings(s), packed(s), pdfs(s), offices(s), mails(s), lies(s))
}

// doc makes a document of text.
func doc(name, mediaType, body string, want ...string) Document {
	return Document{Name: name, MediaType: mediaType, Body: []byte(body), Want: want}
}

// times repeats s until it has about n bytes.
func times(s string, n int) string { return strings.Repeat(s, max(n/len(s), 1)) }

// Words are what a reader must find in a document that is to be read.
const Words = "Gallium may not be exported without a licence."
