package extract

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

var (
	except    = compile(`(?i)\b(?:except(?: for)?|excluding|other than|not including)\b|不包括|除[^，。]{0,20}外|但[^，。]{0,12}除外`)
	codedItem = compile(`管制编码|管制編碼|商品编号|商品編號|税则号列|参考海关|(?i:customs commodity number|tariff number)|\b[0-9][A-E][0-9]{3}\b`)
)

// materials emits the materials of a sentence. One is restricted where its sentence asserts a
// binding restriction, where it stands in a list that an opening line restricts, or where it is an
// item with a control code; otherwise it is only mentioned.
func (r *reader) materials(s *sentence) {
	restricts := binds(s.cues) && s.assertion() != kb.Negated
	coded := r.official() && (s.provision.Kind == corpus.Item || s.provision.Kind == corpus.Row || r.doc.Kind == corpus.Annex) && s.fits(codedItem, s.plain)
	from, covered := r.covers(s)
	var found []int
	for _, m := range s.matches {
		if m.Term.Kind == lexicon.KindItem && (restricts || coded || s.list.restricts) {
			r.item(s, m)
			continue
		}
		if m.Term.Kind != lexicon.KindMaterial || r.insideLaw(s, m) || s.fits(ofLicence, ahead(s.plain, m.End)) {
			continue
		}
		if m.Term.Code == "raw_minerals" && s.material(m.Start) {
			continue // 铝土矿原矿 is bauxite as it was dug
		}
		form, end := formAfter(s, m)
		v := kb.MaterialValue{Material: kb.Material(m.Term.Code), Form: form}
		role, rule, a := kb.RoleMentioned, kb.RuleID("material.mentioned/1"), s.assertion()
		switch {
		case (s.exempts || s.free.Start <= m.Start && m.End <= s.free.End) && !restricts:
			role, rule, a = kb.RoleExempt, "material.exempt/1", kb.Exempted
		case excepted(s, m.Start), s.spared.Start <= m.Start && m.End <= s.spared.End:
			role, rule = kb.RoleExempt, "material.except/1"
		case s.priced(m), s.apart(m), s.carries(m):
			rule = "material.priced/1"
		case (coded || s.list.restricts) && r.beside(s, v.Material):
			rule = "material.beside/1"
		case coded:
			role, rule = kb.RoleRestricted, "material.coded/1"
		case s.list.restricts && s.list.assertion != kb.Negated:
			role, rule, a = kb.RoleRestricted, "material.list/1", s.list.assertion
		case restricts:
			role, rule = kb.RoleRestricted, "material.sentence/1"
		case covered && from <= m.Start && !s.traded(m) && m.Term.Code != "raw_minerals":
			role, rule = kb.RoleRestricted, "material.covered/1"
			if a == kb.Asserted {
				a = r.ruling.assertion
			}
		}
		if r.emit(s, v, m.Start, end, role, a, rule, 0.85) && role != kb.RoleExempt {
			found = append(found, len(r.out)-1)
		}
	}
	r.refer(s, found, restricts)
}

// priced reports whether only the price or the output of a material is spoken of: it is no part of
// what is restricted, whatever the sentence bans besides.
func (s *sentence) priced(m lexicon.Match) bool {
	before, after := behind(s.plain, m.Start), ahead(s.plain, m.End)
	return s.fits(priceBefore, before) && !s.fits(stillBound, after) || s.fits(priceAfter, after) || s.fits(sparedAfter, after)
}

var (
	priceBefore = compile(`(?i)\b(?:prices?|futures|costs?|stocks?|demand) (?:of|for|in) (?:refined |raw |spot )?$|\b(?:nothing about|no mention of|not mention(?:ed)?|silent (?:on|about))[^.;]{0,40}$`)
	priceAfter  = compile(`(?i)^(?:冶炼|精炼)?厂|^ (?:refiner(?:y|ies)|smelters?|plants?)\b|^(?:['’]s)? (?:prices?|futures|stocks|shares)\b|^[价價](?:格)?(?:[上下大]?[涨漲跌升降]|创|創|飙|飆|走|持平|攀)|^价格|^期货|^ ?価格|^ ?가격`)
)

var (
	// stillBound: "does not mention dysprosium, which remains subject to a licence".
	stillBound = compile(`(?i)^[^.;]{0,60}, which (?:remains?|are|is|have been|has been|stays?)\b`)
	// sparedAfter: "le cuivre épargné", "tin is spared".
	sparedAfter = compile(`(?i)^,? (?:(?:ores?|concentrates?|scrap|oxide|metal|products?|minerals?|exports?|ingots?|powder) )?(?:(?:est|sont|reste|restent|is|are|remains?|wird|werden|bleibt|bleiben|queda|quedan|fica|ficam|resta|restano) )?(?:épargnée?s?|spared|untouched|unaffected|not (?:touched|affected|included|covered)|verschont|unberührt|a salvo|de fora|fuera|escluso|esclusi|risparmiat[oaie]|не затронут\p{L}*)(?:[^\p{L}]|$)`)
	// carrier are the common metals of alloys that are named for a rarer one.
	carrier = map[kb.Material]bool{"Al": true, "Fe": true, "Co": true, "Ni": true, "Cu": true, "Mg": true}
)

