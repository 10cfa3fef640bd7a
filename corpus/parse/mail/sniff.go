package mail

import (
	"bytes"
	"strings"
)

// LooksLike reports whether the bytes begin with the head of a message. Memoranda have lines such as
// "From:" and "Subject:" too: one field that only programs write must be among them.
func LooksLike(b []byte) bool {
	head := trimEnvelope(b[:min(len(b), 8192)])
	lines := strings.Split(strings.ReplaceAll(string(head), "\r\n", "\n"), "\n")
	fields, machine := 0, false
	for _, l := range lines[:max(0, min(len(lines)-1, 200))] {
		if l == "" {
			break
		}
		if l[0] == ' ' || l[0] == '\t' {
			continue
		}
		name, _, ok := strings.Cut(l, ":")
		if !ok || name == "" || bytes.IndexFunc([]byte(name), func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
			return false
		}
		fields++
		switch strings.ToLower(name) {
		case "mime-version", "message-id", "received", "return-path", "content-transfer-encoding", "snapshot-content-location":
			machine = true
		}
	}
	return fields >= 2 && machine
}
