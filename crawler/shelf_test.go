package crawler

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestShelf puts and replaces records at random, in memory and with a scratch file, until replaced ones
// are cleared away, and compares the shelf with a map.
func TestShelf(t *testing.T) {
	for _, dir := range []string{"", t.TempDir()} {
		s, want := newShelf(dir), map[mark][]byte{}
		random := rand.New(rand.NewPCG(1, 2))
		cleared := false
		for i := range 6000 {
			m := markOf(fmt.Sprint("name ", random.IntN(900)))
			record := bytes.Repeat([]byte{byte(i)}, random.IntN(4000))
			dead := s.dead
			if err := s.put(m, record); err != nil {
				t.Fatal(err)
			}
			want[m] = record
			cleared = cleared || s.dead < dead
		}
		for m, record := range want {
			got, err := s.get(m)
			if err != nil || !bytes.Equal(got, record) {
				t.Fatalf("folder %q: %d bytes, %v; want %d", dir, len(got), err, len(record))
			}
		}
		if got, err := s.get(markOf("nobody")); got != nil || err != nil {
			t.Errorf("a name without a record has %v, %v", got, err)
		}
		if !cleared || s.store.size > 3*minDead {
			t.Errorf("folder %q: %d bytes are kept for 900 records of 2000", dir, s.store.size)
		}
		if err := s.close(); err != nil {
			t.Error(err)
		}
		if dir == "" {
			continue
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("the scratch folder holds %v, %v", left, err)
		}
	}
}

// TestPageRecord writes a page with everything that a page has, and one with nothing, and reads both
// back; cut anywhere, a record is refused.
func TestPageRecord(t *testing.T) {
	at := time.Date(2025, 10, 9, 1, 2, 3, 4, time.UTC)
	var k kinship
	for _, want := range []page{{}, {
		url: "http://a.example/1", final: "http://a.example/2", hash: "aa", before: []corpus.Hash{"bb", "cc"}, replays: 1, status: 200, mediaType: "text/html",
		encoding: "gzip", etag: `"1"`, lastModified: "x", first: at, last: at.Add(1), lastFull: at.Add(2), sinceFull: 3,
		hints: corpus.Hints{Title: "No. 61", Published: corpus.Date{Year: 2025, Month: 10, Day: 9}, Authority: "a", Jurisdiction: "cn", Lang: "zh", Kind: corpus.Notice, Number: "61",
			Body: "#b", Parent: "p", Official: true, Canonical: "c", Zone: "Asia/Shanghai"},
		look: look{capture: "c-0000000001", at: at, what: changed, run: 7},
	}} {
		b := k.appendPage(nil, &want)
		got, err := k.page(b)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, want)
		}
		for n := range b {
			if _, err := k.page(b[:n]); err == nil {
				t.Errorf("a record cut to %d of %d bytes is read", n, len(b))
			}
		}
	}
}
