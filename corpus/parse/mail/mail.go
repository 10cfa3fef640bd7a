package mail

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	netmail "net/mail"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// MediaType is that of a message. A saved page is one too.
const MediaType = "message/rfc822"

// Part is a piece of a message whose encodings are undone, to be read by its type.
type Part struct {
	Body      []byte
	MediaType string // with parameters, as declared
	URL       string // where the part of a saved page came from
	Whole     bool   // nothing in the part is decoration, as it is in a saved page
}

// Reader reads the text of a part. It may ask for the same kind of file as the message itself.
type Reader func(Part) (block.Page, error)

const (
	maxDepth = 8    // messages and parts inside each other
	maxParts = 1000 // of a message and all messages inside
)

// Read reads a message or a saved page. Parts that cannot be read are warned about; if none can be, the
// first reason is returned.
func Read(b []byte, limits block.Limits, read Reader) (block.Page, error) {
	// Each level holds what is inside of it once more.
	m := &message{read: read, left: 4 * limits.Bytes, limit: 4 * limits.Bytes}
	m.page.Parser, m.page.MediaType = "mail/1", MediaType
	if err := m.message(b, 0); err != nil {
		return block.Page{}, err
	}
	if m.bodies == 0 && m.failed != nil {
		return block.Page{}, m.failed
	}
	for _, bl := range m.page.Blocks {
		m.page.Visible += block.Inked(bl.Text)
	}
	return m.page, nil
}

// message is the state of reading one message with everything inside.
type message struct {
	read        Reader
	page        block.Page
	left, limit int64 // bytes that may still be decoded
	parts       int
	tables      int
	failed      error // why the first part that could not be read could not
	bodies      int   // parts that were read
	saved       bool  // a page that a browser saved
}

// message reads the head of a message and its parts.
func (m *message) message(b []byte, depth int) error {
	msg, err := netmail.ReadMessage(bytes.NewReader(trimEnvelope(b)))
	if err != nil {
		return &block.Error{Kind: block.Damaged, Reason: "the head of the message is broken; a message as a mail program saves it would be right", Cause: err}
	}
	body, err := m.take(msg.Body)
	if err != nil {
		return err
	}
	head := header(msg.Header)
	p := &part{kind: "text/plain", head: head, body: body}
	p.declare(head.get("Content-Type"))
	if isSavedPage(head, p) {
		m.saved = depth == 0
		m.page.Canonical = head.get("Snapshot-Content-Location")
		return m.part(p, depth)
	}
	m.head(head, depth)
	return m.part(p, depth)
}

// trimEnvelope removes the line that mailboxes put before a message, and blank lines.
func trimEnvelope(b []byte) []byte {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), "\r\n \t")
	if bytes.HasPrefix(b, []byte("From ")) {
		if n := bytes.IndexByte(b, '\n'); n >= 0 {
			return b[n+1:]
		}
	}
	return b
}

// isSavedPage reports whether the message is a page that a browser saved.
func isSavedPage(head header, p *part) bool {
	return head.get("Snapshot-Content-Location") != "" || strings.HasPrefix(head.get("From"), "<Saved by") ||
		head.get("To") == "" && head.get("Received") == "" && (p.kind == "multipart/related" || head.get("Content-Location") != "")
}

// head shows what a mail program shows above the text.
func (m *message) head(head header, depth int) {
	subject := head.get("Subject")
	if subject != "" {
		m.page.Blocks = append(m.page.Blocks, block.Block{Text: block.Normalise(subject, false), Kind: block.Heading, Level: depth + 1})
	}
	for _, name := range []string{"From", "To", "Cc", "Date"} {
		if v := block.Normalise(head.get(name), false); v != "" {
			m.page.Blocks = append(m.page.Blocks, block.Block{Text: name + ": " + v})
		}
	}
	if depth > 0 {
		return
	}
	m.page.Title = block.Normalise(subject, false)
	if t, err := netmail.ParseDate(head.get("Date")); err == nil {
		// The day in the zone of the sender, as it is printed.
		m.page.Published = corpus.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	}
}

// header is the head of a message or a part, by canonical names.
type header map[string][]string

// get returns a field with its encoded words decoded.
func (h header) get(name string) string {
	v := netmail.Header(h).Get(name)
	if !strings.Contains(v, "=?") {
		if !isASCII(v) {
			text, _ := block.Decode([]byte(v), "", false)
			return text
		}
		return v
	}
	dec := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	out, err := dec.DecodeHeader(v)
	if err != nil {
		return v // as it stands: some of it may be readable
	}
	return out
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// fail keeps the first reason and warns.
func (m *message) fail(what string, err error) error {
	var e *block.Error
	if errors.As(err, &e) && e.Kind == block.TooLarge || !errors.As(err, &e) {
		return err
	}
	if m.failed == nil {
		m.failed = err
	}
	m.page.Warn("%s of the message could not be read: %v", what, err)
	return nil
}

// attach lists a file that comes with the message.
func (m *message) attach(p *part) {
	name := block.Normalise(p.name(), false)
	if name == "" {
		name = "without a name"
	}
	m.page.Dropped = append(m.page.Dropped, block.Drop{What: fmt.Sprintf("the attachment %q (%s, %d bytes)", name, p.kind, len(p.body)), Why: "it is a document of its own"})
}
