package extract

import "github.com/lodestone-kb/lodestone/kb"

// englishRules read English, and the English that machines make of other languages.
var englishRules = []restrictionRule{
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
