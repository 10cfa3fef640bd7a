package extract

import (
	"strings"
	"testing"
)

// TestNeeds: what an expression needs is in everything that it matches.
func TestNeeds(t *testing.T) {
	for _, c := range []struct {
		expr, match string
		gated       bool
	}{
		{`(?i)licen[cs](?:e|es|ing)`, "a LICENCE", true},
		{`(?i)(?:ban|bar)(?:s|ned|red)? exports?`, "Bars exports", true},
		{`禁止[^，。；]{0,40}出口|零配额`, "禁止向任何人出口", true},
		{`a?b?c?`, "", false},
		{`(?:export)?`, "", false},
		{`(?:export){0,2}x`, "x", false},
		{`(?:export){1,2}`, "exportexport", true},
		{`(?i)\bexempt(?:ed|ion)?\b|\d+`, "12", false},
		{`(?i)kg of ore`, "KG of ore", true}, // the sign of the kelvin is a k
	} {
		p := compile(c.expr)
		if !p.in(c.match, strings.ToLower(c.match)) {
			t.Errorf("%s needs %q and misses %q", c.expr, p.needs, c.match)
		}
		if got := !p.possible("zzz"); got != c.gated {
			t.Errorf("%s needs %q, gated %v", c.expr, p.needs, got)
		}
	}
}

// TestRulesAreGated: nearly every rule of restrictions can be passed over by its words.
func TestRulesAreGated(t *testing.T) {
	for _, table := range [][]restrictionRule{chineseRules, englishRules} {
		for _, r := range table {
			if r.re.possible("zzz") {
				t.Errorf("%s is tried on every sentence", r.name)
			}
		}
	}
}
