package lexicon

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

// symbols in a chemical context: a list of symbols, a symbol in brackets behind its name, a
// compound such as GaAs or InP is not taken apart here.
var symbolList = regexp.MustCompile(`\(\s*([A-Z][a-z]?)\s*\)|（\s*([A-Z][a-z]?)\s*）|\b([A-Z][a-z]?)((?:\s*[,、/]\s*|\s+and\s+|\s+or\s+)[A-Z][a-z]?\b){2,}`)

var symbolWord = regexp.MustCompile(`\b[A-Z][a-z]?\b`)

func (l *Lexicon) symbolsIn(text string) []Match {
	if !l.mayHoldSymbols(text) {
		return nil
	}
	return l.symbolsListed(text)
}

func (l *Lexicon) symbolsListed(text string) []Match {
	var out []Match
	for _, m := range symbolList.FindAllStringIndex(text, -1) {
		if !inBrackets(text, m) && !l.allSymbols(text[m[0]:m[1]], text[m[1]:]) {
			continue
		}
		for _, s := range symbolWord.FindAllStringIndex(text[m[0]:m[1]], -1) {
			start, end := m[0]+s[0], m[0]+s[1]
			symbol, ok := l.symbols[text[start:end]]
			if !ok || inBrackets(text, m) && !l.namedBefore(text, m[0], symbol) {
				continue
			}
			out = append(out, Match{start, end, Term{Kind: KindMaterial, Code: string(symbol)}})
		}
	}
	return out
}

// mayHoldSymbols reports whether a symbol stands in brackets behind its name, or three of them in a list:
// without these nothing that symbolList matches is a symbol.
func (l *Lexicon) mayHoldSymbols(text string) bool {
	words, last := 0, -1 // of the list at hand, and where its last one ends
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 'A' || c > 'Z' || i > 0 && wordByte(text[i-1]) {
			continue
		}
		end := i + 1
		if end < len(text) && 'a' <= text[end] && text[end] <= 'z' {
			end++
		}
		if end < len(text) && wordByte(text[end]) {
			continue
		}
		symbol, ok := l.symbols[text[i:end]]
		if !ok {
			continue
		}
		if last < 0 || !listing(text[last:i]) {
			words = 0
		}
		if words, last = words+1, end; words == 3 || l.bracketed(text, i, end, symbol) {
			return true
		}
	}
	return false
}

const blanks = " \t\n\f\r"

// listing reports whether what stands between two words joins them to a list.
func listing(between string) bool {
	switch strings.Trim(between, blanks) {
	case ",", "、", "/", "and", "or":
		return true
	}
	return false
}

// bracketed reports whether the symbol text[start:end] stands alone between brackets, behind its name.
func (l *Lexicon) bracketed(text string, start, end int, symbol kb.Material) bool {
	before, after := strings.TrimRight(text[:start], blanks), strings.TrimLeft(text[end:], blanks)
	for _, b := range [...][2]string{{"(", ")"}, {"（", "）"}} {
		if strings.HasSuffix(before, b[0]) && strings.HasPrefix(after, b[1]) {
			return l.namedBefore(text, len(before)-len(b[0]), symbol)
		}
	}
	return false
}

func wordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '_'
}

// allSymbols reports whether a list holds symbols of elements alone, and names no axes: X/Y/Z and
// U, V and W may move a table.
func (l *Lexicon) allSymbols(list, after string) bool {
	if axes.MatchString(after[:min(len(after), 40)]) {
		return false
	}
	for _, w := range symbolWord.FindAllString(list, -1) {
		if _, ok := l.symbols[w]; !ok {
			return false
		}
	}
	return true
}

var axes = regexp.MustCompile(`(?i)^\s*(?:[\p{Han}\d]{0,3}(?:轴|坐标)|[- ]?(?:linear |rotary )?ax[ie]s\b|[- ]?(?:directions?|coordinates?)\b)`)

func inBrackets(text string, m []int) bool {
	return text[m[0]] == '(' || strings.HasPrefix(text[m[0]:], "（")
}

// namedBefore reports whether the element's name stands before the bracket: "dysprosium (Dy)".
func (l *Lexicon) namedBefore(text string, at int, m kb.Material) bool {
	head := strings.ToLower(strings.TrimSpace(text[max(0, at-40):at]))
	for _, n := range l.names[KindMaterial][string(m)] {
		if strings.HasSuffix(head, strings.ToLower(n)) {
			return true
		}
	}
	return false
}
