package pdf

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"
)

// shown is a line in the order in which a page shows it from left to right, brackets by their shape.
func shown(t *testing.T, logical string) string {
	t.Helper()
	var p bidi.Paragraph
	if _, err := p.SetString(logical, bidi.DefaultDirection(bidi.RightToLeft)); err != nil {
		t.Fatal(err)
	}
	order, err := p.Order()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for i := order.NumRuns() - 1; i >= 0; i-- { // they come in the order of reading
		r := order.Run(i)
		if r.Direction() == bidi.RightToLeft {
			out.WriteString(bidi.ReverseString(r.String()))
			continue
		}
		out.WriteString(r.String())
	}
	return out.String()
}

// putRight sets a line that ends at x on the right.
func (p *typesetter) putRight(t *testing.T, x, y, size float64, logical string) {
	text := shown(t, logical)
	p.put(x-0.5*size*float64(len([]rune(text))), y, size, text)
}

const (
	hebrew = "בעל הרישיון ינהל רישום של כל משלוח במשך חמש שנים ויציג אותו לרשות לפי דרישה"
	arabic = "يحتفظ صاحب الترخيص بسجل لكل شحنة لمدة خمس سنوات ويعرضه على السلطة عند الطلب"
)

// Lines that run from right to left, with words and numbers that do not, are read as they are spoken.
func TestFromRight(t *testing.T) {
	for _, line := range []string{
		hebrew, arabic,
		"סעיף 12.5% מן הערך (אבג)",
		"פריט 5A002.a של הרשימה",
		"לפי EU 2021/821 בלבד",
		"המחיר 12,500.75 ליום 2031-05-04 נקבע",
		"טבלה 2: Gallium Arsenide וגם InP.",
		"المادة 12 من القرار رقم 2031/821",
		"صدر في 2031/821 ونشر في 12/7",
		"النسبة 12.5% على الأقل (انظر Annex II)",
	} {
		p := &typesetter{}
		for i, l := range []string{line, hebrew} {
			p.putRight(t, 540, 700-60*float64(i), 10, l)
		}
		if got := layOutPages(t, p); got.Blocks[0].Text != line {
			t.Errorf("got  %q\nwant %q", got.Blocks[0].Text, line)
		}
	}
}

// On a page that runs from left to right, words from right to left are turned round where they stand.
func TestFromRightAmongOthers(t *testing.T) {
	for _, c := range []struct{ shown, want string }{
		{"The ministry (" + reverse("משרד הכלכלה") + ") issued the order.", "The ministry (משרד הכלכלה) issued the order."},
		{"The number " + reverse("סעיף") + " stands there.", "The number סעיף stands there."},
		{"In Arabic " + "821/2031 " + reverse("قرار رقم") + ", as amended.", "In Arabic 821/2031 قرار رقم, as amended."},
	} {
		p := &typesetter{}
		p.put(60, 700, 10, c.shown)
		p.put(60, 640, 10, "The holder of a licence keeps a record of each consignment of goods.")
		if got := layOutPages(t, p); got.Blocks[0].Text != c.want {
			t.Errorf("got  %q\nwant %q", got.Blocks[0].Text, c.want)
		}
	}
}

func reverse(s string) string { return bidi.ReverseString(s) }

// A paragraph goes on from line to line, in two columns of which the right one is first.
func TestColumnsFromRight(t *testing.T) {
	words := strings.Fields(strings.Repeat(arabic+" ", 8))
	p := &typesetter{}
	set := func(right, top float64, words []string) {
		line, y := "", top
		for _, w := range words {
			if line != "" && 0.5*9*float64(len([]rune(line+" "+w))) > 220 {
				p.putRight(t, right, y, 9, line)
				line, y = "", y-10.8
			}
			line = strings.TrimSpace(line + " " + w)
		}
		p.putRight(t, right, y, 9, line)
	}
	set(530, 740, words[:60])
	set(280, 736, words[60:])
	wantOutline(t, layOutPages(t, p).Blocks, strings.Join(words, " ")+"\n")
}

