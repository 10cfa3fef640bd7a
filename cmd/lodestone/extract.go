package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

func (a *app) extract() *cobra.Command {
	var url, mediaType, lang string
	var explain bool
	c := &cobra.Command{
		Use:     "extract FILE|-",
		Short:   "One document in, its text, provisions and facts out; writes nothing",
		Example: "  lodestone extract notice.html --url http://ministry.example/61 --json\n  lodestone extract notice.html --explain",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			body, err := a.input(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			words, err := lexicon.New()
			if err != nil {
				return err
			}
			e, err := extractOne(cmd.Context(), extract.New(words), parse.InProcess{Options: parse.Options{Words: a.words()}}, body, url, mediaType, lang)
			if err != nil {
				return err
			}
			if explain {
				e.Explained = firings(e.Text, e.Facts)
			}
			if a.json {
				return a.printJSON(e)
			}
			if explain {
				printFirings(a.out, e.Explained)
				return nil
			}
			a.printExtraction(e)
			return nil
		},
	}
	c.Flags().StringVar(&url, "url", "", "the address at which it was published")
	c.Flags().StringVar(&mediaType, "type", "", "media type as declared")
	c.Flags().StringVar(&lang, "lang", "", "language, where it is known")
	c.Flags().BoolVar(&explain, "explain", false, "tell which rule fired where")
	return c
}

func (a *app) input(ctx context.Context, name string) ([]byte, error) {
	if name == "-" {
		return readWithin(ctx, a.in)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", name, reason(err))
	}
	b, err := readAll(f)
	return b, errors.Join(err, f.Close())
}

// extraction is the answer of extract. Spans point into Text.
type extraction struct {
	Title      string              `json:"title"`
	Language   corpus.Lang         `json:"language"`
	Published  corpus.Date         `json:"published"`
	Number     string              `json:"number,omitempty"`
	Kind       corpus.DocumentKind `json:"kind"`
	Text       string              `json:"text"`
	Provisions []corpus.Provision  `json:"provisions"`
	Facts      []kb.Fact           `json:"facts"`
	Measures   []kb.Measure        `json:"measures"`
	Effects    []kb.Effect         `json:"effects"`
	Warnings   []string            `json:"warnings"`
	Gaps       []corpus.Gap        `json:"gaps"`                // pages and parts that could not be read
	Attached   []corpus.Attachment `json:"attachments"`         // with what each is to the document
	Explained  []firing            `json:"explained,omitempty"` // where it was asked which rule fired where
}

// extractOne reads one document without a store.
func extractOne(ctx context.Context, x *extract.Extractor, p ingest.Parser, body []byte, url, mediaType, lang string) (extraction, error) {
	r, err := ingest.Read(ctx, x, p, ingest.Loose{Body: body, URL: url, MediaType: mediaType, Lang: corpus.Lang(lang)})
	if err != nil {
		return extraction{}, err
	}
	e := extraction{Title: r.Document.Title, Language: r.Document.Lang, Published: r.Document.Published, Number: r.Document.Number, Kind: r.Document.Kind,
		Text: r.Revision.Text, Provisions: r.Revision.Provisions, Facts: r.Facts, Measures: r.Law.Measures, Effects: r.Law.Effects, Warnings: r.Revision.Warnings,
		Gaps: r.Revision.Gaps, Attached: r.Document.Attachments}
	if e.Facts == nil {
		e.Facts = []kb.Fact{}
	}
	if e.Measures == nil {
		e.Measures = []kb.Measure{}
	}
	if e.Effects == nil {
		e.Effects = []kb.Effect{}
	}
	if e.Warnings == nil {
		e.Warnings = []string{}
	}
	if e.Gaps == nil {
		e.Gaps = []corpus.Gap{}
	}
	if e.Attached == nil {
		e.Attached = []corpus.Attachment{}
	}
	return e, nil
}

func (a *app) printExtraction(e extraction) {
	fmt.Fprintf(a.out, "%s\n%s, published %s\n\n", e.Title, e.Language, orUnknown(e.Published))
	printFacts(a.out, e.Facts)
	for _, m := range e.Measures {
		fmt.Fprintf(a.out, "measure %s: %s\n", m.ID, words(string(m.Restriction)))
	}
	for _, x := range e.Effects {
		fmt.Fprintf(a.out, "effect: %s %s %s, %s\n", x.By, words(string(x.Relation)), x.Target, orUnknown(x.From))
	}
	for _, x := range e.Attached {
		fmt.Fprintf(a.out, "%s: %s %s\n", words(string(x.Relation)), x.Text, x.URL)
	}
	for _, w := range e.Warnings {
		fmt.Fprintf(a.out, "! %s\n", w)
	}
}
