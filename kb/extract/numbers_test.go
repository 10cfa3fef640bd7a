package extract_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// untold are the acts of the register that their number does not tell, and why: a text that prints
// only the number stays unresolved, or is counted as its ministry's own.
var untold = map[string]string{
	"ca-ica-critical-minerals-2022":      "a law and a policy, without a number",
	"cn-mofcom-2025-us3":                 "counted as number 51 of the ministry; the register keeps it under its subject",
	"cn-uel-2025-apr":                    "two notices of a list's own office in one record",
	"gh-bauxite-iron-raw-power":          "sections of two laws, without numbers",
	"mx-lithium-mining-law-2022":         "a decree named by its subject",
	"mx-litiomx-decree-2022":             "a decree named by its subject",
	"us-bis-affiliates-rule-2025":        "a rule named by its title",
	"us-bis-affiliates-suspension-2025":  "a rule named by its title and an issue of the gazette",
	"us-copper-232-2025":                 "a proclamation named by its day and title",
	"us-dfars-252-225-7052":              "clauses of a code",
	"us-ofac-metals-import-2024":         "a determination named by its title",
	"us-russian-uranium-import-ban-2024": "a law named by its title",
	"us-ustr-301-2024-09":                "changes named by section and month",
	"us-ustr-301-tungsten-2024":          "a notice named by section and month",
	"vn-circular-45-2023":                "the form number/year/issuer of Viet Nam is not read",
	"vn-decree-122-2016":                 "the form number/year/issuer of Viet Nam is not read",
	"vn-geology-minerals-law-amend-2025": "the form number/year/issuer of Viet Nam is not read",
	"wto-ds431":                          "reports of a panel, three in one record",
}

var (
	idLine     = regexp.MustCompile(`(?m)^id:\s*(\S+)`)
	numberLine = regexp.MustCompile(`(?m)^number:\s*"(.*)"\s*$`)
)

