// Package admit looks at a write before an engine stores it: it refuses what breaks an invariant
// and sets what the store sets (sequence and record time), so that all engines agree on both.
//
// The one idea needed to read it: it is a pure function from the write and what is held to the
// write as it is to be stored. It stores nothing.
package admit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// State is what an engine holds already.
type State struct {
	Version kb.Version // of the last entry
	Clock   time.Time  // record time of the last write that stored a record
	// Revision returns a held revision, and whether it is held.
	Revision func(corpus.RevisionID) (corpus.Revision, bool, error)
}

// Admitted is a write as it is to be stored.
type Admitted struct {
	kb.Write            // stamped copies; Revisions holds new ones only
	Leaves   [][]byte   // of the entries
	Version  kb.Version // after the write
}

// Write checks a write against the state and stamps it. Errors of broken invariants wrap
// [kb.ErrInvalid]. The slices of the write are not changed.
func Write(w kb.Write, s State) (Admitted, error) {
	if err := ids(w); err != nil {
		return Admitted{}, err
	}
	fresh, err := revisions(w, s)
	if err != nil {
		return Admitted{}, err
	}
	if err := facts(w, s); err != nil {
		return Admitted{}, err
	}
	return stamp(w, s, fresh)
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", kb.ErrInvalid, fmt.Sprintf(format, args...))
}

// ids refuses names under which nothing could be found again.
func ids(w kb.Write) error {
	check := func(what, id string) error {
		if id == "" {
			return invalid("%s without an id", what)
		}
		if !utf8.ValidString(id) || len(id) > MaxID {
			return invalid("%s id %.40q is not valid UTF-8 of at most %d bytes", what, id, MaxID)
		}
		return nil
	}
	all := slices.Concat(
		names("capture", w.Outcomes, func(o kb.Outcome) string { return string(o.Capture.ID) }),
		names("document", w.Documents, func(d corpus.Document) string { return string(d.ID) }),
		names("revision", w.Revisions, func(r corpus.Revision) string { return string(r.ID) }),
		names("fact", w.Facts, func(f kb.Fact) string { return string(f.ID) }),
		names("instrument", w.Instruments, func(i kb.Instrument) string { return string(i.ID) }),
		names("measure", w.Measures, func(m kb.Measure) string { return string(m.ID) }),
		names("effect", w.Effects, func(e kb.Effect) string { return string(e.ID) }),
		names("dispute", w.Disputes, func(d kb.Dispute) string { return string(d.ID) }),
	)
	for follower := range w.Positions {
		all = append(all, [2]string{"follower", follower})
	}
	for _, n := range all {
		if err := check(n[0], n[1]); err != nil {
			return err
		}
	}
	return nil
}

// MaxID is the longest id, in bytes, that a record may have.
const MaxID = 4096

func names[T any](what string, list []T, id func(T) string) [][2]string {
	out := make([][2]string, len(list))
	for i, v := range list {
		out[i] = [2]string{what, id(v)}
	}
	return out
}

// revisions returns those that are not held, and refuses one that is held with other content.
func revisions(w kb.Write, s State) ([]corpus.Revision, error) {
	fresh := []corpus.Revision{}
	for _, r := range w.Revisions {
		if !utf8.ValidString(r.Text) {
			return nil, invalid("the text of revision %s is not valid UTF-8", r.ID)
		}
		held, ok, err := s.Revision(r.ID)
		if err != nil {
			return nil, fmt.Errorf("look up revision %s: %w", r.ID, err)
		}
		if i := slices.IndexFunc(fresh, func(f corpus.Revision) bool { return f.ID == r.ID }); !ok && i >= 0 {
			held, ok = fresh[i], true
		}
		if !ok {
			fresh = append(fresh, r)
			continue
		}
		same, err := equal(held, r)
		if err != nil {
			return nil, err
		}
		if !same {
			return nil, invalid("revision %s is held already with other content", r.ID)
		}
	}
	return fresh, nil
}

