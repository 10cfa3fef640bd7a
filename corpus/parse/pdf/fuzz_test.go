package pdf

import (
	"context"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"golang.org/x/text/encoding/charmap"
)

// pageFrom makes characters and lines of bytes: eight bytes say what, where and how large.
func pageFrom(b []byte) (glyphs []glyph, rules []box) {
	letters := []rune("ab. 1-(\n\ue000中文，。é“")
	for ; len(b) >= 8; b = b[8:] {
		x, y := float64(binary.LittleEndian.Uint16(b[2:]))/50, float64(binary.LittleEndian.Uint16(b[4:]))/50
		w, h := float64(b[6])/8, float64(b[7])/8
		if b[0]&0x80 != 0 {
			rules = append(rules, box{x, x + w*8*float64(b[0]&1), y, y + h*8*float64(1-b[0]&1)})
			continue
		}
		g := glyph{char: letters[int(b[0])%len(letters)], angle: float64(b[1]) / 16 * math.Pi / 2, left: x, right: x + w, bottom: y, top: y + h}
		glyphs = append(glyphs, g)
	}
	return glyphs, rules
}

func ink(s string) map[rune]int {
	out := map[rune]int{}
	for _, r := range s {
		if r != brokenWord && r != '-' && !unicode.IsSpace(r) {
			out[r]++
		}
	}
	return out
}

// FuzzLayout puts characters anywhere on two pages. Whatever they are, none is lost or invented:
// each is in the text or in the list of what was left out.
func FuzzLayout(f *testing.F) {
	seed := func(p *typesetter) {
		var b []byte
		for _, g := range p.glyphs {
			b = append(b, byte(g.char)%14, 0)
			b = binary.LittleEndian.AppendUint16(b, uint16(g.left*50))
			b = binary.LittleEndian.AppendUint16(b, uint16(g.bottom*50))
			b = append(b, byte(g.width()*8), byte(g.height()*8))
		}
		f.Add(b, []byte{})
	}
	p := &typesetter{}
	p.column(60, 700, 220, 10, prose)
	p.column(320, 698, 220, 10, prose)
	seed(p)
	f.Add([]byte{0x81, 0, 0, 0, 0, 0, 255, 0, 0x80, 0, 0, 0, 0, 0, 0, 255}, []byte{9, 0, 1, 1, 1, 1, 80, 80})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if len(a)+len(b) > 1<<16 {
			t.Skip("a page of that many characters only takes longer")
		}
		var sheets []sheet
		want := map[rune]int{}
		for i, page := range [][]byte{a, b} {
			s := sheet{number: i + 1}
			glyphs, rules := pageFrom(page)
			s.arrange(glyphs, rules)
			for _, r := range append(s.runs, s.aside...) {
				for c, n := range ink(r.text) {
					want[c] += n
				}
			}
			sheets = append(sheets, s)
		}
		p, err := layOut(sheets, Options{}.withDefaults())
		if err != nil {
			if len(sheets[0].runs)+len(sheets[1].runs) > 0 {
				t.Fatal(err)
			}
			return
		}
		var all strings.Builder
		for _, bl := range p.Blocks {
			if strings.ContainsRune(bl.Text, '\n') || bl.Kind != block.Row && bl.Kind != block.RowHead && strings.ContainsRune(bl.Text, '\t') {
				t.Fatalf("a block of kind %d is %q", bl.Kind, bl.Text)
			}
			all.WriteString(bl.Text)
		}
		for _, d := range p.Dropped {
			if _, text, ok := strings.Cut(d.What, ": "); ok && d.Why == "runs at the edge of the pages" {
				all.WriteString(text)
			}
		}
		got := ink(all.String())
		for c, n := range want {
			if got[c] != n {
				t.Fatalf("%q stands %d times on the pages and %d times in the text", c, n, got[c])
			}
		}
	})
}

// FuzzRecode reads any bytes as misread characters: none may go missing but for the halves that join.
func FuzzRecode(f *testing.F) {
	f.Add([]byte("\xb9\xd8\xd3\xda\xb6\xd4\xb2\xbf\xb7\xd6 \xce\xef\xcf\xee"))
	f.Add([]byte("R\xe8glement d\xe9l\xe9gu\xe9\xe9"))
	f.Fuzz(func(t *testing.T, b []byte) {
		shown, err := charmap.Windows1252.NewDecoder().Bytes(b)
		if err != nil {
			t.Skip("no such letters")
		}
		p := &typesetter{}
		p.put(60, 700, 10, string(shown))
		got, name := recode(p.glyphs)
		if name == "" && textOf(got) != textOf(p.glyphs) || len(got) > len(p.glyphs) || len(got)*4 < len(p.glyphs) {
			t.Errorf("%q became %q as %s", textOf(p.glyphs), textOf(got), name)
		}
	})
}

// FuzzFile changes the bytes of files: each reads, or is refused for a reason, and the next one reads.
func FuzzFile(f *testing.F) {
	if testing.Short() {
		f.Skip("compiling the PDF library takes long under the race detector")
	}
	f.Add(pageFile(words(60, 700, "A line of words."), resources, image1))
	f.Add(fontFile(compositeFont("STSong-Light", "GBK-EUC-H", "GB1"), "\xb9\xd8\xd3\xda"))
	f.Add(twoPages(nil))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n"))
	e := NewEngine(f.TempDir())
	f.Cleanup(func() {
		if err := e.Close(); err != nil {
			f.Error(err)
		}
	})
	if _, err := e.Read(f.Context(), twoPages(nil), Options{}); err != nil { // the library is compiled before the clock of a case runs
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		defer stop()
		p, err := e.Read(ctx, b, Options{MaxPages: 20})
		if ctx.Err() != nil {
			t.Fatal("it takes too long")
		}
		if err == nil && len(p.Blocks) == 0 {
			t.Error("neither text nor a reason why there is none")
		}
	})
}
