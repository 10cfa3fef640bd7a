// Package digest tells a reader what changed in law between two days: what started, stopped, is
// suspended, needs review, is coming, was learned late, and is disputed.
//
// The one idea needed to read it: changes are sorted into sections and told as stories (one act on
// one day is one line), so that the first screen holds the whole; below it stands every clause with
// the words it rests on. A digest never says that nothing changed where sources could not be read:
// then it says that it does not know, and names them.
//
// It is pure: [Make] sorts what it is given, [Write] writes it as text, Markdown or HTML.
package digest
