package register

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var update = flag.Bool("update", false, "write the golden files anew")

func load(t *testing.T) *Register {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestShippedDataIsClean(t *testing.T) {
	for _, complaint := range Lint(load(t)) {
		t.Error(complaint)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update, read the difference and commit it", name)
	}
}

// TestNothingVanishes holds the list of acts: one that was shipped once is never dropped.
func TestNothingVanishes(t *testing.T) {
	var b strings.Builder
	for _, i := range load(t).Instruments {
		fmt.Fprintln(&b, i.ID)
	}
	golden(t, "ids.txt", b.String())
}

// TestTable shows each clause and its life on a few lines, for people to review.
func TestTable(t *testing.T) {
	r := load(t)
	var b strings.Builder
	for _, i := range r.Instruments {
		fmt.Fprintf(&b, "%s  %s\n", i.ID, i.Published)
		for _, m := range r.Measures {
			if m.Instrument == i.ID {
				fmt.Fprintf(&b, "  /%s %s %s %s\n", m.Provision, m.Restriction, m.Direction, reached(m))
			}
		}
		for _, e := range r.livesOf(i.ID) {
			fmt.Fprintf(&b, "    %s\n", sentence(e))
		}
	}
	golden(t, "table.txt", b.String())
}

func reached(m kb.Measure) string {
	var words []string
	for _, i := range m.Items {
		w := string(cmp.Or(i.Material, "–"))
		if i.Form != "" {
			w += ":" + i.Form
		}
		if !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, ",") + " > " + strings.Join(m.Destinations, ",")
}

// livesOf returns the effects on an act in the order of its file.
func (r *Register) livesOf(id kb.InstrumentID) []kb.Effect {
	var out []kb.Effect
	for _, want := range r.lives[id] {
		for _, e := range r.Effects {
			if e.ID == want {
				out = append(out, e)
			}
		}
	}
	return out
}

// TestAgainstFacts compares with the facts that the register was made from, where they are at hand.
func TestAgainstFacts(t *testing.T) {
	var facts struct {
		Instruments []struct {
			ID           string
			Jurisdiction string
			Published    *string
			Materials    struct{ Elements, Groups []string }
			HSCodes      []string `json:"hs_codes"`
			ControlCodes []string `json:"control_codes"`
			Effective    []struct{ Date string }
			Expires      string
			Suspended    string `json:"suspended_until"`
		}
	}
	readShared(t, "facts/instruments.json", &facts)
	r := load(t)
	for _, f := range facts.Instruments {
		k := slices.IndexFunc(r.Instruments, func(i kb.Instrument) bool { return string(i.ID) == f.ID })
		if k < 0 {
			t.Errorf("%s is missing", f.ID)
			continue
		}
		have := map[string]bool{}
		for _, m := range r.Measures {
			if m.Instrument != r.Instruments[k].ID {
				continue
			}
			for _, i := range m.Items {
				have[string(i.Material)] = true
				for _, c := range slices.Concat(i.ControlCodes, i.CustomsCodes) {
					have[c] = true
				}
			}
		}
		said := map[string]bool{"": true}
		for _, e := range r.livesOf(r.Instruments[k].ID) {
			said[string(e.Relation)+" "+e.From.String()], said["until "+e.Until.String()] = true, true
		}
		for _, d := range f.Effective {
			if want := "commences " + d.Date; !said[want] && !left(f.ID, want) {
				t.Errorf("%s does not say: %s", f.ID, want)
			}
		}
		if want := "expires " + f.Expires; f.Expires != "" && !said[want] && !left(f.ID, want) {
			t.Errorf("%s does not say: %s", f.ID, want)
		}
		if want := "until " + f.Suspended; f.Suspended != "" && !said[want] {
			t.Errorf("%s does not say: %s", f.ID, want)
		}
		for _, want := range slices.Concat(f.Materials.Elements, f.Materials.Groups, f.ControlCodes, f.HSCodes) {
			want, _, _ = strings.Cut(want, " ("+"as printed")
			if !have[want] && !left(f.ID, want) {
				t.Errorf("%s does not name %s", f.ID, want)
			}
		}
	}
	if len(r.Instruments) < len(facts.Instruments) {
		t.Errorf("the register has %d acts, the facts %d", len(r.Instruments), len(facts.Instruments))
	}
}

// left says which values of the facts are left out on purpose.
func left(id, value string) bool {
	return id == "ca-ica-critical-minerals-2022" && value == "all controlled items" // stands for critical minerals, not for controlled ones
}

func readShared(t *testing.T, name string, v any) {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		b, err := os.ReadFile(filepath.Join(dir, "shared", name))
		if err == nil {
			if err := json.Unmarshal(b, v); err != nil {
				t.Fatal(err)
			}
			return
		}
		if dir == filepath.Dir(dir) {
			t.Skip("no shared folder beside the repository")
		}
	}
}

const head = "id: zz-act\njurisdiction: ZZ\n"

func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"a bare customs code", head + "measures:\n  - items: [{customs_codes: [2846901930]}]", "must be quoted"},
		{"a control code that is a number", head + "measures:\n  - items: [{control_codes: [1E902]}]", "must be quoted"},
		{"a bare provision", head + "life:\n  - {event: adopts, provisions: [2]}", "must be quoted"},
		{"a date out of the calendar", head + "published: 2025-02-30", "does not exist"},
		{"a date in another form", head + "published: 9 October 2025", "want YYYY"},
		{"an unknown field", head + "colour: red", "colour"},
		{"a wrong folder", "id: zz-act\njurisdiction: CN\n", "ask for the name cn/zz-act.yaml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(fstest.MapFS{"zz/zz-act.yaml": {Data: []byte(tt.yaml)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("read() = %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestShippedIsTheVersionOfWhatIsLoaded(t *testing.T) {
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if v, err := Shipped(); err != nil || v != r.Version() || v == "" {
		t.Errorf("Shipped() = %q, %v; want %q", v, err, r.Version())
	}
}

// sentence tells an effect to a reader.
func sentence(f kb.Effect) string {
	var b strings.Builder
	what := string(f.Target)
	if len(f.Provisions) > 0 {
		what += " (" + strings.Join(f.Provisions, ", ") + ")"
	}
	switch {
	case f.Announced:
		fmt.Fprintf(&b, "It is announced, not enacted, that %s", what)
	case f.By != "" && f.By != f.Target:
		fmt.Fprintf(&b, "By %s, %s", f.By, what)
	default:
		b.WriteString(what)
	}
	b.WriteString(" " + passive(f.Relation))
	switch f.From.Precision() {
	case corpus.ToDay:
		b.WriteString(" on " + f.From.String())
	case corpus.ToMonth, corpus.ToYear:
		b.WriteString(" in " + f.From.String())
	}
	if !f.Until.IsZero() {
		b.WriteString(" until " + f.Until.String())
	}
	return b.String() + "."
}

// passive says what befalls the target of a relation.
func passive(r kb.Relation) string {
	return map[kb.Relation]string{
		kb.Proposes: "is proposed", kb.Adopts: "is adopted", kb.Commences: "commences", kb.Expires: "has its last day",
		kb.Withdraws: "is withdrawn", kb.Amends: "is amended", kb.Suspends: "is suspended", kb.Resumes: "resumes",
		kb.Extends: "is extended", kb.Repeals: "is repealed", kb.Supersedes: "is superseded", kb.Corrects: "is corrected",
		kb.Implements: "is carried out", kb.Cites: "is cited",
	}[r]
}
