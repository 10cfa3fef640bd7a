// Package check looks whether a store keeps its promises: it reads everything in it and reports,
// invariant by invariant, how much was looked at and what is wrong, each finding in one sentence.
//
// The one idea needed to read it: it believes nothing but what the contract of [kb.Reader] hands
// out, so it works on any engine, and an engine's mistake cannot hide behind the engine. It changes
// nothing and repairs nothing.
//
// The invariants are numbered V1 to V7. V1, V4 and V7 also concern the archive and the index, which
// this room does not know: they come through small views, and where a view is not given the report
// says that the invariant was not looked at.
package check

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// Archive is what V1 needs of the archive.
type Archive interface {
	// Has returns the length of the payload with that hash, and whether it is held. It reads the
	// bytes and compares their hash; an error tells what is wrong with them.
	Has(ctx context.Context, hash corpus.Hash) (length int64, ok bool, err error)
}

// Index is what V4 needs of the index.
type Index interface {
	// Position returns the last entry of the log that the index has seen.
	Position(ctx context.Context) (kb.Seq, error)
	// Compare returns how many passages it compared with those of the store, and one sentence for
	// each that the one has and the other has not, or has otherwise.
	Compare(ctx context.Context, store kb.Reader) (passages int, differences []string, err error)
}

// Options says what can be looked at besides the store. Its zero value works.
type Options struct {
	Archive  Archive                   // nil: V1 is left out
	Index    Index                     // nil: V4 is left out
	Torn     fs.FS                     // the archive's folder of torn bytes, which need not exist; nil: V7 is left out
	Verifier logtree.Verifier          // nil: the signatures of checkpoints are not checked
	Rule     func(rule kb.RuleID) bool // reports whether a rule is known; nil: it must only have a name and a version
}

// Report is what was found.
type Report struct {
	Version    kb.Version  `json:"version"` // of the store, up to which was read
	Invariants []Invariant `json:"invariants"`
}

// Clean reports whether nothing is wrong with what was looked at.
func (r Report) Clean() bool {
	for _, v := range r.Invariants {
		if v.Wrong > 0 {
			return false
		}
	}
	return true
}

// Findings returns all findings that the report holds, each with the invariant that it breaks.
func (r Report) Findings() []string {
	out := []string{}
	for _, v := range r.Invariants {
		for _, f := range v.Findings {
			out = append(out, v.ID+": "+f)
		}
	}
	return out
}

// Invariant is one promise, and what was found of it.
type Invariant struct {
	ID       string   `json:"id"`                 // V1 …
	Promise  string   `json:"promise"`            // what must hold
	Checked  int      `json:"checked"`            // how many things were looked at
	Unit     string   `json:"unit"`               // what those things are
	Wrong    int      `json:"wrong"`              // how many findings there are
	Findings []string `json:"findings"`           // one sentence each; the first [MaxFindings] of them
	LeftOut  string   `json:"left_out,omitempty"` // what was not looked at, and why
}

// MaxFindings is how many findings of one invariant a report holds. All are counted.
const MaxFindings = 100

func (v *Invariant) found(format string, args ...any) {
	if v.Wrong++; v.Wrong <= MaxFindings {
		v.Findings = append(v.Findings, fmt.Sprintf(format, args...))
	}
}

// String is the report for a terminal: a line for each invariant and for each finding.
func (r Report) String() string {
	var b strings.Builder
	for _, v := range r.Invariants {
		state := "holds"
		switch {
		case v.Wrong > 0:
			state = fmt.Sprintf("BROKEN, %d findings", v.Wrong)
		case v.Checked == 0 && v.LeftOut != "":
			state = "not looked at"
		}
		fmt.Fprintf(&b, "%s %s: %s (%d %s)\n", v.ID, v.Promise, state, v.Checked, v.Unit)
		if v.LeftOut != "" {
			fmt.Fprintf(&b, "   left out: %s\n", v.LeftOut)
		}
		for _, f := range v.Findings {
			fmt.Fprintf(&b, "   %s\n", f)
		}
		if more := v.Wrong - len(v.Findings); more > 0 {
			fmt.Fprintf(&b, "   and %d more\n", more)
		}
	}
	return b.String()
}

// Store looks at every invariant. The error tells what kept it from looking; what is wrong with
// the store is in the report. The store should not be written meanwhile.
func Store(ctx context.Context, s kb.Reader, opt Options) (Report, error) {
	v, err := s.Version(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("check the store: %w", err)
	}
	c := &checker{store: s, opt: opt, version: v, texts: texts{store: s, held: map[corpus.RevisionID]*corpus.Revision{}}}
	r := Report{Version: v, Invariants: []Invariant{
		{ID: "V1", Promise: "every capture's payload is in the archive, with its length and hash", Unit: "payloads"},
		{ID: "V2", Promise: "every document is there whole: its revisions, its entries, what came of its captures", Unit: "documents, outcomes and entries"},
		{ID: "V3", Promise: "the log has no gap, and its record times never decrease", Unit: "entries"},
		{ID: "V4", Promise: "the index is at the end of the log and holds the passages of the store", Unit: "passages"},
		{ID: "V5", Promise: "every fact and citation quotes the words that stand at its span", Unit: "spans"},
		{ID: "V6", Promise: "the tree recomputes to its root, and every signed checkpoint is a beginning of it", Unit: "leaves and checkpoints"},
		{ID: "V7", Promise: "torn bytes lie aside, each with a reason", Unit: "pieces"},
	}}
	for i, look := range []func(context.Context, *Invariant) error{c.payloads, c.whole, c.log, c.index, c.spans, c.tree, c.torn} {
		inv := &r.Invariants[i]
		inv.Findings = []string{}
		switch err := look(ctx, inv); {
		case errors.Is(err, kb.ErrCorrupt):
			inv.found("the rest cannot be read: %v", err)
		case err != nil:
			return r, fmt.Errorf("check %s: %w", inv.ID, err)
		}
	}
	return r, nil
}

// checker carries what the invariants have in common.
type checker struct {
	store   kb.Reader
	opt     Options
	version kb.Version
	texts   texts
}

// pageSize is how many records are read at once, so that no read is long.
const pageSize = 256

func (c *checker) documents(ctx context.Context, do func(corpus.Document) error) error {
	return pages(func(after corpus.DocumentID) ([]corpus.Document, error) {
		return c.store.Documents(ctx, after, pageSize)
	},
		func(d corpus.Document) corpus.DocumentID { return d.ID }, do)
}

func (c *checker) outcomes(ctx context.Context, do func(kb.Outcome) error) error {
	return pages(func(after corpus.CaptureID) ([]kb.Outcome, error) { return c.store.Outcomes(ctx, after, pageSize) },
		func(o kb.Outcome) corpus.CaptureID { return o.Capture.ID }, do)
}

// entries reads the log up to the version that the check began with.
func (c *checker) entries(ctx context.Context, do func(kb.Entry) error) error {
	return pages(func(after kb.Seq) ([]kb.Entry, error) { return c.store.Entries(ctx, after, pageSize) },
		func(e kb.Entry) kb.Seq { return e.Seq }, func(e kb.Entry) error {
			if e.Seq > c.version.Seq {
				return nil
			}
			return do(e)
		})
}

// pages walks a list page by page.
func pages[T any, K comparable](read func(after K) ([]T, error), key func(T) K, do func(T) error) error {
	var after K
	for {
		page, err := read(after)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, v := range page {
			if err := do(v); err != nil {
				return err
			}
		}
		next := key(page[len(page)-1])
		if next == after {
			return fmt.Errorf("the list does not go on after %v", after)
		}
		after = next
	}
}
