package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/index"
)

// The limits of a query. A query beyond one is refused with an [index.QueryError] that names it.
const (
	MaxBytes     = 4 << 10
	MaxLeaves    = 256
	MaxDepth     = 20
	MaxDistance  = 255
	MaxExpansion = 2000 // words that a prefix may stand for
	minPrefix    = 3    // letters before !, or one Chinese character
)

// Parse reads a query in Lodestone syntax. Every error is an [index.QueryError] with the position and
// what would be right. An empty query is an error.
func Parse(query string) (Node, error) { return ParseAs(index.Lodestone, query) }

// ParseAs reads a query in a syntax.
func ParseAs(syntax index.Syntax, query string) (Node, error) {
	if syntax == index.Plain {
		return ParsePlain(query)
	}
	if len(query) > MaxBytes {
		return nil, &index.QueryError{Query: query, Pos: MaxBytes,
			Message: fmt.Sprintf("the query is longer than %d bytes", MaxBytes), Suggestion: "ask several shorter ones"}
	}
	if !utf8.ValidString(query) {
		return nil, &index.QueryError{Query: strings.ToValidUTF8(query, "?"), Message: "the query is not valid UTF-8"}
	}
	cut := lex
	if syntax == index.Lucene {
		cut = lexLucene
	}
	lexemes, err := cut(query)
	if err != nil {
		return nil, err
	}
	p := &parser{query: query, lexemes: lexemes, syntax: syntax}
	if p.peek().kind == lexEnd {
		return nil, p.fail(0, "the query holds no word", "type a word, such as gallium")
	}
	if err := p.datesOutside(lexemes); err != nil {
		return nil, err
	}
	n, err := p.top()
	if err != nil {
		return nil, err
	}
	if x := p.peek(); x.kind != lexEnd {
		return nil, p.fail(x.pos, "this bracket closes nothing", "take it out, or open one before")
	}
	return n, nil
}

type parser struct {
	syntax   index.Syntax
	query    string
	lexemes  []lexeme
	at       int
	leaves   int
	patterns int
	depth    int
	field    string   // the field that is being read
	exact    bool     // inside exact(…)
	capitals Capitals // of the innermost caps(…)
}

func (p *parser) peek() lexeme { return p.lexemes[p.at] }

func (p *parser) take() lexeme {
	x := p.lexemes[p.at]
	if x.kind != lexEnd {
		p.at++
	}
	return x
}

func (p *parser) fail(pos int, message, suggestion string) error {
	return &index.QueryError{Query: p.query, Pos: pos, Message: message, Suggestion: suggestion}
}

// butNot reads the loosest level: a but not b.
func (p *parser) butNot() (Node, error) {
	left, err := p.and()
	for err == nil && p.peek().kind == lexNot {
		p.take()
		var right Node
		if right, err = p.and(); err == nil {
			left = &ButNot{left, right}
		}
	}
	return left, err
}

// and reads parts joined by and, or standing side by side.
func (p *parser) and() (Node, error) {
	var nodes []Node
	for {
		n, err := p.near(InParagraph)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
		switch p.peek().kind {
		case lexAnd:
			p.take()
		case lexWord, lexQuoted, lexOpen, lexCall, lexValue:
		default:
			return all(nodes), nil
		}
	}
}

// near reads the three levels of proximity, the loosest first: paragraph, sentence, words.
func (p *parser) near(unit Unit) (Node, error) {
	next := func() (Node, error) {
		switch unit {
		case InParagraph:
			return p.near(InSentence)
		case InSentence:
			return p.near(InWords)
		}
		return p.or()
	}
	start := p.peek().pos
	left, err := next()
	for err == nil {
		x := p.peek()
		if x.kind != lexNear && x.kind != lexNotNear || x.unit != unit {
			break
		}
		p.take()
		right := p.peek().pos
		var n Node
		if n, err = next(); err == nil {
			left, err = p.join(left, n, x, start, right)
		}
	}
	return left, err
}

