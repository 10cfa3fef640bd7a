package diff

import "github.com/lodestone-kb/lodestone/corpus"

// The bounds of a run that is looked at as one text, and the part of each of its provisions that
// must be found again.
const (
	maxBroken = 40
	keptPart  = 0.6
)

// broken finds runs of free provisions between two pairs that say nearly the same in other pieces:
// set otherwise, and edited too. Each provision of both runs must be found again for the most part,
// so that none that was put in or taken out hides in such a run.
func (a *alignment) broken() {
	for i := 0; i < len(a.older); i++ {
		if !a.freeOld(i) {
			continue
		}
		g := group{edited: true}
		j := 0
		if i > 0 {
			if j = a.to[i-1] + 1; j == 0 {
				continue // what stands before has no pair
			}
		}
		for k := i; k < len(a.older) && a.freeOld(k) && len(g.older) < maxBroken; k++ {
			g.older = append(g.older, k)
		}
		for k := j; k < len(a.newer) && a.freeNew(k) && len(g.newer) < maxBroken; k++ {
			g.newer = append(g.newer, k)
		}
		next := g.older[len(g.older)-1]
		a.trim(&g)
		if len(g.older) > 0 && len(g.newer) > 0 && len(g.older) != len(g.newer) && a.foundAgain(g) {
			a.take(g)
		}
		i = next
	}
}

// sameEnough is the likeness of the bodies of two provisions that are one, edited, whatever their number.
const sameEnough = 0.7

// trim takes off both ends of a run what is one provision on both sides: only what stands between was
// set in other pieces.
func (a *alignment) trim(g *group) {
	like := func(i, j int) bool {
		o, n := a.older[i], a.newer[j]
		return o.words > 0 && n.words > 0 && dice(bag(o.body), bag(n.body)) >= sameEnough
	}
	for len(g.older) > 0 && len(g.newer) > 0 && like(g.older[0], g.newer[0]) {
		g.older, g.newer = g.older[1:], g.newer[1:]
	}
	for len(g.older) > 0 && len(g.newer) > 0 && like(g.older[len(g.older)-1], g.newer[len(g.newer)-1]) {
		g.older, g.newer = g.older[:len(g.older)-1], g.newer[:len(g.newer)-1]
	}
}

// foundAgain reports whether each provision of both runs stands in the other run for the most part,
// in its order.
func (a *alignment) foundAgain(g group) bool {
	older, newer := runTokens(a.older, g.older), runTokens(a.newer, g.newer)
	if len(older) == 0 || len(newer) == 0 || len(older)+len(newer) > 5000 {
		return false
	}
	keptOld, keptNew := make([]bool, len(older)), make([]bool, len(newer))
	i, j := 0, 0
	for _, p := range edits(words(older), words(newer)) {
		n := count(p.Text)
		switch p.Op {
		case Deleted:
			i += n
		case Added:
			j += n
		default:
			for range n {
				keptOld[i], keptNew[j] = true, true
				i, j = i+1, j+1
			}
		}
	}
	return enough(a.older, g.older, keptOld) && enough(a.newer, g.newer, keptNew)
}

func runTokens(all []entry, run []int) []token {
	var out []token
	for _, k := range run {
		out = append(out, all[k].all...)
	}
	return out
}

func enough(all []entry, run []int, kept []bool) bool {
	at := 0
	for _, k := range run {
		n, found := len(all[k].all), 0
		for _, ok := range kept[at : at+n] {
			if ok {
				found++
			}
		}
		at += n
		if float64(found) < keptPart*float64(n) {
			return false
		}
	}
	return true
}

// whole is a run as one provision, to be judged.
func whole(all []entry, run []int, text string) entry {
	first, last := all[run[0]], all[run[len(run)-1]]
	e := entry{Provision: corpus.Provision{Address: first.Address, Kind: first.Kind, Start: first.Start, End: last.End, Parent: first.Parent}, begin: first.Start, all: significant(text[first.Start:last.End])}
	for _, k := range run {
		e.Force = append(e.Force, all[k].Force...)
	}
	return e
}
