package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

func (a *app) status() *cobra.Command {
	var w desk.StatusWords
	c := &cobra.Command{
		Use:   "status",
		Short: "What binds this material, for this destination and end use, on this day, and why",
		Long: "Answers with every measure whose scope reaches the question, its status on the day, the chain of\n" +
			"events that made it so, and the sentence (or the register's provenance) that each rests on.\n" +
			"A material is a symbol, a name in any language of the lexicon, or a group (REE, graphite, superhard).",
		Example: "  lodestone status --material gallium --destination US --on 2025-11-10\n" +
			"  lodestone status --material 钬 --on 2025-11-08\n  lodestone status --material Co --jurisdiction CD --on 2025-10-16 --json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			answer, err := h.desk.Status(cmd.Context(), w)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(answer)
			}
			printStatus(a.out, answer, h.words.Name, h.sentences(cmd.Context()))
			return nil
		},
	}
	questionFlags(c, &w)
	return c
}

// questionFlags are the parts of the decision question.
func questionFlags(c *cobra.Command, w *desk.StatusWords) {
	f := c.Flags()
	f.StringVar(&w.Material, "material", "", "material: symbol, name or group")
	f.StringVar(&w.Destination, "destination", "", "country of destination: ISO code or name")
	f.StringVar(&w.EndUse, "end-use", "", "end use, such as military; civil means none of the listed ones")
	f.StringVar(&w.Jurisdiction, "jurisdiction", "", "only measures of this jurisdiction")
	f.StringVar(&w.Code, "code", "", "control code or customs code instead of a material")
	f.StringVar(&w.On, "on", "", "the day, YYYY-MM-DD (default: today)")
	f.StringVar(&w.Known, "known", "", "as known at the end of this day (default: now)")
}

// verdicts are the answers in words.
var verdicts = map[legal.Verdict]string{
	legal.Controlled:    "CONTROLLED: it binds whatever the question leaves open",
	legal.Conditional:   "CONDITIONAL: it binds only if what the question leaves open turns out so",
	legal.Unclear:       "UNCLEAR: nothing binds for certain, and something needs review",
	legal.NotControlled: "NOT CONTROLLED, within the coverage stated below",
	legal.NotCovered:    "NOT COVERED: no record that is held names it, which says nothing of the law",
}

func printStatus(out io.Writer, a desk.StatusAnswer, name func(code, lang string) string, say sentences) {
	q := a.Question
	var about []string
	if q.Material != "" {
		about = append(about, named(string(q.Material), name))
	}
	if q.Code != "" {
		about = append(about, "code "+q.Code)
	}
	if q.Destination != "" {
		about = append(about, "to "+named(q.Destination, name))
	}
	if q.EndUse != "" {
		about = append(about, "for "+words(string(q.EndUse))+" use")
	}
	if q.Jurisdiction != "" {
		about = append(about, "by "+named(string(q.Jurisdiction), name))
	}
	fmt.Fprintf(out, "%s, on %s\n\n%s\n", strings.Join(about, " "), q.On, verdicts[a.Answer.Answer])
	if a.Strictest != "" {
		fmt.Fprintf(out, "Strictest: %s\n", words(string(a.Strictest)))
	}
	if a.StrictestConditional != "" && a.StrictestConditional != a.Strictest {
		fmt.Fprintf(out, "Strictest of those that depend on more: %s\n", words(string(a.StrictestConditional)))
	}
	fmt.Fprintf(out, "\n%s\n", wrap(a.Paragraph[wording.English], 100))
	printSummary(out, a.Measures, a.Answer.Answer == legal.Unclear)
	if len(a.Measures) > 0 {
		fmt.Fprintln(out, "\nWhy:")
	}
	for _, m := range a.Measures {
		printMeasure(out, m, say)
	}
	if len(a.Disputes) > 0 {
		fmt.Fprintln(out, "\nDisputed:")
		for _, d := range a.Disputes {
			printDispute(out, d)
		}
	}
	if len(a.Upcoming) > 0 {
		fmt.Fprintln(out, "\nStill to come:")
		for _, u := range a.Upcoming {
			held := ""
			if u.Suspended {
				held = ", but is suspended on that day"
			}
			fmt.Fprintf(out, "  %s  %s: %s%s\n", u.Date, u.Measure, eventLine(*u.Link), held)
		}
	}
	printCoverageOf(out, a.Coverage, q.Known)
}

// wrap breaks a paragraph into lines of at most so many characters.
func wrap(text string, width int) string {
	var out strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			out.WriteByte('\n')
			column = 0
		default:
			out.WriteByte(' ')
			column++
		}
		out.WriteString(word)
		column += n
	}
	return out.String()
}

