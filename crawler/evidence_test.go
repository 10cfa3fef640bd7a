package crawler

import (
	"errors"
	"strings"
	"testing"
	"time"
)

const minimal = "id: x1\nname: X\nentries: [{url: 'http://x.example/', discovery: feed}]\n"

func TestOnAndOff(t *testing.T) {
	for _, c := range []struct {
		name, more string
		on         bool
		off        string
	}{
		{"nothing said", "", true, ""},
		{"recorded", "evidence: {word: recorded, at: [folder]}\n", true, ""},
		{"described", "evidence: {word: described, at: ['https://x.example/doc']}\n", true, ""},
		{"unseen", "evidence: {word: unseen}\n", false, "off: nobody has seen a response of it, so that its rules are a guess"},
		{"unseen, and wanted all the same", "evidence: {word: unseen}\nenabled: true\n", true, ""},
		{"a browser", "evidence: {word: recorded, at: [x]}\nneeds: {browser: the list is made by a script}\n", false, "off: it works only with a browser (the list is made by a script)"},
		{"a key and a proxy", "needs: {key: free of charge, proxy: closed abroad}\n", false, "off: it works only through a proxy (closed abroad); it wants a key (free of charge)"},
		{"a permission", "evidence: {word: recorded, at: [x]}\nneeds: {permission: robots.txt closes it}\n", false, "off: it wants the publisher's permission (robots.txt closes it)"},
		{"switched off", "enabled: false\n", false, "off: its manifest says so"},
	} {
		s := source(t, minimal+c.more)
		if s.Enabled != c.on || s.Off() != c.off {
			t.Errorf("%s: enabled %v, %q", c.name, s.Enabled, s.Off())
		}
	}
}

func TestManifestErrorsOfRules(t *testing.T) {
	json := func(rules string) string {
		return "id: x1\nname: X\nentries:\n  - url: http://x.example/\n    discovery: json\n    fields: {link: a}\n" + rules
	}
	for _, c := range []struct{ name, manifest, want string }{
		{"evidence without a place", minimal + "evidence: {word: recorded}\n", "m.yaml:4:11: evidence.at: say where it is recorded"},
		{"a word nobody knows", minimal + "evidence: {word: certain}\n", "m.yaml:4:18: evidence.word: "},
		{"an empty place", minimal + "evidence: {word: recorded, at: ['']}\n", "evidence.at[0]: it is empty"},
		{"a bad path", json("    items: a..b\n"), "m.yaml:7:12: entries[0].items: "},
		{"a bad condition", json("    items: a[b\n"), "m.yaml:7:12: entries[0].items: "},
		{"a window without marks", json("    window: {since: 2020-01-01}\n"), "entries[0].url: a window needs an address with {from} and {to}"},
		{"marks without a window", json("    query: {a: '{from}'}\n"), "entries[0].window: the address asks for days"},
		{"a window since never", json("    query: {a: '{from}'}\n    window: {since: lately}\n"), "m.yaml:8:21: entries[0].window.since: "},
		{"since and back", json("    query: {a: '{from}'}\n    window: {since: 2020-01-01, back: 3d}\n"), "want one of since, back and years"},
		{"years without a place", json("    window: {years: 2}\n"), "entries[0].url: years need an address with {year}"},
		{"a slice of hours", json("    query: {a: '{from}'}\n    window: {since: 2020-01-01, slice: 3h}\n"), "whole days"},
		{"pages without a mark", json("    pages: {url: 'http://x.example/2'}\n"), "m.yaml:7:18: entries[0].pages.url: "},
		{"pages of two kinds", json("    pages: {url: 'http://x.example/{page}', parameter: p}\n"), "entries[0].pages: want either url or parameter, or"},
		{"a form of dates", json("    date_form: D/M\n"), "m.yaml:7:16: entries[0].date_form: "},
		{"a form without parameters", json("    form: true\n"), "m.yaml:7:11: entries[0].form: "},
		{"half a cursor", json("    cursor: {at: x}\n"), "entries[0].cursor: want both"},
		{"kinds without a field", json("    kinds: {of: {a: notice}}\n"), "entries[0].kinds: want both"},
		{"a kind nobody knows", json("    kinds: {at: t, of: {a: rumour}}\n"), "m.yaml:7:28: entries[0].kinds.of.a: "},
		{"only without values", json("    only: [{at: t}]\n"), "entries[0].only[0]: want at"},
		{"only by a bad pattern", json("    only: [{at: t, like: '('}]\n"), "m.yaml:7:26: entries[0].only[0].like: "},
		{"columns of JSON", json("    columns: {header: th, names: [a]}\n"), "entries[0].columns: "},
		{"a query that is a word", json("    query: words\n"), "m.yaml:7:12: "},
		{"a query of a query", json("    query: {a: {b: c}}\n"), "m.yaml:7:"},
		{"a rewrite without an aim", minimal + "canonical: {rewrite: [{from: x}]}\n", "canonical.rewrite[0]: want both"},
		{"a bad rewrite", minimal + "canonical: {rewrite: [{from: '(', to: x}]}\n", "m.yaml:4:30: canonical.rewrite[0].from: "},
		{"a time of day", minimal + "at: ['9:30']\n", "m.yaml:4:6: at[0]: "},
		{"two ways of time", minimal + "at: ['09:30']\ncadence: 6h\n", "want cadence or at, not both"},
		{"names without headings", "id: x1\nname: X\nentries:\n  - {url: 'http://x.example/', discovery: list, item: li, columns: {names: [a]}}\n", "entries[0].columns: want both"},
		{"a bad path of attachments", minimal + "attachments: {paths: [a.]}\n", "m.yaml:4:23: attachments.paths[0]: "},
	} {
		_, err := ParseManifest("m.yaml", []byte(c.manifest))
		var e *ManifestError
		if err == nil || !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestQueryIsReadAsItStands(t *testing.T) {
	s := source(t, "id: x1\nname: X\nentries:\n  - url: http://x.example/a\n    query:\n      term: '\"rare earth\" & more'\n      code: 0123\n      fields[]: [a, b]\n      day: '{from}..{to}'\n      long: >-\n        one\n        two\n    discovery: json\n    fields: {link: a}\n    window: {since: 2020-01-01}\n")
	want := "http://x.example/a?term=%22rare+earth%22+%26+more&code=0123&fields%5B%5D=a&fields%5B%5D=b&day={from}..{to}&long=one+two"
	if got := s.Entries[0].URL; got != want {
		t.Errorf("the address is %s, want %s", got, want)
	}
}

func TestNextRun(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	daily := source(t, minimal+"zone: America/New_York\nat: ['09:15', '17:00']\n")
	for _, c := range []struct{ ended, next string }{
		{"2025-10-09T13:00:00Z", "2025-10-09T13:15:00Z"}, // 09:00 in New York
		{"2025-10-09T13:15:00Z", "2025-10-09T21:00:00Z"},
		{"2025-10-09T22:00:00Z", "2025-10-10T13:15:00Z"},
		{"2025-11-02T03:00:00Z", "2025-11-02T14:15:00Z"}, // the clocks went back that night
	} {
		if got := daily.next(at(c.ended)); !got.Equal(at(c.next)) {
			t.Errorf("after %s comes %s, want %s", c.ended, got.UTC().Format(time.RFC3339), c.next)
		}
	}
	if got := source(t, minimal+"cadence: 6h\n").next(at("2025-10-09T13:00:00Z")); !got.Equal(at("2025-10-09T19:00:00Z")) {
		t.Errorf("six hours later is %s", got)
	}
}
