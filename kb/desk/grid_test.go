package desk_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// gridRow is a question of a grid with its answer.
type gridRow struct {
	line      int
	text      string
	ask       desk.StatusWords
	answer    legal.Verdict
	strictest kb.RestrictionType
	judged    bool // the strictest restriction is part of the answer
	holds     []gridMeasure
	lacks     []string
	only      bool
}

// refused is the answer of a row whose question means nothing.
const refused legal.Verdict = "refused"

// gridMeasure is what a row says of one measure: empty fields are not judged.
type gridMeasure struct {
	prefix, status, since, until, via, direction, chain string
}

// TestGrid asks each question of the grid; the head of testdata/grid.txt explains the rows.
func TestGrid(t *testing.T) {
	d := newDesk(t)
	var rows []gridRow
	for _, name := range []string{"grid", "grid-more", "grid-third", "grid-fourth"} {
		rows = append(rows, readGrid(t, "testdata/"+name+".txt")...)
	}
	if len(rows) < 440 {
		t.Fatalf("the grid has %d rows", len(rows))
	}
	for _, r := range rows {
		t.Run(r.text, func(t *testing.T) {
			a, err := d.Status(t.Context(), r.ask)
			if r.answer == refused {
				if err == nil {
					t.Errorf("line %d: answer %s, want an error that says what is wrong", r.line, a.Answer.Answer)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, wrong := range r.judge(a.Answer) {
				t.Errorf("line %d: %s", r.line, wrong)
			}
			if t.Failed() {
				for _, m := range a.Measures {
					t.Logf("%s %s %s, depends on %v, via %q", m.ID, m.Restriction, m.Status, m.DependsOn, m.Via)
				}
			}
		})
	}
}

// judge lists what differs from the row.
func (r gridRow) judge(a legal.Answer) (wrong []string) {
	say := func(f string, args ...any) { wrong = append(wrong, fmt.Sprintf(f, args...)) }
	if a.Answer != r.answer || r.judged && a.Strictest != r.strictest {
		say("answer %s %s, want %s %s", a.Answer, a.Strictest, r.answer, r.strictest)
	}
	shown := 0
	for _, want := range r.holds {
		got := below(a, want.prefix)
		if shown += len(got); len(got) == 0 {
			say("%s is not shown", want.prefix)
		}
		for _, m := range got {
			for _, differs := range want.compare(m) {
				say("%s: %s", m.ID, differs)
			}
		}
	}
	for _, prefix := range r.lacks {
		for _, m := range below(a, prefix) {
			say("%s is shown as %s", m.ID, m.Status)
		}
	}
	if r.only && shown != len(a.Measures) {
		say("%d measures are shown, want %d", len(a.Measures), shown)
	}
	for _, m := range a.Measures {
		for _, l := range m.Chain {
			if len(l.Spans) == 0 && l.Provenance == nil {
				say("%s: %s rests on nothing", m.ID, l.Event)
			}
		}
	}
	return wrong
}

func (want gridMeasure) compare(m legal.MeasureOn) (differs []string) {
	for _, f := range []struct{ name, got, want string }{
		{"status", string(m.Status), want.status}, {"since", m.Since.String(), want.since}, {"until", m.Until.String(), want.until},
		{"via", strings.ReplaceAll(m.Via, " ", "_"), want.via}, {"direction", string(m.Direction), want.direction}, {"chain", chainOf(m), want.chain},
	} {
		if f.want != "" && f.got != f.want {
			differs = append(differs, fmt.Sprintf("%s %s, want %s", f.name, f.got, f.want))
		}
	}
	return differs
}

// below finds the measures whose id is the prefix or lies below it.
func below(a legal.Answer, prefix string) (out []legal.MeasureOn) {
	for _, m := range a.Measures {
		id := string(m.ID)
		if id == prefix || strings.HasPrefix(id, prefix+"/") || strings.HasPrefix(id, prefix+"-") && strings.Contains(prefix, "/") {
			out = append(out, m)
		}
	}
	return out
}

// chainOf writes a chain as the grid does.
func chainOf(m legal.MeasureOn) string {
	var out []string
	for _, l := range m.Chain {
		s := string(l.Event) + " " + l.Date.String()
		if l.Announced {
			s = "~" + s
		}
		if !l.Until.IsZero() {
			s += " until " + l.Until.String()
		}
		if l.By != "" && l.By != m.Instrument {
			s += " by " + string(l.By)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func readGrid(t *testing.T, file string) (rows []gridRow) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0][0] == '#':
			continue
		case line[0] != ' ':
			rows = append(rows, readQuestion(t, n+1, line))
			continue
		}
		r := &rows[len(rows)-1]
		switch words[0] {
		case "no":
			r.lacks = append(r.lacks, words[1:]...)
		case "only":
			r.only = true
		default:
			r.holds = append(r.holds, readMeasure(t, n+1, line))
		}
	}
	return rows
}

func readQuestion(t *testing.T, n int, line string) gridRow {
	t.Helper()
	asked, answer, ok := strings.Cut(line, " = ")
	words, want := strings.Fields(asked), strings.Fields(answer)
	if !ok || len(words) < 3 || len(words)%2 == 0 || len(want) == 0 {
		t.Fatalf("grid line %d is no question: %s", n, line)
	}
	r := gridRow{line: n, text: asked, answer: legal.Verdict(want[0])}
	r.judged = r.answer != legal.Conditional
	if len(want) > 1 {
		r.strictest, r.judged = kb.RestrictionType(want[1]), true
	}
	if code, ok := strings.CutPrefix(words[0], "code="); ok {
		r.ask.Code = code
	} else {
		r.ask.Material = words[0]
	}
	fields := map[string]*string{"to": &r.ask.Destination, "for": &r.ask.EndUse, "by": &r.ask.Jurisdiction, "on": &r.ask.On, "known": &r.ask.Known}
	for i := 1; i < len(words); i += 2 {
		if fields[words[i]] == nil {
			t.Fatalf("grid line %d: no such part of a question: %s", n, words[i])
		}
		*fields[words[i]] = words[i+1]
	}
	return r
}

func readMeasure(t *testing.T, n int, line string) gridMeasure {
	t.Helper()
	head, chain, _ := strings.Cut(line, ": ")
	words := strings.Fields(head)
	if len(words) < 2 {
		t.Fatalf("grid line %d names no status", n)
	}
	m := gridMeasure{prefix: words[0], status: words[1], chain: strings.TrimSpace(chain)}
	fields := map[string]*string{"since": &m.since, "until": &m.until, "via": &m.via}
	for i := 2; i < len(words); i++ {
		switch {
		case fields[words[i]] != nil && i+1 < len(words):
			*fields[words[i]] = words[i+1]
			i++
		case slices.Contains([]string{"export", "re_export", "import", "domestic", "procurement"}, words[i]):
			m.direction = words[i]
		default:
			t.Fatalf("grid line %d: %s says nothing of a measure", n, words[i])
		}
	}
	return m
}
