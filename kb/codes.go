package kb

import "slices"

// RestrictionType is one of the closed list of things that a measure does; see [Restrictions].
type RestrictionType string

// The restriction types that the code names. The whole list is [Restrictions].
const (
	Prohibition         RestrictionType = "prohibition"
	EndUseBan           RestrictionType = "end_use_ban"
	PresumptionOfDenial RestrictionType = "presumption_of_denial"
	CaseByCaseReview    RestrictionType = "case_by_case_review"
	LicenceRequirement  RestrictionType = "licence_requirement"
	TechnologyControl   RestrictionType = "technology_control"
	Extraterritorial    RestrictionType = "extraterritorial"
	CatchAll            RestrictionType = "catch_all"
	AssistanceBan       RestrictionType = "assistance_ban"
	EndUserListing      RestrictionType = "end_user_listing"
	Quota               RestrictionType = "quota"
	ExportDuty          RestrictionType = "export_duty"
	Exemption           RestrictionType = "exemption"
	GeneralLicence      RestrictionType = "general_licence"
	Suspension          RestrictionType = "suspension"
	NoRestriction       RestrictionType = "no_restriction"
)

// Direction says which way the goods move, or what is done with them, when a measure binds.
type Direction string

// The directions of a measure.
const (
	Export      Direction = "export"
	ReExport    Direction = "re_export"
	Import      Direction = "import"
	Domestic    Direction = "domestic"
	Procurement Direction = "procurement"
)

// RestrictionInfo describes a restriction type.
type RestrictionInfo struct {
	Type      RestrictionType `json:"type"`
	Meaning   string          `json:"meaning"`
	Direction Direction       `json:"direction"` // the usual one; a measure may differ
	// Strictness orders binding types, the strictest highest; 0 means that the type binds nobody:
	// it eases, rules, or only says something.
	Strictness int `json:"strictness"`
}

// Restrictions returns the closed list of restriction types, the strictest first.
func Restrictions() []RestrictionInfo { return slices.Clone(restrictions) }

// Info returns what is said of the type in the closed list; the zero info for a type that is not in it.
func (t RestrictionType) Info() RestrictionInfo { return restrictionInfo[t] }

var restrictionInfo = func() map[RestrictionType]RestrictionInfo {
	m := make(map[RestrictionType]RestrictionInfo, len(restrictions))
	for _, r := range restrictions {
		m[r.Type] = r
	}
	return m
}()

var restrictions = []RestrictionInfo{
	{Prohibition, "export banned, for good or for a time; exceptions may exist", Export, 100},
	{EndUseBan, "banned for stated end uses", Export, 98},
	{"import_ban", "imports banned, or buying from an origin barred", Import, 96},
	{"exchange_ban", "metal may not be delivered to or traded on exchanges", Import, 94},
	{"procurement_ban", "public procurement from an origin barred", Procurement, 92},
	{"investment_ban", "new investment barred", Domestic, 90},
	{AssistanceBan, "nationals or firms may not give services or help abroad", Export, 88},
	{"state_monopoly", "activity reserved to the state; no export rule as such", Domestic, 60},
	{PresumptionOfDenial, "licence applications are in principle refused", Export, 86},
	{EndUserListing, "named parties listed on a control list, watch list or entity list", Export, 84},
	{CaseByCaseReview, "each application, end user and end use is reviewed singly or more strictly", Export, 82},
	{LicenceRequirement, "export or transfer only with a licence or permit", Export, 80},
	{TechnologyControl, "technology, data, know-how or its carriers controlled", Export, 78},
	{CatchAll, "unlisted items controlled when a listed use or user is known", Export, 76},
	{Extraterritorial, "reaches acts outside the issuer's territory: re-export, transfer by third parties, content share, foreign product of the issuer's technology", ReExport, 74},
	{Quota, "limit on export volume; a zero quota is a ban in effect", Export, 72},
	{"transit_transshipment", "transit, transhipment or goods under way covered", Export, 70},
	{"state_trading", "only named or qualified exporters may export", Export, 68},
	{"import_licence", "imports need a licence", Import, 66},
	{"local_processing", "export tied to processing or value added at home", Export, 64},
	{"domestic_sales_requirement", "a share of output must be offered or sold at home", Domestic, 58},
	{ExportDuty, "duty or tax on exports", Export, 56},
	{"import_tariff", "import duty or tariff", Import, 54},
	{"price_measure", "price floor or minimum price", Domestic, 52},
	{"production_quota", "limit on mining, smelting or separation volume", Domestic, 50},
	{"notification", "prior notification and consent between authorities", Export, 48},
	{"traceability", "product flows tracked, certificates of origin in the chain", Domestic, 46},
	{"reporting_registration", "reporting, declaration or registration duty", Domestic, 44},
	{"stockpile", "volumes set aside in a state reserve", Domestic, 20},
	{"stockpile_coordination", "coordination or joint scheme for stocks", Domestic, 0},
	{"negotiation_mandate", "orders talks; no restriction yet", Import, 0},
	{"monitoring", "surveillance, lists, benchmarks; no restriction", Domestic, 0},
	{"enforcement", "enforcement drive or reporting channel", Domestic, 0},
	{"countermeasure_power", "law that empowers countermeasures", Domestic, 0},
	{GeneralLicence, "easing: one licence for many shipments", Export, 0},
	{Exemption, "stated goods or uses are free from the control", Export, 0},
	{Suspension, "the instrument only suspends others", Export, 0},
	{"ruling", "dispute ruling", Export, 0},
	{NoRestriction, "political text without legal effect", Export, 0},
}

