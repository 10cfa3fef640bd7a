package parse

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestTableFaults reads tables with rows or cells amiss, and some that are right as they are.
func TestTableFaults(t *testing.T) {
	table := func(rows ...string) string {
		return "<table><tr><th>No.</th><th>Goods</th><th>Rate</th></tr><tr><td>" + strings.Join(rows, "</td></tr><tr><td>") + "</td></tr></table>"
	}
	row := func(number any, rate string) string { return fmt.Sprintf("%v</td><td>ore</td><td>%s", number, rate) }
	count := func(from, to int) (out []string) {
		for n := from; n <= to; n++ {
			out = append(out, row(n, fmt.Sprintf("%d.5", n)))
		}
		return out
	}
	skips := func(table, from, to int) string {
		return fmt.Sprintf("the running numbers of table %d go from %d to %d: the rows between may not have been read", table, from, to)
	}
	fused := func(cell string, row int) string {
		return fmt.Sprintf("the cell %q in row %d of table 1 is not one number as the others of its column: two may have run together", cell, row)
	}
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"whole", table(count(1, 12)...), nil},
		{"rows between are missing", table(slices.Concat(count(1, 6), count(11, 14))...), []string{skips(1, 6, 11)}},
		{"rows at the turn of a page are missing", table(count(1, 6)...) + "<p>Page 2</p>" + table(count(9, 12)...), []string{skips(2, 6, 9)}},
		{"a table goes on", table(count(1, 6)...) + "<p>Page 2</p>" + table(count(7, 12)...), nil},
		{"each table counts from one", table(count(1, 6)...) + table(count(1, 4)...) + table(count(1, 7)...), nil},
		{"numbers of headings of a tariff", table(row(25, "1"), row(26, "1"), row(28, "1"), row(72, "1"), row(81, "1"), row(85, "1")), nil},
		{"years", table(row(2019, "1"), row(2020, "1"), row(2021, "1"), row(2022, "1"), row(2023, "1"), row(2026, "1")), nil},
		{"several rows of one number", table(row(1, "1"), row(1, "2"), row(2, "2"), row(3, "1"), row(4, "1"), row(5, "1"), row(6, "1")), nil},
		{"two amounts in one cell", table(append(count(1, 6), row(7, "12.514.75"))...), []string{fused("12.514.75", 8)}},
		{"two amounts with a blank", table(append(count(1, 6), row(7, "12.5 14.75"))...), []string{fused("12.5 14.75", 8)}},
		{"thousands", table(append(count(1, 6), row(7, "12,514.75"), row(8, "1 200"), row(9, "–"), row(10, ""))...), nil},
		{"ranges and words", table(append(count(1, 6), row(7, "12.5-14.75"), row(8, "12.514.75"), row(9, "up to 3"))...), nil},
	} {
		p, err := Parse(context.Background(), Input{Bytes: []byte("<html><body><h1>Rates of ores</h1><p>The rates below apply to the ores named.</p>" + c.page + "</body></html>"), MediaType: "text/html"}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(p.Warnings, c.want) {
			t.Errorf("%s: warnings %q, want %q", c.name, p.Warnings, c.want)
		}
	}
}
