package sheet

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// line is one filled row with its cells in order.
type line struct {
	row    int
	first  int      // the first used column of the sheet
	cells  []string // from the first used column of the sheet
	filled int
}

// layout makes blocks of a sheet: what stands alone above and below a table is a paragraph, the rest
// are rows. A table ends at blank rows that a title follows.
func (b *book) layout(g *grid) ([]block.Block, error) {
	lines, err := b.linesOf(g)
	if err != nil {
		return nil, err
	}
	var out []block.Block
	for len(lines) > 0 {
		n := tableEnd(lines)
		out = append(out, b.region(lines[:n], g.merged)...)
		lines = lines[n:]
	}
	return out, nil
}

func (b *book) linesOf(g *grid) ([]line, error) {
	slices.Sort(g.order)
	first := maxColumns
	for _, cells := range g.rows {
		for c := range cells {
			first = min(first, c)
		}
	}
	var out []line
	for _, r := range g.order {
		cells := g.rows[r]
		last := first
		for c := range cells {
			last = max(last, c)
		}
		l := line{row: r, first: first, filled: len(cells)}
		if len(cells) == 1 {
			// A row far out to the right must not cost its empty cells.
			last = min(last, first+lonely)
		}
		if b.spread += last - first + 1; b.spread > maxSpread*b.limits.Cells {
			return nil, block.Failf(block.TooLarge, "the cells of the sheet %q lie too far apart: with those between them there are more than %d, which is the limit", g.name, maxSpread*b.limits.Cells)
		}
		l.cells = make([]string, last-first+1)
		for c, text := range cells {
			l.cells[min(c-first, len(l.cells)-1)] = text
		}
		out = append(out, l)
	}
	return out, nil
}

// lonely is how many empty cells may stand before the only filled one of a row.
const lonely = 255

// tableEnd returns the length of the first region: up to blank rows behind which a lone cell and then
// a row of several stand.
func tableEnd(lines []line) int {
	wide := false
	for i := 1; i < len(lines); i++ {
		wide = wide || lines[i-1].filled > 1
		if wide && lines[i].row > lines[i-1].row+1 && lines[i].filled == 1 && i+1 < len(lines) && headLike(lines[i+1:]) {
			return i
		}
	}
	return len(lines)
}

// headLike reports whether the next row of several cells could name columns.
func headLike(lines []line) bool {
	for _, l := range lines[:min(len(lines), 4)] {
		if l.filled > 1 {
			return !strings.ContainsAny(strings.Join(l.cells, ""), "0123456789")
		}
	}
	return false
}

func (b *book) region(lines []line, merged []area) []block.Block {
	from, to := 0, len(lines)
	for from < to && lines[from].filled == 1 {
		from++
	}
	for to > from && lines[to-1].filled == 1 {
		to--
	}
	if from == to && isColumn(lines) {
		from, to = 0, 0
	}
	var out []block.Block
	for _, l := range lines[:from] {
		out = append(out, block.Block{Text: strings.TrimSpace(strings.Join(l.cells, ""))})
	}
	if to > from {
		b.tables++
		out = append(out, rowsOf(lines[from:to], b.tables, merged)...)
	}
	for _, l := range lines[to:] {
		out = append(out, block.Block{Text: strings.TrimSpace(strings.Join(l.cells, ""))})
	}
	return out
}

// isColumn reports whether no row has more than one cell.
func isColumn(lines []line) bool {
	return !slices.ContainsFunc(lines, func(l line) bool { return l.filled > 1 })
}

// rowsOf makes the rows of a table. Where merged cells show that the heads take several rows, these are
// joined to one name for each column.
func rowsOf(lines []line, table int, merged []area) []block.Block {
	rows := make([]block.Block, len(lines))
	ptrs := make([]*block.Block, len(lines))
	for i, l := range lines {
		rows[i] = block.Block{Text: strings.Join(l.cells, "\t"), Kind: block.Row, Table: table}
		ptrs[i] = &rows[i]
	}
	n := headRows(lines, merged)
	if n < 2 {
		block.NameColumns(ptrs)
		return rows
	}
	var heads [][]string
	for i := range n {
		heads = append(heads, spread(lines[i], merged))
		rows[i].Kind = block.RowHead
	}
	columns := block.MergeHeads(heads)
	for i := n; i < len(rows); i++ {
		rows[i].Columns = columns
	}
	return rows
}

// headRows counts the rows of heads: two where a cell of the first row lies over several of the second,
// and as many as the cells of the first are high.
func headRows(lines []line, merged []area) int {
	n, parted := 1, false
	for _, m := range merged {
		if m.top != lines[0].row || m.left > lines[0].first+len(lines[0].cells) {
			continue
		}
		n = max(n, m.bottom-m.top+1)
		if m.right > m.left && len(lines) > 1 && lines[1].row == m.top+1 && lines[1].filledIn(m.left, m.right) > 1 {
			n, parted = max(n, 2), true
		}
	}
	if !parted || n > maxHeads || n >= len(lines) || lines[n-1].row != lines[0].row+n-1 {
		return 1
	}
	return n
}

const maxHeads = 4

// filledIn counts the filled cells between two columns.
func (l line) filledIn(left, right int) int {
	n := 0
	for c := left; c <= right && c-l.first < len(l.cells); c++ {
		if c >= l.first && l.cells[c-l.first] != "" {
			n++
		}
	}
	return n
}

// spread carries the name over a merged cell to all columns under it.
func spread(l line, merged []area) []string {
	out := slices.Clone(l.cells)
	for _, m := range merged {
		at := m.left - l.first
		if m.top != l.row || at < 0 || at >= len(out) {
			continue
		}
		for c := at + 1; c <= m.right-l.first && c < maxColumns; c++ {
			for c >= len(out) {
				out = append(out, "")
			}
			out[c] = out[at]
		}
	}
	return out
}
