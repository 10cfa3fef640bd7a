package pdf

import "testing"

// The library gives the letters of a joined form in one place: turned round where the file names them one
// by one, in order where it names the form by a character of its own.
func TestJoinedForms(t *testing.T) {
	for given, want := range map[string]string{"ال": "لا", "لا": "لا", "ألإ": "إلأ", "ملس": "سلم", "في": "في", "يف": "في"} {
		var line []glyph
		for _, r := range given {
			line = append(line, glyph{char: r, left: 100, right: 108, bottom: 700, top: 711})
		}
		orderJoined(line)
		if got := wordOf(line); got != want {
			t.Errorf("%q is read as %q, want %q", given, got, want)
		}
	}
	apart := []glyph{{char: 'ا', left: 108, right: 112, bottom: 700, top: 711}, {char: 'ل', left: 100, right: 108, bottom: 700, top: 711}}
	if orderJoined(apart); wordOf(apart) != "ال" {
		t.Errorf("letters beside each other were turned round: %q", wordOf(apart))
	}
}

// Single brackets of a line may be named by the shape that they show, and others by what they mean.
func TestBracketsOfOneLine(t *testing.T) {
	for _, c := range []struct{ given, want string }{
		{"(a( اسم المستلم", "(a) اسم المستلم"},
		{")a( اسم المستلم", "(a) اسم المستلم"},
		{"نص [ 2.2[ هذه", "نص [ 2.2] هذه"},
		{"المادة 3(ب( من القرار", "المادة 3(ب) من القرار"},
		{"نص كامل (انظر الملحق)", "نص كامل (انظر الملحق)"},
		{"يبدأ هنا (وما بعده", "يبدأ هنا (وما بعده"},
		{"ينتهي هنا) وما بعده", "ينتهي هنا) وما بعده"},
	} {
		var line []glyph
		for i, r := range []rune(c.given) {
			line = append(line, glyph{char: r, left: 10 * float64(i), right: 10*float64(i) + 10, bottom: 700, top: 711})
		}
		balance(line)
		if got := wordOf(line); got != c.want {
			t.Errorf("%q is read as %q, want %q", c.given, got, c.want)
		}
	}
}
