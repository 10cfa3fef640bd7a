package pdf

import (
	"strings"
	"testing"
)

// A cell of the first row over several of the second: both rows name the columns. A number is data.
func TestHeadsOfTwoRows(t *testing.T) {
	for _, c := range []struct{ second, columns string }{
		{"Floor|Ceiling", "Code|Limits Floor|Limits Ceiling"},
		{"2031|2032", "Code|Limits"},
	} {
		p := &typesetter{}
		p.rules = append(p.rules, box{60, 400, 700, 700}, box{150, 400, 670, 670}, box{60, 400, 640, 640}, box{60, 400, 610, 610}, box{60, 400, 580, 580},
			box{60, 60, 580, 700}, box{150, 150, 580, 700}, box{270, 270, 580, 670}, box{400, 400, 580, 700})
		p.put(70, 665, 10, "Code")
		p.put(200, 680, 10, "Limits")
		floor, ceiling, _ := strings.Cut(c.second, "|")
		p.put(160, 650, 10, floor)
		p.put(280, 650, 10, ceiling)
		for i, code := range []string{"7A1", "7A2"} {
			y := 620 - 30*float64(i)
			p.put(70, y, 10, code)
			p.put(160, y, 10, "4 mm")
			p.put(280, y, 10, "9 mm")
		}
		blocks := layOutPages(t, p).Blocks
		if got := strings.Join(blocks[len(blocks)-1].Columns, "|"); got != c.columns {
			t.Errorf("the columns are %q, want %q", got, c.columns)
		}
	}
}
