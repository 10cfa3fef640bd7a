package extract_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

var (
	rows = flag.Bool("rows", false, "print each passage that differs from its labels")
	set  = flag.String("set", "", "measure this file of passages alone, such as third, and compare with no stated figure")
)

// passage is one labelled passage; testdata/passages/README.md says what the labels mean.
type passage struct {
	N           int
	Lang, Style string
	Page        *sheet // the page that the text stands on; nil where it is read alone
	Text        string
	Gold        struct {
		Number       string            `json:"document_number"`
		Elements     []string          `json:"elements"`
		Mentioned    []string          `json:"mentioned_not_restricted"`
		Restrictions []string          `json:"restriction_types"`
		Assertions   map[string]string `json:"assertions"`
		Dates        []struct{ Date, Role string }
		Destinations []string
		EndUses      []string `json:"end_uses"`
		ControlCodes []string `json:"control_codes"`
		CustomsCodes []string `json:"hs_codes"`
		Thresholds   []string
		Cites        []struct{ Document, Relation string }
	}
}

// sheet is what a page shows beside its text.
type sheet struct {
	URL, Title, Published string
	Related               []string // headlines of other pages, which must change nothing
}

// html is the text as the article of a page.
func (p passage) html() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html><html lang=%q><head><title>%s</title>", p.Lang, html.EscapeString(p.Page.Title))
	if p.Page.Published != "" {
		fmt.Fprintf(&b, `<meta property="article:published_time" content="%s">`, p.Page.Published)
	}
	fmt.Fprintf(&b, "</head><body>%s<main><article><h1>%s</h1>", siteHead, html.EscapeString(p.Page.Title))
	for line := range strings.SplitSeq(p.Text, "\n") {
		fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(line))
	}
	b.WriteString("</article></main><aside><h3>Related</h3><ul>")
	for _, r := range p.Page.Related {
		fmt.Fprintf(&b, `<li><a href="/r">%s</a></li>`, html.EscapeString(r))
	}
	b.WriteString("</ul></aside><footer><p>Copyright Example. <a href=\"/p\">Privacy</a></p></footer></body></html>")
	return []byte(b.String())
}

func passages(t *testing.T) []passage {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "passages", cmp.Or(*set, "*")+".jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("no labelled passages", err)
	}
	var out []passage
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for d := json.NewDecoder(bytes.NewReader(b)); ; {
			var p passage
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			out = append(out, p)
		}
	}
	return out
}

// stated reads the table of accuracy off the package comment: kind and figure.
func stated(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("extract.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^//\t([a-z ]+?) +(\d\.\d{3})$`).FindAllStringSubmatch(string(b), -1) {
		out[m[1]] = m[2]
	}
	return out
}

// TestPassages compares the facts of the labelled passages with the labels, kind by kind. The figures
// must be those of the package comment: F1, and for asserted restrictions the precision.
func TestPassages(t *testing.T) {
	x := newExtractor(t)
	total := map[string]*score{}
	list := passages(t)
	if len(list) < 120 && *set == "" {
		t.Errorf("%d passages, want at least 120", len(list))
	}
	for _, p := range list {
		r := p.read(t, x)
		if fault := faultIn(r); fault != "" {
			t.Errorf("passage %d: %s", p.N, fault)
		}
		got, want := passageMarks(r.Facts), p.labels()
		got["cites"] = p.others(got["cites"])
		want["cites"], want["numbers"] = same(got["cites"], want["cites"]), same(got["numbers"], want["numbers"])
		for _, kind := range slices.Sorted(maps.Keys(want)) {
			if total[kind] == nil {
				total[kind] = &score{}
			}
			total[kind].add(got[kind], want[kind])
			if wrong, missed := without(got[kind], want[kind]), without(want[kind], got[kind]); *rows && len(wrong)+len(missed) > 0 {
				t.Logf("%d %s %s: wrong %q, missed %q", p.N, p.Lang, kind, wrong, missed)
			}
		}
	}
	doc := stated(t)
	for _, kind := range slices.Sorted(maps.Keys(total)) {
		s := total[kind]
		figure := s.f1()
		if kind == "asserted" {
			figure = float64(s.right) / float64(max(s.right+s.wrong, 1))
		}
		t.Logf("%-14s %.3f %s", kind, figure, s)
		if got := fmt.Sprintf("%.3f", figure); got != doc[kind] && *set == "" {
			t.Errorf("%s: %s, and the package comment says %q", kind, got, doc[kind])
		}
	}
}

