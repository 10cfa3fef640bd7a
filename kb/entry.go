package kb

import (
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Seq numbers the entries of the log: 1, 2, 3 … without a gap.
type Seq uint64

// EntryKind says what was learned.
type EntryKind string

// The kinds of entries.
const (
	CaptureRecorded    EntryKind = "capture_recorded"    // a capture was looked at; Reason says what came of it
	DocumentAdded      EntryKind = "document_added"      //
	TextEdited         EntryKind = "text_edited"         // a new revision of a known document
	DocumentMoved      EntryKind = "document_moved"      //
	DocumentGone       EntryKind = "document_gone"       // the page answers no longer: says nothing of the law
	DocumentBack       EntryKind = "document_back"       // a page that was gone answers again
	InstrumentRecorded EntryKind = "instrument_recorded" // a new version of an instrument
	MeasureRecorded    EntryKind = "measure_recorded"
	EffectRecorded     EntryKind = "effect_recorded"
	FactCorrected      EntryKind = "fact_corrected"
	ReExtracted        EntryKind = "re_extracted" // a rule changed, not the law
	DisputeOpened      EntryKind = "dispute_opened"
	DisputeSettled     EntryKind = "dispute_settled"
	NumberMissing      EntryKind = "number_missing" // a gap in a numbered sequence
	RunRecorded        EntryKind = "run_recorded"
	AlarmRaised        EntryKind = "alarm_raised" // a source is not healthy
)

// EntryKinds returns every kind of entry.
func EntryKinds() []EntryKind {
	return []EntryKind{CaptureRecorded, DocumentAdded, TextEdited, DocumentMoved, DocumentGone, DocumentBack, InstrumentRecorded, MeasureRecorded, EffectRecorded,
		FactCorrected, ReExtracted, DisputeOpened, DisputeSettled, NumberMissing, RunRecorded, AlarmRaised}
}

// Entry is a record of the log: what was learned, and when. Each entry is a leaf of the signed tree.
type Entry struct {
	Seq          Seq                 `json:"seq"`         // set by the store
	RecordedAt   time.Time           `json:"recorded_at"` // set by the store, UTC, never decreasing
	Kind         EntryKind           `json:"kind"`
	Document     corpus.DocumentID   `json:"document,omitempty"`
	Revision     corpus.RevisionID   `json:"revision,omitempty"`
	Capture      corpus.CaptureID    `json:"capture,omitempty"`
	Payload      corpus.Hash         `json:"payload,omitempty"` // of the capture, or of the revision's text
	Instrument   InstrumentID        `json:"instrument,omitempty"`
	Measure      MeasureID           `json:"measure,omitempty"`
	Effect       EffectID            `json:"effect,omitempty"`
	Dispute      DisputeID           `json:"dispute,omitempty"`
	Fact         FactID              `json:"fact,omitempty"`
	LegalDate    corpus.Date         `json:"legal_date"`
	Materials    []Material          `json:"materials,omitempty"`
	Before       string              `json:"before,omitempty"`
	After        string              `json:"after,omitempty"`
	By           InstrumentID        `json:"by,omitempty"`
	Summary      string              `json:"summary"` // one sentence for a reader
	Reason       string              `json:"reason,omitempty"`
	Source       corpus.SourceID     `json:"source,omitempty"`
	Jurisdiction corpus.Jurisdiction `json:"jurisdiction,omitempty"`
	Spans        []corpus.Span       `json:"spans,omitempty"`
	Sample       bool                `json:"sample,omitempty"`
}

// Disposition says what came of a capture.
type Disposition string

// The dispositions of a capture.
const (
	Ingested     Disposition = "ingested"
	SameText     Disposition = "same_text"      // other bytes, same text
	SameBytes    Disposition = "same_bytes"     // unchanged
	Partial      Disposition = "partial"        // ingested, with parts that could not be read
	Quarantined  Disposition = "quarantined"    // could not be processed; Reason says why
	NotADocument Disposition = "not_a_document" // a listing, feed or robots page
	Unreadable   Disposition = "unreadable"     // no answer, or an error of the server: says nothing of the document
	Absent       Disposition = "absent"         // 404 or 410 where a document was
)

// Quarantine says how far reading a capture came, for whoever reads it again: a newer parser does.
type Quarantine struct {
	Stage  string `json:"stage,omitempty"`  // what was being done, such as "read application/pdf"
	Kind   string `json:"kind,omitempty"`   // the sort of trouble, as package corpus/parse/block names it: damaged, encrypted, too_slow …
	Limit  string `json:"limit,omitempty"`  // what was used up: size, cpu, wall, memory, stack, output; empty where nothing was
	Parser int    `json:"parser"`           // version of the parser that gave up; 0 in records of before there were versions
	Tries  int    `json:"tries,omitempty"`  // of that version, where time or memory ran out; 0 elsewhere
	Detail string `json:"detail,omitempty"` // what a library said, or where the reader failed in its own code
}

// Outcome answers "why is this page not in the knowledge base?": what came of one capture.
type Outcome struct {
	Capture     corpus.Capture    `json:"capture"`
	Disposition Disposition       `json:"disposition"`
	Reason      string            `json:"reason,omitempty"`
	Document    corpus.DocumentID `json:"document,omitempty"`
	Revision    corpus.RevisionID `json:"revision,omitempty"`
	RecordedAt  time.Time         `json:"recorded_at"`          // set by the store
	Quarantine  *Quarantine       `json:"quarantine,omitempty"` // of a quarantined capture
}

// Version names a state of the store.
type Version struct {
	Seq        Seq       `json:"seq"`         // of the last entry; 0 for an empty store
	RecordedAt time.Time `json:"recorded_at"` // of the last entry
}
