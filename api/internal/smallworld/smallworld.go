// Package smallworld is a store with a small hand-made law, for the tests of the API and the
// pages: a licence in force, a ban under suspension, a suspension that ran out, an act that ended
// without ever applying, one that lies ahead, a dispute, texts in two languages, and a page that
// tries to break out of its place. Its wording is invented and marked as a sample.
package smallworld

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// Now is the clock of the small world: noon on 25 November 2026.
func Now() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }

// Hostile is a line that no page may let act: markup, a script, and a character that turns the
// direction of what follows.
const Hostile = "<script>alert(1)</script> & \"quoted\" \u202egnp.exe\u202c zero\u200bwidth"

// New returns a desk over a fresh store that holds the small world, and the store.
func New(ctx context.Context) (*desk.Desk, *memkb.Store, error) { return build(ctx, Hostile, "") }

// Poisoned is New with the payload in every place that crawled words or the register can fill.
func Poisoned(ctx context.Context, payload string) (*desk.Desk, *memkb.Store, error) {
	return build(ctx, payload, payload)
}

func build(ctx context.Context, hostile, everywhere string) (*desk.Desk, *memkb.Store, error) {
	store := memkb.New()
	w := kb.Write{At: time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC)}
	texts(&w, hostile)
	law(&w, hostile)
	if everywhere != "" {
		poison(&w, everywhere)
	}
	for _, i := range w.Instruments {
		w.Entries = append(w.Entries, kb.Entry{Kind: kb.InstrumentRecorded, Instrument: i.ID, Summary: "taken from the register: " + i.Title})
	}
	if _, err := store.Commit(ctx, w); err != nil {
		return nil, nil, fmt.Errorf("small world: %w", err)
	}
	names, err := lexicon.New()
	if err != nil {
		return nil, nil, fmt.Errorf("small world: %w", err)
	}
	return desk.New(store, words{names}, Now), store, nil
}

// words knows the few words that the tests use, and what the lexicon calls things.
type words struct{ *lexicon.Lexicon }

// Material knows symbols, groups and a few names.
func (words) Material(word string) (kb.Material, bool) {
	if m, ok := map[string]kb.Material{"gallium": "Ga", "镓": "Ga", "dysprosium": "Dy", "tungsten": "W", "rare earths": "REE"}[strings.ToLower(word)]; ok {
		return m, true
	}
	m := kb.Material(word)
	_, group := kb.GroupNamed(m)
	return m, m.IsElement() || group
}

// Country knows a few names.
func (words) Country(word string) (string, bool) {
	c, ok := map[string]string{"united states": "US", "china": "CN", "germany": "DE"}[strings.ToLower(word)]
	return c, ok
}

// EndUse knows one further word.
func (words) EndUse(word string) (kb.EndUse, bool) { return kb.Military, word == "army" }

// Suggest knows one mistake.
func (words) Suggest(word, kind string) []string {
	if kind == "material" && strings.HasPrefix(word, "gal") {
		return []string{"gallium"}
	}
	return nil
}

// text makes a document, its outcome and a revision whose provisions are the lines.
func text(w *kb.Write, d corpus.Document, lines []corpus.Provision, contents ...string) corpus.Revision {
	var b strings.Builder
	for i := range lines {
		lines[i].Start = b.Len()
		b.WriteString(contents[i])
		lines[i].End = b.Len()
		b.WriteByte('\n')
	}
	hash := corpus.HashOf([]byte(b.String()))
	d.ID = corpus.NewDocumentID(d.Source, d.URL)
	d.FormerURLs, d.State, d.Sample = []string{}, cmpOr(d.State, corpus.Live), true
	d.FirstSeen, d.LastSeen = Now().AddDate(0, 0, -30), Now().Add(-20*time.Hour)
	capture := corpus.CaptureID(fmt.Sprintf("c-%04d", len(w.Outcomes)+1))
	r := corpus.Revision{ID: corpus.NewRevisionID(d.ID, hash), Document: d.ID, Capture: capture, RecordedAt: w.At, Hash: hash, Text: b.String(),
		Provisions: lines, Sentences: []corpus.Range{}, Parser: "small/1",
		Extent: corpus.Extent{Kept: b.Len(), Visible: 2 * b.Len(), Dropped: []corpus.Drop{{What: "nav.main (210 characters)", Why: "navigation"}}, More: 3},
		Gaps:   []corpus.Gap{{Unit: corpus.GapPage, From: 3, To: 4, Why: "no text was read on them"}}}
	for i := range w.Documents {
		if w.Documents[i].ID == d.ID {
			w.Documents[i].Revisions = append(w.Documents[i].Revisions, r.ID)
			w.Entries = append(w.Entries, kb.Entry{Kind: kb.TextEdited, Document: d.ID, Revision: r.ID, Source: d.Source, Summary: "the text was edited", Sample: true})
			w.Revisions = append(w.Revisions, r)
			return r
		}
	}
	d.Revisions = []corpus.RevisionID{r.ID}
	w.Documents, w.Revisions = append(w.Documents, d), append(w.Revisions, r)
	w.Outcomes = append(w.Outcomes, kb.Outcome{Disposition: kb.Ingested, Document: d.ID, Revision: r.ID, Capture: corpus.Capture{ID: capture, Source: d.Source,
		URL: d.URL, FinalURL: d.URL, FetchedAt: d.LastSeen, Status: 200, MediaType: "text/html; charset=utf-8", PayloadHash: corpus.HashOf([]byte("raw " + d.URL)), Length: 9, Sample: true}})
	w.Entries = append(w.Entries, kb.Entry{Kind: kb.DocumentAdded, Document: d.ID, Revision: r.ID, Source: d.Source, Summary: fmt.Sprintf("%q was taken in from %s", d.Title, d.Source), Sample: true})
	return r
}

