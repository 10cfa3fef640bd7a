package trees

import (
	"cmp"
	"math"
	"slices"
)

// Options says how a forest is grown. All must be above 0.
type Options struct {
	Trees  int     // how many
	Leaves int     // of each tree, at most
	Least  int     // rows that a leaf must hold
	Rate   float64 // share of each tree's answer that is taken, from 0 to 1
	Ridge  float64 // what holds leaves of few rows back
	Chance bool    // the wanted figures are 0 or 1, and the sum is the logarithm of the odds; else it is the figure itself
	Groups []int   // rows that are ordered among each other, as the sizes of runs of rows; what is wanted is 0 or 1, and the sum orders
}

// bins is into how many parts the figures of a column are put.
const bins = 64

// Learn grows a forest for which the sum of each row comes near what is wanted of it: by least
// squares, or, for chances, by likelihood. All rows have as many figures as the first.
func Learn(rows [][]float64, want []float64, o Options) *Forest {
	f := &Forest{}
	if len(rows) == 0 {
		return f
	}
	f.columns = len(rows[0])
	l := newLearner(rows, want, o)
	f.base = float32(l.base)
	for range o.Trees {
		l.residuals()
		f.roots = append(f.roots, uint32(len(f.nodes)))
		f.nodes = append(f.nodes, l.tree()...)
	}
	return f
}

// sums are what a bin or a leaf holds: of first and second derivatives of the loss, and of rows.
type sums struct {
	g, h float64
	n    int
}

func (s *sums) add(o sums) { s.g += o.g; s.h += o.h; s.n += o.n }
func (s sums) less(o sums) sums {
	return sums{s.g - o.g, s.h - o.h, s.n - o.n}
}

// worth is how much of the loss a leaf with such sums takes away.
func (s sums) worth(ridge float64) float64 { return s.g * s.g / (s.h + ridge) }

type learner struct {
	o      Options
	want   []float64
	score  []float64
	g, h   []float64
	binned [][]uint8   // column by column
	limits [][]float32 // of each column: the highest figure of each bin but the last
	base   float64
	order  []int32 // the rows, those of a leaf side by side
}

func newLearner(rows [][]float64, want []float64, o Options) *learner {
	n := len(rows)
	l := &learner{o: o, want: want, score: make([]float64, n), g: make([]float64, n), h: make([]float64, n), order: make([]int32, n)}
	mean := 0.0
	for _, w := range want {
		mean += w / float64(n)
	}
	if l.base = mean; o.Chance {
		mean = min(max(mean, 1e-6), 1-1e-6)
		l.base = math.Log(mean / (1 - mean))
	}
	if len(o.Groups) > 0 {
		l.base = 0
	}
	l.base = float64(float32(l.base))
	for i := range l.score {
		l.score[i] = l.base
	}
	column := make([]float32, n)
	for c := range rows[0] {
		for i, r := range rows {
			column[i] = float32(r[c])
		}
		limits := quantiles(column)
		b := make([]uint8, n)
		for i, v := range column {
			at, _ := slices.BinarySearch(limits, v)
			b[i] = uint8(at)
		}
		l.limits, l.binned = append(l.limits, limits), append(l.binned, b)
	}
	return l
}

// quantiles returns the highest figures of the bins of a column, in rising order and each once; the
// last bin has none.
func quantiles(column []float32) []float32 {
	sorted := slices.Sorted(slices.Values(column))
	distinct := slices.Compact(slices.Clone(sorted))
	if len(distinct) <= bins {
		return distinct[:len(distinct)-1]
	}
	var out []float32
	for i := 1; i < bins; i++ {
		out = append(out, sorted[i*len(sorted)/bins])
	}
	if out = slices.Compact(out); out[len(out)-1] == sorted[len(sorted)-1] {
		out = out[:len(out)-1]
	}
	return out
}

// residuals takes the derivatives of the loss at the sums so far.
func (l *learner) residuals() {
	if len(l.o.Groups) > 0 {
		for i := range l.order {
			l.order[i], l.g[i], l.h[i] = int32(i), 0, 1e-9
		}
		from := 0
		for _, n := range l.o.Groups {
			l.lambdas(from, from+n)
			from += n
		}
		return
	}
	for i, s := range l.score {
		l.order[i] = int32(i)
		if !l.o.Chance {
			l.g[i], l.h[i] = l.want[i]-s, 1
			continue
		}
		p := 1 / (1 + math.Exp(-s))
		l.g[i], l.h[i] = l.want[i]-p, max(p*(1-p), 1e-9)
	}
}

