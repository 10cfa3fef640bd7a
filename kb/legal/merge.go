package legal

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Records is the law of one instrument: the act, its clauses, what it does, and what is disputed.
type Records struct {
	Instrument kb.Instrument
	Measures   []kb.Measure
	Effects    []kb.Effect // those with By == Instrument.ID, its own life included
	Disputes   []kb.Dispute
	parties    *partyList // the list on which the texts put parties
}

// Merge joins what several official documents say of one act: the original and its translations,
// or two copies. The documents must be given in order of authority, the original first; the first
// one counts, later ones add their sentences, and where they differ on a date or on the materials
// a dispute is opened with both quotes. It returns false where no document is an act.
func Merge(all []Derived) (Records, bool) {
	var r Records
	found := false
	for _, d := range all {
		if d.Instrument == nil {
			continue
		}
		if !found {
			r.Instrument, r.Measures, r.Effects = *d.Instrument, slices.Clone(d.Measures), slices.Clone(d.Effects)
			r.parties, found = d.list, true
			continue
		}
		r.add(d)
	}
	return r, found
}

// add joins a further copy.
func (r *Records) add(d Derived) {
	i := &r.Instrument
	for _, doc := range d.Instrument.Documents {
		i.Documents = addTo(i.Documents, doc)
	}
	i.Basis.Spans = append(i.Basis.Spans, d.Instrument.Basis.Spans...)
	if i.TitleZh == "" {
		i.TitleZh = d.Instrument.TitleZh
	}
	if i.Title == i.TitleZh && d.Instrument.Title != d.Instrument.TitleZh {
		i.Title = d.Instrument.Title // an English title for English readers
	}
	for _, e := range d.Effects {
		same := func(o kb.Effect) bool { return sameDeed(o, e) && overlap(o.Provisions, e.Provisions) }
		k := slices.IndexFunc(r.Effects, func(o kb.Effect) bool { return same(o) && agree(o.From, e.From) })
		if k < 0 {
			k = slices.IndexFunc(r.Effects, same)
		}
		switch {
		case k < 0:
			r.Effects = append(r.Effects, e)
		case e.Relation == kb.Adopts || e.Relation == kb.Proposes:
		case !agree(r.Effects[k].From, e.From) || !agree(r.Effects[k].Until, e.Until):
			r.dispute("", string(e.Relation)+"_date", claimOf(r.Effects[k]), claimOf(e))
		default:
			r.Effects[k].Basis.Spans = append(slices.Clone(r.Effects[k].Basis.Spans), e.Basis.Spans...)
			if o := &r.Effects[k]; o.From.IsZero() && !e.From.IsZero() { // a copy names the day that this one leaves out
				o.From, o.Until = e.From, e.Until
				if o.Target != "" {
					o.Outstanding = ""
				}
			}
		}
	}
	r.compareLists(r.parties, d.list)
	if slices.ContainsFunc(d.Effects, func(e kb.Effect) bool { return e.Relation == kb.Withdraws && e.Target == i.ID }) {
		return // it tells that the act is withdrawn, and is no copy of its clauses
	}
	for _, m := range d.Measures {
		k := bestMatch(r.Measures, m)
		if i := d.Instrument; i.Kind == string(corpus.Annex) {
			r.list(k, m)
			continue
		}
		if k < 0 {
			r.dispute("", "clause", claim("a copy holds a clause that the first one lacks: "+describe(m), m.Basis))
			continue
		}
		o := &r.Measures[k]
		o.Basis.Spans = append(slices.Clone(o.Basis.Spans), m.Basis.Spans...)
		if a, b := materialsOf(o), materialsOf(&m); !sameSet(a, b) {
			r.dispute(o.ID, "materials", claim(describe(*o), o.Basis), claim(describe(m), m.Basis))
		}
	}
}

// list adds the items of an annex to the clause that it belongs to: the one that says the same, or
// the first that restricts. An annex completes its act and contradicts nothing.
func (r *Records) list(k int, m kb.Measure) {
	if k < 0 {
		k = 0
	}
	if k >= len(r.Measures) {
		r.Measures = append(r.Measures, m)
		return
	}
	clause := clauseOf(r.Measures[k].Provision)
	for i := range r.Measures { // the parts of one clause share its list
		if o := r.Measures[i]; i == k || clause != "" && clauseOf(o.Provision) == clause && o.Restriction == r.Measures[k].Restriction {
			takeItems(&r.Measures[i], m)
		}
	}
}

// clauseOf is the clause of which the address names a part; empty where it names none.
func clauseOf(address string) string {
	return address[:max(0, strings.LastIndex(address, "-"))]
}

