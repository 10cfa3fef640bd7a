package web

import (
	"html/template"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

// A notice and its translation are paired by their order and by what is the same in both languages; a
// note that only one of them has stands alone.
func TestAlignATranslation(t *testing.T) {
	zh := textSide("关于管制镓相关物项的公告", "一、出口列入编码3C004的物项，应当申请许可。", "二、本公告自2025年3月1日起施行。")
	en := textSide("Announcement on the control of items of gallium", "Unofficial translation, for reference only, by the trade office of the embassy in the capital.",
		"1. Whoever exports items under code 3C004 shall apply for a licence.", "2. This announcement takes effect on March 1, 2025.")
	got := align(zh.profiles(zh.Revision.Provisions), en.profiles(en.Revision.Provisions))
	if want := [][2]int{{0, 0}, {-1, 1}, {1, 2}, {2, 3}}; !slices.Equal(got, want) {
		t.Errorf("pairs %v, want %v", got, want)
	}
}

// Whatever the texts, each provision stands exactly once, and in order.
func TestAlignKeepsEveryProvision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paragraphs := rapid.SliceOfN(rapid.StringMatching(`[a-z0-9 二三]{0,20}`), 0, 9)
		left, right := textSide(paragraphs.Draw(t, "left")...), textSide(paragraphs.Draw(t, "right")...)
		i, j := 0, 0
		for _, p := range align(left.profiles(left.Revision.Provisions), right.profiles(right.Revision.Provisions)) {
			if p[0] >= 0 {
				if p[0] != i {
					t.Fatalf("%d where %d is due at the left", p[0], i)
				}
				i++
			}
			if p[1] >= 0 {
				if p[1] != j {
					t.Fatalf("%d where %d is due at the right", p[1], j)
				}
				j++
			}
		}
		if i != len(left.Revision.Provisions) || j != len(right.Revision.Provisions) {
			t.Fatalf("%d and %d provisions stand there", i, j)
		}
	})
}

func textSide(paragraphs ...string) side {
	var s side
	for _, p := range paragraphs {
		start := len(s.Revision.Text)
		s.Revision.Text += p + "\n"
		s.Revision.Provisions = append(s.Revision.Provisions, corpus.Provision{Kind: corpus.Paragraph, Start: start, End: start + len(p)})
	}
	return s
}

// Side by side each column is its text, but for the lines that are left out.
func TestEachColumnIsItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringMatching(`[a-c]{0,3}\n`)
		older := strings.Join(rapid.SliceOfN(line, 0, 30).Draw(t, "older"), "")
		newer := strings.Join(rapid.SliceOfN(line, 0, 30).Draw(t, "newer"), "")
		rows := abreastOf(diff.Texts(older, newer))
		for side, want := range map[string]string{"older": older, "newer": newer} {
			at := 0
			for _, r := range rows {
				said := map[string]template.HTML{"older": r.Older, "newer": r.Newer}[side]
				plain := strings.Trim(strings.NewReplacer("<ins>", "", "</ins>", "", "<del>", "", "</del>", "").Replace(string(said)), "\n")
				i := strings.Index(want[at:], plain)
				if i < 0 {
					t.Fatalf("%q is not in what is left of the %s text %q", plain, side, want[at:])
				}
				at += i + len(plain)
			}
		}
		for i := 1; i < len(rows); i++ {
			if rows[i].Gap && rows[i-1].Gap {
				t.Fatal("two gaps follow each other")
			}
		}
	})
}

func TestLongRunsAreLeftOut(t *testing.T) {
	same := strings.Repeat("a line\n", 40)
	rows := abreastOf(diff.Texts(same+"before\n"+same, same+"after\n"+same))
	gaps := 0
	for _, r := range rows {
		if r.Gap {
			gaps++
		}
	}
	if gaps != 2 || len(rows) > 20 {
		t.Errorf("%d rows with %d gaps", len(rows), gaps)
	}
}
