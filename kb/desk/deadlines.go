package desk

import (
	"context"
	"slices"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// DeadlineWords asks for days in the diary. Where no first day is given, what lies ahead is meant:
// from tomorrow on, and comments that close today.
type DeadlineWords struct {
	ChangeWords
	Deadlines []string // kinds of deadlines; none: all
}

// Deadlines lists starts, ends, lapses, ends of permissions and closings of comments, by date.
func (d *Desk) Deadlines(ctx context.Context, w DeadlineWords, p Page) (List[deadline.Row], error) {
	rows, c, err := d.deadlines(ctx, w)
	if err != nil {
		return List[deadline.Row]{}, err
	}
	return paginate(rows, func(r deadline.Row) string { return r.UID }, p, c)
}

func (d *Desk) deadlines(ctx context.Context, w DeadlineWords) ([]deadline.Row, Coverage, error) {
	for _, k := range w.Deadlines {
		if !slices.Contains(deadline.Kinds(), deadline.Kind(k)) {
			return nil, Coverage{}, &WordError{Parameter: "deadline", Value: k, Detail: "no kind of deadline; want one of " + joined(deadline.Kinds())}
		}
	}
	today, ahead := d.Today(), w.From == ""
	if ahead {
		w.From = today.String()
	}
	if w.To == "" {
		w.To = "9999"
	}
	from, to, err := d.Range(w.From, w.To)
	if err != nil {
		return nil, Coverage{}, err
	}
	f, err := d.Filter(w.ChangeWords)
	if err != nil {
		return nil, Coverage{}, err
	}
	known, err := d.knownAt(w.Known)
	if err != nil {
		return nil, Coverage{}, err
	}
	body, err := d.Body(ctx, known)
	if err != nil {
		return nil, Coverage{}, err
	}
	c, err := d.Coverage(ctx)
	if err != nil {
		return nil, c, err
	}
	closings, err := d.closings(ctx, f)
	if err != nil {
		return nil, c, err
	}
	if !known.IsZero() {
		closings = slices.DeleteFunc(slices.Clone(closings), func(x deadline.Closing) bool { return x.Fact.FirstSeen.After(known) })
	}
	rows := deadline.OfComments(closings, from, to, today)
	if ahead {
		from = from.AddDays(1) // what starts today has started
	}
	rows = append(rows, deadline.Of(body, from, to, today, f)...)
	rows = slices.DeleteFunc(rows, func(r deadline.Row) bool {
		touched := w.Since.Measure(r.Measure)
		if r.Deadline == deadline.Comments {
			touched = w.Since.Document(r.Document)
		}
		return !touched || !anyOf(w.Deadlines, string(r.Deadline))
	})
	deadline.Sort(rows)
	return rows, c, nil
}

// closings returns the closings of comments that the filter lets through. A filter on what only
// measures have (a destination, a restriction, a kind of change) lets none through.
func (d *Desk) closings(ctx context.Context, f legal.Filter) ([]deadline.Closing, error) {
	if len(f.Kinds)+len(f.Destinations)+len(f.Restrictions) > 0 {
		return nil, nil
	}
	gists, err := d.gists.now(ctx, d.store)
	if err != nil {
		return nil, err
	}
	var out []deadline.Closing
	for _, g := range gists.rows {
		out = append(out, g.closings...)
	}
	return slices.DeleteFunc(out, func(c deadline.Closing) bool {
		return len(f.Jurisdictions) > 0 && !slices.Contains(f.Jurisdictions, c.Document.Jurisdiction) ||
			len(f.Instruments) > 0 && !slices.Contains(f.Instruments, c.Fact.Instrument) ||
			len(f.Materials) > 0 && !slices.ContainsFunc(f.Materials, func(m kb.Material) bool { return touches(c.Materials, m) })
	}), nil
}

// touches reports whether one of the materials is the wanted one, a group of it, or a member of it.
func touches(have []kb.Material, want kb.Material) bool {
	return slices.ContainsFunc(have, func(m kb.Material) bool {
		if m == want {
			return true
		}
		g, _ := kb.GroupNamed(m)
		w, _ := kb.GroupNamed(want)
		return slices.Contains(g.Members, want) || slices.Contains(w.Members, m)
	})
}