// sections group the measures by what they mean for the reader, the most pressing first.
var sections = []struct {
	head string
	has  func(legal.MeasureOn) bool
}{
	{"Binds", func(m legal.MeasureOn) bool { return m.Status == kb.StatusInForce && m.Binds && len(m.DependsOn) == 0 }},
	{"Binds only if", func(m legal.MeasureOn) bool { return m.Status == kb.StatusInForce && m.Binds }},
	{"Needs review", func(m legal.MeasureOn) bool {
		return m.InDoubt || m.Status == kb.StatusLapsedSuspension || m.Status == kb.StatusUnclear
	}},
	{"Suspended", func(m legal.MeasureOn) bool { return m.Status == kb.StatusSuspended }},
	{"Not yet, or not law", func(m legal.MeasureOn) bool {
		return m.Status == kb.StatusScheduled || m.Status == kb.StatusAnnounced || m.Status == kb.StatusProposed
	}},
	{"In force, and no trade control", func(m legal.MeasureOn) bool { return m.Status == kb.StatusInForce }},
	{"Ended or taken over", func(legal.MeasureOn) bool { return true }},
}

// printSummary puts every measure on one line, so that the first screen holds the answer. Where doubt
// is the answer, what is in doubt comes first.
func printSummary(out io.Writer, all []legal.MeasureOn, doubt bool) {
	rest, order := all, sections
	if doubt {
		order = slices.Concat(sections[2:3], sections[:2], sections[3:])
	}
	for _, s := range order {
		var here, later []legal.MeasureOn
		for _, m := range rest {
			if s.has(m) {
				here = append(here, m)
			} else {
				later = append(later, m)
			}
		}
		rest = later
		if len(here) == 0 {
			continue
		}
		fmt.Fprintf(out, "\n%s:\n", s.head)
		for _, m := range here {
			fmt.Fprintf(out, "  %s%-42s %s, %s\n", sampleMark(m.Sample), m.ID, words(string(m.Restriction)), oneLine(m))
		}
	}
}

// oneLine is what a summary says of a measure besides its restriction.
func oneLine(m legal.MeasureOn) string {
	s := words(string(m.Status))
	if !m.Since.IsZero() {
		s += " since " + m.Since.String()
	}
	if !m.Until.IsZero() {
		s += " until " + m.Until.String()
	}
	if len(m.DependsOn) > 0 {
		s += "; depends on the " + words(strings.Join(m.DependsOn, ", "))
	}
	return s
}

// printDispute prints what each side says, in one line.
func printDispute(out io.Writer, d kb.Dispute) {
	var says []string
	for _, c := range d.Claims {
		said := c.Says
		if len(c.Basis.Spans) > 0 {
			said += " “" + c.Basis.Spans[0].Quote + "”"
		}
		says = append(says, said)
	}
	fmt.Fprintf(out, "  %sdisputed, %s %s: %s\n", sampleMark(d.Sample), d.Instrument, words(d.About), strings.Join(says, " / "))
}

func named(code string, name func(code, lang string) string) string {
	if n := name(code, "en"); n != "" && n != code {
		return n + " (" + code + ")"
	}
	return code
}

// words turns a code of a closed list into plain words.
func words(code string) string { return strings.ReplaceAll(code, "_", " ") }

func printMeasure(out io.Writer, m legal.MeasureOn, say sentences) {
	fmt.Fprintf(out, "\n%s%s  %s\n    %s\n", sampleMark(m.Sample), m.ID, m.Title, standing(m))
	what := words(string(m.Restriction))
	for _, r := range m.Also {
		what += ", " + words(string(r))
	}
	fmt.Fprintf(out, "    %s (%s)", what, words(string(m.Direction)))
	if len(m.Destinations) > 0 {
		fmt.Fprintf(out, " to %s", strings.Join(m.Destinations, ", "))
	}
	if len(m.EndUses) > 0 {
		fmt.Fprintf(out, " for %s", joinUses(m.EndUses))
	}
	if m.Via != "" {
		fmt.Fprintf(out, "; reached through %s", m.Via)
	}
	if len(m.DependsOn) > 0 {
		fmt.Fprintf(out, "; depends on the %s", words(strings.Join(m.DependsOn, ", ")))
	}
	fmt.Fprintln(out)
	if len(m.Basis.Spans) > 0 {
		printBasis(out, legal.Link{Spans: m.Basis.Spans}, say)
	}
	for _, r := range m.Reasons {
		fmt.Fprintf(out, "    ! %s\n", r)
	}
	for _, l := range m.Chain {
		fmt.Fprintf(out, "      %-10s  %s\n", orUnknown(l.Date), eventLine(l))
		printBasis(out, l, say)
	}
}

