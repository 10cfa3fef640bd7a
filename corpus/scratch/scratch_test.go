package scratch

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"testing"
)

func keyOf(n int) Key {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(n)))
	return Key(sum[:len(Key{})])
}

// folders are where tables and lists are tried: in memory, and where they move to a file.
func folders(t *testing.T) map[string]string {
	return map[string]string{"memory": "", "file": t.TempDir()}
}

// TestTableIsAMap does the same to a table and to a map, far beyond what is kept in memory, and compares.
func TestTableIsAMap(t *testing.T) {
	for name, dir := range folders(t) {
		t.Run(name, func(t *testing.T) {
			table, want, r := NewTable(dir), map[Key]uint64{}, rand.New(rand.NewPCG(7, 0))
			for range 6 * maxInMemory {
				k, v := keyOf(r.IntN(3*maxInMemory)), r.Uint64()>>1
				want[k] = v
				if err := table.Put(k, v); err != nil {
					t.Fatal(err)
				}
			}
			if moved := table.file != nil; moved != (dir != "") {
				t.Errorf("the table has a file: %v", moved)
			}
			for n := range 4 * maxInMemory {
				k := keyOf(n)
				got, ok, err := table.Get(k)
				v, held := want[k]
				if err != nil || ok != held || got != v {
					t.Fatalf("Get(%x) = %d, %v, %v, want %d, %v", k, got, ok, err, v, held)
				}
			}
			seen := 0
			if err := table.Each(func(k Key, v uint64) bool {
				if seen++; want[k] != v {
					t.Errorf("Each hands over %d for %x, want %d", v, k, want[k])
				}
				return true
			}); err != nil || seen != len(want) || table.Len() != len(want) {
				t.Errorf("Each hands over %d entries, Len is %d, want %d: %v", seen, table.Len(), len(want), err)
			}
			if err := table.Close(); err != nil || table.Len() != 0 {
				t.Errorf("Close: %v, and Len is %d", err, table.Len())
			}
			nothingLeft(t, dir)
		})
	}
}

// TestTableWithAFullPage puts keys that all belong into one page, which evenly spread ones never do: the
// pages are doubled until they part.
func TestTableWithAFullPage(t *testing.T) {
	table := NewTable(t.TempDir())
	for n := range maxInMemory + 1 {
		if err := table.Put(keyOf(n), uint64(n)); err != nil {
			t.Fatal(err)
		}
	}
	var k Key
	for n := range 2 * perPage {
		binary.BigEndian.PutUint16(k[1:], uint16(n)<<4) // the first bits are the same
		if err := table.Put(k, uint64(n)); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 2 * perPage {
		binary.BigEndian.PutUint16(k[1:], uint16(n)<<4)
		if v, ok, err := table.Get(k); v != uint64(n) || !ok || err != nil {
			t.Fatalf("Get = %d, %v, %v, want %d", v, ok, err, n)
		}
	}
	if v, ok, err := table.Get(keyOf(5)); v != 5 || !ok || err != nil {
		t.Errorf("Get = %d, %v, %v, want 5", v, ok, err)
	}
	if err := table.Close(); err != nil {
		t.Error(err)
	}
}

// TestListKeepsItsOrder adds keys far beyond what is kept in memory, and reads all of them.
func TestListKeepsItsOrder(t *testing.T) {
	for name, dir := range folders(t) {
		t.Run(name, func(t *testing.T) {
			l, n := NewList(dir), 3*maxInMemory+17
			for i := range n {
				if err := l.Add(keyOf(i)); err != nil {
					t.Fatal(err)
				}
			}
			for i := range n {
				if k, err := l.At(i); err != nil || k != keyOf(i) {
					t.Fatalf("At(%d) = %x, %v", i, k, err)
				}
			}
			if moved := l.file != nil; l.Len() != n || moved != (dir != "") {
				t.Errorf("Len is %d, want %d; the list has a file: %v", l.Len(), n, moved)
			}
			if err := l.Close(); err != nil {
				t.Error(err)
			}
			nothingLeft(t, dir)
		})
	}
}

// TestNoFolderForTheFile has a folder that is not there: what does not fit into memory is an error.
func TestNoFolderForTheFile(t *testing.T) {
	table, l := NewTable(t.TempDir()+"/none"), NewList(t.TempDir()+"/none")
	var tableErr, listErr error
	for n := range maxInMemory + 1 {
		tableErr, listErr = table.Put(keyOf(n), 1), l.Add(keyOf(n))
	}
	if tableErr == nil || listErr == nil {
		t.Errorf("Put = %v, Add = %v, want errors", tableErr, listErr)
	}
}

func nothingLeft(t *testing.T, dir string) {
	t.Helper()
	if dir == "" {
		return
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("files are left: %v, %v", left, err)
	}
}

func BenchmarkTablePut(b *testing.B) {
	table := NewTable(b.TempDir())
	for n := range b.N {
		if err := table.Put(keyOf(n), uint64(n)); err != nil {
			b.Fatal(err)
		}
	}
}
