package holdings_test

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/api/internal/holdings"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Whatever a firm or a list deals in is restricted, and is no material.
func TestMaterialsAreMaterials(t *testing.T) {
	var items []kb.Item
	for _, m := range append([]kb.Material{"W", "Ga"}, groupNames()...) {
		items = append(items, kb.Item{Material: m})
	}
	body := legal.New(kb.Law{
		Instruments: []kb.Instrument{{ID: "cn-1", Jurisdiction: "CN"}},
		Measures:    []kb.Measure{{ID: "cn-1/1", Instrument: "cn-1", Provision: "1", Items: items}},
	}, corpus.Day(2026, 11, 25))
	var got []kb.Material
	for _, row := range holdings.Materials(body) {
		got = append(got, row.Material)
	}
	for _, m := range []kb.Material{"43 kinds of goods", "defence firms", "all dual-use items", "all controlled items", "all EAR items"} {
		if slices.Contains(got, m) {
			t.Errorf("%q is listed as a material", m)
		}
	}
	for _, m := range []kb.Material{"Ga", "W", "REE", "graphite", "coal", "black_mass"} {
		if !slices.Contains(got, m) {
			t.Errorf("%q is not listed", m)
		}
	}
}

func groupNames() []kb.Material {
	var out []kb.Material
	for _, g := range kb.Groups() {
		out = append(out, g.Name)
	}
	return out
}
