// Package keys knows who may ask for what: keys of programs and people, each with its scopes.
//
// The one idea needed to read it: a key is 256 random bits that are shown once. The file keeps only
// their hash, so whoever reads the file, or a backup of it, cannot use the keys in it; and as the
// bits are random, a plain SHA-256 is enough. A key begins with its public id, which finds the record;
// the rest is compared in constant time.
package keys

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/api/records"
)

// Scope is what a key opens.
type Scope string

// The scopes, each of which includes those before it.
const (
	Read  Scope = "read"  // everything that only reads, and the tools that keep nothing
	Write Scope = "write" // saved searches, alerts, webhooks, the register of items, reviews
	Admin Scope = "admin" // the keys themselves
)

// Scopes returns every scope, the narrowest first.
func Scopes() []Scope { return []Scope{Read, Write, Admin} }

// Includes reports whether the scope opens what the other asks for.
func (s Scope) Includes(other Scope) bool {
	return slices.Index(Scopes(), s) >= slices.Index(Scopes(), other) && slices.Contains(Scopes(), s)
}

// Key is the record of a key; its secret is not in it.
type Key struct {
	ID      string    `json:"id"`
	Name    string    `json:"name" doc:"whose it is, or for what"`
	Scope   Scope     `json:"scope"`
	Rate    int       `json:"rate,omitempty" doc:"requests a second; 0: as the server is configured"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero" doc:"the first moment at which it opens nothing; absent: never"`
	Hash    string    `json:"hash" doc:"SHA-256 of the secret part"`
}

// ErrUnknown is returned for what is no key, or no longer one. Which it is nobody is told.
var ErrUnknown = errors.New("the key is not known, was revoked or has expired")

// Book is the list of keys in a file.
type Book struct{ file *records.File[[]Key] }

// Open returns the book in the file, which need not exist.
func Open(path string) *Book { return &Book{records.At[[]Key](path, 0o600)} }

// prefix begins every key, so that one in a repository or a log is recognised.
const prefix = "lode"

const (
	idBytes     = 6
	secretBytes = 32
)

// Create makes a key with randomness from the reader and returns it with its secret, which is told
// this once. A scope that is none, or a name that is empty, is an error.
func (b *Book) Create(random io.Reader, k Key) (Key, string, error) {
	if !slices.Contains(Scopes(), k.Scope) {
		return k, "", fmt.Errorf("%q is no scope; there are %v", k.Scope, Scopes())
	}
	if k.Name = strings.TrimSpace(k.Name); k.Name == "" {
		return k, "", errors.New("a key needs a name: whose it is, or for what")
	}
	raw := make([]byte, idBytes+secretBytes)
	if _, err := io.ReadFull(random, raw); err != nil {
		return k, "", fmt.Errorf("make a key: %w", err)
	}
	k.ID = hex.EncodeToString(raw[:idBytes])
	secret := base64.RawURLEncoding.EncodeToString(raw[idBytes:])
	k.Hash = hashOf(secret)
	err := b.file.Update(func(all *[]Key) error {
		*all = append(*all, k)
		return nil
	})
	return k, prefix + "_" + k.ID + "_" + secret, err
}

func hashOf(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}

// List returns the keys in the order in which they were made.
func (b *Book) List() ([]Key, error) {
	all, err := b.file.Read()
	return slices.Clone(all), err
}

// Revoke takes a key out of the book; from then on it opens nothing.
func (b *Book) Revoke(id string) error {
	return b.file.Update(func(all *[]Key) error {
		n := len(*all)
		*all = slices.DeleteFunc(*all, func(k Key) bool { return k.ID == id })
		if len(*all) == n {
			return fmt.Errorf("there is no key %q", id)
		}
		return nil
	})
}

// Check returns the record of a key that opens something at the time, or [ErrUnknown].
func (b *Book) Check(token string, now time.Time) (Key, error) {
	all, err := b.file.Read()
	if err != nil {
		return Key{}, fmt.Errorf("read the keys: %w", err)
	}
	parts := strings.SplitN(token, "_", 3) // the secret may hold a "_"
	if len(parts) != 3 || parts[0] != prefix {
		return Key{}, ErrUnknown
	}
	hash := hashOf(parts[2])
	for _, k := range all {
		if k.ID == parts[1] && subtle.ConstantTimeCompare([]byte(k.Hash), []byte(hash)) == 1 {
			if !k.Expires.IsZero() && !now.Before(k.Expires) {
				return Key{}, ErrUnknown
			}
			return k, nil
		}
	}
	return Key{}, ErrUnknown
}
