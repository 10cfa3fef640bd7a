package query_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was; read the difference, then run with -update:\n%s", path, got)
	}
}

// TestRead shows how queries are read, for people to judge.
func TestRead(t *testing.T) {
	var b strings.Builder
	for _, q := range []string{
		`gallium`,
		`gallium licence`,
		`gallium and licence or permit`,
		`gallium /s licen! /p (military or "end use") % draft`,
		`a /5 b /s c +3 d /p e`,
		`a w/5 b pre/3 c near/2 d`,
		`a not w/5 b`,
		`a but not b and not c not d`,
		`(a or b) or c & (d and e)`,
		`title(notice on gallium) authority(mofcom or gacc) number("No. 61")`,
		`exact(Dy) or exact("rare earth")`,
		`atleast3(licence or permit)`,
		`#rule end-use 5A002.a.1`,
		`对镓、锗 出口管制`,
		`purity 99.9% gallium%draft`,
		`“end use” （a or b）`,
		`but and "and"`,
	} {
		n, err := query.Parse(q)
		if err != nil {
			t.Errorf("Parse(%q): %v", q, err)
			continue
		}
		fmt.Fprintf(&b, "%s\n= %s\n%s\n", q, query.PrintFull(n), query.Tree(n))
	}
	golden(t, "read.txt", b.String())
}

// TestErrors shows what wrong queries are told.
func TestErrors(t *testing.T) {
	var b strings.Builder
	for _, q := range []string{
		``, `   `, `"end use`, `(a or b`, `a or b)`, `()`, `and a`, `a or`, `a /s`, `a /300 b`, `a /0 b`,
		`(a and b) /s c`, `a /p (b but not c)`, `li!`, `镓! and a!`, `w*`, `* or a`, `titel(gallium)`, `gallium(III)`, `date(soon)`, `date(aft)`, `title(date(2025))`, `title(hs:2846*)`,
		`title(a and number(b))`, `title(a) /s b`, `atleast0(a)`, `atleast2(a and b)`, `a & --`, "a \xff b",
		strings.Repeat("(", 21) + "a" + strings.Repeat(")", 21),
	} {
		_, err := query.Parse(q)
		var bad *index.QueryError
		if !errors.As(err, &bad) {
			t.Errorf("Parse(%q) = %v, want a QueryError", q, err)
			continue
		}
		fmt.Fprintf(&b, "%s\n%s^ %s\n\n", strings.ToValidUTF8(q, "?"), strings.Repeat(" ", utf8.RuneCountInString(bad.Query[:bad.Pos])), bad)
	}
	golden(t, "errors.txt", b.String())
	for _, q := range []string{strings.Repeat("a ", 257), strings.Repeat("a", 4097), strings.Repeat("-a", 300)} {
		if _, err := query.Parse(q); err == nil {
			t.Errorf("a query of %d bytes was not refused", len(q))
		}
	}
}

func TestTokenize(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"Rule's rules' RULES", "rule rules rules"},
		{"can’t e.g. U.S.", "can’t e.g u.s"},
		{"1,000.50 and 744.11(a)", "1 000.50 and 744.11 a"},
		{"snake_case a:b 12:30", "snake case a b 12 30"},
		{"naïve Müller ﬁle Ⅳ", "naive muller file"},
		{"Ｇａ １２", "ga 12"},
		{"5A002.a.1 1C907 end-use", "5a002 a 1 1c907 end use"},
		{"对镓、锗（Ga）", "对 镓 锗 ga"},
		{"鎵鍺鏑", "镓 锗 镝"},
		{"データ ひら 데이터", "データ ひ ら 데이터"},
		{"H₂O ≥99.99%", "h o 99.99"},
		{"20℃ 20°C 20 °C", "20 c 20 c 20 c"},
		{"5㎏ 5 kg 3㎡ ㎜ ㏄", "5 kg 5 kg 3 m2 mm cc"},
		{"50µm 50 ㎛ 50 µm", "50μm 50 μm 50 μm"},
		{"soft\u00adhyphen Rule \u200e1.3", "softhyphen rule 1.3"},
		{"x'y''z 3.x x.3", "x'y z 3 x x 3"},
	}
	for _, tt := range tests {
		var got []string
		for _, tok := range query.Tokenize(tt.text) {
			got = append(got, tok.Term)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("Tokenize(%q) = %q, want %q", tt.text, s, tt.want)
		}
	}
}

// TestTokensPointIntoTheText holds for any text.
func TestTokensPointIntoTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		end := 0
		for _, tok := range query.Tokenize(s) {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(s) || !utf8.ValidString(s[tok.Start:tok.End]) || tok.Term == "" {
				t.Fatalf("Tokenize(%q) has %+v after %d", s, tok, end)
			}
			end = tok.End
		}
	})
}

