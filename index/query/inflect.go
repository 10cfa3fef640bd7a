package query

import (
	"slices"
	"strings"
)

// inflections returns the forms in which a regular English word stands in texts, the word itself
// first: require, requires, required, requiring. Some of them are no words at all; no text holds
// those. Only plain questions are widened so.
func inflections(w string) []string {
	out := []string{w}
	add := func(form string) {
		if len(form) > 2 && !slices.Contains(out, form) {
			out = append(out, form)
		}
	}
	for _, b := range bases(w) {
		add(b)
		add(b + "s")
		add(b + "es")
		switch stem, last := b[:len(b)-1], b[len(b)-1]; last {
		case 'e':
			add(b + "d")
			add(stem + "ing")
		case 'y':
			add(stem + "ies")
			add(stem + "ied")
			add(b + "ing")
		default:
			add(b + "ed")
			add(b + "ing")
			if strings.IndexByte("bdglmnprt", last) >= 0 { // refer, referred
				add(b + string(last) + "ed")
				add(b + string(last) + "ing")
			}
		}
	}
	return out
}

// bases returns the words of which a word can be a form.
func bases(w string) []string {
	out := []string{w}
	cut := func(suffix string, instead ...string) bool {
		stem, ok := strings.CutSuffix(w, suffix)
		if !ok || len(stem) < 3 {
			return false
		}
		for _, i := range instead {
			out = append(out, stem+i)
		}
		if n := len(stem); suffix != "s" && suffix != "es" && stem[n-1] == stem[n-2] {
			out = append(out, stem[:n-1]) // referred, refer
		}
		return true
	}
	switch {
	case strings.HasSuffix(w, "ss"):
	case cut("ies", "y"), cut("ied", "y"), cut("ing", "", "e"), cut("ed", "", "e"):
	case cut("es", "", "e"), cut("s", ""):
	}
	return out
}
