package api

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// wholeLists writes lists that are not there as empty ones, wherever in an answer they stand: a
// program may go through a list without asking first whether there is one.
func wholeLists(v any) (any, error) { return new(filler).transform(nil, "", v) }

// filler does what wholeLists says for one answer after another, and remembers of each type where in
// it lists can be.
type filler struct{ plans sync.Map } // of reflect.Type: plan

// plan says where lists can be in a value of a type.
type plan struct {
	bears  bool    // it is a list or can hold one
	fields []field // of a struct, those that bear
}

type field struct {
	index int
	omits bool // left out where it is empty
}

// transform is a [huma.Transformer].
func (f *filler) transform(_ huma.Context, _ string, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	whole, _ := f.filled(reflect.ValueOf(v))
	return whole.Interface(), nil
}

// planOf works out the plan of a type, once. A type that holds itself can only do so through a list,
// a map or a pointer, and these are looked into when a value is there.
func (f *filler) planOf(t reflect.Type) plan {
	if held, ok := f.plans.Load(t); ok {
		return held.(plan)
	}
	var p plan
	switch {
	case t.Implements(reflect.TypeFor[json.Marshaler]()):
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			of := t.Field(i)
			_, flags, _ := strings.Cut(of.Tag.Get("json"), ",")
			if of.IsExported() && f.planOf(of.Type).bears {
				p.fields = append(p.fields, field{i, strings.Contains(flags, "omit")})
			}
		}
		p.bears = len(p.fields) > 0
	default:
		p.bears = slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Map, reflect.Slice}, t.Kind())
	}
	f.plans.Store(t, p)
	return p
}

// filled returns the value with an empty list for every list that is not there, and whether there
// was one. What is shared with others is copied before it is changed.
func (f *filler) filled(v reflect.Value) (reflect.Value, bool) {
	p := f.planOf(v.Type())
	if !p.bears {
		return v, false
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v, false
		}
		to, changed := f.filled(v.Elem())
		if !changed {
			return v, false
		}
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(to)
		return p, true
	case reflect.Map:
		if v.IsNil() {
			return reflect.MakeMap(v.Type()), true
		}
	case reflect.Slice:
		if v.IsNil() {
			return reflect.MakeSlice(v.Type(), 0, 0), true
		}
		return f.filledRows(v)
	case reflect.Struct:
		return f.filledFields(v, p.fields)
	}
	return v, false
}

func (f *filler) filledRows(v reflect.Value) (reflect.Value, bool) {
	if !f.planOf(v.Type().Elem()).bears {
		return v, false // words and numbers hold no lists
	}
	out, copied := v, false
	for i := range v.Len() {
		row, changed := f.filled(v.Index(i))
		if !changed {
			continue
		}
		if !copied {
			out, copied = reflect.MakeSlice(v.Type(), v.Len(), v.Len()), true
			reflect.Copy(out, v)
		}
		out.Index(i).Set(row)
	}
	return out, copied
}

func (f *filler) filledFields(v reflect.Value, fields []field) (reflect.Value, bool) {
	out, copied := v, false
	for _, at := range fields {
		value := v.Field(at.index)
		if at.omits && value.IsZero() {
			continue
		}
		whole, changed := f.filled(value)
		if !changed {
			continue
		}
		if !copied {
			out, copied = reflect.New(v.Type()).Elem(), true
			out.Set(v)
		}
		out.Field(at.index).Set(whole)
	}
	return out, copied
}

// neverNull takes the null out of what the description says of lists, and puts it where an object may not
// be there.
func neverNull(described *huma.OpenAPI) {
	for name, s := range described.Components.Schemas.Map() {
		listsAreLists(s)
		objectsMayLack(s, described.Components.Schemas.TypeFromRef("#/components/schemas/"+name))
	}
	for _, path := range described.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post} {
			if op == nil {
				continue
			}
			for _, p := range op.Parameters {
				listsAreLists(p.Schema)
			}
			for _, r := range op.Responses {
				for _, c := range r.Content {
					listsAreLists(c.Schema)
				}
			}
		}
	}
}

// objectsMayLack describes the fields of a type that are written as null where they hold no object: those
// that point to one and are not left out.
func objectsMayLack(s *huma.Schema, t reflect.Type) {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return
	}
	for _, f := range reflect.VisibleFields(t) {
		name, flags, _ := strings.Cut(f.Tag.Get("json"), ",")
		of := s.Properties[name]
		if f.Type.Kind() == reflect.Pointer && of != nil && of.Ref != "" && !strings.Contains(flags, "omit") {
			s.Properties[name] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: of.Ref}, {Type: "null"}}}
		}
	}
}

func listsAreLists(s *huma.Schema) {
	if s == nil {
		return
	}
	if s.Type == huma.TypeArray {
		s.Nullable = false
	}
	listsAreLists(s.Items)
	for _, p := range s.Properties {
		listsAreLists(p)
	}
	if more, ok := s.AdditionalProperties.(*huma.Schema); ok {
		listsAreLists(more)
	}
}
