package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/index/query"
)

// settle returns those of some entries that answer a part. What is said of documents is a matter of sets;
// only what is said of places is decided entry by entry, of the entries for which it matters.
func (c *inSegment) settle(ctx context.Context, p *part, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	among = roaring.And(among, p.may)
	if p.exact || among.IsEmpty() {
		return among, nil
	}
	switch p.node.(type) {
	case *query.And:
		for _, q := range p.doubtful() {
			var err error
			if among, err = c.settle(ctx, q, among); err != nil {
				return nil, err
			}
		}
		return among, nil
	case *query.Or:
		out := roaring.New()
		for _, q := range p.parts {
			if q.exact {
				out.Or(roaring.And(among, q.may))
			}
		}
		for _, q := range p.doubtful() {
			more, err := c.settle(ctx, q, roaring.AndNot(among, out))
			if err != nil {
				return nil, err
			}
			out.Or(more)
		}
		return out, nil
	case *query.ButNot:
		keep, err := c.settle(ctx, p.parts[0], among)
		if err != nil {
			return nil, err
		}
		drop, err := c.settle(ctx, p.parts[1], keep)
		if err != nil {
			return nil, err
		}
		return roaring.AndNot(keep, drop), nil
	}
	return c.decide(ctx, p, among)
}

// doubtful returns the parts of a part whose places have to be looked at, those of fewest entries first.
func (p *part) doubtful() []*part {
	var out []*part
	for _, q := range p.parts {
		if !q.exact {
			out = append(out, q)
		}
	}
	slices.SortStableFunc(out, func(a, b *part) int { return cmp.Compare(a.may.GetCardinality(), b.may.GetCardinality()) })
	return out
}

// batch is how many entries are taken at a time.
const batch = 256

// inBatches calls a function with the entries of a set, some at a time.
func inBatches(ctx context.Context, set *roaring.Bitmap, do func(entries []uint32) error) error {
	it, buf := set.ManyIterator(), make([]uint32, batch)
	for {
		entries := buf[:it.NextMany(buf)]
		if ctx.Err() != nil {
			return fmt.Errorf("search: %w", ctx.Err())
		}
		if len(entries) == 0 {
			return nil
		}
		if err := do(entries); err != nil {
			return err
		}
	}
}

// decider decides which entries of a segment answer a part that speaks of places.
type decider struct {
	*inSegment
	node    query.Node
	phrase  []*leaf  // what is asked, where it is a term
	pair    *pair    // the same of two words that stand together
	near    *meeting // the same of sides that do
	view    *view
	touched byte
}

// look decides of some entries, each of which holds the words of the part, whether they answer it.
func (c *inSegment) look(ctx context.Context, p *part, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	d := &decider{inSegment: c, node: p.node, view: newView(c)}
	var err error
	if d.view.table, err = c.tables.of(c.segment); err != nil {
		return nil, err
	}
	c.require(p.node, p.field)
	defer c.forget()
	if t, ok := p.node.(*query.Term); ok && p.field == "" {
		for k := range t.Words {
			d.phrase = append(d.phrase, c.looked(t, k, ""))
		}
	} else if p.field == "" {
		if d.pair = c.pairOfWords(p.node); d.pair == nil {
			d.near = c.meetingOf(p.node)
		}
	} else {
		d.node = &query.Field{Name: p.field, Part: p.node}
	}
	if t := d.view.table; d.pair != nil && t != nil {
		if out, err := t.streams.Load().decide(d.view, d.pair, among); err != nil || out != nil {
			return out, err
		}
	}
	stop := func() bool { return ctx.Err() != nil }
	out := roaring.New()
	err = inBatches(ctx, among, func(entries []uint32) error {
		entries = d.sift(entries)
		kept := entries[:0]
		for _, e := range entries {
			holds, err := d.holds(e, stop)
			if err != nil {
				return err
			}
			if holds {
				kept = append(kept, e)
			}
		}
		out.AddMany(kept)
		return nil
	})
	return out, err
}

// sift keeps of some entries, in place, those that may hold the phrases that every answer holds. What will
// be looked at is touched first: the memory brings many pieces at once, one after the other takes longer.
func (d *decider) sift(entries []uint32) []uint32 {
	t := d.view.table
	if t == nil {
		return entries
	}
	if len(d.pairs) > 0 {
		d.touched ^= t.outlines.touch(entries)
	}
	for _, forms := range d.pairs {
		entries = slices.DeleteFunc(entries, func(e uint32) bool {
			return !slices.ContainsFunc(forms, func(h uint32) bool { return t.outlines.has(e, h) })
		})
	}
	d.touched ^= t.touch(entries)
	return entries
}

// holds reports whether an entry answers.
func (d *decider) holds(e uint32, stop func() bool) (bool, error) {
	if d.pair != nil && d.view.table != nil && d.pair.inOnePiece(&d.view.table.outlines.of[e]) {
		return true, nil
	}
	if err := d.view.read(e); err != nil {
		return false, err
	}
	switch {
	case d.phrase != nil:
		return d.view.body != nil && len(d.view.phrase(d.phrase)) > 0, nil
	case d.pair != nil:
		return d.pair.holds(d.view), nil
	case d.near != nil:
		return d.near.holds(d.view), nil
	}
	return d.view.says.Holds(d.node, d.view, stop), d.view.failed
}
