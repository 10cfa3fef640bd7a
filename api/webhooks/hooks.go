package webhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/records"
	"github.com/lodestone-kb/lodestone/corpus/dial"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Hook is an address to which is told what is news.
type Hook struct {
	ID       string          `json:"id"`
	URL      string          `json:"url"`
	Alerts   []string        `json:"alerts" doc:"ids of the alerts that it tells; empty: every change in law"`
	Secret   string          `json:"secret,omitempty"` // "whsec_" and base64; shown once
	Created  time.Time       `json:"created"`
	Position alerts.Position `json:"position" doc:"up to where everything was taken"`
	Told     time.Time       `json:"told,omitzero" doc:"when it last took a message"`
	Pending  *Message        `json:"pending,omitempty" doc:"the message that is on its way"`
	Disabled string          `json:"disabled,omitempty" doc:"why nothing is sent to it any longer"`
}

// Message is one message that is on its way.
type Message struct {
	ID       string          `json:"id"`
	Body     string          `json:"body" doc:"as it is sent, byte for byte"`
	Next     alerts.Position `json:"next"` // the position when it is taken
	Attempts int             `json:"attempts"`
	Due      time.Time       `json:"due"`
	Failure  string          `json:"failure,omitempty" doc:"what became of the last attempt"`
}

// ErrUnknown is returned for a hook that is not kept.
var ErrUnknown = errors.New("no webhook of that id is kept")

// Most is how many hooks one folder keeps.
const Most = 100

// Book is the hooks in a file.
type Book struct {
	file   *records.File[[]Hook]
	random io.Reader
	allow  []netip.Prefix
}

// Open returns the book in the file, which need not exist. Ids and secrets are made of the randomness.
// Addresses of public networks are taken, and of those that are allowed besides.
func Open(path string, random io.Reader, allow ...netip.Prefix) *Book {
	return &Book{records.At[[]Hook](path, 0o600), random, allow}
}

// secretPrefix begins every secret, as the specification has it.
const secretPrefix = "whsec_"

// Add keeps a hook that begins at the position, and returns it with its secret, which is told this once.
func (b *Book) Add(h Hook) (Hook, error) {
	if err := checkURL(h.URL, b.allow); err != nil {
		return h, err
	}
	raw := make([]byte, 6+32)
	if _, err := io.ReadFull(b.random, raw); err != nil {
		return h, fmt.Errorf("make a secret: %w", err)
	}
	h.ID, h.Secret = "h-"+hex.EncodeToString(raw[:6]), secretPrefix+base64.StdEncoding.EncodeToString(raw[6:])
	if h.Alerts == nil {
		h.Alerts = []string{}
	}
	return h, b.file.Update(func(all *[]Hook) error {
		if len(*all) >= Most {
			return &desk.WordError{Parameter: "webhooks", Detail: fmt.Sprintf("%d are kept already; remove one first", Most)}
		}
		*all = append(*all, h)
		return nil
	})
}

// checkURL refuses what can be told to be no address of a hook before it is connected to. Where a name
// leads is decided when the connection is made.
func checkURL(s string, allow []netip.Prefix) error {
	bad := func(detail string) error { return &desk.WordError{Parameter: "url", Value: s, Detail: detail} }
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return bad("is no address")
	case u.Scheme != "https":
		return bad("want an https address: what is told is signed, not hidden")
	case u.Host == "" || u.Opaque != "":
		return bad("names no host")
	case u.User != nil:
		return bad("holds a password; the signature tells the receiver who sends")
	case u.Fragment != "":
		return bad("holds a fragment, which no server sees")
	}
	if err := dial.Check(u.Hostname(), allow); err != nil {
		return bad(err.Error())
	}
	return nil
}

// List returns the hooks without their secrets.
func (b *Book) List() ([]Hook, error) {
	all, err := b.file.Read()
	out := slices.Clone(all)
	for i := range out {
		out[i].Secret = ""
	}
	return out, err
}

// change changes one hook.
func (b *Book) change(id string, change func(*Hook)) error {
	return b.file.Update(func(all *[]Hook) error {
		i := slices.IndexFunc(*all, func(h Hook) bool { return h.ID == id })
		if i < 0 {
			return ErrUnknown
		}
		change(&(*all)[i])
		return nil
	})
}

// Enable has a hook told again, from where it stood.
func (b *Book) Enable(id string) error {
	return b.change(id, func(h *Hook) {
		h.Disabled = ""
		if h.Pending != nil {
			h.Pending.Attempts, h.Pending.Due = 0, time.Time{}
		}
	})
}

// Remove forgets a hook, or returns [ErrUnknown].
func (b *Book) Remove(id string) error {
	return b.file.Update(func(all *[]Hook) error {
		n := len(*all)
		*all = slices.DeleteFunc(*all, func(h Hook) bool { return h.ID == id })
		if len(*all) == n {
			return ErrUnknown
		}
		return nil
	})
}

// Sign returns the signature of a message: "v1," and the base64 of the HMAC-SHA256 over id, time in
// seconds and body, joined by full stops. A secret that is none is an error.
func Sign(secret, id string, at time.Time, body []byte) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretPrefix))
	if err != nil {
		return "", fmt.Errorf("read the secret of a webhook: %w", err)
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.%s", id, at.Unix(), body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}
