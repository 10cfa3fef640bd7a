package crawler

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// maxJitter is the part of the cadence by which a run may be put off, so that sources with one
// cadence do not all ask at the same moment.
const maxJitter = 10 // percent

// Due returns when a source is to be run next: its cadence after the end of the last run, or at the
// next of its times of day in its own zone, and in either case a little later, by a jitter that is
// fixed for that run. While a source is blocked, it is asked later and later, up to eight times that.
// The zero time means at once.
func (c *Crawler) Due(ctx context.Context, s Source) (time.Time, error) {
	past, err := c.recall(ctx, s)
	if err != nil {
		return time.Time{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return s.due(past), nil
}

// due is Due, of what is known.
func (s *Source) due(p *past) time.Time {
	if p.ended.IsZero() || p.looks > 0 { // never run, or interrupted
		return time.Time{}
	}
	due, most := s.next(p.ended), 10*time.Minute
	if len(s.At) == 0 {
		most = time.Duration(s.Cadence) * maxJitter / 100
	}
	return p.ended.Add(due.Sub(p.ended) << min(p.blocked, 3)).Add(s.jitter(p.ended, most))
}

// jitter is a time below most that is made of the source and of the end of its last run.
func (s *Source) jitter(ended time.Time, most time.Duration) time.Duration {
	if most <= 0 {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(s.ID))
	h.Write([]byte(strconv.FormatInt(ended.Unix(), 10)))
	return time.Duration(h.Sum64() % uint64(most)).Truncate(time.Second)
}

// Health returns how sources do, in the order given. It asks nobody for anything.
func (c *Crawler) Health(ctx context.Context, sources []Source) ([]corpus.Health, error) {
	out := make([]corpus.Health, 0, len(sources))
	for i := range sources {
		s := &sources[i]
		past, err := c.recall(ctx, *s)
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		out = append(out, s.health(past, c.opt.Now()))
		c.mu.Unlock()
	}
	return out, nil
}

// Undeclared returns the sources that were read once and are not among those given, by id: their
// manifests are elsewhere, or gone, and what is held of them stands.
func (c *Crawler) Undeclared(ctx context.Context, declared []Source) ([]corpus.Health, error) {
	known := map[corpus.SourceID]bool{}
	for _, s := range declared {
		known[s.ID] = true
	}
	if err := c.follow(ctx); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out := []corpus.Health{}
	for _, id := range slices.Sorted(maps.Keys(c.memory.sources)) {
		p := c.memory.sources[id]
		if known[id] || p.run == nil {
			continue
		}
		s := Source{ID: id, Name: string(id)}
		h := s.health(p, c.opt.Now())
		h.State, h.Off, h.Fetcher = corpus.SourceUndeclared, "no manifest that is at hand declares it; where it has one, name its folder with --manifests", ""
		out = append(out, h)
	}
	return out, nil
}

func (s *Source) health(p *past, now time.Time) corpus.Health {
	h := corpus.Health{Source: s.ID, Name: s.Name, Publisher: s.Publisher, Jurisdiction: s.Jurisdiction, Official: s.Official, Evidence: string(s.Evidence.Word), Off: s.Off(), Fetcher: s.fetcher(),
		Cadence: time.Duration(s.Cadence), LastHealthy: p.healthy, Unhealthy: p.sick, FirstBad: p.sickAt, NewestItem: p.dated, Pages: p.order.Len(), Missing: s.missing(p), Interrupted: p.looks > 0}
	if p.run != nil {
		run := *p.run
		h.LastRun = &run
	}
	if h.State = s.state(p, now); s.Enabled && h.State != corpus.SourceEnded {
		h.NextRun = s.due(p)
	}
	return h
}

func (s *Source) state(p *past, now time.Time) corpus.HealthState {
	switch {
	case !s.Enabled:
		return corpus.SourceOff
	case p.run == nil:
		return corpus.SourceNeverRun
	case p.blocked > 0:
		return corpus.SourceBlocked
	case !p.run.Healthy():
		return corpus.SourceAttention
	case now.Sub(p.ended) > 2*time.Duration(s.Cadence) && s.Sample:
		return corpus.SourceEnded
	case now.Sub(p.ended) > 2*time.Duration(s.Cadence):
		return corpus.SourceOverdue
	}
	return corpus.SourceHealthy
}

// missing returns the numbers that were never seen between others that were.
func (s *Source) missing(p *past) []string {
	if s.sequence == nil {
		return []string{}
	}
	return append([]string{}, gaps(s.sequence, p.titles())...)
}

// titles are what listings said of every item ever seen, for the numbered sequence; the order means nothing.
func (p *past) titles() []string {
	out := slices.Collect(maps.Keys(p.passed))
	p.each(func(_ mark, g *page) { out = append(out, g.hints.Title+" "+g.hints.Number) })
	return out
}

// fetcher says in a word how the source is asked.
func (s *Source) fetcher() string {
	switch {
	case s.Fetch == InBrowser && s.proxy != nil:
		return "browser through a proxy"
	case s.Fetch == InBrowser:
		return "browser"
	case s.proxy != nil:
		return "proxy"
	}
	return "direct"
}
