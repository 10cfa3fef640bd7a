package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestConfigurationSetsWhatTheCommandLineLeavesOpen(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) string {
		file := filepath.Join(dir, "lodestone.yaml")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	c := newCLI(t)
	file := write("quiet: true\nstatus:\n  material: gallium\n  on: 2025-11-10\nchanges:\n  jurisdiction: [CD, CN]\nsearch:\n  limit: 007\n")
	if out := c.want(0, "status", "--config", file); !strings.Contains(out, "2025-11-10") || !strings.Contains(out, "Ga") {
		t.Errorf("%s", out)
	}
	if out := c.want(0, "status", "--config", file, "--material", "germanium"); strings.Contains(out, "Ga ") || !strings.Contains(out, "Ge") {
		t.Errorf("the command line did not win: %s", out)
	}
	out := c.want(0, "changes", "--config", file, "--from", "2025", "--to", "2025", "--json")
	if !strings.Contains(out, `"CD"`) || !strings.Contains(out, `"CN"`) || strings.Contains(out, `"jurisdiction": "US"`) {
		t.Error("a list did not reach its flag")
	}
	for text, says := range map[string]string{
		"serve:\n  adr: x":              `line 2, column 3: there is no setting "adr"`,
		"sevre:\n  addr: x":             "line 1, column 1",
		"serve:\n  grace: soon":         "line 2, column 10: grace",
		"serve:\n  addr: [a, b]":        "takes one value",
		"quiet: true\nquiet: false":     "quiet",
		"- quiet":                       "name: value",
		"serve:\n  addr: {a: b}":        "want a value",
		"config: other.yaml":            "name: value",
		"quiet: [":                      "configuration",
		"serve:\n  log-json: perhaps\n": "log-json",
	} {
		if _, errs, code := c.run("", "version", "--config", write(text)); code != 2 || !strings.Contains(errs, says) {
			t.Errorf("%q: exit %d, %q lacks %q", text, code, errs, says)
		}
	}
	c.want(2, "version", "--config", filepath.Join(dir, "absent.yaml"))
}

// The printed configuration names every flag of every command, and is read back when its comments
// are taken away.
func TestPrintedConfigurationIsWhole(t *testing.T) {
	c := newCLI(t)
	printed := c.want(0, "config")
	root := (&app{}).root(func(string) string { return "" })
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, f := range flagsOf(cmd) {
			if !strings.Contains(printed, "# "+f.Name+": ") || f.Usage == "" {
				t.Errorf("%s --%s is not told", cmd.CommandPath(), f.Name)
			}
		}
		for _, sub := range cmd.Commands() {
			if !sub.Hidden {
				walk(sub)
			}
		}
	}
	walk(root)
	live := regexp.MustCompile(`(?m)^( *)# ([a-z0-9-]+: \S*)$`).ReplaceAllString(printed, "$1$2")
	file := filepath.Join(t.TempDir(), "all.yaml")
	if err := os.WriteFile(file, []byte(live), 0o644); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(live, "\n  addr: \"127.0.0.1:8080\"") {
		t.Fatalf("no comment was taken away:\n%s", live)
	}
	c.want(0, "version", "--config", file)
}

func TestManPagesAndCompletions(t *testing.T) {
	c := newCLI(t)
	dir := t.TempDir()
	c.want(0, "man", dir)
	for _, page := range []string{"lodestone.1", "lodestone-serve.1", "lodestone-keys-create.1"} {
		if b, err := os.ReadFile(filepath.Join(dir, page)); err != nil || !strings.Contains(string(b), ".TH ") {
			t.Errorf("%s: %v", page, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "lodestone-parse-worker.1")); err == nil {
		t.Error("a hidden command has a page")
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out := c.want(0, "completion", shell); !strings.Contains(out, "lodestone") {
			t.Errorf("%s: %.100s", shell, out)
		}
	}
}

// What the unit, the image and the page for operators tell the user to run is there.
func TestPackagingNamesWhatThereIs(t *testing.T) {
	root := (&app{}).root(func(string) string { return "" })
	for _, name := range []string{"packaging/lodestone.service", "packaging/Dockerfile", "docs/operating.md"} {
		b, err := os.ReadFile(filepath.Join(repository(t), name))
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		var walk func(*cobra.Command)
		walk = func(cmd *cobra.Command) {
			for _, f := range flagsOf(cmd) {
				known[f.Name] = true
			}
			for _, sub := range cmd.Commands() {
				walk(sub)
			}
		}
		walk(root)
		known["config"] = true
		for _, m := range regexp.MustCompile("(?:^|[ \"`])--([a-z][a-z-]+)").FindAllStringSubmatch(string(b), -1) {
			if !known[m[1]] && m[1] != "from" && m[1] != "chown" {
				t.Errorf("%s names --%s, which no command has", name, m[1])
			}
		}
		for _, m := range regexp.MustCompile("`?lodestone ([a-z]+)").FindAllStringSubmatch(string(b), -1) {
			if cmd, _, err := root.Find([]string{m[1]}); (err != nil || cmd == root) && m[1] != "completion" {
				t.Errorf("%s names lodestone %s, which is no command", name, m[1])
			}
		}
	}
}
