package fedreg

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Value is one thing that a document prints, as printed, and where.
type Value struct {
	corpus.Range
	Text string
}

// CFRPart is a part of the Code of Federal Regulations that the document concerns.
type CFRPart struct {
	corpus.Range
	Title string // such as "15"
	Part  string // such as "744"
}

// Day is a date and the words that print it.
type Day struct {
	corpus.Range
	Date corpus.Date
}

// Notice is what the fixed places of a document say. All ranges are bytes of the text that was read.
type Notice struct {
	Agencies  []Value   // the headings in capitals, as printed
	Parts     []CFRPart // of the headings
	Dockets   []Value   // numbers without the word "Docket"
	RINs      []Value   // regulation identifier numbers, such as 0694-AJ71
	Subject   Value
	Action    Value // such as "Final rule."
	Dates     corpus.Range
	Effective []Day   // in sentences of DATES that speak of effect
	Comment   []Day   // in sentences of DATES that speak of comments
	Signed    []Day   // of the lines "Dated: …"
	Filed     Day     // of the line "[FR Doc. … Filed …]"
	Document  Value   // the number in that line
	Amended   []Value // sections such as 744.11 that the document amends, each once
}

// Read reads a document of which each line of text is one block. It reports false where the text
// has not the form of a Federal Register document.
func Read(text string) (Notice, bool) {
	r := &reader{text: text, amending: map[int]bool{}}
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		r.lines = append(r.lines, corpus.Range{Start: start, End: end})
		start = end + 1
	}
	body := r.headings()
	if len(r.out.Agencies) == 0 || len(r.out.Parts)+len(r.out.Dockets)+len(r.out.RINs) == 0 && body == len(r.lines) {
		return Notice{}, false
	}
	r.captions(body)
	r.signatures()
	r.amendments(body)
	return r.out, true
}

type reader struct {
	text     string
	lines    []corpus.Range
	amending map[int]bool // whether a line amends, by its number, as far as it was asked
	out      Notice
}

func (r *reader) line(i int) string {
	return strings.TrimSpace(r.text[r.lines[i].Start:r.lines[i].End])
}

// value is the part of a line that a match of an expression covers.
func (r *reader) value(i, start, end int) Value {
	at := r.lines[i].Start + start
	return Value{corpus.Range{Start: at, End: at + end - start}, r.text[at : at+end-start]}
}

// mostHeadings is how many lines the headings of a joint rule may take.
const mostHeadings = 90

var (
	cfrLine   = regexp.MustCompile(`^\s*(\d{1,2}) CFR (?:Parts?|Chapters?|Ch\.)\s+(.*)$`)
	partNo    = regexp.MustCompile(`\b\d{1,4}[a-z]?\b`)
	docketAt  = regexp.MustCompile(`(?i)\bdockets?(?:\s+(?:nos?\.?|numbers?|id(?:s|\s+nos?\.?)?))?[:.]?\s+`)
	docketNo  = regexp.MustCompile(`\b[A-Z0-9][A-Z0-9.]*(?:[-–][A-Z0-9.]+)*\b`)
	rinNo     = regexp.MustCompile(`\b\d{4}[-–][A-Z]{2}[-–]?\d{2}\b`)
	rinLine   = regexp.MustCompile(`^\s*\[?RINs?:?\s`)
	fileLine  = regexp.MustCompile(`^\s*\[?FR Doc\.? ?([\w–-]+)\s+Filed\s+(\d{1,2})[-–](\d{1,2})[-–](\d{2,4})`)
	signLine  = regexp.MustCompile(`^\s*(?:(?:Dated|Signed|Issued)(?:\s+(?:at|in)\s[^:]{0,60}?)?(?:\s+(?:on|this))?[:,]?\s+\D{0,40}\d|By (?:order of )?the [A-Z][^.;]{0,120}?(?:, |\s+on )[A-Z][a-z]+ \d)`)
	captioned = regexp.MustCompile(`^\s*(AGENCY|AGENCIES|ACTION|SUMMARY|DATES?|EFFECTIVE DATES?|COMPLIANCE DATES?|COMMENT DATES?|ADDRESS(?:ES)?|FOR FURTHER INFORMATION(?: CONTACT)?|SUPPLEMENTARY INFORMATION|BILLING CODE)\s*:\s*`)
)

// headings reads the lines above the first caption and returns the index of the line after them.
func (r *reader) headings() int {
	subject := -1
	for i := range r.lines[:min(len(r.lines), mostHeadings)] {
		l := r.line(i)
		switch {
		case captioned.MatchString(l), strings.EqualFold(l, "Correction"), strings.EqualFold(l, "Corrections"):
			r.subject(subject)
			return i
		case l == "":
		case cfrLine.MatchString(l):
			r.parts(i)
		case rinLine.MatchString(l) || strings.HasPrefix(l, "["):
			r.numbers(i)
		case capitals(l):
			r.out.Agencies = append(r.out.Agencies, r.whole(i))
		case len(r.out.Agencies) == 0:
			return len(r.lines) // no document of the Register begins so
		default:
			subject = i
		}
	}
	return len(r.lines)
}

// subject keeps the last line of the headings that is no agency and no number.
func (r *reader) subject(i int) {
	if i >= 0 {
		r.out.Subject = r.whole(i)
	}
}

// whole is a line without the blanks around it.
func (r *reader) whole(i int) Value {
	at := trimmed(r.text, r.lines[i])
	return Value{at, r.text[at.Start:at.End]}
}

func leading(l string) int { return len(l) - len(strings.TrimLeftFunc(l, unicode.IsSpace)) }

// capitals reports whether a line is set in capitals, as names of agencies are.
func capitals(l string) bool {
	upper := 0
	for _, c := range l {
		switch {
		case unicode.IsLower(c) || unicode.IsDigit(c):
			return false
		case unicode.IsUpper(c):
			upper++
		}
	}
	return upper > 3
}

// parts reads "15 CFR Parts 740 and 744".
func (r *reader) parts(i int) {
	l := r.text[r.lines[i].Start:r.lines[i].End]
	m := cfrLine.FindStringSubmatchIndex(l)
	if strings.Contains(l[:m[4]], "Ch") { // a chapter is no part
		return
	}
	for _, p := range partNo.FindAllStringIndex(l[m[4]:m[5]], -1) {
		v := r.value(i, m[4]+p[0], m[4]+p[1])
		r.out.Parts = append(r.out.Parts, CFRPart{v.Range, l[m[2]:m[3]], v.Text})
	}
}

// numbers reads dockets and regulation identifiers of one line.
func (r *reader) numbers(i int) {
	l := r.text[r.lines[i].Start:r.lines[i].End]
	for _, m := range rinNo.FindAllStringIndex(l, -1) {
		r.out.RINs = append(r.out.RINs, r.value(i, m[0], m[1]))
	}
	m := docketAt.FindStringIndex(l)
	if m == nil {
		return
	}
	rest := l[m[1]:]
	if at := strings.Index(rest, "RIN"); at >= 0 {
		rest = rest[:at]
	}
	for _, d := range docketNo.FindAllStringIndex(rest, -1) {
		if strings.ContainsAny(rest[d[0]:d[1]], "0123456789") {
			r.out.Dockets = append(r.out.Dockets, r.value(i, m[1]+d[0], m[1]+d[1]))
		}
	}
}