func cmpOr[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// fact adds a fact about the first place at which the words stand.
func fact(w *kb.Write, r corpus.Revision, v kb.Value, role kb.Role, a kb.Assertion, words string) {
	at := strings.Index(r.Text, words)
	w.Facts = append(w.Facts, kb.Fact{ID: kb.NewFactID(r.Document, v, role, words, 0), Value: v, AsPrinted: words, Role: role, Assertion: a,
		Span: r.Span(at, at+len(words)), Context: corpus.Range{Start: at, End: at + len(words)}, Rule: "small/1", Confidence: 0.9, Review: kb.Unreviewed,
		Source: "ministry", Language: "zh-Hans", Current: true, Sample: true})
}

// spanOf returns the span of the first place at which the words stand.
func spanOf(w *kb.Write, doc int, words string) corpus.Span {
	r := w.Revisions[doc]
	at := strings.Index(r.Text, words)
	return r.Span(at, at+len(words))
}

func p(kind corpus.ProvisionKind, address string, columns ...string) corpus.Provision {
	return corpus.Provision{Kind: kind, Address: address, Columns: columns}
}

func texts(w *kb.Write, hostile string) {
	notice := corpus.Document{Source: "ministry", URL: "https://ministry.example/2024/46", Kind: corpus.Notice, Official: true, Title: "商务部公告2024年第46号（样例）",
		Authority: "MOFCOM", Jurisdiction: "CN", Lang: "zh-Hans", Published: corpus.Day(2024, 12, 3), Number: "商务部公告2024年第46号"}
	r := text(w, notice, []corpus.Provision{p(corpus.TitleProvision, "title"), p(corpus.Item, "一"), p(corpus.Item, "二"), p(corpus.Row, "表1，第1行", "物项", "管制编码"), p(corpus.Row, "表1，第2行", "物项", "管制编码"), p(corpus.Paragraph, "¶ 1")},
		"商务部公告2024年第46号（样例）", "一、禁止两用物项对美国军事用户出口。", "二、原则上不予许可镓相关两用物项对美国出口。", "金属镓\t3C004", "氧化镓\t3C005.a", "本公告自2024年12月3日起实施。")
	fact(w, r, kb.MaterialValue{Material: "Ga"}, kb.RoleRestricted, kb.Asserted, "镓")
	fact(w, r, kb.RestrictionValue{Type: kb.PresumptionOfDenial, Direction: kb.Export}, "", kb.Asserted, "原则上不予许可")
	fact(w, r, kb.DestinationValue{Destination: "US"}, kb.RoleIncluded, kb.Asserted, "美国")
	fact(w, r, kb.DateValue{Date: corpus.Day(2024, 12, 3), Place: "CN"}, kb.RoleEffective, kb.Asserted, "2024年12月3日")
	fact(w, r, kb.ControlCodeValue{Code: "3C004", List: "cn"}, "", kb.Asserted, "3C004")

	text(w, corpus.Document{Source: "ministry", URL: "https://ministry.example/2025/72", Kind: corpus.Notice, Official: true, Title: "商务部公告2025年第72号（样例）",
		Authority: "MOFCOM", Jurisdiction: "CN", Lang: "zh-Hans", Published: corpus.Day(2025, 11, 9)},
		[]corpus.Provision{p(corpus.TitleProvision, "title"), p(corpus.Paragraph, "¶ 1")},
		"商务部公告2025年第72号（样例）", "商务部公告2024年第46号第二款自公布之日起至2026年11月27日暂停实施。")

	rule := corpus.Document{Source: "gazette", URL: "https://gazette.example/rule", Kind: corpus.Regulation, Official: true, Title: "Rule on critical minerals (sample)",
		Authority: "BIS", Jurisdiction: "US", Lang: "en", Published: corpus.Day(2026, 10, 1), State: corpus.Gone}
	shape := func() []corpus.Provision {
		return []corpus.Provision{p(corpus.Heading, "heading"), p(corpus.Article, "§ 1(a)"), p(corpus.Article, "§ 1(b)")}
	}
	text(w, rule, shape(), "Rule on critical minerals (sample)", "§ 1(a) Imports of processed tungsten bear a duty from January 1, 2027.", "§ 1(b) Nothing here.")
	text(w, rule, shape(), "Rule on critical minerals (sample)", "§ 1(a) Imports of processed tungsten bear a duty from January 1, 2027.", "§ 1(b) "+hostile)
	w.Outcomes = append(w.Outcomes,
		kb.Outcome{Disposition: kb.Quarantined, Reason: "the PDF asks for a password", Capture: corpus.Capture{ID: "c-0090", Source: "gazette", URL: "https://gazette.example/locked.pdf", FetchedAt: Now().AddDate(0, 0, -1), Status: 200, MediaType: "application/pdf", Sample: true}},
		kb.Outcome{Disposition: kb.NotADocument, Capture: corpus.Capture{ID: "c-0091", Source: "gazette", URL: "https://gazette.example/list", FetchedAt: Now().AddDate(0, 0, -1), Status: 200, Sample: true}})
}
