package parse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
)

// abbreviations end in a dot that ends no sentence.
var abbreviations = setOf(`art arts no nos sec secs supp suppl pt pts para paras ch chs cl fn fig figs vol p pp ed eds
	dr mr mrs ms prof hon gen col sen rep gov lt sr jr st messrs
	inc ltd co corp llc plc bros cie s.a dept div assn univ govt
	fed reg stat pub exec u.s.c c.f.r f.r u.s u.k u.n e.u e.o o.j
	e.g i.e cf viz al seq etc vs v approx est incl excl resp
	a.m p.m jan feb mar apr jun jul aug sept sep oct nov dec
	abs nr bzw z.b vgl ggf usw ca lit m.w d.h sra exmo`)

// numbered abbreviations are only such before a number: "No. 4" but "He said no. Then".
var numbered = setOf("no nos art arts sec secs pt pts para paras ch fig figs p pp nr abs vol supp suppl n núm núms num г гг")

// starters open a sentence even after an abbreviation that may also end one, such as "U.S."
var starters = setOf("the this these those it its in on at a an however if when while under any all such he she they we there")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

const (
	hanStops = "。！？；"
	closers  = "”’」』）)】》〉\"'］]"
)

// sentencesOf cuts one line, text[start:end], into sentences.
func sentencesOf(text string, start, end int) []corpus.Range {
	var out []corpus.Range
	from := start
	add := func(to int) {
		s := text[from:to]
		lead := len(s) - len(strings.TrimLeft(s, " \t"))
		trail := len(s) - len(strings.TrimRight(s, " \t"))
		if lead < len(s) {
			out = append(out, corpus.Range{Start: from + lead, End: to - trail})
		}
		from = to
	}
	head := markerEnd(text[start:end]) + start
	for i := start; i < end; {
		r, w := utf8.DecodeRuneInString(text[i:end])
		i += w
		if !isStop(r) {
			continue
		}
		for i < end {
			next, w := utf8.DecodeRuneInString(text[i:end])
			if !isStop(next) && !strings.ContainsRune(closers, next) {
				break
			}
			i += w
		}
		if strings.ContainsRune(hanStops, r) || i > head && stopsLatin(text[start:end], i-start, r) {
			add(i)
		}
	}
	if from < end {
		add(end)
	}
	return out
}

func isStop(r rune) bool {
	return r == '.' || r == '!' || r == '?' || strings.ContainsRune(hanStops, r)
}

// markerEnd returns where the number at the head of a line ends: its dot ends no sentence.
func markerEnd(line string) int {
	if m, ok := readMarker(line); ok {
		return m.size
	}
	return 0
}

// stopsLatin decides whether the mark that ends at offset i of the line ends a sentence.
func stopsLatin(line string, i int, mark rune) bool {
	rest := line[i:]
	trimmed := strings.TrimLeft(rest, " \t")
	if trimmed == "" {
		return true
	}
	next, _ := utf8.DecodeRuneInString(trimmed)
	if len(trimmed) == len(rest) { // nothing between: "3.5", "e.g.,", but "end.商务部"
		return mark != '.' && unicode.Is(unicode.Han, next) && !(mark == '?' && brokenMarks(line, i))
	}
	if unicode.IsLower(next) || strings.ContainsRune(",;:)）", next) {
		return false
	}
	if mark != '.' {
		return true
	}
	before := strings.TrimRight(strings.TrimRight(line[:i], closers), ".")
	last, _ := utf8.DecodeLastRuneInString(before)
	word := lastWord(strings.TrimRight(before, closers+"."))
	low := strings.ToLower(word)
	switch {
	case word != "" && strings.ContainsRune(closers, last): // in a party ("A"). the dot is that of no abbreviation
		return true
	case numbered[low]:
		return !unicode.IsDigit(next) && !strings.ContainsRune("IVX№", next) && !numbered[strings.ToLower(firstWord(trimmed))]
	case word == "" && (listNumber(line[:i], next) || ordinalDay(line, i)):
		return false
	case abbreviations[low] || dotted(word) || len(word) == 1 && unicode.IsUpper(rune(word[0])) && !numeral(before, word):
		return (mayEnd(low) || initials(word)) && starters[strings.ToLower(firstWord(trimmed))]
	}
	return true
}

