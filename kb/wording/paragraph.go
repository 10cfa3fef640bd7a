package wording

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// most is how many acts a sentence of the paragraph names before it counts the rest.
const most = 3

// Acts looks up the acts that an answer names.
type Acts func(kb.InstrumentID) (kb.Instrument, bool)

// Paragraph tells an answer as one paragraph: what binds and on which acts that rests, what applies
// only if something left open turns out so, what is suspended or in doubt, what is to come, and
// where sources disagree. It says whether the strictest thing is a ban or a licence requirement.
// The version is the one of the records that the answer was made from.
func (w *Wording) Paragraph(a legal.Answer, acts Acts, version kb.Seq) string {
	p := paragraph{w: w, p: w.phrases(), a: a, acts: acts}
	p.verdict()
	p.open()
	p.halted()
	p.ahead()
	p.disputes()
	last := fmt.Sprintf(p.p.version, version)
	if a.Question.Known != "" {
		last += fmt.Sprintf(p.p.knownAt, a.Question.Known)
	}
	p.say(last)
	text := strings.TrimSpace(strings.Join(p.said, ""))
	if a.Sample {
		text = p.p.sample + text
	}
	return text
}

type paragraph struct {
	w    *Wording
	p    phrases
	a    legal.Answer
	acts Acts
	said []string
}

func (p *paragraph) say(sentence string) { p.said = append(p.said, sentence, p.p.stop) }

// verdict answers, and names the acts on which that rests.
func (p *paragraph) verdict() {
	q := p.a.Question
	what := p.p.anyGoods
	if q.Material != "" {
		what = p.w.Material(q.Material)
	}
	if q.Code != "" {
		what += fmt.Sprintf(p.p.underCode, q.Code)
	}
	more := ""
	if q.Destination != "" {
		more += fmt.Sprintf(p.p.to, p.w.Place(q.Destination))
	}
	if q.EndUse != "" {
		more += fmt.Sprintf(p.p.forUse, p.w.EndUse(q.EndUse))
	}
	if q.Jurisdiction != "" && p.a.Answer != legal.Controlled && p.a.Answer != legal.Conditional { // those say whose law binds
		more += fmt.Sprintf(p.p.underLaw, p.w.Place(string(q.Jurisdiction)))
	}
	p.said = append(p.said, capital(fmt.Sprintf(p.p.asked, what, more, p.w.Date(q.On))))
	switch p.a.Answer {
	case legal.Controlled:
		certain := func(m *legal.MeasureOn) bool { return binds(m) && len(m.DependsOn) == 0 }
		p.say(fmt.Sprintf(p.p.controlled, p.w.RestrictionDoes(p.a.Strictest), p.issuers(certain, p.a.Strictest)) + p.kind(certain))
		p.basis(certain)
	case legal.Conditional:
		p.say(fmt.Sprintf(p.p.conditional, p.parts(binds), p.w.RestrictionDoes(p.a.Strictest), p.issuers(binds, p.a.Strictest)) + p.kind(binds))
		p.basis(binds)
	case legal.Unclear:
		p.say(p.p.unclear)
		p.would()
	case legal.NotControlled:
		p.say(p.p.free)
		p.notLaw()
	default:
		p.say(p.p.notCovered)
	}
	if len(p.a.Measures) > 0 && p.a.Measures[0].Expected {
		p.say(p.p.expected)
	}
}

// binds reports whether a measure takes part in the verdict as one in force.
func binds(m *legal.MeasureOn) bool { return m.Status == kb.StatusInForce && m.Binds }

