package rank_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/index/rank"
)

// words cuts a text whose words are parted by blanks; Chinese characters follow each other.
func words(text string) []rank.Word {
	var out []rank.Word
	for _, w := range strings.Fields(text) {
		if w[0] < 0x80 {
			out = append(out, rank.Word{Term: strings.ToLower(w), Upper: w[0] < 'a'})
			continue
		}
		for _, c := range w {
			out = append(out, rank.Word{Term: string(c), Han: true, Joined: true})
		}
		out[len(out)-1].Joined = false
	}
	return out
}

func units(text string, same map[string]string) []string { return rank.Units(words(text), same) }

// candidate makes a passage of a text.
func candidate(text string) *rank.Candidate {
	c := &rank.Candidate{}
	for _, u := range units(text, nil) {
		c.Keys = append(c.Keys, rank.Key(u))
	}
	return c
}

func TestUnits(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"the licences of exporters", "licenc export"},
		{"requires requiring 3c004 1c117.d", "requir requir 3c004 1c117.d"},
		{"出口许可证", "出 出口 口 口许 许 许可 可 可证 证"},
		{"镓 licence", "gallium licenc"},
		{"对镓管制", "对 对镓 gallium 镓管 管 管制 制"},
		{"锗", "锗"},
		{"", ""},
	} {
		if got := strings.Join(units(c.text, map[string]string{"镓": "gallium"}), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestOrder: what a careful reader would put first comes first.
func TestOrder(t *testing.T) {
	for _, c := range []struct {
		question string
		passages []string // in the order wanted
	}{
		{"could you please clarify the licence for exporting gallium", []string{
			"exporting gallium needs a licence from the ministry",
			"gallium is a metal and germanium is a metal",
			"please clarify the context of this example",
		}},
		{"permits for antimony ore", []string{
			"permits for antimony ore are issued by the bureau",
			"ore of iron and permits for antimony and many other things that stand between them in a long list",
		}},
		{"出口许可证怎么申请", []string{"申请出口许可证的经营者应当提交文件", "许可证的格式由商务部规定", "本办法自公布之日起施行"}},
	} {
		q := rank.New(words(c.question), nil, among(c.passages), nil)
		var all []*rank.Candidate
		texts := map[*rank.Candidate]string{}
		for _, p := range slices.Backward(c.passages) {
			n := candidate(p)
			all = append(all, n)
			texts[n] = p
		}
		q.Order(all)
		for i, n := range all {
			if texts[n] != c.passages[i] {
				t.Errorf("%q: place %d is %q, want %q", c.question, i+1, texts[n], c.passages[i])
			}
		}
	}
}

// among is a collection of some passages and a thousand others that hold none of their words.
func among(passages []string) rank.Collection {
	n := map[string]float64{}
	for _, p := range passages {
		held := units(p, nil)
		slices.Sort(held)
		for _, s := range slices.Compact(held) {
			n[s]++
		}
	}
	return rank.Collection{Passages: 1000 + float64(len(passages)), Holding: func(stem string) float64 { return n[stem] }}
}

// TestSame: the same question over the same passages gives the same scores, to the last bit.
func TestSame(t *testing.T) {
	text := "export licences for gallium germanium antimony and graphite are issued in writing by the ministry of commerce"
	var first []float64
	for range 20 {
		c := candidate(text)
		rank.New(words("which ministry issues export licences for gallium and germanium in writing"), nil, among([]string{text}), nil).Order([]*rank.Candidate{c})
		if got := append(c.Figures(), c.Score()); first == nil {
			first = got
		} else if !slices.Equal(got, first) {
			t.Fatalf("%v, then %v", first, got)
		}
	}
	if len(first) != len(rank.Names())+1 {
		t.Errorf("%d figures, %d names", len(first)-1, len(rank.Names()))
	}
}

func TestNothing(t *testing.T) {
	q := rank.New(nil, nil, rank.Collection{Holding: func(string) float64 { return 0 }}, nil)
	q.Order(nil)
	c := &rank.Candidate{}
	q.Order([]*rank.Candidate{c})
	if c.Score() != c.Score() {
		t.Error("the score is no number")
	}
}

// TestAround: of two passages with the same words, the one stands first beside which others answer, or
// whose heading says what is asked.
func TestAround(t *testing.T) {
	texts := []string{"an exporter of gallium shall keep records", "records of an exporter shall be kept for five years in writing",
		"the sea is deep", "records of an exporter shall be kept for five years in writing"}
	q := rank.New(words("how long shall exporters of gallium keep records"), nil, among(texts), nil)
	var all []*rank.Candidate
	for i, text := range texts {
		c := candidate(text)
		c.Text, c.Place, c.Above = "t", 3*i, 3*i
		all = append(all, c)
	}
	all[1].Place, all[1].Above = 1, 0
	all[1].Heads = candidate(texts[0]).Keys
	beside, away := all[1], all[3]
	q.Order(all)
	f := map[string]int{}
	for i, n := range rank.Names() {
		f[n] = i
	}
	for _, name := range []string{"before", "above", "heads", "either"} {
		if a, b := beside.Figures()[f[name]], away.Figures()[f[name]]; a <= b {
			t.Errorf("%s: %v where it stands beside, %v away; want more", name, a, b)
		}
	}
	if beside.Score() <= away.Score() {
		t.Errorf("beside scores %v, away %v; want more", beside.Score(), away.Score())
	}
}

// TestJudged: what stands behind those that are judged keeps the order of BM25 and scores nothing.
func TestJudged(t *testing.T) {
	var all []*rank.Candidate
	for i := range rank.Judged + 20 {
		all = append(all, candidate("gallium "+strings.Repeat("word ", i)))
	}
	last := all[len(all)-1]
	rank.New(words("gallium"), nil, among([]string{"gallium"}), nil).Order(all)
	if all[len(all)-1] != last || last.Score() != 0 || all[rank.Judged-1].Score() <= 0 {
		t.Errorf("the longest passage scores %v and the last that was judged %v", last.Score(), all[rank.Judged-1].Score())
	}
}

func BenchmarkOrder(b *testing.B) {
	c := candidate(strings.Repeat("exporters of gallium shall hold a licence of the ministry before they ship the goods ", 8))
	in := among([]string{"exporters of gallium shall hold a licence before they ship"})
	for b.Loop() {
		all := make([]*rank.Candidate, rank.Judged)
		for i := range all {
			all[i] = &rank.Candidate{Keys: c.Keys}
		}
		rank.New(words("what licence must exporters of gallium hold before shipping"), nil, in, nil).Order(all)
	}
}

func ExampleStem() {
	fmt.Println(rank.Stem("licences"), rank.Stem("licensing"), rank.Stem("镓"))
	// Output: licenc licens 镓
}
