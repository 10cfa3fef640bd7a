package cite

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

var (
	// leadIn opens a list of provisions of one document: "the following provisions of Part 1 of the
	// Mining Regulations do not apply:". What follows the name up to the list is no other document.
	leadIn = regexp.MustCompile(`(?i:\bfollowing (?:\w+ )?(?:provisions?|(?:sub-?)?sections?|rules?|articles?|regulations?|requirements?|chapters?|parts?|paragraphs?)(?: set out| contained| specified)?,? (?:of|in|under) )(?:(?i:part|chapter|schedule) \w+ of )?(?:the )?(` + euAct + `|` + title + `)[^.;:\n]{0,120}?(?:[:—–-]\s*|\n\s*)?\(`)
	// sentenceEnd is where a list of such provisions is over.
	sentenceEnd = regexp.MustCompile(`\.\s+[A-Z]|\.\s*\n|\n\s*\n`)
)

// listed is a stretch of text whose references are of one document unless they name another.
type listed struct {
	corpus.Range
	document string
}

// listsOf finds the lists whose lead-in names the document of their members.
func listsOf(text string) []listed {
	var out []listed
	for at := 0; at < len(text); {
		m := leadIn.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return out
		}
		start, end := at+m[1], len(text)
		if e := sentenceEnd.FindStringIndex(text[start:]); e != nil {
			end = start + e[0]
		}
		if name := nameOf(text[at+m[2] : at+m[3]]); !isUnit.MatchString(strings.Fields(name)[0]) {
			out = append(out, listed{corpus.Range{Start: start, End: end}, name})
		}
		at = end
	}
	return out
}

// under gives references without a document that of the list they stand in.
func under(lists []listed, refs []Reference) {
	for i, r := range refs {
		for _, l := range lists {
			if r.Document == "" && l.Start <= r.Start && r.End <= l.End {
				refs[i].Document = l.document
			}
		}
	}
}
