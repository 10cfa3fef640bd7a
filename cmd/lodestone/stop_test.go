package main

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// served is a server of a fresh folder, and how to stop it.
type served struct {
	*caller
	stop  context.CancelFunc
	ended chan error
}

func newServed(t *testing.T, f serveFlags) *served {
	t.Helper()
	said := &output{}
	a := &app{streams: streams{strings.NewReader(""), said, io.Discard}, now: time.Now, data: t.TempDir(), quiet: true}
	h, err := a.open(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	s := &served{stop: stop, ended: make(chan error, 1)}
	f.addr, f.inFlight = "127.0.0.1:0", 8
	go func() {
		err := a.serveHouse(ctx, h, &f, false, nil)
		h.Close()
		s.ended <- err
	}()
	client := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
	t.Cleanup(client.CloseIdleConnections)
	s.caller = &caller{client: client, address: awaitAddress(t, said, s.ended)}
	return s
}

// begin sends a document to be read and keeps back its words until they are written to what it returns:
// the server works on the request already, as it has asked for the body. The answer comes on the channel.
func (s *served) begin(t *testing.T) (words *io.PipeWriter, answer chan string) {
	t.Helper()
	body, words := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.address+"/v1/extract?type=text/plain", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Expect", "100-continue")
	answer = make(chan string, 1)
	go func() {
		w, err := s.client.Do(r)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer w.Body.Close()
		b, err := io.ReadAll(w.Body)
		if err != nil {
			answer <- err.Error()
			return
		}
		answer <- w.Status + " " + string(b)
	}()
	if _, err := io.WriteString(words, "Notice of the ministry.\n\n"); err != nil {
		t.Fatal(err)
	}
	return words, answer
}

// refuses reports whether nothing new is taken.
func (s *served) refuses(t *testing.T) bool {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.address+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.client.Do(r)
	if err != nil {
		return true
	}
	return w.Body.Close() != nil
}

// A stop tells the load balancer first and answers everything meanwhile; then nothing new is taken, and
// what was begun is answered.
func TestStop(t *testing.T) {
	s := newServed(t, serveFlags{drain: 2 * time.Second, grace: time.Minute})
	s.awaitReady(t)
	words, answer := s.begin(t)
	s.stop()
	if status, body := s.get(t, "/readyz"); status != 503 || !strings.Contains(body, "stopping") {
		t.Errorf("after the stop /readyz = %d %s", status, body)
	}
	if status, body := s.get(t, "/v1/changes?from=2025"); status != 200 {
		t.Errorf("while load balancers turn away a question = %d %.200s", status, body)
	}
	for range 3000 {
		if s.refuses(t) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if !s.refuses(t) {
		t.Error("it takes new requests for ever")
	}
	select {
	case err := <-s.ended:
		t.Fatalf("it ended before what was begun was answered: %v", err)
	default:
	}
	if _, err := io.WriteString(words, "From 1 March 2026 the export of gallium needs a licence.\n"); err != nil {
		t.Fatal(err)
	}
	if err := words.Close(); err != nil {
		t.Fatal(err)
	}
	if got := <-answer; !strings.HasPrefix(got, "200 OK") || !strings.Contains(got, "gallium") {
		t.Errorf("what was begun = %.300s", got)
	}
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
}

// What takes longer than --grace is cut off, and said.
func TestStopCutsOff(t *testing.T) {
	s := newServed(t, serveFlags{grace: 50 * time.Millisecond})
	words, answer := s.begin(t)
	s.stop()
	if err := <-s.ended; err == nil || !strings.Contains(err.Error(), "--grace 50ms") {
		t.Errorf("it ended with %v", err)
	}
	if err := words.Close(); err != nil { // the client waits for its own words before it tells what became of them
		t.Error(err)
	}
	if got := <-answer; strings.HasPrefix(got, "200") {
		t.Errorf("what was never sent whole = %.300s", got)
	}
}
