package extract

import "testing"

// opens reports whether a text lets an expression through.
func opens(p *pattern, text string) bool {
	g := newGate([]*pattern{{needs: p.needs}, {needs: clues{{{"never"}}}, number: 1}})
	groups := newBits(g.groups)
	g.found(groups, text)
	return g.opens(&pattern{}, groups)
}

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
		{`(?i)\bbill\b`, "a Bill.", true},
		{`\b[0-9][A-E][0-9]{3}\b`, "under 3C004", true},
	} {
		p := compile(c.expr)
		if !p.MatchString(c.match) || !opens(p, c.match) {
			t.Errorf("%s needs %q and misses %q", c.expr, p.needs, c.match)
		}
		if got := !opens(p, "zzz"); got != c.gated {
			t.Errorf("%s needs %q, gated %v", c.expr, p.needs, got)
		}
	}
}

// TestRulesAreGated: nearly every rule of restrictions can be passed over by its words.
func TestRulesAreGated(t *testing.T) {
	for _, table := range [][]restrictionRule{chineseRules, englishRules} {
		for _, r := range table {
			if opens(r.re, "zzz") {
				t.Errorf("%s is tried on every sentence", r.name)
			}
		}
	}
}
