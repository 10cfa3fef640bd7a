package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/diff"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// revision reads a text as a revision of one document.
func revision(text string, lang corpus.Lang) corpus.Revision {
	provisions, sentences := parse.Structure(text, lang)
	return corpus.Revision{ID: corpus.NewRevisionID("d-test", corpus.HashOf([]byte(text))), Document: "d-test", Text: text, Provisions: provisions, Sentences: sentences}
}

// reader returns the facts of a revision, as the product reads them.
func reader(t testing.TB, lang corpus.Lang) func(corpus.Revision) []kb.Fact {
	t.Helper()
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	x := extract.New(words)
	return func(r corpus.Revision) []kb.Fact {
		return x.Facts(extract.Input{Document: corpus.Document{ID: "d-test", Kind: corpus.Notice, Official: true, Lang: lang}, Revision: r})
	}
}

// told writes a change in one line.
func told(c diff.Change) string {
	var kinds, what []string
	for _, k := range c.Kinds {
		kinds = append(kinds, string(k))
	}
	for _, r := range c.Reasons {
		if s := r.What; r.Before+r.After != "" && r.What != "number" || r.What == "number" && c.Grade == diff.Obligation {
			what = append(what, fmt.Sprintf("%s: %s → %s", s, r.Before, r.After))
		} else {
			what = append(what, s)
		}
	}
	addresses := func(all []diff.Place) string {
		var out []string
		for _, p := range all {
			out = append(out, p.Address)
		}
		return strings.Join(out, "+")
	}
	return fmt.Sprintf("%s [%s] [%s] %s (%s)", strings.Join(kinds, " "), addresses(c.From), addresses(c.To), c.Grade, strings.Join(what, "; "))
}

const notice = `Notice of the Ministry

I. Exporters of the following items shall apply for a licence:

(a) Gallium metal with a purity of 99.99 % or more;

(b) Germanium oxide, code 3C006.b;

(c) Antimony ore.

II. No exporter may supply these items to military users in the United States.

III. Applications are decided within 45 days under paragraph 12 of the Export Control Law.

IV. This notice takes effect on 1 May 2025.
`

