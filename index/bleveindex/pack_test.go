package bleveindex

import (
	"bytes"
	"testing"

	"github.com/lodestone-kb/lodestone/index/rank"
)

func FuzzUnpack(f *testing.F) {
	f.Add(pack(rank.Candidate{Keys: []uint32{1, 1 << 23, 77}, Heads: []uint32{5}, Place: 9, Above: 4}))
	f.Add(pack(rank.Candidate{}))
	f.Add([]byte{0, 3, 1, 1, 1})
	f.Add([]byte{0x80})
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := unpack(data)
		if err != nil {
			return
		}
		again, err := unpack(pack(c))
		if err != nil || !bytes.Equal(pack(c), pack(again)) || len(again.Keys) != len(c.Keys) || len(again.Heads) != len(c.Heads) || again.Above != c.Above {
			t.Errorf("%v comes back as %v (%v)", c, again, err)
		}
	})
}
