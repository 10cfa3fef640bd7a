package web

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/kb/desk"
)

// offer is the question about status that a search reads like.
type offer struct{ Href, Material, Place string }

// longestName is how many words a name in a query may have: "the united states of america".
const longestName = 5

// offers reads a query as a question about status: it names a material and a country. Queries with
// connectors ask for texts.
func (s *Site) offers(say speech, query string) *offer {
	if strings.ContainsAny(query, `"/!*()%&#`) || len(query) > 200 {
		return nil
	}
	words := strings.FieldsFunc(query, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",?;.，。？；、", r) })
	material, rest := take(splitHan(words), func(name string) (string, bool) {
		m, err := s.Desk.Material(name)
		return string(m), err == nil
	})
	place, _ := take(rest, func(name string) (string, bool) {
		p, err := s.Desk.Place("destination", name)
		return p, err == nil && p != "*"
	})
	if material == "" || place == "" {
		return nil
	}
	w := desk.StatusWords{Material: material, Destination: place}
	q := url.Values{"material": {w.Material}, "destination": {w.Destination}}
	return &offer{"/status?" + q.Encode(), material, place}
}

// take finds the longest run of words that is a name, the first of several, and returns what it
// means and the words without it. A word of English is no name: "in" is no indium.
func take(words []string, means func(string) (string, bool)) (string, []string) {
	for n := min(longestName, len(words)); n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			name := strings.Join(words[i:i+n], " ")
			if hasHan(name) {
				name = strings.Join(words[i:i+n], "")
			}
			if english := strings.Fields("i in as at no he be us it is to do of or am so my by"); slices.Contains(english, strings.ToLower(name)) && (len(name) == 1 || name != strings.ToUpper(name)) {
				continue
			}
			if code, ok := means(name); ok && code != "" {
				return code, slices.Concat(words[:i], words[i+n:])
			}
		}
	}
	return "", words
}

// splitHan makes a word of each Chinese character, for Chinese does not part its words.
func splitHan(words []string) []string {
	var out []string
	for _, w := range words {
		if !hasHan(w) {
			out = append(out, w)
			continue
		}
		for _, r := range w {
			out = append(out, string(r))
		}
	}
	return out
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
