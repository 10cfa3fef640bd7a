package legal

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// reach says how a measure's scope meets a question.
type reach struct {
	items []kb.Item // the items that meet it
	via   string    // the group or code through which it was reached; empty when named directly
	// open is what the question leaves open and the measure depends on; none where it binds whatever
	// the answer would be.
	open parts
	// byReference is set where only "all … items" reaches the material or code.
	byReference bool
}

// parts is a set of the parts of a question.
type parts uint8

const (
	openForm parts = 1 << iota
	openDestination
	openUse
	openOrigin
	openUser
	openAnyUse // of a catch-all control: the end use too
	openThreshold
	openItem
)

// names returns what answers call the parts, in that order. The list is shared and never written.
func (p parts) names() []string { return partNames[p] }

var partNames = func() (of [256][]string) {
	for set := range of {
		of[set] = []string{}
		for i, name := range [...]string{"form", "destination", "end_use", "origin", "end_user", "end_use", "threshold", "item"} {
			if set&(1<<i) != 0 {
				of[set] = slices.Clip(addTo(of[set], name))
			}
		}
	}
	return of
}()

// remoteness orders what weighs alike: an act that names the goods comes before one that reaches
// them through a group, and "all … items" comes last.
func (r reach) remoteness() int {
	switch {
	case r.byReference:
		return 2
	case r.via != "":
		return 1
	}
	return 0
}

// reachOf tells whether the scope of a measure meets the question, whatever its status.
func (e *entry) reachOf(q Question, another func() bool) (reach, bool) {
	var r reach
	m := e.m
	if q.Jurisdiction != "" && e.home != q.Jurisdiction {
		return r, false
	}
	if abroad(m) && athome(e.home, q) || !r.matter(m, q, another) || !r.place(m, q) || !r.use(m, q) {
		return r, false
	}
	r.rest(m, q)
	return r, true
}

// abroad reports whether a measure is about what leaves the country.
func abroad(m *kb.Measure) bool { return m.Direction == kb.Export || m.Direction == kb.ReExport }

// athome reports whether the question is about goods that stay in the country: they are no export.
func athome(home corpus.Jurisdiction, q Question) bool {
	return q.Destination != "" && kb.Covers(string(home), q.Destination)
}

// rest adds the parts that are left open besides the matter, the place and the use.
func (r *reach) rest(m *kb.Measure, q Question) {
	if len(m.Origins) > 0 {
		r.open |= openOrigin
	}
	if len(m.EndUsers) > 0 || m.Restriction == kb.EndUserListing {
		r.open |= openUser
	}
	if m.Restriction == kb.CatchAll && q.EndUse == "" {
		r.open |= openAnyUse
	}
	if slices.ContainsFunc(m.Thresholds, func(t kb.Threshold) bool { return t.Narrows }) {
		r.open |= openThreshold
	}
}

// matter matches the question's material or code against the items. The function tells whether
// another measure names the material or lists the code, for those that say "all … items".
func (r *reach) matter(m *kb.Measure, q Question, another func() bool) bool {
	if q.Material == "" && q.Code == "" {
		r.items = m.Items
		return true
	}
	direct := true
	for _, item := range m.Items {
		via, ok := "", false
		if q.Material != "" {
			via, ok = covers(item.Material, q.Material)
		}
		if q.Code != "" {
			via, ok = codeMatch(item, q.Code)
		}
		if byReference(item) && sweeping(m) && another() {
			via, ok = string(item.Material), true
			r.byReference = true
		}
		if !ok {
			continue
		}
		r.items = append(r.items, item)
		if via == "" {
			r.via = ""
			direct = false
		} else if direct && r.via == "" {
			r.via = via
		}
	}
	if len(r.items) == 0 {
		return false
	}
	if !slices.ContainsFunc(r.items, func(i kb.Item) bool { return bare(i) && !wider(i, q) || isCode(i, q.Code) }) {
		r.open |= openForm
	}
	return true
}

// byReference reports whether an item is "all … items" of a jurisdiction.
func byReference(i kb.Item) bool {
	g, ok := kb.GroupNamed(i.Material)
	return ok && g.ByReference
}

// sweeping reports whether a clause that names "all … items" means them all. In one that was read
// by a machine and names other things too, the words are only what those things are called.
func sweeping(m *kb.Measure) bool {
	return m.Review != kb.Unreviewed || !slices.ContainsFunc(m.Items, func(i kb.Item) bool { return !byReference(i) })
}

// bare reports whether the item is the material itself, in any form or as metal, so that no form
// that the question leaves open can take it out of scope.
func bare(i kb.Item) bool { return i.Form == "" || i.Form == "metal" }

