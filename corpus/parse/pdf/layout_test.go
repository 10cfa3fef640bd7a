package pdf

import (
	"math"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// A sentence runs over two columns and on to the next page; a heading stands over both columns and
// the lines of the columns are not at the same heights.
func TestColumns(t *testing.T) {
	words := strings.Fields(strings.Repeat(prose+" ", 6))
	text := func(from, to int) string { return strings.Join(words[from:to], " ") }
	for _, columns := range []int{2, 3} {
		one, two := &typesetter{}, &typesetter{}
		one.put(60, 770, 18, "Rules on the record of consignments of goods")
		wide, n := 480/float64(columns)-20, 80
		for c := range columns {
			one.column(60+float64(c)*(wide+20), 730-float64(c)*4, wide, 9, text(c*n/2, (c+1)*n/2))
		}
		two.column(60, 770, 480, 9, text(columns*n/2, columns*n/2+30)+".")
		got := layOutPages(t, one, two)
		want := "Rules on the record of consignments of goods\n" + text(0, columns*n/2+30) + ".\n"
		wantOutline(t, got.Blocks, want)
	}
}

// A law in two columns goes on in two columns over the page, in the middle of a sentence, with the
// head of the journal over and its page number under both.
func TestColumnsOverThePage(t *testing.T) {
	words := strings.Fields(strings.Repeat(prose+" ", 10))
	var pages []*typesetter
	for n := range 3 {
		p := &typesetter{}
		p.put(60, 800, 8, "No L 30"+string(rune('1'+n))+"/4 Journal of the Board 31. 12. 76")
		p.column(60, 770, 220, 9, strings.Join(words[n*140:n*140+70], " "))
		last := strings.Join(words[n*140+70:(n+1)*140], " ")
		if n == 2 {
			last += "."
		}
		p.column(310, 770, 220, 9, last)
		p.put(290, 40, 8, string(rune('4'+n)))
		pages = append(pages, p)
	}
	got := layOutPages(t, pages...)
	wantOutline(t, got.Blocks, strings.Join(words[:420], " ")+".\n")
}

// On the second page two lines of each column are left under a table over both.
func TestColumnsThatWereSeenBefore(t *testing.T) {
	one, two := &typesetter{}, &typesetter{}
	words := strings.Fields(strings.Repeat(prose+" ", 6))
	one.column(60, 760, 220, 9, strings.Join(words[:70], " "))
	one.column(310, 760, 220, 9, strings.Join(words[70:140], " ")+".")
	two.put(60, 60, 9, "(4) In the chapter on records replace the words")
	two.put(60, 49, 9, "after the second comma by those that follow as")
	two.put(310, 60, 9, "they stand in figure 3 to the fourth paragraph")
	two.put(310, 49, 9, "of this decision, without their heading there.")
	got := layOutPages(t, one, two)
	wantOutline(t, got.Blocks, strings.Join(words[:140], " ")+".\n"+
		"(4) In the chapter on records replace the words after the second comma by those that follow as they stand in figure 3 to the fourth paragraph of this decision, without their heading there.\n")
}

// A figure with short labels stands over one of the columns; below it both are prose.
func TestColumnsBesideAFigure(t *testing.T) {
	p := &typesetter{}
	for i := range 12 {
		p.put(60, 760-12*float64(i), 9, "lot "+string(rune('a'+i)))
		p.put(150, 760-12*float64(i), 9, "1"+string(rune('0'+i%10)))
	}
	words := strings.Fields(strings.Repeat(prose+" ", 6))
	p.column(60, 600, 220, 9, strings.Join(words[:90], " "))
	p.column(310, 760, 220, 9, strings.Join(words[90:], " ")+".")
	got := outlineOf(layOutPages(t, p).Blocks)
	for _, want := range []string{strings.Join(words[:80], " "), strings.Join(words[120:], " ") + ".\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%swant in it\n%s", got, want)
		}
	}
}

func TestFootnotesFollowThePage(t *testing.T) {
	p := &typesetter{}
	words := strings.Fields(strings.Repeat(prose+" ", 3))
	y := p.column(60, 740, 220, 10, strings.Join(words[:60], " "))
	y -= 10
	p.put(60, y+3, 5, "1")
	p.put(63, y, 8, "The record is kept in the language of")
	p.put(60, y-10, 8, "the authority, which answers within")
	p.put(60, y-20, 8, "10 days.")
	p.column(310, 740, 220, 10, strings.Join(words[60:], " "))
	got := layOutPages(t, p)
	wantOutline(t, got.Blocks, "note 1 The record is kept in the language of the authority, which answers within 10 days.\n"+strings.Join(words, " ")+"\n")
}

