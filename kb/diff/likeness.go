package diff

import "strings"

// common words tell nothing of likeness where more provisions than this hold them.
const maxHolders = 60

// candidates scores pairs of free provisions that share a token, or with one address only.
func (a *alignment) candidates(sameAddress bool) []likeness {
	bags := map[int]map[string]int{}
	holders := map[string][]int{}
	for j, e := range a.newer {
		if a.freeNew(j) && e.words > 0 {
			bags[j] = bag(e.body)
			for t := range bags[j] {
				holders[t] = append(holders[t], j)
			}
		}
	}
	var out []likeness
	for i, e := range a.older {
		if !a.freeOld(i) || e.words == 0 {
			continue
		}
		mine, seen := bag(e.body), map[int]bool{}
		for t := range mine {
			near := holders[t]
			if len(near) > maxHolders && !sameAddress {
				near = around(near, i*len(a.newer)/max(1, len(a.older)))
			}
			for _, j := range near {
				here := e.Address == a.newer[j].Address
				if seen[j] || sameAddress && !here {
					continue
				}
				seen[j] = true
				out = append(out, likeness{i, j, a.score(i, j, mine, bags[j])})
			}
		}
	}
	return out
}

// around returns the holders that stand nearest to the place where one is expected.
func around(all []int, place int) []int {
	lo := 0
	for lo < len(all) && all[lo] < place {
		lo++
	}
	return all[max(0, lo-maxHolders/2):min(len(all), lo+maxHolders/2)]
}

// score is the likeness of the words, a little more where the address, the kind or the parent is
// the same, so that of equals the nearest is taken.
func (a *alignment) score(i, j int, x, y map[string]int) float64 {
	s := dice(x, y)
	if s == 0 {
		return 0
	}
	o, n := a.older[i], a.newer[j]
	if o.Address == n.Address {
		s += 0.1
	}
	if o.Kind == n.Kind {
		s += 0.03
	}
	if a.sameParent(i, j) {
		s += 0.02
	}
	return s
}

// bag counts the tokens of a body, and its pairs of neighbours, so that order tells too.
func bag(body string) map[string]int {
	all := strings.Split(strings.TrimSuffix(body, "\x1f"), "\x1f")
	out := make(map[string]int, 2*len(all))
	for i, t := range all {
		out[t]++
		if i > 0 {
			out[all[i-1]+"\x1f"+t]++
		}
	}
	return out
}

func dice(x, y map[string]int) float64 {
	shared, total := 0, 0
	for t, n := range x {
		shared += min(n, y[t])
		total += n
	}
	for _, n := range y {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(total)
}
