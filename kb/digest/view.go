package digest

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// view is a digest laid out for a reader, whatever it is written as: the first screen, then all.
type view struct {
	Title    string
	Lead     []string
	Warnings []string
	Screen   []section
	Details  []section
	Sample   bool
}

type section struct {
	Head  string
	Lines []line
	More  int // lines that stand below only
}

type line struct {
	Day  string
	Text string
	ID   string // of the act
	Sub  []string
}

// onScreen is how many lines of a section stand on the first screen.
const onScreen = 3

func layOut(d Digest) view {
	v := view{Title: fmt.Sprintf("What changed in law, %s to %s", d.From, d.To), Sample: d.Sample}
	if d.To.Compare(d.From) < 0 {
		v.Title = "What is new in law since the last digest, of the same day"
	}
	if len(d.Filter) > 0 {
		v.Title += " (" + plain(strings.Join(d.Filter, ", ")) + ")"
	}
	if d.Since != nil {
		v.Lead = append(v.Lead, fmt.Sprintf("New since the digest of %s, and what was learned since.", d.Since.Day))
	}
	v.Warnings = warnings(d)
	full := sections(d)
	v.Lead = append(v.Lead, counts(full, d))
	for _, s := range full {
		if len(s.Lines) == 0 {
			continue
		}
		v.Details = append(v.Details, s)
		brief := section{Head: s.Head, Lines: s.Lines, More: len(s.Lines) - onScreen}
		if brief.More > 1 {
			brief.Lines = brief.Lines[:onScreen]
		} else {
			brief.More = 0
		}
		v.Screen = append(v.Screen, brief)
	}
	return v
}

// warnings say what the reader must know before the rest.
func warnings(d Digest) []string {
	var out []string
	if !d.Known {
		out = append(out, "Nothing is known to have changed, and that is not the same as nothing changed: not every source could be read.")
	}
	var never []string
	for _, u := range d.Unread {
		if u.Reason == NeverRead {
			never = append(never, plain(string(u.Source)))
			continue
		}
		since := "since when is not known"
		if !u.Since.IsZero() {
			since = "last read as it should be on " + u.Since.UTC().Format("2006-01-02")
		}
		out = append(out, plain(fmt.Sprintf("Not readable: %s (%s): %s.", u.Source, since, strings.TrimRight(u.Reason, ". "))))
	}
	if len(never) > 0 {
		out = append(out, "Never read: "+strings.Join(never, ", ")+".")
	}
	return out
}

// counts is the digest in one line.
func counts(all []section, d Digest) string {
	var parts []string
	for _, s := range all {
		if n := len(s.Lines); n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", strings.ToLower(s.Head), n))
		}
	}
	var lead string
	switch {
	case len(d.Changes) == 0 && d.Known:
		lead = "No change in law in this period, within the coverage"
	case len(d.Changes) == 0:
		lead = "No change is known"
	}
	if len(parts) > 0 && lead != "" {
		lead += "; "
	}
	lead += strings.Join(parts, " · ")
	if d.LateBulk > 0 {
		lead += fmt.Sprintf(". Of earlier days, learned with the register: %d", d.LateBulk)
	}
	return lead + learned(d) + "."
}

