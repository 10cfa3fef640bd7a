package api_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/keys"
	"github.com/lodestone-kb/lodestone/api/webhooks"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// counting makes ids that are the same in every run.
type counting struct{ next byte }

// Read fills p with the next number.
func (c *counting) Read(p []byte) (int, error) {
	c.next++
	for i := range p {
		p[i] = c.next
	}
	return len(p), nil
}

// holder is the handler as the holder of a key that writes sees it: with a fact that waits for a
// person, two items and an alert.
func holder(t *testing.T, change ...func(*api.Options)) http.Handler {
	t.Helper()
	b, tokens := book(t)
	h := handler(t, append([]func(*api.Options){withAll, withDoubt(t), withItems(t, "<b>wire</b>"), func(o *api.Options) { o.Access = api.Access{Keys: b} }}, change...)...)
	return showing(h, tokens[keys.Write])
}

// showing shows the key where pages need one, as a browser does that was given it once.
func showing(h http.Handler, token string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := strings.TrimPrefix(r.URL.Path, "/v1"); strings.HasPrefix(path, "/alerts") || strings.HasPrefix(path, "/review") {
			r.SetBasicAuth("", token)
		}
		h.ServeHTTP(w, r)
	})
}

// withDoubt puts a fact into the store of which its rule is not sure.
func withDoubt(t *testing.T) func(*api.Options) {
	return func(o *api.Options) {
		store := o.Desk.Store().(kb.Store)
		doc, err := store.Document(t.Context(), corpus.DocumentID(ruleID))
		if err != nil {
			t.Fatal(err)
		}
		rev, err := store.Revision(t.Context(), doc.Latest())
		if err != nil {
			t.Fatal(err)
		}
		const words, sentence = "January 1, 2027", "§ 1(a) Imports of processed tungsten bear a duty from January 1, 2027."
		at, from := strings.Index(rev.Text, words), strings.Index(rev.Text, sentence)
		v := kb.DateValue{Date: corpus.Day(2027, 1, 1), Place: "US"}
		f := kb.Fact{ID: kb.NewFactID(doc.ID, v, kb.RoleEffective, words, 0), Value: v, AsPrinted: words, Role: kb.RoleEffective, Assertion: kb.Asserted, Span: rev.Span(at, at+len(words)),
			Context: corpus.Range{Start: from, End: from + len(sentence)}, Rule: "small/1", Confidence: 0.55, Review: kb.Unreviewed, Source: "gazette", Language: "en", Current: true, Sample: true}
		if _, err := store.Commit(t.Context(), kb.Write{At: o.Now(), Facts: []kb.Fact{f}}); err != nil {
			t.Fatal(err)
		}
	}
}

