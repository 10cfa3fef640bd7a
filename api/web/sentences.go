package web

import (
	"regexp"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/kb"
)

// saying is a sentence that another package makes in English for readers and for logs, as the
// format that makes it, and the same in Chinese. The Chinese takes the arguments as $1, $2 …
type saying struct {
	english *regexp.Regexp
	chinese string
}

var formatVerb = regexp.MustCompile(`%(?:\[\d\])?[a-z]`)

// sayings prepares formats to be recognised. A longer one is tried first, so that a sentence that
// begins another does not take its place.
func sayings(formats [][2]string) []saying {
	out := make([]saying, 0, len(formats))
	for _, f := range formats {
		out = append(out, saying{regexp.MustCompile("(?s)^" + formatVerb.ReplaceAllStringFunc(regexp.QuoteMeta(f[0]), matching) + "$"), f[1]})
	}
	return out
}

// matching is what a verb of a format writes.
func matching(verb string) string {
	switch verb {
	case "%d":
		return `(\d+)`
	case "%x": // a day; no verb of the formats, which write it as %s
		return `(\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}(?:-\d\d){0,2})`
	case "%q":
		return `"((?:[^"\\]|\\.)*)"`
	}
	return `(.+?)`
}

// own says a sentence of another package of the house in the language of the page. One that is not
// known stays as it is: it is never guessed.
func (s speech) own(sentence string) string {
	if said, ok := s.phrases[sentence]; ok {
		return said
	}
	for _, known := range s.sayings {
		at := known.english.FindStringSubmatchIndex(sentence)
		if at == nil {
			continue
		}
		said := known.chinese
		for n := len(at)/2 - 1; n > 0; n-- {
			said = strings.ReplaceAll(said, "$"+string(rune('0'+n)), s.part(sentence[at[2*n]:at[2*n+1]]))
		}
		return said
	}
	return s.worded(sentence)
}

// part says an argument of a sentence: a code, a sentence again, or a name that stays.
func (s speech) part(word string) string {
	if said := s.Event(kb.Relation(word)); said != "" && said != word && said != plain(word) {
		return said
	}
	if day, err := time.Parse("2 January 2006", word); err == nil && s.sayings != nil {
		return day.Format("2006年1月2日")
	}
	return s.own(word)
}
