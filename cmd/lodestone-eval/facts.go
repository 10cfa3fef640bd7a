package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// labelled is a document with the marks people made on it.
type labelled struct {
	N    int
	URL  string
	Note string
	Gold gold
}

// gold is what people marked.
type gold struct {
	Published        string
	DocumentNumber   string   `json:"document_number"`
	Elements         []string // elements and groups under a restriction
	Mentioned        []string `json:"mentioned_not_restricted"`
	RestrictionTypes []string `json:"restriction_types"`
	Dates            []struct{ Date, Role string }
	Destinations     []string
	EndUses          []string `json:"end_uses"`
	ControlCodes     []string `json:"control_codes"`
	CustomsCodes     []string `json:"hs_codes"`
	Thresholds       []string
	Cites            []struct{ Document string }
}

type kindFigures struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Right     int     `json:"right"`
	Wrong     int     `json:"wrong"`
	Missed    int     `json:"missed"`
}

func factsTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	dir := f.String("texts", "", "`folder` of documents, named by three digits: 001.html")
	file := f.String("gold", "", "`file` with n, url, gold")
	return func(ctx context.Context, b *bench) (any, error) {
		if err := needed(flagged{"texts", *dir}, flagged{"gold", *file}); err != nil {
			return nil, err
		}
		list, err := lines[labelled](*file)
		if err != nil {
			return nil, err
		}
		words, err := lexicon.New()
		if err != nil {
			return nil, err
		}
		x, score := extract.New(words), scorecard{kinds: make(map[string]*tally)}
		for _, l := range list {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			r, err := readDocument(ctx, x, *dir, l)
			if err != nil {
				score.failed++
				b.tell(fmt.Sprint(l.N), err)
			}
			facts := r.Facts
			if facts == nil {
				facts = []kb.Fact{}
			}
			if err := b.out.put(struct {
				N         int         `json:"n"`
				Published corpus.Date `json:"published"`
				Facts     []kb.Fact   `json:"facts"`
			}{l.N, r.Document.Published, facts}); err != nil {
				return nil, err
			}
			score.add(marksOf(r.Document.Published, facts), l)
		}
		return score.figures(), nil
	}
}

// readDocument reads the document as lodestone extract does.
func readDocument(ctx context.Context, x *extract.Extractor, dir string, l labelled) (ingest.Reading, error) {
	names, err := filepath.Glob(filepath.Join(dir, fmt.Sprintf("%03d.*", l.N)))
	if err != nil {
		return ingest.Reading{}, err
	}
	if len(names) == 0 {
		return ingest.Reading{}, errors.New("the document is not in the folder")
	}
	body, err := os.ReadFile(names[0])
	if err != nil {
		return ingest.Reading{}, err
	}
	return ingest.Read(ctx, x, parse.InProcess{}, ingest.Loose{Body: body, URL: l.URL})
}
