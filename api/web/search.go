package web

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/ask"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// searchBody is the page of results.
type searchBody struct {
	Query    string
	Plain    bool
	Problem  string
	Hint     string
	Filters  []filter // those that are set, each with the address without it
	Facets   []facet
	Groups   []hitGroup
	Total    index.Total
	Docs     int
	Read     string
	Names    []index.Expansion
	Next     string
	Asked    bool
	NoIndex  bool
	NoTexts  bool   // none is held at all, so no answer says nothing
	Hidden   []pair // filters that the form keeps
	Sort     string
	IndexSeq kb.Seq
	Spelling *index.Spelling
	// AsQuestion is in how many documents the words find something as a plain question, at PlainURL.
	AsQuestion int
	PlainURL   string
	Instead    string // address of the query as it was perhaps meant
	Offer      *offer // the question about status that the query reads like
}

type filter struct{ Name, Value, Without string }

type facet struct {
	Field  string
	Values []facetValue
}

type facetValue struct {
	Label     string
	Documents int
	Href      string
}

// hitGroup is the hits of one document.
type hitGroup struct {
	index.Hit
	Passages []passage
}

type passage struct {
	Address string
	HTML    template.HTML
	Lang    string
	Href    string
}

func (s *Site) canSearch() bool { return s.Search != nil }

// filterNames lists the filters of a search, in the order in which they are shown.
func filterNames() []string {
	return []string{"document", "jurisdiction", "authority", "kind", "lang", "source", "material", "material.all", "restriction", "restriction.all",
		"destination", "destination.all", "status", "on", "cites", "from", "to"}
}

// search shows results grouped by document.
func (s *Site) search(r *http.Request) (page, error) {
	say, q := s.speech(r), r.URL.Query()
	body := searchBody{Query: strings.TrimSpace(q.Get("q")), Plain: q.Get("syntax") == "plain", Sort: q.Get("sort"), NoIndex: !s.canSearch()}
	kept := keep(q)
	body.Asked = body.Query != "" || slices.ContainsFunc(filterNames(), kept.Has)
	p := page{Title: say.t("Search"), Here: "search", API: "/v1/search?q=gallium"}
	if body.Asked {
		p.API = same("/search", kept)
	}
	if body.Query != "" {
		p.Title = say.t("%s – search", body.Query)
	}
	body.describe(say, kept)
	body.Offer = s.offers(say, body.Query)
	holds, err := s.Desk.HoldsTexts(r.Context())
	if err != nil {
		return p, err
	}
	body.NoTexts = !holds
	if body.NoIndex || !body.Asked {
		p.Body = body
		return p, nil
	}
	request, err := searchWords(q).Request(r.Context(), s.Desk)
	var found index.Result
	if err == nil {
		found, err = s.Search(r.Context(), request)
	}
	if err != nil {
		if !body.explain(say, err) {
			return p, err
		}
		p.Status, p.Body = http.StatusUnprocessableEntity, body
		if query := (*index.QueryError)(nil); errors.As(err, &query) {
			p.Status = http.StatusBadRequest
		}
		return p, nil
	}
	body.take(say, found, kept)
	p.Body = body
	return p, nil
}

// keep copies the parameters of a search that are set.
func keep(q url.Values) url.Values {
	out := url.Values{}
	for _, name := range append([]string{"q", "syntax", "sort"}, filterNames()...) {
		for _, v := range q[name] {
			if v = strings.TrimSpace(v); v != "" {
				out.Add(name, v)
			}
		}
	}
	return out
}

// describe shows the filters that are set, with the address without each.
func (b *searchBody) describe(say speech, kept url.Values) {
	for _, name := range filterNames() {
		for _, v := range kept[name] {
			rest := url.Values{}
			for k, vals := range kept {
				for _, other := range vals {
					if k != name || other != v {
						rest.Add(k, other)
					}
				}
			}
			if name == "status" && len(kept[name]) == 1 {
				rest.Del("on") // the day of a status means nothing without one
			}
			b.Filters = append(b.Filters, filter{say.field(name), say.facetLabel(name, v), "/search?" + rest.Encode()})
			b.Hidden = append(b.Hidden, pair{name, v})
		}
	}
}

// explain puts an error of the reader's into words; false where it is none of theirs.
func (b *searchBody) explain(say speech, err error) bool {
	var query *index.QueryError
	var request *index.RequestError
	var word *desk.WordError
	switch {
	case errors.As(err, &query):
		b.Problem, b.Hint = sentenceCase(say.own(query.Message))+say.t("."), say.own(query.Suggestion)
	case errors.As(err, &request):
		b.Problem = sentenceCase(say.field(request.Parameter)) + say.t(": ") + say.own(request.Message) + say.t(".")
	case errors.As(err, &word):
		b.Problem, b.Hint = say.problem(word), say.List(word.Suggestions)
	default:
		return false
	}
	return true
}

