package parse

import (
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// A day from which something runs is no day of publication, wherever it stands.
func TestAStartIsNoPublication(t *testing.T) {
	for _, text := range []string{
		"某条例\n（《某条例》以国务院令第365号发布，自2002年12月1日起施行）\n第一条 为了管理，制定本条例。",
		"某部公告2024年第51号\n现公布清单（见附件1），自2024年12月1日起实施。\n附件：1.清单.pdf\n2.自2024年12月1日起废止的公告.pdf\n某部",
	} {
		p, err := Parse(t.Context(), Input{Bytes: []byte(text), Hints: corpus.Hints{Lang: "zh-Hans"}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !p.Published.IsZero() {
			t.Errorf("published %s, want unknown, in\n%s", p.Published, text)
		}
	}
}

// The number of a decree begins with its issuer, whatever words stand before it.
func TestTheNumberOfADecreeBeginsWithItsIssuer(t *testing.T) {
	for title, want := range map[string]string{
		"某条例（1998年6月10日中华人民共和国国务院令第245号发布）": "中华人民共和国国务院令第245号",
		"某条例以国务院令第365号发布":                   "国务院令第365号",
		"商务部公告2025年第61号":                    "商务部公告2025年第61号",
	} {
		if got := numberOf(title, nil); got != want {
			t.Errorf("numberOf(%q) = %q, want %q", title, got, want)
		}
	}
}
