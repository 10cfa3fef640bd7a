package sample

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

//go:embed web/*.txtar
var webFiles embed.FS

//go:embed manifests/*.yaml
var manifestFiles embed.FS

// Mark is what every page of the sample says at its top, in the page's language.
const (
	MarkEnglish = "Sample text for demonstration, not an official publication."
	MarkChinese = "演示样例，非官方文本。"
)

// Web is the sample web on all of its days. It does not change and may be used from many places at
// once.
type Web struct {
	sites     []*site
	byHost    map[string]*site
	manifests map[string][]byte
}

// Publication is one thing that a publisher of the sample published.
type Publication struct {
	URL       string      // its first address
	Host      string      // on which it stands
	Publisher string      // name for people
	Title     string      // of the first version
	First     corpus.Date // the day from which it stands
	Published corpus.Date // the day that the page prints
	Lang      corpus.Lang
	Annex     bool // a file attached to another publication
}

// Load parses the embedded data and checks that it is whole.
func Load() (*Web, error) {
	w := &Web{byHost: map[string]*site{}, manifests: map[string][]byte{}}
	names, err := fs.Glob(webFiles, "web/*.txtar")
	if err != nil {
		return nil, fmt.Errorf("list the sample web: %w", err)
	}
	for _, name := range names {
		b, err := webFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		s, err := parseSite(strings.TrimSuffix(path.Base(name), ".txtar"), b)
		if err != nil {
			return nil, fmt.Errorf("sample web %s: %w", name, err)
		}
		w.sites = append(w.sites, s)
		w.byHost[s.host] = s
	}
	names, err = fs.Glob(manifestFiles, "manifests/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the manifests of the sample web: %w", err)
	}
	for _, name := range names {
		b, err := manifestFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		w.manifests[path.Base(name)] = b
	}
	return w, nil
}

// Days returns the days on which the sample is worth a visit, in order.
func (w *Web) Days() []corpus.Date {
	return []corpus.Date{
		corpus.Day(2023, 7, 5), corpus.Day(2023, 8, 2), corpus.Day(2023, 12, 2), corpus.Day(2024, 8, 20),
		corpus.Day(2024, 12, 4), corpus.Day(2025, 2, 5), corpus.Day(2025, 4, 5), corpus.Day(2025, 6, 24),
		corpus.Day(2025, 10, 10), corpus.Day(2025, 10, 20), corpus.Day(2025, 11, 8), corpus.Day(2025, 11, 12),
		corpus.Day(2026, 2, 26), corpus.Day(2026, 9, 29), corpus.Day(2026, 11, 12), corpus.Day(2026, 11, 24),
	}
}

// Hosts returns the hosts of the sample web in order; all end in .example.
func (w *Web) Hosts() []string { return slices.Sorted(maps.Keys(w.byHost)) }

// Manifests returns the manifests by which a crawler reads the sample web, by file name.
func (w *Web) Manifests() map[string][]byte {
	out := make(map[string][]byte, len(w.manifests))
	for name, b := range w.manifests {
		out[name] = slices.Clone(b)
	}
	return out
}

// Publications returns everything that is ever published, by host and day.
func (w *Web) Publications() []Publication {
	var out []Publication
	for _, s := range w.sites {
		for _, p := range s.pages {
			v := p.versions[0]
			out = append(out, Publication{URL: "http://" + s.host + p.path, Host: s.host, Publisher: s.name, Title: v.title,
				First: v.from, Published: v.published, Lang: v.lang, Annex: v.form != formHTML})
		}
	}
	return out
}
