package word

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// fieldStack keeps fields apart from their results: the code of a field is not shown, its result is.
type fieldStack struct {
	out  strings.Builder
	open []field
}

type field struct {
	code   []byte
	result bool // past the separator
	start  int  // of the result in the text
}

const maxFields = 64 // inside each other

func (s *fieldStack) write(text string) {
	for i := range s.open {
		if f := &s.open[len(s.open)-1-i]; !f.result {
			f.code = append(f.code, text...)
			return
		}
	}
	s.out.WriteString(text)
}

func (s *fieldStack) begin() {
	if len(s.open) < maxFields {
		s.open = append(s.open, field{})
	}
}

func (s *fieldStack) separate() {
	if n := len(s.open); n > 0 {
		s.open[n-1].result, s.open[n-1].start = true, s.out.Len()
	}
}

// end closes the innermost field.
func (s *fieldStack) end(o *output) {
	n := len(s.open)
	if n == 0 {
		return
	}
	f := s.open[n-1]
	code := string(f.code)
	result := ""
	if f.result && f.start <= s.out.Len() {
		result = s.out.String()[f.start:]
	}
	s.open = s.open[:n-1]
	if address, ok := hyperlink(code); ok {
		o.link(address, result)
	}
	if !f.result {
		s.write(fieldWithoutResult(code, o))
	}
}

// text ends what is still open: a result that goes on in the next paragraph stays text, a code that
// does is none.
func (s *fieldStack) text(o *output) string {
	for _, f := range s.open {
		if address, ok := hyperlink(string(f.code)); ok && f.result {
			o.link(address, "")
		}
	}
	return s.out.String()
}

var hyperlinkCode = regexp.MustCompile(`^\s*HYPERLINK\s+["“”]?([^"“”\s]+)`)

func hyperlink(code string) (string, bool) {
	m := hyperlinkCode.FindStringSubmatch(code)
	if m == nil {
		return "", false
	}
	return m[1], true
}

var fontSwitch = regexp.MustCompile(`\\f\s+"?([^"]+)`)

// encircled is how Chinese writers make a number in a circle: EQ \o\ac(○,11).
var encircled = regexp.MustCompile(`(?i)^\s*EQ\s+\\o(?:\s*\\a[clr])?\s*\(\s*[○〇◯]\s*[,，;；]\s*([0-9]{1,2})\s*\)`)

// fieldWithoutResult shows the fields that are drawn from their code.
func fieldWithoutResult(code string, o *output) string {
	name, rest, _ := strings.Cut(strings.TrimSpace(code), " ")
	switch strings.ToUpper(name) {
	case "EQ":
		if m := encircled.FindStringSubmatch(code); m != nil {
			if n, err := strconv.Atoi(m[1]); err == nil {
				return office.Numeral(n, "decimalEnclosedCircle")
			}
		}
		o.Warn("a formula field could not be drawn and is missing: %.60q", strings.TrimSpace(code))
	case "SYMBOL":
		word, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		font := ""
		if m := fontSwitch.FindStringSubmatch(rest); m != nil {
			font = m[1]
		}
		if n, err := strconv.ParseInt(word, 0, 32); err == nil {
			return symbolOf(font, int(n))
		}
	}
	return ""
}
