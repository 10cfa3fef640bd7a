// Package desk is the reference desk: it takes a question in the words people use, finds the law
// as known at the time asked, and gives the answer in the shape that the command line prints with
// --json and the API serves. Both fronts ask here, so they cannot differ.
//
// It reads a store through [kb.Reader] and keeps the bodies of law that it prepared, one for each
// state of knowledge and day; it decides nothing of law itself (package legal does) and knows no
// search engine and no HTTP.
package desk

import (
	"fmt"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/crosswalk"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// Words tells what people call things; package lexicon has it.
type Words interface {
	Material(word string) (kb.Material, bool)
	Country(word string) (string, bool)
	EndUse(word string) (kb.EndUse, bool)
	Suggest(word string, kind string) []string
	Name(code, lang string) string
}

// Desk answers questions over one store. It may be used by many goroutines.
type Desk struct {
	store kb.Reader
	words Words
	says  map[wording.Language]*wording.Wording
	now   func() time.Time
	facts func(corpus.Document, corpus.Revision) []kb.Fact // nil: not to be had

	prepare sync.Mutex // held while a body of law or the coverage is made, so that many who ask make it once
	mu      sync.Mutex
	bodies  map[bodyKey]*legal.Body
	newest  *legal.Body // what was last made of the newest knowledge; nil before
	cover   *Coverage
	covered corpus.Date // the day on which cover was made: sources grow stale by the clock
	walk    *heldTable

	documents follower[*corpus.Document]
	gists     follower[*gist]
	codes     follower[[]crosswalk.Row]
	lexemes   lexemes // of the gists
	tally     tally
	memory    memory
}

// New returns a desk over a store. The clock tells which days lie ahead.
func New(store kb.Reader, words Words, now func() time.Time, options ...Option) *Desk {
	d := &Desk{store: store, words: words, says: wording.New(words), now: now, bodies: map[bodyKey]*legal.Body{}, memory: newMemory()}
	d.documents = follower[*corpus.Document]{what: "the documents", read: readDocument}
	d.gists = follower[*gist]{what: "the facts", read: d.lexemes.readGist}
	d.codes = follower[[]crosswalk.Row]{what: "which codes stand together", read: codeRows}
	for _, o := range options {
		o(d)
	}
	return d
}

// Store returns the store that the desk reads.
func (d *Desk) Store() kb.Reader { return d.store }

// Says returns the words of a language; those of English where it has none.
func (d *Desk) Says(l wording.Language) *wording.Wording {
	if w, ok := d.says[l]; ok {
		return w
	}
	return d.says[wording.English]
}

// Today returns the day of the desk's clock, in UTC.
func (d *Desk) Today() corpus.Date { return corpus.DateOf(d.now().UTC()) }

// notCovered names what was not looked up in depth, as the register's scope says.
func notCovered() []string {
	return []string{
		"Argentina", "Bolivia", "Brazil", "Chile", "Japan (as a restricting country)", "Nigeria", "South Korea",
		"Russia outside uranium", "Australia and Canada outside investment and stockpile measures",
	}
}

// Total counts a list.
type Total struct {
	Value int  `json:"value"`
	Exact bool `json:"exact"`
}

// WordError is a question with a word that means nothing here. Callers turn it into exit status 2
// or HTTP 422.
type WordError struct {
	Parameter   string   // as the API and the flags name it
	Value       string   // as given
	Detail      string   // what is wrong and what would be right
	Suggestions []string // words that were perhaps meant
}

// Error says what is wrong, and what was perhaps meant.
func (e *WordError) Error() string {
	s := fmt.Sprintf("%s %q: %s", e.Parameter, e.Value, e.Detail)
	if len(e.Suggestions) > 0 {
		s += fmt.Sprintf("; did you mean %s?", join(e.Suggestions))
	}
	return s
}

func join(words []string) string {
	s := words[0]
	for i, w := range words[1:] {
		if i == len(words)-2 {
			s += " or " + w
		} else {
			s += ", " + w
		}
	}
	return s
}
