package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// passage is one text of the data. Articles of statutes have a name, which is their first line; rules
// of a rulebook have the number of the book and their own number in it.
type passage struct {
	ID         label
	Name, Text string
	Doc        label
	PID        string
}

// library is an index of passages.
type library struct {
	*bleveindex.Index
	ids map[shelfmark]label
}

// shelfmark is where a passage stands: in which document, from which byte on. A passage that is a
// document of its own may answer with any of its parts, which all count as its beginning.
type shelfmark struct {
	document corpus.DocumentID
	start    int
}

// binding says what becomes a document.
type binding bool

const (
	loose binding = false // each passage
	bound binding = true  // passages of one law or rulebook together, since what stands around a passage tells of it
)

// withLibrary indexes the passages of a file in a folder of its own while use runs.
func withLibrary(ctx context.Context, file string, lang corpus.Lang, b binding, use func(library) error) (err error) {
	list, err := lines[passage](file)
	if err != nil {
		return err
	}
	l := library{ids: make(map[shelfmark]label, len(list))}
	store := memkb.New()
	defer func() { err = errors.Join(err, store.Close()) }()
	var w kb.Write
	for i, v := range volumes(list, b) {
		l.shelve(&w, corpus.DocumentID("d-"+strconv.Itoa(i)), v, lang)
	}
	if _, err := store.Commit(ctx, w); err != nil {
		return fmt.Errorf("store the passages: %w", err)
	}
	dir, err := os.MkdirTemp("", "lodestone-eval-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if l.Index, err = bleveindex.Open(dir, bleveindex.Options{}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if _, err := l.Follow(ctx, store); err != nil {
		return fmt.Errorf("index the passages: %w", err)
	}
	return use(l)
}

// volumes groups passages into documents, in the order of the data. A passage that does not say what it
// is part of is a document of its own.
func volumes(list []passage, b binding) [][]passage {
	var out [][]passage
	at := make(map[string]int)
	for _, p := range list {
		title := p.Doc.text
		if law, article := articleOf(p.Name); article != "" && title == "" {
			title = law
		}
		if b == loose || title == "" {
			out = append(out, []passage{p})
			continue
		}
		i, ok := at[title]
		if !ok {
			i = len(out)
			at[title] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], p)
	}
	return out
}

// articleOf cuts the name of an article of a Chinese law, such as 电力法第五十九条, into law and article.
func articleOf(name string) (law, article string) {
	i := strings.LastIndex(name, "第")
	if i <= 0 || !strings.Contains(name[i:], "条") {
		return name, ""
	}
	return name[:i], name[i:]
}

// shelve makes a document of the passages of a volume. Ids of the data may hold anything, so a
// document's id is a number. A passage alone is cut as any text is; of several each is
// an article, and so is one that bears the name of an article.
func (l *library) shelve(w *kb.Write, id corpus.DocumentID, volume []passage, lang corpus.Lang) {
	r := corpus.Revision{Document: id}
	_, article := articleOf(volume[0].Name)
	if len(volume) == 1 && article == "" {
		r.Text = volume[0].text()
		r.Provisions, r.Sentences = parse.Structure(r.Text, lang)
		l.ids[shelfmark{id, -1}] = volume[0].ID
	} else {
		l.bind(&r, volume, lang)
	}
	r.Hash = corpus.HashOf([]byte(r.Text))
	r.ID = corpus.NewRevisionID(id, r.Hash)
	w.Documents = append(w.Documents, corpus.Document{ID: id, Lang: lang, Revisions: []corpus.RevisionID{r.ID}})
	w.Revisions = append(w.Revisions, r)
	w.Entries = append(w.Entries, kb.Entry{Kind: kb.DocumentAdded, Document: id, Revision: r.ID, Summary: volume[0].ID.text})
}

func (p passage) text() string {
	if p.Name != "" {
		return p.Name + "\n" + p.Text
	}
	return p.Text
}

// bind makes one text of passages, each an article under the one whose number its own begins with.
func (l *library) bind(r *corpus.Revision, volume []passage, lang corpus.Lang) {
	var b strings.Builder
	known := make(map[string]bool)
	for _, p := range volume {
		known[p.PID] = true
	}
	for i, p := range volume {
		text := p.text()
		start := b.Len()
		l.ids[shelfmark{r.Document, start}] = p.ID
		b.WriteString(text)
		b.WriteString("\n\n")
		if text == "" {
			continue
		}
		_, sentences := parse.Structure(text, lang)
		for _, s := range sentences {
			r.Sentences = append(r.Sentences, corpus.Range{Start: s.Start + start, End: s.End + start})
		}
		address := p.PID
		if _, article := articleOf(p.Name); article != "" {
			address = article
		}
		if address == "" {
			address = "¶ " + strconv.Itoa(i+1)
		}
		r.Provisions = append(r.Provisions, corpus.Provision{Address: address, Kind: corpus.Article, Start: start, End: start + len(text), Parent: above(p.PID, known)})
	}
	r.Text = b.String()
}

// above returns the longest number that encloses a number such as 3.5.8.(a): 3.5.8, 3.5, or 3.; "" where
// none is known.
func above(number string, known map[string]bool) string {
	rest := strings.TrimRight(number, ".")
	for {
		i := strings.LastIndexAny(rest, ". ")
		if i <= 0 {
			return ""
		}
		rest = rest[:i]
		for _, n := range [...]string{rest, rest + ".", rest + ")"} {
			if known[n] && n != number {
				return n
			}
		}
	}
}

// markOf returns where the passage that a hit lies in stands.
func (l library) markOf(h index.Hit) shelfmark {
	if alone := (shelfmark{h.Document, -1}); l.has(alone) {
		return alone
	}
	return shelfmark{h.Document, h.Start}
}

func (l library) has(m shelfmark) bool {
	_, ok := l.ids[m]
	return ok
}

// find walks the pages of an answer and returns the passages found, each once, in their order, until
// there are enough; enough of 0 is all.
func (l library) find(ctx context.Context, r index.Request, enough int) ([]label, error) {
	found, seen := []label{}, make(map[shelfmark]bool)
	for {
		res, err := l.Search(ctx, r)
		if err != nil {
			return []label{}, err
		}
		for _, h := range res.Hits {
			at := l.markOf(h)
			if !l.has(at) {
				return []label{}, fmt.Errorf("the hit at byte %d of %s begins no passage", h.Start, h.Document)
			}
			if seen[at] {
				continue // a long passage answers with more than one of its parts
			}
			seen[at] = true
			if found = append(found, l.ids[at]); len(found) == enough {
				return found, nil
			}
		}
		if r.Cursor = res.Next; r.Cursor == "" {
			return found, nil
		}
	}
}
