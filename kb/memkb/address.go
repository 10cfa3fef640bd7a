package memkb

import (
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
)

type address struct {
	source corpus.SourceID
	url    string
}

// claim is what one document says of one address: that it is there, or was. Several documents may
// have been at one address, one after the other. A document that is there goes before one that
// was, and else the later claim counts.
type claim struct {
	now bool
	n   int // a running number of claims
}

func (c claim) before(d claim) bool {
	if c.now != d.now {
		return d.now
	}
	return c.n < d.n
}

// putDocument stores a document and its claims to addresses.
func (s *Store) putDocument(d corpus.Document, raw []byte) {
	if old, ok := read[corpus.Document](s.documents, string(d.ID)); ok {
		for _, url := range old.Addresses() {
			if old.Source != d.Source || !slices.Contains(d.Addresses(), url) {
				delete(s.addresses[address{old.Source, url}], d.ID)
			}
		}
	}
	s.documents.put(string(d.ID), raw)
	for _, url := range d.Addresses() {
		s.putClaim(d, url, d.IsAt(url))
	}
}

// putClaim notes a claim. One that is held already keeps its number, so that a document that is
// merely seen again does not go before others.
func (s *Store) putClaim(d corpus.Document, url string, now bool) {
	at := address{d.Source, url}
	if s.addresses[at] == nil {
		s.addresses[at] = map[corpus.DocumentID]claim{}
	}
	if held, ok := s.addresses[at][d.ID]; ok && held.now == now {
		return
	}
	s.claims++
	s.addresses[at][d.ID] = claim{now, s.claims}
}

// documentAt returns the document whose claim to an address counts, "" when there is none.
func (s *Store) documentAt(at address) corpus.DocumentID {
	var best claim
	var document corpus.DocumentID
	for id, c := range s.addresses[at] {
		if document == "" || best.before(c) {
			best, document = c, id
		}
	}
	return document
}