// EndUse is one of the closed list of end uses.
type EndUse string

// The end uses. Civil is none of the others: it is asked with, never extracted.
const (
	Military              EndUse = "military"
	MilitaryCapability    EndUse = "military_capability"
	WMD                   EndUse = "wmd"
	Terrorism             EndUse = "terrorism"
	AdvancedSemiconductor EndUse = "advanced_semiconductor"
	MilitaryAI            EndUse = "military_ai"
	MedicalHumanitarian   EndUse = "medical_humanitarian"
	Civil                 EndUse = "civil"
)

// EndUses returns the closed list of end uses with their meanings.
func EndUses() map[EndUse]string {
	return map[EndUse]string{
		Military:              "military end users or military end uses",
		MilitaryCapability:    "uses that help raise military strength, whoever the user is",
		WMD:                   "weapons of mass destruction and their means of delivery",
		Terrorism:             "terrorist purposes",
		AdvancedSemiconductor: "advanced chips, their making and testing equipment and materials",
		MilitaryAI:            "artificial intelligence with potential military use",
		MedicalHumanitarian:   "urgent medical, public health and disaster relief uses, usually exempt",
		Civil:                 "none of the other end uses",
	}
}

// Material is an element symbol ("Dy") or the name of a group ("REE", "graphite").
type Material string

// Elements returns the 118 chemical elements by atomic number, hydrogen first (IUPAC, 2016).
func Elements() []Material { return slices.Clone(elements) }

var elements = []Material{
	"H", "He", "Li", "Be", "B", "C", "N", "O", "F", "Ne", "Na", "Mg", "Al", "Si", "P", "S", "Cl", "Ar",
	"K", "Ca", "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As", "Se", "Br", "Kr",
	"Rb", "Sr", "Y", "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd", "In", "Sn", "Sb", "Te", "I", "Xe",
	"Cs", "Ba", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu",
	"Hf", "Ta", "W", "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl", "Pb", "Bi", "Po", "At", "Rn",
	"Fr", "Ra", "Ac", "Th", "Pa", "U", "Np", "Pu", "Am", "Cm", "Bk", "Cf", "Es", "Fm", "Md", "No", "Lr",
	"Rf", "Db", "Sg", "Bh", "Hs", "Mt", "Ds", "Rg", "Cn", "Nh", "Fl", "Mc", "Lv", "Ts", "Og",
}

// IsElement reports whether the material is one of the 118 elements.
func (m Material) IsElement() bool { return slices.Contains(elements, m) }