// registered returns the number of each act of the register that has one.
func registered(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../register/data/*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no register: %v", err)
	}
	out := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		id, number := idLine.FindSubmatch(data), numberLine.FindSubmatch(data)
		if id != nil && number != nil {
			out[string(id[1])] = strings.ReplaceAll(string(number[1]), `\"`, `"`)
		}
	}
	return out
}

// cited returns the acts that a report of a number tells of.
func cited(t *testing.T, number string) []string {
	t.Helper()
	var out []string
	for _, f := range readStory(t, "https://news.example.com/a", "A page about trade\n\nThe rule was changed by "+number+" last week.\n").Facts {
		switch v := f.Value.(type) {
		case kb.CitationValue:
			out = append(out, string(v.Target))
		case kb.DocumentNumberValue:
			out = append(out, string(v.Names))
		}
	}
	return slices.Compact(out) // the act that a report tells of is cited too
}

// TestNumbersOfTheRegister: each number that the register prints leads back to its act, but for
// those of which it cannot be told.
func TestNumbersOfTheRegister(t *testing.T) {
	all := registered(t)
	for id, number := range all {
		got, why := cited(t, number), untold[id]
		told := len(got) == 1 && got[0] == id
		switch {
		case !told && why == "":
			t.Errorf("%s: %q leads to %v", id, number, got)
		case told && why != "":
			t.Errorf("%s: %q leads to it after all; take it off the list", id, number)
		}
	}
	for id := range untold {
		if _, ok := all[id]; !ok {
			t.Errorf("%s is on the list and not in the register", id)
		}
	}
}

// TestFormsOfNumbers: other ways in which texts print the number of the same act.
func TestFormsOfNumbers(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"商务部公告2025年第61号", []string{"cn-mofcom-2025-61"}},
		{"商务部公告二〇二五年第六十一号", []string{"cn-mofcom-2025-61"}},
		{"商务部公告〔2025〕61号", []string{"cn-mofcom-2025-61"}},
		{"商務部公告2025年第61號", []string{"cn-mofcom-2025-61"}},
		{"商务部、海关总署公告2025年第57号", []string{"cn-mofcom-gacc-2025-57"}},
		{"海关总署、商务部公告2025年第57号", []string{"cn-mofcom-gacc-2025-57"}},
		{"MOFCOM Announcement No. 61 of 2025", []string{"cn-mofcom-2025-61"}},
		{"MOFCOM Announcement No. 57 of 2025", []string{"cn-mofcom-gacc-2025-57"}},
		{"MOFCOM Announcement (No. 61 of 2025)", []string{"cn-mofcom-2025-61"}},
		{"China issued Announcements Nos. 55, 56 and 57 of 2025", []string{"cn-mofcom-gacc-2025-55", "cn-mofcom-gacc-2025-56", "cn-mofcom-gacc-2025-57"}},
		{"Statutory Instrument 5 of 2023", []string{"zw-si-5-2023"}},
		{"SI 5 of 2023", []string{"zw-si-5-2023"}},
		{"Regulation (EU) No 2021/821", []string{"eu-2021-821"}},
		{"Decree No. 792 of the State Council", []string{"cn-sc-decree-792"}},
		{"State Council Decree No. 792", []string{"cn-sc-decree-792"}},
		{"no. 61 in the list of 2025", nil},
		{"page 61 of 2025 pages", nil},
		{"2025年61号船", nil},
	} {
		if got := cited(t, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

// TestOrdersOfOthers: a number of another country's act names no Chinese one.
func TestOrdersOfOthers(t *testing.T) {
	x := newExtractor(t)
	for _, c := range []struct {
		jurisdiction corpus.Jurisdiction
		text         string
		want         kb.InstrumentID
	}{
		{"IN", "This order repeals Order No. 5 of 2024 and Notice No. 12 of 2026.", ""},
		{"US", "The rule answers MOFCOM Announcement No. 61 of 2025.", "cn-mofcom-2025-61"},
		{"", "Announcement No. 61 of 2025 is suspended.", ""},
		{"", "Notice No. 7 of 2026 of the ministry repeals Announcement No. 61 of 2025.", ""},
		{"", "Announcement No. 61 of 2025 is suspended. Buyers in China were told first.", "cn-mofcom-2025-61"},
	} {
		in := oneSentence(c.text)
		in.Document.Jurisdiction = c.jurisdiction
		for _, f := range x.Facts(in) {
			if v, ok := f.Value.(kb.CitationValue); ok && v.Target != c.want {
				t.Errorf("%s %q: %q names %q, want %q", c.jurisdiction, c.text, f.Span.Quote, v.Target, c.want)
			}
			if f.Instrument != "" && c.want == "" {
				t.Errorf("%q: the document is taken for %s", c.text, f.Instrument)
			}
		}
	}
}

// A number beside another issuer's name is not the ministry of commerce's of China, and an order of
// ministries is known by its ministries, not by its number alone.
func TestNumbersOfOtherIssuers(t *testing.T) {
	x := newExtractor(t)
	for text, want := range map[string]kb.InstrumentID{
		"The rule follows MOFCOM Announcement No. 61 of 2025.":      "cn-mofcom-2025-61",
		"It cites Ministry of Commerce Notice No. 18 of 2025.":      "cn-mofcom-gacc-2025-18",
		"It cites Notice No. 5 of 2030 of the Ministry of Finance.": "",
		"It cites Ministry of Trade Notice No. 14 of 2031.":         "",
		"It follows DGFT Public Notice No. 9 of 2031.":              "",
		"It follows GACC Announcement No. 61 of 2031.":              "cn-gacc-2031-61",
		"根据工业和信息化部 国家发展和改革委员会 自然资源部令第71号，现予公布。":                     "cn-miit-ndrc-mnr-order-71",
		"根据交通运输部公告2031年第9号，现予公布。":                                   "",
		"根据本部公告2031年第9号，现予公布。":                                      "cn-mofcom-2031-9",
		"根据交通运输部令第71号，现予公布。":                                        "",
	} {
		found := kb.InstrumentID("none")
		for _, f := range x.Facts(oneSentence(text)) {
			switch v := f.Value.(type) {
			case kb.CitationValue:
				found = v.Target
			case kb.DocumentNumberValue:
				found = v.Names
			}
		}
		if found != want && !(want == "" && found == "none") {
			t.Errorf("%q names %q, want %q", text, found, want)
		}
	}
}
