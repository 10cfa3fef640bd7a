package boltkb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"github.com/lodestone-kb/lodestone/kb"
)

// whole refuses a database file that is shorter than its own head says: bbolt maps such a file and
// dies on the first page that is not there. The head is a pair of meta pages, of which the valid
// one with the higher transaction counts; a writer makes the file long before it writes the head,
// so this holds while another process writes too. What the head cannot tell is left to bbolt.
func whole(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close() // opened for reading only: nothing can be lost
	info, err := f.Stat()
	if err != nil {
		return err
	}
	need, newest := int64(0), uint64(0)
	for _, offset := range metaOffsets() {
		m, ok, err := readMeta(f, offset)
		if err != nil {
			return err
		}
		if ok && (m.transaction >= newest || need == 0) {
			need, newest = m.length, m.transaction
		}
	}
	if info.Size() < need {
		return fmt.Errorf("%w: the file has %d bytes and should have at least %d: its end is missing", kb.ErrCorrupt, info.Size(), need)
	}
	return nil
}

// The layout of a bbolt meta page: 16 bytes of page header, then
// magic, version, page size, flags (4 bytes each), root, sequence, freelist, high-water page,
// transaction, checksum (8 bytes each), in the byte order of the machine.
const (
	metaMagic   = 0xED0CDAED
	metaHeader  = 16
	metaSummed  = 56
	metaLength  = metaSummed + 8
	maxPageSize = 64 << 10
)

type head struct {
	length      int64 // bytes that the file must have
	transaction uint64
}

// metaOffsets returns where the meta pages are: the second one follows the first page, whose size
// only a meta page tells, so each usual size is tried.
func metaOffsets() []int64 {
	offsets := []int64{0}
	for size := int64(1 << 10); size <= maxPageSize; size *= 2 {
		offsets = append(offsets, size)
	}
	return offsets
}

func readMeta(f io.ReaderAt, offset int64) (head, bool, error) {
	b := make([]byte, metaLength)
	if _, err := f.ReadAt(b, offset+metaHeader); errors.Is(err, io.EOF) {
		return head{}, false, nil
	} else if err != nil {
		return head{}, false, err
	}
	order := binary.NativeEndian
	pageSize := int64(order.Uint32(b[8:]))
	sum := fnv.New64a()
	sum.Write(b[:metaSummed])
	if order.Uint32(b) != metaMagic || sum.Sum64() != order.Uint64(b[metaSummed:]) || (offset != 0 && offset != pageSize) {
		return head{}, false, nil
	}
	return head{length: int64(order.Uint64(b[40:])) * pageSize, transaction: order.Uint64(b[48:])}, true, nil
}
