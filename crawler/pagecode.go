package crawler

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// errShelf says that a record is not what was put on the shelf.
var errShelf = errors.New("a record of a page is not whole")

// kinship are the hints that pages share, since most are what the manifest says of all: each is kept
// once, and a record holds its number.
type kinship struct {
	numbers map[corpus.Hints]uint64
	shared  []corpus.Hints
}

// number gives the shared part of hints a number.
func (k *kinship) number(h corpus.Hints) uint64 {
	h.Title, h.Published, h.Number, h.Parent, h.Canonical = "", corpus.Date{}, "", "", ""
	n, ok := k.numbers[h]
	if !ok {
		if k.numbers == nil {
			k.numbers = map[corpus.Hints]uint64{}
		}
		n = uint64(len(k.shared))
		k.numbers[h], k.shared = n, append(k.shared, h)
	}
	return n
}

// appendPage writes a page as a record.
func (k *kinship) appendPage(b []byte, g *page) []byte {
	b = binary.AppendUvarint(b, k.number(g.hints))
	d := g.hints.Published
	for _, n := range []int{d.Year, d.Month, d.Day, g.replays, g.status, g.sinceFull, g.look.run, int(g.look.what), len(g.before)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, t := range []time.Time{g.first, g.last, g.lastFull, g.look.at} {
		b = appendTime(b, t)
	}
	final := g.final
	if final == g.url {
		final = "=" // most pages are where they were asked for
	}
	for _, s := range []string{g.url, final, g.hints.Title, g.hints.Number, g.hints.Parent, g.hints.Canonical, string(g.hash), g.mediaType, g.encoding, g.etag, g.lastModified, string(g.look.capture)} {
		b = appendString(b, s)
	}
	for _, h := range g.before {
		b = appendString(b, string(h))
	}
	return b
}

// page reads a record.
func (k *kinship) page(b []byte) (page, error) {
	r := recordReader{b: b}
	n := r.number()
	if r.bad || n >= uint64(len(k.shared)) {
		return page{}, errShelf
	}
	g := page{hints: k.shared[n]}
	var what, before int
	d := &g.hints.Published
	for _, to := range []*int{&d.Year, &d.Month, &d.Day, &g.replays, &g.status, &g.sinceFull, &g.look.run, &what, &before} {
		*to = int(r.number())
	}
	g.look.what = finding(what)
	for _, to := range []*time.Time{&g.first, &g.last, &g.lastFull, &g.look.at} {
		*to = r.time()
	}
	var hash, capture string
	for _, to := range []*string{&g.url, &g.final, &g.hints.Title, &g.hints.Number, &g.hints.Parent, &g.hints.Canonical, &hash, &g.mediaType, &g.encoding, &g.etag, &g.lastModified, &capture} {
		*to = r.string()
	}
	if g.final == "=" {
		g.final = g.url
	}
	g.hash, g.look.capture = corpus.Hash(hash), corpus.CaptureID(capture)
	for range before {
		if r.bad {
			break
		}
		g.before = append(g.before, corpus.Hash(r.string()))
	}
	if r.bad || len(r.b) > 0 {
		return page{}, errShelf
	}
	return g, nil
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendTime writes a time, or that there is none.
func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0)
	}
	return binary.AppendVarint(append(b, 1), t.UnixNano())
}

// recordReader takes a record apart. When one part is not there, the others are not either.
type recordReader struct {
	b   []byte
	bad bool
}

func (r *recordReader) number() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.b, r.bad = nil, true
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *recordReader) string() string {
	n := r.number()
	if n > uint64(len(r.b)) {
		r.b, r.bad = nil, true
		return ""
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *recordReader) time() time.Time {
	if r.number() == 0 || r.bad {
		return time.Time{}
	}
	n, size := binary.Varint(r.b)
	if size <= 0 {
		r.b, r.bad = nil, true
		return time.Time{}
	}
	r.b = r.b[size:]
	return time.Unix(0, n).UTC()
}
