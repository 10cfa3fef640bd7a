package sheet

import (
	"strings"
	"unicode/utf8"
)

// section is one of the up to four parts of a number format, cut into tokens.
type section struct {
	tokens    []token
	condition string // such as ">=100"
	han       bool   // [DBNum1]: numbers in Chinese
	system    string // "date" or "time": as the computer of the reader shows it
}

type tokenKind uint8

const (
	literalToken tokenKind = iota
	digitToken             // 0, # or ?
	pointToken
	commaToken
	percentToken
	exponentToken // E+00
	dateToken     // a run of y, m, d, h, s or a
	elapsedToken  // [h], [mm] or [ss]
	halfToken     // AM/PM
	textToken     // @
	generalToken
	fractionToken // the slash between digits
)

type token struct {
	kind tokenKind
	text string
}

// sections cuts a number format at its semicolons; there is always at least one.
func sections(format string) []section {
	out := []section{{}}
	for len(format) > 0 {
		s := &out[len(out)-1]
		switch c := format[0]; {
		case c == ';':
			if len(out) == 4 {
				return out
			}
			out = append(out, section{})
			format = format[1:]
		default:
			format = format[s.take(format):]
		}
	}
	return out
}

func (s *section) add(kind tokenKind, text string) { s.tokens = append(s.tokens, token{kind, text}) }

// take reads one token at the head of the format and returns its length.
func (s *section) take(f string) int {
	switch c := f[0]; c {
	case '"':
		end := strings.IndexByte(f[1:], '"')
		if end < 0 {
			s.add(literalToken, f[1:])
			return len(f)
		}
		s.add(literalToken, f[1:1+end])
		return end + 2
	case '\\', '!':
		_, n := utf8.DecodeRuneInString(f[1:])
		s.add(literalToken, f[1:1+n])
		return 1 + n
	case '_', '*':
		_, n := utf8.DecodeRuneInString(f[1:])
		if c == '_' {
			s.add(literalToken, " ")
		}
		return 1 + n
	case '[':
		return s.bracket(f)
	case '0', '#', '?':
		s.add(digitToken, f[:1])
		return 1
	case '.':
		s.add(pointToken, ".")
		return 1
	case ',':
		s.add(commaToken, ",")
		return 1
	case '%':
		s.add(percentToken, "%")
		return 1
	case '@':
		s.add(textToken, "@")
		return 1
	case '/':
		s.add(fractionToken, "/")
		return 1
	}
	return s.word(f)
}

// word reads a token that begins with a letter, or one character.
func (s *section) word(f string) int {
	upper := strings.ToUpper(f[:min(len(f), 7)])
	switch {
	case strings.HasPrefix(upper, "GENERAL"):
		s.add(generalToken, "")
		return len("General")
	case strings.HasPrefix(upper, "AM/PM"), strings.HasPrefix(upper, "A/P"):
		n := len("A/P")
		if upper[1] == 'M' {
			n = len("AM/PM")
		}
		s.add(halfToken, f[:n])
		return n
	case strings.HasPrefix(f, "上午/下午"):
		s.add(halfToken, "上午/下午")
		return len("上午/下午")
	case upper[0] == 'E' && len(f) > 1 && (f[1] == '+' || f[1] == '-'):
		n := 2
		for n < len(f) && (f[n] == '0' || f[n] == '#' || f[n] == '?') {
			n++
		}
		s.add(exponentToken, f[1:n])
		return n
	case strings.IndexByte("YMDHSAEBG", upper[0]) >= 0:
		n := 1
		for n < len(f) && f[n]|0x20 == f[0]|0x20 {
			n++
		}
		s.add(dateToken, strings.ToLower(f[:n]))
		return n
	}
	_, n := utf8.DecodeRuneInString(f)
	s.add(literalToken, f[:n])
	return n
}

// bracket reads what stands in brackets: a condition, a colour, a currency, a language, elapsed time.
func (s *section) bracket(f string) int {
	end := strings.IndexByte(f, ']')
	if end < 0 {
		return len(f)
	}
	in := f[1:end]
	lower := strings.ToLower(in)
	switch {
	case in == "":
	case strings.IndexByte("<>=", in[0]) >= 0:
		s.condition = in
	case strings.Trim(lower, "h") == "", strings.Trim(lower, "m") == "", strings.Trim(lower, "s") == "":
		s.add(elapsedToken, lower)
	case strings.HasPrefix(lower, "dbnum"):
		s.han = lower == "dbnum1"
	case strings.HasPrefix(lower, "$-f800"):
		s.system = "date"
	case strings.HasPrefix(lower, "$-f400"):
		s.system = "time"
	case in[0] == '$':
		currency, _, _ := strings.Cut(in[1:], "-")
		s.add(literalToken, currency)
	}
	return end + 1
}

func (s section) has(kind tokenKind) bool {
	for _, t := range s.tokens {
		if t.kind == kind {
			return true
		}
	}
	return false
}

func (s section) general() bool {
	return len(s.tokens) == 0 && s.system == "" || s.has(generalToken) || s.has(textToken)
}

