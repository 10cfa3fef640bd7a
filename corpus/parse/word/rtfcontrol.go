package word

import (
	"strconv"
	"strings"
	"unicode"
)

// control reads a control word, a control symbol or a byte in hexadecimal digits.
func (r *rtf) control() error {
	r.at++
	if r.at >= len(r.b) {
		return nil
	}
	c := r.b[r.at]
	if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		word, value, given := r.word()
		return r.apply(word, value, given)
	}
	r.at++
	switch c {
	case '\'':
		if r.at+2 > len(r.b) {
			return nil
		}
		n, err := strconv.ParseUint(string(r.b[r.at:r.at+2]), 16, 8)
		if err != nil {
			return nil // a slip of the writer: the two characters are read as they are
		}
		r.at += 2
		r.char(byte(n))
	case '*':
		r.top().starred = true
	case '\\', '{', '}':
		r.char(c)
	case '~':
		r.put("\u00a0")
	case '_':
		r.put("-")
	case '-', '|', ':':
	case '\n', '\r':
		return r.apply("par", 0, false)
	}
	return nil
}

// word reads letters and an optional number.
func (r *rtf) word() (word string, value int, given bool) {
	from := r.at
	for r.at < len(r.b) && r.at-from < 32 && (r.b[r.at]|0x20 >= 'a' && r.b[r.at]|0x20 <= 'z') {
		r.at++
	}
	word = string(r.b[from:r.at])
	from = r.at
	if r.at < len(r.b) && r.b[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.b) && r.at-from < 11 && r.b[r.at] >= '0' && r.b[r.at] <= '9' {
		r.at++
	}
	value, err := strconv.Atoi(string(r.b[from:r.at]))
	if r.at < len(r.b) && r.b[r.at] == ' ' {
		r.at++
	}
	return word, value, err == nil
}

// put writes a character that a control word stands for.
func (r *rtf) put(s string) {
	if r.skip > 0 {
		r.skip--
		return
	}
	r.flush()
	r.write(s)
}

// characters are the control words that stand for text.
var characters16 = map[string]string{"tab": " ", "line": " ", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "softline": " ", "nestcell": " ", "zwj": "\u200d", "zwnj": "\u200c"}

// destinations are the groups that are not text, or text of another kind. What begins with \* and is
// not here is skipped.
var destinations = map[string]destination{"fldinst": toCode, "listtext": toNumber, "pntext": toNumber, "fonttbl": toFonts, "stylesheet": toStyles,
	"shpinst": toShape, "shptxt": toText, "header": toText, "headerl": toText, "headerr": toText, "headerf": toText,
	"footer": toText, "footerl": toText, "footerr": toText, "footerf": toText, "fldrslt": toText, "result": toText, "footnote": toText,
	"colortbl": toNothing, "info": toNothing, "pict": toNothing, "object": toNothing,
	"listtable":         toNothing,
	"listoverridetable": toNothing, "revtbl": toNothing, "rsidtbl": toNothing, "filetbl": toNothing, "themedata": toNothing, "annotation": toNothing,
	"nonshppict": toNothing, "shprslt": toNothing, "xe": toNothing, "tc": toNothing, "rxe": toNothing, "bxe": toNothing, "ftnsep": toNothing,
	"ftnsepc": toNothing, "ftncn": toNothing, "aftnsep": toNothing, "aftnsepc": toNothing, "aftncn": toNothing, "nonesttables": toNothing,
	"private": toNothing, "pntxta": toNothing, "pntxtb": toNothing, "pgdsctbl": toNothing, "upr": toNothing, "ud": toText, "sp": toNothing, "do": toShape, "dptxbxtext": toText}

// apply does what a control word says.
func (r *rtf) apply(word string, value int, given bool) error {
	g := r.top()
	if word == "u" {
		r.unicode(value)
		return nil
	}
	if s, ok := characters16[word]; ok {
		r.put(s)
		return nil
	}
	r.flush()
	if word == "bin" {
		r.at = min(len(r.b), r.at+max(value, 0))
		return nil
	}
	if dest, ok := destinations[word]; ok {
		return r.open(word, dest)
	}
	if g.starred {
		g.dest, g.starred = toNothing, false
		return nil
	}
	switch g.dest {
	case toFonts:
		r.fontWord(word, value)
		return nil
	case toStyles:
		switch word {
		case "s":
			r.style.index = value
		case "outlinelevel":
			r.style.level = value + 1
		}
		return nil
	case toNothing, toShape, toCode, toNumber:
		if word != "uc" && word != "f" {
			return nil
		}
	}
	if r.charWord(word, value, given) {
		return nil
	}
	return r.paraWord(word, value)
}

// unicode takes a character of 16 bits, negative above 0x7fff, and skips what stands for it.
func (r *rtf) unicode(value int) {
	if len(r.raw) > 0 {
		r.flush()
	}
	r.wide = append(r.wide, uint16(value))
	r.skip = r.top().uc
}

// open begins a destination.
func (r *rtf) open(word string, dest destination) error {
	g := r.top()
	g.starred = false
	switch {
	case word == "result", word == "ud":
		g.dest = g.under
		return nil
	case g.dest == toNothing, word == "fldrslt" && g.dest == toCode:
		return nil
	}
	g.under = toNothing
	if word == "object" || word == "upr" {
		g.under = g.dest
	}
	if g.dest == toShape && dest != toText {
		g.dest = toNothing
		return nil
	}
	g.dest = dest
	switch word {
	case "fldrslt":
		r.flow.fields.separate()
	case "footnote":
		r.openNote(g)
	case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf":
		g.head = true
		r.flow = &flow{outer: r.flow}
	case "shptxt", "dptxbxtext":
		g.box = true
		r.flow = &flow{outer: r.flow}
	}
	return nil
}

func (r *rtf) fontWord(word string, value int) {
	f := r.fonts[r.top().font]
	switch word {
	case "f":
		if r.fontName != "" {
			r.endFont(r.top().font)
		}
		r.top().font = value
		return
	case "fcharset":
		f.page = charsetPage(value)
	case "cpg":
		f.page = value
	default:
		return
	}
	if len(r.fonts) < 4096 {
		r.fonts[r.top().font] = f
	}
}

// charWord applies properties of characters, and of the document.
func (r *rtf) charWord(word string, value int, given bool) bool {
	g := r.top()
	switch word {
	case "f":
		g.font = value
	case "uc":
		g.uc = max(0, min(value, 8))
	case "v", "deleted":
		g.hidden = !given || value != 0
	case "plain":
		g.hidden = false
	case "ansicpg":
		r.page = value
	case "mac":
		r.page = 10000
	case "pc":
		r.page = 437
	case "pca":
		r.page = 850
	case "field":
		g.field = true
		r.flow.fields.begin()
	case "chftn":
		r.mark = r.flow.outer == nil
	default:
		return false
	}
	return true
}

const symbolPage = -2

// charsetPage returns the code page of a Windows character set; 0 for the document's own.
func charsetPage(charset int) int {
	pages := map[int]int{0: 1252, 2: symbolPage, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
		177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850}
	return pages[charset]
}

// hasSign reports whether a printed number says anything: bullets do not.
func hasSign(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return unicode.In(c, unicode.L, unicode.N) }) >= 0
}
