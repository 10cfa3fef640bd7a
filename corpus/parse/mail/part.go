package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// part is a part of a message: its head, and its body as it was sent.
type part struct {
	head   header
	kind   string // media type without parameters
	full   string // with them
	params map[string]string
	body   []byte
}

// declare takes the declared type. One that cannot be read leaves plain text.
func (p *part) declare(value string) {
	p.full = value
	kind, params, err := mime.ParseMediaType(value)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(value), ";")
		kind = strings.TrimSpace(kind)
	}
	if strings.Contains(kind, "/") {
		p.kind = kind
	}
	p.params = params
}

// name is the name of the file, a label and never a path.
func (p *part) name() string {
	name := ""
	if _, params, err := mime.ParseMediaType(p.head.get("Content-Disposition")); err == nil {
		name = params["filename"]
	}
	if name == "" {
		name = p.params["name"]
	}
	if strings.Contains(name, "=?") {
		name = header{"Name": {name}}.get("Name")
	}
	name = strings.ReplaceAll(name, "\\", "/")
	return name[strings.LastIndexByte(name, '/')+1:]
}

func (p *part) isAttached() bool {
	kind, _, err := mime.ParseMediaType(p.head.get("Content-Disposition"))
	if err == nil && kind == "attachment" {
		return true
	}
	return !strings.HasPrefix(p.kind, "text/") && !strings.HasPrefix(p.kind, "multipart/") && p.kind != MediaType && p.kind != "application/xhtml+xml"
}

// part reads one part by its type.
func (m *message) part(p *part, depth int) error {
	if m.parts++; m.parts > maxParts || depth > maxDepth {
		return block.Failf(block.TooLarge, "the message has more than %d parts, or parts more than %d deep, which is the limit", maxParts, maxDepth)
	}
	switch {
	case p.kind == "multipart/encrypted", p.kind == "application/pkcs7-mime" && p.params["smime-type"] != "signed-data", p.kind == "application/x-pkcs7-mime":
		return m.fail("a part", block.Failf(block.Encrypted, "the message is encrypted; a copy that is not would be right"))
	case strings.HasPrefix(p.kind, "multipart/"):
		return m.multipart(p, depth)
	}
	body, err := m.decode(p)
	if err != nil {
		return err
	}
	p.body = body
	switch {
	case p.kind == MediaType && !strings.HasPrefix(p.head.get("Content-Disposition"), "attachment"):
		return m.message(p.body, depth+1)
	case p.isAttached():
		m.attach(p)
		return nil
	}
	return m.text(p)
}

// text has a part read and adds what comes out.
func (m *message) text(p *part) error {
	if len(bytes.TrimSpace(p.body)) == 0 {
		return nil
	}
	page, err := m.read(Part{Body: p.body, MediaType: p.full, URL: p.head.get("Content-Location"), Whole: !m.saved})
	if err != nil {
		return m.fail("a part ("+p.kind+")", err)
	}
	m.bodies++
	tables := 0
	for _, b := range page.Blocks {
		if b.Table > 0 {
			tables = max(tables, b.Table)
			b.Table += m.tables
		}
		m.page.Blocks = append(m.page.Blocks, b)
	}
	m.tables += tables
	m.page.Attachments = append(m.page.Attachments, page.Attachments...)
	m.page.Dropped = append(m.page.Dropped, page.Dropped...)
	m.page.Warnings = append(m.page.Warnings, page.Warnings...)
	if m.page.Title == "" && m.bodies == 1 {
		// A saved page speaks for itself.
		m.page.Title, m.page.Lang, m.page.Authority, m.page.Number = page.Title, page.Lang, page.Authority, page.Number
		if m.page.Published.IsZero() {
			m.page.Published = page.Published
		}
		if m.page.Canonical == "" {
			m.page.Canonical = page.Canonical
		}
	}
	return nil
}

