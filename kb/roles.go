package kb

import (
	"fmt"
	"slices"
	"strings"
)

// Roles returns the roles that facts of a kind may have; none where the kind has no roles. The role
// of a citation is the relation to what is cited, or mentioned.
func Roles(k Kind) []Role {
	switch k {
	case KindMaterial:
		return []Role{RoleRestricted, RoleMentioned, RoleExempt}
	case KindDate:
		return []Role{RolePublished, RoleSigned, RoleEffective, RoleExpires, RoleSuspendedFrom, RoleSuspendedUntil, RoleCommentDeadline, RoleEvent}
	case KindDestination:
		return []Role{RoleIncluded, RoleExcluded, RoleInferred}
	case KindEndUse:
		return []Role{RoleIncluded, RoleExcluded}
	case KindCustomsCode:
		return []Role{RoleReference, RoleLegalScope}
	case KindCitation:
		out := []Role{RoleMentioned}
		for _, r := range Relations() {
			out = append(out, Role(r))
		}
		return out
	}
	return nil
}

// CheckRole refuses a role that the kind does not know, and says which it knows.
func CheckRole(k Kind, r Role) error {
	known := Roles(k)
	kind := strings.ReplaceAll(string(k), "_", " ")
	if len(known) == 0 {
		return fmt.Errorf("a fact of the kind %s has no role to correct; correct its value or reject it", kind)
	}
	if slices.Contains(known, r) {
		return nil
	}
	words := make([]string, len(known))
	for i, w := range known {
		words[i] = string(w)
	}
	return fmt.Errorf("%q is no role of a %s; want one of %s", r, kind, strings.Join(words, ", "))
}
