package diff_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

var update = flag.Bool("update", false, "write the golden files anew")

// lawful checks what holds of every difference: places are what they quote, no provision is told
// twice, and all provisions that differ are told.
func lawful(t interface {
	Fatalf(format string, args ...any)
}, older, newer corpus.Revision, opt diff.Options) diff.Difference {
	d := diff.Revisions(older, newer, opt)
	var was, is strings.Builder
	for _, p := range d.Pieces {
		if p.Op != diff.Added {
			was.WriteString(p.Text)
		}
		if p.Op != diff.Deleted {
			is.WriteString(p.Text)
		}
	}
	if !opt.IgnoreSpace && (was.String() != older.Text || is.String() != newer.Text) {
		t.Fatalf("the pieces are not the texts:\n%q\n%q", was.String(), is.String())
	}
	for _, c := range d.Changes {
		for _, r := range c.Reasons {
			if !slices.Contains(diff.ReasonNames(), r.What) {
				t.Fatalf("a reason has no name of the list: %+v", r)
			}
			if r.What == "wording" || r.What == "negation" || r.What == "spelling" { // one place, as printed
				if !strings.Contains(collapsed(older.Text), r.Before) || !strings.Contains(collapsed(newer.Text), r.After) {
					t.Fatalf("%+v quotes words that are not in\n%q\n%q", r, older.Text, newer.Text)
				}
			}
		}
	}
	for _, side := range []struct {
		text  string
		of    func(diff.Change) []diff.Place
		total int
	}{{older.Text, func(c diff.Change) []diff.Place { return c.From }, len(older.Provisions)}, {newer.Text, func(c diff.Change) []diff.Place { return c.To }, len(newer.Provisions)}} {
		told := map[int]bool{}
		for _, c := range d.Changes {
			for _, p := range side.of(c) {
				if side.text[p.Start:p.End] != p.Text || told[p.Start] {
					t.Fatalf("%+v is no place of its text, or told twice", p)
				}
				told[p.Start] = true
			}
		}
	}
	inserted, deleted := d.Counts[diff.Inserted], d.Counts[diff.Removed]
	if len(d.Changes) > 0 && (inserted > len(newer.Provisions) || deleted > len(older.Provisions)) {
		t.Fatalf("%d inserted and %d deleted of %d and %d", inserted, deleted, len(newer.Provisions), len(older.Provisions))
	}
	for _, c := range d.Changes {
		if len(c.Kinds) == 0 || len(c.From)+len(c.To) == 0 || c.Grade == diff.None {
			t.Fatalf("a change that is none: %+v", c)
		}
	}
	return d
}

func collapsed(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestDifferencesOfAnyTexts(t *testing.T) {
	line := rapid.SampledFrom([]string{"一、对镓相关物项实施出口管制。", "二、自2025年5月1日起实施。", "（一）金属镓；", "I. Exporters shall apply.", "(a) Gallium metal.", "(b) Gallium  metal.", "(c) 99.99 %", "A paragraph.", "", "3.\tGa\t2805"})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(line, 0, 14).Draw(t, "lines"), "\n")
	})
	rapid.Check(t, func(t *rapid.T) {
		older, newer := revision(text.Draw(t, "older"), "zh-Hans"), revision(text.Draw(t, "newer"), "zh-Hans")
		lawful(t, older, newer, diff.Options{IgnoreSpace: rapid.Bool().Draw(t, "blanks ignored")})
		if d := lawful(t, older, older, diff.Options{}); len(d.Changes) > 0 || d.Grade != diff.None {
			t.Fatalf("a text differs from itself: %+v", d)
		}
	})
}

func FuzzRevisions(f *testing.F) {
	f.Add(notice, strings.ReplaceAll(notice, "shall", "may"))
	f.Add("一、甲\n二、乙\n", "一、乙\n二、甲\n")
	f.Add("1.1\n\xff\x00", "(a)\u00a0b")
	f.Add("3. x", "3.中")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 4000 {
			t.Skip("the two texts exceed 4000 bytes together, which bounds the time of one input")
		}
		lawful(t, revision(strings.ToValidUTF8(a, "?"), "en"), revision(strings.ToValidUTF8(b, "?"), "en"), diff.Options{})
	})
}

func TestBlanksAreIgnoredOnRequest(t *testing.T) {
	spaced := strings.ReplaceAll(strings.ReplaceAll(notice, "shall apply", "shall   apply"), "or more;\n\n(b)", "or more; (b)")
	d := diff.Revisions(revision(notice, "en"), revision(spaced, "en"), diff.Options{IgnoreSpace: true})
	if len(d.Changes) > 0 {
		t.Errorf("blanks are told: %s", told(d.Changes[0]))
	}
	if d = diff.Revisions(revision(notice, "en"), revision(spaced, "en"), diff.Options{}); len(d.Changes) != 2 || d.Grade != diff.Editorial {
		t.Errorf("%d changes, %s; want the blanks and the line", len(d.Changes), d.Grade)
	}
}

func TestOnlyWhatWasAddedOrRemoved(t *testing.T) {
	newer := strings.Replace(strings.Replace(notice, "(c) Antimony ore.", "(c) Antimony ore and dust.", 1), "III. Applications are decided within 45 days under paragraph 12 of the Export Control Law.\n\n", "", 1)
	d := diff.Revisions(revision(notice, "en"), revision(newer, "en"), diff.Options{})
	for op, want := range map[diff.Op]diff.Kind{diff.Added: diff.Edited, diff.Deleted: diff.Removed} {
		o := d.Only(op)
		if !slices.ContainsFunc(o.Changes, func(c diff.Change) bool { return slices.Contains(c.Kinds, want) }) {
			t.Errorf("only %s: %+v lacks what was %s", op, o.Changes, want)
		}
		for _, p := range o.Pieces {
			if p.Op != op {
				t.Errorf("only %s: a piece is %s", op, p.Op)
			}
		}
	}
}

func TestDifferenceInEachFormat(t *testing.T) {
	newer := strings.NewReplacer("99.99 %", "99.9 %", "III. A", "IV. <script>alert(1)</script> *A", "IV. This", "V. This", "shall apply", "may apply").Replace(notice)
	d := diff.Revisions(revision(notice, "en"), revision(newer, "en"), diff.Options{Facts: reader(t, "en")})
	for _, f := range []diff.Format{diff.Plain, diff.Markdown, diff.HTML} {
		var b bytes.Buffer
		if err := diff.Write(&b, d, diff.Titles{Title: "Notice <b>\u202e", From: "recorded 2025-05-01", To: "recorded 2025-06-01", Sample: true}, f); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "notice."+string(f))
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s is not as it was:\n%s", path, b.Bytes())
		}
		if f != diff.Plain && (strings.Contains(b.String(), "<script") || strings.Contains(b.String(), "<b>")) || strings.Contains(b.String(), "\u202e") {
			t.Errorf("%s: text of others acts", f)
		}
	}
	if err := diff.Write(&bytes.Buffer{}, d, diff.Titles{}, "pdf"); err == nil {
		t.Error("a difference was written in a format that there is not")
	}
}
