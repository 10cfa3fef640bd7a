package extract

import (
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var (
	// risk is how a company or a lawyer speaks of what no government has done.
	risk = compile(`(?i)\bno (?:assurance|guarantee|certainty) that\b|\bthere is a risk (?:that|of)\b|\bcould in (?:the )?future\b|\bmay in (?:the )?future\b|\bgovernments? (?:could|may|might) (?:at any time|also|in future)|\b(?:cannot|can['’]t) be (?:ruled out|excluded)|\b(?:we|company|group) (?:may|could|might) be (?:subject|affected|required)\b|不能排除|无法保证|存在[^，。；]{0,16}的风险|可能面临`)
	// refutes is a sentence that denies what the one before it told.
	refutes = compile(`(?i)\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|reject(?:s|ed)|refut(?:es|ed)) (?:it|this|that|them|the (?:reports?|claims?|rumou?rs?))\b|\b(?:reports?|claims?|rumou?rs?) (?:is|are|was|were) (?:false|untrue|wrong|baseless)|\bdenials? (?:came|followed)\b|对此[^。；]{0,24}否认|予以否认|(?:报道|消息|传闻)(?:并)?不(?:属)?实|\bdementiert|\bdément(?:i|it)?\b|desmin[tt]i|desmentiu|ha smentito|опроверг|membantah|bác bỏ|yalanla|zaprzecz|نفت|نفى|否定した|부인했`)
	// hearsay is how the sentence that is denied tells of it.
	hearsay = compile(`(?i)\b(?:reports?|reported|reportedly|rumou?rs?|speculation|claims?|claimed|not confirmed|unconfirmed|according to|may|might|could)\b|报道|传闻|消息|据|称|rapport|rumeur|Bericht|Gerücht|inform|rumor|boato|voci|notizi|сообщ|слух|kabar|rumor|tin đồn|iddia|pogłosk|تقارير|報道|보도`)
)

// refuted takes back what the sentence before told as hearsay, where the one at hand denies it.
func (r *reader) refuted(s *sentence) {
	if !s.says(refutes) || binds(s.cues) && !s.denies() {
		return
	}
	last := -1
	for _, f := range slices.Backward(r.out) {
		if f.Context.End <= s.Start && s.Start-f.Context.End < 4 {
			last = f.Context.Start
			break
		}
	}
	if last < 0 || !hearsay.MatchString(r.rev.Text[last:s.Start]) {
		return
	}
	for i := range r.out {
		if f := &r.out[i]; f.Context.Start == last {
			r.takeBack(f)
		}
	}
}

// takeBack makes a fact one that the text denies; a date stays what it is.
func (r *reader) takeBack(f *kb.Fact) {
	switch f.Value.(type) {
	case kb.RestrictionValue, kb.DestinationValue, kb.EndUseValue, kb.ThresholdValue:
		f.Assertion = kb.Negated
	case kb.MaterialValue:
		if f.Role == kb.RoleRestricted {
			f.Role, f.Assertion = kb.RoleMentioned, kb.Negated
		}
	}
}

// rumoured takes back what only a report's headline or hearsay tells of a material, where a sentence of the
// text denies that very restriction and none asserts it.
func (r *reader) rumoured() {
	if r.official() {
		return
	}
	denied, sure := map[kb.Material]bool{}, map[kb.Material]bool{}
	spoken := map[corpus.Range]bool{} // sentences of which a restriction is denied
	for _, f := range r.out {
		if v, ok := f.Value.(kb.RestrictionValue); ok && f.Assertion == kb.Negated && v.Direction == kb.Export {
			spoken[f.Context] = true
		}
	}
	for _, f := range r.out {
		v, ok := f.Value.(kb.MaterialValue)
		switch {
		case !ok || v.Material == "":
		case f.Assertion == kb.Negated && spoken[f.Context]:
			denied[v.Material] = true
		case f.Role == kb.RoleRestricted && f.Assertion != kb.Proposed && f.Assertion != kb.Reported:
			sure[v.Material] = true
		}
	}
	for i := range r.out {
		f := &r.out[i]
		if v, ok := f.Value.(kb.MaterialValue); ok && f.Role == kb.RoleRestricted && denied[v.Material] && !sure[v.Material] {
			context := f.Context
			for j := range r.out {
				if r.out[j].Context == context {
					r.takeBack(&r.out[j])
				}
			}
		}
	}
}
