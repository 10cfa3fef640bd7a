package boltkb

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Schema is the version of the format that this package writes.
const Schema = 1

// bucket declares one bucket: what its keys are made of and what its values are.
type bucket struct {
	name  string
	parts []part
	value string // what a value is, in words
	// example is one real key, part by part.
	example []any
	// appends is true where new keys come after all others, so that pages may be filled.
	appends bool
}

// part is one component of a key. Keys sort by their parts from left to right, each by its value.
type part struct {
	name string
	kind kind
}

type kind int

const (
	text   kind = iota // a string: its bytes, ended by a mark unless it is the last part
	number             // a uint64: eight bytes, big end first
	moment             // a time: seconds with the sign flipped, then nanoseconds: twelve bytes
)

// The buckets. This table is the schema.
var (
	meta = bucket{name: "meta", parts: []part{{"name", text}},
		value:   "schema: the version as decimal digits; clock: the time of the last write, as a part of kind moment",
		example: []any{"schema"}}
	documents = bucket{name: "documents", parts: []part{{"document", text}},
		value:   "corpus.Document as JSON",
		example: []any{"d-3kq7w2m5xa"}}
	addresses = bucket{name: "addresses", parts: []part{{"source", text}, {"address", text}, {"document", text}},
		value:   "claim as JSON: whether the document is there now or was; of a long address its hash is the key, see addressPart",
		example: []any{"cn-mofcom", "https://mofcom.example/a/18.html", "d-3kq7w2m5xa"}}
	revisions = bucket{name: "revisions", parts: []part{{"revision", text}},
		value:   "corpus.Revision as JSON, compressed with zstd",
		example: []any{"d-3kq7w2m5xa.0f3a9c1b"}}
	facts = bucket{name: "facts", parts: []part{{"document", text}, {"fact", text}},
		value:   "kb.Fact as JSON",
		example: []any{"d-3kq7w2m5xa", "f-9e107d9d372bb682"}}
	factDocuments = bucket{name: "fact_documents", parts: []part{{"fact", text}},
		value:   "id of the document that states the fact",
		example: []any{"f-9e107d9d372bb682"}}
	outcomes = bucket{name: "outcomes", parts: []part{{"capture", text}}, appends: true,
		value:   "kb.Outcome as JSON",
		example: []any{"c-000000017"}}
	instruments = bucket{name: "instruments", parts: versionedBy("instrument"),
		value:   "kb.Instrument as JSON, one for each version",
		example: []any{"cn-mofcom-2025-18", exampleTime, uint64(41)}}
	measures = bucket{name: "measures", parts: versionedBy("measure"),
		value:   "kb.Measure as JSON, one for each version",
		example: []any{"cn-mofcom-2025-18/1-2", exampleTime, uint64(97)}}
	effects = bucket{name: "effects", parts: versionedBy("effect"),
		value:   "kb.Effect as JSON, one for each version",
		example: []any{"cn-mofcom-2025-18/commences", exampleTime, uint64(12)}}
	disputes = bucket{name: "disputes", parts: versionedBy("dispute"),
		value:   "kb.Dispute as JSON, one for each version",
		example: []any{"cn-mofcom-2025-18/effective_date", exampleTime, uint64(3)}}
	entries = bucket{name: "log", parts: []part{{"seq", number}}, appends: true,
		value:   "kb.Entry as JSON: these bytes are the leaf of the tree",
		example: []any{uint64(1)}}
	hashes = bucket{name: "tree", parts: []part{{"index", number}}, appends: true,
		value:   "32 bytes: the stored hash with that index, as golang.org/x/mod/sumdb/tlog numbers them",
		example: []any{uint64(0)}}
	checkpoints = bucket{name: "checkpoints", parts: []part{{"n", number}}, appends: true,
		value:   "kb.Checkpoint as JSON, in the order of signing",
		example: []any{uint64(1)}}
	positions = bucket{name: "positions", parts: []part{{"follower", text}},
		value:   "the follower's position, as it wrote it",
		example: []any{"ingest"}}
)

