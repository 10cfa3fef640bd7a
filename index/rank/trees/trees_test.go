package trees_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/lodestone-kb/lodestone/index/rank/trees"
)

// sample makes rows of which the wanted figure follows from the first two, and a third says nothing.
func sample(n int, seed uint64) (rows [][]float64, want, chance []float64) {
	r := rand.New(rand.NewPCG(seed, 1))
	for range n {
		x, y := r.Float64(), r.Float64()
		rows = append(rows, []float64{x, y, r.Float64()})
		v := x
		if x > 0.5 && y < 0.3 {
			v = 3
		}
		want = append(want, v)
		c := 0.0
		if v > 0.7 {
			c = 1
		}
		chance = append(chance, c)
	}
	return rows, want, chance
}

func options(chance bool) trees.Options {
	return trees.Options{Trees: 60, Leaves: 6, Least: 10, Rate: 0.2, Ridge: 1, Chance: chance}
}

// TestLearn grows a forest on some rows and looks how well it does on others.
func TestLearn(t *testing.T) {
	rows, want, chance := sample(4000, 1)
	f, c := trees.Learn(rows, want, options(false)), trees.Learn(rows, chance, options(true))
	rows, want, chance = sample(1000, 2)
	loss, wrong := 0.0, 0
	for i, r := range rows {
		loss += math.Pow(f.Score(r)-want[i], 2) / float64(len(rows))
		if (c.Score(r) > 0) != (chance[i] == 1) {
			wrong++
		}
	}
	if loss > 0.03 || wrong > 30 {
		t.Errorf("mean square error %.3f, want at most 0.03; %d of 1000 chances on the wrong side, want at most 30", loss, wrong)
	}
}

// TestSameBytes: the same table gives the same file, and the file the same forest.
func TestSameBytes(t *testing.T) {
	rows, want, _ := sample(500, 3)
	f := trees.Learn(rows, want, options(false))
	first, err := f.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again, err := trees.Learn(rows, want, options(false)).MarshalBinary()
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("learned twice, two files (%v)", err)
	}
	var read trees.Forest
	if err := read.UnmarshalBinary(first); err != nil {
		t.Fatal(err)
	}
	if read.Columns() != 3 {
		t.Errorf("%d columns, want 3", read.Columns())
	}
	for _, r := range rows {
		if a, b := f.Score(r), read.Score(r); a != b {
			t.Fatalf("%v scores %v, from the file %v", r, a, b)
		}
	}
}

// TestGroups: in groups of rows of which one is wanted, it comes first, whatever the groups are like.
func TestGroups(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	var rows [][]float64
	var want []float64
	var groups []int
	for range 300 {
		level := 10 * r.Float64() // tells groups apart and nothing else
		for i := range 8 {
			x, w := r.Float64(), 0.0
			if i == 3 {
				x, w = 1+r.Float64(), 1
			}
			rows, want = append(rows, []float64{level + x, x + 0.3*r.Float64()}), append(want, w)
		}
		groups = append(groups, 8)
	}
	o := options(false)
	o.Groups = groups
	f := trees.Learn(rows, want, o)
	first := 0
	for g := range groups {
		best := 0
		for i := range 8 {
			if f.Score(rows[8*g+i]) > f.Score(rows[8*g+best]) {
				best = i
			}
		}
		if best == 3 {
			first++
		}
	}
	if first < 270 {
		t.Errorf("what is wanted comes first in %d of 300 groups, want at least 270", first)
	}
}

func TestFew(t *testing.T) {
	if s := trees.Learn(nil, nil, options(true)).Score([]float64{1}); s != 0 {
		t.Errorf("a forest of nothing scores %v", s)
	}
	f := trees.Learn([][]float64{{1}, {1}}, []float64{4, 6}, options(false))
	if s := f.Score([]float64{7}); math.Abs(s-5) > 1e-6 {
		t.Errorf("two rows that cannot be told apart score %v, want their mean 5", s)
	}
}

func FuzzUnmarshal(f *testing.F) {
	rows, want, _ := sample(60, 4)
	file, err := trees.Learn(rows, want, trees.Options{Trees: 2, Leaves: 3, Least: 5, Rate: 0.5, Ridge: 1}).MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add(file[:len(file)-1])
	f.Add([]byte("LSTREES\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var x trees.Forest
		if x.UnmarshalBinary(data) != nil {
			return
		}
		x.Score([]float64{0.1, 0.2, 0.3})
		x.Score(nil)
		if again, err := x.MarshalBinary(); err != nil || !bytes.Equal(again, data) {
			t.Errorf("a file of %d bytes comes back as %d (%v)", len(data), len(again), err)
		}
	})
}
