package extract

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// opens reports whether a text lets an expression through.
func opens(p *pattern, text string) bool {
	own := newPattern(p.String())
	g := newGate([]*pattern{own, newPattern("never")})
	return openIn(g, text).has(own.number)
}

// openIn is what a gate lets through for a text.
func openIn(g *gate, text string) bits {
	s := g.search()
	open := s.begin(nil)
	s.add(open, text)
	return open
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
		p := newPattern(c.expr)
		if !p.MatchString(c.match) || !opens(p, c.match) {
			t.Errorf("%s misses %q", c.expr, c.match)
		}
		if got := !opens(p, "zzz"); got != c.gated {
			t.Errorf("%s gated %v", c.expr, got)
		}
	}
}

// TestRulesAreGated: nearly every rule of restrictions can be passed over by its words.
func TestRulesAreGated(t *testing.T) {
	open := openIn(gateOfAll(), "zzz")
	for _, table := range [][]restrictionRule{chineseRules, englishRules} {
		for _, r := range table {
			if open.has(r.re.number) {
				t.Errorf("%s is tried on every sentence", r.name)
			}
		}
	}
}

// TestAlternatives: taken apart, behind the gate, an expression finds what it finds as a whole.
func TestAlternatives(t *testing.T) {
	g := gateOfAll()
	check := func(p *pattern, open bits, text string) {
		if !open.has(p.number) {
			if p.MatchString(text) {
				t.Errorf("%.60s… is passed over in %q", p, text)
			}
			return
		}
		want := p.FindStringSubmatchIndex(text)
		if got := p.find(open, text); !slices.Equal(got, want) {
			t.Errorf("%.60s… in %q: found at %v, as a whole at %v", p, text, got, want)
		}
		if got := p.matches(open, text); got != (want != nil) {
			t.Errorf("%.60s… in %q: matches is %v, as a whole %v", p, text, got, want != nil)
		}
		if got, want := p.findAll(open, text), p.FindAllStringSubmatchIndex(text, -1); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%.60s… in %q: all are %v, as a whole %v", p, text, got, want)
		}
	}
	for _, file := range []string{"en", "other"} {
		f, err := os.Open("testdata/passages/" + file + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for lines := json.NewDecoder(f); lines.More(); {
			var l struct{ Text string }
			if err := lines.Decode(&l); err != nil {
				t.Fatal(err)
			}
			open := openIn(g, l.Text)
			for _, p := range patterns {
				check(p, open, l.Text)
			}
		}
	}
}

// TestAlternativesInOrder: the leftmost wins, and of those that begin together the first.
func TestAlternativesInOrder(t *testing.T) {
	for _, expr := range []string{`(?i)ban(?:s|ned)?|banned exports|\bex(?:port|ported|it)s?|(ab|a)(?:c|bcd)`, `^(?:one|two)$|(?:three|four){1,2}x?`, `(?:a|ab)(?:c|bcd)?(?:d|)`, `((?i)ban)(s)?|(export|the (ban))s?`} {
		p := newPattern(expr)
		if len(p.parts()) < 2 {
			t.Errorf("%s is not taken apart", expr)
		}
		g := newGate([]*pattern{p, newPattern("never")})
		for _, text := range []string{"", "a banned export", "exports, banned", "exported abcd", "abcd", "two", "one ", "threefour fourx", "abcdd", "BANNED EXPORTS", "the bans and bans on exports", "the ban, exports"} {
			open := openIn(g, text)
			if got, want := p.find(open, text), p.FindStringSubmatchIndex(text); !slices.Equal(got, want) {
				t.Errorf("%s in %q: %v, as a whole %v", expr, text, got, want)
			}
			if got, want := p.findAll(open, text), p.FindAllStringSubmatchIndex(text, -1); !slices.EqualFunc(got, want, slices.Equal) {
				t.Errorf("%s in %q: all are %v, as a whole %v", expr, text, got, want)
			}
		}
	}
}

// TestMaskStops: the stops are those that an expression finds, from left to right.
func TestMaskStops(t *testing.T) {
	inside := regexp.MustCompile(`\b[Nn]os?\.|\d\.\d`)
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{".", "1", "2", "N", "n", "o", "s", " ", "No.", "no.5", "_", "é", "年", "x", "O"})).Draw(r, "pieces"), "")
		want := inside.ReplaceAllStringFunc(text, func(m string) string { return strings.Replace(m, ".", "_", 1) })
		got := []byte(text)
		if maskStops(got); string(got) != want {
			r.Fatalf("%q becomes %q, want %q", text, got, want)
		}
	})
}
