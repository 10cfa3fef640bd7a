package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsCSV reports whether a text is clearly a table: at least three records of as many cells each, short
// ones, none of which reads like prose. Two columns, or a blank behind each delimiter, are what a poem, a
// letter or a list of addresses has too, so that they need more to show for it. Text with tabs is a table
// to the reader of plain text.
func IsCSV(b []byte) bool {
	if len(b) == 0 || bytes.IndexByte(b[:min(len(b), sampled)], '\n') < 0 {
		return false
	}
	text := string(b[:min(len(b), sampled+1)])
	for _, d := range ",;|" {
		if n, records, ok := shape(text, d); ok && n >= 3 && records >= 3 {
			return true
		}
		if isPlainTable(text, d) {
			return true
		}
	}
	return false
}

// isPlainTable tells a table that has two columns, or a blank behind its delimiters, from prose.
func isPlainTable(text string, comma rune) bool {
	records := sample(text, comma)
	if len(records) < 3 {
		return false
	}
	columns, spaced, han, ends := len(records[0]), 0, 0, 0
	filled := make([]bool, columns)
	for _, record := range records {
		if len(record) != columns {
			return false
		}
		for i, c := range record {
			if i > 0 && strings.HasPrefix(c, " ") {
				spaced++
			}
			if utf8.RuneCountInString(c) > longestOfCell || strings.Count(c, "(") != strings.Count(c, ")") {
				return false
			}
			filled[i] = filled[i] || strings.TrimSpace(c) != ""
		}
		line := strings.TrimSpace(strings.Join(record, ""))
		if strings.ContainsFunc(line, unspaced) {
			han++
		}
		if last, _ := utf8.DecodeLastRuneInString(line); strings.ContainsRune(".!?:;。！？：；…", last) {
			ends++
		}
	}
	for _, f := range filled {
		if !f { // a line of a letter or a poem that ends with the delimiter
			return false
		}
	}
	if columns < 2 || ends*2 > len(records) {
		return false
	}
	if spaced > 0 || han > 0 {
		// Prose has a blank behind its commas, and Chinese prose has none: only figures under a head of
		// words show a table.
		return hasFiguresUnderHead(records)
	}
	return !allFigures(records) // decimals with a comma, one a line
}

// sample cuts the head of a text into records; nil where that goes wrong. The last record may be cut off,
// and is left out of a longer text.
func sample(text string, comma rune) [][]string {
	head := text[:min(len(text), sampled)]
	if len(head) < len(text) {
		head = head[:strings.LastIndexByte(head, '\n')+1]
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(head, "\ufeff")))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	var records [][]string
	for len(records) < sampledLines {
		record, err := r.Read()
		if err != nil {
			break
		}
		records = append(records, record)
	}
	return records
}

// hasFiguresUnderHead reports whether the first record has no digit and a column of the others has
// nothing but figures or codes.
func hasFiguresUnderHead(records [][]string) bool {
	for _, c := range records[0] {
		if c == "" || strings.ContainsFunc(c, unicode.IsDigit) {
			return false
		}
	}
	for i := range records[0] {
		figures := true
		for _, record := range records[1:] {
			figures = figures && isFigure(record[i])
		}
		if figures {
			return true
		}
	}
	return false
}

func allFigures(records [][]string) bool {
	for _, record := range records {
		for _, c := range record {
			if !isFigure(c) {
				return false
			}
		}
	}
	return true
}

// isFigure reports whether a cell is a number, a date or a code: one word with a digit.
func isFigure(cell string) bool {
	c := strings.TrimSpace(cell)
	return strings.ContainsFunc(c, unicode.IsDigit) && !strings.ContainsFunc(c, unicode.IsSpace) && !strings.ContainsFunc(c, unspaced)
}

// unspaced reports whether a character may belong to a script that puts no blanks, as the bytes of a
// charset other than UTF-8 may.
func unspaced(r rune) bool {
	return r == utf8.RuneError || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
