package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// reportedSentence is a sentence of a report, and what comes of it.
type reportedSentence struct {
	name, text string
	lang       corpus.Lang
	act        kb.InstrumentID
	about      string // of the dispute with the press; empty: none
	says       string // what the report is said to say
}

// reported are sentences as trackers write them, wrong and right, in our own words.
func reported() []reportedSentence {
	return []reportedSentence{
		{"55 on rare earths", "MOFCOM Announcement No. 55 of 2025 puts rare earth equipment under export licence.", "en", "cn-mofcom-gacc-2025-55", "materials", "it is on REE"},
		{"55 on rare earths, in Chinese", "商务部、海关总署公告2025年第55号对稀土设备实施出口管制。", "zh-Hans", "cn-mofcom-gacc-2025-55", "materials", "it is on REE"},
		{"55 as it is", "MOFCOM Announcement No. 55 of 2025 puts superhard materials under export licence.", "en", "cn-mofcom-gacc-2025-55", "", ""},
		{"57 with the elements of April", "Under Announcement No. 57 of 2025, China requires a licence for exports of dysprosium, terbium and lutetium.", "en", "cn-mofcom-gacc-2025-57", "materials", "it is on Dy, Tb, Lu"},
		{"57 with one element too many", "商务部、海关总署公告2025年第57号对钬、铒、铥、铕、镱和镝实施出口管制。", "zh-Hans", "cn-mofcom-gacc-2025-57", "materials", "it is on Dy"},
		{"57 as it is", "商务部、海关总署公告2025年第57号对钬、铒、铥、铕、镱实施出口管制。", "zh-Hans", "cn-mofcom-gacc-2025-57", "", ""},
		{"57 on rare earths", "MOFCOM Announcement No. 57 of 2025 puts five rare earths under export licence.", "en", "cn-mofcom-gacc-2025-57", "", ""},
		{"57 beside earlier elements", "MOFCOM Announcement No. 57 of 2025 puts holmium under export licence, as dysprosium already was.", "en", "cn-mofcom-gacc-2025-57", "", ""},
		{"57 never took effect", "MOFCOM Announcement No. 57 of 2025 never took effect.", "en", "cn-mofcom-gacc-2025-57", "", ""},
		{"61 never took effect", "MOFCOM Announcement No. 61 of 2025 never took effect in any part before it was suspended.", "en", "cn-mofcom-2025-61", "operation", "it never applied"},
		{"61 never took effect, denied", "It is not true that MOFCOM Announcement No. 61 of 2025 never took effect.", "en", "cn-mofcom-2025-61", "", ""},
		{"61 never applied", "MOFCOM Announcement No. 61 of 2025 never applied.", "en", "cn-mofcom-2025-61", "operation", "it never applied"},
		{"61 never applied to something else", "MOFCOM Announcement No. 61 of 2025 has never applied to graphite electrodes.", "en", "cn-mofcom-2025-61", "", ""},
		{"a firm that never applied", "The firm had never applied for a licence under MOFCOM Announcement No. 61 of 2025.", "en", "cn-mofcom-2025-61", "", ""},
		{"61 never took effect, in Chinese", "商务部公告2025年第61号从未生效。", "zh-Hans", "cn-mofcom-2025-61", "operation", "it never applied"},
		{"item 3 of 61 never took effect", "Item 3 of MOFCOM Announcement No. 61 of 2025 never took effect.", "en", "cn-mofcom-2025-61", "operation", "part 3 never applied"},
		{"items 1 and 2 of 61 never took effect", "Items 1 and 2 of MOFCOM Announcement No. 61 of 2025 never took effect.", "en", "cn-mofcom-2025-61", "", ""},
		{"61 with another start", "MOFCOM Announcement No. 61 of 2025 took effect in full on 8 November 2025.", "en", "cn-mofcom-2025-61", "commences_date", "it starts on 2025-11-08"},
		{"61 with one of its starts", "商务部公告2025年第61号自2025年12月1日起施行。", "zh-Hans", "cn-mofcom-2025-61", "", ""},
		{"18 suspended", "MOFCOM Announcement No. 18 of 2025 was suspended in November.", "en", "cn-mofcom-gacc-2025-18", "status", "it is suspended"},
		{"18 suspended, in Chinese", "商务部、海关总署公告2025年第18号已暂停实施。", "zh-Hans", "cn-mofcom-gacc-2025-18", "status", "it is suspended"},
		{"18 not suspended", "Announcement No. 18 of 2025 was not suspended.", "en", "cn-mofcom-gacc-2025-18", "", ""},
		{"18 perhaps suspended", "Beijing may suspend Announcement No. 18 of 2025.", "en", "cn-mofcom-gacc-2025-18", "", ""},
		{"57 suspended", "MOFCOM Announcement No. 57 of 2025 was suspended in November.", "en", "cn-mofcom-gacc-2025-57", "", ""},
		{"70 that suspends others", "Under MOFCOM Announcement No. 70 of 2025, China suspended its October controls until 10 November 2026.", "en", "cn-mofcom-gacc-2025-70", "", ""},
		{"57 suspended until another day", "China has suspended Announcement No. 57 of 2025 until 10 March 2027.", "en", "cn-mofcom-gacc-2025-57", "suspends_date", "it is suspended until 2027-03-10"},
		{"57 suspended until the day that was announced", "China has suspended Announcement No. 57 of 2025 until 10 January 2027.", "en", "cn-mofcom-gacc-2025-57", "", ""},
		{"the watch list taken for the control list", "China's commerce ministry placed 20 Japanese companies on its export control list by Announcement No. 12 of 2026.", "en", "cn-mofcom-2026-12", "list", "parties are put on the control list"},
		{"the watch list taken for the control list, in Chinese", "商务部公告2026年第12号将20家日本实体列入出口管制管控名单。", "zh-Hans", "cn-mofcom-2026-12", "list", "parties are put on the control list"},
		{"the watch list as it is", "商务部公告2026年第12号将20家日本实体列入关注名单。", "zh-Hans", "cn-mofcom-2026-12", "", ""},
	}
}

