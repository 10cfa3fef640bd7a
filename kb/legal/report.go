package legal

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Report is one thing that a text which is not the act asserts of an act that it names by number: a
// press report, a tracker, an analysis. It makes no law; see [Body.Against].
type Report struct {
	Act       kb.InstrumentID
	says      what
	materials []kb.Material // said to be under control
	date      corpus.Date   // said to be the day of the start, or the last of a suspension
	others    []corpus.Date // the other days of the sentence
	parts     []string      // of the act, as slugs; nothing: the whole
	halt      kb.Relation   // suspends or repeals: what is said to have befallen the act
	list      string        // on which parties are said to be put
	day       corpus.Date   // on which it was said
	span      corpus.Span
	sample    bool
}

// what is the matter of a report; disputes are named by it.
type what string

const (
	saysMaterials what = "materials"
	saysStart     what = "commences_date"
	saysPause     what = "suspends_date"
	saysList      what = "list"
	saysNever     what = "operation"
	saysHalted    what = "status"
)

// Reports reads what a text that is no act says of acts. Only sentences that name a single act by its
// number count, and only what they assert: a report that is understood by halves contradicts nobody.
// The day is taken for the one of the report where it is not dated itself.
func Reports(doc corpus.Document, rev corpus.Revision, facts []kb.Fact, today corpus.Date) []Report {
	if !IsReport(doc) {
		return nil
	}
	day := doc.Published.Last()
	if day.IsZero() {
		day = today
	}
	sentences, order := map[corpus.Range][]kb.Fact{}, []corpus.Range{}
	for _, f := range facts {
		if sentences[f.Context] == nil {
			order = append(order, f.Context)
		}
		sentences[f.Context] = append(sentences[f.Context], f)
	}
	var out []Report
	for _, r := range order {
		if r.Start < 0 || r.End > len(rev.Text) || r.Start >= r.End {
			continue
		}
		s := sentence{rev: rev, at: r, facts: sentences[r]}
		if id, ok := s.act(); ok {
			s.base = Report{Act: id, day: day, span: rev.Span(r.Start, r.End), parts: partsNamed(s.text()), sample: doc.Sample}
			out = append(out, s.reports()...)
		}
	}
	return out
}

// IsReport reports whether a document speaks about acts and is none.
func IsReport(doc corpus.Document) bool {
	return !doc.Official || doc.Kind == corpus.News || doc.Kind == corpus.Analysis
}

// sentence is one sentence of a report with what was marked in it.
type sentence struct {
	rev   corpus.Revision
	at    corpus.Range
	facts []kb.Fact
	base  Report
}

func (s *sentence) text() string { return s.rev.Text[s.at.Start:s.at.End] }

// byDay is the rule that finds an act by its day and subject: likely, and not certain.
const byDay = "citation.by-day-and-subject"

// act is the one act that the sentence names for certain.
func (s *sentence) act() (id kb.InstrumentID, ok bool) {
	for _, f := range s.facts {
		v, cites := f.Value.(kb.CitationValue)
		if !cites {
			continue
		}
		if v.Target == "" || strings.HasPrefix(string(f.Rule), byDay) || id != "" && id != v.Target {
			return "", false
		}
		id = v.Target
	}
	return id, id != ""
}

var (
	// neverRan are the words by which a text says that an act has not bound for a day.
	neverRan = regexp.MustCompile(`(?i)\bnever (?:actually )?(?:(?:took|taken|came|come|entered|gone|went) (?:in)?(?:to )?(?:effect|force)|(?:applied|operated)\s*(?:[.,;]|$))|从未(?:真正)?(?:生效|施行|实施)|未及(?:生效|施行|实施)`)
	// denied stands before what a report tells in order to deny it.
	denied = regexp.MustCompile(`(?i)\b(?:not true|untrue|false(?:ly)?|den(?:y|ies|ied|ying))\b|否认|不实|并非`)
	// starting stands before the day on which an act begins.
	starting = regexp.MustCompile(`(?i)\b(?:took|takes?|taking|came|comes?|coming|enter(?:s|ed|ing)?|went|goes) (?:fully |in full )?(?:in)?(?:to )?(?:effect|force)\b[^.;:,]{0,30}$`)
	// open are the words that take a suspension or an end back, or put it off.
	open = regexp.MustCompile(`(?i)\b(?:not|never|may|might|could|would|will|shall|should|if|unless|whether|propos\w+|talks|plans?|expect\w*|call\w*)\b|n't\b|[未不没拟若如]|可能|计划|呼吁|预计`)
	// besides are the words by which a sentence names goods of other acts.
	besides = regexp.MustCompile(`(?i)\b(?:already|besides|in addition|earlier|previous|unlike|alongside|april)|此前|之前|已经|除.{0,20}外|不同于`)
)

