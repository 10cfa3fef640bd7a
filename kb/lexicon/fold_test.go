package lexicon

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// written are texts as they are printed: full width and half, traditional and simplified, capitals
// whose lower case is longer, ligatures, curly marks, blanks and hyphens of all sorts, broken bytes.
var written = []string{"镓", "鎵", "鍺", "锗", "Ｇａ", "Gallium", "ＧＡＬＬＩＵＭ", "İ", "ẞ", "ﬁ", "Ⅲ", "’", "\u00a0", "\u3000", "\u2009", "‑", "–", "ｶﾞ", "é", "e\u0301", "\u00ad", "\n", " ", ".", "\xff", "\xe9\x95", "🜛", "發", "髮", "乾"}

// What is found in a folded text lies at a range of the original that folds to the same words:
// nothing is lost on the way back.
func TestFoldMapsBack(t *testing.T) {
	f, err := newFolder()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(written), 0, 24).Draw(t, "pieces"), "")
		folded := f.text(s)
		if got := folded.original(len(folded.text)); got != len(s) {
			t.Fatalf("the end of %q folded maps to %d, want %d", s, got, len(s))
		}
		var bounds []int
		for i := range folded.text {
			bounds = append(bounds, i)
		}
		bounds = append(bounds, len(folded.text))
		from := rapid.IntRange(0, len(bounds)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(bounds)-1).Draw(t, "to")
		a, b := folded.original(bounds[from]), folded.original(bounds[to])
		if a > b || b > len(s) {
			t.Fatalf("%d:%d of %q folded maps to %d:%d", bounds[from], bounds[to], s, a, b)
		}
		if utf8.ValidString(s) && !utf8.ValidString(s[a:b]) {
			t.Fatalf("%d:%d cuts a character of %q", a, b, s)
		}
		if got, want := f.text(s[a:b]).text, folded.text[bounds[from]:bounds[to]]; got != want {
			t.Fatalf("%q of %q folds to %q, and was found as %q", s[a:b], s, got, want)
		}
	})
}

// A name is found however it is printed, and what is quoted is what is printed.
func TestFindQuotesThePrint(t *testing.T) {
	l, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for name, prints := range map[string][]string{
		"Ga": {"gallium", "GALLIUM", "ｇａｌｌｉｕｍ", "Ｇａｌｌｉｕｍ", "镓", "鎵"},
		"Ge": {"germanium", "Germanium", "锗", "鍺"},
	} {
		for _, print := range prints {
			text := "出口 " + print + "，İ " + print + "。"
			n := 0
			for _, m := range l.Find(text, "") {
				if text[m.Start:m.End] == print {
					n++
				}
			}
			if n != 2 {
				t.Errorf("%s printed as %q was found %d times in %q, want 2", name, print, n, text)
			}
		}
	}
}
