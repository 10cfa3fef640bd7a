package bleveindex_test

import (
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/sample"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// TestEveryPhraseIsFound: any five words in a row of what was published are found as a phrase, as they are
// copied, and so are any four Chinese characters.
func TestEveryPhraseIsFound(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts func(testing.TB) []string
	}{
		{"the sample", samplePages},
		{"passages of laws", func(tb testing.TB) []string {
			return textsOf(lines[struct{ Text string }](tb, shared(tb, "obliqa/passages.jsonl.gz"))[:1500])
		}},
		{"Chinese notices", func(tb testing.TB) []string {
			return textsOf(lines[struct{ Text string }](tb, shared(tb, "export-control/cn-notices-zh.jsonl.gz")))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			texts := c.texts(t)
			store := memkb.New()
			for i, text := range texts {
				put(t, store, paper{id: fmt.Sprint(i), text: text})
			}
			x := open(t, t.TempDir(), store)
			draw := rand.New(rand.NewSource(5))
			asked := 0
			for _, phrase := range slices.Concat(drawn(draw, texts, fiveWords), drawn(draw, texts, fourCharacters)) {
				asked++
				res := ask(t, x, index.Request{Query: `"` + phrase.words + `"`, Limit: 1, Documents: []corpus.DocumentID{corpus.DocumentID("d-" + fmt.Sprint(phrase.of))}})
				if len(res.Hits) == 0 {
					t.Errorf("%q of text %d is not found", phrase.words, phrase.of)
				}
			}
			if asked < 200 {
				t.Errorf("only %d phrases were drawn", asked)
			}
		})
	}
}

func textsOf(all []struct{ Text string }) []string {
	var out []string
	for _, v := range all {
		out = append(out, v.Text)
	}
	return out
}

// samplePages returns the texts of the pages of the sample as they are at its end.
func samplePages(tb testing.TB) []string {
	web, err := sample.Load()
	if err != nil {
		tb.Fatal(err)
	}
	h := web.Handler(func() corpus.Date { return corpus.Date{} })
	var out []string
	for _, p := range web.Publications() {
		if p.Annex {
			continue
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, p.URL, nil))
		r := rec.Result()
		b, err := io.ReadAll(r.Body)
		if err != nil {
			tb.Fatal(err)
		}
		if r.StatusCode != http.StatusOK {
			continue
		}
		d, err := parse.Parse(tb.Context(), parse.Input{Bytes: b, MediaType: r.Header.Get("Content-Type"), URL: p.URL}, parse.Options{})
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, d.Text)
	}
	return out
}

// window is a piece of a text.
type window struct {
	of    int
	words string
}

// drawn draws two hundred pieces of what a function cuts out of lines of the texts.
func drawn(draw *rand.Rand, texts []string, pieces func(line string) []string) []window {
	var all []window
	for i, text := range texts {
		for line := range strings.Lines(text) {
			for _, p := range pieces(line) {
				all = append(all, window{i, p})
			}
		}
	}
	draw.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(len(all), 200)]
}

// fiveWords returns each five words in a row that have letters or figures and none that ends a phrase.
func fiveWords(line string) []string {
	var out []string
	words := strings.Fields(line)
	for i := 0; i+5 <= len(words); i++ {
		p := words[i : i+5]
		wordless := func(w string) bool {
			return !strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		}
		if s := strings.Join(p, " "); !strings.ContainsAny(s, "\"“”") && !strings.ContainsFunc(s, isHan) && !slices.ContainsFunc(p, wordless) {
			out = append(out, s)
		}
	}
	return out
}

// fourCharacters returns each four Chinese characters in a row.
func fourCharacters(line string) []string {
	var out []string
	rs := []rune(line)
	for i := 0; i+4 <= len(rs); i++ {
		if !slices.ContainsFunc(rs[i:i+4], func(r rune) bool { return !isHan(r) }) {
			out = append(out, string(rs[i:i+4]))
		}
	}
	return out
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
