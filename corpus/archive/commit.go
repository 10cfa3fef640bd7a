package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// What one write may hold. A write is synced once, however many groups it holds, so who waits for the
// disk waits together; and what a crash can leave torn is one write.
const (
	maxJoined      = 32
	maxJoinedBytes = 8 << 20 // a first group may be larger
)

// ticket is a group on its way to the disk.
type ticket struct {
	env    envelope
	group  []byte
	heads  []int // where in group its members start
	at     place // where it starts, once it is written
	packed bool
	done   bool // it is on disk, or never will be
	err    error
}

// queue are the groups that are not on disk yet, in the order of writing. There is no goroutine that
// writes: of those who wait, one writes for all.
type queue struct {
	mu      sync.Mutex
	changed sync.Cond
	busy    bool // somebody writes, or must not be disturbed
	closed  bool
	waiting []*ticket

	ahead                  index // of what waits
	captures, runs, alarms int   // numbers that were given out
}

// enter puts a group into the queue. number gives it its number, and what it must know of those before.
func (a *Archive) enter(t *ticket, number func() error) error {
	q := &a.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return os.ErrClosed
	}
	if err := number(); err != nil {
		return err
	}
	q.waiting = append(q.waiting, t)
	return nil
}

// commit packs a group, and returns when it is on disk.
func (a *Archive) commit(t *ticket, compose func() ([]part, error)) error {
	parts, err := compose()
	var group []byte
	var heads []int
	if err == nil {
		group, heads, err = packGroup(parts)
	}
	q := &a.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	if !t.done { // it may have been given up while it was packed
		t.group, t.heads, t.packed, t.err = group, heads, true, err
	}
	for !t.done {
		if q.busy || !q.waiting[0].packed {
			q.changed.Wait()
			continue
		}
		a.writeSome()
	}
	return t.err
}

// writeSome writes what stands ready at the head of the queue. The caller holds the queue, and lets
// go of it while the disk works.
func (a *Archive) writeSome() {
	q := &a.queue
	batch, size, err := []*ticket{}, 0, error(nil)
	for _, t := range q.waiting {
		if !t.packed || t.err != nil || len(batch) == maxJoined || len(batch) > 0 && size+len(t.group) > maxJoinedBytes {
			break
		}
		batch, size = append(batch, t), size+len(t.group)
	}
	if len(batch) == 0 {
		a.fail(q.waiting[0].err)
		return
	}
	q.busy = true
	q.mu.Unlock()
	batch, err = a.write(batch)
	q.mu.Lock()
	q.busy = false
	if err != nil {
		a.fail(err)
		return
	}
	for _, t := range batch {
		t.done, t.group = true, nil
	}
	if q.waiting = q.waiting[len(batch):]; len(q.waiting) == 0 {
		q.waiting, q.ahead = nil, newIndex()
	}
	q.changed.Broadcast()
}

// fail gives up everything that waits: what stands behind a group that cannot be written has numbers,
// and perhaps revisits, that would be wrong. The caller holds the queue.
func (a *Archive) fail(err error) {
	q := &a.queue
	for i, t := range q.waiting {
		switch {
		case t.err != nil:
		case i == 0:
			t.err = err
		default:
			t.err = fmt.Errorf("what was to be written before it could not be: %w", err)
		}
		t.done, t.group = true, nil
	}
	q.waiting = nil
	a.startOver()
	q.changed.Broadcast()
}

// startOver makes the queue number on behind what is on disk. The caller holds the queue.
func (a *Archive) startOver() {
	a.mu.RLock()
	defer a.mu.RUnlock()
	q := &a.queue
	q.ahead, q.captures, q.runs, q.alarms = newIndex(), len(a.index.captures), a.index.runs, a.index.alarms
}

// alone runs f while nothing is being written.
func (a *Archive) alone(f func() error) error {
	q := &a.queue
	q.mu.Lock()
	for q.busy {
		q.changed.Wait()
	}
	q.busy = true
	q.mu.Unlock()
	defer func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.busy = false
		q.changed.Broadcast()
	}()
	return f()
}

