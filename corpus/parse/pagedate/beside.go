package pagedate

import "github.com/lodestone-kb/lodestone/corpus"

// surely is the weight from which a printed date is the page's own beyond doubt: it stands beside
// the title, alone or with a name, in an element that is made for it.
const surely = 45

// printedBeside returns the printed claim of most weight that is the page's own beyond doubt, whatever its
// role, and whether the page also prints a day, as one that is not of a change.
func (g *gatherer) printedBeside(day corpus.Date) (sure Claim, printed bool) {
	for _, c := range g.claims {
		if c.Source != Printed && c.Source != Label {
			continue
		}
		if c.Day == day && c.Role != Modified && (c.Weight >= enough || c.Source == Label) {
			printed = true
		}
		if c.Weight >= surely && c.Weight > sure.Weight {
			sure = c
		}
	}
	return sure, printed
}

// asPrinted prefers the day that a page prints beside its title to the one before or behind it that
// its address or markup states: those are made by a system, in a zone of its own or in advance. A day
// further off is left alone: it may be that of a change, or of what the page tells of, such as a hearing.
func (g *gatherer) asPrinted(c Claim) Claim {
	sure, printed := g.printedBeside(c.Day)
	if printed || sure.Day.IsZero() || sure.Role == Modified || g.changedOn(sure.Day) && c.Source != Address {
		return c
	}
	if n := c.Day.DaysUntil(sure.Day); n < -1 || n > 1 {
		return c
	}
	return sure
}

// changedOn reports whether the markup states a day as that of the last change.
func (g *gatherer) changedOn(day corpus.Date) bool {
	for _, c := range g.claims {
		if c.Role == Modified && c.Day == day && c.Source != Label {
			return true
		}
	}
	return false
}

// shownDay is the day that a reader sees as that of the page: where the day of publication stands
// in the markup alone, and the page prints another and later one beside its title, that one, if it is
// the next day or that of the last change: a day further off may be what the page tells of.
func (g *gatherer) shownDay(published Claim) corpus.Date {
	switch published.Source {
	case Meta, LinkedData, Marked, Script:
	default:
		return published.Day
	}
	sure, printed := g.printedBeside(published.Day)
	if printed || sure.Day.IsZero() || published.Day.DaysUntil(sure.Day) < 0 {
		return published.Day
	}
	if published.Day.DaysUntil(sure.Day) > 1 && sure.Role != Modified && !g.changedOn(sure.Day) {
		return published.Day
	}
	return sure.Day
}
