package extract

import (
	"regexp"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// cue is the words of a restriction in a sentence.
type cue struct {
	start, end int
	kind       kb.RestrictionType
	rule       kb.RuleID
	binding    bool
}

// restrictionRule finds one way to say one type.
type restrictionRule struct {
	kind kb.RestrictionType
	name kb.RuleID
	re   *regexp.Regexp
	// unless keeps the rule away from sentences that say something else with the same words.
	unless *regexp.Regexp
}

func rule(kind kb.RestrictionType, name kb.RuleID, re string, unless ...string) restrictionRule {
	r := restrictionRule{kind: kind, name: name, re: regexp.MustCompile(re)}
	if len(unless) > 0 {
		r.unless = regexp.MustCompile(unless[0])
	}
	return r
}

var restrictionRules = []restrictionRule{
	// Chinese
	rule(kb.PresumptionOfDenial, "restriction.denial.zh/1", `原则上不予(?:以)?(?:许可|批准)`),
	rule(kb.CaseByCaseReview, "restriction.case.zh/1", `逐案(?:审批|审查|审核)|更(?:为)?严格的最终用户和最终用途审查|从严审查`),
	rule(kb.Prohibition, "restriction.ban.zh/1", `(?:一律)?禁止[^，。；]{0,40}出口|不得向[^，。；]{2,40}(?:出口|提供|转移)|(?:一律)?不予(?:以)?(?:出口)?许可|不予批准|零配额`, `原则上|未经许可|禁止或限制出口|禁止出口限制出口|未经.{0,20}批准`),
	rule(kb.AssistanceBan, "restriction.assist.zh/1", `(?:未经许可[^。；]{0,30})?不得[^，。；]{0,60}(?:提供|从事)[^。；]{0,60}(?:实质性)?(?:帮助|协助|支持|服务|代理|货运|寄递|报关)|不得为[^。；]{0,40}提供`),
	rule(kb.Extraterritorial, "restriction.abroad.zh/1", `境外(?:组织|出口经营者|特定出口经营者|制造商|企业)|任何国家和地区的(?:任何)?组织和个人|任何国家(?:和|或)地区|在境外(?:使用|生产|制造)|境外生产`),
	rule(kb.TechnologyControl, "restriction.technology.zh/1", `视同出口|技术(?:及其载体)?[^，。；]{0,24}(?:实施出口管制|未经许可|不得出口|限制出口|禁止出口)|(?:限制|禁止|管制)[^，。；]{0,12}技术[^，。；]{0,8}出口|技术(?:及其载体|、数据)`),
	rule(kb.EndUserListing, "restriction.listing.zh/1", `列入[^。；]{0,24}(?:管控名单|关注名单|不可靠实体清单|实体清单)|(?:管控名单|关注名单|不可靠实体清单)`),
	rule("production_quota", "restriction.output.zh/1", `(?:开采|冶炼分离|生产)[^。；]{0,24}(?:总量控制|总量调控|指标)`),
	rule(kb.Quota, "restriction.quota.zh/1", `出口配额|配额(?:管理|许可)`),
	rule("state_trading", "restriction.state-trading.zh/1", `国营贸易`),
	rule(kb.ExportDuty, "restriction.duty.zh/1", `出口关税|出口税`),
	rule("import_tariff", "restriction.tariff.zh/1", `(?:加征|进口)[^。；，]{0,8}关税`, `取消|出口关税`),
	rule("import_ban", "restriction.import-ban.zh/1", `禁止[^。；，]{0,20}进口`),
	rule(kb.CatchAll, "restriction.catch-all.zh/1", `全面管制|知道或者应当知道|明知[^。；]{0,40}用于`),
	rule(kb.Suspension, "restriction.suspension.zh/1", `暂停(?:实施|执行|适用)|中止(?:实施|执行)`),
	rule(kb.Exemption, "restriction.exemption.zh/1", `(?:无需|不需要?|免于)(?:申请|办理|取得)?[^，。；]{0,12}许可`),
	rule("reporting_registration", "restriction.report.zh/1", `应当[^。；]{0,24}(?:报告|登记|备案|填报)`),
	rule("traceability", "restriction.trace.zh/1", `追溯(?:信息)?(?:系统|管理|制度)`),
	rule(kb.LicenceRequirement, "restriction.licence.zh/1",
		`未经(?:许可|批准)[，,]?[^，。；]{0,20}不得[^，。；]{0,12}出口|(?:应当|应|须|需|必须)[^。；]{0,60}(?:申请|取得|获得|办理)[^。；，]{0,24}(?:许可|批准)|实施出口管制|实行出口许可|出口管制的?决定|凭[^。；，]{0,16}许可证|列入[^。；]{0,20}两用物项出口管制清单|办理出口手续|须(?:经|获)[^。；，]{0,16}(?:许可|批准)`,
		`不实施|无需|不需`),
	// English
	rule(kb.PresumptionOfDenial, "restriction.denial.en/1", `(?i)presumption of denial|in principle,? (?:be )?(?:denied|refused|not (?:be )?(?:granted|permitted|approved|licensed))|shall not be (?:permitted|approved|granted) in principle|policy of denial|generally be (?:denied|refused)`),
	rule(kb.CaseByCaseReview, "restriction.case.en/1", `(?i)case[- ]by[- ]case|stricter (?:end[- ]user|end[- ]use|review)|reviewed individually|individual review`),
	rule(kb.AssistanceBan, "restriction.assist.en/1", `(?i)unauthori[sz]ed (?:overseas |foreign )?cooperation|(?:may|shall|must) not (?:provide|give|offer|render)[^.;]{0,80}(?:assistance|support|services?|help)|barred from (?:helping|assisting|providing)|(?:prohibit|ban)(?:s|ned|ited)?[^.;]{0,40}(?:assistance|providing (?:services|support))`),
	rule(kb.Extraterritorial, "restriction.abroad.en/1", `(?i)extra-?territorial|any foreign (?:company|firm|entity|person)|foreign (?:companies|firms|manufacturers|exporters|organi[sz]ations)[^.;]{0,80}(?:must|need|unless|require|export)|outside (?:of )?(?:China|the territory)[^.;]{0,60}(?:must|licen|approval|export)|foreign[- ]produced|re-?exports?\b[^.;]{0,60}(?:licen|must|prohibit|require|control|item)|organi[sz]ations? (?:or|and) individuals? (?:of|in|from) any country|overseas (?:organi[sz]ations|exporters|entities)|de minimis`),
	rule(kb.TechnologyControl, "restriction.technology.en/1", `(?i)deemed export|technolog(?:y|ies)[^.;]{0,60}(?:export controls?|licen[cs]e|not be exported|restricted|prohibited|may not|under control)|export(?:s|ing)? of[^.;]{0,60}technolog(?:y|ies)|controls? (?:on|over)[^.;]{0,60}technolog(?:y|ies)|technical data`, `(?i)magnet-manufacturing technologies; these`),
	rule(kb.EndUserListing, "restriction.listing.en/1", `(?i)(?:add(?:s|ed|ing)?|plac(?:es|ed|ing)|put|includ(?:es|ed|ing)|list(?:s|ed|ing)?)[^.;]{0,80}(?:control list|entity list|watch list|unreliable entit(?:y|ies) list|export control list)|(?:unreliable entity|entity|watch) list\b`),
	rule(kb.EndUseBan, "restriction.use-ban.en/1", `(?i)exports?[^.;]{0,60}(?:defen[cs]e|military)[^.;]{0,40}(?:prohibited|banned|barred|not be (?:permitted|approved))|(?:prohibit|ban|bar)(?:s|ned|red|ited|ting|ning)?[^.;]{0,80}(?:military|defen[cs]e) (?:end[- ])?us(?:e|er)s?`),
	rule(kb.Prohibition, "restriction.ban.en/1", `(?i)exports?[^.;]{0,80}(?:\bis|\bare|\bbe|outright|remain)[^.;]{0,24}(?:prohibited|banned|barred|halted|suspended)|(?:prohibit|ban|bar|halt)(?:s|ned|red|ed|ting|ning|ing|ition)?(?: on)?(?: the| all| any)?[^.;]{0,40}exports?\b|(?:shall|may|must) not (?:be )?export(?:ed)?|no (?:person|one|exporter) (?:shall|may) export|suspen(?:d|ds|ded|ding|sion)(?: of)?[^.;]{0,40}\bexports?\b|export(?:s)? (?:ban|suspension|prohibition|halt)|zero quota`,
		`(?i)without (?:a |an |the )?(?:prior |written |valid )*(?:licen[cs]e|permit|authori[sz]ation|approval)|suspen[^.;]{0,60}(?:announcement|implementation|rule|controls?\b|paragraph|restrictions|measures)|import`),
	rule(kb.Quota, "restriction.quota.en/1", `(?i)export quotas?|quotas?[^.;]{0,40}export|\bquotas?\b`, `(?i)production quota|output quota|mining quota`),
	rule("production_quota", "restriction.output.en/1", `(?i)(?:production|output|mining) quotas?|total[- ](?:quantity|volume) control`),
	rule(kb.ExportDuty, "restriction.duty.en/1", `(?i)export (?:tax|taxes|dut(?:y|ies)|levy|levies)`),
	rule("import_tariff", "restriction.tariff.en/1", `(?i)(?:import )?tariffs?\b[^.;]{0,60}(?:on|of|from|increase|impos)|(?:impos|increas|rais)(?:e|es|ed|ing)[^.;]{0,40}(?:tariffs?|duties)|additional duties`, `(?i)tariff (?:code|number|line|classification)`),
	rule("import_ban", "restriction.import-ban.en/1", `(?i)(?:ban|prohibit|bar)(?:s|ned|ited|red|ning|ition|iting)?(?: on)?[^.;]{0,40}imports?\b|imports?[^.;]{0,60}(?:prohibited|banned|barred)`),
	rule("procurement_ban", "restriction.procurement.en/1", `(?i)(?:may not|shall not|prohibit)[^.;]{0,60}(?:acquire|procure|buy|purchase)|procurement (?:ban|prohibition)`),
	rule("local_processing", "restriction.processing.en/1", `(?i)unbeneficiated|processed (?:domestically|locally|in (?:the|this) country|at home)|value[- ]addition|local (?:processing|beneficiation)|in (?:its|their) raw (?:form|state)`),
	rule("state_trading", "restriction.state-trading.en/1", `(?i)state[- ]trading`),
	rule("stockpile", "restriction.stockpile.en/1", `(?i)strategic reserve|stockpil(?:e|es|ing)`, `(?i)stockpile strategic reserves are|are accelerating`),
	rule("reporting_registration", "restriction.report.en/1", `(?i)(?:must|shall|required to)[^.;]{0,40}(?:report|register|declare)\b`),
	rule(kb.CatchAll, "restriction.catch-all.en/1", `(?i)catch-all|knows? or (?:should|has reason to) know|is informed (?:that|by)`),
	rule(kb.Suspension, "restriction.suspension.en/1", `(?i)suspen(?:d|ds|ded|ding|sion)(?: of)?(?: the)?[^.;]{0,80}(?:announcements?|implementation|rule|controls?\b|paragraph|restrictions?|measures?|notice)|(?:announcements?|implementation|rule|controls?|paragraph|measures?)[^.;]{0,60}(?:is|are|be|been|was|were) suspended`),
	rule(kb.Exemption, "restriction.exemption.en/1", `(?i)\bexempt(?:ed|ion|ions)?\b|licen[cs]e is not required|not require a licen[cs]e`),
	rule(kb.LicenceRequirement, "restriction.licence.en/1",
		`(?i)without (?:a |an |the )?(?:prior |written |valid |export )*(?:licen[cs]e|permit|authori[sz]ation|approval)|(?:require|requires|required|requiring|need|needs|must|shall|obtain|secure|subject to|apply for)[^.;]{0,60}(?:licen[cs](?:e|es|ing)|permits?|authori[sz]ations?|approval)|export (?:licen[cs](?:e|es|ing)|permits?)|(?:subject to|placed under|under|imposes?|imposed|imposing|announced?|expanded?|new|tightened|strengthened) (?:new |stricter |temporary )?export controls?|export controls? (?:on|over|for|of)|licensing (?:regime|requirement|system)`,
		`(?i)no licen[cs]e|not require a licen|licen[cs]e is not required`),
}

// actRe tells the types whose cue makes a list below restricted.
func bindingType(k kb.RestrictionType) bool {
	for _, r := range kb.Restrictions() {
		if r.Type == k {
			return r.Strictness > 40
		}
	}
	return false
}

// restrictionCues finds the restrictions of a sentence, at most one of each type.
func restrictionCues(s *sentence) []cue {
	var out []cue
	for _, r := range restrictionRules {
		m := r.re.FindStringIndex(s.text)
		if m == nil || r.unless != nil && r.unless.MatchString(s.text) {
			continue
		}
		out = append(out, cue{m[0], m[1], r.kind, r.name, bindingType(r.kind)})
	}
	return sharpen(out, s)
}

// sharpen settles what stands together: a ban of a stated use is an end-use ban too, and what an
// act suspends is not asserted by it.
func sharpen(cues []cue, s *sentence) []cue {
	has := func(k kb.RestrictionType) bool {
		for _, c := range cues {
			if c.kind == k {
				return true
			}
		}
		return false
	}
	suspends := has(kb.Suspension)
	var out []cue
	for _, c := range cues {
		switch {
		case suspends && c.kind != kb.Suspension && relationIn(s.text) == kb.Suspends:
			continue
		case c.kind == kb.Prohibition && namesUse(s) && !has(kb.EndUseBan):
			out = append(out, cue{c.start, c.end, kb.EndUseBan, c.rule + "+use", true})
		case c.kind == kb.EndUseBan && !namesUse(s):
			continue
		case c.kind == "local_processing" && !has(kb.Prohibition) && !has(kb.LicenceRequirement):
			continue
		}
		dup := false
		for _, o := range out {
			dup = dup || o.kind == c.kind
		}
		if !dup {
			out = append(out, c)
		}
	}
	return out
}

func namesUse(s *sentence) bool {
	for _, m := range s.matches {
		if m.Term.Kind == lexicon.KindEndUse && m.Term.Code != string(kb.MedicalHumanitarian) {
			return true
		}
	}
	return false
}

// restrictions emits the restrictions of a sentence.
func (r *reader) restrictions(s *sentence) {
	for _, c := range s.cues {
		a := s.assertion
		if c.kind == kb.Exemption && a == kb.Negated {
			a = kb.Asserted
		}
		confidence := 0.9
		if !r.official() {
			confidence = 0.7
		}
		r.emit(s, kb.RestrictionValue{Type: c.kind, Direction: direction(c.kind)}, c.start, c.end, "", a, c.rule, confidence)
	}
}

func direction(k kb.RestrictionType) kb.Direction {
	for _, r := range kb.Restrictions() {
		if r.Type == k {
			return r.Direction
		}
	}
	return kb.Export
}
