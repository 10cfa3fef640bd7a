package rank

import "math"

// weights belong to the figures in their order; see the package comment for how they were fitted.
var weights = [13]float64{0.0273, -1.033, 0.002257, 3.691, -0.003882, 1.971, 1.795, 3.924, -0.9862, -0.9434, -5.219, 0.006431, -0.7374}

// weigh is the chance, from 0 to 1, that a passage with such figures is right, as far as the questions go
// to which the weights were fitted.
func weigh(figures [13]float64) float64 {
	score := 0.0
	for i, w := range weights {
		score += w * figures[i]
	}
	return 1 / (1 + math.Exp(-score))
}
