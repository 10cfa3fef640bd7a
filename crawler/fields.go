package crawler

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// readFields reads a JSON, XML or CSV listing by the paths of the manifest. A field of an item that
// the manifest neither uses nor ignores is told: it may be where the dates went after a redesign.
func readFields(s *Source, e *Entry, _, mediaType string, body []byte) (listing, error) {
	out := listing{total: -1}
	whole, err := readTree(s, e, mediaType, body)
	if err != nil {
		return out, err
	}
	if err := e.readFrame(whole, &out); err != nil {
		return out, err
	}
	items, err := e.itemsOf(whole, out.total)
	if err != nil {
		return out, err
	}
	declared, inner := e.declaredFields()
	unknown, titled, dated := map[string]bool{}, 0, 0
	for _, object := range items {
		r := row{object, whole}
		if !e.wants(r) {
			out.left++
			continue
		}
		undeclared(object, "", declared, unknown)
		for name, known := range inner {
			if o, ok := object[name].(map[string]any); ok {
				undeclared(o, name+".", known, unknown)
			}
		}
		f := s.findIn(e, r)
		if e.Kinds.At != "" {
			category := r.text(e.Kinds.At)
			kind, known := e.Kinds.Of[category]
			if f.kind = kind; !known {
				unknown[fmt.Sprintf("%s = %q", e.Kinds.At, category)] = true
			}
		}
		if f.title != "" {
			titled++
		}
		if !f.date.IsZero() {
			dated++
		}
		out.finds = append(out.finds, f)
	}
	out.unknown = slices.Sorted(maps.Keys(unknown))
	if len(out.finds) > 0 && titled == 0 && e.Fields.Title != "" {
		out.missing = append(out.missing, "title")
	}
	if len(out.finds) > 0 && dated == 0 && e.Fields.Date != "" {
		out.missing = append(out.missing, "date")
	}
	return out, nil
}

// row is one item of a listing, with the document around it.
type row struct {
	object map[string]any
	whole  any
}

// text is what stands at a path of the item, or, where the path begins with a slash, of the document.
// Of several paths, as in "a.b or c", the first that leads to a text is taken.
func (r row) text(paths string) string {
	for path := range strings.SplitSeq(paths, orElse) {
		from := any(r.object)
		top, ok := strings.CutPrefix(path, "/")
		if ok {
			from = r.whole
		}
		if t := textAt(from, top); t != "" {
			return t
		}
	}
	return ""
}

// findIn reads one item.
func (s *Source) findIn(e *Entry, r row) find {
	return find{
		link:      e.addressOf(r),
		title:     plainText(r.text(e.Fields.Title)),
		number:    r.text(e.Fields.Number),
		date:      s.dateIn(e, r.text(e.Fields.Date)),
		summary:   r.text(e.Fields.Summary),
		canonical: e.canonicalOf(r),
	}
}

// itemsOf returns the items of a listing, those inside others too.
func (e *Entry) itemsOf(whole any, total int) ([]map[string]any, error) {
	at := lookUp(whole, e.Items)
	list, ok := at.([]any)
	switch {
	case ok:
	case at == nil && total == 0:
		return nil, nil // some interfaces leave the array out where nothing is found
	case e.Discovery == XML && at != nil:
		list = []any{at} // an element that stands there once
	case e.Discovery == XML && lookUp(whole, rootOf(e.Items)) != nil:
		return nil, nil // the document is the right one, and holds none
	case e.Deep != "" && at != nil:
		list = []any{at} // a tree begins with one
	default:
		return nil, fmt.Errorf("%w: there is no array at %q", errNotListing, e.Items)
	}
	var out []map[string]any
	for _, it := range list {
		object, ok := it.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%w: an item is no object", errNotListing)
		}
		out = append(out, e.within(object)...)
	}
	return out, nil
}

