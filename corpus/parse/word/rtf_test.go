package word

import (
	"errors"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

func TestRTF(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"GBK bytes", `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'cf\'a1\'cd\'c1\par}`, "00 |稀土\n"},
		{"a trail byte that is a letter", `{\rtf1\ansi{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'81A\'81\'40\par}`, "00 |丄丂\n"},
		{"Unicode with what stands for it", `{\rtf1\ansi\uc1 A\u31232?\u22303\'3f B{\uc2\u-4051??}\uc0\u31232 C\par}`, "00 |A稀土 B\ufffd稀C\n"},
		{"pairs of Unicode", `{\rtf1\ansi\u-10187?\u-9150?\par}`, "00 |𝑂\n"},
		{"symbols", `{\rtf1\ansi{\fonttbl{\f0 A;}{\f1\fcharset2 Symbol;}}a {\f1 \'b3} b {\f1\u-3987?}\par}`, "00 |a ≥ b μ\n"},
		{"fields", `{\rtf1{\field{\*\fldinst{HYPERLINK "https://m.example/"}}{\fldrslt{here}}} and {\field{\*\fldinst EQ \\o\\ac(\u9675?,2)}{\fldrslt}}{\field{\*\fldinst PAGE}{\fldrslt 7}}\par}`, "00 |here and 7\n"},
		{"hidden, deleted, skipped", `{\rtf1 a{\v b}{\deleted c}{\*\unknown d{e}}{\pict\bin3 }}}f}{\header h\par}g\par}`, "00 |ag\n"},
		{"a box", `{\rtf1 a{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv y}}{\shptxt b\par c\par}}{\shprslt d}}\par e\par}`, "00 |a\n00 |b\n00 |c\n00 |e\n"},
		{"an object is what it shows", `{\rtf1 {\object{\*\objdata 0102}{\result shown}}{\info{\upr{\title a}{\*\ud{\title b}}}}\par}`, "00 |shown\n"},
		{"endnotes", `{\rtf1 a\chftn{\footnote\ftnalt\chftn n}b{\super\chftn}{\footnote m}\par}`, "00 |a[i]b[1]\n50 |[i] n\n50 |[1] m\n"},
		{"headers alone", `{\rtf1{\header Only this\par}}`, "00 |Only this\n"},
		{"a bullet is no number", `{\rtf1{\listtext\f3 \'b7\tab}\ls1 a\par}`, "21 |a\n"},
		{"no braces at the end", `{\rtf1 a\par b`, "00 |a\n00 |b\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := ReadRTF([]byte(c.in), limits)
			if err != nil {
				t.Fatal(err)
			}
			if got := outline(p); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
	p, err := ReadRTF([]byte(`{\rtf1\pard\ls3 a\par}`), limits)
	if err != nil || len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], "numbers of 1 paragraphs") {
		t.Errorf("a list without its numbers: %q, %v", p.Warnings, err)
	}
	_, err = ReadRTF([]byte(`{\rtf1`+strings.Repeat("{", 1<<16)), limits)
	var e *block.Error
	if !errors.As(err, &e) || e.Kind != block.Damaged {
		t.Errorf("deep groups: %v, want damaged", err)
	}
}

func FuzzReadRTF(f *testing.F) {
	f.Add([]byte(sameRTF))
	f.Add([]byte(`{\rtf1\ansi\uc1\u31232?{\field{\*\fldinst{HYPERLINK "https://m.example/"}}{\fldrslt{here}}}{\shp{\*\shpinst{\shptxt b\par}}}\bin3 abc{\footnote\ftnalt x}\cell\row}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := ReadRTF(b, block.Limits{Bytes: 1 << 16, Cells: 500})
		var e *block.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatal(err)
		}
	})
}
