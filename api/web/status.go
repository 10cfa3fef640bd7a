package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// form is the one question as it was asked, and what may be chosen.
type form struct {
	desk.StatusWords
	EndUses   []pair
	Materials []pair
	Places    []pair
}

// statusBody is the page of the decision question.
type statusBody struct {
	Form        form
	Problem     string
	Suggestions []pair // link and word
	Answer      *answer
}

// answer is the answer in words.
type answer struct {
	Headline  string
	Tone      string
	Question  string
	Explained []string
	Groups    []cardGroup
	Count     int
	Upcoming  []upcoming
	Disputes  []dispute
	Permalink string
	Sample    bool
}

// cardGroup is measures that stand alike.
type cardGroup struct {
	Heading string
	Cards   []card
}

type upcoming struct {
	Measure    kb.MeasureID
	Instrument kb.InstrumentID
	event
}

type dispute struct {
	Instrument kb.InstrumentID
	About      string
	Settled    string
	Claims     []claim
	Sample     bool
}

type claim struct {
	Says     string
	Evidence evidence
}

func newForm(w desk.StatusWords) form {
	f := form{StatusWords: w}
	for u := range kb.EndUses() {
		f.EndUses = append(f.EndUses, pair{string(u), endUse(u)})
	}
	slices.SortFunc(f.EndUses, func(x, y pair) int { return strings.Compare(x.Text, y.Text) })
	for _, g := range kb.Groups() {
		f.Materials = append(f.Materials, pair{string(g.Name), material(g.Name)})
	}
	for _, m := range kb.Elements() {
		f.Materials = append(f.Materials, pair{string(m), material(m)})
	}
	for _, c := range []string{"CN", "US", "EU", "JP", "KR", "TW", "IN", "RU", "GB", "DE", "FR", "NL", "TR", "ID", "MY", "CL", "CD", "ZW"} {
		f.Places = append(f.Places, pair{c, place(c)})
	}
	return f
}

func statusWordsOf(r *http.Request) desk.StatusWords {
	q := r.URL.Query()
	get := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	return desk.StatusWords{Material: get("material"), Destination: get("destination"), EndUse: get("end_use"),
		Jurisdiction: get("jurisdiction"), Code: get("code"), On: get("on"), Known: get("known")}
}

// status asks and answers the one question.
func (s *Site) status(r *http.Request) (page, error) {
	words := statusWordsOf(r)
	given := asked(r, questionNames()...)
	body := statusBody{Form: newForm(words)}
	p := page{Title: "What binds?", Here: "status", API: same("/status", given)}
	if len(given) == 0 {
		p.API = "/v1/status?material=gallium"
		p.Body = body
		return p, nil
	}
	a, err := s.Desk.Status(r.Context(), words)
	var word *desk.WordError
	if errors.As(err, &word) {
		body.Problem, p.Status, p.Title = wordProblem(word), http.StatusUnprocessableEntity, "Not understood"
		for _, other := range word.Suggestions {
			again := asked(r, questionNames()...)
			again.Set(word.Parameter, other)
			body.Suggestions = append(body.Suggestions, pair{"/status?" + again.Encode(), other})
		}
		p.Body = body
		return p, nil
	}
	if err != nil {
		return p, err
	}
	p.Coverage = a.Coverage
	if body.Answer, err = s.word(r.Context(), a, given); err != nil {
		return p, err
	}
	p.Title, p.Body = body.Answer.Headline, body
	return p, nil
}

// wordProblem says what was wrong with a word, naming the field as the form does.
func wordProblem(w *desk.WordError) string {
	if w.Value == "" {
		return sentenceCase(w.Detail) + "."
	}
	return sentenceCase(plain(w.Parameter)) + " “" + w.Value + "”: " + w.Detail + "."
}

// word puts an answer into words.
func (s *Site) word(ctx context.Context, a desk.StatusAnswer, given url.Values) (*answer, error) {
	v, err := s.shown(ctx) // for the names of acts and the sentences: what is known now has them all
	if err != nil {
		return nil, err
	}
	w := &answer{Question: asWords(a.Question), Sample: a.Sample || a.Coverage.Sample}
	w.Headline, w.Tone = headline(a, v.body)
	w.Explained = explain(a)
	w.Groups, w.Count = v.groups(a.Measures, a.Answer.Answer == legal.Unclear), len(a.Measures)
	for _, u := range a.Upcoming {
		m, _ := v.body.Measure(u.Measure)
		w.Upcoming = append(w.Upcoming, upcoming{u.Measure, m.Instrument, v.events(m.Instrument, []legal.Link{u.Link})[0]})
	}
	slices.SortStableFunc(w.Upcoming, func(x, y upcoming) int { return strings.Compare(x.Date, y.Date) })
	w.Disputes = v.disputes(a.Disputes)
	version, err := s.Desk.Store().Version(ctx)
	if err != nil {
		return nil, err
	}
	pinned := url.Values{}
	for k, vals := range given {
		pinned[k] = vals
	}
	pinned.Set("on", a.Question.On.String())
	if pinned.Get("known") == "" && !version.RecordedAt.IsZero() {
		pinned.Set("known", version.RecordedAt.UTC().Format(time.RFC3339Nano))
	}
	w.Permalink = "/status?" + pinned.Encode()
	return w, nil
}

// asWords repeats the question as it was understood.
func asWords(q legal.Question) string {
	what := "any material"
	if q.Material != "" {
		what = material(q.Material)
	}
	if q.Code != "" {
		what += " under code " + q.Code
	}
	s := sentenceCase(what)
	if q.Destination != "" {
		s += " to " + place(q.Destination)
	}
	if q.EndUse != "" {
		s += " for " + endUse(q.EndUse) + " use"
	}
	if q.Jurisdiction != "" {
		s += ", under the law of " + place(string(q.Jurisdiction))
	}
	s += ", on " + q.On.String()
	if q.Known != "" {
		s += ", as known at " + q.Known
	}
	return s + "."
}

