package bleveindex

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"

	"github.com/lodestone-kb/lodestone/kb"
)

// unusable is the error of a build that cannot serve and must be built again.
type unusable struct{ reason string }

func (e *unusable) Error() string { return e.reason }

// The internal keys of a build.
var (
	keyVersion  = []byte("version")
	keyPosition = []byte("position")
)

// position says how far a build has followed the log.
type position struct {
	Seq   kb.Seq `json:"seq"`
	Entry string `json:"entry"` // hash of that entry; empty at the beginning
}

func (b *build) position() (position, error) {
	var p position
	raw, err := b.bleve.GetInternal(keyPosition)
	if err != nil {
		return p, fmt.Errorf("read the position of the index: %w", err)
	}
	if raw == nil {
		return p, nil
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("read the position of the index: %w", err)
	}
	return p, nil
}

// newBuild makes an empty build under the next free name.
func newBuild(dir string) (*build, error) {
	names, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list the builds of the index: %w", err)
	}
	last := 0
	for _, e := range names {
		name := strings.TrimPrefix(e.Name(), asidePrefix)
		if n, err := strconv.Atoi(strings.TrimPrefix(name, "b")); err == nil && strings.HasPrefix(name, "b") {
			last = max(last, n)
		}
	}
	name := fmt.Sprintf("b%06d", last+1)
	path := filepath.Join(dir, name)
	mapping := bleve.NewIndexMapping()
	mapping.DefaultMapping.Dynamic = false // every field is made by hand, see record.go
	mapping.IndexDynamic, mapping.StoreDynamic, mapping.DocValuesDynamic = false, false, false
	ix, err := bleve.NewUsing(path, mapping, scorch.Name, scorch.Name, settings())
	if err != nil {
		return nil, fmt.Errorf("make build %s of the index: %w", name, err)
	}
	if err := ix.SetInternal(keyVersion, []byte(version)); err != nil {
		return nil, errors.Join(fmt.Errorf("make build %s of the index: %w", name, err), ix.Close())
	}
	return &build{name, path, ix, newTables(tableBytes)}, nil
}

// tableBytes bounds what of a build is kept in memory besides what the engine keeps: of 200,000 passages
// some 57 MB of records and outlines and 42 MB of streams.
const tableBytes = 128 << 20

// settings are those of every build. A batch is on disk when it was acknowledged.
func settings() map[string]any {
	watchAsyncErrors()
	return map[string]any{"bolt_timeout": "2s", "asyncErrorCallbackName": callbackName}
}

// openBuild opens a build and looks whether it can serve. The error is *unusable when it must be
// built again.
func openBuild(dir, name string) (b *build, err error) {
	path := filepath.Join(dir, name)
	damaged, err := damagedSegments(path)
	if err != nil {
		return nil, &unusable{fmt.Sprintf("build %s of the index cannot be read: %v", name, err)}
	}
	// A file that is shorter than it says faults where it is read.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		// The engine may panic on bytes that it did not write.
		if r := recover(); r != nil {
			b, err = nil, &unusable{fmt.Sprintf("build %s of the index is damaged: %v", name, r)}
		}
	}()
	asyncErrors.Delete((&build{path: path}).store())
	ix, err := bleve.OpenUsing(path, settings())
	if err != nil {
		if strings.Contains(err.Error(), "timeout") { // bbolt's word for a file that is locked
			return nil, fmt.Errorf("open build %s of the index: %w", name, kb.ErrLocked)
		}
		return nil, &unusable{fmt.Sprintf("build %s of the index is damaged: %v", name, err)}
	}
	b = &build{name, path, ix, newTables(tableBytes)}
	if reason := b.unfit(damaged); reason != "" {
		if err := ix.Close(); err != nil {
			reason += fmt.Sprintf(" (and it did not close: %v)", err)
		}
		return nil, &unusable{reason}
	}
	return b, nil
}

// merge makes one piece of what is on disk once all is.
func (b *build) merge(ctx context.Context) error {
	engine, err := b.bleve.Advanced()
	if err != nil {
		return err
	}
	s, ok := engine.(*scorch.Scorch)
	if !ok {
		return fmt.Errorf("the engine is a %T", engine)
	}
	for s.StatsMap()["num_root_memorysegments"] != uint64(0) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
		if err := b.sick(); err != nil {
			return err
		}
	}
	return s.ForceMerge(ctx, &mergeplan.MergePlanOptions{MaxSegmentsPerTier: 1, MaxSegmentSize: math.MaxInt32,
		SegmentsPerMergeTask: 10000, FloorSegmentSize: math.MaxInt32})
}

// unfit returns why an opened build cannot serve, "" when it can. Opening has removed the segments
// that nothing refers to, which may be torn after a crash; a damaged one that is still there is in use.
func (b *build) unfit(damaged []string) string {
	for _, f := range damaged {
		if _, err := os.Stat(f); err == nil {
			return fmt.Sprintf("build %s of the index is damaged: segment %s is not as it was written", b.name, filepath.Base(f))
		}
	}
	v, err := b.bleve.GetInternal(keyVersion)
	switch {
	case err != nil:
		return fmt.Sprintf("build %s of the index is damaged: %v", b.name, err)
	case string(v) != version:
		return fmt.Sprintf("build %s of the index has format %q, this program writes %q", b.name, v, version)
	}
	return ""
}

// damagedSegments returns the segment files whose last four bytes are not the checksum of the rest.
func damagedSegments(path string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(path, "store", "*.zap"))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		whole, err := checksummed(f)
		if err != nil {
			return nil, err
		}
		if !whole {
			out = append(out, f)
		}
	}
	return out, nil
}

// checksummed reports whether the last four bytes of a file are the checksum of the rest, which is
// how the engine ends a segment but not what it looks at when it opens one.
func checksummed(path string) (whole bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil || info.Size() < 4 {
		return false, err
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyN(sum, f, info.Size()-4); err != nil {
		return false, err
	}
	var want [4]byte
	if _, err := io.ReadFull(f, want[:]); err != nil {
		return false, err
	}
	return sum.Sum32() == binary.BigEndian.Uint32(want[:]), nil
}

const asidePrefix = "aside-"

// setAside takes a build out of service before anything new is made. Only the last is kept: an
// index can always be built again.
func setAside(dir, name string) error {
	old, err := filepath.Glob(filepath.Join(dir, asidePrefix+"*"))
	if err != nil {
		return fmt.Errorf("move the index aside: %w", err)
	}
	for _, o := range old {
		if err := os.RemoveAll(o); err != nil {
			return fmt.Errorf("move the index aside: %w", err)
		}
	}
	err = os.Rename(filepath.Join(dir, name), filepath.Join(dir, asidePrefix+name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("move the index aside: %w", err)
	}
	return nil
}

// The engine reports failures of its background work, such as a merge on a full disk, to a callback
// that must be registered under a name for the whole process. Errors are kept here by folder.
const callbackName = "lodestone"

var (
	asyncErrors      sync.Map // path of the engine's store → error
	watchAsyncErrors = sync.OnceFunc(func() {
		scorch.RegistryAsyncErrorCallbacks[callbackName] = func(err error, path string) { asyncErrors.Store(path, err) }
	})
)

// sick returns the last failure of the engine's background work on this build; nil when there is none.
func (b *build) sick() error {
	if err, ok := asyncErrors.Load(b.store()); ok {
		return fmt.Errorf("background work of the index: %w", err.(error))
	}
	return nil
}

// store returns the folder in which the engine keeps the build's segments.
func (b *build) store() string { return filepath.Join(b.path, "store") }