// write writes groups behind the last one, in one go, and syncs. It returns those that fitted into the
// file. A write that does not succeed is taken back.
func (a *Archive) write(batch []*ticket) ([]*ticket, error) {
	if err := a.prepare(); err != nil {
		return batch, err
	}
	f := a.files[len(a.files)-1]
	joined, end := batch[0].group, f.end+int64(len(batch[0].group))
	batch[0].at = place{len(a.files), f.end}
	for i, t := range batch[1:] {
		if end >= a.opt.MaxFileBytes {
			batch = batch[:i+1]
			break
		}
		for _, h := range t.heads {
			t.group[h+restAt] |= joinedBit
		}
		t.at, joined = place{len(a.files), end}, append(joined, t.group...)
		end += int64(len(t.group))
	}
	_, err := a.writer.WriteAt(joined, f.end)
	if err == nil {
		err = a.opt.sync(a.writer)
	}
	if err != nil {
		return batch, errors.Join(fmt.Errorf("write to %s: %w", fileName(len(a.files)), err), a.writer.Truncate(f.end))
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	f.end = end
	for i, t := range batch {
		next := place{t.at.file, end}
		if i+1 < len(batch) {
			next = batch[i+1].at
		}
		a.take(t.at, t.env, next)
	}
	return batch, nil
}

// take notes what a group holds that is on disk. The caller holds mu.
func (a *Archive) take(at place, env envelope, next place) {
	switch {
	case env.Capture != nil:
		a.index.remember(at, env.Capture)
		a.recent.put(at, near{env, next})
	case env.Run != nil:
		a.index.runs++
	case env.Alarm != nil:
		a.index.alarms++
	}
}

// prepare sees to it that the last file is open for writing, has room, and has this format.
func (a *Archive) prepare() error {
	if n := len(a.files); n > 0 && a.files[n-1].end < a.opt.MaxFileBytes && a.format == Format {
		if a.writer != nil {
			return nil
		}
		w, err := os.OpenFile(filepath.Join(a.dir, fileName(n)), os.O_RDWR, 0)
		if err != nil {
			return err
		}
		a.writer = w
		return nil
	}
	return a.create(len(a.files) + 1)
}

// create makes a file with its warcinfo record: aside, synced, then renamed to its name.
func (a *Archive) create(n int) error {
	if err := os.MkdirAll(a.dir, 0o755); err != nil {
		return err
	}
	m, err := a.warcinfo(n)
	if err != nil {
		return err
	}
	name := filepath.Join(a.dir, fileName(n))
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("start %s: a file of that name is there already (%w)", fileName(n), errors.Join(err, fs.ErrExist))
	}
	if err := a.writeAside(name, m); err != nil {
		return fmt.Errorf("start %s: %w", fileName(n), err)
	}
	r, err := os.Open(name)
	if err != nil {
		return err
	}
	w, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return errors.Join(err, r.Close())
	}
	if a.writer != nil {
		err = a.writer.Close()
	}
	a.writer, a.format = w, Format
	a.mu.Lock()
	defer a.mu.Unlock()
	a.files = append(a.files, &file{r, int64(len(m))})
	return err
}

// warcinfo makes the record that starts file n.
func (a *Archive) warcinfo(n int) ([]byte, error) {
	now := a.opt.Now()
	block := fmt.Appendf(nil, "software: %s\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nlodestone-archive: %d\r\n", oneLine(a.opt.Software), Format)
	m, _, err := packGroup([]part{{warcinfo, compose([]field{
		{"WARC-Type", "warcinfo"}, {"WARC-Record-ID", blockID(string(place{n, 0}.position()), warcinfo, append(block, warcDate(now)...))}, {"WARC-Date", warcDate(now)},
		{"WARC-Filename", fileName(n)}, {"Content-Type", "application/warc-fields"},
	}, block)}})
	return m, err
}
