package logtree

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/kb"
)

// grown is a tree in memory.
type grown struct {
	leaves [][]byte
	hashes [][32]byte
}

func (g *grown) read(indexes []int64) ([][32]byte, error) {
	out := make([][32]byte, len(indexes))
	for i, n := range indexes {
		if n >= int64(len(g.hashes)) {
			return nil, fmt.Errorf("hash %d: %w", n, kb.ErrNotFound)
		}
		out[i] = g.hashes[n]
	}
	return out, nil
}

func grow(t interface{ Fatal(...any) }, n int) *grown {
	g := &grown{}
	for i := range n {
		leaf, err := LeafBytes(kb.Entry{Seq: kb.Seq(i + 1), Summary: fmt.Sprint(i)})
		if err != nil {
			t.Fatal(err)
		}
		hs, err := Grow(int64(i), leaf, g.read)
		if err != nil {
			t.Fatal(err)
		}
		g.leaves, g.hashes = append(g.leaves, leaf), append(g.hashes, hs...)
	}
	return g
}

func TestStoredCount(t *testing.T) {
	for n := range 40 {
		if got, want := StoredCount(int64(n)), len(grow(t, n).hashes); got != int64(want) {
			t.Errorf("StoredCount(%d) = %d, want %d", n, got, want)
		}
	}
}

// TestProofs: every entry and every prefix is proved, and no proof proves anything else.
func TestProofs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, 70).Draw(t, "size")
		seq := kb.Seq(rapid.Int64Range(1, size).Draw(t, "seq"))
		older := rapid.Int64Range(0, size).Draw(t, "older")
		g := grow(t, int(size))
		root, err := Root(size, g.read)
		if err != nil {
			t.Fatal(err)
		}
		proof, err := ProveEntry(size, seq, g.read)
		if err != nil {
			t.Fatal(err)
		}
		leaf := g.leaves[seq-1]
		if err := CheckEntry(proof, size, root, seq, leaf); err != nil {
			t.Fatal(err)
		}
		refused(t, "another leaf", CheckEntry(proof, size, root, seq, append(leaf, ' ')))
		refused(t, "another root", CheckEntry(proof, size, flip(root), seq, leaf))
		refused(t, "another entry", CheckEntry(proof, size, root, seq+1, leaf))
		refused(t, "entry 0", CheckEntry(proof, size, root, 0, leaf))
		refused(t, "a longer proof", CheckEntry(append(proof, root), size, root, seq, leaf))

		olderRoot, err := Root(older, g.read)
		if err != nil {
			t.Fatal(err)
		}
		prefix, err := ProvePrefix(older, size, g.read)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckPrefix(prefix, size, root, older, olderRoot); err != nil {
			t.Fatal(err)
		}
		refused(t, "another older root", CheckPrefix(prefix, size, root, older, flip(olderRoot)))
		refused(t, "a log that shrank", CheckPrefix(prefix, older, olderRoot, size+1, root))
	})
}

func flip(h [32]byte) [32]byte { h[7] ^= 1; return h }

func refused(t *rapid.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, ErrProof) {
		t.Fatalf("%s: error %v, want %v", what, err, ErrProof)
	}
}

func TestProveOutsideTheLog(t *testing.T) {
	g := grow(t, 3)
	for _, seq := range []kb.Seq{0, 4, 1 << 63} {
		if _, err := ProveEntry(3, seq, g.read); !errors.Is(err, kb.ErrNotFound) {
			t.Errorf("ProveEntry(3, %d) = %v, want %v", seq, err, kb.ErrNotFound)
		}
	}
	if _, err := ProvePrefix(4, 3, g.read); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("ProvePrefix(4, 3) = %v, want %v", err, kb.ErrNotFound)
	}
	if _, err := Root(9, g.read); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("Root(9) of a log of 3 = %v, want %v", err, kb.ErrNotFound)
	}
}

const name = "archive.example/log"

func key(t interface{ Fatal(...any) }, seed string) (Signer, Verifier) {
	k, err := NewKey(strings.NewReader(strings.Repeat(seed, 100)), name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSigner(k.Private + "\n")
	if err != nil {
		t.Fatal(err)
	}
	v, err := NewVerifier(k.Public)
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

func TestCheckpoint(t *testing.T) {
	signer, verifier := key(t, "a")
	other, _ := key(t, "b")
	root := [32]byte{1, 2, 3}
	c, err := Sign(signer, 17, root)
	if err != nil {
		t.Fatal(err)
	}
	if want := name + "\n17\nAQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— " + name + " "; !strings.HasPrefix(c.Note, want) {
		t.Errorf("note is %q, want it to begin with %q", c.Note, want)
	}
	want := Head{name, 17, root}
	if got, err := Open(verifier, c); err != nil || got != want {
		t.Errorf("Open() = %+v, %v, want %+v", got, err, want)
	}
	if got, err := Claimed(c); err != nil || got != want {
		t.Errorf("Claimed() = %+v, %v, want %+v", got, err, want)
	}
	foreign, err := Sign(other, 17, root)
	if err != nil {
		t.Fatal(err)
	}
	for what, bad := range map[string]kb.Checkpoint{
		"another size beside the note": {Size: 18, Note: c.Note},
		"another size in the note":     {Size: 18, Note: strings.Replace(c.Note, "\n17\n", "\n18\n", 1)},
		"another key of the same name": foreign,
		"no signature":                 {Size: 17, Note: name + "\n17\nAQID\n"},
		"nothing":                      {},
	} {
		if _, err := Open(verifier, bad); !errors.Is(err, ErrProof) {
			t.Errorf("%s: Open() = %v, want %v", what, err, ErrProof)
		}
	}
	for what, bad := range map[string]kb.Checkpoint{
		"another size beside the note": {Size: 18, Note: c.Note},
		"no signature":                 {Size: 17, Note: name + "\n17\nAQID\n"},
		"a root that is none":          {Size: 17, Note: strings.Replace(c.Note, "AQID", "A", 1)},
		"nothing":                      {},
	} {
		if h, err := Claimed(bad); err == nil {
			t.Errorf("%s: Claimed() = %+v, want an error", what, h)
		}
	}
	if _, err := NewVerifier("archive.example/log"); err == nil {
		t.Error("a name alone was taken for a key")
	}
	if _, err := Sign(signer, -1, root); err == nil {
		t.Error("a log of -1 entries was signed")
	}
}

func TestKeyNames(t *testing.T) {
	for _, bad := range []string{"", "a b", "a+b", "a\nb"} {
		if _, err := NewKey(strings.NewReader(strings.Repeat("x", 100)), bad); err == nil {
			t.Errorf("NewKey(%q) made a key", bad)
		}
	}
	if _, err := NewKey(strings.NewReader("short"), name); err == nil {
		t.Error("a key was made out of too little randomness")
	}
}

func FuzzParseHead(f *testing.F) {
	for _, s := range []string{"", "a\n1\nAQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "a\n01\nAA==\n", "a\n-1\n\n", "\n\n\n", "a\n9223372036854775808\nAA==\nextension\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := parseHead(s)
		if err == nil && (h.Size < 0 || h.Origin == "") {
			t.Errorf("parseHead(%q) = %+v", s, h)
		}
	})
}
