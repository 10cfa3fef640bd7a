package ingest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// factOf returns the one current fact of the text at the address with that value and role.
func (w *world) factOf(url, value string, role kb.Role) kb.Fact {
	w.t.Helper()
	facts, err := w.store.FactsOf(w.t.Context(), w.at(url).ID)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range facts {
		if f.Current && f.Value.Normal() == value && f.Role == role {
			return f
		}
	}
	w.t.Fatalf("%s holds no %s %s", url, value, role)
	return kb.Fact{}
}

const notice57 = "http://ministry.example/57"

// A correction changes the law at once, is an entry of the log, and survives reading the text
// again, taking in an edit of it, and the same edit without the sentence.
func TestACorrectionChangesTheLawAndStays(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: notice57, body: holmium, lang: "zh-Hans"})
	w.follow()
	start := w.factOf(notice57, "2025-11-08", kb.RoleEffective)
	right, err := w.in.Judge(t.Context(), ingest.Judgement{Fact: start.ID, Verdict: kb.Corrected, Value: "2025-12-01", By: "A. Counsel", Note: "for the test"})
	if err != nil {
		t.Fatal(err)
	}
	if right.Review != kb.Corrected || right.Decision.By != "A. Counsel" || right.Decision.Was != start.ID || right.Span != start.Span {
		t.Errorf("the corrected fact is %+v", right)
	}
	check := func(when string) {
		t.Helper()
		for on, want := range map[string]kb.Status{"2025-11-20": kb.StatusScheduled, "2025-12-01": kb.StatusInForce} {
			if got := status(w, "cn-mofcom-gacc-2025-57/1", on); got != want {
				t.Errorf("%s, on %s: %q, want %q", when, on, got, want)
			}
		}
	}
	check("after the decision")
	if n := count(w.kinds(), kb.FactCorrected); n != 1 {
		t.Errorf("%d entries of a correction, want 1", n)
	}
	r, err := w.in.Reextract(t.Context(), nil)
	if err != nil || r.Changed != 0 {
		t.Errorf("reading again with the same rules changed %+v, %v", r, err)
	}
	check("after reading again")
	w.see(page{url: notice57, body: strings.Replace(holmium, "金属钬、钬合金", "金属钬、钬合金、钬靶材", 1), lang: "zh-Hans"})
	w.follow()
	check("after an edit elsewhere")
	if moved := w.factOf(notice57, "2025-12-01", kb.RoleEffective); moved.ID != right.ID || moved.Span.Revision == right.Span.Revision {
		t.Errorf("the corrected fact did not move to the new text: %+v", moved)
	}
	w.see(page{url: notice57, body: strings.Replace(holmium, "本公告自2025年11月8日起正式实施。", "本公告自2025年11月9日起正式实施。", 1), lang: "zh-Hans"})
	w.follow()
	if got := status(w, "cn-mofcom-gacc-2025-57/1", "2025-11-09"); got != kb.StatusInForce {
		t.Errorf("after the sentence itself was edited: %q on 9 November, want in_force: the decision was on other words", got)
	}
}

func TestARejectedFactMakesNoLaw(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: notice57, body: holmium, lang: "zh-Hans"})
	w.follow()
	start := w.factOf(notice57, "2025-11-08", kb.RoleEffective)
	if _, err := w.in.Judge(t.Context(), ingest.Judgement{Fact: start.ID, Verdict: kb.Rejected, By: "A. Counsel"}); err != nil {
		t.Fatal(err)
	}
	if got := status(w, "cn-mofcom-gacc-2025-57/1", "2025-12-01"); got == kb.StatusInForce || got == kb.StatusScheduled {
		t.Errorf("a measure whose start was rejected is %s", got)
	}
	if _, err := w.in.Reextract(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if f := w.factOf(notice57, "2025-11-08", kb.RoleEffective); f.Review != kb.Rejected {
		t.Errorf("after reading again the fact is %s", f.Review)
	}
	if _, err := w.in.Judge(t.Context(), ingest.Judgement{Fact: start.ID, Verdict: kb.Confirmed, By: "B. Counsel"}); err != nil {
		t.Fatal(err)
	}
	if got := status(w, "cn-mofcom-gacc-2025-57/1", "2025-12-01"); got != kb.StatusInForce {
		t.Errorf("after another decision the measure is %s, want in_force", got)
	}
}

