package ingest_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/check"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
	"github.com/lodestone-kb/lodestone/kb/register"
)

var words = sync.OnceValues(lexicon.New)

// world is an archive and a store with an ingester between them.
type world struct {
	t       *testing.T
	clock   time.Time
	archive *archive.Archive
	store   *memkb.Store
	in      *ingest.Ingester
}

func newWorld(t *testing.T) *world {
	t.Helper()
	l, err := words()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, clock: time.Date(2025, 10, 10, 8, 0, 0, 0, time.UTC), store: memkb.New()}
	if w.archive, err = archive.Open(t.TempDir(), archive.Options{Now: w.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.archive.Close(); err != nil {
			t.Error(err)
		}
	})
	w.in = ingest.New(ingest.Options{Store: w.store, Archive: w.archive, Extract: extract.New(l), Now: w.now})
	return w
}

// now is a clock that goes on by a second each time it is read.
func (w *world) now() time.Time {
	w.clock = w.clock.Add(time.Second)
	return w.clock
}

// page is one answer of a ministry's site.
type page struct {
	source corpus.SourceID
	url    string
	final  string
	status int
	body   string
	lang   corpus.Lang
	kind   corpus.DocumentKind
	press  bool
	at     corpus.Jurisdiction // CN where nothing is said
}

// see puts a page into the archive.
func (w *world) see(p page) {
	w.t.Helper()
	c := corpus.Capture{Source: p.source, Purpose: corpus.ForItem, URL: p.url, FinalURL: p.final, FetchedAt: w.clock, Status: max(p.status, 0), MediaType: "text/plain; charset=utf-8",
		Hints: corpus.Hints{Official: !p.press, Kind: p.kind, Jurisdiction: cmp.Or(p.at, "CN"), Lang: p.lang}}
	if c.Source == "" {
		c.Source = "ministry"
	}
	if c.FinalURL == "" {
		c.FinalURL = c.URL
	}
	if c.Status == 0 {
		c.Status = 200
	}
	if c.Hints.Kind == "" {
		c.Hints.Kind = corpus.Notice
	}
	if p.press {
		c.Hints.Kind, c.Hints.Jurisdiction = corpus.News, ""
	}
	if _, err := w.archive.Append(w.t.Context(), c, archive.Exchange{StatusLine: fmt.Sprintf("HTTP/1.1 %d x", c.Status), Body: []byte(p.body)}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) follow() ingest.Report {
	w.t.Helper()
	r, err := w.in.Follow(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	report, err := check.Store(w.t.Context(), w.store, check.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	if !report.Clean() {
		w.t.Fatalf("the store is not sound:\n%s", report)
	}
	return r
}

func (w *world) body() *legal.Body {
	w.t.Helper()
	law, err := w.store.Law(w.t.Context(), time.Time{})
	if err != nil {
		w.t.Fatal(err)
	}
	return legal.New(law, corpus.Day(2026, 11, 25))
}

// kinds lists the kinds of entries but the captures'.
func (w *world) kinds() []kb.EntryKind {
	w.t.Helper()
	entries, err := w.store.Entries(w.t.Context(), 0, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []kb.EntryKind
	for _, e := range entries {
		if e.Kind != kb.CaptureRecorded {
			out = append(out, e.Kind)
		}
	}
	return out
}

func count(all []kb.EntryKind, k kb.EntryKind) int {
	n := 0
	for _, x := range all {
		if x == k {
			n++
		}
	}
	return n
}

// Notices in our own words, in the shape of the genre.
const (
	holmium = `商务部 海关总署公告2025年第57号 对部分中重稀土相关物项作出出口管制安排
商务部 海关总署公告2025年第57号
【发文日期】2025年10月9日
根据《中华人民共和国出口管制法》，现公布如下安排：
一、下列物项，未经许可，不得出口：
（一）1C909 钬相关物项：金属钬、钬合金、氧化钬（参考海关商品编号：28053019）
（二）1C910 铒相关物项：金属铒、氧化铒
二、出口经营者应当向商务部申请许可。
本公告自2025年11月8日起正式实施。
2025年10月9日`
	pause = `商务部 海关总署公告2025年第70号 暂停有关公告
商务部 海关总署公告2025年第70号
【发文日期】2025年11月7日
自即日起至2026年11月10日，暂停实施以下公告：
1. 商务部 海关总署公告2025年第57号
2. 商务部公告2025年第61号
2025年11月7日`
	american = `商务部公告2024年第46号 加强相关两用物项对美国出口管制
商务部公告2024年第46号
【发文日期】2024年12月3日
一、禁止两用物项对美国军事用户或军事用途出口。
二、原则上不予许可镓、锗、锑相关两用物项对美国出口；对石墨两用物项对美国出口，实施更严格的最终用户和最终用途审查。
本公告自公布之日起正式实施。
2024年12月3日`
	partly = `商务部公告2025年第72号
商务部公告2025年第72号
【发文日期】2025年11月9日
自即日起至2026年11月27日，暂停实施商务部公告2024年第46号第二款。
2025年11月9日`
)

func status(w *world, id kb.MeasureID, on string) kb.Status {
	w.t.Helper()
	d, err := corpus.ParseDate(on)
	if err != nil {
		w.t.Fatal(err)
	}
	s, ok := w.body().StatusOn(id, d)
	if !ok {
		var all []string
		for _, m := range w.body().Law().Measures {
			all = append(all, string(m.ID))
		}
		w.t.Fatalf("no measure %s among %s", id, all)
	}
	return s.Status
}

func TestANoticeBecomesLawAndAnotherSuspendsIt(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "http://ministry.example/57", body: holmium, lang: "zh-Hans"})
	w.see(page{url: "http://ministry.example/70", body: pause, lang: "zh-Hans"})
	w.follow()
	for on, want := range map[string]kb.Status{"2025-10-08": "", "2025-10-20": kb.StatusScheduled, "2025-11-07": kb.StatusSuspended, "2026-11-10": kb.StatusSuspended, "2026-11-11": kb.StatusLapsedSuspension} {
		if got := status(w, "cn-mofcom-gacc-2025-57/1", on); got != want {
			t.Errorf("on %s: %q, want %q", on, got, want)
		}
	}
	a := w.body().Answer(legal.Question{Material: "Ho", On: corpus.Day(2025, 11, 8)})
	if len(a.Measures) == 0 {
		t.Fatal("holmium is reached by nothing")
	}
	for _, l := range a.Measures[0].Chain {
		if len(l.Spans) == 0 {
			t.Errorf("%s rests on no sentence", l.Event)
		}
	}
}

func TestAPartOfAnActIsSuspended(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "http://ministry.example/46", body: american, lang: "zh-Hans"})
	w.see(page{url: "http://ministry.example/72", body: partly, lang: "zh-Hans"})
	w.follow()
	if got := status(w, "cn-mofcom-2024-46/1", "2025-11-10"); got != kb.StatusInForce {
		t.Errorf("paragraph 1 is %s, want in_force", got)
	}
	if got := status(w, "cn-mofcom-2024-46/2", "2025-11-10"); got != kb.StatusSuspended {
		t.Errorf("paragraph 2 is %s, want suspended", got)
	}
	if got := status(w, "cn-mofcom-2024-46/2", "2026-11-28"); got != kb.StatusLapsedSuspension {
		t.Errorf("paragraph 2 is %s after its last day, want lapsed_suspension", got)
	}
}

