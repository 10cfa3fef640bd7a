package bleveindex

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	api "github.com/blevesearch/bleve_index_api"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/places"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
	"github.com/lodestone-kb/lodestone/kb"
)

// The fields of an entry of the index. Words are in the fields that [query.Fields] names, in body
// (documents) and in text (passages); the rest are keywords and numbers.
const (
	fieldType         = "type" // document or passage
	fieldBody         = "body"
	fieldText         = "text"
	fieldTitle        = "title"
	fieldAuthority    = "authority" // words; the id as a filter is authority_id
	fieldNumber       = "number"
	fieldSection      = "section"
	fieldQuote        = "quote"
	fieldDocument     = "document"
	fieldLanguage     = "language"
	fieldJurisdiction = "jurisdiction"
	fieldAuthorityID  = "authority_id"
	fieldKind         = "kind"
	fieldSource       = "source"
	fieldMaterial     = "material"
	fieldRestriction  = "restriction"
	fieldDestination  = "destination"
	fieldYear         = "year"
	fieldPublished    = "published" // for sorting
	fieldFirst        = "first"     // first and last day that the date of publication can mean, as yyyymmdd
	fieldLast         = "last"
	fieldRevision     = "revision" // stored
	fieldRange        = "range"    // stored: start and end of a passage
	fieldUnits        = "units"    // stored: a passage as package rank sees it, see [pack]
	fieldHash         = "hash"     // stored: of everything above
)

// The options of the fields. Where the words of a document stand is in stored records.
const (
	scored = api.IndexField
	filter = api.IndexField | api.SkipFreqNorm
	stored = api.StoreField
)

// record is one entry of the index in the making.
type record struct {
	doc  *document.Document
	hash hash.Hash
}

func newRecord(id, kind string) *record {
	r := &record{document.NewDocument(id), sha256.New()}
	r.keyword(fieldType, kind, filter)
	return r
}

func (r *record) keyword(name, value string, opt api.FieldIndexingOptions) {
	if value == "" {
		return
	}
	fmt.Fprintf(r.hash, "%s\x00%s\x00", name, value)
	r.doc.AddField(document.NewTextFieldCustom(name, nil, []byte(value), opt, nil))
}

func (r *record) keywords(name string, values []string, opt api.FieldIndexingOptions) {
	for _, v := range values {
		r.keyword(name, v, opt)
	}
}

// words puts the words of a text into a field, and keeps the record of their places.
func (r *record) words(name string, t *query.Text) error {
	if len(t.Tokens) == 0 {
		return nil
	}
	places, err := places.Encode(t)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(r.hash, "%s\x00%s\x00", name, t.Source)
	r.hash.Write(places)
	r.doc.AddField(&vocabulary{name: name, text: t})
	r.doc.AddField(document.NewTextFieldCustom(placesOf+name, nil, places, stored, nil))
	return nil
}

// stems puts the words of a piece of a text into a field by which passages are ranked.
func (r *record) stems(name string, t *query.Text, from, to int, opt api.FieldIndexingOptions) {
	if from == to {
		return
	}
	fmt.Fprintf(r.hash, "%s\x00%s\x00", name, t.Source[t.Tokens[from].Start:t.Tokens[to-1].End])
	r.doc.AddField(document.NewTextFieldCustom(name, nil, nil, opt, stemmed{stream{t, from, to}}))
}

// finish adds the hash of all that was put in, and returns it.
func (r *record) finish() string {
	sum := hex.EncodeToString(r.hash.Sum(nil)[:12])
	r.doc.AddField(document.NewTextFieldCustom(fieldHash, nil, []byte(sum), stored, nil))
	return sum
}

// stream is the analyzer of one piece of one text, which was cut into words before: each word at
// its position, and a pair of Chinese characters at the position of the first. A paragraph end is a
// gap, so that no phrase goes over it.
type stream struct {
	text     *query.Text
	from, to int
}

// paragraphGap is what a paragraph end adds to positions.
const paragraphGap = 100

// Analyze returns the tokens; the bytes given are not looked at.
func (s stream) Analyze([]byte) analysis.TokenStream {
	t := s.text
	out := make(analysis.TokenStream, 0, s.to-s.from)
	first := int(t.Paragraph[s.from])
	for i := s.from; i < s.to; i++ {
		tok := t.Tokens[i]
		at := i - s.from + 1 + (int(t.Paragraph[i])-first)*paragraphGap
		out = append(out, &analysis.Token{Term: []byte(tok.Term), Start: tok.Start, End: tok.End, Position: at})
		if i+1 < s.to && query.IsHan(tok.Term) && query.IsHan(t.Tokens[i+1].Term) && t.Adjacent(i) {
			out = append(out, &analysis.Token{Term: []byte(tok.Term + t.Tokens[i+1].Term), Start: tok.Start, End: t.Tokens[i+1].End, Position: at})
		}
	}
	return out
}

