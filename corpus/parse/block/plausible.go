package block

// pairs tells how the bytes of a double-byte charset pair up in a text.
type pairs struct {
	good   int // pairs that the charset may have
	common int // of them those in the rows of everyday characters and punctuation
	broken int // bytes that the charset cannot have there
}

// score is the share of everyday characters, less what cannot be.
func (p pairs) score() float64 {
	if p.good == 0 {
		return -1
	}
	return (float64(p.common) - 3*float64(p.broken)) / float64(p.good)
}

// multiByte says how each double-byte charset of East Asia pairs bytes: which pairs it may have, and
// which of them texts of every day are made of. The rows are those of GB/T 2312 level 1, Big5 level 1,
// JIS X 0208 level 1 with kana, and the Hangul rows of KS X 1001.
var multiByte = map[string]struct {
	trail  func(lead, trail byte) bool
	common func(lead, trail byte) bool
}{
	"gb18030": {
		func(l, t byte) bool { return l >= 0x81 && l <= 0xfe && t >= 0x40 && t != 0x7f && t != 0xff },
		func(l, t byte) bool { return t >= 0xa1 && (l >= 0xb0 && l <= 0xd7 || l >= 0xa1 && l <= 0xa3) },
	},
	"big5": {
		func(l, t byte) bool {
			return l >= 0x87 && l <= 0xfe && (t >= 0x40 && t <= 0x7e || t >= 0xa1 && t <= 0xfe)
		},
		func(l, _ byte) bool { return l >= 0xa1 && l <= 0xc6 },
	},
	"shift_jis": {
		func(l, t byte) bool {
			return (l >= 0x81 && l <= 0x9f || l >= 0xe0 && l <= 0xfc) && t >= 0x40 && t <= 0xfc && t != 0x7f
		},
		func(l, _ byte) bool { return l >= 0x81 && l <= 0x83 || l >= 0x88 && l <= 0x97 },
	},
	"euc-jp": {
		func(l, t byte) bool { return (l >= 0xa1 && l <= 0xfe || l == 0x8e) && t >= 0xa1 && t <= 0xfe },
		func(l, _ byte) bool { return l >= 0xa1 && l <= 0xa5 || l >= 0xb0 && l <= 0xcf },
	},
	"euc-kr": {
		func(l, t byte) bool { return l >= 0x81 && l <= 0xfd && t >= 0x41 && t <= 0xfe },
		func(l, t byte) bool { return t >= 0xa1 && (l >= 0xb0 && l <= 0xc8 || l >= 0xa1 && l <= 0xa3) },
	},
}

func isMultiByte(name string) bool {
	_, label := lookup(name)
	_, ok := multiByte[label]
	return ok
}

// pairsIn counts the pairs of a charset in the first part of the bytes.
func pairsIn(b []byte, label string) pairs {
	const enough = 20_000
	var p pairs
	m, ok := multiByte[label]
	if !ok {
		return p
	}
	for i := 0; i < len(b) && p.good < enough; i++ {
		switch {
		case b[i] < 0x80:
		case i+1 == len(b): // cut at the end
		case label == "shift_jis" && b[i] >= 0xa1 && b[i] <= 0xdf: // half-width katakana
			p.good++
		case label == "gb18030" && isFour(b[i:]):
			p.good++
			i += 3
		case m.trail(b[i], b[i+1]):
			p.good++
			if m.common(b[i], b[i+1]) {
				p.common++
			}
			i++
		default:
			p.broken++
		}
	}
	return p
}

func isFour(b []byte) bool {
	return len(b) >= 4 && b[0] >= 0x81 && b[0] <= 0xfe && b[1] >= '0' && b[1] <= '9' && b[2] >= 0x81 && b[2] <= 0xfe && b[3] >= '0' && b[3] <= '9'
}

// likelier returns found, or the double-byte charset that the bytes fit much better. Without pairs
// that speak for one, it is the declared one.
func likelier(b []byte, declared, found string) string {
	const much, sure = 0.15, 0.85
	_, label := lookup(found)
	_, double := multiByte[label]
	best, bestScore := found, -1.0
	if double {
		bestScore = pairsIn(b, label).score() + much
	}
	for _, other := range [...]string{"gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"} {
		if other == label {
			continue
		}
		p := pairsIn(b, other)
		if s := p.score(); s > bestScore && (double || s >= sure && p.good >= 2) {
			best, bestScore = other, s
		}
	}
	if best == found && !double {
		return declared
	}
	return best
}
