package archive

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/scratch"
)

// Report is what a verification found.
type Report struct {
	Files    int       `json:"files"`
	Members  int       `json:"members"` // records, every one read to its end
	Captures int       `json:"captures"`
	Payloads int       `json:"payloads"` // different ones
	Bytes    int64     `json:"bytes"`    // of the files
	Torn     []string  `json:"torn"`     // tails that lie aside, of this and earlier opens
	Problems []Problem `json:"problems"`
}

// OK reports whether nothing is wrong. Torn tails that lie aside are no problem.
func (r Report) OK() bool { return len(r.Problems) == 0 }

// Problem is one thing that is not as it was written.
type Problem struct {
	File   string `json:"file"`
	Offset int64  `json:"offset"`
	What   string `json:"what"`
}

// Verify reads every record to its end and compares lengths, gzip checksums and SHA-256 digests;
// that each capture's payload is held with the length it states; and that each revisit refers to a
// record that is there. Findings are in the report; an error means that it could not go on.
func (a *Archive) Verify(ctx context.Context) (Report, error) {
	files, sizes, err := a.still()
	if err != nil {
		return Report{}, err
	}
	r := Report{Files: len(files), Torn: []string{}, Problems: []Problem{}}
	v := verifier{report: &r, records: scratch.NewTable(a.opt.Scratch), payloads: scratch.NewTable(a.opt.Scratch)}
	defer v.close()
	for i, f := range files {
		v.name = fileName(i + 1)
		r.Bytes += f.end
		if err := v.file(ctx, f); err != nil {
			return r, fmt.Errorf("verify %s: %w", v.name, err)
		}
		if sizes[i] != f.end {
			v.problem(f.end, "the file has %d bytes, and its last record ends at %d", sizes[i], f.end)
		}
	}
	r.Payloads = v.payloads.Len()
	torn, err := os.ReadDir(filepath.Join(a.dir, "torn"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return r, err
	}
	for _, e := range torn {
		if !strings.HasSuffix(e.Name(), ".txt") {
			r.Torn = append(r.Torn, e.Name())
		}
	}
	return r, nil
}

// still returns the files and their sizes at a moment when nothing is being appended.
func (a *Archive) still() (files []file, sizes []int64, err error) {
	err = a.alone(func() error {
		if files, err = a.snapshot(); err != nil {
			return err
		}
		for _, f := range files {
			info, err := f.f.Stat()
			if err != nil {
				return err
			}
			sizes = append(sizes, info.Size())
		}
		return nil
	})
	return files, sizes, err
}

// verifier goes through the files in order, so that what a record refers to came before it. What it must
// remember of them lies in scratch files where there is a folder for those: an archive may hold millions.
type verifier struct {
	report   *Report
	name     string
	records  *scratch.Table // shortened payload hash by record id
	payloads *scratch.Table // length by payload hash
	err      error          // the first of the scratch files
}

func (v *verifier) close() {
	for _, t := range []*scratch.Table{v.records, v.payloads} {
		_ = t.Close() // nothing in it is needed any more
	}
}

// note keeps the first thing that goes wrong with the scratch files.
func (v *verifier) note(err error) {
	if v.err == nil {
		v.err = err
	}
}

// shortened is what is remembered of a payload hash, to tell it from others.
func shortened(h corpus.Hash) uint64 {
	k := keyOf(h)
	return binary.LittleEndian.Uint64(k[:]) >> 1
}

// maxProblems is how many problems a report lists.
const maxProblems = 1000

func (v *verifier) problem(offset int64, format string, args ...any) {
	switch n := len(v.report.Problems); {
	case n < maxProblems:
		v.report.Problems = append(v.report.Problems, Problem{v.name, offset, fmt.Sprintf(format, args...)})
	case n == maxProblems:
		v.report.Problems = append(v.report.Problems, Problem{v.name, offset, "there are more problems from here on, which are not listed"})
	}
}

// file checks one file group by group. Behind a broken group nothing in the file can be told apart.
func (v *verifier) file(ctx context.Context, f file) error {
	for offset := int64(0); offset < f.end; {
		if err := ctx.Err(); err != nil {
			return err
		}
		g, err := readGroup(f.f, offset, f.end)
		if err != nil {
			v.problem(offset, "%v", err)
			return nil
		}
		at := offset
		for _, h := range g.members {
			v.report.Members++
			if record, err := unpack(f.f, at, h); err != nil {
				v.problem(at, "%v", err)
			} else {
				v.record(at, record, h.kind)
			}
			at += h.length
		}
		if g.kind == metadata {
			v.capture(at, g.last)
		}
		if offset = g.end; v.err != nil {
			return v.err
		}
	}
	return nil
}

// record checks the digests of one record.
func (v *verifier) record(offset int64, record []byte, k kind) {
	h, block, err := split(record)
	if err != nil {
		v.problem(offset, "%v", err)
		return
	}
	if got := digest(corpus.HashOf(block)); h.Get("WARC-Block-Digest") != got {
		v.problem(offset, "the block's digest is %s, the record says %s", got, h.Get("WARC-Block-Digest"))
	}
	hash := corpus.Hash(strings.TrimPrefix(h.Get("WARC-Payload-Digest"), "sha256:"))
	switch k {
	case response, resource:
		b, err := payloadOf(record, k)
		if err != nil {
			v.problem(offset, "%v", err)
			return
		}
		if got := corpus.HashOf(b); got != hash && h.Get("WARC-Payload-Digest") != "" {
			v.problem(offset, "the payload's digest is %s, the record says %s", got, hash)
		}
		v.note(v.payloads.Put(keyOf(hash), uint64(len(b))))
		v.note(v.records.Put(key(halfDigest(h.Get("WARC-Record-ID"))), shortened(hash)))
	case revisit:
		v.revisit(offset, h, hash)
	}
}

// revisit checks that a revisit record refers to an original with the same payload.
func (v *verifier) revisit(offset int64, h textproto.MIMEHeader, hash corpus.Hash) {
	to := h.Get("WARC-Refers-To")
	held, ok, err := v.records.Get(key(halfDigest(to)))
	v.note(err)
	switch {
	case !ok:
		v.problem(offset, "the revisit refers to %s, which is no record before it", to)
	case held != shortened(hash):
		v.problem(offset, "the revisit refers to %s, whose payload has another digest", to)
	}
}

// capture checks that a capture's payload is held as it says.
func (v *verifier) capture(offset int64, record []byte) {
	e, err := readEnvelope(record)
	if err != nil {
		v.problem(offset, "%v", err)
		return
	}
	c := e.Capture
	if c == nil {
		return
	}
	v.report.Captures++
	if want := corpus.CaptureID(fmt.Sprintf("c-%010d", v.report.Captures)); c.ID != want {
		v.problem(offset, "capture %s stands where %s should", c.ID, want)
	}
	if c.PayloadHash == "" {
		return
	}
	n, ok, err := v.payloads.Get(keyOf(c.PayloadHash))
	v.note(err)
	switch {
	case !ok:
		v.problem(offset, "the payload of capture %s is not held", c.ID)
	case int64(n) != c.Length:
		v.problem(offset, "the payload of capture %s has %d bytes, not the %d stated", c.ID, n, c.Length)
	}
}
