package diff_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/force"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

// block is a provision on its own, so that a revision can be put together anew.
type block struct {
	corpus.Provision
	text string
}

func blocks(text string, provisions []corpus.Provision) []block {
	var out []block
	for _, p := range provisions {
		out = append(out, block{p, text[p.Start:p.End]})
	}
	return out
}

// built puts blocks together as a revision.
func built(all []block, lang corpus.Lang) corpus.Revision {
	var b strings.Builder
	r := corpus.Revision{Document: "d-test"}
	for _, x := range all {
		p := x.Provision
		p.Start = b.Len()
		b.WriteString(x.text)
		p.End = b.Len()
		p.Force = nil
		for _, f := range force.Find(x.text, lang) {
			f.Start, f.End = f.Start+p.Start, f.End+p.Start
			p.Force = append(p.Force, f)
		}
		r.Provisions = append(r.Provisions, p)
		b.WriteByte('\n')
	}
	r.Text = b.String()
	r.Hash = corpus.HashOf([]byte(r.Text))
	r.ID = corpus.NewRevisionID("d-test", r.Hash)
	return r
}

// recordedActs are acts as their publishers served them; they are read where they lie.
var recordedActs = []struct {
	path, media string
	lang        corpus.Lang
}{
	{"cfr-annual/CFR-2012-title12-vol8-part1006.xml", "application/xml", "en"},
	{"cfr-annual/CFR-2017-title12-vol9-part1080.xml", "application/xml", "en"},
	{"ecfr/title-3-part-101-2024-05-17.xml", "application/xml", "en"},
	{"eur-lex/formex/32017R1001__L_2017154EN.01008901.xml", "application/xml", "en"},
}

// recorded reads the acts, and skips where they are not.
func recorded(t *testing.T, read func(name string, all []block, lang corpus.Lang)) {
	t.Helper()
	if testing.Short() {
		t.Skip("one goroutine compares recorded acts hundreds of times; the full run does")
	}
	dir := filepath.Join("..", "..", "..", "shared", "data", "recorded")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the recorded acts are not here")
	}
	for _, act := range recordedActs {
		b, err := os.ReadFile(filepath.Join(dir, act.path))
		if err != nil {
			t.Fatal(err)
		}
		p, err := parse.Parse(t.Context(), parse.Input{Bytes: b, MediaType: act.media, Hints: corpus.Hints{Lang: act.lang}}, parse.Options{})
		if err != nil {
			t.Fatal(err)
		}
		read(act.path, blocks(p.Text, p.Provisions), act.lang)
	}
}

// heads picks provisions that say enough to be told from all others.
func heads(all []block) []int {
	seen := map[string]int{}
	for _, b := range all {
		seen[b.text]++
	}
	var out []int
	for i, b := range all {
		if len(b.text) > 60 && seen[b.text] == 1 {
			out = append(out, i)
		}
	}
	return out
}

// Every provision that is put in, taken out or moved in a real act is found, and nothing else is
// said to have been.
func TestEveryProvisionIsFoundInRecordedActs(t *testing.T) {
	recorded(t, func(name string, all []block, lang corpus.Lang) {
		random := rand.New(rand.NewPCG(7, uint64(len(all))))
		pick := heads(all)
		if len(pick) < 5 {
			t.Fatalf("%s: only %d provisions to pick of", name, len(pick))
		}
		found, wanted, spurious := 0, 0, 0
		for range 30 {
			i := pick[random.IntN(len(pick))]
			j := pick[random.IntN(len(pick))]
			kind := []diff.Kind{diff.Inserted, diff.Removed, diff.Moved}[random.IntN(3)]
			newer := slices.Clone(all)
			subject := all[i].text
			switch kind {
			case diff.Inserted:
				subject = fmt.Sprintf("A person who stores sample %d for another shall tell the registrar of the warehouse within nine weeks.", random.IntN(1000))
				newer = slices.Insert(newer, i, block{corpus.Provision{Address: all[i].Address + " bis", Kind: all[i].Kind, Parent: all[i].Parent}, subject})
			case diff.Removed:
				newer = slices.Delete(newer, i, i+1)
			case diff.Moved:
				if i == j || i+1 == j || j+1 == i { // of two neighbours either may have moved
					continue
				}
				newer = slices.Delete(newer, i, i+1)
				newer = slices.Insert(newer, j, all[i])
			}
			wanted++
			d := diff.Revisions(built(all, lang), built(newer, lang), diff.Options{})
			for _, c := range d.Changes {
				text := ""
				for _, p := range append(c.From, c.To...) {
					text = p.Text
				}
				if slices.Contains(c.Kinds, kind) && text == subject {
					found++
				} else {
					spurious++
					t.Logf("%s: %s of %.60q also gave %s of %.60q", name, kind, subject, told(c), text)
				}
			}
		}
		t.Logf("%s: %d provisions, %d of %d found, %d besides", name, len(all), found, wanted, spurious)
		if found != wanted || spurious > 0 {
			t.Errorf("%s: %d of %d found, %d besides", name, found, wanted, spurious)
		}
	})
}

// An act that is only set otherwise changes no duty.
func TestReformattingIsNoChangeOfDuty(t *testing.T) {
	facts := reader(t, "en")
	ways := map[string]func([]block) []block{
		"double spaces":   each(func(s string) string { return strings.ReplaceAll(s, " ", "  ") }),
		"no-break spaces": each(func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }),
		"other quotes":    each(strings.NewReplacer("“", "\"", "”", "\"", "’", "'", "—", " - ", "–", "-").Replace),
		"upper case":      each(strings.ToUpper),
		"lines joined":    joinedLines,
		"sentences apart": apart,
	}
	recorded(t, func(name string, all []block, lang corpus.Lang) {
		for way, set := range ways {
			d := diff.Revisions(built(all, lang), built(set(slices.Clone(all)), lang), diff.Options{Facts: facts})
			for _, c := range d.Changes {
				if c.Grade != diff.Editorial {
					t.Errorf("%s, %s: %.300s", name, way, told(c))
				}
			}
		}
	})
}

func each(f func(string) string) func([]block) []block {
	return func(all []block) []block {
		for i := range all {
			all[i].text = f(all[i].text)
		}
		return all
	}
}

// joinedLines sets each second provision in the line of the one before it.
func joinedLines(all []block) []block {
	var out []block
	for i := 0; i < len(all); i++ {
		b := all[i]
		if i+1 < len(all) {
			b.text += " " + all[i+1].text
			i++
		}
		out = append(out, b)
	}
	return out
}

// apart breaks provisions behind their full stops.
func apart(all []block) []block {
	var out []block
	for _, b := range all {
		for n, s := range strings.SplitAfter(b.text, ". ") {
			x := b
			x.text = s
			if n > 0 {
				x.Address, x.Kind = fmt.Sprintf("¶ %d", len(out)), corpus.Paragraph
			}
			out = append(out, x)
		}
	}
	return out
}
