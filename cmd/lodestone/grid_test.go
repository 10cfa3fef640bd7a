package main

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/lodestone-kb/lodestone/kb/desk/grid"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// TestGridOnTheCommandLine asks some questions of the grid as a user does and judges what --json prints:
// the others are asked over the API, of the same desk.
func TestGridOnTheCommandLine(t *testing.T) {
	text, err := os.ReadFile("../../kb/desk/testdata/grid-fourth.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := grid.Read(string(text))
	if err != nil {
		t.Fatal(err)
	}
	c := newCLI(t)
	for i, r := range rows {
		if i%9 != 0 && !r.Refused() || r.Ask.Known != "" {
			continue
		}
		args := []string{"status", "--json"}
		for _, f := range [][2]string{{"--material", r.Ask.Material}, {"--code", r.Ask.Code}, {"--destination", r.Ask.Destination},
			{"--end-use", r.Ask.EndUse}, {"--jurisdiction", r.Ask.Jurisdiction}, {"--on", r.Ask.On}} {
			if f[1] != "" {
				args = append(args, f[0], f[1])
			}
		}
		if r.Refused() {
			c.want(2, args...)
			continue
		}
		var a legal.Answer
		if err := json.Unmarshal([]byte(c.want(0, args...)), &a); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range r.Judge(a) {
			t.Errorf("line %d: %s: %s", r.Line, r.Text, wrong)
		}
	}
}
