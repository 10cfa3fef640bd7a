package main

import "testing"

// TestXref measures two passages: one refers to another of its own document, one to a document that
// is not held.
func TestXref(t *testing.T) {
	dir := t.TempDir()
	passages := file(t, dir, "passages.jsonl", `{"id":"p1","doc":1,"pid":"4.5.1","text":"Stores are counted."}
{"id":"p2","doc":1,"pid":"4.5.2","text":"Rule 4.5.1 holds, and section 9 of the Harbours Act 1999."}
`)
	sources := file(t, dir, "sources.jsonl.gz", `{"id":"p2","doc":1,"text":"Rule 4.5.1 holds, and section 9 of the Harbours Act 1999.","refs":[{"text":"4.5.1","target":"p1"},{"text":"section 9 of the Harbours Act 1999"},{"text":"4.5.9","target":"p9"}]}
`)
	got, out := figures(t, "xref", "--passages", passages, "--sources", sources)
	if got["precision"] != 1.0 || got["recall"] != 0.5 {
		t.Errorf("figures %v", got)
	}
	if want := `{"id":"p2","refs":[{"text":"4.5.1","target":"p1"}]}` + "\n"; out != want {
		t.Errorf("wrote %q, want %q", out, want)
	}
}
