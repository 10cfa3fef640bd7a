package legal

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Against returns a dispute for each thing that reports say of the act otherwise than the act itself or
// the reviewed record: other goods, another start, another end of its suspension, another list of parties,
// or that it never ran where it did. Each has the sentence of the report and what the law rests on, and is
// marked as one of the press. It changes no law and no answer.
func (b *Body) Against(act kb.InstrumentID, reports []Report) []kb.Dispute {
	i, ok := b.instruments[act]
	if !ok {
		return nil
	}
	reports = slices.Clone(reports)
	slices.SortFunc(reports, func(x, y Report) int {
		return cmp.Or(cmp.Compare(x.span.Document, y.span.Document), cmp.Compare(x.span.Start, y.span.Start), cmp.Compare(x.says, y.says))
	})
	var out []kb.Dispute
	for _, r := range reports {
		if r.Act != act {
			continue
		}
		official, said, differs := b.contradicts(i, r)
		if !differs {
			continue
		}
		sum := sha256.Sum256([]byte(strings.Join([]string{string(act), "press", string(r.says), said}, "\x00")))
		id := kb.DisputeID("x-" + hex.EncodeToString(sum[:6]))
		if k := slices.IndexFunc(out, func(d kb.Dispute) bool { return d.ID == id }); k >= 0 { // said by several
			c := &out[k].Claims[1]
			c.Basis.Spans = addTo(c.Basis.Spans, r.span)
			out[k].Sample = out[k].Sample && r.sample
			continue
		}
		out = append(out, kb.Dispute{ID: id, Instrument: act, About: string(r.says), Press: true, Sample: r.sample,
			Claims: []kb.Claim{official, claim("a report says: "+said, kb.Basis{Spans: []corpus.Span{r.span}})}})
	}
	return out
}

// contradicts compares one report with the law: what the law says, what the report says, and whether
// they cannot both be right.
func (b *Body) contradicts(i *kb.Instrument, r Report) (official kb.Claim, said string, differs bool) {
	switch r.says {
	case saysMaterials:
		return b.otherGoods(i, r)
	case saysStart:
		return b.otherDay(i, r, "it starts on ", func(e *kb.Effect) corpus.Date { return e.From }, kb.Commences, kb.Resumes, kb.Extends)
	case saysPause:
		return b.otherDay(i, r, "it is suspended until ", func(e *kb.Effect) corpus.Date { return e.Until }, kb.Suspends, kb.Extends)
	case saysList:
		return b.otherList(i, r)
	case saysNever:
		return b.ran(i, r)
	case saysHalted:
		return b.goesOn(i, r)
	}
	return official, "", false
}

// otherGoods: the report puts goods under control that the act does not reach.
func (b *Body) otherGoods(i *kb.Instrument, r Report) (official kb.Claim, said string, differs bool) {
	var held []kb.Material
	basis := i.Basis
	for _, m := range b.parts[i.ID] {
		if slices.ContainsFunc(m.Items, byReference) {
			return official, "", false // it reaches whatever is listed elsewhere
		}
		for _, x := range materialsOf(m) {
			held = addTo(held, x)
		}
		if len(basis.Spans) == len(i.Basis.Spans) && len(m.Basis.Spans) > 0 {
			basis = m.Basis
		}
	}
	if len(held) == 0 {
		return official, "", false
	}
	meets := func(x kb.Material) bool {
		return slices.ContainsFunc(held, func(h kb.Material) bool { _, ok := covers(h, x); return ok })
	}
	other := slices.DeleteFunc(slices.Clone(r.materials), meets)
	if len(other) == 0 {
		return official, "", false
	}
	if len(other) < len(r.materials) { // some are right: then only goods of the same family are told wrongly
		other = slices.DeleteFunc(other, func(x kb.Material) bool {
			return !slices.ContainsFunc(held, func(h kb.Material) bool { return sameFamily(h, x) })
		})
	}
	return claim("the act is on "+joined(held), basis), "it is on " + joined(other), len(other) > 0
}

