package lexicon_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// materials lists the materials found in a text.
func materials(l *lexicon.Lexicon, text string, lang corpus.Lang) string {
	var out []string
	for _, m := range l.Find(text, lang) {
		if m.Term.Kind == lexicon.KindMaterial {
			out = append(out, m.Term.Code)
		}
	}
	return strings.Join(out, " ")
}

// TestNeighboursDecide: words that hold the name of a material and name something else.
func TestNeighboursDecide(t *testing.T) {
	l := words(t)
	for _, c := range []struct {
		lang corpus.Lang
		text string
		want string
	}{
		{"en", "The plant is run by Zhejiang Huayou Cobalt and others.", ""},
		{"en", "Shares of USA Rare Earth rose after the listing.", ""},
		{"en", "Chengxin Lithium Group has bought the mine.", ""},
		{"en", "China Bans Exports of Gallium and Germanium", "Ga Ge"},
		{"en", "Exports of Chinese gallium fell.", "Ga"},
		{"en", "An industry titan spoke.", ""},
		{"en", "Officials lead the talks; refined zinc and lead are exempt.", "Zn Pb"},
		{"en", "an iron will and a tin ear", "Sn"},
		{"en", "samarium-cobalt magnets", "Sm"},
		{"zh-Hans", "未经许可不得出口砷化镓和锑化铟。", "Ga In"},
		{"zh-Hans", "碳酸锂、磷酸铁锂的制备技术", "Li Li"},
		{"zh-Hans", "钕铁硼永磁材料", ""}, // a form: the magnet
		{"zh-Hans", "无锡的银行为铁路提供资金。", ""},
		{"zh-Hans", "X/Y/Z三轴联动和U/V/W三轴的数控机床", ""},
		{"en", "a machine with U, V and W axes", ""},
		{"zh-Hans", "对Ga、Ge、In相关物项", "Ga Ge In"},
		{"en", "the elements Ga, Ge and In", "Ga Ge In"},
		{"en", "Titan Mining exports zinc.", "Zn"},
		{"zh-Hans", "高铝砖、石墨砖和镁碳砖", ""},
		{"zh-Hans", "锰钢、镍铬合金钢", ""},
		{"zh-Hans", "钨掺铜、钨镍铁合金", "W W"},
		{"zh-Hans", "钼铁和硅铁合金", "Mo Si"},
		{"zh-Hans", "镨钕合金和钐钴", "Pr Nd Sm"},
		{"zh-Hans", "锰、钢铁和镍", "Mn Fe Ni"},
		{"zh-Hans", "有关生物两用品及相关设备", ""},
		{"zh-Hans", "核两用物项和导弹两用物项", ""},
		{"zh-Hans", "出口两用物项", "all dual-use items"},
		{"en", "biological dual-use items", ""},
		{"en", "the export of dual-use items", "all dual-use items"},
		{"zh-Hant", "對鎵、鍺相關物項實施出口管制", "Ga Ge"},
		{"ar", "قيود على تصدير الغاليوم والجرمانيوم", "Ga Ge"},
		{"ru", "запрет на вывоз галлия и германия", "Ga Ge"},
	} {
		if got := materials(l, c.text, c.lang); got != c.want {
			t.Errorf("%s\n got %q, want %q", c.text, got, c.want)
		}
	}
}

// TestSimplifiedKeepsItsPlaces: the simplified text is as long as the text, and simple texts stay.
func TestSimplifiedKeepsItsPlaces(t *testing.T) {
	l := words(t)
	if got := l.Simplified("對鎵實施出口管制"); got != "对镓实施出口管制" {
		t.Errorf("Simplified = %q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("對鎵实施a Ｇé１管制𠀀\n龍"))).Draw(t, "text")
		if got := l.Simplified(text); len(got) != len(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// FuzzFind: whatever the bytes, each match lies in the text, and matches of one kind do not overlap.
func FuzzFind(f *testing.F) {
	l, err := compiled()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"gallium (Ga)", "對鎵、鍺", "ＧａＡｓ\xff金", "In, Sn, W and Y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := map[lexicon.Kind]int{}
		for _, m := range l.Find(s, "zh") {
			if m.Start < end[m.Term.Kind] || m.End <= m.Start || m.End > len(s) {
				t.Fatalf("%q: match %+v after %d", s, m, end[m.Term.Kind])
			}
			end[m.Term.Kind] = m.End
		}
	})
}
