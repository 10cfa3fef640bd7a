package word

import (
	"encoding/binary"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Pairs of offset and length in the file information block that are read, by their index (MS-DOC
// 2.5.6 and, with the same order, the block of Word 6).
const (
	pairStyles       = 1
	pairFootnoteRefs = 2
	pairFootnoteText = 3
	pairCharRuns     = 12
	pairParaRuns     = 13
	pairFonts        = 15
	pairPieces       = 33
	pairShapes       = 40
	pairEndnoteRefs  = 46
	pairEndnoteText  = 47
	pairBoxText      = 56
	pairLists        = 73
	pairListRefs     = 74
)

// The parts that follow each other in the text of a file, as [fib.parts] counts them.
const (
	partMain = iota
	partFootnotes
	partHeaders
	partMacros
	partComments
	partEndnotes
	partBoxes
	partHeaderBoxes
	partCount
)

// fib is the file information block, which says where everything else is.
type fib struct {
	version int  // 101 to 105 is Word 6 and 95, from 193 on Word 97 and later
	lang    int  // the language id of the program that wrote the file
	complex bool // Word 6: the text is in pieces
	wide    bool // Word 6: characters of two bytes
	from    int  // Word 6: where the text begins in the stream
	table   string
	parts   [partCount]int // characters of each part
	pairs   []byte
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func i16(b []byte, at int) int { return int(int16(u16(b, at))) }

// u32 reads a number that must stay below 2 GiB; what is larger, or outside, is -1.
func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return -1
	}
	v := binary.LittleEndian.Uint32(b[at:])
	if v > 1<<31-1 {
		return -1
	}
	return int(v)
}

func cut(b []byte, at, n int) []byte {
	if at < 0 || n < 0 || at > len(b) || n > len(b)-at {
		return nil
	}
	return b[at : at+n]
}

func (f *fib) old() bool { return f.version < 193 }

// pair returns where a structure is: offset and length, 0 and 0 for none.
func (f *fib) pair(index int) (offset, length int) {
	offset, length = u32(f.pairs, index*8), u32(f.pairs, index*8+4)
	if offset < 0 || length < 0 {
		return 0, 0
	}
	return offset, length
}

func readFIB(b []byte) (*fib, error) {
	if len(b) < 0x200 {
		return nil, block.Failf(block.Damaged, "the Word file is cut short: its head has %d bytes and 512 would be right", len(b))
	}
	f := &fib{version: u16(b, 2), lang: u16(b, 6), table: "0Table"}
	flags := u16(b, 0x0a)
	if flags&0x0100 != 0 {
		return nil, block.Failf(block.Encrypted, "the Word file is protected by a password; a copy without one would be right")
	}
	if flags&0x0200 != 0 {
		f.table = "1Table"
	}
	f.complex, f.wide = flags&0x0004 != 0, flags&0x1000 != 0
	counts := 0x4c
	switch {
	case u16(b, 0) == 0xa5dc && f.old():
		f.from, f.table, counts = u32(b, 0x18), "WordDocument", 0x34
		f.pairs = b[0x58:0x1b0]
	case u16(b, 0) == 0xa5ec:
		at := 0x22 + 2*u16(b, 0x20)
		at += 2 + 4*u16(b, at)
		f.pairs = cut(b, at+2, min(8*u16(b, at), max(0, len(b)-at-2)))
		if f.version < 193 {
			f.version = 193
		}
	default:
		return nil, block.Failf(block.Unsupported, "the Word file has a head (%#04x) that is not of Word 6 to 2003; a file of one of these, or DOCX, would be right", u16(b, 0))
	}
	for i := range f.parts {
		if f.parts[i] = u32(b, counts+4*i); f.parts[i] < 0 {
			return nil, block.Failf(block.Damaged, "the Word file gives an impossible length of its text; a file saved anew would be right")
		}
	}
	return f, nil
}

// start returns the first character of a part.
func (f *fib) start(part int) int {
	n := 0
	for _, c := range f.parts[:part] {
		n += c
	}
	return n
}
