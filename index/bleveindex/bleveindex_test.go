package bleveindex_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// paper is a document of the tests.
type paper struct {
	id, title, text string
	edit            func(*corpus.Document)
	facts           []kb.Value
	gaps            []corpus.Gap
}

// put stores a paper, or a new text of it, with the entry that tells of it.
func put(tb interface {
	Helper()
	Fatal(args ...any)
}, store kb.Store, p paper) {
	tb.Helper()
	ctx := context.Background()
	id := corpus.DocumentID("d-" + p.id)
	r := corpus.Revision{Document: id, Text: p.text, Hash: corpus.HashOf([]byte(p.text)), Gaps: p.gaps}
	r.ID = corpus.NewRevisionID(id, r.Hash)
	r.Provisions, r.Sentences = parse.Structure(p.text, "")
	d, err := store.Document(ctx, id)
	kind := kb.TextEdited
	if errors.Is(err, kb.ErrNotFound) {
		kind = kb.DocumentAdded
		d = corpus.Document{ID: id, Source: "ministry", URL: "https://ministry.example/" + p.id, Kind: corpus.Notice,
			Title: p.title, Lang: "en", State: corpus.Live}
	} else if err != nil {
		tb.Fatal(err)
	}
	d.Revisions = append(d.Revisions, r.ID)
	if p.edit != nil {
		p.edit(&d)
	}
	w := kb.Write{At: time.Date(2025, 10, 9, 0, 0, 0, 0, time.UTC), Documents: []corpus.Document{d}, Revisions: []corpus.Revision{r},
		Entries: []kb.Entry{{Kind: kind, Document: id, Revision: r.ID, Summary: p.title}}}
	for i, v := range p.facts {
		f := kb.Fact{ID: kb.FactID(fmt.Sprintf("f-%s-%d", p.id, i)), Value: v, Assertion: kb.Asserted, Current: true, Span: r.Span(0, 1)}
		if v.Kind() == kb.KindMaterial {
			f.Role = kb.RoleRestricted
		}
		w.Facts = append(w.Facts, f)
	}
	if _, err := store.Commit(ctx, w); err != nil {
		tb.Fatal(err)
	}
}

func open(tb testing.TB, dir string, store bleveindex.View) *bleveindex.Index {
	tb.Helper()
	x, err := bleveindex.Open(dir, bleveindex.Options{Names: names{}})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := x.Close(); err != nil {
			tb.Error(err)
		}
	})
	if _, err := x.Follow(context.Background(), store); err != nil {
		tb.Fatal(err)
	}
	return x
}

// names is a small lexicon.
type names struct{}

func (names) Material(word string) (kb.Material, bool) {
	switch strings.ToLower(word) {
	case "dysprosium", "dy", "镝":
		return "Dy", true
	case "in", "indium", "铟":
		return "In", true
	}
	return "", false
}

func (names) Names(m kb.Material) []string {
	return map[kb.Material][]string{"Dy": {"Dy", "dysprosium", "镝"}, "In": {"In", "indium", "铟"}}[m]
}

func ask(tb testing.TB, x *bleveindex.Index, r index.Request) index.Result {
	tb.Helper()
	res, err := x.Search(context.Background(), r)
	if err != nil {
		tb.Fatalf("Search(%+v): %v", r, err)
	}
	for _, h := range res.Hits {
		for _, m := range h.Marks {
			if m.Start < 0 || m.Start >= m.End || m.End > len(h.Snippet) {
				tb.Fatalf("Search(%q): mark %v is outside the snippet %q", r.Query, m, h.Snippet)
			}
		}
	}
	return res
}

