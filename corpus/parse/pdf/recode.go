package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Some writers of East Asian documents declare a font of two-byte characters as one of single bytes:
// the text then comes out as the letters of Western Europe, two for each character (¹ØÓÚ for 关于).
// Such a page is recognised by runs of accented letters, which no language has, and read again in the
// encoding in which its characters are the frequent ones of a language.

// script is an encoding in which misread bytes may be meant, with the characters that are frequent in
// its language. At least a share of what is decoded must be among them: in a text they are a third
// or more, among characters taken at random a few in a hundred.
type script struct {
	name     string
	codes    encoding.Encoding
	frequent string
}

const frequentShare = 0.15

var scripts = []script{
	{"GB 18030", simplifiedchinese.GB18030, "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经" +
		"十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本性应开合还因由其前外政四日社事平形相全表间与关各重新内数正明利比或质第条系情者" +
		"公务商海口管许可申请项稀土元素规止令号附件施布月及据处安章八九五六七。，、；：（）《》“”１２３４５６７８９０"},
	{"Big5", traditionalchinese.Big5, "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經" +
		"十三之進著等部度家電力如水化高自二理起小物現實加量都兩體制機當使點從業本性應開合還因由其前外政四日社事平形相全表間與關各重新內數正明利比或質第條系情者" +
		"公務商海口管許申請項稀土元素規止令號附件施布月及據處安章八九五六七。，、；：（）《》「」"},
	{"Shift JIS", japanese.ShiftJIS, "のにをはがとでしてるれたなかもいうすさりこらだ一部政令に関定法第条年月日。、（）ーンスルアトイリド"},
	{"EUC-KR", korean.EUCKR, "이다는을의에가고한를하지로도기대자사서은인정해라시일나리아그수과국부전보관있장것제법출통물개"},
}

// recode reads misread characters again. It returns the name of the encoding, or an empty string when
// there was nothing to read again.
func recode(glyphs []glyph) ([]glyph, string) {
	for _, single := range []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh} {
		words := suspects(glyphs, single)
		if len(words) == 0 {
			continue
		}
		for _, s := range scripts {
			if decoded, ok := s.read(words); ok {
				return replace(glyphs, words, decoded), s.name
			}
		}
	}
	return glyphs, ""
}

// suspect is a stretch of characters without a blank, as bytes of a single-byte encoding.
type suspect struct {
	from, to int // indexes of its characters
	bytes    []byte
}

// suspects returns the stretches in which letters beyond ASCII stand side by side, if most such
// letters of the page do: in words of Europe they are single.
func suspects(glyphs []glyph, single *charmap.Charmap) []suspect {
	var out []suspect
	high, paired := 0, 0
	for i := 0; i < len(glyphs); {
		var s suspect
		side, run := 0, 0
		s.from = i
		for ; i < len(glyphs); i++ {
			c, ok := byteOf(glyphs[i].char, single)
			if !ok {
				break
			}
			s.bytes = append(s.bytes, c)
			if c < 0x80 {
				run = 0
				continue
			}
			high++
			if run++; run > 1 {
				side += 1 + 2/run // the first of a pair counts with the second
			}
		}
		s.to = i
		paired += side
		if side > 0 {
			out = append(out, s)
		}
		if s.to == s.from {
			i++
		}
	}
	if high < 4 || paired*2 < high {
		return nil
	}
	return out
}

// byteOf returns the byte that a character stands for. A soft hyphen, and the hyphen that the library
// makes of one, is the byte AD.
func byteOf(r rune, single *charmap.Charmap) (byte, bool) {
	switch {
	case r == brokenWord || r == 0xad:
		return 0xad, true
	case unicode.IsSpace(r) && r != 0xa0 || r < ' ' || r == unreadable:
		return 0, false
	}
	return single.EncodeRune(r)
}

// read decodes the stretches, if what comes out is a text of the script's language.
func (s script) read(words []suspect) ([]string, bool) {
	var out []string
	wide, known, bad := 0, 0, 0
	for _, w := range words {
		text, err := s.codes.NewDecoder().Bytes(w.bytes)
		if err != nil {
			return nil, false
		}
		for _, r := range string(text) {
			switch {
			case r == utf8.RuneError:
				bad++
			case r >= 0x80:
				wide++
				if strings.ContainsRune(s.frequent, r) {
					known++
				}
			}
		}
		out = append(out, string(text))
	}
	return out, wide >= 4 && bad*20 <= wide && float64(known) >= frequentShare*float64(wide)
}

// replace puts the decoded characters in the place of the ones misread. A character takes the room of
// as many as it has bytes in the encoding.
func replace(glyphs []glyph, words []suspect, decoded []string) []glyph {
	var out []glyph
	next := 0
	for i, w := range words {
		out = append(out, glyphs[next:w.from]...)
		at := w.from
		for _, r := range decoded[i] {
			size := 1
			if r >= 0x80 && at+1 < w.to {
				size = 2
			}
			if at >= w.to {
				break
			}
			g, last := glyphs[at], glyphs[min(at+size, w.to)-1]
			g.char = r
			g.left, g.right = min(g.left, last.left), max(g.right, last.right)
			g.bottom, g.top = min(g.bottom, last.bottom), max(g.top, last.top)
			out = append(out, g)
			at += size
		}
		next = w.to
	}
	return append(out, glyphs[next:]...)
}
