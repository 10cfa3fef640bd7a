package export

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// The rows of the datasets. The first column of each is the change; names of columns are those of
// Parquet, and about is the data dictionary. Dates are strings, as they may be a month or a year.

// Instrument is a row of instruments.
type Instrument struct {
	Change       string   `parquet:"change" about:"added, modified or deleted since the version asked; empty in a whole export"`
	ID           string   `parquet:"id" about:"id of the act"`
	Jurisdiction string   `parquet:"jurisdiction" about:"whose act: ISO 3166 code, EU or WTO"`
	Authorities  []string `parquet:"authorities" about:"ids of the authorities, the one that numbers first"`
	Number       string   `parquet:"number" about:"number as printed"`
	Kind         string   `parquet:"kind" about:"announcement, law, rule, bill and others"`
	Title        string   `parquet:"title" about:"title in English"`
	TitleZh      string   `parquet:"title_zh" about:"title in Chinese"`
	Published    string   `parquet:"published" about:"date of publication, ISO 8601 at its precision"`
	Documents    []string `parquet:"documents" about:"ids of the texts held of it"`
	Review       string   `parquet:"review" about:"machine, confirmed, corrected or rejected"`
	RestsOn      string   `parquet:"rests_on" about:"text where a text is held, else register"`
	RecordedAt   string   `parquet:"recorded_at" about:"when this version of the record was stored, UTC"`
	Sample       bool     `parquet:"sample" about:"invented, of the sample web: no evidence"`
}

func instrumentRow(i kb.Instrument) Instrument {
	return Instrument{"", string(i.ID), string(i.Jurisdiction), i.Authorities, i.Number, i.Kind, i.Title, i.TitleZh, day(i.Published), words(i.Documents), string(i.Review), restsOn(i.Basis), instant(i.RecordedAt), i.Sample}
}

// Measure is a row of measures.
type Measure struct {
	Change       string   `parquet:"change" about:"added, modified or deleted since the version asked; empty in a whole export"`
	ID           string   `parquet:"id" about:"id of the clause: the act's id and the address of the provision"`
	Instrument   string   `parquet:"instrument" about:"id of the act"`
	Provision    string   `parquet:"provision" about:"address of the clause"`
	Restriction  string   `parquet:"restriction" about:"what it does; see the vocabulary restrictions"`
	Direction    string   `parquet:"direction" about:"export, re_export, import, domestic or procurement"`
	Status       string   `parquet:"status" about:"state on the day of the export; see the vocabulary statuses"`
	Since        string   `parquet:"since" about:"first day of that state"`
	Until        string   `parquet:"until" about:"last day of it, inside, where it is known"`
	Materials    []string `parquet:"materials" about:"element symbols and groups"`
	ControlCodes []string `parquet:"control_codes" about:"control codes of its items"`
	CustomsCodes []string `parquet:"customs_codes" about:"customs codes of its items"`
	Destinations []string `parquet:"destinations" about:"ISO 3166 codes, groups, or * for all"`
	EndUses      []string `parquet:"end_uses" about:"binds these only; empty: whatever the use"`
	Thresholds   []string `parquet:"thresholds" about:"limits, in words"`
	Summary      string   `parquet:"summary" about:"one line"`
	Review       string   `parquet:"review" about:"machine, confirmed, corrected or rejected"`
	RestsOn      string   `parquet:"rests_on" about:"text where a text is held, else register"`
	RecordedAt   string   `parquet:"recorded_at" about:"when this version of the record was stored, UTC"`
	Sample       bool     `parquet:"sample" about:"invented, of the sample web: no evidence"`
}

func measureRow(m kb.Measure, body *legal.Body, on corpus.Date) Measure {
	r := Measure{ID: string(m.ID), Instrument: string(m.Instrument), Provision: m.Provision, Restriction: string(m.Restriction), Direction: string(m.Direction),
		Destinations: m.Destinations, EndUses: words(m.EndUses), Summary: m.Summary, Review: string(m.Review), RestsOn: restsOn(m.Basis), RecordedAt: instant(m.RecordedAt), Sample: m.Sample}
	if s, ok := body.StatusOn(m.ID, on); ok {
		r.Status, r.Since, r.Until = string(s.Status), day(s.Since), day(s.Until)
	}
	for _, i := range m.Items {
		if i.Material != "" && !slices.Contains(r.Materials, string(i.Material)) {
			r.Materials = append(r.Materials, string(i.Material))
		}
		r.ControlCodes = append(r.ControlCodes, i.ControlCodes...)
		r.CustomsCodes = append(r.CustomsCodes, i.CustomsCodes...)
	}
	for _, t := range m.Thresholds {
		r.Thresholds = append(r.Thresholds, t.Words)
	}
	return r
}