// withItems keeps two items, one of that name, and an alert.
func withItems(t *testing.T, name string) func(*api.Options) {
	return func(o *api.Options) {
		dir := t.TempDir()
		a, h := alerts.Open(filepath.Join(dir, "alerts.json"), &counting{}), webhooks.Open(filepath.Join(dir, "webhooks.json"), &counting{})
		for _, i := range []alerts.Holding{{Name: "wafers", Material: "gallium", Destination: "US"}, {Name: name, Material: "W"}} {
			if _, err := a.AddItem(t.Context(), i, o.Desk); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := a.AddAlert(alerts.Alert{Name: "rare earths and " + name, Filter: alerts.Filter{Materials: []string{"Dy"}, Jurisdictions: []string{"CN"}}, Frequency: alerts.Daily, Created: o.Now()}, o.Desk); err != nil {
			t.Fatal(err)
		}
		o.Saved = &api.SavedWork{Alerts: a, Hooks: h, Sender: &webhooks.Sender{Book: h, Alerts: a, Watch: alerts.Watch{Desk: o.Desk}, Now: o.Now, Log: slog.New(slog.DiscardHandler)}}
	}
}

// form sends the fields to a page as a browser does, with the token that the page shows.
func form(t *testing.T, h http.Handler, path string, fields map[string]string, set ...func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	root, w := open(t, h, path)
	values := url.Values{}
	for _, in := range find(root, atom.Input) {
		if attr(in, "name") == "token" {
			values.Set("token", attr(in, "value"))
		}
	}
	if values.Get("token") == "" {
		t.Fatalf("%s has no form: %d %s", path, w.Code, w.Body)
	}
	for name, v := range fields {
		values.Set(name, v)
	}
	return ask(h, http.MethodPost, path, values.Encode(), append([]func(*http.Request){header("Content-Type", "application/x-www-form-urlencoded"), header("Accept", "text/html"), header("Sec-Fetch-Site", "same-origin")}, set...)...)
}

// Who has no key that writes sees neither the queue nor what is kept, and is told in a page what to do.
func TestKeptPagesNeedAKey(t *testing.T) {
	b, tokens := book(t)
	h := handler(t, withAll, func(o *api.Options) { o.Access = api.Access{Keys: b} })
	for _, path := range []string{"/review", "/alerts"} {
		for token, want := range map[string]int{"": 401, tokens[keys.Read]: 403, tokens[keys.Write]: 200} {
			w := get(h, path, header("Accept", "text/html"), func(r *http.Request) {
				if token != "" {
					r.SetBasicAuth("", token)
				}
			})
			if w.Code != want || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") || want != 200 && strings.Contains(w.Body.String(), "Corpus version") {
				t.Errorf("%s = %d %s, want %d", path, w.Code, w.Body, want)
			}
			if challenge := w.Header().Values("WWW-Authenticate"); want == 401 && len(challenge) != 2 {
				t.Errorf("%s asks for no password: %v", path, challenge)
			}
		}
	}
	if w := get(h, "/review"); w.Code != 401 || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("a program is told %d %s", w.Code, w.Header())
	}
}

// A form without this page's own token does nothing, wherever it comes from.
func TestFormsOfOthersDoNothing(t *testing.T) {
	decided := 0
	h := holder(t, func(o *api.Options) {
		o.Judge = func(context.Context, ingest.Judgement) (kb.Fact, error) { decided++; return kb.Fact{}, nil }
	})
	other := holder(t) // another server, or the same after a restart
	root, _ := open(t, other, "/review")
	stale := ""
	for _, in := range find(root, atom.Input) {
		if attr(in, "name") == "token" {
			stale = attr(in, "value")
		}
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"no token":       form(t, h, "/review", map[string]string{"token": "", "verdict": "confirmed"}),
		"an old token":   form(t, h, "/review", map[string]string{"token": stale, "verdict": "confirmed"}),
		"another site":   form(t, h, "/review", map[string]string{"verdict": "confirmed"}, header("Sec-Fetch-Site", "cross-site")),
		"another origin": form(t, h, "/review", map[string]string{"verdict": "confirmed"}, header("Sec-Fetch-Site", ""), header("Origin", "https://elsewhere.example")),
	} {
		if w.Code != http.StatusForbidden || decided != 0 {
			t.Errorf("%s: %d, decided %d times", name, w.Code, decided)
		}
	}
	if w := form(t, h, "/review", map[string]string{"verdict": "confirmed"}); w.Code != http.StatusSeeOther || decided != 1 {
		t.Errorf("the page's own form: %d %s, decided %d times", w.Code, w.Body, decided)
	}
}

