package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// writeLines writes one JSON object a line. Where differences are told each has "_change", and one
// that was deleted has its id alone.
func writeLines(w io.Writer, rows sequence) error {
	out := bufio.NewWriter(w)
	for r, err := range rows {
		if err != nil {
			return err
		}
		if r.whole == nil {
			r.whole = map[string]string{"id": r.id}
		}
		b, err := json.Marshal(r.whole)
		if err != nil {
			return fmt.Errorf("write %s: %w", r.id, err)
		}
		if r.change != "" {
			b = append(fmt.Appendf(nil, `{"_change":%q,`, r.change), b[1:]...)
		}
		if _, err := out.Write(append(b, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// writeCSV writes RFC 4180 in UTF-8 with a head line; members of a list are joined by " | ".
func writeCSV(w io.Writer, set Set, rows sequence, _ bool) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := []string{}
	for _, c := range set.Columns() {
		head = append(head, c.Name)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		var cells []string
		for _, v := range values(r) {
			cells = append(cells, csvCell(v))
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// values returns the values of a row's columns. Of a row that was deleted nothing is known but its id:
// its other values are nil, as a 0 or a false would say something.
func values(r record) []any {
	v := reflect.ValueOf(r.row)
	out := make([]any, v.NumField())
	for i := range out {
		if r.change == Deleted && v.Field(i).IsZero() {
			continue
		}
		out[i] = v.Field(i).Interface()
	}
	return out
}

func csvCell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return safeCell(v)
	case []string:
		return safeCell(strings.Join(v, " | "))
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// beginsFormula are the characters with which a cell is a formula to a spreadsheet, in their wide
// forms too.
const beginsFormula = "=+-@＝＋－＠"

// safeCell keeps a text from being a formula: where it begins with a sign of one, behind whatever
// blanks or quotes, an apostrophe is put before it, by which spreadsheets know a text. The same is done
// behind a line end, a tab or a semicolon, at which some cut cells where they should not.
func safeCell(s string) string {
	var b strings.Builder
	starts := true
	for _, r := range s {
		switch {
		case starts && strings.ContainsRune(beginsFormula, r):
			b.WriteByte('\'')
			starts = false
		case r == '\n' || r == '\r' || r == '\t' || r == ';':
			starts = true
		case starts && (r == ' ' || r == '"' || r == '\'' || r == '\u00a0' || r == '\ufeff' || r == '\u3000' || r < ' '):
		default:
			starts = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// maxCell is how many characters a cell of a workbook may have.
const maxCell = 32_767

// maxSheetRows is how many rows a sheet may have.
const maxSheetRows = 1_048_576

// writeXLSX writes a workbook: the rows, and the data dictionary on a sheet of its own. Cells are
// typed as texts, so that none is a formula.
func writeXLSX(w io.Writer, set Set, rows sequence) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", set.Name); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(set.Name)
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	// The head stays in sight.
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	var head []any
	for _, c := range set.Columns() {
		head = append(head, excelize.Cell{StyleID: bold, Value: c.Name})
	}
	line := 0
	put := func(cells []any) error {
		if line++; line > maxSheetRows {
			return fmt.Errorf("more than %d rows do not fit a sheet; take csv or parquet, or only what changed since a version", maxSheetRows)
		}
		return out.SetRow(fmt.Sprintf("A%d", line), cells)
	}
	if err := put(head); err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		if err := put(sheetCells(r)); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if err := dictionarySheet(f, set); err != nil {
		return err
	}
	return f.Write(w)
}

func sheetCells(r record) []any {
	var cells []any
	for _, v := range values(r) {
		if list, ok := v.([]string); ok {
			v = strings.Join(list, " | ")
		}
		if s, ok := v.(string); ok {
			v = excelize.Cell{Value: clipped(s)}
		}
		cells = append(cells, v)
	}
	return cells
}

// clipped cuts a text to what a cell holds, and says so.
func clipped(s string) string {
	r := []rune(s)
	if len(r) <= maxCell {
		return s
	}
	const note = " … (cut; the whole is in the other formats)"
	return string(r[:maxCell-len([]rune(note))]) + note
}

func dictionarySheet(f *excelize.File, set Set) error {
	const name = "dictionary"
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	lines := [][]any{{"column", "type", "about"}}
	for _, c := range set.Columns() {
		lines = append(lines, []any{c.Name, c.Type, c.About})
	}
	for i, l := range lines {
		if err := f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &l); err != nil {
			return err
		}
	}
	return nil
}
