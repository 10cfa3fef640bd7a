package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
)

// Language models are served at /mcp behind the same guards as everybody.
func TestModelsAreGuardedAlike(t *testing.T) {
	const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"status","arguments":{"material":"Ga"}}}`
	accept := func(r *http.Request) {
		r.Header.Set("Accept", "application/json, text/event-stream")
		r.Header.Set("Content-Type", "application/json")
	}
	open, closed := handler(t, withAll), handler(t, func(o *api.Options) { o.Access = api.Access{Keyed: true} })
	if w := ask(open, "POST", "/mcp", call, accept); w.Code != 200 || !strings.Contains(w.Body.String(), `"answer":"controlled"`) {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
	for name, w := range map[string]int{
		"no key":         ask(closed, "POST", "/mcp", call, accept).Code - 401,
		"another name":   ask(open, "POST", "/mcp", call, accept, func(r *http.Request) { r.Host = "evil.example" }).Code - 421,
		"another origin": ask(open, "POST", "/mcp", call, accept, header("Origin", "https://evil.example"), header("Sec-Fetch-Site", "cross-site")).Code - 403,
		"too large":      ask(open, "POST", "/mcp", call+strings.Repeat(" ", 2<<20), accept).Code - 413,
	} {
		if w != 0 {
			t.Errorf("%s: %d off the refusal", name, w)
		}
	}
}
