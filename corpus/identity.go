package corpus

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
)

// HashOf returns the SHA-256 of the bytes.
func HashOf(b []byte) Hash {
	sum := sha256.Sum256(b)
	return Hash(hex.EncodeToString(sum[:]))
}

// NewDocumentID makes a document's id from its source and the address at which it was first seen.
func NewDocumentID(source SourceID, url string) DocumentID {
	return DocumentID("d-" + short(string(source)+"\x00"+url))
}

// NewRevisionID names the revision of a document that has the given text hash.
func NewRevisionID(doc DocumentID, text Hash) RevisionID {
	return RevisionID(string(doc) + "." + string(text[:8]))
}

// short makes ten lower-case letters and digits out of a string: 50 bits of its SHA-256.
func short(s string) string {
	sum := sha256.Sum256([]byte(s))
	return lowerBase32.EncodeToString(sum[:])[:10]
}

var lowerBase32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
