package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/keys"
)

// A decision is taken from who holds a key, and carries the key's name where nobody is named.
func TestReviews(t *testing.T) {
	b, tokens := book(t)
	h := handler(t, withAll, func(o *api.Options) { o.Access = api.Access{Keys: b} })
	as := func(token string) func(*http.Request) {
		return func(r *http.Request) {
			r.RemoteAddr = "203.0.113.7:9"
			r.Header.Set("Content-Type", "application/json")
			if token != "" {
				r.Header.Set("Authorization", "Bearer "+token)
			}
		}
	}
	for name, c := range map[string]struct {
		token, body string
		code        int
		says        string
	}{
		"a stranger":           {"", `{"fact":"f-1","verdict":"confirmed"}`, 401, ""},
		"a key that reads":     {tokens[keys.Read], `{"fact":"f-1","verdict":"confirmed"}`, 403, ""},
		"a key that writes":    {tokens[keys.Write], `{"fact":"f-1","verdict":"confirmed"}`, 200, `"review":"confirmed"`},
		"a verdict of its own": {tokens[keys.Write], `{"fact":"f-1","verdict":"perhaps"}`, 422, "verdict"},
		"no fact":              {tokens[keys.Write], `{"verdict":"confirmed"}`, 422, "fact"},
		"a field that is none": {tokens[keys.Write], `{"fact":"f-1","verdict":"confirmed","bogus":1}`, 422, "bogus"},
	} {
		w := ask(h, http.MethodPost, "/v1/reviews", c.body, as(c.token))
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d %s, want %d and %q", name, w.Code, w.Body, c.code, c.says)
		}
	}
	for path, want := range map[string]int{"/v1/reviews": 200, "/v1/reviews?kind=date": 200, "/v1/reviews?kind=bogus": 422, "/v1/reviews?bogus=1": 422} {
		var w *httptest.ResponseRecorder
		if w = ask(h, http.MethodGet, path, "", as(tokens[keys.Write])); w.Code != want {
			t.Errorf("GET %s = %d, want %d: %s", path, w.Code, want, w.Body)
		}
		if w.Code == http.StatusOK && !strings.Contains(w.Body.String(), `"reviews":[`) {
			t.Errorf("GET %s: no list: %s", path, w.Body)
		}
	}
}
