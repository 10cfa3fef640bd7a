package cite

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Reference is one provision that a text refers to.
type Reference struct {
	corpus.Range        // of the number, of a range its first one, in the text
	Text         string // as printed: "5.1.1(b)(iii)", "4.12.7 to 4.12.9"
	Unit         string // what the text calls it, in lower case and singular: rule, section, part …; may be empty
	Number       string // without blanks: "5.1.1(b)(iii)"
	To           string // the last number of a range; empty otherwise
	Within       string // the part or chapter that holds it, such as "part 12"; empty where not said
	Document     string // the name of the document, as printed; empty where the text names none
	Own          bool   // the text says that it means itself: "of these Rules"
}

const (
	units  = `(?i:rules?|(?:sub-?)?sections?|regulations?|parts?|chapters?|articles?|appendix|appendices|app\.?|paragraphs?|schedules?|§+)`
	number = `[A-Z]?\d{1,4}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2})*(?:\s?\([0-9a-zA-Z]{1,4}\))*`
	euAct  = `(?:(?:Commission|Council|Delegated|Implementing)\s+)*(?:Regulation|Directive|Decision)\s+\((?:EU|EC|EEC|CFSP|Euratom)(?:, Euratom)?\)\s+(?:No\.?\s+)?\d{1,4}/\d{1,4}`
	title  = `[A-Z][\w&-]*(?:\s+(?:[A-Z][\w&-]*|of|and|for|on|the|\d{4}))*`
)

var (
	// head is a name, a unit or both before a number, or a number of a form that is nothing else.
	// A § begins no word, so the edge of one is asked for in front of letters alone.
	head   = regexp.MustCompile(`(?:(?:\b([A-Z]{2,8}),?\s+)?(\b` + units + `|§+)\s*|\b([A-Z]{2,8})\s+|\b)(` + number + `)`)
	isUnit = regexp.MustCompile(`^` + units + `$`)
	// more goes on with a list or a range.
	more = regexp.MustCompile(`^(\s*(?:,\s*(?:and|or)?|and/or|and|or|to|through|[-–])|  )\s*(?:(` + units + `)\s+)?(` + number + `|\([0-9a-z]{1,4}\))`)
	// holder names what holds the provision: "of Part 12", "in App4".
	holder = regexp.MustCompile(`^,?\s+(?:of|in|under|to)\s+(?:the\s+)?(?i:(part|chapter|schedule|app\.?|appendix))(?:\s*(\d{1,3}[A-Z]?))?\b`)
	// owner names the document.
	owner = regexp.MustCompile(`^,?\s+(?:of|in|under)\s+(?:the\s+)?(?:(these|this|those)\s+(?:[A-Z]\w+)|(` + euAct + `|` + title + `))`)
	// ofEU is an act of the European Union by its number (Regulation (EU) 2021/821).
	ofEU = regexp.MustCompile(`^` + euAct)
	// onward follows what is only the beginning of a number or code: 4720|1, 3C|909, 833|/2014.
	// Small letters are those of a word that lost its blank.
	onward = regexp.MustCompile(`^(?:[0-9A-Z]|/\d)(?:/?[0-9A-Za-z])*`)
	// share follows a number that is an amount: "part 99.99 percent".
	share = regexp.MustCompile(`^\s*(?:%|％|per ?cent\b|percentage)`)
	// bare is a number that needs no word before it: of three levels, or of an appendix.
	bare = regexp.MustCompile(`^(?:[A-Z]\d+\.\d+|\d+[A-Z]?\.\d+[A-Z]?\.\d+)`)
)

// Find returns the references of a text in their order, members of a list one each.
func Find(text string) []Reference {
	var out []Reference
	lists := listsOf(text)
	for at := 0; at < len(text); {
		m := head.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return out
		}
		if rest := goesOn(text[:at+m[9]], text[at+m[9]:]); rest > 0 || share.MatchString(text[at+m[9]:]) {
			at += m[9] + rest
			continue
		}
		f := found{text: text, name: cut(text[at:], m, 1) + cut(text[at:], m, 3), unit: unitOf(cut(text[at:], m, 2))}
		if isUnit.MatchString(f.name) { // PART 17
			f.name, f.unit = "", unitOf(f.name)
		}
		f.add(at+m[8], at+m[9], f.unit)
		end := f.list(at + m[9])
		if f.name != "" || f.unit != "" || bare.MatchString(f.refs[0].Number) {
			end = f.belongs(end)
			under(lists, f.refs)
			out = append(out, f.refs...)
		}
		at = end
	}
	return out
}

// goesOn is how many bytes a number goes on behind the end of what was read of it, 0 where it ends there.
func goesOn(read, rest string) int {
	if strings.HasSuffix(read, ")") {
		return 0
	}
	return len(onward.FindString(rest))
}