func TestPressIsNotTheNotice(t *testing.T) {
	w := newWorld(t)
	w.see(page{source: "press", url: "http://press.example/1", press: true, body: "Export ban on holmium\nChina's Ministry of Commerce Announcement No. 57 of 2025 bans all exports of holmium from October 9, 2025."})
	w.follow()
	if n := len(w.body().Law().Measures); n != 0 {
		t.Errorf("%d measures from a press report, want none", n)
	}
}

func TestAPageIsEditedMovesGoesAndComesBack(t *testing.T) {
	w := newWorld(t)
	const url = "http://ministry.example/57"
	w.see(page{url: url, body: holmium, lang: "zh-Hans"})
	w.see(page{url: url, body: holmium, lang: "zh-Hans"})
	edited := strings.Replace(holmium, "金属铒、氧化铒", "金属铒、氧化铒、铒合金", 1)
	w.see(page{url: url, body: edited, lang: "zh-Hans"})
	w.see(page{url: url, final: "http://ministry.example/new/57", body: edited, lang: "zh-Hans"})
	w.see(page{url: "http://ministry.example/new/57", status: 404, body: "gone"})
	w.see(page{url: "http://ministry.example/new/57", status: 410, body: "gone for good"})
	w.see(page{url: "http://ministry.example/new/57", status: 503, body: "try later"})
	w.see(page{url: "http://ministry.example/new/57", body: holmium, lang: "zh-Hans"}) // as it was at first
	w.follow()
	kinds := w.kinds()
	for k, want := range map[kb.EntryKind]int{kb.DocumentAdded: 1, kb.TextEdited: 2, kb.DocumentMoved: 1, kb.DocumentGone: 1} {
		if got := count(kinds, k); got != want {
			t.Errorf("%d entries %s, want %d", got, k, want)
		}
	}
	doc, err := w.store.DocumentAt(t.Context(), "ministry", url)
	if err != nil {
		t.Fatal(err)
	}
	if doc.State != corpus.Live || doc.URL != "http://ministry.example/new/57" || !slices.Contains(doc.FormerURLs, url) || len(doc.Revisions) != 3 || doc.Revisions[0] != doc.Revisions[2] {
		t.Errorf("document = %+v", doc)
	}
	if got := status(w, "cn-mofcom-gacc-2025-57/1", "2025-11-20"); got != kb.StatusInForce {
		t.Errorf("the measure is %s, want in_force: a dead page proves nothing", got)
	}
}

