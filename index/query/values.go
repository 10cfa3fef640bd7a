package query

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Values returns the names of the values that a query may ask for: purities in per cent, customs codes,
// control codes.
func Values() []string { return []string{"purity", "hs", "code"} }

// Matches reports whether a value of a document is one that is asked for. Codes are compared without
// case, blanks and, customs codes, full stops.
func (v *Value) Matches(value string) bool {
	if v.Field == "purity" {
		want, err1 := strconv.ParseFloat(v.Text, 64)
		got, err2 := strconv.ParseFloat(value, 64)
		if err1 != nil || err2 != nil {
			return false
		}
		switch v.Op {
		case ">=":
			return got >= want
		case ">":
			return got > want
		case "<=":
			return got <= want
		case "<":
			return got < want
		}
		return got == want
	}
	value = NormalCode(v.Field, value)
	if start, any := strings.CutSuffix(v.Text, "*"); any {
		return strings.HasPrefix(value, start)
	}
	return value == v.Text
}

// NormalCode writes a code of a field in the form in which codes are compared.
func NormalCode(field, code string) string {
	code = strings.ToLower(strings.Join(strings.Fields(code), ""))
	if field == "hs" {
		code = strings.ReplaceAll(code, ".", "")
	}
	return code
}

// ValuesOf returns the values that a document was read to name, by the names in [Values].
func ValuesOf(facts []kb.Fact) map[string][]string {
	out := make(map[string][]string)
	for _, x := range facts {
		if !x.Current || x.Review == kb.Rejected {
			continue
		}
		name, value := "", ""
		switch v := x.Value.(type) {
		case kb.ThresholdValue:
			if v.Quantity == "purity" {
				name, value = "purity", strconv.FormatFloat(v.Number, 'f', -1, 64)
			}
		case kb.ControlCodeValue:
			name, value = "code", NormalCode("code", v.Code)
		case kb.CustomsCodeValue:
			name, value = "hs", NormalCode("hs", v.Code)
		}
		if value != "" && !slices.Contains(out[name], value) {
			out[name] = append(out[name], value)
		}
	}
	for _, values := range out {
		slices.Sort(values)
	}
	return out
}

var (
	purityForm = regexp.MustCompile(`(?i)^purity\s*(>=|<=|>|<|=|≥|≤)\s*([0-9]{1,3}(?:\.[0-9]{1,12})?)\s*[%％]?`)
	codeForm   = regexp.MustCompile(`(?i)^(hs|code):([0-9A-Za-z][0-9A-Za-z.\-]*\*?)`)
)

// value reads a value at the beginning of a query's rest.
func value(rest string) (*Value, int) {
	if m := purityForm.FindStringSubmatch(rest); m != nil {
		return &Value{"purity", strings.NewReplacer("≥", ">=", "≤", "<=").Replace(m[1]), m[2]}, len(m[0])
	}
	if m := codeForm.FindStringSubmatch(rest); m != nil {
		field := strings.ToLower(m[1])
		return &Value{field, "=", NormalCode(field, m[2])}, len(m[0])
	}
	return nil, 0
}

// dates reads what stands in date(…): aft 2025-10 and bef 2026. The bracket is at open.
func (p *parser) dates(x lexeme) (Node, error) {
	const suggestion = "such as date(aft 2025-10 and bef 2026) or date(2025)"
	out := &Published{}
	for {
		word := p.take()
		how := ""
		if slices.Contains([]string{"aft", "after", "bef", "before", "is", "from", "to"}, strings.ToLower(word.text)) && word.kind == lexWord {
			how, word = strings.ToLower(word.text), p.take()
		}
		if word.kind != lexWord {
			return nil, p.fail(word.pos, "a date is missing here", suggestion)
		}
		d, err := corpus.ParseDate(word.text)
		if err != nil {
			return nil, p.fail(word.pos, fmt.Sprintf("%q is not a date; write YYYY, YYYY-MM or YYYY-MM-DD", word.text), suggestion)
		}
		switch how {
		case "aft", "after":
			out.From = later(out.From, d.Last().AddDays(1))
		case "bef", "before":
			out.To = earlier(out.To, d.First().AddDays(-1))
		case "from":
			out.From = later(out.From, d.First())
		case "to":
			out.To = earlier(out.To, d.Last())
		default:
			out.From, out.To = later(out.From, d.First()), earlier(out.To, d.Last())
		}
		switch end := p.take(); {
		case end.kind == lexClose:
			return out, nil
		case end.kind != lexAnd:
			return nil, p.fail(x.pos, "date( reads dates joined by and, and a ) after them", suggestion)
		}
	}
}

func later(a, b corpus.Date) corpus.Date {
	if a.IsZero() || a.Compare(b) < 0 {
		return b
	}
	return a
}

func earlier(a, b corpus.Date) corpus.Date {
	if a.IsZero() || a.Compare(b) > 0 {
		return b
	}
	return a
}

// printValue writes a value as it is read.
func printValue(v *Value) string {
	if v.Field == "purity" {
		return v.Field + v.Op + v.Text + "%"
	}
	return v.Field + ":" + v.Text
}

// printDates writes a range of dates as it is read.
func printDates(d *Published) string {
	switch {
	case d.To.IsZero():
		return fmt.Sprintf("date(from %s)", d.From)
	case d.From.IsZero():
		return fmt.Sprintf("date(to %s)", d.To)
	}
	return fmt.Sprintf("date(from %s and to %s)", d.From, d.To)
}