// join makes a proximity of two parts, which begin at the two positions.
func (p *parser) join(left, right Node, x lexeme, leftPos, rightPos int) (Node, error) {
	for i, n := range []Node{left, right} {
		if !Place(n) {
			return nil, p.fail([]int{leftPos, rightPos}[i],
				fmt.Sprintf("%s joins places in a text, and this part speaks of the whole document", x.text),
				fmt.Sprintf("write it as two parts, such as (a %s c) and (b %s c)", x.text, x.text))
		}
	}
	if x.unit == InWords && (x.n < 1 || x.n > MaxDistance) {
		return nil, p.fail(x.pos, fmt.Sprintf("the distance must be from 1 to %d words", MaxDistance), "use /p for one paragraph")
	}
	if x.kind == lexNotNear {
		return &NotNear{left, right, x.n}, nil
	}
	return &Near{left, right, x.unit, x.n, x.ordered}, nil
}

func (p *parser) or() (Node, error) {
	var nodes []Node
	for {
		n, err := p.primary()
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
		switch p.peek().kind {
		case lexOr:
			p.take()
		case lexWord, lexQuoted, lexOpen, lexCall, lexValue:
			if p.syntax != index.Westlaw { // where a blank means or
				return anyOf(nodes), nil
			}
		default:
			return anyOf(nodes), nil
		}
	}
}

func (p *parser) primary() (Node, error) {
	x := p.take()
	switch x.kind {
	case lexWord:
		for p.syntax == index.Lexis && p.peek().kind == lexWord && x.text[0] != '#' && p.peek().text[0] != '#' { // side by side: a phrase
			next := p.take()
			if err := p.minus(next); err != nil {
				return nil, err
			}
			x.text += " " + next.text
		}
		if err := p.minus(x); err != nil {
			return nil, err
		}
		return p.term(x)
	case lexQuoted:
		return p.term(x)
	case lexValue:
		return p.value(x)
	case lexOpen:
		return p.group(x)
	case lexCall:
		return p.call(x)
	case lexClose:
		return nil, p.fail(x.pos, "a word is missing before this bracket", "")
	case lexEnd:
		return nil, p.fail(x.pos, "the query ends where a word is wanted", "add a word, or take out the last connector")
	}
	return nil, p.fail(x.pos, fmt.Sprintf("%s joins two parts, and one is missing here", x.text),
		fmt.Sprintf("put a word before it, or quotes around it to find the word: %q", x.text))
}

// value makes a leaf of a value.
func (p *parser) value(x lexeme) (Node, error) {
	if p.leaves++; p.leaves > MaxLeaves {
		return nil, p.fail(x.pos, fmt.Sprintf("the query holds more than %d words", MaxLeaves), "ask several shorter ones")
	}
	if p.field != "" {
		return nil, p.fail(x.pos, fmt.Sprintf("%s speaks of the whole document, and stands inside %s(", x.text, p.field), "close the field before")
	}
	return x.value, nil
}

// group reads what is in brackets, the first of which is x.
func (p *parser) group(x lexeme) (Node, error) {
	if p.depth++; p.depth > MaxDepth {
		return nil, p.fail(x.pos, fmt.Sprintf("brackets go deeper than %d", MaxDepth), "ask several simpler queries")
	}
	defer func() { p.depth-- }()
	n, err := p.top()
	if err != nil {
		return nil, err
	}
	if end := p.take(); end.kind != lexClose {
		return nil, p.fail(x.pos, "the bracket that opens here is never closed", "put a ) after the last word of the group")
	}
	return n, nil
}

// call reads title(…), exact(…), atleast3(…).
func (p *parser) call(x lexeme) (Node, error) {
	x2 := lexeme{pos: x.pos + len(x.text)}
	x.text = p.called(x.text)
	name := strings.TrimRight(x.text, "0123456789")
	number := x.text[len(name):]
	switch {
	case name == "exact" && number == "":
		was := p.exact
		p.exact = true
		defer func() { p.exact = was }()
		return p.group(x2)
	case slices.Contains([]Capitals{Caps, AllCaps, NoCaps}, Capitals(x.text)):
		was := p.capitals
		p.capitals = Capitals(x.text)
		defer func() { p.capitals = was }()
		return p.group(x2)
	case x.text == "date":
		if p.field != "" {
			return nil, p.fail(x.pos, fmt.Sprintf("date( stands inside %s(", p.field), "close the first field before")
		}
		return p.dates(x)
	case name == "atleast" && number != "":
		return p.atLeast(x, x2, number)
	case slices.Contains(Fields(), x.text):
		if p.field != "" {
			return nil, p.fail(x.pos, fmt.Sprintf("%s( stands inside %s(", x.text, p.field), "close the first field before")
		}
		p.field = x.text
		defer func() { p.field = "" }()
		n, err := p.group(x2)
		if err != nil {
			return nil, err
		}
		return &Field{x.text, n}, nil
	}
	return nil, p.unknownCall(x)
}

