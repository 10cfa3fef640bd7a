package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// alertsBody is the page of what a user trades in and waits for.
type alertsBody struct {
	Items     []itemRow
	From, To  string
	Touched   []touchedItem
	Nothing   bool // changes there may be, and none touches an item
	Changes   int  // in all
	Ahead     []calendarDay
	Alerts    []alertRow
	Filter    filterForm
	Rehearsal *rehearsal
	Item      alerts.Holding // as filled in on a form that is shown again
	Form      form           // words to choose from
	Restricts []pair
	Token     string
	troubled
}

// itemRow is an item of the register and how it stands today.
type itemRow struct {
	ID, Name, What, To, Use string
	Href                    string // its question
	Tone, Stands            string
}

// touchedItem is an item and the changes that touch it.
type touchedItem struct {
	Name string
	Days []changeDay
}

// alertRow is an alert that is kept.
type alertRow struct{ ID, Name, Waits, Speaks string }

// filterForm is a filter as its form has it: several values stand between commas.
type filterForm struct {
	Name, Query, Material, Jurisdiction, Destination, Restriction, Expected, Frequency string
}

// rehearsal is what a filter would have told of in the past.
type rehearsal struct {
	Told            string // how many
	Months          []pair
	Missed, Unknown []string
	From, To        string
	Waits           string
}

// alertNames lists the parameters of the page of alerts.
func alertNames() []string {
	return []string{"from", "to", "rehearse", "query", "material", "jurisdiction", "destination", "restriction", "expected"}
}

// alerts shows the register of items with what touches it, and the alerts.
func (s *Site) alerts(r *http.Request) (page, error) {
	if s.Alerts == nil {
		return page{}, kb.ErrNotFound
	}
	say, ctx := s.speech(r), r.Context()
	saved, err := s.Alerts.List()
	if err != nil {
		return page{}, err
	}
	body := alertsBody{Form: say.newForm(desk.StatusWords{}), Token: s.token(r), troubled: troubleOf(r)}
	for _, t := range kb.Restrictions() {
		body.Restricts = append(body.Restricts, pair{string(t.Type), say.Restriction(t.Type)})
	}
	slices.SortFunc(body.Restricts, func(x, y pair) int { return strings.Compare(x.Text, y.Text) })
	body.Filter = filterIn(r.URL.Query())
	if body.given != nil {
		body.Filter, body.Item = filterIn(body.given), itemIn(body.given)
	}
	for _, a := range saved.Alerts {
		body.Alerts = append(body.Alerts, alertRow{a.ID, a.Name, s.waitsFor(say, a.Filter), say.frequency(a.Frequency)})
	}
	if err := s.ofItems(ctx, say, r, saved.Items, &body); err != nil {
		return page{}, err
	}
	if body.Problem == "" && r.URL.Query().Get("rehearse") != "" {
		if err := s.rehearse(ctx, say, &body); err != nil {
			return page{}, err
		}
	}
	return page{Title: say.t("Your items and alerts"), Here: "alerts", API: "/v1/alerts", Body: body}, nil
}

// ofItems fills in the register: how each item stands, what touched it, and what lies ahead of it.
func (s *Site) ofItems(ctx context.Context, say speech, r *http.Request, items []alerts.Holding, b *alertsBody) error {
	const back = 90
	given := asked(r, "from", "to")
	b.From, b.To = given.Get("from"), given.Get("to")
	if b.From == "" {
		b.From = s.Desk.Today().AddDays(-back).String()
	}
	v, err := s.shown(ctx, say)
	if err != nil {
		return err
	}
	reached := map[kb.MeasureID][]string{}
	for _, i := range items {
		a, err := s.Desk.Status(ctx, questionOf(i))
		if err != nil {
			return err
		}
		for _, m := range a.Measures {
			reached[m.ID] = append(reached[m.ID], i.Name)
		}
		b.Items = append(b.Items, v.itemRow(i, a))
	}
	if len(items) == 0 {
		return nil
	}
	news, err := s.Watch.Touching(ctx, items, b.From, b.To)
	if b.misread(say, err) {
		return nil
	}
	if err != nil {
		return err
	}
	b.Nothing, b.Changes = news.Nothing, news.Changes
	for _, t := range news.Touched {
		slices.Reverse(t.Changes)
		b.Touched = append(b.Touched, touchedItem{t.Item.Name, v.byDay(t.Changes)})
	}
	return s.aheadOf(ctx, v, reached, b)
}

// misread takes a problem with a word of the page itself in.
func (b *alertsBody) misread(say speech, err error) bool {
	var word *desk.WordError
	if !errors.As(err, &word) {
		return false
	}
	b.Problem, b.Suggestions = say.problem(word), word.Suggestions
	return true
}

// aheadOf lists the deadlines of measures that reach an item today, each with the names of the items
// that its measures reach. Clauses of one act that do the same on a day are one row of all their items.
func (s *Site) aheadOf(ctx context.Context, v shown, reached map[kb.MeasureID][]string, b *alertsBody) error {
	l, err := s.Desk.Deadlines(ctx, desk.DeadlineWords{}, desk.Page{})
	if err != nil {
		return err
	}
	type dated struct {
		day string
		row calendarRow
	}
	var ahead calendarBody
	items := map[dated][]string{}
	for _, r := range l.Rows {
		if names := reached[r.Measure]; len(names) > 0 {
			row, day := v.calendarRow(r), r.LegalDate.String()
			ahead.add(row, day)
			items[dated{day, row}] = append(items[dated{day, row}], names...)
		}
	}
	for _, day := range ahead.Days {
		for i, row := range day.Rows {
			names := items[dated{day.Day, row}]
			slices.Sort(names)
			day.Rows[i].Items = v.say.List(slices.Compact(names))
		}
	}
	b.Ahead = ahead.Days
	return nil
}

