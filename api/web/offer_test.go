package web

import (
	"testing"

	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
)

// A question that names a material and a country is offered as a question about status.
func TestOffers(t *testing.T) {
	d, _, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Desk: d})
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"gallium to the united states":           "/status?destination=US&material=Ga",
		"do I need a licence for Dy to Germany?": "/status?destination=DE&material=Dy",
		"rare earths China":                      "/status?destination=CN&material=REE",
		"W to US":                                "/status?destination=US&material=W",
		"gallium":                                "",
		"in germany":                             "",
		"gallium /s germany":                     "",
		`"gallium" germany`:                      "",
		"":                                       "",
	} {
		got := ""
		if o := s.offers(english(), query); o != nil {
			got = o.Href
		}
		if got != want {
			t.Errorf("%q is offered as %q, want %q", query, got, want)
		}
	}
}
