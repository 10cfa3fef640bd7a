package fedreg

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNumbered: the lines that are numbered are those of which an expression says so.
func TestNumbered(t *testing.T) {
	expr := regexp.MustCompile(`^\s*(?:■\s*)?(?:\d{1,3}|[a-zA-Z]|[ivx]+)\s*\.\s`)
	rapid.Check(t, func(r *rapid.T) {
		line := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"1", "12", "2345", "a", "B", "iv", "ix", " ", "\t", ".", ". ", "■", "é", "§", "\u00a0", "In"})).Draw(r, "pieces"), "")
		if got, want := numbered(line), expr.MatchString(line); got != want {
			r.Errorf("%q: %v, want %v", line, got, want)
		}
	})
}