// kind says in so many words whether the strictest restriction is a ban or a licence requirement,
// where it is either. Of a ban it says too that licences are given out, where each clause says so.
func (p *paragraph) kind(makes func(*legal.MeasureOn) bool) string {
	strict := func(m *legal.MeasureOn) bool {
		return !slices.Contains(m.Also, kb.LicenceRequirement) && !slices.Contains(m.Also, kb.CaseByCaseReview)
	}
	switch p.a.Strictest {
	case kb.Prohibition, kb.EndUseBan, kb.AssistanceBan, "import_ban", "exchange_ban":
		strictest := p.those(func(m *legal.MeasureOn) bool { return makes(m) && m.Restriction == p.a.Strictest })
		if len(strictest) > 0 && !slices.ContainsFunc(strictest, strict) {
			return p.p.isBanButLicences
		}
		return p.p.isBan
	case kb.LicenceRequirement, kb.PresumptionOfDenial, kb.CaseByCaseReview, "import_licence":
		return p.p.isLicence
	}
	return ""
}

// would tells of an unclear answer what it would be if what is in doubt applied: that of the strictest
// measures among those that would bind whatever is left open, or of all where there are none.
func (p *paragraph) would() {
	doubt := func(m *legal.MeasureOn) bool { return m.InDoubt && m.Binds && m.Restriction != kb.Exemption }
	certain := func(m *legal.MeasureOn) bool { return doubt(m) && len(m.DependsOn) == 0 }
	of := certain
	if len(p.those(certain)) == 0 {
		of = doubt
	}
	chosen := p.those(of)
	if len(chosen) == 0 {
		return
	}
	worst := slices.MaxFunc(chosen, func(x, y *legal.MeasureOn) int { return cmp.Compare(strictness(x), strictness(y)) }).Restriction
	like := func(m *legal.MeasureOn) bool { return of(m) && m.Restriction == worst }
	p.a.Strictest = worst // of the copy that is told
	said := fmt.Sprintf(p.p.would, p.ids(p.those(like)), p.issuers(like, worst), p.w.RestrictionDoes(worst)) + p.kind(like)
	if open := p.parts(like); open != "" {
		said += fmt.Sprintf(p.p.depending, open)
	}
	p.say(said)
}

// notLaw tells of an answer by which nothing binds why that is, where it is known: the goods stay at
// home, or what was proposed or announced is no law.
func (p *paragraph) notLaw() {
	if q := p.a.Question; q.Jurisdiction != "" && q.Destination != "" && kb.Covers(string(q.Jurisdiction), q.Destination) {
		p.say(fmt.Sprintf(p.p.stays, p.w.Place(string(q.Jurisdiction))))
	}
	for _, s := range []struct {
		phrase string
		is     []kb.Status
	}{{p.p.proposed, []kb.Status{kb.StatusProposed, kb.StatusWithdrawn}}, {p.p.noStart, []kb.Status{kb.StatusAnnounced}}} {
		if chosen := p.those(func(m *legal.MeasureOn) bool { return slices.Contains(s.is, m.Status) && m.Binds }); len(chosen) > 0 {
			p.say(fmt.Sprintf(s.phrase, p.p.measure.times(len(chosen)), p.ids(chosen)))
		}
	}
}

// basis names the acts that make the verdict: those that say it first, then those that name the
// goods themselves, then those that reach them through a group.
func (p *paragraph) basis(makes func(*legal.MeasureOn) bool) {
	chosen := p.those(makes)
	if len(chosen) == 0 {
		return
	}
	slices.SortStableFunc(chosen, func(x, y *legal.MeasureOn) int {
		return cmp.Or(p.lesser(x)-p.lesser(y), -cmp.Compare(strictness(x), strictness(y)), cmp.Compare(len(x.Via), 0)-cmp.Compare(len(y.Via), 0))
	})
	var named []string
	held := false
	for _, m := range chosen[:min(most, len(chosen))] {
		s := p.act(m.Instrument, string(m.ID))
		if d := p.w.Date(m.Since); d != "" {
			s += fmt.Sprintf(p.p.since, d)
		}
		if d := p.w.Date(m.Until); d != "" {
			s += fmt.Sprintf(p.p.until, d)
		}
		named = append(named, s)
		held = held || len(m.Basis.Spans) > 0 || slices.ContainsFunc(m.Chain, func(l legal.Link) bool { return len(l.Spans) > 0 })
	}
	sentence := fmt.Sprintf(p.p.restsOn, strings.Join(named, p.p.comma))
	if rest := len(chosen) - len(named); rest > 0 {
		sentence += fmt.Sprintf(p.p.alsoBind, p.p.further.times(rest))
	}
	p.say(sentence)
	if !held {
		p.say(p.p.registered)
	}
}

