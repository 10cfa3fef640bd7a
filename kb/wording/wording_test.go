package wording_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
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
		for _, s := range kb.Statuses() {
			all = append(all, said{string(s), w.Status(s)}, said{string(s) + " means", w.StatusMeaning(s)})
		}
		for _, r := range kb.Relations() {
			all = append(all, said{string(r), w.Event(r)}, said{string(r) + " means", w.EventMeaning(r)})
		}
		for _, k := range []legal.ChangeKind{legal.MeasureProposed, legal.MeasureAnnounced, legal.MeasureCommenced, legal.MeasureExtended, legal.MeasureAmended,
			legal.MeasureSuspended, legal.MeasureResumed, legal.SuspensionExtends, legal.SuspensionLapsed, legal.MeasureExpired, legal.MeasureRepealed,
			legal.MeasureSuperseded, legal.MeasureWithdrawn} {
			all = append(all, said{string(k), w.Change(k)})
		}
		for _, k := range kb.Kinds() {
			all = append(all, said{string(k), w.Fact(k)})
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

func TestStanding(t *testing.T) {
	day := corpus.Day
	both := wording.New(few{})
	for _, c := range []struct {
		s      wording.Standing
		en, zh string
	}{
		{wording.Standing{Status: kb.StatusInForce, Since: day(2023, 8, 1)}, "in force since 2023-08-01", "自2023年8月1日起施行"},
		{wording.Standing{Status: kb.StatusInForce, Since: day(2026, 1, 1), Until: day(2026, 12, 31)}, "in force since 2026-01-01, until 2026-12-31", "自2026年1月1日起施行，至2026年12月31日"},
		{wording.Standing{Status: kb.StatusScheduled, Since: day(2026, 10, 1), Until: day(2026, 12, 31)}, "starts on 2027-01-01; adopted on 2026-10-01", "自2027年1月1日起施行，2026年10月1日公布"},
		{wording.Standing{Status: kb.StatusSuspended, Until: day(2026, 11, 10)}, "suspended until 2026-11-10, had never applied", "暂停实施，至2026年11月10日，此前从未适用"},
		{wording.Standing{Status: kb.StatusSuspended, Since: day(2025, 11, 9), Until: day(2026, 11, 27), Operated: true}, "suspended from 2025-11-09 until 2026-11-27", "自2025年11月9日起暂停实施，至2026年11月27日"},
		{wording.Standing{Status: kb.StatusSuspended, Operated: true}, "suspended, without an end day", "暂停实施，未定期限"},
		{wording.Standing{Status: kb.StatusLapsedSuspension, Since: day(2026, 11, 11), Operated: true}, "its suspension ran out on 2026-11-10; nothing held says what follows: needs review", "暂停期限于2026年11月10日届满，现有文件均未说明其后如何，待核"},
		{wording.Standing{Status: kb.StatusExpired, Since: day(2026, 1, 1)}, "expired; its last day was 2025-12-31", "已期满，最后一日为2025年12月31日"},
		{wording.Standing{Status: kb.StatusNeverOperated, Since: day(2026, 1, 1)}, "ended on 2026-01-01 without having applied for a day", "2026年1月1日终止，未曾适用一日"},
		{wording.Standing{Status: kb.StatusInForce, Since: day(2027, 1, 1), Expected: true}, "expected: in force since 2027-01-01", "预计：自2027年1月1日起施行"},
		{wording.Standing{Status: kb.StatusProposed, Since: corpus.Date{Year: 2023, Month: 9}}, "proposed on 2023-09, not adopted", "2023年9月提出，尚未通过"},
		{wording.Standing{}, "nothing was there on this day, not even a proposal", "当日尚不存在，亦无提案"},
	} {
		if got := both[wording.English].Standing(c.s); got != c.en {
			t.Errorf("%+v reads %q, want %q", c.s, got, c.en)
		}
		if got := both[wording.Chinese].Standing(c.s); got != c.zh {
			t.Errorf("%+v reads %q, want %q", c.s, got, c.zh)
		}
	}
}
