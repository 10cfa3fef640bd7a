package kb_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
)

func TestCheckRole(t *testing.T) {
	for _, k := range kb.Kinds() {
		for _, r := range kb.Roles(k) {
			if err := kb.CheckRole(k, r); err != nil {
				t.Errorf("%s: %v", k, err)
			}
		}
		if kb.CheckRole(k, "banana") == nil {
			t.Errorf("a %s may be a banana", k)
		}
	}
	if err := kb.CheckRole(kb.KindDestination, kb.RoleEffective); err == nil || !strings.Contains(err.Error(), "included, excluded, inferred") {
		t.Errorf("%v; want the roles of destinations", err)
	}
}

func TestReadValueOfClosedLists(t *testing.T) {
	for _, c := range []struct {
		kind      kb.Kind
		good, bad []string
	}{
		{kb.KindDestination, []string{"US", "EU", "*"}, []string{"", "XX", "us", "America"}},
		{kb.KindControlCode, []string{"3C004", "1C902.a", "1C902.a.1"}, []string{"", "gallium", "3C 004"}},
		{kb.KindCustomsCode, []string{"2805", "280530", "2805301900"}, []string{"", "280", "28053019001", "2805.30"}},
		{kb.KindEndUser, []string{"Example Works"}, []string{"", "  "}},
	} {
		for _, s := range c.good {
			if v, err := kb.ReadValue(c.kind, s); err != nil || v.Normal() != s {
				t.Errorf("%s %q: %v, %v", c.kind, s, v, err)
			}
		}
		for _, s := range c.bad {
			if v, err := kb.ReadValue(c.kind, s); err == nil {
				t.Errorf("%s %q was read as %v", c.kind, s, v)
			}
		}
	}
}
