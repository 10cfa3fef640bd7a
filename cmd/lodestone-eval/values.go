package main

import (
	"regexp"
	"strings"
	"unicode"
)

// Labels and facts print the same value in different ways. Here is what counts as the same; it
// judges answers and finds none.

var (
	noise     = regexp.MustCompile(`[\s\p{Z}《》〔〕\[\]（）().,，、·"“”]`)
	codeNoise = regexp.MustCompile(`[\s\p{Z}.．-]`)
	aNumber   = regexp.MustCompile(`\p{Nd}+(?:\.\p{Nd}+)?`)
	grouped   = regexp.MustCompile(`\p{Nd}[\p{Nd},，]*(?:\.\p{Nd}+)?`)
	aYear     = regexp.MustCompile(`20\d\d`)
	serial    = regexp.MustCompile(`第[\s\p{Z}]*([一二三四五六七八九十\d]+)[\s\p{Z}]*[号號]|No\.?\s*(\d+)|(\d+)\s*[号號]`)
	countZH   = regexp.MustCompile(`天|日|个月|年|项|家`)
)

// countWords mark a label as a duration, a year or a count of items, which are no thresholds.
var countWords = setOf("day", "days", "month", "months", "year", "years", "item", "items", "kind", "kinds", "companies", "entities", "before", "since")

// squash removes blanks, brackets, quotes and stops, and case.
func squash(s string) string { return strings.ToLower(noise.ReplaceAllString(s, "")) }

// code removes blanks, dots and hyphens, and case.
func code(s string) string { return strings.ToUpper(codeNoise.ReplaceAllString(s, "")) }

// numbers are the numbers printed in a text, without separators of thousands and trailing zeros.
func numbers(s string) set {
	out := make(set)
	for _, n := range aNumber.FindAllString(joined(s), -1) {
		if strings.Contains(n, ".") {
			n = strings.TrimRight(strings.TrimRight(n, "0"), ".")
		}
		out[n] = true
	}
	return out
}

// joined removes what separates thousands: a comma or a blank between a digit and three digits.
func joined(s string) string {
	in, out := []rune(s), make([]rune, 0, len(s))
	for i, r := range in {
		comma := r == ',' || r == '，' || unicode.IsSpace(r)
		if comma && i > 0 && i+3 < len(in) && unicode.IsDigit(in[i-1]) &&
			unicode.IsDigit(in[i+1]) && unicode.IsDigit(in[i+2]) && unicode.IsDigit(in[i+3]) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// firstNumber is the number a label begins with: the limit itself.
func firstNumber(s string) set { return numbers(grouped.FindString(s)) }

// besides are all numbers in the labels of thresholds: units, second limits, lengths of time.
// Finding them is neither right nor wrong.
func besides(labels []string) set {
	out := make(set)
	for _, l := range labels {
		out = union(out, numbers(l))
	}
	return out
}

// count reports whether a label of a threshold is a duration, a year or a count of items.
func count(s string) bool {
	if countZH.MatchString(s) {
		return true
	}
	for _, at := range word.FindAllStringIndex(s, -1) {
		if countWords[strings.ToLower(s[at[0]:at[1]])] && (at[0] == 0 || s[at[0]-1] != '/') {
			return true
		}
	}
	return false
}

// numberKey is a document's number by its year and serial, or else as printed.
func numberKey(s string) string {
	year, m := aYear.FindString(s), serial.FindStringSubmatch(s)
	if year == "" || m == nil {
		return squash(s)
	}
	return year + "#" + strings.ReplaceAll(m[1]+m[2]+m[3], "一", "1")
}
