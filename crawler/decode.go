package crawler

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// undo removes the content codings that we ask for, for reading listings; the archive keeps the
// bytes as they came. What inflates past the limit is refused.
func undo(body []byte, encoding string, limit int64) ([]byte, error) {
	codings := strings.Split(strings.ToLower(encoding), ",")
	if len(codings) > 3 {
		return nil, fmt.Errorf("the body is coded %d times over", len(codings))
	}
	for i := len(codings) - 1; i >= 0; i-- {
		var r io.Reader
		var err error
		switch strings.TrimSpace(codings[i]) {
		case "", "identity":
			continue
		case "gzip", "x-gzip":
			r, err = gzip.NewReader(bytes.NewReader(body))
		case "deflate":
			// The standard means zlib; some servers send the bare stream.
			if r, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
				r, err = flate.NewReader(bytes.NewReader(body)), nil
			}
		default:
			return nil, fmt.Errorf("content coding %q is not known", codings[i])
		}
		if err != nil {
			return nil, fmt.Errorf("undo the content coding %s: %w", codings[i], err)
		}
		plain, err := io.ReadAll(io.LimitReader(r, limit+1))
		if err != nil {
			return nil, fmt.Errorf("undo the content coding %s: %w", codings[i], err)
		}
		if int64(len(plain)) > limit {
			return nil, fmt.Errorf("the body inflates to more than %d bytes", limit)
		}
		body = plain
	}
	return body, nil
}

// toUTF8 decodes a listing by its byte order mark, its header or its markup. Valid UTF-8 is never
// taken for anything else, and the whole GB family is read as GB18030, which holds the others.
func toUTF8(body []byte, mediaType string) ([]byte, error) {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	for _, u := range utf16Starts {
		if bytes.HasPrefix(body, []byte(u.start)) {
			return unicode.UTF16(u.order, unicode.UseBOM).NewDecoder().Bytes(body)
		}
	}
	if utf8.Valid(body) {
		return body, nil
	}
	enc, name, _ := charset.DetermineEncoding(body, mediaType)
	if name == "gbk" || name == "gb18030" || strings.HasPrefix(declared(mediaType), "gb") {
		enc = simplifiedchinese.GB18030
	}
	return enc.NewDecoder().Bytes(body)
}

// utf16Starts are the first bytes of UTF-16: its byte order mark, or markup without one.
var utf16Starts = []struct {
	start string
	order unicode.Endianness
}{
	{"\xfe\xff", unicode.BigEndian}, {"\xff\xfe", unicode.LittleEndian},
	{"\x00<\x00", unicode.BigEndian}, {"<\x00?\x00", unicode.LittleEndian},
}

// gunzip inflates what is a gzip file by itself, as sitemaps and some feeds are served.
func gunzip(body []byte, limit int64) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, nil
	}
	return undo(body, "gzip", limit)
}

func declared(mediaType string) string {
	_, params, err := mime.ParseMediaType(mediaType)
	if err != nil {
		return ""
	}
	return strings.ToLower(params["charset"])
}

func parseHTML(body []byte, mediaType string) (*goquery.Document, error) {
	text, err := toUTF8(body, mediaType)
	if err != nil {
		return nil, err
	}
	return goquery.NewDocumentFromReader(bytes.NewReader(text))
}
