package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
)

// kind says in one byte what record a member holds.
type kind byte

const (
	warcinfo kind = 'i'
	response kind = 'r'
	resource kind = 'f'
	revisit  kind = 'v'
	request  kind = 'q'
	metadata kind = 'm'
)

// head is what a member's gzip header tells.
type head struct {
	length int64 // of the member in the file
	plain  int64 // of what it inflates to
	kind   kind
	rest   int  // members that follow in the group
	joined bool // the group was written before the one before it was synced
}

// headLen is the length of every member's header: the fixed ten bytes, the length of the extra
// field, and the two subfields.
const headLen = 10 + 2 + extraLen
const extraLen = 4 + 8 + 4 + 2

// restAt is where in a header the number of members that follow stands, with the mark of a group that
// was written before the one before it was synced.
const (
	restAt    = 29
	joinedBit = 0x80
)

var errNoMember = errors.New("no archive record starts here")

// shortRecord is how long a record is at most in which repetition is not looked for: it holds some fields
// once each, for which codes for its letters are nearly as short and take a third of the time.
const shortRecord = 1024

// packer makes members of records. Many may use it at once; the zero value is ready.
type packer struct {
	letters sync.Pool // of compressors that give letters codes and look for no repetition
}

// deflate writes a record compressed. A long one is compressed without tables that outlive it: those
// of the slower levels are larger than most records and seldom in the processor's cache, and would save 3 %
// of the room.
func (p *packer) deflate(to io.Writer, record []byte) error {
	if len(record) > shortRecord {
		return flate.StatelessDeflate(to, record, true, nil)
	}
	w, _ := p.letters.Get().(*flate.Writer)
	if w == nil {
		var err error
		if w, err = flate.NewWriter(to, flate.HuffmanOnly); err != nil {
			return err
		}
	} else {
		w.Reset(to)
	}
	defer p.letters.Put(w)
	if _, err := w.Write(record); err != nil {
		return err
	}
	return w.Close()
}

// pack appends the member of a record to a group.
func (p *packer) pack(group, record []byte, k kind, rest int) ([]byte, error) {
	if len(record) > maxGroup {
		return nil, fmt.Errorf("a record of %d bytes is larger than the %d that are allowed", len(record), maxGroup)
	}
	start, b := len(group), bytes.NewBuffer(group)
	b.Write([]byte{0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, extraLen, 0})
	b.WriteString("sl\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00LS\x02\x00")
	b.Write([]byte{byte(k), byte(rest)})
	if err := p.deflate(b, record); err != nil {
		return nil, err
	}
	group = binary.LittleEndian.AppendUint32(b.Bytes(), crc32.ChecksumIEEE(record))
	group = binary.LittleEndian.AppendUint32(group, uint32(len(record)))
	m := group[start:]
	binary.LittleEndian.PutUint32(m[12+4:], uint32(len(m)))
	binary.LittleEndian.PutUint32(m[12+8:], uint32(len(record)))
	return group, nil
}

// parseHead reads the header of a member that starts at b[0]. b may be longer than the header.
func parseHead(b []byte) (head, error) {
	if len(b) < headLen {
		return head{}, fmt.Errorf("%w: the file ends inside a header", errNoMember)
	}
	fixed := b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 && b[3] == 4 && binary.LittleEndian.Uint16(b[10:]) == extraLen
	if !fixed || string(b[12:16]) != "sl\x08\x00" || string(b[24:28]) != "LS\x02\x00" {
		return head{}, errNoMember
	}
	h := head{
		length: int64(binary.LittleEndian.Uint32(b[16:])),
		plain:  int64(binary.LittleEndian.Uint32(b[20:])),
		kind:   kind(b[28]),
		rest:   int(b[restAt] &^ joinedBit),
		joined: b[restAt]&joinedBit != 0,
	}
	if h.length < headLen+8 || h.length > 2*maxGroup || h.plain > maxGroup {
		return head{}, fmt.Errorf("%w: its length is impossible", errNoMember)
	}
	return h, nil
}

// readHead reads the header of the member at an offset of a file that ends at end.
func readHead(r io.ReaderAt, offset, end int64) (head, error) {
	var b [headLen]byte
	n, err := r.ReadAt(b[:min(headLen, end-offset)], offset)
	if err != nil && err != io.EOF {
		return head{}, err
	}
	h, err := parseHead(b[:n])
	if err != nil {
		return head{}, err
	}
	if h.length > end-offset {
		return head{}, fmt.Errorf("%w: it ends past the end of the file", errNoMember)
	}
	return h, nil
}

// unpack inflates the member at an offset and checks it to its last byte: checksum, both lengths,
// and that it fills the room its header claims.
func unpack(r io.ReaderAt, offset int64, h head) ([]byte, error) {
	raw := make([]byte, h.length)
	if n, err := r.ReadAt(raw, offset); n < len(raw) {
		return nil, fmt.Errorf("read %d bytes at %d: %w", len(raw), offset, err)
	}
	src := bytes.NewReader(raw)
	z, err := gzip.NewReader(src)
	if err != nil {
		return nil, fmt.Errorf("inflate the member at %d: %w", offset, err)
	}
	z.Multistream(false)
	var plain bytes.Buffer
	plain.Grow(int(min(h.plain, h.length*1100))) // deflate makes at most 1032 out of one
	if _, err := io.Copy(&plain, io.LimitReader(z, h.plain+1)); err != nil {
		return nil, fmt.Errorf("inflate the member at %d: %w", offset, err)
	}
	if int64(plain.Len()) != h.plain {
		return nil, fmt.Errorf("the member at %d inflates to other than the %d bytes its header says", offset, h.plain)
	}
	if src.Len() != 0 {
		return nil, fmt.Errorf("the member at %d leaves %d bytes of its room unused", offset, src.Len())
	}
	return plain.Bytes(), nil
}
