package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/dates"
)

// style is the look of a number at the head of a line. Items of one list share it.
type style uint8

const (
	noStyle      style = iota
	zhArticle          // 第三条
	zhOne              // 三、
	zhParen            // （三）
	arabDot            // 3.
	arabParen          // (3)
	arabHalf           // 3)
	circled            // ③
	decimals           // 3.2
	alphaDot           // c.
	alphaParen         // (c)
	upperDot           // C.
	upperParen         // (C)
	romanDot           // iii.
	romanParen         // (iii)
	upRomanDot         // III.
	upRomanParen       // (III)
	enArticle          // Article 3
	enSection          // Section 3
	cfrSection         // § 744.11
)

// marker is a number read at the head of a line.
type marker struct {
	style style
	ord   int    // its place in its list
	label string // as it goes into an address
	size  int    // bytes of the line that it takes, without the blank behind it
}

// strong styles are believed wherever they stand; the others must continue or begin a list.
func (m marker) strong() bool {
	switch m.style {
	case zhOne, zhParen, enArticle, enSection, cfrSection:
		return true
	}
	return false
}

// root styles are never inside another item.
func (m marker) root() bool {
	switch m.style {
	case zhArticle, zhOne, enArticle, enSection, cfrSection:
		return true
	}
	return false
}

// readMarker returns the most likely marker of the line.
func readMarker(line string) (marker, bool) {
	ms := readMarkers(line)
	if len(ms) == 0 {
		return marker{}, false
	}
	return ms[0], true
}

// readMarkers returns the readings of the number at the head of the line: more than one where a
// letter may be a Roman numeral.
func readMarkers(line string) []marker {
	r, _ := utf8.DecodeRuneInString(line)
	switch {
	case r == '第':
		return one(readZhArticle(line))
	case r == '§':
		return one(readCFR(line))
	case r == '(' || r == '（':
		return readParen(line)
	case '①' <= r && r <= '⑳':
		return []marker{{circled, int(r-'①') + 1, string(r), utf8.RuneLen(r)}}
	case isDigit(r):
		return one(readArabic(line))
	case isHanDigit(r):
		return one(readZhOne(line))
	case unicode.IsLetter(r) && r < 0x80:
		if m, ok := readEnglish(line); ok {
			return []marker{m}
		}
		return readLetter(line)
	}
	return nil
}

func one(m marker, ok bool) []marker {
	if !ok {
		return nil
	}
	return []marker{m}
}

// readZhArticle reads 第三条 and 第三条之一.
func readZhArticle(line string) (marker, bool) {
	n, size := leadHanNumber(line[len("第"):])
	rest := line[len("第")+size:]
	if size == 0 || !hasAnyPrefix(rest, "条", "條") {
		return marker{}, false
	}
	size += len("第") + len("条")
	if rest = line[size:]; strings.HasPrefix(rest, "之") {
		if _, more := leadHanNumber(rest[len("之"):]); more > 0 {
			size += len("之") + more
		}
	}
	return marker{zhArticle, n, line[:size], size}, true
}

// readZhOne reads 三、 and 三． .
func readZhOne(line string) (marker, bool) {
	n, size := leadHanNumber(line)
	if size == 0 || n == 0 {
		return marker{}, false
	}
	for _, stop := range []string{"、", "．", "."} {
		if strings.HasPrefix(line[size:], stop) {
			return marker{zhOne, n, line[:size], size + len(stop)}, true
		}
	}
	return marker{}, false
}

// readCFR reads § 744.11.
func readCFR(line string) (marker, bool) {
	rest := strings.TrimLeft(line[len("§"):], " \u00a0")
	size := 0
	for size < len(rest) && (isASCIIDigit(rest[size]) || isASCIILetter(rest[size]) || rest[size] == '.' && size+1 < len(rest) && isASCIIDigit(rest[size+1]) ||
		rest[size] == '-' && size+1 < len(rest) && isASCIIDigit(rest[size+1])) {
		size++
	}
	if size == 0 || !isASCIIDigit(rest[0]) || !opensText(rest[size:]) {
		return marker{}, false
	}
	return marker{cfrSection, 0, "§ " + rest[:size], len(line) - len(rest) + size}, true
}

// readParen reads （三） (3) (c) (iii) (C) (III).
func readParen(line string) []marker {
	_, open := utf8.DecodeRuneInString(line)
	end := strings.IndexAny(line[:min(len(line), 24)], ")）")
	if end < 0 {
		return nil
	}
	_, closing := utf8.DecodeRuneInString(line[end:])
	inner, size := strings.TrimSpace(line[open:end]), end+closing
	if n, used := leadNumber(inner); used == len(inner) && used > 0 && n > 0 && n < 1000 {
		return []marker{{arabParen, n, itoa(n), size}}
	}
	if n, used := leadHanNumber(inner); used == len(inner) && n > 0 {
		return []marker{{zhParen, n, "（" + inner + "）", size}}
	}
	return letterMarkers(inner, size, alphaParen, upperParen, romanParen, upRomanParen)
}

