package parse

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// publishedOf decides the day of publication and where the text prints it. In order: the bracket
// under the title of a law, a line that is labelled as such (发文日期, Published), the markup, a line
// that is labelled as the date and no more, the date of the byline, the signature date at the end of
// a Chinese notice, the date that opens the text, what the listing said. Modified is another role
// and is never taken.
func publishedOf(p block.Page, lines []line, r dayReader, hints corpus.Hints) (corpus.Date, *corpus.Range) {
	if p.Official {
		if p.Published.IsZero() {
			p.Published = hints.Published
		}
		if p.Published.IsZero() {
			return p.Published, nil
		}
		return p.Published, printedAt(p.Published, lines, r)
	}
	if d, at := enacted(lines, r); at != nil {
		return d, at
	}
	if d, at := labelled(lines, r, publishedLabel); at != nil {
		return d, at
	}
	if !p.Published.IsZero() {
		return p.Published, printedAt(p.Published, lines, r)
	}
	if d, at := labelled(lines, r, datedLabel); at != nil {
		return d, at
	}
	if onlyRows(p.Blocks) { // the days in its cells are its data
		return hints.Published, nil
	}
	if d, at := byline(lines, r); at != nil {
		return d, at
	}
	if d, at := signature(lines, r); at != nil {
		return d, at
	}
	if d, at := dateline(lines, r); at != nil {
		return d, at
	}
	if !hints.Published.IsZero() {
		return hints.Published, printedAt(hints.Published, lines, r)
	}
	return corpus.Date{}, nil
}

var (
	enactedWords   = regexp.MustCompile(`(?i)发布|公布|令第|發布|公佈|promulgated|issued|published`)
	publishedLabel = regexp.MustCompile(`(?i)(发布日期|发布时间|发文日期|发文时间|成文日期|公布日期|公布时间|发稿时间|出版：|出版日期|發布日期|發布時間|發佈日期|發佈時間|published(?:\s+on|\s+at)?|date of publication|publication date|posted(?:\s+on)?|publié le|erstellt am|发布于|發布於|发表于|publicado(?:\s+el|\s+em)?|veröffentlicht(?:\s+am)?|дата (?:публикации|опубликования|размещения)|опубликовано|опубліковано|жарияланған күні|dipublikasikan|tanggal terbit|公開日|掲載日|公表日|등록일자?|게시일자?|วันที่(?:เผยแพร่|ประกาศ))\s*[:：]?\s*`)
	datedLabel     = regexp.MustCompile(`(?i)(?:\bdatum|\bdate|\bfecha|\bdata|\btanggal|дата|日期|日付|날짜)\s*[:：]\s*`)
	otherRole      = regexp.MustCompile(`(?i)(更新|修改|修订|生效|\b(?:made|laid before \w+)|coming into operation|assented|kemas ?kini(?: terakhir)?|соңғы жаңарту|实施|施行|截止|updated?|modified|amended|revised|effective|(?:with|in|into|takes?|taking) effect|commenc\w+|(?:^|[^-\w])operative|in(?:to)? force|applicable|appl(?:y|ies|ying)|application date|date of application|inkrafttreten|in kraft|en vigueur|en vigor|вступает в силу|発効|시행|實施|last reviewed|review|meeting|deadline|closing|due|expir\w*|valid|event|start|end|mis à jour|actualizado|atualizado|aktualisiert|stand)\s*(?:date|日期|时间|時間|日|일|on|at|le|el|em|am|by|from|until|to|:|：|\s)*$`)
)

// anotherDate names other dates before the word "date".
var anotherDate = regexp.MustCompile(`(?i)(effective|commencement|operative|application|force|applicable|updated?|modified|amended|revis\w*|review|expir\w*|due|closing|deadline|comments?|event|meeting|start|end|birth|delivery|validity|生效|实施|施行|截止|更新|修改)\s*$`)

// ofAnother reports whether a label that only says "date" belongs to another role.
func ofAnother(before string) bool {
	return anotherDate.MatchString(before[max(0, len(before)-40):])
}

// dayReader reads the days that a text prints.
type dayReader struct {
	lang   corpus.Lang
	latest corpus.Date // the day on which the text was fetched, or the next, which other zones had; zero: not known
}

