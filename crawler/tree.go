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

// elementText is the name under which the text of an XML element stands beside its attributes and
// children. No element and no attribute can have it.
const elementText = "#text"

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
	var chars [][]byte // text of each element that is open
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
			stack, chars = append(stack, node), append(chars, nil)
		case xml.EndElement:
			node, text := stack[len(stack)-1], string(chars[len(chars)-1])
			stack, chars = stack[:len(stack)-1], chars[:len(chars)-1]
			hang(stack[len(stack)-1], t.Name.Local, node, text)
		case xml.CharData:
			if len(chars) > 0 {
				chars[len(chars)-1] = append(chars[len(chars)-1], t...)
			}
		}
	}
}

// hang puts an element into the one around it. One that has only text is a string; of several with
// the same name an array is made.
func hang(parent map[string]any, name string, node map[string]any, text string) {
	var v any = node
	if len(node) == 0 {
		v = strings.TrimSpace(text)
	} else if text = strings.TrimSpace(text); text != "" {
		node[elementText] = text
	}
	switch before := parent[name].(type) {
	case nil:
		parent[name] = v
	case []any:
		parent[name] = append(before, v)
	default:
		parent[name] = []any{before, v}
	}
}
