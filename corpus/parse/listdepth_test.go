package parse

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestWordListDepth: the levels of automatic lists say what belongs to what, where their looks do not.
func TestWordListDepth(t *testing.T) {
	numbering := `<w:abstractNum w:abstractNumId="0">` + wlevel(0, "decimal", "%1)") + wlevel(1, "lowerLetter", "%2)") + wlevel(2, "lowerRoman", "%3)") + wlevel(3, "decimal", "%4)") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1">` + wlevel(0, "upperRoman", "%1.") + `</w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`
	body := wn(1, 0, "ores") + wn(1, 1, "raw") + wn(1, 2, "lump") + wn(1, 3, "large") + wn(1, 3, "small") + wn(1, 2, "fines") + wn(1, 0, "metals") + wn(1, 2, "skipped a level") + wn(2, 0, "another list")
	want := "1 1(a) 1(a)(i) 1(a)(i)(1) 1(a)(i)(2) 1(a)(ii) 2 2(i) 2(I)"
	p := parseWord(t, body, numbering, corpus.Hints{})
	var got []string
	for _, v := range p.Provisions {
		got = append(got, v.Address)
	}
	if strings.Join(got, " ") != want {
		t.Errorf("addresses %q, want %q", got, want)
	}
}