// Cells are as high as the highest of their row, and what they hold stands in the middle.
func TestRuledTable(t *testing.T) {
	one, two := &typesetter{}, &typesetter{}
	xs := []float64{60, 100, 200, 500}
	one.put(200, 770, 16, "附件")
	one.grid(xs, []float64{740, 720, 660, 640})
	one.put(64, 725, 10, "序号")
	one.put(110, 725, 10, "编号")
	one.put(300, 725, 10, "物项")
	one.put(75, 685, 10, "1")
	one.put(110, 685, 10, "1C902.a")
	one.put(204, 702, 10, "含有样例元素的合金，其形态为锭、块、条、丝、片、棒、板、")
	one.put(204, 686, 10, "管、粒和粉末，以及由这些形态加工而成的靶材和由靶材制成")
	one.put(204, 670, 10, "的零件")
	one.put(75, 645, 10, "2")
	one.put(110, 645, 10, "1C902.b")
	one.put(204, 645, 10, "氧化物")
	two.grid(xs, []float64{770, 750, 730})
	two.put(75, 755, 10, "3")
	two.put(110, 755, 10, "1C902.c")
	two.put(204, 755, 10, "靶材")
	two.put(75, 735, 10, "4")
	two.put(204, 735, 10, "磁体")
	got := layOutPages(t, one, two)
	wantOutline(t, got.Blocks, "附件\nhead 序号|编号|物项\n"+
		"row 1|1C902.a|含有样例元素的合金，其形态为锭、块、条、丝、片、棒、板、管、粒和粉末，以及由这些形态加工而成的靶材和由靶材制成的零件\n"+
		"row 2|1C902.b|氧化物\nrow 3|1C902.c|靶材\nrow 4||磁体\n")
	for _, b := range got.Blocks[2:] {
		if strings.Join(b.Columns, "|") != "序号|编号|物项" {
			t.Errorf("row %q has the heads %q", b.Text, b.Columns)
		}
	}
}

func TestMergedCells(t *testing.T) {
	p := &typesetter{}
	p.rules = append(p.rules, box{60, 400, 700, 700}, box{60, 400, 640, 640}, box{150, 400, 670, 670}, // the first cell is two rows high
		box{60, 60, 640, 700}, box{150, 150, 640, 700}, box{270, 270, 640, 670}, box{400, 400, 640, 700}) // the second two columns wide
	p.put(70, 665, 10, "Country")
	p.put(200, 680, 10, "Quota by year")
	p.put(160, 650, 10, "2031")
	p.put(280, 650, 10, "2032")
	wantOutline(t, layOutPages(t, p).Blocks, "head Country|Quota by year\nrow |2031|2032\n")
}

// Lines are drawn between groups of rows only.
func TestGroupedRows(t *testing.T) {
	p := &typesetter{}
	p.grid([]float64{60, 160, 260, 360}, []float64{740, 720, 680, 640})
	for i, r := range [][]string{{"Month", "Weight", "Value"}, {"May", "120", "4.5"}, {"June", "90", "3.1"}, {"July", "77", "2.9"}, {"August", "81", "3.0"}} {
		y := []float64{725, 704, 686, 664, 646}[i]
		for k, c := range r {
			p.put(70+100*float64(k), y, 10, c)
		}
	}
	wantOutline(t, layOutPages(t, p).Blocks, "head Month|Weight|Value\nrow May|120|4.5\nrow June|90|3.1\nrow July|77|2.9\nrow August|81|3.0\n")
}

// A page that is turned, or whose text is, reads as any other; so does a narrow head in a table.
func TestTurnedPages(t *testing.T) {
	for quarters := range 4 {
		p := &typesetter{}
		p.grid([]float64{60, 160, 360}, []float64{740, 680, 660})
		p.put(64, 700, 10, "Item")
		p.put(64, 665, 10, "Oxide")
		p.put(170, 665, 10, "free")
		p.column(60, 600, 400, 10, prose)
		head := &typesetter{}
		head.put(690, -200, 10, "Duty")
		for _, g := range head.glyphs { // runs upwards: a quarter counter-clockwise, which is three clockwise
			g.angle = 3 * math.Pi / 2
			p.glyphs = append(p.glyphs, g.turn(1))
		}
		var turned typesetter
		for _, g := range p.glyphs {
			g.angle = math.Mod(g.angle+float64(quarters)*math.Pi/2, 2*math.Pi)
			turned.glyphs = append(turned.glyphs, g.turn(4-quarters))
		}
		for _, b := range p.rules {
			turned.rules = append(turned.rules, b.turn(4-quarters))
		}
		wantOutline(t, layOutPages(t, &turned).Blocks, "head Item|Duty\nrow Oxide|free\n"+prose+"\n")
	}
}

