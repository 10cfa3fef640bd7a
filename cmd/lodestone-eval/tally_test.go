package main

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestShingles(t *testing.T) {
	for _, tt := range []struct {
		text string
		want map[string]int
	}{
		{"", map[string]int{}},
		{" … ", map[string]int{}},
		{"one two", map[string]int{"one two": 1}},
		{"a b c d", map[string]int{"a b c d": 1}},
		{"a b, c d. e", map[string]int{"a b c d": 1, "b c d e": 1}},
		{"x x x x x x", map[string]int{"x x x x": 3}},
		{"Été 2025 : 镓的 出口", map[string]int{"Été 2025 镓的 出口": 1}},
	} {
		if got := shingles(tt.text); !maps.Equal(got, tt.want) {
			t.Errorf("shingles(%q) = %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestOverlap(t *testing.T) {
	for _, tt := range []struct {
		found, want string
		out         tally
	}{
		{"a b c d e", "a b c d e", tally{2, 0, 0}},
		{"a b c d e", "b c d e f", tally{1, 1, 1}},
		{"x x x x x x", "x x x x x", tally{2, 1, 0}}, // as often as it comes
		{"", "a b c d e", tally{0, 0, 2}},
		{"a b c d e", "", tally{0, 2, 0}},
	} {
		if got := overlap(tt.found, tt.want); got != tt.out {
			t.Errorf("overlap(%q, %q) = %v, want %v", tt.found, tt.want, got, tt.out)
		}
	}
}

// A text without answer counts; a document without anything to find does not.
func TestMeans(t *testing.T) {
	var m means
	for _, x := range []tally{{1, 1, 0}, {0, 0, 2}, {0, 0, 0}, {0, 3, 0}} {
		m.add(x)
	}
	if p, r := m.precision.value(), m.recall.value(); p != 0.5/3 || r != 1.0/2 {
		t.Errorf("precision %v and recall %v, want 1/6 and 1/2", p, r)
	}
}

func TestTally(t *testing.T) {
	var x tally
	if x.precision() != 0 || x.recall() != 0 || x.f1() != 0 {
		t.Errorf("of nothing: %v %v %v, want zeros", x.precision(), x.recall(), x.f1())
	}
	if x.add(setOf("Ga", "Ge"), setOf("Ga", "Sb", "")) {
		t.Error("sets that differ are called equal")
	}
	if !x.add(setOf("W"), setOf("W")) || !x.add(set{}, set{}) {
		t.Error("equal sets are called different")
	}
	if x != (tally{2, 1, 1}) || round(x.f1()) != 0.6667 {
		t.Errorf("tally %v with f1 %v, want {2 1 1} with 0.6667", x, x.f1())
	}
}

// Swapping what was found and what was wanted swaps precision and recall.
func TestTallyIsSymmetric(t *testing.T) {
	values := rapid.SliceOf(rapid.SampledFrom([]string{"Ga", "Ge", "Sb", "W", "Dy"}))
	rapid.Check(t, func(t *rapid.T) {
		a, b := setOf(values.Draw(t, "a")...), setOf(values.Draw(t, "b")...)
		var x, y tally
		if x.add(a, b) != y.add(b, a) || x.precision() != y.recall() || x.f1() != y.f1() {
			t.Fatalf("%v and %v: %v, the other way %v", a, b, x, y)
		}
		if x.add(a, a) != true || len(union(a, b)) < max(len(a), len(b)) {
			t.Fatalf("%v is not equal to itself, or a union is smaller than its parts", a)
		}
	})
}

func TestRank(t *testing.T) {
	gain := func(place float64) float64 { return 1 / math.Log2(place+1) }
	for _, tt := range []struct {
		name     string
		ids      []string
		relevant set
		k        int
		want     ranking
	}{
		{"first", []string{"a"}, setOf("a"), 10, ranking{1, 1, 1}},
		{"third", []string{"x", "y", "a"}, setOf("a"), 10, ranking{1, 1. / 3, gain(3)}},
		{"beyond the places", []string{"x", "y", "a"}, setOf("a"), 2, ranking{}},
		{"two of three", []string{"a", "x", "b"}, setOf("a", "b", "c"), 10,
			ranking{2. / 3, (1 + 2./3) / 3, (1 + gain(3)) / (1 + gain(2) + gain(3))}},
		{"more relevant than places", []string{"a", "b"}, setOf("a", "b", "c", "d"), 2, ranking{0.5, 0.5, 1}},
		{"nothing found", nil, setOf("a"), 10, ranking{}},
		{"nothing relevant", []string{"a"}, set{}, 10, ranking{}},
	} {
		got := rank(tt.ids, tt.relevant, tt.k)
		if round(got.recall) != round(tt.want.recall) || round(got.precision) != round(tt.want.precision) || round(got.gain) != round(tt.want.gain) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestPercentile(t *testing.T) {
	var times []time.Duration
	for i := 200; i > 0; i-- {
		times = append(times, time.Duration(i)*time.Millisecond)
	}
	before := slices.Clone(times)
	for p, want := range map[int]float64{50: 100, 99: 198, 100: 200} {
		if got := percentile(times, p); got != want {
			t.Errorf("percentile %d = %v, want %v", p, got, want)
		}
	}
	if percentile(nil, 50) != 0 || percentile(times[:1], 99) != 200 {
		t.Error("none or one time is not read")
	}
	if !slices.Equal(before, times) {
		t.Error("the times were sorted in place")
	}
}

func TestSides(t *testing.T) {
	var exact, folded sides
	for s, shape := range map[*sides]func(string) string{&exact: func(s string) string { return s }, &folded: fold} {
		s.add("One two\nthree. Share this", []string{"One two", "two three", "four"}, []string{"Share this", "Log in"}, shape)
	}
	if exact != (sides{1, 2, 1, 1}) || folded != (sides{2, 1, 1, 1}) {
		t.Errorf("exact %v, folded %v, want {1 2 1 1} and {2 1 1 1}", exact, folded)
	}
	if got, want := folded.figures(), (segmentFigures{0.6667, 0.6667, 0.6, 0.6667}); got != want {
		t.Errorf("figures %v, want %v", got, want)
	}
}

func TestDates(t *testing.T) {
	var f dateFigures
	for _, d := range [][2]string{{"2025-10-09", "2025-10-09"}, {"2025-10", "2025-10-09"}, {"", "2025-10-09"}, {"", ""}, {"2025-10-09", ""}} {
		f.add(d[0], d[1])
	}
	if f.Right != 1 || f.Wrong != 2 || f.Silent != 2 {
		t.Errorf("%+v, want 1 right, 2 wrong, 2 silent", f)
	}
}

func TestJudge(t *testing.T) {
	ids := func(s ...string) []label {
		out := []label{}
		for _, x := range s {
			out = append(out, label{text: x})
		}
		return out
	}
	var f searchFigures
	f.judge([]string{"a", "b"}, asked{Must: ids("a"), May: ids("b", "c")})
	f.judge([]string{"b", "z"}, asked{Must: ids("a"), May: ids("b")})
	f.judge(nil, asked{Must: ids(), May: ids()})
	f.judge([]string{"z"}, asked{}) // says nothing of what must be found
	if f.Labelled != 3 || f.Exact != 2 || f.Missing != 1 || f.Unexpected != 1 {
		t.Errorf("%+v, want 3 labelled, 2 exact, 1 missing, 1 unexpected", f)
	}
}

func TestLabelsAreWrittenAsRead(t *testing.T) {
	const in = `["a-1",2,49282,"7"]`
	var l []label
	if err := json.Unmarshal([]byte(in), &l); err != nil {
		t.Fatal(err)
	}
	if out, err := json.Marshal(l); err != nil || string(out) != in {
		t.Errorf("%s became %s, %v", in, out, err)
	}
	if got := texts(l); !slices.Equal(got, []string{"a-1", "2", "49282", "7"}) {
		t.Errorf("texts = %q", got)
	}
	if err := json.Unmarshal([]byte(`{"id":[1]}`), &struct{ ID label }{}); err == nil {
		t.Error("a list was taken for an id")
	}
}
