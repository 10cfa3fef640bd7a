package wording_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// few knows the names that these tests need.
type few struct{}

func (few) Name(code, lang string) string {
	names := map[string][2]string{"Ga": {"gallium", "镓"}, "REE": {"rare earths", "稀土"}, "US": {"United States", "美国"}}
	if lang == "zh" {
		return names[code][1]
	}
	return names[code][0]
}

// Every code of the closed lists has its words in both languages, and the Chinese ones are Chinese.
func TestEveryCodeHasItsWordsInBothLanguages(t *testing.T) {
	type said struct{ what, word string }
	for lang, w := range wording.New(few{}) {
		var all []said
		for _, r := range kb.Restrictions() {
			all = append(all, said{string(r.Type), w.Restriction(r.Type)}, said{string(r.Type) + " does", w.RestrictionDoes(r.Type)})
		}
		for u := range kb.EndUses() {
			all = append(all, said{string(u), w.EndUse(u)})
		}
		for _, d := range []kb.Direction{kb.Export, kb.ReExport, kb.Import, kb.Domestic, kb.Procurement} {
			all = append(all, said{string(d), w.Direction(d)})
		}
		for _, s := range []kb.Status{kb.StatusProposed, kb.StatusAnnounced, kb.StatusScheduled, kb.StatusInForce, kb.StatusSuspended,
			kb.StatusLapsedSuspension, kb.StatusExpired, kb.StatusRepealed, kb.StatusSuperseded, kb.StatusWithdrawn,
			kb.StatusNeverOperated, kb.StatusUnclear, kb.StatusPartlySuspended} {
			all = append(all, said{string(s), w.Status(s)}, said{string(s) + " means", w.StatusMeaning(s)})
		}
		for _, r := range []kb.Relation{kb.Proposes, kb.Adopts, kb.Commences, kb.Expires, kb.Withdraws, kb.Amends, kb.Suspends,
			kb.Resumes, kb.Extends, kb.Repeals, kb.Supersedes, kb.Corrects, kb.Implements, kb.Cites} {
			all = append(all, said{string(r), w.Event(r)}, said{string(r) + " means", w.EventMeaning(r)})
		}
		for _, part := range []string{"destination", "end_use", "end_user", "form", "threshold", "origin", "item"} {
			all = append(all, said{part, w.Open(part)})
		}
		for _, s := range all {
			if s.word == "" || strings.Contains(s.word, "_") || lang == wording.Chinese && strings.ContainsAny(s.word, "abcdefghijklmnopqrstuvwxyz") {
				t.Errorf("%s: %s is called %q", lang, s.what, s.word)
			}
		}
	}
}

func TestNamesAndDates(t *testing.T) {
	both := wording.New(few{})
	en, zh := both[wording.English], both[wording.Chinese]
	for _, c := range []struct{ got, want string }{
		{en.Material("Ga"), "gallium (Ga)"},
		{zh.Material("Ga"), "镓（Ga）"},
		{en.Material("REE"), "rare earths"},
		{en.Material("black_mass"), "black mass"},
		{zh.Place("US"), "美国"},
		{en.Place("*"), "all destinations"},
		{en.Place("XX"), "XX"},
		{en.Date(corpus.Day(2025, 4, 4)), "4 April 2025"},
		{zh.Date(corpus.Day(2025, 4, 4)), "2025年4月4日"},
		{en.Date(corpus.Date{Year: 2025, Month: 12}), "December 2025"},
		{zh.Date(corpus.Date{Year: 2025, Month: 12}), "2025年12月"},
		{en.Date(corpus.Date{Year: 2025}), "2025"},
		{en.Date(corpus.Date{}), ""},
		{en.List([]string{"a", "b", "c"}), "a, b and c"},
		{en.List(nil), ""},
		{zh.List([]string{"甲", "乙"}), "甲、乙"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
