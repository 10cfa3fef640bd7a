package web

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// periodic is the periodic table as the law stands on a day.
type periodic struct {
	On, First, Last string // the day, and between which days a reader may slide
	Rows            [][]cell
	Legend          []legend
}

// cell is an element in its place; a cell without a symbol is a gap.
type cell struct {
	Symbol kb.Material
	Number int
	Tone   string
	Whose  string // codes of the jurisdictions whose measures make the verdict
	Said   string // the verdict in words
}

// legend says what a colour means, and how many elements have it.
type legend struct {
	Tone, Sign, Said string
	Count            int
}

// run is elements that follow each other in a row of the table.
type run struct{ row, column, first, last int }

// runs is the table of 18 columns with the lanthanides and actinides below it (IUPAC, 2016).
func runs() []run {
	return []run{{0, 1, 1, 1}, {0, 18, 2, 2}, {1, 1, 3, 4}, {1, 13, 5, 10}, {2, 1, 11, 12}, {2, 13, 13, 18}, {3, 1, 19, 36}, {4, 1, 37, 54},
		{5, 1, 55, 57}, {5, 4, 72, 86}, {6, 1, 87, 89}, {6, 4, 104, 118}, {7, 4, 58, 71}, {8, 4, 90, 103}}
}

// periodic asks for each element what binds on the day.
func (v shown) periodic(on corpus.Date) periodic {
	t := periodic{On: on.String(), First: "2020-01-01", Last: v.today.AddDays(400).String()}
	counts := map[legal.Verdict]int{}
	for _, r := range runs() {
		for len(t.Rows) <= r.row {
			t.Rows = append(t.Rows, make([]cell, 18))
		}
		for number := r.first; number <= r.last; number++ {
			m := kb.Elements()[number-1]
			verdict, strictest, whose := v.body.Verdict(legal.Question{Material: m, On: on})
			counts[verdict]++
			t.Rows[r.row][r.column-1+number-r.first] = v.cell(m, number, verdict, strictest, whose)
		}
	}
	for _, verdict := range []legal.Verdict{legal.Controlled, legal.Conditional, legal.Unclear, legal.NotControlled, legal.NotCovered} {
		t.Legend = append(t.Legend, legend{verdictTone(verdict), verdictSign(verdict), v.say.verdict(verdict), counts[verdict]})
	}
	return t
}

func (v shown) cell(m kb.Material, number int, verdict legal.Verdict, strictest kb.RestrictionType, whose []corpus.Jurisdiction) cell {
	c := cell{Symbol: m, Number: number, Tone: verdictTone(verdict), Said: v.say.Material(m) + v.say.t(": ") + v.say.verdict(verdict)}
	if len(whose) > 0 {
		c.Said = v.say.t("%s: %s (%s)", v.say.Material(m), v.say.RestrictionDoes(strictest), v.say.List(each(whose, func(j corpus.Jurisdiction) string { return v.say.Place(string(j)) })))
		c.Whose = string(whose[0])
		if len(whose) > 1 {
			c.Whose += "+"
		}
	}
	if c.Whose == "" {
		c.Whose = verdictSign(verdict)
	}
	return c
}

// verdictSign tells a verdict to whoever does not see its colour; where a measure binds, the cell has
// the code of whose it is instead.
func verdictSign(a legal.Verdict) string {
	switch a {
	case legal.Controlled:
		return "●"
	case legal.Conditional:
		return "◐"
	case legal.Unclear:
		return "?"
	case legal.NotControlled:
		return "○"
	}
	return ""
}

func verdictTone(a legal.Verdict) string {
	switch a {
	case legal.Controlled:
		return "bind"
	case legal.Conditional:
		return "halt"
	case legal.Unclear:
		return "doubt"
	case legal.NotControlled:
		return "free"
	}
	return "past"
}

// verdict names a verdict.
func (s speech) verdict(a legal.Verdict) string {
	switch a {
	case legal.Controlled:
		return s.t("controlled")
	case legal.Conditional:
		return s.t("controlled under conditions")
	case legal.Unclear:
		return s.t("unclear")
	case legal.NotControlled:
		return s.t("not controlled")
	}
	return s.t("not covered")
}