// within returns an item and, where items hold items, those inside it.
func (e *Entry) within(object map[string]any) []map[string]any {
	out := []map[string]any{object}
	if e.Deep == "" {
		return out
	}
	inner, _ := lookUp(object, e.Deep).([]any)
	for _, it := range inner {
		if o, ok := it.(map[string]any); ok {
			out = append(out, e.within(o)...)
		}
	}
	return out
}

func rootOf(path string) string {
	root, _, _ := strings.Cut(path, ".")
	return root
}

// wants reports whether the fields of an item let it in.
func (e *Entry) wants(r row) bool {
	for _, o := range e.Only {
		v := r.text(o.At)
		if o.like != nil && !o.like.MatchString(v) || o.like == nil && !slices.Contains(o.Is, v) {
			return false
		}
	}
	return true
}

// readFrame reads what stands around the items.
func (e *Entry) readFrame(whole any, out *listing) error {
	if e.Total != "" {
		text := textAt(whole, e.Total)
		v, err := json.Number(text).Int64()
		if err != nil {
			return fmt.Errorf("%w: there is no number at %q", errNotListing, e.Total)
		}
		out.total = int(v)
	}
	if next := textAt(whole, e.Next); next != "" {
		out.next = append(out.next, next)
	}
	out.mark = textAt(whole, e.Cursor.At)
	return nil
}

var placeholder = regexp.MustCompile(`\{(\+?)([^{}]+)\}`)

// addressOf makes an item's address; empty where a part of it is missing.
func (e *Entry) addressOf(r row) string {
	if e.Address == "" {
		return r.text(e.Fields.Link)
	}
	return r.fill(e.Address)
}

// canonicalOf is the address of an item's page for people: a path to it, or a template of it.
func (e *Entry) canonicalOf(r row) string {
	if placeholder.MatchString(e.Fields.Canonical) {
		return r.fill(e.Fields.Canonical)
	}
	return r.text(e.Fields.Canonical)
}

// fill puts fields into a template; empty where one of them is missing. A value goes in as one part of
// a path, or, after a plus sign as in {+path}, as the path that it is.
func (r row) fill(template string) string {
	whole := true
	out := placeholder.ReplaceAllStringFunc(template, func(m string) string {
		parts := placeholder.FindStringSubmatch(m)
		v := r.text(parts[2])
		whole = whole && v != ""
		if parts[1] == "+" {
			return v
		}
		return url.PathEscape(v)
	})
	if !whole {
		return ""
	}
	return out
}

// undeclared notes the fields of an object that the manifest does not know.
func undeclared(object map[string]any, prefix string, known, into map[string]bool) {
	for name := range object {
		if !known[name] && name != elementParts {
			into[prefix+name] = true
		}
	}
}

// declaredFields are the fields of an item that the manifest knows. Those of an object inside it are
// looked at only where the manifest ignores one of them: then it knows the object well enough to say
// that another is new.
func (e *Entry) declaredFields() (outer map[string]bool, inner map[string]map[string]bool) {
	f := e.Fields
	rules := append([]string{f.Link, f.Title, f.Date, f.Number, f.Summary, placeholder.ReplaceAllString(f.Canonical, ""), e.Kinds.At, e.Deep}, e.Ignore...)
	for _, o := range e.Only {
		rules = append(rules, o.At)
	}
	for _, m := range placeholder.FindAllStringSubmatch(e.Address+f.Canonical, -1) {
		rules = append(rules, m[2])
	}
	outer, inner = map[string]bool{}, map[string]map[string]bool{}
	for _, path := range e.Ignore {
		if first, _, nested := strings.Cut(path, "."); nested {
			inner[first] = map[string]bool{}
		}
	}
	for _, rule := range rules {
		for path := range strings.SplitSeq(rule, orElse) {
			first, rest, _ := strings.Cut(path, ".")
			name, _, _ := strings.Cut(first, "[")
			outer[name] = true
			if inner[name] != nil {
				second, _, _ := strings.Cut(rest, ".")
				inner[name][second] = true
			}
		}
	}
	return outer, inner
}
