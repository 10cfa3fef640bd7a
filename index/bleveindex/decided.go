package bleveindex

import (
	"context"
	"fmt"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/maypok86/otter/v2"

	"github.com/lodestone-kb/lodestone/index/query"
)

// Bounds of what is kept of decisions.
const (
	decidedBytes = 16 << 20
	worthKeeping = 256 // entries; fewer are decided again as soon as found
)

// decisions keeps which entries of a segment answer a part of a query that speaks of places. A segment
// never changes, so a decision stands: while documents come in, only the new segments are looked at when
// a question is asked again.
type decisions = otter.Cache[decision, *decided]

// decision names a part of a query in a segment.
type decision struct {
	segment uint64
	part    string
}

// decided tells which of the entries that were looked at answer. It is shared and never changed.
type decided struct{ looked, answers *roaring.Bitmap }

func newDecisions() *decisions {
	return otter.Must(&otter.Options[decision, *decided]{MaximumWeight: decidedBytes, Weigher: func(k decision, d *decided) uint32 {
		const rest = 128 // bytes, about
		return uint32(min(len(k.part)+int(d.looked.GetSizeInBytes()+d.answers.GetSizeInBytes())+rest, decidedBytes))
	}})
}

// meaning writes all of a part that decides which entries answer it; a printed query leaves out of its
// terms how they came about.
func (p *part) meaning() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\x00%s", p.field, query.PrintFull(p.node))
	for _, t := range query.Terms(p.node) {
		fmt.Fprintf(&b, "\x00%q %t %t %t %q", t.Words, t.Quoted, t.Exact, t.Loose, t.Capitals)
	}
	return b.String()
}

// decide returns those of some entries, each of which holds the words of the part, that answer it.
func (c *inSegment) decide(ctx context.Context, p *part, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	if among.GetCardinality() < c.tables.worth {
		return c.look(ctx, p, among)
	}
	key := decision{c.number, p.meaning()}
	held, ok := c.tables.decisions.GetIfPresent(key)
	if !ok {
		held = &decided{roaring.New(), roaring.New()}
	}
	if rest := roaring.AndNot(among, held.looked); !rest.IsEmpty() {
		more, err := c.look(ctx, p, rest)
		if err != nil {
			return nil, err
		}
		held = &decided{roaring.Or(held.looked, rest), roaring.Or(held.answers, more)}
		c.tables.decisions.Set(key, held)
	}
	return roaring.And(held.answers, among), nil
}