func takeItems(o *kb.Measure, m kb.Measure) {
	o.Items, o.Basis.Spans = slices.Clone(o.Items), append(slices.Clone(o.Basis.Spans), m.Basis.Spans...)
	for _, item := range m.Items {
		if !slices.ContainsFunc(o.Items, func(h kb.Item) bool {
			return h.Material == item.Material && h.Form == item.Form && slices.Equal(h.ControlCodes, item.ControlCodes)
		}) {
			o.Items = append(o.Items, item)
		}
	}
}

// Overlay lays the reviewed records of an act over what was read from its documents. The reviewed
// ones stand; the texts' sentences are attached to them, and where a text says another day, a
// dispute is opened. What only the machine read is left out: the reviewed act is whole.
func Overlay(reviewed, read Records) Records {
	out := Records{Instrument: reviewed.Instrument, Disputes: append(slices.Clone(reviewed.Disputes), read.Disputes...)}
	i := &out.Instrument
	i.Documents = slices.Clone(read.Instrument.Documents)
	i.Sample = read.Instrument.Sample
	i.Basis.Spans = read.Instrument.Basis.Spans
	if !agree(i.Published, read.Instrument.Published) {
		out.dispute("", "published", claim("published "+i.Published.String(), reviewed.Instrument.Basis), claim("published "+read.Instrument.Published.String(), read.Instrument.Basis))
	}
	out.Measures = slices.Clone(reviewed.Measures)
	for _, m := range read.Measures {
		if k := bestMatch(out.Measures, m); k >= 0 {
			o := &out.Measures[k]
			o.Basis.Spans = append(slices.Clone(o.Basis.Spans), m.Basis.Spans...)
			o.Sample = m.Sample
		}
	}
	out.Effects = slices.Clone(reviewed.Effects)
	for _, e := range read.Effects {
		out.attach(e)
	}
	out.compareLists(reviewed.reviewedList(), read.parties)
	out.compareElements(read)
	return out
}

// attach gives a reviewed effect the sentence of the text, or opens a dispute.
func (r *Records) attach(e kb.Effect) {
	contested := -1
	for k := range r.Effects {
		o := &r.Effects[k]
		if !sameDeed(*o, e) || !overlap(o.Provisions, e.Provisions) {
			continue
		}
		if agree(o.From, e.From) && agree(o.Until, e.Until) {
			o.Basis.Spans = append(slices.Clone(o.Basis.Spans), e.Basis.Spans...)
			o.Sample = e.Sample
			return
		}
		contested = k
	}
	// An act is passed, signed and made public on days that may differ: no contradiction.
	if contested >= 0 && !e.From.IsZero() && e.Relation != kb.Adopts && e.Relation != kb.Proposes {
		r.dispute("", string(e.Relation)+"_date", claimOf(r.Effects[contested]), claimOf(e))
	}
}

// sameDeed reports whether two effects are the same act upon the same target.
func sameDeed(x, y kb.Effect) bool {
	return (x.Relation == y.Relation || ends(x.Relation) && ends(y.Relation)) && x.By == y.By && x.Target == y.Target && x.Announced == y.Announced
}

// ends: a text says "repealed" where the reviewed record knows that the control goes on elsewhere,
// and so says "superseded": the deed is the same.
func ends(r kb.Relation) bool { return r == kb.Repeals || r == kb.Supersedes }

// agree reports whether two dates can be the same day: one of them is unknown, or contains the other.
func agree(x, y corpus.Date) bool {
	return x.IsZero() || y.IsZero() || x.Contains(y) || y.Contains(x)
}

func overlap(x, y []string) bool {
	return len(x) == 0 || len(y) == 0 || slices.ContainsFunc(x, func(p string) bool {
		return reaches(y, p) || slices.ContainsFunc(y, func(q string) bool { return reaches(x, q) })
	})
}

// bestMatch finds the clause that says the same: the same address and restriction first, then the
// same restriction with a material in common, then the same address.
func bestMatch(all []kb.Measure, m kb.Measure) int {
	best, score := -1, 0
	for k, o := range all {
		s := 0
		if o.Restriction == m.Restriction || slices.Contains(o.Also, m.Restriction) || slices.Contains(m.Also, o.Restriction) {
			s += 2
		}
		if o.Provision == m.Provision || o.Provision == "*" || m.Provision == "*" {
			s += 2
		}
		if a, b := materialsOf(&o), materialsOf(&m); len(a) > 0 && slices.ContainsFunc(a, func(x kb.Material) bool { return slices.Contains(b, x) }) {
			s++
		}
		if s > score {
			best, score = k, s
		}
	}
	if score < 2 {
		return -1
	}
	return best
}

func sameSet(x, y []kb.Material) bool {
	return len(x) == len(y) && !slices.ContainsFunc(x, func(m kb.Material) bool { return !slices.Contains(y, m) })
}

