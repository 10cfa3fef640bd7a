package places

import (
	"encoding/binary"
	"sort"
)

// numbers are rising numbers of tokens: read already, or of a fixed width in the record.
type numbers struct {
	few   []int32
	fixed []byte
	width int // 2 or 4; 0 for few
}

func (n *numbers) len() int {
	if n.width == 0 {
		return len(n.few)
	}
	return len(n.fixed) / n.width
}

func (n *numbers) at(i int) int32 {
	switch n.width {
	case 0:
		return n.few[i]
	case 2:
		return int32(binary.LittleEndian.Uint16(n.fixed[2*i:]))
	}
	return int32(binary.LittleEndian.Uint32(n.fixed[4*i:]) &^ (1 << 31))
}

// upTo returns how many of the numbers are no greater than one.
func (n *numbers) upTo(v int) int {
	if size := n.len(); size > 16 {
		from, to := 0, size
		for from < to {
			if half := int(uint(from+to) / 2); int(n.at(half)) <= v {
				from = half + 1
			} else {
				to = half
			}
		}
		return from
	}
	i := 0
	for i < n.len() && int(n.at(i)) <= v {
		i++
	}
	return i
}

// has reports whether one of the numbers is this one, and which.
func (n *numbers) has(v int) (i int, ok bool) {
	i = n.upTo(v) - 1
	return i, i >= 0 && int(n.at(i)) == v
}

// lists are the places of the words of a long text, word by word.
type lists struct {
	ends, places []byte
	width        int // of a number; 0 for a short text
}

func (l *lists) number(b []byte, i int) int {
	if l.width == 2 {
		return int(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return int(binary.LittleEndian.Uint32(b[4*i:]) &^ (1 << 31))
}

// of returns where the places of a word are.
func (l *lists) of(id uint32) (from, to int) {
	all := len(l.places) / l.width
	if id > 0 {
		from = min(l.number(l.ends, int(id)-1), all)
	}
	return from, min(max(from, l.number(l.ends, int(id))), all)
}

// find returns the first place of a word from one on and before another; -1 where there is none.
func (l *lists) find(id uint32, from, to int) int {
	first, last := l.of(id)
	i := first + sort.Search(last-first, func(i int) bool { return l.number(l.places, first+i) >= from })
	if i < last {
		if at := l.number(l.places, i); at < to {
			return at
		}
	}
	return -1
}