// readArabic reads "3." "3、" "3)" and "3.2".
func readArabic(line string) (marker, bool) {
	n, size := leadNumber(line)
	if n == 0 || n > 999 {
		return marker{}, false
	}
	rest := line[size:]
	switch r, w := utf8.DecodeRuneInString(rest); r {
	case '、', '．':
		return marker{arabDot, n, itoa(n), size + w}, true
	case ')', '）':
		return marker{arabHalf, n, itoa(n), size + w}, true
	case '.':
		next, _ := utf8.DecodeRuneInString(rest[1:])
		if isDigit(next) {
			return readDecimals(line)
		}
		if n <= 31 && opensDate(line) {
			return marker{}, false
		}
		return marker{arabDot, n, itoa(n), size + 1}, true
	}
	return marker{}, false
}

// opensDate reports whether a line begins with a day as "3. Dezember", which is no third item.
func opensDate(line string) bool {
	head := line[:min(len(line), 40)]
	if p := dates.FindPartial(head, ""); len(p) > 0 && p[0].Start == 0 {
		return true
	}
	d := dates.Find(head, "")
	return len(d) > 0 && d[0].Start == 0
}

// readDecimals reads "3.2" and "3.2.1" with a blank behind; "1.5%" and "3.2 mm" are not numbers of
// paragraphs, so a letter in lower case must not follow.
func readDecimals(line string) (marker, bool) {
	size, parts, last := 0, 0, 0
	for {
		n, used := leadNumber(line[size:])
		if used == 0 || used > 2 {
			return marker{}, false
		}
		size, last = size+used, n
		parts++
		if size+1 < len(line) && line[size] == '.' && isASCIIDigit(line[size+1]) {
			size++
			continue
		}
		break
	}
	label := line[:size]
	if size < len(line) && line[size] == '.' {
		size++
	}
	rest := line[size:]
	glued := size > len(label) && startsWord(rest) // "1.1.Scope", as pages of the Union have it
	if parts < 2 || parts > 5 || rest == "" || !glued && (rest[0] != ' ' && rest[0] != '\t' || !opensText(rest)) {
		return marker{}, false
	}
	return marker{decimals, last, label, size}, true
}

// startsWord reports whether two letters follow, the first a capital.
func startsWord(s string) bool {
	r, w := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[w:])
	return unicode.IsUpper(r) && unicode.IsLower(next)
}

// readEnglish reads "Article 3", "Art. 3.", "Section 2.", "Sec. 2."
func readEnglish(line string) (marker, bool) {
	for _, w := range []struct {
		word  string
		style style
		name  string
	}{
		{"article ", enArticle, "Article "}, {"art. ", enArticle, "Article "},
		{"section ", enSection, "Section "}, {"sec. ", enSection, "Section "},
	} {
		if len(line) <= len(w.word) || !strings.EqualFold(line[:len(w.word)], w.word) || !unicode.IsUpper(rune(line[0])) {
			continue
		}
		num := line[len(w.word):]
		size := 0
		for size < len(num) && (isASCIIDigit(num[size]) || isASCIILetter(num[size])) {
			size++
		}
		ord, ok := ordinal(num[:size])
		if !ok || !opensText(num[size:]) {
			return marker{}, false
		}
		return marker{w.style, ord, w.name + num[:size], len(w.word) + size}, true
	}
	return marker{}, false
}

// ordinal reads "3", "3a", "III".
func ordinal(s string) (int, bool) {
	n, used := leadNumber(s)
	if used > 0 {
		return n, n > 0 && len(s)-used <= 1
	}
	return roman(strings.ToLower(s))
}

// readLetter reads "c." "C." "iii." "III.", and "c．" as Chinese texts set it.
func readLetter(line string) []marker {
	if rest, ok := strings.CutPrefix(line[1:], "．"); ok {
		return letterMarkers(line[:1], len(line)-len(rest), alphaDot, upperDot, romanDot, upRomanDot)
	}
	end := strings.IndexAny(line[:min(len(line), 8)], ".)")
	if end <= 0 || end+1 < len(line) && line[end+1] != ' ' && line[end+1] != '\t' {
		return nil
	}
	return letterMarkers(line[:end], end+1, alphaDot, upperDot, romanDot, upRomanDot)
}

// letterMarkers reads a letter, or a Roman numeral, or both.
func letterMarkers(s string, size int, lower, upper, lowRoman, upRoman style) []marker {
	var out []marker
	low := strings.ToLower(s)
	if len(s) == 1 && isASCIILetter(s[0]) {
		if s == low {
			out = append(out, marker{lower, int(s[0]-'a') + 1, s, size})
		} else {
			out = append(out, marker{upper, int(s[0]-'A') + 1, s, size})
		}
	}
	if n, ok := roman(low); ok {
		switch s {
		case low:
			out = append(out, marker{lowRoman, n, s, size})
		case strings.ToUpper(s):
			out = append(out, marker{upRoman, n, s, size})
		}
	}
	return out
}

// opensText reports whether what follows a number may be the text of a provision: the end of the
// line, punctuation, or a word with a capital. "Section 2 of the Act" is a citation.
func opensText(rest string) bool {
	t := strings.TrimLeft(rest, " \u00a0\t")
	if t == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(t)
	if t == rest {
		return strings.ContainsRune(".:：—–-(（[", r)
	}
	return !unicode.IsLower(r) && r != ',' && r != ')' && r != '%' && !isASCIIDigit(byte(min(r, 0x7f)))
}
