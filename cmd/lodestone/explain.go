package main

import (
	"fmt"
	"io"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// firing is one rule that made a fact: where, and in which sentence.
type firing struct {
	Rule       kb.RuleID    `json:"rule"`
	Kind       kb.Kind      `json:"kind"`
	Value      string       `json:"value"`
	Role       kb.Role      `json:"role,omitempty"`
	Assertion  kb.Assertion `json:"assertion"`
	Confidence float64      `json:"confidence"`
	Start      int          `json:"start"`
	End        int          `json:"end"`
	Quote      string       `json:"quote"`
	Address    string       `json:"address,omitempty"`
	Sentence   string       `json:"sentence"`
}

// firings tells which rule fired where, in the order of the text.
func firings(text string, facts []kb.Fact) []firing {
	out := make([]firing, 0, len(facts))
	for _, f := range facts {
		out = append(out, firing{f.Rule, f.Value.Kind(), f.Value.Normal(), f.Role, f.Assertion, f.Confidence,
			f.Span.Start, f.Span.End, f.Span.Quote, f.Span.Address, within(text, f.Context)})
	}
	return out
}

// within cuts a range out of a text; a range that is none gives nothing.
func within(text string, r corpus.Range) string {
	if r.Start < 0 || r.End > len(text) || r.Start > r.End {
		return ""
	}
	return text[r.Start:r.End]
}

// printFirings prints each sentence once, and under it the rules that fired in it.
func printFirings(out io.Writer, all []firing) {
	last := ""
	for _, f := range all {
		if f.Sentence != last {
			fmt.Fprintf(out, "\n[%s] %s\n", f.Address, f.Sentence)
			last = f.Sentence
		}
		role := words(string(f.Role))
		if f.Assertion != kb.Asserted {
			role += " " + string(f.Assertion)
		}
		fmt.Fprintf(out, "  %d-%d  %q  %s %s %s  by %s (%.2f)\n", f.Start, f.End, f.Quote, words(string(f.Kind)), f.Value, role, f.Rule, f.Confidence)
	}
}
