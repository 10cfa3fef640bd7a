package crawler

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestManyChanges amends notices, each in its own words: eight of ten in one run are the site's doing until they
// have stayed for a week, seven are amended.
func TestManyChanges(t *testing.T) {
	amended := func(n int) func(i int) string {
		return func(i int) string {
			if i >= n {
				return ""
			}
			return "<p>Amended in the words of notice " + strings.Repeat("very ", i+1) + "much.</p>"
		}
	}
	for _, c := range []struct {
		name   string
		in     int
		want   string
		alarms []corpus.AlarmKind
	}{
		{"eight", 8, "found 10 new 0 changed 0 same 2 gone 0 failed 8", []corpus.AlarmKind{corpus.ManyChanges}},
		{"seven", 7, "found 10 new 0 changed 7 same 3 gone 0 failed 0", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t)
			d := newDesk(t, w)
			notices(w, 10, func(int) string { return "" })
			wantAlarms(t, d.run(noticed(t)))
			notices(w, 10, amended(c.in))
			for range 2 {
				r := d.run(noticed(t))
				wantAlarms(t, r, c.alarms...)
				wantCounts(t, r, c.want)
				if c.alarms == nil {
					return
				}
			}
			d.close()
			d.open() // what is known of it is in the archive
			d.now = d.now.Add(believeAfter)
			r := d.run(noticed(t))
			wantAlarms(t, r)
			wantCounts(t, r, "found 10 new 0 changed 8 same 2 gone 0 failed 0")
		})
	}
}

// TestTitlesOfMost gives most items of a listing other titles: it is told once, and believed then.
func TestTitlesOfMost(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	notices(w, 6, func(int) string { return "" })
	d.run(noticed(t))
	list := func(title string) {
		var b strings.Builder
		for i := range 6 {
			fmt.Fprintf(&b, `<li><a href="/n/%d">`+title+`</a></li>`, i, i)
		}
		w.html("press.example/", "<ul>"+b.String()+"</ul>")
	}
	list("Ministry of Trade: Notice number %d")
	wantAlarms(t, d.run(noticed(t))) // what was put before them makes no other titles
	list("Item (%d)")
	wantAlarms(t, d.run(noticed(t)), corpus.TitlesChanged)
	wantAlarms(t, d.run(noticed(t)))
}
