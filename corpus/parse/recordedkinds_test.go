package parse

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// structured are the folders of recorded data whose files are in formats that an authority defined,
// and how many of each kind of refusal are right, by a word of the reason: what is refused holds no
// document. Every other file must read.
var structured = []struct {
	folder  string
	files   int            // at least, so that a missing folder is no success
	refused map[string]int // by a word of the reason
}{
	{folder: "cfr-annual", files: 4},
	{folder: "ecfr", files: 4},
	{folder: "federal-register/full-text-xml", files: 18},
	{folder: "federal-register/api", files: 10, refused: map[string]int{"listing of": 4, "no item with a body": 4, "an error of the interface": 1}},
	{folder: "eur-lex/formex", files: 29, refused: map[string]int{"names the parts of an act": 4, "table of contents": 1}},
	{folder: "eur-lex/html", files: 10, refused: map[string]int{"words": 4}}, // tables of contents and shells without words, made by the recording project
	{folder: "eur-lex/notices", files: 10, refused: map[string]int{"no item with a body": 2}},
	{folder: "legislation-uk", files: 4},
	{folder: "legislation-uk/clml-fragments", files: 5},
	{folder: "legislation-uk/judgments", files: 3},
	{folder: "govuk/content-api", files: 64, refused: map[string]int{"has removed": 2, "has moved": 1}},
	{folder: "json-apis", files: 4, refused: map[string]int{"listing of": 4}},
	{folder: "feeds/feed-rs", files: 40, refused: map[string]int{"listing of": 2}},
	{folder: "feeds/feedparser", files: 39, refused: map[string]int{"no entry with words": 16, "is broken": 4}},
	{folder: "feeds/node-feedparser", files: 26},
	{folder: "feeds/other", files: 4},
	{folder: "warc", files: 15, refused: map[string]int{"WARC": 15}},
	{folder: "labels/us-amend-to-consolidated", files: 50, refused: map[string]int{"no item with a body": 10}}, // differences by character
}

// TestRecordedStructured reads every recorded file in an official format, or has it refused for a
// reason that is listed above.
func TestRecordedStructured(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine reads hundreds of documents; the full run reads them")
	}
	root := shared(t, "data", "recorded")
	for _, s := range structured {
		t.Run(strings.ReplaceAll(s.folder, "/", "-"), func(t *testing.T) {
			entries, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(s.folder)))
			if err != nil {
				t.Fatal(err)
			}
			files, refused := 0, map[string]int{}
			for _, e := range entries {
				if e.IsDir() {
					continue
				}
				files++
				file := filepath.Join(root, filepath.FromSlash(s.folder), e.Name())
				body := recorded(t, file)
				if strings.HasSuffix(file, ".gz") && s.folder != "warc" {
					body = recorded(t, strings.TrimSuffix(file, ".gz"))
				}
				p, err := Parse(context.Background(), Input{Bytes: body}, Options{NoPDF: true})
				var e *Error
				switch {
				case err == nil:
					if why := coverError(p.Text, p.Provisions, p.Sentences); why != "" {
						t.Errorf("%s: %s", file, why)
					}
				case !errors.As(err, &e):
					t.Errorf("%s: %v", file, err)
				default:
					if word := reasonIn(e.Reason, s.refused); word != "" {
						refused[word]++
					} else {
						t.Errorf("%s was refused: %v", file, err)
					}
				}
			}
			if want, got := fmt.Sprint(s.refused), fmt.Sprint(refused); files < s.files || len(s.refused)+len(refused) > 0 && want != got {
				t.Errorf("%d files, refused %v; want %d, refused %v", files, got, s.files, want)
			}
		})
	}
}

func reasonIn(reason string, words map[string]int) string {
	for w := range words {
		if strings.Contains(reason, w) {
			return w
		}
	}
	return ""
}
