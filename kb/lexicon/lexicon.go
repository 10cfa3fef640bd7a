// Package lexicon holds what texts call things, by language: materials, forms, places,
// authorities, end uses and laws. It is data (the files under data, one term a line) compiled
// once into an automaton that finds every name in one pass.
//
// The one idea needed to read it: names are found on a folded copy of the text (lower case, half
// width, simplified characters), and what is found is mapped back, so that spans always lie in the
// text as it stands. A short or ambiguous name (lead, tin, In, W, 金) counts only where its
// neighbours allow it; see context.go.
//
// It finds names and judges nothing: whether a material is restricted or only mentioned is for
// package extract to say. [Lexicon.Material] and its sisters answer what one word means.
package lexicon

import (
	"cmp"
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/trie"
)

//go:embed data/*.tsv
var data embed.FS

// Kind says what a name names.
type Kind string

// The kinds of names.
const (
	KindMaterial  Kind = "material"
	KindForm      Kind = "form"
	KindPlace     Kind = "place"
	KindAuthority Kind = "authority"
	KindEndUse    Kind = "end_use"
	KindLaw       Kind = "law"
	KindItem      Kind = "item" // equipment, technology or a class of goods that names no element
)

// Term is what a name stands for. Code is a material, a form, a place code, an authority's id, an
// end use, or the normal name of a law.
type Term struct {
	Kind         Kind
	Code         string
	Jurisdiction corpus.Jurisdiction // of an authority
	Instrument   kb.InstrumentID     // of a law, where it is an act that is known by an id
}

// Match is a name in a text: text[Start:End].
type Match struct {
	Start, End int
	Term       Term
}

// Lexicon is the compiled vocabulary. It is read-only and may be used by many goroutines.
type Lexicon struct {
	fold     folder
	words    *trie.Trie
	patterns []pattern
	byText   map[string]int           // folded name → index of its pattern
	byWord   map[Kind]map[string]Term // folded name → term, for look-ups
	names    map[Kind]map[string][]string
	symbols  map[string]kb.Material
	acts     map[string]kb.InstrumentID
}

type pattern struct {
	text  string // folded
	terms []Term
	langs []corpus.Lang // of each term, the language to whose texts the name is kept; empty where it is not
}

// asciiWord are the letters, in lower case, and the digits inside whose words no name begins.
const asciiWord = "abcdefghijklmnopqrstuvwxyz0123456789"

// New compiles the vocabulary.
func New() (*Lexicon, error) {
	fold, err := newFolder()
	if err != nil {
		return nil, err
	}
	l := &Lexicon{fold: fold, byWord: map[Kind]map[string]Term{}, names: map[Kind]map[string][]string{}, symbols: map[string]kb.Material{}, byText: map[string]int{}, acts: map[string]kb.InstrumentID{}}
	for _, read := range []func() error{l.readElements, l.readGroups, l.readForms, l.readItems, l.readPlaces, l.readAuthorities, l.readUses, l.readLaws, l.readActs} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	words := make([]trie.Word, len(l.patterns))
	for i, p := range l.patterns {
		words[i].Text = p.text
	}
	if l.words, err = trie.New(words, asciiWord); err != nil {
		return nil, fmt.Errorf("compile the lexicon: %w", err)
	}
	return l, nil
}

// add enters the names of a term. A name with a language before it ("vi:indi") is a word of that
// language alone: in others it means something else.
func (l *Lexicon) add(t Term, names ...string) {
	if l.byWord[t.Kind] == nil {
		l.byWord[t.Kind], l.names[t.Kind] = map[string]Term{}, map[string][]string{}
	}
	for _, n := range names {
		n = strings.TrimSpace(n)
		if n == "" {
			continue
		}
		var only corpus.Lang
		if lang, word, ok := strings.Cut(n, ":"); ok && len(lang) == 2 {
			n, only = word, corpus.Lang(lang)
		}
		folded := l.fold.word(n)
		if _, taken := l.byWord[t.Kind][folded]; !taken {
			l.byWord[t.Kind][folded] = t
		}
		if !slices.Contains(l.names[t.Kind][t.Code], n) {
			l.names[t.Kind][t.Code] = append(l.names[t.Kind][t.Code], n)
		}
		i, ok := l.byText[folded]
		if !ok {
			i = len(l.patterns)
			l.byText[folded] = i
			l.patterns = append(l.patterns, pattern{text: folded})
		}
		p := &l.patterns[i]
		switch at := slices.Index(p.terms, t); {
		case at < 0:
			p.terms, p.langs = append(p.terms, t), append(p.langs, only)
		case only == "":
			p.langs[at] = ""
		}
	}
}

