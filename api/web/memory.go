package web

import (
	"github.com/maypok86/otter/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// maxParts bounds how many parts of pages are kept.
const maxParts = 512

// part names a part of a page that follows from the law as known now and from nothing else: as long as
// nothing is learned of law it stands, whatever else comes in.
type part struct {
	what    string // which part
	of      string // what it is about
	on      corpus.Date
	today   corpus.Date
	changed kb.Seq // of the body of law
	lang    wording.Language
	sample  bool
}

// memory keeps parts of pages. They are shared: who uses one does not change it.
type memory struct{ parts *otter.Cache[part, any] }

func newMemory() memory {
	return memory{otter.Must(&otter.Options[part, any]{MaximumSize: maxParts})}
}

// remembered returns a part of a page, made where it is not kept. Two who ask at once may both make it.
func remembered[T any](m memory, v shown, what, of string, on corpus.Date, make func() T) T {
	name := part{what, of, on, v.today, v.body.Changed(), v.say.Language(), v.sample}
	if held, ok := m.parts.GetIfPresent(name); ok {
		return held.(T)
	}
	made := make()
	m.parts.Set(name, made)
	return made
}
