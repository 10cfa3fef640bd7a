package desk

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Material reads the word for a material; an empty word means none. A word that means nothing is
// a [*WordError].
func (d *Desk) Material(word string) (kb.Material, error) { return d.material(word) }

// Day reads a day; a month or a year is a [*WordError] that asks for the day.
func (d *Desk) Day(parameter, word string) (corpus.Date, error) {
	return d.day(parameter, word, corpus.Date{})
}

// Place reads the word for a country or a group of countries; an empty word means none. The
// parameter is the one that an error names.
func (d *Desk) Place(parameter, word string) (string, error) { return d.place(parameter, word) }

// Jurisdiction reads the word for whose law is meant; an empty word means everybody's.
func (d *Desk) Jurisdiction(word string) (corpus.Jurisdiction, error) { return d.jurisdiction(word) }
