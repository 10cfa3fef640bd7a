package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

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
	Paragraph string // the answer to paste
	Groups    []cardGroup
	Count     int
	Brief     int // of the measures, how many are rows of the table only
	Upcoming  []upcoming
	Disputes  []dispute
	Permalink string
	Pack      string // the address of the evidence pack; empty: none can be made
	Sample    bool
}

// cardGroup is measures that stand alike.
type cardGroup struct {
	Heading string
	Cards   []card
}

// Whole reports whether a card of the group is shown.
func (g cardGroup) Whole() bool {
	return slices.ContainsFunc(g.Cards, func(c card) bool { return !c.Brief })
}

type upcoming struct {
	Measure    kb.MeasureID
	Instrument kb.InstrumentID
	event
}

type dispute struct {
	Instrument kb.InstrumentID
	Title      string // of the act; empty where it is not held
	About      string
	Settled    string
	Claims     []claim
	Sample     bool
}

type claim struct {
	Says     string
	Evidence evidence
}

func (s speech) newForm(w desk.StatusWords) form {
	f := form{StatusWords: w}
	for u := range kb.EndUses() {
		f.EndUses = append(f.EndUses, pair{string(u), s.EndUse(u)})
	}
	slices.SortFunc(f.EndUses, func(x, y pair) int { return strings.Compare(x.Text, y.Text) })
	for _, g := range kb.Groups() {
		f.Materials = append(f.Materials, pair{string(g.Name), s.Material(g.Name)})
	}
	for _, m := range kb.Elements() {
		f.Materials = append(f.Materials, pair{string(m), s.Material(m)})
	}
	for _, c := range []string{"CN", "US", "EU", "JP", "KR", "TW", "IN", "RU", "GB", "DE", "FR", "NL", "TR", "ID", "MY", "CL", "CD", "ZW"} {
		f.Places = append(f.Places, pair{c, s.Place(c)})
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
	say, words := s.speech(r), statusWordsOf(r)
	given := asked(r, questionNames()...)
	body := statusBody{Form: say.newForm(words)}
	p := page{Title: say.t("What binds?"), Here: "status", API: same("/status", given)}
	if len(given) == 0 {
		p.API = "/v1/status?material=gallium"
		p.Body = body
		return p, nil
	}
	a, err := s.Desk.Status(r.Context(), words)
	var word *desk.WordError
	if errors.As(err, &word) {
		body.Problem, p.Status, p.Title = say.problem(word), http.StatusUnprocessableEntity, say.t("Not understood")
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
	if body.Answer, err = s.word(r.Context(), say, a, given); err != nil {
		return p, err
	}
	p.Title, p.Body = body.Answer.Headline, body
	return p, nil
}

// problem says what was wrong with a word, naming the field as the form does.
func (s speech) problem(w *desk.WordError) string {
	if w.Value == "" {
		return sentenceCase(s.own(w.Detail)) + s.t(".")
	}
	return sentenceCase(s.field(w.Parameter)) + s.t(" “%s”: ", w.Value) + s.own(w.Detail) + s.t(".")
}

// word puts an answer into words.
func (s *Site) word(ctx context.Context, say speech, a desk.StatusAnswer, given url.Values) (*answer, error) {
	v, err := s.shown(ctx, say) // for the names of acts and the sentences: what is known now has them all
	if err != nil {
		return nil, err
	}
	w := &answer{Question: say.asked(a.Question), Sample: a.Sample || a.Coverage.Sample}
	w.Headline, w.Tone = say.headline(a, v.body)
	w.Explained = say.explain(a)
	w.Paragraph = a.Paragraph[say.Language()]
	w.Groups, w.Count, w.Brief = v.groups(a.Measures, a.Answer.Answer == legal.Unclear), len(a.Measures), max(0, len(a.Measures)-mostCards)
	for _, u := range a.Upcoming {
		m, _ := v.body.Measure(u.Measure)
		e := v.events(m.Instrument, []legal.Link{*u.Link})[0]
		if u.Suspended {
			e.What = say.t("%s, but is suspended on that day", e.What)
		}
		w.Upcoming = append(w.Upcoming, upcoming{u.Measure, m.Instrument, e})
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
	if s.Packs {
		w.Pack = same("/packs", pinned)
	}
	return w, nil
}

// groups sorts the measures of an answer by how they stand. Where doubt is the answer, what is in
// doubt comes first.
func (v shown) groups(measures []legal.MeasureOn, doubt bool) []cardGroup {
	groups := each([]string{v.say.t("Binds"), v.say.t("Binds under conditions"), v.say.t("In force, without deciding trade across the border"),
		v.say.t("In doubt: needs review"), v.say.t("Suspended"), v.say.t("Coming"), v.say.t("Ended")}, func(heading string) cardGroup { return cardGroup{Heading: heading} })
	for n, m := range measures {
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
		if m.InDoubt {
			g = 3
		}
		word := v.ofAnswer
		if n >= mostCards {
			word = v.briefly
		}
		c := word(m)
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

// about names what a dispute is about: a part of an act, or the day of an event.
func (s speech) about(code string) string {
	if event, dated := strings.CutSuffix(code, "_date"); dated {
		if said := s.Event(kb.Relation(event)); said != plain(event) {
			return s.t("the day of “%s”", said)
		}
	}
	return s.t(plain(code))
}

func (v shown) disputes(in []kb.Dispute) []dispute {
	var out []dispute
	for _, d := range in {
		w := dispute{Instrument: d.Instrument, About: v.say.about(d.About), Settled: v.say.own(d.Settled), Sample: d.Sample}
		if i, ok := v.body.Instrument(d.Instrument); ok {
			w.Title = v.say.title(i)
		}
		for _, c := range d.Claims {
			w.Claims = append(w.Claims, claim{v.say.own(c.Says), v.evidence(c.Basis.Spans, c.Basis.Provenance)})
		}
		out = append(out, w)
	}
	return out
}
