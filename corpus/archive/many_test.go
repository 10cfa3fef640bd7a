package archive

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// many is how many captures the long form of the counting test writes: -captures 100000.
var many = flag.Int("captures", 2000, "captures of the counting test")

// TestEveryMemberIsCounted writes many small captures: what the index counts, what a walk yields and
// what a verification reads are the same.
func TestEveryMemberIsCounted(t *testing.T) {
	opt := Options{Now: clock(), MaxFileBytes: 1 << 20, sync: func(*os.File) error { return nil }}
	a := open(t, t.TempDir(), opt)
	for i := range *many {
		add(t, a, fmt.Sprintf("http://a.example/%d", i), answer(200, fmt.Sprint("body ", i)))
	}
	a = reopen(t, a)
	n := 0
	for r, err := range a.Walk(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; r.Capture.ID != corpus.CaptureID(fmt.Sprintf("c-%010d", n)) {
			t.Fatalf("capture %d is called %s", n, r.Capture.ID)
		}
	}
	r := verify(t, a)
	if n != *many || a.Captures() != n || r.Captures != n || r.Members != 3*n+r.Files {
		t.Errorf("%d written, %d walked, %d in the index, verified %+v", *many, n, a.Captures(), r)
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	a, err := Open(dir, Options{Now: clock(), sync: func(*os.File) error { return nil }})
	if err != nil {
		b.Fatal(err)
	}
	for i := range 5000 {
		c := corpus.Capture{Source: "s", URL: fmt.Sprintf("http://a.example/%d", i), Status: 200}
		if _, err := a.Append(b.Context(), c, answer(200, fmt.Sprint("body ", i))); err != nil {
			b.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		a, err := Open(dir, Options{Now: clock()})
		if err != nil {
			b.Fatal(err)
		}
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/5000, "µs/capture")
}
