package boltkb

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/lodestone-kb/lodestone/kb"
)

// recent is the newest law as it was last read. A version of a record is never edited and no other
// gets its key, so what was decoded once need not be decoded again: after a write only what is new is.
type recent struct {
	instruments decoded[kb.Instrument]
	measures    decoded[kb.Measure]
	effects     decoded[kb.Effect]
	disputes    decoded[kb.Dispute]
}

// decoded are records by their keys, in the order of these; removed ones too.
type decoded[T any] struct {
	keys   [][]byte
	values []T
}

// version is one version of a record: its bytes, or, where raw is nil, its place among those that
// were decoded before.
type version struct {
	key, raw []byte
	held     int
}

// Law implements [kb.Reader].
func (s *Store) Law(ctx context.Context, known time.Time) (kb.Law, error) {
	old := s.recent.Load()
	if old == nil {
		old = &recent{}
	}
	var law kb.Law
	var found [4][]version
	err := s.read(ctx, "read the law", func(tx *bolt.Tx) (err error) {
		if law.Version, err = versionAt(tx, known); err != nil {
			return err
		}
		keys := [...][][]byte{old.instruments.keys, old.measures.keys, old.effects.keys, old.disputes.keys}
		for n, b := range []bucket{instruments, measures, effects, disputes} {
			if found[n], err = newest(tx, b, known, keys[n]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return kb.Law{}, err
	}
	now := &recent{}
	if law.Instruments, err = now.instruments.take(found[0], old.instruments, func(i *kb.Instrument) bool { return i.Removed }); err != nil {
		return kb.Law{}, err
	}
	if law.Measures, err = now.measures.take(found[1], old.measures, func(m *kb.Measure) bool { return m.Removed }); err != nil {
		return kb.Law{}, err
	}
	if law.Effects, err = now.effects.take(found[2], old.effects, func(e *kb.Effect) bool { return e.Removed }); err != nil {
		return kb.Law{}, err
	}
	if law.Disputes, err = now.disputes.take(found[3], old.disputes, func(d *kb.Dispute) bool { return d.Removed }); err != nil {
		return kb.Law{}, err
	}
	if known.IsZero() {
		s.recent.Store(now)
	}
	return law, nil
}

// newest returns the newest version of each record that was recorded at or before the time (zero:
// now). Versions of a record stand together, oldest first. The keys are of those that are decoded
// already, in order.
func newest(tx *bolt.Tx, b bucket, known time.Time, keys [][]byte) ([]version, error) {
	out := make([]version, 0, len(keys))
	var id string
	var last, value []byte // of the record at hand, the newest known version so far
	at := 0
	add := func() {
		for at < len(keys) && bytes.Compare(keys[at], last) < 0 {
			at++
		}
		if at < len(keys) && bytes.Equal(keys[at], last) {
			out = append(out, version{key: keys[at], held: at})
		} else {
			out = append(out, version{key: slices.Clone(last), raw: slices.Clone(value)})
		}
		last = nil
	}
	c := tx.Bucket([]byte(b.name)).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		parts, err := b.parse(k)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", kb.ErrCorrupt, err)
		}
		if parts[0] != id && last != nil {
			add()
		}
		id = parts[0].(string)
		if known.IsZero() || !parts[1].(time.Time).After(known) {
			last, value = k, v
		}
	}
	if last != nil {
		add()
	}
	return out, nil
}

// take fills in the versions, decoding those that were not before, and returns those that stand, which
// are the caller's own.
func (d *decoded[T]) take(found []version, old decoded[T], removed func(*T) bool) ([]T, error) {
	d.keys, d.values = make([][]byte, len(found)), make([]T, len(found))
	standing, copies := make([]T, 0, len(found)), copier{}
	for n, f := range found {
		d.keys[n] = f.key
		if f.raw == nil {
			d.values[n] = old.values[f.held]
		} else {
			v, err := decode[T](f.raw)
			if err != nil {
				return nil, err
			}
			d.values[n] = v
		}
		if v := &d.values[n]; !removed(v) {
			standing = append(standing, *v)
			copies.own(reflect.ValueOf(&standing[len(standing)-1]).Elem())
		}
	}
	return standing, nil
}

// copier gives a record lists of its own. It remembers of each type of struct the fields that lead to a
// list or a pointer.
type copier map[reflect.Type][]int

// own replaces every list and pointer in a value by a copy.
func (c copier) own(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			to := reflect.New(v.Type().Elem())
			to.Elem().Set(v.Elem())
			c.own(to.Elem())
			v.Set(to)
		}
	case reflect.Struct:
		for _, i := range c.shared(v.Type()) {
			c.own(v.Field(i))
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		to := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(to, v)
		if c.shares(v.Type().Elem()) {
			for i := range to.Len() {
				c.own(to.Index(i))
			}
		}
		v.Set(to)
	}
}

// shares reports whether values of a type hold lists or pointers that a plain copy would share.
func (c copier) shares(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Struct && len(c.shared(t)) > 0
}

// shared lists the fields of a struct that hold something shared. Those of other packages that are not
// exported cannot be written by anybody who reads the law: they stay.
func (c copier) shared(t reflect.Type) []int {
	held, ok := c[t]
	if !ok {
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && c.shares(f.Type) {
				held = append(held, i)
			}
		}
		c[t] = held
	}
	return held
}
