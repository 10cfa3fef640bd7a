package cite_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb/cite"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"under Rule 4.9 of PRU", "rule 4.9 in PRU"},
		{"PRU Rules 4.10, 4.11 and 4.12 apply", "rule 4.10 in PRU; rule 4.11 in PRU; rule 4.12 in PRU"},
		{"see GEN 3.3.31 and 3.3.32.", "3.3.31 in GEN; 3.3.32 in GEN"},
		{"sections 94(a) to (d)", "section 94(a) to (d)"},
		{"Rules 4.12.7 to 4.12.9", "rule 4.12.7 to 4.12.9"},
		{"Rule 7.2.2(a) and (b)", "rule 7.2.2(a)"},
		{"Part 3 of Chapter 3 of PRU", "part 3 within chapter 3 in PRU"},
		{"chapter 3, chapter 4 of Part 12, and Part 13 of FSMR", "chapter 3 within part 12 in FSMR; chapter 4 within part 12 in FSMR; part 13 in FSMR"},
		{"Part 2 of the Schedule", "part 2 within schedule"},
		{"section 33 of the Trade Controls Regulations 2015 of the Islands", "section 33 in Trade Controls Regulations 2015"},
		{"Section 4.15 of the Markets Rules (MKT) sets", "section 4.15 in MKT"},
		{"section 24 of those Regulations", "section 24 in those"},
		{"as subsection (4) says", ""},
		{"PART 17 of the FSMR applies", "part 17 in FSMR"},
		{"an increase of 4.5 or 3.2 per cent by 2015", ""},
		{"as A4.3.2 to A4.3.6 in App4 say", "A4.3.2 to A4.3.6 within appendix 4"},
		{"of this Chapter", ""},
		{"amends §§ 744.11 and 744.16 here", "section 744.11; section 744.16"},
		{"see § 740.2(a)", "section 740.2(a)"},
		{"see §740.2(a)", "section 740.2(a)"},
		{"a rule, of which part 99.99 percent holds", ""},
		{"ECCN 3C909 and 90 FR 47201", ""},
		{"by Regulation 833/2014", ""},
		{"The following provisions of Part 1 of the Ore Mining Regulations do not apply to a smelter\n(a) section 46 (Moratorium); and (b) section 101. Section 7 applies.",
			"part 1 in Ore Mining Regulations; section 46 in Ore Mining Regulations; section 101 in Ore Mining Regulations; section 7"},
		{"It meets the following requirements set out in ORE, Chapter 5: (a) Rules 5.1 - 5.3; and (b) LIC Rule 5.4.", "chapter 5 in ORE; rule 5.1 to 5.3 in ORE; rule 5.4 in LIC"},
		{"The following requirements in this Chapter apply to a store: (a) Rule 9.2; (b) Rule 9.3.", "rule 9.2; rule 9.3"},
		{"§ 744.21 and Regulations 833/2014", "section 744.21"},
		{"Article 4 of Regulation (EU) 2021/821 applies", "article 4 in Regulation (EU) 2021/821"},
	} {
		if got := show(cite.Find(c.text)); got != c.want {
			t.Errorf("%q: %s; want %s", c.text, got, c.want)
		}
	}
}

func show(refs []cite.Reference) string {
	var out []string
	for _, r := range refs {
		s := strings.TrimSpace(r.Unit + " " + r.Number)
		if r.To != "" {
			s += " to " + r.To
		}
		if r.Within != "" {
			s += " within " + r.Within
		}
		if r.Document != "" {
			s += " in " + r.Document
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// library holds two rulebooks and an act, in our own words. Nothing says what they are called.
func library() []cite.Provision {
	var all []cite.Provision
	add := func(doc, address, text string) {
		all = append(all, cite.Provision{ID: doc + " " + address, Document: doc, Address: address, Text: text})
	}
	add("act", "ORES AND METALS TRADE ACT 2019", "An act on the trade in ores.")
	for n := range 9 {
		add("act", fmt.Sprintf("Part 2.Chapter 1.%d.", 40+n), "A section of the act.")
	}
	add("act", "Part 2.Chapter 1.44.(2)", "A subsection.")
	for n := range 6 {
		add("book", fmt.Sprintf("7.3.%d", n+1), "A rule of the book.")
	}
	add("book", "7.3", "Heading")
	add("guide", "1)", "Licences rest on sections 41 and 42 of OMTA, and on section 44(2)(a) of the OMTA. See LIC Rules 7.3.1 and 7.3.4.")
	add("guide", "2)", "Under LIC 7.3.2 to 7.3.5 stores are told, as section 43 says. It repeats paragraph 1.")
	add("guide", "3)", "LIC Rule 7.3.6 is another, unlike section 12 of the Harbours Act 1999, section 13 of the Harbours Act 1999 and section 41 of the Harbours Act 1999.")
	return all
}

// TestResolve: names are learned from what is cited under them.
func TestResolve(t *testing.T) {
	l := cite.Learn(library())
	for _, c := range []struct{ from, text, want string }{
		{"book", "section 45 of OMTA", "act Part 2.Chapter 1.45."},
		{"book", "section 44(2)(a) of the OMTA", "act Part 2.Chapter 1.44.(2)"},
		{"act", "LIC Rule 7.3.2", "book 7.3.2"},
		{"act", "LIC 7.3.2 to 7.3.4", "book 7.3.2, book 7.3.3, book 7.3.4"},
		{"book", "Rule 7.3.1", "book 7.3.1"},
		{"guide", "section 43", "act Part 2.Chapter 1.43."}, // what its references usually mean
		{"guide", "paragraph 2 above", "guide 2)"},
		{"guide", "paragraph 44(2)(a)", "act Part 2.Chapter 1.44.(2)"}, // one of a section
		{"book", "Rules 7.3.1  7.3.3", "book 7.3.1, book 7.3.3"},       // a sign between them is lost
		{"guide", "section 41 of the Harbours Act 1999", ""},           // not held, though the act has a section 41
		{"book", "section 41 of XYZ", ""},
		{"book", "Rule 9.9.9", ""},
		{"act", "Chapter 1 of Part 2", ""}, // no passage is the chapter itself
	} {
		var got []string
		for _, r := range cite.Find(c.text) {
			for _, p := range l.Resolve(c.from, r) {
				got = append(got, p.ID)
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q means %q, want %q", c.from, c.text, s, c.want)
		}
	}
}

// TestOrder: what is learned does not depend on the order in which documents come.
func TestOrder(t *testing.T) {
	all := library()
	slices.Reverse(all)
	refs := cite.Find("section 45 of OMTA")
	if got := cite.Learn(all).Resolve("book", refs[0]); len(got) != 1 || got[0].ID != "act Part 2.Chapter 1.45." {
		t.Errorf("got %+v", got)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Rules 4.12.7 to 4.12.9 of the Fund Rules (FUNDS), and (b)")
	f.Add("§ 744.11(a)(1) of 15 CFR part 744")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, r := range cite.Find(text) {
			if r.Start < last || r.End > len(text) || text[r.Start:r.End] != r.Text {
				t.Fatalf("%+v in %q", r, text)
			}
			last = r.Start
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The Regulator acts under section 41(2) of OMTA and Rules 7.3.1 to 7.3.4; nothing else of the sentence is a reference. ", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		cite.Find(text)
	}
}

func ExampleFind() {
	for _, r := range cite.Find("as Rules 4.10 and 4.11(b) of PRU ask") {
		fmt.Println(r.Text, "of", r.Document)
	}
	// Output:
	// 4.10 of PRU
	// 4.11(b) of PRU
}