// found is a list of references that share their name.
type found struct {
	text, name, unit string
	refs             []Reference
}

func (f *found) add(start, end int, unit string) {
	printed := f.text[start:end]
	f.refs = append(f.refs, Reference{Range: corpus.Range{Start: start, End: end}, Text: printed, Unit: unit, Number: squeeze(printed), Document: f.name})
}

// list reads what follows the first number and returns where it ends.
func (f *found) list(at int) int {
	unit := f.unit
	for {
		m := more.FindStringSubmatchIndex(f.text[at:])
		if m == nil {
			return at
		}
		if goesOn(f.text[:at+m[7]], f.text[at+m[7]:]) > 0 {
			return at
		}
		joiner, start, end := strings.TrimSpace(cut(f.text[at:], m, 1)), at+m[6], at+m[7]
		if u := unitOf(cut(f.text[at:], m, 2)); u != "" {
			unit = u
		}
		last := &f.refs[len(f.refs)-1]
		switch printed := squeeze(f.text[start:end]); {
		case joiner == "to" || joiner == "through" || joiner == "-" || joiner == "–":
			last.To = printed
			last.Text = f.text[last.Start:end]
			last.End = end
		case strings.HasPrefix(printed, "("):
			last.Text = f.text[last.Start:end] // 7.2.2(a) and (b)
			last.End = end
		default:
			if f.unit == "" && f.name == "" && unit == "" && !bare.MatchString(printed) {
				return at
			}
			f.add(start, end, unit)
		}
		at = end
	}
}

// belongs reads what the references belong to: a part, and a document.
func (f *found) belongs(at int) int {
	for range 4 {
		m := holder.FindStringSubmatchIndex(f.text[at:])
		if m == nil {
			break
		}
		within := strings.TrimSpace(unitOf(cut(f.text[at:], m, 1)) + " " + strings.ToLower(cut(f.text[at:], m, 2)))
		for i := range f.refs {
			f.refs[i].Within = strings.TrimSpace(within + " " + f.refs[i].Within)
		}
		at += m[1]
		if m := more.FindStringSubmatchIndex(f.text[at:]); m != nil && m[4] >= 0 { // "chapter 4 of Part 12, and Part 13"
			f.add(at+m[6], at+m[7], unitOf(cut(f.text[at:], m, 2)))
			at += m[1]
			break
		}
	}
	m := owner.FindStringSubmatchIndex(f.text[at:])
	if m == nil || f.name != "" {
		return at
	}
	name, end := nameOf(cut(f.text[at:], m, 2)), at+m[1]
	if cut(f.text[at:], m, 1) == "those" { // the ones named before, which are not its own
		name, m[2] = "those", -1
	}
	if m[4] >= 0 {
		end = at + m[4] + len(name)
		if a := alias.FindStringSubmatch(f.text[end:]); a != nil {
			name = a[1]
		}
	}
	for i := range f.refs {
		f.refs[i].Own = m[2] >= 0
		f.refs[i].Document = name
	}
	return end
}

var (
	acronym = regexp.MustCompile(`^[A-Z]{2,8}$`)
	// untilYear is a title that ends in the year of the act.
	untilYear = regexp.MustCompile(`^[^\d]*?\b(?:19|20)\d\d\b`)
	// alias follows a title: "the Markets Rules (MKT)".
	alias      = regexp.MustCompile(`^\s*\(["“]?([A-Z]{2,8})["”]?\)`)
	kindOfText = regexp.MustCompile(`^(?:Rules?|Rulebook|Regulations?|Guidance|Act|Law)$`)
)

// nameOf ends a name before the words that only join it to what follows.
func nameOf(s string) string {
	if m := ofEU.FindString(s); m != "" {
		return m
	}
	if m := untilYear.FindString(s); m != "" {
		return m
	}
	words := strings.Fields(s)
	if len(words) > 1 && acronym.MatchString(words[0]) && !kindOfText.MatchString(words[1]) {
		return words[0] // "FSMR the Regulator", "FSMR and Chapter"
	}
	if len(words) == 0 {
		return ""
	}
	for len(words) > 1 {
		switch words[len(words)-1] {
		case "of", "and", "for", "on", "the":
			words = words[:len(words)-1]
			continue
		}
		break
	}
	return strings.TrimSpace(s[:strings.LastIndex(s, words[len(words)-1])+len(words[len(words)-1])])
}

// unitOf is a unit in lower case and singular.
func unitOf(s string) string {
	s = strings.TrimSuffix(strings.ToLower(s), ".")
	switch {
	case strings.HasPrefix(s, "§"):
		return "section"
	case s == "app" || s == "appendices":
		return "appendix"
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "sub"), "-")
	return strings.TrimSuffix(s, "s")
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func cut(text string, m []int, group int) string {
	if m[2*group] < 0 {
		return ""
	}
	return text[m[2*group]:m[2*group+1]]
}
