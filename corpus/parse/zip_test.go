package parse

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestZip reads an act with its annex as one document, and a lone file as what it is.
func TestZip(t *testing.T) {
	act, err := os.ReadFile(filepath.Join("legalxml", "testdata", "formex-act.xml"))
	if err != nil {
		t.Fatal(err)
	}
	annex, err := os.ReadFile(filepath.Join("legalxml", "testdata", "formex-annex.xml"))
	if err != nil {
		t.Fatal(err)
	}
	index := `<?xml version="1.0"?><DOC><PUBLICATION.REF><COLL>L</COLL><DATE ISO="20250305">20250305</DATE></PUBLICATION.REF><BIB.DOC><NO.ELI ID="http://data.example/eli/reg/2025/901/oj"/></BIB.DOC>` +
		`<FMX><DOC.MAIN.PUB><REF.PHYS FILE="L_1.xml" TYPE="DOC.XML"/></DOC.MAIN.PUB><DOC.SUB.PUB><REF.PHYS FILE="L_2.xml" TYPE="DOC.XML"/></DOC.SUB.PUB><DOC.SUB.PUB><REF.PHYS FILE="L_3.xml" TYPE="DOC.XML"/></DOC.SUB.PUB></FMX></DOC>`
	p, err := Parse(context.Background(), Input{Bytes: zipOf(t, map[string]string{"L_2.xml": string(annex), "L_1.xml": string(act), "L_1.doc.xml": index})}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	if p.Published.String() != "2025-03-05" || p.Canonical != "http://data.example/eli/reg/2025/901/oj" || p.Number != "Implementing Regulation (EU) 2025/901" || p.Lang != "en" {
		t.Errorf("published %s, canonical %q, number %q, language %q", p.Published, p.Canonical, p.Number, p.Lang)
	}
	if w := strings.Join(p.Warnings, " "); !strings.Contains(w, "the part L_3.xml of the act is not in the file") {
		t.Errorf("the missing part is not told: %q", w)
	}
	at := map[string]string{}
	for _, v := range p.Provisions {
		at[v.Address] = p.Text[v.Start:v.End]
	}
	for address, want := range map[string]string{"Article 3(2)(b)": "(b) the form:", "Article 3(2), second subparagraph": "It shall be in writing.", "Annex II": "ANNEX II",
		"Annex II, Section A, 1(a)": "(a) as arsenide;", "Annex II, Section A, row 1": "Gallium\t5 kg a year\t1 %"} {
		if at[address] != want {
			t.Errorf("%s is %q, want %q", address, at[address], want)
		}
	}
	packed, err := Parse(context.Background(), Input{Bytes: gzipped(smallPage)}, Options{})
	if err != nil || !strings.Contains(packed.Text, "The rule takes effect on December 1, 2025") {
		t.Errorf("a packed page: %q, %v", packed.Text, err)
	}
	lone, err := Parse(context.Background(), Input{Bytes: zipOf(t, map[string]string{"notice.html": smallPage})}, Options{})
	if err != nil || !strings.Contains(lone.Text, "The rule takes effect on December 1, 2025") {
		t.Errorf("a lone page: %q, %v", lone.Text, err)
	}
}