// The first column of a table stands on the right; its heads are carried along.
func TestTableFromRight(t *testing.T) {
	p := &typesetter{}
	p.putRight(t, 540, 770, 10, hebrew)
	p.grid([]float64{60, 200, 400, 500}, []float64{740, 720, 700, 680})
	for i, row := range [][]string{{"מספר", "פריט", "שיעור"}, {"1", "נייר כסף 0.1 mm", "12.5%"}, {"2", "תיל", "8%"}} {
		y := 725 - 20*float64(i)
		for x, right := range []float64{495, 395, 195} {
			p.putRight(t, right, y, 10, row[x])
		}
	}
	got := layOutPages(t, p)
	wantOutline(t, got.Blocks, hebrew+"\nhead מספר|פריט|שיעור\nrow 1|נייר כסף 0.1 mm|12.5%\nrow 2|תיל|8%\n")
	if last := got.Blocks[len(got.Blocks)-1]; strings.Join(last.Columns, "|") != "מספר|פריט|שיעור" {
		t.Errorf("the last row has the heads %q", last.Columns)
	}
}

// Arabic letters that a font names by the form they take in a word are the letters themselves.
func TestFormsOfLetters(t *testing.T) {
	p := &typesetter{}
	p.put(400, 700, 10, reverse("\ufecb\ufee8\ufeaa \ufedf\ufedf\ufefb")) // two words, the last letter is two in one
	if got := layOutPages(t, p); got.Blocks[0].Text != "عند لللا" {
		t.Errorf("got %q", got.Blocks[0].Text)
	}
}

// lettersFont is a font of single bytes that a ToUnicode map makes the letters of a text, from 0x41 on.
func lettersFont(letters []rune) func(b *pdfBuilder) string {
	return func(b *pdfBuilder) string {
		var m strings.Builder
		for i, r := range letters {
			fmt.Fprintf(&m, "<%02x> <%04x>\n", 0x41+i, r)
		}
		mapped := b.stream("", fmt.Sprintf("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "+
			"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%sendbfchar endcmap end end", len(letters), m.String()))
		descriptor := b.add("<< /Type /FontDescriptor /FontName /Letters /Flags 4 /FontBBox [0 -200 1000 1000] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 100 /MissingWidth 500 >>")
		return fmt.Sprintf("<< /Type /Font /Subtype /TrueType /BaseFont /Letters /FirstChar 0 /LastChar 255 /Widths [%s] /ToUnicode %d 0 R /FontDescriptor %d 0 R >>", strings.Repeat("500 ", 256), mapped, descriptor)
	}
}

// testFromRight reads files whose lines are written as they are shown.
func testFromRight(t *testing.T, e *Engine) {
	lines := []string{"סעיף 12.5% מן הערך (אבג)", "הצו חל על מתכות ABC בלבד", "פריט 2: לפי 2031-05-04"}
	var letters []rune
	code := map[rune]byte{}
	var written []string
	for _, l := range lines {
		var codes []byte
		for _, r := range shown(t, l) {
			if code[r] == 0 {
				code[r] = byte(0x41 + len(letters))
				letters = append(letters, r)
			}
			codes = append(codes, code[r])
		}
		written = append(written, string(codes))
	}
	p, err := e.Read(t.Context(), fontFile(lettersFont(letters), written...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range p.Blocks {
		got = append(got, b.Text)
	}
	if want := strings.Join(lines, " "); strings.Join(got, " ") != want {
		t.Errorf("got  %q\nwant %q", strings.Join(got, " "), want)
	}
}

// FuzzDirect puts any characters at any places: none goes missing, whatever they are turned into.
func FuzzDirect(f *testing.F) {
	f.Add("סעיף 12.5% (אבג) ABC", []byte{1, 2, 3})
	f.Add("\ufedf\ufefb\u0301\n12 \u0661", []byte{9, 0, 255})
	f.Fuzz(func(t *testing.T, text string, places []byte) {
		var glyphs []glyph
		want := map[rune]int{}
		for i, r := range text {
			if r == '\ufffd' || len(places) == 0 || len(text) > 4096 {
				t.Skip("no such page")
			}
			x, y := 2*float64(places[i%len(places)])+float64(i), float64(places[(i+1)%len(places)]%4)
			glyphs = append(glyphs, glyph{char: r, left: x, right: x + 5, bottom: 20 * y, top: 20*y + 10})
			if directionOf(r) != bidi.ON {
				want[r]++
			}
		}
		before := len(glyphs)
		got, _ := direct(glyphs)
		if len(got) < before {
			t.Fatalf("%d characters became %d", before, len(got))
		}
		for _, g := range got {
			want[g.char]--
		}
		for r, n := range want {
			if n > 0 && !(r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc) {
				t.Fatalf("%q is missing %d times of %q", r, n, text)
			}
		}
	})
}
