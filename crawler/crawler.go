package crawler

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/scratch"
)

// ErrMixed says that the archive holds the sample web and the source is real, or the other way
// round. What is told as an example may not lie beside evidence.
var ErrMixed = errors.New("the sample web and real sources do not share a data folder")

// Options says with what a Crawler works. Archive, Now and Sleep are needed.
type Options struct {
	Archive *archive.Archive
	Now     func() time.Time
	Sleep   func(context.Context, time.Duration) error // waits, or returns early with the context's error

	UserAgent string            // as sent; empty means "lodestone". It should name a contact.
	Transport http.RoundTripper // nil means a guarded one, to which Allow and Resolve belong
	Allow     []netip.Prefix    // private networks that may be connected to all the same
	// Resolve maps a host to an address such as "127.0.0.1:8080" that is dialled in its place,
	// unguarded. It is how a web on loopback is crawled under its own names.
	Resolve func(host string) (address string, ok bool)

	// Renderer opens pages of sources whose manifests say fetch: browser; nil: there is none.
	Renderer Renderer

	// Progress is told after each answer how far a run is; nil: nobody is told. Runs that go on at
	// the same time call it at the same time.
	Progress func(Progress)

	resolver *net.Resolver // of names; nil means the system's. Tests have one of their own.

	Sample bool          // everything fetched is from the sample web; its hosts end in .example
	Limit  time.Duration // for one request with its body; 0 means 120 s

	// Scratch is a folder for what is known of pages while the crawler is open, in files without a
	// name; empty keeps it in memory, some 300 bytes for each address ever asked for.
	Scratch string
}

// Progress says how far a run is.
type Progress struct {
	Source   corpus.SourceID
	Requests int    // sent so far
	Found    int    // items that the listings named so far
	Done     int    // items and attachments looked at so far
	URL      string // what was asked for last
}

// Crawler runs sources. Runs of different sources may go on at the same time; a host is asked by
// one of them at a time.
type Crawler struct {
	opt  Options
	ways *ways

	mu     sync.Mutex // guards memory and gates
	memory memory
	gates  map[string]*gate
}

// New returns a crawler. Close it when it is done.
func New(opt Options) (*Crawler, error) {
	if opt.Archive == nil || opt.Now == nil || opt.Sleep == nil {
		return nil, errors.New("make a crawler: it needs an archive, a clock and a way to wait")
	}
	if opt.UserAgent == "" {
		opt.UserAgent = "lodestone"
	}
	if opt.Limit <= 0 {
		opt.Limit = 120 * time.Second
	}
	return &Crawler{opt: opt, ways: newWays(opt), gates: map[string]*gate{}, memory: newMemory(opt.Scratch)}, nil
}

// Close lets go of idle connections and of the scratch files.
func (c *Crawler) Close() error {
	c.ways.close()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.memory.close()
}

// Run reads one source once and returns its report, which is in the archive then, as is everything
// that was fetched. What a site does wrong is in the report; an error means that the run could not
// go on, and that the next one will take it up where it stopped.
func (c *Crawler) Run(ctx context.Context, s Source) (corpus.Run, error) {
	if s.zone == nil {
		return corpus.Run{}, fmt.Errorf("run source %s: it was not read by ParseManifest", s.ID)
	}
	past, err := c.recall(ctx, s)
	if err != nil {
		return corpus.Run{}, fmt.Errorf("run source %s: %w", s.ID, err)
	}
	s.Sample = s.Sample || c.opt.Sample
	r := &run{c: c, s: &s, past: past, started: c.opt.Now().UTC(), robots: map[string]*rules{}, stopped: map[string]string{}, names: scratch.NewTable(c.opt.Scratch), items: newPages(c.opt.Scratch), bodies: map[corpus.Hash][]string{}, refusals: map[string]int{}, behind: newBehind(ctx, c)}
	defer r.behind.close()
	defer r.close() // again, where the run does not come to its end
	if err := r.all(ctx); err != nil {
		return corpus.Run{}, fmt.Errorf("run source %s: %w", s.ID, err)
	}
	report, err := r.finish(ctx)
	if err != nil {
		return report, fmt.Errorf("run source %s: %w", s.ID, err)
	}
	return report, nil
}

// recall brings the memory up to date with the archive and returns what it knows of a source.
func (c *Crawler) recall(ctx context.Context, s Source) (*past, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.memory.follow(ctx, c.opt.Archive); err != nil {
		return nil, err
	}
	if sample := s.Sample || c.opt.Sample; sample && c.memory.real || !sample && c.memory.sample {
		return nil, ErrMixed
	}
	return c.memory.of(s.ID), nil
}

// store writes a capture to the archive and remembers it.
func (c *Crawler) store(ctx context.Context, capture corpus.Capture, e archive.Exchange) (corpus.Capture, error) {
	// What was fetched is kept even when the run is being stopped.
	ctx = context.WithoutCancel(ctx)
	out, err := c.opt.Archive.Append(ctx, capture, e)
	if err != nil {
		return out, err
	}
	return out, c.follow(ctx)
}

// follow remembers what the archive has taken in.
func (c *Crawler) follow(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.memory.follow(ctx, c.opt.Archive)
}

// gate lets one request at a time through to a host, and none before its time.
type gate struct {
	mu   sync.Mutex
	next time.Time
}

func (c *Crawler) gate(host string) *gate {
	c.mu.Lock()
	defer c.mu.Unlock()
	host = strings.ToLower(host)
	g := c.gates[host]
	if g == nil {
		g = &gate{}
		c.gates[host] = g
	}
	return g
}
