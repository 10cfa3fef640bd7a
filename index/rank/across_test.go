package rank

import (
	"fmt"
	"strings"
	"testing"
)

func TestAcross(t *testing.T) {
	in := Collection{Passages: 100, Holding: func(unit string) float64 {
		return map[string]float64{"出口": 9, "许可": 4, "export": 7, Stem("quota"): 1}[unit]
	}}
	english := []Word{{Term: "do"}, {Term: "exporters"}, {Term: "need"}, {Term: "licences"}, {Term: "or"}, {Term: "export"}, {Term: "quotas"}, {Term: "graphite"}}
	for _, c := range []struct {
		words []Word
		named string
		want  string
	}{
		{english, "", "[exporters 出口] [licences 许可]"}, // export is the same unit; no passage holds 配额
		{english, "exporters", "[licences 许可] [export 出口]"},
		{han("出口配额"), "", "[出口 export] [配额 quota]"},
		{han("出 口配额"), "", "[配额 quota]"},
		{nil, "", ""},
	} {
		var got []string
		for _, x := range Across(c.words, in, func(w string) bool { return w == c.named }) {
			got = append(got, fmt.Sprint(append([]string{x.Word}, x.Names...)))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("Across(%v) = %s, want %s", c.words, s, c.want)
		}
	}
}

func TestTermsTableIsRefused(t *testing.T) {
	for _, table := range []string{"export 出口", "export\t", "\t出口", "export\t出", "export\t出口商", "export\t出口\nexport\t输出"} {
		if _, err := readTerms(table); err == nil {
			t.Errorf("%q was read", table)
		}
	}
	if len(terms()) < 150 {
		t.Errorf("%d words of trade, want the whole table", len(terms()))
	}
}

// TestMaterialsCount: a passage about none of the materials of the question comes behind one that is about
// them, though it has more of the other words.
func TestMaterialsCount(t *testing.T) {
	for _, question := range [][]Word{{{Term: "antimony"}, {Term: "licence"}, {Term: "exports"}, {Term: "forms"}}, han("锑出口许可文件")} {
		about, other := &Candidate{Text: "about"}, &Candidate{Text: "other", Lacks: 1}
		for i, u := range Units(question, nil) {
			if i == 0 {
				about.Keys = append(about.Keys, Key(u))
			} else {
				other.Keys = append(other.Keys, Key(u))
			}
		}
		all := []*Candidate{other, about}
		New(question, nil, Collection{Passages: 50, Holding: func(string) float64 { return 5 }}, nil).Order(all)
		if all[0] != about {
			t.Errorf("%v: the passage about something else is first, %v against %v", question[0], other.Score(), about.Score())
		}
	}
}
