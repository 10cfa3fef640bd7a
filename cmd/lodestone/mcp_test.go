package main

import (
	"bufio"
	"encoding/json"
	"strings"
	"testing"
)

// A model that speaks over stdio is answered, and what is printed is the protocol alone.
func TestMCPOverStdio(t *testing.T) {
	in := strings.Join([]string{
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`,
		`{"jsonrpc":"2.0","method":"notifications/initialized"}`,
		`{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"status","arguments":{"material":"gallium","destination":"US","on":"2025-11-10"}}}`,
		`{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search","arguments":{"query":"gallium"}}}`,
	}, "\n") + "\n"
	out, errs, code := newCLI(t).run(in, "mcp")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	answers := map[int]string{}
	for lines := bufio.NewScanner(strings.NewReader(out)); lines.Scan(); {
		var m struct {
			ID     int
			Result json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatalf("%q is no message: %v", lines.Text(), err)
		}
		answers[m.ID] = string(m.Result)
	}
	if !strings.Contains(answers[2], `"answer":"controlled"`) || !strings.Contains(answers[3], `"hits"`) {
		t.Errorf("answers: %.600v", answers)
	}
}