// brokenMarks reports whether the question mark that ends at offset i is what is left of the mark of a
// list whose character was lost on the way: a line has several, glued to what stands on both sides, and
// no word of a question before them.
func brokenMarks(line string, i int) bool {
	const several = 3
	before := line[:i-len("?")]
	for _, asks := range [...]string{"か", "吗", "嗎", "呢", "么", "麼", "吧", "何", "谁", "誰"} {
		if strings.HasSuffix(before, asks) {
			return false
		}
	}
	glued := 0
	for _, behind := range strings.Split(line, "?")[1:] {
		if next, _ := utf8.DecodeRuneInString(behind); unicode.In(next, unicode.Han, unicode.Katakana, unicode.Hiragana) {
			glued++
		}
	}
	return glued >= several
}

// listNumber reports whether the text ends in the number of an item inside a line: "附件：1. 甲 2. 乙"
func listNumber(before string, next rune) bool {
	s := strings.TrimRight(before, ".")
	t := strings.TrimRight(s, "0123456789")
	if n := len(s) - len(t); n == 0 || n > 2 {
		return false
	}
	return unicode.Is(unicode.Han, next) || hasAnySuffix(strings.TrimRight(t, " "), ":", "：", ";", "；", ",", "，", "、")
}

// ordinalDay reports whether the dot at the end of line[:i] makes a number an ordinal: "3. Dezember
// 2025", "die 27. Sitzung". A date that goes on behind the dot says so in any language; without one
// the German article or preposition before the number does.
func ordinalDay(line string, i int) bool {
	head := strings.TrimRight(line[:i], ".")
	before := strings.TrimRight(head, "0123456789")
	if n := len(head) - len(before); n == 0 || n > 4 {
		return false
	}
	from, to := max(0, i-40), min(len(line), i+40)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	for _, f := range dates.Find(line[from:to], "") {
		if from+f.Start < i && i < from+f.End {
			return true
		}
	}
	for _, f := range dates.FindPartial(line[from:to], "") {
		if from+f.Start < i && i < from+f.End && !englishMonths[strings.ToLower(firstWord(strings.TrimLeft(line[i:], " \u00a0")))] {
			return true
		}
	}
	return len(head)-len(before) <= 3 && germanArticles[strings.ToLower(lastWord(strings.TrimRight(before, " \u00a0")))]
}

// englishMonths are names of months that no language writes behind a number with a dot: "It had 22.
// May came."
var englishMonths = setOf("january february march may june july october december")

// germanArticles stand before an ordinal number; capitals behind it are nouns, not new sentences.
var germanArticles = setOf("der die das dem den des am zum zur vom im beim ein eine einen einem einer jeder jede jedes jeden jedem bis ab seit")

// mayEnd reports whether a sentence can end in the abbreviation: "in the U.S. The rule" has two
// sentences, "Dr. The" is a name.
func mayEnd(low string) bool {
	switch low {
	case "u.s", "u.k", "u.n", "e.u", "inc", "ltd", "co", "corp", "llc", "plc", "a.m", "p.m", "etc", "al", "seq", "stat", "u.s.c", "c.f.r":
		return true
	}
	return false
}

// dotted reports whether a word is an abbreviation by its dots: of the parts of one some is a letter, of
// those of an address none is.
func dotted(word string) bool {
	parts := strings.Split(word, ".")
	return len(parts) > 1 && slices.ContainsFunc(parts, func(p string) bool { return utf8.RuneCountInString(p) == 1 })
}

// initials reports whether a word is of three capitals or more, each with its dot: U.A.E. Of two it may be
// a person's.
func initials(word string) bool {
	parts := strings.Split(word, ".")
	return len(parts) > 2 && !slices.ContainsFunc(parts, func(p string) bool { return len(p) != 1 || p < "A" || p > "Z" })
}

// numeral reports whether the last word of a text goes on from a figure, as in Category 3A.
func numeral(text, word string) bool {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(text, word))
	return unicode.IsDigit(before)
}

// lastWord returns the letters and inner dots at the end of s.
func lastWord(s string) string {
	i := len(s)
	for i > 0 && len(s)-i < 24 { // no abbreviation is longer
		r, w := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && r != '.' {
			break
		}
		i -= w
	}
	return strings.Trim(s[i:], ".")
}

func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return s[:i]
		}
	}
	return s
}
