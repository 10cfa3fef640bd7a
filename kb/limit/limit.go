package limit

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

// Range is a range of numbers. An end that is not there is infinite.
type Range struct {
	Floor    *float64 `json:"floor"`
	Ceiling  *float64 `json:"ceiling"`
	FloorIn  bool     `json:"floor_inside"` // the floor itself belongs to it
	CeilIn   bool     `json:"ceiling_inside"`
	Unit     string   `json:"unit"`
	Quantity string   `json:"quantity,omitempty"`
}

// Of returns the range in which a limit holds; false where its comparison is not known.
func Of(v kb.ThresholdValue) (Range, bool) {
	r := Range{Unit: v.Unit, Quantity: v.Quantity}
	n := v.Number
	switch v.Comparison {
	case ">=":
		r.Floor, r.FloorIn = &n, true
	case ">":
		r.Floor = &n
	case "<=":
		r.Ceiling, r.CeilIn = &n, true
	case "<":
		r.Ceiling = &n
	case "=":
		r.Floor, r.Ceiling, r.FloorIn, r.CeilIn = &n, &n, true, true
	default:
		return r, false
	}
	return r, true
}

// Reach says how much of the range asked for a limit reaches.
type Reach string

// The reaches.
const (
	All  Reach = "all"
	Part Reach = "part"
	Nil  Reach = "none"
)

// Reaches tells how much of the asked range lies in the limit. The second result is false where the
// two cannot be compared: their quantities differ, or their units measure different things.
func (r Range) Reaches(asked Range) (Reach, bool) {
	if r.Quantity != "" && asked.Quantity != "" && r.Quantity != asked.Quantity {
		return Nil, false
	}
	of, mine := unitNamed(r.Unit)
	to, theirs := unitNamed(asked.Unit)
	if mine != theirs {
		return Nil, false
	}
	lo, loIn := bound(r.Floor, of, math.Inf(-1)), r.FloorIn
	hi, hiIn := bound(r.Ceiling, of, math.Inf(1)), r.CeilIn
	from, fromIn := bound(asked.Floor, to, math.Inf(-1)), asked.FloorIn
	until, untilIn := bound(asked.Ceiling, to, math.Inf(1)), asked.CeilIn
	switch {
	case from > hi || until < lo || from == hi && !(fromIn && hiIn) || until == lo && !(untilIn && loIn):
		return Nil, true
	case (from > lo || from == lo && (loIn || !fromIn)) && (until < hi || until == hi && (hiIn || !untilIn)):
		return All, true
	}
	return Part, true
}

// bound writes an end in the base unit, rounded so that 0.1 % and 1,000 ppm are one number.
func bound(n *float64, factor, otherwise float64) float64 {
	if n == nil {
		return otherwise
	}
	v, err := strconv.ParseFloat(strconv.FormatFloat(*n*factor, 'g', 12, 64), 64)
	if err != nil {
		return *n * factor
	}
	return v
}

// unit is the size of a unit in the base unit of its dimension.
type unit struct {
	factor    float64
	dimension string
}

var units = map[string]unit{
	"%": {1, "share"}, "‰": {0.1, "share"}, "ppm": {1e-4, "share"}, "ppb": {1e-7, "share"},
	"nm": {1e-9, "length"}, "µm": {1e-6, "length"}, "mm": {1e-3, "length"}, "cm": {1e-2, "length"}, "m": {1, "length"},
	"g": {1e-3, "mass"}, "kg": {1, "mass"}, "t": {1e3, "mass"}, "L": {1e-3, "volume"}, "m3": {1, "volume"},
	"N": {1, "force"}, "kN": {1e3, "force"}, "MPa": {1e6, "pressure"}, "GPa": {1e9, "pressure"},
	"kHz": {1e3, "frequency"}, "MHz": {1e6, "frequency"}, "GHz": {1e9, "frequency"},
}