// buckets returns all of the schema.
func buckets() []bucket {
	return []bucket{meta, documents, addresses, revisions, facts, factDocuments, outcomes,
		instruments, measures, effects, disputes, entries, hashes, checkpoints, positions}
}

var exampleTime = time.Date(2025, 4, 4, 9, 0, 0, 0, time.UTC)

// versionedBy is the key of legal records: all versions of one record stand together, oldest
// first. The running number keeps apart versions that were recorded at the same moment.
func versionedBy(id string) []part {
	return []part{{id, text}, {"recorded_at", moment}, {"n", number}}
}

// key builds a key out of all its parts, or the common beginning of keys out of the first ones. A
// text that is not the last part is ended by a mark, so the beginning of one document's facts is
// never that of another's.
func (b bucket) key(values ...any) []byte {
	if len(values) > len(b.parts) {
		panic(fmt.Sprintf("boltkb: %d parts for a key of %s", len(values), b.name))
	}
	var k []byte
	for i, v := range values {
		switch b.parts[i].kind {
		case text:
			k = appendText(k, v.(string), i < len(b.parts)-1)
		case number:
			k = binary.BigEndian.AppendUint64(k, v.(uint64))
		case moment:
			k = appendMoment(k, v.(time.Time))
		}
	}
	return k
}

// parse takes a key apart: a string, a uint64 or a UTC time for each part.
func (b bucket) parse(k []byte) ([]any, error) {
	values, rest := make([]any, 0, len(b.parts)), k
	for i, p := range b.parts {
		switch {
		case p.kind == text:
			s, tail, ok := cutText(rest, i < len(b.parts)-1)
			if !ok {
				return nil, fmt.Errorf("key %x of %s has no end of its %s", k, b.name, p.name)
			}
			values, rest = append(values, s), tail
		case p.kind == number && len(rest) >= 8:
			values, rest = append(values, binary.BigEndian.Uint64(rest)), rest[8:]
		case p.kind == moment && len(rest) >= 12:
			values, rest = append(values, readMoment(rest)), rest[12:]
		default:
			return nil, fmt.Errorf("key %x of %s is too short for its %s", k, b.name, p.name)
		}
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("key %x of %s is longer than its parts", k, b.name)
	}
	return values, nil
}

// A text that is followed by another part ends with 00 01; a zero byte within it is 00 FF. So
// every string can be in a key, and "a" sorts before "a\x00" and that before "ab".
var (
	textEnd = []byte{0x00, 0x01}
	zero    = []byte{0x00, 0xff}
)

func appendText(k []byte, s string, ended bool) []byte {
	if !ended {
		return append(k, s...)
	}
	k = append(k, bytes.ReplaceAll([]byte(s), zero[:1], zero)...)
	return append(k, textEnd...)
}

func cutText(k []byte, ended bool) (s string, rest []byte, ok bool) {
	if !ended {
		return string(k), nil, true
	}
	head, rest, ok := bytes.Cut(k, textEnd)
	return string(bytes.ReplaceAll(head, zero, zero[:1])), rest, ok
}

func appendMoment(k []byte, t time.Time) []byte {
	k = binary.BigEndian.AppendUint64(k, uint64(t.Unix())^1<<63)
	return binary.BigEndian.AppendUint32(k, uint32(t.Nanosecond()))
}

func readMoment(b []byte) time.Time {
	return time.Unix(int64(binary.BigEndian.Uint64(b)^1<<63), int64(binary.BigEndian.Uint32(b[8:]))).UTC()
}

// addressPart is an address as a part of a key. bbolt takes no key over 32 KiB, so a long address
// is known by its hash.
func addressPart(url string) string {
	if len(url) <= 2048 {
		return url
	}
	return "sha256:" + string(corpus.HashOf([]byte(url)))
}
