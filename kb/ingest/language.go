package ingest

import (
	"context"
	"fmt"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/language"
	"github.com/lodestone-kb/lodestone/kb"
)

// otherLanguage says that the text of a known file is in another language than the one that is held, and in
// another than the listing says of it: the file was replaced by its translation, or by another one. It is
// empty where that is not so, or not plain.
func (g *Ingester) otherLanguage(ctx context.Context, c corpus.Capture, doc corpus.Document, rev corpus.Revision) (string, error) {
	if len(doc.Revisions) == 0 {
		return "", nil
	}
	held, err := g.opt.Store.Revision(ctx, doc.Latest())
	if err != nil {
		return "", err
	}
	was, is := language.Of(held.Text, "", ""), language.Of(rev.Text, "", "")
	if was == "" || is == "" || was == is || is == language.Tidy(c.Hints.Lang) || strings.HasPrefix(string(is), string(c.Hints.Lang)+"-") {
		return "", nil
	}
	return fmt.Sprintf("the file at %s is in another language (%s) than the version that is held (%s), which stands", c.URL, is, was), nil
}

// refused makes the write of an answer that is not taken for a new version of its document: the one that is
// held stands, and an alarm says why.
func refused(c corpus.Capture, doc corpus.Document, why string) kb.Write {
	w := outcome(c, kb.Unreadable, why)
	w.Outcomes[0].Document, w.Entries[0].Document = doc.ID, doc.ID
	w.Entries[0].Summary = fmt.Sprintf("%s was fetched: %s", c.URL, why)
	w.Entries = append(w.Entries, alarmEntry(corpus.Alarm{Source: c.Source, Kind: corpus.WrongLanguage, Detail: why, URL: c.URL, At: c.FetchedAt, Sample: c.Sample}))
	return w
}
