package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb"
)

// TestVolumes: passages of one book or law are one document, in which each answers for itself.
func TestVolumes(t *testing.T) {
	dir := t.TempDir()
	list, err := lines[passage](file(t, dir, "p.jsonl", `{"id":"a","doc":7,"pid":"3.","text":"LICENCES"}
{"id":"b","doc":7,"pid":"3.1","text":"A licence is needed for gallium.\n(a) It is in writing."}
{"id":"c","doc":7,"pid":"3.1.(a)","text":""}
{"id":"d","doc":7,"pid":"3.1.(b)","text":"It is valid for a year."}
{"id":"e","name":"出口法第三条","text":"出口许可证由部门签发。"}
{"id":"f","name":"出口法第四条","text":"申请应当书面提出。"}
{"id":"g","text":"Alone.\n\nIn two parts."}
{"id":"h","doc":8,"pid":"1","text":"Another book."}
`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range volumes(list, bound) {
		ids := ""
		for _, p := range v {
			ids += p.ID.text
		}
		got = append(got, ids)
	}
	if want := []string{"abcd", "ef", "g", "h"}; !slices.Equal(got, want) {
		t.Fatalf("volumes %q, want %q", got, want)
	}
	if n := len(volumes(list, loose)); n != len(list) {
		t.Errorf("%d loose volumes of %d passages", n, len(list))
	}
	var w kb.Write
	l := library{ids: map[shelfmark]label{}}
	l.shelve(&w, "d-0", volumes(list, bound)[0], "en")
	r := w.Revisions[0]
	var cut []string
	for _, p := range r.Provisions {
		cut = append(cut, p.Address+"<"+p.Parent+" "+l.ids[shelfmark{"d-0", p.Start}].text+" "+strings.ReplaceAll(r.Text[p.Start:p.End], "\n", "|"))
	}
	if want := []string{"3.< a LICENCES", "3.1<3. b A licence is needed for gallium.|(a) It is in writing.", "3.1.(b)<3.1 d It is valid for a year."}; !slices.Equal(cut, want) {
		t.Errorf("provisions %q, want %q", cut, want)
	}
	if n := len(bleveindex.Candidates(&r)); n != 3 {
		t.Errorf("%d passages, want 3", n)
	}
}

// TestFit learns from a few questions and writes what the program can read.
func TestFit(t *testing.T) {
	dir := t.TempDir()
	questions := `{"qid":"q1","question":"Which licence is required for exporting gallium?","rel":["p-1"]}
{"qid":2,"question":"What is article three about?","rel":[3]}`
	got, _ := figures(t, "fit", "--passages", file(t, dir, "p.jsonl", shelf), "--questions", file(t, dir, "q.jsonl", questions), "--to", dir)
	same(t, got, map[string]any{"questions": 2.0})
}
