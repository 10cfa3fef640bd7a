package fedreg

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	// listOfSubjects and the words below it open the regulatory text.
	opensText = regexp.MustCompile(`^\s*(?:Lists? of Subjects\b|Authority and Issuance\b|For the reasons (?:set (?:forth|out)|stated|discussed)|Accordingly,|PART \d+[—–-]|Text of Final Rule|Regulatory Text)`)
	// sectionHead is a section of the regulation as it is to read: § 744.11 alone or with its heading.
	sectionHead = regexp.MustCompile(`^\s*§+\s*(\d{1,4}[a-z]?\.\d+[a-z]?(?:-\d+)?)(?:\s*$|\s+[A-Z\[“])`)
	// contents is a row of the table of contents of a part that is set out in full.
	contents = regexp.MustCompile(`^\s*(\d{1,4}\.\d+[a-z]?(?:-\d+)?)\s+[A-Z\[]`)
	// contentsRow is the number of a row whose heading stands on the next line.
	contentsRow = regexp.MustCompile(`^\s*(\d{1,4}\.\d+[a-z]?(?:-\d+)?)\s*$`)
	// analysis opens the part of the preamble that goes through what is amended, section by section, and
	// analysed is a heading in it.
	analysis = regexp.MustCompile(`(?i)^\s*(?:[IVX]+\.\s*|[A-Z]\.\s*)?Section[- ]by[- ]Section\b`)
	analysed = regexp.MustCompile(`^\s*(?:Section|§)\s+(\d{1,4}[a-z]?\.\d+[a-z]?(?:-\d+)?)(?:\s*$|[—–-]?\s*[A-Z“])`)
	// amends is what an instruction does, as its first word or, from the word with which it begins, in
	// its midst; it names the sections in the same sentence.
	amends       = regexp.MustCompile(`(?i)^\s*(?:■\s*)?\w+\s*\.\s+(?:[Ii]n (?:newly |paragraph|§|section|appendix)[^.;]{0,120},\s*)?(?:amend|revis|add|remov|redesignat|correct|reserv|suspend|delet|transfer|effective)`)
	amendsAt     = regexp.MustCompile(`(?i)\A(?:(?:is|are) (?:further |newly )?(?:amended|revised|added|removed|redesignated|corrected|reserved|suspended|deleted|transferred)|by (?:amending|revising|adding|removing|redesignating|correcting|deleting)|read as follows)\b`)
	section      = regexp.MustCompile(`(?:§+\s*|\b[Ss]ections?\s+|(?:,|and|or|through)\s+)(\d{1,4}[a-z]?\.\d+[a-z]?(?:-\d+)?)\b`)
	amendmentsTo = regexp.MustCompile(`(?i)\bamendments? to §`)
	// moved tells of the amendments of an earlier rule, of which only the day is changed.
	moved = regexp.MustCompile(`(?i)\b(?:chang|delay|postpon|extend|correct|defer)(?:s|es|ed|ing)? the (?:effective|compliance|mandatory) date\b[^.]*\bamendments? to §`)
	// step is the number of an amendatory instruction.
	step = regexp.MustCompile(`^\s*(?:■\s*)?(\d{1,3})\s*\.\s`)
	// supplement is where an instruction turns from sections to the commentary on them.
	supplement = regexp.MustCompile(`(?i)\b(?:supplement|appendix|under (?:the (?:sub)?heading )?section)\b`)
)

// amendments reads the regulatory text: the sections that instructions name, that are set out under
// a heading of their own, or that the contents of a new part list.
func (r *reader) amendments(from int) {
	seen := map[string]bool{}
	add := func(i, start, end int) {
		v := r.value(i, start, end)
		if !seen[v.Text] && r.concerns(v.Text) {
			seen[v.Text] = true
			r.out.Amended = append(r.out.Amended, v)
		}
	}
	for i := range r.lines { // "The amendments to § 744.11 are effective …"
		if l := r.text[r.lines[i].Start:r.lines[i].End]; r.out.Dates.Start <= r.lines[i].Start && r.lines[i].End <= r.out.Dates.End && amendmentsTo.MatchString(l) && !moved.MatchString(l) {
			r.instructed(i, l, add)
		}
	}
	if !r.complete(from) {
		r.analysed(from, add)
	}
	open, comment := false, false
	for i := from; i < len(r.lines); i++ {
		l := r.text[r.lines[i].Start:r.lines[i].End]
		open = open || opens(l)
		var head []int
		if begins := strings.TrimSpace(l); strings.HasPrefix(begins, "§") {
			head = sectionHead.FindStringSubmatchIndex(l)
			comment = comment && head == nil
		} else if strings.HasPrefix(begins, "PART ") {
			comment = false
		} else if commentary := "SUPPLEMENT I TO PART"; len(begins) >= len(commentary) && strings.EqualFold(begins[:len(commentary)], commentary) {
			comment = true // what follows is commentary, whose numbers are no instructions
		}
		if m := head; m != nil && len(l) < 200 && (open || i > len(r.lines)/2) {
			add(i, m[2], m[3])
			continue
		}
		if !open || comment {
			continue
		}
		if m := contents.FindStringSubmatchIndex(l); m != nil && len(l) < 200 {
			add(i, m[2], m[3])
			continue
		}
		if m := contentsRow.FindStringSubmatchIndex(l); m != nil && i+1 < len(r.lines) && headed(r.text[r.lines[i+1].Start:r.lines[i+1].End]) {
			add(i, m[2], m[3])
			continue
		}
		if numbered(l) && r.amends(i) {
			r.instructed(i, l, add)
		}
	}
}

