package bleveindex

import (
	"context"
	"errors"
	"math/rand"
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/index"
)

// TestFirstPageIsThatOfAll: what is passed over because it cannot come on a page would not have come on it,
// and the records in memory and on disk say the same.
func TestFirstPageIsThatOfAll(t *testing.T) {
	d := dice{rand.New(rand.NewSource(41))}
	p := d.pile(90)
	x, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, seen := range []int{50, 90} {
		if _, err := x.Follow(context.Background(), pile{p.shelf[:seen], p.documents, p.facts}); err != nil {
			t.Fatal(err)
		}
	}
	asked, cut := 0, 0
	for asked < 600 {
		q := d.part(index.Lodestone, d.Intn(4), false)
		r := index.Request{Query: q, Limit: 4, Syntax: index.Lodestone, Sort: index.ByRelevance}
		page, err := pageOf(x, r)
		var bad *index.QueryError
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		asked++
		r.Limit = index.MaxLimit
		all, err := pageOf(x, r)
		if err != nil {
			t.Fatal(err)
		}
		memory := x.build.tables
		x.build.tables = newTables(0)
		disk, err := pageOf(x, r)
		x.build.tables = memory
		if err != nil {
			t.Fatal(err)
		}
		if len(all) > len(page) {
			cut++
		}
		same := func(a, b row) bool { return a.entry == b.entry && a.score == b.score }
		if !slices.EqualFunc(all[:min(5, len(all))], page, same) || !slices.EqualFunc(all, disk, same) {
			t.Fatalf("%s\nfirst page %v\nall        %v\nfrom disk  %v", q, page, all, disk)
		}
	}
	if cut < 100 {
		t.Errorf("only %d of %d queries found more than a page", cut, asked)
	}
}

// pageOf returns the rows of the first page of a request, and one more.
func pageOf(x *Index, r index.Request) (rows []row, err error) {
	s := &asker{Request: r, build: x.build, view: x.view, texts: x.texts}
	if err := s.read(nil); err != nil {
		return nil, err
	}
	engine, err := x.build.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	if s.reader, err = engine.Reader(); err != nil {
		return nil, err
	}
	rows, _, _, err = s.rows(context.Background())
	return rows, errors.Join(err, s.reader.Close())
}
