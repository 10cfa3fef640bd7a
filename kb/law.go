package kb

import (
	"encoding/json"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Distinct types for strings that must not be confused.
type (
	// InstrumentID is a slug of jurisdiction, authority and number: "cn-mofcom-2025-61".
	InstrumentID string
	// MeasureID is the instrument's id, a slash and the provision's address: "cn-mofcom-2025-61/1-1".
	MeasureID string
	// EffectID names an effect.
	EffectID string
	// DisputeID names a dispute.
	DisputeID string
)

// MarshalJSON writes null where no act is named, as the promised shapes do for what the calendar does.
func (id InstrumentID) MarshalJSON() ([]byte, error) {
	if id == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(id))
}

// Provenance says where a reviewed record comes from when no text of it is held.
type Provenance struct {
	From       string   `json:"from"`                 // "register", or the name of what was taken in
	URLs       []string `json:"urls,omitempty"`       // addresses of the pages that were read
	Confidence string   `json:"confidence,omitempty"` // high, medium, low
	Note       string   `json:"note,omitempty"`
}

// Basis is what a legal record rests on: spans of texts that are held, or a provenance, or both.
type Basis struct {
	Spans      []corpus.Span `json:"spans,omitempty"`
	Provenance *Provenance   `json:"provenance,omitempty"`
}

// Stamp is the record time of a version of a legal record. Records are never edited: a new
// version is stored beside the old one, and the newest that was known on a day counts. A removed
// version says that the record no longer stands, for example after a rule was mended.
type Stamp struct {
	RecordedAt time.Time `json:"recorded_at,omitzero"` // set by the store
	// Seq is the last entry of the log in the write that stored the version, so that "what changed
	// since" has an answer for law too. Set by the store; 0 in records of before it was kept.
	Seq     Seq  `json:"seq,omitempty"`
	Removed bool `json:"removed,omitempty"`
}

// Instrument is a legal act, known by its authority and number. Many documents speak of it.
type Instrument struct {
	Stamp
	ID           InstrumentID        `json:"id"`
	Jurisdiction corpus.Jurisdiction `json:"jurisdiction"`
	Authorities  []string            `json:"authorities"`      // ids, the first one numbers the act
	Number       string              `json:"number,omitempty"` // as printed
	Kind         string              `json:"kind"`             // announcement, law, rule, bill, political statement …
	Title        string              `json:"title"`            // English, descriptive, our own words or the page's
	TitleZh      string              `json:"title_zh,omitempty"`
	Published    corpus.Date         `json:"published"`
	LegalBasis   []string            `json:"legal_basis,omitempty"`
	Documents    []corpus.DocumentID `json:"documents"` // texts held that speak as this act, not press about it
	Aliases      []string            `json:"aliases,omitempty"`
	Basis        Basis               `json:"basis"`
	Review       Review              `json:"review"`
	Conflicts    []string            `json:"conflicts,omitempty"` // where sources disagree, in sentences
	Note         string              `json:"note,omitempty"`
	Sample       bool                `json:"sample,omitempty"`
}

// Item is one thing that a measure reaches.
type Item struct {
	Material     Material `json:"material,omitempty"` // element or group; empty for an item that names none
	Form         string   `json:"form,omitempty"`     // empty means any form; "metal" is the bare material
	Description  string   `json:"description,omitempty"`
	ControlCodes []string `json:"control_codes"`
	CustomsCodes []string `json:"customs_codes"`
}

// Threshold is a limit of a measure: structured where the numbers are, and always in words.
type Threshold struct {
	Words string          `json:"words"`
	Value *ThresholdValue `json:"value,omitempty"`
	// Narrows is true where the measure binds nothing below (or above) the limit, so that whether
	// it binds depends on what the question leaves open.
	Narrows bool `json:"narrows,omitempty"`
}

// Measure is one operative clause: restriction × items × destinations × end uses × thresholds.
// Its life is told by the effects on it.
type Measure struct {
	Stamp
	ID                 MeasureID         `json:"id"`
	Instrument         InstrumentID      `json:"instrument"`
	Provision          string            `json:"provision"`      // address of the clause; "*" where it is the whole act
	Restriction        RestrictionType   `json:"restriction"`    // what it mainly does
	Also               []RestrictionType `json:"also,omitempty"` // what the same clause does besides
	Direction          Direction         `json:"direction"`
	Items              []Item            `json:"items"`
	Destinations       []string          `json:"destinations"` // ISO codes, groups, "*"; for imports the importing country; empty: not about a destination
	ExceptDestinations []string          `json:"except_destinations,omitempty"`
	Origins            []string          `json:"origins,omitempty"` // for import and procurement measures
	EndUses            []EndUse          `json:"end_uses"`          // binds only these; empty: whatever the use
	ExemptEndUses      []EndUse          `json:"exempt_end_uses,omitempty"`
	EndUsers           []string          `json:"end_users,omitempty"` // named or described parties that it is limited to
	Thresholds         []Threshold       `json:"thresholds"`
	Summary            string            `json:"summary,omitempty"` // one line in our own words
	Basis              Basis             `json:"basis"`
	Review             Review            `json:"review"`
	Sample             bool              `json:"sample,omitempty"`
}

