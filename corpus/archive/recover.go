package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// scan reads file n, which is open, into the index. In the last file a torn tail is moved aside.
func (a *Archive) scan(n int, last bool) error {
	f := a.files[n-1]
	info, err := f.f.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	f.end, err = eachGroup(f.f, size, last, func(offset int64, g group) error { return a.read(place{n, offset}, g) })
	switch {
	case err == nil || errors.Is(err, ErrNewer):
		return err
	case !last:
		return fmt.Errorf("%w at offset %d: %w", ErrDamaged, f.end, err)
	}
	return a.cut(n, f.end, size, err)
}

// eachGroup hands over the groups of a file in order. It returns the offset up to which all is well,
// and why it goes no further. In the last file the groups that may not have been synced, which
// alone can be torn inside, are read to their ends.
func eachGroup(r io.ReaderAt, size int64, last bool, take func(offset int64, g group) error) (int64, error) {
	if size == 0 {
		return 0, errors.New("the file is empty")
	}
	var write []group // what was not known to be synced when the next was written
	handOver := func(check bool) (int64, error) {
		for _, g := range write {
			if check {
				if err := g.check(r); err != nil {
					return g.start, err
				}
			}
			if err := take(g.start, g); err != nil {
				return g.start, err
			}
		}
		write = write[:0]
		return 0, nil
	}
	offset := int64(0)
	for offset < size {
		g, err := readGroup(r, offset, size)
		if err != nil {
			if at, earlier := handOver(last); earlier != nil {
				return at, earlier
			}
			return offset, err
		}
		if !g.joined || len(write) == maxJoined { // what stands before it was synced
			if at, err := handOver(false); err != nil {
				return at, err
			}
		}
		write, offset = append(write, g), g.end
	}
	if at, err := handOver(last); err != nil {
		return at, err
	}
	return offset, nil
}

// read takes what a group says into memory.
func (a *Archive) read(at place, g group) error {
	if (at.offset == 0) != (g.kind == warcinfo) {
		return fmt.Errorf("a record of kind %q stands at offset %d", g.kind, at.offset)
	}
	if g.kind == warcinfo {
		var err error
		a.format, err = checkFormat(g.last)
		return err
	}
	e, err := readEnvelope(g.last)
	if err != nil {
		return err
	}
	switch {
	case e.Capture != nil:
		return a.index.remember(at, e.Capture)
	case e.Run != nil:
		a.index.runs++
	default:
		a.index.alarms++
	}
	return nil
}

// checkFormat reads the version out of a warcinfo record.
func checkFormat(record []byte) (int, error) {
	_, block, err := split(record)
	if err != nil {
		return 0, err
	}
	for line := range strings.SplitSeq(string(block), "\r\n") {
		if v, ok := strings.CutPrefix(line, "lodestone-archive: "); ok {
			n, err := strconv.Atoi(v)
			if err != nil {
				return 0, fmt.Errorf("format version %q: %w", v, err)
			}
			if n > Format {
				return 0, fmt.Errorf("%w: version %d, and this program reads up to %d", ErrNewer, n, Format)
			}
			return n, nil
		}
	}
	return 0, errors.New("the warcinfo record names no format version")
}

// cut moves what lies behind the last good group aside. Bytes behind which a whole group follows
// were not torn by a crash: that is damage, and nothing is touched.
func (a *Archive) cut(n int, offset, size int64, cause error) error {
	f := a.files[n-1]
	if size-offset > maxGroup {
		return fmt.Errorf("%w at offset %d: %w", ErrDamaged, offset, cause)
	}
	tail := make([]byte, size-offset)
	if _, err := f.f.ReadAt(tail, offset); err != nil && err != io.EOF {
		return fmt.Errorf("read the torn tail: %w", err)
	}
	if wholeGroupFollows(tail) {
		return fmt.Errorf("%w at offset %d, with whole records behind it: %w", ErrDamaged, offset, cause)
	}
	name, err := a.setAside(fmt.Sprintf("%s.%012d", fileName(n), offset), tail,
		fmt.Sprintf("%d bytes of %s from offset %d on were not a whole record when the archive was opened at %s: %v.\nThey were never acknowledged. The archive goes on behind the last whole record.\n",
			len(tail), fileName(n), offset, a.opt.Now().UTC().Format(time.RFC3339), cause))
	if err != nil {
		return fmt.Errorf("move the torn tail aside: %w", err)
	}
	a.torn = append(a.torn, name)
	path := filepath.Join(a.dir, fileName(n))
	if offset > 0 {
		return a.truncate(path, offset)
	}
	// Not even its head is whole: the bytes are aside, and the name is free for a new file.
	a.files = a.files[:n-1]
	if err := errors.Join(f.f.Close(), os.Remove(path)); err != nil {
		return err
	}
	return a.syncDir(a.dir)
}

// wholeGroupFollows reports whether a torn tail holds a whole metadata record behind which a group stands
// that was written when all before it was synced. One that ends the tail, or goes on with a group that was
// not, may belong to the torn one: a disk can lose the middle of what it was given.
func wholeGroupFollows(tail []byte) bool {
	r, size := bytes.NewReader(tail), int64(len(tail))
	for i := 0; ; i++ {
		j := bytes.Index(tail[i:], []byte{0x1f, 0x8b, 8, 4})
		if j < 0 {
			return false
		}
		i += j
		h, err := readHead(r, int64(i), size)
		if err != nil || h.kind != metadata || int64(i)+h.length == size {
			continue
		}
		if next, err := parseHead(tail[int64(i)+h.length:]); err != nil || next.joined {
			continue
		}
		if _, err := unpack(r, int64(i), h); err == nil {
			return true
		}
	}
}

// setAside writes bytes and the reason for them into torn/, under a name that is free.
func (a *Archive) setAside(name string, b []byte, reason string) (string, error) {
	dir := filepath.Join(a.dir, "torn")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	if err := a.syncDir(a.dir); err != nil {
		return "", err
	}
	free := name
	for i := 2; ; i++ {
		if _, err := os.Lstat(filepath.Join(dir, free)); errors.Is(err, fs.ErrNotExist) {
			break
		} else if err != nil {
			return "", err
		}
		free = fmt.Sprintf("%s.%d", name, i)
	}
	if err := a.writeAside(filepath.Join(dir, free+".txt"), []byte(reason)); err != nil {
		return "", err
	}
	return free, a.writeAside(filepath.Join(dir, free), b)
}

const unfinished = ".new"

// setAsideUnfinished moves files whose making a crash interrupted into torn/.
func (a *Archive) setAsideUnfinished() error {
	left, err := filepath.Glob(filepath.Join(a.dir, "*"+unfinished))
	if err != nil {
		return err
	}
	for _, path := range left {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := a.setAside(filepath.Base(path), b, "The making of this file was interrupted. It held no record that was acknowledged.\n")
		if err != nil {
			return err
		}
		a.torn = append(a.torn, name)
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// writeAside writes a file under another name, syncs it, renames it, and syncs the folder.
func (a *Archive) writeAside(path string, b []byte) error {
	f, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = a.opt.sync(f)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+unfinished, path); err != nil {
		return err
	}
	return a.syncDir(filepath.Dir(path))
}

func (a *Archive) truncate(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = f.Truncate(size)
	if err == nil {
		err = a.opt.sync(f)
	}
	return errors.Join(err, f.Close())
}

func (a *Archive) syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(a.opt.sync(d), d.Close())
}
