package keys_test

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api/keys"
)

func TestAKeyOpensUntilItEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	book := keys.Open(path)
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	k, token, err := book.Create(rand.Reader, keys.Key{Name: "desk", Scope: keys.Read, Created: now, Expires: now.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := book.Check(token, now); err != nil || got.ID != k.ID || got.Scope != keys.Read {
		t.Errorf("Check = %+v, %v", got, err)
	}
	held, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(held), strings.SplitN(token, "_", 3)[2]) {
		t.Errorf("the file holds the secret, or is not there: %v", err)
	}
	end := strings.LastIndexByte(token, '_')
	for name, bad := range map[string]string{"empty": "", "another": token[:len(token)-1] + "!", "no secret": token[:end], "no prefix": "x" + token, "its id alone": k.ID, "its hash": "lode_" + k.ID + "_" + k.Hash} {
		if _, err := book.Check(bad, now); !errors.Is(err, keys.ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := book.Check(token, now.Add(time.Hour)); !errors.Is(err, keys.ErrUnknown) {
		t.Errorf("after its end: %v", err)
	}
	if err := keys.Open(path).Revoke(k.ID); err != nil { // as another process does
		t.Fatal(err)
	}
	if _, err := book.Check(token, now); !errors.Is(err, keys.ErrUnknown) {
		t.Errorf("after it was revoked: %v", err)
	}
	if err := book.Revoke(k.ID); err == nil {
		t.Error("a key was revoked twice")
	}
}

func TestScopes(t *testing.T) {
	all := keys.Scopes()
	for i, s := range all {
		for j, other := range all {
			if s.Includes(other) != (i >= j) {
				t.Errorf("%s includes %s: %v", s, other, s.Includes(other))
			}
		}
		if keys.Scope("").Includes(s) {
			t.Errorf("no scope includes %s", s)
		}
	}
	book := keys.Open(filepath.Join(t.TempDir(), "keys.json"))
	for _, bad := range []keys.Key{{Name: "x", Scope: "root"}, {Name: " ", Scope: keys.Read}} {
		if _, _, err := book.Create(rand.Reader, bad); err == nil {
			t.Errorf("%+v was made", bad)
		}
	}
}