// found lists the documents of a result, without the d- of their ids, sorted.
func found(res index.Result) []string {
	var out []string
	for _, h := range res.Hits {
		out = append(out, strings.TrimPrefix(string(h.Document), "d-"))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var notices = []paper{
	{id: "ga", title: "Notice on gallium", text: "Notice on gallium\n\nGallium and germanium items need a licence. Exporters apply to the ministry.\n\nDraft forms are attached.",
		facts: []kb.Value{kb.MaterialValue{Material: "Ga"}, kb.RestrictionValue{Type: kb.LicenceRequirement}, kb.DestinationValue{Destination: "*"}},
		edit: func(d *corpus.Document) {
			d.Published, d.Jurisdiction, d.Authority, d.Number = corpus.Day(2023, 7, 3), "CN", "MOFCOM", "No. 23 of 2023"
		}},
	{id: "zh", title: "公告2023年第23号", text: "商务部 海关总署公告2023年第23号\n关于对镓、锗相关物项实施出口管制的公告\n一、满足以下特性的物项，未经许可，不得出口：\n（一）镓相关物项。\n1．金属镓（单质）。\n2．氮化镓。\n（二）锗相关物项。",
		edit: func(d *corpus.Document) {
			d.Published, d.Lang, d.Jurisdiction = corpus.Date{Year: 2023, Month: 7}, "zh-Hans", "CN"
		}},
	{id: "hant", title: "鏑的公告", text: "對鏑、鋱實施出口管制。", edit: func(d *corpus.Document) { d.Lang = "zh-Hant" }},
	{id: "dy", title: "Heavy rare earths", text: "Samples of Dy metal need licences. In this notice, exporting includes re-exporting.\n\nThe Minister's decision stands.",
		facts: []kb.Value{kb.MaterialValue{Material: "REE-medium-heavy"}, kb.DestinationValue{Destination: "US"}},
		edit:  func(d *corpus.Document) { d.Published, d.Source = corpus.Day(2025, 4, 4), "gazette" }},
}

func library(tb testing.TB) *memkb.Store {
	store := memkb.New()
	for _, p := range notices {
		put(tb, store, p)
	}
	return store
}

func TestSearch(t *testing.T) {
	x := open(t, t.TempDir(), library(t))
	tests := []struct {
		name string
		r    index.Request
		want string
	}{
		{"a word", index.Request{Query: "gallium"}, "ga"},
		{"a plural is found", index.Request{Query: "licence"}, "dy ga"},
		{"a plural finds no singular", index.Request{Query: "licences"}, "dy"},
		{"possessive", index.Request{Query: "minister"}, "dy"},
		{"in quotes as written", index.Request{Query: `"licence"`}, "ga"},
		{"side by side", index.Request{Query: "licence gallium"}, "ga"},
		{"or binds tighter", index.Request{Query: "licence and gallium or dy"}, "dy ga"},
		{"but not", index.Request{Query: "licence but not draft"}, "dy"},
		{"percent", index.Request{Query: "licence % draft"}, "dy"},
		{"beginning", index.Request{Query: "licen! & germ!"}, "ga"},
		{"phrase", index.Request{Query: `"germanium items"`}, "ga"},
		{"phrase not over a paragraph", index.Request{Query: `"ministry draft"`}, ""},
		{"within words", index.Request{Query: "gallium /2 germanium"}, "ga"},
		{"too far", index.Request{Query: "gallium /1 germanium"}, ""},
		{"in order", index.Request{Query: "germanium +2 gallium"}, ""},
		{"same sentence", index.Request{Query: "gallium /s licen!"}, "ga"},
		{"another sentence", index.Request{Query: "germanium /s ministry"}, ""},
		{"same paragraph", index.Request{Query: "germanium /p ministry"}, "ga"},
		{"another paragraph", index.Request{Query: "germanium /p attached"}, ""},
		{"not within", index.Request{Query: "licence not w/3 gallium"}, "dy ga"},
		{"twice", index.Request{Query: "atleast2(gallium)"}, "ga"},
		{"three times", index.Request{Query: "atleast3(gallium)"}, ""},
		{"one character before a comma", index.Request{Query: "镓"}, "zh"},
		{"one character before a full stop", index.Request{Query: "质"}, "zh"},
		{"two characters", index.Request{Query: "镓相"}, "zh"},
		{"not over punctuation", index.Request{Query: "镓锗"}, ""},
		{"a run is a phrase", index.Request{Query: "出口管制"}, "hant zh"},
		{"the first of two authorities", index.Request{Query: "商务部 and 镓"}, "zh"},
		{"the second of two authorities", index.Request{Query: "海关总署 and 镓"}, "zh"},
		{"number in Chinese", index.Request{Query: "第23号"}, "zh"},
		{"traditional finds simplified", index.Request{Query: "氮化鎵"}, "zh"},
		{"simplified finds traditional", index.Request{Query: "镝"}, "hant"},
		{"names of a material", index.Request{Query: "dysprosium", ExpandMaterials: true}, "dy hant"},
		{"names not wanted", index.Request{Query: "dysprosium"}, ""},
		{"exact", index.Request{Query: "exact(dysprosium)", ExpandMaterials: true}, ""},
		{"a symbol that is a word", index.Request{Query: "indium", ExpandMaterials: true}, ""},
		{"title", index.Request{Query: "title(gallium)"}, "ga"},
		{"title does not reach the text", index.Request{Query: "title(germanium)"}, ""},
		{"authority", index.Request{Query: "authority(mofcom) and licence"}, "ga"},
		{"number", index.Request{Query: `number("23 of 2023")`}, "ga"},
		{"proximity in a field", index.Request{Query: "title(notice /2 gallium)"}, "ga"},
		{"everything", index.Request{}, "dy ga hant zh"},
		{"language", index.Request{Lang: []corpus.Lang{"zh"}}, "hant zh"},
		{"jurisdiction", index.Request{Jurisdictions: []corpus.Jurisdiction{"CN"}}, "ga zh"},
		{"authority filter", index.Request{Authorities: []string{"MOFCOM"}}, "ga"},
		{"source", index.Request{Sources: []corpus.SourceID{"gazette"}}, "dy"},
		{"material in a group", index.Request{Materials: []kb.Material{"Dy"}}, "dy"},
		{"material of a group", index.Request{Materials: []kb.Material{"Ga", "Dy"}}, "dy ga"},
		{"restriction", index.Request{Restrictions: []kb.RestrictionType{kb.LicenceRequirement}}, "ga"},
		{"destination", index.Request{Destinations: []string{"US"}}, "dy ga"},
		{"from", index.Request{From: corpus.Day(2023, 7, 4)}, "dy zh"},
		{"to", index.Request{To: corpus.Date{Year: 2023}}, "ga zh"},
		{"plain", index.Request{Query: "Which licence is needed for gallium?", Syntax: index.Plain}, "dy ga"},
		{"plain Chinese", index.Request{Query: "镓的出口管制", Syntax: index.Plain}, "hant zh"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := ask(t, x, tt.r)
			if got := strings.Join(found(res), " "); got != tt.want {
				t.Errorf("Search(%+v) = %q, want %q", tt.r, got, tt.want)
			}
			if tt.r.Syntax != index.Plain && res.Total != (index.Total{Value: len(res.Hits), Exact: true}) {
				t.Errorf("Search(%+v) total = %+v, want %d, exact", tt.r, res.Total, len(res.Hits))
			}
			if want := len(found(res)); res.Documents != want {
				t.Errorf("Search(%+v) documents = %d, want %d", tt.r, res.Documents, want)
			}
		})
	}
}

func TestHit(t *testing.T) {
	x := open(t, t.TempDir(), library(t))
	h := ask(t, x, index.Request{Query: "gallium /s licence"}).Hits[0]
	got := fmt.Sprintf("%s|%s|%s|%s|", h.Document, h.Address, h.Title, h.Published)
	for _, m := range h.Marks {
		got += "[" + h.Snippet[m.Start:m.End] + "]"
	}
	if want := "d-ga|¶ 2|Notice on gallium|2023-07-03|[Gallium][licence]"; got != want {
		t.Errorf("hit = %s, want %s", got, want)
	}
	h = ask(t, x, index.Request{Query: "镓", Sort: index.Oldest}).Hits[0]
	if !strings.Contains(h.Snippet, "镓") || len(h.Marks) == 0 || h.Snippet[h.Marks[0].Start:h.Marks[0].End] != "镓" {
		t.Errorf("snippet = %q with marks %v", h.Snippet, h.Marks)
	}
}

func TestExplain(t *testing.T) {
	x := open(t, t.TempDir(), library(t))
	res := ask(t, x, index.Request{Query: "dysprosium licen! or permit", Explain: true, ExpandMaterials: true})
	want := &index.Explanation{Read: "dysprosium and (licen! or permit)", Tree: "and\n  dysprosium\n  or\n    licen!\n    permit\n",
		Expansions: []index.Expansion{{Word: "dysprosium", Material: "Dy", Names: []string{"Dy", "镝"}}},
		Others: []index.Reading{{Syntax: "westlaw", Read: "dysprosium or licen! or permit"}, {Syntax: "lexis", Read: "dysprosium-licen! or permit"},
			{Syntax: "lucene", Refused: `query, character 17: ! inside a word means nothing here; write \! to find the sign's neighbours, or take it out`}}}
	if fmt.Sprint(*res.Explain) != fmt.Sprint(*want) {
		t.Errorf("explain = %+v, want %+v", res.Explain, want)
	}
}

func TestFacetsCountDocuments(t *testing.T) {
	x := open(t, t.TempDir(), library(t))
	for _, q := range []string{"licence", "licence /s need"} { // by the engine, by the evaluator
		res := ask(t, x, index.Request{Query: q, Facets: true})
		var got []string
		for _, f := range res.Facets {
			for _, v := range f.Values {
				got = append(got, fmt.Sprintf("%s %s %d", f.Field, v.Value, v.Documents))
			}
		}
		for _, want := range []string{"kind notice 2", "jurisdiction CN 1", "material Ga 1", "year 2025 1", "source gazette 1"} {
			if !slices.Contains(got, want) {
				t.Errorf("facets of %s = %v, want %s among them", q, got, want)
			}
		}
	}
}

func TestRequestErrors(t *testing.T) {
	x := open(t, t.TempDir(), library(t))
	for _, r := range []index.Request{
		{Limit: 201}, {Limit: -1}, {Sort: "best"}, {Syntax: "sql"}, {Cursor: "%%"}, {Cursor: "e30"},
		{From: corpus.Day(2025, 1, 2), To: corpus.Day(2025, 1, 1)},
	} {
		var want *index.RequestError
		if _, err := x.Search(context.Background(), r); !errors.As(err, &want) {
			t.Errorf("Search(%+v) = %v, want a RequestError", r, err)
		}
	}
	var want *index.QueryError
	if _, err := x.Search(context.Background(), index.Request{Query: "a /s"}); !errors.As(err, &want) {
		t.Errorf("Search = %v, want a QueryError", err)
	}
}

// vocabulary of the random texts: few words, so that they meet.
var vocabulary = []string{"gallium", "licence", "licences", "export", "exports", "ban", "Ban's", "policy", "policies", "镓", "锗", "出", "口", "2025"}

func drawText(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(1, 25).Draw(t, "words") {
		b.WriteString(rapid.SampledFrom(vocabulary).Draw(t, "word"))
		b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", ". ", ", ", "。", "、", "", "\n"}).Draw(t, "after"))
	}
	return b.String()
}

func drawQuery(t *rapid.T, depth int) string {
	words := []string{"gallium", "licence", "export", "ban", "policy", "镓", "镓锗", "出口", "出口镓", "licen!", "exp!", `"licence export"`, `"export"`, "2025镓"}
	if depth == 0 {
		return rapid.SampledFrom(words).Draw(t, "word")
	}
	a, b := drawQuery(t, depth-1), drawQuery(t, rapid.IntRange(0, depth-1).Draw(t, "depth"))
	op := rapid.SampledFrom([]string{" and ", " or ", " but not ", " ", " /3 ", " +2 ", " /s ", " +s ", " /p ", " not w/2 "}).Draw(t, "op")
	return "(" + a + ")" + op + "(" + b + ")"
}

// TestEngineAgreesWithEvaluator asks random queries over random texts: the engine finds what the
// evaluator says, no more and no less.
func TestEngineAgreesWithEvaluator(t *testing.T) {
	store := memkb.New()
	docs := make(map[string]*query.Doc)
	texts := rapid.Custom(drawText)
	for i := range 150 {
		p := paper{id: fmt.Sprint(i), text: texts.Example(i)}
		put(t, store, p)
		r := corpus.Revision{Text: p.text}
		r.Provisions, r.Sentences = parse.Structure(p.text, "")
		docs[p.id] = &query.Doc{Body: query.NewRevisionText(&r)}
	}
	x := open(t, t.TempDir(), store)
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t, rapid.IntRange(0, 3).Draw(t, "depth"))
		n, err := query.Parse(q)
		if err != nil {
			t.Skip("and inside a proximity")
		}
		var want []string
		for id, d := range docs {
			if query.Eval(n, d) {
				want = append(want, id)
			}
		}
		slices.Sort(want)
		res, err := x.Search(context.Background(), index.Request{Query: q, Limit: index.MaxLimit})
		if err != nil {
			t.Fatalf("Search(%q): %v", q, err)
		}
		if got := found(res); !slices.Equal(got, want) || res.Total.Value != len(want) || !res.Total.Exact {
			t.Fatalf("Search(%q) = %v of %+v, want %v", q, got, res.Total, want)
		}
	})
}

