package api

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// wholeLists writes lists that are not there as empty ones, wherever in an answer they stand: a
// program may go through a list without asking first whether there is one.
func wholeLists(_ huma.Context, _ string, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	whole, _ := filled(reflect.ValueOf(v))
	return whole.Interface(), nil
}

// filled returns the value with an empty list for every list that is not there, and whether there
// was one. What is shared with others is copied before it is changed.
func filled(v reflect.Value) (reflect.Value, bool) {
	if v.Type().Implements(reflect.TypeFor[json.Marshaler]()) {
		return v, false
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v, false
		}
		to, changed := filled(v.Elem())
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
		return filledRows(v)
	case reflect.Struct:
		return filledFields(v)
	}
	return v, false
}

func filledRows(v reflect.Value) (reflect.Value, bool) {
	switch v.Type().Elem().Kind() {
	case reflect.Struct, reflect.Pointer, reflect.Slice, reflect.Map:
	default:
		return v, false // words and numbers hold no lists
	}
	out, copied := v, false
	for i := range v.Len() {
		row, changed := filled(v.Index(i))
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

func filledFields(v reflect.Value) (reflect.Value, bool) {
	out, copied := v, false
	for i := range v.NumField() {
		f, value := v.Type().Field(i), v.Field(i)
		_, flags, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || value.IsZero() && strings.Contains(flags, "omit") {
			continue
		}
		field, changed := filled(value)
		if !changed {
			continue
		}
		if !copied {
			out, copied = reflect.New(v.Type()).Elem(), true
			out.Set(v)
		}
		out.Field(i).Set(field)
	}
	return out, copied
}

// neverNull takes the null out of what the description says of lists.
func neverNull(described *huma.OpenAPI) {
	for _, s := range described.Components.Schemas.Map() {
		listsAreLists(s)
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
