package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// entry is a provision made ready to be compared.
type entry struct {
	corpus.Provision
	begin  int     // where its words begin, behind the printed number
	all    []token // of the whole provision; offsets count from its start
	body   string  // its words, folded
	words  int     // how many tokens the body has
	parent int     // index of the enclosing provision, -1 where there is none
}

func entries(r *corpus.Revision) []entry {
	out := make([]entry, len(r.Provisions))
	at := map[string]int{}
	for i, p := range r.Provisions {
		e := entry{Provision: p, begin: bodyOf(p, r.Text), all: significant(r.Text[p.Start:p.End]), parent: -1}
		if slices.ContainsFunc(e.all, func(t token) bool { return p.Start+t.start < e.begin && p.Start+t.end > e.begin }) {
			e.begin = p.Start // what looks like a number is the beginning of a word
		}
		skip := 0
		for skip < len(e.all) && p.Start+e.all[skip].start < e.begin {
			skip++
		}
		e.body, e.words = joined(e.all[skip:]), len(e.all)-skip
		if e.words == 0 { // a line to fill in, a number alone
			e.body = "\x1d" + strings.TrimSpace(r.Text[p.Start:p.End])
		}
		if up, ok := at[p.Parent]; ok && p.Parent != "" {
			e.parent = up
		}
		at[p.Address] = i
		out[i] = e
	}
	return out
}

// alignment pairs the provisions of two revisions: one to one, or groups that say the same in
// other pieces.
type alignment struct {
	older, newer []entry
	to           []int // of each older one its newer one, -1 where it has none
	from         []int
	groups       []group
	grouped      [2]map[int]bool
}

// group is a run of provisions that says the same as another run, or nearly so where it was edited.
type group struct {
	older, newer []int
	edited       bool
}

func align(older, newer *corpus.Revision) *alignment {
	a := &alignment{older: entries(older), newer: entries(newer)}
	a.to, a.from = none(len(a.older)), none(len(a.newer))
	a.grouped = [2]map[int]bool{{}, {}}
	a.byKey(func(e entry) string { return e.Address + "\x1e" + e.body })
	a.byKey(func(e entry) string { return string(e.Kind) + "\x1e" + e.body })
	a.reflowed()
	a.broken()
	a.byKey(func(e entry) string { return e.body })
	a.alike()
	a.replaced()
	return a
}

// replaced pairs what is left under one printed number: the provision was written anew.
func (a *alignment) replaced() {
	at := map[string]int{}
	for j, e := range a.newer {
		if a.freeNew(j) && e.words > 0 && !positional(e.Provision) {
			at[e.Address] = j
		}
	}
	for i, e := range a.older {
		if j, ok := at[e.Address]; ok && a.freeOld(i) && a.freeNew(j) && e.words > 0 && !positional(e.Provision) {
			a.pair(i, j)
		}
	}
}

