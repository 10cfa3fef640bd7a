package bleveindex

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
)

// How much of what stands above a passage is looked at when it is ranked.
const (
	headLevels = 4  // enclosing provisions, the nearest first
	headUnits  = 60 // units of each, that are different
)

// Candidates returns the passages of a revision as package rank sees them, in their order. They name
// the revision as their text.
func Candidates(r *corpus.Revision) []rank.Candidate {
	return candidates(r, query.NewRevisionText(r))
}

func candidates(r *corpus.Revision, t *query.Text) []rank.Candidate {
	ranges := passages(r)
	out := make([]rank.Candidate, len(ranges))
	h := headings{r, t, make(map[string]int, len(r.Provisions)), map[int][]uint32{}}
	for i, p := range r.Provisions {
		if _, known := h.at[p.Address]; !known {
			h.at[p.Address] = i
		}
	}
	for i, at := range ranges {
		c := &out[i]
		c.Keys, c.Text, c.Place, c.Above = keysOf(t, at), string(r.ID), i, i
		first := sort.Search(len(r.Provisions), func(k int) bool { return r.Provisions[k].End > at.Start })
		if first == len(r.Provisions) {
			continue
		}
		var above int
		if c.Heads, above = h.over(first); above >= 0 {
			c.Above = passageAt(ranges, r.Provisions[above].Start)
		}
	}
	return out
}

// headings finds what stands above the provisions of one revision.
type headings struct {
	revision *corpus.Revision
	text     *query.Text
	at       map[string]int   // address → provision
	keys     map[int][]uint32 // provision → its first units
}

// over returns the units of the provisions that enclose one, the title's among them, and the nearest
// of those provisions, -1 where there is none.
func (h *headings) over(provision int) (keys []uint32, nearest int) {
	nearest = -1
	at := provision
	for range headLevels {
		next, ok := h.at[h.revision.Provisions[at].Parent]
		if !ok || next == at || next == provision {
			break
		}
		if at = next; nearest < 0 {
			nearest = at
		}
		keys = append(keys, h.of(at)...)
	}
	if len(h.revision.Provisions) > 0 && h.revision.Provisions[0].Kind == corpus.TitleProvision && provision != 0 {
		keys = append(keys, h.of(0)...)
	}
	return keys, nearest
}

func (h *headings) of(provision int) []uint32 {
	keys, ok := h.keys[provision]
	if !ok {
		p := h.revision.Provisions[provision]
		keys = keysOf(h.text, corpus.Range{Start: p.Start, End: p.End})
		keys = keys[:min(len(keys), headUnits)]
		slices.Sort(keys)
		keys = slices.Compact(keys)
		h.keys[provision] = keys
	}
	return keys
}

// keysOf returns the units of the words within a range.
func keysOf(t *query.Text, at corpus.Range) []uint32 {
	units := rank.Units(wordsOf(t, at), nil)
	keys := make([]uint32, len(units))
	for i, u := range units {
		keys[i] = rank.Key(u)
	}
	return keys
}

// Words returns the words of a question as package rank reads them.
func Words(question string) []rank.Word {
	return wordsOf(query.NewText(question), corpus.Range{End: len(question)})
}

// wordsOf returns the words of a text within a range.
func wordsOf(t *query.Text, at corpus.Range) []rank.Word {
	from := sort.Search(len(t.Tokens), func(i int) bool { return t.Tokens[i].Start >= at.Start })
	to := sort.Search(len(t.Tokens), func(i int) bool { return t.Tokens[i].Start >= at.End })
	out := make([]rank.Word, 0, to-from)
	for i := from; i < to; i++ {
		tok := t.Tokens[i]
		first, _ := utf8.DecodeRuneInString(t.Source[tok.Start:])
		out = append(out, rank.Word{Term: tok.Term, Han: query.IsHan(tok.Term), Joined: i+1 < to && t.Adjacent(i), Upper: unicode.IsUpper(first)})
	}
	return out
}

// Starts returns the byte at which each passage of a revision begins, in the order of [Candidates].
func Starts(r *corpus.Revision) []int {
	var out []int
	for _, p := range passages(r) {
		out = append(out, p.Start)
	}
	return out
}