// learned tells what the period brought in texts.
func learned(d Digest) string {
	var parts []string
	for _, k := range []kb.EntryKind{kb.DocumentAdded, kb.TextEdited, kb.DocumentMoved, kb.DocumentGone} {
		if n := d.Learned[string(k)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", strings.ReplaceAll(string(k), "_", " "), n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ". Texts: " + strings.Join(parts, ", ")
}

func sections(d Digest) []section {
	by := bucketed(d.Changes)
	out := []section{
		{Head: "Needs review", Lines: stories(d.Review, by[review])},
		{Head: "Started", Lines: stories(d.Started, by[started])},
		{Head: "Stopped", Lines: stories(d.Stopped, by[stopped])},
		{Head: "Suspended", Lines: stories(d.Suspended, by[suspended])},
		{Head: "Announced or amended", Lines: stories(d.Announced, by[announced])},
	}
	soon, later, late, standing, disputed := section{Head: "Coming within 30 days"}, section{Head: "Coming within 90 days"}, section{Head: "Learned late"}, section{Head: "Suspended or in doubt on the last day"}, section{Head: "Disputed"}
	for _, c := range d.Coming {
		l := story(c.Story, nil)
		if c.Deadline == deadline.Comments {
			l.Text = plain(fmt.Sprintf("%s: comments close on %s", c.Where, c.Title))
		}
		l.Text = strings.TrimSuffix(l.Text, " (expected)") + inDays(c.Days)
		if c.Within == near {
			soon.Lines = append(soon.Lines, l)
		} else {
			later.Lines = append(later.Lines, l)
		}
	}
	for _, s := range d.Late {
		l := story(s.Story, nil)
		l.Text += learnedOn(s)
		late.Lines = append(late.Lines, l)
	}
	for _, s := range d.Standing {
		standing.Lines = append(standing.Lines, standingLine(s))
	}
	for _, x := range d.Disputes {
		disputed.Lines = append(disputed.Lines, disputeLine(x))
	}
	return append(out, soon, later, late, standing, disputed)
}

func stories(all []legal.Story, changes []legal.Change) []line {
	var out []line
	for _, s := range all {
		out = append(out, story(s, changes))
	}
	return out
}

// story is one line, and below it the clauses with the words that they rest on.
func story(s legal.Story, changes []legal.Change) line {
	l := line{Day: s.Date.String(), Text: plain(fmt.Sprintf("%s%s: %s", sampleMark(s.Sample), s.Where, s.Sentence())), ID: string(s.Instrument)}
	starts := map[kb.MeasureID]bool{}
	for _, c := range changes {
		if c.Instrument == s.Instrument && c.LegalDate == s.Date && c.Kind == legal.MeasureCommenced {
			starts[c.Measure] = true
		}
	}
	for _, c := range changes {
		if c.Instrument != s.Instrument || c.LegalDate != s.Date || c.Kind == legal.MeasureAnnounced && starts[c.Measure] {
			continue
		}
		sub := c.Summary
		if len(c.Materials) > 0 {
			var names []string
			for _, m := range c.Materials {
				names = append(names, string(m))
			}
			sub += ": " + strings.Join(names, ", ")
		}
		l.Sub = append(l.Sub, plain(sub))
		for _, p := range c.Spans {
			l.Sub = append(l.Sub, plain(fmt.Sprintf("“%s” %s, %s", p.Quote, p.Document, p.Address)))
		}
	}
	return l
}

func standingLine(s Standing) line {
	l := line{ID: string(s.Instrument), Text: fmt.Sprintf("%s%s: %s, %s", sampleMark(s.Sample), s.Jurisdiction, s.Title, strings.ReplaceAll(string(s.Status), "_", " "))}
	if s.Clauses < s.Of {
		l.Text += fmt.Sprintf(" (%d of %d clauses)", s.Clauses, s.Of)
	}
	if !s.Since.IsZero() {
		l.Text += ", since " + s.Since.String()
	}
	if !s.Until.IsZero() {
		l.Text += ", until " + s.Until.String()
	}
	if s.InDoubt {
		l.Text += ": needs review"
	}
	l.Text = plain(l.Text)
	return l
}

func disputeLine(x OpenDispute) line {
	l := line{ID: string(x.Instrument), Text: fmt.Sprintf("%s%s: %s is disputed", sampleMark(x.Sample), x.Title, strings.ReplaceAll(x.About, "_", " "))}
	if x.New {
		l.Text += " (new)"
	}
	l.Text = plain(l.Text)
	for _, c := range x.Claims {
		said := c.Says
		if len(c.Basis.Spans) > 0 {
			said += " “" + c.Basis.Spans[0].Quote + "” " + string(c.Basis.Spans[0].Document)
		}
		l.Sub = append(l.Sub, plain(said))
	}
	return l
}

func sampleMark(sample bool) string {
	if sample {
		return "[SAMPLE] "
	}
	return ""
}

// plain puts text of others on one line and drops what cannot be seen: control characters, and
// those that turn the direction of what follows.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// inDays says how far a day is; of a month or a year nobody can say.
func inDays(n *int) string {
	if n == nil {
		return " (the day is not known)"
	}
	return " (in " + days(*n) + ")"
}

// learnedOn tells when a story was learned; how much later only of a day, for a year or a month has none.
func learnedOn(s Late) string {
	out := " (learned on " + s.RecordedAt.UTC().Format("2006-01-02")
	if s.Date.Precision() == corpus.ToDay {
		out += ", " + days(s.DaysLate) + " later"
	}
	return out + ")"
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprint(n, " days")
}