// drawNode draws a tree as the parser could have made it.
func drawNode(t *rapid.T, depth int, places bool) query.Node {
	kinds := []string{"word"}
	if depth > 0 {
		kinds = []string{"word", "or", "near", "notnear"}
		if !places {
			kinds = append(kinds, "and", "or", "butnot", "atleast", "field", "value", "dates")
		}
	}
	switch rapid.SampledFrom(kinds).Draw(t, "kind") {
	case "or":
		return query.AnyOf(drawNode(t, depth-1, places), drawNode(t, depth-1, places))
	case "and":
		return query.All(drawNode(t, depth-1, false), drawNode(t, depth-1, false))
	case "butnot":
		return &query.ButNot{Keep: drawNode(t, depth-1, false), Drop: drawNode(t, depth-1, false)}
	case "near":
		n := &query.Near{Left: drawNode(t, depth-1, true), Right: drawNode(t, depth-1, true), Ordered: rapid.Bool().Draw(t, "ordered")}
		n.Unit = rapid.SampledFrom([]query.Unit{query.InWords, query.InSentence, query.InParagraph}).Draw(t, "unit")
		if n.Unit == query.InWords {
			n.N = rapid.IntRange(1, 255).Draw(t, "n")
		}
		return n
	case "notnear":
		return &query.NotNear{Left: drawNode(t, depth-1, true), Right: drawNode(t, depth-1, true), N: rapid.IntRange(1, 9).Draw(t, "n")}
	case "value":
		return rapid.SampledFrom([]*query.Value{{Field: "purity", Op: ">=", Text: "99.9"}, {Field: "hs", Op: "=", Text: "2846*"}, {Field: "code", Op: "=", Text: "1c9*"}}).Draw(t, "value")
	case "dates":
		from, to := corpus.Day(2025, 10, 1), corpus.Day(2025, 12, 31)
		return rapid.SampledFrom([]*query.Published{{From: from}, {To: to}, {From: from, To: to}}).Draw(t, "dates")
	case "atleast":
		return &query.AtLeast{N: rapid.IntRange(1, 9).Draw(t, "n"), Word: drawNode(t, depth-1, true)}
	case "field":
		return &query.Field{Name: rapid.SampledFrom(query.Fields()).Draw(t, "field"), Part: drawNode(t, 0, false)}
	}
	return drawTerm(t)
}

func drawTerm(t *rapid.T) *query.Term {
	x := &query.Term{Exact: rapid.Bool().Draw(t, "exact")}
	x.Capitals = rapid.SampledFrom([]query.Capitals{"", "", query.Caps, query.AllCaps, query.NoCaps}).Draw(t, "capitals")
	x.Quoted = rapid.Bool().Draw(t, "quoted")
	if x.Quoted {
		x.Text = rapid.SampledFrom([]string{"end use", "and", "not w/5", "镓、锗", "rule's", "#a (b)"}).Draw(t, "phrase")
	} else {
		x.Text = rapid.SampledFrom([]string{"gallium", "but", "end-use", "镓锗", "99.9%", "near", "title", "5A002.a.1", "licen!", "wom*n", "1C9**", "export!licen"}).Draw(t, "word")
	}
	x.Words = query.WordsOf(x.Text, !x.Quoted)
	return x
}

// TestPrintThenParse: printing a tree and reading it gives the tree, with few brackets and with all.
func TestPrintThenParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawNode(t, 3, false)
		for _, s := range []string{query.Print(n), query.PrintFull(n)} {
			got, err := query.Parse(s)
			if err != nil {
				t.Fatalf("Parse(%q): %v", s, err)
			}
			if !reflect.DeepEqual(got, n) {
				t.Fatalf("Parse(%q) =\n%swant\n%s", s, query.Tree(got), query.Tree(n))
			}
		}
	})
}

// TestChineseLikeAScanner: a run of characters finds what a search for the bytes would, whatever
// punctuation stands around.
func TestChineseLikeAScanner(t *testing.T) {
	signs := []string{"镓", "锗", "出", "口", "，", "。", "（", "）", "、", "；", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(signs), 0, 30).Draw(t, "text"), "")
		run := strings.Join(rapid.SliceOfN(rapid.SampledFrom(signs[:4]), 1, 3).Draw(t, "run"), "")
		n, err := query.Parse(run)
		if err != nil {
			t.Fatal(err)
		}
		d := &query.Doc{Body: query.NewText(text)}
		if got, want := query.Eval(n, d), strings.Contains(text, run); got != want {
			t.Fatalf("%q in %q: %v, want %v", run, text, got, want)
		}
		for _, m := range query.Marks(n, d) {
			if text[m.Range.Start:m.Range.End] != run {
				t.Fatalf("%q in %q: marked %q", run, text, text[m.Range.Start:m.Range.End])
			}
		}
	})
}

