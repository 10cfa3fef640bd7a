package crawler

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Bounds of an address: what is beyond them is a trap for crawlers, not a document.
const (
	maxAddress = 2048
	maxDepth   = 12
	maxRepeats = 3 // of the same path segment
)

// hostOf returns the host of an address in small letters, without its port.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

func parseAddress(address string) (*url.URL, error) { return url.Parse(strings.TrimSpace(address)) }

// resolve makes the address of a link found on a page, in the form under which the source knows it.
func (s *Source) resolve(base, link string) (string, error) {
	out, err := s.absolute(base, link)
	if err != nil {
		return out, err
	}
	return s.rewritten(out)
}

// absolute makes the address of a link in its normal form, whatever the manifest puts in its place.
func (s *Source) absolute(base, link string) (string, error) {
	b, err := parseAddress(base)
	if err != nil {
		return "", err
	}
	// Escaped first: a path with %2F in it and letters that are not ASCII would lose the %2F.
	u, err := b.Parse(upperEscapes(strings.TrimSpace(link)))
	if err != nil {
		return "", err
	}
	return s.normal(u)
}

// normal gives an address its normal form: scheme and host in small letters, no default port, no
// fragment, no user, percent-encoding in capital letters, the query parameters that the manifest
// names dropped and the others in their order.
func (s *Source) normal(in *url.URL) (string, error) {
	u := *in
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", fmt.Errorf("%q is no http address", in.Redacted())
	}
	if u.Scheme == "http" {
		u.Host = strings.TrimSuffix(u.Host, ":80")
	} else {
		u.Host = strings.TrimSuffix(u.Host, ":443")
	}
	u.User = nil
	if !s.Canonical.KeepFragment {
		u.Fragment, u.RawFragment = "", ""
	}
	u.RawQuery, u.ForceQuery = s.query(u.RawQuery), false
	if u.Path == "" {
		u.Path = "/"
	}
	path := sessionInPath.ReplaceAllString(upperEscapes(u.EscapedPath()), "")
	if p, err := url.PathUnescape(path); err == nil {
		u.Path, u.RawPath = p, path
	}
	out := u.String()
	return out, bounded(out, u.Path)
}

// sessionInPath is how servlets write a session into links for those who keep no cookies: it names the
// visitor and not the page.
var sessionInPath = regexp.MustCompile(`(?i);jsessionid=[^/;]*`)

// rewritten is the address that stands in for another by the rules of the manifest.
func (s *Source) rewritten(address string) (string, error) {
	for _, rule := range s.Canonical.Rewrite {
		if rule.from == nil || !rule.from.MatchString(address) {
			continue
		}
		out := rule.from.ReplaceAllString(address, rule.To)
		u, err := url.Parse(out)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return "", fmt.Errorf("the manifest rewrites %q to %q, which is no http address", address, out)
		}
		return out, bounded(out, u.Path)
	}
	return address, nil
}

// query drops the parameters that tell nothing. The order of the others is kept: some servers mind.
func (s *Source) query(raw string) string {
	if raw == "" {
		return ""
	}
	var keep []string
	for part := range strings.SplitSeq(raw, "&") {
		name, _, _ := strings.Cut(part, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if part != "" && !slices.Contains(s.Canonical.Drop, name) {
			keep = append(keep, upperEscapes(part))
		}
	}
	return strings.ReplaceAll(strings.Join(keep, "&"), " ", "%20")
}

func bounded(address, path string) error {
	if len(address) > maxAddress {
		return fmt.Errorf("the address has %d bytes, more than %d", len(address), maxAddress)
	}
	segments := strings.Split(strings.Trim(path, "/"), "/")
	if len(segments) > maxDepth {
		return fmt.Errorf("%q is %d folders deep, more than %d", address, len(segments), maxDepth)
	}
	seen := map[string]int{}
	for _, p := range segments {
		if seen[p]++; seen[p] > maxRepeats {
			return fmt.Errorf("%q repeats the folder %q", address, p)
		}
	}
	return nil
}

// upperEscapes writes %e4 as %E4, and escapes what is not ASCII.
func upperEscapes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteString(strings.ToUpper(s[i : i+3]))
			i += 2
		case c >= 0x80 || c <= ' ':
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