// searchWords are the parameters of the page as a search.
func searchWords(q url.Values) ask.Words {
	const onPage = 50
	return ask.Words{Query: q.Get("q"), Syntax: q.Get("syntax"), From: q.Get("from"), To: q.Get("to"), Sort: q.Get("sort"), Cursor: q.Get("cursor"), Limit: onPage,
		Langs: q["lang"], Jurisdictions: q["jurisdiction"], Authorities: q["authority"], Kinds: q["kind"], Sources: q["source"],
		Materials: q["material"], Restrictions: q["restriction"], Destinations: q["destination"],
		AllMaterials: set(q, "material.all"), AllRestrictions: set(q, "restriction.all"), AllDestinations: set(q, "destination.all"),
		Documents: q["document"], Statuses: q["status"], On: q.Get("on"), Cites: q["cites"], Explain: true, Facets: true}
}

// set reports whether a switch is on.
func set(q url.Values, name string) bool { return q.Get(name) == "true" }

// take words a result: hits by document, facets, and how the query was read.
func (b *searchBody) take(say speech, found index.Result, kept url.Values) {
	b.Total, b.Docs, b.IndexSeq = found.Total, found.Documents, found.IndexedSeq
	if found.Explain != nil {
		b.Read, b.Names = found.Explain.Read, found.Explain.Expansions
	}
	at := map[corpus.DocumentID]int{}
	for _, h := range found.Hits {
		i, ok := at[h.Document]
		if !ok {
			i = len(b.Groups)
			at[h.Document] = i
			b.Groups = append(b.Groups, hitGroup{Hit: h})
		}
		mark := url.Values{"revision": {string(h.Revision)}}
		if len(h.Marks) > 0 {
			mark.Set("mark", fmt.Sprintf("%d-%d", h.SnippetStart+h.Marks[0].Start, h.SnippetStart+h.Marks[0].End))
		}
		b.Groups[i].Passages = append(b.Groups[i].Passages, passage{h.Address, snippet(h), documentLang(h.Lang),
			"/documents/" + url.PathEscape(string(h.Document)) + "?" + mark.Encode() + "#marked"})
	}
	b.AsQuestion, b.PlainURL = found.AsQuestion, "/search?"+with(kept, "syntax", "plain").Encode()
	if b.Spelling = found.Spelling; b.Spelling != nil && b.Spelling.Query != "" {
		b.Instead = "/search?" + with(kept, "q", b.Spelling.Query).Encode()
	}
	b.Facets = say.facets(found.Facets, kept)
	if found.Next != "" {
		next := url.Values{"cursor": {found.Next}}
		for k, vals := range kept {
			next[k] = vals
		}
		b.Next = "/search?" + next.Encode()
	}
}

// with copies parameters, one of them changed.
func with(kept url.Values, name, value string) url.Values {
	out := maps.Clone(kept)
	out[name] = []string{value}
	return out
}

// facets words the counts, each value with the address that narrows to it.
func (s speech) facets(counted []index.Facet, kept url.Values) []facet {
	var out []facet
	for _, f := range counted {
		w := facet{Field: s.field(f.Field)}
		for _, v := range f.Values {
			name := f.Field
			if name == "language" {
				name = "lang"
			}
			more := url.Values{}
			for k, vals := range kept {
				more[k] = slices.Clone(vals)
			}
			if name == "year" {
				more.Set("from", v.Value)
				more.Set("to", v.Value)
			} else {
				more.Add(name, v.Value)
			}
			w.Values = append(w.Values, facetValue{s.facetLabel(f.Field, v.Value), v.Documents, "/search?" + more.Encode()})
		}
		if len(w.Values) > 0 {
			out = append(out, w)
		}
	}
	return out
}

// field names a filter or a facet.
func (s speech) field(name string) string { return s.t(plain(name)) }

func (s speech) facetLabel(field, value string) string {
	switch field {
	case "jurisdiction", "destination":
		return s.Place(value)
	case "material":
		return s.Material(kb.Material(value))
	case "restriction":
		return s.Restriction(kb.RestrictionType(value))
	case "kind":
		return s.Document(corpus.DocumentKind(value))
	case "status":
		return s.Status(kb.Status(value))
	case "language":
		return s.tongueName(value)
	}
	return plain(value)
}

// tongueName names the language of a document; the code itself where it is none.
func (s speech) tongueName(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	in := language.English
	if s.phrases != nil {
		in = language.SimplifiedChinese
	}
	return cmp.Or(display.Tags(in).Name(tag), code)
}

// snippet writes a snippet escaped, with its marks.
func snippet(h index.Hit) template.HTML {
	var marks []mark
	for _, m := range h.Marks {
		if 0 <= m.Start && m.Start < m.End && m.End <= len(h.Snippet) {
			marks = append(marks, mark{start: m.Start, end: m.End, class: "hit"})
		}
	}
	return marked(h.Snippet, 0, len(h.Snippet), marks, map[string]bool{"": true})
}
