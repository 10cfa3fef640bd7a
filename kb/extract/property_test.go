package extract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"github.com/longbridgeapp/opencc"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// meanings are what the facts say, without where they stand, sorted.
func meanings(facts []kb.Fact, fold func(string) string) []string {
	var out []string
	for _, f := range facts {
		out = append(out, fold(fmt.Sprintf("%s %s %s %s %q", f.Value.Kind(), f.Value.Normal(), f.Role, f.Assertion, f.Span.Quote)))
	}
	slices.Sort(out)
	return out
}

func asIs(s string) string { return s }

// pageOf is the passage as an article of a page, with what a site puts around it.
func pageOf(p passage, before, after string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html><html lang=%q><head><title>Page</title></head><body>%s<main><article>", p.Lang, before)
	for line := range strings.SplitSeq(p.Text, "\n") {
		fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(line))
	}
	b.WriteString("</article></main>" + after + "</body></html>")
	return []byte(b.String())
}

// siteHead and siteFoot hold words that would be facts if they were part of the text.
const (
	siteHead = `<header><nav><ul><li><a href="/">Home</a></li><li><a href="/m">Metals</a></li><li><a href="/t">Tin exports</a></li></ul></nav></header>`
	siteFoot = `<aside><h3>Related</h3><ul><li><a href="/1">Ruritania bans exports of osmium from 1 May 2044</a></li><li><a href="/2">锇出口须经许可</a></li></ul></aside>
<footer><p>Copyright 2044 Example Press. <a href="/p">Privacy</a> <a href="/c">Cookies</a></p></footer>`
)

// TestBoilerplateChangesNothing: what a site puts around a text changes no fact inside it, for every
// labelled passage that is long enough to be an article.
func TestBoilerplateChangesNothing(t *testing.T) {
	x := newExtractor(t)
	read := func(p passage, before, after string) []string {
		r, err := ingest.Read(context.Background(), x, parse.InProcess{}, ingest.Loose{Body: pageOf(p, before, after), URL: "https://news.example.com/a", MediaType: "text/html"})
		if err != nil {
			t.Fatal(err)
		}
		return meanings(r.Facts, asIs)
	}
	tried := 0
	for _, p := range passages(t) {
		if len(p.Text) < 160 {
			continue
		}
		tried++
		if alone, within := read(p, "", ""), read(p, siteHead, siteFoot); !slices.Equal(alone, within) {
			t.Errorf("passage %d: alone %q, on a page %q", p.N, alone, within)
		}
	}
	if tried < 60 {
		t.Errorf("only %d passages were tried", tried)
	}
}

// TestTraditionalSaysTheSame: a Chinese text gives the same values in simplified and in traditional
// characters.
func TestTraditionalSaysTheSame(t *testing.T) {
	x := newExtractor(t)
	toTraditional, err := opencc.New("s2t")
	if err != nil {
		t.Fatal(err)
	}
	toSimplified, err := opencc.New("t2s")
	if err != nil {
		t.Fatal(err)
	}
	simple := func(s string) string {
		out, err := toSimplified.Convert(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, p := range passages(t) {
		if p.Lang != "zh" && p.Lang != "zh-Hans" {
			continue
		}
		twin := p
		twin.Lang = "zh-Hant"
		if twin.Text, err = toTraditional.Convert(p.Text); err != nil {
			t.Fatal(err)
		}
		back := p // characters that have two traditional forms come back as one of them
		back.Text = simple(twin.Text)
		if p.Page != nil {
			traditional, simplified := *p.Page, *p.Page
			if traditional.Title, err = toTraditional.Convert(p.Page.Title); err != nil {
				t.Fatal(err)
			}
			simplified.Title = simple(traditional.Title)
			twin.Page, back.Page = &traditional, &simplified
		}
		if want, got := meanings(back.read(t, x).Facts, simple), meanings(twin.read(t, x).Facts, simple); !slices.Equal(want, got) {
			t.Errorf("passage %d: simplified %q, traditional %q", p.N, want, got)
		}
	}
}

// TestSameBytes: the same text gives the same facts, byte for byte, in another order and by another
// extractor.
func TestSameBytes(t *testing.T) {
	l, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	list, other := passages(t), extract.New(l)
	written := func(x *extract.Extractor, p passage) []byte {
		b, err := json.Marshal(p.read(t, x).Facts)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	first := map[int][]byte{}
	for _, p := range list {
		first[p.N] = written(newExtractor(t), p)
	}
	for _, p := range slices.Backward(list) {
		if again := written(other, p); !bytes.Equal(first[p.N], again) {
			t.Errorf("passage %d: %s, then %s", p.N, first[p.N], again)
		}
	}
}
