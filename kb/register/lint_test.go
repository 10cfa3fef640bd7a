package register

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// clean is a small register without fault, which each case breaks in one place.
const clean = `id: zw-act
jurisdiction: ZW
authorities: [ZW-MINES]
kind: order
title: {en: "An order"}
published: 2023-01-05
provenance: {confidence: high, total: 1, urls: ["https://gazette.example/1"]}
conflicts: ["Sources differ."]
measures:
  - provision: "2-1"
    restriction: prohibition
    direction: export
    summary: "Ore may not leave."
    items: [{material: Li, form: ore, control_codes: ["1C902.a"], customs_codes: ["2846901930"]}]
    destinations: ["*"]
    end_uses: [military]
    thresholds: [{words: "all of it"}]
life:
  - {event: adopts, on: 2023-01-05}
  - {event: commences, on: 2023-02-01, provisions: ["2"]}
disputes:
  - {about: text, measure: "2-1", claims: [{says: "One.", source: "a page"}, {says: "Two.", source: "a page"}]}
`

func TestLint(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"nothing wrong", "", "", ""},
		{"unknown authority", "[ZW-MINES]", "[NOBODY]", `authority "NOBODY" is not in`},
		{"no authority", "[ZW-MINES]", "[]", "names no authority"},
		{"a number that is a remark", "kind: order", "kind: order\nnumber: cites Regulation 3/2020", `number "cites Regulation 3/2020" is a remark`},
		{"no title", `"An order"`, `""`, "needs a kind and an English title"},
		{"unknown confidence", "confidence: high", "confidence: sure", `confidence "sure"`},
		{"no page", `["https://gazette.example/1"]`, "[]", "names no page"},
		{"a page that is none", "https://gazette.example/1", "gazette p. 1", "is not one of the web"},
		{"a conflict that is no sentence", "Sources differ.", "Sources differ", "is not a sentence"},
		{"an address that is none", `provision: "2-1"`, `provision: "II (1)"`, "is not an address"},
		{"unknown restriction", "prohibition", "ban", `restriction "ban" is not known`},
		{"unknown direction", "direction: export", "direction: out", `direction "out" is not known`},
		{"no summary", `"Ore may not leave."`, `""`, "summary is not a sentence"},
		{"no item", `items: [{material: Li, form: ore, control_codes: ["1C902.a"], customs_codes: ["2846901930"]}]`, "items: []", "reaches no item"},
		{"an empty item", "material: Li, ", "", "without material and description"},
		{"unknown material", "material: Li", "material: unobtainium", "neither an element nor a group"},
		{"a form that is no word", "form: ore", `form: "Ore, raw"`, "is not a plain word"},
		{"a control code that is none", "1C902.a", "C902", "control code"},
		{"a customs code of odd length", "2846901930", "284690193", "customs code"},
		{"unknown place", `destinations: ["*"]`, "destinations: [ATLANTIS]", `place "ATLANTIS"`},
		{"no destination", `destinations: ["*"]`, "destinations: []", "nothing of where the goods go"},
		{"unknown end use", "end_uses: [military]", "end_uses: [civil]", `end use "civil"`},
		{"a threshold without words", `{words: "all of it"}`, `{narrows: true}`, "threshold without words"},
		{"a listing of nobody", "restriction: prohibition", "restriction: end_user_listing", "lists nobody"},
		{"unknown relation", "event: adopts", "event: decrees", `relation "decrees"`},
		{"unknown act", "{event: adopts, on: 2023-01-05}", "{event: suspends, on: 2023-01-05, by: zw-other}", `act "zw-other" is not`},
		{"an act that suspends itself", "{event: adopts, on: 2023-01-05}", "{event: suspends, on: 2023-01-05, by: zw-act}", "cannot do this to itself"},
		{"a clause without a life", "life:\n  - {event: adopts, on: 2023-01-05}\n  - {event: commences, on: 2023-02-01, provisions: [\"2\"]}", "life: []", "has no life event"},
		{"a clause that is not there", `provisions: ["2"]`, `provisions: ["3"]`, `no measure stands at provision "3"`},
		{"no date", "{event: adopts, on: 2023-01-05}", "{event: adopts}", "has no date"},
		{"ends before it begins", "{event: adopts, on: 2023-01-05}", "{event: suspends, on: 2023-01-05, until: 2022-12-01}", "ends before it begins"},
		{"out of order", "on: 2023-02-01", "on: 2022-02-01", "comes after a later event"},
		{"one claim", `, {says: "Two.", source: "a page"}`, "", "two claims"},
		{"a claim without source", `{says: "Two.", source: "a page"}`, `{says: "Two."}`, "needs a sentence and a source"},
		{"a dispute on nothing", `measure: "2-1", claims`, `measure: "9", claims`, `measure "zw-act/9" is not`},
		{"mentions what is not there", "kind: order", "kind: order\nimplements: [zw-law]", `target "zw-law" is not`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(clean, tt.old) {
				t.Fatalf("the clean register has no %q to break", tt.old)
			}
			text := strings.Replace(clean, tt.old, tt.new, 1)
			r, err := read(fstest.MapFS{"zw/zw-act.yaml": {Data: []byte(text)},
				"authorities.yaml": {Data: []byte(`[{id: ZW-MINES, name: "Ministry of Mines"}]`)}})
			if err != nil {
				t.Fatal(err)
			}
			got := Lint(r)
			if tt.want == "" && len(got) > 0 || tt.want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, tt.want) }) {
				t.Errorf("Lint() = %q, want %q", got, tt.want)
			}
		})
	}
}
