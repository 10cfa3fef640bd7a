package api

import (
	"context"
	"errors"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

type factFilter struct {
	Conditional
	Paging
	Fresh
	Kind         []string `query:"kind,explode" enum:"material,restriction,date,destination,end_use,end_user,threshold,control_code,customs_code,authority,document_number,legal_basis,citation" doc:"kinds of facts"`
	Value        []string `query:"value,explode" doc:"normalised values"`
	Document     []string `query:"document,explode" doc:"ids of documents"`
	Instrument   []string `query:"instrument,explode" doc:"ids of legal acts"`
	Material     []string `query:"material,explode" doc:"only documents that name one of these materials"`
	Jurisdiction []string `query:"jurisdiction,explode" doc:"whose: a country, EU or WTO"`
	Assertion    []string `query:"assertion,explode" enum:"asserted,negated,exempted,proposed,reported,conditional,historic" doc:"whether the text asserts it"`
	Review       []string `query:"review,explode" enum:"machine,confirmed,corrected,rejected" doc:"whether a person has looked"`
	From         string   `query:"from" doc:"first day of the document's publication"`
	To           string   `query:"to" doc:"last day of the document's publication, inside"`
	Gone         bool     `query:"gone" doc:"also facts that no longer stand in the latest revision"`
}

type factList struct {
	Facts []kb.Fact `json:"facts"`
	Tail
}

type factView struct {
	Fact     kb.Fact       `json:"fact"`
	Coverage desk.Coverage `json:"coverage"`
}

// factShape describes a [kb.Fact] in JSON; the fields after current depend on the kind.
type factShape struct {
	ID         kb.FactID       `json:"id"`
	Kind       kb.Kind         `json:"kind"`
	Value      string          `json:"value" doc:"normalised"`
	AsPrinted  string          `json:"as_printed"`
	Role       kb.Role         `json:"role,omitempty"`
	Assertion  kb.Assertion    `json:"assertion"`
	Span       corpus.Span     `json:"span"`
	Context    corpus.Range    `json:"context" doc:"the sentence"`
	Rule       kb.RuleID       `json:"rule"`
	Confidence float64         `json:"confidence"`
	Review     kb.Review       `json:"review"`
	Instrument kb.InstrumentID `json:"instrument,omitempty"`
	Source     corpus.SourceID `json:"source"`
	Language   corpus.Lang     `json:"language"`
	FirstSeen  string          `json:"first_seen,omitempty"`
	LastSeen   string          `json:"last_seen,omitempty"`
	Current    bool            `json:"current"`
	Sample     bool            `json:"sample,omitempty"`
	Decision   *kb.Decision    `json:"decision,omitempty" doc:"of the person who looked"`

	Form       string          `json:"form,omitempty" doc:"of a material"`
	Item       string          `json:"item,omitempty" doc:"of a material: equipment, technology or an item class"`
	Direction  kb.Direction    `json:"direction,omitempty" doc:"of a restriction"`
	Place      string          `json:"place,omitempty" doc:"of a date: whose calendar"`
	Derived    string          `json:"derived,omitempty" doc:"of a date: the rule by which it was computed"`
	Quantity   string          `json:"quantity,omitempty" doc:"of a threshold"`
	Comparison string          `json:"comparison,omitempty" doc:"of a threshold"`
	Number     *float64        `json:"number,omitempty" doc:"of a threshold"`
	Unit       string          `json:"unit,omitempty" doc:"of a threshold"`
	Subject    string          `json:"subject,omitempty" doc:"of a threshold"`
	List       string          `json:"list,omitempty" doc:"of a control code"`
	Edition    string          `json:"edition,omitempty" doc:"of a customs code"`
	Names      kb.InstrumentID `json:"names,omitempty" doc:"of a document number or a legal basis"`
	Cited      string          `json:"cited,omitempty" doc:"of a citation"`
	Target     kb.InstrumentID `json:"target,omitempty" doc:"of a citation"`
	Provision  string          `json:"provision,omitempty" doc:"of a citation"`
	Passive    bool            `json:"passive,omitempty" doc:"of a citation: the cited act does it to this one"`
}

func (s *server) factRoutes(api huma.API) {
	get(s, api, "/v1/facts", "list-facts", "facts", "What the texts say, each with the words that say it", s.facts)
	get(s, api, "/v1/facts/{id}", "get-fact", "facts", "One fact",
		func(ctx context.Context, in *struct {
			Conditional
			ID string `path:"id" maxLength:"100"`
		}) (factView, error) {
			f, err := s.Desk.Store().Fact(ctx, kb.FactID(in.ID))
			if err != nil {
				return factView{}, missing(err, "fact", in.ID)
			}
			c, err := s.Desk.Coverage(ctx)
			return factView{f, c}, err
		})
}

func (s *server) facts(ctx context.Context, in *factFilter) (factList, error) {
	p, err := in.page()
	if err != nil {
		return factList{}, err
	}
	whose, err := s.whose(in.Jurisdiction)
	if err != nil {
		return factList{}, err
	}
	l, err := s.Desk.Facts(ctx, desk.FactWords{Kinds: in.Kind, Values: in.Value, Documents: in.Document, Instruments: in.Instrument,
		Materials: in.Material, Jurisdictions: whose, Assertions: in.Assertion, Reviews: in.Review, From: in.From, To: in.To, Gone: in.Gone, ChangedSince: in.ChangedSince}, p)
	return factList{l.Rows, tailOf(l)}, err
}

func isMissing(err error) bool { return errors.Is(err, kb.ErrNotFound) }

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }
