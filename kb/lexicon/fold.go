package lexicon

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
	"golang.org/x/text/width"
)

// folder makes the copy on which names are found: lower case, half width, simplified characters,
// curly apostrophes straight, blanks as blanks.
type folder struct {
	// simple is traditional → simplified, where one character becomes one, counted from firstHan; zero
	// where a character stays.
	simple []rune
}

// firstHan and lastHan bound the common block of Chinese characters.
const firstHan, lastHan = 0x4e00, 0x9fff

// newFolder takes the traditional characters of the common block from OpenCC's table, once.
func newFolder() (folder, error) {
	cc, err := opencc.New("t2s")
	if err != nil {
		return folder{}, fmt.Errorf("read the table of traditional characters: %w", err)
	}
	f := folder{simple: make([]rune, lastHan-firstHan+1)}
	for r := rune(firstHan); r <= lastHan; r++ {
		s, err := cc.Convert(string(r))
		if err != nil {
			return folder{}, fmt.Errorf("simplify %c: %w", r, err)
		}
		if to := []rune(s); len(to) == 1 && to[0] != r {
			f.simple[r-firstHan] = to[0]
		}
	}
	return f, nil
}

// folded is a folded text; at maps each of its byte offsets, the end included, to the original's. It
// is nil where they are the same.
type folded struct {
	text string
	at   []int
}

// original returns the original's offset of an offset into the folded text.
func (f folded) original(at int) int {
	if f.at == nil {
		return at
	}
	return f.at[at]
}

func (f folder) text(s string) folded {
	if ascii(s) {
		return folded{text: strings.ToLower(s)}
	}
	var b strings.Builder
	b.Grow(len(s))
	same := true
	for i, r := range s {
		same = same && b.Len() == i
		b.WriteRune(f.rune(r))
	}
	if same && b.Len() == len(s) {
		return folded{text: taiwanese(s, b.String())}
	}
	at := make([]int, 0, b.Len()+1)
	for i, r := range s {
		for range utf8.RuneLen(f.rune(r)) {
			at = append(at, i)
		}
	}
	return folded{taiwanese(s, b.String()), append(at, len(s))}
}

func (f folder) word(s string) string { return f.text(s).text }

func (f folder) rune(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	switch r {
	case '’', '‘':
		return '\''
	case '\u00a0', '\u2009', '\u3000':
		return ' '
	case '‐', '‑', '–':
		return '-'
	}
	if firstHan <= r && r <= lastHan {
		return f.simplified(r)
	}
	if n := width.LookupRune(r).Narrow(); n != 0 {
		r = n
	}
	return unicode.ToLower(r)
}

// simplified is the simplified form of a character of the common block.
func (f folder) simplified(r rune) rune {
	if s := f.simple[r-firstHan]; s != 0 {
		return s
	}
	return r
}

// Simplified returns the text with traditional Chinese characters made simplified and nothing else
// changed. It is as long as the text, byte for byte, so that what is found in it lies at the same
// place in the text.
func (l *Lexicon) Simplified(text string) string {
	if ascii(text) {
		return text
	}
	simple := strings.Map(func(r rune) rune {
		if r < firstHan || r > lastHan { // where the table has nothing
			return r
		}
		if s := l.fold.simplified(r); utf8.RuneLen(s) == utf8.RuneLen(r) {
			return s
		}
		return r
	}, text)
	return taiwanese(text, simple)
}

// taiwanese puts the mainland's words for the few technical terms that Taiwan names otherwise, each as
// long as the other, into the simplified copy of a text that is printed in traditional characters.
func taiwanese(text, simple string) string {
	if text == simple {
		return simple
	}
	return taiwanWords.Replace(simple)
}

var taiwanWords = strings.NewReplacer("奈米", "纳米", "晶片", "芯片", "人工智慧", "人工智能", "记忆体", "存储器", "软体", "软件", "硬体", "硬件", "雷射", "激光", "程式", "程序", "矽", "硅")
