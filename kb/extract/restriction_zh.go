package extract

import "github.com/lodestone-kb/lodestone/kb"

// chineseRules read texts in simplified characters; others are made so before.
var chineseRules = []restrictionRule{
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
}
