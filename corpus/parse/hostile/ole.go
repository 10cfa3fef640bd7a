package hostile

import "encoding/binary"

// oles are containers of the old office programs whose tables run in rings or out of the file.
func oles(s Size, any []string) []Document {
	le := binary.LittleEndian
	add := func(name string, body []byte) Document {
		return Document{Name: "ole: " + name, MediaType: "application/msword", Body: body, Want: any}
	}
	return []Document{
		add("a stream in a ring", withStream(func(h []byte) { le.PutUint32(h[520:], 2) })),
		add("a stream that is the directory", withStream(func(h []byte) { le.PutUint32(h[1152+116:], 1) })),
		add("a stream past the end", withStream(func(h []byte) { le.PutUint32(h[520:], 0x7ffffff0) })),
		add("a stream longer than the file", withStream(func(h []byte) { le.PutUint32(h[520:], 0xfffffffe); le.PutUint32(h[1152+120:], 0x7fffffff) })),
		add("siblings in a ring", withStream(func(h []byte) {
			le.PutUint32(h[1152+68:], 1)
			le.PutUint32(h[1152+72:], 1)
			le.PutUint32(h[1152+76:], 0)
		})),
		add("a Word file of noise", withStream(func(h []byte) {
			le.PutUint32(h[520:], 3)
			le.PutUint32(h[524:], 4)
			le.PutUint32(h[528:], 0xfffffffe)
			copy(h[1538:], times("\xff\x01", 1400))
		})),
		add("a directory in a ring", container(func(h []byte) { le.PutUint32(h[516:], 1) })),
		add("an allocation table in a ring", container(func(h []byte) {
			le.PutUint32(h[68:], 2)
			le.PutUint32(h[72:], 0x7fffffff)
			le.PutUint32(h[512*3+508:], 2)
		})),
		add("a table past the end", container(func(h []byte) { le.PutUint32(h[76:], 0x7ffffff0) })),
		add("sectors past reason", container(func(h []byte) { le.PutUint16(h[30:], 31) })),
		add("sectors of one byte", container(func(h []byte) { le.PutUint16(h[30:], 0) })),
		add("small streams in a ring", container(func(h []byte) { le.PutUint32(h[60:], 2); le.PutUint32(h[64:], 0xffffffff); le.PutUint32(h[520:], 2) })),
		add("an empty directory", container(func([]byte) {})),
		add("only a head", container(func([]byte) {})[:512]),
		add("only a name", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
		add("noise", append(container(func([]byte) {})[:512], times("WordDocument\x01\x02\x03", s.Bytes)...)),
	}
}

// container is an OLE container of six sectors, whose directory is empty, with a change.
func container(change func(h []byte)) []byte {
	h := make([]byte, 512*6)
	copy(h, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le := binary.LittleEndian
	le.PutUint16(h[24:], 0x3e)
	le.PutUint16(h[26:], 3)
	le.PutUint16(h[28:], 0xfffe)
	le.PutUint16(h[30:], 9)
	le.PutUint16(h[32:], 6)
	le.PutUint32(h[44:], 1)          // sectors of the allocation table
	le.PutUint32(h[48:], 1)          // first sector of the directory
	le.PutUint32(h[56:], 4096)       // streams below this are in the small table
	le.PutUint32(h[60:], 0xfffffffe) // no small table
	le.PutUint32(h[68:], 0xfffffffe) // no further sectors of the allocation table
	for i := 76; i < 512; i += 4 {
		le.PutUint32(h[i:], 0xffffffff)
	}
	le.PutUint32(h[76:], 0)
	for i := 512; i < 1024; i += 4 {
		le.PutUint32(h[i:], 0xffffffff)
	}
	le.PutUint32(h[512:], 0xfffffffd)
	le.PutUint32(h[516:], 0xfffffffe)
	change(h)
	return h
}

// withStream is a container with a root and a stream of Word that begins in sector 2.
func withStream(change func(h []byte)) []byte {
	return container(func(h []byte) {
		directoryEntry(h[1024:], "Root Entry", 5, 0xfffffffe, 0)
		directoryEntry(h[1152:], "WordDocument", 2, 2, 1<<20)
		binary.LittleEndian.PutUint32(h[1024+76:], 1) // the root's child
		binary.LittleEndian.PutUint16(h[1536:], 0xa5ec)
		change(h)
	})
}

// directoryEntry writes an entry of the directory without siblings.
func directoryEntry(h []byte, name string, kind byte, first, size uint32) {
	le := binary.LittleEndian
	for i, r := range name {
		h[2*i] = byte(r)
	}
	le.PutUint16(h[64:], uint16(2*len(name)+2))
	h[66], h[67] = kind, 1
	for i := 68; i < 80; i += 4 {
		le.PutUint32(h[i:], 0xffffffff)
	}
	le.PutUint32(h[116:], first)
	le.PutUint32(h[120:], size)
}
