package query

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
)

// simplified returns the simplified form of a Chinese character, or the character itself.
func simplified(r rune) rune {
	if s, ok := simplifiedForms()[r]; ok {
		return s
	}
	return r
}

// simplifiedForms is made once, when the first Chinese character is met: the conversion of one
// character at a time, which keeps the length of texts. Conversions of whole phrases do not.
var simplifiedForms = sync.OnceValue(func() map[rune]rune {
	convert, err := opencc.New("t2s")
	if err != nil {
		panic("query: the embedded table of simplified characters: " + err.Error())
	}
	var all strings.Builder
	for _, span := range [...][2]rune{{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}} {
		for r := span[0]; r <= span[1]; r++ {
			all.WriteRune(r)
			all.WriteByte('\n') // no phrase goes over a line end
		}
	}
	out, err := convert.Convert(all.String())
	if err != nil {
		panic("query: simplified characters: " + err.Error())
	}
	forms := make(map[rune]rune)
	from, to := strings.Split(all.String(), "\n"), strings.Split(out, "\n")
	for i := range from {
		a, n := utf8.DecodeRuneInString(from[i])
		b, m := utf8.DecodeRuneInString(to[i])
		if n > 0 && m == len(to[i]) && a != b {
			forms[a] = b
		}
	}
	return forms
})
