package archive

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/scratch"
)

// index is where things lie, and nothing of what they say, since an archive may hold millions: that is
// read from the records.
type index struct {
	captures *scratch.List  // where the group of capture n+1 starts
	payloads *scratch.Table // number of the capture whose first record holds a payload
	last     *scratch.Table // number of the last good capture of a page
	runs     int
	alarms   int
}

func newIndex(dir string) index {
	return index{captures: scratch.NewList(dir), payloads: scratch.NewTable(dir), last: scratch.NewTable(dir)}
}

func (x *index) close() error {
	return errors.Join(x.captures.Close(), x.payloads.Close(), x.last.Close())
}

// ahead is the index of the few captures that are not on disk.
type ahead struct {
	payloads map[key]uint32
	last     map[key]uint32
}

func newAhead() ahead { return ahead{payloads: map[key]uint32{}, last: map[key]uint32{}} }

// key is half of a SHA-256 digest: of a payload, or of a page's name.
type key = scratch.Key

func keyOf(hash corpus.Hash) key {
	return key(halfDigest(string(hash)))
}

// pageKey names an address as a source knows it.
func pageKey(source corpus.SourceID, url string) key {
	return key(halfDigest(string(source) + "\x00" + url))
}

func halfDigest(s string) []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:len(key{})]
}

// remember brings the index up to date with the next capture, whose group starts at a place.
func (x *index) remember(at place, c *corpus.Capture) error {
	n := uint64(x.captures.Len() + 1)
	if err := x.captures.Add(at.key()); err != nil || c.PayloadHash == "" {
		return err
	}
	k := keyOf(c.PayloadHash)
	_, held, err := x.payloads.Get(k)
	if err == nil && !held {
		err = x.payloads.Put(k, n)
	}
	if err == nil && answers(c) {
		err = x.last.Put(pageKey(c.Source, c.URL), n)
	}
	return err
}

// name notes under what the capture of a number can be looked up.
func (x *ahead) name(n uint32, c *corpus.Capture) {
	if c.PayloadHash == "" {
		return
	}
	k := keyOf(c.PayloadHash)
	if _, held := x.payloads[k]; !held {
		x.payloads[k] = n
	}
	if answers(c) {
		x.last[pageKey(c.Source, c.URL)] = n
	}
}

// answers reports whether a capture is what a later one of its page is compared with.
func answers(c *corpus.Capture) bool { return c.Failure == "" && c.Status >= 200 && c.Status < 300 }

// original is what a revisit refers to.
type original struct {
	id     string // record id
	uri    string
	date   time.Time
	length int64
}

// captureName is the name of capture n.
func captureName(n uint32) corpus.CaptureID { return corpus.CaptureID(fmt.Sprintf("c-%010d", n)) }

// at returns where a capture's group starts.
func (a *Archive) at(n uint32) (place, bool, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if n < 1 || int(n) > a.index.captures.Len() {
		return place{}, false, nil
	}
	k, err := a.index.captures.At(int(n) - 1)
	return placeOf(k), true, err
}

// payloadNumber finds the capture that holds a payload, among what is not on disk and then in the index.
// The caller holds the queue.
func (a *Archive) payloadNumber(hash corpus.Hash) (uint32, bool, error) {
	return a.lookUp(keyOf(hash), a.queue.ahead.payloads, a.index.payloads)
}

// lastNumber finds the last good capture of a page in the same way. The caller holds the queue.
func (a *Archive) lastNumber(source corpus.SourceID, url string) (uint32, bool, error) {
	return a.lookUp(pageKey(source, url), a.queue.ahead.last, a.index.last)
}

func (a *Archive) lookUp(k key, ahead map[key]uint32, held *scratch.Table) (uint32, bool, error) {
	if n, ok := ahead[k]; ok {
		return n, true, nil
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	n, ok, err := held.Get(k)
	return uint32(n), ok, err
}

// recall returns what the metadata record of capture n says. The caller holds the queue.
func (a *Archive) recall(ctx context.Context, n uint32) (envelope, error) {
	for _, tickets := range [][]*ticket{a.queue.written, a.queue.waiting} {
		for _, t := range tickets {
			if t.n == n {
				return t.env, nil
			}
		}
	}
	at, ok, err := a.at(n)
	if err != nil {
		return envelope{}, err
	}
	if !ok {
		return envelope{}, fmt.Errorf("capture %d: %w", n, ErrNotHeld)
	}
	a.mu.RLock()
	e, ok := a.recent.at[at]
	a.mu.RUnlock()
	if ok {
		return e.env, nil
	}
	files, err := a.snapshot()
	if err != nil {
		return envelope{}, err
	}
	env, _, err := readAt(ctx, files[at.file-1], at)
	return env, err
}

// originalOf returns the record that holds a payload, where one does. The caller holds the queue.
func (a *Archive) originalOf(ctx context.Context, hash corpus.Hash) (*original, error) {
	n, held, err := a.payloadNumber(hash)
	if !held || err != nil {
		return nil, err
	}
	e, err := a.recall(ctx, n)
	if err != nil {
		return nil, fmt.Errorf("read back the original of payload %.12s: %w", hash, err)
	}
	return &original{id: e.RecordID, uri: asciiURI(e.Capture.FinalURL), date: e.Capture.FetchedAt, length: e.Capture.Length}, nil
}

// numberOf reads the number out of a capture's name.
func numberOf(id corpus.CaptureID) (uint32, error) {
	var n uint32
	if _, err := fmt.Sscanf(strings.TrimSpace(string(id)), "c-%d", &n); err != nil {
		return 0, fmt.Errorf("capture %q: want a name like c-0000000001", id)
	}
	return n, nil
}
