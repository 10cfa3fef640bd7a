package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// notices are the pages of a source that names a body node, with what stands before the text of each.
func notices(w *web, n int, before func(i int) string) {
	var list strings.Builder
	for i := range n {
		fmt.Fprintf(&list, `<li><a href="/n/%d">Notice number %[1]d</a></li>`, i)
		w.html(fmt.Sprintf("press.example/n/%d", i), fmt.Sprintf(`<html><h1>Notice number %d</h1><article>%s<p>%s</p></article></html>`,
			i, before(i), strings.Repeat("Exporters of "+[]string{"gallium", "antimony", "tungsten"}[i%3]+" have to apply for a licence. ", i+1)))
	}
	w.html("press.example/", "<ul>"+list.String()+"</ul>")
}

func noticed(t *testing.T) Source {
	return one(t, "url: http://press.example/\ndiscovery: list\nitem: li", "body: article")
}

// TestSameChange puts the same paragraph into some of ten notices: into most of them it is the site's doing, into
// a few it is an amendment of those.
func TestSameChange(t *testing.T) {
	const banner = "<p>The site moves to a new address this weekend.</p>"
	for _, c := range []struct {
		name   string
		in     int
		want   string
		alarms []corpus.AlarmKind
	}{
		{"all", 10, "found 10 new 0 changed 0 same 0 gone 0 failed 10", []corpus.AlarmKind{corpus.SameChange}},
		{"six", 6, "found 10 new 0 changed 0 same 4 gone 0 failed 6", []corpus.AlarmKind{corpus.SameChange}},
		{"five", 5, "found 10 new 0 changed 5 same 5 gone 0 failed 0", nil},
		{"one", 1, "found 10 new 0 changed 1 same 9 gone 0 failed 0", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t)
			d := newDesk(t, w)
			notices(w, 10, func(int) string { return "" })
			wantAlarms(t, d.run(noticed(t)))
			notices(w, 10, func(i int) string {
				if i < c.in {
					return banner
				}
				return ""
			})
			r := d.run(noticed(t))
			wantAlarms(t, r, c.alarms...)
			wantCounts(t, r, c.want)
			for _, a := range r.Alarms {
				if !strings.Contains(a.Detail, "moves to a new address") {
					t.Errorf("the alarm does not quote what was added: %s", a.Detail)
				}
			}
			if c.alarms == nil {
				return
			}
			r = d.run(noticed(t)) // it stays
			wantAlarms(t, r)
			wantCounts(t, r, "found 10 new 0 changed 0 same 10 gone 0 failed 0")
			if len(r.Standing) != 1 || !strings.Contains(r.Standing[0], "moves to a new address") || !r.Healthy() {
				t.Errorf("what stays is noted as %q, healthy %v", r.Standing, r.Healthy())
			}
			notices(w, 10, func(int) string { return "" }) // it is taken down
			r = d.run(noticed(t))
			wantAlarms(t, r)
			wantCounts(t, r, "found 10 new 0 changed 0 same 10 gone 0 failed 0")
			notices(w, 10, func(i int) string { // it is up again, and one page is edited beside it
				if i < c.in {
					return banner
				}
				return ""
			})
			w.html("press.example/n/0", `<html><h1>Notice number 0</h1><article>`+banner+`<p>Exporters of gallium no longer have to apply for a licence. </p></article></html>`)
			r = d.run(noticed(t))
			wantAlarms(t, r)
			wantCounts(t, r, "found 10 new 0 changed 1 same 9 gone 0 failed 0")
		})
	}
}

// TestWaitingIsResumed interrupts a run, at each of its requests in turn, in which some known pages have
// changed: the run that takes it up asks for none of the first looks again, and comes to the same end.
func TestWaitingIsResumed(t *testing.T) {
	requests := 100
	for at := 1; at < requests; at++ {
		w := newWeb(t)
		d := newDesk(t, w)
		notices(w, 5, func(int) string { return "" })
		d.run(noticed(t))
		w.took()
		notices(w, 5, func(i int) string {
			if i%2 == 0 {
				return fmt.Sprintf("<p>Amended by order %s.</p>", strings.Repeat("x", i+1))
			}
			return ""
		})
		ctx, cancel := contextWithCount(t, at, w)
		_, err := d.crawler.Run(ctx, noticed(t))
		cancel()
		w.after = nil
		if err == nil {
			requests = at // it was over before
			break
		}
		r, err := d.crawler.Run(t.Context(), noticed(t))
		if err != nil || r.Changed != 3 || r.Failed != 0 || r.Unchanged != 2 {
			t.Fatalf("interrupted at request %d: %s, %v", at, counts(r), err)
		}
		if n := len(w.took()); n > 10 { // the list, five pages, three second looks, and perhaps one again
			t.Errorf("interrupted at request %d: %d requests in all, want at most 10", at, n)
		}
	}
	if requests != 10 {
		t.Errorf("a whole run has %d requests, want 9", requests-1)
	}
}

// TestTwoLooksDiffer has a page whose body is another at each look.
func TestTwoLooksDiffer(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	notices(w, 2, func(int) string { return "" })
	d.run(noticed(t))
	looks := 0
	w.handle("press.example/n/1", func(rw http.ResponseWriter, _ *http.Request) {
		looks++
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(rw, `<html><h1>Notice number 1</h1><article><p>`+strings.Repeat("Exporters of antimony have to apply for a licence. ", 2)+`</p><p>Buy `+strings.Repeat("more and ", looks)+`more</p></article></html>`)
	})
	r := d.run(noticed(t))
	wantAlarms(t, r, corpus.Unsteady)
	wantCounts(t, r, "found 2 new 0 changed 0 same 1 gone 0 failed 1")
}

// TestNewItemIsNotThere lists an item that answers 404: it is told once, and believed then.
func TestNewItemIsNotThere(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	w.html("press.example/", `<ul><li><a href="/n/1">A notice</a></li></ul>`)
	r := d.run(noticed(t))
	wantAlarms(t, r, corpus.ListedButGone)
	wantCounts(t, r, "found 1 new 0 changed 0 same 0 gone 0 failed 1")
	r = d.run(noticed(t))
	wantAlarms(t, r)
	if wantCounts(t, r, "found 1 new 0 changed 0 same 0 gone 0 failed 0"); r.DeadLinks != 1 {
		t.Errorf("%d dead links, want 1", r.DeadLinks)
	}
	w.html("press.example/n/1", "<html><article>A notice of some words.</article></html>")
	wantCounts(t, d.run(noticed(t)), "found 1 new 1 changed 0 same 0 gone 0 failed 0")
}
