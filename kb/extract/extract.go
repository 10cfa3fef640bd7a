// Package extract reads the facts of a document: what a careful paralegal would mark with a pen,
// each with its exact words.
//
// The one idea needed to read it: a text is read sentence by sentence, and each kind of fact has a
// file with its rules, vocabularies being data of package lexicon. What holds for a whole sentence
// (is it asserted, proposed, denied, told of an earlier time?) is settled once, in assertion.go;
// what an opening line says of the list below it (a restriction, a relation to other acts) is
// carried into the items, in scope.go. The same text always gives the same facts.
//
// It needs no model and knows no law: measures and effects are made of facts by package legal.
//
// # Accuracy
//
// On the labelled passages in testdata/passages, 382 hard cases in 17 languages whose labels were
// written before the rules were run on them, and which the rules were mended on since: F1 of the
// values with their role, comparison or relation; of the restrictions asserted as law the precision.
// What to expect on texts that no rule has seen is told by the first run on each set, which
// testdata/passages/README.md keeps.
//
//	asserted       0.957
//	cites          0.898
//	control codes  0.971
//	customs codes  1.000
//	dates          0.906
//	destinations   0.960
//	end uses       0.985
//	materials      0.953
//	numbers        0.940
//	restrictions   0.963
//	thresholds     0.958
//
// A test recomputes them and fails where they differ.
package extract

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// Input is a document with the revision that is read.
type Input struct {
	Document corpus.Document
	Revision corpus.Revision
	At       time.Time // record time, copied into the facts
}

// Extractor holds the compiled vocabulary. It is read-only and may be used by many goroutines.
type Extractor struct {
	words *lexicon.Lexicon
	gate  *gate
}

// New returns an extractor over a lexicon.
func New(l *lexicon.Lexicon) *Extractor { return &Extractor{l, gateOfAll()} }

