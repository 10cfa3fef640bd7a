package force

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// words finds the English words of force; the groups are, in order: a prohibition by its own verb,
// shall or must with not, may with not, an adjective of prohibition, shall or must, may, a phrase of
// duty, a phrase of permission. The longest reading stands first.
var words = regexp.MustCompile(`\b(?i:` +
	`(shall not|must not|shall neither|must neither|shall never|must never)` +
	`|(may not|may neither|can ?not lawfully)` +
	`|((?:is|are|be|was|were|remains?) (?:hereby |strictly |expressly |also )?(?:prohibited|forbidden|banned|unlawful|not (?:permitted|allowed)))` +
	`|(shall|must)` +
	`|(may only|may)` +
	`|((?:is|are|be) (?:hereby |also )?(?:required to|obliged to|obligated to|bound to)|(?:licen[cs]e|licen[cs]ing|permit|authori[sz]ation|approval|permission|certificate)s?(?: [a-z]+){0,4} (?:is|are) required|has to|have to)` +
	`|((?:is|are|be) (?:hereby |also )?(?:permitted to|allowed to|entitled to|authori[sz]ed to))` +
	`)\b`)

var (
	// declares follows a "shall" that lays down what holds, and commands nobody.
	declares = regexp.MustCompile(`^(?i)\s+(?:not\s+)?(?:also\s+|only\s+)?(?:mean\b|have the (?:same )?meanings?|be (?:deemed|construed|interpreted|understood|regarded|considered|treated|binding|without prejudice|known|cited)|enter into (?:force|effect)|come into (?:force|effect|operation)|take effect|be in (?:force|effect)|apply(?:\s+(?:to|from|as|mutatis|until|where|when|only|in|with|also|for a period)\b|\s*[.,;:]|$)|cease\b|expire\b|remain in (?:force|effect)|include\b|prevail\b|supersede\b|constitute\b)`)
	// person is a subject that acts: "applicants shall apply to the Bureau" is a duty.
	person = regexp.MustCompile(`(?i)\b(?:exporter|importer|applicant|person|operator|licensee|holder|carrier|broker|company|undertaking|member state|authorit(?:y|ie))s?\s+(?:[a-z]+\s+)?$`)
	// possibly follows a "may" that tells what can happen.
	possibly = regexp.MustCompile(`^(?i)\s+(?:also\s+|well\s+|still\s+|therefore\s+)?(?:always|necessarily|yet|impact|have|contain|cause|contribute|result|lead|affect|pose|present|include|involve|become|vary|differ|arise|occur|depend|constitute|indicate|suggest|seem|appear|prove|help|need|exceed|change|fail|be (?:required|used|intended|suspicious|possible|destined|considered|found|available|affected|necessary|appropriate|relevant|subject|more|less|able|aware|diverted|capable|at|in|a|an|the|of|as))\b`)
	// relative stands before a "may" that describes a thing.
	relative = regexp.MustCompile(`(?i)\b(?:that|which|who|whom|whatever|whichever|as|as the case|there)\s+$`)
	// nobody begins a clause whose "shall" or "may" forbids.
	nobody = regexp.MustCompile(`(?:^|[.;:,(]\s*|\bthat\s+|\band\s+|\)\s*)(?:No|no|Neither|neither|None|none)\s[^.;:,]{1,120}$`)
	// counts is a "no" that counts or limits: "no later than", "No 57".
	counts = regexp.MustCompile(`(?i)^[^a-z]*(?:that\s+|and\s+)?no\s+(?:later|earlier|less|fewer|more|longer|doubt|matter|[0-9(])`)
	// operative is a word of force that has taken the subject already.
	operative = regexp.MustCompile(`(?i)\b(?:may|shall|must)\b`)
	// unsure stands before a duty that may come or not: "may be required to".
	unsure = regexp.MustCompile(`(?i)\b(?:may|might|would|could)\s+$`)
	// nothing begins a saving clause: "nothing in this Part shall prevent".
	nothing = regexp.MustCompile(`(?i)\bnothing\s[^.;:]{1,120}$`)
	// freed takes the duty away: "is not required to", "does not have to".
	freed = regexp.MustCompile(`(?i)\b(?:not|never|no longer|need not|no)\s+$`)
	// monthOrName is what a "May" with a capital is inside a sentence.
	midSentence = regexp.MustCompile(`[^.!?:;”"'(\s]\s+$`)
)

func english(text string) []corpus.Force {
	var out []corpus.Force
	for _, m := range words.FindAllStringSubmatchIndex(text, -1) {
		group := 1
		for m[2*group] < 0 {
			group++
		}
		before, behind := text[max(0, m[0]-160):m[0]], text[m[1]:]
		if kind := judge(group, text[m[0]:m[1]], before, behind); kind != "" {
			out = append(out, corpus.Force{Kind: kind, Start: m[0], End: m[1]})
		}
	}
	return out
}

// judge says what one use of a word does, or "" where it does nothing.
func judge(group int, word, before, behind string) corpus.ForceKind {
	switch group {
	case 1: // shall not
		if declares.MatchString(behind) {
			return ""
		}
		return corpus.MustNot
	case 2: // may not
		if possibly.MatchString(behind) {
			return ""
		}
		return corpus.MustNot
	case 4: // shall
		return shall(word, before, behind)
	case 5: // may
		return may(word, before, behind)
	}
	return phrase(group, word, before)
}

// phrase judges "is prohibited", "is required to" and "is permitted to".
func phrase(group int, word, before string) corpus.ForceKind {
	nobodys := forbids(before) || startsWithNo(before)
	if freed.MatchString(before) && !nobodys || relative.MatchString(before) || unsure.MatchString(before) {
		return ""
	}
	switch {
	case group == 3:
		return corpus.MustNot
	case group == 7 && nobodys:
		return corpus.MustNot
	case group == 7:
		return corpus.May
	case nobodys:
		return ""
	}
	return corpus.Must
}

// forbids reports whether the clause before a word has nobody as its subject.
func forbids(before string) bool {
	m := nobody.FindString(before)
	return m != "" && !counts.MatchString(m) && !operative.MatchString(m)
}

func shall(word, before, behind string) corpus.ForceKind {
	switch {
	case nothing.MatchString(before):
		return ""
	case strings.EqualFold(word, "shall") && declares.MatchString(behind) && !person.MatchString(before):
		return ""
	case forbids(before):
		return corpus.MustNot
	}
	return corpus.Must
}

func may(word, before, behind string) corpus.ForceKind {
	switch {
	case word[0] == 'M' && (midSentence.MatchString(before) || beforeNumber(behind)):
		return "" // the month
	case nothing.MatchString(before):
		return ""
	case forbids(before):
		return corpus.MustNot
	case possibly.MatchString(behind), relative.MatchString(before):
		return ""
	}
	return corpus.May
}

func beforeNumber(behind string) bool {
	behind = strings.TrimLeft(behind, " ")
	return behind == "" || behind[0] >= '0' && behind[0] <= '9' || behind[0] == ',' || behind[0] == '.'
}

// startsWithNo reports whether the words before a "licence is required" are "no".
func startsWithNo(before string) bool {
	before = strings.ToLower(strings.TrimRight(before, " "))
	return before == "no" || strings.HasSuffix(before, " no") || strings.HasSuffix(before, ".no")
}
