// Package officetest writes the boxes of office files, so that tests of the readers need no file of
// anybody else. It is small and strict, and no writer for users.
package officetest

import (
	"encoding/binary"
	"sort"
	"unicode/utf16"
)

const sector = 512

// OLE packs streams, by name, into a compound file (MS-CFB, version 3). Streams shorter than 4096
// bytes are padded with zeros to that length, so that there is no second kind of sectors.
func OLE(streams map[string][]byte) []byte {
	var names []string
	for name := range streams {
		names = append(names, name)
	}
	sort.Strings(names)
	directory := entry("Root Entry", 5, 1, noStream, 0xfffffffe, 0)
	if len(names) == 0 {
		directory = entry("Root Entry", 5, noStream, noStream, 0xfffffffe, 0)
	}
	var body []byte
	var chain []uint32 // next sector of each sector of body
	for i, name := range names {
		stream := streams[name]
		for len(stream) < 4096 || len(stream)%sector != 0 {
			stream = append(stream[:len(stream):len(stream)], 0)
		}
		next := uint32(i + 2)
		if i+1 == len(names) {
			next = noStream
		}
		directory = append(directory, entry(name, 2, noStream, next, uint32(len(chain)), len(stream))...)
		for range len(stream)/sector - 1 {
			chain = append(chain, uint32(len(chain)+1))
		}
		chain = append(chain, endOfChain)
		body = append(body, stream...)
	}
	for len(directory)%sector != 0 {
		directory = append(directory, entry("", 0, noStream, noStream, 0, 0)...)
	}
	first := uint32(len(chain))
	for i := range len(directory) / sector {
		chain = append(chain, first+uint32(i)+1)
	}
	chain[len(chain)-1] = endOfChain
	body = append(body, directory...)
	return append(header(&chain, &body, first), body...)
}

const (
	noStream   = 0xffffffff
	endOfChain = 0xfffffffe
	fatSector  = 0xfffffffd
	freeSector = 0xffffffff
)

// header appends the sector table to the body and writes the head that points at it.
func header(chain *[]uint32, body *[]byte, directory uint32) []byte {
	tables := 1
	for (len(*chain)+tables)*4 > tables*sector {
		tables++
	}
	at := len(*chain)
	for range tables {
		*chain = append(*chain, fatSector)
	}
	for len(*chain)*4%sector != 0 {
		*chain = append(*chain, freeSector)
	}
	for _, c := range *chain {
		*body = binary.LittleEndian.AppendUint32(*body, c)
	}
	h := make([]byte, sector)
	copy(h, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for at, v := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(h[at:], v)
	}
	for at, v := range map[int]uint32{44: uint32(tables), 48: directory, 56: 4096, 60: endOfChain, 68: endOfChain} {
		binary.LittleEndian.PutUint32(h[at:], v)
	}
	for i := range 109 {
		v := uint32(freeSector)
		if i < tables {
			v = uint32(at + i)
		}
		binary.LittleEndian.PutUint32(h[76+4*i:], v)
	}
	return h
}

// entry is one entry of the directory; siblings hang on the right of each other.
func entry(name string, kind byte, child, right, start uint32, size int) []byte {
	e := make([]byte, 128)
	units := utf16.Encode([]rune(name))
	for i, u := range units {
		binary.LittleEndian.PutUint16(e[2*i:], u)
	}
	if name != "" {
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(units)+2))
	}
	e[66], e[67] = kind, 1
	binary.LittleEndian.PutUint32(e[68:], noStream)
	binary.LittleEndian.PutUint32(e[72:], right)
	binary.LittleEndian.PutUint32(e[76:], child)
	binary.LittleEndian.PutUint32(e[116:], start)
	binary.LittleEndian.PutUint32(e[120:], uint32(size))
	return e
}
