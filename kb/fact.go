package kb

import (
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Distinct types for strings that must not be confused.
type (
	// FactID names a fact; see [NewFactID] for what it is made of.
	FactID string
	// RuleID names the rule that found a fact, with its version: "date.effective/2". A second rule
	// that changed its finding is appended: "restriction.ban.zh/1+use".
	RuleID string
)

// Kind says what a fact is about.
type Kind string

// The kinds of facts.
const (
	KindMaterial       Kind = "material"
	KindRestriction    Kind = "restriction"
	KindDate           Kind = "date"
	KindDestination    Kind = "destination"
	KindEndUse         Kind = "end_use"
	KindEndUser        Kind = "end_user"
	KindThreshold      Kind = "threshold"
	KindControlCode    Kind = "control_code"
	KindCustomsCode    Kind = "customs_code"
	KindAuthority      Kind = "authority"
	KindDocumentNumber Kind = "document_number"
	KindLegalBasis     Kind = "legal_basis"
	KindCitation       Kind = "citation"
)

// Kinds returns every kind, in the order in which readers are shown them.
func Kinds() []Kind {
	return []Kind{KindMaterial, KindRestriction, KindDate, KindDestination, KindEndUse, KindEndUser, KindThreshold,
		KindControlCode, KindCustomsCode, KindAuthority, KindDocumentNumber, KindLegalBasis, KindCitation}
}

// Assertion says whether the text asserts the fact. Only asserted restrictions bind.
type Assertion string

// The assertions.
const (
	Asserted    Assertion = "asserted"
	Negated     Assertion = "negated"
	Exempted    Assertion = "exempted"
	Proposed    Assertion = "proposed"
	Reported    Assertion = "reported" // the text says that somebody else says so
	Conditional Assertion = "conditional"
	Historic    Assertion = "historic" // the text tells of an earlier time
)

// Review says whether a person has looked.
type Review string

// The states of review.
const (
	Unreviewed Review = "machine"
	Confirmed  Review = "confirmed"
	Corrected  Review = "corrected"
	Rejected   Review = "rejected"
)

// Role says which part a value plays in its text. [Roles] says which a kind knows.
type Role string

// The roles.
const (
	RoleRestricted      Role = "restricted"
	RoleMentioned       Role = "mentioned"
	RoleExempt          Role = "exempt"
	RolePublished       Role = "published"
	RoleSigned          Role = "signed"
	RoleEffective       Role = "effective"
	RoleExpires         Role = "expires"
	RoleSuspendedFrom   Role = "suspended_from"
	RoleSuspendedUntil  Role = "suspended_until"
	RoleCommentDeadline Role = "comment_deadline"
	RoleEvent           Role = "event"
	RoleIncluded        Role = "included"
	RoleExcluded        Role = "excluded"
	RoleInferred        Role = "inferred"
	RoleReference       Role = "reference"
	RoleLegalScope      Role = "legal_scope"
)

// Fact is one assertion of one document: the words, and what they mean.
type Fact struct {
	ID         FactID
	Value      Value // by kind; never nil
	AsPrinted  string
	Role       Role
	Assertion  Assertion
	Span       corpus.Span // the shortest words that a reader would mark
	Context    corpus.Range
	Rule       RuleID
	Confidence float64 // 0 to 1
	Review     Review
	Instrument InstrumentID // the instrument that the document is about, or that the clause speaks of; may be empty
	Source     corpus.SourceID
	Language   corpus.Lang
	FirstSeen  time.Time
	LastSeen   time.Time
	Current    bool // stands in the latest revision
	Sample     bool
	Decision   *Decision // of the person who looked; nil where nobody did
}

// Decision says who looked at a fact, and on which official text the decision rests.
type Decision struct {
	By string `json:"by"`
	// Key is the id and the name of the API key with which the decision came; empty where it came
	// from the command line. By is then the person on whose behalf the key decides.
	Key  string            `json:"key,omitempty"`
	At   time.Time         `json:"at"`
	On   corpus.DocumentID `json:"on"`
	Note string            `json:"note,omitempty"`
	// Was is the rejected fact in whose place a corrected one stands; Now is the corrected one in
	// the place of a rejected one.
	Was FactID `json:"was,omitempty"`
	Now FactID `json:"now,omitempty"`
}

// ReviewRule is the rule of facts that a person put in the place of what was read.
const ReviewRule RuleID = "review/1"

// Stands reports whether the fact is in the latest text and no person rejected it.
func (f Fact) Stands() bool { return f.Current && f.Review != Rejected }

// Value is the normalised meaning of a fact. Each kind has one type.
type Value interface {
	Kind() Kind
	// Normal is the value as one string, the JSON field "value".
	Normal() string
}

// MaterialValue names an element, a group or an item. Roles: restricted, mentioned, exempt.
type MaterialValue struct {
	Material Material `json:"-"`              // empty where the text names an item but no element or group
	Form     string   `json:"form,omitempty"` // oxide, metal, alloy, magnet, compound, ore …
	Item     string   `json:"item,omitempty"` // id of equipment, technology or an item class
}

// RestrictionValue is a type of restriction.
type RestrictionValue struct {
	Type      RestrictionType `json:"-"`
	Direction Direction       `json:"direction,omitempty"`
}

// DateValue is a civil date in the place of its issuer. Roles: published, signed, effective,
// expires, suspended_from, suspended_until, comment_deadline, event.
type DateValue struct {
	Date    corpus.Date         `json:"-"`
	Place   corpus.Jurisdiction `json:"place,omitempty"`
	Derived string              `json:"derived,omitempty"` // the rule by which it was computed, where it is not printed
}

// DestinationValue is an ISO 3166 code, a group such as "EU", or "*". Roles: included, excluded, inferred.
type DestinationValue struct {
	Destination string `json:"-"`
}

// EndUseValue is an end use. Roles: included, excluded (exempt).
type EndUseValue struct {
	EndUse EndUse `json:"-"`
}

// EndUserValue names a party or a class of parties, as printed. A party that a list names carries the
// list, and what is printed beside its name.
type EndUserValue struct {
	Name    string `json:"-"`
	Also    string `json:"also,omitempty"`    // its name in another language
	List    string `json:"list,omitempty"`    // control_list, watch_list, unreliable_entity_list or entity_list
	Address string `json:"address,omitempty"` // as printed
}

// ThresholdValue is a limit: purity ≥ 99.99 %.
type ThresholdValue struct {
	Quantity   string  `json:"quantity"`   // purity, value_share, content, particle_size, ownership, duty_rate, quota_volume …
	Comparison string  `json:"comparison"` // >= > <= < = or unknown
	Number     float64 `json:"number"`
	Unit       string  `json:"unit"`
	Subject    string  `json:"subject,omitempty"` // what it measures, in the text's words
}

// ControlCodeValue is a Chinese control number, an ECCN or an EU annex entry, without blanks.
type ControlCodeValue struct {
	Code string `json:"-"`
	List string `json:"list,omitempty"` // cn, eccn, eu, wassenaar; empty when the text does not tell
}

// CustomsCodeValue is an HS or national tariff code, digits only. Roles: reference, legal_scope.
type CustomsCodeValue struct {
	Code    string `json:"-"`
	Edition string `json:"edition,omitempty"`
}

// AuthorityValue is the id of an authority, such as MOFCOM.
type AuthorityValue struct {
	Authority string `json:"-"`
}

// DocumentNumberValue is a document number in normal form and the instrument that it names.
type DocumentNumberValue struct {
	Number string       `json:"-"`
	Names  InstrumentID `json:"names,omitempty"`
}

// LegalBasisValue is a law on which the text says it rests.
type LegalBasisValue struct {
	Law   string       `json:"-"`
	Names InstrumentID `json:"names,omitempty"`
}

// CitationValue is another instrument that the text speaks of. The role is its relation.
type CitationValue struct {
	Cited     string       `json:"cited"`               // as printed, in normal form
	Target    InstrumentID `json:"target,omitempty"`    // empty where it could not be resolved
	Provision string       `json:"provision,omitempty"` // the part of the target that is meant
	Passive   bool         `json:"passive,omitempty"`   // the cited one acts on this one ("as amended by")
}

// The kinds of the value types.
func (MaterialValue) Kind() Kind       { return KindMaterial }
func (RestrictionValue) Kind() Kind    { return KindRestriction }
func (DateValue) Kind() Kind           { return KindDate }
func (DestinationValue) Kind() Kind    { return KindDestination }
func (EndUseValue) Kind() Kind         { return KindEndUse }
func (EndUserValue) Kind() Kind        { return KindEndUser }
func (ThresholdValue) Kind() Kind      { return KindThreshold }
func (ControlCodeValue) Kind() Kind    { return KindControlCode }
func (CustomsCodeValue) Kind() Kind    { return KindCustomsCode }
func (AuthorityValue) Kind() Kind      { return KindAuthority }
func (DocumentNumberValue) Kind() Kind { return KindDocumentNumber }
func (LegalBasisValue) Kind() Kind     { return KindLegalBasis }
func (CitationValue) Kind() Kind       { return KindCitation }