// What a report tells otherwise than the law is a dispute with the press, and changes no answer.
func TestWhatReportsTellOtherwise(t *testing.T) {
	tests := reported()
	w := withRegister(t)
	before := answers(t, w)
	for n, tt := range tests {
		w.see(page{source: "tracker", url: fmt.Sprintf("http://tracker.example/%d", n), body: "Where the announcements stand\n\n" + tt.text + "\n", lang: tt.lang, press: true})
	}
	w.follow()
	if after := answers(t, w); after != before {
		t.Errorf("a report changed an answer:\n%s\nbefore:\n%s", after, before)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []kb.Dispute
			for _, d := range pressDisputes(w, tt.act) {
				if len(d.Claims) == 2 && slices.ContainsFunc(d.Claims[1].Basis.Spans, func(s corpus.Span) bool { return s.Quote == tt.text }) {
					got = append(got, d)
				}
			}
			if tt.about == "" {
				if len(got) > 0 {
					t.Errorf("disputes %+v, want none", got)
				}
				return
			}
			if len(got) != 1 || got[0].About != tt.about || got[0].Settled != "" {
				t.Fatalf("disputes %+v among %+v, want one about %s with two sides", got, pressDisputes(w, tt.act), tt.about)
			}
			official, report := got[0].Claims[0], got[0].Claims[1]
			if len(official.Basis.Spans) == 0 && official.Basis.Provenance == nil {
				t.Errorf("the side of the law rests on nothing: %+v", official)
			}
			if !strings.HasSuffix(report.Says, tt.says) {
				t.Errorf("the report says %q, want %q", report.Says, tt.says)
			}
		})
	}
}

func pressDisputes(w *world, id kb.InstrumentID) (out []kb.Dispute) {
	for _, d := range w.body().Law().Disputes {
		if d.Press && d.Instrument == id {
			out = append(out, d)
		}
	}
	return out
}

// answers is how the clauses of the acts of October stand on the days that matter.
func answers(t *testing.T, w *world) string {
	t.Helper()
	var b strings.Builder
	body := w.body()
	for _, id := range []kb.InstrumentID{"cn-mofcom-gacc-2025-55", "cn-mofcom-gacc-2025-57", "cn-mofcom-2025-61", "cn-mofcom-2026-12"} {
		for _, m := range body.MeasuresOf(id) {
			for _, day := range []corpus.Date{corpus.Day(2025, 10, 9), corpus.Day(2025, 11, 6), corpus.Day(2025, 11, 8), corpus.Day(2026, 3, 1), corpus.Day(2026, 11, 28)} {
				s, _ := body.StatusOn(m.ID, day)
				b.WriteString(string(m.ID) + " " + day.String() + " " + string(s.Status) + "\n")
			}
		}
	}
	return b.String()
}

// A dispute with the press is there whichever comes first, the register, the act or the report, and it
// goes when the report is mended.
func TestReportsInAnyOrder(t *testing.T) {
	wrong := page{source: "tracker", url: "http://tracker.example/1", body: "Where it stands\n\nMOFCOM Announcement No. 61 of 2025 never took effect.\n", lang: "en", press: true}
	act := page{url: "http://ministry.example/61", body: abroad, lang: "zh-Hans"}
	for name, order := range map[string][]page{"the act first": {act, wrong}, "the report first": {wrong, act}} {
		t.Run(name, func(t *testing.T) {
			for _, early := range []bool{true, false} {
				w := newWorld(t)
				if early {
					loadRegister(t, w)
				}
				for _, p := range order {
					w.see(p)
					w.follow()
				}
				if !early {
					loadRegister(t, w)
				}
				got := pressDisputes(w, "cn-mofcom-2025-61")
				if len(got) != 1 || !slices.ContainsFunc(got[0].Claims[0].Basis.Spans, func(s corpus.Span) bool { return strings.Contains(s.Quote, "公布之日") }) {
					t.Errorf("register first: %t: disputes %+v, want one that quotes the act", early, got)
				}
				mended := wrong
				mended.body = strings.Replace(wrong.body, "never took effect", "took effect in part on 9 October 2025", 1)
				w.see(mended)
				w.follow()
				if got := pressDisputes(w, "cn-mofcom-2025-61"); len(got) > 0 {
					t.Errorf("register first: %t: the report was mended, and still disputes %+v", early, got)
				}
			}
		})
	}
}
