package word

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// numberFormats are the codes of number formats (MS-OSHARED 2.2.1.3), by the names that
// WordprocessingML gives them.
var numberFormats = [...]string{"decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText",
	"hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth", "decimalHalfWidth", "japaneseLegal",
	"japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2", "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet",
	"ganada", "chosung", "decimalEnclosedFullstop", "decimalEnclosedParen", "decimalEnclosedCircleChinese", "ideographEnclosedCircle",
	"ideographTraditional", "ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional",
	"taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting", "chineseLegalSimplified", "chineseCountingThousand", "koreanDigital",
	"koreanCounting", "koreanLegal", "koreanDigital2"}

func formatName(code int) string {
	switch {
	case code < len(numberFormats):
		return numberFormats[code]
	case code == 0xff:
		return "none"
	}
	return "decimal"
}

const maxLists = 4096

// binaryLists reads the definitions of lists and the references to them (MS-DOC 2.9.131, 2.9.191).
// The references are numbered from 1, as paragraphs name them.
func binaryLists(f *fib, table []byte) *numbering {
	n := newNumbering()
	offset, length := f.pair(pairLists)
	heads := cut(table, offset, length)
	if f.old() || len(heads) < 2 {
		return n
	}
	levels := table[offset+length:]
	count := min(u16(heads, 0), maxLists, (len(heads)-2)/28)
	defined := map[int][listDepth]listLevel{}
	for i := range count {
		head := heads[2+28*i:]
		var def [listDepth]listLevel
		depth := listDepth
		if head[26]&1 == 1 {
			depth = 1
		}
		for k := range depth {
			var ok bool
			if def[k], levels, ok = binaryLevel(levels); !ok {
				return n
			}
		}
		defined[i32(head, 0)] = def
	}
	offset, length = f.pair(pairListRefs)
	n.readRefs(cut(table, offset, length), defined)
	return n
}

func i32(b []byte, at int) int { return u16(b, at) | u16(b, at+2)<<16 }

// readRefs reads the references: first all of them, then what each of them overrides.
func (n *numbering) readRefs(b []byte, defined map[int][listDepth]listLevel) {
	count := min(max(u32(b, 0), 0), maxLists, max(0, len(b)-4)/16)
	if count == 0 {
		return
	}
	rest := b[4+16*count:]
	for i := range count {
		ref := b[4+16*i:]
		id := i32(ref, 0)
		l := &list{definition: strconv.Itoa(id), levels: defined[id], start: map[int]int{}}
		if _, ok := defined[id]; ok {
			n.lists[strconv.Itoa(i+1)] = l
		}
		if len(rest) < 4 {
			continue
		}
		rest = rest[4:]
		for range ref[12] {
			if len(rest) < 8 {
				rest = nil
				break
			}
			start, flags := i32(rest, 0), i32(rest, 4)
			rest = rest[8:]
			level := flags & 0xf
			if flags&0x20 != 0 {
				var own listLevel
				var ok bool
				if own, rest, ok = binaryLevel(rest); ok && level < listDepth {
					l.levels[level] = own
					start = own.start
				}
			}
			if flags&0x10 != 0 && level < listDepth {
				l.start[level] = start
			}
		}
	}
}

// binaryLevel reads one level (LVL): a fixed part, two lists of changes, the pattern. In the pattern
// the characters 0 to 8 stand for the numbers of the levels.
func binaryLevel(b []byte) (listLevel, []byte, bool) {
	if len(b) < 30 {
		return listLevel{}, nil, false
	}
	l := listLevel{start: i32(b, 0), format: formatName(int(b[4])), legal: b[5]&4 != 0, restart: -1}
	if b[5]&8 != 0 {
		l.restart = int(b[26])
	}
	if l.start < 0 || l.start > 1<<20 {
		l.start = 1
	}
	at := 28 + int(b[24]) + int(b[25])
	text := cut(b, at+2, 2*u16(b, at))
	if text == nil {
		return listLevel{}, nil, false
	}
	units := make([]uint16, 0, len(text)/2)
	for i := 0; i+1 < len(text); i += 2 {
		units = append(units, uint16(u16(text, i)))
	}
	var pattern strings.Builder
	for _, r := range utf16.Decode(units) {
		if r < listDepth {
			pattern.WriteString("%" + strconv.Itoa(int(r)+1))
		} else {
			pattern.WriteRune(r)
		}
	}
	l.text = pattern.String()
	return l, b[at+2+len(text):], true
}
