package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// noise is what changes on pages without their saying anything else: counters, advertisements, the
// order of what stands beside the text, clocks, white space, attributes, comments.
func noise(r *rand.Rand) func(*http.Request, *answer) {
	listItem := regexp.MustCompile(`(?s)<li>.*?</li>\n?`)
	return func(q *http.Request, a *answer) {
		if a.status != http.StatusOK || q.URL.Path == "/robots.txt" || strings.Contains(q.URL.Path, ".docx") || strings.Contains(q.URL.Path, ".pdf") {
			return
		}
		text := string(a.body)
		if !strings.Contains(a.header.Get("Content-Type"), "html") {
			a.text(text + strings.Repeat("\n", r.IntN(4))) // a feed or the like
			return
		}
		count := r.IntN(1_000_000)
		text = strings.Replace(text, "<body>", fmt.Sprintf("<body data-visit=\"%d\">\n<!-- %d ms --><div class=\"ad banner\"><a href=\"http://ads.test.example/%d\">Offer %d: gallium, cheap!</a></div>", count, count%97, count, count), 1)
		text = strings.Replace(text, "</head>", fmt.Sprintf("<script>var t=%d</script><meta name=\"generated\" content=\"%d\"></head>", count, count), 1)
		text = strings.Replace(text, "</body>", fmt.Sprintf("<div class=\"footer\"><p>Visitors: %d. It is %02d:%02d now. %d readers online.</p></div></body>", count, r.IntN(24), r.IntN(60), r.IntN(500)), 1)
		// White space between elements, and within paragraphs of languages that do not mind.
		text = strings.ReplaceAll(text, "</p>\n", "</p>"+strings.Repeat(" ", r.IntN(3))+strings.Repeat("\n", 1+r.IntN(3)))
		text = strings.ReplaceAll(text, "<p>", strings.Repeat(" ", r.IntN(2))+fmt.Sprintf("<p class=\"p%d\">", r.IntN(9)))
		if isList(q) {
			all := listItem.FindAllString(text, -1)
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			n := -1
			text = listItem.ReplaceAllStringFunc(text, func(string) string { n++; return all[n] })
		}
		a.header.Del("Last-Modified")
		a.text(text)
	}
}

// TestNoiseIsNoChange reads sources again and again while everything changes but the words.
func TestNoiseIsNoChange(t *testing.T) {
	times := 100
	if testing.Short() {
		times = 10
	}
	s := newSpoiled(t)
	const post corpus.SourceID = "sample-harbour-post" // its manifest names no body node
	for _, id := range []corpus.SourceID{arecoms, post} {
		s.read(id, nil)
	}
	r := rand.New(rand.NewPCG(1, 2))
	looked := 0
	for n := range times {
		id := []corpus.SourceID{arecoms, post}[n%2]
		held := s.state(id)
		run, entries := s.read(id, noise(r))
		looked += run.Changed
		if !run.Healthy() {
			t.Fatalf("time %d: %+v", n, run.Alarms)
		}
		for _, e := range entries {
			t.Fatalf("time %d: a change that never happened: %s: %s %v", n, e.Kind, e.Summary, e.Spans)
		}
		if s.state(id) != held {
			t.Fatalf("time %d: the state is another:\n%s\nit was\n%s", n, s.state(id), held)
		}
	}
	if looked < times { // each time, several pages came with other bytes
		t.Errorf("only %d pages came with other bytes in %d runs: the noise is none", looked, times)
	}
}

// TestThereAndBack shows a page as it is, then another for one look, and then as it was; and with
// noise in between. Neither is a change.
func TestThereAndBack(t *testing.T) {
	s := newSpoiled(t)
	s.read(arecoms, nil)
	r := rand.New(rand.NewPCG(3, 4))
	edited := onceEach(func(a *answer) { a.replace("cobalt", "copper"); a.header.Del("Last-Modified") })
	for _, spoil := range []func(*http.Request, *answer){noise(r), nil, edited, nil} {
		if _, entries := s.read(arecoms, spoil); len(entries) > 0 {
			t.Errorf("a change that never happened: %+v", entries[0])
		}
	}
}

// TestOneWordIsOneChange changes one word of one page, in the midst of noise.
func TestOneWordIsOneChange(t *testing.T) {
	s := newSpoiled(t)
	s.read(arecoms, nil)
	noisy := noise(rand.New(rand.NewPCG(5, 6)))
	path := ""
	_, entries := s.read(arecoms, func(q *http.Request, a *answer) {
		noisy(q, a)
		if isItem(q) && (path == "" || path == q.URL.Path) && strings.Contains(string(a.body), "every origin") {
			path = q.URL.Path
			a.text(strings.Replace(string(a.body), "every origin", "any origin", 1))
		}
	})
	if len(entries) != 1 || entries[0].Kind != kb.TextEdited {
		t.Fatalf("%d entries, want one edit: %+v", len(entries), entries)
	}
	e := entries[0]
	before, after := false, false
	for _, span := range e.Spans {
		rev, err := s.store.Revision(t.Context(), span.Revision)
		if err != nil || !span.Holds(rev.Text) {
			t.Fatalf("span %+v does not hold: %v", span, err)
		}
		before = before || string(span.Revision) == e.Before && strings.Contains(span.Quote, "every origin")
		after = after || string(span.Revision) == e.After && strings.Contains(span.Quote, "any origin")
	}
	if !before || !after || len(e.Spans) != 2 {
		t.Errorf("the entry has not both quotes: %+v", e.Spans)
	}
	if _, entries := s.read(arecoms, noisy); len(entries) != 1 || entries[0].Kind != kb.TextEdited {
		t.Errorf("the word taken back is not one edit: %+v", entries)
	}
}
