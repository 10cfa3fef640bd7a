package api_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// Each entry is proved to be in the log, in each of its sizes; a proof of another entry proves nothing.
func TestProofsOfTheLog(t *testing.T) {
	h := handler(t)
	unhex := func(s string) (out [32]byte) {
		b, err := hex.DecodeString(s)
		if err != nil || len(b) != 32 {
			t.Fatalf("%q: %v", s, err)
		}
		return [32]byte(b)
	}
	roots := map[int64][32]byte{}
	const size = 7
	for n := int64(1); n <= size; n++ {
		for seq := int64(1); seq <= n; seq++ {
			var p struct {
				Root, Leaf string
				Proof      []string
			}
			w := get(h, fmt.Sprintf("/log/proof?seq=%d&size=%d", seq, n))
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 200 {
				t.Fatalf("%d %v %s", w.Code, err, w.Body)
			}
			leaf, err := base64.StdEncoding.DecodeString(p.Leaf)
			if err != nil {
				t.Fatal(err)
			}
			var proof [][32]byte
			for _, s := range p.Proof {
				proof = append(proof, unhex(s))
			}
			roots[n] = unhex(p.Root)
			if err := logtree.CheckEntry(proof, n, roots[n], kb.Seq(seq), leaf); err != nil {
				t.Errorf("entry %d of %d: %v", seq, n, err)
			}
			if err := logtree.CheckEntry(proof, n, roots[n], kb.Seq(seq), append(leaf, ' ')); err == nil {
				t.Errorf("entry %d of %d: another entry is proved too", seq, n)
			}
		}
	}
	for from := int64(1); from <= size; from++ {
		var p struct{ Proof []string }
		if err := json.Unmarshal(get(h, fmt.Sprintf("/log/consistency?from=%d&to=%d", from, size)).Body.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		var proof [][32]byte
		for _, s := range p.Proof {
			proof = append(proof, unhex(s))
		}
		if err := logtree.CheckPrefix(proof, size, roots[size], from, roots[from]); err != nil {
			t.Errorf("%d is the beginning of %d: %v", from, size, err)
		}
	}
	for target, code := range map[string]int{"/log/proof": 422, "/log/proof?seq=0": 422, "/log/proof?seq=999": 422, "/log/proof?seq=1&size=999": 422, "/log/proof?seq=5&size=4": 422, "/log/consistency?from=5&to=4": 422, "/log/consistency?from=999": 422, "/log/consistency": 422} {
		if w := get(h, target); w.Code != code {
			t.Errorf("GET %s = %d", target, w.Code)
		}
	}
}