// lambdas takes, for the rows of one group, how much each pair of a wanted and an unwanted row would gain
// by changing places, and how far the sums are from that order (LambdaMART: Burges, 2010). The gain is
// that of discounted cumulative gain.
func (l *learner) lambdas(from, to int) {
	order := make([]int, to-from)
	for i := range order {
		order[i] = from + i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.score[b], l.score[a]) })
	best, wanted := 0.0, 0
	for _, r := range order {
		if l.want[r] > 0 {
			best += discount(wanted)
			wanted++
		}
	}
	for i, r := range order {
		if l.want[r] <= 0 {
			continue
		}
		for k, o := range order {
			if l.want[o] > 0 {
				continue
			}
			wrong := 1 / (1 + math.Exp(l.score[r]-l.score[o]))
			gain := math.Abs(discount(i)-discount(k)) / best
			l.g[r] += wrong * gain
			l.g[o] -= wrong * gain
			l.h[r] += wrong * (1 - wrong) * gain
			l.h[o] += wrong * (1 - wrong) * gain
		}
	}
}

// discount is what a place counts, from 0.
func discount(place int) float64 { return 1 / math.Log2(float64(place+2)) }

// leaf is a leaf of the tree that is being grown.
type leaf struct {
	from, to  int // its rows in the order
	all       sums
	histogram [][bins]sums
	gain      float64
	column    int
	bin       uint8
	no, yes   *leaf // set once it was cut
}

// tree grows one tree, always cutting the leaf that gains most, and adds it to the sums.
func (l *learner) tree() []node {
	root := &leaf{to: len(l.order)}
	l.count(root)
	l.best(root)
	open := []*leaf{root}
	for len(open) < l.o.Leaves {
		at := 0
		for i, x := range open {
			if x.gain > open[at].gain {
				at = i
			}
		}
		x := open[at]
		if x.gain <= 1e-9 {
			break
		}
		l.cut(x)
		open[at] = x.no
		open = append(open, x.yes)
	}
	return l.write(nil, root)
}

// write appends a leaf or what it was cut into, and adds the answers to the sums.
func (l *learner) write(out []node, x *leaf) []node {
	if x.no == nil {
		v := float32(l.o.Rate * x.all.g / (x.all.h + l.o.Ridge))
		for _, r := range l.order[x.from:x.to] {
			l.score[r] += float64(v)
		}
		return append(out, node{column: -1, value: v})
	}
	at := len(out)
	out = append(out, node{column: int16(x.column), value: l.limits[x.column][x.bin]})
	out = l.write(out, x.no)
	out[at].yes = uint16(len(out) - at)
	return l.write(out, x.yes)
}

// count fills the histogram of a leaf.
func (l *learner) count(x *leaf) {
	x.histogram = make([][bins]sums, len(l.binned))
	for _, r := range l.order[x.from:x.to] {
		x.all.add(sums{l.g[r], l.h[r], 1})
	}
	for c, b := range l.binned {
		h := &x.histogram[c]
		for _, r := range l.order[x.from:x.to] {
			s := &h[b[r]]
			s.g += l.g[r]
			s.h += l.h[r]
			s.n++
		}
	}
}

// best finds the question that gains most in a leaf.
func (l *learner) best(x *leaf) {
	whole := x.all.worth(l.o.Ridge)
	for c := range x.histogram {
		var no sums
		for b := range l.limits[c] {
			no.add(x.histogram[c][b])
			yes := x.all.less(no)
			if no.n < l.o.Least || yes.n < l.o.Least {
				continue
			}
			if gain := no.worth(l.o.Ridge) + yes.worth(l.o.Ridge) - whole; gain > x.gain {
				x.gain, x.column, x.bin = gain, c, uint8(b)
			}
		}
	}
}

// cut parts the rows of a leaf by its question. The histogram of the larger part is what the smaller
// leaves over.
func (l *learner) cut(x *leaf) {
	b := l.binned[x.column]
	rows := l.order[x.from:x.to]
	parted := make([]int32, 0, len(rows))
	for _, r := range rows {
		if b[r] <= x.bin {
			parted = append(parted, r)
		}
	}
	mid := x.from + len(parted)
	for _, r := range rows {
		if b[r] > x.bin {
			parted = append(parted, r)
		}
	}
	copy(rows, parted)
	x.no, x.yes = &leaf{from: x.from, to: mid}, &leaf{from: mid, to: x.to}
	small, large := x.no, x.yes
	if small.to-small.from > large.to-large.from {
		small, large = large, small
	}
	l.count(small)
	large.all, large.histogram = x.all.less(small.all), x.histogram
	for c := range large.histogram {
		for i := range large.histogram[c] {
			large.histogram[c][i] = large.histogram[c][i].less(small.histogram[c][i])
		}
	}
	x.histogram = nil
	l.best(x.no)
	l.best(x.yes)
}
