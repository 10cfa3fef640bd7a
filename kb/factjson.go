package kb

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// The values as one string.
func (v MaterialValue) Normal() string {
	if v.Material == "" {
		return v.Item
	}
	return string(v.Material)
}
func (v RestrictionValue) Normal() string { return string(v.Type) }
func (v DateValue) Normal() string        { return v.Date.String() }
func (v DestinationValue) Normal() string { return v.Destination }
func (v EndUseValue) Normal() string      { return string(v.EndUse) }
func (v EndUserValue) Normal() string     { return v.Name }
func (v ThresholdValue) Normal() string {
	return strings.TrimSpace(v.Quantity + " " + v.Comparison + " " + strconv.FormatFloat(v.Number, 'f', -1, 64) + " " + v.Unit)
}
func (v ControlCodeValue) Normal() string    { return v.Code }
func (v CustomsCodeValue) Normal() string    { return v.Code }
func (v AuthorityValue) Normal() string      { return v.Authority }
func (v DocumentNumberValue) Normal() string { return v.Number }
func (v LegalBasisValue) Normal() string     { return v.Law }
func (v CitationValue) Normal() string {
	if v.Target != "" {
		return string(v.Target)
	}
	return v.Cited
}

// NewFactID makes the identity of a fact: the document, what is said, in which role, with which
// words, and the how-manieth such statement of the document it is (counting from 0). Neither the
// revision nor the offset is part of it, so a fact keeps its id, and a reviewer's decision its
// object, when the page is edited elsewhere or a rule is improved.
func NewFactID(doc corpus.DocumentID, v Value, role Role, quote string, nth int) FactID {
	key := strings.Join([]string{string(doc), string(v.Kind()), v.Normal(), string(role), quote, strconv.Itoa(nth)}, "\x00")
	sum := sha256.Sum256([]byte(key))
	return FactID("f-" + hex.EncodeToString(sum[:8]))
}

// factJSON is the promised shape of a fact; the fields of its value stand beside these.
type factJSON struct {
	ID         FactID          `json:"id"`
	Kind       Kind            `json:"kind"`
	Value      string          `json:"value"`
	AsPrinted  string          `json:"as_printed"`
	Role       Role            `json:"role"`
	Assertion  Assertion       `json:"assertion"`
	Span       corpus.Span     `json:"span"`
	Context    corpus.Range    `json:"context"`
	Rule       RuleID          `json:"rule"`
	Confidence float64         `json:"confidence"`
	Review     Review          `json:"review"`
	Instrument InstrumentID    `json:"instrument"`
	Source     corpus.SourceID `json:"source"`
	Language   corpus.Lang     `json:"language"`
	FirstSeen  time.Time       `json:"first_seen,omitzero"`
	LastSeen   time.Time       `json:"last_seen,omitzero"`
	Current    bool            `json:"current"`
	Sample     bool            `json:"sample,omitempty"`
	Decision   *Decision       `json:"decision,omitempty"`
}

// MarshalJSON writes the common part and the fields of the value as one flat object.
func (f Fact) MarshalJSON() ([]byte, error) {
	head, err := json.Marshal(factJSON{f.ID, f.Value.Kind(), f.Value.Normal(), f.AsPrinted, f.Role, f.Assertion, f.Span, f.Context,
		f.Rule, f.Confidence, f.Review, f.Instrument, f.Source, f.Language, f.FirstSeen, f.LastSeen, f.Current, f.Sample, f.Decision})
	if err != nil {
		return nil, err
	}
	tail, err := json.Marshal(f.Value)
	if err != nil {
		return nil, err
	}
	if len(tail) <= 2 { // {}
		return head, nil
	}
	return append(append(head[:len(head)-1], ','), tail[1:]...), nil
}

// UnmarshalJSON reads what [Fact.MarshalJSON] writes.
func (f *Fact) UnmarshalJSON(b []byte) error {
	var h factJSON
	if err := json.Unmarshal(b, &h); err != nil {
		return err
	}
	v, err := readValue(h.Kind, h.Value, b)
	if err != nil {
		return fmt.Errorf("fact %s: %w", h.ID, err)
	}
	*f = Fact{h.ID, v, h.AsPrinted, h.Role, h.Assertion, h.Span, h.Context, h.Rule, h.Confidence, h.Review,
		h.Instrument, h.Source, h.Language, h.FirstSeen, h.LastSeen, h.Current, h.Sample, h.Decision}
	return nil
}