func joinUses(uses []kb.EndUse) string {
	var out []string
	for _, u := range uses {
		out = append(out, words(string(u)))
	}
	return strings.Join(out, ", ")
}

func sampleMark(sample bool) string {
	if sample {
		return "[SAMPLE] "
	}
	return ""
}

// standing is the status in a sentence.
func standing(m legal.MeasureOn) string {
	s := strings.ToUpper(words(string(m.Status)))
	if m.Expected {
		s += " (expected, by what is known today)"
	}
	if !m.Since.IsZero() {
		s += " since " + m.Since.String()
	}
	if !m.Until.IsZero() {
		s += ", until " + m.Until.String()
	}
	if !m.Operated && (m.Status == kb.StatusSuspended || m.Status == kb.StatusLapsedSuspension) {
		s += "; it has never applied"
	}
	return s
}

// deeds are the events of a chain in words.
var deeds = map[kb.Relation]string{
	kb.Proposes: "proposed", kb.Adopts: "adopted", kb.Commences: "takes effect", kb.Expires: "last day", kb.Withdraws: "withdrawn",
	kb.Amends: "amended", kb.Suspends: "suspended", kb.Resumes: "applies again", kb.Extends: "extended", kb.Repeals: "repealed",
	kb.Supersedes: "taken over", kb.Corrects: "corrected",
}

func eventLine(l legal.Link) string {
	s := deeds[l.Event]
	if l.Announced {
		s = "announced, not enacted: " + s
	}
	if l.By != "" && l.By != l.Target {
		s += " by " + string(l.By)
	}
	if !l.Until.IsZero() {
		s += " until " + l.Until.String()
	}
	if l.Scope != "" {
		s += " (" + l.Scope + ")"
	}
	return s
}

func orUnknown(d corpus.Date) string {
	if d.IsZero() {
		return "no date"
	}
	return d.String()
}

// sentences gives the sentence of a text in which the words of a span stand.
type sentences func(corpus.Span) string

// sentences reads sentences from the store; the words of the span stand in brackets.
func (h *house) sentences(ctx context.Context) sentences {
	held := map[corpus.RevisionID]corpus.Revision{}
	return func(s corpus.Span) string {
		rev, ok := held[s.Revision]
		if !ok {
			var err error
			if rev, err = h.store.Revision(ctx, s.Revision); err != nil {
				return s.Quote
			}
			held[s.Revision] = rev
		}
		at, ok := rev.SentenceAt(s.Start)
		if !ok || at.End < s.End {
			return s.Quote
		}
		return rev.Text[at.Start:s.Start] + "[" + s.Quote + "]" + rev.Text[s.End:at.End]
	}
}

func printBasis(out io.Writer, l legal.Link, say sentences) {
	last := ""
	for _, s := range l.Spans {
		said := strings.Join(strings.Fields(say(s)), " ")
		plain := strings.NewReplacer("[", "", "]", "").Replace(said)
		if plain == last {
			continue // the same sentence once more, for another of its words
		}
		last = plain
		fmt.Fprintf(out, "                  “%s”  %s, %s\n", said, s.Document, s.Address)
	}
	if len(l.Spans) == 0 && l.Provenance != nil {
		line := "no text held; " + l.Provenance.From
		if l.Provenance.Confidence != "" {
			line += ", " + l.Provenance.Confidence + " confidence"
		}
		if len(l.Provenance.URLs) > 0 {
			line += ": " + l.Provenance.URLs[0]
		}
		fmt.Fprintf(out, "                  %s\n", line)
	}
}

// printCoverageOf prints the coverage below an answer as known on a day of the past: it is that of today.
func printCoverageOf(out io.Writer, c desk.Coverage, known string) {
	if known != "" {
		fmt.Fprintf(out, "\nThe answer is as known on %s; the coverage is of what is held today.", known)
	}
	printCoverage(out, c)
}

func printCoverage(out io.Writer, c desk.Coverage) {
	fmt.Fprintf(out, "\nCoverage: version %d", c.CorpusVersion)
	if c.Sources > 0 && c.NewestCapture != nil {
		fmt.Fprintf(out, ", documents of %d sources, newest of %s", c.Sources, c.NewestCapture.Format("2006-01-02"))
	} else {
		fmt.Fprint(out, ", the shipped register alone")
	}
	if len(c.StaleSources) > 0 {
		fmt.Fprintf(out, "; not read for a week: %s", strings.Join(c.StaleSources, ", "))
	}
	fmt.Fprintf(out, ". Not looked up in depth: %s.\n", strings.Join(c.NotCovered, "; "))
	if c.Sample {
		fmt.Fprintln(out, "SAMPLE: this folder holds the sample web, whose wording is invented. Nothing in it is evidence.")
	}
}
