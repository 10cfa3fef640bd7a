package extract

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// spares are, language by language, the words by which a restriction does not reach what is named behind
// them: "the ban does not apply to antimony in ingots". The restriction itself stands.
var spares = compiled(map[string]string{
	"en": `\b(?:do|does|did|will|would|shall) not (?:apply|extend) to\b|\b(?:ban|prohibition|restrictions?|controls?|measures?|quotas?|rules?|suspension|requirement)s? (?:do|does|did|will|would|shall) not (?:cover|affect|concern|include)\b`,
	"de": `\b(?:gilt|gelten|gelte|galt|findet|finden) (?:\p{L}+ )?nicht (?:für|auf)\b|\b(?:betrifft|betreffen|erfasst|erfassen|umfasst|umfassen) (?:\p{L}+ )?nicht\b`,
	"fr": `\bne (?:s['’]appliqu\p{L}+|s['’]éten\p{L}+|concern\p{L}+|touch\p{L}+|vis\p{L}+|couvr\p{L}+|port\p{L}+) pas(?: (?:à|aux?|sur))?(?:$|[^\p{L}])`,
	"es": `\bno (?:se )?(?:aplica|aplicará|aplican|afecta|afectará|afectan|alcanza|alcanzará|abarca|incluye|extiende|extenderá) (?:a|al)?\b`,
	"pt": `não (?:se )?(?:aplica|aplicará|aplicam|afeta|afetará|abrange|abrangerá|inclui|estende)(?:-se)?(?: (?:a|ao|aos|às|à))?(?:$|[^\p{L}])`,
	"it": `\bnon (?:si )?(?:applica|applicherà|applicano|riguarda|riguarderà|riguardano|estende|tocca|interessa)\b`,
	"nl": `\b(?:geldt|gelden|gold) (?:\p{L}+ )?niet voor\b|\bis niet van toepassing op\b|\bniet van toepassing (?:is|zijn) op\b`,
	"ru": `не (?:буд\p{L}+ )?(?:распростран\p{L}+|касается|коснется|коснётся|касаются|коснутся|затрагива\p{L}+|затронет|затронут)(?: на)?`,
	"uk": `не (?:поширю\p{L}+|стосу\p{L}+)(?: на)?`,
	"pl": `\bnie (?:dotyczy|dotyczą|obejmuje|obejmują|obejmie|ma zastosowania do)\b`,
	"tr": `(?:kapsamıyor|kapsamaz|kapsamayacak|geçerli (?:değil|olmayacak))`,
	"id": `\btidak (?:berlaku (?:untuk|bagi|terhadap)|mencakup|termasuk)\b`,
	"ms": `\btidak (?:terpakai (?:untuk|bagi|kepada)|meliputi)\b`,
	"vi": `không (?:áp dụng (?:với|đối với|cho)|bao gồm)`,
})

// spare finds what the sentence spares and, where it does, takes the words of restriction that are part of
// saying so off the cues, and tells the exemption. In Turkish the goods stand before the verb.
func (s *sentence) spare(lang corpus.Lang) {
	p := spares[base(lang)]
	if p == nil || s.list.restricts {
		return
	}
	m := s.first(p, s.plain)
	if m == nil {
		return
	}
	s.spared = corpus.Range{Start: m[1], End: m[1] + clauseEnd(s.plain[m[1]:])}
	if base(lang) == "tr" {
		s.spared = corpus.Range{End: m[0]}
	}
	names := func(in corpus.Range) bool {
		return slices.ContainsFunc(s.matches, func(o lexicon.Match) bool {
			return o.Term.Kind == lexicon.KindMaterial && in.Start <= o.Start && o.End <= in.End
		})
	}
	if front := (corpus.Range{End: m[0]}); inverts[base(lang)] && !names(s.spared) && names(front) {
		s.spared = front // На сурьму ограничения не распространятся
	}
	of := clauseAround(s.plain, m)
	s.cues = slices.DeleteFunc(s.cues, func(c cue) bool {
		return c.kind == kb.Exemption || c.start < m[1] && m[0] < c.end || m[1] <= c.start && c.start < s.spared.End || c.binding && of.Start <= c.start && c.end <= m[0] && s.fits(subject, s.plain[c.end:m[0]])
	})
	if names(s.spared) && s.fits(exempts, s.plain[m[0]:m[1]]) {
		s.cues = append(s.cues, cue{m[0], m[1], kb.Exemption, kb.RuleID("restriction.spared." + base(lang) + "/1"), false})
	}
}

// exempts are those words that free goods which the restriction would reach; the others say what it is not about.
var exempts = compile(`(?i)appl|extend|gilt|gelten|galt|findet|finden|aplica|extiend|geldt|gelden|gold|toepassing|распростран|поширю|zastosow|berlaku|terpakai|áp dụng|geçerli`)

// inverts are the languages in which what is spared may stand before the words that say so.
var inverts = map[string]bool{"ru": true, "uk": true, "pl": true}

// subject is what stands between the restriction that is spoken of and the words that it does not reach something.
var subject = compile(`^[^,;，；]{0,40}$`)

// clauseEnd is how far what is named behind the words reaches: to the end of the clause, or to words
// that say the contrary of the rest.
func clauseEnd(text string) int {
	end := len(text)
	for _, stop := range [...]string{";", "；", ", but ", ", sondern ", ", mais ", ", pero ", ", mas ", ", ma ", ", maar ", ", но ", ", sino ", ", ale "} {
		if i := strings.Index(text[:end], stop); i >= 0 {
			end = i
		}
	}
	return end
}
