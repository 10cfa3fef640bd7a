package extract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// TestWhatIsAsserted: sentences that speak of a restriction and do not say that it holds, or not of
// the export.
func TestWhatIsAsserted(t *testing.T) {
	for _, c := range []struct {
		text  string
		must  []string // how lines of facts begin
		never []string
	}{
		{"A ban on tungsten exports is being considered.", []string{"restriction prohibition - proposed"}, []string{"restriction prohibition - asserted"}},
		{"Germanium may be exported without a licence.", []string{"material Ge exempt"}, []string{"restriction licence_requirement", "material Ge restricted"}},
		{"No germanium may be exported without a licence.", []string{"restriction licence_requirement - asserted", "material Ge restricted"}, nil},
		{"The export of antimony was banned until 2024.", []string{"restriction prohibition - historic", "material Sb restricted historic"}, []string{"material Sb restricted asserted"}},
		{"China now claims it can block exports of gallium to any country unless the buyer signs.", []string{"restriction prohibition - reported"}, []string{"restriction prohibition - asserted", "restriction procurement_ban"}},
		{"Tungsten may be exported without a licence; gallium is rare.", []string{"material W exempt"}, []string{"material Ga exempt"}},
		{"It is illegal to ship gallium without a licence.", []string{"material Ga restricted asserted"}, nil},
		{"The ministry considered a ban on gallium exports.", []string{"restriction prohibition - proposed"}, nil},
		{"Exports of antimony were banned from 2022 to 2024.", []string{"restriction prohibition - historic", "material Sb restricted historic"}, []string{"material Sb restricted asserted"}},
		{"China now claims the right to block exports of gallium.", []string{"restriction prohibition - reported"}, nil},
		{"Importers in Japan must obtain a licence to import lithium.", []string{"restriction import_licence - asserted"}, []string{"restriction licence_requirement", "destination *"}},
	} {
		lines := factLines(readStory(t, "https://news.example.com/a", "A page about trade\n\n"+c.text+"\n"))
		check(t, c.text, lines, c.must, c.never)
	}
}

// TestCuesAreWords: a cue inside another word is none.
func TestCuesAreWords(t *testing.T) {
	for _, c := range []struct {
		text  string
		never []string
		must  []string
	}{
		{"Exports of gallium are prohibited unless the buyer signs.", []string{"restriction procurement_ban"}, []string{"restriction prohibition"}},
		{"Urban firms and a bank sold asphalt exports and barrels of gallium.", []string{"restriction", "material Ga restricted"}, nil},
		{"The output of computers is higher than the identity list of gallium says.", []string{"restriction end_user_listing"}, nil},
		{"Shareholders gave approval to the gallium mine.", []string{"restriction", "material Ga restricted"}, nil},
		{"The borders saw agreements about gallium.", []string{"restriction negotiation_mandate"}, nil},
		{"A unit sold unlimited exports of gallium.", []string{"material Ga restricted"}, nil},
		{"The law prohibits the buying of gallium from abroad.", nil, []string{"restriction procurement_ban"}},
		{"The state bans exports of gallium.", nil, []string{"restriction prohibition", "material Ga restricted"}},
		{"The prohibition of gallium exports stands.", nil, []string{"restriction prohibition", "material Ga restricted"}},
	} {
		check(t, c.text, factLines(readStory(t, "https://news.example.com/a", "A page about trade\n\n"+c.text+"\n")), c.must, c.never)
	}
}

// TestRepealedTitle: what a text says whose title is marked as repealed, it said in its time.
func TestRepealedTitle(t *testing.T) {
	for _, mark := range []string{"【已废止】", "（全文废止）", "[失效]"} {
		text := strings.Replace(notice("一、未经许可，不得出口镓。"), "商务部公告", mark+"商务部公告", 1)
		check(t, text, factLines(readStory(t, ministry, text)),
			[]string{"document_number 商务部公告2031年第5号", "restriction licence_requirement - historic"},
			[]string{"material Ga restricted asserted", "restriction licence_requirement - asserted", "citation", "measure"})
	}
}

// TestDecreeNumbers begin where the decree is named, whatever stands before.
func TestDecreeNumbers(t *testing.T) {
	text := "关于条例的说明\n\n本条例于1997年9月10日以中华人民共和国国务院令第365号发布。1998年6月10日中华人民共和国国务院令第245号公布另一条例。\n"
	for _, f := range readStory(t, ministry, text).Facts {
		if k := f.Value.Kind(); (k == kb.KindCitation || k == kb.KindDocumentNumber) && !strings.HasPrefix(f.Span.Quote, "国务院令第") {
			t.Errorf("%s %q", k, f.Span.Quote)
		}
	}
}

// TestExemptClause: a clause that frees a material stands among those that restrict others.
func TestExemptClause(t *testing.T) {
	text := notice("一、未经许可，不得出口镓。\n\n二、不适用于锗。")
	check(t, text, factLines(readStory(t, ministry, text)), []string{"material Ga restricted", "material Ge exempt exempted"}, []string{"material Ge restricted"})
	text = notice("本公告不适用于锗、锑，但未经许可不得出口镓。")
	check(t, text, factLines(readStory(t, ministry, text)), []string{"material Ga restricted", "material Ge exempt", "material Sb exempt"}, []string{"material Ge restricted", "material Sb restricted", "material Ga exempt"})
	text = notice("一、未经许可，不得出口以下物项：\n\n1. 镓。\n\n二、不适用于锗。")
	check(t, text, factLines(readStory(t, ministry, text)), []string{"material Ge exempt exempted"}, []string{"material Ge restricted"})
}

func check(t *testing.T, text string, lines, must, never []string) {
	t.Helper()
	has := func(w string) bool {
		return slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, w) })
	}
	for _, w := range must {
		if !has(w) {
			t.Errorf("%s\n missing %s in\n%s", text, w, strings.Join(lines, "\n"))
		}
	}
	for _, w := range never {
		if has(w) {
			t.Errorf("%s\n must not have %s in\n%s", text, w, strings.Join(lines, "\n"))
		}
	}
}

// TestLiftedBans: what is no longer forbidden is not said to be.
func TestLiftedBans(t *testing.T) {
	for lang, texts := range map[corpus.Lang][]string{
		"en": {"Exports of gallium to the islands are no longer prohibited.", "The prohibition on antimony exports no longer applies.", "The ban on exports of germanium has been lifted."},
		"zh": {"不再禁止镓的出口。"},
	} {
		for _, text := range texts {
			for _, f := range readLang(t, lang, text).Facts {
				if v, ok := f.Value.(kb.RestrictionValue); ok && f.Assertion == kb.Asserted {
					t.Errorf("%s: %s is asserted", text, v.Type)
				}
				if _, ok := f.Value.(kb.MaterialValue); ok && f.Role == kb.RoleRestricted && f.Assertion == kb.Asserted {
					t.Errorf("%s: %q is said to be restricted", text, f.Span.Quote)
				}
			}
		}
	}
}
