package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// What the world tells in two ways about the acts of October 2025 and the lists of 2026.
const (
	diamonds = `商务部 海关总署公告2025年第55号 管制超硬材料相关物项
商务部 海关总署公告2025年第55号
【发文日期】2025年10月9日
一、下列物项，未经许可，不得出口：
（一）2C902.a 人造金刚石微粉
本公告自2025年11月8日起正式实施。`
	abroad = `商务部公告2025年第61号 管制境外稀土物项
商务部公告2025年第61号
【发文日期】2025年10月9日
一、境外出口经营者向中国以外的国家和地区出口下列物项前，必须取得两用物项出口许可证件：
（一）含有原产于中国的金属镝、占价值比例0.1%及以上的境外制造物项；
（二）使用原产于中国的稀土冶炼分离技术在境外生产的金属镝；
（三）原产于中国的金属镝。
二、本公告第一条（三）自公布之日起实施，第一条（一）（二）自2025年12月1日起实施。`
	tracker = `Tracker: what became of China's October announcements
Announcement No. 61 of 2025 of the Ministry of Commerce never took effect in any part, and Announcement No. 55 of 2025 is about rare earths.`
	watched = `商务部公告2026年第12号 把20家日本实体列入关注名单
商务部公告2026年第12号
【发文日期】2026年2月24日
决定把甲公司等20家日本实体列入关注名单。
一、向上述实体出口两用物项，应当申请单项许可。
本公告自公布之日起实施。`
)

// withRegister is a world in which the register is loaded.
func withRegister(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	loadRegister(t, w)
	return w
}

func loadRegister(t *testing.T, w *world) {
	t.Helper()
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ingest.LoadRegister(t.Context(), w.store, r, w.clock); err != nil {
		t.Fatal(err)
	}
}

// disputesOf returns the disputes on an act that rest on a text, by what they are about.
func disputesOf(w *world, id kb.InstrumentID) map[string]kb.Dispute {
	out := map[string]kb.Dispute{}
	for _, d := range w.body().Law().Disputes {
		if d.Instrument == id && slices.ContainsFunc(d.Claims, func(c kb.Claim) bool { return len(c.Basis.Spans) > 0 }) {
			out[d.About] = d
		}
	}
	return out
}

func TestWhatTextsAndTheRegisterTellDifferently(t *testing.T) {
	tests := []struct {
		name, text string
		act        kb.InstrumentID
		about      string // of the dispute that is opened; empty: none
		says       string // what one claim says
		quote      string // in the words of the text
	}{
		{"the elements of 57 as they are", holmium, "cn-mofcom-gacc-2025-57", "", "", ""},
		{"an element too many in 57", strings.Replace(holmium, "金属铒、氧化铒", "金属铒、氧化铒、金属镝", 1), "cn-mofcom-gacc-2025-57", "materials", "the text has also Dy", ""},
		{"the subject of 55 as it is", diamonds, "cn-mofcom-gacc-2025-55", "", "", ""},
		{"another subject for 55", strings.Replace(diamonds, "2C902.a 人造金刚石微粉", "1C909 金属钬、氧化钬", 1), "cn-mofcom-gacc-2025-55", "materials", "the text has also Ho", ""},
		{"the starts of 61 as they are", abroad, "cn-mofcom-2025-61", "", "", ""},
		{"another start for 61", strings.Replace(abroad, "2025年12月1日起", "2025年12月8日起", 1), "cn-mofcom-2025-61", "commences_date", "2025-12-08", "2025年12月8日"},
		{"the watch list as it is", watched, "cn-mofcom-2026-12", "", "", ""},
		{"the watch list taken for the control list", strings.ReplaceAll(watched, "关注名单", "出口管制管控名单"), "cn-mofcom-2026-12", "list", "the control list", "管控名单"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := withRegister(t)
			w.see(page{url: "http://ministry.example/act", body: tt.text, lang: "zh-Hans"})
			w.follow()
			got := disputesOf(w, tt.act)
			if tt.about == "" {
				if len(got) > 0 {
					t.Errorf("disputes %v, want none", got)
				}
				return
			}
			d, ok := got[tt.about]
			if !ok || len(d.Claims) < 2 || d.Settled != "" {
				t.Fatalf("no open dispute about %s with two claims among %v", tt.about, got)
			}
			if !slices.ContainsFunc(d.Claims, func(c kb.Claim) bool {
				return strings.Contains(c.Says, tt.says) && slices.ContainsFunc(c.Basis.Spans, func(s corpus.Span) bool { return strings.Contains(s.Quote, tt.quote) })
			}) {
				t.Errorf("no claim %q with the quote %q: %+v", tt.says, tt.quote, d.Claims)
			}
			if !slices.ContainsFunc(d.Claims, func(c kb.Claim) bool { return c.Basis.Provenance != nil }) {
				t.Errorf("the register's side says not where it comes from: %+v", d.Claims)
			}
		})
	}
}

// What a tracker says changes no law: item 3 of No. 61 ran from 9 October to 6 November 2025, and the
// answer shows the sentence of the text that says so.
func TestATrackerMovesNoLaw(t *testing.T) {
	w := withRegister(t)
	w.see(page{url: "http://ministry.example/61", body: abroad, lang: "zh-Hans"})
	w.see(page{source: "tracker", url: "http://tracker.example/october", body: tracker, lang: "en", press: true})
	w.follow()
	for day, want := range map[corpus.Date]kb.Status{
		corpus.Day(2025, 10, 8): "", corpus.Day(2025, 10, 9): kb.StatusInForce, corpus.Day(2025, 11, 6): kb.StatusInForce, corpus.Day(2025, 11, 7): kb.StatusSuspended,
	} {
		s, _ := w.body().StatusOn("cn-mofcom-2025-61/1-3", day)
		if s.Status != want {
			t.Errorf("item 3 on %s is %q, want %q", day, s.Status, want)
		}
		if want == kb.StatusSuspended && !s.Operated {
			t.Error("item 3 is said never to have run")
		}
		if want == kb.StatusInForce && !slices.ContainsFunc(s.Chain, func(l legal.Link) bool { return l.Event == kb.Commences && len(l.Spans) > 0 }) {
			t.Errorf("the start of item 3 rests on no sentence: %+v", s.Chain)
		}
	}
	if s, _ := w.body().StatusOn("cn-mofcom-2025-61/1-1", corpus.Day(2025, 12, 2)); s.Status != kb.StatusSuspended || s.Operated {
		t.Errorf("item 1 is %s, operated %t; want suspended and never run", s.Status, s.Operated)
	}
	for _, m := range w.body().MeasuresOf("cn-mofcom-gacc-2025-55") {
		for _, i := range m.Items {
			if i.Material == "REE" {
				t.Error("No. 55 reaches rare earths because a tracker says so")
			}
		}
	}
}
