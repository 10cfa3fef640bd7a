package web

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
)

var (
	unseen = regexp.MustCompile(`<span class="unseen" lang="en" title="[^"<>]*">U\+([0-9A-F]{4,6})</span>`)
	tags   = regexp.MustCompile(`<a class="at" id="[^"<>]*"></a>|<a href="#[^"<>]*">|</a>|<mark class="[^"<>]*"(?: title="[^"<>]*")?>|</mark>`)
)

// bare takes our own marks off and gives back the text, or fails where anything else is a tag.
func bare(t interface{ Fatalf(string, ...any) }, shown string) string {
	s := tags.ReplaceAllString(shown, "")
	var out strings.Builder
	for len(s) > 0 {
		at := unseen.FindStringSubmatchIndex(s)
		piece := s
		if at != nil {
			piece = s[:at[0]]
		}
		if strings.ContainsAny(piece, "<>\"'") {
			t.Fatalf("something crawled is markup: %q in %q", piece, shown)
		}
		out.WriteString(html.UnescapeString(piece))
		if at == nil {
			break
		}
		n, err := strconv.ParseInt(s[at[2]:at[3]], 16, 32)
		if err != nil {
			t.Fatalf("%v", err)
		}
		out.WriteRune(rune(n))
		s = s[at[1]:]
	}
	return out.String()
}

func anyText() *rapid.Generator[string] {
	odd := rapid.SampledFrom([]rune{'<', '>', '&', '"', '\'', '\u202e', '\u200b', '\u00ad', '\ufeff', '\u2066', '镓', '£', '\n', '\t', ' ', 'a', '\u0001', '\U000e0041', '\u3164'})
	return rapid.StringOf(rapid.OneOf(odd, rapid.Rune()))
}

// With the marks taken off, what is shown is the text, whatever the text and the marks are.
func TestMarkedTextIsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ToValidUTF8(anyText().Draw(t, "text"), "")
		var edges []int
		for i := range text {
			edges = append(edges, i)
		}
		edges = append(edges, len(text))
		var marks []mark
		for range rapid.IntRange(0, 6).Draw(t, "marks") {
			a, b := rapid.SampledFrom(edges).Draw(t, "from"), rapid.SampledFrom(edges).Draw(t, "to")
			marks = append(marks, mark{min(a, b), max(a, b), rapid.StringMatching(`f-[a-z]{3}`).Draw(t, "anchor"), "k-date", anyText().Draw(t, "note"), rapid.StringMatching(`(r-[a-z]{3})?`).Draw(t, "row")})
		}
		shown := string(marked(text, 0, len(text), marks, map[string]bool{}))
		if got := bare(t, shown); got != text {
			t.Fatalf("marked(%q) shows %q", text, got)
		}
		if strings.ContainsFunc(bareEntities(shown), hidden) {
			t.Fatalf("a character that is not seen is left in %q", shown)
		}
	})
}

func bareEntities(s string) string {
	return html.UnescapeString(unseen.ReplaceAllString(tags.ReplaceAllString(s, ""), ""))
}

// Blocks hold the whole text of their provisions, table cells included.
func TestBlocksHoldTheText(t *testing.T) {
	text := "Title\nA\tB\tC\nD\t\tF\nEnd & <more>\n"
	r := corpus.Revision{Text: text, Provisions: []corpus.Provision{{Kind: corpus.TitleProvision, Start: 0, End: 5}, {Kind: corpus.Row, Start: 6, End: 11},
		{Kind: corpus.Row, Start: 12, End: 16}, {Kind: corpus.Paragraph, Start: 17, End: len(text) - 1}}}
	var got []string
	for _, b := range blocks(r, []mark{{0, len(text), "all", "asked", "", ""}}) {
		if b.Kind != corpus.Row {
			got = append(got, bare(t, string(b.HTML)))
			continue
		}
		for _, line := range b.Rows {
			var cells []string
			for _, c := range line.Cells {
				cells = append(cells, bare(t, string(c)))
			}
			got = append(got, strings.Join(cells, "\t"))
		}
	}
	if all := strings.Join(got, "\n") + "\n"; all != text {
		t.Errorf("the blocks hold %q, want %q", all, text)
	}
}

func TestAskedMarkKeepsCharactersWhole(t *testing.T) {
	const text = "a镓b"
	for s, want := range map[string]bool{"0-1": true, "2-3": true, "1-4": true, "4-5": true, "0-9": false, "3-3": false, "4-2": false, "-1-3": false, "x": false, "": false, "1": false} {
		m, ok := english().askedMark(s, text)
		if ok != want || ok && (!utf8.ValidString(text[m.start:m.end]) || m.start >= m.end) {
			t.Errorf("english().askedMark(%q) = %v, %v", s, m, ok)
		}
	}
}

func TestOutsideLinks(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/x?y=1": "https://a.example/x?y=1", "http://a.example": "http://a.example", " https://a.example ": "https://a.example", "HTTPS://a.example/": "https://a.example/",
		"javascript:alert(1)": "", "data:text/html,x": "", "//a.example": "", "/status": "", "https://": "", "ftp://a.example": "", "java\nscript:alert(1)": "", "https:a.example": "", "": "",
	} {
		if got := outside(address); got != want {
			t.Errorf("outside(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestTongue(t *testing.T) {
	for s, want := range map[string]string{"licence": "en", "出口管制": "zh", "輸出の許可": "ja", "лицензия": "ru", "MOFCOM 第46号": "zh"} {
		if got := tongue(s); got != want {
			t.Errorf("tongue(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestTextIsEscapedOnce shows markup and entities in a plain text as the characters that they are.
func TestTextIsEscapedOnce(t *testing.T) {
	for text, want := range map[string]string{
		`if a < b & c > d then "e"`: `if a &lt; b &amp; c &gt; d then &#34;e&#34;`,
		`<b onclick=x>ore</b>`:      `&lt;b onclick=x&gt;ore&lt;/b&gt;`,
		`ore &amp; tin &#60;`:       `ore &amp;amp; tin &amp;#60;`,
	} {
		if got := string(marked(text, 0, len(text), nil, map[string]bool{})); got != want {
			t.Errorf("marked(%q) = %q, want %q", text, got, want)
		}
		if got := bare(t, string(marked(text, 0, len(text), []mark{{3, 8, "f", "k-date", text, "r"}}, map[string]bool{}))); got != text {
			t.Errorf("with a mark, %q shows %q", text, got)
		}
	}
}