// lesser is 0 for a measure that is the strictest of the answer, else 1.
func (p *paragraph) lesser(m *legal.MeasureOn) int {
	if m.Restriction == p.a.Strictest {
		return 0
	}
	return 1
}

func strictness(m *legal.MeasureOn) int { return m.Restriction.Info().Strictness }

// open tells what binds besides, if what the question leaves open turns out so.
func (p *paragraph) open() {
	if p.a.Answer == legal.Conditional {
		return // said already
	}
	depends := func(m *legal.MeasureOn) bool { return binds(m) && len(m.DependsOn) > 0 }
	chosen := p.those(depends)
	if len(chosen) == 0 {
		return
	}
	strictest := slices.MaxFunc(chosen, func(x, y *legal.MeasureOn) int { return cmp.Compare(strictness(x), strictness(y)) })
	alike := p.those(func(m *legal.MeasureOn) bool { return depends(m) && m.Restriction == strictest.Restriction })
	p.say(fmt.Sprintf(p.p.dependsOn, p.p.further.times(len(chosen)), p.parts(depends), p.w.RestrictionDoes(strictest.Restriction),
		p.issuers(depends, strictest.Restriction), p.ids(alike)))
}

// issuers names the jurisdictions of the measures of one restriction type.
func (p *paragraph) issuers(of func(*legal.MeasureOn) bool, t kb.RestrictionType) string {
	var places []string
	var seen []corpus.Jurisdiction
	for i := range p.a.Measures {
		m := &p.a.Measures[i]
		if m.Restriction == t && m.Issuer != "" && of(m) && !slices.Contains(seen, m.Issuer) {
			seen = append(seen, m.Issuer)
			places = append(places, p.w.Place(string(m.Issuer)))
		}
	}
	return p.w.List(places)
}

// parts names the parts of the question on which the measures depend.
func (p *paragraph) parts(of func(*legal.MeasureOn) bool) string {
	var open, parts []string
	for i := range p.a.Measures {
		m := &p.a.Measures[i]
		if len(m.DependsOn) == 0 || !of(m) {
			continue
		}
		for _, part := range m.DependsOn {
			if !slices.Contains(open, part) {
				open, parts = append(open, part), append(parts, p.w.Open(part))
			}
		}
	}
	return p.w.List(parts)
}

// halted tells what is suspended on the day, and what is in doubt.
func (p *paragraph) halted() {
	for _, h := range []struct {
		status kb.Status
		phrase string
	}{{kb.StatusSuspended, p.p.suspended}, {kb.StatusLapsedSuspension, p.p.lapsed}, {kb.StatusUnclear, p.p.doubtful}} {
		if chosen := p.those(func(m *legal.MeasureOn) bool { return m.Status == h.status && m.Binds }); len(chosen) > 0 {
			p.say(fmt.Sprintf(h.phrase, p.p.measure.times(len(chosen)), p.ids(chosen)))
		}
	}
	ended := func(m *legal.MeasureOn) bool {
		return m.InDoubt && m.Binds && m.Status != kb.StatusLapsedSuspension && m.Status != kb.StatusUnclear
	}
	if chosen := p.those(ended); len(chosen) > 0 {
		p.say(fmt.Sprintf(p.p.unrelieved, p.p.measure.times(len(chosen)), p.ids(chosen)))
	}
}

