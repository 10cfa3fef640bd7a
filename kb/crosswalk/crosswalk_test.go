package crosswalk_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/crosswalk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// table holds one Chinese act, one American act, and a row of a text that names codes of both.
func table(rows ...crosswalk.Row) *crosswalk.Table {
	return crosswalk.New(legal.New(kb.Law{
		Instruments: []kb.Instrument{{ID: "cn-1", Jurisdiction: "CN"}, {ID: "us-1", Jurisdiction: "US"}, {ID: "jp-1", Jurisdiction: "JP"}},
		Measures: []kb.Measure{
			{ID: "cn-1/1", Instrument: "cn-1", Items: []kb.Item{
				{Material: "Ga", Form: "metal", ControlCodes: []string{"3C004.a"}, CustomsCodes: []string{"8112929010"}},
				{Description: "reference numbers not told apart", CustomsCodes: []string{"2846901930"}}}},
			{ID: "us-1/1", Instrument: "us-1", Items: []kb.Item{{Material: "Ga", ControlCodes: []string{"3C004"}}}},
			{ID: "jp-1/1", Instrument: "jp-1", Items: []kb.Item{{Material: "Ge", ControlCodes: []string{"9Z999"}}}},
		},
	}, corpus.Day(2026, 1, 1)), rows)
}

func of(a crosswalk.Answer, k crosswalk.Kind) *crosswalk.Correspondence {
	for i := range a.Correspondences {
		if a.Correspondences[i].Kind == k {
			return &a.Correspondences[i]
		}
	}
	return nil
}

func TestOnlyWhatOneItemNamesBelongsTogether(t *testing.T) {
	a := table().OfCode("8112929010")
	for kind, want := range map[crosswalk.Kind]string{crosswalk.Material: "Ga", crosswalk.China: "3C004.a", crosswalk.HS: "811292"} {
		if c := of(a, kind); c == nil || len(c.Codes) != 1 || c.Codes[0].Code != want {
			t.Errorf("%s: %+v, want %s", kind, c, want)
		}
	}
	for _, kind := range []crosswalk.Kind{crosswalk.ECCN, crosswalk.EU} {
		if c := of(a, kind); c == nil || len(c.Codes) != 0 || c.Detail != crosswalk.NoCorrespondence {
			t.Errorf("%s: %+v, want that there is no official correspondence", kind, c)
		}
	}
	if len(a.Neighbours) != 1 || a.Neighbours[0].To.Kind != crosswalk.ECCN {
		t.Errorf("neighbours %+v, want the ECCN of the same element", a.Neighbours)
	}
	for _, l := range a.Links {
		if l.Measure != "cn-1/1" || l.Derived != "" && l.To.Edition != "" {
			t.Errorf("a link without who says so: %+v", l)
		}
	}
}

func TestOfAMaterial(t *testing.T) {
	a := table().OfMaterial("Ga")
	if c := of(a, crosswalk.China); len(c.Codes) != 1 || c.Codes[0].Issuer != "CN" {
		t.Errorf("Chinese code %+v", c)
	}
	if c := of(a, crosswalk.ECCN); len(c.Codes) != 1 || c.Codes[0].Code != "3C004" {
		t.Errorf("ECCN %+v", c)
	}
	if c := of(a, crosswalk.HS); len(c.Codes) != 1 || c.Codes[0].Code != "811292" {
		t.Errorf("the subheading of its customs code: %+v", c)
	}
	if a = table().OfMaterial("W"); len(a.Links) != 0 || len(a.Correspondences) != 5 {
		t.Errorf("a material that nothing names: %+v", a)
	}
}

func TestARowOfATextNamesBoth(t *testing.T) {
	fact := func(v kb.Value, words string) kb.Fact {
		return kb.Fact{Value: v, Span: corpus.Span{Document: "d-1", Quote: words}}
	}
	a := table(crosswalk.Row{Document: "d-1", Issuer: "EU", Address: "Annex, row 3", Facts: []kb.Fact{
		fact(kb.ControlCodeValue{Code: "3C904", List: "eu"}, "3C904"), fact(kb.ControlCodeValue{Code: "3C004.a", List: "cn"}, "3C004.a"), fact(kb.CustomsCodeValue{Code: "811292", Edition: "HS 2022"}, "8112.92")}}).OfCode("3C904")
	c := of(a, crosswalk.China)
	if len(c.Codes) != 1 || len(a.Links) != 2 || len(a.Links[0].Basis.Spans) != 3 || a.Links[0].Provision != "Annex, row 3" {
		t.Errorf("links %+v", a.Links)
	}
	if hs := of(a, crosswalk.HS); len(hs.Codes) != 1 || hs.Codes[0].Edition != "HS 2022" {
		t.Errorf("subheading %+v, want its edition", hs)
	}
}

func TestACodeBelowAnother(t *testing.T) {
	if a := table().OfCode("284690"); len(a.Links) != 2 || of(a, crosswalk.Customs) == nil || of(a, crosswalk.Customs).Codes[0].Code != "2846901930" {
		t.Errorf("below the subheading: %+v", a)
	}
	if a := table().OfCode("9Z999"); len(a.Links) != 1 || a.Links[0].To.Kind != crosswalk.Control {
		t.Errorf("a code of a list that is not known: %+v", a.Links)
	}
}

func TestCodesAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]string{"2846.90.1930": "2846901930", "8112 92": "811292", "3c004.a": "3C004.a", " 1C902 ": "1C902", "gallium": "", "12": "", "": "", "3C": ""} {
		got, ok := crosswalk.Code(in)
		if ok != (want != "") || ok && got != want {
			t.Errorf("Code(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}
