package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

const maxMembers = 10_000 // office files have dozens

// Zip is an open archive. Members are inflated when they are asked for.
type Zip struct {
	members map[string]func() (io.ReadCloser, error)
	names   []string
	left    int64 // bytes that may still be inflated
	limit   int64
	Cut     bool // the directory at the end is missing: the archive was cut short
}

// OpenZip opens an archive of which at most limit bytes will be inflated in all. Where the directory
// is missing, because the file was cut short, the members are found by their own heads.
func OpenZip(b []byte, limit int64) (*Zip, error) {
	z := &Zip{members: map[string]func() (io.ReadCloser, error){}, left: limit, limit: limit}
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	switch {
	case err != nil:
		z.Cut = true
		z.scan(b)
		if len(z.names) == 0 {
			return nil, &block.Error{Kind: block.Damaged, Reason: "the archive is broken or cut short and no member is left in it; a complete file would be right", Cause: err}
		}
		return z, nil
	case len(zr.File) > maxMembers:
		return nil, block.Failf(block.TooLarge, "the archive has %d members; at most %d are accepted", len(zr.File), maxMembers)
	}
	for _, f := range zr.File {
		z.add(f.Name, f.Open)
	}
	return z, nil
}

// add keeps the first member of a name.
func (z *Zip) add(name string, open func() (io.ReadCloser, error)) {
	name = strings.TrimPrefix(strings.ReplaceAll(name, "\\", "/"), "/")
	if z.members[name] == nil && len(z.names) < maxMembers {
		z.members[name] = open
		z.names = append(z.names, name)
	}
}

// scan finds members by their local headers (APPNOTE 4.3.7).
func (z *Zip) scan(b []byte) {
	for at := 0; ; {
		next := bytes.Index(b[at:], []byte("PK\x03\x04"))
		if next < 0 || len(b)-at-next < 30 {
			return
		}
		at += next
		head := b[at:]
		method := binary.LittleEndian.Uint16(head[8:])
		name := int(binary.LittleEndian.Uint16(head[26:]))
		body := 30 + name + int(binary.LittleEndian.Uint16(head[28:]))
		at += 4
		if body > len(head) {
			return
		}
		data := head[body:]
		switch method {
		case zip.Deflate:
			z.add(string(head[30:30+name]), func() (io.ReadCloser, error) { return flate.NewReader(bytes.NewReader(data)), nil })
		case zip.Store:
			data = data[:min(len(data), int(binary.LittleEndian.Uint32(head[18:])))]
			z.add(string(head[30:30+name]), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil })
		}
	}
}

// Names lists the members in the order of the archive.
func (z *Zip) Names() []string { return z.names }

// Has reports whether there is a member of that name.
func (z *Zip) Has(name string) bool { return z.members[name] != nil }

// Read inflates a member. A member that is not there is empty. The part of a broken member that could
// be inflated is returned together with the error; a [block.TooLarge] says that the archive's limit
// is used up.
func (z *Zip) Read(name string) ([]byte, error) {
	open := z.members[name]
	if open == nil {
		return nil, nil
	}
	r, err := open()
	if err != nil {
		return nil, &block.Error{Kind: block.Damaged, Reason: "the member " + name + " cannot be opened; a complete file would be right", Cause: err}
	}
	body, err := block.ReadCapped(r, z.left)
	if closeErr := r.Close(); err == nil {
		err = closeErr
	}
	var e *block.Error
	if errors.As(err, &e) {
		return nil, block.Failf(block.TooLarge, "the archive inflates to more than %d bytes, which is the limit", z.limit)
	}
	z.left -= int64(len(body))
	if err != nil {
		return body, &block.Error{Kind: block.Damaged, Reason: "the member " + name + " breaks off; a complete file would be right", Cause: err}
	}
	return body, nil
}