func describe(m kb.Measure) string {
	var names []string
	for _, x := range materialsOf(&m) {
		names = append(names, string(x))
	}
	return fmt.Sprintf("%s for %s", m.Restriction, cmp.Or(strings.Join(names, ", "), "items that name no material"))
}

// claim makes one side of a dispute.
func claim(says string, basis kb.Basis) kb.Claim { return kb.Claim{Says: says, Basis: basis} }

func claimOf(e kb.Effect) kb.Claim {
	says := fmt.Sprintf("%s on %s", e.Relation, cmp.Or(e.From.String(), "a day that is not known"))
	if !e.Until.IsZero() {
		says += " until " + e.Until.String()
	}
	return claim(says, e.Basis)
}

func (r *Records) dispute(m kb.MeasureID, about string, claims ...kb.Claim) {
	key := string(r.Instrument.ID) + "\x00" + string(m) + "\x00" + about
	for _, c := range claims {
		key += "\x00" + c.Says
	}
	sum := sha256.Sum256([]byte(key))
	id := kb.DisputeID("x-" + hex.EncodeToString(sum[:6]))
	if slices.ContainsFunc(r.Disputes, func(d kb.Dispute) bool { return d.ID == id }) {
		return
	}
	r.Disputes = append(r.Disputes, kb.Dispute{ID: id, Instrument: r.Instrument.ID, Measure: m, About: about, Claims: claims, Sample: r.Instrument.Sample})
}

// Of picks the records of one instrument out of the law: its effects are those that it brings about.
func Of(law kb.Law, id kb.InstrumentID) (Records, bool) {
	r, found := Records{}, false
	for _, i := range law.Instruments {
		if i.ID == id {
			r.Instrument, found = i, true
		}
	}
	for _, m := range law.Measures {
		if m.Instrument == id {
			r.Measures = append(r.Measures, m)
		}
	}
	for _, e := range law.Effects {
		if owner(e) == id {
			r.Effects = append(r.Effects, e)
		}
	}
	for _, d := range law.Disputes {
		if d.Instrument == id {
			r.Disputes = append(r.Disputes, d)
		}
	}
	return r, found
}

// owner is the act in whose records an effect is kept: the one that brings it about, or, where
// none is named, the one that it befalls.
func owner(e kb.Effect) kb.InstrumentID {
	if e.By != "" {
		return e.By
	}
	return e.Target
}

// Difference returns the records that must be stored to come from the old state to the new one:
// new and changed ones, and removed versions of what no longer stands.
func Difference(old, now Records) (w kb.Write) {
	if !same(old.Instrument, now.Instrument) {
		w.Instruments = []kb.Instrument{now.Instrument}
	}
	w.Measures = differ(old.Measures, now.Measures, func(m kb.Measure) string { return string(m.ID) }, func(m *kb.Measure) *kb.Stamp { return &m.Stamp })
	w.Effects = differ(old.Effects, now.Effects, func(e kb.Effect) string { return string(e.ID) }, func(e *kb.Effect) *kb.Stamp { return &e.Stamp })
	w.Disputes = differ(old.Disputes, now.Disputes, func(d kb.Dispute) string { return string(d.ID) }, func(d *kb.Dispute) *kb.Stamp { return &d.Stamp })
	return w
}

func differ[T any](old, now []T, id func(T) string, stamp func(*T) *kb.Stamp) []T {
	held := map[string]T{}
	for _, r := range old {
		held[id(r)] = r
	}
	var out []T
	for _, r := range now {
		was, ok := held[id(r)]
		delete(held, id(r))
		*stamp(&r), *stamp(&was) = kb.Stamp{}, kb.Stamp{}
		if !ok || !same(was, r) {
			out = append(out, r)
		}
	}
	gone := make([]string, 0, len(held))
	for k := range held {
		gone = append(gone, k)
	}
	slices.Sort(gone)
	for _, k := range gone {
		r := held[k]
		*stamp(&r) = kb.Stamp{Removed: true}
		out = append(out, r)
	}
	return out
}

// same compares two records without their stamps; empty and missing lists are the same.
func same[T any](x, y T) bool {
	return reflect.DeepEqual(normal(reflect.ValueOf(x)), normal(reflect.ValueOf(y)))
}

// normal returns a comparable form of a record: its fields in order, stamps and empty lists left out.
func normal(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[kb.Stamp]() {
			return nil
		}
		var out []any
		for i := range v.NumField() {
			out = append(out, normal(v.Field(i)))
		}
		return out
	case reflect.Slice:
		var out []any
		for i := range v.Len() {
			out = append(out, normal(v.Index(i)))
		}
		return out
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return normal(v.Elem())
	}
	return v.Interface()
}
