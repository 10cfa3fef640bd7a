package alerts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Watch works out what is news.
type Watch struct {
	Desk  *desk.Desk
	Names query.Names // what widens the words of saved searches to the other names of a material; nil: nothing
	// Search shows what a saved search found, and finds it for a rehearsal. It may be nil: a rehearsal of a
	// saved search is refused then.
	Search func(ctx context.Context, r index.Request) (index.Result, error)
}

// News is what one alert has to say.
type News struct {
	Alert     string         `json:"alert"`
	Name      string         `json:"name"`
	Changes   []legal.Change `json:"changes" doc:"of measures of which something was learned"`
	Hits      []index.Hit    `json:"hits" doc:"of a saved search, in documents that are new or have new words"`
	Deadlines []deadline.Row `json:"deadlines" doc:"that are 90, 30 or 7 days ahead"`
}

// Empty reports whether there is nothing to say.
func (n News) Empty() bool { return len(n.Changes)+len(n.Hits)+len(n.Deadlines) == 0 }

// Ahead are the days before a deadline on which it is told.
func Ahead() []int { return []int{90, 30, 7} }

// mostDays is how many days of deadlines are made up for after a time without service.
const mostDays = 14

// News returns what of the alert is news since the position, as the log and the calendar stand now.
func (w Watch) News(ctx context.Context, a Alert, since Position) (News, error) {
	n := News{Alert: a.ID, Name: a.Name, Changes: []legal.Change{}, Hits: []index.Hit{}, Deadlines: []deadline.Row{}}
	touched, err := w.Desk.Since(ctx, fmt.Sprint(since.Seq))
	if err != nil {
		return n, err
	}
	if a.Filter.Query != "" {
		n.Hits, err = w.hits(ctx, a.Filter.Query, touched)
		return n, err
	}
	words := a.Filter.Words()
	words.From, words.To, words.Since = "0001", "9999", touched
	l, err := w.Desk.Changes(ctx, words, desk.Page{})
	if err != nil {
		return n, err
	}
	for _, c := range l.Rows {
		if c.Seq > since.Seq { // the others are of a touched measure, and were known
			n.Changes = append(n.Changes, c)
		}
	}
	n.Deadlines, err = w.deadlines(ctx, a.Filter, since)
	return n, err
}

// deadlines returns those that came 90, 30 or 7 days near since the day of the position.
func (w Watch) deadlines(ctx context.Context, f Filter, since Position) ([]deadline.Row, error) {
	out := []deadline.Row{}
	today := w.Desk.Today()
	last, err := corpus.ParseDate(since.Day)
	if err != nil {
		last = today.AddDays(-1)
	}
	if earliest := today.AddDays(-mostDays); last.Compare(earliest) < 0 {
		last = earliest
	}
	if last.Compare(today) >= 0 {
		return out, nil
	}
	words := desk.DeadlineWords{ChangeWords: f.Words()}
	words.To = today.AddDays(slices.Max(Ahead())).String()
	l, err := w.Desk.Deadlines(ctx, words, desk.Page{})
	if err != nil {
		return out, err
	}
	for _, r := range l.Rows {
		for _, days := range Ahead() {
			if r.LegalDate.Precision() != corpus.ToDay {
				continue
			}
			if on := r.LegalDate.AddDays(-days); on.Compare(last) > 0 && on.Compare(today) <= 0 {
				out = append(out, r)
				break
			}
		}
	}
	return out, nil
}

// Rehearsal is what an alert would have said in the past.
type Rehearsal struct {
	Total   int            `json:"total" doc:"changes in law, or documents, that it would have told of"`
	ByMonth map[string]int `json:"by_month" doc:"by the month of the change or of publication"`
	Missed  []string       `json:"missed" doc:"of the ids that were expected, those that it would not have told of"`
	Unknown []string       `json:"unknown" doc:"of the ids that were expected, those that are not held at all"`
}

