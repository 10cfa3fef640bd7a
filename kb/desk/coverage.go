package desk

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Coverage says within which bounds an answer is true.
type Coverage struct {
	Sources       int        `json:"sources"`        // sources from which at least one document is held
	NewestCapture *time.Time `json:"newest_capture"` // null where nothing was ever captured
	StaleSources  []string   `json:"stale_sources"`  // not read for seven days
	CorpusVersion kb.Seq     `json:"corpus_version"`
	NotCovered    []string   `json:"not_covered"`
	Sample        bool       `json:"sample"` // the folder holds the sample web: nothing here is evidence
}

// staleAfter is how long a source may stay unread before answers say so.
const staleAfter = 7 * 24 * time.Hour

// Coverage returns the bounds of the knowledge held.
func (d *Desk) Coverage(ctx context.Context) (Coverage, error) {
	v, err := d.store.Version(ctx)
	if err != nil {
		return Coverage{}, err
	}
	if held, ok := d.heldCoverage(v.Seq); ok {
		return *held, nil
	}
	d.prepare.Lock()
	defer d.prepare.Unlock()
	if held, ok := d.heldCoverage(v.Seq); ok {
		return *held, nil
	}
	made, err := d.survey(ctx, v)
	if err != nil {
		return Coverage{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cover, d.covered = made, d.Today()
	return *made, nil
}

// NoTexts is what an answer about texts says where no document is held at all: its silence then says
// nothing about the law, and the reader is told what to do.
const NoTexts = "no text is held yet, so a search can find nothing and its silence says nothing of the law: crawl the sources (lodestone crawl), take in files (lodestone ingest FILE), or look at the sample (lodestone demo)"

// HoldsTexts reports whether any document is held; a folder of the register alone holds none.
func (d *Desk) HoldsTexts(ctx context.Context) (bool, error) {
	docs, err := d.Documents(ctx)
	return len(docs) > 0, err
}

func (d *Desk) heldCoverage(seq kb.Seq) (*Coverage, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cover, d.cover != nil && d.cover.CorpusVersion == seq && d.covered == d.Today()
}

func (d *Desk) survey(ctx context.Context, v kb.Version) (*Coverage, error) {
	c := &Coverage{CorpusVersion: v.Seq, StaleSources: []string{}, NotCovered: notCovered()}
	docs, err := d.Documents(ctx)
	if err != nil {
		return nil, err
	}
	last := map[corpus.SourceID]time.Time{}
	for _, doc := range docs {
		c.Sample = c.Sample || doc.Sample
		if doc.LastSeen.After(last[doc.Source]) {
			last[doc.Source] = doc.LastSeen
		}
		if !doc.LastSeen.IsZero() && (c.NewestCapture == nil || doc.LastSeen.After(*c.NewestCapture)) {
			c.NewestCapture = &doc.LastSeen
		}
	}
	c.Sources = len(last)
	now := d.now()
	if c.Sample && c.NewestCapture != nil { // the sample's clock is the last day on which it was crawled
		now = *c.NewestCapture
	}
	for _, s := range slices.Sorted(maps.Keys(last)) {
		if now.Sub(last[s]) > staleAfter {
			c.StaleSources = append(c.StaleSources, string(s))
		}
	}
	return c, nil
}
