package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Errors that callers may test for.
var (
	// ErrNotHeld says that the archive has no payload with that hash, or no capture of that name.
	ErrNotHeld = errors.New("not held in the archive")
	// ErrDamaged says that bytes inside the archive, not merely at its torn end, are not what was
	// written. Nothing is moved then; a backup has to be restored.
	ErrDamaged = errors.New("the archive is damaged")
	// ErrNewer says that a later version of the program wrote the archive.
	ErrNewer = errors.New("the archive has a newer format")
)

// Format is the version of the archive's format that this package writes. It reads no newer one.
const Format = 2

// maxRecent is how many of the last captures are kept in memory, some 2 kB each.
const maxRecent = 512

// maxGroup bounds what one append may write, and so what a crash can leave torn.
const maxGroup = 256 << 20

// Options says how an archive is kept.
type Options struct {
	Now          func() time.Time // the clock; needed
	MaxFileBytes int64            // a file that has reached this gets a successor; 0 means 1 GiB
	Software     string           // written to the head of each file; empty means "lodestone"
	Scratch      string           // folder for the index, in files without a name, when it grows; empty keeps it in memory

	sync func(*os.File) error // os.File.Sync; tests that open thousands of times leave it out
}

// Archive is an open archive. It may be used by many goroutines; appends go one after the other, and
// reading does not wait for the disk to take them.
type Archive struct {
	dir  string
	opt  Options
	torn []string // names of what this open moved aside

	packer packer
	queue  queue    // what is on its way to the disk
	writer *os.File // of the last file; nil until the first append; of who writes
	format int      // of the last file; of who writes

	mu     sync.RWMutex // guards what follows; only who writes changes it
	closed bool
	files  []*file
	index  index
	recent recent
}

// recent are the last captures that were appended, by where their groups start: who follows closely
// need not inflate what was written a moment ago.
type recent struct {
	at    map[place]near
	order [maxRecent]place
	n     int
}

// near is a capture in memory, and where the next group starts.
type near struct {
	env  envelope
	next place
}

// put keeps a capture in place of the oldest.
func (r *recent) put(at place, n near) {
	if r.at == nil {
		r.at = map[place]near{}
	}
	delete(r.at, r.order[r.n%len(r.order)])
	r.at[at], r.order[r.n%len(r.order)] = n, at
	r.n++
}

// file is one WARC file. Everything before end is whole.
type file struct {
	f   *os.File
	end int64
}

