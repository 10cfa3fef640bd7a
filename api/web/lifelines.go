package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// The measures of the picture of lives, in its own units: a unit is about a pixel on a desk.
const (
	lifeWidth  = 1000
	lifeLabel  = 300 // left of the bars
	lifeTop    = 34  // above the rows: the years
	lifeRow    = 26
	lifeBar    = 14
	mostLives  = 40
	labelRunes = 38
)

// lifelines is the picture of who restricts a material, from when to when: a row for each act and what it
// does, a bar for each stretch of days in one state. It is worked out from the changes in law, so it
// cannot say anything else than the list of them.
type lifelines struct {
	Width, Height, Left int
	Years               []tick
	Today               int // its place
	TodayText           string
	Rows                []lifeline
	More                int  // rows that are not shown
	Grouped             bool // a row reaches the material through a group
	From, To            corpus.Date
	Legend              []legendKey
}

type tick struct {
	X    int
	Year string
}

// lifeline is a row of the picture.
type lifeline struct {
	Label, Title, Restriction string
	Jurisdiction              corpus.Jurisdiction
	Instrument                kb.InstrumentID
	Y, Middle                 int
	Spells                    []spell
	Sample                    bool
	Grouped                   bool // it reaches the material through a group, such as all dual-use items
}

// spell is a stretch of days in one state.
type spell struct {
	X, Y, Width, Height int
	Tone, Said          string
	From, To            string // ISO, both inside; To is empty where no end is known, and as coarse as the start of the next state
}

// legendKey is a tone and what it stands for.
type legendKey struct{ Tone, Said string }

// raw is the states of one measure, by day.
type raw struct {
	grouped bool
	of      legal.Change
	changes []legal.Change
}

// lifelines draws the lives of the measures that name a material, then of those others that reach it,
// which do so through a group.
func (v shown) lifelines(m kb.Material, reaching []legal.MeasureOn) *lifelines {
	changes := v.dated(legal.Filter{Materials: []kb.Material{m}})
	lives := append(v.livesOf(changes), v.groupedLives(changes, reaching)...)
	if len(lives) == 0 {
		return nil
	}
	out := &lifelines{Width: lifeWidth, Left: lifeLabel}
	if len(lives) > mostLives {
		out.More, lives = len(lives)-mostLives, lives[:mostLives]
	}
	first, last := v.today, v.today.AddDays(200)
	for _, l := range lives {
		for _, c := range l.changes {
			if day := c.LegalDate.First(); day.Compare(first) < 0 {
				first = day
			}
			if day := c.LegalDate.Last().AddDays(60); day.Compare(last) > 0 {
				last = day
			}
		}
	}
	if earliest := v.today.AddDays(-15 * 365); first.Compare(earliest) < 0 {
		first = earliest // what is older begins at the edge
	}
	if latest := v.today.AddDays(6 * 365); last.Compare(latest) > 0 {
		last = latest
	}
	out.From, out.To = corpus.Day(first.Year, 1, 1), last
	for n, l := range lives {
		out.Rows = append(out.Rows, v.lifeline(l, n, out))
	}
	out.Height = lifeTop + lifeRow*len(out.Rows) + 8
	out.scale(v.today, v.say)
	return out
}

// dated returns the changes that have a day.
func (v shown) dated(f legal.Filter) []legal.Change {
	all := v.body.Changes(corpus.Day(1, 1, 1), corpus.Day(9999, 12, 31), f)
	return slices.DeleteFunc(all, func(c legal.Change) bool { return c.LegalDate.IsZero() })
}

// groupedLives returns the lives of the reaching measures whose changes are not among the drawn.
func (v shown) groupedLives(drawn []legal.Change, reaching []legal.MeasureOn) []raw {
	missing, acts := map[kb.MeasureID]bool{}, []kb.InstrumentID{}
	for _, m := range reaching {
		if !slices.ContainsFunc(drawn, func(c legal.Change) bool { return c.Measure == m.ID }) {
			missing[m.ID], acts = true, append(acts, m.Instrument)
		}
	}
	if len(missing) == 0 {
		return nil // a filter without acts lets every act through
	}
	changes := v.dated(legal.Filter{Instruments: acts})
	lives := v.livesOf(slices.DeleteFunc(changes, func(c legal.Change) bool { return !missing[c.Measure] }))
	for i := range lives {
		lives[i].grouped = true
	}
	return lives
}

