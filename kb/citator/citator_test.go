package citator_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/citator"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// known are the acts that the texts speak of.
var known = []kb.Instrument{
	{ID: "cn-mofcom-2025-61", Jurisdiction: "CN", Number: "商务部公告2025年第61号", Title: "Control of rare earth items abroad", Aliases: []string{"Announcement No. 61 of 2025"}},
	{ID: "cn-mofcom-2024-46", Number: "商务部公告2024年第46号", Title: "Stricter export control to the United States"},
	{ID: "eu-2021-821", Number: "Regulation (EU) 2021/821", Title: "The dual-use regulation", Aliases: []string{"EU Dual-Use Regulation", "32021R0821"}},
	{ID: "zw-si-5-2023", Number: "SI 5 of 2023", Title: "Base minerals export order"},
}

func newCitator(t testing.TB) *citator.Citator {
	t.Helper()
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	return citator.New(extract.New(words))
}

func TestCite(t *testing.T) {
	c := newCitator(t)
	tests := []struct {
		name, text string
		want       map[string]kb.InstrumentID // by quote
	}{
		{"Chinese number", "依据商务部公告2025年第61号，自即日起执行。", map[string]kb.InstrumentID{"商务部公告2025年第61号": "cn-mofcom-2025-61"}},
		{"English number", "MOFCOM Announcement No. 61 of 2025 is suspended.", map[string]kb.InstrumentID{"Announcement No. 61 of 2025": "cn-mofcom-2025-61"}},
		{"alias", "See the EU Dual-Use Regulation for the list.", map[string]kb.InstrumentID{"EU Dual-Use Regulation": "eu-2021-821"}},
		{"another identifier", "CELEX 32021R0821 applies.", map[string]kb.InstrumentID{"32021R0821": "eu-2021-821"}},
		{"its own id", "as in zw-si-5-2023, and not in zw-si-5-20231", map[string]kb.InstrumentID{"zw-si-5-2023": "zw-si-5-2023"}},
		{"provision of nothing known", "Rule 4.9.2 of PRU does not apply.", map[string]kb.InstrumentID{"4.9.2": ""}},
		{"Federal Register", "It stands at 90 FR 47201 and 89 Fed. Reg. 96790.", map[string]kb.InstrumentID{"90 FR 47201": "", "89 Fed. Reg. 96790": ""}},
		{"Code of Federal Regulations", "It amends 15 C.F.R. § 744.21 today.", map[string]kb.InstrumentID{"15 C.F.R. § 744.21": ""}},
		{"an institution's act", "Council Regulation 833/2014 holds.", map[string]kb.InstrumentID{"Council Regulation 833/2014": "eu-833-2014"}},
		{"a code", "Items of ECCN 3C909 need a licence.", map[string]kb.InstrumentID{}},
		{"another issuer", "GACC Announcement No. 61 of 2025 is new.", map[string]kb.InstrumentID{"Announcement No. 61 of 2025": "cn-gacc-2025-61"}},
		{"an issuer behind", "Announcement No. 61 of 2025 of the Ministry of Finance is new.", map[string]kb.InstrumentID{"Announcement No. 61 of 2025": ""}},
		{"nothing", "The weather was fine in 2025.", map[string]kb.InstrumentID{}},
		{"empty", "", map[string]kb.InstrumentID{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := c.Cite(tt.text, "", known)
			found := map[string]kb.InstrumentID{}
			for _, x := range got {
				found[x.Quote] = x.Instrument
				if x.Held != (x.Title != "") {
					t.Errorf("%q: held %v, title %q", x.Quote, x.Held, x.Title)
				}
			}
			for quote, id := range tt.want {
				if got, ok := found[quote]; !ok || got != id {
					t.Errorf("Cite(%q) = %v, want %q as %q", tt.text, found, quote, id)
				}
			}
			if len(found) != len(tt.want) {
				t.Errorf("Cite(%q) = %v, want %v", tt.text, found, tt.want)
			}
		})
	}
}

// Whatever the text, each citation is its words, in order, and shares none with another.
func FuzzCite(f *testing.F) {
	c := newCitator(f)
	f.Add("根据《中华人民共和国出口管制法》和商务部公告2024年第46号\r\n第二款\x00")
	f.Add("Rule 4.9 of PRU, sections 94(a) to (d) and Regulation (EU) 2021/821 Regulation (EU) 2021/821")
	f.Add("\xff\xfe 第61号")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, x := range c.Cite(text, "", known) {
			if x.Start < end || x.End <= x.Start || x.End > len(text) || text[x.Start:x.End] != x.Quote {
				t.Fatalf("Cite(%q): [%d:%d] is not %q, or meets the one before it", text, x.Start, x.End, x.Quote)
			}
			end = x.End
		}
	})
}
