package office

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Magic is what every OLE compound file begins with.
const Magic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// OLE is an open compound file.
type OLE struct {
	streams map[string]*mscfb.File // by name, of the root storage alone
	deep    map[string]bool        // names of all streams, nested ones included
	size    int64
}

// OpenOLE reads the directory of a compound file. A file whose sector tables are broken or cut short
// is refused as [block.Damaged].
func OpenOLE(b []byte) (*OLE, error) {
	if !bytes.HasPrefix(b, []byte(Magic)) {
		return nil, block.Failf(block.Damaged, "the file is no OLE compound file; one saved by a word processor or a spreadsheet would be right")
	}
	r, err := mscfb.New(padded(b))
	if err != nil {
		return nil, &block.Error{Kind: block.Damaged, Reason: "the OLE file is broken or cut short; a complete file would be right", Cause: err}
	}
	o := &OLE{streams: map[string]*mscfb.File{}, deep: map[string]bool{}, size: int64(len(b))}
	for _, f := range r.File {
		if len(f.Path) == 0 && o.streams[f.Name] == nil {
			o.streams[f.Name] = f
		}
		o.deep[f.Name] = true
	}
	return o, nil
}

// padded lets the last sector be shorter than the others, as some writers leave it.
func padded(b []byte) io.ReaderAt {
	if n := len(b) % 512; n != 0 {
		b = append(b[:len(b):len(b)], make([]byte, 512-n)...)
	}
	return bytes.NewReader(b)
}

// Has reports whether the root storage holds a stream or a storage of that name.
func (o *OLE) Has(name string) bool { return o.streams[name] != nil }

// HasDeep reports whether any storage holds a stream of that name.
func (o *OLE) HasDeep(name string) bool { return o.deep[name] }

// Stream returns the bytes of a stream of the root storage. Those of a stream that breaks off are
// returned together with the error.
func (o *OLE) Stream(name string) ([]byte, error) {
	f := o.streams[name]
	if f == nil {
		return nil, block.Failf(block.Damaged, "the OLE file holds no stream %q", name)
	}
	// A chain longer than the file is a loop. Small steps, because the library's cost for one read is
	// the square of its sectors.
	left := min(f.Size, o.size)
	var out []byte
	step := make([]byte, 32<<10)
	for left > 0 {
		n, err := f.Read(step[:min(left, int64(len(step)))])
		out = append(out, step[:max(n, 0)]...)
		left -= int64(n)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || n <= 0 {
			return out, &block.Error{Kind: block.Damaged, Reason: "the stream " + name + " of the OLE file breaks off; a complete file would be right", Cause: err}
		}
	}
	return out, nil
}

// Kind tells what program's file it is, by the names of its streams.
type Kind string

// The kinds of compound files.
const (
	Word      Kind = "application/msword"
	Excel     Kind = "application/vnd.ms-excel"
	Hangul    Kind = "application/x-hwp"
	Works     Kind = "application/vnd.ms-works"
	Slides    Kind = "application/vnd.ms-powerpoint"
	Message   Kind = "application/vnd.ms-outlook"
	Protected Kind = "application/x-ole-encrypted" // an XML office file behind a password
	Other     Kind = "application/x-ole-storage"
)

// KindOf tells what kind of compound file the bytes are. Kingsoft's .wps and .et have the streams of
// Word and Excel and are read like them.
func KindOf(b []byte) Kind {
	o, err := OpenOLE(b)
	if err != nil {
		return guessKind(b)
	}
	hwp := false
	if o.Has("FileHeader") {
		head, err := o.Stream("FileHeader")
		hwp = err == nil && bytes.HasPrefix(head, []byte("HWP Document File"))
	}
	switch {
	case o.Has("EncryptedPackage"):
		return Protected
	case hwp:
		return Hangul
	case o.Has("WordDocument"):
		return Word
	case o.Has("Workbook"), o.Has("Book"), o.Has("BOOK"), o.Has("WORKBOOK"):
		return Excel
	case o.Has("MatOST"), o.Has("CONTENTS"):
		return Works
	case o.Has("PowerPoint Document"):
		return Slides
	case o.Has("__properties_version1.0"):
		return Message
	}
	return Other
}

// guessKind looks for the names in a file whose directory cannot be walked, so that the refusal says
// what is broken.
func guessKind(b []byte) Kind {
	for _, k := range []struct {
		name string
		kind Kind
	}{{"EncryptedPackage", Protected}, {"WordDocument", Word}, {"Workbook", Excel}, {"Book", Excel}} {
		if bytes.Contains(b, utf16Name(k.name)) {
			return k.kind
		}
	}
	return Other
}

// utf16Name is the name as a directory entry holds it.
func utf16Name(name string) []byte {
	var b []byte
	for _, r := range strings.ToValidUTF8(name, "") {
		b = binary.LittleEndian.AppendUint16(b, uint16(r))
	}
	return b
}
