package sources

import (
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/crawler"
)

// shipped returns the shipped sources by id.
func shipped(t *testing.T) map[string]crawler.Source {
	t.Helper()
	list, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]crawler.Source{}
	for _, s := range list {
		out[string(s.ID)] = s
	}
	return out
}

// TestShipped holds every shipped manifest to what a reader of the sources page relies on.
func TestShipped(t *testing.T) {
	list, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	files, err := manifests.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, s := range list {
		id := string(s.ID)
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
		if want := strings.TrimSuffix(files[i].Name(), ".yaml"); id != want {
			t.Errorf("%s: its id is %s", files[i].Name(), id)
		}
		lint(t, s)
	}
}

// lint tells what a shipped manifest lacks that a manifest in general may lack.
func lint(t *testing.T, s crawler.Source) {
	t.Helper()
	for what, missing := range map[string]bool{
		"publisher":                 s.Publisher == "",
		"language":                  s.Language == "",
		"time zone":                 s.Zone == "",
		"word for its evidence":     s.Evidence.Word == "",
		"what the evidence says":    s.Evidence.Says == "",
		"note for people":           s.Note == "",
		"jurisdiction":              s.Official && s.Jurisdiction == "",
		"silence":                   s.Enabled && s.Expect.Silence == 0 && tellsDays(s) && s.Kind != "regulation",
		"body node":                 s.Official && s.Body == "" && readsPages(s),
		"polite delay of 2s":        s.Delay < 2_000_000_000,
		"reason for being off":      !s.Enabled && s.Off() == "off: its manifest says so" && s.Note == "",
		"being real":                s.Sample,
		"being off while unseen":    s.Enabled && s.Evidence.Word == crawler.Unseen,
		"being off with its needs":  s.Enabled && s.Needs != crawler.Needs{},
		"description elsewhere":     s.Evidence.Word == crawler.Described && !describedElsewhere(s),
		"the word unseen if absent": s.Evidence.Word != crawler.Unseen && len(s.Evidence.At) == 0,
	} {
		if missing {
			t.Errorf("%s lacks its %s", s.ID, what)
		}
	}
	for i, e := range s.Entries {
		if !strings.HasPrefix(e.URL, "https://") && !strings.HasPrefix(e.URL, "http://") {
			t.Errorf("%s: entry %d has the address %q", s.ID, i, e.URL)
		}
		for _, in := range s.Evidence.At {
			if strings.Contains(in, " ") {
				t.Errorf("%s: %q is neither an address nor a folder", s.ID, in)
			}
		}
	}
}

// describedElsewhere reports whether the evidence of a source names more than the source itself.
func describedElsewhere(s crawler.Source) bool {
	return slices.ContainsFunc(s.Evidence.At, func(at string) bool {
		return !slices.ContainsFunc(s.Entries, func(e crawler.Entry) bool { return e.URL == at })
	})
}

// tellsDays reports whether the listings of a source say when something was published.
func tellsDays(s crawler.Source) bool {
	return slices.ContainsFunc(s.Entries, func(e crawler.Entry) bool {
		return e.Discovery == crawler.Feed || e.Date != "" || e.Fields.Date != ""
	})
}

// readsPages reports whether the items of a source are pages of HTML found on pages of HTML.
func readsPages(s crawler.Source) bool {
	return slices.ContainsFunc(s.Entries, func(e crawler.Entry) bool { return e.Discovery == crawler.List })
}

// TestRegisterIsAskedByPublication: the days of effect in the Register's data are wrong now and then, and a rule
// must not be missed for that.
func TestRegisterIsAskedByPublication(t *testing.T) {
	n := 0
	for id, s := range shipped(t) {
		if !strings.HasPrefix(id, "us-fr-") {
			continue
		}
		for _, e := range s.Entries {
			n++
			if !strings.Contains(e.URL, "publication_date") || strings.Contains(e.URL, "effective_date") || e.Cap != 10_000 || e.Window.Slice == 0 {
				t.Errorf("%s is asked as %s, slices of %v, cap %d", id, e.URL, e.Window.Slice, e.Cap)
			}
		}
	}
	if n < 4 {
		t.Errorf("%d listings of the Register, want those of four agencies", n)
	}
}
