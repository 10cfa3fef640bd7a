package logtree_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// A lawyer keeps a checkpoint; a year later the archive proves that an entry was in the log then.
func Example() {
	ctx, store := context.Background(), memkb.New()
	check := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	_, err := store.Commit(ctx, kb.Write{Entries: []kb.Entry{{Kind: kb.DocumentAdded, Summary: "a notice"}, {Kind: kb.DocumentAdded, Summary: "another"}}})
	check(err)
	key, err := logtree.NewKey(bytes.NewReader(make([]byte, 64)), "archive.example/log") // outside of examples: crypto/rand.Reader
	check(err)
	signer, err := logtree.NewSigner(key.Private)
	check(err)
	size, root, err := store.TreeSize(ctx)
	check(err)
	checkpoint, err := logtree.Sign(signer, size, root)
	check(err)

	_, err = store.Commit(ctx, kb.Write{Entries: []kb.Entry{{Kind: kb.RunRecorded, Summary: "a year later"}}})
	check(err)
	proof, err := logtree.ProveEntry(size, 2, logtree.Of(ctx, store))
	check(err)
	leaf, err := store.Leaf(ctx, 2)
	check(err)

	verifier, err := logtree.NewVerifier(key.Public)
	check(err)
	head, err := logtree.Open(verifier, checkpoint)
	check(err)
	fmt.Println(logtree.CheckEntry(proof, head.Size, head.Root, 2, leaf))
	fmt.Println(logtree.CheckEntry(proof, head.Size, head.Root, 2, []byte("made up")))
	// Output:
	// <nil>
	// proof does not hold: entry 2 is not in the log of 2 entries with that root
}
