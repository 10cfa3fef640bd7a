package archive

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestVerifyFindsEveryLie writes groups that are whole as bytes and false in what they say.
func TestVerifyFindsEveryLie(t *testing.T) {
	truth := corpus.HashOf([]byte("truth"))
	body := func(fields ...field) part {
		return part{response, compose(append([]field{{"WARC-Type", "response"}, {"WARC-Record-ID", "<urn:1>"}}, fields...), []byte("HTTP/1.1 200 OK\r\n\r\nlie"))}
	}
	next := corpus.CaptureID("c-0000000002")
	for _, c := range []struct {
		name    string
		first   []part
		capture corpus.Capture
		want    string
	}{
		{"a payload that is not held", nil, corpus.Capture{ID: next, PayloadHash: corpus.HashOf([]byte("nowhere"))}, "is not held"},
		{"another length", nil, corpus.Capture{ID: next, PayloadHash: truth, Length: 4}, "has 5 bytes, not the 4 stated"},
		{"a number left out", nil, corpus.Capture{ID: "c-0000000009"}, "stands where c-0000000002 should"},
		{"another payload digest", []part{body(field{"WARC-Payload-Digest", digest(truth)})}, corpus.Capture{ID: next}, "the payload's digest is"},
		{"another block digest", []part{{response, []byte(strings.Replace(string(body().record), "lie", "lye", 1))}}, corpus.Capture{ID: next}, "the block's digest is"},
		{"a revisit of nothing", []part{{revisit, compose([]field{{"WARC-Type", "revisit"}, {"WARC-Refers-To", "<urn:0>"}}, nil)}}, corpus.Capture{ID: next}, "refers to <urn:0>"},
		{"a header that is none", []part{{request, []byte("WARC/1.1\r\nnothing\r\n\r\n")}}, corpus.Capture{ID: next}, "a record's header"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := open(t, t.TempDir(), Options{})
			add(t, a, "http://a.example/", answer(200, "truth"))
			lie := &ticket{}
			err := a.enter(lie, func() error { return nil })
			if err == nil {
				err = a.write(lie, func() ([]part, error) {
					m, err := metadataRecord("lie", envelope{Capture: &c.capture}, time.Time{}, "")
					return append(c.first, m), err
				})
			}
			if err != nil {
				t.Fatal(err)
			}
			r, err := a.Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Problems) == 0 || !strings.Contains(r.Problems[0].What, c.want) {
				t.Errorf("verify finds %+v, want %q", r.Problems, c.want)
			}
		})
	}
}

// TestPayloadChecksItsHash asks for a body under a name that is not its own.
func TestPayloadChecksItsHash(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	add(t, a, "http://a.example/", answer(200, "truth"))
	wrong := corpus.HashOf([]byte("lie"))
	if err := a.index.payloads.Put(keyOf(wrong), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Payload(t.Context(), wrong); !errors.Is(err, ErrDamaged) {
		t.Errorf("Payload = %v, want ErrDamaged", err)
	}
}

// TestVerifyRemembersLittle verifies more captures than its tables hold in memory, revisits among them, and an
// archive with more problems than a report lists.
func TestVerifyRemembersLittle(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, Options{Scratch: t.TempDir()})
	const n = 8500 // scratch tables move to a file at 8192
	for i := range n {
		_, wait, err := a.Begin(t.Context(), corpus.Capture{Source: "s", URL: fmt.Sprintf("http://a.example/%d", i), Status: 200}, answer(200, fmt.Sprint("page ", i-i%100/99)))
		if err == nil && i%500 == 0 {
			err = wait()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := a.Verify(t.Context())
	if err != nil || !r.OK() || r.Captures != n || r.Payloads != n-n/100 {
		t.Errorf("verify: %d captures, %d payloads, %d problems: %v", r.Captures, r.Payloads, len(r.Problems), err)
	}
	v := verifier{report: &r, name: "x"}
	for i := range 2 * maxProblems {
		v.problem(int64(i), "a problem")
	}
	if len(r.Problems) != maxProblems+1 {
		t.Errorf("%d problems are listed, want %d and a word on the others", len(r.Problems), maxProblems)
	}
}