// Effect is a row of effects.
type Effect struct {
	Change      string   `parquet:"change" about:"added, modified or deleted since the version asked; empty in a whole export"`
	ID          string   `parquet:"id" about:"id of the effect"`
	Relation    string   `parquet:"relation" about:"what it does; see the vocabulary relations"`
	By          string   `parquet:"by" about:"act that does it; empty: the calendar"`
	ByProvision string   `parquet:"by_provision" about:"clause that does it"`
	Target      string   `parquet:"target" about:"act to which it is done"`
	Provisions  []string `parquet:"provisions" about:"clauses that are meant; empty: the whole act"`
	From        string   `parquet:"from" about:"first day; empty: not known, and not applied"`
	Until       string   `parquet:"until" about:"last day, inside"`
	Announced   bool     `parquet:"announced" about:"said, not enacted: never applied"`
	Quotes      []string `parquet:"quotes" about:"the words that say so"`
	Review      string   `parquet:"review" about:"machine, confirmed, corrected or rejected"`
	RecordedAt  string   `parquet:"recorded_at" about:"when this version of the record was stored, UTC"`
}

func effectRow(e kb.Effect) Effect {
	r := Effect{"", string(e.ID), string(e.Relation), string(e.By), e.ByProvision, string(e.Target), e.Provisions, day(e.From), day(e.Until), e.Announced, nil, string(e.Review), instant(e.RecordedAt)}
	for _, s := range e.Basis.Spans {
		r.Quotes = append(r.Quotes, s.Quote)
	}
	return r
}

// Fact is a row of facts.
type Fact struct {
	Change     string  `parquet:"change" about:"added, modified or deleted since the version asked; empty in a whole export"`
	ID         string  `parquet:"id" about:"id of the fact"`
	Kind       string  `parquet:"kind" about:"what it is about; see the vocabulary kinds"`
	Value      string  `parquet:"value" about:"normalised"`
	AsPrinted  string  `parquet:"as_printed" about:"as the text has it"`
	Role       string  `parquet:"role" about:"part that it plays"`
	Assertion  string  `parquet:"assertion" about:"only asserted restrictions bind"`
	Instrument string  `parquet:"instrument" about:"act that the clause speaks of"`
	Document   string  `parquet:"document" about:"id of the document"`
	Revision   string  `parquet:"revision" about:"id of its text"`
	Start      int64   `parquet:"start" about:"byte offset into that text"`
	End        int64   `parquet:"end" about:"byte offset behind the words"`
	Address    string  `parquet:"address" about:"provision in which it stands"`
	Rule       string  `parquet:"rule" about:"rule that found it, with its version"`
	Confidence float64 `parquet:"confidence" about:"0 to 1"`
	Review     string  `parquet:"review" about:"machine, confirmed, corrected or rejected"`
	Source     string  `parquet:"source" about:"id of the source"`
	Language   string  `parquet:"language" about:"language of the text"`
	Sample     bool    `parquet:"sample" about:"invented, of the sample web: no evidence"`
}

func factRow(f kb.Fact) Fact {
	return Fact{"", string(f.ID), string(f.Value.Kind()), f.Value.Normal(), f.AsPrinted, string(f.Role), string(f.Assertion), string(f.Instrument), string(f.Span.Document), string(f.Span.Revision),
		int64(f.Span.Start), int64(f.Span.End), f.Span.Address, string(f.Rule), f.Confidence, string(f.Review), string(f.Source), string(f.Language), f.Sample}
}

