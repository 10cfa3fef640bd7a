package register

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Lint returns everything that is wrong with the register, one sentence each, and nothing where
// all is well. It only complains and mends nothing.
func Lint(r *Register) []string {
	l := linter{r: r, acts: make(map[kb.InstrumentID]*kb.Instrument), clauses: make(map[kb.MeasureID]*kb.Measure),
		parts: make(map[kb.InstrumentID][]*kb.Measure)}
	l.index()
	for i := range r.Instruments {
		l.instrument(&r.Instruments[i])
	}
	for i := range r.Measures {
		l.measure(&r.Measures[i])
	}
	seen := make(map[kb.EffectID]bool)
	for i := range r.Effects {
		l.effect(&r.Effects[i], seen)
	}
	for i := range r.Disputes {
		l.dispute(&r.Disputes[i])
	}
	l.order()
	return l.out
}

type linter struct {
	r       *Register
	acts    map[kb.InstrumentID]*kb.Instrument
	clauses map[kb.MeasureID]*kb.Measure
	parts   map[kb.InstrumentID][]*kb.Measure
	out     []string
}

func (l *linter) say(id any, format string, args ...any) {
	l.out = append(l.out, fmt.Sprintf("%v: %s", id, fmt.Sprintf(format, args...)))
}

// index notes what there is and complains of what is there twice.
func (l *linter) index() {
	for i := range l.r.Instruments {
		a := &l.r.Instruments[i]
		if l.acts[a.ID] != nil {
			l.say(a.ID, "is there twice")
		}
		l.acts[a.ID] = a
	}
	for i := range l.r.Measures {
		m := &l.r.Measures[i]
		if l.clauses[m.ID] != nil {
			l.say(m.ID, "is there twice")
		}
		l.clauses[m.ID] = m
		l.parts[m.Instrument] = append(l.parts[m.Instrument], m)
	}
}

// The shapes of names and codes. Control codes are those of the Chinese list and of ECCNs (1C902.a)
// or of the Chinese technology catalogue (252604X); customs codes have 4 to 10 digits.
var (
	slug      = regexp.MustCompile(`^[a-z]{2,3}(-[a-z0-9]+)+$`)
	provision = regexp.MustCompile(`^(\*|[a-z0-9.]+(-[a-z0-9.]+)*)$`)
	form      = regexp.MustCompile(`^[a-z]+([ -][a-z]+)*$`)
	control   = regexp.MustCompile(`^[0-9][A-E][0-9]{3}(\.[a-z0-9]+)*$|^[0-9]{6}X$`)
	customs   = regexp.MustCompile(`^[0-9]{4}(\.?[0-9]{2}){0,3}$`)
)

func (l *linter) instrument(i *kb.Instrument) {
	if !slug.MatchString(string(i.ID)) {
		l.say(i.ID, "is not a slug")
	}
	if !strings.HasPrefix(string(i.ID), strings.ToLower(string(i.Jurisdiction))+"-") {
		l.say(i.ID, "does not begin with its jurisdiction %s", i.Jurisdiction)
	}
	if j := string(i.Jurisdiction); j != "EU" && j != "WTO" && !slices.Contains(kb.Countries(), j) {
		l.say(i.ID, "jurisdiction %q is not known", j)
	}
	if len(i.Authorities) == 0 {
		l.say(i.ID, "names no authority")
	}
	for _, a := range i.Authorities {
		if !slices.ContainsFunc(l.r.Authorities, func(k Authority) bool { return k.ID == a }) {
			l.say(i.ID, "authority %q is not in authorities.yaml", a)
		}
	}
	if i.Kind == "" || i.Title == "" {
		l.say(i.ID, "needs a kind and an English title")
	}
	if i.Number != "" && i.Number[0] >= 'a' && i.Number[0] <= 'z' {
		l.say(i.ID, "number %q is a remark, and no number", i.Number)
	}
	l.date(i.ID, "published", i.Published)
	l.provenance(i.ID, i.Basis.Provenance)
	for _, s := range i.Conflicts {
		if !strings.HasSuffix(s, ".") {
			l.say(i.ID, "conflict %q is not a sentence", s)
		}
	}
	if len(l.parts[i.ID]) == 0 {
		l.say(i.ID, "has no measure")
	}
	if len(l.r.lives[i.ID]) == 0 {
		l.say(i.ID, "has no life event")
	}
}

