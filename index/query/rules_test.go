package query_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index/query"
)

// TestRules reads the rules of the language by hand: what each says of small texts. In a text | ends a
// sentence and a line end a paragraph.
func TestRules(t *testing.T) {
	rules := []struct {
		rule, text, yes, no string // queries that the text answers and does not, parted by ;
	}{
		{"a word finds its regular plural and possessive, not the other way round",
			"Rules' of the rule's boxes, policies and taxes",
			"rule; rules; box; policy; tax; RULE; boxe; taxes", "boxs; polic; taxess; polices"},
		{"-s, -es and -y to -ies are regular, nothing else is",
			"analyses children leaves days buses",
			"analyse; analys; day; bus; buse; leave; children", "analysis; child; leaf; daie"},
		{"a plural in the query finds only itself", "the rule", "rule; the", "rules; rule's s"},
		{"a possessive in the query is taken off", "rules of a ministry", "rule's; ministry's", "ministries"},
		{"#, quotes and exact find a word as written, case apart", "Rules and licences", `#rules; "rules"; exact(RULES); licence`, `#rule; "rule"; exact(rule); "licence"`},
		{"diacritics, case and width do not count", "Naïve ＧＡ Çelik ﬁle", "naive; NAÏVE; ga; celik; file; ｇａ", "nave"},
		{"numbers are cut at commas, not at full stops", "1,000.50 and 3.14", "1; 000.50; 3.14; \"1,000.50\"", "1000.50; 000; 3; 14"},
		{"words are cut at : and _ and -", "a:b snake_case end-use", "a; b; snake; case; end; use; end-use; a:b; \"snake case\"", "snakecase; enduse"},
		{"letters around a full stop or an apostrophe are one word", "e.g. U.S. don't", "e.g; u.s; don't", "e; s; don"},
		{"neighbours are 1 apart, in either order", "alpha beta gamma delta", "alpha /1 beta; beta /1 alpha; alpha /3 delta; alpha w/2 gamma; delta near/3 alpha", "alpha /1 gamma; alpha /2 delta"},
		{"+n keeps the order", "alpha beta gamma", "alpha +1 beta; alpha pre/2 gamma", "beta +1 alpha; alpha +1 gamma"},
		{"the same place is no pair", "alpha beta alpha", "alpha /2 alpha", "beta /9 beta; alpha /1 alpha; (alpha or beta) /1 zeta"},
		{"a phrase counts from its nearer end", "one two three four five", `"one two" /1 three; five /2 "two three"; "one two" +3 five`, `"one two" /1 four; five /1 "two three"; "one two three" /9 three`},
		{"a group counts from its nearer end", "one x x two x three", "(one /3 two) /2 three; three /2 (one /3 two); (one or zero) /3 two", "(one /3 two) /1 three; (one /2 two) /9 three"},
		{"proximity goes over sentences and paragraphs", "alpha end| Beta start\ngamma", "end /1 beta; start /1 gamma", "end /s beta; start /p gamma"},
		{"one sentence, one paragraph", "alpha beta| gamma delta\nepsilon", "alpha /s beta; alpha /p delta; beta w/p gamma", "alpha /s gamma; delta /p epsilon; beta /s gamma"},
		{"+s and +p keep the order", "alpha beta| gamma", "alpha +s beta; alpha +p gamma", "beta +s alpha; gamma +p alpha"},
		{"a phrase goes over a sentence end, not over a paragraph end", "alpha beta| gamma\ndelta", `"beta gamma"; "alpha beta gamma"`, `"gamma delta"`},
		{"not w/n wants one place without the other near", "alpha beta x x x x alpha", "alpha not w/2 beta; x not w/1 beta", "beta not w/3 alpha; beta not w/1 alpha"},
		{"not w/n of what is nowhere is the place itself", "alpha x", "alpha not w/5 beta", "beta not w/5 alpha"},
		{"negated proximity nests", "alpha beta x x x gamma delta", "(alpha /1 beta) not w/2 gamma; (gamma not w/2 beta) /1 delta", "(alpha /1 beta) not w/4 gamma; (alpha not w/1 beta) /9 delta"},
		{"and, but not and atleast speak of the document", "alpha x\nbeta alpha alpha", "alpha and beta; alpha but not gamma; alpha % gamma; atleast3(alpha); atleast4(alpha or beta)", "alpha and gamma; alpha but not beta; atleast4(alpha)"},
		{"atleast counts phrases and groups", "end use, end use, end", `atleast2("end use"); atleast3(end); atleast2(end +1 use)`, `atleast3("end use"); atleast4(end)`},
		{"or binds tighter than proximity, proximity than and", "alpha beta gamma", "alpha or zeta /1 beta; zeta or beta /1 gamma; alpha /1 beta and gamma; alpha but not zeta and beta", "alpha /1 zeta or gamma; zeta and alpha or beta; alpha but not gamma or zeta"},
		{"/n binds tighter than /s, /s than /p", "alpha x| beta gamma", "alpha /p beta /s gamma; gamma /1 beta /p alpha; alpha /p beta /1 gamma", "alpha /s beta /p gamma; alpha /1 beta /p gamma"},
		{"words side by side mean and", "alpha\nbeta", "alpha beta; beta \"alpha\"", "alpha zeta"},
		{"! is any ending, also none", "licence licensing license's", "licen!; licence!; licens!; licensing!", "licences!; licensor!"},
		{"* is exactly one character", "women woman womn tests", "wom*n; t*sts; test*; **sts", "wom**n; test**; tests*"},
		{"a pattern is found in phrases and proximities", "export licences of women", "export-licen!; export /1 lic*nces; wom*n /2 licen!", "licen! +1 wom*n"},
		{"no stop words", "no person shall not be the one", `no; "not"; the; "no person"; "be the"; shall +1 "not"`, `"no shall"`},
		{"capitals", "Gallium US us kWh", "caps(us); allcaps(us); nocaps(us); caps(gallium); caps(kwh)", "allcaps(gallium); nocaps(gallium); allcaps(kwh); nocaps(kwh)"},
		{"exact takes connectors as they are and words as written", "licences and permits", "exact(licences and permits)", "exact(licence); exact(permit)"},
		{"Chinese runs are phrases by characters", "对镓、锗相关物项实施出口管制。稀土", "镓; 锗; 出口; 出口管制; 相关物项; 稀 土; 镓 and 锗", "镓锗; 出管; 管制稀土; 口出"},
		{"traditional is simplified", "對鎵、鍺相關物項", "镓; 锗; 相关; 鎵; 對", "镝"},
		{"Chinese distance counts characters", "镓和锗的氧化物", "镓 /2 锗; 镓 +2 锗; 锗 /1 的; 镓 /4 氧化", "镓 /1 锗; 锗 +2 镓; 镓 /3 氧化"},
		{"Chinese and English together", "出口 gallium 和 Ge 需 licence。", "出口 /1 gallium; gallium +2 ge; 需 /1 licence; 出口 /s licence", "出口 /1 ge; licence +9 出口"},
		{"Chinese sentences and paragraphs", "禁止出口镓|许可锗\n镝", "出口 /s 镓; 镓 /p 锗", "镓 /s 锗; 锗 /p 镝"},
		{"a sign parts Chinese words of a phrase, blanks do not", "镓 锗，镝", `"镓锗"; 镓锗`, `"锗镝"; 锗镝`},
	}
	for _, r := range rules {
		holdRule(t, r.rule, r.text, r.yes, true)
		holdRule(t, r.rule, r.text, r.no, false)
	}
}

// holdRule asks queries, parted by ;, of a text.
func holdRule(t *testing.T, rule, text, queries string, want bool) {
	t.Helper()
	d := &query.Doc{Body: written(text)}
	for q := range strings.SplitSeq(queries, "; ") {
		if n, err := query.Parse(q); err != nil || query.Eval(n, d) != want {
			t.Errorf("%s: %s in %q is not %t (%v)", rule, q, text, want, err)
		}
	}
}

// written makes a text in which | ends a sentence.
func written(s string) *query.Text {
	r := &corpus.Revision{Text: strings.ReplaceAll(s, "|", ".")}
	start := 0
	for i := range len(s) {
		if s[i] == '|' || s[i] == '\n' || i+1 == len(s) {
			r.Sentences = append(r.Sentences, corpus.Range{Start: start, End: i + 1})
			start = i + 1
		}
	}
	return query.NewRevisionText(r)
}