func TestTakingInAPageLaterAttachesItsSentencesToTheRegister(t *testing.T) {
	w := newWorld(t)
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	if wrote, err := ingest.LoadRegister(t.Context(), w.store, r, w.clock); err != nil || !wrote {
		t.Fatalf("LoadRegister = %v, %v", wrote, err)
	}
	if wrote, err := ingest.LoadRegister(t.Context(), w.store, r, w.clock); err != nil || wrote {
		t.Fatalf("the second LoadRegister = %v, %v; want nothing to do", wrote, err)
	}
	before := len(w.body().Law().Measures)
	w.see(page{url: "http://ministry.example/57", body: holmium, lang: "zh-Hans"})
	w.follow()
	if after := len(w.body().Law().Measures); after != before {
		t.Errorf("%d measures after, %d before: the reviewed act is whole", after, before)
	}
	i, ok := w.body().Instrument("cn-mofcom-gacc-2025-57")
	if !ok || len(i.Documents) != 1 || i.Review != kb.Confirmed {
		t.Fatalf("instrument = %+v", i)
	}
	held := 0
	for _, e := range w.body().EffectsOn("cn-mofcom-gacc-2025-57") {
		if len(e.Basis.Spans) > 0 {
			held++
		}
	}
	if held < 2 {
		t.Errorf("%d effects have a sentence, want adoption and commencement at least", held)
	}
}

func TestATextThatNamesAnotherDayOpensADispute(t *testing.T) {
	w := newWorld(t)
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ingest.LoadRegister(t.Context(), w.store, r, w.clock); err != nil {
		t.Fatal(err)
	}
	before := len(w.body().Law().Disputes)
	w.see(page{url: "http://ministry.example/57", body: strings.Replace(holmium, "2025年11月8日起", "2025年12月8日起", 1), lang: "zh-Hans"})
	w.follow()
	if got := len(w.body().Law().Disputes) - before; got != 1 {
		t.Errorf("%d new disputes, want one about the start", got)
	}
	if got := status(w, "cn-mofcom-gacc-2025-57/*", "2025-11-20"); got != kb.StatusSuspended {
		t.Errorf("status = %s: the reviewed record stands", got)
	}
	w.see(page{url: "http://ministry.example/57", body: holmium, lang: "zh-Hans"})
	w.follow()
	if got := len(w.body().Law().Disputes) - before; got != 0 {
		t.Errorf("%d disputes after the page was corrected, want none", got)
	}
}

func TestTwoCopiesThatDifferOpenADispute(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "http://ministry.example/57", body: holmium, lang: "zh-Hans"})
	w.see(page{source: "english", url: "http://english.example/57", lang: "en", body: `Announcement No. 57 of 2025
MOFCOM Announcement No. 57 of 2025
Published on October 9, 2025
1. Without a licence no person may export the following items: holmium metal, holmium oxide and erbium metal.
This announcement takes effect on December 8, 2025.`})
	w.follow()
	if n := len(w.body().Law().Disputes); n == 0 {
		t.Error("no dispute about the start")
	}
	if got := status(w, "cn-mofcom-gacc-2025-57/1", "2025-11-20"); got != kb.StatusInForce {
		t.Errorf("status = %s: the copy in the issuer's own language counts", got)
	}
}

// The law does not depend on the order in which documents arrive, nor on when the register came.
func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	pages := []page{
		{url: "http://ministry.example/57", body: holmium, lang: "zh-Hans"},
		{url: "http://ministry.example/70", body: pause, lang: "zh-Hans"},
		{url: "http://ministry.example/46", body: american, lang: "zh-Hans"},
		{url: "http://ministry.example/72", body: partly, lang: "zh-Hans"},
	}
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	tell := func(order []int, registerAt int) string {
		w := newWorld(t)
		for n, i := range order {
			if n == registerAt {
				if _, err := ingest.LoadRegister(t.Context(), w.store, r, w.clock); err != nil {
					t.Fatal(err)
				}
			}
			w.see(pages[i])
			w.follow()
		}
		var out strings.Builder
		b := w.body()
		for _, m := range b.Law().Measures {
			for _, d := range []corpus.Date{corpus.Day(2024, 12, 4), corpus.Day(2025, 10, 20), corpus.Day(2025, 11, 10), corpus.Day(2026, 11, 28)} {
				s, _ := b.StatusOn(m.ID, d)
				fmt.Fprintln(&out, m.ID, d, s.Status, len(s.Chain), len(m.Basis.Spans))
			}
		}
		return out.String()
	}
	for _, registerAt := range []int{-1, 0, 3} {
		want := tell([]int{0, 1, 2, 3}, registerAt)
		if registerAt == 3 {
			want = tell([]int{0, 1, 2, 3}, 0) // loaded last is the same as loaded first
		}
		for seed := range uint64(6) {
			order := rand.New(rand.NewPCG(seed, 7)).Perm(4)
			if got := tell(order, registerAt); got != want {
				t.Fatalf("order %v, register at %d: the law differs\n%s", order, registerAt, firstDifference(got, want))
			}
		}
	}
}
