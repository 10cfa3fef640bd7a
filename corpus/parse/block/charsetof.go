package block

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
)

// declaredWithin is how far into a document its markup is asked for a charset: preambles are long.
const declaredWithin = 64 << 10

var (
	metaCharset = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]+)`)
	// What stands in comments and scripts declares nothing.
	unspoken = regexp.MustCompile(`(?is)<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>`)
)

// charsetOf names the charset of the bytes, and says whether it is a guess at single-byte text that
// any such charset could be.
func charsetOf(b []byte, mediaType string, markup bool) (name string, guess bool) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return "utf-8", false
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return "utf-16le", false
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "utf-16be", false
	}
	declared := declarations(b, mediaType, markup)
	wide := len(declared) > 0 && strings.HasPrefix(strings.ToLower(declared[0]), "utf-16")
	if name := WideWithoutMark(b, wide); name != "" {
		return name, false
	}
	if !hasHigh(b) {
		return asciiCharset(b, declared), false
	}
	if isUTF8(b, declared) {
		return "utf-8", false
	}
	for _, name := range declared {
		enc, label := lookup(name)
		switch {
		case enc == nil, label == "utf-8", label == "utf-16le", label == "utf-16be":
			// UTF-8 was excluded above, and UTF-16 without a mark is not text of single bytes.
		case label == "windows-1252": // which servers send by default over anything
			found := detect(b)
			if !isMultiByte(found) && found != "windows-1252" && wordsOfHigh(b) {
				return found, true
			}
			return likelier(b, name, found), false
		default:
			return likelier(b, name, name), false
		}
	}
	found := detect(b)
	name = likelier(b, found, found)
	return name, !isMultiByte(name) && highShare(b) > 0.05
}

// highShare is the share of bytes that are not ASCII. Where they are few, they are the accents and
// signs of a western language, which the guesses agree on.
func highShare(b []byte) float64 {
	n := 0
	for _, c := range b {
		if c >= 0x80 {
			n++
		}
	}
	return float64(n) / float64(len(b))
}

// declarations are the charsets named in the header and in the markup, in this order.
func declarations(b []byte, mediaType string, markup bool) []string {
	var out []string
	if _, params, err := mime.ParseMediaType(mediaType); err == nil && params["charset"] != "" {
		out = append(out, params["charset"])
	}
	if !markup {
		return out
	}
	head := b[:min(len(b), declaredWithin)]
	m := metaCharset.FindSubmatchIndex(head)
	if m == nil {
		return out
	}
	if m := metaCharset.FindSubmatch(unspoken.ReplaceAll(head, nil)); m != nil {
		out = append(out, string(m[1]))
	}
	return out
}

// asciiCharset keeps the one declaration under which bytes below 0x80 are not ASCII, and takes what switches
// to JIS X 0208 and back for it too.
func asciiCharset(b []byte, declared []string) string {
	if (bytes.Contains(b, []byte("\x1b$B")) || bytes.Contains(b, []byte("\x1b$@"))) && (bytes.Contains(b, []byte("\x1b(B")) || bytes.Contains(b, []byte("\x1b(J"))) {
		return "iso-2022-jp"
	}
	if len(declared) > 0 {
		if _, label := lookup(declared[0]); label == "iso-2022-jp" {
			return label
		}
	}
	return "utf-8"
}

// isUTF8 reports whether the bytes are UTF-8, whatever was declared: double-byte text is practically
// never valid UTF-8, and a wrong label is common. A few broken bytes do not speak against it. A short
// text of two-byte sequences alone may be either, since GB2312 has such pairs too; what was declared
// then decides, unless they are the signs and accents of Latin-1.
func isUTF8(b []byte, declared []string) bool {
	two, long, broken, latin := 0, 0, 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			if len(b)-i > 3 { // else a character that is cut at the end
				broken++
			}
		case n == 2:
			two++
			if r < 0x100 {
				latin++
			}
		case n > 2:
			long++
		}
		i += n
	}
	if broken > 0 {
		return long > 0 && broken*10 <= long+two || long == 0 && broken*10 <= two && !anyMultiByte(declared)
	}
	return long > 0 || two == latin || !anyMultiByte(declared)
}

func anyMultiByte(names []string) bool {
	for _, name := range names {
		if isMultiByte(name) {
			return true
		}
	}
	return false
}

// detect guesses from the bytes around the first that is not ASCII.
func detect(b []byte) string {
	first := bytes.IndexFunc(b, func(r rune) bool { return r >= 0x80 })
	part := b[max(first-512, 0):]
	if len(part) > 64<<10 {
		part = part[:64<<10]
		if end := bytes.LastIndexAny(part, "\n <"); end > 0 { // not in the middle of a character
			part = part[:end]
		}
	}
	switch {
	case startsLikeArabic(part):
		return "windows-1256"
	case rowsOfHangul(part):
		return "euc-kr"
	}
	r := chardet.Detect(part)
	enc, label := lookup(r.Encoding)
	if r.Encoding == "" || r.Confidence < 0.2 || enc == nil || label == "utf-8" || label == "utf-16le" || label == "utf-16be" || label == "windows-1252" {
		if wordsOfHigh(part) {
			return cyrillic(part)
		}
		return "windows-1252"
	}
	return strings.ToLower(r.Encoding)
}

func hasHigh(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}