// isDate reports whether the section shows a date or a time. A stray letter of another word makes no
// date of a number: there must be no digits beside it, but for fractions of a second.
func (s section) isDate() bool {
	if s.system != "" || s.has(elapsedToken) || s.has(halfToken) {
		return true
	}
	dates, digits := 0, 0
	for i, t := range s.tokens {
		switch {
		case t.kind == dateToken && strings.IndexByte("ymdhsae", t.text[0]) >= 0:
			dates++
		case t.kind == digitToken && !(i > 0 && (s.tokens[i-1].kind == pointToken || s.tokens[i-1].kind == digitToken) && s.hasSecondsBefore(i)):
			digits++
		}
	}
	return dates > 0 && digits == 0
}

func (s section) hasSecondsBefore(i int) bool {
	for _, t := range s.tokens[:i] {
		if t.kind == dateToken && t.text[0] == 's' {
			return true
		}
	}
	return false
}

// fraction reports whether the section shows a vulgar fraction, such as "# ?/?".
func (s section) fraction() bool { return s.has(fractionToken) && s.has(digitToken) }

// shape tells how digits are to be written: powers of ten to multiply with, decimals, whether groups
// of three are parted, and the form of the exponent.
func (s section) shape() (scale, decimals int, thousands bool, exponent string, digits bool) {
	point := false
	for i, t := range s.tokens {
		switch t.kind {
		case digitToken:
			digits = true
			if point {
				decimals++
			}
		case pointToken:
			point = true
		case percentToken:
			scale += 2
		case exponentToken:
			exponent = t.text
		case commaToken:
			if s.digitAfter(i) {
				thousands = true
			} else if digits {
				scale -= 3
			}
		}
	}
	return scale, min(decimals, 30), thousands, exponent, digits
}

func (s section) digitAfter(i int) bool {
	for _, t := range s.tokens[i+1:] {
		switch t.kind {
		case digitToken:
			return true
		case pointToken, percentToken:
			return false
		}
	}
	return false
}

// literal writes the literals of the section around a text.
func (s section) literal(text string) string {
	var b strings.Builder
	for _, t := range s.tokens {
		switch t.kind {
		case literalToken:
			b.WriteString(t.text)
		case generalToken, textToken:
			b.WriteString(text)
			text = ""
		case percentToken:
			b.WriteByte('%')
		}
	}
	b.WriteString(text)
	return strings.TrimSpace(b.String())
}

// fill writes the digits of a number into the places of the section. Literals between digits, as in
// 0000"."00, stay where they are; the exponent's place is marked.
func (s section) fill(sign, whole, part string, thousands bool) string {
	places := s.wholePlaces()
	if whole == "0" && !places.zero {
		whole = ""
	}
	for len(whole) < places.least {
		whole = "0" + whole
	}
	var b strings.Builder
	b.WriteString(sign)
	seen, decimals, point := 0, 0, false
	for i, t := range s.tokens {
		switch t.kind {
		case literalToken:
			b.WriteString(t.text)
		case dateToken:
			b.WriteString(t.text)
		case percentToken:
			b.WriteByte('%')
		case exponentToken:
			b.WriteByte(0)
		case pointToken:
			if !point && s.showsPart(i, part) {
				b.WriteByte('.')
			}
			point = true
		case digitToken:
			if !point {
				seen++
				b.WriteString(digitsAt(whole, seen, places.count, thousands))
				continue
			}
			if decimals < len(part) && (t.text == "0" || strings.Trim(part[decimals:], "0") != "") {
				b.WriteByte(part[decimals])
			}
			decimals++
		}
	}
	return b.String()
}

// showsPart reports whether any decimal is written after the point.
func (s section) showsPart(i int, part string) bool {
	for _, t := range s.tokens[i+1:] {
		if t.kind == digitToken && t.text == "0" {
			return true
		}
	}
	return strings.Trim(part, "0") != "" || !s.digitAfter(i)
}

type wholePlaces struct {
	count int  // places for digits before the point
	least int  // digits that are always written
	zero  bool // a lone zero is written
}

func (s section) wholePlaces() wholePlaces {
	var w wholePlaces
	for _, t := range s.tokens {
		if t.kind == pointToken || t.kind == exponentToken {
			break
		}
		if t.kind != digitToken {
			continue
		}
		w.count++
		if t.text == "0" || w.least > 0 {
			w.least++
		}
	}
	w.zero = w.least > 0
	return w
}

// digitsAt returns the digits that stand in the n-th of count places: the first takes all that are
// more than the places.
func digitsAt(whole string, n, count int, thousands bool) string {
	from := len(whole) - (count - n) - 1
	to := from + 1
	if n == 1 {
		from = 0
	}
	if to <= 0 || n > count {
		return ""
	}
	var b strings.Builder
	for i := max(from, 0); i < to; i++ {
		b.WriteByte(whole[i])
		if rest := len(whole) - 1 - i; thousands && rest > 0 && rest%3 == 0 {
			b.WriteByte(',')
		}
	}
	return b.String()
}
