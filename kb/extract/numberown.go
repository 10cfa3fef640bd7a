package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// headBytes is how far the head of a document reaches, in which its own number stands.
const headBytes = 700

// proseTail is how much of a sentence stands behind the number of an act of which it says something, in bytes at least.
const proseTail = 30

// ownNumber is the number that the document carries itself: in its title, or in its head, not
// behind words that cite. A report has none.
func (r *reader) ownNumber() number {
	if r.doc.Kind == corpus.News || r.doc.Kind == corpus.Analysis {
		return number{}
	}
	title := unmarked(r.doc.Title)
	s := r.look(title)
	for _, n := range r.numbersIn(s) {
		// "Decision No. 1 suspending exports" carries its own number; "Suspension of No. 55" does not.
		if n.names != "" && !s.cites(title, n) && s.relationIn(title[:n.start]) == "" && (s.relationIn(title) == "" || n.start < 40 || s.fits(issuersOnly, title[:n.start])) {
			return r.ownIn(n)
		}
	}
	for i, p := range r.rev.Provisions {
		if p.Start > headBytes || i > 8 {
			break
		}
		line := unmarked(r.rev.Text[p.Start:p.End])
		s := r.look(line)
		ns := r.numbersIn(s)
		if len(ns) > 0 && s.fits(stopBefore, line[:ns[0].start]) {
			continue // a number in the middle of running text is another act's
		}
		if len(ns) > 0 && i > 0 && s.fits(fullStop, strings.TrimSpace(line)) && len(line)-ns[0].end > proseTail && !s.fits(issuedAs, line) {
			continue // a sentence that says something of an act
		}
		if len(ns) == 0 || len(line) > 160 && !s.fits(issuedAs, line) || s.cites(line, ns[0]) || s.relationIn(s.plain) != "" && !s.acts(ns) {
			continue
		}
		n := ns[0]
		n.start, n.end = n.start+p.Start, n.end+p.Start
		return n
	}
	return number{}
}

// cites reports whether the words around a number say that it is another act's: "in Annex I to",
// 依商务部公告, "is suspended", 规定的.
func (s *sentence) cites(line string, n number) bool {
	plain := line
	if len(s.plain) == len(line) {
		plain = s.plain
	}
	stops := s.fits(fullStop, line) // a title has none: 商务部公告2031年第44号 延长暂停…
	return s.fits(citesBefore, behind(plain, n.start)) || stops && s.fits(citesAfter, ahead(plain, n.end))
}

// acts reports whether the first number of a line does something to the second: "X amends Y".
func (s *sentence) acts(ns []number) bool {
	rel := s.relationIn(s.plain)
	at := s.relationAt(s.plain, rel)
	return len(ns) > 1 && actRelation(rel) && ns[0].end <= at && at <= ns[1].start && !s.fits(suffers, s.plain[ns[0].end:at])
}

var (
	citesBefore = compile(`(?i)(?:根据|依据|依照|按照|此前的|之前的|依|按|对|将|就|以|由|执行|参见|原|《)\s*$|\b(?:to|in|under|by|with|from|per|see|implementation of|provisions of|requirements of|effect of)\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,2}$`)
	// actedBefore stands before the number of an act that a report says something is done to.
	actedBefore = compile(`(?i)(?:对|将|原|《)\s*$|\b(?:implementation|effect|provisions|application|annex \w+) (?:of|to)\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,2}$`)
	citesAfter  = compile(`(?i)^[^，。；\s]{0,6}(?:规定的|附件作|附件[一二三四五六七八九十\d]*(?:作|中的)|同时|暂停|中止|废止|停止)|^第[一二三四五六七八九十\d]+[款项条][^，。；]{0,8}(?:暂停|中止|废止|停止|修改)|^[^.;\n]{0,12}\b(?:is|are|was|were|has been|have been) (?:hereby )?(?:suspended|repealed|amended|extended|revoked|withdrawn|replaced|superseded|delayed)|^[^.;\n]{0,12} (?:est|sont|a été|wird|werden|wurde|queda|quedan|fica|ficam|è|sono|wordt) (?:abrog|modifi|suspend|aufgehoben|geändert|ausgesetzt|derogad|modificad|revogad|alterad|sospes|ingetrokken|gewijzigd)|^ (?:neu gefasst|geändert|aufgehoben|ausgesetzt|dicabut|diubah)`)
	fullStop    = compile(`[。.；;]\s*$`)
	stopBefore  = compile(`[。！？]|[\p{Ll})]{3}\. `)
	suffers     = compile(`(?i)\b(?:is|are|was|were|been|be)\b|被`)
)

// issuedAs is the line under a title that says as what the text was issued.
var issuedAs = compile(`(?i)^[（(](?:issued|promulgated|published|\d{4}年)`)

// issuersOnly is what stands before the number in a title: those who issue the act, and no subject.
var issuersOnly = compile(`^(?:中华人民共和国)?\p{Han}{2,12}(?:[部委局署院会][\s、]?\p{Han}{0,12})*$`)

// ownIn finds the place of the title's number in the text.
func (r *reader) ownIn(n number) number {
	if i := strings.Index(r.rev.Text, n.printed); i >= 0 && i < headBytes {
		n.start, n.end = i, i+len(n.printed)
		return n
	}
	n.start, n.end = -1, -1 // it stands in the markup alone
	return n
}
