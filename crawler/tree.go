package crawler

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// elementParts is the name under which the texts and children of an XML element stand in their
// order, beside its attributes and children by name. No element and no attribute can have it.
const elementParts = "#parts"

// Bounds of an XML listing: what is beyond them is no listing.
const (
	maxElements = 500_000
	maxNesting  = 200
)

// readTree reads a listing of fields into what a path can be followed in.
func readTree(s *Source, e *Entry, mediaType string, body []byte) (any, error) {
	if e.Discovery == XML {
		text, err := feedText(body, mediaType, s.MaxBytes)
		if err != nil {
			return nil, err
		}
		return xmlTree(text)
	}
	text, err := toUTF8(body, mediaType)
	if err != nil {
		return nil, err
	}
	if e.Discovery == CSV {
		return csvTree(text)
	}
	return jsonTree(text)
}

func jsonTree(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var whole any
	if err := d.Decode(&whole); err != nil {
		return nil, err
	}
	return whole, nil
}

// csvTree reads a table; each row is an object by the headings.
func csvTree(text []byte) (any, error) {
	r := csv.NewReader(bytes.NewReader(text))
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: it is empty, without even a line of headings", errNotListing)
	}
	if err != nil {
		return nil, err
	}
	for i, name := range head {
		head[i] = strings.TrimSpace(name)
	}
	rows := []any{}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err // a row that is longer or shorter than the headings too
		}
		row := map[string]any{}
		for i, c := range cells {
			row[head[i]] = c
		}
		rows = append(rows, row)
	}
}

// xmlTree reads an XML document; the root stands under its name.
func xmlTree(text []byte) (any, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	root, elements := map[string]any{}, 0
	stack := []map[string]any{root}
	parts := [][]any{nil} // what is inside each of the open elements, in order
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			if len(root) == 0 {
				return nil, fmt.Errorf("%w: it holds no element", errNotListing)
			}
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if elements++; elements > maxElements || len(stack) > maxNesting {
				return nil, fmt.Errorf("%w: it has more than %d elements, or more than %d inside each other", errNotListing, maxElements, maxNesting)
			}
			node := map[string]any{}
			for _, a := range t.Attr {
				node["@"+a.Name.Local] = a.Value
			}
			stack, parts = append(stack, node), append(parts, nil)
		case xml.EndElement:
			last := len(stack) - 1
			v := element(stack[last], parts[last])
			stack, parts = stack[:last], parts[:last]
			hang(stack[last-1], t.Name.Local, v)
			parts[last-1] = append(parts[last-1], v)
		case xml.CharData:
			if last := len(parts) - 1; last > 0 {
				parts[last] = append(parts[last], string(t))
			}
		}
	}
}

// element is what stands for an element: one that has only text is a string.
func element(node map[string]any, parts []any) any {
	if len(node) > 0 {
		if len(parts) > 0 {
			node[elementParts] = parts
		}
		return node
	}
	var b strings.Builder
	for _, p := range parts {
		text, _ := p.(string)
		b.WriteString(text)
	}
	return strings.TrimSpace(b.String())
}

// hang puts an element into the one around it; of several with the same name an array is made.
func hang(parent map[string]any, name string, v any) {
	switch before := parent[name].(type) {
	case nil:
		parent[name] = v
	case []any:
		parent[name] = append(before, v)
	default:
		parent[name] = []any{before, v}
	}
}

// maxText bounds the text that is read of one element: a title, not a chapter.
const maxText = 4096

// textIn is the text of an element with all that is inside it, in its order.
func textIn(node map[string]any) string {
	var b strings.Builder
	var walk func(v any)
	walk = func(v any) {
		if b.Len() > maxText {
			return
		}
		switch x := v.(type) {
		case string:
			b.WriteString(x)
		case map[string]any:
			inner, _ := x[elementParts].([]any)
			for _, p := range inner {
				walk(p)
			}
		}
	}
	walk(node)
	return squeeze(b.String())
}
