package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/lodestone-kb/lodestone/kb"
)

// Material returns the element or group that a word names: a symbol, a name in any language of
// the lexicon, or the name of a group.
func (l *Lexicon) Material(word string) (kb.Material, bool) {
	word = width.Narrow.String(strings.TrimSpace(word))
	if m, ok := l.symbols[word]; ok {
		return m, true
	}
	if g, ok := kb.GroupNamed(kb.Material(word)); ok {
		return g.Name, true
	}
	if t, ok := l.byWord[KindMaterial][l.fold.word(word)]; ok {
		return kb.Material(t.Code), true
	}
	if len(word) <= 2 && word != "" { // dy, GA: a symbol in the wrong case
		s := strings.ToUpper(word[:1]) + strings.ToLower(word[1:])
		if m, ok := l.symbols[s]; ok {
			return m, true
		}
	}
	for _, g := range kb.Groups() {
		if strings.EqualFold(string(g.Name), strings.ReplaceAll(word, "-", "_")) || strings.EqualFold(string(g.Name), word) {
			return g.Name, true
		}
	}
	return "", false
}

// Country returns the code of a country or of a group of countries.
func (l *Lexicon) Country(word string) (string, bool) {
	word = strings.TrimSpace(word)
	if up := strings.ToUpper(word); kb.IsPlace(up) {
		return up, true
	}
	if kb.IsPlace(word) {
		return word, true
	}
	t, ok := l.byWord[KindPlace][l.fold.word(word)]
	return t.Code, ok
}

// EndUse returns the end use that a word names.
func (l *Lexicon) EndUse(word string) (kb.EndUse, bool) {
	u := kb.EndUse(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(word)), "-", "_"))
	if _, ok := kb.EndUses()[u]; ok {
		return u, true
	}
	t, ok := l.byWord[KindEndUse][l.fold.word(strings.TrimSpace(word))]
	return kb.EndUse(t.Code), ok
}

// Authority returns the id of the authority that a word names.
func (l *Lexicon) Authority(word string) (string, bool) {
	t, ok := l.byWord[KindAuthority][l.fold.word(strings.TrimSpace(word))]
	return t.Code, ok
}

// Names returns what a material is called: its symbol, then its names, English first.
func (l *Lexicon) Names(m kb.Material) []string {
	out := slices.Clone(l.names[KindMaterial][string(m)])
	if m.IsElement() {
		out = append([]string{string(m)}, out...)
	}
	return out
}

// Name returns the usual name of a material or a place; lang is "en" or "zh". It is empty where
// the code is unknown.
func (l *Lexicon) Name(code, lang string) string {
	for _, k := range []Kind{KindMaterial, KindPlace, KindAuthority} {
		for _, n := range l.names[k][code] { // the data names English first
			if lang != "zh" || strings.ContainsFunc(n, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				return n
			}
		}
	}
	return ""
}

// Suggest returns up to three names near to the word, the nearest first: those that differ in at
// most two letters, or, where there are none, in at most half of them. The kind is material,
// place, end_use or authority.
func (l *Lexicon) Suggest(word string, kind string) []string {
	word = l.fold.word(strings.TrimSpace(word))
	n := len([]rune(word))
	if near := l.near(word, kind, min(2, n/3)); len(near) > 0 {
		return near
	}
	return l.near(word, kind, n/2)
}

// near returns up to three names at most so far from a folded word.
func (l *Lexicon) near(word, kind string, limit int) []string {
	type near struct {
		name     string
		distance int
	}
	var found []near
	for code, names := range l.names[Kind(kind)] {
		for _, n := range names {
			if d := distance(word, l.fold.word(n), limit); d <= limit {
				found = append(found, near{cmp.Or(l.Name(code, "en"), n), d})
			}
		}
	}
	slices.SortFunc(found, func(x, y near) int { return cmp.Or(cmp.Compare(x.distance, y.distance), cmp.Compare(x.name, y.name)) })
	var out []string
	for _, f := range found {
		if !slices.Contains(out, f.name) && len(out) < 3 {
			out = append(out, f.name)
		}
	}
	return out
}

// distance is the Levenshtein distance, or limit+1 where it is greater.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if max(len(x)-len(y), len(y)-len(x)) > limit {
		return limit + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range y {
			cost := 1
			if r == s {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(y)]
}

// Act returns the act that is known by a number as its ministry counts it ("cn-mofcom-2025-57"):
// joint announcements carry their issuers in the id. An id that is not in the table is its own.
func (l *Lexicon) Act(counted string) kb.InstrumentID {
	if id, ok := l.acts[counted]; ok {
		return id
	}
	return kb.InstrumentID(counted)
}
