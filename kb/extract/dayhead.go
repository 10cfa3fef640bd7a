package extract

import (
	_ "embed" // the table of heads
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/trie"
)

// The part of a day that no closer words tell is that of the word on which the day hangs: the verb or
// noun of its own clause, looked for before the day where verbs stand before what they govern, and
// behind it where they stand last. A day without one stays an event.

//go:embed data/heads.tsv
var headTable string

// heads is the table of the words on which days hang.
type heads struct {
	words *trie.Trie
	of    []dayHead // by word
}

// dayHead is one word, or the beginning of one, and the part that it gives to a day.
type dayHead struct {
	role kb.Role
	open bool // the word may go on
}

// headsOfAll is the table, read when the first extractor is made.
var headsOfAll = sync.OnceValue(func() *heads {
	h := &heads{}
	var words []trie.Word
	known := map[string]bool{} // languages share words; the first line counts
	for line := range strings.Lines(headTable) {
		role, list, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.SplitSeq(list, "|") {
			bare := strings.TrimSuffix(word, "*")
			for _, w := range spread(bare) {
				if known[w] {
					continue
				}
				known[w] = true
				words = append(words, trie.Word{Text: w, Inside: true})
				h.of = append(h.of, dayHead{kb.Role(role), bare != word})
			}
		}
	}
	var err error
	if h.words, err = trie.New(words, asciiWord); err != nil { // of words that are part of the program
		panic(fmt.Sprintf("data/heads.tsv: %v", err))
	}
	return h
})

// spread writes out a word with a star inside: the endings of a verb before its particle.
func spread(word string) []string {
	before, after, inside := strings.Cut(word, "*")
	if !inside {
		return []string{word}
	}
	var out []string
	for _, end := range []string{"", "s", "ed", "ing", "es", "n", "t", "r", "rá", "rán", "ra", "o", "a", "os", "as", "e", "ée", "ées", "ет", "ит", "ют", "ят"} {
		out = append(out, before+end+after)
	}
	return out
}

// Bounds on how far from a day its head stands, in bytes of the clause.
const (
	headBefore = 120
	headAfter  = 100
)

// hangsOn is the part that the head of its clause gives to a day; empty where it has none.
func (r *reader) hangsOn(s *sentence, start, end int) kb.Role {
	from, to := s.clauseOf(start, end)
	low := strings.ToLower(s.plain[from:to])
	if len(low) != to-from {
		return ""
	}
	start, end = start-from, end-from
	line := s.fits(timeLine, low[end:]) && strings.Trim(low[:start], " •*|-–—") == ""
	verbLast := verbsLast[base(r.doc.Lang)] || line
	best, cost := kb.Role(""), 1<<30
	for _, m := range trie.Find(headsOfAll().words, nil, low) {
		h := headsOfAll().of[m.Word]
		if !wholeWord(low, m.Start, m.End, h.open) {
			continue
		}
		c := 0
		switch {
		case m.End <= start:
			if c = start - m.End; c > headBefore {
				continue
			}
			if verbLast && (c > len(" 日は、") || strings.ContainsAny(low[m.End:start], "，,")) {
				c = 4 * (c + 3)
			}
		case m.Start >= end:
			if c = m.Start - end; c > headAfter && !line {
				continue
			}
			if !verbLast {
				c *= afterCost(base(r.doc.Lang))
				if strings.Contains(low[end:m.Start], ", ") {
					c *= 4 // another clause
				}
			}
		default:
			continue
		}
		if c < cost {
			best, cost = h.role, c
		}
	}
	if best == "" && line && binds(s.cues) {
		return kb.RoleEffective
	}
	return best
}

// timeLine stands behind the day with which a line of a calendar begins.
var timeLine = compile(`^\.?\s*(?:[–—:：|]|-\s)`)

// verbsLast are the languages in which the verb stands behind what it governs, Chinese among them for
// its days: 自10月1日起施行.
var verbsLast = map[string]bool{"zh": true, "ja": true, "ko": true, "tr": true, "hi": true}

// afterCost is how much further off a word behind a day seems: the German participle stands last.
func afterCost(lang string) int {
	if lang == "de" || lang == "nl" {
		return 1
	}
	return 3
}

