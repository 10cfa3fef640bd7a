package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/lodestone-kb/lodestone/corpus"
)

// group is where the members of a group lie, and the last one inflated.
type group struct {
	start, end int64
	members    []head
	kind       kind   // of the last member
	joined     bool   // it was written before the one before it was synced
	last       []byte // its record
}

// readGroup reads the heads of a group's members, and the whole of its last member.
func readGroup(r io.ReaderAt, offset, end int64) (group, error) {
	g := group{start: offset, end: offset}
	for {
		h, err := readHead(r, g.end, end)
		if err != nil {
			return g, err
		}
		if n := len(g.members); n > 0 && h.rest != g.members[n-1].rest-1 {
			return g, fmt.Errorf("%w: a group is broken off", errNoMember)
		}
		g.members = append(g.members, h)
		if h.rest == 0 {
			if g.kind, g.joined = h.kind, h.joined; g.kind != metadata && g.kind != warcinfo {
				return g, fmt.Errorf("%w: a group ends with a record of kind %q", errNoMember, h.kind)
			}
			if g.last, err = unpack(r, g.end, h); err != nil {
				return g, err
			}
			g.end += h.length
			return g, nil
		}
		g.end += h.length
	}
}

// check inflates every member of the group and compares lengths and checksums.
func (g group) check(r io.ReaderAt) error {
	offset := g.start
	for _, h := range g.members {
		record, err := unpack(r, offset, h)
		if err != nil {
			return err
		}
		if _, _, err := split(record); err != nil {
			return err
		}
		offset += h.length
	}
	return nil
}

// Walk yields what the archive holds behind a position, in the order of writing, as it stood when
// the walk began. It stops at the first error, which it yields; a position that is not of this
// archive is one.
func (a *Archive) Walk(ctx context.Context, after Position) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		at, err := after.place()
		if err != nil {
			yield(Record{}, err)
			return
		}
		files, err := a.snapshot()
		if err != nil {
			yield(Record{}, err)
			return
		}
		if at.file > len(files) || at.file > 0 && at.offset > files[at.file-1].end {
			yield(Record{}, fmt.Errorf("position %s lies behind the end of the archive: was an older copy restored?", after))
			return
		}
		at.file = max(at.file, 1)
		for ; at.file <= len(files); at = (place{at.file + 1, 0}) {
			f := files[at.file-1]
			for at.offset < f.end {
				r, next, err := a.recordAt(ctx, f, at)
				if err != nil {
					yield(Record{}, fmt.Errorf("walk %s: %w", fileName(at.file), err))
					return
				}
				at = next
				if r.Position != "" && !yield(r, nil) {
					return
				}
			}
		}
	}
}

// recordAt returns the record at a place, from memory where it was appended a moment ago.
func (a *Archive) recordAt(ctx context.Context, f file, at place) (Record, place, error) {
	a.mu.RLock()
	n, ok := a.recent.at[at]
	a.mu.RUnlock()
	if !ok || ctx.Err() != nil {
		return record(ctx, f, at)
	}
	c := *n.env.Capture // the caller's own
	n.env.Capture = &c
	return n.env.record(n.next), n.next, nil
}

// record reads the group at a place, and says where the next one starts. The Record of a warcinfo
// is empty.
func record(ctx context.Context, f file, at place) (Record, place, error) {
	e, next, err := readAt(ctx, f, at)
	if err != nil || e.empty() {
		return Record{}, next, err
	}
	return e.record(next), next, nil
}

// readAt reads what the metadata record of the group at a place says; nothing where it is a warcinfo.
func readAt(ctx context.Context, f file, at place) (envelope, place, error) {
	next := at
	if err := ctx.Err(); err != nil {
		return envelope{}, next, err
	}
	g, err := readGroup(f.f, at.offset, f.end)
	if err != nil {
		return envelope{}, next, fmt.Errorf("%w at offset %d: %w", ErrDamaged, at.offset, err)
	}
	if next.offset = g.end; g.kind == warcinfo {
		return envelope{}, next, nil
	}
	e, err := readEnvelope(g.last)
	if err != nil {
		return envelope{}, next, fmt.Errorf("%w at offset %d: %w", ErrDamaged, at.offset, err)
	}
	return e, next, nil
}

// Capture returns a capture by its name. The error is [ErrNotHeld] when there is none.
func (a *Archive) Capture(ctx context.Context, id corpus.CaptureID) (Record, error) {
	f, at, err := a.find(id)
	if err != nil {
		return Record{}, err
	}
	r, _, err := record(ctx, f, at)
	return r, err
}

// Members returns the records of a capture as they lie in the archive: gzip members that are a WARC
// file by themselves, to be handed on as evidence.
func (a *Archive) Members(ctx context.Context, id corpus.CaptureID) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, at, err := a.find(id)
	if err != nil {
		return nil, err
	}
	g, err := readGroup(f.f, at.offset, f.end)
	if err != nil {
		return nil, fmt.Errorf("capture %s: %w", id, err)
	}
	b := make([]byte, g.end-g.start)
	if _, err := f.f.ReadAt(b, g.start); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("capture %s: %w", id, err)
	}
	return b, nil
}

// find says where the group of a capture lies.
func (a *Archive) find(id corpus.CaptureID) (file, place, error) {
	n, err := numberOf(id)
	if err != nil {
		return file{}, place{}, err
	}
	at, held, err := a.at(n)
	files, closed := a.snapshot() // after the look into the index, so that it holds what that names
	if err := errors.Join(closed, err); err != nil {
		return file{}, place{}, err
	}
	if !held {
		return file{}, place{}, fmt.Errorf("capture %s: %w", id, ErrNotHeld)
	}
	return files[at.file-1], at, nil
}
