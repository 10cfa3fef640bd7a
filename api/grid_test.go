package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/desk/grid"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// TestGridOverTheAPI asks every question of the grid over HTTP and judges the JSON as a program reads it.
func TestGridOverTheAPI(t *testing.T) {
	h := registerHandler(t, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))
	files, err := filepath.Glob("../kb/desk/testdata/grid*.txt")
	if err != nil || len(files) < 4 {
		t.Fatalf("the grid has %d files, %v", len(files), err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := grid.Read(string(text))
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for _, r := range rows {
			for _, wrong := range overTheAPI(h, r) {
				t.Errorf("%s line %d: %s: %s", filepath.Base(f), r.Line, r.Text, wrong)
			}
		}
	}
}

// overTheAPI lists what is wrong with the answer to a row.
func overTheAPI(h http.Handler, r grid.Row) []string {
	v := url.Values{}
	for name, value := range map[string]string{"material": r.Ask.Material, "code": r.Ask.Code, "destination": r.Ask.Destination,
		"end_use": r.Ask.EndUse, "jurisdiction": r.Ask.Jurisdiction, "on": r.Ask.On, "known": r.Ask.Known} {
		if value != "" {
			v.Set(name, value)
		}
	}
	w := get(h, "/v1/status?"+v.Encode())
	switch {
	case r.Refused() && w.Code == http.StatusUnprocessableEntity:
		return nil
	case r.Refused() || w.Code != http.StatusOK:
		return []string{http.StatusText(w.Code) + " " + w.Body.String()}
	}
	var a legal.Answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		return []string{err.Error()}
	}
	return r.Judge(a)
}

// registerHandler serves the shipped register alone, loaded at a time and asked a day later.
func registerHandler(t *testing.T, loaded time.Time) http.Handler {
	t.Helper()
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	store := memkb.New()
	if _, err := ingest.LoadRegister(t.Context(), store, r, loaded); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return loaded.Add(24 * time.Hour) }
	h, err := api.New(api.Options{Desk: desk.New(store, words, clock), Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	return h
}
