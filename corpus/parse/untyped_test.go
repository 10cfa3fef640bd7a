package parse

import (
	"context"
	"testing"
)

// TestUntypedTable reads a short table without a declared type by its shape, and leaves a poem a text.
func TestUntypedTable(t *testing.T) {
	for in, want := range map[string]format{
		"Country,Code\nGabon,GA\nChile,CL\n":                                         formCSV,
		"Name;Code\n\"Foil; thin\";7607.11\n\"Rods\";7604.10\n":                      formCSV,
		"Deep in the hill, the miners sing\nUp, they say, comes ore\nand more, more": formPlain,
	} {
		for _, declared := range []string{"", "application/octet-stream", "text/plain"} {
			if got := sniff([]byte(in), declared); got != want {
				t.Errorf("sniff(%.20q, %q) = %s, want %s", in, declared, got, want)
			}
		}
	}
	p, err := Parse(context.Background(), Input{Bytes: []byte("Country,Code\nGabon,GA\nChile,CL\n"), URL: "https://ores.example/list"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, v := range p.Provisions {
		if len(v.Columns) == 2 {
			rows++
		}
	}
	if rows != 2 {
		t.Errorf("%d rows with two named columns, want 2: %+v", rows, p.Provisions)
	}
}
