package crawler

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A path leads to a value inside a JSON document, as in "data.list" or "link[@rel=next].@href": names
// separated by dots, each perhaps with a condition that chooses one of several. What stands on the
// way as an array without a condition is entered at its first element. XML is read in the same way:
// a child element has its local name, an attribute its name after an @, and the root is the first
// name of a path. Of a CSV row the headings are the names. A path of an item that begins with a slash
// leads from the top of the document, where what is common to all items stands.

var pathStep = regexp.MustCompile(`^([^\[\]]+)(?:\[([^\[\]=]+)=([^\[\]]*)\])?$`)

// orElse stands between paths of which the first that leads to a text is taken.
const orElse = " or "

// checkPath says what is wrong with a path, or with one of several; nil when nothing is.
func checkPath(paths string) error {
	if paths == "" {
		return nil
	}
	for path := range strings.SplitSeq(paths, orElse) {
		for step := range strings.SplitSeq(strings.TrimPrefix(path, "/"), ".") {
			if !pathStep.MatchString(step) || strings.TrimSpace(step) != step {
				return fmt.Errorf("%q: want names separated by dots, each perhaps with a condition, as in data.list or link[@rel=next].@href", path)
			}
		}
	}
	return nil
}

// lookUp follows a path; nil where it leads nowhere. The empty path is the value itself.
func lookUp(v any, path string) any {
	if path == "" {
		return v
	}
	for name := range strings.SplitSeq(path, ".") {
		if v = enter(v, name); v == nil {
			return nil
		}
	}
	return v
}

// enter goes one step of a path.
func enter(v any, step string) any {
	if list, ok := v.([]any); ok {
		if len(list) == 0 {
			return nil
		}
		v = list[0]
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	name, condition, chosen := strings.Cut(step, "[")
	v = object[name]
	if !chosen {
		return v
	}
	key, want, _ := strings.Cut(strings.TrimSuffix(condition, "]"), "=")
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, one := range list {
		if textAt(one, key) == want {
			return one
		}
	}
	return nil
}

// allAt returns every text at a path, entering each element of the arrays on the way.
func allAt(v any, path string) []string {
	if list, ok := v.([]any); ok {
		var out []string
		for _, one := range list {
			out = append(out, allAt(one, path)...)
		}
		return out
	}
	if path == "" {
		if t := textOf(v); t != "" {
			return []string{t}
		}
		return nil
	}
	step, rest, _ := strings.Cut(path, ".")
	if v = enter(v, step); v == nil {
		return nil
	}
	return allAt(v, rest)
}

// textAt returns the string or number at a path as text.
func textAt(v any, path string) string {
	if path == "" {
		return ""
	}
	return textOf(lookUp(v, path))
}

// textOf is the text of a value that has one: a string, a number, true or false, or an XML element with attributes.
func textOf(v any) string {
	switch x := v.(type) {
	case string:
		return strings.TrimSpace(x)
	case json.Number:
		return x.String()
	case bool:
		return strconv.FormatBool(x)
	case map[string]any:
		return textIn(x)
	}
	return ""
}
