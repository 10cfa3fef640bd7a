package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What the README shows is what the program prints: each line of a shown answer stands in the
// real one, in this order; "…" stands for what was left out.
func TestReadmeShowsWhatIsPrinted(t *testing.T) {
	if testing.Short() {
		t.Skip("one of the shown commands is the whole demo; the full run has it")
	}
	b, err := os.ReadFile(filepath.Join(repository(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	fresh, demo := newCLI(t), newCLI(t)
	manifests := newGazette(t).manifests(t, "") // stands in for the reader's own folder
	shown := 0
	for i, block := range strings.Split(string(b), "```") {
		if i%2 == 0 || !strings.HasPrefix(block, "\n$ lodestone ") {
			continue
		}
		shown++
		lines := strings.Split(strings.TrimSpace(block), "\n")
		args := strings.Fields(strings.ReplaceAll(strings.TrimPrefix(lines[0], "$ lodestone "), "'", ""))
		c := fresh
		if args[0] == "crawl" {
			c = newCLI(t)
		}
		for i, arg := range args {
			if arg == "./manifests" {
				args[i] = manifests
			}
		}
		if args[0] == "demo" || args[0] == "search" {
			c = demo
		}
		rest := c.want(0, args...)
		for _, line := range lines[1:] {
			if line == "…" || strings.TrimSpace(line) == "" {
				continue
			}
			at := strings.Index(rest, line)
			if at < 0 {
				t.Fatalf("lodestone %s does not print, here or later, %q", strings.Join(args, " "), line)
			}
			rest = rest[at+len(line):]
		}
	}
	if shown < 4 {
		t.Errorf("the README shows %d commands, want the demo and the three questions", shown)
	}
}
