package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// lexLucene cuts a query in Lucene syntax into pieces. The signs of patterns become those of Lodestone:
// * is any ending, ? one character.
func lexLucene(query string) ([]lexeme, error) {
	l := &lexer{query: query}
	for {
		l.skipBlanks()
		if l.pos == len(query) {
			l.out = append(l.out, lexeme{kind: lexEnd, pos: l.pos})
			return l.out, nil
		}
		if err := l.lucene(); err != nil {
			return nil, err
		}
	}
}

// lucene reads one piece.
func (l *lexer) lucene() error {
	rest := l.query[l.pos:]
	if v, size := value(rest); v != nil {
		l.add(size, lexeme{kind: lexValue, text: rest[:size], value: v})
		return nil
	}
	for sign, kind := range map[string]lexKind{"&&": lexAnd, "||": lexOr, "!": lexNot, "+": lexPlus, "-": lexMinus, "(": lexOpen, ")": lexClose} {
		if strings.HasPrefix(rest, sign) {
			l.add(len(sign), lexeme{kind: kind, text: sign})
			return nil
		}
	}
	switch rest[0] {
	case '"':
		return l.luceneQuoted()
	case '[', '{':
		end := strings.IndexAny(rest, "]}")
		if end < 0 {
			return l.fail(l.pos, "the range that opens here is never closed", "such as date:[2025-10 TO 2025-12]")
		}
		l.add(end+1, lexeme{kind: lexRange, text: rest[1:end]})
		return nil
	case '~', '^', '/':
		return l.fail(l.pos, fmt.Sprintf("%c is not asked here: words alike, weights and regular expressions have no exact meaning", rest[0]),
			"take it out, or use * for any ending")
	}
	return l.luceneWord()
}

// luceneQuoted reads a phrase, and the distance behind it.
func (l *lexer) luceneQuoted() error {
	rest := l.query[l.pos+1:]
	end := strings.IndexByte(rest, '"')
	if end < 0 {
		return l.fail(l.pos, "the quotes that open here are never closed", `put a " after the last word of the phrase`)
	}
	x, size := lexeme{kind: lexQuoted, text: rest[:end]}, end+2
	if far, ok := strings.CutPrefix(rest[end+1:], "~"); ok {
		digits := far[:len(far)-len(strings.TrimLeft(far, "0123456789"))]
		n, err := strconv.Atoi(digits)
		if err != nil || n >= MaxDistance {
			return l.fail(l.pos+size, fmt.Sprintf("the distance must be from 0 to %d", MaxDistance-1), `such as "gallium licence"~10`)
		}
		x.n, size = n+1, size+1+len(digits)
	}
	l.add(size, x)
	return nil
}

