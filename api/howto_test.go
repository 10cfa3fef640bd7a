package api_test

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the how-tos show works: the commands, the Python and the Go run against a server as they are printed.
func TestHowTos(t *testing.T) {
	server := httptest.NewServer(handler(t, withAll))
	defer server.Close()
	files, err := filepath.Glob("../docs/howto-*.md")
	if err != nil || len(files) != 3 {
		t.Fatalf("%v, %v", files, err)
	}
	files = append(files, "../docs/tutorial.md")
	block := regexp.MustCompile("(?ms)^```(sh|python|go)\n(.*?)^```$")
	shown := map[string]int{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range block.FindAllStringSubmatch(string(text), -1) {
			lang, code := m[1], strings.ReplaceAll(m[2], "http://127.0.0.1:8080", server.URL)
			shown[lang]++
			t.Run(filepath.Base(file)+" "+lang, func(t *testing.T) {
				switch lang {
				case "go":
					file := filepath.Join(t.TempDir(), "main.go")
					if err := os.WriteFile(file, []byte(code), 0o600); err != nil {
						t.Fatal(err)
					}
					if out := program(t, "go", "run", file); !strings.HasPrefix(out, "controlled licence_requirement\nin_force cn-") {
						t.Errorf("it prints %s", out)
					}
				case "python":
					if out := program(t, "python3", "-c", code); !strings.HasPrefix(out, "controlled licence_requirement\n2024-12-03 ") {
						t.Errorf("it prints %s", out)
					}
				default:
					for line := range strings.Lines(code) { // --fail: an answer that is an error is one
						if out := program(t, "sh", "-c", strings.Replace(line, "curl -s", "curl -sS --fail-with-body", 1)); strings.TrimSpace(out) == "" {
							t.Errorf("%s prints nothing", line)
						}
					}
				}
			})
		}
	}
	if shown["sh"] < 4 || shown["python"] != 1 || shown["go"] != 1 {
		t.Errorf("the how-tos show %v", shown)
	}
}

// program runs a program of the machine, or skips where there is none.
func program(t *testing.T, name string, args ...string) string {
	t.Helper()
	for _, need := range []string{name, "curl"} {
		if _, err := exec.LookPath(need); err != nil && (need == name || name == "sh") {
			t.Skipf("%s is not on this machine", need)
		}
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, args, err, out)
	}
	return string(out)
}
