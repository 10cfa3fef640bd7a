package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/kb/diff"
)

func shown(pieces []diff.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch p.Op {
		case diff.Same:
			b.WriteString(p.Text)
		case diff.Deleted:
			fmt.Fprintf(&b, "[-%s-]", p.Text)
		case diff.Added:
			fmt.Fprintf(&b, "{+%s+}", p.Text)
		}
	}
	return b.String()
}

func TestTexts(t *testing.T) {
	tests := []struct{ older, newer, want string }{
		{"", "", ""},
		{"same\n", "same\n", "same\n"},
		{"a\n", "", "[-a\n-]"},
		{"", "a\n", "{+a\n+}"},
		{"from 1 May 2025\nend\n", "from 1 June 2025\nend\n", "from 1 [-May-]{+June+} 2025\nend\n"},
		{"自2025年5月1日起实施。\n", "自2025年6月1日起实施。\n", "自2025年[-5-]{+6+}月1日起实施。\n"},
		{"禁止出口。\n", "原则上禁止出口。\n", "{+原则上+}禁止出口。\n"},
		{"one\ntwo\nthree\n", "one\nthree\n", "one\n[-two\n-]three\n"},
	}
	for _, tt := range tests {
		if got := shown(diff.Texts(tt.older, tt.newer)); got != tt.want {
			t.Errorf("Texts(%q, %q) = %s, want %s", tt.older, tt.newer, got, tt.want)
		}
	}
}

// The same and the deleted pieces are the older text, the same and the added ones the newer, and
// the offsets say so too.
func TestDifferenceAppliedGivesTheNewer(t *testing.T) {
	gen := rapid.StringOf(rapid.SampledFrom([]rune{'a', 'b', ' ', '\n', '镓', '出', '1', '.'}))
	rapid.Check(t, func(t *rapid.T) {
		older, newer := gen.Draw(t, "older"), gen.Draw(t, "newer")
		var was, is strings.Builder
		for _, p := range diff.Texts(older, newer) {
			if p.Op != diff.Added {
				was.WriteString(p.Text)
				if older[p.OldStart:p.OldEnd] != p.Text {
					t.Fatalf("the old range of %+v holds %q", p, older[p.OldStart:p.OldEnd])
				}
			}
			if p.Op != diff.Deleted {
				is.WriteString(p.Text)
				if newer[p.NewStart:p.NewEnd] != p.Text {
					t.Fatalf("the new range of %+v holds %q", p, newer[p.NewStart:p.NewEnd])
				}
			}
		}
		if was.String() != older || is.String() != newer {
			t.Fatalf("%q and %q became %q and %q", older, newer, was.String(), is.String())
		}
	})
}

// Texts that have nothing in common are shown as one replaced by the other, in bounded time.
func TestStrangersAreReplaced(t *testing.T) {
	var a, b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&a, "old %d\n", i)
		fmt.Fprintf(&b, "new %d x\n", i*7+100000)
	}
	pieces := diff.Texts(a.String(), b.String())
	if len(pieces) == 0 {
		t.Error("no pieces")
	}
}
