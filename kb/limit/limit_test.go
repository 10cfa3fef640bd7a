package limit_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/limit"
)

func TestWhichLimitsReachARange(t *testing.T) {
	v := func(quantity, comparison string, n float64, unit string) kb.ThresholdValue {
		return kb.ThresholdValue{Quantity: quantity, Comparison: comparison, Number: n, Unit: unit}
	}
	tests := []struct {
		limit kb.ThresholdValue
		asked string
		want  limit.Reach
		can   bool
	}{
		{v("purity", ">=", 95, "%"), "purity at least 99.9 %", limit.All, true},
		{v("purity", ">=", 99.99, "%"), "purity at least 99.9 %", limit.Part, true},
		{v("purity", "<", 99.9, "%"), "purity at least 99.9 %", limit.Nil, true},
		{v("purity", "<=", 99.9, "%"), "purity at least 99.9 %", limit.Part, true},
		{v("purity", ">", 99.9, "%"), "purity at least 99.9 %", limit.Part, true},
		{v("purity", ">", 99.9, "%"), "purity more than 99.9%", limit.All, true},
		{v("purity", ">=", 95, "%"), "纯度不低于99.9%", limit.All, true},
		{v("content", ">=", 95, "%"), "purity at least 99.9 %", limit.Nil, false},
		{v("content", ">=", 95, "%"), "at least 99.9 %", limit.All, true},
		{v("particle_size", "<=", 50, "µm"), "particle size up to 50000 nm", limit.All, true},
		{v("particle_size", "<=", 50, "µm"), "particle size of 0.06 mm", limit.Nil, true},
		{v("particle_size", "<=", 50, "µm"), "particle size 50 microns or less", limit.All, true},
		{v("particle_size", "<=", 50, "µm"), "purity 50 %", limit.Nil, false},
		{v("content", ">=", 0.1, "%"), "content = 1,000 ppm", limit.All, true},
		{v("duty_rate", "=", 25, "%"), "duty rate over 25 %", limit.Nil, true},
		{v("duty_rate", "=", 35000, "CNY/t"), "duty rate at least 25 %", limit.Nil, false},
	}
	for _, tt := range tests {
		asked, err := limit.Ask(tt.asked)
		if err != nil {
			t.Errorf("Ask(%q): %v", tt.asked, err)
			continue
		}
		r, ok := limit.Of(tt.limit)
		if !ok {
			t.Fatalf("%+v is no range", tt.limit)
		}
		if got, can := r.Reaches(asked); got != tt.want || can != tt.can {
			t.Errorf("%s %s %g %s for %q: %s, %v; want %s, %v", tt.limit.Quantity, tt.limit.Comparison, tt.limit.Number, tt.limit.Unit, tt.asked, got, can, tt.want, tt.can)
		}
	}
	for _, bad := range []string{"", "pure", "at least", "purity at least one %", "1 2 3", "purity >= 1.2.3 %"} {
		if r, err := limit.Ask(bad); err == nil {
			t.Errorf("Ask(%q) = %+v, want an error", bad, r)
		}
	}
	if _, ok := limit.Of(v("purity", "unknown", 1, "%")); ok {
		t.Error("a limit whose comparison is not known is a range")
	}
}

// Reach agrees with trying numbers one by one.
func TestReachAgreesWithCounting(t *testing.T) {
	draw := func(t *rapid.T, name string) (kb.ThresholdValue, func(float64) bool) {
		v := kb.ThresholdValue{Comparison: rapid.SampledFrom([]string{">=", ">", "<=", "<", "="}).Draw(t, name), Number: float64(rapid.IntRange(0, 6).Draw(t, name+" number")), Unit: "%"}
		return v, func(x float64) bool {
			return map[string]bool{">=": x >= v.Number, ">": x > v.Number, "<=": x <= v.Number, "<": x < v.Number, "=": x == v.Number}[v.Comparison]
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, inA := draw(t, "limit")
		b, inB := draw(t, "asked")
		r, _ := limit.Of(a)
		q, _ := limit.Of(b)
		some, all := false, true
		for x := -1.0; x <= 8; x += 0.5 {
			if inB(x) {
				some, all = some || inA(x), all && inA(x)
			}
		}
		want := limit.Nil
		if some {
			want = limit.Part
			if all {
				want = limit.All
			}
		}
		if got, ok := r.Reaches(q); !ok || got != want {
			t.Fatalf("%+v reaches %s of %+v, counted %s", a, got, b, want)
		}
	})
}

func FuzzAsk(f *testing.F) {
	for _, s := range []string{"purity at least 99.9 %", "粒度小于50微米", "≥ 1,000 ppm", "is 5 per cent or more"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if r, err := limit.Ask(words); err == nil && r.Floor == nil && r.Ceiling == nil {
			t.Errorf("%q is a range without ends", words)
		}
	})
}
