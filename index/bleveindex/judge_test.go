package bleveindex

import (
	"context"
	"errors"
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
)

// TestFirstPageIsThatOfAll: what is passed over because it cannot come on a page would not have come on it,
// the records in memory and on disk say the same, and so does what was decided before.
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
	x.build.tables.worth = 0
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

// TestPairsInPassages: what is asked most, of passages as they are published, is what the evaluator finds.
func TestPairsInPassages(t *testing.T) {
	texts := passagesFor(t, 1500)
	x, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := x.Follow(context.Background(), texts); err != nil {
		t.Fatal(err)
	}
	docs := make([]*query.Doc, len(texts))
	for i := range docs {
		r, err := texts.Revision(context.Background(), corpus.RevisionID(texts.id(i)+".1"))
		if err != nil {
			t.Fatal(err)
		}
		docs[i] = &query.Doc{Body: query.NewRevisionText(&r)}
	}
	records, streamed := *x.build, *x.build // the same index, asked by records, and by streams wherever that can be
	own := x.build
	defer func() { x.build = own }()
	streamed.tables = newTables(tableBytes)
	streamed.tables.streamed = 4
	walkAlong(t, x, &streamed)
	asked := kinds(newDraws(texts))
	for kind, queries := range asked {
		for i, q := range queries[:50] {
			if i%2 == 1 {
				q = strings.ReplaceAll(q, `"`, "") // words and their plurals
			}
			n, err := query.Parse(q)
			if err != nil {
				continue // such as a phrase without its quotes, in which an or stands
			}
			var want []string
			for k, d := range docs {
				if query.Eval(n, d) {
					want = append(want, "d:"+string(texts.id(k)))
				}
			}
			for _, build := range []*build{&records, &streamed} {
				x.build = build
				if got := engineFinds(t, x, index.Lodestone, q); !slices.Equal(got, want) {
					t.Errorf("%s: %s: engine %v, want %v", kind, q, got, want)
				}
			}
		}
	}
}

// walkAlong makes the streams of a build, and has them walked along at any cost.
func walkAlong(t *testing.T, x *Index, b *build) {
	own := x.build
	defer func() { x.build = own }()
	x.build = b
	if err := x.Warm(); err != nil {
		t.Fatal(err)
	}
	for _, table := range b.tables.held {
		if table == nil || table.streams.Load() == nil || len(table.streams.Load().of) < 100 {
			t.Fatal("a segment has no streams")
		}
		table.streams.Load().steps = math.MaxInt32
	}
}
