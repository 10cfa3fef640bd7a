package kb_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// values has one value of each kind, every field set.
var values = []kb.Value{
	kb.MaterialValue{Material: "Dy", Form: "oxide", Item: "magnet-line"},
	kb.MaterialValue{Item: "magnet-line"},
	kb.RestrictionValue{Type: kb.LicenceRequirement, Direction: kb.Export},
	kb.DateValue{Date: corpus.Date{Year: 2025, Month: 4}, Place: "CN", Derived: "the day of publication"},
	kb.DestinationValue{Destination: "US"},
	kb.EndUseValue{EndUse: kb.Military},
	kb.EndUserValue{Name: "listed parties"}, kb.EndUserValue{Name: "A", Also: "B", List: "entity_list", Address: "1 Road"},
	kb.ThresholdValue{Quantity: "purity", Comparison: ">=", Number: 99.99, Unit: "%", Subject: "antimony oxide"},
	kb.ControlCodeValue{Code: "1C902.a", List: "cn"},
	kb.CustomsCodeValue{Code: "2846901930", Edition: "2022"},
	kb.AuthorityValue{Authority: "MOFCOM"},
	kb.DocumentNumberValue{Number: "商务部公告2025年第61号", Names: "cn-mofcom-2025-61"},
	kb.LegalBasisValue{Law: "Export Control Law", Names: "cn-export-control-law-2020"},
	kb.CitationValue{Cited: "No. 46 of 2024", Target: "cn-mofcom-2024-46", Provision: "2", Passive: true},
	kb.CitationValue{Cited: "some act"},
}

func TestFactsOfEveryKindAreReadBackAsWritten(t *testing.T) {
	seen := map[kb.Kind]bool{}
	for _, v := range values {
		seen[v.Kind()] = true
		f := kb.Fact{ID: kb.NewFactID("d-a", v, kb.RoleEvent, "words", 0), Value: v, AsPrinted: "words", Role: kb.RoleEvent, Assertion: kb.Asserted,
			Span: corpus.Span{Document: "d-a", Revision: "d-a.1", Start: 1, End: 6, Quote: "words", Address: "一"}, Context: corpus.Range{Start: 0, End: 9},
			Rule: "test/1", Confidence: 0.5, Review: kb.Confirmed, Instrument: "cn-x-1", Source: "s", Language: "zh-Hans",
			FirstSeen: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), LastSeen: time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC), Current: true, Sample: true}
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var back kb.Fact
		if err := json.Unmarshal(b, &back); err != nil || !reflect.DeepEqual(back, f) {
			t.Errorf("%s was written as %s and read as %+v, %v", v.Kind(), b, back, err)
		}
		var flat map[string]any
		if err := json.Unmarshal(b, &flat); err != nil || flat["value"] != v.Normal() || flat["kind"] != string(v.Kind()) {
			t.Errorf("%s: value %v, kind %v", v.Kind(), flat["value"], flat["kind"])
		}
	}
	for _, k := range kb.Kinds() {
		if !seen[k] {
			t.Errorf("no value of kind %s", k)
		}
	}
	var f kb.Fact
	if err := json.Unmarshal([]byte(`{"id":"f-1","kind":"weather","value":"rain"}`), &f); err == nil {
		t.Error("a fact of an unknown kind was read")
	}
}

func TestAFactIDIsMadeOfWhatIsSaid(t *testing.T) {
	v := kb.MaterialValue{Material: "Dy"}
	id := kb.NewFactID("d-a", v, kb.RoleRestricted, "镝", 0)
	for name, other := range map[string]kb.FactID{
		"document": kb.NewFactID("d-b", v, kb.RoleRestricted, "镝", 0), "value": kb.NewFactID("d-a", kb.MaterialValue{Material: "Tb"}, kb.RoleRestricted, "镝", 0),
		"role": kb.NewFactID("d-a", v, kb.RoleMentioned, "镝", 0), "words": kb.NewFactID("d-a", v, kb.RoleRestricted, "鏑", 0), "count": kb.NewFactID("d-a", v, kb.RoleRestricted, "镝", 1),
	} {
		if other == id {
			t.Errorf("another %s gives the same id", name)
		}
	}
	if kb.NewFactID("d-a", kb.MaterialValue{Material: "Dy", Form: "oxide"}, kb.RoleRestricted, "镝", 0) != id {
		t.Error("a better reading of the form changes the id, and a reviewer's decision loses its object")
	}
}

func TestClosedLists(t *testing.T) {
	if n := len(kb.Elements()); n != 118 {
		t.Errorf("%d elements", n)
	}
	seen := map[kb.RestrictionType]bool{}
	last := 1000
	for _, r := range kb.Restrictions() {
		if seen[r.Type] || r.Meaning == "" || r.Direction == "" || r.Type.Info() != r {
			t.Errorf("restriction %+v", r)
		}
		seen[r.Type] = true
		if r.Strictness == 0 {
			last = 0
		} else if last == 0 {
			t.Errorf("%s binds and stands behind what eases", r.Type)
		}
	}
	if kb.RestrictionType("nonsense").Info().Strictness != 0 {
		t.Error("an unknown restriction binds")
	}
	for _, g := range kb.Groups() {
		for _, m := range g.Members {
			if within, ok := kb.GroupNamed(m); !m.IsElement() && (!ok || len(within.Members) > 0 || within.ByReference) {
				t.Errorf("group %s has the member %q, which is neither an element nor a substance", g.Name, m)
			}
		}
	}
	kb.Groups()[0].Name = "changed"
	if g, ok := kb.GroupNamed("REE"); !ok || len(g.Members) != 17 || kb.Groups()[0].Name != "REE" {
		t.Errorf("REE = %+v", g)
	}
}

func TestPlaces(t *testing.T) {
	if n := len(kb.Countries()); n != 249 || !slices.IsSorted(kb.Countries()) {
		t.Errorf("%d countries", n)
	}
	for _, tt := range []struct {
		named, asked    string
		covers, touches bool
	}{
		{"*", "US", true, true}, {"US", "US", true, true}, {"US", "JP", false, false}, {"EU", "DE", true, true}, {"DE", "EU", false, true},
		{"non-OECD", "CN", true, true}, {"non-OECD", "DE", false, false}, {"non-EAEU", "CN", true, true}, {"EAEU", "KZ", true, true}, {"OECD", "EU", false, true}, {"EU", "OECD", false, true}, {"non-OECD", "XX", false, false},
	} {
		if got := kb.Covers(tt.named, tt.asked); got != tt.covers {
			t.Errorf("Covers(%s, %s) = %v", tt.named, tt.asked, got)
		}
		if got := kb.Touches(tt.named, tt.asked); got != tt.touches {
			t.Errorf("Touches(%s, %s) = %v", tt.named, tt.asked, got)
		}
	}
}

func TestNoActIsNull(t *testing.T) {
	b, err := json.Marshal(struct{ By kb.InstrumentID }{})
	if err != nil || string(b) != `{"By":null}` {
		t.Errorf("%s, %v", b, err)
	}
}
