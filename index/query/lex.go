package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/index"
)

type lexKind uint8

const (
	lexEnd lexKind = iota
	lexWord
	lexQuoted
	lexOpen
	lexClose
	lexCall    // name( of a field, exact or atleastN; the bracket is part of it
	lexAnd     // and, &
	lexOr      // or
	lexNot     // %, not, but not, and not
	lexNear    // /n, w/n, near/n, +n, pre/n, onear/n and the same with s and p
	lexNotNear // not w/n
	lexValue   // purity>=99.9%, hs:2846*
	lexPlus    // + and - of Lucene, before what must be there and what must not
	lexMinus
	lexField // title: of Lucene
	lexRange // [2025 TO 2026] of Lucene
)

// lexeme is one piece of a query with the place where it was found.
type lexeme struct {
	kind    lexKind
	pos     int
	text    string // the word, the phrase, the name of a call, or the connector as typed
	unit    Unit
	n       int
	ordered bool
	value   *Value
}

type lexer struct {
	query string
	pos   int
	out   []lexeme
}

// lex cuts a query into pieces.
func lex(query string) ([]lexeme, error) {
	l := &lexer{query: query}
	for {
		l.skipBlanks()
		if l.pos == len(query) {
			l.out = append(l.out, lexeme{kind: lexEnd, pos: l.pos})
			return l.out, nil
		}
		if err := l.next(); err != nil {
			return nil, err
		}
	}
}

func (l *lexer) skipBlanks() {
	for l.pos < len(l.query) {
		r, size := utf8.DecodeRuneInString(l.query[l.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		l.pos += size
	}
}

// add appends a piece that begins here and is size bytes long.
func (l *lexer) add(size int, x lexeme) {
	x.pos = l.pos
	l.pos += size
	l.out = append(l.out, x)
}

func (l *lexer) fail(pos int, message, suggestion string) error {
	return &index.QueryError{Query: l.query, Pos: pos, Message: message, Suggestion: suggestion}
}

func (l *lexer) next() error {
	rest := l.query[l.pos:]
	if x, size, ok := proximity(rest); ok {
		l.add(size, x)
		return nil
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch r {
	case '(', '（':
		l.add(size, lexeme{kind: lexOpen, text: "("})
		return nil
	case ')', '）':
		l.add(size, lexeme{kind: lexClose, text: ")"})
		return nil
	case '&', '＆':
		l.add(size, lexeme{kind: lexAnd, text: "&"})
		return nil
	case '%', '％':
		l.add(size, lexeme{kind: lexNot, text: "%"})
		return nil
	case '"', '“', '”', '„':
		return l.quoted(size)
	}
	return l.word()
}

// quoted reads a phrase in quotes, which begin here and are size bytes long.
func (l *lexer) quoted(size int) error {
	rest := l.query[l.pos+size:]
	end := strings.IndexAny(rest, `"”“`)
	if end < 0 {
		return l.fail(l.pos, "the quotes that open here are never closed", `put a " after the last word of the phrase`)
	}
	_, closing := utf8.DecodeRuneInString(rest[end:])
	l.add(size+end+closing, lexeme{kind: lexQuoted, text: rest[:end]})
	return nil
}

// word reads a word, a connector that is a word, or the name of a call.
func (l *lexer) word() error {
	rest := l.query[l.pos:]
	if v, size := value(rest); v != nil {
		l.add(size, lexeme{kind: lexValue, text: rest[:size], value: v})
		return nil
	}
	end := runEnd(rest)
	run := rest[:end]
	lower := strings.ToLower(run)
	switch {
	case end < len(rest) && rest[end] == '(' && isName(run):
		l.add(end+1, lexeme{kind: lexCall, text: lower})
	case lower == "and" || lower == "but":
		next := strings.TrimLeft(rest[end:], " \t\n")
		if word := next[:runEnd(next)]; strings.EqualFold(word, "not") && !notNearFollows(next[len(word):]) {
			l.add(len(rest)-len(next)+len(word), lexeme{kind: lexNot, text: lower + " not"})
			return nil
		}
		if lower == "but" {
			l.add(end, lexeme{kind: lexWord, text: run})
			return nil
		}
		l.add(end, lexeme{kind: lexAnd, text: "and"})
	case lower == "w/seg": // in the same segment: the text is one
		l.add(end, lexeme{kind: lexAnd, text: run})
	case lower == "or":
		l.add(end, lexeme{kind: lexOr, text: "or"})
	case lower == "not":
		after := strings.TrimLeft(rest[end:], " \t\n")
		if x, size, ok := proximity(after); ok && x.unit == InWords && !x.ordered {
			l.add(len(rest)-len(after)+size, lexeme{kind: lexNotNear, text: "not " + x.text, n: x.n, unit: InWords})
			return nil
		}
		l.add(end, lexeme{kind: lexNot, text: "not"})
	default:
		l.add(end, lexeme{kind: lexWord, text: run})
	}
	return nil
}

func notNearFollows(rest string) bool {
	x, _, ok := proximity(strings.TrimLeft(rest, " \t\n"))
	return ok && x.unit == InWords && !x.ordered
}

// runEnd returns where the run of characters that a query begins with ends.
func runEnd(s string) int {
	var before rune
	for i, r := range s {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune(`()（）&＆"“”„`, r):
			return i
		case r == '%' || r == '％':
			if !unicode.IsDigit(before) { // 99.9% is a number, gallium%draft is not
				return i
			}
		}
		before = r
	}
	return len(s)
}

// isName reports whether a run can be the name of a call: letters, then digits.
func isName(s string) bool {
	letters := strings.TrimRight(s, "0123456789")
	for _, r := range letters {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) {
			return false
		}
	}
	return letters != ""
}

// proximity reads a connector of places at the beginning of s.
func proximity(s string) (lexeme, int, bool) {
	x := lexeme{kind: lexNear}
	size := 0
	switch lower := strings.ToLower(s[:min(len(s), 6)]); {
	case strings.HasPrefix(lower, "/"):
		size = 1
	case strings.HasPrefix(lower, "+"):
		size, x.ordered = 1, true
	case strings.HasPrefix(lower, "w/"):
		size = 2
	case strings.HasPrefix(lower, "near/"):
		size = 5
	case strings.HasPrefix(lower, "onear/"):
		size, x.ordered = 6, true
	case strings.HasPrefix(lower, "pre/"):
		size, x.ordered = 4, true
	default:
		return x, 0, false
	}
	end := size + runEnd(s[size:])
	switch what := strings.ToLower(s[size:end]); what {
	case "s", "sent", "sentence":
		x.unit = InSentence
	case "p", "para", "paragraph":
		x.unit = InParagraph
	default:
		n, err := strconv.Atoi(what)
		if err != nil || n < 0 {
			return x, 0, false
		}
		x.unit, x.n = InWords, n
	}
	x.text = s[:end]
	return x, end, true
}
