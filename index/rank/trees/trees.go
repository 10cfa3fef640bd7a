package trees

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Forest is a sum of trees. The zero value gives 0 for every row.
type Forest struct {
	columns int // of the rows that it was grown on
	base    float32
	roots   []uint32 // where each tree begins in nodes
	nodes   []node
}

// node is a question or, where it has no column, a leaf. The answer no leads to the next node.
type node struct {
	column int16   // the figure asked about; -1 for a leaf
	yes    uint16  // how many nodes on the tree goes where the figure is above the limit
	value  float32 // the limit, or what a leaf adds
}

// Columns returns how many figures a row has.
func (f *Forest) Columns() int { return f.columns }

// Score returns the sum for a row of [Forest.Columns] figures; figures that are missing count as 0.
func (f *Forest) Score(row []float64) float64 {
	sum := float64(f.base)
	for _, at := range f.roots {
		for {
			n := f.nodes[at]
			if n.column < 0 {
				sum += float64(n.value)
				break
			}
			figure := 0.0
			if int(n.column) < len(row) {
				figure = row[n.column]
			}
			if float32(figure) > n.value {
				at += uint32(n.yes)
			} else {
				at++
			}
		}
	}
	return sum
}

// magic begins the file of a forest; its last byte is the version of the format.
const magic = "LSTREES\x01"

// nodeBytes is what a node takes in a file.
const nodeBytes = 8

// MarshalBinary returns the forest as a file: the magic, then little-endian the numbers of columns,
// trees and nodes (uint32), the base (float32), the beginnings of the trees (uint32) and the nodes
// (int16 column, uint16 step, float32 value).
func (f *Forest) MarshalBinary() ([]byte, error) {
	out := []byte(magic)
	for _, n := range [...]int{f.columns, len(f.roots), len(f.nodes)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f.base))
	for _, r := range f.roots {
		out = binary.LittleEndian.AppendUint32(out, r)
	}
	for _, n := range f.nodes {
		out = binary.LittleEndian.AppendUint16(out, uint16(n.column))
		out = binary.LittleEndian.AppendUint16(out, n.yes)
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(n.value))
	}
	return out, nil
}

var errTrees = errors.New("not a file of trees")

// UnmarshalBinary reads what [Forest.MarshalBinary] wrote. It refuses a file of which a walk could
// leave the nodes or find no end.
func (f *Forest) UnmarshalBinary(data []byte) error {
	head := len(magic) + 16
	if len(data) < head || string(data[:len(magic)]) != magic {
		return fmt.Errorf("%w: it must begin with %q and four numbers", errTrees, magic)
	}
	number := func(i int) uint32 { return binary.LittleEndian.Uint32(data[len(magic)+4*i:]) }
	columns, roots, nodes := uint64(number(0)), uint64(number(1)), uint64(number(2))
	if want := uint64(head) + 4*roots + nodeBytes*nodes; columns > math.MaxInt16 || want != uint64(len(data)) {
		return fmt.Errorf("%w: %d trees with %d nodes take %d bytes, and it has %d", errTrees, roots, nodes, want, len(data))
	}
	out := Forest{columns: int(columns), base: math.Float32frombits(number(3)), roots: make([]uint32, roots), nodes: make([]node, nodes)}
	for i := range out.roots {
		out.roots[i] = binary.LittleEndian.Uint32(data[head+4*i:])
		if uint64(out.roots[i]) >= nodes {
			return fmt.Errorf("%w: tree %d begins outside", errTrees, i)
		}
	}
	rest := data[head+4*len(out.roots):]
	for i := range out.nodes {
		b := rest[nodeBytes*i:]
		n := node{int16(binary.LittleEndian.Uint16(b)), binary.LittleEndian.Uint16(b[2:]), math.Float32frombits(binary.LittleEndian.Uint32(b[4:]))}
		if n.column >= 0 && (uint64(n.column) >= columns || n.yes == 0 || uint64(i)+uint64(n.yes) >= nodes || uint64(i)+1 >= nodes) {
			return fmt.Errorf("%w: node %d leads outside", errTrees, i)
		}
		out.nodes[i] = n
	}
	*f = out
	return nil
}