// multipart reads the parts inside: one of alternatives, the root of related ones, all of others.
func (m *message) multipart(p *part, depth int) error {
	parts, err := m.split(p)
	if err != nil {
		return err
	}
	switch p.kind {
	case "multipart/alternative":
		return m.alternative(parts, depth)
	case "multipart/related":
		return m.related(p, parts, depth)
	case "multipart/signed":
		parts = parts[:min(1, len(parts))]
	}
	for _, in := range parts {
		if err := m.part(in, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// split cuts a multipart body. What breaks off is kept as far as it goes, with a warning.
func (m *message) split(p *part) ([]*part, error) {
	boundary := p.params["boundary"]
	if boundary == "" {
		return nil, m.fail("a part", block.Failf(block.Damaged, "a multipart body without a boundary; a complete message would be right"))
	}
	r := multipart.NewReader(bytes.NewReader(p.body), boundary)
	var out []*part
	for len(out) < maxParts {
		in, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			m.page.Partly("the parts of the message break off: %v", err)
			return out, nil
		}
		made := &part{kind: "text/plain", head: header(in.Header)}
		made.declare(made.head.get("Content-Type"))
		body, err := m.take(in)
		var e *block.Error
		if errors.As(err, &e) {
			return nil, err
		}
		made.body = body
		out = append(out, made)
		if err != nil {
			m.page.Partly("the parts of the message break off: %v", err)
			return out, nil
		}
	}
	return out, nil
}

// alternative takes the last form that can be read, which is the best (RFC 2046, 5.1.4).
func (m *message) alternative(parts []*part, depth int) error {
	for i := len(parts) - 1; i >= 0; i-- {
		before := len(m.page.Blocks)
		if parts[i].kind == "text/calendar" || parts[i].isAttached() {
			continue
		}
		if err := m.part(parts[i], depth+1); err != nil {
			return err
		}
		if len(m.page.Blocks) > before {
			return nil
		}
	}
	return nil
}

// related takes the root of a compound object; pictures and styles beside it hold no text. Frames of a
// saved page, which are pages themselves, follow.
func (m *message) related(p *part, parts []*part, depth int) error {
	root := 0
	for i, in := range parts {
		if start := p.params["start"]; start != "" && in.head.get("Content-Id") == start {
			root = i
		}
	}
	for i, in := range parts {
		switch {
		case i == root:
			if in.isAttached() {
				in.head["Content-Disposition"] = []string{"inline"}
			}
		case in.kind == "text/html" && strings.TrimSpace(string(in.body)) != "":
		case strings.HasPrefix(in.head.get("Content-Disposition"), "attachment"):
		default:
			continue
		}
		if err := m.part(in, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// take reads what is left of a reader within the budget.
func (m *message) take(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, m.left+1))
	if int64(len(b)) > m.left {
		return nil, block.Failf(block.TooLarge, "the parts of the message hold more than %d bytes, which is the limit", m.limit)
	}
	m.left -= int64(len(b))
	return b, err
}

// decode undoes the transfer encoding. A body that breaks off is kept as far as it goes.
func (m *message) decode(p *part) ([]byte, error) {
	var r io.Reader = bytes.NewReader(p.body)
	switch strings.ToLower(strings.TrimSpace(p.head.get("Content-Transfer-Encoding"))) {
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, &alphabet{r: r})
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	default:
		return p.body, nil
	}
	b, err := m.take(r)
	var e *block.Error
	if errors.As(err, &e) {
		return nil, err
	}
	if err != nil {
		m.page.Partly("the encoding of a part (%s) breaks off: %v", p.kind, err)
	}
	return b, nil
}

// alphabet leaves out what is not base64, as RFC 2045 demands.
type alphabet struct{ r io.Reader }

func (a *alphabet) Read(p []byte) (int, error) {
	for {
		n, err := a.r.Read(p)
		kept := 0
		for _, c := range p[:n] {
			if c == '+' || c == '/' || c == '=' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
				p[kept] = c
				kept++
			}
		}
		if kept > 0 || err != nil || len(p) == 0 {
			return kept, err
		}
	}
}