// luceneWord reads a word, a connector that is a word, or the name of a field.
func (l *lexer) luceneWord() error {
	rest := l.query[l.pos:]
	var b strings.Builder
	size, plain := 0, true
	for size < len(rest) {
		r, n := utf8.DecodeRuneInString(rest[size:])
		if unicode.IsSpace(r) || strings.ContainsRune(`()"[]{}`, r) {
			break
		}
		switch {
		case r == '\\' && size+n < len(rest):
			r, n = utf8.DecodeRuneInString(rest[size+1:])
			b.WriteRune(r)
			size, plain = size+1+n, false
			continue
		case r == ':' && slices.Contains(append(Fields(), "date"), strings.ToLower(b.String())):
			l.add(size+n, lexeme{kind: lexField, text: strings.ToLower(b.String())})
			return nil
		case r == '*':
			r = anyEnding
		case r == '?':
			r = anySign
		case r == '~' || r == '^' || r == '!':
			return l.fail(l.pos+size, fmt.Sprintf("%c inside a word means nothing here", r), `write \`+string(r)+" to find the sign's neighbours, or take it out")
		}
		b.WriteRune(r)
		size += n
	}
	x := lexeme{kind: lexWord, text: b.String()}
	if kind, ok := map[string]lexKind{"AND": lexAnd, "OR": lexOr, "NOT": lexNot}[x.text]; ok && plain {
		x.kind = kind
	}
	l.add(size, x)
	return nil
}

// clauses reads parts of which any may be there, those after + must, those after - or NOT must not.
// What may be there beside what must changes nothing.
func (p *parser) clauses() (Node, error) {
	var may, must, not []Node
	start := p.peek().pos
	for {
		x := p.peek()
		switch x.kind {
		case lexOr:
			if p.take(); len(may)+len(must)+len(not) == 0 {
				return nil, p.fail(x.pos, x.text+" joins two parts, and one is missing here", "put a word before it")
			}
			if k := p.peek().kind; k == lexEnd || k == lexClose {
				return nil, p.fail(p.peek().pos, "the query ends where a word is wanted", "add a word, or take out the last connector")
			}
			continue
		case lexEnd, lexClose:
			if len(must) == 0 {
				must = may
				if len(may) > 0 {
					must = []Node{anyOf(may)}
				}
			}
			if len(must) == 0 && len(not) == 0 {
				return nil, p.fail(x.pos, "a word is missing here", "")
			}
			if len(must) == 0 {
				return nil, p.fail(start, "this says only what must not be there", "add a word that must")
			}
			return without(all(must), not), nil
		}
		list := &may
		switch x.kind {
		case lexPlus:
			p.take()
			list = &must
		case lexMinus, lexNot:
			p.take()
			list = &not
		}
		n, err := p.luceneAnd()
		if err != nil {
			return nil, err
		}
		*list = append(*list, n)
	}
}

// without takes parts away from another.
func without(keep Node, drop []Node) Node {
	if len(drop) == 0 {
		return keep
	}
	return &ButNot{keep, anyOf(drop)}
}

// luceneAnd reads parts joined by AND and AND NOT.
func (p *parser) luceneAnd() (Node, error) {
	var keep, drop []Node
	for list := &keep; ; list = &keep {
		switch p.peek().kind {
		case lexNot, lexMinus:
			p.take()
			list = &drop
		case lexPlus:
			p.take()
		}
		n, err := p.lucenePrimary()
		if err != nil {
			return nil, err
		}
		*list = append(*list, n)
		if p.peek().kind != lexAnd {
			break
		}
		p.take()
	}
	return without(all(keep), drop), nil
}

func (p *parser) lucenePrimary() (Node, error) {
	x := p.peek()
	switch x.kind {
	case lexField:
		return p.luceneField(p.take())
	case lexQuoted:
		if x.n > 0 {
			return p.luceneNear(p.take())
		}
	case lexRange:
		return nil, p.fail(x.pos, "a range is asked of a date", "such as date:[2025-10 TO 2025-12]")
	case lexPlus, lexMinus:
		return nil, p.fail(x.pos, x.text+" stands before a word, and none follows", "")
	}
	return p.primary()
}

// luceneNear reads the words of a phrase that may stand apart.
func (p *parser) luceneNear(x lexeme) (Node, error) {
	var n Node
	for _, w := range strings.Fields(x.text) {
		t, err := p.term(lexeme{kind: lexQuoted, pos: x.pos, text: w})
		if err != nil {
			return nil, err
		}
		if n == nil {
			n = t
		} else {
			n = &Near{Left: n, Right: t, Unit: InWords, N: x.n}
		}
	}
	if n == nil {
		return nil, p.fail(x.pos, "the quotes hold no word", "")
	}
	return n, nil
}

// luceneField reads what is asked in a field.
func (p *parser) luceneField(x lexeme) (Node, error) {
	if p.field != "" {
		return nil, p.fail(x.pos, fmt.Sprintf("%s: stands inside %s:", x.text, p.field), "close the first field before")
	}
	if x.text == "date" {
		return p.luceneDate()
	}
	p.field = x.text
	defer func() { p.field = "" }()
	n, err := p.lucenePrimary()
	if err != nil {
		return nil, err
	}
	return &Field{x.text, n}, nil
}

func (p *parser) luceneDate() (Node, error) {
	x := p.take()
	from, to := x.text, x.text
	if x.kind == lexRange {
		var ok bool
		if from, to, ok = strings.Cut(x.text, " TO "); !ok {
			return nil, p.fail(x.pos, "a range has TO between its ends", "such as date:[2025-10 TO 2025-12]")
		}
	}
	out := &Published{}
	for _, end := range []struct {
		text string
		to   *corpus.Date
	}{{from, &out.From}, {to, &out.To}} {
		if strings.TrimSpace(end.text) == "*" {
			continue
		}
		d, err := corpus.ParseDate(strings.TrimSpace(end.text))
		if err != nil {
			return nil, p.fail(x.pos, fmt.Sprintf("%q is not a date; write YYYY, YYYY-MM or YYYY-MM-DD", end.text), "such as date:[2025-10 TO 2025-12]")
		}
		if *end.to = d.First(); end.to == &out.To {
			*end.to = d.Last()
		}
	}
	return out, nil
}

// printLucene writes a tree in Lucene syntax. It is false where that has no words for it.
func printLucene(n Node) (string, bool) {
	switch n := n.(type) {
	case *Term:
		return luceneTerm(n)
	case *And:
		return luceneList(n.Parts, " AND ")
	case *Or:
		return luceneList(n.Parts, " OR ")
	case *ButNot:
		return luceneList([]Node{n.Keep, n.Drop}, " AND NOT ")
	case *Field:
		s, ok := printLucene(n.Part)
		return n.Name + ":(" + s + ")", ok
	case *Value:
		return printValue(n), true
	case *Published:
		ends := [2]string{"*", "*"}
		for i, d := range []corpus.Date{n.From, n.To} {
			if !d.IsZero() {
				ends[i] = d.String()
			}
		}
		return "date:[" + ends[0] + " TO " + ends[1] + "]", true
	case *Near:
		words, ok := luceneChain(n, n)
		return fmt.Sprintf(`"%s"~%d`, strings.Join(words, " "), n.N-1), ok
	}
	return "", false
}

func luceneList(parts []Node, sep string) (string, bool) {
	words := make([]string, len(parts))
	for i, part := range parts {
		s, ok := printLucene(part)
		if !ok {
			return "", false
		}
		switch part.(type) {
		case *And, *Or, *ButNot:
			s = "(" + s + ")"
		}
		words[i] = s
	}
	return strings.Join(words, sep), true
}

// luceneChain returns the words of a proximity that is a phrase whose words may stand apart.
func luceneChain(n Node, top *Near) ([]string, bool) {
	switch n := n.(type) {
	case *Term:
		return []string{n.Text}, n.Quoted && !n.Exact && !n.HasCase() && !strings.Contains(n.Text, " ")
	case *Near:
		left, ok1 := luceneChain(n.Left, top)
		right, ok2 := luceneChain(n.Right, top)
		_, leaf := n.Right.(*Term)
		return append(left, right...), ok1 && ok2 && leaf && n.Unit == InWords && !n.Ordered && n.N == top.N
	}
	return nil, false
}

func luceneTerm(t *Term) (string, bool) {
	if t.Exact || t.HasCase() || t.Quoted && strings.Contains(t.Text, `"`) {
		return "", false
	}
	if t.Quoted {
		return `"` + t.Text + `"`, true
	}
	var b strings.Builder
	for i, r := range strings.ReplaceAll(t.Text, " ", "-") {
		switch {
		case r == anyEnding:
			r = '*'
		case r == anySign:
			r = '?'
		case strings.ContainsRune(`+&|(){}[]^"~:\/!*?`, r), r == '-' && i == 0:
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	s := b.String()
	if s == "AND" || s == "OR" || s == "NOT" {
		s = `\` + s
	}
	return s, true
}
