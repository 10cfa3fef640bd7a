package sheet

import (
	"encoding/binary"
	"math"
	"unicode/utf16"

	"golang.org/x/text/encoding"
)

// Records of Excel's binary files that are read (MS-XLS 2.3; the older ones as OpenOffice described
// them). Where a version has its own number for a thing, both are here.
const (
	recDimensions2 = 0x0000
	recInteger2    = 0x0002
	recNumber2     = 0x0003
	recLabel2      = 0x0004
	recBoolErr2    = 0x0005
	recFormula     = 0x0006
	recString2     = 0x0007
	recEOF         = 0x000a
	recFormat23    = 0x001e
	recDate1904    = 0x0022
	recFilePass    = 0x002f
	recContinue    = 0x003c
	recCodePage    = 0x0042
	recIXFE        = 0x0044
	recColInfo     = 0x007d
	recBoundSheet  = 0x0085
	recMulRK       = 0x00bd
	recRString     = 0x00d6
	recMerged      = 0x00e5
	recXF          = 0x00e0
	recSST         = 0x00fc
	recLabelSST    = 0x00fd
	recTXO         = 0x01b6
	recHLink       = 0x01b8
	recNumber      = 0x0203
	recLabel       = 0x0204
	recBoolErr     = 0x0205
	recFormula3    = 0x0206
	recString      = 0x0207
	recRow         = 0x0208
	recXF3         = 0x0243
	recRK          = 0x027e
	recFormula4    = 0x0406
	recFormat      = 0x041e
	recXF4         = 0x0443
	recBOF         = 0x0809
)

// record is one record; its body may go on in others of the kind CONTINUE.
type record struct {
	kind int
	body []byte
	more [][]byte
}

// records reads the stream from an offset to the end, or to where it breaks off.
type records struct {
	b   []byte
	at  int
	cut bool // the stream ends inside a record
}

func (r *records) next() (record, bool) {
	kind, body, ok := r.raw()
	if !ok {
		return record{}, false
	}
	rec := record{kind: kind, body: body}
	for r.at+4 <= len(r.b) && u16(r.b, r.at) == recContinue {
		_, body, ok := r.raw()
		if !ok {
			break
		}
		rec.more = append(rec.more, body)
	}
	return rec, true
}

func (r *records) raw() (int, []byte, bool) {
	if r.at+4 > len(r.b) {
		r.cut = r.cut || r.at < len(r.b) && r.b[r.at] != 0
		return 0, nil, false
	}
	kind, n := u16(r.b, r.at), u16(r.b, r.at+2)
	if r.at+4+n > len(r.b) {
		r.cut = true
		return 0, nil, false
	}
	body := r.b[r.at+4 : r.at+4+n]
	r.at += 4 + n
	return kind, body, true
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) uint32 {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return binary.LittleEndian.Uint32(b[at:])
}

func f64(b []byte, at int) float64 {
	if at < 0 || at+8 > len(b) {
		return math.NaN()
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b[at:]))
}

// rk reads a number that is packed into four bytes.
func rk(v uint32) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// errorName is what a cell shows for an error.
func errorName(code byte) string {
	switch code {
	case 0x00:
		return "#NULL!"
	case 0x07:
		return "#DIV/0!"
	case 0x0f:
		return "#VALUE!"
	case 0x17:
		return "#REF!"
	case 0x1d:
		return "#NAME?"
	case 0x24:
		return "#NUM!"
	case 0x2a:
		return "#N/A"
	}
	return "#ERR!"
}

// segments reads the strings of a record across its continuations. A string that is cut between two
// characters goes on behind a byte that says how wide its characters are from there on.
type segments struct {
	parts [][]byte
	at    int
}

func (s *segments) skipEmpty() bool {
	for len(s.parts) > 0 && s.at >= len(s.parts[0]) {
		s.parts, s.at = s.parts[1:], 0
	}
	return len(s.parts) > 0
}

// take returns n bytes, wherever the parts are cut; false at the end.
func (s *segments) take(n int) ([]byte, bool) {
	var out []byte
	for len(out) < n {
		if !s.skipEmpty() {
			return out, false
		}
		m := min(n-len(out), len(s.parts[0])-s.at)
		out = append(out, s.parts[0][s.at:s.at+m]...)
		s.at += m
	}
	return out, true
}

// chars reads n characters. fresh says that the width was just read; behind a cut it is read anew.
func (s *segments) chars(n int, wide bool) (string, bool) {
	var units []uint16
	for n > 0 {
		if s.at >= len(firstOf(s.parts)) {
			if !s.skipEmpty() {
				return string(utf16.Decode(units)), false
			}
			wide = s.parts[0][0]&1 == 1
			s.at = 1
			continue
		}
		part := s.parts[0]
		if !wide {
			units = append(units, uint16(part[s.at]))
			s.at++
		} else {
			if s.at+2 > len(part) {
				s.at = len(part)
				continue
			}
			units = append(units, uint16(u16(part, s.at)))
			s.at += 2
		}
		n--
	}
	return string(utf16.Decode(units)), true
}

func firstOf(parts [][]byte) []byte {
	if len(parts) == 0 {
		return nil
	}
	return parts[0]
}

// unicode reads a string of Excel 97 whose length has just been read: a byte of flags, then the counts
// of what follows the characters (runs of fonts, a phonetic guide), then the characters.
func (s *segments) unicode(n int) (string, bool) {
	flags, ok := s.take(1)
	if !ok {
		return "", false
	}
	runs, guide := 0, 0
	if flags[0]&8 != 0 {
		b, ok := s.take(2)
		if !ok {
			return "", false
		}
		runs = u16(b, 0)
	}
	if flags[0]&4 != 0 {
		b, ok := s.take(4)
		if !ok {
			return "", false
		}
		guide = int(min(u32(b, 0), 1<<24))
	}
	text, ok := s.chars(n, flags[0]&1 == 1)
	if !ok {
		return text, false
	}
	_, ok = s.take(4*runs + guide)
	return text, ok
}

// bytesText decodes a string of a version before Excel 97.
func bytesText(b []byte, page encoding.Encoding) string {
	out, err := page.NewDecoder().Bytes(b)
	if err != nil {
		return string(b)
	}
	return string(out)
}
