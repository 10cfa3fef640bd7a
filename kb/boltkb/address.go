package boltkb

import (
	"bytes"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"github.com/lodestone-kb/lodestone/corpus"
)

// claim is what one document says of one address: that it is there, or was. Several documents may
// have been at one address, one after the other. A document that is there goes before one that
// was, and else the later claim counts.
type claim struct {
	Now bool   `json:"now"`
	N   uint64 `json:"n"` // a running number of claims
}

func (c claim) before(d claim) bool {
	if c.Now != d.Now {
		return d.Now
	}
	return c.N < d.N
}

// putDocument stores a document and its claims to addresses.
func putDocument(tx *bolt.Tx, d corpus.Document) error {
	key := documents.key(string(d.ID))
	if held := get(tx, documents, key); held != nil {
		old, err := decode[corpus.Document](held)
		if err != nil {
			return err
		}
		if err := dropClaims(tx, old, d); err != nil {
			return err
		}
	}
	raw, err := encode(d)
	if err != nil {
		return err
	}
	if err := put(tx, documents, key, raw); err != nil {
		return err
	}
	for _, url := range d.Addresses() {
		if err := putClaim(tx, d, url, d.IsAt(url)); err != nil {
			return err
		}
	}
	return nil
}

// putClaim notes a claim. One that is held already keeps its number, so that a document that is
// merely seen again does not go before others.
func putClaim(tx *bolt.Tx, d corpus.Document, url string, now bool) error {
	key := addresses.key(string(d.Source), addressPart(url), string(d.ID))
	if held := get(tx, addresses, key); held != nil {
		if c, err := decode[claim](held); err != nil || c.Now == now {
			return err
		}
	}
	n, err := tx.Bucket([]byte(addresses.name)).NextSequence()
	if err != nil {
		return fmt.Errorf("number a claim of %s: %w", d.ID, err)
	}
	raw, err := encode(claim{now, n})
	if err != nil {
		return err
	}
	return put(tx, addresses, key, raw)
}

// dropClaims forgets addresses that the newer document does not speak of any more.
func dropClaims(tx *bolt.Tx, old, newer corpus.Document) error {
	for _, url := range old.Addresses() {
		if old.Source == newer.Source && slices.Contains(newer.Addresses(), url) {
			continue
		}
		key := addresses.key(string(old.Source), addressPart(url), string(old.ID))
		if err := tx.Bucket([]byte(addresses.name)).Delete(key); err != nil {
			return fmt.Errorf("forget an address of %s: %w", old.ID, err)
		}
	}
	return nil
}

// documentAt returns the document whose claim to an address counts, "" when there is none.
func documentAt(tx *bolt.Tx, source corpus.SourceID, url string) (string, error) {
	var best claim
	document, prefix := "", addresses.key(string(source), addressPart(url))
	c := tx.Bucket([]byte(addresses.name)).Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		this, err := decode[claim](v)
		if err != nil {
			return "", err
		}
		if document == "" || best.before(this) {
			best, document = this, string(k[len(prefix):])
		}
	}
	return document, nil
}
