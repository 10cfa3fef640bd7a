package fedreg

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
)

// captions reads the preamble: what stands behind ACTION and DATES, up to the next caption.
func (r *reader) captions(from int) {
	for i := from; i < len(r.lines); i++ {
		l := r.text[r.lines[i].Start:r.lines[i].End]
		if !mayBeCaptioned(l) {
			continue
		}
		m := captioned.FindStringSubmatchIndex(l)
		if m == nil {
			continue
		}
		caption := l[m[2]:m[3]]
		at := corpus.Range{Start: r.lines[i].Start + m[1], End: r.lines[i].End}
		for i+1 < len(r.lines) && !(mayBeCaptioned(r.line(i+1)) && captioned.MatchString(r.line(i+1))) {
			i++
			at.End = r.lines[i].End
			if caption == "ACTION" && strings.TrimSpace(r.text[at.Start:at.End]) != "" {
				break // one line says it; what follows an unusual caption is not part of it
			}
		}
		at = trimmed(r.text, at)
		switch {
		case caption == "ACTION" && r.out.Action.Text == "":
			r.out.Action = Value{at, r.text[at.Start:at.End]}
		case strings.Contains(caption, "DATE"):
			if r.out.Dates.End == 0 {
				r.out.Dates = at
			}
			r.dates(at, caption)
		case caption == "SUPPLEMENTARY INFORMATION":
			return
		}
	}
}

// mayBeCaptioned tells most lines apart from those with a caption by their first letter.
func mayBeCaptioned(l string) bool {
	l = strings.TrimSpace(l)
	return l != "" && strings.IndexByte("ABCDEFS", l[0]) >= 0
}

func trimmed(text string, at corpus.Range) corpus.Range {
	s := text[at.Start:at.End]
	at.Start += leading(s)
	at.End = at.Start + len(strings.TrimSpace(s))
	return at
}

var (
	speaksOfEffect  = regexp.MustCompile(`(?i)\beffective\b|\btakes? effect\b|\benters? into force\b`)
	speaksOfComment = regexp.MustCompile(`(?i)\bcomments?\b`)
	// formerly stands before the day that a change of dates gives up.
	formerly = regexp.MustCompile(`(?i)(?:\bdate (?:is changed )?from|\bpublished(?: in the Federal Register)?(?: on)?|\bw(?:as|ere) to (?:be|become) effective(?: on)?|\bdated|\bissued(?: on)?)\s*$`)
	// receivedBy stands before the last day for comments, whatever else the sentence speaks of.
	receivedBy = regexp.MustCompile(`(?i)\b(?:received|submitted|postmarked|filed)\b[^.;]{0,60}$`)
	// sentenceEnd parts sentences; initials, "No." and months cut short end none.
	sentenceEnd = regexp.MustCompile(`[.;:]\s+(?:[A-Z(•]|$)|\n`)
)

// dates reads the dates of a DATES section, sentence by sentence.
func (r *reader) dates(at corpus.Range, caption string) {
	for _, s := range sentences(r.text, at) {
		words := r.text[s.Start:s.End]
		for _, f := range dates.Find(words, "en") {
			before := words[:f.Start]
			if f.Date.Precision() != corpus.ToDay || formerly.MatchString(before) {
				continue
			}
			effect, comment := nearest(before)
			effect = effect || !comment && (strings.HasPrefix(caption, "EFFECTIVE") || speaksOfEffect.MatchString(words) && !speaksOfComment.MatchString(words))
			comment = comment || !effect && (strings.HasPrefix(caption, "COMMENT") || speaksOfComment.MatchString(words) && !speaksOfEffect.MatchString(words))
			d := Day{corpus.Range{Start: s.Start + f.Start, End: s.Start + f.End}, f.Date}
			if effect {
				r.out.Effective = append(r.out.Effective, d)
			}
			if comment {
				r.out.Comment = append(r.out.Comment, d)
			}
		}
	}
}

// nearest tells which of the two a date is, by the last word before it that speaks of either.
func nearest(before string) (effect, comment bool) {
	if receivedBy.MatchString(before) {
		return false, true
	}
	last := func(re *regexp.Regexp) int {
		at := -1
		for _, m := range re.FindAllStringIndex(before, -1) {
			at = m[0]
		}
		return at
	}
	e, c := last(speaksOfEffect), last(speaksOfComment)
	return e > c, c > e
}

// sentences parts a section. A caption inside it ("Effective date: The rule …") stays with what
// follows it on its line.
func sentences(text string, at corpus.Range) []corpus.Range {
	var out []corpus.Range
	start := at.Start
	for _, m := range sentenceEnd.FindAllStringIndex(text[at.Start:at.End], -1) {
		end := at.Start + m[0] + 1
		if text[at.Start+m[0]] == ':' || abbreviated(text[start:end]) {
			continue
		}
		out = append(out, corpus.Range{Start: start, End: end})
		start = end
	}
	return append(out, corpus.Range{Start: start, End: at.End})
}

var abbreviation = regexp.MustCompile(`(?:^|[\s(])(?:[A-Z]|No|Nos|St|Dr|Mr|Ms|p\.m|a\.m|U\.S|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$`)

func abbreviated(s string) bool { return abbreviation.MatchString(s) }

// signatures reads the lines under the document: who signed when, and when it was filed.
func (r *reader) signatures() {
	for i := range r.lines {
		l := r.text[r.lines[i].Start:r.lines[i].End]
		if len(l) > 200 {
			continue
		}
		if m := fileLine.FindStringSubmatchIndex(l); m != nil {
			r.out.Document = r.value(i, m[2], m[3])
			if d, ok := filed(l[m[4]:m[5]], l[m[6]:m[7]], l[m[8]:m[9]]); ok {
				r.out.Filed = Day{r.value(i, m[4], m[9]).Range, d}
			}
			continue
		}
		if !signLine.MatchString(l) {
			continue
		}
		for _, f := range dates.Find(l, "en") {
			if f.Date.Precision() == corpus.ToDay {
				v := r.value(i, f.Start, f.End)
				r.out.Signed = append(r.out.Signed, Day{v.Range, f.Date})
				break
			}
		}
	}
}

// filed reads the month, day and year of a file line, as in 12-19-11.
func filed(month, day, year string) (corpus.Date, bool) {
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(day)
	y, errY := strconv.Atoi(year)
	if errM != nil || errD != nil || errY != nil {
		return corpus.Date{}, false
	}
	if y < 100 {
		y += 1900
		if y < 1970 {
			y += 100
		}
	}
	out := corpus.Day(y, m, d)
	return out, out.Valid()
}
