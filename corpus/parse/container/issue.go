package container

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// issueDocuments are the elements that are one document each in the XML of a day's Federal Register
// (FRMergedXML.xsd).
var issueDocuments = map[string]bool{"RULE": true, "PRORULE": true, "NOTICE": true, "PRESDOCU": true, "CORRECT": true, "SUNSHINE": true}

// isIssue reports whether the bytes are the XML of a whole day of the Federal Register.
func isIssue(b []byte) bool {
	head := b[:min(len(b), 4096)]
	return bytes.Contains(head, []byte("<FEDREG")) && bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"), []byte("<"))
}

// issue hands over each document of the day as it stands in the issue, with the day of the issue,
// which is the one on which all in it were published.
func (w *walker) issue(b []byte, outer string, depth int) error {
	dec := xml.NewDecoder(bytes.NewReader(b))
	dec.Strict, dec.Entity = false, xml.HTMLEntity
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // tags are ASCII
	var day Member
	level, text := 0, ""
	for n := 0; ; {
		from := dec.InputOffset()
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged("the issue of the Federal Register breaks off", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			level++
			text = ""
			if !issueDocuments[t.Name.Local] {
				continue
			}
			if err := dec.Skip(); err != nil {
				return damaged("a document of the issue breaks off", err)
			}
			level--
			n++
			m := Member{Name: join(outer, fmt.Sprintf("%s-%d", strings.ToLower(t.Name.Local), n)), Body: b[from:dec.InputOffset()], Inner: depth, Hints: day.Hints}
			if w.left -= int64(len(m.Body)); w.left < 0 {
				return block.Failf(block.TooLarge, "the documents of the issue hold more than %d bytes, which is the limit", w.limit)
			}
			if err := w.member(m); err != nil {
				return err
			}
		case xml.CharData:
			if text = string(t); level != 2 {
				text = ""
			}
		case xml.EndElement:
			if t.Name.Local == "DATE" && level == 2 {
				if found := dates.Find(text, "en"); len(found) > 0 {
					day.Hints.Published = found[0].Date
				}
			}
			level--
		}
	}
}
