package web

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// statusWord is how a status reads.
type statusWord struct {
	status  kb.Status
	label   string
	tone    string // class of its colour: bind, wait, halt, doubt, past
	meaning string
}

func statusWords() []statusWord {
	return []statusWord{
		{kb.StatusProposed, "proposed", "wait", "not adopted: a bill, a draft or a stated intention"},
		{kb.StatusAnnounced, "adopted, no start day", "wait", "adopted; no day is known on which it starts"},
		{kb.StatusScheduled, "not yet in force", "wait", "adopted; its start day is known and lies ahead"},
		{kb.StatusInForce, "in force", "bind", "binds on the day"},
		{kb.StatusSuspended, "suspended", "halt", "a suspension covers the day"},
		{kb.StatusLapsedSuspension, "suspension ran out: needs review", "doubt", "the suspension's last day has passed, and nothing held says what follows"},
		{kb.StatusExpired, "expired", "past", "its last day has passed"},
		{kb.StatusRepealed, "repealed", "past", "another act ended it"},
		{kb.StatusSuperseded, "taken over", "past", "another act ended it, and the control goes on there"},
		{kb.StatusWithdrawn, "withdrawn", "past", "taken back before it could end by itself"},
		{kb.StatusNeverOperated, "ended without ever applying", "past", "ended without having bound a single day"},
		{kb.StatusUnclear, "unclear", "doubt", "what is known does not decide it; the reasons are given"},
		{kb.StatusPartlySuspended, "partly suspended", "halt", "of an instrument: some of its measures are in force while others are suspended"},
	}
}

// Statuses returns every status in the order in which an act can pass through them.
func Statuses() []kb.Status {
	var out []kb.Status
	for _, w := range statusWords() {
		out = append(out, w.status)
	}
	return out
}

// StatusMeaning says in a clause what a status means.
func StatusMeaning(s kb.Status) string { return statusWordOf(s).meaning }

func statusWordOf(s kb.Status) statusWord {
	for _, w := range statusWords() {
		if w.status == s {
			return w
		}
	}
	return statusWord{s, "not there yet", "past", "nothing was there on the day, not even a proposal"}
}

// standing is a state on a day, as a sentence needs it.
type standing struct {
	status             kb.Status
	since, until       corpus.Date
	operated, expected bool
}

// sentence tells a state in plain words, with its dates.
func (s standing) sentence() string {
	t := s.bare()
	if s.expected {
		return "expected: " + t
	}
	return t
}

func (s standing) bare() string {
	since, until := s.since.String(), s.until.String()
	switch s.status {
	case kb.StatusProposed:
		return "proposed" + when(" on ", since) + ", not adopted"
	case kb.StatusAnnounced:
		return "adopted" + when(" on ", since) + "; no start day is known"
	case kb.StatusScheduled:
		if s.until.IsZero() || s.until.Precision() != corpus.ToDay {
			return "adopted" + when(" on ", since) + "; its start lies ahead"
		}
		return "starts on " + s.until.AddDays(1).String() + when("; adopted on ", since)
	case kb.StatusInForce:
		return "in force" + when(" since ", since) + when(", until ", until)
	case kb.StatusSuspended:
		t := "suspended" + when(" from ", since) + when(" until ", until)
		if until == "" {
			t += ", without an end day"
		}
		if !s.operated {
			t += ", had never applied"
		}
		return t
	case kb.StatusLapsedSuspension:
		t := "its suspension ran out" + when(" on ", dayBefore(s.since)) + "; nothing held says what follows: needs review"
		if !s.operated {
			t += " (it had never applied)"
		}
		return t
	}
	return s.over()
}

// over tells the states of what has ended, and the rest.
func (s standing) over() string {
	since := s.since.String()
	switch s.status {
	case kb.StatusExpired:
		return "expired" + when("; its last day was ", dayBefore(s.since))
	case kb.StatusRepealed:
		return "repealed" + when(", no longer binding from ", since)
	case kb.StatusSuperseded:
		return "taken over by another act" + when(" from ", since)
	case kb.StatusWithdrawn:
		return "withdrawn" + when(" on ", since)
	case kb.StatusNeverOperated:
		return "ended" + when(" on ", since) + " without having applied for a day"
	case kb.StatusUnclear:
		return "unclear on what is held"
	case kb.StatusPartlySuspended:
		return "partly suspended: some of its measures apply, others are suspended"
	}
	return "nothing was there on this day, not even a proposal"
}