// A decision in the browser is the decision that was filled in: a correction says what differs, and
// what is wrong comes back with the words that were written.
func TestDecidingInTheBrowser(t *testing.T) {
	var got ingest.Judgement
	h := holder(t, func(o *api.Options) {
		o.Judge = func(_ context.Context, j ingest.Judgement) (kb.Fact, error) {
			got = j
			if j.On == "" {
				return kb.Fact{}, &ingest.JudgementError{Parameter: "on", Detail: "name the official text that says it"}
			}
			return kb.Fact{ID: j.Fact}, nil
		}
	})
	fact := string(kb.NewFactID(corpus.DocumentID(ruleID), kb.DateValue{Date: corpus.Day(2027, 1, 1), Place: "US"}, kb.RoleEffective, "January 1, 2027", 0))
	for name, c := range map[string]struct {
		fields map[string]string
		want   ingest.Judgement
	}{
		"confirm": {map[string]string{"verdict": "confirmed", "on": ruleID, "value": "2027-01-01", "role": "effective"}, ingest.Judgement{Verdict: kb.Confirmed, By: "write", On: corpus.DocumentID(ruleID)}},
		"correct": {map[string]string{"verdict": "corrected", "on": ruleID, "value": "2027-01-02", "role": "effective", "by": "A. Counsel", "note": "see § 2"},
			ingest.Judgement{Verdict: kb.Corrected, By: "A. Counsel", On: corpus.DocumentID(ruleID), Value: "2027-01-02", Note: "see § 2"}},
		"role alone": {map[string]string{"verdict": "corrected", "on": ruleID, "value": "2027-01-01", "role": "published"}, ingest.Judgement{Verdict: kb.Corrected, By: "write", On: corpus.DocumentID(ruleID), Role: kb.RolePublished}},
	} {
		c.fields["fact"], c.want.Fact = fact, kb.FactID(fact)
		w := form(t, h, "/review", c.fields)
		if key := got.Key; !strings.HasSuffix(key, " (write)") {
			t.Errorf("%s: through the key %q", name, key)
		}
		if got.Key = ""; got != c.want || w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/review?done="+fact {
			t.Errorf("%s: %+v, want %+v; %d to %s", name, got, c.want, w.Code, w.Header().Get("Location"))
		}
	}
	w := form(t, h, "/review", map[string]string{"verdict": "confirmed", "fact": fact, "on": "", "note": "my own words"})
	if body := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(body, "Name the official text that says it.") || !strings.Contains(body, "my own words") {
		t.Errorf("what was wrong: %d %s", w.Code, body)
	}
}

// Items and alerts are kept and forgotten by forms alone.
func TestKeepingInTheBrowser(t *testing.T) {
	h := holder(t)
	main := func(path string) string {
		root, _ := open(t, h, path)
		return words(find(root, atom.Main)[0])
	}
	for _, c := range []struct {
		fields      map[string]string
		code        int
		has, hasNot string
	}{
		{map[string]string{"do": "add-item", "name": "magnets", "material": "dysprosium", "destination": "DE"}, 303, "magnets", ""},
		{map[string]string{"do": "add-item", "name": "rings", "material": "unobtanium"}, 422, "magnets", "rings"},
		{map[string]string{"do": "add-item", "name": "", "material": "Ga"}, 422, "magnets", ""},
		{map[string]string{"do": "add-alert", "name": "duties", "material": "tungsten, gallium", "frequency": "weekly"}, 303, "duties | changes in law: tungsten (W) and gallium (Ga) | once a week", ""},
		{map[string]string{"do": "add-alert", "name": "x", "frequency": "hourly"}, 422, "duties", "| x |"},
		{map[string]string{"do": "remove", "id": "i-010101010101"}, 303, "magnets", "wafers"},
		{map[string]string{"do": "remove", "id": "i-010101010101"}, 303, "magnets", "wafers"},
		{map[string]string{"do": "burn"}, 422, "magnets", ""},
	} {
		w := form(t, h, "/alerts", c.fields)
		text := main("/alerts")
		if w.Code != c.code || !strings.Contains(text, c.has) || c.hasNot != "" && strings.Contains(text, c.hasNot) {
			t.Errorf("%v: %d, want %d; %s", c.fields, w.Code, c.code, text)
		}
	}
	if text := main("/alerts?from=2022-01&to=2022-02"); !strings.Contains(text, "Nothing of yours.") {
		t.Errorf("two quiet months: %s", text)
	}
}
