package archive

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// Position is a place between two groups of the archive. Positions sort as strings in the order of
// writing; the empty Position is the start.
type Position string

// place is a position taken apart: the number of the file and the offset in it.
type place struct {
	file   int
	offset int64
}

// key is how a place lies in a list.
func (p place) key() (k key) {
	binary.BigEndian.PutUint64(k[:8], uint64(p.file))
	binary.BigEndian.PutUint64(k[8:], uint64(p.offset))
	return k
}

func placeOf(k key) place {
	return place{int(binary.BigEndian.Uint64(k[:8])), int64(binary.BigEndian.Uint64(k[8:]))}
}

func (p place) position() Position { return Position(fmt.Sprintf("%06d:%012d", p.file, p.offset)) }

func (p Position) place() (place, error) {
	if p == "" {
		return place{}, nil
	}
	file, offset, ok := strings.Cut(string(p), ":")
	f, err1 := strconv.Atoi(file)
	o, err2 := strconv.ParseInt(offset, 10, 64)
	if !ok || err1 != nil || err2 != nil || f < 1 || o < 0 {
		return place{}, fmt.Errorf("archive position %q: want file:offset, as %s", string(p), place{1, 0}.position())
	}
	return place{f, o}, nil
}

func fileName(n int) string { return fmt.Sprintf("%06d.warc.gz", n) }

// fileNumber reads a name made by fileName.
func fileNumber(name string) (int, bool) {
	digits, ok := strings.CutSuffix(name, ".warc.gz")
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0 && fileName(n) == name
}
