package export

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Set is a dataset.
type Set struct {
	Name  string
	About string
	row   any // a struct of rows.go, for its columns
	rows  func(ctx context.Context, s Source, p *point) sequence
}

// Column is a column of a dataset: an entry of the data dictionary.
type Column struct {
	Name  string `json:"name"`
	Type  string `json:"type" doc:"string, integer, number, boolean, or list of strings"`
	About string `json:"about"`
}

// Sets returns the datasets there are.
func Sets() []Set {
	return []Set{
		{"instruments", "legal acts", Instrument{}, instruments},
		{"measures", "operative clauses", Measure{}, measures},
		{"effects", "what provisions do to acts and clauses, their own commencement included", Effect{}, effects},
		{"facts", "what texts say, with the words that say it", Fact{}, facts},
		{"documents", "texts held", Document{}, documents},
		{"changes", "changes in law, by day", LegalChange{}, changes},
		{"disputes", "contradictions that are kept open", Dispute{}, disputes},
	}
}

func setNamed(name string) (Set, bool) {
	all := Sets()
	i := slices.IndexFunc(all, func(s Set) bool { return s.Name == name })
	if i < 0 {
		return Set{}, false
	}
	return all[i], true
}

// Columns returns the data dictionary of the dataset.
func (s Set) Columns() []Column {
	var out []Column
	t := reflect.TypeOf(s.row)
	for i := range t.NumField() {
		f := t.Field(i)
		out = append(out, Column{columnName(f), typeName(f.Type), f.Tag.Get("about")})
	}
	return out
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		return "integer"
	case reflect.Float64:
		return "number"
	case reflect.Bool:
		return "boolean"
	case reflect.Slice:
		return "list of strings"
	}
	return "string"
}

