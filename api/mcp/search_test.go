package mcp_test

import (
	"context"
	"reflect"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/lodestone-kb/lodestone/api/mcp"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/ask"
)

// A model searches as everybody does: what it asks is read by the same words.
func TestSearchIsThatOfAll(t *testing.T) {
	d := world(t, "text")
	var asked index.Request
	s, err := mcp.New(mcp.Options{Desk: d, Version: "test", Search: func(_ context.Context, r index.Request) (index.Result, error) {
		asked = r
		return index.Result{}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	c := dial(t, s)
	for _, tt := range []struct {
		args  map[string]any
		words ask.Words
	}{
		{map[string]any{"query": " Which gallium needs a licence? ", "syntax": "plain"}, ask.Words{Query: "Which gallium needs a licence?", Syntax: "plain", Limit: 20}},
		{map[string]any{"query": "gallium /s licen!", "jurisdiction": "CN", "from": "past 3 months", "limit": 7, "cursor": "x"},
			ask.Words{Query: "gallium /s licen!", Jurisdictions: []string{"CN"}, From: "past 3 months", Limit: 7, Cursor: "x"}},
		{map[string]any{"query": "tax", "to": "2025"}, ask.Words{Query: "tax", To: "2025", Limit: 20}},
	} {
		want, err := tt.words.Request(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		asked = index.Request{}
		got, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: "search", Arguments: tt.args})
		if err != nil || got.IsError {
			t.Fatalf("%v: %v %+v", tt.args, err, got)
		}
		if !reflect.DeepEqual(asked, want) {
			t.Errorf("%v asked %+v, want %+v", tt.args, asked, want)
		}
	}
}
