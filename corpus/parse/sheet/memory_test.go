package sheet

import (
	"errors"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office/officetest"
)

// TestCellsAreCounted refuses a workbook with more cells than the limit though its bytes are few, and a
// text with more, as each cell costs memory of its own.
func TestCellsAreCounted(t *testing.T) {
	few := block.Limits{Bytes: 1 << 20, Cells: 500}
	x := sameXLSX()
	x["xl/worksheets/a.xml"] = "<worksheet><sheetData>" + strings.Repeat("<row>"+strings.Repeat("<c><v>1</v></c>", 100)+"</row>", 10) + "</sheetData></worksheet>"
	_, workbook := ReadXLSX(officetest.Zip(x), few)
	_, text := ReadCSV([]byte(strings.Repeat("1,2,3,4,5\n", 200)), CSV, few)
	for name, err := range map[string]error{"a workbook": workbook, "a text": text} {
		var e *block.Error
		if !errors.As(err, &e) || e.Kind != block.TooLarge {
			t.Errorf("%s: %v, want %s", name, err, block.TooLarge)
		}
	}
}
