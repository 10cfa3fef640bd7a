package web

import (
	"maps"
	"slices"
)

func each[T, W any](in []T, word func(T) W) []W {
	out := make([]W, 0, len(in))
	for _, v := range in {
		out = append(out, word(v))
	}
	return out
}

// once drops repetitions and keeps the order.
func once(words []string) []string {
	var out []string
	for _, w := range words {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func unique(words []string) []string {
	out := slices.Clone(words)
	slices.Sort(out)
	return slices.Compact(out)
}

// merged is all of them; where they differ the last stands.
func merged(lists ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, l := range lists {
		maps.Copy(out, l)
	}
	return out
}
