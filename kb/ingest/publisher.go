package ingest

import (
	"net/url"
	"strings"
)

// officialAddress reports whether the address belongs to a government or an official gazette: a
// text found there is the authority's own. Whoever copies a notice elsewhere gives no evidence.
func officialAddress(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	top, second := labels[len(labels)-1], labels[len(labels)-2]
	switch {
	case top == "gov", top == "mil":
		return true
	case len(top) == 2 && (second == "gov" || second == "gouv" || second == "gob" || second == "go" || second == "govt" || second == "gc"):
		return true
	case second+"."+top == "europa.eu", second+"."+top == "wto.org", second+"."+top == "legislation.gov":
		return true
	}
	return false
}
