package digest_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/digest"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	day     = corpus.Day
	early   = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	tardy   = time.Date(2026, 4, 15, 8, 0, 0, 0, time.UTC)
	hostile = "Licence for gallium <script>alert(1)</script> *bold* \u202egnp.exe\u202c\nsecond line"
)

// law is invented: a start, a suspension that runs out, an end, an exemption that ends soon, one
// act learned late, a dispute.
func law() kb.Law {
	var l kb.Law
	act := func(id kb.InstrumentID, title string, r kb.RestrictionType, m kb.Material, effects ...kb.Effect) {
		l.Instruments = append(l.Instruments, kb.Instrument{ID: id, Jurisdiction: "CN", Title: title, Published: day(2026, 3, 1)})
		l.Measures = append(l.Measures, kb.Measure{ID: kb.MeasureID(id + "/1"), Instrument: id, Provision: "1", Restriction: r, Direction: kb.Export, Items: []kb.Item{{Material: m}}, Destinations: []string{"*"}})
		for _, e := range effects {
			e.Target, e.ID = id, kb.EffectID(string(id)+string(e.Relation)+e.From.String())
			if e.By == "" {
				e.By = id
			}
			if e.RecordedAt.IsZero() {
				e.RecordedAt = early
			}
			l.Effects = append(l.Effects, e)
		}
	}
	act("xx-1", hostile, kb.LicenceRequirement, "Ga", kb.Effect{Relation: kb.Adopts, From: day(2026, 3, 1)},
		kb.Effect{Relation: kb.Commences, From: day(2026, 4, 1), Basis: kb.Basis{Spans: []corpus.Span{{Document: "d-a", Address: "¶ 2", Quote: "from 1 April"}}}})
	act("xx-2", "Licence for antimony", kb.LicenceRequirement, "Sb", kb.Effect{Relation: kb.Adopts, From: day(2026, 3, 1)}, kb.Effect{Relation: kb.Commences, From: day(2026, 3, 1)},
		kb.Effect{Relation: kb.Suspends, By: "xx-9", From: day(2026, 4, 10), Until: day(2026, 4, 29)})
	act("xx-3", "Quota for tungsten", kb.Quota, "W", kb.Effect{Relation: kb.Adopts, From: day(2026, 3, 1)}, kb.Effect{Relation: kb.Commences, From: day(2026, 3, 1)},
		kb.Effect{Relation: kb.Expires, From: day(2026, 4, 19)})
	act("xx-4", "Exemption for samples", kb.Exemption, "W", kb.Effect{Relation: kb.Adopts, From: day(2026, 3, 1)}, kb.Effect{Relation: kb.Commences, From: day(2026, 3, 1)},
		kb.Effect{Relation: kb.Expires, From: day(2026, 5, 20)})
	act("xx-5", "Ban on germanium", kb.Prohibition, "Ge", kb.Effect{Relation: kb.Adopts, From: day(2026, 3, 10), Stamp: kb.Stamp{RecordedAt: tardy}},
		kb.Effect{Relation: kb.Commences, From: day(2026, 3, 20), Stamp: kb.Stamp{RecordedAt: tardy}, Basis: kb.Basis{Spans: []corpus.Span{{Document: "d-b", Address: "1", Quote: "on 20 March"}}}})
	act("xx-6", "Licence for lithium", kb.LicenceRequirement, "Li", kb.Effect{Relation: kb.Adopts, From: day(2026, 4, 2)}, kb.Effect{Relation: kb.Commences, From: day(2026, 7, 1)})
	l.Disputes = []kb.Dispute{{ID: "x", Instrument: "xx-1", About: "effective_date", Stamp: kb.Stamp{RecordedAt: tardy}, Claims: []kb.Claim{{Says: "it starts in April"}, {Says: "it starts in May"}}},
		{ID: "y", Instrument: "xx-2", About: "subject", Settled: "by the text"}}
	return l
}

