package register

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
)

func TestSchemes(t *testing.T) {
	s, err := LoadSchemes()
	if err != nil {
		t.Fatal(err)
	}
	forms := map[string]*regexp.Regexp{
		"gta":  regexp.MustCompile(`^[A-Z][A-Za-z]+[A-Za-z:,\- ]+$`),
		"mast": regexp.MustCompile(`^[A-P]$`),
		"wto":  regexp.MustCompile(`^(P|CP|GQ|GQC|BQ|AL|NAL|STR|MXR|MPR|VER)( X)?$`),
	}
	for _, info := range kb.Restrictions() {
		var schemes []string
		for _, c := range s.Types[info.Type] {
			schemes = append(schemes, c.Scheme)
			if c.Value != "" && !forms[c.Scheme].MatchString(c.Value) {
				t.Errorf("%s: %q is no word of %s", info.Type, c.Value, c.Scheme)
			}
			if (c.Value == "") != (c.Match == "none") {
				t.Errorf("%s: %q matches as %q", info.Type, c.Value, c.Match)
			}
			if c.Scheme == "wto" && c.Value != "" && strings.HasSuffix(c.Value, " X") != (info.Direction == kb.Export) {
				t.Errorf("%s goes by %s and is %s", info.Type, info.Direction, c.Value)
			}
		}
		if !slices.Equal(slices.Compact(schemes), []string{"gta", "mast", "wto"}) {
			t.Errorf("%s has rows of %q", info.Type, schemes)
		}
	}
	for kind, want := range map[kb.RestrictionType]string{kb.Prohibition: "P X", kb.LicenceRequirement: "NAL X", kb.Quota: "GQ X", "export_duty": "", "production_quota": ""} {
		i := slices.IndexFunc(s.Types[kind], func(c Counterpart) bool { return c.Scheme == "wto" })
		if got := s.Types[kind][i].Value; got != want {
			t.Errorf("the WTO writes %s as %q, want %q", kind, got, want)
		}
	}
}

func TestSchemesThatAreNotWhole(t *testing.T) {
	good := schemesFile
	for old, with := range map[string]string{
		"  ruling: {}\n": "", "  quota:\n": "  quotas:\n", "match: narrower": "match: smaller", "value: \"Export tax\"": "value: \"\"",
		"    wto: [{value: \"STR X\"}]": "    wco: [{value: \"STR X\"}]", "  gta: {title:": "  gta: {name:",
	} {
		bad := strings.Replace(good, old, with, 1)
		if bad == good {
			t.Fatalf("%q is not in the file", old)
		}
		if _, err := readSchemes(bad); err == nil {
			t.Errorf("with %q for %q it was taken", with, old)
		}
	}
}