func when(before, word string) string {
	if word == "" {
		return ""
	}
	return before + word
}

func dayBefore(d corpus.Date) string {
	if d.Precision() != corpus.ToDay {
		return d.String()
	}
	return d.AddDays(-1).String()
}

// restrictionWord is a restriction as a noun, and as what it does to trade.
type restrictionWord struct{ label, does string }

func restrictionWords() map[kb.RestrictionType]restrictionWord {
	return map[kb.RestrictionType]restrictionWord{
		kb.Prohibition:               {"export ban", "export is banned"},
		kb.EndUseBan:                 {"ban for stated end uses", "export is banned for stated end uses"},
		"import_ban":                 {"import ban", "import is banned"},
		"exchange_ban":               {"ban on exchange delivery", "delivery to exchanges is banned"},
		"procurement_ban":            {"procurement ban", "public procurement is barred"},
		"investment_ban":             {"investment ban", "new investment is barred"},
		kb.AssistanceBan:             {"ban on assistance", "giving help or services abroad is banned"},
		"state_monopoly":             {"state monopoly", "the activity is reserved to the state"},
		kb.PresumptionOfDenial:       {"licence, refused in principle", "export needs a licence that is in principle refused"},
		kb.EndUserListing:            {"listing of named parties", "dealing with listed parties is restricted"},
		kb.CaseByCaseReview:          {"licence, reviewed case by case", "export needs a licence, reviewed case by case"},
		kb.LicenceRequirement:        {"licence requirement", "export needs a licence"},
		kb.TechnologyControl:         {"control of technology", "transfer of technology is controlled"},
		kb.CatchAll:                  {"catch-all control", "unlisted items are controlled where a listed use or user is known"},
		kb.Extraterritorial:          {"control of acts abroad", "acts outside the issuer's territory are controlled"},
		kb.Quota:                     {"export quota", "export is limited in volume"},
		"transit_transshipment":      {"control of transit", "transit and transhipment are controlled"},
		"state_trading":              {"state trading", "only named exporters may export"},
		"import_licence":             {"import licence", "import needs a licence"},
		"local_processing":           {"local processing duty", "export is tied to processing at home"},
		"domestic_sales_requirement": {"domestic sales duty", "a share must be sold at home"},
		kb.ExportDuty:                {"export duty", "export bears a duty"},
		"import_tariff":              {"import duty", "import bears a duty"},
		"price_measure":              {"price floor", "a price floor applies"},
		"production_quota":           {"production quota", "production is limited in volume"},
		"notification":               {"notification between authorities", "authorities must be notified first"},
		"traceability":               {"traceability duty", "product flows must be traced"},
		"reporting_registration":     {"reporting or registration duty", "it must be reported or registered"},
		"stockpile":                  {"state reserve", "volumes are set aside in a state reserve"},
		"stockpile_coordination":     {"joint stocks", "stocks are coordinated"},
		"negotiation_mandate":        {"mandate for talks", "talks are ordered"},
		"monitoring":                 {"monitoring", "it is watched"},
		"enforcement":                {"enforcement drive", "enforcement is stepped up"},
		"countermeasure_power":       {"power for countermeasures", "countermeasures are empowered"},
		kb.GeneralLicence:            {"general licence (easing)", "one licence serves many shipments"},
		kb.Exemption:                 {"exemption (easing)", "stated goods or uses are free"},
		kb.Suspension:                {"suspension of other acts", "other acts are suspended"},
		"ruling":                     {"dispute ruling", "a ruling was given"},
		kb.NoRestriction:             {"political text without legal effect", "nothing is restricted"},
	}
}

func restriction(t kb.RestrictionType) string {
	if w, ok := restrictionWords()[t]; ok {
		return w.label
	}
	return plain(string(t))
}

func restrictionDoes(t kb.RestrictionType) string {
	if w, ok := restrictionWords()[t]; ok {
		return w.does
	}
	return plain(string(t))
}

var codes = regexp.MustCompile(`\b[a-z]+(?:_[a-z]+)+\b`)

// worded puts the codes in one of our own sentences into words.
func worded(sentence string) string {
	return codes.ReplaceAllStringFunc(sentence, func(code string) string { return restriction(kb.RestrictionType(code)) })
}

// plain makes words of a code that has none of its own.
func plain(code string) string { return strings.ReplaceAll(code, "_", " ") }