// amends reports whether a line is an instruction that amends something.
func (r *reader) amends(i int) bool {
	does, asked := r.amending[i]
	if !asked {
		l := r.text[r.lines[i].Start:r.lines[i].End]
		does = amends.MatchString(l) || amendsWithin(l)
		r.amending[i] = does
	}
	return does
}

// amendsWithin looks for amendsAt where one of its first words begins, two letters and a blank or "read".
func amendsWithin(l string) bool {
	for i := 0; i+3 < len(l); i++ {
		switch l[i] | 0x20 {
		case 'i', 'a', 'b', 'r':
			if (i == 0 || !wordByte(l[i-1])) && (l[i+2] == ' ' || l[i+3] == ' ' || i+4 < len(l) && l[i+4] == ' ') && amendsAt.MatchString(l[i:]) {
				return true
			}
		}
	}
	return false
}

func wordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
}

// complete reports whether the amendatory instructions are all there: numbered from one, without a gap.
// Then they alone say what is amended, and the analysis in the preamble may speak of more.
func (r *reader) complete(from int) bool {
	open, last := false, 0
	for i := from; i < len(r.lines); i++ {
		l := r.text[r.lines[i].Start:r.lines[i].End]
		if open = open || opens(l); !open {
			continue
		}
		if !numbered(l) {
			continue
		}
		m := step.FindStringSubmatch(l)
		if m == nil || !strings.Contains(l, "authority citation") && !strings.Contains(l, "amendatory instruction") && !r.amends(i) {
			continue
		}
		switch n, _ := strconv.Atoi(m[1]); {
		case n == last+1:
			last = n
		case n > last+1:
			return false
		}
	}
	return last > 0
}

// analysed adds the sections that the section-by-section analysis has a heading for: where the
// regulatory text is long, that is the list of what it amends.
func (r *reader) analysed(from int, add func(i, start, end int)) {
	inside := false
	for i := from; i < len(r.lines); i++ {
		l := r.text[r.lines[i].Start:r.lines[i].End]
		if opens(l) {
			return
		}
		inside = inside || len(l) < 120 && analysis.MatchString(l)
		if m := analysed.FindStringSubmatchIndex(l); inside && m != nil && len(l) < 160 && !strings.HasSuffix(strings.TrimSpace(l), ".") {
			add(i, m[2], m[3])
		}
	}
}

// opens reports whether a line opens the regulatory text.
func opens(l string) bool {
	begins := strings.TrimSpace(l)
	return begins != "" && strings.IndexByte("LAFPTR", begins[0]) >= 0 && opensText.MatchString(l)
}

// numbered reports whether a line is a numbered amendatory instruction or one of its lettered steps: "12. ",
// "■ a. ", "iv. ".
func numbered(l string) bool {
	const blanks = "\t\n\f\r "
	l = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(l, blanks), "■"), blanks)
	end := strings.IndexFunc(l, func(r rune) bool { return !('0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z') })
	if end < 1 {
		return false
	}
	digits, roman := strings.Trim(l[:end], "0123456789") == "", strings.Trim(l[:end], "ivx") == ""
	rest, stop := strings.CutPrefix(strings.TrimLeft(l[end:], blanks), ".")
	return (digits && end <= 3 || roman || !digits && end == 1) && stop && rest != "" && strings.Contains(blanks, rest[:1])
}

// headed reports whether a line is the heading of a section.
func headed(l string) bool {
	l = strings.TrimSpace(l)
	return l != "" && len(l) < 200 && (l[0] >= 'A' && l[0] <= 'Z' || l[0] == '[')
}

// instructed adds the sections that an instruction names before it turns to the commentary.
func (r *reader) instructed(i int, l string, add func(i, start, end int)) {
	end := len(l)
	if m := supplement.FindStringIndex(l); m != nil {
		end = m[0]
	}
	for _, m := range section.FindAllStringSubmatchIndex(l[:end], -1) {
		add(i, m[2], m[3])
	}
}

// concerns reports whether a section belongs to a part of the headings; where they name none, any does.
func (r *reader) concerns(section string) bool {
	part, _, _ := strings.Cut(section, ".")
	for _, p := range r.out.Parts {
		if p.Part == part {
			return true
		}
	}
	return len(r.out.Parts) == 0
}
