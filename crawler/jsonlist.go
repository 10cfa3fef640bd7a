package crawler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// readJSON reads a JSON listing by the paths of the manifest. A field of an item that the manifest
// neither uses nor ignores is told: it may be where the dates went after a redesign.
func readJSON(s *Source, e *Entry, _, mediaType string, body []byte) (listing, error) {
	out := listing{total: -1}
	text, err := toUTF8(body, mediaType)
	if err != nil {
		return out, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var whole any
	if err := d.Decode(&whole); err != nil {
		return out, err
	}
	if err := e.readFrame(whole, &out); err != nil {
		return out, err
	}
	items, ok := lookUp(whole, e.Items).([]any)
	if !ok && out.total == 0 {
		return out, nil // some interfaces leave the array out where nothing is found
	}
	if !ok {
		return out, fmt.Errorf("%w: there is no array at %q", errNotListing, e.Items)
	}
	declared := e.declaredFields()
	unknown, titled, dated := map[string]bool{}, 0, 0
	for _, it := range items {
		object, ok := it.(map[string]any)
		if !ok {
			return out, fmt.Errorf("%w: an item is no object", errNotListing)
		}
		for name := range object {
			if !declared[name] {
				unknown[name] = true
			}
		}
		f := find{link: e.addressOf(object), title: plainText(textAt(object, e.Fields.Title)), number: textAt(object, e.Fields.Number)}
		f.date = s.hintDate(textAt(object, e.Fields.Date))
		if f.title != "" {
			titled++
		}
		if !f.date.IsZero() {
			dated++
		}
		out.finds = append(out.finds, f)
	}
	out.unknown = slices.Sorted(maps.Keys(unknown))
	if len(items) > 0 && titled == 0 && e.Fields.Title != "" {
		out.missing = append(out.missing, "title")
	}
	if len(items) > 0 && dated == 0 && e.Fields.Date != "" {
		out.missing = append(out.missing, "date")
	}
	return out, nil
}

// readFrame reads what stands around the items.
func (e *Entry) readFrame(whole any, out *listing) error {
	if e.Total != "" {
		n, ok := lookUp(whole, e.Total).(json.Number)
		if !ok {
			return fmt.Errorf("%w: there is no number at %q", errNotListing, e.Total)
		}
		v, err := n.Int64()
		if err != nil {
			return fmt.Errorf("%w: %q is no count", errNotListing, n)
		}
		out.total = int(v)
	}
	if next := textAt(whole, e.Next); e.Next != "" && next != "" {
		out.next = append(out.next, next)
	}
	return nil
}

var placeholder = regexp.MustCompile(`\{([^{}]+)\}`)

// addressOf makes an item's address; empty where a part of it is missing.
func (e *Entry) addressOf(object map[string]any) string {
	if e.Address == "" {
		return textAt(object, e.Fields.Link)
	}
	whole := true
	out := placeholder.ReplaceAllStringFunc(e.Address, func(m string) string {
		v := textAt(object, m[1:len(m)-1])
		whole = whole && v != ""
		return url.PathEscape(v)
	})
	if !whole {
		return ""
	}
	return out
}

// declaredFields are the fields of an item that the manifest knows.
func (e *Entry) declaredFields() map[string]bool {
	out := map[string]bool{}
	paths := append([]string{e.Fields.Link, e.Fields.Title, e.Fields.Date, e.Fields.Number}, e.Ignore...)
	for _, m := range placeholder.FindAllStringSubmatch(e.Address, -1) {
		paths = append(paths, m[1])
	}
	for _, p := range paths {
		first, _, _ := strings.Cut(p, ".")
		out[first] = true
	}
	return out
}

// lookUp follows a dotted path; nil where it leads nowhere. The empty path is the value itself.
func lookUp(v any, path string) any {
	if path == "" {
		return v
	}
	for name := range strings.SplitSeq(path, ".") {
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[name]
	}
	return v
}

// textAt returns the string or number at a path as text.
func textAt(v any, path string) string {
	if path == "" {
		return ""
	}
	switch x := lookUp(v, path).(type) {
	case string:
		return strings.TrimSpace(x)
	case json.Number:
		return x.String()
	}
	return ""
}
