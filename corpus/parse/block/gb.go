package block

import (
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// moved are the pairs to which GB 18030 first gave no character of Unicode and later one (GB 18030-2005
// and -2022): the decoder in use knows neither
// them nor the areas for private use.
var moved = map[[2]byte]rune{
	{0xa6, 0xd9}: 0xfe10, {0xa6, 0xda}: 0xfe12, {0xa6, 0xdb}: 0xfe11, {0xa6, 0xdc}: 0xfe13, {0xa6, 0xdd}: 0xfe14,
	{0xa6, 0xde}: 0xfe15, {0xa6, 0xdf}: 0xfe16, {0xa6, 0xec}: 0xfe17, {0xa6, 0xed}: 0xfe18, {0xa6, 0xf3}: 0xfe19,
	{0xa8, 0xbc}: 0x1e3f, {0xfe, 0x51}: 0x20087, {0xfe, 0x52}: 0x20089, {0xfe, 0x53}: 0x200cc, {0xfe, 0x59}: 0x9fb4,
	{0xfe, 0x61}: 0x9fb5, {0xfe, 0x66}: 0x9fb6, {0xfe, 0x67}: 0x9fb7, {0xfe, 0x6c}: 0x215d7, {0xfe, 0x6d}: 0x9fb8,
	{0xfe, 0x76}: 0x2298f, {0xfe, 0x7e}: 0x9fb9, {0xfe, 0x90}: 0x9fba, {0xfe, 0x91}: 0x241fe, {0xfe, 0xa0}: 0x9fbb,
}

// decodeGB decodes GB 18030, which holds GB 2312 and GBK.
func decodeGB(b []byte) (string, error) {
	var out strings.Builder
	from := 0
	decode := func(part []byte) error {
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(part)
		out.Write(text)
		return err
	}
	for i := 0; i+1 < len(b); i++ {
		switch {
		case b[i] < 0x80:
		case isFour(b[i:]):
			i += 3
		case multiByte["gb18030"].trail(b[i], b[i+1]):
			if r, ok := unknownPair(b[i], b[i+1]); ok {
				if err := decode(b[from:i]); err != nil {
					return "", err
				}
				out.WriteRune(r)
				from = i + 2
			}
			i++
		}
	}
	if err := decode(b[from:]); err != nil {
		return "", err
	}
	return out.String(), nil
}

// unknownPair is the character of a pair that the decoder does not know.
func unknownPair(lead, trail byte) (rune, bool) {
	if r, ok := moved[[2]byte{lead, trail}]; ok {
		return r, true
	}
	return privateUse(lead, trail)
}

// privateUse is the character of one of the three areas for private use, U+E000 to U+E765.
func privateUse(lead, trail byte) (rune, bool) {
	l, t := rune(lead), rune(trail)
	switch {
	case l >= 0xaa && l <= 0xaf && t >= 0xa1:
		return 0xe000 + (l-0xaa)*94 + t - 0xa1, true
	case l >= 0xf8 && l <= 0xfe && t >= 0xa1:
		return 0xe234 + (l-0xf8)*94 + t - 0xa1, true
	case l >= 0xa1 && l <= 0xa7 && t <= 0xa0:
		if t > 0x7f {
			t--
		}
		return 0xe4c6 + (l-0xa1)*96 + t - 0x40, true
	}
	return 0, false
}