// ahead tells the next dated events. Those of one measure stand together in an answer, and what two
// provisions say alike of it is told once.
func (p *paragraph) ahead() {
	var events []string
	all, first := 0, 0 // first of the measure
	for i := range p.a.Upcoming {
		u := &p.a.Upcoming[i]
		if p.a.Upcoming[first].Measure != u.Measure {
			first = i
		}
		if slices.ContainsFunc(p.a.Upcoming[first:i], func(o legal.Upcoming) bool {
			return o.Date == u.Date && o.Event == u.Event && o.Announced == u.Announced && o.Suspended == u.Suspended
		}) {
			continue
		}
		if all++; len(events) < few {
			what := p.w.Event(u.Event)
			switch {
			case u.Announced:
				what = fmt.Sprintf(p.p.announced, what)
			case u.Suspended:
				what = p.p.heldUp
			}
			events = append(events, fmt.Sprintf(p.p.event, p.w.Date(u.Date), string(u.Measure), what))
		}
	}
	if len(events) > 0 {
		p.say(fmt.Sprintf(p.p.coming, p.first(events, all, p.p.comma)))
	}
}

func (p *paragraph) disputes() {
	var about []string
	for _, d := range p.a.Disputes {
		if id := string(d.Instrument); !slices.Contains(about, id) {
			about = append(about, id)
		}
	}
	if len(about) > 0 {
		p.say(fmt.Sprintf(p.p.disputed, p.p.point.times(len(p.a.Disputes)), p.first(about, len(about), ", ")))
	}
}

// those picks measures of the answer, by pointer: an answer may hold hundreds.
func (p *paragraph) those(are func(*legal.MeasureOn) bool) []*legal.MeasureOn {
	var out []*legal.MeasureOn
	for i := range p.a.Measures {
		if m := &p.a.Measures[i]; are(m) {
			out = append(out, m)
		}
	}
	return out
}

// ids names the acts of the measures by their ids, each once.
func (p *paragraph) ids(of []*legal.MeasureOn) string {
	var ids []string
	seen := make(map[kb.InstrumentID]bool, len(of))
	for _, m := range of {
		if !seen[m.Instrument] {
			seen[m.Instrument] = true
			ids = append(ids, string(m.Instrument))
		}
	}
	return p.first(ids, len(ids), ", ")
}

// few is how many names stand in a list before it counts the rest.
const few = 6

// first joins the first few words, and counts the rest of all.
func (p *paragraph) first(words []string, all int, between string) string {
	s := strings.Join(words[:min(few, len(words))], between)
	if rest := all - few; rest > 0 {
		s += fmt.Sprintf(p.p.andMore, rest)
	}
	return s
}

// act names an act as a letter would, with the id of the clause for whoever looks it up here.
func (p *paragraph) act(id kb.InstrumentID, clause string) string {
	i, ok := p.acts(id)
	if !ok {
		return clause
	}
	title := i.Title
	if p.w.lang == Chinese {
		title = "《" + cmp.Or(i.TitleZh, i.Title) + "》"
	}
	if number := p.number(i); number != "" && !strings.Contains(title, number) {
		title = number + p.between(title) + title
	}
	return fmt.Sprintf(p.p.act, title, clause)
}

// number is the act's number as a reader of the language would cite it.
func (p *paragraph) number(i kb.Instrument) string {
	if p.w.lang == Chinese || !hasHan(i.Number) {
		return i.Number
	}
	for _, alias := range i.Aliases {
		if strings.Contains(alias, "No. ") && !hasHan(alias) {
			if strings.HasPrefix(alias, "Announcement") {
				alias += " of " + p.w.List(i.Authorities)
			}
			return alias
		}
	}
	return i.Number
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// between stands between a number and a title.
func (p *paragraph) between(title string) string {
	switch {
	case p.w.lang != Chinese:
		return ", "
	case hasHan(title):
		return ""
	}
	return "，"
}

// capital begins a sentence of a language that has capitals.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
