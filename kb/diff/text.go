package diff

import "strings"

// Op says what a piece is.
type Op string

// The kinds of pieces.
const (
	Same    Op = "same"
	Deleted Op = "deleted" // only in the older text
	Added   Op = "added"   // only in the newer text
)

// Piece is a stretch of one or both texts, in order. The offsets are byte offsets; a deleted piece
// has an empty range in the newer text, at the place where it was, and an added one in the older.
type Piece struct {
	Op       Op     `json:"op"`
	OldStart int    `json:"old_start"`
	OldEnd   int    `json:"old_end"`
	NewStart int    `json:"new_start"`
	NewEnd   int    `json:"new_end"`
	Text     string `json:"text"`
}

// Texts compares an older text with a newer one. The same and the deleted pieces together are the
// older text, the same and the added ones the newer.
func Texts(older, newer string) []Piece {
	var out []Piece
	var gone, come strings.Builder
	flush := func() {
		for _, p := range edits(tokens(gone.String()), tokens(come.String())) {
			out = add(out, p)
		}
		gone.Reset()
		come.Reset()
	}
	for _, p := range edits(lines(older), lines(newer)) {
		switch p.Op {
		case Deleted:
			gone.WriteString(p.Text)
		case Added:
			come.WriteString(p.Text)
		default:
			flush()
			out = add(out, p)
		}
	}
	flush()
	return placed(out)
}

// pieces compares two texts. Where blanks are ignored, what differs in nothing else is left out, so
// that the pieces are the texts but for their blanks.
func pieces(older, newer string, opt Options) []Piece {
	all := Texts(older, newer)
	if !opt.IgnoreSpace {
		return orEmpty(all)
	}
	out := []Piece{}
	for _, p := range all {
		if p.Op == Same || strings.TrimSpace(p.Text) != "" {
			out = append(out, p)
		}
	}
	return out
}

func orEmpty(all []Piece) []Piece {
	if all == nil {
		return []Piece{}
	}
	return all
}

// add appends a piece, joining it to one of the same kind.
func add(out []Piece, p Piece) []Piece {
	if n := len(out); n > 0 && out[n-1].Op == p.Op {
		out[n-1].Text += p.Text
		return out
	}
	return append(out, p)
}

// placed fills in the offsets.
func placed(pieces []Piece) []Piece {
	older, newer := 0, 0
	for i := range pieces {
		p := &pieces[i]
		p.OldStart, p.NewStart = older, newer
		if p.Op != Added {
			older += len(p.Text)
		}
		if p.Op != Deleted {
			newer += len(p.Text)
		}
		p.OldEnd, p.NewEnd = older, newer
	}
	return pieces
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.SplitAfter(s, "\n")
}

// maxEdits bounds the work: texts that differ in more places are shown as one replaced by the other.
const maxEdits = 1500

// edits finds a shortest way from a to b (E. W. Myers, 1986): the common ends are taken off, then
// for each number of edits the farthest point on each diagonal is kept.
func edits(a, b []string) []Piece {
	var head, tail []Piece
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head, a, b = append(head, Piece{Op: Same, Text: a[0]}), a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail = append(tail, Piece{Op: Same, Text: a[len(a)-1]})
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	out := append(head, middle(a, b)...)
	for i := len(tail) - 1; i >= 0; i-- {
		out = append(out, tail[i])
	}
	return out
}

func middle(a, b []string) []Piece {
	if len(a) == 0 || len(b) == 0 {
		return replaced(a, b)
	}
	limit := min(len(a)+len(b), maxEdits)
	offset := limit + 1
	far := make([]int, 2*limit+3)
	var steps [][]int
	for d := 0; d <= limit; d++ {
		steps = append(steps, append([]int(nil), far[offset-d-1:offset+d+2]...))
		for k := -d; k <= d; k += 2 {
			x := far[offset+k-1] + 1
			if k == -d || k != d && far[offset+k-1] < far[offset+k+1] {
				x = far[offset+k+1]
			}
			y := x - k
			for x < len(a) && y < len(b) && a[x] == b[y] {
				x, y = x+1, y+1
			}
			far[offset+k] = x
			if x >= len(a) && y >= len(b) {
				return walkBack(a, b, steps)
			}
		}
	}
	return replaced(a, b)
}

func replaced(a, b []string) []Piece {
	var out []Piece
	if len(a) > 0 {
		out = append(out, Piece{Op: Deleted, Text: strings.Join(a, "")})
	}
	if len(b) > 0 {
		out = append(out, Piece{Op: Added, Text: strings.Join(b, "")})
	}
	return out
}

// walkBack follows the farthest points from the end to the beginning. steps[d] holds the points
// before the d-th edit, for the diagonals -d-1 to d+1.
func walkBack(a, b []string, steps [][]int) []Piece {
	var back []Piece
	x, y := len(a), len(b)
	for d := len(steps) - 1; d >= 0; d-- {
		far := func(k int) int { return steps[d][k+d+1] }
		k := x - y
		from := k - 1
		if k == -d || k != d && far(k-1) < far(k+1) {
			from = k + 1
		}
		px := far(from)
		py := px - from
		if d == 0 {
			px, py = 0, 0
		}
		for x > px && y > py {
			x, y = x-1, y-1
			back = append(back, Piece{Op: Same, Text: a[x]})
		}
		if d > 0 {
			if x > px {
				x--
				back = append(back, Piece{Op: Deleted, Text: a[x]})
			} else {
				y--
				back = append(back, Piece{Op: Added, Text: b[y]})
			}
		}
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}
