package web

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible escapes crawled text and shows each character that a reader would not see, or that
// would turn the order of what is seen, as a mark with its code point. Such characters can make a
// page read otherwise than the text that a program compares.
func visible(s string) template.HTML {
	var b strings.Builder
	writeVisible(&b, s)
	return template.HTML(b.String()) // every byte went through writeVisible
}

func writeVisible(b *strings.Builder, s string) {
	for len(s) > 0 {
		i := strings.IndexFunc(s, hidden)
		if i < 0 {
			b.WriteString(template.HTMLEscapeString(s))
			return
		}
		b.WriteString(template.HTMLEscapeString(s[:i]))
		r, size := utf8.DecodeRuneInString(s[i:])
		fmt.Fprintf(b, `<span class="unseen" lang="en" title="%s">U+%04X</span>`, unseenName(r), r)
		s = s[i+size:]
	}
}

// hidden reports whether a character shows nothing, or changes the order of its neighbours.
func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r == '\u2028', r == '\u2029', r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0', r == utf8.RuneError:
		return true
	case r == '\u3000', r == '\u00a0': // spaces that a reader sees as spaces
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

func unseenName(r rune) string {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return "a character that turns the direction of the text"
	case r >= 0x200b && r <= 0x200d, r == 0x2060, r == 0xfeff:
		return "an invisible character without width"
	case r == 0x00ad:
		return "a soft hyphen"
	}
	return "a character that is not shown"
}

// outside returns an address that may be a link: http or https, nothing else, else "".
func outside(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// site names the host of an address, for a link that needs no more room.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// tongue tells the language of a quote by its letters, for the lang attribute: enough to have it
// shown in the right font and read out by the right voice.
func tongue(s string) string {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "ja"
		case unicode.Is(unicode.Cyrillic, r):
			return "ru"
		}
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return "zh"
	}
	return "en"
}