func questionOf(i alerts.Holding) desk.StatusWords {
	return desk.StatusWords{Material: i.Material, Code: i.Code, Destination: i.Destination, EndUse: i.EndUse}
}

// itemRow words an item and the answer to its question.
func (v shown) itemRow(i alerts.Holding, a desk.StatusAnswer) itemRow {
	row, q := itemRow{ID: i.ID, Name: i.Name}, url.Values{}
	for name, word := range map[string]string{"material": i.Material, "code": i.Code, "destination": i.Destination, "end_use": i.EndUse} {
		if word != "" {
			q.Set(name, word)
		}
	}
	row.Href = address("/status", q)
	if a.Question.Material != "" {
		row.What = sentenceCase(v.say.Material(a.Question.Material))
	}
	row.What = strings.TrimSpace(row.What + " " + i.Code)
	if a.Question.Destination != "" {
		row.To = v.say.Place(a.Question.Destination)
	}
	if a.Question.EndUse != "" {
		row.Use = v.say.EndUse(a.Question.EndUse)
	}
	row.Stands, row.Tone = v.say.headline(a, v.body)
	return row
}

// rehearse says what the filter would have told of in the last five years.
func (s *Site) rehearse(ctx context.Context, say speech, b *alertsBody) error {
	const years = 5
	f := b.Filter.filter()
	from := s.Desk.Today().AddDays(-years * 365).String()
	told, err := s.Watch.Rehearse(ctx, f, from, "", values(b.Filter.Expected))
	if b.misread(say, err) {
		return nil
	}
	if err != nil {
		return err
	}
	b.Rehearsal = &rehearsal{Missed: told.Missed, Unknown: told.Unknown, From: from, To: s.Desk.Today().String(), Waits: s.waitsFor(say, f)}
	thing := "change"
	if f.Query != "" {
		thing = "document"
	}
	b.Rehearsal.Told = say.count(told.Total, thing)
	for _, month := range slices.Backward(slices.Sorted(maps.Keys(told.ByMonth))) {
		b.Rehearsal.Months = append(b.Rehearsal.Months, pair{month, say.count(told.ByMonth[month], thing)})
	}
	return nil
}

// values reads what stands between commas.
func values(given string) []string {
	var out []string
	for _, v := range strings.FieldsFunc(given, func(r rune) bool { return strings.ContainsRune(",;，；、\n", r) }) {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func filterIn(form url.Values) filterForm {
	return filterForm{Name: field(form, "name"), Query: field(form, "query"), Material: field(form, "material"), Jurisdiction: field(form, "jurisdiction"), Destination: field(form, "destination"),
		Restriction: field(form, "restriction"), Expected: field(form, "expected"), Frequency: field(form, "frequency")}
}

func (f filterForm) filter() alerts.Filter {
	return alerts.Filter{Query: f.Query, Materials: values(f.Material), Jurisdictions: values(f.Jurisdiction), Destinations: values(f.Destination), Restrictions: values(f.Restriction)}
}

func itemIn(form url.Values) alerts.Holding {
	return alerts.Holding{Name: field(form, "name"), Material: field(form, "material"), Code: field(form, "code"), Destination: field(form, "destination"), EndUse: field(form, "end_use")}
}

// keep does what a form of the page of alerts asks for.
func (s *Site) keep(r *http.Request, form url.Values) (string, error) {
	if s.Alerts == nil {
		return "", kb.ErrNotFound
	}
	const here = "/alerts"
	switch do := field(form, "do"); do {
	case "add-item":
		_, err := s.Alerts.AddItem(r.Context(), itemIn(form), s.Desk)
		return here, err
	case "add-alert":
		f := filterIn(form)
		_, err := s.Alerts.AddAlert(alerts.Alert{Name: f.Name, Filter: f.filter(), Frequency: alerts.Frequency(f.Frequency), Created: s.Now().UTC()}, s.Desk)
		return here + "#alerts", err
	case "remove":
		err := s.Alerts.Remove(field(form, "id"))
		if errors.Is(err, alerts.ErrUnknown) {
			err = nil // sent twice: it is gone already
		}
		return here, err
	default:
		return "", &desk.WordError{Parameter: "do", Value: do, Detail: "want add-item, add-alert or remove"}
	}
}

// waitsFor says in words what a filter waits for.
func (s *Site) waitsFor(say speech, f alerts.Filter) string {
	if f.Query != "" {
		return say.t("texts with %s", f.Query)
	}
	w, err := s.Desk.Filter(f.Words())
	if err != nil { // of words that an earlier version knew: they are shown as they are kept
		w = legal.Filter{Materials: each(f.Materials, func(m string) kb.Material { return kb.Material(m) })}
	}
	var parts []string
	add := func(words []string) {
		if len(words) > 0 {
			parts = append(parts, say.List(words))
		}
	}
	add(each(w.Materials, say.Material))
	add(each(w.Jurisdictions, func(j corpus.Jurisdiction) string { return say.Place(string(j)) }))
	add(each(w.Destinations, func(d string) string { return say.t("towards %s", say.Place(d)) }))
	add(each(w.Restrictions, say.Restriction))
	add(each(w.Instruments, func(i kb.InstrumentID) string { return string(i) }))
	add(each(w.Kinds, say.Change))
	if len(parts) == 0 {
		return say.t("every change in law")
	}
	return say.t("changes in law: %s", strings.Join(parts, say.t(", ")))
}

// frequency says how often an alert speaks.
func (s speech) frequency(f alerts.Frequency) string {
	switch f {
	case alerts.Daily:
		return s.t("once a day")
	case alerts.Weekly:
		return s.t("once a week")
	case alerts.Off:
		return s.t("not at all")
	}
	return s.t("at once")
}
