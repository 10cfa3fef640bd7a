package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	plain "github.com/lodestone-kb/lodestone/index/rank"
	"github.com/lodestone-kb/lodestone/index/rank/fit"
	"github.com/lodestone-kb/lodestone/kb"
)

func fitTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	file := f.String("passages", "", "`file` with id, text")
	questions := f.String("questions", "", "`file` with qid, question, rel: those to learn from, never those that judge")
	to := f.String("to", "", "`folder` into which the model of package rank is written")
	return func(ctx context.Context, _ *bench) (any, error) {
		if err := needed(flagged{"passages", *file}, flagged{"questions", *questions}, flagged{"to", *to}); err != nil {
			return nil, err
		}
		list, err := lines[passage](*file)
		if err != nil {
			return nil, err
		}
		asked, err := lines[question](*questions)
		if err != nil {
			return nil, err
		}
		candidates, at := ranked(list)
		var learn []fit.Question
		for _, q := range asked {
			known := fit.Question{Words: bleveindex.Words(q.Question)}
			for _, r := range q.Rel {
				if i, ok := at[r]; ok {
					known.Right = append(known.Right, i)
				}
			}
			if len(known.Right) > 0 {
				learn = append(learn, known)
			}
		}
		m, err := fit.Learn(ctx, candidates, learn)
		if err != nil {
			return nil, err
		}
		if err := writeModel(m, *to); err != nil {
			return nil, fmt.Errorf("write the model: %w", err)
		}
		return map[string]int{"passages": len(candidates), "questions": len(learn), "asking": len(m.Asking)}, nil
	}
}

// ranked returns the passages of the data as package rank sees them, and where each is in the list. A
// passage that is a document of its own is found by its first part.
func ranked(list []passage) ([]plain.Candidate, map[label]int) {
	var out []plain.Candidate
	at := make(map[label]int, len(list))
	var w kb.Write
	l := library{ids: make(map[shelfmark]label, len(list))}
	for i, v := range volumes(list, bound) {
		id := corpus.DocumentID(fmt.Sprint("d-", i))
		l.shelve(&w, id, v, "en")
		r := &w.Revisions[len(w.Revisions)-1]
		for k, start := range bleveindex.Starts(r) {
			if own, ok := l.ids[shelfmark{id, -1}]; ok && k == 0 {
				at[own] = len(out)
			} else if own, ok := l.ids[shelfmark{id, start}]; ok {
				at[own] = len(out) + k
			}
		}
		out = append(out, bleveindex.Candidates(r)...)
	}
	return out, at
}

// writeModel writes the three files of a model, each aside first.
func writeModel(m *plain.Model, dir string) error {
	words, err := m.Words.MarshalBinary()
	if err != nil {
		return err
	}
	order, err := m.Order.MarshalBinary()
	if err != nil {
		return err
	}
	var asking strings.Builder
	asking.WriteString("# Words by which people ask, as stems, and how much each still counts; made by lodestone-eval fit.\n")
	for _, stem := range slices.Sorted(maps.Keys(m.Asking)) {
		fmt.Fprintf(&asking, "%s\t%.2f\n", stem, m.Asking[stem])
	}
	for name, data := range map[string][]byte{"words.trees": words, "order.trees": order, "asking.tsv": []byte(asking.String())} {
		aside := filepath.Join(dir, name+".new")
		if err := os.WriteFile(aside, data, 0o644); err != nil {
			return err
		}
		if err := os.Rename(aside, filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}
