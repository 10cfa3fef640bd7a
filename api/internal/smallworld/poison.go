package smallworld

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// poison puts the payload in every place that crawled words or the register can fill, but for
// texts with facts, whose places would no longer be theirs.
func poison(w *kb.Write, payload string) {
	for i := range w.Documents {
		d := &w.Documents[i]
		d.Title, d.Authority, d.Number = payload, payload, payload
	}
	for i := range w.Revisions {
		r := &w.Revisions[i]
		r.Warnings = append(r.Warnings, payload)
		r.Extent.Dropped, r.Gaps = []corpus.Drop{{What: payload, Why: payload}}, []corpus.Gap{{Unit: corpus.GapPart, Name: payload, Why: payload}}
		for n := range w.Revisions[i].Provisions {
			p := &w.Revisions[i].Provisions[n]
			p.Address = payload
			for c := range p.Columns {
				p.Columns[c] = payload
			}
		}
	}
	provenance := &kb.Provenance{From: payload, Note: payload, URLs: []string{payload, "javascript:alert(1)", "https://ministry.example/" + payload}}
	for i := range w.Instruments {
		a := &w.Instruments[i]
		a.Title, a.TitleZh, a.Number, a.Note, a.Kind = payload, payload, payload, payload, payload
		a.Authorities, a.LegalBasis, a.Conflicts, a.Aliases = []string{payload}, []string{payload}, []string{payload}, []string{payload}
		a.Basis.Provenance = provenance
	}
	for i := range w.Measures {
		m := &w.Measures[i]
		m.Summary, m.EndUsers = payload, []string{payload}
		m.Thresholds = append(m.Thresholds, kb.Threshold{Words: payload})
		for n := range m.Items {
			m.Items[n].Description = payload
		}
	}
	for i := range w.Effects {
		w.Effects[i].Scope = payload
		if len(w.Effects[i].Basis.Spans) == 0 {
			w.Effects[i].Basis.Provenance = provenance
		}
	}
	for i := range w.Outcomes {
		o := &w.Outcomes[i]
		o.Capture.URL, o.Capture.Failure, o.Reason = payload, payload, payload
	}
	for i := range w.Entries {
		w.Entries[i].Summary = payload
	}
}