func (l *linter) date(id any, what string, d corpus.Date) {
	if !d.IsZero() && !d.Valid() {
		l.say(id, "%s %s is not a date", what, d)
	}
}

func (l *linter) provenance(id any, p *kb.Provenance) {
	if p == nil {
		l.say(id, "has no provenance")
		return
	}
	if !slices.Contains([]string{"high", "medium", "low"}, p.Confidence) {
		l.say(id, "confidence %q is none of high, medium, low", p.Confidence)
	}
	if len(p.URLs) == 0 {
		l.say(id, "names no page")
	}
	for _, s := range p.URLs {
		if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			l.say(id, "address %q is not one of the web", s)
		}
	}
}

func (l *linter) measure(m *kb.Measure) {
	if l.acts[m.Instrument] == nil {
		l.say(m.ID, "belongs to no act")
	}
	if !provision.MatchString(m.Provision) {
		l.say(m.ID, "provision %q is not an address", m.Provision)
	}
	if m.ID != measureID(m.Instrument, m.Provision) {
		l.say(m.ID, "is not named after its act and provision")
	}
	for _, t := range append([]kb.RestrictionType{m.Restriction}, m.Also...) {
		if !slices.ContainsFunc(kb.Restrictions(), func(i kb.RestrictionInfo) bool { return i.Type == t }) {
			l.say(m.ID, "restriction %q is not known", t)
		}
	}
	if !slices.Contains([]kb.Direction{kb.Export, kb.ReExport, kb.Import, kb.Domestic, kb.Procurement}, m.Direction) {
		l.say(m.ID, "direction %q is not known", m.Direction)
	}
	for _, p := range slices.Concat(m.Destinations, m.ExceptDestinations, m.Origins) {
		if !kb.IsPlace(p) {
			l.say(m.ID, "place %q is not known", p)
		}
	}
	for _, u := range slices.Concat(m.EndUses, m.ExemptEndUses) {
		if _, ok := kb.EndUses()[u]; !ok || u == kb.Civil {
			l.say(m.ID, "end use %q is not known", u)
		}
	}
	if !strings.HasSuffix(m.Summary, ".") {
		l.say(m.ID, "its summary is not a sentence")
	}
	if (m.Direction == kb.Export || m.Direction == kb.ReExport) && len(m.Destinations) == 0 && binds(m.Restriction) {
		l.say(m.ID, "says nothing of where the goods go")
	}
	if m.Restriction == kb.EndUserListing && len(m.EndUsers) == 0 {
		l.say(m.ID, "lists nobody")
	}
	if !slices.ContainsFunc(l.r.Effects, func(e kb.Effect) bool {
		return e.Target == m.Instrument && e.Relation != kb.Implements && e.Relation != kb.Cites && meets(e.Provisions, m.Provision)
	}) {
		l.say(m.ID, "has no life event")
	}
	l.items(m)
	for _, t := range m.Thresholds {
		if t.Words == "" {
			l.say(m.ID, "has a threshold without words")
		}
	}
}

// meets reports whether an effect on the provisions reaches the one: all, itself, or one above it.
func meets(provisions []string, one string) bool {
	return len(provisions) == 0 || slices.ContainsFunc(provisions, func(p string) bool {
		return p == one || strings.HasPrefix(one, p+"-")
	})
}

// binds reports whether the restriction binds anybody.
func binds(t kb.RestrictionType) bool {
	return slices.ContainsFunc(kb.Restrictions(), func(i kb.RestrictionInfo) bool { return i.Type == t && i.Strictness > 0 })
}