// Facts returns the facts of the revision, in the order of their words.
func (x *Extractor) Facts(in Input) []kb.Fact {
	r := &reader{in: in, doc: in.Document, rev: &in.Revision, words: x.words, search: x.gate.search(), counts: map[kb.FactID]int{}, acting: map[string]bool{}, seen: map[seenFact]bool{}}
	r.doc.Lang, r.told = language(r.doc.Lang, r.rev.Text), r.doc.Lang
	r.own, r.repealed = r.ownNumber(), r.isRepealed()
	r.fixedPlaces()
	for _, s := range in.Revision.Sentences {
		for _, piece := range pieces(in.Revision.Text, s) {
			for _, part := range r.clauses(piece) {
				r.sentence(part, s)
			}
		}
	}
	for _, f := range slices.Concat(r.signing, r.later) {
		f()
	}
	r.settle()
	slices.SortStableFunc(r.out, func(a, b kb.Fact) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	r.name()
	return r.out
}

// clauses cuts a sentence at its semicolons where one part takes back or frees something: what holds
// for it does not hold for the others.
func (r *reader) clauses(at corpus.Range) []corpus.Range {
	text := r.rev.Text[at.Start:at.End]
	if !strings.Contains(text, "; ") && !strings.Contains(text, "；") {
		return []corpus.Range{at}
	}
	if s := r.look(text); !s.denies() && !s.fits(lifted, s.plain) && !(s.foreign() && s.fits(liftedMore, s.plain)) {
		return []corpus.Range{at}
	}
	var out []corpus.Range
	for {
		i, size := strings.Index(text, "; "), len("; ")
		if j := strings.Index(text, "；"); j >= 0 && (i < 0 || j < i) {
			i, size = j, len("；")
		}
		if i < 0 {
			return append(out, at)
		}
		out = append(out, corpus.Range{Start: at.Start, End: at.Start + i + size})
		at.Start += i + size
		text = text[i+size:]
	}
}

// reader reads one document.
type reader struct {
	in       Input
	doc      corpus.Document
	rev      *corpus.Revision
	words    *lexicon.Lexicon
	search   *search
	told     corpus.Lang   // the language as it was told, which facts carry
	own      number        // the document's own number; zero where it has none
	repealed bool          // its title says that it no longer holds
	list     scope         // what an opening line says of the list below it
	china    int8          // 1 where the text speaks of China, -1 where it does not, 0 before it was asked
	year     int           // the year that a line of a timeline printed alone
	yearTold int           // the year of the last full date, which 同年 means
	title    []kb.Material // what the title names
	about    []kb.Material // what the heading of the list at hand names
	last     []int         // the facts of the last materials named, in a report
	ruling   ruling        // the last sentence that told of a restriction, in a report
	// signing and later wait for the whole text: first what counts from the signing, then what lasts
	// from the start.
	signing, later []func()
	// acting are the places that restrict, as a report tells it.
	acting map[string]bool
	// parties is the list of parties whose names stand below its head, and partiesOfAll that of the title;
	// empty where there is none.
	parties, partiesOfAll string
	// delists is set when the title or the decision takes parties off a list, and headDelists when the
	// head above the names does.
	delists, headDelists bool
	// tells is the act that a report tells of, where it stands.
	tells *corpus.Range
	// annex is what an opening line says of the list at the end, which it names.
	annex scope
	// before is the sentence before the one at hand, where it is as short as a heading.
	before string
	// numbered is set when a report has named the act it tells of.
	numbered   bool
	roles      map[int]kb.Role // of dates, by where they begin, as fixed places tell them
	quotas     bool            // a quota or a reserve was told of
	restricted bool            // a restriction was told of
	// announced is the day on which a report says that the act was published.
	announced corpus.Date
	out       []kb.Fact
	seen      map[seenFact]bool // what is in out
	counts    map[kb.FactID]int
}

// seenFact tells a fact from another of the same document.
type seenFact struct {
	start, end int
	role       kb.Role
	value      kb.Value
}

// sentence is one sentence as it is read: its text, where it lies, and what it is full of.
type sentence struct {
	reader *reader
	corpus.Range
	whole     corpus.Range // the sentence of which a long one is read in pieces
	text      string
	plain     string // text with simplified characters, byte for byte in the same places
	at        []int  // where plain lies in the text, byte by byte; nil where it has the same places
	provision corpus.Provision
	matches   []lexicon.Match // offsets into text
	forms     []lexicon.Match // of the matches, the forms
	laws      []lexicon.Match // the laws
	bodies    []lexicon.Match // and the authorities
	except    []int           // the first words of exception; nil where there are none
	exempts   bool            // the sentence frees what it names
	free      corpus.Range    // or only this part of it does
	spared    corpus.Range    // what a restriction is said not to reach
	compared  [2]bool         // whether it names what the list, and what the title, is about
	dates     []dates.Found   // offsets into text
	days      []dates.Partial // that are printed without a year
	asserted  kb.Assertion    // what assertion has settled; empty before
	list      scope           // carried from an opening line; empty in running text
	open      bits            // the expressions that can match in it
	parts     [4]seenPart     // the same of the parts asked for last
	nextPart  int
	said      map[*pattern]bool // what says has been asked
	cues      []cue             // restrictions found in it
	actNames  [][2]int          // what actsNamed has found; nil before
	cuts      [][]int           // and relationOf
}

// sentence reads one sentence, or a piece of one, kind by kind.
func (r *reader) sentence(at, whole corpus.Range) {
	s := &sentence{reader: r, Range: at, whole: whole, text: r.rev.Text[at.Start:at.End]}
	r.prepare(s)
	s.provision, _ = r.rev.ProvisionAt(at.Start)
	s.matches = r.words.Find(s.text, r.doc.Lang)
	s.sortMatches()
	s.except, s.exempts = s.first(except, s.text), s.fits(exemptCue, s.plain)
	if m := s.freed(s.plain); m != nil {
		s.free = clauseAround(s.plain, m)
	}
	s.dates, s.days = dates.FindAll(s.text, r.doc.Lang)
	s.list = r.list.into(s)
	s.cues = restrictionCues(s, r.doc.Lang)
	if s.list.relation != "" && actRelation(s.list.relation) && len(r.numbersIn(s)) > 0 {
		s.cues = nil // the titles of the acts in a list say what those acts do
	}
	if !r.official() && (s.says(risk) || r.aside(s)) {
		s.cues = nil
	}
	s.spare(r.doc.Lang)
	r.refuted(s)
	r.subjects(s)
	r.compare(s)
	r.restrictions(s)
	r.materials(s)
	r.rule(s)
	r.places(s)
	r.uses(s)
	r.listed(s)
	r.thresholds(s)
	r.codes(s)
	r.authorities(s)
	cited := r.numbers(s)
	r.titles(s, cited)
	r.dateFacts(s, cited)
	r.list = r.list.after(s)
	if r.before = ""; len(s.text) < 80 {
		r.before = s.text
	}
}

// emit adds a fact whose words are text[start:end] of the sentence, and reports whether it is new.
func (r *reader) emit(s *sentence, v kb.Value, start, end int, role kb.Role, a kb.Assertion, rule kb.RuleID, confidence float64) bool {
	span := r.rev.Span(s.Start+s.printedAt(start), s.Start+s.printedAt(end))
	if _, ok := v.(kb.RestrictionValue); ok {
		r.restricted = true
	}
	key := seenFact{span.Start, span.End, role, v}
	if r.seen[key] {
		return false
	}
	r.seen[key] = true
	r.out = append(r.out, kb.Fact{Value: v, AsPrinted: span.Quote, Role: role, Assertion: a, Span: span, Context: s.whole, Rule: rule, Confidence: confidence,
		Review: kb.Unreviewed, Instrument: r.own.names, Source: r.doc.Source, Language: r.told, FirstSeen: r.in.At, LastSeen: r.in.At, Current: true, Sample: r.doc.Sample})
	return true
}

// name gives the facts their ids, counted in the order of the text.
func (r *reader) name() {
	for i := range r.out {
		f := &r.out[i]
		base := kb.NewFactID(r.doc.ID, f.Value, f.Role, f.Span.Quote, 0)
		nth := r.counts[base]
		r.counts[base]++
		if f.ID = base; nth > 0 {
			f.ID = kb.NewFactID(r.doc.ID, f.Value, f.Role, f.Span.Quote, nth)
		}
	}
}

// official reports whether the document speaks as an authority and not about one.
func (r *reader) official() bool {
	switch r.doc.Kind {
	case corpus.News, corpus.Analysis:
		return false
	case "":
		return r.own.names != "" || r.own.printed != ""
	}
	return true
}