// equal compares all but the record time, which the store sets.
func equal(a, b corpus.Revision) (bool, error) {
	a.RecordedAt, b.RecordedAt = time.Time{}, time.Time{}
	ja, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("write revision %s as JSON: %w", a.ID, err)
	}
	jb, err := json.Marshal(b)
	if err != nil {
		return false, fmt.Errorf("write revision %s as JSON: %w", b.ID, err)
	}
	return bytes.Equal(ja, jb), nil
}

// facts refuses a fact whose words are not in its text.
func facts(w kb.Write, s State) error {
	texts := map[corpus.RevisionID]corpus.Revision{}
	for _, r := range w.Revisions {
		texts[r.ID] = r
	}
	for _, f := range w.Facts {
		if f.Value == nil {
			return invalid("fact %s has no value", f.ID)
		}
		rev, ok := texts[f.Span.Revision]
		if !ok {
			var err error
			if rev, ok, err = s.Revision(f.Span.Revision); err != nil {
				return fmt.Errorf("look up revision %s of fact %s: %w", f.Span.Revision, f.ID, err)
			}
			if !ok {
				return invalid("fact %s points into revision %q, which is not held", f.ID, f.Span.Revision)
			}
			texts[rev.ID] = rev
		}
		if rev.Document != f.Span.Document {
			return invalid("fact %s points into document %q, but revision %s is of %q", f.ID, f.Span.Document, rev.ID, rev.Document)
		}
		if !f.Span.Holds(rev.Text) || !utf8.ValidString(f.Span.Quote) {
			return invalid("the quote %.80q of fact %s is not at %d to %d of revision %s", f.Span.Quote, f.ID, f.Span.Start, f.Span.End, rev.ID)
		}
	}
	return nil
}

// stamp sets record times and sequences on copies.
func stamp(w kb.Write, s State, fresh []corpus.Revision) (Admitted, error) {
	at := w.At.UTC().Round(0)
	for _, floor := range []time.Time{s.Version.RecordedAt, s.Clock} {
		if at.Before(floor) {
			at = floor
		}
	}
	a := Admitted{Write: w, Version: s.Version}
	a.At = at
	a.Revisions = stamped(fresh, func(r *corpus.Revision) { r.RecordedAt = at })
	a.Outcomes = stamped(w.Outcomes, func(o *kb.Outcome) { o.RecordedAt = at })
	a.Entries = stamped(w.Entries, func(e *kb.Entry) {
		a.Version = kb.Version{Seq: a.Version.Seq + 1, RecordedAt: at}
		e.Seq, e.RecordedAt = a.Version.Seq, at
	})
	law := func(k *kb.Stamp) { k.RecordedAt, k.Seq = at, a.Version.Seq }
	a.Instruments = stamped(w.Instruments, func(i *kb.Instrument) { law(&i.Stamp) })
	a.Measures = stamped(w.Measures, func(m *kb.Measure) { law(&m.Stamp) })
	a.Effects = stamped(w.Effects, func(e *kb.Effect) { law(&e.Stamp) })
	a.Disputes = stamped(w.Disputes, func(d *kb.Dispute) { law(&d.Stamp) })
	for _, e := range a.Entries {
		leaf, err := logtree.LeafBytes(e)
		if err != nil {
			return Admitted{}, err
		}
		a.Leaves = append(a.Leaves, leaf)
	}
	return a, nil
}

func stamped[T any](list []T, set func(*T)) []T {
	out := slices.Clone(list)
	for i := range out {
		set(&out[i])
	}
	return out
}

// Records reports whether the write stores anything besides positions and documents, that is,
// whether its time is one that later writes may not precede.
func (a Admitted) Records() bool {
	return len(a.Outcomes)+len(a.Revisions)+len(a.Facts)+len(a.Instruments)+len(a.Measures)+len(a.Effects)+len(a.Disputes)+len(a.Entries) > 0
}
