package smallworld

import (
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

func registered() *kb.Provenance {
	return &kb.Provenance{From: "register", URLs: []string{"https://ministry.example/list", "javascript:alert(1)"}, Confidence: "high"}
}

func instrument(w *kb.Write, i kb.Instrument) {
	i.Review, i.Basis, i.Kind = kb.Confirmed, kb.Basis{Provenance: registered()}, cmpOr(i.Kind, "announcement")
	i.Documents = append([]corpus.DocumentID{}, i.Documents...)
	w.Instruments = append(w.Instruments, i)
}

func measure(w *kb.Write, m kb.Measure) {
	m.ID = kb.MeasureID(string(m.Instrument) + "/" + m.Provision)
	m.Direction, m.Review = cmpOr(m.Direction, kb.Export), kb.Confirmed
	if m.Destinations == nil {
		m.Destinations = []string{"*"}
	}
	m.EndUses, m.Thresholds = append([]kb.EndUse{}, m.EndUses...), append([]kb.Threshold{}, m.Thresholds...)
	w.Measures = append(w.Measures, m)
}

func effect(w *kb.Write, e kb.Effect) {
	e.ID = kb.EffectID(fmt.Sprintf("e-%02d", len(w.Effects)+1))
	e.By = cmpOr(e.By, e.Target)
	if len(e.Basis.Spans) == 0 {
		e.Basis.Provenance = registered()
	}
	e.Review = kb.Confirmed
	w.Effects = append(w.Effects, e)
}

func starts(w *kb.Write, id kb.InstrumentID, adopted, from corpus.Date) {
	effect(w, kb.Effect{Relation: kb.Adopts, Target: id, From: adopted})
	if !from.IsZero() {
		effect(w, kb.Effect{Relation: kb.Commences, Target: id, From: from})
	}
}

func law(w *kb.Write, hostile string) {
	day := corpus.Day
	instrument(w, kb.Instrument{ID: "cn-mofcom-gacc-2023-23", Jurisdiction: "CN", Authorities: []string{"MOFCOM", "GACC"}, Number: "2023年第23号", Published: day(2023, 7, 3),
		Title: "Export control on items related to gallium and germanium", TitleZh: "关于对镓、锗相关物项实施出口管制的公告"})
	starts(w, "cn-mofcom-gacc-2023-23", day(2023, 7, 3), day(2023, 8, 1))
	measure(w, kb.Measure{Instrument: "cn-mofcom-gacc-2023-23", Provision: "1-1", Restriction: kb.LicenceRequirement, Summary: "Gallium items leave the country only with a licence.",
		Items: []kb.Item{{Material: "Ga", Form: "metal", ControlCodes: []string{"3C004"}, CustomsCodes: []string{"8112929010"}}, {Material: "Ga", Form: "oxide", ControlCodes: []string{"3C005.a"}}}})

	instrument(w, kb.Instrument{ID: "cn-mofcom-2024-46", Jurisdiction: "CN", Authorities: []string{"MOFCOM"}, Number: "商务部公告2024年第46号", Published: day(2024, 12, 3),
		Title: "Stricter export control on dual-use items to the United States", Documents: []corpus.DocumentID{w.Documents[0].ID}})
	effect(w, kb.Effect{Relation: kb.Adopts, Target: "cn-mofcom-2024-46", From: day(2024, 12, 3)})
	effect(w, kb.Effect{Relation: kb.Commences, Target: "cn-mofcom-2024-46", From: day(2024, 12, 3), Basis: kb.Basis{Spans: []corpus.Span{spanOf(w, 0, "本公告自2024年12月3日起实施。")}}})
	measure(w, kb.Measure{Instrument: "cn-mofcom-2024-46", Provision: "1", Restriction: kb.EndUseBan, Items: []kb.Item{{Material: "all dual-use items"}}, Destinations: []string{"US"}, EndUses: []kb.EndUse{kb.Military},
		Basis: kb.Basis{Spans: []corpus.Span{spanOf(w, 0, "一、禁止两用物项对美国军事用户出口。")}}, Sample: true})
	measure(w, kb.Measure{Instrument: "cn-mofcom-2024-46", Provision: "2", Restriction: kb.PresumptionOfDenial, Items: []kb.Item{{Material: "Ga"}}, Destinations: []string{"US"},
		Basis: kb.Basis{Spans: []corpus.Span{spanOf(w, 0, "二、原则上不予许可镓相关两用物项对美国出口。")}}, Sample: true})
	instrument(w, kb.Instrument{ID: "cn-mofcom-2025-72", Jurisdiction: "CN", Authorities: []string{"MOFCOM"}, Published: day(2025, 11, 9), Title: "Suspension of paragraph 2 of No. 46 of 2024",
		Documents: []corpus.DocumentID{w.Documents[1].ID}})
	starts(w, "cn-mofcom-2025-72", day(2025, 11, 9), day(2025, 11, 9))
	effect(w, kb.Effect{Relation: kb.Suspends, By: "cn-mofcom-2025-72", Target: "cn-mofcom-2024-46", Provisions: []string{"2"}, From: day(2025, 11, 9), Until: day(2026, 11, 27),
		Basis: kb.Basis{Spans: []corpus.Span{spanOf(w, 1, "商务部公告2024年第46号第二款自公布之日起至2026年11月27日暂停实施。")}}})

	instrument(w, kb.Instrument{ID: "cn-mofcom-2025-61", Jurisdiction: "CN", Authorities: []string{"MOFCOM"}, Published: day(2025, 10, 9), Title: "Control of rare earth items abroad",
		Conflicts: []string{"two reprints give different days for the start of its second part"}, Note: "a note"})
	starts(w, "cn-mofcom-2025-61", day(2025, 10, 9), day(2025, 12, 1))
	measure(w, kb.Measure{Instrument: "cn-mofcom-2025-61", Provision: "1-1", Restriction: kb.Extraterritorial, Direction: kb.ReExport, Items: []kb.Item{{Material: "Dy"}},
		Thresholds: []kb.Threshold{{Words: "items of Chinese origin make up 0.1 % of the value or more", Narrows: true}}})
	effect(w, kb.Effect{Relation: kb.Suspends, By: "cn-mofcom-2025-70", Target: "cn-mofcom-2025-61", From: day(2025, 11, 7), Until: day(2026, 11, 10)})
	instrument(w, kb.Instrument{ID: "cn-mofcom-2025-70", Jurisdiction: "CN", Authorities: []string{"MOFCOM"}, Published: day(2025, 11, 7), Title: "Suspension of six announcements of 9 October 2025"})
	starts(w, "cn-mofcom-2025-70", day(2025, 11, 7), day(2025, 11, 7))

	instrument(w, kb.Instrument{ID: "us-proc-20001", Jurisdiction: "US", Authorities: []string{"BIS"}, Published: day(2026, 10, 1), Kind: "rule", Title: "Duty on processed tungsten", Documents: []corpus.DocumentID{w.Documents[2].ID}})
	starts(w, "us-proc-20001", day(2026, 10, 1), day(2027, 1, 1))
	measure(w, kb.Measure{Instrument: "us-proc-20001", Provision: "1-a", Restriction: "import_tariff", Direction: kb.Import, Items: []kb.Item{{Material: "W"}}, Destinations: []string{"US"}})
	effect(w, kb.Effect{Relation: kb.Extends, Target: "us-proc-20001", Announced: true, Outstanding: "a statement, no act", Until: day(2028, 12, 31)})

	instrument(w, kb.Instrument{ID: "eu-2026-1", Jurisdiction: "EU", Authorities: []string{"EU"}, Published: day(2026, 3, 2), Kind: "bill", Title: "Proposal on rare earth stocks"})
	effect(w, kb.Effect{Relation: kb.Proposes, Target: "eu-2026-1", From: day(2026, 3, 2)})
	measure(w, kb.Measure{Instrument: "eu-2026-1", Provision: "3", Restriction: "stockpile", Direction: kb.Domestic, Items: []kb.Item{{Material: "REE"}}})
	w.Disputes = append(w.Disputes, kb.Dispute{ID: "x-1", Instrument: "cn-mofcom-2025-61", About: "effective_date", Claims: []kb.Claim{
		{Says: "it starts on 1 December 2025, as a licence_requirement", Basis: kb.Basis{Provenance: registered()}}, {Says: "it starts on 9 October 2025 " + hostile, Basis: kb.Basis{Provenance: registered()}},
		{Says: "it starts as No. 46 did", Basis: kb.Basis{Spans: []corpus.Span{spanOf(w, 0, "本公告自2024年12月3日起实施。")}}}, {Says: "it has not started"}}})
}