func none(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func (a *alignment) pair(i, j int) { a.to[i], a.from[j] = j, i }

func (a *alignment) freeOld(i int) bool { return a.to[i] < 0 && !a.grouped[0][i] }
func (a *alignment) freeNew(j int) bool { return a.from[j] < 0 && !a.grouped[1][j] }

// byKey pairs the free provisions that share a key. Where several do, those pairs are taken that
// keep the order of what is paired already.
func (a *alignment) byKey(key func(entry) string) {
	held := map[string][]int{}
	for j, e := range a.newer {
		if a.freeNew(j) {
			held[key(e)] = append(held[key(e)], j)
		}
	}
	for i, e := range a.older {
		if !a.freeOld(i) {
			continue
		}
		k := key(e)
		if list := held[k]; len(list) > 0 {
			best := a.nearest(i, list)
			a.pair(i, list[best])
			held[k] = slices.Delete(list, best, best+1)
		}
	}
}

// nearest chooses among newer provisions that say the same: the first one that stands behind the
// pair before it, and within the same parent where there is one.
func (a *alignment) nearest(i int, list []int) int {
	before := -1
	for k := i - 1; k >= 0 && k > i-64; k-- {
		if a.to[k] >= 0 {
			before = a.to[k]
			break
		}
	}
	best, score := 0, -1
	for n, j := range list {
		s := 0
		if j > before {
			s += 2
		}
		if a.sameParent(i, j) {
			s += 4
		}
		if s > score {
			best, score = n, s
		}
		if n > 64 {
			break
		}
	}
	return best
}

// sameParent reports whether two provisions stand in parents that are paired, or in none both.
func (a *alignment) sameParent(i, j int) bool {
	p, q := a.older[i].parent, a.newer[j].parent
	if p < 0 || q < 0 {
		return p < 0 && q < 0
	}
	return a.to[p] == q
}

// maxRun bounds how many provisions a reflowed run may have, and maxTries how many places are
// tried: texts of lines that all begin alike would need one for each pair of lines.
const (
	maxRun   = 200
	maxTries = 20_000
)

// reflowed finds runs that say the same in other pieces: a paragraph that was broken in two, items
// that were set in one line. Numbers count here, since they move into the words.
func (a *alignment) reflowed() {
	first := map[string][]int{} // newer ones by their first token
	for j, e := range a.newer {
		if a.freeNew(j) && len(e.all) > 0 {
			first[e.all[0].text] = append(first[e.all[0].text], j)
		}
	}
	tries := maxTries
	for i := range a.older {
		if !a.freeOld(i) || len(a.older[i].all) == 0 {
			continue
		}
		for _, j := range first[a.older[i].all[0].text] {
			if !a.freeNew(j) {
				continue
			}
			if tries--; tries < 0 {
				return
			}
			if g, ok := a.run(i, j); ok {
				a.take(g)
				break
			}
		}
	}
}

func (a *alignment) take(g group) {
	a.groups = append(a.groups, g)
	for _, k := range g.older {
		a.grouped[0][k] = true
	}
	for _, k := range g.newer {
		a.grouped[1][k] = true
	}
}

// run walks two runs of free provisions from i and j on until both have said the same.
func (a *alignment) run(i, j int) (group, bool) {
	g := group{}
	var left, right []token
	for len(g.older)+len(g.newer) < maxRun {
		switch {
		case len(left) == 0 && len(right) == 0 && len(g.older) > 0:
			return g, len(g.older) > 1 || len(g.newer) > 1
		case len(left) == 0:
			if i >= len(a.older) || !a.freeOld(i) {
				return g, false
			}
			left, g.older = a.older[i].all, append(g.older, i)
			i++
		case len(right) == 0:
			if j >= len(a.newer) || !a.freeNew(j) {
				return g, false
			}
			right, g.newer = a.newer[j].all, append(g.newer, j)
			j++
		}
		n := min(len(left), len(right))
		if !equalTokens(left[:n], right[:n]) {
			return g, false
		}
		left, right = left[n:], right[n:]
	}
	return g, false
}

// likeness is how much alike two provisions are by their tokens, from 0 to 1 (Dice).
type likeness struct {
	older, newer int
	score        float64
}

// The least likeness at which two provisions are taken for one: of any two, and of two with one
// address.
const (
	leastAlike     = 0.6
	leastAlikeHere = 0.3
)

// alike pairs what is left by likeness, the likest first.
func (a *alignment) alike() {
	for _, least := range []float64{leastAlike, leastAlikeHere} {
		pairs := a.candidates(least == leastAlikeHere)
		slices.SortFunc(pairs, func(x, y likeness) int {
			return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.older, y.older), cmp.Compare(x.newer, y.newer))
		})
		for _, p := range pairs {
			if p.score >= least && a.freeOld(p.older) && a.freeNew(p.newer) {
				a.pair(p.older, p.newer)
			}
		}
	}
}
