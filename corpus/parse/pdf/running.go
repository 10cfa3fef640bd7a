package pdf

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// edgeLines is how many lines from the upper and from the lower edge may be running heads.
const edgeLines = 3

// dropRunning removes page numbers and the lines that stand at the head or foot of many pages.
func dropRunning(pages [][]printed) []block.Drop {
	seen := map[string][]float64{} // by shape: the heights at which it stands on the pages
	for _, lines := range pages {
		for k := range edges(lines) {
			s := shape(lines[k].text())
			seen[s] = append(seen[s], lines[k].bottom)
		}
	}
	var out []block.Drop
	for p, lines := range pages {
		drop := map[int]bool{}
		for k, outermost := range edges(lines) {
			t := lines[k].text()
			same := 0
			for _, y := range seen[shape(t)] {
				if math.Abs(y-lines[k].bottom) < 12 {
					same++
				}
			}
			often := same >= 3 && same*3 > len(pages)
			drop[k] = outermost && isPageNumber(t) || often && (outermost || len(lines[k].cells) <= 3)
		}
		kept := lines[:0:0]
		var gone []block.Drop
		for k, l := range lines {
			if !drop[k] {
				kept = append(kept, l)
				continue
			}
			gone = append(gone, block.Drop{What: "page " + strconv.Itoa(p+1) + ": " + l.text(), Why: "runs at the edge of the pages"})
		}
		if len(kept) > 0 { // a page of nothing else is kept as it is
			pages[p] = kept
			out = append(out, gone...)
		}
	}
	return out
}

// edges returns the indexes of the lines nearest to the upper and to the lower edge of the page, and
// whether a line is the outermost one.
func edges(lines []printed) map[int]bool {
	out := map[int]bool{}
	for k, l := range lines {
		above, below := 0, 0
		for _, o := range lines {
			if o.turned != l.turned {
				continue
			}
			if o.bottom >= l.top-0.5*l.height() {
				above++
			}
			if o.top <= l.bottom+0.5*l.height() {
				below++
			}
			if above >= edgeLines && below >= edgeLines {
				break
			}
		}
		if l.grid() == nil && (above < edgeLines || below < edgeLines) {
			out[k] = above == 0 || below == 0
		}
	}
	return out
}

// shape is the line with its numbers made equal.
func shape(s string) string {
	var b strings.Builder
	digit := false
	for _, r := range s {
		if unicode.IsDigit(r) {
			if !digit {
				b.WriteByte('0')
			}
			digit = true
			continue
		}
		digit = false
		b.WriteRune(r)
	}
	return b.String()
}

// isPageNumber recognises 3, - 3 -, — 3 —, Page 3 of 9, 第3页.
func isPageNumber(s string) bool {
	t := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-–—―·|/.", r) {
			return -1
		}
		if '０' <= r && r <= '９' {
			return r - '０' + '0'
		}
		return unicode.ToLower(r)
	}, s)
	for _, w := range []string{"page", "seite", "of", "第", "页", "頁", "共"} {
		t = strings.ReplaceAll(t, w, "")
	}
	return t != "" && len(t) <= 8 && strings.Trim(t, "0123456789") == ""
}