// Hop is one redirect on the way to the answer.
type Hop struct {
	Status int    `json:"status"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// Exchange is what went over the wire for a capture. For a file only Body is set; the zero Exchange
// says that there was no answer, and the capture's Failure says why.
type Exchange struct {
	Request       string      // request line; empty when it is not known
	RequestHeader http.Header // as sent
	StatusLine    string      // as in "HTTP/1.1 200 OK"
	Header        http.Header // as received
	Body          []byte      // as received, transfer coding removed, content coding kept
	Hops          []Hop       // redirects before this exchange, first one first
}

// Record is one thing that the archive holds: exactly one of Capture, Run and Alarm is set.
type Record struct {
	Capture *corpus.Capture
	Run     *corpus.Run
	Alarm   *corpus.Alarm

	// Position lies behind the record: a walk after it starts with the next one.
	Position Position
	// ETag and LastModified are the validators that came with a capture; Hops its redirects.
	ETag         string
	LastModified string
	Hops         []Hop
}

// Open opens the archive in a folder, which need not exist: it is made by the first append. A torn
// tail is moved aside. Open reads the head of every record and the whole of every metadata record.
func Open(dir string, opt Options) (*Archive, error) {
	if opt.Now == nil {
		return nil, errors.New("open the archive: no clock given")
	}
	if opt.MaxFileBytes <= 0 {
		opt.MaxFileBytes = 1 << 30
	}
	if opt.Software == "" {
		opt.Software = "lodestone"
	}
	if opt.sync == nil {
		opt.sync = (*os.File).Sync
	}
	a := &Archive{dir: dir, opt: opt, index: newIndex(opt.Scratch)}
	a.queue.changed.L, a.queue.synced.L = &a.queue.mu, &a.queue.mu
	if err := a.load(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	a.startOver()
	return a, nil
}

// load opens the files in order and reads them.
func (a *Archive) load() error {
	if err := a.setAsideUnfinished(); err != nil {
		return err
	}
	count, err := a.countFiles()
	if err != nil {
		return err
	}
	for n := 1; n <= count; n++ {
		f, err := os.Open(filepath.Join(a.dir, fileName(n)))
		if err != nil {
			return err
		}
		a.files = append(a.files, &file{f: f})
		if err := a.scan(n, n == count); err != nil {
			return fmt.Errorf("read %s: %w", fileName(n), err)
		}
	}
	if len(a.files) == 0 {
		return nil
	}
	// A process that was killed may have written what was not synced, and it counts from now on.
	if err := a.opt.sync(a.files[len(a.files)-1].f); err != nil {
		return fmt.Errorf("sync %s: %w", fileName(len(a.files)), err)
	}
	return nil
}

// countFiles returns how many files there are, and refuses a gap in their numbers.
func (a *Archive) countFiles() (int, error) {
	entries, err := os.ReadDir(a.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	count := 0
	for _, e := range entries { // sorted by name
		n, ok := fileNumber(e.Name())
		if !ok {
			continue
		}
		if count++; n != count {
			return 0, fmt.Errorf("%w: %s is missing from %s", ErrDamaged, fileName(count), a.dir)
		}
	}
	return count, nil
}

// Close closes the files. Everything that is written is on disk then; what is not written yet is given up.
func (a *Archive) Close() error {
	q := &a.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	for q.busy || q.syncing || q.failed != nil || len(q.written) > 0 {
		a.settle(&q.changed)
	}
	q.failed = os.ErrClosed
	a.fail()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed = true
	var errs []error
	for _, f := range a.files {
		errs = append(errs, f.f.Close())
	}
	if a.writer != nil {
		errs = append(errs, a.writer.Close())
	}
	a.files, a.writer = nil, nil
	return errors.Join(append(errs, a.index.close())...)
}

// snapshot returns the files as they stand, for reading without holding the lock.
func (a *Archive) snapshot() ([]file, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.closed {
		return nil, fmt.Errorf("the archive: %w", os.ErrClosed)
	}
	out := make([]file, len(a.files))
	for i, f := range a.files {
		out[i] = *f
	}
	return out, nil
}

// Torn returns the names of the files under torn/ into which this open moved a torn tail.
func (a *Archive) Torn() []string { return a.torn }

// Extent is a file of the archive and the length up to which it is whole and synced. Copying every
// file to its extent, while appends go on, gives a consistent backup.
type Extent struct {
	Name   string
	Length int64
}

// Extents returns the files of the archive as they stand.
func (a *Archive) Extents() []Extent {
	a.mu.RLock()
	defer a.mu.RUnlock()
	out := make([]Extent, 0, len(a.files))
	for i, f := range a.files {
		out = append(out, Extent{fileName(i + 1), f.end})
	}
	return out
}

// Captures returns how many captures the archive holds.
func (a *Archive) Captures() int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.index.captures.Len()
}

// Payload returns the bytes of a payload as they came over the wire, and checks them against their
// hash. The error is [ErrNotHeld] when there is none.
func (a *Archive) Payload(ctx context.Context, hash corpus.Hash) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a.mu.RLock()
	n, ok, err := a.index.payloads.Get(keyOf(hash))
	a.mu.RUnlock()
	var at place
	if ok && err == nil {
		at, _, err = a.at(uint32(n))
	}
	files, closed := a.snapshot() // after the look into the index, so that it holds what that names
	if err := errors.Join(closed, err); err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("payload %.12s: %w", hash, ErrNotHeld)
	}
	b, err := payloadAt(files[at.file-1], at)
	if err == nil && corpus.HashOf(b) != hash {
		err = fmt.Errorf("%w: its hash is %.12s", ErrDamaged, corpus.HashOf(b))
	}
	if err != nil {
		return nil, fmt.Errorf("payload %.12s in %s: %w", hash, fileName(at.file), err)
	}
	return b, nil
}

// payloadAt reads the payload out of the first record of a group.
func payloadAt(f file, at place) ([]byte, error) {
	h, err := readHead(f.f, at.offset, f.end)
	if err != nil {
		return nil, err
	}
	record, err := unpack(f.f, at.offset, h)
	if err != nil {
		return nil, err
	}
	return payloadOf(record, h.kind)
}

// payloadOf cuts the payload out of a response or resource record.
func payloadOf(record []byte, k kind) ([]byte, error) {
	_, block, err := split(record)
	if err != nil {
		return nil, err
	}
	if k == resource {
		return block, nil
	}
	b, ok := httpBody(block)
	if !ok {
		return nil, errors.New("the HTTP head has no end")
	}
	return b, nil
}
