package sources

import (
	"embed"
	"fmt"

	"github.com/lodestone-kb/lodestone/crawler"
)

//go:embed *.yaml
var manifests embed.FS

// Shipped returns the sources that the program knows by itself, in the order of their names: those
// that are on and those that are off. An error means that a manifest in this package is wrong.
func Shipped() ([]crawler.Source, error) {
	files, err := manifests.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("list the shipped manifests: %w", err)
	}
	var out []crawler.Source
	for _, f := range files {
		b, err := manifests.ReadFile(f.Name())
		if err != nil {
			return nil, fmt.Errorf("read the shipped manifest %s: %w", f.Name(), err)
		}
		s, err := crawler.ParseManifest(f.Name(), b)
		if err != nil {
			return nil, fmt.Errorf("shipped manifest: %w", err)
		}
		out = append(out, s)
	}
	return out, nil
}