// Find returns the names in a text, leftmost and longest first of each kind, in order. Names of
// different kinds may overlap: "military" lies in "military end user", 两用物项 in the name of a law.
func (l *Lexicon) Find(text string, lang corpus.Lang) []Match {
	f := l.fold.text(text)
	var all []Match
	capitals := sync.OnceValue(func() bool { return headline(text) })
	for _, m := range trie.Find(l.words, nil, f.text) {
		start, end := f.original(m.Start), f.original(m.End)
		if !bounded(f.text, m.Start, m.End, lang) {
			continue
		}
		p := &l.patterns[m.Word]
		for i, t := range p.terms {
			if p.langs[i] != "" && !strings.HasPrefix(string(lang), string(p.langs[i])) {
				continue
			}
			if l.plausible(text, start, end, t, capitals) {
				all = append(all, Match{start, end, t})
			}
		}
	}
	all = append(all, l.symbolsIn(text)...)
	return longest(all)
}

// longest keeps, kind by kind, the leftmost-longest of overlapping matches.
func longest(all []Match) []Match {
	slices.SortFunc(all, func(x, y Match) int {
		return cmp.Or(cmp.Compare(x.Term.Kind, y.Term.Kind), cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End), cmp.Compare(x.Term.Code, y.Term.Code))
	})
	var out []Match
	for _, m := range all {
		if n := len(out); n > 0 && out[n-1].Term.Kind == m.Term.Kind && m.Start < out[n-1].End {
			continue
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(x, y Match) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End), cmp.Compare(x.Term.Kind, y.Term.Kind))
	})
	return out
}

// bounded reports whether a match does not begin or end inside a word of a script that separates
// words. A plural -s may follow, an ending of the language, or the second half of a compound.
func bounded(text string, start, end int, lang corpus.Lang) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, size := utf8.DecodeRuneInString(text[end:])
	if spaced(first) && spaced(before) && start > 0 {
		return false
	}
	if !spaced(last) || end == len(text) || !spaced(after) {
		return true
	}
	if after == 's' {
		if next, _ := utf8.DecodeRuneInString(text[end+size:]); end+size == len(text) || !spaced(next) {
			return true
		}
	}
	if end-start >= 4 {
		if ends := endings[lang]; ends != nil && ends.MatchString(text[end:min(len(text), end+24)]) {
			return true
		}
	}
	return unicode.Is(unicode.Cyrillic, after) && unicode.Is(unicode.Cyrillic, last) && endsSoon(text[end:])
}

// endings are what a language joins to a name without a blank: the cases of Turkish, and the second
// halves of Germanic compounds of the trade (Lithiumkarbonat, Kobaltexporte).
var endings = func() map[corpus.Lang]*regexp.Regexp {
	compound := regexp.MustCompile(`^(?:s|en)?(?:erz|ertz|erts|malm|export|ausfuhr|uitvoer|quote|kar?bonat|carbonat|oxid|hydroxid|chlorid|sulfat|sulfid|nitrid|arsenid|phosphid|niobat|tantalat|konzentra|concentra|verbindung|legierung|schrott|metall|metaal|produkt|product|pulver|poeder|magnet|magneet|mineral|rohstoff|technologie)`)
	return map[corpus.Lang]*regexp.Regexp{
		"de": compound, "nl": compound, "sv": compound, "da": compound, "no": compound,
		"tr": regexp.MustCompile(`^(?:y?[ıiuü]|n?[ıiuü]n|[dt][ae]n?|y?[ae]|l[ae]r\p{L}{0,4}|s[ıiuü]n?\p{L}{0,3}|l[ıiuü])(?:\P{L}|$)`),
	}
}()

// endsSoon allows a Russian case ending of up to three letters.
func endsSoon(rest string) bool {
	n := 0
	for _, r := range rest {
		if !unicode.IsLetter(r) {
			break
		}
		if n++; n > 3 {
			return false
		}
	}
	return true
}

// spaced reports whether the rune belongs to a word in a script that puts blanks between words.
func spaced(r rune) bool {
	if unicode.IsDigit(r) {
		return true
	}
	return unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Arabic, unicode.Thai)
}
