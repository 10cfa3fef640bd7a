package web

import (
	"context"
	"fmt"
	"html/template"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// card is a measure as every page shows it.
type card struct {
	ID           kb.MeasureID
	Anchor       string
	Instrument   kb.InstrumentID
	Title        string
	Provision    string
	Jurisdiction corpus.Jurisdiction
	Restriction  string
	Also         []string
	Direction    string
	Status       kb.Status
	Standing     string // the state in a sentence
	Items        []good
	Materials    string
	Scope        []pair // the rest of the scope, row by row
	Depends      string
	Reasons      []string
	Summary      string
	Basis        evidence
	Chain        []event
	Unreviewed   bool
	Sample       bool
	Brief        bool // a row of the table and no card of its own
}

// mostCards bounds how many measures a page shows whole, those first that make the answer; the others
// are rows of its table.
const mostCards = 30

// pair is a row of a list of terms.
type pair struct{ Term, Text string }

// event is a link of a chain in words.
type event struct {
	Date      string
	Ahead     bool // the day lies ahead
	What      string
	By        kb.InstrumentID // another act that does it; empty where it is the act itself or nobody
	Announced bool
	Scope     string
	Evidence  evidence
}

// evidence is what a statement rests on.
type evidence struct {
	Quotes     []quote
	Provenance *kb.Provenance
	Register   bool // no text is held
	Again      bool // the same provenance as the event before
	Beside     bool // texts are held, and shown elsewhere on the page
}

// quote is the words of a held text.
type quote struct {
	Text    template.HTML
	Lang    string
	Href    string
	Address string
	Sample  bool
}

// shown holds what is needed to word cards. It lives as long as one request.
type shown struct {
	say    speech
	body   *legal.Body
	today  corpus.Date
	sample bool // every text held is a sample
	// revision reads a held text, for the sentence around a quote; nil where nobody asks.
	revision func(corpus.RevisionID) (corpus.Revision, bool)
}

// shown prepares to word what is known now. Texts are read once a request; one that cannot be read
// leaves its quotes without the sentence around them.
func (s *Site) shown(ctx context.Context, say speech) (shown, error) {
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return shown{}, err
	}
	c, err := s.Desk.Coverage(ctx)
	if err != nil {
		return shown{}, err
	}
	held := map[corpus.RevisionID]*corpus.Revision{}
	read := func(id corpus.RevisionID) (corpus.Revision, bool) {
		r, ok := held[id]
		if !ok {
			if rev, err := s.Desk.Text(ctx, id); err == nil {
				r = rev
			}
			held[id] = r
		}
		if r == nil {
			return corpus.Revision{}, false
		}
		return *r, true
	}
	return shown{say, body, s.Desk.Today(), c.Sample, read}, nil
}

// briefly is a measure as a row of the table.
func (v shown) briefly(m legal.MeasureOn) card {
	c := card{ID: m.ID, Instrument: m.Instrument, Title: m.Title, Restriction: v.say.Restriction(m.Restriction), Status: m.Status,
		Depends: v.say.List(each(once(m.DependsOn), v.say.Open)), Sample: m.Sample, Brief: true}
	v.place(&c)
	return c
}

func (v shown) ofAnswer(m legal.MeasureOn) card {
	c := card{ID: m.ID, Instrument: m.Instrument, Title: m.Title, Restriction: v.say.Restriction(m.Restriction), Also: each(m.Also, v.say.Restriction),
		Direction: v.say.Direction(m.Direction), Status: m.Status,
		Standing: v.say.Standing(wording.Standing{Status: m.Status, Since: m.Since, Until: m.Until, Operated: m.Operated, Expected: m.Expected}),
		Items:    v.say.goods(m.Items), Materials: v.say.materialsIn(m.Items), Depends: v.say.List(each(once(m.DependsOn), v.say.Open)), Reasons: each(m.Reasons, v.say.own), Summary: m.Summary,
		Basis: v.evidence(m.Basis.Spans, m.Basis.Provenance), Unreviewed: m.Review == kb.Unreviewed, Sample: m.Sample}
	c.Scope = v.say.scope(m.Destinations, nil, m.Origins, m.EndUses, m.ExemptUses, m.EndUsers, m.Thresholds)
	if m.Via != "" && slices.ContainsFunc(m.Items, func(i kb.Item) bool { return string(i.Material) != m.Via }) {
		c.Scope = append([]pair{{v.say.t("Reached through"), v.say.Material(kb.Material(m.Via))}}, c.Scope...)
	}
	c.Chain = v.events(m.Instrument, m.Chain)
	v.place(&c)
	return c
}

