package api_test

import (
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/keys"
	"github.com/lodestone-kb/lodestone/api/webhooks"
)

// withSaved keeps the work of users in a folder.
func withSaved(dir string) func(*api.Options) {
	return func(o *api.Options) {
		a, h := alerts.Open(filepath.Join(dir, "alerts.json"), rand.Reader), webhooks.Open(filepath.Join(dir, "webhooks.json"), rand.Reader, netip.MustParsePrefix("127.0.0.0/8"))
		o.Saved = &api.SavedWork{Alerts: a, Hooks: h, Sender: &webhooks.Sender{Book: h, Alerts: a, Watch: alerts.Watch{Desk: o.Desk}, Now: o.Now, Log: slog.New(slog.DiscardHandler)}}
	}
}

// theWork is a folder in which nothing is kept, for the description.
var theWork = filepath.Join(os.TempDir(), "lodestone-nothing-kept")

// What users keep is added, used and forgotten with a key that may write, and by nobody else.
func TestSavedWork(t *testing.T) {
	b, tokens := book(t)
	h := handler(t, withSaved(t.TempDir()), func(o *api.Options) { o.Access = api.Access{Keys: b} })
	do := func(method, target, body string) *httptest.ResponseRecorder {
		return ask(h, method, target, body, header("Content-Type", "application/json"), header("Authorization", "Bearer "+tokens[keys.Write]))
	}
	id := func(w *httptest.ResponseRecorder) string {
		t.Helper()
		var v struct{ ID string }
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != http.StatusCreated {
			t.Fatalf("%d %v %s", w.Code, err, w.Body)
		}
		return v.ID
	}
	alert := id(do("POST", "/v1/alerts", `{"name":"gallium","filter":{"material":["gallium"]},"frequency":"daily"}`))
	item := id(do("POST", "/v1/register", `{"name":"wafers","material":"gallium","destination":"DE"}`))
	added := do("POST", "/v1/webhooks", `{"url":"https://hooks.example/in","alerts":["`+alert+`"]}`)
	hook := id(added)
	if !strings.Contains(added.Body.String(), `"secret":"whsec_`) || strings.Contains(do("GET", "/v1/webhooks", "").Body.String(), "whsec_") {
		t.Error("the secret is shown otherwise than once")
	}
	for _, tt := range []struct {
		method, target, body string
		code                 int
		holds                string
	}{
		{"GET", "/v1/alerts", "", 200, `"frequency":"daily"`},
		{"POST", "/v1/alerts/rehearse", `{"filter":{"material":["Ga"]},"from":"2023","to":"2024","expected":["us-proc-20001","xx-1"]}`, 200, `"missed":["us-proc-20001"],"unknown":["xx-1"]`},
		{"GET", "/v1/alerts/" + alert + "/news?changed_since=0", "", 200, `"name":"gallium"`},
		{"GET", "/v1/register/changes?from=2024-12&to=2024-12", "", 200, `"nothing_of_yours":true`},
		{"GET", "/v1/register/changes?from=2023-08&to=2023-08", "", 200, `"name":"wafers"`},
		{"POST", "/v1/webhooks/" + hook + "/enable", "", 200, ""},
		{"POST", "/v1/alerts", `{"name":"x","filter":{"material":["unobtanium"]}}`, 422, `"parameter":"material"`},
		{"POST", "/v1/alerts", `{"name":"x","frequency":"hourly"}`, 422, `"parameter":"frequency"`},
		{"POST", "/v1/alerts", `{"name":" "}`, 422, `"parameter":"name"`},
		{"POST", "/v1/alerts", `{"name":"x","colour":"red"}`, 422, "colour"},
		{"POST", "/v1/alerts/rehearse", `{"filter":{"query":"gallium","kind":["measure_commenced"]}}`, 422, "two alerts"},
		{"GET", "/v1/alerts/a-none/news?changed_since=0", "", 404, ""},
		{"GET", "/v1/alerts/" + alert + "/news", "", 422, "changed_since"},
		{"POST", "/v1/register", `{"name":"x"}`, 422, `"parameter":"material"`},
		{"POST", "/v1/register", `{"name":"x","material":"Ga","destination":"Atlantis"}`, 422, `"parameter":"destination"`},
		{"POST", "/v1/webhooks", `{"url":"http://hooks.example/"}`, 422, "https"},
		{"POST", "/v1/webhooks", `{"url":"https://hooks.example/","alerts":["a-none"]}`, 422, `"parameter":"alerts"`},
		{"POST", "/v1/webhooks/h-none/test", "", 404, ""},
		{"POST", "/v1/webhooks/h-none/enable", "", 404, ""},
		{"DELETE", "/v1/alerts/" + alert, "", 204, ""}, {"DELETE", "/v1/alerts/" + alert, "", 404, ""},
		{"DELETE", "/v1/register/" + item, "", 204, ""}, {"DELETE", "/v1/webhooks/" + hook, "", 204, ""}, {"DELETE", "/v1/webhooks/" + hook, "", 404, ""},
	} {
		if w := do(tt.method, tt.target, tt.body); w.Code != tt.code || !strings.Contains(w.Body.String(), tt.holds) {
			t.Errorf("%s %s %s = %d %s; want %d with %s", tt.method, tt.target, tt.body, w.Code, w.Body, tt.code, tt.holds)
		}
	}
	inside := id(do("POST", "/v1/webhooks", `{"url":"https://127.0.0.1:9/"}`))
	if w := do("POST", "/v1/webhooks/"+inside+"/test", ""); w.Code != 502 || !strings.Contains(w.Body.String(), "not taken") {
		t.Errorf("a hook inside: %d %s", w.Code, w.Body)
	}
	if w := get(h, "/v1/alerts", func(r *http.Request) { r.RemoteAddr = "127.0.0.1:9" }); w.Code != 401 {
		t.Errorf("without a key, on this machine: %d", w.Code)
	}
}
