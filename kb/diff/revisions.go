package diff

import (
	"cmp"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Kind says what became of a provision. One can have moved, been renumbered and been edited.
type Kind string

// The kinds of changes of a provision.
const (
	Inserted   Kind = "inserted"
	Removed    Kind = "deleted"
	Moved      Kind = "moved"      // stands at another place among the others, or within another provision
	Renumbered Kind = "renumbered" // its printed number is another, or that of what encloses it
	Edited     Kind = "edited"     // its words are others
	Reflowed   Kind = "reflowed"   // the same words, in more or fewer provisions
)

// Kinds returns every kind of change.
func Kinds() []Kind { return []Kind{Inserted, Removed, Moved, Renumbered, Edited, Reflowed} }

// Place is a provision of one of the revisions, with its text.
type Place struct {
	Address string `json:"address"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Text    string `json:"text"`
}

// Change is what became of one provision, or of a run of them that was reflowed.
type Change struct {
	Kinds   []Kind   `json:"kinds"`
	From    []Place  `json:"from"` // in the older revision; empty where it was inserted
	To      []Place  `json:"to"`   // in the newer one; empty where it was deleted
	Grade   Grade    `json:"grade"`
	Reasons []Reason `json:"reasons"`
	Pieces  []Piece  `json:"pieces"` // of an edited one: its words; offsets point into the revisions
}

// Difference is how two revisions differ.
type Difference struct {
	From    corpus.RevisionID `json:"from"`
	To      corpus.RevisionID `json:"to"`
	Grade   Grade             `json:"grade"`  // the weightiest of the changes; none where there is none
	Counts  map[Kind]int      `json:"counts"` // provisions of each kind
	Changes []Change          `json:"provisions"`
	Pieces  []Piece           `json:"pieces"` // of the whole texts, in order
}

// Options tune a comparison.
type Options struct {
	// IgnoreSpace leaves out what differs in blanks and line ends only.
	IgnoreSpace bool
	// Facts returns what a revision asserts; nil: grading looks at the words alone.
	Facts func(corpus.Revision) []kb.Fact
}

// Revisions compares an older revision with a newer one, which need not be neighbours. Changes come
// in the order of the newer revision, deleted ones where they were.
func Revisions(older, newer corpus.Revision, opt Options) Difference {
	d := Difference{From: older.ID, To: newer.ID, Grade: None, Counts: map[Kind]int{}, Changes: []Change{}, Pieces: pieces(older.Text, newer.Text, opt)}
	if older.Text == newer.Text {
		return d
	}
	c := comparison{older: &older, newer: &newer, opt: opt, a: align(&older, &newer)}
	c.judge = newJudge(c.older, c.newer, opt)
	c.moved = c.a.moved()
	d.Changes = c.changes()
	for _, x := range d.Changes {
		for _, k := range x.Kinds {
			d.Counts[k] += max(1, min(len(x.From), len(x.To)))
		}
		if weight(x.Grade) > weight(d.Grade) {
			d.Grade = x.Grade
		}
	}
	if d.Grade == None && hasChange(d.Pieces) {
		d.Grade = Editorial // between the provisions
	}
	return d
}

func hasChange(all []Piece) bool {
	return slices.ContainsFunc(all, func(p Piece) bool { return p.Op != Same })
}

type comparison struct {
	older, newer *corpus.Revision
	opt          Options
	a            *alignment
	judge        *judge
	moved        map[int]bool // older ones that stand out of order
}

// placedChange is a change with where it is told.
type placedChange struct {
	at    int // twice the index of the newer provision, odd: behind it
	older int
	Change
}

func (c *comparison) changes() []Change {
	var out []placedChange
	last := -1
	for i := range c.a.older {
		switch j := c.a.to[i]; {
		case j >= 0:
			if x, ok := c.pair(i, j); ok {
				out = append(out, placedChange{2 * j, i, x})
			}
			if !c.moved[i] {
				last = j
			}
		case !c.a.grouped[0][i]:
			if c.a.older[i].Start < c.a.older[i].End {
				out = append(out, placedChange{2*last + 1, i, c.lone(Removed, i)})
			}
		}
	}
	for j := range c.a.newer {
		if c.a.freeNew(j) && c.a.newer[j].Start < c.a.newer[j].End {
			out = append(out, placedChange{2 * j, len(c.a.older), c.lone(Inserted, j)})
		}
	}
	for _, g := range c.a.groups {
		if x := c.group(g); len(x.Kinds) > 0 {
			out = append(out, placedChange{2 * g.newer[0], g.older[0], x})
		}
	}
	slices.SortStableFunc(out, func(x, y placedChange) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.older, y.older)) })
	all := make([]Change, len(out))
	for n, x := range out {
		all[n] = x.Change
	}
	return all
}

// group makes the change of a run that was set otherwise, and perhaps edited.
func (c *comparison) group(g group) Change {
	x := Change{Grade: None, Reasons: []Reason{}, Pieces: []Piece{}}
	for _, i := range g.older {
		x.From = append(x.From, place(c.older, c.a.older[i]))
	}
	for _, j := range g.newer {
		x.To = append(x.To, place(c.newer, c.a.newer[j]))
	}
	if !c.opt.IgnoreSpace {
		x.Kinds = append(x.Kinds, Reflowed)
		x.grade(Editorial, Reason{What: "line breaks"})
	}
	if g.edited {
		o, n := whole(c.a.older, g.older, c.older.Text), whole(c.a.newer, g.newer, c.newer.Text)
		x.Kinds = append(x.Kinds, Edited)
		x.Pieces = shift(pieces(c.older.Text[o.Start:o.End], c.newer.Text[n.Start:n.End], c.opt), o.Start, n.Start)
		grade, reasons := c.judge.edited(o, n)
		x.grade(grade, reasons...)
	}
	return x
}

func place(r *corpus.Revision, e entry) Place {
	return Place{e.Address, e.Start, e.End, r.Text[e.Start:e.End]}
}

// lone makes the change of a provision that stands in one revision only.
func (c *comparison) lone(k Kind, at int) Change {
	x := Change{Kinds: []Kind{k}, From: []Place{}, To: []Place{}, Pieces: []Piece{}}
	if k == Removed {
		x.From = append(x.From, place(c.older, c.a.older[at]))
		x.Grade, x.Reasons = c.judge.lone(c.judge.older, c.a.older[at], true)
	} else {
		x.To = append(x.To, place(c.newer, c.a.newer[at]))
		x.Grade, x.Reasons = c.judge.lone(c.judge.newer, c.a.newer[at], false)
	}
	return x
}

// pair makes the change of a provision that stands in both; false where there is none.
func (c *comparison) pair(i, j int) (Change, bool) {
	o, n := c.a.older[i], c.a.newer[j]
	x := Change{From: []Place{place(c.older, o)}, To: []Place{place(c.newer, n)}, Pieces: []Piece{}, Grade: None, Reasons: []Reason{}}
	if c.moved[i] || c.otherParent(i, j) {
		x.Kinds = append(x.Kinds, Moved)
		x.grade(Editorial, Reason{What: "place"})
		if c.otherParent(i, j) {
			x.grade(Substance, Reason{What: "enclosing provision", Before: o.Parent, After: n.Parent})
		}
	}
	renamed := c.older.Text[o.Start:o.begin] != c.newer.Text[n.Start:n.begin] && o.Kind != corpus.Row
	if !positional(o.Provision) && !positional(n.Provision) && o.Address != n.Address && (renamed || !slices.Contains(x.Kinds, Moved)) {
		x.Kinds = append(x.Kinds, Renumbered)
		x.grade(Editorial, Reason{What: "number", Before: o.Address, After: n.Address})
	}
	if before, after := c.older.Text[o.begin:o.End], c.newer.Text[n.begin:n.End]; before != after {
		x.Pieces = shift(pieces(before, after, c.opt), o.begin, n.begin)
		if hasChange(x.Pieces) {
			x.Kinds = append(x.Kinds, Edited)
			g, reasons := c.judge.edited(o, n)
			x.grade(g, reasons...)
		}
	}
	return x, len(x.Kinds) > 0
}

// grade takes the weightier grade, and the reasons.
func (x *Change) grade(g Grade, reasons ...Reason) {
	if weight(g) > weight(x.Grade) {
		x.Grade = g
	}
	x.Reasons = append(x.Reasons, reasons...)
}

// otherParent reports whether the provision now stands in another provision that was there before,
// while the one it stood in is still there.
func (c *comparison) otherParent(i, j int) bool {
	p, q := c.a.older[i].parent, c.a.newer[j].parent
	return p >= 0 && q >= 0 && c.a.to[p] >= 0 && c.a.from[q] >= 0 && c.a.to[p] != q
}

func shift(all []Piece, older, newer int) []Piece {
	for k := range all {
		all[k].OldStart, all[k].OldEnd = all[k].OldStart+older, all[k].OldEnd+older
		all[k].NewStart, all[k].NewEnd = all[k].NewStart+newer, all[k].NewEnd+newer
	}
	return all
}