// Group is a named set of materials that texts restrict as one.
type Group struct {
	Name    Material   `json:"name"`
	Meaning string     `json:"meaning"`
	Members []Material `json:"members"` // elements and substances; empty where the group is a substance or open
	// ByReference is true for "all … items" of a jurisdiction: such a group reaches a material only
	// where a measure of the same jurisdiction that is or was in force names it.
	ByReference bool `json:"by_reference,omitempty"`
}

// Groups returns the closed list of groups.
func Groups() []Group { return slices.Clone(groups) }

var pgm = []Material{"Ru", "Rh", "Pd", "Os", "Ir", "Pt"}

var rareEarths = []Material{"Sc", "Y", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu"}

// mined are the metals that have ores of their own, besides rare earths and precious metals, and the
// minerals that are substances. Gallium, germanium and indium are won from ores of other metals, and
// an ore of aluminium is bauxite.
var mined = []Material{"Li", "Be", "Mg", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "As", "Rb", "Sr", "Zr", "Nb", "Mo", "Sn", "Sb",
	"Cs", "Ba", "Hf", "Ta", "W", "Hg", "Pb", "Bi", "Th", "U", "graphite", "bauxite", "fluorspar", "coal", "granite", "phosphate", "potash", "diamond"}

var groups = []Group{
	{Name: "REE", Meaning: "rare earth elements", Members: rareEarths},
	{Name: "REE-light", Meaning: "light rare earths", Members: []Material{"La", "Ce", "Pr", "Nd"}},
	{Name: "REE-medium-heavy", Meaning: "medium and heavy rare earths; which ones, the text at hand says", Members: []Material{"Sc", "Y", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu"}},
	{Name: "PGM", Meaning: "platinum group metals", Members: pgm},
	{Name: "precious_metals", Meaning: "gold, silver and the platinum group", Members: slices.Concat([]Material{"Au", "Ag"}, pgm)},
	{Name: "base_minerals", Meaning: "base minerals of Zimbabwe's order", Members: []Material{"Li", "Cu", "Ni", "Cr", "Fe", "Mn", "Co", "W", "Sn", "Ta", "Zn", "Pb", "Sb"}},
	{Name: "raw_minerals", Meaning: "every unprocessed mineral of Zimbabwe, lithium concentrate included", Members: slices.Concat(mined, rareEarths, []Material{"Au", "Ag"}, pgm)},
	{Name: "graphite", Meaning: "natural and artificial graphite"},
	{Name: "superhard", Meaning: "superhard materials: synthetic diamond and cubic boron nitride"},
	{Name: "bauxite", Meaning: "an ore of aluminium; its control is not one of the element"},
	{Name: "fluorspar", Meaning: "an ore of fluorine; its control is not one of the element"},
	{Name: "coal", Meaning: "coal"},
	{Name: "granite", Meaning: "granite, as blocks or slabs"},
	{Name: "phosphate", Meaning: "phosphate rock and what is made of it"},
	{Name: "potash", Meaning: "potash, the salts of potassium that are mined"},
	{Name: "coltan", Meaning: "ore of niobium and tantalum together", Members: []Material{"Nb", "Ta"}},
	{Name: "diamond", Meaning: "natural diamonds; synthetic ones are superhard materials"},
	{Name: "black_mass", Meaning: "shredded battery waste"},
	{Name: "processed critical minerals", Meaning: "as the annex of the proclamation says; members are not guessed"},
	{Name: "all dual-use items", Meaning: "every item on the jurisdiction's dual-use list", ByReference: true},
	{Name: "all controlled items", Meaning: "every item that the jurisdiction controls", ByReference: true},
	{Name: "all EAR items", Meaning: "every item subject to the US Export Administration Regulations", ByReference: true},
	{Name: "defence firms", Meaning: "named defence companies, whatever the goods"},
	{Name: "43 kinds of goods", Meaning: "the goods of the yearly licence catalogue, not itemised here"},
}

// GroupNamed returns the group of that name.
func GroupNamed(name Material) (Group, bool) {
	g, ok := groupByName[name]
	return g, ok
}

var groupByName = func() map[Material]Group {
	m := make(map[Material]Group, len(groups))
	for _, g := range groups {
		m[g.Name] = g
	}
	return m
}()