// TestSnippets: whatever is found in whatever text, the snippet is cut from the text, no character is
// cut, and the marks lie on words of the query.
func TestSnippets(t *testing.T) {
	store := memkb.New()
	texts := rapid.Custom(drawText)
	for i := range 60 {
		put(t, store, paper{id: fmt.Sprint(i), text: strings.Repeat(texts.Example(i), 1+i%40)})
	}
	put(t, store, paper{id: "long", text: strings.Repeat("对物项实施管制", 300) + "镓" + strings.Repeat("的有关事项", 300)})
	put(t, store, paper{id: "dense", text: strings.Repeat("镓", 900)})
	x := open(t, t.TempDir(), store)
	for _, r := range []index.Request{
		{Query: "gallium"}, {Query: "镓"}, {Query: "licence /s export"}, {Query: "出口 or ban"}, {Query: "policy but not 镓"},
		{Query: "gallium ban 镓锗", Syntax: index.Plain}, {},
	} {
		r.Limit = index.MaxLimit
		for _, h := range ask(t, x, r).Hits {
			rev, err := store.Revision(context.Background(), h.Revision)
			if err != nil {
				t.Fatal(err)
			}
			end := h.SnippetStart + len(h.Snippet)
			if h.SnippetStart < h.Start || end > h.End || rev.Text[h.SnippetStart:end] != h.Snippet || !utf8.ValidString(h.Snippet) {
				t.Fatalf("%q in %s: snippet %d of passage %d-%d is not the text: %q", r.Query, h.Document, h.SnippetStart, h.Start, h.End, h.Snippet)
			}
			if len(h.Snippet) > 500 || len(h.Snippet) == 0 || len(h.Marks) == 0 && r.Query != "" {
				t.Fatalf("%q in %s: snippet of %d bytes with %d marks", r.Query, h.Document, len(h.Snippet), len(h.Marks))
			}
			last := 0
			for _, m := range h.Marks {
				word := h.Snippet[m.Start:m.End]
				if m.Start < last || !utf8.ValidString(word) || strings.Trim(word, " .,。、\n") != word {
					t.Fatalf("%q in %s: mark %v on %q", r.Query, h.Document, m, word)
				}
				last = m.End
			}
		}
	}
}
