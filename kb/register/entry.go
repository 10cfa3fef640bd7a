package register

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// source is the name under which entries of the register are logged.
const source corpus.SourceID = "register"

func entry(kind kb.EntryKind, i *kb.Instrument, summary string) kb.Entry {
	e := kb.Entry{Kind: kind, Source: source, Summary: summary}
	if i != nil {
		e.Instrument, e.Jurisdiction = i.ID, i.Jurisdiction
	}
	return e
}

func instrumentEntry(i kb.Instrument) kb.Entry {
	e := entry(kb.InstrumentRecorded, &i, fmt.Sprintf("%s is in the register: %s.", i.ID, i.Title))
	e.LegalDate = i.Published
	return e
}

func measureEntry(m kb.Measure, i *kb.Instrument) kb.Entry {
	e := entry(kb.MeasureRecorded, i, fmt.Sprintf("Clause %s of %s is in the register: %s", m.Provision, m.Instrument, m.Summary))
	e.Measure = m.ID
	for _, it := range m.Items {
		if it.Material != "" && !slices.Contains(e.Materials, it.Material) {
			e.Materials = append(e.Materials, it.Material)
		}
	}
	return e
}

func effectEntry(f kb.Effect, i *kb.Instrument) kb.Entry {
	e := entry(kb.EffectRecorded, i, sentence(f))
	e.Effect, e.LegalDate, e.By = f.ID, f.From, f.By
	return e
}

func disputeEntry(d kb.Dispute, i *kb.Instrument) kb.Entry {
	e := entry(kb.DisputeOpened, i, fmt.Sprintf("The sources of %s contradict each other on %s.", d.Instrument, strings.ReplaceAll(d.About, "_", " ")))
	e.Dispute, e.Measure = d.ID, d.Measure
	return e
}

// sentence tells an effect to a reader.
func sentence(f kb.Effect) string {
	var b strings.Builder
	what := string(f.Target)
	if len(f.Provisions) > 0 {
		what += " (" + strings.Join(f.Provisions, ", ") + ")"
	}
	switch {
	case f.Announced:
		fmt.Fprintf(&b, "It is announced, not enacted, that %s", what)
	case f.By != "" && f.By != f.Target:
		fmt.Fprintf(&b, "By %s, %s", f.By, what)
	default:
		b.WriteString(what)
	}
	b.WriteString(" " + passive(f.Relation))
	switch f.From.Precision() {
	case corpus.ToDay:
		b.WriteString(" on " + f.From.String())
	case corpus.ToMonth, corpus.ToYear:
		b.WriteString(" in " + f.From.String())
	}
	if !f.Until.IsZero() {
		b.WriteString(" until " + f.Until.String())
	}
	return b.String() + "."
}

// passive says what befalls the target of a relation.
func passive(r kb.Relation) string {
	return map[kb.Relation]string{
		kb.Proposes: "is proposed", kb.Adopts: "is adopted", kb.Commences: "commences", kb.Expires: "has its last day",
		kb.Withdraws: "is withdrawn", kb.Amends: "is amended", kb.Suspends: "is suspended", kb.Resumes: "resumes",
		kb.Extends: "is extended", kb.Repeals: "is repealed", kb.Supersedes: "is superseded", kb.Corrects: "is corrected",
		kb.Implements: "is carried out", kb.Cites: "is cited",
	}[r]
}
