package bleveindex

import "github.com/lodestone-kb/lodestone/corpus"

// passageBytes is how long a passage may become by joining short neighbours.
const passageBytes = 2400

// passages cuts a revision into what a hit can point at: a provision, or short ones joined with
// their neighbours. Rows of a table are joined with rows only, and an article begins a passage, since
// it is what is cited. The cut is a function of the revision alone.
func passages(r *corpus.Revision) []corpus.Range {
	var out []corpus.Range
	var row bool
	for _, p := range r.Provisions {
		if p.Start >= p.End {
			continue
		}
		last := len(out) - 1
		if last >= 0 && row == (p.Kind == corpus.Row) && p.Kind != corpus.TitleProvision && p.Kind != corpus.Article && p.End-out[last].Start <= passageBytes {
			out[last].End = p.End
		} else {
			out = append(out, corpus.Range{Start: p.Start, End: p.End})
		}
		row = p.Kind == corpus.Row
	}
	if len(out) == 0 && r.Text != "" {
		out = append(out, corpus.Range{Start: 0, End: len(r.Text)})
	}
	return out
}

// passageAt returns the passage that holds an offset, or the one before it where none does.
func passageAt(ps []corpus.Range, offset int) int {
	lo, hi := 0, len(ps)
	for lo < hi {
		mid := (lo + hi) / 2
		if ps[mid].Start <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(lo-1, 0)
}