// compared yields the rows of a kind of legal record: all of them, or the differences to what was.
func compared[T any](now, then []T, id func(T) string, row func(T) any, deleted func(id string) any, p *point, touched func(T) bool) sequence {
	return func(yield func(record, error) bool) {
		slices.SortFunc(now, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
		if p == nil {
			for _, v := range now {
				if !yield(record{"", id(v), row(v), v}, nil) {
					return
				}
			}
			return
		}
		before := map[string][]byte{}
		for _, v := range then {
			b, err := json.Marshal(v)
			if err != nil {
				yield(record{}, err)
				return
			}
			before[id(v)] = b
		}
		for _, v := range now {
			b, err := json.Marshal(v)
			if err != nil {
				yield(record{}, err)
				return
			}
			old, held := before[id(v)]
			delete(before, id(v))
			change := Modified
			if !held {
				change = Added
			}
			if held && bytes.Equal(old, b) && !touched(v) {
				continue
			}
			if !yield(record{change, id(v), marked(row(v), change), v}, nil) {
				return
			}
		}
		gone := make([]string, 0, len(before))
		for g := range before {
			gone = append(gone, g)
		}
		slices.Sort(gone)
		for _, g := range gone {
			if !yield(record{Deleted, g, marked(deleted(g), Deleted), nil}, nil) {
				return
			}
		}
	}
}

// marked writes the change into the first column of a row.
func marked(row any, c Change) any {
	v := reflect.New(reflect.TypeOf(row)).Elem()
	v.Set(reflect.ValueOf(row))
	v.Field(0).SetString(string(c))
	return v.Interface()
}

// failed is a sequence of one error.
func failed(err error) sequence {
	return func(yield func(record, error) bool) { yield(record{}, err) }
}

func instruments(ctx context.Context, s Source, p *point) sequence {
	now, then, err := s.law(ctx, p)
	if err != nil {
		return failed(err)
	}
	return compared(slices.Clone(now.Instruments), then.Instruments, func(i kb.Instrument) string { return string(i.ID) }, func(i kb.Instrument) any { return instrumentRow(i) },
		func(id string) any { return Instrument{ID: id} }, p, func(i kb.Instrument) bool { return p.touched.Instrument(i.ID) })
}

func measures(ctx context.Context, s Source, p *point) sequence {
	now, then, err := s.law(ctx, p)
	if err != nil {
		return failed(err)
	}
	body, err := s.present(ctx)
	if err != nil {
		return failed(err)
	}
	return compared(slices.Clone(now.Measures), then.Measures, func(m kb.Measure) string { return string(m.ID) }, func(m kb.Measure) any { return measureRow(m, body, s.Desk.Today()) },
		func(id string) any { return Measure{ID: id} }, p, func(m kb.Measure) bool { return p.touched.Measure(m.ID) })
}

func effects(ctx context.Context, s Source, p *point) sequence {
	now, then, err := s.law(ctx, p)
	if err != nil {
		return failed(err)
	}
	return compared(slices.Clone(now.Effects), then.Effects, func(e kb.Effect) string { return string(e.ID) }, func(e kb.Effect) any { return effectRow(e) },
		func(id string) any { return Effect{ID: id} }, p, func(kb.Effect) bool { return false })
}

func disputes(ctx context.Context, s Source, p *point) sequence {
	now, then, err := s.law(ctx, p)
	if err != nil {
		return failed(err)
	}
	return compared(slices.Clone(now.Disputes), then.Disputes, func(d kb.Dispute) string { return string(d.ID) }, func(d kb.Dispute) any { return disputeRow(d) },
		func(id string) any { return Dispute{ID: id} }, p, func(d kb.Dispute) bool { return p.touched.Dispute(d.ID) })
}

// documents are never deleted: one whose page is gone is evidence all the same, and says so.
func documents(ctx context.Context, s Source, p *point) sequence {
	return func(yield func(record, error) bool) {
		for d, err := range s.documents(ctx, p) {
			change := Change("")
			if p != nil {
				change = Modified
				if d.FirstSeen.After(p.time) {
					change = Added
				}
			}
			if !yield(record{change, string(d.ID), marked(documentRow(d), change), d}, err) || err != nil {
				return
			}
		}
	}
}

func facts(ctx context.Context, s Source, p *point) sequence {
	return func(yield func(record, error) bool) {
		for d, err := range s.documents(ctx, p) {
			var all []kb.Fact
			if err == nil {
				all, err = s.Desk.Store().FactsOf(ctx, d.ID)
			}
			if err != nil {
				yield(record{}, err)
				return
			}
			for _, f := range all {
				r, told := factRecord(f, p)
				if told && !yield(r, nil) {
					return
				}
			}
		}
	}
}

// factRecord makes a record of a fact, unless it stands no longer and nobody asked for differences.
func factRecord(f kb.Fact, p *point) (record, bool) {
	if p == nil {
		return record{"", string(f.ID), factRow(f), f}, f.Current
	}
	change := Modified
	switch {
	case !f.Current:
		return record{Deleted, string(f.ID), marked(Fact{ID: string(f.ID)}, Deleted), nil}, true
	case f.FirstSeen.After(p.time):
		change = Added
	}
	return record{change, string(f.ID), marked(factRow(f), change), f}, true
}

func changes(ctx context.Context, s Source, p *point) sequence {
	return func(yield func(record, error) bool) {
		w := desk.ChangeWords{From: "0001", To: "9999"}
		if p != nil {
			w.Since = p.touched
		}
		l, err := s.Desk.Changes(ctx, w, desk.Page{})
		if err != nil {
			yield(record{}, err)
			return
		}
		for _, c := range l.Rows {
			change := Change("")
			if p != nil {
				change = Modified
			}
			id := string(c.Measure) + " " + string(c.Kind) + " " + c.LegalDate.String()
			if !yield(record{change, id, marked(changeRow(c), change), c}, nil) {
				return
			}
		}
	}
}

// day writes a date at its precision; nothing where it is not known.
func day(d corpus.Date) string { return d.String() }