// days finds the dates of a line but those from which something runs (自2024年12月1日起): such
// a day is a start, never the day of publication; those that end a range, the day on
// which an act was adopted, and days behind that of the fetch.
func (r dayReader) days(text string) []dates.Found {
	const near = 24 // bytes: a line may hold thousands of dates
	return slices.DeleteFunc(dates.Find(text, r.lang), func(f dates.Found) bool {
		if !r.latest.IsZero() && f.Date.After(r.latest) {
			return true
		}
		before := text[max(0, f.Start-near):f.Start]
		return strings.HasSuffix(strings.TrimRight(before, " "), "自") || rangeOf.MatchString(before) ||
			adoptedOn.MatchString(text[max(0, f.Start-6*near):f.Start]) || strings.HasPrefix(strings.TrimLeft(text[f.End:], " "), "起")
	})
}

// rangeOf is the first half of a range of days: "14. - 20. Januar 2022", "from 3 to 9 May 2021".
var rangeOf = regexp.MustCompile(`\d\.?\s*(?:[-–—]|to|bis|au|al|a)\s*$`)

// adoptedOn stands between the kind of an act and the day on which it was adopted: "Regulation (EC)
// No 6/2002 of". The day of adoption is another role.
var adoptedOn = regexp.MustCompile(`(?i)\b(?:regulation|directive|decision|law|council|parliament|verordnung|richtlinie|beschluss|rates|règlement|décision|conseil|reglamento|regolamento)\b[^.;]{0,80}\b(?:of|vom|du|del|di|de)\s*$` +
	`|(?:приказ|постановлени|распоряжени|указ|закон|решени|наказ|розпорядженн|постанов|рішенн)\p{L}*[^.;]{0,80}\s(?:от|від)\s*$|№\s*\S+\s+(?:от|від)\s*$`)

const (
	topLines = 12 // where a byline may stand
	endLines = 8  // where a signature may stand

	maxByline = 90 // characters of a line that is no running text
)

// onlyRows reports whether a document is tables and nothing beside them.
func onlyRows(blocks []block.Block) bool {
	return len(blocks) > 1 && !slices.ContainsFunc(blocks, func(b block.Block) bool { return b.Kind != block.Row })
}

// enacted finds the day in the bracket under a title: (1997年10月22日……令第234号发布). The page that
// reprints a law years later has a date of its own, which is not the law's.
func enacted(lines []line, r dayReader) (corpus.Date, *corpus.Range) {
	for _, l := range lines[:min(len(lines), 6)] {
		if len(l.Text) > 900 || !inBracket(l.Text) || !enactedWords.MatchString(l.Text) {
			continue
		}
		if f := r.days(l.Text); len(f) > 0 && f[0].Date.Precision() == corpus.ToDay {
			return f[0].Date, at(l, f[0].Start, f[0].End)
		}
	}
	return corpus.Date{}, nil
}

// inBracket reports whether a line stands in one bracket, from its first sign to its last. The bracket
// of an item, "(1) Licences issued before", closes before the text of the item.
func inBracket(s string) bool {
	depth := 0
	for i, r := range s {
		switch r {
		case '(', '（':
			depth++
		case ')', '）':
			depth--
		}
		if depth == 0 {
			return i > 0 && strings.TrimSpace(s[i+utf8.RuneLen(r):]) == ""
		}
	}
	return false
}

// labelled finds a date that directly follows a label, near the top or the end. The day on which an act was
// written gives way to the one on which it was published.
func labelled(lines []line, r dayReader, label *regexp.Regexp) (corpus.Date, *corpus.Range) {
	var written corpus.Date
	var writtenAt *corpus.Range
	for i, l := range lines {
		if i >= topLines && i < len(lines)-endLines || len(l.Text) > 600 {
			continue
		}
		for _, m := range label.FindAllStringIndex(l.Text, 3) {
			if ofAnother(l.Text[:m[0]]) || !labels(l.Text, m[0], m[1]) {
				continue
			}
			for _, f := range r.days(l.Text[m[1]:]) {
				if f.Start > 3 || f.Date.Precision() != corpus.ToDay {
					break
				}
				day, where := f.Date, at(l, m[1]+f.Start, m[1]+f.End)
				if !strings.HasPrefix(l.Text[m[0]:], "成文") {
					return day, where
				}
				if writtenAt == nil {
					written, writtenAt = day, where
				}
				break
			}
		}
	}
	return written, writtenAt
}

// labels reports whether the words at start to end of a line are a label and no part of a running
// sentence ("The proposed rule published on March 3, 2025 drew comments", which tells the day of
// another act): they open the line, follow a separator, end in a colon, or the line is short and ends no
// sentence.
func labels(line string, start, end int) bool {
	before := strings.TrimRight(line[:start], "([（【〔")
	return !strings.ContainsFunc(before, wordSign) || separated.MatchString(before) ||
		hasAnySuffix(strings.TrimSpace(line[start:end]), ":", "：") ||
		utf8.RuneCountInString(line) < maxByline && !endsSentence(line)
}

