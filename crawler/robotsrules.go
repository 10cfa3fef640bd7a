package crawler

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// robotGroup is what a robots.txt says to one product token: its rules, and how long to wait.
type robotGroup struct {
	rules []robotRule
	delay time.Duration
}

// robotRule lets in, or keeps out, the paths that a pattern matches.
type robotRule struct {
	allow   bool
	pattern string // in the form of robotsForm
}

// parseRobots returns what a file says to a token: its own groups joined, or those of everybody where
// it has none (RFC 9309, section 2.2.1). A line that cannot be understood spoils no other.
func parseRobots(text []byte, token string) robotGroup {
	groups := map[string]*robotGroup{}
	var current []string // the tokens of the group that is being read
	open := false        // more tokens may follow
	lines := bufio.NewScanner(bytes.NewReader(bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))))
	lines.Buffer(nil, maxRobots+1)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "user-agent":
			if !open {
				current = nil
			}
			open = true
			agent := productToken(value)
			if groups[agent] == nil {
				groups[agent] = &robotGroup{}
			}
			current = append(current, agent)
		case "allow", "disallow":
			open = false
			allow := strings.EqualFold(strings.TrimSpace(name), "allow")
			for _, agent := range current {
				if value != "" {
					groups[agent].rules = append(groups[agent].rules, robotRule{allow, robotsForm(value)})
				}
			}
		case "crawl-delay": // no part of the standard, which is why it ends no group
			if s, err := strconv.ParseFloat(value, 64); err == nil && s >= 0 {
				for _, agent := range current {
					groups[agent].delay = time.Duration(min(s, 1e6) * float64(time.Second))
				}
			}
		}
	}
	if g := groups[token]; g != nil {
		return *g
	}
	if g := groups["*"]; g != nil {
		return *g
	}
	return robotGroup{}
}

// productToken is the name in a line that says to whom a group speaks: letters, hyphens and
// underscores (and digits, which the standard has not and many have), without the version behind it.
func productToken(value string) string {
	if strings.HasPrefix(value, "*") {
		return "*"
	}
	end := strings.IndexFunc(value, func(c rune) bool {
		return c != '-' && c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9')
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

// allows decides by the longest pattern that matches; of two as long, the one that allows (section 2.2.2).
func (g robotGroup) allows(path string) bool {
	longest, allowed := -1, true
	for _, r := range g.rules {
		if n := len(r.pattern); n > longest || n == longest && r.allow {
			if matches(r.pattern, path) {
				longest, allowed = n, r.allow
			}
		}
	}
	return allowed
}

// matches reports whether a path begins as a pattern says, in which a star is anything and a dollar at
// its end is the end of the path.
func matches(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	if len(parts) == 1 {
		return !whole || path == ""
	}
	last := parts[len(parts)-1]
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(path, p)
		if i < 0 {
			return false
		}
		path = path[i+len(p):]
	}
	if whole {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}

// robotsForm writes a path or a pattern in one way: what is not ASCII percent-encoded, what needs no
// encoding decoded, the other encodings in capital letters.
func robotsForm(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err == nil && unreserved(byte(n)) {
				b.WriteByte(byte(n))
			} else {
				b.WriteString(strings.ToUpper(s[i : i+3]))
			}
			i += 2
			continue
		}
		if c >= 0x80 || c <= ' ' {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// unreserved reports whether a byte stands for itself in an address (RFC 3986, section 2.3).
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
