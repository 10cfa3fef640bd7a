package bleveindex

import "math"

// few keeps the best of what was found, as many as its size; the worst of them is in front.
type few struct {
	size int
	heap []found
}

// beats reports whether something found comes among the best.
func (w *few) beats(f found) bool { return len(w.heap) < w.size || f.better(w.heap[0]) }

// full reports whether there are as many as are wanted.
func (w *few) full() bool { return len(w.heap) == w.size }

// keep puts something found on the heap, in place of the worst where it is full.
func (w *few) keep(f found) {
	h := w.heap
	if len(h) < w.size {
		h = append(h, f)
		for i := len(h) - 1; i > 0 && h[(i-1)/2].better(h[i]); i = (i - 1) / 2 {
			h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
		}
		w.heap = h
		return
	}
	h[0] = f
	for i := 0; ; {
		worst := i
		for _, c := range [...]int{2*i + 1, 2*i + 2} {
			if c < len(h) && h[worst].better(h[c]) {
				worst = c
			}
		}
		if worst == i {
			return
		}
		h[i], h[worst] = h[worst], h[i]
		i = worst
	}
}

// leaders knows the scores of the best, so that all that score as well can be told from what does not.
type leaders struct{ few }

// newLeaders makes the leaders of a page that ends with so many.
func newLeaders(size int) *leaders { return &leaders{few{size: size}} }

// least is the score below which nothing leads.
func (l *leaders) least() float64 {
	if !l.full() {
		return math.Inf(-1)
	}
	return l.heap[0].score
}

// offer takes in a score and reports whether it leads: those that score like the last of the best do.
func (l *leaders) offer(score float64) bool {
	leads := score >= l.least()
	if f := (found{score: score}); l.beats(f) {
		l.keep(f)
	}
	return leads
}