// Document is a row of documents.
type Document struct {
	Change       string `parquet:"change" about:"added or modified since the version asked; empty in a whole export"`
	ID           string `parquet:"id" about:"id of the document"`
	Source       string `parquet:"source" about:"id of the source"`
	URL          string `parquet:"url" about:"address of the page"`
	Title        string `parquet:"title" about:"title as published"`
	Kind         string `parquet:"kind" about:"notice, regulation, news, analysis, annex or bill"`
	Jurisdiction string `parquet:"jurisdiction" about:"whose document"`
	Authority    string `parquet:"authority" about:"id of the authority"`
	Number       string `parquet:"number" about:"number as printed"`
	Language     string `parquet:"language" about:"language tag"`
	Published    string `parquet:"published" about:"date of publication, ISO 8601 at its precision"`
	State        string `parquet:"state" about:"of its page: live, moved or gone"`
	Revisions    int64  `parquet:"revisions" about:"how many texts it had"`
	Latest       string `parquet:"latest" about:"id of its latest text"`
	FirstSeen    string `parquet:"first_seen" about:"UTC"`
	LastSeen     string `parquet:"last_seen" about:"UTC"`
	Sample       bool   `parquet:"sample" about:"invented, of the sample web: no evidence"`
}

func documentRow(d corpus.Document) Document {
	return Document{"", string(d.ID), string(d.Source), d.URL, d.Title, string(d.Kind), string(d.Jurisdiction), d.Authority, d.Number, string(d.Lang), day(d.Published), string(d.State),
		int64(len(d.Revisions)), string(d.Latest()), instant(d.FirstSeen), instant(d.LastSeen), d.Sample}
}

// LegalChange is a row of changes.
type LegalChange struct {
	Change       string   `parquet:"change" about:"modified where it is of a measure of which something was learned since the version asked"`
	Date         string   `parquet:"legal_date" about:"day of the change"`
	Kind         string   `parquet:"kind" about:"measure_commenced, suspension_lapsed and others"`
	Instrument   string   `parquet:"instrument" about:"act whose state changed"`
	Measure      string   `parquet:"measure" about:"clause whose state changed"`
	Jurisdiction string   `parquet:"jurisdiction" about:"whose act"`
	Title        string   `parquet:"title" about:"title of the act"`
	Restriction  string   `parquet:"restriction" about:"what the clause does"`
	Materials    []string `parquet:"materials" about:"element symbols and groups"`
	Destinations []string `parquet:"destinations" about:"ISO 3166 codes, groups, or * for all"`
	Before       string   `parquet:"before" about:"status before"`
	After        string   `parquet:"after" about:"status after"`
	By           string   `parquet:"by" about:"act that did it; empty: the calendar"`
	Until        string   `parquet:"until" about:"last day, inside, where it is known"`
	Expected     bool     `parquet:"expected" about:"still to come"`
	Summary      string   `parquet:"summary" about:"one sentence"`
}

func changeRow(c legal.Change) LegalChange {
	return LegalChange{"", day(c.LegalDate), string(c.Kind), string(c.Instrument), string(c.Measure), string(c.Jurisdiction), c.Title, string(c.Restriction), words(c.Materials), c.Destinations,
		string(c.Before), string(c.After), string(c.By), day(c.Until), c.Expected, c.Summary}
}

// Dispute is a row of disputes.
type Dispute struct {
	Change     string   `parquet:"change" about:"added, modified or deleted since the version asked; empty in a whole export"`
	ID         string   `parquet:"id" about:"id of the dispute"`
	Instrument string   `parquet:"instrument" about:"id of the act"`
	Measure    string   `parquet:"measure" about:"id of the clause, where it is about one"`
	Subject    string   `parquet:"about" about:"effective_date, subject, text and others"`
	Claims     []string `parquet:"claims" about:"what each side says"`
	Settled    string   `parquet:"settled" about:"how it was settled; empty while open"`
}

func disputeRow(d kb.Dispute) Dispute {
	r := Dispute{"", string(d.ID), string(d.Instrument), string(d.Measure), d.About, nil, d.Settled}
	for _, c := range d.Claims {
		r.Claims = append(r.Claims, c.Says)
	}
	return r
}

// columnName is the name of a column.
func columnName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
	return name
}

func words[T ~string](all []T) []string {
	out := make([]string, 0, len(all))
	for _, w := range all {
		out = append(out, string(w))
	}
	return out
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func restsOn(b kb.Basis) string {
	if len(b.Spans) > 0 {
		return "text"
	}
	return "register"
}

// present returns the law as known now.
func (s Source) present(ctx context.Context) (*legal.Body, error) {
	return s.Desk.Body(ctx, time.Time{})
}