// clauseOf is the part of the sentence that a day stands in, up to the days beside it.
func (s *sentence) clauseOf(start, end int) (int, int) {
	from, to := 0, len(s.plain)
	for _, d := range s.dates {
		if d.End <= start {
			from = max(from, d.End)
		} else if d.Start >= end {
			to = min(to, d.Start)
		}
	}
	for _, d := range s.days {
		if d.End <= start {
			from = max(from, d.End)
		} else if d.Start >= end {
			to = min(to, d.Start)
		}
	}
	for i := range clauseEnds {
		mark := clauseEnds[i]
		if at := strings.LastIndex(s.plain[from:start], mark); at >= 0 {
			from += at + len(mark)
		}
		if at := strings.Index(s.plain[end:to], mark); at >= 0 {
			to = end + at + len(mark)
		}
	}
	return from, to
}

// clauseEnds are the marks behind which another clause begins.
var clauseEnds = [...]string{"; ", "；", "。"}

// wholeWord reports whether a word found at a place is one there, and not a part of another; scripts
// without blanks have no such edges.
func wholeWord(text string, start, end int, open bool) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	if !spaced(first) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !spaced(before) && (open || !spaced(after))
}

// spaced reports whether a character is a letter of a script that puts blanks between words.
func spaced(c rune) bool {
	return unicode.IsLetter(c) && !unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Arabic)
}

// headed mends the part of a day of which the closest words told nothing.
func (r *reader) headed(s *sentence, d corpus.Date, start, end int, cited kb.Relation) (kb.Role, kb.RuleID) {
	role := r.hangsOn(s, start, end)
	switch role {
	case kb.RoleEffective, kb.RoleExpires:
		if len(s.cues) == 0 && cited == "" && !s.says(rulesTalk) && !s.says(takesEffect) && !s.list.restricts && !r.official() && !(r.ruled() && s.fits(actNoun, s.plain)) {
			return kb.RoleEvent, "date.event/1"
		}
		if s.says(performs) {
			return kb.RoleEvent, "date.contracts/1"
		}
		if role == kb.RoleExpires && s.says(commentCue) {
			return kb.RoleCommentDeadline, "date.comment/3"
		}
		if role == kb.RoleExpires && s.says(suspendCue) && !s.says(exportHalt) {
			role = kb.RoleSuspendedUntil
		}
	case kb.RolePublished, kb.RoleSigned:
		if r.ofOther(s, start) || r.idle(s, cited) && !s.fits(actNoun, s.plain) && !(r.ruled() && s.fits(speaks, s.plain)) || d.Day == 0 || s.fits(undone, s.plain[end:]) {
			return kb.RoleEvent, "date.event/1"
		}
	case kb.RoleCommentDeadline:
		if !s.fits(lastOf, s.plain) {
			return kb.RoleEvent, "date.event/1"
		}
	default:
		return kb.RoleEvent, "date.event/1"
	}
	return role, "date.head/1"
}

// lastOf is how a consultation tells its last day.
var lastOf = compile(`(?i)\b(?:last day|deadline|closes?|closing|due|until|till|by|no later than|before|open to)\b|\bbis\b|jusqu|hasta|até|\bfino\b|\btot\b|(?:^|[^\p{L}])до|hingga|sampai|đến|\bdo\b|kadar|حتى|截止|至|まで|까지`)

// ruled reports whether the text has told of a restriction so far.
func (r *reader) ruled() bool {
	return r.restricted
}

// labelLine is how long the label of a line of a form is at most, in bytes: "Published in the gazette: 16 May".
const labelLine = 60

// labelled is such a label, before its day.
var labelled = compile(`^[^.;。；，]{2,56}[:：]\s*$`)

// labelRole is the part that its label gives to a day; empty where it gives none.
func (r *reader) labelRole(s *sentence, start, end int) kb.Role {
	switch role := r.hangsOn(s, start, min(end, len(s.plain))); role {
	case kb.RoleEffective, kb.RoleExpires, kb.RolePublished, kb.RoleSigned:
		return role
	case kb.RoleCommentDeadline:
		if s.fits(lastOf, s.plain[:start]) {
			return role
		}
	}
	return ""
}
