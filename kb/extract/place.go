package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

var (
	towards      = compile(`(?i)(?:\bto|\bagainst|\btowards?|destined for|bound for|\bfor|shipments? to|into|for export to)\s+(?:the |any |all |certain |some )?(?:military (?:end[- ])?users? in (?:the )?)?(?:[A-Z][\w.]+(?:,| and| or)\s+(?:the )?){0,4}$`)
	towardsZh    = compile(`(?:^|[^（(])(?:对|向|往|至|输往|出口到|出口至|運往|运往|銷往)(?:[^，。；]{0,10}(?:和|、|及|或))?$`)
	towardsMore  = compile(`(?i)(?:^|[^\p{L}])(?:nach|in (?:die|den|das)|gegen|an die|vers|aux?|(?:export|livr|expédi|envo|vend|vente)\p{L}*[^.;]{0,40} en|à destination (?:de la|des|du)|contre|para(?: [oa]s?)?|aos?|a los|a las|a|hacia|destino a(?:os)?|destinée?s? (?:à|aux?)|destinad[oa]s? a|verso|negli|agli|naar(?: de)?|в|на|ke|sang|đến|till|til|do)\s+(?:les |los |las |la |le |l['’]|el |o |os |as |il |gli |die |den |der |de )?$|(?:إلى|نحو)\s*$`)
	towardsAfter = compile(`^(?:の[^、。]{0,12})?(?:向け|への|に対|へ|に輸出)|^\s*(?:에 대한|으로|로의|로|향|에)|^\s*को`)
	entityIn     = compile(`(?i)^(?:n|ese|an)?\s*(?:entities|companies|firms|institutions)|^(?:有关|相关)?(?:实体|企业|等)`)
	exporting    = compile(`(?i)\bexports?\b|\bexported\b|\bexporting\b|\bshipments?\b|出口`)
	leaving      = compile(`(?i)^\s*(?:except|excluding)`)
)

// ofState: the Chinese state is an owner, and no place to which goods go.
var ofState = compile(`(?i)^ (?:state|government|authorities|ministry|side|president|leaders?|officials?)\b`)

// places emits destinations: places towards which an export restriction points. A country that is
// merely spoken of is none. Where an export restriction of an official text names no place, the
// destination is everywhere, inferred, and its words are those of the restriction.
func (r *reader) places(s *sentence) {
	var export *cue
	for i, c := range s.cues {
		if c.binding && (direction(c.kind) == kb.Export || direction(c.kind) == kb.ReExport) && c.kind != kb.EndUserListing {
			if c.kind == kb.Quota && s.says(importing) && !s.says(exporting) {
				continue // of imports
			}
			export = &s.cues[i]
			break
		}
	}
	listing := false
	for _, c := range s.cues {
		listing = listing || c.kind == kb.EndUserListing
	}
	home := r.home()
	named, gone := false, -1 // gone is the end of the last destination
	r.actors(s)
	for _, m := range s.matches {
		if m.Term.Kind == lexicon.KindPlace && s.fits(ofState, ahead(s.plain, m.End)) {
			continue
		}
		if m.Term.Kind != lexicon.KindPlace || m.Term.Code == home || r.acting[m.Term.Code] || r.insideOther(s, m) {
			continue
		}
		before, after := behind(s.plain, m.Start), ahead(s.plain, m.End)
		to := s.goesOn(gone, m.Start) || s.fits(towards, before) || s.fits(towardsZh, behind(s.plain, m.Start)) || strings.HasPrefix(m.Term.Code, "non-")
		if !to && otherRules[base(r.doc.Lang)] != nil {
			opens := len(strings.TrimSpace(before)) <= 2 // "A Indonésia" is the article of who acts
			to = s.fits(towardsMore, before) && !opens || s.fits(towardsAfter, after)
		}
		of := listing && s.fits(entityIn, after)
		if !of && (!to || export == nil && !s.list.restricts && !(s.provision.Kind == "title" && s.fits(exporting, s.text))) {
			continue
		}
		gone = m.End
		role := kb.RoleIncluded
		if excepted(s, m.Start) || s.fits(leaving, after) {
			role = kb.RoleExcluded
		}
		a := s.assertion()
		if role == kb.RoleExcluded {
			a = kb.Exempted
		} else {
			named = true
		}
		r.emit(s, kb.DestinationValue{Destination: m.Term.Code}, m.Start, m.End, role, a, "destination.towards/2", 0.85)
	}
	if export != nil && !named && s.assertion() != kb.Negated {
		r.emit(s, kb.DestinationValue{Destination: "*"}, export.start, export.end, kb.RoleInferred, s.assertion(), "destination.everywhere/1", 0.6)
	}
}

// goesOn reports whether a place continues the list of a destination before it: "to Russia and Belarus".
func (s *sentence) goesOn(last, at int) bool {
	return last >= 0 && last < at && s.fits(andPlace, s.plain[last:at])
}

var andPlace = compile(`(?i)^\s*(?:,|、|，|及|和|与|或|and|or|und|oder|et|ou|y|e|o|en|of|и|или|dan|atau|và|ve|veya|oraz|lub|と|や|および|及び|와|과|및|و)\s?(?:and|or|und|et|y|и|dan|và)?\s?(?:to|the|la|le|les|los|las|el|die|den|der|na|in|nach|vers|à|a|na|к)?\s*(?:the |la |le |les )?$`)

// actors keeps who acts in a report, by its name before the verb and by its authorities: who
// restricts is no destination.
func (r *reader) actors(s *sentence) {
	if r.official() {
		return
	}
	for _, m := range s.matches {
		switch {
		case m.Term.Kind == lexicon.KindAuthority && m.Term.Jurisdiction != "":
			r.acting[string(m.Term.Jurisdiction)] = true
		case m.Term.Kind == lexicon.KindPlace && s.fits(stateActs, ahead(s.plain, m.End)):
			r.acting[m.Term.Code] = true
		}
	}
}

// base is the language without script and region.
func base(l corpus.Lang) string {
	b, _, _ := strings.Cut(string(l), "-")
	return b
}

// home is the jurisdiction that restricts: its own name is no destination.
func (r *reader) home() string {
	if r.doc.Jurisdiction != "" {
		return string(r.doc.Jurisdiction)
	}
	return strings.ToUpper(strings.SplitN(string(r.own.names), "-", 2)[0])
}

// insideOther keeps a place inside the name of an authority or a law apart.
func (r *reader) insideOther(s *sentence, m lexicon.Match) bool {
	return inside(s.bodies, m) || inside(s.laws, m)
}
