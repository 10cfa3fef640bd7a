package parse

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Bounds on what a check of tables says and on what it takes for running numbers.
const (
	fewRows     = 5  // a column of fewer filled cells has no shape
	mostSkipped = 40 // a longer step is another count
	mostTold    = 5  // sentences about tables in one document
)

var (
	runningNumber = regexp.MustCompile(`^[（(]?(\d{1,4})[)）.．、]?$`)
	plainNumber   = regexp.MustCompile(`^[-+−]?\d{1,3}(?:[, ]?\d{3})*(?:\.\d+)?\s?%?$`)
	fusedNumbers  = regexp.MustCompile(`^\d[\d,]*\.\d+[ .,]?\d[\d,]*\.\d+%?$|^\d{1,3}(?:,\d{3})*,\d{4,}(?:,\d{3})*$|^\d[\d.,]* \d[\d.,]*$`)
)

// tableFaults says where tables were not read as they are printed, as far as they tell themselves:
// running numbers that leave some out, and cells that hold two numbers in a column of one each. The
// cells stay as they were read.
func tableFaults(lines []line) []string {
	var out []string
	var run counted
	for i := 0; i < len(lines); {
		j := i + 1
		if lines[i].Table == 0 {
			i = j
			continue
		}
		for j < len(lines) && lines[j].Table == lines[i].Table {
			j++
		}
		rows := make([][]string, 0, j-i)
		for _, l := range lines[i:j] {
			rows = append(rows, strings.Split(l.Text, "\t"))
		}
		run.rows(lines[i].Table, rows)
		out = append(out, fused(lines[i].Table, lines[i:j], rows)...)
		i = j
	}
	out = append(run.faults(), out...)
	if n := len(out) - mostTold; n > 0 {
		out = append(out[:mostTold:mostTold], fmt.Sprintf("tables have %d more places of this kind", n))
	}
	return out
}

// counted follows the running numbers in the first cells of rows, over the pages of a table.
type counted struct {
	last, steps, odd int
	gaps, all        []string
}

func (n *counted) rows(table int, rows [][]string) {
	for _, cells := range rows {
		m := runningNumber.FindStringSubmatch(strings.TrimSpace(cells[0]))
		if m == nil || len(cells) < 2 {
			continue
		}
		number, err := strconv.Atoi(m[1])
		if err != nil || number > 1900 && number < 2100 { // years are no count
			continue
		}
		switch step := number - n.last; {
		case number == 1:
			n.close()
		case step == 1:
			n.steps++
		case step > 1 && step <= mostSkipped && n.last > 0:
			n.gaps = append(n.gaps, fmt.Sprintf("the running numbers of table %d go from %d to %d: the rows between may not have been read", table, n.last, number))
		case step != 0: // rows of one number share it
			n.odd++
		}
		n.last = number
	}
}

// close ends a count and keeps its gaps, where it was one: it began with 1, went on by one in nearly
// all rows and never went back.
func (n *counted) close() {
	if n.odd == 0 && n.steps >= fewRows-1 && len(n.gaps)*4 <= n.steps {
		n.all = append(n.all, n.gaps...)
	}
	n.steps, n.odd, n.gaps = 0, 0, nil
}

func (n *counted) faults() []string {
	n.close()
	return n.all
}

// fused finds the cells of a column of numbers that hold more than one.
func fused(table int, lines []line, rows [][]string) []string {
	var out []string
	width := 0
	for _, cells := range rows {
		width = max(width, len(cells))
	}
	for x := range min(width, 64) {
		plain, suspects, others := 0, []int(nil), 0
		for i, cells := range rows {
			if x >= len(cells) || lines[i].Columns == nil && i == 0 {
				continue
			}
			switch c := strings.TrimSpace(cells[x]); {
			case plainNumber.MatchString(c):
				plain++
			case fusedNumbers.MatchString(c):
				suspects = append(suspects, i)
			case strings.ContainsAny(c, "0123456789") || len(c) > 12:
				others++
			}
		}
		if plain < fewRows || others > 0 || len(suspects)*5 > plain {
			continue
		}
		for _, i := range suspects {
			out = append(out, fmt.Sprintf("the cell %q in row %d of table %d is not one number as the others of its column: two may have run together", rows[i][x], i+1, table))
		}
	}
	return out
}
