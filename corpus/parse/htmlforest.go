package parse

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"sync"
)

// forestDepth is how many questions a tree asks. Trees are whole: 15 splits, then 16 leaves.
const (
	forestDepth  = 4
	forestSplits = 1<<forestDepth - 1
	forestLeaves = 1 << forestDepth
)

// forest tells how likely a block belongs to the main content: the sum of many small trees, put
// through the logistic function. It is grown by TestTrainContent.
type forest struct {
	bias  float32
	trees []decisionTree
}

type decisionTree struct {
	feature [forestSplits]uint8
	at      [forestSplits]float32 // up to this value go left
	value   [forestLeaves]float32
}

//go:embed htmlforest.bin
var forestBytes []byte

// contentForest reads the forest that is shipped.
var contentForest = sync.OnceValues(func() (*forest, error) { return readForest(forestBytes) })

// chance returns the probability for a block with features x.
func (f *forest) chance(x []float32) float64 {
	v := f.bias
	for k := range f.trees {
		t := &f.trees[k]
		i := 0
		for range forestDepth {
			if x[t.feature[i]] <= t.at[i] {
				i = 2*i + 1
			} else {
				i = 2*i + 2
			}
		}
		v += t.value[i-forestSplits]
	}
	return 1 / (1 + math.Exp(-float64(v)))
}

// bytes writes the forest: its bias, then tree by tree the features, the values at which they
// split and the leaves, little-endian.
func (f *forest) bytes() []byte {
	put := func(out []byte, v float32) []byte { return binary.LittleEndian.AppendUint32(out, math.Float32bits(v)) }
	out := put(nil, f.bias)
	for _, t := range f.trees {
		out = append(out, t.feature[:]...)
		for _, v := range t.at {
			out = put(out, v)
		}
		for _, v := range t.value {
			out = put(out, v)
		}
	}
	return out
}

// readForest is the inverse of bytes.
func readForest(b []byte) (*forest, error) {
	const size = forestSplits + 4*forestSplits + 4*forestLeaves
	if len(b) < 4+size || (len(b)-4)%size != 0 {
		return nil, errors.New("the table of trees is cut short; a bias and whole trees would be right")
	}
	get := func() float32 {
		v := math.Float32frombits(binary.LittleEndian.Uint32(b))
		b = b[4:]
		return v
	}
	f := &forest{bias: get()}
	for len(b) > 0 {
		var t decisionTree
		b = b[copy(t.feature[:], b):]
		for i := range t.at {
			t.at[i] = get()
		}
		for i := range t.value {
			t.value[i] = get()
		}
		f.trees = append(f.trees, t)
	}
	return f, nil
}
