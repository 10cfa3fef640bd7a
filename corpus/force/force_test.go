package force

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Each text marks what must be found: [must:shall], [not:不得], [may:可以].
var texts = []struct {
	lang corpus.Lang
	text string
}{
	{"en", "An exporter [must:shall] apply for a licence, and [not:shall not] ship before it is granted."},
	{"en", "The item [not:may not] be exported. The authority [may:may] grant an exception."},
	{"en", "No person [not:may] export the item without a licence."},
	{"en", "Exporters are told that no item [not:shall] leave the country."},
	{"en", "The export of gallium [not:is prohibited]."},
	{"en", "Re-export is not prohibited where a licence was granted."},
	{"en", "Carriers [must:are required to] keep records for five years."},
	{"en", "Carriers are not required to keep records."},
	{"en", "A [must:licence is required] for that; no licence is required for scrap."},
	{"en", "A [must:licence from the Ministry is required]."},
	{"en", "Traders [may:are allowed to] appeal; they [not:are not allowed] to export meanwhile."},
	{"en", "This Regulation shall enter into force on 1 May 2030. It shall be binding in its entirety."},
	{"en", "For this Part, export shall mean any shipment, and goods shall be deemed shipped when loaded."},
	{"en", "Items that may be used in missiles; such use may lead to harm; it may have been found."},
	{"en", "The list was published in May 2030. On 4 May, Beijing answered."},
	{"en", "May 2030 was the month."},
	{"en", "Nothing in this section shall prevent a transfer, and nothing here may be read otherwise."},
	{"en", "No later than 1 July 2030 the exporter [must:shall] report. Announcement No 57 [must:shall] be followed."},
	{"en", "Carriers may be required to report. Goods which are prohibited, and persons who are permitted to carry them, are listed."},
	{"en", "No sum [not:may] be paid before the day on which it [may:may] be credited. Where no report is made, the carrier [must:must] say why."},
	{"en", "The presence of a mark may not always indicate a risk, as the case may be."},
	{"en", "Applicants [may:may only] use the form."},
	{"en", "The plan was announced by the ministry, which published a list."},
	{"zh-Hans", "出口经营者[must:应当]申请许可，未经许可[not:不得]出口。"},
	{"zh-Hans", "[not:禁止]向军事用户出口。商务部[may:可以]视情给予豁免。"},
	{"zh-Hans", "出口经营者[must:须]向商务部报告，[must:应]按规定办理手续，[may:可]向商务部咨询。"},
	{"zh-Hans", "相应的供应商适应了市场，供应可能受到影响，可用于生产，可以用于制造。"},
	{"zh-Hans", "被列入禁止出口货物目录的，无须申请。"},
	{"zh-Hans", "海关不予放行。"},
	{"en", "This Part shall apply to exports. An exporter [must:shall] apply to the Bureau."},
	{"zh-Hans", "企业不得不停产。"},
	{"zh-Hans", "未经本国政府允许，不将物项转让；作出准予许可或者不许可的决定。该部件可在高温下工作。"},
	{"zh-Hant", "出口人[must:應當]申報，[not:不得]轉讓。"},
	{"ja", "輸出者は許可を必要とする。不得"},
	{"de", "Ausführer may shall must."},
	{"", "Exporters [must:must] apply. 出口[must:应当]申请。"},
}

// unmark splits a marked text into the text and what is to be found in it.
func unmark(s string) (string, []string) {
	var b strings.Builder
	var want []string
	names := map[string]string{"must": "must", "not": "must_not", "may": "may"}
	for {
		before, rest, ok := strings.Cut(s, "[")
		b.WriteString(before)
		if !ok {
			return b.String(), want
		}
		mark, after, _ := strings.Cut(rest, "]")
		kind, word, _ := strings.Cut(mark, ":")
		want = append(want, names[kind]+" "+word)
		b.WriteString(word)
		s = after
	}
}

func TestFind(t *testing.T) {
	for _, c := range texts {
		text, want := unmark(c.text)
		var got []string
		for _, f := range Find(text, c.lang) {
			got = append(got, string(f.Kind)+" "+text[f.Start:f.End])
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range texts {
		text, _ := unmark(c.text)
		f.Add(text, string(c.lang))
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		end := 0
		for _, x := range Find(text, corpus.Lang(lang)) {
			if x.Start < end || x.End <= x.Start || x.End > len(text) || x.Kind == "" {
				t.Fatalf("%+v behind %d in %q", x, end, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[x.Start:x.End]) {
				t.Fatalf("%+v cuts a character of %q", x, text)
			}
			end = x.End
		}
	})
}