// isCode reports whether the code asked for is the item's own, or below it, and says what the thing
// is, form included. A control code does. A customs code of ten digits, which a country cuts for the
// goods that it has in mind, and a whole heading of four do where the item is a substance; those of six
// or eight are shared with other goods, and one of a machine or of technology is a reference.
func isCode(i kb.Item, code string) bool {
	code = strings.ToUpper(strings.ReplaceAll(code, " ", ""))
	if code == "" {
		return false
	}
	if slices.ContainsFunc(i.ControlCodes, func(c string) bool {
		c = strings.ToUpper(c)
		return code == c || strings.HasPrefix(code, c+".")
	}) {
		return true
	}
	digits := strings.ReplaceAll(code, ".", "")
	return i.Form != "equipment" && i.Form != "technology" && slices.ContainsFunc(i.CustomsCodes, func(c string) bool {
		c = strings.ReplaceAll(c, ".", "")
		return (len(c) == 4 || len(c) == 10) && strings.HasPrefix(digits, c)
	})
}

// wider reports whether the question asks by a customs code alone that holds more goods than those of
// the item: the heading of many metals is not the one metal that stands in it.
func wider(i kb.Item, q Question) bool {
	digits := strings.ReplaceAll(strings.ReplaceAll(q.Code, " ", ""), ".", "")
	if q.Material != "" || digits == "" || byReference(i) {
		return false
	}
	longer := func(c string) bool { return len(strings.ReplaceAll(c, ".", "")) > len(digits) }
	return strings.Trim(digits, "0123456789") == "" && len(i.CustomsCodes) > 0 && !slices.ContainsFunc(i.CustomsCodes, func(c string) bool {
		_, ok := codeMatch(kb.Item{CustomsCodes: []string{c}}, q.Code)
		return ok && !longer(c)
	})
}

// covers tells whether a material as a measure names it meets the one asked for, and through
// which group. A question for an element is met by its groups, one for a group by the group, by
// its members and by overlapping groups.
func covers(named, asked kb.Material) (via string, ok bool) {
	if named == "" {
		return "", false
	}
	if named == asked {
		return "", true
	}
	g, namedGroup := kb.GroupNamed(named)
	a, askedGroup := kb.GroupNamed(asked)
	switch {
	case namedGroup && slices.Contains(g.Members, asked):
		return string(named), true
	case askedGroup && slices.Contains(a.Members, named):
		return string(asked), true
	case namedGroup && askedGroup:
		for _, m := range g.Members {
			if slices.Contains(a.Members, m) {
				return string(named), true
			}
		}
	}
	return "", false
}

// codeMatch matches a control code by its parts (1C902 meets 1C902.a) or a customs code by its
// leading digits, either way round.
func codeMatch(item kb.Item, code string) (string, bool) {
	code = strings.ToUpper(strings.ReplaceAll(code, " ", ""))
	for _, c := range item.ControlCodes {
		u := strings.ToUpper(c)
		if u == code || strings.HasPrefix(u, code+".") || strings.HasPrefix(code, u+".") {
			return c, true
		}
	}
	digits := strings.ReplaceAll(code, ".", "")
	if len(digits) >= 4 && strings.Trim(digits, "0123456789") == "" {
		for _, c := range item.CustomsCodes {
			d := strings.ReplaceAll(c, ".", "")
			if strings.HasPrefix(d, digits) || len(d) >= 4 && strings.HasPrefix(digits, d) {
				return c, true
			}
		}
	}
	return "", false
}

// place matches the destination.
func (r *reach) place(m *kb.Measure, q Question) bool {
	meets := meetsPlace(m, q)
	if meets == partly {
		r.open |= openDestination
	}
	return meets != notAtAll
}

// extent is how far the places of a measure meet the one that is asked for.
type extent uint8

const (
	untold   extent = iota // not worked out yet
	notAtAll               // no part of it
	partly                 // some of it, or it depends on the place, which is left open
	wholly
)

func meetsPlace(m *kb.Measure, q Question) extent {
	if q.Destination == "" {
		if !everywhere(m) || len(m.ExceptDestinations) > 0 {
			return partly
		}
		return wholly
	}
	covers := func(d string) bool { return kb.Covers(d, q.Destination) }
	switch {
	case slices.ContainsFunc(m.ExceptDestinations, covers):
		return notAtAll
	case everywhere(m) || slices.ContainsFunc(m.Destinations, covers):
		return wholly
	case slices.ContainsFunc(m.Destinations, func(d string) bool { return kb.Touches(d, q.Destination) }):
		return partly
	}
	return notAtAll
}

func everywhere(m *kb.Measure) bool {
	return len(m.Destinations) == 0 || slices.Contains(m.Destinations, "*")
}

// use matches the end use. A military user also raises military strength.
func (r *reach) use(m *kb.Measure, q Question) bool {
	if slices.Contains(m.ExemptEndUses, q.EndUse) {
		return false
	}
	if len(m.EndUses) == 0 {
		return true
	}
	if q.EndUse == "" {
		r.open |= openUse
		return true
	}
	return slices.Contains(m.EndUses, q.EndUse) || q.EndUse == kb.Military && slices.Contains(m.EndUses, kb.MilitaryCapability)
}
