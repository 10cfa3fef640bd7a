package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// field is one line of a WARC header.
type field struct{ name, value string }

const (
	identicalPayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	serverUnmodified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// compose writes a WARC 1.1 record out. Its block may be given in pieces.
func compose(fields []field, block ...[]byte) []byte {
	length, sum := 0, sha256.New()
	for _, b := range block {
		length += len(b)
		sum.Write(b)
	}
	out := make([]byte, 0, length+1024)
	out = append(out, "WARC/1.1\r\n"...)
	for _, f := range fields {
		if f.value != "" {
			out = append(append(append(append(out, f.name...), ": "...), f.value...), "\r\n"...)
		}
	}
	out = hex.AppendEncode(append(out, "WARC-Block-Digest: sha256:"...), sum.Sum(nil))
	out = strconv.AppendInt(append(out, "\r\nContent-Length: "...), int64(length), 10)
	out = append(out, "\r\n\r\n"...)
	for _, b := range block {
		out = append(out, b...)
	}
	return append(out, "\r\n\r\n"...)
}

// split takes a record apart into header and block. Names are in canonical MIME form.
func split(record []byte) (textproto.MIMEHeader, []byte, error) {
	rest, ok := bytes.CutPrefix(record, []byte("WARC/1.1\r\n"))
	if !ok {
		return nil, nil, fmt.Errorf("a record starts with %.12q, not WARC/1.1", record)
	}
	header, rest, ok := bytes.Cut(rest, []byte("\r\n\r\n"))
	if !ok {
		return nil, nil, fmt.Errorf("a record's header has no end")
	}
	h := textproto.MIMEHeader{}
	for line := range strings.SplitSeq(string(header), "\r\n") {
		name, value, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, nil, fmt.Errorf("a record's header has the line %.40q", line)
		}
		h.Add(name, value)
	}
	n, err := strconv.Atoi(h.Get("Content-Length"))
	if err != nil || n < 0 || n+4 != len(rest) || string(rest[n:]) != "\r\n\r\n" {
		return nil, nil, fmt.Errorf("a record's Content-Length is %q and %d bytes follow its header", h.Get("Content-Length"), len(rest))
	}
	return h, rest[:n], nil
}

func digest(h corpus.Hash) string { return "sha256:" + string(h) }

// recordID makes the id of a capture's record. Nothing here may be random, so it is made from the
// capture's name, which an archive gives once, and from what the capture is.
func recordID(k kind, c corpus.Capture) string {
	return blockID(string(c.ID), k, fmt.Appendf(nil, "%s\x00%s\x00%s", c.URL, c.FetchedAt.Format(time.RFC3339Nano), c.PayloadHash))
}

// blockID makes the id of a record from the name of what it belongs to, and from its content.
func blockID(name string, k kind, content []byte) string {
	sum := sha256.New()
	sum.Write([]byte(name))
	sum.Write([]byte{0, byte(k), 0})
	sum.Write(content)
	u := [16]byte(sum.Sum(nil))
	u[6] = u[6]&0x0f | 0x80 // version 8: made by a rule of one's own
	u[8] = u[8]&0x3f | 0x80
	b := make([]byte, 0, len("<urn:uuid:>")+36)
	b = append(b, "<urn:uuid:"...)
	for i, group := range [][]byte{u[:4], u[4:6], u[6:8], u[8:10], u[10:]} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, group)
	}
	return string(append(b, '>'))
}

func warcDate(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// httpHead writes an HTTP head, its fields sorted, up to the empty line before the body.
func httpHead(first string, header http.Header) []byte {
	var b bytes.Buffer
	b.WriteString(oneLine(first) + "\r\n")
	names := make([]string, 0, len(header))
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, v := range header[name] {
			b.WriteString(oneLine(name) + ": " + oneLine(v) + "\r\n")
		}
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

// httpBody returns what follows the HTTP head of a block.
func httpBody(block []byte) ([]byte, bool) {
	_, body, ok := bytes.Cut(block, []byte("\r\n\r\n"))
	return body, ok
}

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n\x00") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == 0 {
			return ' '
		}
		return r
	}, s)
}

// asciiURI percent-encodes what may not stand in a WARC header: space, control characters and
// everything outside ASCII.
func asciiURI(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("<>\"{}|\\^`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// envelope is the JSON of a metadata record. It holds one of capture, run and alarm, and with a
// capture what a later run needs to know of the answer without inflating it.
type envelope struct {
	Capture      *corpus.Capture `json:"capture,omitempty"`
	Run          *corpus.Run     `json:"run,omitempty"`
	Alarm        *corpus.Alarm   `json:"alarm,omitempty"`
	RecordID     string          `json:"record_id,omitempty"` // of the group's first record
	ETag         string          `json:"etag,omitempty"`
	LastModified string          `json:"last_modified,omitempty"`
	Hops         []Hop           `json:"hops,omitempty"`
}

// empty reports whether the envelope holds nothing.
func (e envelope) empty() bool { return e.Capture == nil && e.Run == nil && e.Alarm == nil }

// record is what a walk yields of the envelope, where the next group starts at a place.
func (e envelope) record(next place) Record {
	return Record{Capture: e.Capture, Run: e.Run, Alarm: e.Alarm, ETag: e.ETag, LastModified: e.LastModified, Hops: e.Hops, Position: next.position()}
}

func readEnvelope(record []byte) (envelope, error) {
	var e envelope
	_, block, err := split(record)
	if err != nil {
		return e, err
	}
	if err := json.Unmarshal(block, &e); err != nil {
		return e, fmt.Errorf("read a metadata record: %w", err)
	}
	n := 0
	for _, held := range []bool{e.Capture != nil, e.Run != nil, e.Alarm != nil} {
		if held {
			n++
		}
	}
	if n != 1 {
		return e, fmt.Errorf("a metadata record holds %d things in place of one", n)
	}
	return e, nil
}