// spelled are other spellings of units.
var spelled = map[string]string{"percent": "%", "per cent": "%", "％": "%", "μm": "µm", "um": "µm", "micron": "µm", "microns": "µm", "tonne": "t", "tonnes": "t", "ton": "t", "tons": "t", "m³": "m3", "l": "L", "litres": "L", "吨": "t", "纳米": "nm", "微米": "µm", "毫米": "mm", "千克": "kg", "公斤": "kg", "升": "L"}

// unitNamed returns the size and the dimension of a unit. One that is not known is a dimension of
// its own.
func unitNamed(name string) (float64, string) {
	name = strings.TrimSpace(name)
	if s, ok := spelled[strings.ToLower(name)]; ok {
		name = s
	}
	if u, ok := units[name]; ok {
		return u.factor, u.dimension
	}
	return 1, name
}

// question is a range in words: a quantity, a comparison, a number, a unit.
var question = regexp.MustCompile(`(?i)^\s*([\p{L}_ ]*?)\s*(at least|no less than|not less than|at most|no more than|not more than|up to|more than|greater than|above|over|less than|below|under|exactly|is|>=|≥|<=|≤|>|<|=|不低于|不小于|大于等于|不超过|不大于|小于等于|大于|超过|高于|小于|低于|以上|以下)?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*([^\s0-9]\S*(?: cent)?)?\s*(or more|and above|or less|and below|以上|以下)?\s*$`)

var comparisons = map[string]string{
	"at least": ">=", "no less than": ">=", "not less than": ">=", ">=": ">=", "≥": ">=", "不低于": ">=", "不小于": ">=", "大于等于": ">=", "or more": ">=", "and above": ">=", "以上": ">=",
	"at most": "<=", "no more than": "<=", "not more than": "<=", "up to": "<=", "<=": "<=", "≤": "<=", "不超过": "<=", "不大于": "<=", "小于等于": "<=", "or less": "<=", "and below": "<=", "以下": "<=",
	"more than": ">", "greater than": ">", "above": ">", "over": ">", ">": ">", "大于": ">", "超过": ">", "高于": ">",
	"less than": "<", "below": "<", "under": "<", "<": "<", "小于": "<", "低于": "<",
	"exactly": "=", "is": "=", "=": "=", "": "=",
}

// quantity writes the words for a quantity as its name; empty words mean any.
func quantity(words string) string {
	w := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(words, "_", " ")), " "))
	w = strings.TrimSuffix(w, " of")
	if q, ok := map[string]string{"纯度": "purity", "含量": "content", "粒度": "particle_size", "grain size": "particle_size", "tariff": "duty_rate", "duty": "duty_rate", "quota": "quota_volume"}[w]; ok {
		return q
	}
	return strings.ReplaceAll(w, " ", "_")
}

// Ask reads a range in words: "purity at least 99.9 %", "particle size ≤ 50 µm", "0.1 %". A bare
// number means exactly it. A purity or content of more than 100 % is refused.
func Ask(words string) (Range, error) {
	m := question.FindStringSubmatch(words)
	if m == nil {
		return Range{}, errors.New("want a quantity, a comparison, a number and a unit, as in “purity at least 99.9 %”")
	}
	how := strings.ToLower(m[2])
	if m[5] != "" {
		how = strings.ToLower(m[5])
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(m[3], ",", ""), 64)
	if err != nil {
		return Range{}, fmt.Errorf("%s is no number", m[3])
	}
	v := kb.ThresholdValue{Quantity: quantity(m[1]), Comparison: comparisons[how], Number: n, Unit: canonical(m[4])}
	if v.Unit == "%" && n > 100 && (v.Quantity == "purity" || v.Quantity == "content") {
		return Range{}, fmt.Errorf("%s %s %% is more than the whole; a share is at most 100 %%", v.Quantity, m[3])
	}
	r, _ := Of(v)
	return r, nil
}

func canonical(name string) string {
	if s, ok := spelled[strings.ToLower(name)]; ok {
		return s
	}
	return name
}
