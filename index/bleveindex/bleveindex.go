package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb"
)

// version is that of the format: of what is indexed and how words are cut. Another one is rebuilt.
const version = "8"

// View is what the index needs to see of the store.
type View interface {
	Version(ctx context.Context) (kb.Version, error)
	Entries(ctx context.Context, after kb.Seq, limit int) ([]kb.Entry, error)
	Document(ctx context.Context, id corpus.DocumentID) (corpus.Document, error)
	Revision(ctx context.Context, id corpus.RevisionID) (corpus.Revision, error)
	FactsOf(ctx context.Context, doc corpus.DocumentID) ([]kb.Fact, error)
}

// Options says how an index is opened. The zero value works.
type Options struct {
	// Names widens words that name materials; nil: no word is widened.
	Names query.Names
	// View is where texts are read from before the first Follow; nil: searching before it is an error.
	View View
	// CacheBytes bounds the texts that are kept prepared in memory; 0: 64 MiB.
	CacheBytes int
}

// Index is a full-text index in a folder. Its methods may be called by many goroutines; Follow and
// Rebuild wait for one another, searches go on meanwhile.
type Index struct {
	dir   string
	names query.Names
	texts *texts

	work sync.Mutex // one writer

	mu    sync.RWMutex // guards what follows
	build *build
	view  View
	aside string // why the build before was taken out of service; empty when it was not
}

// build is one Bleve index on disk.
type build struct {
	name, path string
	bleve      bleve.Index
	tables     *tables
}

// Open opens the index in a folder, which is made if it is not there. A build that is damaged, or
// was written by another version, is moved aside and an empty one takes its place, which the next
// Follow fills. The error is [kb.ErrLocked] when another process has the index open.
func Open(dir string, opt Options) (*Index, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder of the index: %w", err)
	}
	x := &Index{dir: dir, names: opt.Names, view: opt.View, texts: newTexts(opt.CacheBytes)}
	name, err := current(dir)
	if err != nil {
		return nil, err
	}
	if name != "" {
		b, err := openBuild(dir, name)
		if err == nil {
			x.build = b
			return x, nil
		}
		var bad *unusable
		if !errors.As(err, &bad) {
			return nil, err
		}
		x.aside = bad.reason
		if err := setAside(dir, name); err != nil {
			return nil, err
		}
	}
	b, err := newBuild(dir)
	if err != nil {
		return nil, err
	}
	if err := putCurrent(dir, b.name); err != nil {
		return nil, errors.Join(err, b.bleve.Close())
	}
	x.build = b
	return x, nil
}

// Close closes the index. Searches that are under way end first.
func (x *Index) Close() error {
	x.work.Lock()
	defer x.work.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.build == nil {
		return nil
	}
	err := x.build.bleve.Close()
	x.build = nil
	if err != nil {
		return fmt.Errorf("close the index: %w", err)
	}
	return nil
}

// Aside tells why the build before this one was taken out of service; empty when it was not.
func (x *Index) Aside() string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.aside
}

// Position returns the last entry of the log that the index has taken in.
func (x *Index) Position(ctx context.Context) (kb.Seq, error) {
	b, _, done, err := x.use()
	if err != nil {
		return 0, err
	}
	defer done()
	p, err := b.position()
	if err != nil {
		return 0, err
	}
	return p.Seq, ctx.Err()
}

// errClosed is what a closed index answers.
var errClosed = errors.New("the index is closed")

// use returns the build in service and the view; done must be called when both are no longer used.
func (x *Index) use() (*build, View, func(), error) {
	x.mu.RLock()
	if x.build == nil {
		x.mu.RUnlock()
		return nil, nil, nil, errClosed
	}
	return x.build, x.view, x.mu.RUnlock, nil
}

const currentFile = "CURRENT"

// current returns the name of the build in service, "" when there is none.
func current(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read which build of the index is in service: %w", err)
	}
	name := strings.TrimSpace(string(b))
	if !strings.HasPrefix(name, "b") || strings.ContainsAny(name, `/\`) {
		return "", nil // torn or foreign: as good as none
	}
	return name, nil
}

// putCurrent puts a build in service: aside, synced, renamed.
func putCurrent(dir, name string) error {
	tmp := filepath.Join(dir, currentFile+".new")
	f, err := os.Create(tmp)
	if err != nil {
		return fmt.Errorf("put build %s in service: %w", name, err)
	}
	_, err = f.WriteString(name + "\n")
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(tmp, filepath.Join(dir, currentFile))
	}
	if err != nil {
		return fmt.Errorf("put build %s in service: %w", name, err)
	}
	return nil
}
