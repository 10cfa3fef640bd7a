package bleveindex

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/lodestone-kb/lodestone/index/rank"
)

// keyBytes is what a unit takes in the index.
const keyBytes = 3

// pack returns a passage as the index stores it, so that it can be ranked without its text: how many
// passages before it the one with its heading is and how many units the headings have (both uvarint),
// then the units of the headings and its own, three bytes each, the lowest first.
func pack(c rank.Candidate) []byte {
	out := binary.AppendUvarint(nil, uint64(max(c.Place-c.Above, 0)))
	out = binary.AppendUvarint(out, uint64(len(c.Heads)))
	for _, keys := range [...][]uint32{c.Heads, c.Keys} {
		for _, k := range keys {
			out = append(out, byte(k), byte(k>>8), byte(k>>16))
		}
	}
	return out
}

var errPacked = errors.New("the stored units of a passage are damaged")

// unpack reads what pack wrote. Above is relative: 0 or less.
func unpack(data []byte) (rank.Candidate, error) {
	back, n := binary.Uvarint(data)
	if n <= 0 || back > math.MaxInt32 {
		return rank.Candidate{}, errPacked
	}
	data = data[n:]
	heads, n := binary.Uvarint(data)
	if n <= 0 || (len(data)-n)%keyBytes != 0 || heads > uint64((len(data)-n)/keyBytes) {
		return rank.Candidate{}, errPacked
	}
	data = data[n:]
	all := make([]uint32, len(data)/keyBytes)
	for i := range all {
		b := data[keyBytes*i:]
		all[i] = uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
	}
	return rank.Candidate{Heads: all[:heads], Keys: all[heads:], Above: -int(back)}, nil
}