func (v shown) ofRow(m desk.MeasureRow) card {
	c := card{ID: m.ID, Instrument: m.Instrument, Restriction: v.say.Restriction(m.Restriction), Also: each(m.Also, v.say.Restriction),
		Direction: v.say.Direction(m.Direction), Status: m.Status,
		Standing: v.say.Standing(wording.Standing{Status: m.Status, Since: m.Since, Until: m.Until, Operated: m.Operated, Expected: m.Expected}),
		Items:    v.say.goods(m.Items), Materials: v.say.materialsIn(m.Items), Reasons: each(m.Reasons, v.say.own), Summary: m.Summary, Basis: v.evidence(m.Basis.Spans, m.Basis.Provenance),
		Unreviewed: m.Review == kb.Unreviewed, Sample: m.Sample}
	c.Scope = v.say.scope(m.Destinations, m.ExceptDestinations, m.Origins, m.EndUses, m.ExemptEndUses, m.EndUsers, m.Thresholds)
	c.Chain = v.events(m.Instrument, m.Chain)
	v.place(&c)
	return c
}

// place fills in the title, the clause and the jurisdiction.
func (v shown) place(c *card) {
	if c.Basis.Register && slices.ContainsFunc(c.Chain, func(e event) bool { return reflect.DeepEqual(e.Evidence.Provenance, c.Basis.Provenance) }) {
		c.Basis.Provenance = nil // the chain says it already
	}
	_, c.Provision, _ = strings.Cut(string(c.ID), "/")
	c.Anchor = "m-" + c.Provision
	if i, ok := v.body.Instrument(c.Instrument); ok {
		c.Jurisdiction, c.Title = i.Jurisdiction, v.say.title(i)
	}
}

// goods words the items of a measure; forms of one thing stand together.
func (s speech) goods(items []kb.Item) []good {
	var heads []kb.Item
	var forms [][]string
	for _, i := range items {
		same := func(o kb.Item) bool {
			return o.Material == i.Material && o.Description == i.Description && slices.Equal(o.ControlCodes, i.ControlCodes) && slices.Equal(o.CustomsCodes, i.CustomsCodes)
		}
		at := slices.IndexFunc(heads, same)
		if at < 0 {
			at = len(heads)
			heads, forms = append(heads, i), append(forms, nil)
		}
		if i.Form != "" {
			forms[at] = append(forms[at], s.Form(i.Form))
		}
	}
	var out []good
	for n, i := range heads {
		out = append(out, s.item(i, forms[n]...))
	}
	return out
}

