package word

import "sort"

// run is a stretch of the stream with its property changes: of a paragraph, or of characters.
type run struct {
	from, to int // bytes in the stream
	style    int
	changes  []byte
}

const pageSize = 512

// readRuns reads the pages of formatted runs that a table lists (MS-DOC 2.8.5, 2.8.6). They come out
// in order and disjoint; what is not is left out.
func readRuns(f *fib, pair int, table, stream []byte) []run {
	if f.old() {
		return nil // other codes, see [word6Note]
	}
	offset, length := f.pair(pair)
	plc := cut(table, offset, length)
	count := (len(plc) - 4) / 8
	if count < 0 {
		return nil
	}
	var out []run
	end := 0
	for i := range count {
		at := u32(plc, 4*(count+1)+4*i)
		page := cut(stream, (at&0x3fffff)*pageSize, pageSize)
		if at < 0 || page == nil {
			continue
		}
		for _, r := range readPage(page, pair == pairParaRuns) {
			if r.from < end || r.to <= r.from {
				continue
			}
			end = r.to
			out = append(out, r)
		}
	}
	return out
}

func readPage(page []byte, paragraphs bool) []run {
	n := int(page[pageSize-1])
	size := 1
	if paragraphs {
		size = 13
	}
	if 4*(n+1)+size*n > pageSize {
		return nil
	}
	var out []run
	for i := range n {
		r := run{from: u32(page, 4*i), to: u32(page, 4*i+4)}
		at := 2 * int(page[4*(n+1)+size*i])
		switch {
		case r.from < 0 || r.to < 0:
			continue
		case at == 0:
		case paragraphs:
			length := 2*int(page[at]) - 1
			at++
			if length < 0 && at < pageSize {
				length = 2 * int(page[at])
				at++
			}
			if changes := cut(page, at, length); len(changes) >= 2 {
				r.style, r.changes = u16(changes, 0), changes[2:]
			}
		default:
			r.changes = cut(page, at+1, int(page[at]))
		}
		out = append(out, r)
	}
	return out
}

// at finds the run that holds a byte of the stream.
func runAt(runs []run, pos int) (run, bool) {
	i := sort.Search(len(runs), func(i int) bool { return runs[i].to > pos })
	if i < len(runs) && runs[i].from <= pos {
		return runs[i], true
	}
	return run{}, false
}