// otherDay: the report names a day on which no effect of the relations begins, or ends.
func (b *Body) otherDay(i *kb.Instrument, r Report, words string, day func(*kb.Effect) corpus.Date, relations ...kb.Relation) (official kb.Claim, said string, differs bool) {
	found := false
	for _, e := range b.lifeOf(i.ID, "*").events {
		d := day(e.Effect)
		if !slices.Contains(relations, e.Relation) || d.IsZero() || !e.onSuspension && !touches(e.Provisions, r.parts) {
			continue
		}
		if agree(d, r.date) || slices.ContainsFunc(r.others, func(o corpus.Date) bool { return agree(d, o) }) {
			return official, "", false // right, or the sentence names that day too and means another thing by this one
		}
		if e.Relation == relations[0] && !e.Announced {
			official, found = claimOf(*e.Effect), true
		}
	}
	return official, words + r.date.String(), found
}

// otherList: the report puts the parties on another list.
func (b *Body) otherList(i *kb.Instrument, r Report) (official kb.Claim, said string, differs bool) {
	records := Records{Instrument: *i}
	for _, m := range b.parts[i.ID] {
		records.Measures = append(records.Measures, *m)
	}
	list := records.reviewedList()
	if list == nil {
		name := listNamed(i.Title + "\n" + i.TitleZh)
		if name == "" {
			return official, "", false
		}
		list = &partyList{name, i.Basis}
	}
	return claim("parties are put on the "+list.name, list.basis), "parties are put on the " + r.list, list.name != r.list
}

// ran: the report says that the act, or the parts it names, never bound for a day, and they did. A
// reader's "item 1" may be clause 1 or the first item of a clause: then both must have run.
func (b *Body) ran(i *kb.Instrument, r Report) (official kb.Claim, said string, differs bool) {
	said = "it never applied"
	readings := []func(provision string) bool{func(string) bool { return true }}
	if len(r.parts) > 0 {
		said = "part " + strings.Join(r.parts, ", ") + " never applied"
		readings = []func(string) bool{
			func(p string) bool { return reaches(r.parts, p) },
			func(p string) bool {
				return slices.ContainsFunc(r.parts, func(x string) bool { return strings.HasSuffix(p, "-"+x) })
			},
		}
	}
	for _, meant := range readings {
		some, ran := false, false
		for _, m := range b.parts[i.ID] {
			if strictness(m.Restriction) == 0 || !meant(m.Provision) {
				continue
			}
			some = true
			if s, _ := b.StatusOn(m.ID, r.day); s.Operated && !ran {
				ran, official = true, claim("clause "+m.Provision+" applied from "+b.entries[m.ID].began.String(), b.startOf(m))
			}
		}
		if some && !ran {
			return official, said, false
		}
		differs = differs || ran
	}
	return official, said, differs
}

// goesOn: the report says that the act is suspended, or ended, and no act that is held does either. One
// that suspends or ends others is not taken for what it suspends.
func (b *Body) goesOn(i *kb.Instrument, r Report) (official kb.Claim, said string, differs bool) {
	does := func(e *kb.Effect) bool {
		if r.halt == kb.Suspends {
			return e.Relation == kb.Suspends
		}
		return ends(e.Relation) || e.Relation == kb.Withdraws || e.Relation == kb.Expires
	}
	words := "suspended"
	if r.halt != kb.Suspends {
		words = "ended"
	}
	differs = !slices.ContainsFunc(b.onto[i.ID], does) && !slices.ContainsFunc(b.does[i.ID], does)
	return claim("no act that is held has "+words+" it", i.Basis), "it is " + words, differs
}

// startOf is what the start of a clause rests on.
func (b *Body) startOf(m *kb.Measure) kb.Basis {
	for _, e := range b.entries[m.ID].life.events {
		if e.Relation == kb.Commences && !e.Announced {
			return e.Basis
		}
	}
	return m.Basis
}

// touches reports whether provisions of an act hold one of the parts that a report names; the report
// numbers them as a reader does, and may leave out the clause that they are in.
func touches(provisions, parts []string) bool {
	return len(provisions) == 0 || len(parts) == 0 || slices.ContainsFunc(provisions, func(p string) bool { return named(parts, p) })
}

func named(parts []string, provision string) bool {
	return slices.ContainsFunc(parts, func(p string) bool {
		return p == provision || strings.HasSuffix(provision, "-"+p) || strings.HasPrefix(provision, p+"-")
	})
}
