package word

import (
	"fmt"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// piece is a run of text that lies together in the stream (MS-DOC 2.8.35).
type piece struct {
	from, to int    // characters
	at       int    // bytes in the stream
	wide     bool   // two bytes a character
	props    []byte // property changes of a quick save
}

// readPieces reads the piece table. The pieces are in order and without gaps or overlaps in their
// characters; what they point at is checked when it is read.
func readPieces(f *fib, table []byte, stream []byte) ([]piece, error) {
	broken := block.Failf(block.Damaged, "the table of pieces in the Word file is broken; a file saved anew would be right")
	offset, length := f.pair(pairPieces)
	if f.old() && (!f.complex || length == 0) {
		n := 0
		for _, c := range f.parts {
			n += c
		}
		return []piece{{to: n, at: f.from, wide: f.wide}}, nil
	}
	clx := cut(table, offset, length)
	var changes [][]byte
	for len(clx) > 3 && clx[0] == 1 {
		n := u16(clx, 1)
		changes = append(changes, cut(clx, 3, n))
		if 3+n > len(clx) {
			return nil, broken
		}
		clx = clx[3+n:]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return nil, broken
	}
	plc := cut(clx, 5, min(max(u32(clx, 1), 0), len(clx)-5))
	count := (len(plc) - 4) / 12
	var out []piece
	for i := range count {
		p := piece{from: u32(plc, 4*i), to: u32(plc, 4*i+4)}
		desc := cut(plc, 4*(count+1)+8*i, 8)
		at := u32(desc, 2)
		if p.from < 0 || p.to < p.from || i == 0 && p.from != 0 || at < 0 {
			return nil, broken
		}
		p.at, p.wide = at, true
		switch {
		case f.old():
			p.wide = f.wide
		case at&0x40000000 != 0:
			p.at, p.wide = (at&^0x40000000)/2, false
		}
		if change := u16(desc, 6); change&1 == 1 && change>>1 < len(changes) {
			p.props = changes[change>>1]
		}
		out = append(out, p)
	}
	if count <= 0 || out[count-1].to > len(stream) {
		return nil, broken
	}
	return out, nil
}

// width is the number of bytes of a character.
func (p piece) width() int {
	if p.wide {
		return 2
	}
	return 1
}

// readText returns the characters of all pieces as UTF-16. Where a piece reaches past the end of the
// stream, the text ends, with a warning.
func readText(pieces []piece, stream []byte, f *fib) ([]uint16, []string) {
	var out []uint16
	narrow := codePage(f)
	for _, p := range pieces {
		n := p.to - p.from
		b := cut(stream, p.at, n*p.width())
		if b == nil {
			b = cut(stream, p.at, max(0, len(stream)-p.at))
			out = append(out, decodePiece(b, p, narrow)...)
			return out, []string{fmt.Sprintf("partly read: the text of the Word file breaks off after %d of %d characters", len(out), pieces[len(pieces)-1].to)}
		}
		out = append(out, decodePiece(b, p, narrow)...)
	}
	return out, nil
}

func decodePiece(b []byte, p piece, narrow *[256]uint16) []uint16 {
	out := make([]uint16, 0, len(b)/p.width())
	for i := 0; i+p.width() <= len(b); i += p.width() {
		if p.wide {
			out = append(out, uint16(u16(b, i)))
		} else {
			out = append(out, narrow[b[i]])
		}
	}
	return out
}

// codePage returns the characters of single bytes: windows-1252 since Word 97, before that the code
// page of the language.
func codePage(f *fib) *[256]uint16 {
	page := charmap.Windows1252
	if f.old() {
		page = singleByte(f.lang)
	}
	var out [256]uint16
	for i := range out {
		out[i] = uint16(page.DecodeByte(byte(i)))
	}
	return &out
}

func singleByte(lang int) *charmap.Charmap {
	switch lang & 0x3ff {
	case 0x01:
		return charmap.Windows1256
	case 0x05, 0x0e, 0x15, 0x18, 0x1b, 0x24:
		return charmap.Windows1250
	case 0x02, 0x19, 0x22, 0x23:
		return charmap.Windows1251
	case 0x08:
		return charmap.Windows1253
	case 0x0d:
		return charmap.Windows1255
	case 0x1e:
		return charmap.Windows874
	case 0x1f:
		return charmap.Windows1254
	case 0x25, 0x26, 0x27:
		return charmap.Windows1257
	case 0x2a:
		return charmap.Windows1258
	}
	return charmap.Windows1252
}

// eastAsian returns the decoder of a Windows code page of two bytes, or nil.
func eastAsian(page int) encoding.Encoding {
	switch page {
	case 932:
		return japanese.ShiftJIS
	case 936, 54936:
		return simplifiedchinese.GB18030
	case 949, 1361:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	}
	return nil
}
