package sample

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
)

func readAll(t testing.TB, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestAnnexes reads the annexes as the house does.
func TestAnnexes(t *testing.T) {
	w := load(t)
	engine := parse.NewEngine(t.TempDir())
	defer func() {
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, c := range []struct {
		address, mark string
		lines         []string
		addresses     []string // automatic numbers are no text, but tell the provision
	}{
		{"http://commerce.cn.example/gg/2025/61-annex.docx", MarkChinese, []string{"1C904.b\t氧化铽"}, []string{"一", "二", "三"}},
		{"http://english.commerce.cn.example/en/2025-18-list.pdf", MarkEnglish, []string{"1C905\tDysprosium metal, oxide and magnets"}, nil},
		{"http://english.commerce.cn.example/en/2025-55-list.pdf", MarkEnglish, []string{"2C902.b\tSynthetic diamond crystals\t71051020\tabove 50 um, not above 500 um"}, nil},
		{"http://commerce.cn.example/gg/2025/58-annex.docx", MarkChinese, []string{"3C901.a.1\t磷酸铁锂正极材料\t28429040\t压实密度不低于2.5g/cm³且克容量不低于156mAh/g"}, []string{"一", "二"}},
	} {
		if testing.Short() && strings.HasSuffix(c.address, ".pdf") {
			continue // compiling the PDF library takes a minute under the race detector; the full run reads them
		}
		r := get(w, day(t, "2026-11-24"), c.address)
		p, err := parse.Parse(t.Context(), parse.Input{Bytes: readAll(t, r), MediaType: r.Header.Get("Content-Type"), URL: c.address}, parse.Options{Engine: engine})
		if err != nil {
			t.Fatalf("%s: %v", c.address, err)
		}
		for _, want := range append(c.lines, c.mark) {
			if !strings.Contains(p.Text, want) {
				t.Errorf("%s: no %q in\n%s", c.address, want, p.Text)
			}
		}
		for _, want := range c.addresses {
			if !slices.ContainsFunc(p.Provisions, func(v corpus.Provision) bool { return v.Address == want }) {
				t.Errorf("%s: no provision %s in %+v", c.address, want, p.Provisions)
			}
		}
		if len(p.Warnings) > 0 {
			t.Errorf("%s: %v", c.address, p.Warnings)
		}
	}
}

// TestPages reads each page as the house does: the document is found, and nothing of what stands
// around it.
func TestPages(t *testing.T) {
	w := load(t)
	for _, s := range w.sites {
		for _, p := range s.pages {
			for _, v := range p.versions {
				if v.form != formHTML {
					continue
				}
				r := get(w, v.from, "http://"+s.host+p.path)
				got, err := parse.Parse(t.Context(), parse.Input{Bytes: readAll(t, r), MediaType: r.Header.Get("Content-Type"), URL: "http://" + s.host + p.path}, parse.Options{})
				if err != nil {
					t.Fatalf("%s%s: %v", s.host, p.path, err)
				}
				if got.Published != v.published {
					t.Errorf("%s%s: published %s, want %s", s.host, p.path, got.Published, v.published)
				}
				for _, around := range []string{"Palladium", "Zinc smelter", "We keep small files", "钯价", "锌冶炼厂", "网站地图", "Contact, privacy"} {
					if strings.Contains(got.Text, around) {
						t.Errorf("%s%s: %q is no part of the document", s.host, p.path, around)
					}
				}
			}
		}
	}
}