// without are the values of a list that are not in another.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool { return slices.Contains(other, v) })
}

// labels are what people marked, by kind.
func (p passage) labels() map[string][]string {
	g := p.Gold
	out := map[string][]string{"materials": g.Elements, "restrictions": g.Restrictions, "destinations": g.Destinations, "end uses": g.EndUses,
		"thresholds": g.Thresholds, "dates": nil, "control codes": nil, "customs codes": nil, "cites": nil, "asserted": nil, "numbers": nil}
	for _, d := range g.Dates {
		out["dates"] = append(out["dates"], d.Date+" "+d.Role)
	}
	for _, c := range g.ControlCodes {
		out["control codes"] = append(out["control codes"], bare(c))
	}
	for _, c := range g.CustomsCodes {
		out["customs codes"] = append(out["customs codes"], bare(c))
	}
	for _, c := range g.Cites {
		out["cites"] = append(out["cites"], c.Relation+" "+bare(c.Document))
	}
	for _, r := range g.Restrictions {
		if g.Assertions[r] == "" {
			out["asserted"] = append(out["asserted"], r)
		}
	}
	if g.Number != "" {
		out["numbers"] = []string{"own " + bare(g.Number)}
	}
	return out
}

// bare is a code or a printed name without blanks, stops and quotes, in capitals.
func bare(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", ".", "", "《", "", "》", "", "(", "", ")", "").Replace(s))
}

// passageMarks sorts the facts of a passage by the kinds of the labels.
func passageMarks(facts []kb.Fact) map[string][]string {
	out := marked(facts)
	for _, f := range facts {
		if f.Assertion == kb.Negated || f.Assertion == kb.Exempted {
			continue
		}
		kind, value := "", ""
		switch v := f.Value.(type) {
		case kb.RestrictionValue:
			if f.Assertion == kb.Asserted {
				kind, value = "asserted", string(v.Type)
			}
		case kb.DateValue:
			kind, value = "dates", fmt.Sprint(v.Normal(), " ", f.Role)
		case kb.ThresholdValue:
			kind, value = "thresholds", v.Comparison+strconv.FormatFloat(v.Number, 'f', -1, 64)
		case kb.DocumentNumberValue:
			kind, value = "numbers", "own "+bare(f.AsPrinted)
		case kb.CitationValue:
			kind, value = "cites", fmt.Sprint(f.Role, " ", bare(f.AsPrinted))
		case kb.LegalBasisValue:
			kind, value = "cites", "legal_basis "+bare(f.AsPrinted)
		}
		if kind != "" && !slices.Contains(out[kind], value) {
			out[kind] = append(out[kind], value)
		}
	}
	return out
}

// others are the citations without those of the passage's own number: a report may cite the act that it tells of.
func (p passage) others(cites []string) []string {
	own := bare(p.Gold.Number)
	return slices.DeleteFunc(slices.Clone(cites), func(c string) bool {
		_, name, _ := strings.Cut(c, " ")
		return own != "" && (strings.Contains(own, name) || strings.Contains(name, own))
	})
}

// same writes a labelled citation or number as it was found where one of the two holds the other and
// the relation is the same: labels name the act, facts may print its part too.
func same(got, want []string) []string {
	out := slices.Clone(want)
	for i, w := range want {
		for _, g := range got {
			r, n, _ := strings.Cut(g, " ")
			if relation, name, _ := strings.Cut(w, " "); r == relation && (strings.Contains(n, name) || strings.Contains(name, n)) {
				out[i] = g
				break
			}
		}
	}
	return out
}

// read reads the passage on its page, or as a text of its language of which it is not known where it stands.
func (p passage) read(t testing.TB, x *extract.Extractor) ingest.Reading {
	t.Helper()
	in := ingest.Loose{Body: []byte(p.Text + "\n"), Lang: corpus.Lang(p.Lang)}
	if p.Page != nil {
		in = ingest.Loose{Body: p.html(), URL: p.Page.URL, MediaType: "text/html"}
	}
	r, err := ingest.Read(context.Background(), x, parse.InProcess{}, in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
