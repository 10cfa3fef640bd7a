package web

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/kb/desk"
)

// takes says which parameters a page takes: those that may be given once, and those that may be
// given often.
type takes struct{ once, often []string }

// questionNames lists the parameters of the one question.
func questionNames() []string {
	return []string{"material", "destination", "end_use", "jurisdiction", "code", "on", "known"}
}

func searchTakes() takes {
	t := takes{once: []string{"q", "syntax", "sort", "from", "to", "cursor"}}
	t.often = slices.DeleteFunc(filterNames(), func(name string) bool { return slices.Contains(t.once, name) })
	return t
}

// check refuses a parameter that the page does not take, and a second value where one is meant: a
// page that overlooked them would answer another question than was asked.
func (t takes) check(given url.Values) error {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		switch {
		case slices.Contains(t.often, name):
		case name == languageCookie && len(given[name]) == 1: // of every page
		case !slices.Contains(t.once, name):
			names := "none"
			if all := slices.Concat(t.once, t.often); len(all) > 0 {
				names = strings.Join(all, ", ")
			}
			return &desk.WordError{Parameter: name, Detail: fmt.Sprintf("%q is no parameter of this page; it takes %s", name, names)}
		case len(given[name]) > 1:
			return &desk.WordError{Parameter: name, Detail: fmt.Sprintf("%q may be given once", name)}
		}
	}
	return nil
}
