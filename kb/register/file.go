package register

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// file is one act as it is written down; see the package's documentation for each field.
type file struct {
	ID           kb.InstrumentID     `yaml:"id"`
	Jurisdiction corpus.Jurisdiction `yaml:"jurisdiction"`
	Authorities  []string            `yaml:"authorities"`
	Number       string              `yaml:"number"`
	Kind         string              `yaml:"kind"`
	Title        title               `yaml:"title"`
	Published    date                `yaml:"published"`
	LegalBasis   []string            `yaml:"legal_basis"`
	Aliases      []string            `yaml:"aliases"`
	Provenance   provenance          `yaml:"provenance"`
	Implements   []kb.InstrumentID   `yaml:"implements"`
	Cites        []kb.InstrumentID   `yaml:"cites"`
	Conflicts    []string            `yaml:"conflicts"`
	Note         string              `yaml:"note"`
	Measures     []measure           `yaml:"measures"`
	Life         []event             `yaml:"life"`
	Disputes     []dispute           `yaml:"disputes"`
}

type title struct {
	En string `yaml:"en"`
	Zh string `yaml:"zh"`
}

type provenance struct {
	Confidence string   `yaml:"confidence"`
	Total      int      `yaml:"total"`
	URLs       []string `yaml:"urls"`
	SecondHand []string `yaml:"second_hand"`
}

type measure struct {
	Provision          string               `yaml:"provision"`
	Restriction        kb.RestrictionType   `yaml:"restriction"`
	Also               []kb.RestrictionType `yaml:"also"`
	Direction          kb.Direction         `yaml:"direction"`
	Summary            string               `yaml:"summary"`
	Items              []item               `yaml:"items"`
	Destinations       []string             `yaml:"destinations"`
	ExceptDestinations []string             `yaml:"except_destinations"`
	Origins            []string             `yaml:"origins"`
	EndUses            []kb.EndUse          `yaml:"end_uses"`
	ExemptEndUses      []kb.EndUse          `yaml:"exempt_end_uses"`
	EndUsers           []string             `yaml:"end_users"`
	Thresholds         []threshold          `yaml:"thresholds"`
}

// item is written with lists where several materials share several forms.
type item struct {
	Material     kb.Material   `yaml:"material"`
	Materials    []kb.Material `yaml:"materials"`
	Form         string        `yaml:"form"`
	Forms        []string      `yaml:"forms"`
	Description  string        `yaml:"description"`
	ControlCodes []code        `yaml:"control_codes"`
	CustomsCodes []code        `yaml:"customs_codes"`
}

type threshold struct {
	Words   string `yaml:"words"`
	Value   *value `yaml:"value"`
	Narrows bool   `yaml:"narrows"`
}

type value struct {
	Quantity   string  `yaml:"quantity"`
	Comparison string  `yaml:"comparison"`
	Number     float64 `yaml:"number"`
	Unit       string  `yaml:"unit"`
	Subject    string  `yaml:"subject"`
}

type event struct {
	Event       kb.Relation     `yaml:"event"`
	On          date            `yaml:"on"`
	Until       date            `yaml:"until"`
	By          kb.InstrumentID `yaml:"by"`
	ByProvision string          `yaml:"by_provision"`
	Provisions  []code          `yaml:"provisions"`
	Announced   bool            `yaml:"announced"`
	Scope       string          `yaml:"scope"`
	Note        string          `yaml:"note"`
	Confidence  string          `yaml:"confidence"`
}

type dispute struct {
	About   string  `yaml:"about"`
	Measure string  `yaml:"measure"`
	Claims  []claim `yaml:"claims"`
	Settled string  `yaml:"settled"`
}

type claim struct {
	Says   string   `yaml:"says"`
	Source string   `yaml:"source"`
	URLs   []string `yaml:"urls"`
}

// code is a code or an address that must be quoted: read as a number it would lose a leading
// zero, gain an exponent or change its digits.
type code string

// UnmarshalYAML takes a quoted string and nothing else.
func (c *code) UnmarshalYAML(n ast.Node) error {
	t := n.GetToken()
	if n.Type() != ast.StringType || t.Type != token.DoubleQuoteType && t.Type != token.SingleQuoteType {
		return fmt.Errorf("line %d: code %s must be quoted", t.Position.Line, t.Value)
	}
	*c = code(t.Value)
	return nil
}

func strs(codes []code) []string {
	var out []string
	for _, c := range codes {
		out = append(out, string(c))
	}
	return out
}

// date is a date as it is printed, whatever YAML takes it for: 2023 is a year, not a number.
type date struct{ corpus.Date }

// UnmarshalYAML reads a year, a month or a day.
func (d *date) UnmarshalYAML(n ast.Node) error {
	t := n.GetToken()
	parsed, err := corpus.ParseDate(t.Value)
	if err != nil {
		return fmt.Errorf("line %d: %w", t.Position.Line, err)
	}
	d.Date = parsed
	return nil
}
