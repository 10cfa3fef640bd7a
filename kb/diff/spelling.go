package diff

import (
	"slices"
	"strings"
	"unicode"
)

// trifle says what a place is that differs in nothing but spelling: words run together or apart, a
// spelling of another country, or a slip that was mended. It is empty where there is more to it, or
// where both spellings mean something here (terbium and erbium are one letter apart).
func (j *judge) trifle(h hunk, o, n entry) string {
	if len(h.a) == 0 || len(h.b) == 0 {
		return ""
	}
	x, y := plainOf(h.a), plainOf(h.b)
	if x == y {
		return "spacing"
	}
	if len(h.a) != len(h.b) {
		return ""
	}
	for i := range h.a {
		w, v := h.a[i].text, h.b[i].text
		if w != v && variant(w) != variant(v) && !j.slip(w, v) {
			return ""
		}
	}
	if was, is := j.older.means(o, h.a), j.newer.means(n, h.b); len(was) > 0 && len(is) > 0 && !slices.Equal(was, is) {
		return ""
	}
	return "spelling"
}

func plainOf(all []token) string {
	var b strings.Builder
	for _, t := range all {
		b.WriteString(t.text)
	}
	return b.String()
}

// means returns the keys of the facts that stand on the tokens.
func (s *side) means(e entry, at []token) []string {
	var out []string
	start, end := e.begin+at[0].start, e.begin+at[len(at)-1].end
	for _, f := range s.facts {
		if f.Span.Start < end && f.Span.End > start && binding[f.Value.Kind()] != "" {
			out = append(out, key(f))
		}
	}
	slices.Sort(out)
	return out
}

// variant writes a word as American English spells it, near enough to compare.
func variant(w string) string {
	if len(w) < 5 || strings.ContainsAny(w, "0123456789") {
		return w
	}
	return spellings.Replace(w)
}

var spellings = strings.NewReplacer("isation", "ization", "ise", "ize", "ising", "izing", "yse", "yze", "our", "or", "ence", "ense", "ogue", "og", "lled", "led", "lling", "ling", "mme", "m", "metre", "meter", "centre", "center", "fibre", "fiber")

// slip reports whether one of two words is a slip of the other: one letter apart, at least five
// letters long, and the slip stands nowhere else while the word does.
func (j *judge) slip(w, v string) bool {
	if len(w) < 5 || len(v) < 5 || !letters(w) || !letters(v) || !oneApart(w, v) {
		return false
	}
	if len(w) >= 8 && len(w) == len(v) && swapped(w, v) {
		return true // nobody means another word by that
	}
	was, is := j.older.count(), j.newer.count()
	mended := was[w] == 1 && is[w] == 0 && was[v]+is[v] > 1
	made := is[v] == 1 && was[v] == 0 && was[w]+is[w] > 1
	return mended || made
}

func (s *side) count() map[string]int {
	if s.counts == nil {
		s.counts = map[string]int{}
		for _, t := range significant(s.rev.Text) {
			s.counts[t.text]++
		}
	}
	return s.counts
}

func letters(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLower(r) || r > 0x7f })
}

// oneApart reports whether two words differ by one letter added, dropped, changed, or two
// neighbours swapped.
func oneApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 1:
		return a[i:] == b[i+1:]
	case 0:
		if i == len(a) {
			return false
		}
		if a[i+1:] == b[i+1:] {
			return true
		}
		return swapped(a, b)
	}
	return false
}

// swapped reports whether two words of one length differ by two neighbours that changed places.
func swapped(a, b string) bool {
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