// materialsIn names the materials of the items, each once.
func (s speech) materialsIn(items []kb.Item) string {
	var out []string
	for _, i := range items {
		if name := s.Material(i.Material); i.Material != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return s.List(out)
}

func (s speech) scope(to, except, origins []string, uses, exempt []kb.EndUse, users []string, limits []kb.Threshold) []pair {
	var out []pair
	add := func(term, text string) {
		if text != "" {
			out = append(out, pair{term, text})
		}
	}
	where := s.List(each(to, s.Place))
	if len(except) > 0 {
		where = s.t("%s except %s", where, s.List(each(except, s.Place)))
	}
	add(s.t("Destinations"), where)
	add(s.t("Origins"), s.List(each(origins, s.Place)))
	add(s.t("End uses"), s.List(each(uses, s.EndUse)))
	add(s.t("Exempt end uses"), s.List(each(exempt, s.EndUse)))
	add(s.t("End users"), s.List(users))
	for _, l := range limits {
		add(s.t("Limit"), l.Words)
	}
	return out
}

// events words a chain. The act whose life it is goes without saying.
func (v shown) events(of kb.InstrumentID, chain []legal.Link) []event {
	var out []event
	var last *kb.Provenance
	for _, l := range chain {
		e := event{Date: l.Date.String(), What: v.say.Event(l.Event), Announced: l.Announced, Scope: l.Scope, Evidence: v.evidence(l.Spans, l.Provenance)}
		e.Ahead = !l.Date.IsZero() && l.Date.First().Compare(v.today) > 0
		if e.Evidence.Register {
			e.Evidence.Again = last != nil && reflect.DeepEqual(last, l.Provenance)
			last = l.Provenance
		}
		if l.By != of {
			e.By = l.By
		}
		if !l.Until.IsZero() {
			e.What = v.say.t("%s until %s", e.What, l.Until)
		}
		if l.Target != of && l.Target != "" {
			e.What = v.say.t("%s %s (which suspends it)", l.Target, e.What)
		}
		if e.Date == "" {
			e.Date = v.say.t("no date")
		}
		out = append(out, e)
	}
	return out
}

// maxQuotes bounds how many quotes one statement shows; the rest is in the API.
const maxQuotes = 6

func (v shown) evidence(spans []corpus.Span, p *kb.Provenance) evidence {
	e := evidence{Provenance: p, Register: len(spans) == 0}
	var groups []quoted
	for _, s := range spans {
		around, text := v.sentence(s)
		same := func(g quoted) bool { return text != "" && g.first.Revision == s.Revision && g.around == around }
		if i := slices.IndexFunc(groups, same); i >= 0 {
			groups[i].marks = append(groups[i].marks, mark{start: s.Start, end: s.End, class: "said"})
		} else if len(groups) < maxQuotes {
			groups = append(groups, quoted{s, around, text, []mark{{start: s.Start, end: s.End, class: "said"}}})
		}
	}
	for _, g := range groups {
		e.Quotes = append(e.Quotes, v.quote(g))
	}
	return e
}

// quoted is spans of one sentence.
type quoted struct {
	first  corpus.Span
	around corpus.Range
	text   string // of the revision; empty where only the quote is shown
	marks  []mark
}

func (v shown) quote(g quoted) quote {
	s := g.first
	q := url.Values{"revision": {string(s.Revision)}, "mark": {fmt.Sprintf("%d-%d", s.Start, s.End)}}
	words := visible(s.Quote)
	if g.text != "" && g.around != (corpus.Range{Start: s.Start, End: s.End}) {
		words = marked(g.text, g.around.Start, g.around.End, g.marks, map[string]bool{"": true})
	}
	return quote{Text: words, Lang: tongue(s.Quote), Href: "/documents/" + url.PathEscape(string(s.Document)) + "?" + q.Encode() + "#marked",
		Address: s.Address, Sample: v.sample}
}

// sentence finds the sentence around a quote, or where that is not known its provision: a date
// alone tells a reader little. It gives no text where there is none, or where it is long.
func (v shown) sentence(s corpus.Span) (corpus.Range, string) {
	const longest = 420
	if v.revision == nil {
		return corpus.Range{}, ""
	}
	r, ok := v.revision(s.Revision)
	if !ok || !s.Holds(r.Text) {
		return corpus.Range{}, ""
	}
	around, ok := r.SentenceAt(s.Start)
	if !ok || around.End < s.End {
		p, ok := r.ProvisionAt(s.Start)
		if !ok || p.End < s.End {
			return corpus.Range{}, ""
		}
		around = corpus.Range{Start: p.Start, End: p.End}
	}
	if around.End-around.Start > longest {
		return corpus.Range{}, ""
	}
	return around, r.Text
}