// The press verifies nothing: its facts are confirmed on an official text, or not at all.
func TestDecisionsThatCannotBeTaken(t *testing.T) {
	w := newWorld(t)
	const report = "http://press.example/1"
	w.see(page{url: notice57, body: holmium, lang: "zh-Hans"})
	w.see(page{url: report, body: "China bans exports of holmium metal\nOn 9 October 2025 China announced that exports of holmium need a licence.", lang: "en", kind: corpus.News, press: true})
	w.follow()
	official, press := w.factOf(notice57, "2025-11-08", kb.RoleEffective), w.at(report)
	said, err := w.store.FactsOf(t.Context(), press.ID)
	if err != nil || len(said) == 0 {
		t.Fatalf("%d facts of the report, %v", len(said), err)
	}
	for name, c := range map[string]struct {
		j    ingest.Judgement
		want string
	}{
		"no such fact":             {ingest.Judgement{Fact: "f-0", Verdict: kb.Confirmed, By: "a"}, "fact"},
		"no such verdict":          {ingest.Judgement{Fact: official.ID, Verdict: "maybe", By: "a"}, "verdict"},
		"nobody decides":           {ingest.Judgement{Fact: official.ID, Verdict: kb.Confirmed}, "by"},
		"a correction to nothing":  {ingest.Judgement{Fact: official.ID, Verdict: kb.Corrected, By: "a"}, "value"},
		"a correction to the same": {ingest.Judgement{Fact: official.ID, Verdict: kb.Corrected, Value: "2025-11-08", By: "a"}, "value"},
		"no date":                  {ingest.Judgement{Fact: official.ID, Verdict: kb.Corrected, Value: "soon", By: "a"}, "value"},
		"a value of no correction": {ingest.Judgement{Fact: official.ID, Verdict: kb.Confirmed, Value: "2025-12-01", By: "a"}, "value"},
		"a role of no kind":        {ingest.Judgement{Fact: official.ID, Verdict: kb.Corrected, Role: "banana", By: "a"}, "role"},
		"press alone":              {ingest.Judgement{Fact: said[0].ID, Verdict: kb.Confirmed, By: "a"}, "on"},
		"on a text not held":       {ingest.Judgement{Fact: said[0].ID, Verdict: kb.Confirmed, By: "a", On: "d-0"}, "on"},
	} {
		_, err := w.in.Judge(t.Context(), c.j)
		var wrong *ingest.JudgementError
		if !errors.As(err, &wrong) || wrong.Parameter != c.want {
			t.Errorf("%s: %v, want an error about %s", name, err, c.want)
		}
	}
	f, err := w.in.Judge(t.Context(), ingest.Judgement{Fact: said[0].ID, Verdict: kb.Confirmed, By: "a", On: official.Span.Document})
	if err != nil || f.Decision.On != official.Span.Document {
		t.Errorf("confirmed on the notice: %+v, %v", f.Decision, err)
	}
}

