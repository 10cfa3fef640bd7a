package mcp_test

import (
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/lodestone-kb/lodestone/api/mcp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func dial(t *testing.T, s *mcp.Server) *sdk.ClientSession {
	t.Helper()
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- s.Run(t.Context(), toServer, fromServer) }()
	client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	c, err := client.Connect(t.Context(), &sdk.IOTransport{Reader: toClient, Writer: fromClient}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Close() // what it closes may be closed
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return c
}

// The tools as a client sees them: names, descriptions, schemas of what they take and give. All only read.
func TestTools(t *testing.T) {
	c := connect(t, world(t, "text"), "text")
	list, err := c.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		if !tool.Annotations.ReadOnlyHint || tool.OutputSchema == nil || tool.InputSchema == nil || tool.Description == "" {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "changes cite coverage facts get_passage search status" {
		t.Errorf("tools: %s", got)
	}
	b, err := json.MarshalIndent(list.Tools, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "tools.json")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != string(b) {
		t.Errorf("%s differs (%v); look at the difference after go test ./api/mcp -update", file, err)
	}
}

// What a model asks wrongly it is told in a sentence, as the result of the tool.
func TestMistakes(t *testing.T) {
	c := connect(t, world(t, "text"), "text")
	for _, tt := range []struct {
		tool string
		args map[string]any
		says string
	}{
		{"status", map[string]any{"material": "unobtanium"}, "no element"},
		{"status", map[string]any{"material": "Ga", "on": "2025"}, "YYYY-MM-DD"},
		{"status", map[string]any{"stuff": "Ga"}, "stuff"},
		{"changes", map[string]any{"limit": 101}, "1 to 100"},
		{"facts", map[string]any{"kind": "rumour"}, "kind of fact"},
		{"get_passage", map[string]any{"document": "d-2"}, "not held"},
		{"get_passage", map[string]any{}, "document"},
		{"get_passage", map[string]any{"document": "d-1", "revision": "r-x"}, "not held"},
		{"search", map[string]any{"query": "x", "jurisdiction": "QQ"}, "country"},
	} {
		r, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: tt.tool, Arguments: tt.args})
		if err != nil {
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%s %v: %v", tt.tool, tt.args, err)
			}
			continue
		}
		if said := r.Content[0].(*sdk.TextContent).Text; !r.IsError || !strings.Contains(said, tt.says) {
			t.Errorf("%s %v: error %v, %q lacks %q", tt.tool, tt.args, r.IsError, said, tt.says)
		}
	}
}

// A passage never cuts a character and never exceeds its bound, wherever it is asked for.
func TestPassageBounds(t *testing.T) {
	text := strings.Repeat("镓出口许可。", 2000)
	c := connect(t, world(t, text), "text")
	for _, r := range [][2]int{{0, 0}, {1, 2}, {2, 100}, {0, 1 << 30}, {1 << 30, 0}, {-5, 7}, {10, 4}} {
		got, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: "get_passage", Arguments: map[string]any{"document": "d-1", "start": r[0], "end": r[1]}})
		if err != nil || got.IsError {
			t.Fatalf("%v: %v %+v", r, err, got)
		}
		b, err := json.Marshal(got.StructuredContent)
		if err != nil {
			t.Fatal(err)
		}
		var p struct {
			Text       string `json:"untrusted_text"`
			Start, End int
		}
		if err := json.Unmarshal(b, &p); err != nil {
			t.Fatal(err)
		}
		if p.Text != text[p.Start:p.End] || len(p.Text) > 16<<10 || strings.ContainsRune(p.Text, '\uFFFD') {
			t.Errorf("%v gives [%d:%d] with %d bytes", r, p.Start, p.End, len(p.Text))
		}
	}
}

func TestOverHTTP(t *testing.T) {
	s, err := mcp.New(mcp.Options{Desk: world(t, "text"), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	c, err := client.Connect(t.Context(), &sdk.StreamableClientTransport{Endpoint: server.URL, DisableStandaloneSSE: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	r, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: "status", Arguments: map[string]any{"material": "Ga", "on": "2025-06-01"}})
	if err != nil || r.IsError || !strings.Contains(r.Content[0].(*sdk.TextContent).Text, `"answer":"conditional"`) {
		t.Errorf("%v %+v", err, r)
	}
	if w, err := http.Get(server.URL); err != nil || w.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %v %v", w, err)
	}
}
