package fedreg_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/fedreg"
)

// rule has the form of a rule of the Federal Register, in our own words.
const rule = `DEPARTMENT OF COMMERCE
Bureau of Industry and Security
15 CFR Parts 740 and 744
[Docket No. 260311-0042]
RIN 0694-AK99
Licences for Gallium and Antimony
AGENCY:
Bureau of Industry and Security, Commerce.
ACTION:
Interim final rule with request for comments.
SUMMARY:
This rule asks for a licence for gallium. It was announced on March 2, 2026.
DATES:
Effective date: This rule is effective April 15, 2026, except that the amendment to § 744.99 is effective on May 1, 2026.
Comments must be received no later than June 14, 2026.
This rule changes the effective date from April 1, 2026, to April 15, 2026.
ADDRESSES:
Send comments by July 4, 2026 to nobody: this line is no date of the rule.
SUPPLEMENTARY INFORMATION:
Background
§ 740.2 restricts licence exceptions and is not amended; section 744.21 neither.
List of Subjects in 15 CFR Part 744
Exports.
PART 740—LICENSE EXCEPTIONS
1. The authority citation for part 740 continues to read as follows:
2. Section 740.7 is amended by revising paragraph (a), and § 740.8 is removed.
§ 740.7
Computers.
a. In supplement no. 1, section 740.11 keeps its words and is revised in the note.
PART 744—CONTROL POLICY
3. Add §§ 744.24 and 744.25 to read as follows:
744.24 Gallium.
Dated: March 11, 2026.
Someone,
Assistant Secretary.
[FR Doc. 2026-05555 Filed 3-12-26; 8:45 am]
BILLING CODE 3510-33-P
`

