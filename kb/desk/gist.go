package desk

import (
	"context"
	"slices"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
)

// gist is what is kept in memory of the facts of a document, so that questions over all of them read
// only those that they show.
type gist struct {
	keys     []factKey          // of all facts, in the order of their spans
	ids      []kb.FactID        // of the same
	cites    []kb.InstrumentID  // acts that facts that stand cite, each once
	closings []deadline.Closing // of comments, each day once
}

// factKey is what facts are chosen by, in sixteen bytes: there may be a million.
type factKey struct {
	value, instrument         uint32 // places in a list of words
	kind, assertion, review   uint8  // places in the closed lists
	current, stands, material bool   // material: its value names a material
	doubted                   bool   // its rule is not sure of it, or no act is known of which it speaks
}

// lexemes gives words numbers. It only grows, with the different values that facts have.
type lexemes struct {
	mu      sync.RWMutex
	numbers map[string]uint32
}

// number returns the number of a word, a new one where it has none.
func (l *lexemes) number(word string) uint32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.numbers == nil {
		l.numbers = map[string]uint32{}
	}
	n, ok := l.numbers[word]
	if !ok {
		n = uint32(len(l.numbers))
		l.numbers[word] = n
	}
	return n
}

// wanted returns the numbers of those words that have one; nil where there are no words.
func (l *lexemes) wanted(words []string) []uint32 {
	if len(words) == 0 {
		return nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	out := []uint32{}
	for _, w := range words {
		if n, ok := l.numbers[w]; ok {
			out = append(out, n)
		}
	}
	return out
}

// numbersOf returns the numbers of the acts.
func (l *lexemes) numbersOf(acts map[kb.InstrumentID]bool) []uint32 {
	var words []string
	for id := range acts {
		words = append(words, string(id))
	}
	return l.wanted(words)
}

// mayWait reports whether a fact of the document may wait for a person: without reading any it tells
// of most documents that none does.
func (g *gist) mayWait(disputed []uint32) bool {
	return slices.ContainsFunc(g.keys, func(k factKey) bool {
		return k.current && (k.doubted || slices.Contains(disputed, k.instrument))
	})
}

var (
	assertions = []kb.Assertion{kb.Asserted, kb.Negated, kb.Exempted, kb.Proposed, kb.Reported, kb.Conditional, kb.Historic}
	reviews    = []kb.Review{kb.Unreviewed, kb.Confirmed, kb.Corrected, kb.Rejected}
)

// readGist makes the gist of one document.
func (l *lexemes) readGist(ctx context.Context, store kb.Reader, id corpus.DocumentID) (*gist, error) {
	doc, err := store.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	facts, err := store.FactsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	g := &gist{keys: make([]factKey, len(facts)), ids: make([]kb.FactID, len(facts))}
	for i, f := range facts {
		_, material := f.Value.(kb.MaterialValue)
		g.ids[i] = f.ID
		g.keys[i] = factKey{value: l.number(f.Value.Normal()), instrument: l.number(string(f.Instrument)), kind: place(kb.Kinds(), f.Value.Kind()),
			assertion: place(assertions, f.Assertion), review: place(reviews, f.Review), current: f.Current, stands: f.Stands(), material: material,
			doubted: f.Confidence < doubtful || unlinked(f, &doc)}
		if v, ok := f.Value.(kb.CitationValue); ok && v.Target != "" && f.Stands() && !slices.Contains(g.cites, v.Target) {
			g.cites = append(g.cites, v.Target)
		}
	}
	g.closings = closingsOf(doc, facts)
	return g, nil
}

// place is where a word stands in a closed list; 255 where it does not.
func place[T comparable](list []T, word T) uint8 { return uint8(slices.Index(list, word)) }

// closingsOf returns the days on which comments on a document close.
func closingsOf(doc corpus.Document, facts []kb.Fact) []deadline.Closing {
	var out []deadline.Closing
	var materials []kb.Material
	seen := map[corpus.Date]bool{}
	for _, f := range facts {
		if !f.Stands() {
			continue
		}
		switch v := f.Value.(type) {
		case kb.DateValue:
			if f.Role == kb.RoleCommentDeadline && !seen[v.Date] { // a day named twice closes once
				seen[v.Date] = true
				out = append(out, deadline.Closing{Document: doc, Fact: f})
			}
		case kb.MaterialValue:
			if v.Material != "" && !slices.Contains(materials, v.Material) {
				materials = append(materials, v.Material)
			}
		}
	}
	for i := range out {
		out[i].Materials = materials
	}
	return out
}
