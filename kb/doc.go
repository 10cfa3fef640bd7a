// Package kb holds what published texts mean: facts, instruments, measures, effects, the legal
// status vocabulary, the log of what was learned, and the contract that a store keeps.
//
// The one idea needed to read it: everything a reader is told rests on evidence. A [Fact] points
// at its words in a revision. An [Instrument] is a legal act; a [Measure] is one operative clause
// of it; an [Effect] is what one provision does to an instrument or a measure, its own
// commencement included, and it rests on spans of a text that is held or on the provenance of a
// reviewed record. An [Entry] says what was learned and when. Law is computed from measures and
// effects by package legal and stored nowhere.
//
// Two time axes: valid time is in the dates of effects; record time is in RecordedAt of every
// record, so that each answer can be asked on one day and as known on another.
//
// The children: lexicon says what texts call things, extract reads facts from a document, legal
// computes status, ingest follows the archive, register is the shipped set of reviewed
// instruments, desk answers questions for the command line and the API, boltkb and memkb are the
// engines of [Store], kbtest their conformance suite, logtree is the signed tree over the log,
// check looks whether a store keeps its promises.
package kb
