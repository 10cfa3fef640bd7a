package extract_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// TestWideLimits reads limits in full-width digits and in units that are one character, and quotes
// them as they are printed.
func TestWideLimits(t *testing.T) {
	for _, c := range []struct{ item, want, quote string }{
		{"纯度在９９．９９％以上的镓", "purity >= 99.99 %", "９９．９９％以上"},
		{"厚度不大于３㎜的片材", "thickness <= 3 mm", "不大于３㎜"},
		{"平均粒径５０㎛以下的粉末", "particle_size <= 50 µm", "５０㎛以下"},
		{"耐温１２００℃以上的钨合金", "parameter >= 1200 °C", "１２００℃以上"},
		{"密度大于8.5克/立方厘米、重量不超过5㎏的块体", "parameter <= 5 kg", "不超过5㎏"},
	} {
		text := notice("一、以下物项未经许可，不得出口：\n\n1. 3C001 " + c.item + "。")
		facts := readStory(t, ministry, text).Facts
		if !slices.ContainsFunc(facts, func(f kb.Fact) bool {
			return f.Value.Kind() == kb.KindThreshold && f.Value.Normal() == c.want && f.Span.Quote == c.quote
		}) {
			t.Errorf("%s: no limit %q with the words %q in %v", c.item, c.want, c.quote, valuesOf(t, ministry, text, kb.KindThreshold))
		}
	}
}

// TestDirectionOfLimits takes the direction of a number in a table from its own cell or the head of its
// column, and from nowhere else.
func TestDirectionOfLimits(t *testing.T) {
	table := func(head, cell string) string {
		return "<html><body><h1>Announcement No. 5 of 2031 on export controls of gallium</h1><p>Without a licence, the following must not be exported.</p>" +
			"<table><tr><th>Item</th><th>Purity</th><th>Lowest</th><th>" + head + "</th></tr><tr><td>3C001 gallium</td><td>99.5 %</td><td>at least 2 mm</td><td>" + cell + "</td></tr></table></body></html>"
	}
	for _, c := range []struct {
		head, cell string
		want       []string
	}{
		{"Max. thickness", "3 mm", []string{"purity unknown 99.5 %", "parameter >= 2 mm", "thickness <= 3 mm"}},
		{"Minimum thickness", "3 mm", []string{"purity unknown 99.5 %", "parameter >= 2 mm", "thickness >= 3 mm"}},
		{"Thickness", "more than 3 mm", []string{"purity unknown 99.5 %", "parameter >= 2 mm", "thickness > 3 mm"}},
		{"Thickness", "3 mm", []string{"purity unknown 99.5 %", "parameter >= 2 mm"}},
		{"Thickness, min. and max.", "3 mm", []string{"purity unknown 99.5 %", "parameter >= 2 mm"}},
	} {
		in := ingest.Loose{Body: []byte(table(c.head, c.cell)), URL: ministry, MediaType: "text/html; charset=utf-8"}
		r, err := ingest.Read(t.Context(), newExtractor(t), parse.InProcess{}, in)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range r.Facts {
			if f.Value.Kind() == kb.KindThreshold {
				got = append(got, f.Value.Normal())
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: limits %q, want %q", c.head, c.cell, got, c.want)
		}
	}
}

// TestCustomsCodes keeps the digits of a country with the code, names the edition where it is printed and
// takes no number that has no chapter for a code.
func TestCustomsCodes(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"HS codes 2846901930 and 811292", "2846901930; 811292"},
		{"HS code 8112.92; product id 99123456", "811292"},
		{"HS codes 7712345678, 9912929010, 0012929010, 8112929010", "8112929010"},
		{"HS 2022 code 811292", "811292 HS 2022"},
		{"HS 2017: 8112.92; HS 2022: 8112.92, 8112.99", "811292 HS 2017; 811292 HS 2022; 811299 HS 2022"},
		{"tariff code 811292, 2012 edition of the Harmonized System", "811292 HS 2012"},
		{"HS codes 811292 and 811299 as of 2021", "811292; 811299"},
	} {
		var got []string
		for _, f := range readStory(t, ministry, noticeEn("The export of gallium ("+c.words+") is prohibited without a licence.")).Facts {
			if v, ok := f.Value.(kb.CustomsCodeValue); ok {
				got = append(got, strings.TrimSpace(v.Code+" "+v.Edition))
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: codes %q, want %q", c.words, got, c.want)
		}
	}
}

// TestUnlikelyDays: a day that cannot well have its role stands as printed, and a person has to look.
func TestUnlikelyDays(t *testing.T) {
	for _, c := range []struct {
		words   string
		fetched int // year; the text says that it was published on 3 July 2031
		day     string
		role    kb.Role
		doubts  bool
	}{
		{"The ban on exports of gallium takes effect on 1 August 2031.", 2031, "2031-08-01", kb.RoleEffective, false},
		{"The ban on exports of gallium takes effect on 1 August 2131.", 2031, "2131-08-01", kb.RoleEffective, true},
		{"The ban on exports of gallium expires on 30 June 2051.", 2031, "2051-06-30", kb.RoleExpires, false},
		{"Exports of gallium are banned.", 2031, "2031-07-03", kb.RolePublished, false},
		{"Exports of gallium are banned.", 2027, "2031-07-03", kb.RolePublished, true},
	} {
		x := newExtractor(t)
		r, err := ingest.Read(t.Context(), x, parse.InProcess{}, ingest.Loose{Body: []byte(noticeEn(c.words)), URL: ministry, MediaType: "text/plain"})
		if err != nil {
			t.Fatal(err)
		}
		facts := x.Facts(extract.Input{Document: r.Document, Revision: r.Revision, At: time.Date(c.fetched, 7, 4, 0, 0, 0, 0, time.UTC)})
		i := slices.IndexFunc(facts, func(f kb.Fact) bool { return f.Value.Kind() == kb.KindDate && f.Role == c.role })
		if i < 0 || facts[i].Value.Normal() != c.day || facts[i].Confidence < 0.7 != c.doubts {
			t.Errorf("%s, fetched %d: want %s as %s, doubted %v, got %+v", c.words, c.fetched, c.day, c.role, c.doubts, facts)
		}
	}
}
