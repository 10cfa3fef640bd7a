package main

import (
	"context"
	"flag"
	"fmt"
	"strconv"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
)

// answer is one line of what was found.
type answer struct {
	QID label   `json:"qid"`
	IDs []label `json:"ids"`
}

func texts(ids []label) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.text
	}
	return out
}

func retrievalTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	file := f.String("passages", "", "`file` with id, text")
	questions := f.String("questions", "", "`file` with qid, question, rel")
	lang := f.String("lang", "en", "`language` of the passages, en or zh")
	k := f.Int("k", 10, "`places` that are judged")
	return func(ctx context.Context, b *bench) (any, error) {
		if err := needed(flagged{"passages", *file}, flagged{"questions", *questions}); err != nil {
			return nil, err
		}
		if *lang != "en" && *lang != "zh" {
			return nil, fmt.Errorf("%w: --lang is en or zh, not %q", errUsage, *lang)
		}
		if *k < 1 || *k > index.MaxLimit/2 {
			return nil, fmt.Errorf("%w: --k is from 1 to %d", errUsage, index.MaxLimit/2)
		}
		list, err := lines[question](*questions)
		if err != nil {
			return nil, err
		}
		var figures map[string]any
		err = withLibrary(ctx, *file, corpus.Lang(*lang), bound, func(l library) error {
			figures, err = retrieve(ctx, b, l, list, *k)
			return err
		})
		return figures, err
	}
}

// question has the ids of the passages that answer it.
type question struct {
	QID      label
	Question string
	Rel      []label
}

func retrieve(ctx context.Context, b *bench, l library, list []question, k int) (map[string]any, error) {
	var sum ranking
	var times []time.Duration
	failed := 0
	for _, q := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		start := b.now()
		// Twice as many as are wanted, because two may be parts of one passage.
		ids, err := l.find(ctx, index.Request{Query: q.Question, Syntax: index.Plain, Limit: 2 * k}, k)
		times = append(times, b.now().Sub(start))
		if err != nil {
			failed++
			b.tell(q.QID.text, err)
		}
		if err := b.out.put(answer{q.QID, ids}); err != nil {
			return nil, err
		}
		r := rank(texts(ids), setOf(texts(q.Rel)...), k)
		sum = ranking{sum.recall + r.recall, sum.precision + r.precision, sum.gain + r.gain}
	}
	n, at := float64(max(len(list), 1)), "_at_"+strconv.Itoa(k)
	return map[string]any{"recall" + at: round(sum.recall / n), "map" + at: round(sum.precision / n), "ndcg" + at: round(sum.gain / n),
		"p50_ms": percentile(times, 50), "p99_ms": percentile(times, 99), "questions": len(list), "failed": failed}, nil
}

// asked is a query with what must and what may be found; neither is needed.
type asked struct {
	QID       label
	Q         string
	Must, May []label
}

type searchFigures struct {
	Queries int `json:"queries"`
	Failed  int `json:"failed"`
	Found   int `json:"found"`
	// Only where the data says what must be found.
	Labelled   int     `json:"labelled"`
	Exact      int     `json:"exact_queries"` // all that must, and nothing but what may be found
	Missing    int     `json:"missing"`
	Unexpected int     `json:"unexpected"`
	P50        float64 `json:"p50_ms"`
	P99        float64 `json:"p99_ms"`
}

func searchTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	file := f.String("passages", "", "`file` with id, text")
	queries := f.String("queries", "", "`file` with qid, q, and where known must, may")
	lang := f.String("lang", "en", "`language` of the passages, en or zh")
	return func(ctx context.Context, b *bench) (any, error) {
		if err := needed(flagged{"passages", *file}, flagged{"queries", *queries}); err != nil {
			return nil, err
		}
		list, err := lines[asked](*queries)
		if err != nil {
			return nil, err
		}
		var figures searchFigures
		err = withLibrary(ctx, *file, corpus.Lang(*lang), loose, func(l library) error {
			figures, err = searchAll(ctx, b, l, list)
			return err
		})
		return figures, err
	}
}

func searchAll(ctx context.Context, b *bench, l library, list []asked) (searchFigures, error) {
	out := searchFigures{Queries: len(list)}
	var times []time.Duration
	for _, q := range list {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		start := b.now()
		ids, err := l.find(ctx, index.Request{Query: q.Q, Syntax: index.Lodestone, Limit: index.MaxLimit}, 0)
		times = append(times, b.now().Sub(start))
		if err != nil {
			out.Failed++
			b.tell(q.QID.text+" "+q.Q, err)
		}
		if err := b.out.put(answer{q.QID, ids}); err != nil {
			return out, err
		}
		out.Found += len(ids)
		out.judge(texts(ids), q)
	}
	out.P50, out.P99 = percentile(times, 50), percentile(times, 99)
	return out, nil
}

// judge compares what was found with what must and what may be.
func (f *searchFigures) judge(ids []string, q asked) {
	if q.Must == nil && q.May == nil {
		return
	}
	found, must, may := setOf(ids...), setOf(texts(q.Must)...), setOf(texts(q.May)...)
	missing := len(must.keep(func(id string) bool { return !found[id] }))
	unexpected := len(found.keep(func(id string) bool { return !must[id] && !may[id] }))
	f.Labelled++
	f.Missing += missing
	f.Unexpected += unexpected
	if missing+unexpected == 0 {
		f.Exact++
	}
}