// Relation is what an effect does.
type Relation string

// The relations. The first five tell an act's own life; the others what one act does to another.
const (
	Proposes   Relation = "proposes"
	Adopts     Relation = "adopts"
	Commences  Relation = "commences"
	Expires    Relation = "expires"   // From is the last day on which it holds
	Withdraws  Relation = "withdraws" // a proposal, or an act before its end
	Amends     Relation = "amends"
	Suspends   Relation = "suspends"   // From to Until; a later one that overlaps or adjoins prolongs it
	Resumes    Relation = "resumes"    // ends a suspension on From
	Extends    Relation = "extends"    // the target now runs to Until; of a suspension: it now runs to Until
	Repeals    Relation = "repeals"    // From is the first day without it
	Supersedes Relation = "supersedes" // like repeals, and the control goes on in By
	Corrects   Relation = "corrects"
	Implements Relation = "implements"
	Cites      Relation = "cites"
)

// Relations returns every relation.
func Relations() []Relation {
	return []Relation{Proposes, Adopts, Commences, Expires, Withdraws, Amends, Suspends, Resumes, Extends, Repeals, Supersedes, Corrects, Implements, Cites}
}

// Effect is what one provision does to an instrument or to some of its measures, its own
// commencement included (then By is the target).
type Effect struct {
	Stamp
	ID          EffectID     `json:"id"`
	Relation    Relation     `json:"relation"`
	By          InstrumentID `json:"by,omitempty"`           // empty: the calendar, or nobody named
	ByProvision string       `json:"by_provision,omitempty"` // the clause that does it
	Target      InstrumentID `json:"target"`
	// Provisions are the addresses in the target that are meant, and what lies below them ("2"
	// means "2" and "2-1"); empty means the whole instrument.
	Provisions []string    `json:"provisions,omitempty"`
	From       corpus.Date `json:"from"`           // unknown: outstanding, shown and not applied
	Until      corpus.Date `json:"until,omitzero"` // last day, inside; of a commencement without a day: by when it had begun
	// Announced marks what is planned, promised or said, and not enacted: shown, never applied.
	Announced   bool   `json:"announced,omitempty"`
	Outstanding string `json:"outstanding,omitempty"` // why it cannot be applied yet, in a sentence
	Printed     string `json:"printed,omitempty"`     // the target as printed
	Scope       string `json:"scope,omitempty"`       // in words
	Basis       Basis  `json:"basis"`
	Review      Review `json:"review"`
	Sample      bool   `json:"sample,omitempty"`
}

// Dispute is a contradiction that is kept open with what each side says.
type Dispute struct {
	Stamp
	ID         DisputeID    `json:"id"`
	Instrument InstrumentID `json:"instrument"`
	Measure    MeasureID    `json:"measure,omitempty"`
	About      string       `json:"about"` // effective_date, subject, text …
	Claims     []Claim      `json:"claims"`
	Settled    string       `json:"settled,omitempty"` // how it was settled; empty while open
	// Press is set where a report about the act says otherwise than the act or its reviewed record: the
	// first claim is theirs, the second the report's. It changes no answer.
	Press  bool `json:"press,omitempty"`
	Sample bool `json:"sample,omitempty"`
}

// Claim is one side of a dispute.
type Claim struct {
	Says  string `json:"says"`
	Basis Basis  `json:"basis"`
}

// Law is everything that is known of the law at one time, as package legal reads it.
type Law struct {
	Version     Version
	Instruments []Instrument
	Measures    []Measure
	Effects     []Effect
	Disputes    []Dispute
}

// Status is the state of a measure or an instrument on a day.
type Status string

// The statuses; see package legal for how each is computed.
const (
	StatusProposed         Status = "proposed"          // not adopted: bill, draft, stated intention
	StatusAnnounced        Status = "announced"         // adopted, no start day known
	StatusScheduled        Status = "scheduled"         // start day known and ahead
	StatusInForce          Status = "in_force"          //
	StatusSuspended        Status = "suspended"         // a suspension covers the day
	StatusLapsedSuspension Status = "lapsed_suspension" // its last day has passed and nothing says what follows
	StatusExpired          Status = "expired"
	StatusRepealed         Status = "repealed"
	StatusSuperseded       Status = "superseded"
	StatusWithdrawn        Status = "withdrawn"
	StatusNeverOperated    Status = "never_operated" // ended without having bound a single day
	StatusUnclear          Status = "unclear"
	StatusPartlySuspended  Status = "partly_suspended" // of an instrument only: its measures differ
)

// Statuses returns every status in the order in which an act can pass through them.
func Statuses() []Status {
	return []Status{StatusProposed, StatusAnnounced, StatusScheduled, StatusInForce, StatusSuspended, StatusLapsedSuspension,
		StatusExpired, StatusRepealed, StatusSuperseded, StatusWithdrawn, StatusNeverOperated, StatusUnclear, StatusPartlySuspended}
}