// Rehearse tells what a filter would have found between two days, and what of the expected ids (of
// instruments or documents) it would have missed.
func (w Watch) Rehearse(ctx context.Context, f Filter, from, to string, expected []string) (Rehearsal, error) {
	out := Rehearsal{ByMonth: map[string]int{}, Missed: []string{}, Unknown: []string{}}
	if err := f.check(w.Desk); err != nil {
		return out, err
	}
	first, last, err := w.Desk.Range(from, to)
	if err != nil {
		return out, err
	}
	told := map[string]bool{}
	count := func(id string, on corpus.Date) {
		told[id] = true
		out.Total++
		month := "unknown"
		if s := on.String(); len(s) >= len("2006-01") {
			month = s[:len("2006-01")]
		}
		out.ByMonth[month]++
	}
	if f.Query != "" {
		err = w.rehearseSearch(ctx, f.Query, first, last, count)
	} else {
		words := f.Words()
		words.From, words.To = from, to
		var l desk.List[legal.Change]
		l, err = w.Desk.Changes(ctx, words, desk.Page{})
		for _, c := range l.Rows {
			count(string(c.Instrument), c.LegalDate)
		}
	}
	if err != nil {
		return out, err
	}
	for _, id := range expected {
		if told[id] {
			continue
		}
		held, err := w.held(ctx, id)
		if err != nil {
			return out, err
		}
		if held {
			out.Missed = append(out.Missed, id)
		} else {
			out.Unknown = append(out.Unknown, id)
		}
	}
	return out, nil
}

func (w Watch) rehearseSearch(ctx context.Context, words string, from, to corpus.Date, count func(string, corpus.Date)) error {
	if w.Search == nil {
		return &desk.WordError{Parameter: "filter.query", Detail: "there is no index here to rehearse a search in"}
	}
	r := index.Request{Query: words, Limit: index.MaxLimit, Sort: index.Newest, ExpandMaterials: true, From: from, To: to}
	seen := map[corpus.DocumentID]bool{}
	for {
		found, err := w.Search(ctx, r)
		if err != nil {
			return err
		}
		for _, h := range found.Hits {
			if !seen[h.Document] {
				seen[h.Document] = true
				count(string(h.Document), h.Published)
			}
		}
		if found.Next == "" {
			return nil
		}
		r.Cursor = found.Next
	}
}

// held reports whether an instrument or a document of that id is known.
func (w Watch) held(ctx context.Context, id string) (bool, error) {
	body, err := w.Desk.Body(ctx, time.Time{})
	if err != nil {
		return false, err
	}
	if _, ok := body.Instrument(kb.InstrumentID(id)); ok {
		return true, nil
	}
	_, err = w.Desk.Store().Document(ctx, corpus.DocumentID(id))
	if errors.Is(err, kb.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Touch is what of the news touches one item.
type Touch struct {
	Item    Holding        `json:"item"`
	Changes []legal.Change `json:"changes"`
}

// ItemNews says what of the changes of some days touches the user's items.
type ItemNews struct {
	Touched []Touch `json:"touched" doc:"items that something touches, in the order of the register"`
	Nothing bool    `json:"nothing_of_yours" doc:"changes there may be, and none touches an item of the register"`
	Changes int     `json:"changes" doc:"how many changes there are in all"`
}

// Touching returns what of the changes between two days touches the items: the change is of a measure
// that reaches the item's material or code, destination and end use.
func (w Watch) Touching(ctx context.Context, items []Holding, from, to string) (ItemNews, error) {
	out := ItemNews{Touched: []Touch{}}
	l, err := w.Desk.Changes(ctx, desk.ChangeWords{From: from, To: to}, desk.Page{})
	if err != nil {
		return out, err
	}
	out.Changes = len(l.Rows)
	for _, i := range items {
		t := Touch{Item: i}
		for _, c := range l.Rows {
			reached, err := w.reaches(ctx, i, c)
			if err != nil {
				return out, err
			}
			if reached {
				t.Changes = append(t.Changes, c)
			}
		}
		if len(t.Changes) > 0 {
			out.Touched = append(out.Touched, t)
		}
	}
	out.Nothing = len(out.Touched) == 0
	return out, nil
}

// reaches asks the decision question for the item on the day of the change: the measure whose state
// changed is in its answer, or it does not reach the item.
func (w Watch) reaches(ctx context.Context, i Holding, c legal.Change) (bool, error) {
	q := i.question()
	day := c.LegalDate.Last()
	q.On = day.String()
	a, err := w.Desk.Status(ctx, q)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(a.Measures, func(m legal.MeasureOn) bool { return m.ID == c.Measure }), nil
}
