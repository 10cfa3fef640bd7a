package kb

import (
	"context"
	"errors"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// The kinds of errors that callers may test.
var (
	// ErrNotFound is returned when the named thing is not held.
	ErrNotFound = errors.New("not held")
	// ErrLocked is returned when another process has the data folder open.
	ErrLocked = errors.New("data folder is in use by another process")
	// ErrNewer is returned when the data was written by a newer version of the program.
	ErrNewer = errors.New("data was written by a newer version")
	// ErrCorrupt is returned when stored bytes are not what was written.
	ErrCorrupt = errors.New("stored data is damaged")
	// ErrInvalid is returned by Commit for a write that breaks an invariant, such as a span whose
	// quote is not in its text.
	ErrInvalid = errors.New("write breaks an invariant")
)

// Write is one transaction: all of it is stored, or nothing. The store sets Seq and RecordedAt.
type Write struct {
	At          time.Time // record time; a time before the last entry's is raised to it
	Outcomes    []Outcome
	Documents   []corpus.Document // new versions of documents, whole
	Revisions   []corpus.Revision // new revisions; one that is held already is an error unless equal
	Facts       []Fact            // new versions of facts, whole, by id
	Instruments []Instrument
	Measures    []Measure
	Effects     []Effect
	Disputes    []Dispute
	Entries     []Entry           // appended in this order; each becomes a leaf of the tree
	Positions   map[string]string // positions of followers, in the same transaction as their effect
}

// Store keeps the knowledge. An engine only stores: reconciliation is code above it. All methods
// may be called by many goroutines; Commit calls are done one after the other. Values returned are
// the caller's own. Every engine passes the suite in package kbtest.
type Store interface {
	Reader
	// Commit stores the write in one transaction and returns the version after it. It checks each
	// new fact's span against its revision (in the write or held) and refuses the whole write with
	// [ErrInvalid] if one does not hold. After it returned nil the write survives a crash.
	Commit(ctx context.Context, w Write) (Version, error)
	// AddCheckpoint keeps a signed checkpoint of the log (see package logtree). It is not an entry.
	AddCheckpoint(ctx context.Context, c Checkpoint) error
	Close() error
}

// Reader is the reading half of a store. Each call sees one consistent state.
type Reader interface {
	Version(ctx context.Context) (Version, error)

	Document(ctx context.Context, id corpus.DocumentID) (corpus.Document, error)
	// DocumentAt returns the document of a source that is or was at the address.
	DocumentAt(ctx context.Context, source corpus.SourceID, url string) (corpus.Document, error)
	// Documents returns documents in the order of their ids, after the given one, at most limit (0: all).
	Documents(ctx context.Context, after corpus.DocumentID, limit int) ([]corpus.Document, error)
	Revision(ctx context.Context, id corpus.RevisionID) (corpus.Revision, error)

	Fact(ctx context.Context, id FactID) (Fact, error)
	// FactsOf returns the facts of a document in the order of their spans, gone ones included.
	FactsOf(ctx context.Context, doc corpus.DocumentID) ([]Fact, error)

	// Law returns the newest versions of all legal records that were recorded at or before known;
	// the zero time means now. Removed records are left out. Record times of the versions are kept.
	Law(ctx context.Context, known time.Time) (Law, error)
	// LawSince returns what of the law was stored after the write that ended with the entry of that
	// sequence: of each record the newest version, removed ones included. It may hold more. It is false
	// where the store cannot tell; then the whole law must be read.
	LawSince(ctx context.Context, after Seq) (Law, bool, error)

	// Entries returns entries with a sequence greater than after, in order, at most limit (0: all).
	Entries(ctx context.Context, after Seq, limit int) ([]Entry, error)

	Outcome(ctx context.Context, id corpus.CaptureID) (Outcome, error)
	// Outcomes returns outcomes in the order of their captures' ids, after the given one, at most limit (0: all).
	Outcomes(ctx context.Context, after corpus.CaptureID, limit int) ([]Outcome, error)

	// Position returns a follower's stored position, "" when it has none.
	Position(ctx context.Context, follower string) (string, error)

	// Leaves and checkpoints of the signed tree.
	TreeReader
}

// TreeReader reads the tree over the log's leaves: leaf n-1 is the entry with sequence n.
type TreeReader interface {
	// TreeSize returns the number of leaves and the root hash over them (RFC 6962, SHA-256).
	TreeSize(ctx context.Context) (size int64, root [32]byte, err error)
	// TreeHashes returns the stored hashes at the given indexes, as golang.org/x/mod/sumdb/tlog numbers them.
	TreeHashes(ctx context.Context, indexes []int64) ([][32]byte, error)
	// Leaf returns the bytes that were hashed into the leaf of the entry.
	Leaf(ctx context.Context, seq Seq) ([]byte, error)
	// Checkpoints returns every checkpoint ever signed, oldest first.
	Checkpoints(ctx context.Context) ([]Checkpoint, error)
}

// Checkpoint is a signed statement of the log's size and root, as a signed note.
type Checkpoint struct {
	Size int64  `json:"size"`
	Note string `json:"note"`
}
