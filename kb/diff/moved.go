package diff

// moved returns the older provisions whose pair stands out of order. Of all ways to keep an order
// the one that keeps the most words in place is taken: a heaviest rising sequence.
func (a *alignment) moved() map[int]bool {
	best := make([]sum, len(a.newer)+1) // Fenwick tree of the heaviest sequence that ends at or before a newer index
	before, total := none(len(a.older)), make([]int, len(a.older))
	end := sum{0, -1}
	for i, j := range a.to {
		if j < 0 {
			continue
		}
		s := sum{0, -1}
		for k := j; k > 0; k -= k & -k {
			s = heavier(s, best[k])
		}
		total[i], before[i] = s.weight+onePlace+min(a.older[i].words, onePlace/len(a.older)), s.last
		mine := sum{total[i], i}
		for k := j + 1; k <= len(a.newer); k += k & -k {
			best[k] = heavier(best[k], mine)
		}
		end = heavier(end, mine)
	}
	kept := map[int]bool{}
	for i := end.last; i >= 0 && end.weight > 0; i = before[i] {
		kept[i] = true
	}
	out := map[int]bool{}
	for i, j := range a.to {
		if j >= 0 && !kept[i] {
			out[i] = true
		}
	}
	return out
}

// onePlace is the weight of a provision beside its words, which all together weigh less than one.
const onePlace = 1 << 24

// sum is the weight of a sequence and the older provision that ends it.
type sum struct{ weight, last int }

func heavier(x, y sum) sum {
	if y.weight > x.weight {
		return y
	}
	return x
}
