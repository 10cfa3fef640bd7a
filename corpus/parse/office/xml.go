package office

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Decoder reads XML that is UTF-8 whatever it declares.
func Decoder(b []byte) *xml.Decoder {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		text, _ := block.Decode(b, "", true)
		b = []byte(text)
	}
	dec := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))))
	dec.Strict = false
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return dec
}

// Characters reads the text of the current element to its end; elements inside are left out.
func Characters(dec *xml.Decoder) (string, error) {
	var b strings.Builder
	for {
		tok, err := dec.Token()
		if err != nil {
			return b.String(), err
		}
		switch t := tok.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if err := dec.Skip(); err != nil {
				return b.String(), err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// AllCharacters reads the text of the current element with everything inside.
func AllCharacters(dec *xml.Decoder) (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		tok, err := dec.Token()
		if err != nil {
			return b.String(), err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(t)
		}
	}
	return b.String(), nil
}