func TestVerticalLines(t *testing.T) {
	p := &typesetter{}
	for c, line := range []string{"第一条为了维护国家安全", "和利益制定本办法。"} {
		for i, r := range []rune(line) {
			x, y := 500-18*float64(c), 700-12*float64(i)
			p.glyphs = append(p.glyphs, glyph{char: r, left: x, right: x + 12, bottom: y, top: y + 12})
		}
		p.glyphs = append(p.glyphs, glyph{char: '\n'})
	}
	wantOutline(t, layOutPages(t, p).Blocks, "第一条为了维护国家安全和利益制定本办法。\n")
}

func TestTwinsAndLigatures(t *testing.T) {
	p := &typesetter{}
	p.put(60, 700, 10, "NOTICE")
	p.put(60.3, 700, 10, "NOTICE") // bold by printing twice
	x := p.put(60, 670, 10, "The tari")
	f := glyph{char: 'f', left: x, right: x + 5, bottom: 670, top: 681}
	p.glyphs = append(p.glyphs[:len(p.glyphs)-1], f, f) // one glyph, two letters
	p.put(x+5, 670, 10, " is due.")
	wantOutline(t, layOutPages(t, p).Blocks, "NOTICE\nThe tariff is due.\n")
}

func TestStampsAreLeftOut(t *testing.T) {
	p := &typesetter{}
	p.column(60, 700, 400, 10, prose)
	for i, r := range "DRAFT" {
		p.glyphs = append(p.glyphs, glyph{char: r, angle: 5.5, left: 100 + 50*float64(i), right: 150 + 50*float64(i), bottom: 300 + 50*float64(i), top: 350 + 50*float64(i)})
	}
	got := layOutPages(t, p)
	wantOutline(t, got.Blocks, prose+"\n")
	if len(got.Dropped) != 1 || got.Dropped[0].What != "page 1: 5 characters" {
		t.Errorf("dropped %v", got.Dropped)
	}
}

func TestRunningHeads(t *testing.T) {
	var pages []*typesetter
	for i := range 4 {
		p := &typesetter{}
		p.put(60, 800, 8, "Official Journal of Sample Land")
		p.put(400, 800, 8, "14 May 2031")
		p.column(60, 750, 400, 10, strings.Repeat(strings.Fields(prose)[i]+" consignment ", 30)+"ends.")
		p.put(290, 30, 8, "- "+string(rune('1'+i))+" -")
		pages = append(pages, p)
	}
	got := layOutPages(t, pages...)
	var want string
	for i := range 4 {
		want += strings.Repeat(strings.Fields(prose)[i]+" consignment ", 30) + "ends.\n"
	}
	wantOutline(t, got.Blocks, want)
	if len(got.Dropped) != 8 {
		t.Errorf("dropped %v, want a head and a number a page", got.Dropped)
	}
	if got.Visible != block.Inked(want)+4*(block.Inked("Official Journal of Sample Land14 May 2031")+3) {
		t.Errorf("visible = %d", got.Visible)
	}
}

func TestParagraphs(t *testing.T) {
	p := &typesetter{}
	p.put(200, 780, 16, "Decision on the record of")
	p.put(240, 760, 16, "consignments")
	y := p.column(60, 720, 400, 10, prose+".")
	y = p.column(80, y, 380, 10, "Words that open another paragraph are set in from the margin of the text.")
	p.put(60, y, 10, "1.")
	y = p.column(80, y, 380, 10, "An item whose number hangs out to the left of its words, which run over more than one line of it.")
	p.put(60, y, 10, "2. A short one.")
	p.put(60, y-12, 10, "A line that ends in mid-con\ue000")
	p.put(60, y-24, 10, "versation, and so on.")
	wantOutline(t, layOutPages(t, p).Blocks, "Decision on the record of consignments\n"+prose+".\n"+
		"Words that open another paragraph are set in from the margin of the text.\n"+
		"1. An item whose number hangs out to the left of its words, which run over more than one line of it.\n2. A short one.\n"+
		"A line that ends in mid-con"+"versation, and so on.\n")
}
