package parse

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// TestFilesOfOtherSites: what an article cites is no attachment of it; what its words name is one, and
// what an authority points at, wherever it is.
func TestFilesOfOtherSites(t *testing.T) {
	links := []block.Link{
		{URL: "https://files.wire.example.com/list.pdf", Text: "the list"},
		{URL: "https://journal.example.org/study.pdf", Text: "a study"},
		{URL: "https://ministry.example.net/annex.pdf", Text: "Annex 1"},
	}
	of := pointing{lang: "en", title: "Two alloys are listed", address: "https://www.example.com/alloys"}
	for _, c := range []struct {
		official bool
		address  string
		want     []string
	}{{false, of.address, []string{"the list", "Annex 1"}}, {true, of.address, []string{"the list", "a study", "Annex 1"}}, {false, "", []string{"the list", "a study", "Annex 1"}}} {
		of.official, of.address = c.official, c.address
		var got []string
		for _, a := range attachmentsOf(links, of) {
			got = append(got, a.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("official %v at %q: %q, want %q", c.official, c.address, got, c.want)
		}
	}
}

// TestNamedAsTheDocument: a link with the title of its own page leads to the same in another format.
func TestNamedAsTheDocument(t *testing.T) {
	for _, c := range []struct {
		text, title string
		want        corpus.AttachmentRelation
	}{
		{"Notice AB-7 Licences for Two Alloys (220.9 KB)", "Licences for Two Alloys", corpus.RenditionOf},
		{"Licences for two alloys [PDF]", "Licences for Two Alloys", corpus.RenditionOf},
		{"关于对两种合金实施出口许可的公告.pdf", "关于对两种合金实施出口许可的公告", corpus.RenditionOf},
		{"《关于对两种合金实施出口许可的公告》", "关于对两种合金实施出口许可的公告", corpus.RenditionOf},
		{"Notice AB-8 Licences for Two Alloys – Exceptions", "Licences for Two Alloys", corpus.Attached},
		{"Amendment of Licences for Two Alloys", "Licences for Two Alloys", corpus.Attached},
		{"Annex to Licences for Two Alloys", "Licences for Two Alloys", corpus.AnnexOf},
		{"Notice", "Notice", corpus.Attached},
	} {
		got := attachmentsOf([]block.Link{{URL: "https://a.example/1.pdf", Text: c.text}}, pointing{title: c.title})
		if got[0].Relation != c.want {
			t.Errorf("%q on %q is %s, want %s", c.text, c.title, got[0].Relation, c.want)
		}
	}
}
