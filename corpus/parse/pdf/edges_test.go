package pdf

import (
	"strings"
	"testing"
)

// Pages that lie on their side have the running head as far from the upper edge as the others.
func TestRunningHeadOfPagesOnTheirSide(t *testing.T) {
	words := strings.Fields(prose)
	var sheets []sheet
	var want string
	for i := range 4 {
		p, top := &typesetter{}, 842.0
		if i > 1 {
			top = 595
		}
		p.put(60, top-40, 8, "Sample Gazette")
		text := strings.Repeat(words[i]+" consignment ", 30) + "ends."
		p.column(60, top-90, 400, 10, text)
		s := p.sheet(i + 1)
		s.top = top
		sheets, want = append(sheets, s), want+text+"\n"
	}
	got, err := layOut(sheets, Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	wantOutline(t, got.Blocks, want)
}

// The number of an annex at the head of each page is no running head; a line that both of two pages have is one on
// the second.
func TestHeadsOfPages(t *testing.T) {
	for _, c := range []struct {
		heads []string
		stay  bool
	}{
		{[]string{"附件1", "附件2", "附件3"}, true}, {[]string{"Annex 1", "Annex 2", "Annex 3"}, true}, {[]string{"Приложение № 1", "Приложение № 2", "Приложение № 3"}, true},
		{[]string{"Gazette, page 1", "Gazette, page 2", "Gazette, page 3"}, false}, {[]string{"Sample Gazette", "Sample Gazette"}, false}, {[]string{"Annex 1", "Annex 2"}, true},
	} {
		var pages []*typesetter
		for i, h := range c.heads {
			p := &typesetter{}
			p.put(60, 780, 10, h)
			p.column(60, 740, 400, 10, strings.Repeat(strings.Fields(prose)[i]+" consignment ", 30)+"ends.")
			pages = append(pages, p)
		}
		text := outlineOf(layOutPages(t, pages...).Blocks)
		heads := c.heads
		if len(pages) == 2 { // the second one is looked at
			_, text, _ = strings.Cut(text, "\n")
			heads = heads[1:]
		}
		for _, h := range heads {
			if strings.Contains(text, h) != c.stay {
				t.Errorf("%q stays: %v, want %v", h, !c.stay, c.stay)
			}
		}
	}
}

// A note whose number has a full stop is a note where a word has that number as its mark.
func TestNoteWithFullStop(t *testing.T) {
	for _, mark := range []string{"1", ""} {
		p := &typesetter{}
		y := p.column(60, 740, 400, 10, strings.Repeat("The record names the consignment of goods and ", 12)+"the officer."+mark)
		p.put(60, y-20, 7, "1. An officer is whoever the authority names.")
		kind := map[string]string{"1": "note ", "": ""}[mark]
		if got := outlineOf(layOutPages(t, p).Blocks); !strings.Contains(got, "\n"+kind+"1. An officer") && !strings.HasPrefix(got, kind+"1. An officer") {
			t.Errorf("with the mark %q: %q", mark, got)
		}
	}
}

// A mark that is raised over its line stays behind its word, as small and high as it is.
func TestRaisedMarkStays(t *testing.T) {
	p := &typesetter{}
	x := p.put(60, 740, 10, "The foil")
	p.glyphs = p.glyphs[:len(p.glyphs)-1]
	x = p.put(x, 744, 6, "1")
	p.glyphs = p.glyphs[:len(p.glyphs)-1]
	p.put(x, 740, 10, " is controlled as the holder of a licence keeps the record of the goods")
	y := p.column(60, 728, 400, 10, strings.Repeat("keeps the record of a consignment and ", 8)+"shows it.")
	p.put(60, y-20, 7, "1 Thinner than a hair of the holder.")
	got := layOutPages(t, p).Blocks
	if o := outlineOf(got); len(got) != 2 || !strings.HasPrefix(o, "The foil1 is controlled as the holder of a licence keeps the record of the goods keeps") || !strings.HasSuffix(o, "note 1 Thinner than a hair of the holder.\n") {
		t.Errorf("got %q", o)
	}
}

// A hyphen with a character of its own is as good a sign of a broken word as any.
func TestHyphenOfItsOwn(t *testing.T) {
	p := &typesetter{}
	p.put(60, 740, 10, "The authority asks for the certifi‐")
	p.put(60, 728, 10, "cate within twenty‐five days of it.")
	wantOutline(t, layOutPages(t, p).Blocks, "The authority asks for the certificate within twenty‐five days of it.\n")
}

// Of two columns three lines are left on the last page, over its number.
func TestLastLinesOfColumns(t *testing.T) {
	words := strings.Fields(strings.Repeat(prose+" ", 8))
	one, two := &typesetter{}, &typesetter{}
	one.column(60, 760, 220, 9, strings.Join(words[:70], " "))
	one.column(310, 760, 220, 9, strings.Join(words[70:140], " "))
	two.column(60, 760, 220, 9, strings.Join(words[140:160], " "))
	two.column(310, 760, 220, 9, strings.Join(words[160:176], " ")+".")
	two.put(150, 640, 9, "Printed by the office of the gazette in the month of May, with the seal")
	got := layOutPages(t, one, two)
	wantOutline(t, got.Blocks, strings.Join(words[:176], " ")+".\nPrinted by the office of the gazette in the month of May, with the seal\n")
}

// The last page of two columns may have one alone, as narrow as it was.
func TestOneColumnOfTwo(t *testing.T) {
	words := strings.Fields(strings.Repeat(prose+" ", 8))
	one, two := &typesetter{}, &typesetter{}
	one.column(60, 760, 220, 9, strings.Join(words[:70], " "))
	one.column(310, 760, 220, 9, strings.Join(words[70:140], " "))
	two.column(60, 700, 220, 9, strings.Join(words[140:190], " ")+".")
	two.put(60, 400, 9, "Printed by the office of the gazette in the month of May, with the seal of the board and its officers")
	got := layOutPages(t, one, two)
	wantOutline(t, got.Blocks, strings.Join(words[:190], " ")+".\nPrinted by the office of the gazette in the month of May, with the seal of the board and its officers\n")
}
