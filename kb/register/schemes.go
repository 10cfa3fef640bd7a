package register

import (
	_ "embed" // for schemes.yaml
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/lodestone-kb/lodestone/kb"
)

//go:embed schemes.yaml
var schemesFile string

// Scheme is another classification of trade measures.
type Scheme struct {
	Name  string `json:"name" yaml:"-"` // gta, mast, wto
	Title string `json:"title" yaml:"title"`
	URL   string `json:"url" yaml:"url"`
}

// Counterpart is what a scheme calls a restriction type. Without a value it has no counterpart there.
type Counterpart struct {
	Scheme string `json:"scheme" yaml:"-"`
	Value  string `json:"value" yaml:"value"` // empty: no counterpart
	// Match is same, broader (the scheme's word covers more), narrower, related, or none.
	Match string `json:"match" yaml:"match"`
	Note  string `json:"note,omitempty" yaml:"note"`
}

// Schemes is the crosswalk of restriction types to other classifications: Global Trade Alert's
// intervention types, the chapters of the MAST classification of non-tariff measures, and the symbols
// of WTO notifications of quantitative restrictions. It is our reading; no issuer publishes one.
type Schemes struct {
	Schemes []Scheme
	Types   map[kb.RestrictionType][]Counterpart // at least one row a scheme, in the order of Schemes
}

// LoadSchemes reads the shipped crosswalk and checks that each restriction type has a row for each
// scheme.
func LoadSchemes() (Schemes, error) {
	s, err := readSchemes(schemesFile)
	if err != nil {
		return Schemes{}, fmt.Errorf("crosswalk of restriction types: %w", err)
	}
	return s, nil
}

func readSchemes(text string) (Schemes, error) {
	var file struct {
		Schemes map[string]Scheme                               `yaml:"schemes"`
		Types   map[kb.RestrictionType]map[string][]Counterpart `yaml:"types"`
	}
	if err := yaml.NewDecoder(strings.NewReader(text), yaml.Strict()).Decode(&file); err != nil {
		return Schemes{}, err
	}
	s := Schemes{Types: map[kb.RestrictionType][]Counterpart{}}
	for _, name := range []string{"gta", "mast", "wto"} {
		one, ok := file.Schemes[name]
		if !ok || one.Title == "" || one.URL == "" {
			return s, fmt.Errorf("scheme %s has no title and address", name)
		}
		one.Name = name
		s.Schemes = append(s.Schemes, one)
	}
	for _, info := range kb.Restrictions() {
		rows, ok := file.Types[info.Type]
		if !ok {
			return s, fmt.Errorf("nothing is said of %s; want {} where it has no counterpart", info.Type)
		}
		delete(file.Types, info.Type)
		var err error
		if s.Types[info.Type], err = counterparts(s.Schemes, rows); err != nil {
			return s, fmt.Errorf("%s: %w", info.Type, err)
		}
	}
	for t := range file.Types {
		return s, fmt.Errorf("%s is no restriction type", t)
	}
	return s, nil
}

// counterparts puts the rows of one type in order and says where there are none.
func counterparts(schemes []Scheme, rows map[string][]Counterpart) ([]Counterpart, error) {
	var out []Counterpart
	used := 0
	for _, scheme := range schemes {
		given := rows[scheme.Name]
		if len(given) == 0 {
			out = append(out, Counterpart{Scheme: scheme.Name, Match: "none"})
			continue
		}
		used++
		for _, c := range given {
			c.Scheme = scheme.Name
			if c.Match == "" {
				c.Match = "same"
			}
			if c.Value == "" || !slices.Contains([]string{"same", "broader", "narrower", "related"}, c.Match) {
				return nil, fmt.Errorf("%s: a counterpart wants a value, and a match that is broader, narrower or related", scheme.Name)
			}
			out = append(out, c)
		}
	}
	if used != len(rows) {
		return nil, fmt.Errorf("a scheme that is not declared, among %d", len(rows))
	}
	return out, nil
}
