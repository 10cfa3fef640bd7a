package rank

import (
	"math"
	"strings"
	"testing"
)

// han makes words of Chinese text; a blank parts what does not stand together.
func han(text string) []Word {
	var out []Word
	for _, r := range text {
		if r == ' ' {
			if len(out) > 0 {
				out[len(out)-1].Joined = false
			}
			continue
		}
		out = append(out, Word{Term: string(r), Han: true, Joined: true})
	}
	return out
}

func TestLayWords(t *testing.T) {
	l, err := readLay("# a comment\n借\t出借人\n\n借钱\t借款合同 出借人 雇员合同\n押金\t保证金\n钱押\t质押\n")
	if err != nil {
		t.Fatal(err)
	}
	in := Collection{Passages: 1000, Holding: func(unit string) float64 {
		return map[string]float64{"借": 5, "押金": 5, "钱押": 1e9, "出借": 1, "借人": 1, "借款": 1, "款合": 1, "合同": 1, "保证": 1, "证金": 1, "质押": 1}[unit]
	}}
	const two, three = 0.840896, 0.759836 // what counts of a phrase of so many pairs: one over the fourth root
	for _, c := range []struct {
		question string
		want     map[string]float64
	}{
		{"借", map[string]float64{"出借": 0.32 * two, "借人": 0.32 * two}}, // half way, since five passages hold it, and a fifth off that
		// The longer word alone, which none holds; that no passage writes of 雇员, 合同 of that phrase says nothing.
		{"借钱", map[string]float64{"出借": 0.6 * two, "借人": 0.6 * two, "借款": 0.6 * three, "款合": 0.6 * three, "合同": 0.6 * three}},
		{"借 钱", map[string]float64{"出借": 0.32 * two, "借人": 0.32 * two}},
		{"钱押金", map[string]float64{"保证": 0.32 * two, "证金": 0.32 * two, "质押": 0}}, // words that overlap; 钱押 stands everywhere here
		{"许可证", nil},
		{"", nil},
	} {
		got := weighed(l.said(han(c.question), in), in)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.question, got, c.want)
		}
		for pair, counts := range c.want {
			if math.Abs(got[pair]-counts) > 1e-6 {
				t.Errorf("%s: %s counts %v, want %v", c.question, pair, got[pair], counts)
			}
		}
	}
	if got := l.said([]Word{{Term: "借"}}, in); len(got) != 0 {
		t.Errorf("a word that is no Chinese character stands for %v", got)
	}
}

func TestLayTableIsRefused(t *testing.T) {
	for _, table := range []string{"借钱 借款", "借钱\t", "\t借款", "借钱\t借", "借\t借款\n借\t出借"} {
		if _, err := readLay(table); err == nil {
			t.Errorf("%q was read", table)
		}
	}
}

// TestLayTable: the table that is built in can be read, and says nothing that the word itself does not need.
func TestLayTable(t *testing.T) {
	l := laymen()
	if len(l.laws) < 1000 {
		t.Errorf("%d words, want the whole table", len(l.laws))
	}
	for word := range l.laws {
		if strings.Trim(word, hanAsking) == "" {
			t.Errorf("%s is a word by which people ask", word)
		}
	}
}

// TestLawsAnswerLaymen: a passage that shares hardly a character with the question is found by what laws
// write instead, and one that uses the very words of the question still comes before it.
func TestLawsAnswerLaymen(t *testing.T) {
	texts := []string{"出租人应当按照约定将租赁物交付承租人", "出口商交货", "本办法由商务部负责解释", "申请人应当提交文件", "房东把钥匙交给租客"}
	holding := map[string]float64{}
	all := make([]*Candidate, len(texts))
	for i, text := range texts {
		all[i] = &Candidate{Text: text}
		seen := map[string]bool{}
		for _, u := range Units(han(text), nil) {
			all[i].Keys = append(all[i].Keys, Key(u))
			if !seen[u] {
				seen[u] = true
				holding[u]++
			}
		}
	}
	q := New(han("房东不交钥匙给租客怎么办"), nil, Collection{Passages: float64(len(texts)), Holding: func(u string) float64 { return holding[u] }}, nil)
	if w := q.Weights(); w["承租"] <= 0 || w["承租"] >= w["租客"] {
		t.Errorf("承租 counts %v, want less than 租客, %v, and more than 0", w["承租"], w["租客"])
	}
	q.Order(all)
	for i, want := range []string{texts[4], texts[0]} {
		if all[i].Text != want {
			t.Errorf("place %d has %s, want %s", i+1, all[i].Text, want)
		}
	}
}
