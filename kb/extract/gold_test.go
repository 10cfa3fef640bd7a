package extract_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
)

// labelled is one page with what people marked in it.
type labelled struct {
	N    int
	URL  string
	Note string
	Gold struct {
		Elements     []string `json:"elements"`
		Mentioned    []string `json:"mentioned_not_restricted"`
		Restrictions []string `json:"restriction_types"`
		Destinations []string `json:"destinations"`
		EndUses      []string `json:"end_uses"`
		ControlCodes []string `json:"control_codes"`
		CustomsCodes []string `json:"hs_codes"`
		Dates        []struct{ Date, Role string }
	}
}

func labels(t *testing.T) (string, []labelled) {
	t.Helper()
	dir := filepath.Join(shared(t), "data", "gold-dev")
	f, err := os.Open(filepath.Join(dir, "gold.jsonl"))
	if err != nil {
		t.Skip("the labelled pages are not at hand")
	}
	defer f.Close()
	var out []labelled
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var l labelled
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return dir, out
}

// TestLabelledPages compares the facts of the labelled pages with the labels, kind by kind, and
// holds a floor below the figures once reached. Arguable labels exist; no rule is made for a page.
func TestLabelledPages(t *testing.T) {
	dir, pages := labels(t)
	x := newExtractor(t)
	total := map[string]*score{}
	traps := 0
	for _, l := range pages {
		body, err := os.ReadFile(filepath.Join(dir, "texts", fmt.Sprintf("%03d.html", l.N)))
		if err != nil {
			t.Fatal(err)
		}
		r := readBytes(t, x, l.URL, body)
		if fault := faultIn(r); fault != "" {
			t.Errorf("page %d: %s", l.N, fault)
		}
		got := marked(r.Facts)
		want := map[string][]string{"materials": l.Gold.Elements, "restrictions": l.Gold.Restrictions, "destinations": l.Gold.Destinations, "end uses": l.Gold.EndUses}
		for _, d := range l.Gold.Dates {
			if d.Date != "" && (d.Role == "effective" || d.Role == "expires" || d.Role == "suspended_until") {
				want["days in force"] = append(want["days in force"], d.Date+" "+d.Role)
			}
		}
		for _, c := range l.Gold.ControlCodes {
			want["control codes"] = append(want["control codes"], strings.ToUpper(strings.ReplaceAll(c, ".", "")))
		}
		for _, c := range l.Gold.CustomsCodes {
			want["customs codes"] = append(want["customs codes"], strings.NewReplacer(".", "", " ", "").Replace(c))
		}
		for _, kind := range kindsOfScore {
			if total[kind] == nil {
				total[kind] = &score{}
			}
			total[kind].add(got[kind], want[kind])
		}
		for _, m := range l.Gold.Mentioned {
			if slices.Contains(got["materials"], m) {
				traps++
			}
		}
	}
	for i, kind := range kindsOfScore {
		t.Logf("%-14s %s", kind, total[kind])
		if total[kind].f1() < floors[i] {
			t.Errorf("%s: %s is below the floor of %.2f", kind, total[kind], floors[i])
		}
	}
	if t.Logf("materials that are only mentioned and came out restricted: %d", traps); traps > 3 {
		t.Errorf("%d materials that are only mentioned came out as restricted", traps)
	}
}

var (
	kindsOfScore = []string{"materials", "restrictions", "days in force", "destinations", "end uses", "control codes", "customs codes"}
	floors       = []float64{0.85, 0.88, 0.70, 0.88, 0.80, 0.90, 0.90}
)

// marked sorts the facts of a page by the kinds that are compared.
func marked(facts []kb.Fact) map[string][]string {
	out := map[string][]string{}
	add := func(kind, value string) {
		if !slices.Contains(out[kind], value) {
			out[kind] = append(out[kind], value)
		}
	}
	for _, f := range facts {
		if f.Assertion == kb.Negated || f.Assertion == kb.Exempted {
			continue
		}
		switch v := f.Value.(type) {
		case kb.MaterialValue:
			_, group := kb.GroupNamed(v.Material)
			if f.Role == kb.RoleRestricted && (v.Material.IsElement() || group && !strings.Contains(string(v.Material), " ") && !strings.HasPrefix(string(v.Material), "REE-")) {
				add("materials", string(v.Material))
			}
		case kb.RestrictionValue:
			add("restrictions", string(v.Type))
		case kb.DestinationValue:
			add("destinations", v.Destination)
		case kb.EndUseValue:
			add("end uses", string(v.EndUse))
		case kb.ControlCodeValue:
			add("control codes", strings.ToUpper(strings.ReplaceAll(v.Code, ".", "")))
		case kb.CustomsCodeValue:
			add("customs codes", v.Code)
		case kb.DateValue:
			if f.Role == kb.RoleEffective || f.Role == kb.RoleExpires || f.Role == kb.RoleSuspendedUntil {
				add("days in force", v.Normal()+" "+string(f.Role))
			}
		}
	}
	return out
}

// score counts what was right, wrong and missed.
type score struct{ right, wrong, missed int }

func (s *score) add(got, want []string) {
	for _, g := range got {
		if slices.Contains(want, g) {
			s.right++
		} else {
			s.wrong++
		}
	}
	for i, w := range want {
		if !slices.Contains(got, w) && !slices.Contains(want[:i], w) {
			s.missed++
		}
	}
}

func (s *score) f1() float64 {
	if s.right == 0 {
		return 0
	}
	return 2 * float64(s.right) / float64(2*s.right+s.wrong+s.missed)
}

func (s *score) String() string {
	return fmt.Sprintf("F1 %.3f (%d right, %d wrong, %d missed)", s.f1(), s.right, s.wrong, s.missed)
}
