package main

import (
	"math"
	"slices"
	"time"
)

// ranking is how good an order of ids is.
type ranking struct{ recall, precision, gain float64 }

// rank judges the first k ids: the share of the relevant ones that is among them, average precision
// over the number of relevant ones, and discounted gain over the best that k places can hold.
func rank(ids []string, relevant set, k int) ranking {
	if len(relevant) == 0 {
		return ranking{}
	}
	var hits, precision, gain, best float64
	for i, id := range ids[:min(k, len(ids))] {
		if relevant[id] {
			hits++
			precision += hits / float64(i+1)
			gain += 1 / math.Log2(float64(i+2))
		}
	}
	for i := range min(k, len(relevant)) {
		best += 1 / math.Log2(float64(i+2))
	}
	n := float64(len(relevant))
	return ranking{hits / n, precision / n, gain / best}
}

// percentile is the smallest of the times that p in a hundred do not exceed, in milliseconds.
func percentile(times []time.Duration, p int) float64 {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	at := (len(sorted)*p + 99) / 100
	return round(float64(sorted[max(at, 1)-1]) / float64(time.Millisecond))
}