func input(mend ...func(*digest.Input)) digest.Input {
	in := digest.Input{Body: legal.New(law(), day(2026, 4, 30)), From: day(2026, 4, 1), To: day(2026, 4, 30), Words: []string{"jurisdiction CN"},
		Filter:   legal.Filter{Jurisdictions: []corpus.Jurisdiction{"CN"}},
		Closings: []deadline.Closing{{Document: corpus.Document{ID: "d-c", Title: "Draft rule", Jurisdiction: "CN"}, Fact: kb.Fact{ID: "f", Value: kb.DateValue{Date: day(2026, 5, 4)}, Role: kb.RoleCommentDeadline}}},
		Entries:  []kb.Entry{{Kind: kb.DocumentAdded}, {Kind: kb.DocumentAdded}, {Kind: kb.TextEdited}},
		Unread:   []digest.Unread{{Source: "ministry", Since: early, Reason: "the server answers with 503."}, {Source: "gazette", Reason: digest.NeverRead}}}
	for _, m := range mend {
		m(&in)
	}
	return in
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as it was:\n%s", name, got)
	}
}

func TestDigestInEachFormat(t *testing.T) {
	d := digest.Make(input())
	for _, f := range []digest.Format{digest.Text, digest.Markdown, digest.HTML} {
		var b bytes.Buffer
		if err := digest.Write(&b, d, f); err != nil {
			t.Fatal(err)
		}
		golden(t, "april."+string(f), b.Bytes())
		for _, bad := range []string{"<script", "\u202e", "*bold*"} {
			if f != digest.Text && !(f == digest.HTML && bad == "*bold*") && strings.Contains(b.String(), bad) {
				t.Errorf("%s holds %q as it came", f, bad)
			}
		}
	}
	b, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "april.json", append(b, '\n'))
	if err := digest.Write(&bytes.Buffer{}, d, "pdf"); err == nil {
		t.Error("a digest was written in a format that there is not")
	}
}

func TestEachThingStandsInItsSection(t *testing.T) {
	d := digest.Make(input())
	ids := func(all []legal.Story) string {
		var out []string
		for _, s := range all {
			out = append(out, string(s.Instrument))
		}
		return strings.Join(out, " ")
	}
	for _, tt := range []struct{ name, got, want string }{
		{"started", ids(d.Started), "xx-1"}, {"stopped", ids(d.Stopped), "xx-3"}, {"suspended", ids(d.Suspended), "xx-2"},
		{"needs review", ids(d.Review), "xx-2"}, {"announced", ids(d.Announced), "xx-6"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
	if len(d.Late) != 1 || d.Late[0].Instrument != "xx-5" || d.Late[0].DaysLate != 26 {
		t.Errorf("learned late: %+v, want the start of xx-5, 26 days late", d.Late)
	}
	if len(d.Coming) != 3 || d.Coming[0].Deadline != deadline.Comments || d.Coming[0].Within != 30 || d.Coming[1].Deadline != deadline.WindDown || d.Coming[2].Within != 90 {
		t.Errorf("coming: %+v", d.Coming)
	}
	if len(d.Disputes) != 1 || !d.Disputes[0].New {
		t.Errorf("disputes: %+v, want the open one, new", d.Disputes)
	}
	if len(d.Standing) != 1 || d.Standing[0].Status != kb.StatusLapsedSuspension {
		t.Errorf("standing: %+v, want the lapsed suspension", d.Standing)
	}
}

// Silence is told apart from not having looked.
func TestNothingChangedIsNeverSaidOfWhatWasNotRead(t *testing.T) {
	quiet := func(in *digest.Input) { in.From, in.To = day(2026, 6, 1), day(2026, 6, 2) }
	read := func(in *digest.Input) { in.Unread = nil }
	for _, tt := range []struct {
		name string
		in   digest.Input
		want string
		not  string
	}{
		{"unread", input(quiet), "not the same as nothing changed", "No change in law in this period"},
		{"read", input(quiet, read), "No change in law in this period", "Not readable"},
	} {
		var b bytes.Buffer
		if err := digest.Write(&b, digest.Make(tt.in), digest.Text); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), tt.want) || strings.Contains(b.String(), tt.not) {
			t.Errorf("%s: want %q and not %q in\n%s", tt.name, tt.want, tt.not, b.String())
		}
	}
}