// The forms of codes: a customs code has the 4 digits of a heading to the 10 of a national line; a
// control code begins with a letter or digit, holds a digit and no blanks.
var (
	customsCode = regexp.MustCompile(`^[0-9]{4,10}$`)
	controlCode = regexp.MustCompile(`^[A-Za-z]{0,4}[0-9][A-Za-z0-9.()\-]{0,29}$`)
)

// ReadValue makes a value of a kind from its normal form, as a person writes it: "Dy", "2025-11-08",
// "licence_requirement". It refuses what is on no closed list, and thresholds and citations, whose
// normal form does not say enough.
func ReadValue(k Kind, normal string) (Value, error) {
	known := true
	switch k {
	case KindMaterial:
		_, group := GroupNamed(Material(normal))
		known = group || Material(normal).IsElement()
	case KindRestriction:
		known = RestrictionType(normal).Info().Type != ""
	case KindEndUse:
		known = EndUses()[EndUse(normal)] != ""
	case KindDestination:
		if !IsPlace(normal) {
			return nil, fmt.Errorf("%q is no destination; want a country code of ISO 3166 such as US, a group such as EU, or *", normal)
		}
	case KindControlCode:
		if !controlCode.MatchString(normal) {
			return nil, fmt.Errorf("%q is no control code; want a code without blanks, with a digit, such as 3C004 or 1C902.a", normal)
		}
	case KindCustomsCode:
		if !customsCode.MatchString(normal) {
			return nil, fmt.Errorf("%q is no customs code; want 4 to 10 digits and nothing else, such as 280530", normal)
		}
	case KindEndUser:
		if strings.TrimSpace(normal) == "" {
			return nil, errors.New("an end user has a name or a description; it is empty")
		}
	case KindThreshold, KindCitation:
		return nil, fmt.Errorf("a %s cannot be written as one word; reject it instead", k)
	}
	if !known || normal == "" {
		return nil, fmt.Errorf("%q is no %s; the words are those of the closed lists", normal, strings.ReplaceAll(string(k), "_", " "))
	}
	return readValue(k, normal, []byte("{}"))
}

// readValue is the one table from kinds to value types.
func readValue(k Kind, normal string, b []byte) (Value, error) {
	switch k {
	case KindMaterial:
		v := MaterialValue{}
		err := json.Unmarshal(b, &v)
		if normal != v.Item {
			v.Material = Material(normal)
		}
		return v, err
	case KindRestriction:
		v := RestrictionValue{Type: RestrictionType(normal)}
		err := json.Unmarshal(b, &v)
		return v, err
	case KindDate:
		d, err := corpus.ParseDate(normal)
		if err != nil {
			return nil, err
		}
		v := DateValue{Date: d}
		err = json.Unmarshal(b, &v)
		return v, err
	case KindDestination:
		return DestinationValue{normal}, nil
	case KindEndUse:
		return EndUseValue{EndUse(normal)}, nil
	case KindEndUser:
		v := EndUserValue{Name: normal}
		err := json.Unmarshal(b, &v)
		return v, err
	case KindThreshold:
		v := ThresholdValue{}
		err := json.Unmarshal(b, &v)
		return v, err
	case KindControlCode:
		v := ControlCodeValue{Code: normal}
		err := json.Unmarshal(b, &v)
		return v, err
	case KindCustomsCode:
		v := CustomsCodeValue{Code: normal}
		err := json.Unmarshal(b, &v)
		return v, err
	case KindAuthority:
		return AuthorityValue{normal}, nil
	case KindDocumentNumber:
		v := DocumentNumberValue{Number: normal}
		err := json.Unmarshal(b, &v)
		return v, err
	case KindLegalBasis:
		v := LegalBasisValue{Law: normal}
		err := json.Unmarshal(b, &v)
		return v, err
	case KindCitation:
		v := CitationValue{}
		err := json.Unmarshal(b, &v)
		return v, err
	}
	return nil, fmt.Errorf("unknown kind %q", k)
}