// material reports whether the name of a material ends at a place.
func (s *sentence) material(end int) bool {
	return slices.ContainsFunc(s.matches, func(m lexicon.Match) bool { return m.Term.Kind == lexicon.KindMaterial && m.End == end })
}

// carries reports whether a material is the common metal of an alloy or a magnet that is named for two:
// samarium-cobalt is restricted for its samarium.
func (s *sentence) carries(m lexicon.Match) bool {
	if !carrier[kb.Material(m.Term.Code)] {
		return false
	}
	if s.fits(basedOn, ahead(s.plain, m.End)) && slices.ContainsFunc(s.matches, func(o lexicon.Match) bool { return o.Term.Kind == lexicon.KindMaterial && o.Term.Code != m.Term.Code }) {
		return true
	}
	pairs, other := 0, false
	for _, o := range s.matches {
		if o.Term.Kind == lexicon.KindMaterial && (o.End+1 == m.Start && isHyphen(s.text[o.End]) || m.End+1 == o.Start && isHyphen(s.text[m.End])) {
			pairs++
			other = !carrier[kb.Material(o.Term.Code)] && kb.Material(o.Term.Code).IsElement()
		}
	}
	return pairs == 1 && other && !strings.Contains(s.plain[max(0, m.Start-24):min(len(s.plain), m.End+24)], "boron")
}

// basedOn: nickel-based superalloys with rhenium.
var basedOn = compile(`(?i)^(?:-based|-base|[ -]basis)\b|^基`)

func isHyphen(b byte) bool { return b == '-' }

// apart reports whether a material stands in another part of the sentence than the restriction, which
// has its own: "nickel is mined there, but only germanium needs a licence", "batteries are the outlet
// for lithium, whose export is banned".
func (s *sentence) apart(m lexicon.Match) bool {
	if len(s.cues) == 0 || !s.may(contrast) {
		return false
	}
	own, other := false, false
	start := 0
	for _, cut := range append(contrast.FindAllStringIndex(s.plain, -1), []int{len(s.plain), len(s.plain)}) {
		if s.fits(butLimit, s.plain[cut[0]:]) {
			continue
		}
		cued, named := false, false
		for _, c := range s.cues {
			cued = cued || c.binding && c.start < cut[0] && start < c.end
		}
		for _, o := range s.matches {
			named = named || o.Term.Kind == lexicon.KindMaterial && start <= o.Start && o.Start < cut[0]
		}
		if start <= m.Start && m.Start < cut[0] {
			own = cued
		} else {
			other = other || cued && named
		}
		start = cut[0]
	}
	return other && !own
}

// butLimit: "but no more than 0.5 %" goes on with the same thing.
var butLimit = compile(`(?i)^[,;] (?:but|though) (?:no|not|at) (?:more|less|greater|least|exceeding)`)

// contrast opens a part of a sentence that says something else than the part before.
var contrast = compile(`(?i)[,;] (?:but|while|whereas|although|though|yet|which already|said nothing)\b|[，；](?:但|而|不过|然而|其中)|; `)

// item emits equipment, technology or a class of goods that names no element.
func (r *reader) item(s *sentence, m lexicon.Match) {
	role, a := kb.RoleRestricted, s.assertion()
	if excepted(s, m.Start) {
		role = kb.RoleExempt
	}
	r.emit(s, kb.MaterialValue{Item: m.Term.Code}, m.Start, m.End, role, a, "material.item/1", 0.75)
}

// refer lets a report's sentence about a restriction that names no material mean those named just
// before it: "Gabon digs manganese. Its export will end."
func (r *reader) refer(s *sentence, found []int, restricts bool) {
	if r.official() {
		return
	}
	exports := slices.ContainsFunc(s.cues, func(c cue) bool { return c.binding && direction(c.kind) == kb.Export && c.kind != kb.EndUserListing })
	if len(found) > 0 && !(s.fits(theAbove, s.plain) && r.byReference(found)) {
		r.last = found
		return
	}
	if !restricts || !exports {
		return
	}
	for _, i := range r.last {
		if f := &r.out[i]; f.Role == kb.RoleMentioned && (s.Start-f.Context.End < 4 || f.Context.Start < 200 || s.Start-f.Context.End < 200 && s.fits(theAbove, s.plain)) {
			f.Role, f.Rule, f.Confidence = kb.RoleRestricted, "material.before/1", 0.6
		}
	}
}

// byReference reports whether all of some facts name goods by the act that lists them.
func (r *reader) byReference(found []int) bool {
	return !slices.ContainsFunc(found, func(i int) bool {
		v, ok := r.out[i].Value.(kb.MaterialValue)
		return !ok || !strings.HasPrefix(string(v.Material), "all ")
	})
}

var theAbove = compile(`(?:上述|前述)(?:物项|商品|产品|货物)`)

