package parse

import (
	"context"
	"slices"
	"testing"
)

// TestOfficialPage reads a page in the markup of the Official Journal: the subject under an article
// is its heading and does not close it, and notes at the end are no points of the last article.
func TestOfficialPage(t *testing.T) {
	page := `<html><head><title>L_1</title></head><body><p class="oj-doc-ti">REGULATION (EU) 2025/901</p><p class="oj-normal">THE SAMPLE COMMISSION, having regard to the opinion ( 1 ),</p>` +
		`<p class="oj-ti-section-1">CHAPTER I</p><p class="oj-ti-section-2">Scope</p><p class="oj-ti-art">Article 1</p><p class="oj-sti-art">Subject matter</p><p class="oj-normal">This Regulation concerns samples:</p>` +
		`<table><tbody><tr><td><p class="oj-normal">(a)</p></td><td><p class="oj-normal">of gallium;</p></td></tr></tbody></table><table><tbody><tr><td><p class="oj-normal">(b)</p></td><td><p class="oj-normal">of germanium.</p></td></tr></tbody></table>` +
		`<p class="li"><span class="num">2.</span><span class="content">Ores are no samples.</span></p><hr/><p class="oj-note">( 1 ) OJ C 1, 2.1.2025, p. 3.</p></body></html>`
	p, err := Parse(context.Background(), Input{Bytes: []byte(page)}, Options{KeepAllHTML: true})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	var got []string
	for _, v := range p.Provisions[2:] {
		got = append(got, string(v.Kind)+" "+v.Address+" < "+v.Parent+": "+p.Text[v.Start:v.End])
	}
	want := []string{"heading Chapter I < : CHAPTER I", "heading ¶ 2 < : Scope", "article Article 1 < : Article 1", "heading ¶ 3 < Article 1: Subject matter",
		"paragraph ¶ 4 < Article 1: This Regulation concerns samples:", "item Article 1(a) < Article 1: (a) of gallium;", "item Article 1(b) < Article 1: (b) of germanium.",
		"paragraph ¶ 5 < Article 1: 2. Ores are no samples.", "footnote ¶ 6 < : ( 1 ) OJ C 1, 2.1.2025, p. 3."}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}
