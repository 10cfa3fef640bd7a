package desk

import (
	"context"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/crosswalk"
)

// CrosswalkAnswer is the answer of /v1/crosswalk.
type CrosswalkAnswer struct {
	crosswalk.Answer
	Coverage Coverage `json:"coverage"`
}

// heldTable is the crosswalk of one state of the store.
type heldTable struct {
	key   bodyKey
	table *crosswalk.Table
}

// Crosswalk tells which codes stand beside a material, or beside a control code or customs code,
// and who says so. What is neither is a [*WordError].
func (d *Desk) Crosswalk(ctx context.Context, word string) (CrosswalkAnswer, error) {
	var a CrosswalkAnswer
	code, isCode := crosswalk.Code(word)
	m, err := d.material(word)
	switch {
	case word == "":
		return a, &WordError{Parameter: "q", Detail: "name a material or a code, for example gallium, 1C902 or 2846901930"}
	case err != nil && !isCode:
		if e, ok := err.(*WordError); ok {
			e.Parameter, e.Detail = "q", "neither a material of the lexicon nor a control code (1C902) nor a customs code (four to twelve digits)"
		}
		return a, err
	}
	t, err2 := d.table(ctx)
	if err2 != nil {
		return a, err2
	}
	if err == nil {
		a.Answer = t.OfMaterial(m)
	} else {
		a.Answer = t.OfCode(code)
	}
	a.Coverage, err = d.Coverage(ctx)
	return a, err
}

func (d *Desk) table(ctx context.Context) (*crosswalk.Table, error) {
	v, err := d.store.Version(ctx)
	if err != nil {
		return nil, err
	}
	key := bodyKey{seq: v.Seq}
	d.mu.Lock()
	held := d.walk
	d.mu.Unlock()
	if held != nil && held.key == key {
		return held.table, nil
	}
	body, _, err := d.present(ctx)
	if err != nil {
		return nil, err
	}
	codes, err := d.codes.now(ctx, d.store)
	if err != nil {
		return nil, err
	}
	held = &heldTable{key, crosswalk.New(body, slices.Concat(codes.rows...))}
	d.mu.Lock()
	d.walk = held
	d.mu.Unlock()
	return held.table, nil
}

// codeRows returns the rows and items of an official text that name a code and something beside it.
// An item that names several materials does not say which of them a code is for; a row does.
func codeRows(ctx context.Context, store kb.Reader, id corpus.DocumentID) ([]crosswalk.Row, error) {
	doc, err := store.Document(ctx, id)
	if err != nil || !doc.Official {
		return nil, err
	}
	facts, err := store.FactsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	facts = slices.DeleteFunc(facts, func(f kb.Fact) bool { return !f.Stands() })
	if !slices.ContainsFunc(facts, codeKind) {
		return nil, nil
	}
	rev, err := store.Revision(ctx, doc.Latest())
	if err != nil {
		return nil, err
	}
	return rowsOf(doc, &rev, facts), nil
}

func codeKind(f kb.Fact) bool {
	k := f.Value.Kind()
	return k == kb.KindControlCode || k == kb.KindCustomsCode
}

func rowsOf(doc corpus.Document, rev *corpus.Revision, facts []kb.Fact) []crosswalk.Row {
	at, order := map[int][]kb.Fact{}, []int{}
	kinds := map[int]corpus.ProvisionKind{}
	for _, f := range facts {
		if k := f.Value.Kind(); k != kb.KindMaterial && !codeKind(f) {
			continue
		}
		p, ok := rev.ProvisionAt(f.Span.Start)
		if !ok || !f.Span.Holds(rev.Text) {
			continue
		}
		if at[p.Start] == nil {
			order = append(order, p.Start)
		}
		at[p.Start], kinds[p.Start] = append(at[p.Start], f), p.Kind
	}
	var out []crosswalk.Row
	for _, start := range order {
		here := at[start]
		materials := map[kb.Material]bool{}
		for _, f := range here {
			if v, ok := f.Value.(kb.MaterialValue); ok {
				materials[v.Material] = true
			}
		}
		if len(here) < 2 || !slices.ContainsFunc(here, codeKind) || kinds[start] != corpus.Row && len(materials) > 1 {
			continue
		}
		out = append(out, crosswalk.Row{Document: doc.ID, Instrument: here[0].Instrument, Issuer: doc.Jurisdiction, Address: here[0].Span.Address, Facts: here, Sample: doc.Sample})
	}
	return out
}
