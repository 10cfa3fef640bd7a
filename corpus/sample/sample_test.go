package sample

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

func load(t testing.TB) *Web {
	t.Helper()
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestCounts(t *testing.T) {
	w := load(t)
	var whole int
	publishers := map[string]bool{}
	for _, p := range w.Publications() {
		if !p.Annex {
			whole++
		}
		publishers[p.Publisher] = true
	}
	if whole < 42 || len(publishers) < 8 || len(w.Days()) < 12 {
		t.Errorf("%d publications of %d publishers on %d days", whole, len(publishers), len(w.Days()))
	}
	if len(w.Manifests()) != len(w.Hosts()) {
		t.Errorf("%d manifests for %d hosts", len(w.Manifests()), len(w.Hosts()))
	}
}

func TestDaysAreInOrderAndUseful(t *testing.T) {
	w := load(t)
	days := w.Days()
	if !slices.IsSortedFunc(days, corpus.Date.Compare) {
		t.Errorf("days are not in order: %v", days)
	}
	last := days[len(days)-1]
	for _, p := range w.Publications() {
		if p.First.After(last) {
			t.Errorf("%s stands from %s, after the last day", p.URL, p.First)
		}
	}
	for _, s := range w.sites {
		if len(s.standing(days[0])) == 0 {
			t.Errorf("%s has nothing on the first day", s.host)
		}
	}
}

func TestHostsAreReserved(t *testing.T) {
	for _, h := range load(t).Hosts() {
		if !strings.HasSuffix(h, ".example") {
			t.Errorf("host %s", h)
		}
	}
}

func TestEmbeddedSize(t *testing.T) {
	total := 0
	for _, f := range []fs.FS{webFiles, manifestFiles} {
		err := fs.WalkDir(f, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(f, name)
			total += len(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if total >= 1<<20 {
		t.Errorf("the sample has %d bytes", total)
	}
	t.Logf("the sample has %d bytes", total)
}

func TestManifestsAreTheCallers(t *testing.T) {
	w := load(t)
	for name, b := range w.Manifests() {
		clear(b)
		if bytes.Equal(w.Manifests()[name], b) {
			t.Errorf("%s: the caller's copy is the web's own", name)
		}
	}
}

// TestBadSites holds the mistakes that a writer of pages can make.
func TestBadSites(t *testing.T) {
	const head = "name: N\n\n"
	page := func(headers string) string { return head + "-- /a.html --\n" + headers + "\n\nbody\n" }
	for _, c := range []struct{ name, host, data, want string }{
		{"real host", "x.org", head, "ends in .example"},
		{"no name", "x.example", "", "needs a name"},
		{"unknown host header", "x.example", "nmae: N\n\n", `header "nmae"`},
		{"unknown header", "x.example", page("titel: A"), "header titel: not known"},
		{"bad day", "x.example", page("title: A\npublished: 2025-02-30"), "does not exist"},
		{"no day", "x.example", page("title: A"), "wants the days"},
		{"no title", "x.example", page("published: 2025-02-03"), "wants a title"},
		{"too early", "x.example", page("title: A\npublished: 2025-02-03\nfrom: 2025-02-01"), "before it was published"},
		{"no annex", "x.example", page("title: A\npublished: 2025-02-03\nattach: /b.pdf B"), "/b.pdf does not exist"},
		{"unknown form", "x.example", page("title: A\npublished: 2025-02-03\nform: odt"), `form "odt"`},
		{"no address", "x.example", head + "-- a.html --\ntitle: A\npublished: 2025-02-03\n\nbody\n", "no address"},
		{"versions out of order", "x.example", page("title: A\npublished: 2025-02-03") + "-- /a.html --\nfrom: 2025-02-03\n\nbody\n", "order of their days"},
		{"letters outside the font", "x.example", page("title: Ä\npublished: 2025-02-03\nform: pdf"), "not in the font"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseSite(c.host, []byte(c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
