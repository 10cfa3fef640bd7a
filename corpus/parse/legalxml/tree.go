package legalxml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

const (
	maxDepth = 200       // of elements in each other; law goes to about 30
	maxNodes = 1_500_000 // elements and pieces of text
	maxAttrs = 200       // of one element; more are left out
)

// node is an element, or a piece of text where name is empty.
type node struct {
	name  string // local name
	space string // namespace, or the prefix where it is not declared
	attrs []xml.Attr
	kids  []*node
	text  string
}

func (n *node) attr(local string) string {
	for _, a := range n.attrs {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// kid returns the first child element of one of the names, or nil.
func (n *node) kid(names ...string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		for _, name := range names {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

// find returns the first element of the name in the tree below, in the order of the text.
func (n *node) find(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
		if f := k.find(name); f != nil {
			return f
		}
	}
	return nil
}

// words returns all text below as one line.
func (n *node) words() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.raw(&b)
	return block.Normalise(b.String(), false)
}

func (n *node) raw(b *strings.Builder) {
	b.WriteString(n.text)
	for _, k := range n.kids {
		k.raw(b)
	}
}

// elements counts the child elements.
func (n *node) elements() (out []*node) {
	for _, k := range n.kids {
		if k.name != "" {
			out = append(out, k)
		}
	}
	return out
}

// document is the tree of one file. Its root has no name and holds all top elements: fragments may
// have several.
type document struct {
	root     *node
	warnings []string
	broken   error // why the tree ends early, or nil
}

// top returns the first top element; nil in an empty document.
func (d *document) top() *node {
	if e := d.root.elements(); len(e) > 0 {
		return e[0]
	}
	return nil
}

var (
	reference   = regexp.MustCompile(`&#(x[0-9a-fA-F]{1,8}|[0-9]{1,9});`)
	declaration = regexp.MustCompile(`<!ENTITY\s`)
)

// Text decodes XML of any charset to UTF-8, says so in its declaration, and leaves out the characters
// that XML forbids; the warnings count them.
func Text(b []byte) (string, []string) {
	text, warnings := block.Decode(b, "", true)
	text, illegal := legalCharacters(text)
	if illegal > 0 {
		warnings = append(warnings, fmt.Sprintf("%d characters that XML forbids were left out", illegal))
	}
	return encodingName.ReplaceAllString(text, "${1}"), warnings
}

var encodingName = regexp.MustCompile(`^(\s*<\?xml[^>]{0,200}?)\s+encoding\s*=\s*(?:"[^"]{0,60}"|'[^']{0,60}')`)

// readTree makes a tree of bytes in any charset. What is cut short or ill-formed gives the tree up to there.
func readTree(b []byte) (*document, error) {
	text, warnings := Text(b)
	d := &document{root: &node{}, warnings: warnings}
	if declaration.MatchString(text[:min(len(text), 1<<16)]) {
		d.warnings = append(d.warnings, "the document declares entities of its own, which are not expanded")
	}
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.Strict, dec.Entity = false, xml.HTMLEntity
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded above
	return d, d.read(dec)
}

func (d *document) read(dec *xml.Decoder) error {
	open := []*node{d.root}
	for count := 0; ; count++ {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			d.broken = err
			return nil
		}
		if count > 2*maxNodes {
			return block.Failf(block.TooLarge, "the XML has more than %d elements, which is the limit", maxNodes)
		}
		top := open[len(open)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			if len(open) > maxDepth {
				return block.Failf(block.TooLarge, "the elements of the XML lie more than %d deep in each other, which is the limit", maxDepth)
			}
			n := &node{name: t.Name.Local, space: t.Name.Space, attrs: t.Attr[:min(len(t.Attr), maxAttrs)]}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:max(1, len(open)-1)]
		case xml.CharData:
			if len(top.kids) > 0 && top.kids[len(top.kids)-1].name == "" {
				top.kids[len(top.kids)-1].text += string(t) // CDATA beside text
			} else {
				top.kids = append(top.kids, &node{text: string(t)})
			}
		}
	}
}

// legalCharacters leaves out what XML 1.0 forbids, written as itself or as a reference: one such
// character would end the reading.
func legalCharacters(s string) (string, int) {
	illegal := 0
	s = strings.Map(func(r rune) rune {
		if !isLegal(r) {
			illegal++
			return -1
		}
		return r
	}, s)
	if !strings.Contains(s, "&#") {
		return s, illegal
	}
	return reference.ReplaceAllStringFunc(s, func(m string) string {
		digits, base := m[2:len(m)-1], 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseUint(digits, base, 32); err != nil || n > 0x10ffff || !isLegal(rune(n)) {
			illegal++
			return ""
		}
		return m
	}), illegal
}

func isLegal(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000
}