func TestRead(t *testing.T) {
	n, ok := fedreg.Read(rule)
	if !ok {
		t.Fatal("the rule was not recognised")
	}
	for _, c := range []struct {
		what string
		got  []string
		want []string
	}{
		{"agencies", texts(n.Agencies), []string{"DEPARTMENT OF COMMERCE"}},
		{"dockets", texts(n.Dockets), []string{"260311-0042"}},
		{"rins", texts(n.RINs), []string{"0694-AK99"}},
		{"subject", texts([]fedreg.Value{n.Subject}), []string{"Licences for Gallium and Antimony"}},
		{"action", texts([]fedreg.Value{n.Action}), []string{"Interim final rule with request for comments."}},
		{"document", texts([]fedreg.Value{n.Document}), []string{"2026-05555"}},
		{"effective", days(n.Effective), []string{"2026-04-15", "2026-05-01", "2026-04-15"}},
		{"comment", days(n.Comment), []string{"2026-06-14"}},
		{"signed", days(n.Signed), []string{"2026-03-11"}},
		{"filed", days([]fedreg.Day{n.Filed}), []string{"2026-03-12"}},
		{"amended", texts(n.Amended), []string{"744.99", "740.7", "740.8", "744.24", "744.25"}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	var parts []string
	for _, p := range n.Parts {
		parts = append(parts, p.Title+" CFR "+p.Part)
	}
	if got := strings.Join(parts, ", "); got != "15 CFR 740, 15 CFR 744" {
		t.Errorf("parts: %s", got)
	}
	for _, v := range append(n.Amended, n.Subject, n.Document) {
		if rule[v.Start:v.End] != v.Text {
			t.Errorf("%q is not at %d–%d, but %q", v.Text, v.Start, v.End, rule[v.Start:v.End])
		}
	}
}

// TestRolesOfDates: a sentence that speaks of both is read date by date.
func TestRolesOfDates(t *testing.T) {
	const head = "DEPARTMENT OF COMMERCE\n15 CFR Part 744\nRIN 0694-AK99\nGallium\nAGENCY:\nCommerce.\nACTION:\nFinal rule.\nDATES:\n"
	for _, c := range []struct{ dates, effective, comment string }{
		{"This rule is effective August 3, 2026, unless significant adverse comment is received by July 2, 2026.", "2026-08-03", "2026-07-02"},
		{"Comments on the effective date must be received by June 1, 2026.", "", "2026-06-01"},
		{"The rule published on January 15, 2026, which was to be effective March 1, 2026, is delayed until May 1, 2027.", "2027-05-01", ""},
		{"Effective May 4, 2026.", "2026-05-04", ""},
	} {
		n, _ := fedreg.Read(head + c.dates + "\n")
		if e, m := strings.Join(days(n.Effective), " "), strings.Join(days(n.Comment), " "); e != c.effective || m != c.comment {
			t.Errorf("%s: effective %q, comments %q", c.dates, e, m)
		}
	}
}

func texts(values []fedreg.Value) []string {
	var out []string
	for _, v := range values {
		out = append(out, v.Text)
	}
	return out
}

func days(all []fedreg.Day) []string {
	var out []string
	for _, d := range all {
		out = append(out, d.Date.String())
	}
	return out
}

// TestOtherTexts: what has not the form of such a document is told apart.
func TestOtherTexts(t *testing.T) {
	for _, text := range []string{
		"", "\n\n", "Ministry of Commerce\nAnnouncement No. 61 of 2025\nDATES:\nEffective today.",
		"CHINA BANS GALLIUM\nBeijing said on Monday that exports end.",
		"第一条 本办法自发布之日起施行。",
	} {
		if n, ok := fedreg.Read(text); ok {
			t.Errorf("%q was read as %+v", text, n)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(rule)
	f.Add("A B C D\n15 CFR Part 1\nDATES:\n")
	f.Fuzz(func(t *testing.T, text string) {
		n, _ := fedreg.Read(text)
		for _, v := range append(append(n.Amended, n.Agencies...), n.Dockets...) {
			if text[v.Start:v.End] != v.Text {
				t.Fatalf("%+v in %q", v, text)
			}
		}
		for _, d := range append(n.Effective, n.Comment...) {
			if d.Start < 0 || d.End > len(text) || d.Start >= d.End {
				t.Fatalf("%+v", d)
			}
		}
	})
}

func ExampleRead() {
	n, _ := fedreg.Read(rule)
	for _, d := range n.Effective {
		fmt.Println(d.Date, rule[d.Start:d.End])
	}
	fmt.Println(n.Parts[0].Title, "CFR", n.Parts[0].Part, n.Amended[0].Text, n.Comment[0].Date == corpus.Day(2026, 6, 14))
	// Output:
	// 2026-04-15 April 15, 2026
	// 2026-05-01 May 1, 2026
	// 2026-04-15 April 15, 2026
	// 15 CFR 740 744.99 true
}

// TestAmendedSections: the instructions say what is amended, where all of them are there; and the day
// of an earlier rule's amendments is no amendment of this one.
func TestAmendedSections(t *testing.T) {
	const head = "DEPARTMENT OF COMMERCE\n15 CFR Part 744\nRIN 0694-AK99\nGallium\nAGENCY:\nCommerce.\nACTION:\nFinal rule.\nDATES:\n"
	const analysis = "SUPPLEMENTARY INFORMATION:\nI. Section-by-Section Analysis\nSection 744.8 Restrictions\nThe commentary alone is revised.\n"
	const reasons = "For the reasons set forth in the preamble, the Bureau amends 15 CFR part 744 as set forth below:\nPART 744—END USES\n1. The authority citation for part 744 continues to read as follows:\n"
	for _, c := range []struct{ text, want string }{
		{head + "This rule is effective May 4, 2026.\n" + analysis + reasons + "2. Section 744.9 is amended by revising paragraph (a) to read as follows:\n", "744.9"},
		{head + "This rule is effective May 4, 2026.\n" + analysis + reasons + "5. Section 744.9 is amended by revising paragraph (a) to read as follows:\n", "744.8 744.9"}, // some are left out
		{head + "This rule changes the effective date from May 4, 2026, to July 1, 2026, for the amendments to § 744.7, published earlier.\n", ""},
		{head + "The amendments to § 744.7 are effective May 4, 2026.\n", "744.7"},
		{head + "This rule is effective May 4, 2026.\n" + reasons + "2. Revise § 744.9 to read as follows:\n1. Receipt. An exporter of added value under § 744.6 keeps the corrected form.\n", "744.9"},
	} {
		n, _ := fedreg.Read(c.text)
		if got := strings.Join(texts(n.Amended), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.text[len(head):], got, c.want)
		}
	}
}
