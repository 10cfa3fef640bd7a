package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/kb"
)

const (
	here  = "http://ministry.example/57"
	there = "http://ministry.example/print/57"
)

// told lists the kinds of entries since the last call, the captures' left out.
func told(w *world, seen *int) []kb.EntryKind {
	all := w.kinds()
	out := all[*seen:]
	*seen = len(all)
	return out
}

func (w *world) at(url string) corpus.Document {
	w.t.Helper()
	d, err := w.store.DocumentAt(w.t.Context(), "ministry", url)
	if err != nil {
		w.t.Fatalf("%s: %v", url, err)
	}
	return d
}

func TestCopiesAtSeveralAddressesAreOneDocument(t *testing.T) {
	w, seen := newWorld(t), 0
	w.see(page{url: here, body: holmium, lang: "zh-Hans"})
	w.follow()
	told(w, &seen)
	w.see(page{url: there, body: strings.ReplaceAll(holmium, "\n", "\n\n"), lang: "zh-Hans"}) // other bytes, the same text
	w.see(page{url: there, body: holmium, lang: "zh-Hans"})
	w.follow()
	if got := told(w, &seen); len(got) > 0 {
		t.Errorf("a copy is told as %v", got)
	}
	d := w.at(here)
	if w.at(there).ID != d.ID || !slices.Equal(d.Copies, []string{there}) || d.URL != here || len(d.Revisions) != 1 {
		t.Fatalf("document %+v", d)
	}
	// Both are edited, the copy a little later.
	edited := strings.Replace(holmium, "金属铒、氧化铒", "金属铒、氧化铒、铒合金", 1)
	w.see(page{url: here, body: edited, lang: "zh-Hans"})
	w.see(page{url: there, body: holmium + "\n", lang: "zh-Hans"})
	w.see(page{url: there, body: edited, lang: "zh-Hans"})
	w.follow()
	if got := told(w, &seen); count(got, kb.TextEdited) != 1 || count(got, kb.DocumentAdded) != 0 {
		t.Errorf("an edit of both is told as %v", got)
	}
	// The copy goes, and comes back: nothing has happened to the document.
	w.see(page{url: there, status: 404, body: "gone"})
	w.see(page{url: there, body: edited, lang: "zh-Hans"})
	w.follow()
	if got := told(w, &seen); len(got) > 0 {
		t.Errorf("a copy that goes and comes back is told as %v", got)
	}
	// Its own page goes: the copy is its page now.
	w.see(page{url: here, status: 404, body: "gone"})
	w.follow()
	if got := told(w, &seen); !slices.Equal(got, []kb.EntryKind{kb.DocumentMoved}) {
		t.Errorf("a document left with its copy is told as %v", got)
	}
	if d = w.at(there); d.URL != there || d.State != corpus.Live || !slices.Contains(d.FormerURLs, here) {
		t.Errorf("document %+v", d)
	}
}

func TestACopyThatSaysSomethingElseIsADocumentOfItsOwn(t *testing.T) {
	w, seen := newWorld(t), 0
	w.see(page{url: here, body: holmium, lang: "zh-Hans"})
	w.see(page{url: there, body: holmium, lang: "zh-Hans"})
	w.follow()
	told(w, &seen)
	w.see(page{url: there, body: strings.Replace(holmium, "11月8日", "12月8日", 1), lang: "zh-Hans"})
	w.follow()
	got := told(w, &seen)
	if count(got, kb.DocumentAdded) != 1 || count(got, kb.TextEdited) != 0 {
		t.Errorf("told as %v", got)
	}
	if a, b := w.at(here), w.at(there); a.ID == b.ID || len(a.Copies) > 0 || len(a.Revisions) != 1 {
		t.Errorf("documents %+v and %+v", a, b)
	}
	if count(got, kb.DisputeOpened) == 0 {
		t.Errorf("two official copies name different days, and no dispute is opened: %v", got)
	}
}

func TestAPageThatIsGoneIsFoundElsewhere(t *testing.T) {
	w, seen := newWorld(t), 0
	w.see(page{url: here, body: holmium, lang: "zh-Hans"})
	w.see(page{url: here, status: 410, body: "gone"})
	w.follow()
	told(w, &seen)
	w.see(page{url: there, body: holmium, lang: "zh-Hans"})
	w.follow()
	if got := told(w, &seen); !slices.Equal(got, []kb.EntryKind{kb.DocumentMoved}) {
		t.Errorf("told as %v", got)
	}
	w.see(page{url: there, status: 404, body: "gone"})
	w.see(page{url: there, body: holmium, lang: "zh-Hans"})
	w.follow()
	if got := told(w, &seen); !slices.Equal(got, []kb.EntryKind{kb.DocumentGone, kb.DocumentBack}) {
		t.Errorf("gone and back is told as %v", got)
	}
}

// What is nearly the same is not the same, and neither are short texts or those of other sources.
func TestWhatIsNoCopy(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: here, body: holmium, lang: "zh-Hans"})
	w.see(page{url: "http://ministry.example/58", body: strings.Replace(holmium, "第57号", "第58号", 2), lang: "zh-Hans"})
	w.see(page{source: "customs", url: "http://customs.example/57", body: holmium, lang: "zh-Hans"})
	w.see(page{url: "http://ministry.example/a", body: "See the annex.", lang: "en"})
	w.see(page{url: "http://ministry.example/b", body: "See the annex.", lang: "en"})
	w.follow()
	docs, err := w.store.Documents(t.Context(), "", 0)
	if err != nil || len(docs) != 5 {
		t.Errorf("%d documents, want five: %v", len(docs), err)
	}
}

// White space is no change; the order of lines is one only where the manifest names the body node.
func TestTheSameWordsAreNoRevision(t *testing.T) {
	const text = "Notice on gallium\n\nExports of gallium need a licence.\n\nThe ministry answers questions.\n"
	spaced := strings.ReplaceAll(strings.ReplaceAll(text, "\n\n", "\n \n\n"), "gallium need", "gallium  need")
	turned := "Notice on gallium\n\nThe ministry answers questions.\n\nExports of gallium need a licence.\n"
	for _, c := range []struct {
		name, body, next string
		edits            int
	}{
		{"white space", "", spaced, 0}, {"white space in a body node", "#content", spaced, 0},
		{"another order", "", turned, 0}, {"another order in a body node", "#content", turned, 1},
		{"another word", "", strings.Replace(text, "questions", "letters", 1), 1},
	} {
		w, seen := newWorld(t), 0
		for i, body := range []string{text, c.next} {
			if i == 1 {
				w.follow()
				told(w, &seen)
			}
			capture := corpus.Capture{Source: "ministry", URL: here, FinalURL: here, FetchedAt: w.clock, Status: 200, MediaType: "text/plain; charset=utf-8",
				Hints: corpus.Hints{Body: c.body, Lang: "en", Kind: corpus.Notice}}
			if _, err := w.archive.Append(t.Context(), capture, archive.Exchange{StatusLine: "HTTP/1.1 200 OK", Body: []byte(body)}); err != nil {
				t.Fatal(err)
			}
		}
		w.follow()
		if got := count(told(w, &seen), kb.TextEdited); got != c.edits {
			t.Errorf("%s: %d edits, want %d", c.name, got, c.edits)
		}
	}
}
