package kbtest

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Snapshot is everything that a reader can see of a store, as JSON: two stores that were told the
// same have the same, whatever their engines, and a store that was not to change has the same as
// before. Law is in it as it was known at the time of every entry. Positions are those of the
// followers named.
func Snapshot(ctx context.Context, s kb.Reader, followers ...string) (string, error) {
	all := seen{}
	v, err := s.Version(ctx)
	all.add("version", v, err)
	docs, err := s.Documents(ctx, "", 0)
	all.add("documents", docs, err)
	for _, d := range docs {
		all.document(ctx, s, d)
	}
	outcomes, err := s.Outcomes(ctx, "", 0)
	all.add("outcomes", outcomes, err)
	entries, err := s.Entries(ctx, 0, 0)
	all.add("entries", entries, err)
	times := []time.Time{{}}
	for _, e := range entries {
		if !e.RecordedAt.Equal(times[len(times)-1]) {
			times = append(times, e.RecordedAt)
		}
	}
	for _, at := range times {
		law, err := s.Law(ctx, at)
		all.add(fmt.Sprintf("law known at %v", at), law, err)
	}
	for _, f := range append(followers, "ingest") {
		p, err := s.Position(ctx, f)
		all.add("position of "+f, p, err)
	}
	checkpoints, err := s.Checkpoints(ctx)
	all.add("checkpoints", checkpoints, err)
	size, root, err := s.TreeSize(ctx)
	all.add("tree", fmt.Sprintf("%d %x", size, root), err)
	if err, failed := all["error"]; failed {
		return "", err.(error)
	}
	b, err := json.MarshalIndent(all, "", " ")
	return string(b), err
}

// seen is what was read, by name; under "error" is the first error.
type seen map[string]any

func (s seen) add(name string, v any, err error) {
	if _, failed := s["error"]; err != nil && !failed {
		s["error"] = fmt.Errorf("%s: %w", name, err)
	}
	s[name] = v
}

func (s seen) document(ctx context.Context, r kb.Reader, d corpus.Document) {
	facts, err := r.FactsOf(ctx, d.ID)
	s.add("facts of "+string(d.ID), facts, err)
	for _, f := range facts {
		one, err := r.Fact(ctx, f.ID)
		s.add("fact "+string(f.ID), one, err)
	}
	for _, id := range d.Revisions {
		rev, err := r.Revision(ctx, id)
		s.add("revision "+string(id), rev, err)
	}
	for _, url := range d.Addresses() {
		at, err := r.DocumentAt(ctx, d.Source, url)
		s.add(fmt.Sprintf("document of %s at %s", d.Source, url), at.ID, err)
	}
}