// stemmed is a stream of stems.
type stemmed struct{ stream }

// Analyze returns the tokens of the stream with the stems of English words.
func (s stemmed) Analyze(b []byte) analysis.TokenStream {
	out := s.stream.Analyze(b)
	for _, t := range out {
		t.Term = []byte(rank.Stem(string(t.Term)))
	}
	return out
}

// entry is a finished record with its hash.
type entry struct {
	doc  *document.Document
	hash string
}

// records makes the entries of a document: itself first, then its passages.
func records(d corpus.Document, r *corpus.Revision, facts []kb.Fact) ([]entry, error) {
	text := query.NewRevisionText(r)
	labels, values := index.LabelsOf(facts), query.ValuesOf(facts)
	doc := newRecord(documentID(d.ID), "document")
	for _, f := range [...]struct {
		name string
		text *query.Text
	}{
		{fieldBody, text}, {fieldTitle, query.NewText(d.Title)}, {fieldAuthority, query.NewText(d.Authority)}, {fieldNumber, query.NewText(d.Number)},
		{fieldSection, query.Sections(r)}, {fieldQuote, query.Quotations(r.Text)},
	} {
		if err := doc.words(f.name, f.text); err != nil {
			return nil, err
		}
	}
	doc.put(d, labels, filter)
	for _, name := range query.Values() {
		doc.keywords(valueOf+name, values[name], filter)
	}
	doc.keyword(fieldRevision, string(r.ID), stored)
	out := []entry{{doc.doc, doc.finish()}}

	at := 0
	ranked := candidates(r, text)
	for i, p := range passages(r) {
		for at < len(text.Tokens) && text.Tokens[at].Start < p.Start {
			at++
		}
		from := at
		for at < len(text.Tokens) && text.Tokens[at].Start < p.End {
			at++
		}
		e := newRecord(passageID(r.ID, i), "passage")
		e.stems(fieldText, text, from, at, scored)
		e.put(d, labels, filter)
		e.keyword(fieldRange, fmt.Sprintf("%d-%d", p.Start, p.End), stored)
		e.keyword(fieldUnits, string(pack(ranked[i])), stored)
		out = append(out, entry{e.doc, e.finish()})
	}
	return out, nil
}

func documentID(id corpus.DocumentID) string { return "d:" + string(id) }

func passageID(id corpus.RevisionID, n int) string { return fmt.Sprintf("p:%s:%04d", id, n) }

// revisionOf returns the revision that a passage's id names.
func revisionOf(passage string) corpus.RevisionID {
	rest := strings.TrimPrefix(passage, "p:")
	if i := strings.LastIndexByte(rest, ':'); i >= 0 {
		rest = rest[:i]
	}
	return corpus.RevisionID(rest)
}

// isPassage tells an entry that is a passage from one that is a document.
func isPassage(entry string) bool { return strings.HasPrefix(entry, "p:") }

// placeOf returns which passage of its text an entry is; 0 for an id that names none.
func placeOf(entry string) int {
	n, err := strconv.Atoi(entry[strings.LastIndexByte(entry, ':')+1:])
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// valueOf is the prefix of the fields that hold the values of a document.
const valueOf = "value."

// put adds to an entry what its document can be filtered by.
func (r *record) put(d corpus.Document, l index.Labels, opt api.FieldIndexingOptions) {
	r.keyword(fieldDocument, string(d.ID), filter)
	r.keyword(fieldLanguage, string(d.Lang), opt)
	r.keyword(fieldJurisdiction, string(d.Jurisdiction), opt)
	r.keyword(fieldAuthorityID, d.Authority, opt)
	r.keyword(fieldKind, string(d.Kind), opt)
	r.keyword(fieldSource, string(d.Source), opt)
	r.keywords(fieldMaterial, l.Materials, opt)
	r.keywords(fieldRestriction, l.Restrictions, opt)
	r.keywords(fieldDestination, l.Destinations, opt)
	if !d.Published.IsZero() {
		r.keyword(fieldPublished, d.Published.String(), filter|stored)
		r.keyword(fieldYear, strconv.Itoa(d.Published.Year), opt)
		r.keyword(fieldFirst, day(d.Published.First()), filter)
		r.keyword(fieldLast, day(d.Published.Last()), filter)
	}
}

// day writes a day so that days sort as words.
func day(d corpus.Date) string { return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day) }