// headline answers in one sentence.
func headline(a desk.StatusAnswer, body *legal.Body) (string, string) {
	switch a.Answer.Answer {
	case legal.Controlled:
		return "Controlled: " + restrictionDoes(a.Strictest) + whose(a, a.Strictest, body, false), "bind"
	case legal.Conditional:
		return "Controlled under conditions: " + restrictionDoes(a.Strictest) + whose(a, a.Strictest, body, true), "halt"
	case legal.Unclear:
		return "Unclear: nothing binds for certain, and something is in doubt", "doubt"
	case legal.NotControlled:
		return "Not controlled, within what is covered", "free"
	}
	return "Not covered: nothing is held about this", "past"
}

// whose names the jurisdictions whose measures make the verdict.
func whose(a desk.StatusAnswer, t kb.RestrictionType, body *legal.Body, depends bool) string {
	var codes []string
	for _, m := range a.Measures {
		if m.Status == kb.StatusInForce && m.Restriction == t && (len(m.DependsOn) > 0) == depends {
			if i, ok := body.Instrument(m.Instrument); ok {
				codes = append(codes, string(i.Jurisdiction))
			}
		}
	}
	if len(codes) == 0 {
		return ""
	}
	return " (" + strings.Join(unique(codes), ", ") + ")"
}

// explain says what the headline leaves open.
func explain(a desk.StatusAnswer) []string {
	var out []string
	var open []string
	for _, m := range a.Measures {
		if m.Status == kb.StatusInForce {
			open = append(open, m.DependsOn...)
		}
	}
	open = each(unique(open), dependsWord)
	switch a.Answer.Answer {
	case legal.Controlled:
		if a.StrictestConditional != "" && a.StrictestConditional != a.Strictest {
			out = append(out, "Depending on "+list(open)+", it can be stricter or different: "+restrictionDoes(a.StrictestConditional)+".")
		}
	case legal.Conditional:
		out = append(out, "Whether it binds depends on "+list(open)+".")
	case legal.Unclear:
		out = append(out, "See the measures marked as needing review; a person has to decide.")
	case legal.NotControlled:
		out = append(out, "No measure that is held binds on this day. Suspended, coming and ended ones are listed below where there are any.")
	case legal.NotCovered:
		out = append(out, "This is no statement that nothing binds: the material or the jurisdiction is outside what was read.")
	}
	out = append(out, halted(a)...)
	if on := a.Question.On; len(a.Measures) > 0 && a.Measures[0].Expected {
		out = append(out, "The day "+on.String()+" lies ahead: this is what is expected on what is known today.")
	}
	return out
}

// halted names what is suspended on the day: it can come back.
func halted(a desk.StatusAnswer) []string {
	const few = 3
	var out []string
	for _, m := range a.Measures {
		if m.Status != kb.StatusSuspended || m.Direction == kb.Domestic || m.Direction == kb.Procurement || len(out) == few {
			continue
		}
		out = append(out, sentenceCase(standing{m.Status, corpus.Date{}, m.Until, m.Operated, m.Expected}.sentence())+": "+restriction(m.Restriction)+" ("+string(m.ID)+").")
	}
	return out
}

// groups sorts the measures of an answer by how they stand. Where doubt is the answer, what is in
// doubt comes first.
func (v shown) groups(measures []legal.MeasureOn, doubt bool) []cardGroup {
	groups := []cardGroup{{Heading: "Binds"}, {Heading: "Binds under conditions"}, {Heading: "In force, without deciding trade across the border"},
		{Heading: "In doubt: needs review"}, {Heading: "Suspended"}, {Heading: "Coming"}, {Heading: "Ended"}}
	for _, m := range measures {
		g := 6
		switch m.Status {
		case kb.StatusInForce:
			switch {
			case m.Direction == kb.Domestic || m.Direction == kb.Procurement || eases(m.Restriction):
				g = 2
			case len(m.DependsOn) > 0:
				g = 1
			default:
				g = 0
			}
		case kb.StatusLapsedSuspension, kb.StatusUnclear:
			g = 3
		case kb.StatusSuspended:
			g = 4
		case kb.StatusProposed, kb.StatusAnnounced, kb.StatusScheduled:
			g = 5
		}
		c := v.ofAnswer(m)
		c.Anchor = "m-" + strings.ReplaceAll(string(m.ID), "/", ".") // clauses of several acts stand on one page
		groups[g].Cards = append(groups[g].Cards, c)
	}
	if doubt {
		inDoubt := groups[3] // taken out before the deletion moves what follows into its place
		groups = slices.Insert(slices.Delete(groups, 3, 4), 0, inDoubt)
	}
	return slices.DeleteFunc(groups, func(g cardGroup) bool { return len(g.Cards) == 0 })
}

// eases reports whether a restriction type binds nobody.
func eases(t kb.RestrictionType) bool {
	return slices.ContainsFunc(kb.Restrictions(), func(r kb.RestrictionInfo) bool { return r.Type == t && r.Strictness == 0 })
}

func (v shown) disputes(in []kb.Dispute) []dispute {
	var out []dispute
	for _, d := range in {
		w := dispute{Instrument: d.Instrument, About: plain(d.About), Settled: worded(d.Settled), Sample: d.Sample}
		for _, c := range d.Claims {
			w.Claims = append(w.Claims, claim{worded(c.Says), v.evidence(c.Basis.Spans, c.Basis.Provenance)})
		}
		out = append(out, w)
	}
	return out
}
