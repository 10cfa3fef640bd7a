package block

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Decode turns the bytes into UTF-8: byte order mark, then valid UTF-8, then the declared charset
// (header, then markup) unless the bytes speak against it, then detection. The warnings count what
// could not be decoded, and say where the charset is a guess.
func Decode(b []byte, mediaType string, markup bool) (string, []string) {
	name, guess := charsetOf(b, mediaType, markup)
	s, warnings := decodeAs(b, name)
	if guess {
		warnings = append(warnings, fmt.Sprintf("no charset is declared that fits; the text was taken for %s, which may be wrong", name))
	}
	return s, warnings
}

func decodeAs(b []byte, name string) (string, []string) {
	if name == "utf-8" {
		s := string(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
		return repairUTF8(s)
	}
	enc, label := lookup(name)
	if enc == nil {
		s, w := repairUTF8(string(b))
		return s, append(w, fmt.Sprintf("the charset %q is not known; the text was read as UTF-8", name))
	}
	var out []byte
	var err error
	s := ""
	if label == "gb18030" {
		s, err = decodeGB(b)
	} else {
		out, err = enc.NewDecoder().Bytes(b)
		s = string(out)
	}
	if err != nil {
		s, w := repairUTF8(string(b))
		return s, append(w, fmt.Sprintf("the text could not be decoded as %s: %v", label, err))
	}
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
