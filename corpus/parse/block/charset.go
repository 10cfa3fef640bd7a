package block

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Decode turns the bytes into UTF-8: byte order mark, then valid UTF-8, then the declared charset
// (header, then markup), then detection. The warnings count what could not be decoded.
func Decode(b []byte, mediaType string, markup bool) (string, []string) {
	name := charsetOf(b, mediaType, markup)
	if name == "utf-8" {
		s := string(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
		return repairUTF8(s)
	}
	enc, label := lookup(name)
	if enc == nil {
		s, w := repairUTF8(string(b))
		return s, append(w, fmt.Sprintf("the charset %q is not known; the text was read as UTF-8", name))
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		s, w := repairUTF8(string(b))
		return s, append(w, fmt.Sprintf("the text could not be decoded as %s: %v", label, err))
	}
	s := string(out)
	before := bytes.Count(b, []byte("\xef\xbf\xbd"))
	if n := strings.Count(s, "\ufffd") - before; n > 0 {
		return s, []string{fmt.Sprintf("%d characters could not be decoded as %s", n, label)}
	}
	return s, nil
}

func repairUTF8(s string) (string, []string) {
	if utf8.ValidString(s) {
		return s, nil
	}
	bad := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		i += n
	}
	return strings.ToValidUTF8(s, "\ufffd"), []string{fmt.Sprintf("%d bytes are not valid UTF-8", bad)}
}

// lookup finds a decoder. Every label of the GB family is read as GB18030, which holds the others:
// the GBK decoder turns four-byte characters into digits without an error.
func lookup(name string) (encoding.Encoding, string) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "gb2312", "gbk", "gb18030", "gb-2312", "gb_2312-80", "x-gbk", "cp936", "ms936", "euc-cn", "chinese":
		return simplifiedchinese.GB18030, "gb18030"
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16le"
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16be"
	}
	enc, label := charset.Lookup(name)
	if label == "gbk" {
		return simplifiedchinese.GB18030, "gb18030"
	}
	return enc, label
}

var metaCharset = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]+)`)

func charsetOf(b []byte, mediaType string, markup bool) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return "utf-8"
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "utf-16be"
	case hasHigh(b) && validUTF8Head(b):
		// Double-byte text is practically never valid UTF-8; a wrong label is common.
		return "utf-8"
	}
	var declared []string
	if _, params, err := mime.ParseMediaType(mediaType); err == nil && params["charset"] != "" {
		declared = append(declared, params["charset"])
	}
	if markup {
		if m := metaCharset.FindSubmatch(b[:min(len(b), 4096)]); m != nil {
			declared = append(declared, string(m[1]))
		}
	}
	for _, name := range declared {
		enc, label := lookup(name)
		switch {
		case enc == nil, label == "utf-8", label == "utf-16le", label == "utf-16be":
			// UTF-8 was excluded above, and UTF-16 without a mark is not text of single bytes.
		case label == "windows-1252":
			return detectOver(b, name)
		default:
			return name
		}
	}
	if !hasHigh(b) {
		return "utf-8"
	}
	return detect(b)
}

// detectOver checks a declared Latin-1, which servers send by default over anything: a multi-byte
// charset that the bytes show clearly goes first.
func detectOver(b []byte, declared string) string {
	found := detect(b)
	switch _, label := lookup(found); label {
	case "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr":
		return found
	}
	return declared
}

// detect guesses from the bytes. UTF-8 with few broken bytes is UTF-8.
func detect(b []byte) string {
	if brokenShare(b) < 0.1 {
		return "utf-8"
	}
	r := chardet.Detect(b[:min(len(b), 64<<10)])
	if r.Encoding == "" || r.Confidence < 0.2 {
		return "windows-1252"
	}
	if enc, _ := lookup(r.Encoding); enc == nil {
		return "windows-1252"
	}
	return strings.ToLower(r.Encoding)
}

func brokenShare(b []byte) float64 {
	b = b[:min(len(b), 64<<10)]
	bad, high := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if n > 1 || r == utf8.RuneError {
			high++
		}
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		i += n
	}
	return float64(bad) / float64(max(high, 1))
}

func hasHigh(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// validUTF8Head forgives a character cut at the end.
func validUTF8Head(b []byte) bool {
	for cut := 0; cut <= 3 && cut <= len(b); cut++ {
		if utf8.Valid(b[:len(b)-cut]) {
			return true
		}
	}
	return false
}
