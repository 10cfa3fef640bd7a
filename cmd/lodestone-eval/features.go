package main

import (
	"context"
	"errors"

	"github.com/lodestone-kb/lodestone/index"
)

// candidates is how many passages of a question are written for fitting.
const candidates = 100

// seen is one candidate of a question, with what the ranking sees of it.
type seen struct {
	QID     label              `json:"qid"`
	ID      label              `json:"id"`
	Right   bool               `json:"right"`
	Figures map[string]float64 `json:"figures"`
}

// writeFeatures writes the candidates of each question, those that are right told apart.
func writeFeatures(ctx context.Context, l library, list []question, file string) (err error) {
	w, err := create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	for _, q := range list {
		res, err := l.Search(ctx, index.Request{Query: q.Question, Syntax: index.Plain, Limit: candidates, Explain: true})
		if err != nil {
			return err
		}
		right := setOf(texts(q.Rel)...)
		for _, h := range res.Hits {
			id := l.ids[h.Document]
			if err := w.put(seen{q.QID, id, right[id.text], h.Figures}); err != nil {
				return err
			}
		}
	}
	return nil
}