// What is learned after the mark about the days before it is told, once.
func TestSinceAMark(t *testing.T) {
	since := func(at time.Time) func(*digest.Input) {
		return func(in *digest.Input) {
			in.Since = &digest.Mark{Day: day(2026, 4, 14), RecordedAt: at}
			in.From = day(2026, 4, 15)
		}
	}
	d := digest.Make(input(since(tardy.Add(-time.Hour))))
	if len(d.Late) != 1 || len(d.Started) != 0 || len(d.Stopped) != 1 {
		t.Errorf("late %d, started %d, stopped %d; want 1, 0, 1", len(d.Late), len(d.Started), len(d.Stopped))
	}
	if d = digest.Make(input(since(tardy))); len(d.Late) != 0 || d.LateBulk != 0 {
		t.Errorf("what was known at the mark is told again: %+v", d.Late)
	}
}

// A date that is no day counts no days, and a year that has begun is not announced as to come.
func TestComingOnDatesThatAreNoDays(t *testing.T) {
	l := law()
	for id, on := range map[kb.InstrumentID]corpus.Date{"xx-7": {Year: 2026}, "xx-8": {Year: 2026, Month: 6}} {
		l.Instruments = append(l.Instruments, kb.Instrument{ID: id, Jurisdiction: "CN", Title: "Licence " + string(id), Published: day(2026, 3, 1)})
		l.Measures = append(l.Measures, kb.Measure{ID: kb.MeasureID(id + "/1"), Instrument: id, Provision: "1", Restriction: kb.LicenceRequirement, Direction: kb.Export, Items: []kb.Item{{Material: "Ga"}}, Destinations: []string{"*"}})
		l.Effects = append(l.Effects, kb.Effect{ID: kb.EffectID(id + "-a"), By: id, Target: id, Relation: kb.Adopts, From: day(2026, 3, 1), Stamp: kb.Stamp{RecordedAt: early}},
			kb.Effect{ID: kb.EffectID(id + "-c"), By: id, Target: id, Relation: kb.Commences, From: on, Stamp: kb.Stamp{RecordedAt: early}})
	}
	d := digest.Make(input(func(in *digest.Input) { in.Body = legal.New(l, day(2026, 4, 30)) }))
	var seen []string
	for _, c := range d.Coming {
		seen = append(seen, string(c.Instrument))
		if c.Instrument == "xx-8" && c.Days != nil {
			t.Errorf("June 2026 is said to be %d days ahead", *c.Days)
		}
	}
	if !slices.Contains(seen, "xx-8") || slices.Contains(seen, "xx-7") {
		t.Errorf("coming: %q, want xx-8 (in June) and not xx-7 (some day of the year that runs)", seen)
	}
	var b bytes.Buffer
	if err := digest.Write(&b, d, digest.Text); err != nil || !strings.Contains(b.String(), "(the day is not known)") {
		t.Errorf("%v: no line says that the day is not known:\n%s", err, b.String())
	}
}

// Of a year no days are counted: it is not known how long after its day a thing was learned.
func TestLateOfAYearCountsNoDays(t *testing.T) {
	l := law()
	for i := range l.Effects {
		if l.Effects[i].Target == "xx-5" {
			l.Effects[i].From = corpus.Date{Year: 2022}
		}
	}
	var b bytes.Buffer
	d := digest.Make(input(func(in *digest.Input) { in.Body = legal.New(l, day(2026, 4, 30)) }))
	if err := digest.Write(&b, d, digest.Text); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "(learned on 2026-04-15)") || strings.Contains(b.String(), "days later") {
		t.Errorf("want the day on which it was learned and no count of days in\n%s", b.String())
	}
}
