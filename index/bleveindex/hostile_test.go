package bleveindex

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/index"
)

// nested puts one proximity into another, so many times.
func nested(op, leaf string, times int) string {
	q := leaf
	for range times {
		q = "(" + leaf + " " + op + " " + q + ")"
	}
	return q
}

// entangled are queries of places that stand thousands of times in one paragraph.
func entangled(op string) []string {
	return []string{
		nested(op, "the", 6), nested(op, "(the or of or ban or export)", 6), nested(op, "bab!", 6), nested(op, `"the of"`, 6),
		"(" + nested(op, "the", 3) + ") " + op + " (" + nested(op, "of", 3) + ")",
		"(" + nested(op, "the", 6) + ") not w/255 (" + nested(op, "of", 6) + ")",
		"((the " + op + " of) not w/3 (ban " + op + " export)) " + op + " (the not w/1 of)",
		nested(op, "出口", 8), "(镓 " + op + " 锗) " + op + " (出口 or 禁止)", nested(op, "(出 or 口 or 镓)", 6),
	}
}

// odd are queries of signs and forms that a language may trip over, in each of the syntaxes.
func odd() []index.Request {
	var out []index.Request
	for _, s := range index.Syntaxes() {
		for _, q := range []string{strings.Repeat("the of ban ", 300), strings.Repeat("(", 1300), "*a*", "a* w/5 b*", nested("w/5", "a*", 6), "镓*", "*镓", "?出口", strings.Repeat(`"`, 401),
			`"the of"~255`, strings.Repeat(`"the of ban"~9 AND `, 40) + "the", "/.*a.*/", "the~2", strings.Repeat("x", 4000), "the\x00of", "the\u202eof", "the\nof\r\t",
			"ｔｈｅ　ＡＮＤ　ｏｆ", "（the）　＆　of", "the　／s　of", strings.Repeat("+the -of ", 80), strings.Repeat("title:the ", 60), strings.Repeat("title(the) or ", 60) + "of",
			"[* TO *]", "{", `\`, "\xff\xfe", strings.Repeat("镓 or ", 250) + "锗", strings.Repeat("atleast999(the) and ", 30) + "of", "atleast1000(the)", "-the", "NOT NOT the", "and or not"} {
			out = append(out, index.Request{Query: q, Syntax: s})
		}
	}
	return out
}

// hostile are queries made to cost much.
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
	for _, op := range []string{"/5", "+255", "/s", "+p", "not w/5"} {
		add(entangled(op)...)
	}
	return append(out, odd()...)
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
	if len(all) < 330 {
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

// TestMemoryOfNestedPlaces: what a search keeps while words stand thousands of times in one paragraph is
// bounded. The collector is made to run often, so that what is on the heap is about what is kept.
func TestMemoryOfNestedPlaces(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	texts := shelf{strings.Repeat("the of ban the export of babo baba ", 1500), strings.Repeat("禁止出口镓、锗", 1500) + "。"}
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
	ask := func(q string) {
		if _, err := x.Search(context.Background(), index.Request{Query: q}); err != nil {
			t.Errorf("%.60s: %v", q, err)
		}
	}
	ask("the or 镓") // the texts are in memory from here on
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	before := heap()
	most, costly := uint64(0), ""
	queries := append(entangled("/p"), strings.Repeat("(the /255 of) and ", 30)+"ban", strings.Repeat("the or of or ", 120)+"ban", "atleast255(the /p of)")
	for _, q := range queries {
		stop, done := make(chan bool), make(chan bool)
		go func() {
			defer close(done)
			for {
				if now := heap(); now > most {
					most, costly = now, q
				}
				select {
				case <-stop:
					return
				case <-time.After(time.Millisecond):
				}
			}
		}()
		ask(q)
		close(stop)
		<-done
	}
	const enough = 32 << 20 // of ten thousand words; it grows with these
	if held := int64(most) - int64(before); held > enough {
		t.Errorf("%.60s: %d MiB were kept", costly, held>>20)
	} else {
		t.Logf("at most %d MiB were kept: %.60s", held>>20, costly)
	}
}

// heap returns how many bytes of the heap are taken by objects.
func heap() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
