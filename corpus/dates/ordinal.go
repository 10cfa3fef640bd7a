package dates

import "strings"

// ordinals are days written as words: "this ninth day of October, 2025", "am ersten Januar 2026".
var ordinals = ordinalWords()

func ordinalWords() map[string]int {
	out := map[string]int{"primero": 1, "primeiro": 1, "premier": 1, "erster": 1, "ersten": 1}
	units := strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")
	for i, w := range units {
		out[w] = i + 1
		if i < 9 {
			out["twenty-"+w] = 21 + i
		}
	}
	out["thirtieth"], out["thirty-first"] = 30, 31
	return out
}

// wordFirst reads a date whose day is a word.
func (f *finder) wordFirst(i int) (Found, int, bool) {
	s := f.text[i:]
	end := 0
	for end < len(s) && end < 16 && (s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z' || s[end] == '-') {
		end++
	}
	if end < 5 { // the shortest is "first"
		return Found{}, 0, false
	}
	word := strings.ToLower(s[:end])
	if word == "twenty" || word == "thirty" { // twenty second
		more := end + 1
		for more < len(s) && s[more]|0x20 >= 'a' && s[more]|0x20 <= 'z' && more < end+10 {
			more++
		}
		if end < len(s) && s[end] == ' ' {
			word, end = word+"-"+strings.ToLower(s[end+1:more]), more
		}
	}
	day := ordinals[word]
	if day == 0 {
		return Found{}, 0, false
	}
	size := end + joiner(s[end:], "day of", "of", "de")
	size += blanks(s[size:])
	m, ok := f.monthAt(s[size:])
	if !ok || size == end {
		return Found{}, 0, false
	}
	size += m.size
	year, n := f.yearBehind(s[size:])
	if n == 0 {
		return Found{}, 0, false
	}
	return Found{Date: date(year, m.month, day), Ordinary: true}, i + size + n, true
}
