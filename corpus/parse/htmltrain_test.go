package parse

import (
	"flag"
	"os"
	"testing"
)

var train = flag.Bool("train", false, "grow the forest that judges the blocks of news pages anew, from the labelled pages")

// contentBooster grows the forest that is shipped. Its settings, and contentCut, were chosen by
// cross-validation over the pages.
var contentBooster = booster{trees: 450, rate: 0.04, lambda: 2, minWeight: 2, rowPart: 0.6, colPart: 0.12, seed: 1}

// folds is how many parts the sites are dealt into for cross-validation.
const folds = 10

// fold is the part that a page is dealt into: all pages of a site the same.
func (s *sample) fold() int { return int(hashOf(s.site) % folds) }

// TestTrainContent grows the forest from both sets of labelled pages and writes it to
// htmlforest.bin. Before that it measures, with forests that never saw the page they judge, what
// may be expected of new pages: by cross-validation, and from one set to the other.
func TestTrainContent(t *testing.T) {
	if !*train {
		t.Skip("it trains only with -train")
	}
	samples := samplesOf(t, labelledPages(t))
	var crossed, across contentFigures
	for k := range folds {
		f := grown(samples, func(_ int, s *sample) bool { return s.fold() != k })
		for _, s := range samples {
			if s.fold() == k {
				crossed.read(t, s.labelledPage, f)
			}
		}
	}
	fromArticles := grown(samples, func(_ int, s *sample) bool { return s.article != "" })
	fromSegments := grown(samples, func(_ int, s *sample) bool { return s.article == "" })
	for _, s := range samples {
		if s.article == "" {
			across.read(t, s.labelledPage, fromArticles)
		} else {
			across.read(t, s.labelledPage, fromSegments)
		}
	}
	for _, l := range append(crossed.lines("cross-validated"), across.lines("from other set")...) {
		t.Log(l)
	}
	all := grown(samples, func(int, *sample) bool { return true })
	if err := os.WriteFile("htmlforest.bin", all.bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	documented(t, append(crossed.lines("cross-validated"), across.lines("from other set")...))
}

// grown grows a forest from the blocks with labels of some samples.
func grown(samples []*sample, in func(int, *sample) bool) *forest {
	var x [][]float32
	var y, w []float64
	for k, s := range samples {
		if !in(k, s) {
			continue
		}
		for i, l := range s.label {
			if l >= 0 {
				x, y, w = append(x, s.rows[i]), append(y, l), append(w, s.weight[i])
			}
		}
	}
	return contentBooster.fit(x, y, w)
}

// TestForest reads back what is written, and refuses what is cut short.
func TestForest(t *testing.T) {
	f, err := readForest(forestBytes)
	if err != nil {
		t.Fatal(err)
	}
	if string(f.bytes()) != string(forestBytes) {
		t.Error("the forest is not written as it was read")
	}
	if _, err := readForest(forestBytes[:len(forestBytes)-1]); err == nil {
		t.Error("a forest that is cut short was read")
	}
}

// TestBooster grows trees on points that one question parts, and asks them again.
func TestBooster(t *testing.T) {
	var x [][]float32
	var y, w []float64
	for i := range 200 {
		x = append(x, []float32{float32(i % 7), float32(i)})
		y, w = append(y, float64(i/100)), append(w, 1)
	}
	f := booster{trees: 60, rate: 0.2, lambda: 1, minWeight: 1, rowPart: 1, colPart: 1, seed: 1}.fit(x, y, w)
	for _, c := range []struct {
		at   float32
		more bool
	}{{3, false}, {60, false}, {140, true}, {190, true}} {
		if p := f.chance([]float32{3, c.at}); p > 0.5 != c.more {
			t.Errorf("the chance at %v is %.2f", c.at, p)
		}
	}
}
