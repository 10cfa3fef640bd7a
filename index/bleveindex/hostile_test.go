package bleveindex

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/lodestone-kb/lodestone/index"
)

// hostile are 120 queries made to cost much.
func hostile() []index.Request {
	var out []index.Request
	add := func(qs ...string) {
		for _, q := range qs {
			out = append(out, index.Request{Query: q})
		}
	}
	for _, w := range []string{"*", "**", "!", "a!", "ab!", "*!", "a*", "*a", "***a", "*a*", "aa*", "b**", "!abc", "b!c!d", "ban***", "ba!", "bab!", "**ba**", "*******aba", "b*b*b*b"} {
		add(w, w+" and "+w, w+" /s "+w)
	}
	add(strings.Repeat("(", 2000), strings.Repeat("(", 2000)+"a"+strings.Repeat(")", 2000), strings.Repeat("(a ", 1000), strings.Repeat(`"`, 4095), strings.Repeat("a", 4096),
		strings.Repeat("a ", 3000), strings.Repeat("babo or ", 255)+"babo", strings.Repeat("babo! ", 40), strings.Repeat("bab! or ", 31)+"bab!", strings.Repeat("镓", 1300))
	for _, op := range []string{"/1", "/255", "+255", "/s", "+s", "/p", "+p", "not w/1", "not w/255", "near/0"} {
		add("the "+op+" of", "(the or of) "+op+" (the or of)", strings.Repeat("(the "+op+" ", 19)+"of"+strings.Repeat(")", 19),
			`"the the of" `+op+` "of the the"`)
	}
	for _, offset := range []int{0, 1 << 20, 1 << 40, -1} {
		c := cursor{Build: "b000001", Request: fingerprint(index.Request{Query: "the", Syntax: index.Lodestone, Sort: index.ByRelevance}), Offset: offset, Seq: 38}
		out = append(out, index.Request{Query: "the", Limit: 200, Cursor: c.String()}, index.Request{Query: "the or of", Limit: 200, Facets: true, Explain: true})
	}
	add("atleast255(the)", "atleast200(the /p of)")
	return out
}

// patience is a context that gives up by the work done, not by the clock: whoever works for long asks now
// and then whether to go on.
type patience struct {
	context.Context
	asked atomic.Int64
}

// mostWork is how often a search may ask before it is given up: a second's work on a slow machine.
const mostWork = 20000

func (p *patience) Err() error {
	if p.asked.Add(1) > mostWork {
		return context.DeadlineExceeded
	}
	return nil
}

// TestHostileQueries: none of them takes long, or much memory; what is refused is told why. The texts are
// long paragraphs in which two words stand hundreds of times, and many invented words.
func TestHostileQueries(t *testing.T) {
	texts := shelf(invented(36))
	for i := range 2 {
		texts = append(texts, strings.Repeat("the of ban the export of ", 200*(i+1)))
	}
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
	all := hostile()
	if len(all) < 110 {
		t.Fatalf("%d queries", len(all))
	}
	answered, refused, most, costly := 0, 0, 0, ""
	for _, r := range all {
		ctx := &patience{Context: context.Background()}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := x.Search(ctx, r)
		runtime.ReadMemStats(&after)
		if asked := int(ctx.asked.Load()); asked > most {
			most, costly = asked, r.Query
		}
		var q *index.QueryError
		var p *index.RequestError
		switch {
		case err == nil:
			answered++
		case errors.As(err, &q), errors.As(err, &p):
			refused++
		default:
			t.Errorf("%.60s: %v", r.Query, err)
		}
		if held := int64(after.Sys) - int64(before.Sys); held > 64<<20 {
			t.Errorf("%.60s: took %d bytes from the system", r.Query, held)
		}
	}
	t.Logf("%d answered, %d refused; the most work is %d: %.60s", answered, refused, most, costly)
}
