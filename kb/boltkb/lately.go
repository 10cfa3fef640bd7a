package boltkb

import (
	"bytes"
	"context"
	"sync"

	bolt "go.etcd.io/bbolt"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/internal/admit"
)

// lately remembers the ids of the legal records that the newest writes stored, so that who has read
// the law need not read all of it again. It is noted before a write is done: what was not stored after
// all is found in its old version, which does no harm.
type lately struct {
	mu     sync.Mutex
	from   kb.Seq // what was stored with later entries is all here
	known  bool   // from is set
	writes []lateWrite
	size   int // ids in all writes
}

// lateWrite names what one write stored, by kind: acts, clauses, effects, disputes.
type lateWrite struct {
	last kb.Seq // of the log after the write
	ids  [4][]string
}

// maxLately bounds how many ids are remembered.
const maxLately = 20_000

// note remembers a write, of which before is the version that it is made upon.
func (l *lately) note(before kb.Seq, a admit.Admitted) {
	w := lateWrite{last: a.Version.Seq}
	for _, x := range a.Instruments {
		w.ids[0] = append(w.ids[0], string(x.ID))
	}
	for _, x := range a.Measures {
		w.ids[1] = append(w.ids[1], string(x.ID))
	}
	for _, x := range a.Effects {
		w.ids[2] = append(w.ids[2], string(x.ID))
	}
	for _, x := range a.Disputes {
		w.ids[3] = append(w.ids[3], string(x.ID))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.known {
		l.from, l.known = before, true
	}
	if w.size() == 0 {
		return
	}
	l.writes, l.size = append(l.writes, w), l.size+w.size()
	for l.size > maxLately {
		// What the forgotten write stored with its last entry is gone, and so is what came before.
		l.from, l.size = l.writes[0].last+1, l.size-l.writes[0].size()
		l.writes = l.writes[1:]
	}
}

func (w lateWrite) size() int {
	n := 0
	for _, ids := range w.ids {
		n += len(ids)
	}
	return n
}

// since returns the ids of what was stored with the entry of that sequence or later, each once; false
// where not all of them are remembered.
func (l *lately) since(after kb.Seq) (ids [4]map[string]bool, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.known || after < l.from {
		return ids, false
	}
	for n := range ids {
		ids[n] = map[string]bool{}
	}
	for _, w := range l.writes {
		if w.last < after {
			continue
		}
		for n, some := range w.ids {
			for _, id := range some {
				ids[n][id] = true
			}
		}
	}
	return ids, true
}

// LawSince implements [kb.Reader].
func (s *Store) LawSince(ctx context.Context, after kb.Seq) (law kb.Law, ok bool, err error) {
	err = s.read(ctx, "read what is new in law", func(tx *bolt.Tx) error {
		if law.Version, err = lastVersion(tx); err != nil {
			return err
		}
		var ids [4]map[string]bool
		if ids, ok = s.lately.since(after); !ok {
			return nil
		}
		if law.Instruments, err = newestOf[kb.Instrument](tx, instruments, ids[0]); err != nil {
			return err
		}
		if law.Measures, err = newestOf[kb.Measure](tx, measures, ids[1]); err != nil {
			return err
		}
		if law.Effects, err = newestOf[kb.Effect](tx, effects, ids[2]); err != nil {
			return err
		}
		law.Disputes, err = newestOf[kb.Dispute](tx, disputes, ids[3])
		return err
	})
	if err != nil || !ok {
		return kb.Law{}, false, err
	}
	return law, true, nil
}

// newestOf reads the newest versions of the records of some ids.
func newestOf[T any](tx *bolt.Tx, b bucket, ids map[string]bool) ([]T, error) {
	var out []T
	c := tx.Bucket([]byte(b.name)).Cursor()
	for id := range ids {
		var newest []byte
		prefix := b.key(id)
		for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
			newest = v
		}
		if newest == nil {
			continue // noted, and its write failed
		}
		v, err := decode[T](newest)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
