package pdf

import (
	"strings"
	"testing"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// typesetter puts characters on a page as the library would report them.
type typesetter struct {
	glyphs []glyph
	rules  []box
}

// put sets a line of type: Chinese characters are as wide as they are high, others half of it.
func (p *typesetter) put(x, y, size float64, text string) float64 {
	for _, r := range text {
		wide := 0.5 * size
		if isHan(r) {
			wide = size
		}
		p.glyphs = append(p.glyphs, glyph{char: r, left: x, right: x + wide, bottom: y, top: y + 1.1*size})
		x += wide
	}
	p.glyphs = append(p.glyphs, glyph{char: '\n'})
	return x
}

// column sets a text from y downwards, breaking lines at width, and returns the next height.
func (p *typesetter) column(x, y, width, size float64, text string) float64 {
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && float64(len([]rune(line+" "+w)))*0.5*size > width {
			p.put(x, y, size, line)
			y, line = y-1.2*size, ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	p.put(x, y, size, line)
	return y - 1.2*size
}

// grid draws the lines of a table.
func (p *typesetter) grid(xs, ys []float64) {
	for _, x := range xs {
		p.rules = append(p.rules, box{x, x, ys[len(ys)-1], ys[0]})
	}
	for _, y := range ys {
		p.rules = append(p.rules, box{xs[0], xs[len(xs)-1], y, y})
	}
}

func (p *typesetter) sheet(number int) sheet {
	s := sheet{number: number}
	s.arrange(p.glyphs, p.rules)
	return s
}

// outlineOf shows blocks, one a line, with what they are.
func outlineOf(blocks []block.Block) string {
	var b strings.Builder
	for _, bl := range blocks {
		b.WriteString(map[block.Kind]string{block.Row: "row ", block.RowHead: "head ", block.Note: "note "}[bl.Kind])
		b.WriteString(strings.ReplaceAll(bl.Text, "\t", "|") + "\n")
	}
	return b.String()
}

func layOutPages(t *testing.T, pages ...*typesetter) block.Page {
	t.Helper()
	var sheets []sheet
	for i, p := range pages {
		sheets = append(sheets, p.sheet(i+1))
	}
	out, err := layOut(sheets, Options{Begins: func(s string) bool { return len(s) > 2 && unicode.IsDigit(rune(s[0])) && s[1] == '.' }}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func wantOutline(t *testing.T, got []block.Block, want string) {
	t.Helper()
	if o := outlineOf(got); o != want {
		t.Errorf("got\n%swant\n%s", o, want)
	}
}

const prose = "The holder of a licence keeps for five years a record of each consignment and shows it to the authority on demand " +
	"so that the path of the goods can be followed from the works to the last user named in the application"
