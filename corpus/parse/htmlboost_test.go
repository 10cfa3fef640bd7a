package parse

import (
	"math"
	"math/rand/v2"
	"sort"
)

// booster grows trees that correct one another (gradient boosting with logistic loss over
// histograms of 64 bins; Friedman 2001, Chen and Guestrin 2016).
type booster struct {
	trees            int
	rate, lambda     float64
	minWeight        float64
	rowPart, colPart float64
	seed             uint64
}

func sigmoid(v float64) float64 { return 1 / (1 + math.Exp(-v)) }

// value is what a tree adds for x.
func (t *decisionTree) valueOf(x []float32) float64 {
	i := 0
	for i < forestSplits {
		if x[t.feature[i]] <= t.at[i] {
			i = 2*i + 1
		} else {
			i = 2*i + 2
		}
	}
	return float64(t.value[i-forestSplits])
}

const bins = 64

// cutsOf returns up to 63 values that part a column evenly.
func cutsOf(x [][]float32, col int) []float32 {
	v := make([]float32, len(x))
	for i := range x {
		v[i] = x[i][col]
	}
	sort.Slice(v, func(i, j int) bool { return v[i] < v[j] })
	var uniq []float32
	for i, a := range v {
		if i == 0 || a != v[i-1] {
			uniq = append(uniq, a)
		}
	}
	var cuts []float32
	if len(uniq) <= bins {
		for i := 0; i+1 < len(uniq); i++ {
			cuts = append(cuts, (uniq[i]+uniq[i+1])/2)
		}
		return cuts
	}
	for b := 1; b < bins; b++ {
		a := v[len(v)*b/bins]
		if len(cuts) == 0 || a > cuts[len(cuts)-1] {
			cuts = append(cuts, a)
		}
	}
	return cuts
}

// grower holds what one forest is grown from.
type grower struct {
	booster
	cols   int
	cuts   [][]float32
	binned []uint8 // row after row
	g, h   []float64
	use    []int
	t      decisionTree
}

// hist sums gradients and curvatures: two numbers for each bin of each column in use.
type hist []float64

func (b booster) fit(x [][]float32, y, w []float64) *forest {
	n, cols := len(x), len(x[0])
	v := &grower{booster: b, cols: cols, cuts: make([][]float32, cols), binned: make([]uint8, n*cols), g: make([]float64, n), h: make([]float64, n)}
	for c := range cols {
		v.cuts[c] = cutsOf(x, c)
		for i := range x {
			v.binned[i*cols+c] = uint8(sort.Search(len(v.cuts[c]), func(k int) bool { return x[i][c] <= v.cuts[c][k] }))
		}
	}
	sy, sw := 0.0, 0.0
	for i := range y {
		sy += y[i] * w[i]
		sw += w[i]
	}
	f := &forest{bias: float32(math.Log(sy / (sw - sy)))}
	score := make([]float64, n)
	for i := range score {
		score[i] = float64(f.bias)
	}
	rng := rand.New(rand.NewPCG(b.seed, 1))
	for range b.trees {
		var rows []int32
		for i := range n {
			p := sigmoid(score[i])
			v.g[i], v.h[i] = w[i]*(p-y[i]), w[i]*math.Max(p*(1-p), 1e-6)
			if rng.Float64() < b.rowPart {
				rows = append(rows, int32(i))
			}
		}
		v.use = v.use[:0]
		for c := range cols {
			if rng.Float64() < b.colPart && len(v.cuts[c]) > 0 {
				v.use = append(v.use, c)
			}
		}
		v.t = decisionTree{}
		v.grow(rows, 0, v.sum(rows))
		for i := range n {
			score[i] += v.t.valueOf(x[i])
		}
		f.trees = append(f.trees, v.t)
	}
	return f
}

func (v *grower) sum(rows []int32) hist {
	out := make(hist, len(v.use)*bins*2)
	for _, i := range rows {
		line := v.binned[int(i)*v.cols : (int(i)+1)*v.cols]
		g, h := v.g[i], v.h[i]
		for k, c := range v.use {
			at := (k*bins + int(line[c])) * 2
			out[at] += g
			out[at+1] += h
		}
	}
	return out
}

// grow decides place at of the tree for rows, and all below it.
func (v *grower) grow(rows []int32, at int, sums hist) {
	G, H := 0.0, 0.0
	for _, i := range rows {
		G += v.g[i]
		H += v.h[i]
	}
	if at >= forestSplits {
		v.t.value[at-forestSplits] = float32(-v.rate * G / (H + v.lambda))
		return
	}
	c, b := v.split(sums, G, H)
	if c < 0 { // nothing parts these rows: all go left
		v.t.at[at] = math.MaxFloat32
		v.grow(rows, 2*at+1, sums)
		return
	}
	v.t.feature[at], v.t.at[at] = uint8(c), v.cuts[c][b]
	var left, right []int32
	for _, i := range rows {
		if int(v.binned[int(i)*v.cols+c]) <= b {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	if 2*at+1 >= forestSplits {
		v.grow(left, 2*at+1, nil)
		v.grow(right, 2*at+2, nil)
		return
	}
	few, other := left, 2*at+2
	if len(right) < len(left) {
		few, other = right, 2*at+1
	}
	a := v.sum(few)
	for i := range sums {
		sums[i] -= a[i]
	}
	if other == 2*at+2 {
		v.grow(left, 2*at+1, a)
		v.grow(right, 2*at+2, sums)
		return
	}
	v.grow(left, 2*at+1, sums)
	v.grow(right, 2*at+2, a)
}

// split finds the column and the bin after which it is best cut; -1 where no cut gains.
func (v *grower) split(sums hist, G, H float64) (column, bin int) {
	best, column, bin := 1e-3, -1, 0
	whole := G * G / (H + v.lambda)
	for k, c := range v.use {
		gl, hl := 0.0, 0.0
		for j := range v.cuts[c] {
			gl += sums[(k*bins+j)*2]
			hl += sums[(k*bins+j)*2+1]
			if hl < v.minWeight || H-hl < v.minWeight {
				continue
			}
			s := gl*gl/(hl+v.lambda) + (G-gl)*(G-gl)/(H-hl+v.lambda) - whole
			if s > best {
				best, column, bin = s, c, j
			}
		}
	}
	return column, bin
}
