package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// The media types of tables as text.
const (
	CSV = "text/csv"
	TSV = "text/tab-separated-values"
)

// ReadCSV reads a table as text (RFC 4180, with the delimiters that programs write in its place).
// mediaType is what was declared, for its charset. Cells stay as they are: nothing is taken for a
// number.
func ReadCSV(b []byte, mediaType string, limits block.Limits) (block.Page, error) {
	text, warnings := block.Decode(b, mediaType, false)
	k := newBook("csv/1", CSV, limits)
	k.Warnings = warnings
	comma := delimiterOf(text)
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 1 {
		// A line for Excel alone, which names the delimiter.
		r, _ := utf8.DecodeRuneInString(rest)
		if _, after, ok := strings.Cut(rest, "\n"); ok && !strings.ContainsRune("\"\r\n\ufffd", r) {
			comma, text = r, after
		}
	}
	g := newGrid("")
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	for row := 0; ; row++ {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			g.broken = "breaks off: " + err.Error()
			break
		}
		for column, cell := range record {
			if err := k.set(g, row, column, cell); err != nil {
				return block.Page{}, err
			}
		}
	}
	p, err := k.finish([]*grid{g})
	nameByFirst(p.Blocks)
	return p, err
}

// delimiters are tried in this order; the first with most columns is taken.
const delimiters = ",\t;|"

// delimiterOf finds the delimiter that cuts the first records into most columns.
func delimiterOf(text string) rune {
	best, comma := 0, ','
	for _, d := range delimiters {
		if n, _, ok := shape(text, d); ok && n > best {
			best, comma = n, d
		}
	}
	if best > 0 {
		return comma
	}
	for _, d := range delimiters {
		head, _, _ := strings.Cut(text, "\n")
		if strings.ContainsRune(head, d) {
			return d
		}
	}
	return ','
}

// sampled is how much of a text is looked at.
const (
	sampled       = 16 << 10
	sampledLines  = 50
	longestOfCell = 60
)

// shape cuts the head of a text with a delimiter: the columns of its records, if all have as many, and
// the number of records.
func shape(text string, comma rune) (columns, records int, ok bool) {
	head := text[:min(len(text), sampled)]
	if len(head) < len(text) {
		head = head[:strings.LastIndexByte(head, '\n')+1]
	}
	r := csv.NewReader(strings.NewReader(head))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	length, spaced := 0, 0
	for records < sampledLines {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || columns != 0 && len(record) != columns {
			return 0, 0, false
		}
		columns = len(record)
		records++
		for i, c := range record {
			length += utf8.RuneCountInString(c)
			if i > 0 && strings.HasPrefix(c, " ") {
				spaced++
			}
		}
	}
	// In prose a blank follows the comma.
	prose := spaced*2 > records*(columns-1)
	return columns, records, columns > 1 && !prose && length <= records*columns*longestOfCell
}

// nameByFirst takes the first record for the names of the columns where each cell has one and none is a
// number.
func nameByFirst(rows []block.Block) {
	if len(rows) < 2 || rows[0].Kind != block.Row || rows[1].Columns != nil {
		return
	}
	cells := strings.Split(rows[0].Text, "\t")
	for _, c := range cells {
		if _, err := strconv.ParseFloat(strings.ReplaceAll(c, ",", ""), 64); err == nil || c == "" || utf8.RuneCountInString(c) > longestOfCell {
			return
		}
	}
	rows[0].Kind = block.RowHead
	for i := range rows[1:] {
		if rows[1+i].Kind == block.Row {
			rows[1+i].Columns = cells
		}
	}
}