func direction(d kb.Direction) string {
	return map[kb.Direction]string{kb.Export: "export", kb.ReExport: "re-export and acts abroad", kb.Import: "import",
		kb.Domestic: "domestic", kb.Procurement: "public procurement"}[d]
}

// relationWord is a relation as an event of a life, and what it means.
type relationWord struct{ event, meaning string }

func relationWords() map[kb.Relation]relationWord {
	return map[kb.Relation]relationWord{
		kb.Proposes:   {"proposed", "puts it forward; it is not law"},
		kb.Adopts:     {"adopted", "makes it law"},
		kb.Commences:  {"takes effect", "is the first day on which it binds"},
		kb.Expires:    {"last day", "is the last day on which it binds"},
		kb.Withdraws:  {"withdrawn", "takes it back"},
		kb.Amends:     {"amended", "changes its wording or scope"},
		kb.Suspends:   {"suspended", "stops it for a time"},
		kb.Resumes:    {"applies again", "ends a suspension"},
		kb.Extends:    {"extended", "moves its last day"},
		kb.Repeals:    {"repealed", "ends it"},
		kb.Supersedes: {"taken over", "ends it and carries the control on"},
		kb.Corrects:   {"corrected", "mends an error in its text"},
		kb.Implements: {"implemented", "carries it out"},
		kb.Cites:      {"cited", "speaks of it"},
	}
}

// RelationMeaning says in a clause what an effect of the relation does to its target.
func RelationMeaning(r kb.Relation) string { return relationWords()[r].meaning }

func relation(r kb.Relation) string {
	if w, ok := relationWords()[r]; ok {
		return w.event
	}
	return plain(string(r))
}

func changeWord(k legal.ChangeKind) string {
	w, ok := map[legal.ChangeKind]string{
		legal.MeasureProposed: "proposed", legal.MeasureAnnounced: "announced", legal.MeasureCommenced: "takes effect",
		legal.MeasureExtended: "extended", legal.MeasureAmended: "amended", legal.MeasureSuspended: "suspended",
		legal.MeasureResumed: "applies again", legal.SuspensionExtends: "suspension prolonged", legal.SuspensionLapsed: "suspension runs out",
		legal.MeasureExpired: "expires", legal.MeasureRepealed: "repealed", legal.MeasureSuperseded: "taken over", legal.MeasureWithdrawn: "withdrawn",
	}[k]
	if !ok {
		return plain(string(k))
	}
	return w
}

func dependsWord(open string) string {
	w, ok := map[string]string{"destination": "the destination", "end_use": "the end use", "end_user": "who the end user is", "form": "the form of the goods",
		"threshold": "a technical limit", "origin": "the origin of the goods", "item": "whether the item is on the list"}[open]
	if !ok {
		return plain(open)
	}
	return w
}

func endUse(u kb.EndUse) string {
	w, ok := map[kb.EndUse]string{kb.Military: "military", kb.MilitaryCapability: "raising military strength", kb.WMD: "weapons of mass destruction",
		kb.Terrorism: "terrorism", kb.AdvancedSemiconductor: "advanced chips", kb.MilitaryAI: "military artificial intelligence",
		kb.MedicalHumanitarian: "medical and humanitarian", kb.Civil: "civil"}[u]
	if !ok {
		return plain(string(u))
	}
	return w
}

// place names a country, a group of countries or every place.
func place(code string) string {
	switch code {
	case "*", "":
		return "all destinations"
	case "EU":
		return "European Union"
	case "WTO":
		return "WTO"
	case "CN":
		return "China"
	}
	region, err := language.ParseRegion(code)
	if err != nil || len(code) != 2 {
		return code
	}
	if name := display.English.Regions().Name(region); name != "" {
		return name
	}
	return code
}

// sentenceCase begins a sentence.
func sentenceCase(s string) string {
	if s == "" || s[0] >= utf8.RuneSelf {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// list joins words as a sentence does.
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

func each[T, W any](in []T, word func(T) W) []W {
	out := make([]W, 0, len(in))
	for _, v := range in {
		out = append(out, word(v))
	}
	return out
}

// once drops repetitions and keeps the order.
func once(words []string) []string {
	var out []string
	for _, w := range words {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func unique(words []string) []string {
	out := slices.Clone(words)
	slices.Sort(out)
	return slices.Compact(out)
}
