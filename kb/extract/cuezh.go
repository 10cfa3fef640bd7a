package extract

import "github.com/lodestone-kb/lodestone/kb"

// chineseRules are read on simplified characters.
var chineseRules = []restrictionRule{
	rule(kb.PresumptionOfDenial, "restriction.denial.zh/2", `原则上(?:一律)?不(?:予)?(?:以)?(?:许可|批准|准)|原则上不[^，。；]{0,6}出口`),
	rule(kb.CaseByCaseReview, "restriction.case.zh/2", `逐案(?:审批|审查|审核)|更(?:为|加)?严格的?(?:最终用户和最终用途)?(?:审查|审核|核查)|从严(?:审查|审核|审批)`),
	rule(kb.Prohibition, "restriction.ban.zh/2", `(?:一律|全面)?禁止[^，。；]{0,40}(?:出口|转移|提供)|出口[^，。；]{0,10}(?:一律|全面)?(?:被)?(?:禁止|叫停|停止)|(?:一概|一律)?(?:不得|不可|不准|不许)(?:再)?(?:向|对)[^，。；]{2,40}(?:出口|提供|转移)|(?:一概|一律|亦|也)(?:不得|不可|不准)(?:再)?出口|(?:一律|均|全部)?不予(?:以)?(?:出口)?许可|不予批准|零配额|(?:停止|中止|暂停)[^，。；]{0,24}出口(?:活动|业务)?|出口[^，。；]{0,16}(?:停止|中止|暂停)`,
		`原则上|或者?不予|不予许可的(?:决定|，|书面)|未经许可|没有[^，。；]{0,8}(?:许可|允许|批准)|未取得|禁止或限制出口|禁止出口限制出口|未经.{0,20}批准|暂停(?:实施|执行|适用)|停止(?:实施|执行)`),
	rule(kb.AssistanceBan, "restriction.assist.zh/2", `(?:未经许可[^。；]{0,30})?不得[^，。；]{0,60}(?:提供|从事)[^。；]{0,60}(?:实质性)?(?:帮助|协助|支持|服务|代理|货运|寄递|报关)|不得为[^。；]{0,40}提供`),
	rule(kb.Extraterritorial, "restriction.abroad.zh/2", `境外(?:组织|出口经营者|特定出口经营者|制造商|企业)|任何国家(?:和|或)?地区的?(?:任何)?(?:组织|个人)|不论来自哪个国家|来自任何国家|在境外(?:使用|生产|制造)|境外生产|原产于中[^。；]{0,40}(?:转移|提供)给`),
	rule(kb.TechnologyControl, "restriction.technology.zh/2", `视同出口|技术(?:及其载体)?[^，。；]{0,24}(?:实施出口管制|未经许可|不得出口|限制出口|禁止出口|列为限制|列入限制)|(?:限制|禁止|管制)[^，。；]{0,12}技术[^，。；]{0,8}出口|技术(?:及其载体|、数据)|技术[^，。；]{0,16}(?:新列为|列为|列入|归入)[^，。；]{0,8}限制`, `技术(?:指标|参数)[^，。；]{0,12}(?:实施|列入)`),
	rule(kb.EndUserListing, "restriction.listing.zh/1", `列入[^。；]{0,24}(?:管控名单|关注名单|不可靠实体清单|实体清单)|(?:管控名单|关注名单|不可靠实体清单)`),
	rule("production_quota", "restriction.output.zh/1", `(?:开采|冶炼分离|生产)[^。；]{0,24}(?:总量控制|总量调控|指标)`),
	rule(kb.Quota, "restriction.quota.zh/2", `出口配额|配额(?:管理|许可|证明|货物|招标)|实行配额`),
	rule("state_trading", "restriction.state-trading.zh/1", `国营贸易|出口企业(?:名单|资格)`),
	rule(kb.ExportDuty, "restriction.duty.zh/1", `出口关税|出口税(?:率)?`, `出口退税`),
	rule("import_tariff", "restriction.tariff.zh/2", `(?:加征|进口)[^。；，]{0,8}关税`, `取消|出口关税|暂缓|搁[下置]`),
	rule("import_ban", "restriction.import-ban.zh/1", `禁止[^。；，]{0,20}进口`, `禁止[^。；，]{0,6}出口`),
	rule(kb.CatchAll, "restriction.catch-all.zh/2", `全面管制|知道或者?应当知道|明知[^。；]{0,40}用于|清单(?:之外|以外)的(?:货物|物项)`),
	rule("transit_transshipment", "restriction.transit.zh/1", `过境、?转运|通运、|过境[^。；，]{0,12}(?:适用|须|应)`),
	rule(kb.Suspension, "restriction.suspension.zh/1", `暂停(?:实施|执行|适用)|中止(?:实施|执行)`),
	rule(kb.GeneralLicence, "restriction.general-licence.zh/1", `通用许可`),
	rule(kb.Exemption, "restriction.exemption.zh/1", `(?:无需|不需要?|免于|不必)(?:申请|办理|取得|申领)?[^，。；]{0,12}许可|不受[^，。；]{0,8}管制|不适用本(?:公告|条例)|不再实行[^，。；]{0,8}管制`),
	rule("reporting_registration", "restriction.report.zh/1", `应当[^。；]{0,24}(?:报告|登记|备案|填报)`),
	rule("traceability", "restriction.trace.zh/1", `追溯(?:信息)?(?:系统|管理|制度)`),
	rule("stockpile", "restriction.stockpile.zh/1", `(?:国家|战略)储备`),
	rule("negotiation_mandate", "restriction.talks.zh/1", `要求[^。；]{0,24}(?:谈判|磋商)[^。；]{0,12}协[定议]|谈妥供应`),
	rule(kb.LicenceRequirement, "restriction.licence.zh/2",
		`(?:未经|没有(?:得到|获得|取得|官方|获)?|未取得|未获)[^，。；]{0,6}(?:许可|批准|允许)[^，。；]{0,2}[，,]?[^，。；]{0,20}(?:不得|不准|不可|便)[^，。；]{0,12}出口|(?:应当|应|须|需|必须|都要|均须|要)[^。；]{0,60}(?:申请|取得|获得|办理|办妥|申领|提出)[^。；，]{0,24}(?:许可|批准|出口手续)|(?:实施|实行|采取|启动|纳入|列入|归入|置于)[^，。；]{0,20}出口(?:管制|管束|管控|许可)|出口(?:管制|管束|管控)的?决定|受(?:到)?(?:出口)?管制的|施出口管制|凭[^。；，]{0,16}许可证|办理出口手续|须(?:经|获)[^。；，]{0,16}(?:许可|批准)|出口许可证(?:管理|制度)|许可证制度管理`,
		`不实施|无需|不需|取消[^，。；]{0,12}(?:管制|许可)`),
	rule(kb.LicenceRequirement, "restriction.controls.zh/1", `(?:加强|强化|扩大|升级|收紧)[^，。；]{0,20}出口(?:管制|管束|管控)|出口(?:管制|管束|管控)(?:措施|清单|范围|加码|升级|扩围)|管制加码`),
}