func TestWhatBecameOfEachProvision(t *testing.T) {
	facts := reader(t, "en")
	tests := []struct {
		name   string
		change []string // pairs of old and new words
		want   []string
	}{
		{"nothing", nil, nil},
		{"spacing", []string{"shall apply for", "shall  apply   for"}, []string{"edited [I] [I] editorial (spacing)"}},
		{"punctuation", []string{"or more;", "or more."}, []string{"edited [I(a)] [I(a)] editorial (punctuation)"}},
		{"case", []string{"Germanium oxide", "germanium Oxide"}, []string{"edited [I(b)] [I(b)] editorial (letter case)"}},
		{"spelling of another country", []string{"a licence", "a license"}, []string{"edited [I] [I] editorial (spelling: licence → license)"}},
		{"duty becomes permission", []string{"shall apply", "may apply"}, []string{"edited [I] [I] obligation (force: must → may; wording: shall → may)"}},
		{"negation", []string{"No exporter may", "An exporter may"}, []string{"edited [II] [II] obligation (force: must not → may; negation: No → An)"}},
		{"date of effect", []string{"1 May 2025", "1 June 2025"}, []string{"edited [IV] [IV] obligation (date: 1 May 2025 → 1 June 2025; wording: May → June)"}},
		{"limit", []string{"99.99 %", "99.9 %"}, []string{"edited [I(a)] [I(a)] obligation (threshold: 99.99 % or more → 99.9 % or more)"}},
		{"code", []string{"3C006.b", "3C006.c"}, []string{"edited [I(b)] [I(b)] obligation (code: 3C006.b → 3C006.c)"}},
		{"material", []string{"Antimony ore", "Tungsten ore"}, []string{"edited [I(c)] [I(c)] obligation (material: Antimony → Tungsten; wording: Antimony → Tungsten)"}},
		{"destination", []string{"the United States", "Japan"}, []string{"edited [II] [II] obligation (destination: United States → Japan; wording: the United States → Japan)"}},
		{"a number of days", []string{"45 days", "30 days"}, []string{"edited [III] [III] obligation (number: 45 → 30)"}},
		{"a unit", []string{"45 days", "45 working days"}, []string{"edited [III] [III] obligation (unit:  → working)"}},
		{"a reference", []string{"paragraph 12", "paragraph 13"}, []string{"edited [III] [III] substance (reference: 12 → 13)"}},
		{"wording", []string{"Applications are decided", "Applications are answered"}, []string{"edited [III] [III] substance (wording: decided → answered)"}},
		{"inserted at the end", []string{"\nII. No", "\n(d) Bismuth, in any form.\n\nII. No"}, []string{"inserted [] [I(d)] obligation (material:  → Bismuth)"}},
		{"an amount inserted", []string{"III. Applications", "The charge for each form is $350.\n\nIII. Applications"}, []string{"inserted [] [¶ 2] obligation (number:  → $350)"}},
		{"a remark inserted", []string{"III. Applications", "The office keeps a list of forms.\n\nIII. Applications"}, []string{"inserted [] [¶ 2] substance (wording)"}},
		{"inserted, and what follows renumbered", []string{"(b) Germanium", "(b) Indium phosphide wafers;\n\n(c) Germanium", "(c) Antimony", "(d) Antimony"},
			[]string{"inserted [] [I(b)] obligation (material:  → Indium)", "renumbered [I(b)] [I(c)] editorial (number)", "renumbered [I(c)] [I(d)] editorial (number)"}},
		{"deleted, and what follows renumbered", []string{"II. No exporter may supply these items to military users in the United States.\n\n", "", "III. A", "II. A", "IV. This", "III. This"},
			[]string{"deleted [II] [] obligation (force: must not → ; end use: military users → ; destination: United States → )",
				"renumbered [III] [II] editorial (number)", "renumbered [IV] [III] editorial (number)"}},
		{"moved", []string{"III. Applications are decided within 45 days under paragraph 12 of the Export Control Law.\n\n", "", "I. Exporters", "I. Applications are decided within 45 days under paragraph 12 of the Export Control Law.\n\nII. Exporters", "II. No", "III. No"},
			[]string{"moved renumbered [III] [I] editorial (place; number)", "renumbered [I] [II] editorial (number)", "renumbered [I(a)] [II(a)] editorial (number)", "renumbered [I(b)] [II(b)] editorial (number)",
				"renumbered [I(c)] [II(c)] editorial (number)", "renumbered [II] [III] editorial (number)"}},
		{"set in one line and edited", []string{"or more;\n\n(b)", "or more; (b)", "3C006.b;\n\n(c)", "3C006.b; (c)", "99.99 %", "99.9 %"}, []string{"reflowed edited [I(a)+I(b)+I(c)] [I(a)] obligation (line breaks; threshold: 99.99 % or more → 99.9 % or more)"}},
		{"edited, and another put in", []string{"99.99 %", "99.9 %", "(b) Germanium", "(b) Indium.\n\n(c) Germanium", "(c) Antimony", "(d) Antimony"}, []string{"edited [I(a)] [I(a)] obligation (threshold: 99.99 % or more → 99.9 % or more)",
			"inserted [] [I(b)] obligation (material:  → Indium)", "renumbered [I(b)] [I(c)] editorial (number)", "renumbered [I(c)] [I(d)] editorial (number)"}},
		{"set in one line", []string{"or more;\n\n(b)", "or more; (b)", "3C006.b;\n\n(c)", "3C006.b; (c)"}, []string{"reflowed [I(a)+I(b)+I(c)] [I(a)] editorial (line breaks)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			newer := notice
			for i := 0; i < len(tt.change); i += 2 {
				if !strings.Contains(newer, tt.change[i]) {
					t.Fatalf("the notice has no %q", tt.change[i])
				}
				newer = strings.Replace(newer, tt.change[i], tt.change[i+1], 1)
			}
			d := diff.Revisions(revision(notice, "en"), revision(newer, "en"), diff.Options{Facts: facts})
			var got []string
			for _, c := range d.Changes {
				got = append(got, told(c))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}