// reports reads the sentence.
func (s *sentence) reports() (out []Report) {
	var more Report
	controls := false
	for _, f := range s.facts {
		v, ok := f.Value.(kb.RestrictionValue)
		if !ok || f.Assertion != kb.Asserted {
			continue
		}
		controls = controls || strictness(v.Type) > 0 && v.Type != kb.EndUserListing
		if v.Type == kb.EndUserListing && putsOn.MatchString(f.AsPrinted) {
			if more = s.base; listNamed(f.AsPrinted) != "" {
				more.says, more.list = saysList, listNamed(f.AsPrinted)
				out = append(out, more)
			}
		}
	}
	if m := s.materials(); controls && len(m) > 0 && !besides.MatchString(s.text()) {
		more = s.base
		more.says, more.materials = saysMaterials, m
		out = append(out, more)
	}
	if at := neverRan.FindStringIndex(s.text()); at != nil && !denied.MatchString(s.text()[:at[0]]) {
		more = s.base
		more.says = saysNever
		return append(out, more)
	}
	if halt := s.halt(); halt != "" {
		more = s.base
		more.says, more.halt = saysHalted, halt
		out = append(out, more)
	}
	return append(out, s.days()...)
}

// halt tells whether the sentence says without more that the act was suspended or ended.
func (s *sentence) halt() (halt kb.Relation) {
	paused := false
	for _, f := range s.facts {
		if base, _, _ := strings.Cut(string(f.Language), "-"); base != "en" && base != "zh" {
			return "" // open knows the words that take it back in these alone
		}
		switch v := f.Value.(type) {
		case kb.CitationValue:
			if r := kb.Relation(f.Role); (r == kb.Suspends || r == kb.Repeals) && f.Assertion == kb.Asserted && !v.Passive && v.Provision == "" {
				halt = r
			}
		case kb.RestrictionValue:
			paused = paused || v.Type == kb.Suspension && f.Assertion == kb.Asserted
		}
	}
	if halt == kb.Suspends && !paused || open.MatchString(s.text()) {
		return ""
	}
	return halt
}

// materials are those that the sentence says are restricted.
func (s *sentence) materials() (out []kb.Material) {
	for _, f := range s.facts {
		if v, ok := f.Value.(kb.MaterialValue); ok && v.Material != "" && f.Role == kb.RoleRestricted && f.Assertion == kb.Asserted {
			out = addTo(out, v.Material)
		}
	}
	return out
}

// days are the starts and the ends of suspensions that the sentence names.
func (s *sentence) days() (out []Report) {
	var all []corpus.Date
	for _, f := range s.facts {
		if v, ok := f.Value.(kb.DateValue); ok {
			all = append(all, v.Date)
		}
	}
	for _, f := range s.facts {
		v, ok := f.Value.(kb.DateValue)
		if !ok || f.Assertion != kb.Asserted || v.Derived != "" || v.Date.Precision() == corpus.ToYear || f.Span.Start < s.at.Start {
			continue
		}
		r := s.base
		r.date = v.Date
		r.others = slices.DeleteFunc(slices.Clone(all), func(d corpus.Date) bool { return d == v.Date })
		switch {
		case f.Role == kb.RoleEffective, f.Role == kb.RoleEvent && starting.MatchString(s.rev.Text[s.at.Start:f.Span.Start]):
			r.says = saysStart
		case f.Role == kb.RoleSuspendedUntil:
			r.says = saysPause
		default:
			continue
		}
		out = append(out, r)
	}
	return out
}
