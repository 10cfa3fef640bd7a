package pdf

import (
	"strings"
	"testing"
)

// setRows sets a table without drawn lines, cells broken into lines; between rows stands gap more than
// between lines. It returns the next height.
func (p *typesetter) setRows(xs []float64, y, gap float64, rows ...[]string) float64 {
	for _, row := range rows {
		most := 0
		for i, cell := range row {
			lines := strings.Split(cell, "/")
			for k, l := range lines {
				if l != "" {
					p.put(xs[i], y-11*float64(k), 9, l)
				}
			}
			most = max(most, len(lines))
		}
		y -= 11*float64(most) + gap
	}
	return y
}

// Rows of tables without drawn lines, whose cells have several lines each, are told by the gaps
// between them, or by a column of codes or numbers that has one for each row.
func TestRowsOfSeveralLines(t *testing.T) {
	xs := []float64{60, 210, 430}
	for _, c := range []struct {
		name string
		gap  float64
		rows [][]string
		want string
	}{
		{"gaps between rows", 9, [][]string{{"Goods", "Forms of the/goods", "Entry"}, {"Gallium and its/compounds of any/purity", "wafers and/ingots", "3C001"},
			{"Tin foil", "thinner than/a hair", "3C002"}, {"Zinc wire and/rods", "any form", "3C003"}},
			"head Goods|Forms of the goods|Entry\nrow Gallium and its compounds of any purity|wafers and ingots|3C001\nrow Tin foil|thinner than a hair|3C002\nrow Zinc wire and rods|any form|3C003\n"},
		{"a column of codes on the right", 0, [][]string{{"Goods", "Forms", "Entry"}, {"Gallium and its/compounds", "wafers and/ingots", "3C001"},
			{"Tin foil", "thinner than/a hair", "3C002"}, {"Zinc wire and/rods", "any form", "3C003"}},
			"head Goods|Forms|Entry\nrow Gallium and its compounds|wafers and ingots|3C001\nrow Tin foil|thinner than a hair|3C002\nrow Zinc wire and rods|any form|3C003\n"},
		{"running numbers on the left", 0, [][]string{{"No.", "Goods", "Use"}, {"1.", "Gallium and its/compounds of any/purity", "diodes"}, {"2.", "Tin foil", "cans and/other boxes"}, {"3.", "Zinc wire", "roofs"}},
			"head No.|Goods|Use\nrow 1.|Gallium and its compounds of any purity|diodes\nrow 2.|Tin foil|cans and other boxes\nrow 3.|Zinc wire|roofs\n"},
		{"one line each", 0, [][]string{{"Goods", "Forms", "Entry"}, {"Gallium", "wafers", "3C001"}, {"Tin", "foil", "3C002"}, {"Zinc", "wire", "3C003"}},
			"head Goods|Forms|Entry\nrow Gallium|wafers|3C001\nrow Tin|foil|3C002\nrow Zinc|wire|3C003\n"},
		{"one line each, set in groups", 0, [][]string{{"Goods", "Forms", "Entry"}, {"Gallium", "wafers", "3C001"}, {"Tin/", "foil", "3C002"}, {"Zinc", "wire", "3C003"}, {"Lead", "rods", "3C004"}},
			"head Goods|Forms|Entry\nrow Gallium|wafers|3C001\nrow Tin|foil|3C002\nrow Zinc|wire|3C003\nrow Lead|rods|3C004\n"},
		{"words alone, several lines in the first cell", 8, [][]string{{"Goods", "Forms", "Users"}, {"Gallium and its/compounds of any/purity/and origin", "wafers", "makers of/diodes"}, {"Tin foil", "thin", "packers"}, {"Zinc wire", "thick", "roofers"}},
			"head Goods|Forms|Users\nrow Gallium and its compounds of any purity and origin|wafers|makers of diodes\nrow Tin foil|thin|packers\nrow Zinc wire|thick|roofers\n"},
		{"a code missing on the right", 0, [][]string{{"Entry", "Goods", "Customs"}, {"3C001", "Gallium", "811292"}, {"3C002", "Saw wire", ""}, {"3C003", "Tin foil", "800700"}, {"3C004", "Zinc wire", "790400"}},
			"head Entry|Goods|Customs\nrow 3C001|Gallium|811292\nrow 3C002|Saw wire\nrow 3C003|Tin foil|800700\nrow 3C004|Zinc wire|790400\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &typesetter{}
			y := p.column(60, 760, 460, 9, prose+".")
			y = p.setRows(xs, y-20, c.gap, c.rows...)
			p.column(60, y-20, 460, 9, prose+".")
			wantOutline(t, layOutPages(t, p).Blocks, prose+".\n"+c.want+prose+".\n")
		})
	}
}
