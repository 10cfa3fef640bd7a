package desk

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// StatusWords is the decision question in the words of a user; everything may be empty.
type StatusWords struct {
	Material, Destination, EndUse, Jurisdiction, Code, On, Known string
}

// StatusAnswer is the answer of /v1/status.
type StatusAnswer struct {
	legal.Answer
	// Paragraph is the answer told in one paragraph, by language ("en", "zh"), to be pasted.
	Paragraph map[wording.Language]string `json:"paragraph"`
	Coverage  Coverage                    `json:"coverage"`
}

// Status answers the decision question. A word that means nothing here is a [*WordError].
func (d *Desk) Status(ctx context.Context, w StatusWords) (StatusAnswer, error) {
	q, known, err := d.question(w)
	if err != nil {
		return StatusAnswer{}, err
	}
	body, err := d.Body(ctx, known)
	if err != nil {
		return StatusAnswer{}, err
	}
	c, err := d.Coverage(ctx)
	if err != nil {
		return StatusAnswer{}, err
	}
	answer := StatusAnswer{Answer: body.Answer(q), Paragraph: map[wording.Language]string{}, Coverage: c}
	for language, says := range d.says {
		answer.Paragraph[language] = says.Paragraph(answer.Answer, body.Instrument, c.CorpusVersion)
	}
	return answer, nil
}

func (d *Desk) question(w StatusWords) (legal.Question, time.Time, error) {
	q := legal.Question{Code: strings.TrimSpace(w.Code), Known: w.Known}
	var err error
	if q.Material, err = d.material(w.Material); err != nil {
		return q, time.Time{}, err
	}
	if q.Destination, err = d.place("destination", w.Destination); err != nil {
		return q, time.Time{}, err
	}
	if q.EndUse, err = d.endUse(w.EndUse); err != nil {
		return q, time.Time{}, err
	}
	if q.Jurisdiction, err = d.jurisdiction(w.Jurisdiction); err != nil {
		return q, time.Time{}, err
	}
	if q.On, err = d.day("on", w.On, d.Today()); err != nil {
		return q, time.Time{}, err
	}
	known, err := d.knownAt(w.Known)
	if err == nil && q.Material == "" && q.Code == "" && q.Jurisdiction == "" && q.Destination == "" {
		err = &WordError{Parameter: "material", Detail: "name at least a material, a code, a jurisdiction or a destination, for example gallium"}
	}
	return q, known, err
}

func (d *Desk) material(word string) (kb.Material, error) {
	if word == "" {
		return "", nil
	}
	if m, ok := d.words.Material(word); ok {
		return m, nil
	}
	return "", &WordError{"material", word, "no element, group or name in any language of the lexicon", d.words.Suggest(word, "material")}
}

func (d *Desk) place(parameter, word string) (string, error) {
	if word == "" || word == "*" {
		return "", nil
	}
	if kb.IsPlace(word) {
		return word, nil
	}
	if c, ok := d.words.Country(word); ok {
		return c, nil
	}
	return "", &WordError{parameter, word, "no country or group of countries; give an ISO 3166 code such as US, or a name", d.words.Suggest(word, "place")}
}

func (d *Desk) jurisdiction(word string) (corpus.Jurisdiction, error) {
	if strings.EqualFold(word, "WTO") {
		return "WTO", nil
	}
	p, err := d.place("jurisdiction", word)
	return corpus.Jurisdiction(p), err
}

func (d *Desk) endUse(word string) (kb.EndUse, error) {
	if word == "" {
		return "", nil
	}
	u := kb.EndUse(strings.ToLower(strings.ReplaceAll(word, "-", "_")))
	if _, ok := kb.EndUses()[u]; ok {
		return u, nil
	}
	if u, ok := d.words.EndUse(word); ok {
		return u, nil
	}
	var all []string
	for u := range kb.EndUses() {
		all = append(all, string(u))
	}
	e := &WordError{Parameter: "end_use", Value: word, Detail: "want one of " + sortedJoin(all)}
	e.Suggestions = d.words.Suggest(word, "end_use")
	return "", e
}

// day reads a date that must be a day.
func (d *Desk) day(parameter, word string, otherwise corpus.Date) (corpus.Date, error) {
	if word == "" {
		return otherwise, nil
	}
	date, err := corpus.ParseDate(word)
	if err != nil {
		return date, &WordError{Parameter: parameter, Value: word, Detail: err.Error()}
	}
	if date.Precision() != corpus.ToDay {
		return date, &WordError{Parameter: parameter, Value: word, Detail: "name the day, as YYYY-MM-DD: the answer can differ from one day to the next"}
	}
	return date, nil
}

// Range reads the first and the last day of a range; a year or a month means the whole of it. A
// period told from today ("past 3 months") gives its first day or its last; alone it gives both.
func (d *Desk) Range(from, to string) (corpus.Date, corpus.Date, error) {
	f, fromLast, err := d.span("from", from)
	if err != nil {
		return f, f, err
	}
	toFirst, t, err := d.span("to", to)
	if err != nil {
		return f, t, err
	}
	if t.IsZero() {
		t = cmp.Or(fromLast, d.Today())
	}
	if f.IsZero() {
		f = cmp.Or(toFirst, corpus.Day(1, 1, 1))
	}
	if f, t = f.First(), t.Last(); t.Compare(f) < 0 {
		return f, t, &WordError{Parameter: "to", Value: to, Detail: "the range ends before it begins"}
	}
	return f, t, nil
}

// span reads one end of a range. A date is the end itself, first in "from" and last in "to"; a period
// told from today has both.
func (d *Desk) span(parameter, word string) (first, last corpus.Date, err error) {
	if word == "" {
		return first, last, nil
	}
	first, last, ok, err := d.period(parameter, word)
	if ok || err != nil {
		return first, last, err
	}
	date, err := corpus.ParseDate(word)
	if err != nil {
		return first, last, &WordError{Parameter: parameter, Value: word, Detail: err.Error() + `; or a period such as "past 3 months"`}
	}
	if parameter == "from" {
		return date, last, nil
	}
	return first, date, nil
}

// knownAt reads the time of knowledge: a day means its end (UTC), so that what was learned on the
// day counts; an RFC 3339 time means itself.
func (d *Desk) knownAt(word string) (time.Time, error) {
	if word == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, word); err == nil {
		return t.UTC(), nil
	}
	day, err := d.day("known", word, corpus.Date{})
	if err != nil {
		return time.Time{}, err
	}
	return time.Date(day.Year, time.Month(day.Month), day.Day+1, 0, 0, 0, 0, time.UTC).Add(-time.Nanosecond), nil
}
