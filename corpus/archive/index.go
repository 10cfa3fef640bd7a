package archive

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// index is where things lie: a few dozen bytes for a capture, since an archive may hold millions. What
// it does not hold is read from the records.
type index struct {
	captures []place        // where the group of capture n+1 starts
	payloads map[key]uint32 // number of the capture whose first record holds a payload
	last     map[key]uint32 // number of the last good capture of a page
	runs     int
	alarms   int
}

func newIndex() index { return index{payloads: map[key]uint32{}, last: map[key]uint32{}} }

// key is half of a SHA-256 digest: of a payload, or of a page's name.
type key [16]byte

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

// remember brings the index up to date with capture n, whose group starts at a place.
func (x *index) remember(at place, c *corpus.Capture) {
	x.captures = append(x.captures, at)
	x.name(uint32(len(x.captures)), c)
}

// name notes under what the capture of a number can be looked up.
func (x *index) name(n uint32, c *corpus.Capture) {
	if c.PayloadHash == "" {
		return
	}
	k := keyOf(c.PayloadHash)
	if _, held := x.payloads[k]; !held {
		x.payloads[k] = n
	}
	if c.Failure == "" && c.Status >= 200 && c.Status < 300 {
		x.last[pageKey(c.Source, c.URL)] = n
	}
}

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
func (a *Archive) at(n uint32) (place, bool) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if n < 1 || int(n) > len(a.index.captures) {
		return place{}, false
	}
	return a.index.captures[n-1], true
}

// lookUp finds the number under a key, among what waits to be written and then in the index. The
// caller holds the queue.
func (a *Archive) lookUp(k key, of func(*index) map[key]uint32) (uint32, bool) {
	if n, ok := of(&a.queue.ahead)[k]; ok {
		return n, true
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	n, ok := of(&a.index)[k]
	return n, ok
}

func payloadsOf(x *index) map[key]uint32 { return x.payloads }
func lastOf(x *index) map[key]uint32     { return x.last }

// recall returns what the metadata record of capture n says. The caller holds the queue.
func (a *Archive) recall(ctx context.Context, n uint32) (envelope, error) {
	for _, tickets := range [][]*ticket{a.queue.written, a.queue.waiting} {
		for _, t := range tickets {
			if t.n == n {
				return t.env, nil
			}
		}
	}
	at, ok := a.at(n)
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
	n, held := a.lookUp(keyOf(hash), payloadsOf)
	if !held {
		return nil, nil
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