func wordSign(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// separated ends in what parts the fields of a line.
var separated = regexp.MustCompile(`(?:[|｜·•；\t\x{3000}]\s*|[\s\x{a0}]{2,})$`)

// byline finds the date of a short line near the top, unless it has another role. Once running text
// has begun, a short line with a date is a heading or a note of it.
func byline(lines []line, r dayReader) (corpus.Date, *corpus.Range) {
	running := 0
	for _, l := range lines[:min(len(lines), topLines)] {
		size := utf8.RuneCountInString(l.Text)
		if m, ok := readMarker(l.Text); ok && m.root() || running > 2 {
			break
		}
		if endsSentence(l.Text) && len(l.Text) > 160 {
			running++
		}
		if size > maxByline || isItem(l.Text) || hasAnyPrefix(l.Text, "[", "(", "（") && hasAnySuffix(l.Text, "]", ")", "）") {
			continue
		}
		for _, f := range r.days(l.Text) {
			rest := size - utf8.RuneCountInString(l.Text[f.Start:f.End])
			if f.Date.Precision() != corpus.ToDay || otherRole.MatchString(l.Text[:f.Start]) || rest > 60 || endsSentence(l.Text) && rest > 15 {
				continue
			}
			return f.Date, at(l, f.Start, f.End)
		}
	}
	return corpus.Date{}, nil
}

// isItem reports whether a line opens with an item's marker in brackets: (1), (a), （一）.
func isItem(line string) bool { return hasAnyPrefix(line, "(", "（") && len(readParen(line)) > 0 }

// dateline finds the date that opens the text, set off from it: "(18.01.2018) Farmers", "27.1.2022 –
// At the". A date that begins a sentence is that of an event.
func dateline(lines []line, r dayReader) (corpus.Date, *corpus.Range) {
	for _, l := range lines[:min(len(lines), 6)] {
		head := l.Text[:min(len(l.Text), 60)]
		found := r.days(head)
		if len(found) == 0 || found[0].Start > 1 || found[0].Date.Precision() != corpus.ToDay {
			continue
		}
		rest := strings.TrimLeft(l.Text[found[0].End:], " ")
		if found[0].Start == 1 && hasAnyPrefix(rest, ")", "]", "）") || hasAnyPrefix(rest, "-", "–", "—", "|", "•", "„", "/") {
			return found[0].Date, at(l, found[0].Start, found[0].End)
		}
	}
	return corpus.Date{}, nil
}

// signature finds the date that stands alone on a line at the end, as authorities sign.
func signature(lines []line, r dayReader) (corpus.Date, *corpus.Range) {
	for i := len(lines) - 1; i >= max(0, len(lines)-endLines); i-- {
		l := lines[i]
		found := r.days(l.Text)
		if len(found) == 1 && utf8.RuneCountInString(l.Text) <= utf8.RuneCountInString(l.Text[found[0].Start:found[0].End])+12 &&
			found[0].Date.Precision() == corpus.ToDay && !otherRole.MatchString(l.Text[:found[0].Start]) && !endsSentence(l.Text) {
			return found[0].Date, at(l, found[0].Start, found[0].End)
		}
	}
	return corpus.Date{}, nil
}

// printedAt finds where the text prints a date that the markup gave, so that it can be quoted.
func printedAt(d corpus.Date, lines []line, r dayReader) *corpus.Range {
	for i, l := range lines {
		if i >= topLines && i < len(lines)-endLines || len(l.Text) > 2000 {
			continue
		}
		for _, f := range r.days(l.Text) {
			short := utf8.RuneCountInString(l.Text) < 90
			if f.Date == d && short && !otherRole.MatchString(l.Text[:f.Start]) {
				return at(l, f.Start, f.End)
			}
		}
	}
	return nil
}

func at(l line, start, end int) *corpus.Range {
	return &corpus.Range{Start: l.start + start, End: l.start + end}
}

// civilDate reads a date out of markup. An instant in UTC is brought to the publisher's zone where
// that is known: 16:30 UTC is tomorrow in Beijing. Any other instant keeps the day it prints.
func civilDate(s, zone string) (corpus.Date, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.000Z0700", "2006-01-02T15:04:05Z0700"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if _, offset := t.Zone(); offset == 0 && zone != "" {
			if loc, err := time.LoadLocation(zone); err == nil {
				t = t.In(loc)
			}
		}
		d := corpus.DateOf(t)
		return d, d.Valid()
	}
	return dates.Read(s)
}