// livesOf gathers the changes by measure; clauses of one act that do the same on the same days are one.
func (v shown) livesOf(changes []legal.Change) []raw {
	var order []kb.MeasureID
	by := map[kb.MeasureID]*raw{}
	for _, c := range changes {
		r, ok := by[c.Measure]
		if !ok {
			r = &raw{of: c}
			by[c.Measure], order = r, append(order, c.Measure)
		}
		r.changes = append(r.changes, c)
	}
	var out []raw
	seen := map[string]bool{}
	for _, id := range order {
		r := by[id]
		key := string(r.of.Instrument) + " " + string(r.of.Restriction)
		for _, c := range r.changes {
			key += " " + c.LegalDate.String() + string(c.After)
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, *r)
		}
	}
	slices.SortStableFunc(out, func(x, y raw) int { return cmp.Compare(x.of.Jurisdiction, y.of.Jurisdiction) })
	return out
}

// at is the place of a day.
func (p *lifelines) at(day corpus.Date) int {
	whole := p.From.DaysUntil(p.To)
	return lifeLabel + (lifeWidth-lifeLabel-4)*min(max(p.From.DaysUntil(day), 0), whole)/whole
}

func (v shown) lifeline(r raw, n int, p *lifelines) lifeline {
	row := lifeline{Title: r.of.Title, Restriction: v.say.Restriction(r.of.Restriction), Jurisdiction: r.of.Jurisdiction, Instrument: r.of.Instrument, Y: lifeTop + n*lifeRow, Sample: r.of.Sample, Grouped: r.grouped}
	p.Grouped = p.Grouped || r.grouped
	if i, ok := v.body.Instrument(r.of.Instrument); ok {
		row.Title = v.say.title(i)
	}
	row.Middle = row.Y + lifeRow/2
	row.Label = string(r.of.Jurisdiction) + " · " + row.Restriction
	if r.grouped {
		row.Label = "† " + row.Label
	}
	row.Label = shortened(row.Label, labelRunes)
	for i, c := range r.changes {
		t := tone(c.After)
		next := corpus.Date{}
		if i+1 < len(r.changes) {
			next = r.changes[i+1].LegalDate
		}
		if t == "past" || !next.IsZero() && next.First() == c.LegalDate.First() { // ended, or of no length
			continue
		}
		s := spell{X: p.at(c.LegalDate.First()), Tone: t, From: c.LegalDate.String(), To: next.String()}
		if next.Precision() == corpus.ToDay {
			s.To = next.AddDays(-1).String()
		}
		end := p.To
		if !next.IsZero() {
			end = next.First()
		}
		s.Width = max(p.at(end)-s.X, 2)
		s.Height = map[string]int{"wait": lifeBar / 3, "halt": lifeBar * 2 / 3}[t]
		if s.Height == 0 {
			s.Height = lifeBar
		}
		s.Y = row.Middle - s.Height/2
		s.Said = sentenceCase(v.say.stands(c.After)) + v.say.t(": ") + v.say.t("from %s", s.From)
		switch next.Precision() {
		case corpus.ToDay:
			s.Said += v.say.t(" to %s", s.To)
		case corpus.ToMonth, corpus.ToYear: // the next state begins within it
			s.Said += v.say.t(" to some day of %s", s.To)
		}
		row.Spells = append(row.Spells, s)
	}
	return row
}

// scale adds the years, today and what the tones mean.
func (p *lifelines) scale(today corpus.Date, say speech) {
	step := 1 + (p.To.Year-p.From.Year)/10
	for y := p.From.Year; y <= p.To.Year; y += step {
		p.Years = append(p.Years, tick{p.at(corpus.Day(y, 1, 1)), fmt.Sprint(y)})
	}
	p.Today, p.TodayText = p.at(today), say.t("today")
	said := map[string]string{"wait": say.t("not yet in force"), "bind": say.t("in force"), "halt": say.t("suspended"), "doubt": say.t("in doubt")}
	for _, t := range []string{"wait", "bind", "halt", "doubt"} {
		if slices.ContainsFunc(p.Rows, func(r lifeline) bool {
			return slices.ContainsFunc(r.Spells, func(s spell) bool { return s.Tone == t })
		}) {
			p.Legend = append(p.Legend, legendKey{t, said[t]})
		}
	}
}

// shortened cuts a label that is longer than there is room for.
func shortened(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return strings.TrimSpace(string(r[:most-1])) + "…"
}
