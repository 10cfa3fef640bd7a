package bleveindex

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
)

// How long a snippet is, in bytes: shorter sentences take the next with them, longer ones are cut
// at words.
const (
	snippetLeast = 80
	snippetMost  = 420
	snippetLead  = 120 // before the first mark of a sentence that is cut
)

// show fills in the snippet of a hit: the sentence of the passage that holds the most different
// words of the query, its marks, and the address of the provision that it is in.
func show(h *index.Hit, t *text, passage corpus.Range, marks []query.Mark) {
	r := &t.revision
	span := corpus.Range{Start: passage.Start, End: passage.Start}
	if passage.Start < passage.End {
		span = sentence(r, passage, bestMark(r, passage, marks))
	}
	if span.End-span.Start > snippetMost {
		span = cut(t, span, inside(marks, span))
	}
	span = trim(r.Text, span)
	h.SnippetStart, h.Snippet = span.Start, r.Text[span.Start:span.End]
	h.Marks = []corpus.Range{}
	at := span.Start
	for i, m := range union(inside(marks, span)) {
		if i == 0 {
			at = m.Start
		}
		h.Marks = append(h.Marks, corpus.Range{Start: m.Start - span.Start, End: m.End - span.Start})
	}
	if p, ok := r.ProvisionAt(at); ok {
		h.Address = p.Address
	}
}

// bestMark returns the offset of the first mark in the sentence that tells the most; without marks
// the beginning of the passage.
func bestMark(r *corpus.Revision, passage corpus.Range, marks []query.Mark) int {
	at := passage.Start
	var best []query.Mark
	for i := 0; i < len(marks); {
		span := around(r, passage, marks[i].Range.Start)
		end := i + 1
		for end < len(marks) && marks[end].Range.Start < span.End {
			end++
		}
		if in := inside(marks[i:end], span); better(in, best) {
			best, at = in, marks[i].Range.Start
		}
		i = end
	}
	return at
}

// around returns the sentence at an offset, or the provision where no sentence is known, within the
// passage.
func around(r *corpus.Revision, passage corpus.Range, at int) corpus.Range {
	s := passage
	if p, ok := r.ProvisionAt(at); ok {
		s = corpus.Range{Start: p.Start, End: p.End}
	}
	if x, ok := r.SentenceAt(at); ok {
		s = x
	}
	return corpus.Range{Start: max(s.Start, passage.Start), End: min(s.End, passage.End)}
}

// sentence returns the sentence at an offset, with those after it while it is short.
func sentence(r *corpus.Revision, passage corpus.Range, at int) corpus.Range {
	s := around(r, passage, at)
	for s.End-s.Start < snippetLeast {
		i := sort.Search(len(r.Sentences), func(i int) bool { return r.Sentences[i].Start >= s.End })
		if i == len(r.Sentences) || r.Sentences[i].End > passage.End || r.Sentences[i].End-s.Start > snippetMost {
			break
		}
		s.End = r.Sentences[i].End
	}
	return s
}

// cut takes out of a long sentence a piece from shortly before the first mark, at the edges of words.
func cut(t *text, s corpus.Range, marks []query.Mark) corpus.Range {
	from := s.Start
	if len(marks) > 0 && marks[0].Range.End-s.Start > snippetMost {
		from = marks[0].Range.Start - snippetLead
	}
	toks := t.words.Tokens
	first := sort.Search(len(toks), func(i int) bool { return toks[i].Start >= from })
	if from > s.Start && first < len(toks) {
		from = toks[first].Start
	}
	if len(marks) > 0 {
		from = min(from, marks[0].Range.Start)
	}
	to := from + snippetMost
	if to >= s.End {
		return corpus.Range{Start: from, End: s.End}
	}
	last := sort.Search(len(toks), func(i int) bool { return toks[i].End > to })
	if last > 0 && toks[last-1].End > from {
		to = toks[last-1].End
	} else {
		for to < s.End && !utf8.RuneStart(t.revision.Text[to]) {
			to++
		}
	}
	if len(marks) > 0 {
		to = max(to, marks[0].Range.End)
	}
	return corpus.Range{Start: from, End: to}
}

// trim takes blanks off both ends.
func trim(s string, r corpus.Range) corpus.Range {
	piece := s[r.Start:r.End]
	r.Start += len(piece) - len(strings.TrimLeft(piece, " \t\n\u3000\u00a0"))
	r.End = r.Start + len(strings.Trim(piece, " \t\n\u3000\u00a0"))
	return r
}

// union returns the ranges of marks, which are in order, with those that overlap made one.
func union(marks []query.Mark) []corpus.Range {
	var out []corpus.Range
	for _, m := range marks {
		if n := len(out) - 1; n >= 0 && m.Range.Start < out[n].End {
			out[n].End = max(out[n].End, m.Range.End)
		} else {
			out = append(out, m.Range)
		}
	}
	return out
}