// Of one statement one reading stands, in whatever order people decide.
func TestOneReadingStands(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: notice57, body: holmium, lang: "zh-Hans"})
	w.follow()
	read := w.factOf(notice57, "2025-11-08", kb.RoleEffective)
	judge := func(id kb.FactID, v kb.Review, value string) kb.Fact {
		t.Helper()
		f, err := w.in.Judge(t.Context(), ingest.Judgement{Fact: id, Verdict: v, Value: value, By: "A. Counsel", Key: "k1 (desk)"})
		if err != nil {
			t.Fatal(err)
		}
		if f.Decision.Key != "k1 (desk)" || !f.LastSeen.Equal(read.LastSeen) {
			t.Errorf("decided with the key %q, last seen %s; want the key's name, and %s as before", f.Decision.Key, f.LastSeen, read.LastSeen)
		}
		return f
	}
	want := func(step string, dates ...string) {
		t.Helper()
		facts, err := w.store.FactsOf(t.Context(), read.Span.Document)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range facts {
			if f.Stands() && f.Role == kb.RoleEffective && f.Span == read.Span {
				got = append(got, f.Value.Normal())
			}
		}
		if !slices.Equal(got, dates) {
			t.Errorf("after %s stand %v, want %v", step, got, dates)
		}
	}
	second := judge(read.ID, kb.Corrected, "2025-12-01")
	want("a correction", "2025-12-01")
	judge(read.ID, kb.Confirmed, "")
	want("accepting the first reading", "2025-11-08")
	third := judge(read.ID, kb.Corrected, "2025-12-02")
	want("another correction", "2025-12-02")
	judge(second.ID, kb.Confirmed, "")
	want("accepting the first correction", "2025-12-01")
	judge(second.ID, kb.Rejected, "")
	want("rejecting the correction")
	judge(third.ID, kb.Confirmed, "")
	want("accepting the second correction", "2025-12-02")
	judge(read.ID, kb.Rejected, "")
	want("rejecting the first reading again", "2025-12-02")
}

// An official text verifies what it says itself, or what a report says of its act, and nothing else.
func TestOnWhichTextADecisionRests(t *testing.T) {
	w := newWorld(t)
	const other, named, vague = "http://ministry.example/58", "http://press.example/1", "http://press.example/2"
	w.see(page{url: notice57, body: holmium, lang: "zh-Hans"})
	w.see(page{url: other, body: "商务部公告2025年第90号\n公布对钨相关物项实施出口管制的决定\n出口钨酸铵须经许可。\n本公告自2025年12月20日起实施。", lang: "zh-Hans"})
	w.see(page{url: named, body: "Controls on holmium\nMOFCOM Announcement No. 57 of 2025 controls exports of holmium from 1 June 2031, a report says.", lang: "en", kind: corpus.News, press: true})
	w.see(page{url: vague, body: "Controls on holmium\nExports of holmium will need a licence from 1 July 2031, a report says.", lang: "en", kind: corpus.News, press: true})
	w.follow()
	of57, of90 := w.at(notice57).ID, w.at(other).ID
	for _, c := range []struct {
		name, url, value string
		role             kb.Role
		on               corpus.DocumentID
		verdict          kb.Review
		to               string
		wrong            bool
	}{
		{name: "an act's own text on that of another act", url: notice57, value: "2025-11-08", role: kb.RoleEffective, on: of90, verdict: kb.Confirmed, wrong: true},
		{name: "a report on the text of the act that it names", url: named, value: "2031-06-01", role: kb.RoleEffective, on: of57, verdict: kb.Confirmed},
		{name: "a report on a text that does not say it", url: vague, value: "2031-07-01", role: kb.RoleEffective, on: of57, verdict: kb.Confirmed, wrong: true},
		{name: "a report corrected to what the text says", url: vague, value: "2031-07-01", role: kb.RoleEffective, on: of57, verdict: kb.Corrected, to: "2025-11-08"},
		{name: "a report rejected on another text", url: vague, value: "Ho", role: kb.RoleRestricted, on: of90, verdict: kb.Rejected},
	} {
		f := w.factOf(c.url, c.value, c.role)
		_, err := w.in.Judge(t.Context(), ingest.Judgement{Fact: f.ID, Verdict: c.verdict, Value: c.to, By: "A. Counsel", On: c.on})
		var wrong *ingest.JudgementError
		if c.wrong && (!errors.As(err, &wrong) || wrong.Parameter != "on") || !c.wrong && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