func (p *parser) atLeast(x, open lexeme, number string) (Node, error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > MaxDistance {
		return nil, p.fail(x.pos, fmt.Sprintf("the number of times must be from 1 to %d", MaxDistance), "such as atleast3(licence)")
	}
	part, err := p.group(open)
	if err != nil {
		return nil, err
	}
	if !Place(part) {
		return nil, p.fail(open.pos+1, "atleast counts places in a text, and this part speaks of the whole document",
			fmt.Sprintf("count one word or phrase, such as %s(licence)", x.text))
	}
	return &AtLeast{n, part}, nil
}

// unknownCall refuses a name before a bracket that means nothing.
func (p *parser) unknownCall(x lexeme) error {
	known := "names before a bracket are " + strings.Join(Fields(), ", ") + ", date, caps, allcaps, nocaps, exact, and atleast with a number; put a blank before the bracket to begin a group"
	for _, f := range append(Fields(), "exact", "date", "caps", "allcaps", "nocaps") {
		if slip(f, x.text) {
			known = fmt.Sprintf("did you mean %s(…)?", f)
		}
	}
	return p.fail(x.pos, fmt.Sprintf("%s( is not the name of a field", x.text), known)
}

// slip tells a slip of the finger: one letter wrong, missing, too many, or two exchanged.
func slip(a, b string) bool {
	if len(a) == len(b) {
		var wrong []int
		for i := range len(a) {
			if a[i] != b[i] {
				wrong = append(wrong, i)
			}
		}
		return len(wrong) <= 1 || len(wrong) == 2 && wrong[1] == wrong[0]+1 && a[wrong[0]] == b[wrong[1]] && a[wrong[1]] == b[wrong[0]]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b) != len(a)+1 {
		return false
	}
	for i := range len(b) {
		if b[:i]+b[i+1:] == a {
			return true
		}
	}
	return false
}

// term makes a leaf of a word or a phrase.
func (p *parser) term(x lexeme) (Node, error) {
	if p.leaves++; p.leaves > MaxLeaves {
		return nil, p.fail(x.pos, fmt.Sprintf("the query holds more than %d words", MaxLeaves), "ask several shorter ones")
	}
	t := &Term{Text: x.text, Quoted: x.kind == lexQuoted, Exact: p.exact, Capitals: p.capitals}
	if t.Quoted {
		t.Text = strings.TrimSpace(t.Text)
	} else {
		p.marks(t)
	}
	t.Words = words(t.Text, !t.Quoted)
	if len(t.Words) == 0 {
		return nil, p.fail(x.pos, fmt.Sprintf("%q holds no letter or digit", x.text), "search for a word beside it")
	}
	if p.leaves += len(t.Words) - 1; p.leaves > MaxLeaves {
		return nil, p.fail(x.pos, fmt.Sprintf("the query holds more than %d words", MaxLeaves), "ask several shorter ones")
	}
	if err := p.pattern(t, x); err != nil {
		return nil, err
	}
	return t, nil
}

// minus refuses -draft, which elsewhere leaves a word out and here would look for it.
func (p *parser) minus(x lexeme) error {
	rest, ok := strings.CutPrefix(x.text, "-")
	first, _ := utf8.DecodeRuneInString(rest)
	if !ok || p.syntax == index.Lucene || !unicode.IsLetter(first) {
		return nil
	}
	return p.fail(x.pos, fmt.Sprintf("the - of %s leaves nothing out here", x.text), "write: but not "+rest)
}

// marks takes the sign off a word that says that it is meant as written: #rule.
func (p *parser) marks(t *Term) {
	if rest, ok := strings.CutPrefix(t.Text, "#"); ok {
		t.Text, t.Quoted = rest, true
	}
}
