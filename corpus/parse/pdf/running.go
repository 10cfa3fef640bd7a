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

// dropRunning removes page numbers and the lines that stand at the head or foot of many pages. Pages
// that lie on their side have them as far from the edge as the others; tops are the upper edges.
func dropRunning(pages [][]printed, tops []float64) []block.Drop {
	seen := map[string][][2]float64{} // by shape: how far it stands from the lower and the upper edge of pages
	for p, lines := range pages {
		for k := range edges(lines) {
			s := repeated(lines[k].text())
			seen[s] = append(seen[s], [2]float64{lines[k].bottom, tops[p] - lines[k].bottom})
		}
	}
	first := outermostOf(pages)
	var out []block.Drop
	for p, lines := range pages {
		drop := map[int]bool{}
		for k, outermost := range edges(lines) {
			t := lines[k].text()
			same := 0
			for _, y := range seen[repeated(t)] {
				if math.Abs(y[0]-lines[k].bottom) < 12 || math.Abs(y[1]-tops[p]+lines[k].bottom) < 12 {
					same++
				}
			}
			often := same >= 3 && same*3 > len(pages) || p == 1 && same == 2 && outermost && first[t]
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

// outermostOf returns what the first of two pages has at its upper and lower edges: where the second has it
// too, it runs there. It stays on the first, whose title it may be.
func outermostOf(pages [][]printed) map[string]bool {
	out := map[string]bool{}
	if len(pages) == 2 {
		for k, outermost := range edges(pages[0]) {
			if outermost {
				out[pages[0][k].text()] = true
			}
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

// repeated is what lines have in common that are the same running head: the words, with any numbers. Annex 1
// and Annex 2 at the heads of two pages are not.
func repeated(s string) string {
	if isHeading(s) {
		return s
	}
	return shape(s)
}

// numberedParts are the words beside the number of a part of a document that may begin on a page of its own.
const numberedParts = " annex annexe appendix schedule attachment enclosure exhibit table form article chapter part section title division" +
	" anexo apéndice tabla cuadro artículo capítulo apêndice tabela artigo annexes tableau titre chapitre anlage anhang tabelle artikel kapitel allegato bijlage" +
	" приложение таблица статья глава раздел додаток қосымша загвар хавсралт lampiran bab pasal phụ lục điều chương ek madde tablo bölüm ملحق مرفق جدول مادة المادة الملحق נספח תוספת סעיף" +
	" 附件 附录 附錄 附表 附 表 第条 第條 第章 第节 第節 第编 第部分 別表 別紙 別記 様式 第号 별표 별지 제조 제장 붙임 표 परिशिष्ट अनुसूची "

// isHeading reports whether a line is the number of such a part: Annex 1, 附件2, Приложение № 3.
func isHeading(s string) bool {
	words := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, s)
	words = strings.Join(strings.Fields(words), " ")
	return words != "" && strings.ContainsFunc(s, unicode.IsDigit) && strings.Contains(numberedParts, " "+words+" ")
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
