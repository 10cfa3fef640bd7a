package crawler

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lodestone-kb/lodestone/corpus"
)

func TestLedger(t *testing.T) {
	w := newWeb(t)
	list := `<li><a href="/61">No. 61 of 2025 on gallium</a></li><li><a href="/62">No. 62 of 2025 on fish</a></li><li><a href="/63">No. 63 of 2025 on gallium</a></li>
		<li><a href="/66">No. 66 of 2025 on gallium</a></li><li><a href="/9">No. 9 of 2024 on gallium</a></li><li><a href="/x">Other news on gallium</a></li>`
	w.html("press.example/", list)
	for _, p := range []string{"61", "63", "66", "9", "x"} {
		w.html("press.example/"+p, "text "+p)
	}
	d := newDesk(t, w)
	s := one(t, links, "about: [gallium]", `expect: {sequence: 'No\. (\d+) of (?P<year>\d+)'}`, "publisher: Press")
	r := d.run(s)
	wantAlarms(t, r, corpus.NumberMissing, corpus.NumberMissing) // 64 and 65; 62 is only not relevant
	if len(r.Passed) != 1 {
		t.Errorf("passed %q", r.Passed)
	}
	w.status("press.example/61", 301, "Location", "/new/61")
	w.html("press.example/new/61", "text 61")
	w.status("press.example/63", 410)
	w.html("press.example/", `<li><a href="/66">No. 66 of 2025 on gallium</a></li><li><a href="/62">No. 62 of 2025 on fish</a></li><li><a href="/x">Other news on gallium</a></li>`)
	d.close()
	d.open()
	if r = d.run(s); len(r.Passed) != 0 {
		t.Errorf("what is not relevant is told again: %q", r.Passed)
	}
	wantAlarms(t, r)
	got, err := d.crawler.Ledger(t.Context(), []Source{s, one(t, links)})
	if err != nil {
		t.Fatal(err)
	}
	n := func(number int, state corpus.NumberState, title, url string) corpus.LedgerNumber {
		return corpus.LedgerNumber{Number: number, State: state, Title: title, URL: url}
	}
	want := []corpus.Ledger{
		{Source: "press", Publisher: "Press", Year: "2025", First: 61, Last: 66, Counts: map[string]int{"moved": 1, "not_relevant": 1, "withdrawn": 1, "gap": 2, "seen": 1},
			Numbers: []corpus.LedgerNumber{
				n(61, corpus.NumberMoved, "No. 61 of 2025 on gallium", "http://press.example/new/61"), n(62, corpus.NumberNotRelevant, "No. 62 of 2025 on fish", ""),
				n(63, corpus.NumberWithdrawn, "No. 63 of 2025 on gallium", "http://press.example/63"), n(64, corpus.NumberGap, "", ""), n(65, corpus.NumberGap, "", ""),
				n(66, corpus.NumberSeen, "No. 66 of 2025 on gallium", "http://press.example/66")}},
		{Source: "press", Publisher: "Press", Year: "2024", First: 9, Last: 9, Counts: map[string]int{"seen": 1},
			Numbers: []corpus.LedgerNumber{n(9, corpus.NumberSeen, "No. 9 of 2024 on gallium", "http://press.example/9")}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the ledger differs:\n%s", diff)
	}
}