func (l *linter) items(m *kb.Measure) {
	if len(m.Items) == 0 {
		l.say(m.ID, "reaches no item")
	}
	for _, i := range m.Items {
		if i.Material != "" && !i.Material.IsElement() {
			if _, ok := kb.GroupNamed(i.Material); !ok {
				l.say(m.ID, "material %q is neither an element nor a group", i.Material)
			}
		}
		if i.Material == "" && i.Description == "" {
			l.say(m.ID, "has an item without material and description")
		}
		if i.Form != "" && !form.MatchString(i.Form) {
			l.say(m.ID, "form %q is not a plain word", i.Form)
		}
		for _, c := range i.ControlCodes {
			if !control.MatchString(c) {
				l.say(m.ID, "control code %q is not one", c)
			}
		}
		for _, c := range i.CustomsCodes {
			if !customs.MatchString(c) {
				l.say(m.ID, "customs code %q is not one", c)
			}
		}
	}
}

func (l *linter) effect(e *kb.Effect, seen map[kb.EffectID]bool) {
	if seen[e.ID] {
		l.say(e.ID, "is there twice")
	}
	seen[e.ID] = true
	if !slices.Contains(kb.Relations(), e.Relation) {
		l.say(e.ID, "relation %q is not known", e.Relation)
	}
	if l.acts[e.Target] == nil {
		l.say(e.ID, "target %q is not in the register", e.Target)
	}
	if e.By != "" && l.acts[e.By] == nil {
		l.say(e.ID, "act %q is not in the register", e.By)
	}
	if e.By == e.Target && !slices.Contains(ownLife, e.Relation) {
		l.say(e.ID, "an act cannot do this to itself")
	}
	for _, p := range e.Provisions {
		if !slices.ContainsFunc(l.parts[e.Target], func(m *kb.Measure) bool {
			return meets([]string{p}, m.Provision)
		}) {
			l.say(e.ID, "no measure stands at provision %q", p)
		}
	}
	l.date(e.ID, "from", e.From)
	l.date(e.ID, "until", e.Until)
	if !e.From.IsZero() && !e.Until.IsZero() && e.Until.Before(e.From) {
		l.say(e.ID, "ends before it begins")
	}
	// An end without a day says that there is one, a start by a day that it stood then.
	if e.From.IsZero() && (e.Relation == kb.Commences && e.Until.IsZero() || e.Relation == kb.Adopts) {
		l.say(e.ID, "has no date; leave it out where none is known")
	}
	l.provenance(e.ID, e.Basis.Provenance)
}

func (l *linter) dispute(d *kb.Dispute) {
	if l.acts[d.Instrument] == nil {
		l.say(d.ID, "instrument %q is not in the register", d.Instrument)
	}
	if d.Measure != "" && l.clauses[d.Measure] == nil {
		l.say(d.ID, "measure %q is not in the register", d.Measure)
	}
	if len(d.Claims) < 2 || d.About == "" {
		l.say(d.ID, "needs a subject and two claims")
	}
	for _, c := range d.Claims {
		if !strings.HasSuffix(c.Says, ".") || c.Basis.Provenance == nil || c.Basis.Provenance.Note == "" {
			l.say(d.ID, "claim %q needs a sentence and a source", c.Says)
		}
	}
}

// order checks that each act's life is told in the order of its dates.
func (l *linter) order() {
	byID := make(map[kb.EffectID]*kb.Effect, len(l.r.Effects))
	for i := range l.r.Effects {
		byID[l.r.Effects[i].ID] = &l.r.Effects[i]
	}
	for _, a := range l.r.Instruments {
		last := corpus.Date{}
		for _, id := range l.r.lives[a.ID] {
			e := byID[id]
			if e == nil || e.From.IsZero() {
				continue
			}
			if !last.IsZero() && e.From.Before(last) {
				l.say(id, "comes after a later event")
			}
			last = e.From
		}
	}
}
