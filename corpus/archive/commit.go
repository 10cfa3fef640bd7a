package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// What may be written before all of it must be synced. Who waits for the disk waits together; and what
// a crash can leave torn is what was not synced. Nobody gets there who waits for what he writes; who writes
// on while the disk works has to stop for it there.
const (
	maxJoined      = 2048
	maxJoinedBytes = 64 << 20 // a first group may be larger
)

// ticket is a group on its way to the disk.
type ticket struct {
	env     envelope
	n       uint32 // number of its capture; 0 where it is of a run or an alarm
	group   []byte
	heads   []int // where in group its members start
	at      place // where it starts, once it is written
	end     int64 // where it ends
	packed  bool
	written bool // the death of the process cannot lose it
	done    bool // it is on disk, or never will be
	err     error
}

// queue are the groups that are not on disk yet, in the order of writing. There is no goroutine that
// writes: of those who wait, one writes for all, and one syncs.
type queue struct {
	mu      sync.Mutex
	changed sync.Cond // for those who wait to write
	synced  sync.Cond // for those who wait for the disk; they are many, and need not hear of each write
	busy    bool      // somebody writes, or must not be disturbed
	syncing bool      // somebody waits for the disk
	failed  error     // why everything must be given up as soon as nobody writes or syncs
	closed  bool
	waiting []*ticket // for being written
	written []*ticket // and wait for being synced

	joined      int // groups since one that was written when all before it was synced
	joinedBytes int // of those

	ahead                  ahead // of what is not on disk
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

// write packs a group, and returns when it is written.
func (a *Archive) write(t *ticket, compose func() ([]part, error)) error {
	parts, err := compose()
	var group []byte
	var heads []int
	if err == nil {
		group, heads, err = a.packer.packGroup(parts)
	}
	q := &a.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	if !t.done { // it may have been given up while it was packed
		t.group, t.heads, t.packed, t.err = group, heads, true, err
	}
	q.changed.Broadcast()
	for !t.written && !t.done {
		switch {
		case q.failed != nil || a.mustSync():
			a.settle(&q.changed)
		case q.busy || !q.waiting[0].packed:
			q.changed.Wait()
		default:
			a.writeFirst()
		}
	}
	return t.err
}

// wait returns when a group that was written is on disk.
func (a *Archive) wait(t *ticket) error {
	q := &a.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	for !t.done {
		a.settle(&q.synced)
	}
	return t.err
}

// settle does one step towards nothing being on its way, or waits for somebody who does: it gives
// everything up after a failure, and otherwise syncs what is written. The caller holds the queue.
func (a *Archive) settle(news *sync.Cond) {
	q := &a.queue
	switch {
	case q.failed != nil && !q.busy && !q.syncing:
		a.fail()
	case q.failed == nil && !q.syncing && len(q.written) > 0:
		a.syncWritten()
	default:
		news.Wait()
	}
}

// tell wakes everybody who waits.
func (q *queue) tell() {
	q.changed.Broadcast()
	q.synced.Broadcast()
}

// mustSync reports whether what is written must be on disk before the next group is. The caller holds
// the queue.
func (a *Archive) mustSync() bool {
	q := &a.queue
	if len(q.written) == 0 || len(q.waiting) == 0 {
		return false
	}
	return q.joined >= maxJoined || q.joinedBytes+len(q.waiting[0].group) > maxJoinedBytes || q.written[len(q.written)-1].end >= a.opt.MaxFileBytes
}

// writeFirst writes the group at the head of the queue. The caller holds the queue, and it lets go of it
// meanwhile.
func (a *Archive) writeFirst() {
	q := &a.queue
	t := q.waiting[0]
	if t.err != nil {
		q.failed = t.err
		return
	}
	end := int64(-1) // that of the last file
	if n := len(q.written); n > 0 {
		end = q.written[n-1].end
	} else {
		q.joined, q.joinedBytes = 0, 0
	}
	q.joined, q.joinedBytes = q.joined+1, q.joinedBytes+len(t.group)
	q.busy = true
	q.mu.Unlock()
	err := a.put(t, end)
	q.mu.Lock()
	if q.busy = false; err != nil {
		q.failed = err
		q.tell()
		return
	}
	t.written, t.group = true, nil
	q.waiting, q.written = q.waiting[1:], append(q.written, t)
	q.changed.Broadcast()
}

// put writes a group behind what is synced, or where an offset is given there, as joined with what
// stands before it.
func (a *Archive) put(t *ticket, offset int64) error {
	if offset < 0 {
		if err := a.prepare(); err != nil {
			return err
		}
		offset = a.files[len(a.files)-1].end
	} else {
		for _, h := range t.heads {
			t.group[h+restAt] |= joinedBit
		}
	}
	t.at, t.end = place{len(a.files), offset}, offset+int64(len(t.group))
	if _, err := a.writer.WriteAt(t.group, offset); err != nil {
		return fmt.Errorf("write to %s: %w", fileName(len(a.files)), err)
	}
	return nil
}

// syncWritten syncs what is written by now, and makes it known. The caller holds the queue, and it lets
// go of it while the disk works.
func (a *Archive) syncWritten() {
	q := &a.queue
	batch, w, f := q.written, a.writer, a.files[len(a.files)-1]
	q.syncing = true
	q.mu.Unlock()
	err := a.opt.sync(w)
	if err == nil {
		a.mu.Lock()
		for _, t := range batch {
			f.end = t.end
			err = errors.Join(err, a.take(t.at, t.env, place{t.at.file, t.end}))
		}
		a.mu.Unlock()
	}
	q.mu.Lock()
	if q.syncing = false; err != nil {
		q.failed = fmt.Errorf("write to %s: %w", fileName(len(a.files)), err)
	} else {
		for _, t := range batch {
			t.done = true
		}
		if q.written = q.written[len(batch):]; len(q.written) == 0 {
			q.written = nil
			a.lookAhead()
		}
	}
	q.tell()
}

// lookAhead indexes anew what is not written. The caller holds the queue.
func (a *Archive) lookAhead() {
	q := &a.queue
	q.ahead = newAhead()
	for _, t := range q.waiting {
		if t.n > 0 {
			q.ahead.name(t.n, t.env.Capture)
		}
	}
}

// fail gives up everything that is not on disk: what stands behind a group that cannot be written has
// numbers, and perhaps revisits, that would be wrong. What was written is taken back. The caller holds
// the queue, and nobody writes or syncs.
func (a *Archive) fail() {
	q := &a.queue
	err := q.failed
	if a.writer != nil {
		err = errors.Join(err, a.writer.Truncate(a.files[len(a.files)-1].end))
	}
	for i, t := range append(q.written, q.waiting...) {
		switch {
		case t.err != nil:
		case i == 0:
			t.err = err
		default:
			t.err = fmt.Errorf("what was to be written before it could not be: %w", err)
		}
		t.done, t.group = true, nil
	}
	q.waiting, q.written, q.failed = nil, nil, nil
	a.startOver()
	q.tell()
}

// startOver makes the queue number on behind what is on disk. The caller holds the queue.
func (a *Archive) startOver() {
	a.mu.RLock()
	defer a.mu.RUnlock()
	q := &a.queue
	q.ahead, q.captures, q.runs, q.alarms = newAhead(), a.index.captures.Len(), a.index.runs, a.index.alarms
}

// alone runs f while nothing is on its way to the disk.
func (a *Archive) alone(f func() error) error {
	q := &a.queue
	q.mu.Lock()
	for q.busy || q.syncing || q.failed != nil || len(q.written) > 0 {
		a.settle(&q.changed)
	}
	q.busy = true
	q.mu.Unlock()
	defer func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.busy = false
		q.tell()
	}()
	return f()
}

// take notes what a group holds that is on disk. The caller holds mu.
func (a *Archive) take(at place, env envelope, next place) error {
	switch {
	case env.Capture != nil:
		a.recent.put(at, near{env, next})
		return a.index.remember(at, env.Capture)
	case env.Run != nil:
		a.index.runs++
	case env.Alarm != nil:
		a.index.alarms++
	}
	return nil
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
	m, _, err := a.packer.packGroup([]part{{warcinfo, compose([]field{
		{"WARC-Type", "warcinfo"}, {"WARC-Record-ID", blockID(string(place{n, 0}.position()), warcinfo, append(block, warcDate(now)...))}, {"WARC-Date", warcDate(now)},
		{"WARC-Filename", fileName(n)}, {"Content-Type", "application/warc-fields"},
	}, block)}})
	return m, err
}