func TestMarks(t *testing.T) {
	tests := []struct{ q, text, want string }{
		{"gallium", "Gallium's export; gallium.", "[Gallium's] export; [gallium]."},
		{`"end use"`, "The end use, or end-use.", "The [end use], or [end-use]."},
		{"a /s b", "A b. A c. B.", "[A] [b]. A c. B."},
		{"x but not y", "x z", "[x] z"},
		{"a or (b and c)", "a b", "[a] b"},
		{"licence not w/2 no", "licence one no. x licence no", "[licence] one two no. x licence no"},
		{"a /1 a", "a b", "a b"},
		{"a b", "a", "a"},
		{"镓", "对镓、锗", "对[镓]、锗"},
	}
	for _, tt := range tests {
		n, err := query.Parse(tt.q)
		if err != nil {
			t.Fatal(err)
		}
		text := tt.text
		if tt.q == "licence not w/2 no" {
			text = strings.Replace(text, "one", "one two", 1)
		}
		d := &query.Doc{Body: sentences(text)}
		got := text
		for _, m := range slices.Backward(query.Marks(n, d)) {
			got = got[:m.Range.Start] + "[" + got[m.Range.Start:m.Range.End] + "]" + got[m.Range.End:]
		}
		if got != tt.want {
			t.Errorf("%s marks %q, want %q", tt.q, got, tt.want)
		}
	}
}

// sentences prepares a text whose sentences end at full stops.
func sentences(s string) *query.Text {
	r := corpus.Revision{Text: s}
	start := 0
	for i := range len(s) {
		if s[i] == '.' {
			r.Sentences = append(r.Sentences, corpus.Range{Start: start, End: i + 1})
			start = i + 1
		}
	}
	return query.NewRevisionText(&r)
}

type nameList map[string][]string

func (l nameList) Material(word string) (kb.Material, bool) {
	for m, names := range l {
		if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, word) }) {
			return kb.Material(m), true
		}
	}
	return "", false
}

func (l nameList) Names(m kb.Material) []string { return l[string(m)] }

func TestExpand(t *testing.T) {
	names := nameList{"Dy": {"Dy", "dysprosium", "镝", "鏑"}, "In": {"In", "indium", "铟"}, "REE": {"rare earths", "稀土"}}
	tests := []struct {
		q, text string
		want    bool
	}{
		{"dysprosium", "the metal Dy is", true},
		{"dysprosium", "the string DY is", false},
		{"dysprosium", "金属鏑", true},
		{"镝", "Dysprosium", true},
		{"indium", "In this notice", false},
		{"indium", "铟", true},
		{"in", "indium", false},
		{"In", "indium", false},
		{"Dy", "dysprosium", true},
		{"dy", "dysprosium", false},
		{"exact(Dy)", "dysprosium", false},
		{`"dysprosium"`, "镝", false},
		{"稀土", "the rare earths", true},
		{"dysprosium /s licence", "a licence for Dy", true},
		{"rare earths licence", "稀土 licence", true},
		{"rare earths licence", "稀土", false},
		{"rare earths", "earths that are rare", true},
		{`rare "earths"`, "稀土", false},
	}
	for _, tt := range tests {
		n, err := query.Parse(tt.q)
		if err != nil {
			t.Fatal(err)
		}
		wide, _ := query.Expand(n, names)
		if got := query.Eval(wide, &query.Doc{Body: query.NewText(tt.text)}); got != tt.want {
			t.Errorf("%s in %q: %v, want %v", tt.q, tt.text, got, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, q := range []string{`a /s "b c" % (d or e!)`, `title(x) atleast2(镓)`, `a not w/5 b`, `“x” ＆ （y`, "but not", `#"`} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		n, err := query.Parse(q)
		if err != nil {
			var bad *index.QueryError
			if !errors.As(err, &bad) || bad.Pos < 0 || bad.Pos > len(bad.Query) || bad.Message == "" {
				t.Fatalf("Parse(%q): %#v", q, err)
			}
			return
		}
		again, err := query.Parse(query.Print(n))
		if err != nil || !reflect.DeepEqual(again, n) {
			t.Fatalf("%q prints as %q, which reads as %v, %v", q, query.Print(n), again, err)
		}
		d := &query.Doc{Body: query.NewText(q), Title: query.NewText(q)}
		query.Eval(n, d)
	})
}

func ExampleParse() {
	n, err := query.Parse(`gallium /s licen! % draft`)
	if err != nil {
		fmt.Println(err)
		return
	}
	notice := &query.Doc{Body: query.NewText("Exports of gallium need a licence.")}
	fmt.Print(query.Tree(n))
	fmt.Println(query.Eval(n, notice))
	// Output:
	// but not
	//   /s
	//     gallium
	//     licen!
	//   draft
	// true
}
