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
	declared := e.declaredFields()
	unknown, titled, dated := map[string]bool{}, 0, 0
	for _, object := range items {
		if !e.wants(object) {
			out.left++
			continue
		}
		for name := range object {
			if !declared[name] {
				unknown[name] = true
			}
		}
		f := s.findIn(e, object)
		if e.Kinds.At != "" {
			category := textAt(object, e.Kinds.At)
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

// findIn reads one item.
func (s *Source) findIn(e *Entry, object map[string]any) find {
	return find{
		link:      e.addressOf(object),
		title:     plainText(textAt(object, e.Fields.Title)),
		number:    textAt(object, e.Fields.Number),
		date:      s.hintDate(textAt(object, e.Fields.Date)),
		summary:   textAt(object, e.Fields.Summary),
		canonical: textAt(object, e.Fields.Canonical),
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
func (e *Entry) wants(object map[string]any) bool {
	return !slices.ContainsFunc(e.Only, func(o Only) bool { return !slices.Contains(o.Is, textAt(object, o.At)) })
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

// addressOf makes an item's address; empty where a part of it is missing. A value goes in as one
// part of a path, or, after a plus sign as in {+path}, as the path that it is.
func (e *Entry) addressOf(object map[string]any) string {
	if e.Address == "" {
		return firstText(object, e.Fields.Link)
	}
	whole := true
	out := placeholder.ReplaceAllStringFunc(e.Address, func(m string) string {
		parts := placeholder.FindStringSubmatch(m)
		v := textAt(object, parts[2])
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

// declaredFields are the fields of an item that the manifest knows.
func (e *Entry) declaredFields() map[string]bool {
	f := e.Fields
	paths := append([]string{f.Title, f.Date, f.Number, f.Summary, f.Canonical, e.Kinds.At, e.Deep}, e.Ignore...)
	for _, o := range e.Only {
		paths = append(paths, o.At)
	}
	paths = append(paths, strings.Split(f.Link, " or ")...)
	for _, m := range placeholder.FindAllStringSubmatch(e.Address, -1) {
		paths = append(paths, m[2])
	}
	out := map[string]bool{elementText: true}
	for _, p := range paths {
		first, _, _ := strings.Cut(strings.TrimSpace(p), ".")
		name, _, _ := strings.Cut(first, "[")
		out[name] = true
	}
	return out
}
