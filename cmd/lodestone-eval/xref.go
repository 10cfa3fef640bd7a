package main

import (
	"context"
	"flag"
	"strconv"

	"github.com/lodestone-kb/lodestone/kb/cite"
)

// linked is one reference of a passage and the passage that it means.
type linked struct {
	Text   string `json:"text"`
	Target string `json:"target"`
}

func xrefTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	passages := f.String("passages", "", "`file` with id, doc, pid, text")
	sources := f.String("sources", "", "`file` with id, doc, text, refs")
	return func(ctx context.Context, b *bench) (any, error) {
		if err := needed(flagged{"passages", *passages}, flagged{"sources", *sources}); err != nil {
			return nil, err
		}
		type passage struct {
			ID, PID, Text string
			Doc           int
		}
		all, err := lines[passage](*passages)
		if err != nil {
			return nil, err
		}
		list, err := lines[struct {
			passage
			Refs []struct{ Text, Target string }
		}](*sources)
		if err != nil {
			return nil, err
		}
		var held []cite.Provision
		for _, p := range all {
			held = append(held, cite.Provision{ID: p.ID, Document: strconv.Itoa(p.Doc), Address: p.PID, Text: p.Text})
		}
		library := cite.Learn(held)
		var t tally
		for _, s := range list {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			refs := resolved(library, strconv.Itoa(s.Doc), s.Text)
			found, want := set{}, set{}
			for _, r := range refs {
				found[r.Target] = true
			}
			for _, r := range s.Refs {
				if r.Target != "" { // others stand outside of what is held
					want[r.Target] = true
				}
			}
			t.add(found, want)
			if err := b.out.put(struct {
				ID   string   `json:"id"`
				Refs []linked `json:"refs"`
			}{s.ID, refs}); err != nil {
				return nil, err
			}
		}
		return kindFigures{round(t.precision()), round(t.recall()), round(t.f1()), t.right, t.wrong, t.missed}, nil
	}
}

// resolved asks the product which passages a text refers to.
func resolved(library *cite.Library, doc, text string) []linked {
	out := []linked{}
	for _, r := range cite.Find(text) {
		for _, p := range library.Resolve(doc, r) {
			out = append(out, linked{r.Text, p.ID})
		}
	}
	return out
}