// settle mends what only the whole text tells.
func (r *reader) settle() {
	var named, strong, strict bool
	for _, f := range r.out {
		switch v := f.Value.(type) {
		case kb.DestinationValue:
			named = named || f.Role == kb.RoleIncluded && f.Assertion != kb.Negated && (!r.official() || r.inTitle(f))
		case kb.RestrictionValue:
			strong = strong || v.Type == kb.LicenceRequirement && !weak(f.Rule)
			strict = strict || v.Type == kb.Prohibition || v.Type == kb.PresumptionOfDenial || v.Type == kb.EndUseBan || v.Type == kb.Quota
		}
	}
	all := slices.Clone(r.out) // deleting moves what is compared with
	r.out = slices.DeleteFunc(r.out, func(f kb.Fact) bool {
		switch v := f.Value.(type) {
		case kb.DestinationValue: // a title or a report that names a destination does not mean everywhere as well
			return named && f.Role == kb.RoleInferred && (r.official() || !elsewhere(all, f)) && !otherwise(all, f)
		case kb.RestrictionValue: // "tighter export controls" is the headline of what is told exactly
			return v.Type == kb.LicenceRequirement && weak(f.Rule) && strict && !strong
		}
		return false
	})
	r.rumoured()
	r.titled()
	r.coarseYears()
}

// elsewhere reports whether the sentence of an inferred destination restricts a material that no
// sentence with a named destination restricts: a timeline bans one thing to one country and licenses
// another to all.
func elsewhere(all []kb.Fact, everywhere kb.Fact) bool {
	aimed := map[corpus.Range]bool{}
	for _, f := range all {
		if _, ok := f.Value.(kb.DestinationValue); ok && f.Role == kb.RoleIncluded && f.Assertion != kb.Negated {
			aimed[f.Context] = true
		}
	}
	var own, others []kb.Material
	for _, f := range all {
		if v, ok := f.Value.(kb.MaterialValue); ok && f.Role == kb.RoleRestricted && v.Material != "" {
			switch {
			case aimed[f.Context]:
				others = append(others, v.Material)
			case f.Context == everywhere.Context:
				own = append(own, v.Material)
			}
		}
	}
	return len(others) > 0 && slices.ContainsFunc(own, func(m kb.Material) bool { return !among(others, m) })
}

// otherwise reports whether the sentence of an inferred destination requires a licence, and sentences that
// name a destination tell only of applications that are refused in principle: a licence for all.
func otherwise(all []kb.Fact, everywhere kb.Fact) bool {
	aimed := map[corpus.Range]bool{}
	for _, f := range all {
		if _, ok := f.Value.(kb.DestinationValue); ok && f.Role == kb.RoleIncluded && f.Assertion != kb.Negated {
			aimed[f.Context] = true
		}
	}
	licence, refused, other := false, false, false
	for _, f := range all {
		v, ok := f.Value.(kb.RestrictionValue)
		switch {
		case !ok || f.Assertion == kb.Negated || weak(f.Rule):
		case aimed[f.Context]:
			refused = refused || v.Type == kb.PresumptionOfDenial
			other = other || v.Type == kb.LicenceRequirement || v.Type == kb.Prohibition
		case f.Context == everywhere.Context:
			licence = licence || v.Type == kb.LicenceRequirement && f.Assertion == kb.Asserted
		}
	}
	return licence && refused && !other
}

// inTitle reports whether a fact stands in the title, or in the opening above the first clause.
func (r *reader) inTitle(f kb.Fact) bool {
	for _, p := range r.rev.Provisions {
		if p.Start > f.Span.Start {
			return true
		}
		if p.Kind == corpus.Item || p.Kind == corpus.Article || p.Kind == corpus.Row {
			return false
		}
	}
	return true
}

func weak(rule kb.RuleID) bool { return strings.HasPrefix(string(rule), "restriction.controls.") }

// titled makes the materials of a report's headline restricted where the report tells of an export
// restriction and ties it to no material elsewhere.
func (r *reader) titled() {
	if r.official() {
		return
	}
	told, tied := false, false
	for _, f := range r.out {
		switch v := f.Value.(type) {
		case kb.RestrictionValue:
			told = told || v.Type.Info().Strictness > 40 && v.Direction == kb.Export && v.Type != kb.EndUserListing && f.Assertion != kb.Negated && f.Assertion != kb.Historic
		case kb.MaterialValue:
			tied = tied || f.Role == kb.RoleRestricted && v.Material != ""
		}
	}
	if !told || tied {
		return
	}
	for i := range r.out {
		f := &r.out[i]
		if v, ok := f.Value.(kb.MaterialValue); ok && f.Role == kb.RoleMentioned && f.Span.Start < 200 && slices.Contains(r.title, v.Material) {
			f.Role, f.Rule, f.Confidence = kb.RoleRestricted, "material.title/1", 0.5
		}
	}
}

// ofLicence: 两用物项出口许可证 is the name of a licence, "dual-use items export control list" of a list.
var ofLicence = compile(`(?i)^(?:和技术)?(?:进?出口)?(?:许可|管制清单|管制管控|管控名单|目录)|^\s*(?:export )?(?:licen[cs]es?|control lists?)\b`)
