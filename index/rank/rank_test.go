package rank_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/index/rank"
)

// units makes units of a text whose words are parted by blanks; Chinese characters follow each other.
func units(text string, same map[string]string) []string {
	var words []rank.Word
	for _, w := range strings.Fields(strings.ToLower(text)) {
		if w[0] < 0x80 {
			words = append(words, rank.Word{Term: w})
			continue
		}
		for _, c := range w {
			words = append(words, rank.Word{Term: string(c), Han: true, Joined: true})
		}
		words[len(words)-1].Joined = false
	}
	return rank.Units(words, same)
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
		rarity := rarityIn(c.passages)
		q := rank.New(units(c.question, nil), rarity)
		var all []*rank.Candidate
		texts := map[*rank.Candidate]string{}
		for _, p := range slices.Backward(c.passages) {
			n := &rank.Candidate{Stems: units(p, nil)}
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

// rarityIn counts in how many of some passages a stem stands, among a thousand others that lack it.
func rarityIn(passages []string) func(string) float64 {
	n := map[string]float64{}
	for _, p := range passages {
		held := units(p, nil)
		slices.Sort(held)
		for _, s := range slices.Compact(held) {
			n[s]++
		}
	}
	return func(stem string) float64 {
		if n[stem] == 0 {
			return 0
		}
		return 7 - n[stem]/10
	}
}

// TestSame: the same question over the same passages gives the same scores, to the last bit.
func TestSame(t *testing.T) {
	text := "export licences for gallium germanium antimony and graphite are issued in writing by the ministry of commerce"
	var first []float64
	for range 20 {
		c := &rank.Candidate{Stems: units(text, nil)}
		rank.New(units("which ministry issues export licences for gallium and germanium in writing", nil), func(string) float64 { return 1.1 }).Order([]*rank.Candidate{c})
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
	q := rank.New(nil, func(string) float64 { return 0 })
	q.Order(nil)
	c := &rank.Candidate{}
	q.Order([]*rank.Candidate{c})
	if c.Score() != c.Score() {
		t.Error("the score is no number")
	}
}

func BenchmarkOrder(b *testing.B) {
	stems := units(strings.Repeat("exporters of gallium shall hold a licence of the ministry before they ship the goods ", 8), nil)
	for b.Loop() {
		all := make([]*rank.Candidate, 200)
		for i := range all {
			all[i] = &rank.Candidate{Stems: stems}
		}
		rank.New(units("what licence must exporters of gallium hold before shipping", nil), func(string) float64 { return 2 }).Order(all)
	}
}

func ExampleStem() {
	fmt.Println(rank.Stem("licences"), rank.Stem("licensing"), rank.Stem("镓"))
	// Output: licenc licens 镓
}
