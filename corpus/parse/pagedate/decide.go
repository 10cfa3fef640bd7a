package pagedate

import (
	"slices"

	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus"
)

// enough is the weight from which a printed date is taken for that of the page.
const enough = 23

// FromAddress reads the day that the address of a page states, for a page of which nothing else is
// left. It is zero where the address states none.
func FromAddress(address string) corpus.Date {
	day, _ := addressDay(address)
	return day
}

// Read gathers what a page says about its own days and decides.
func Read(root *html.Node, page Page) Reading {
	g := &gatherer{page: page, lang: page.Lang, latest: Latest(page.Fetched), verdicts: map[string][2]bool{}}
	g.walk(root)
	g.flush()
	g.leave()
	g.printed()
	day, sure := addressDay(page.URL)
	if !g.possible(day, false) {
		day, sure = corpus.Date{}, false
	}
	var out Reading
	out.Published = g.decide(day, sure)
	out.Claims = g.claims
	out.Modified = g.first(func(c Claim) bool { return c.Role == Modified })
	out.Shown = g.shownDay(out.Published)
	out.Lines = g.shown(out.Published.Day)
	return out
}

// shown returns the line that prints the day of publication, the one for which most speaks, and the
// line that prints a day beside the title, where that is another: of an update, of a reprint.
func (g *gatherer) shown(day corpus.Date) []string {
	var said, beside Claim
	for _, c := range g.claims {
		if c.Source != Printed && c.Source != Label {
			continue
		}
		if c.Weight > beside.Weight {
			beside = c
		}
		if c.Source == Label {
			c.Weight += 50
		}
		if c.Day == day && c.Role != Modified && c.Weight > said.Weight {
			said = c
		}
	}
	var out []string
	for _, c := range []Claim{said, beside} {
		if c.Weight < enough {
			continue
		}
		if line := squeeze(g.lines[c.order].text); !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// decide picks the claim of the day of publication.
func (g *gatherer) decide(day corpus.Date, sure bool) Claim {
	tiers := []func(Claim) bool{
		func(c Claim) bool { return c.Role == Published && c.Source == Meta },
		func(c Claim) bool { return c.Role == Published && c.Source == LinkedData },
		func(c Claim) bool { return c.Role == Published && c.Source == Marked },
	}
	for _, t := range tiers {
		if c := g.first(t); !c.Day.IsZero() {
			if sure && day.DaysUntil(c.Day) > 30 {
				break // the address was made for the first edition; the markup tells of a later one
			}
			return g.asPrinted(g.local(c, day))
		}
	}
	if c := g.labelled(); !c.Day.IsZero() {
		return c
	}
	if sure {
		return g.asPrinted(Claim{Day: day, Source: Address, Role: Published})
	}
	best := g.best()
	if best.Weight >= enough {
		return best
	}
	if !day.IsZero() {
		return Claim{Day: day, Source: Address, Role: Published}
	}
	if c := g.stated(); !c.Day.IsZero() {
		return g.local(c, day)
	}
	for _, t := range []func(Claim) bool{
		func(c Claim) bool { return c.Role == Created && c.Source != Label },
		func(c Claim) bool { return c.Role == Dated && c.Source == Meta },
	} {
		if c := g.first(t); !c.Day.IsZero() {
			return g.local(c, day)
		}
	}
	return Claim{}
}

// labelled returns the first day that is printed with a label of publication. Where the page prints
// several such days it is a list, and only one that also stands where a page's own day stands counts.
func (g *gatherer) labelled() Claim {
	days := map[corpus.Date]bool{}
	var best Claim
	for _, c := range g.claims {
		if c.Source != Label || c.Role != Published {
			continue
		}
		days[c.Day] = true
		switch {
		case best.Day.IsZero(), best.made && !c.made, best.made == c.made && best.Weight < enough && c.Weight > best.Weight:
			best = c
		}
	}
	if len(days) > 2 && best.Weight < enough {
		return Claim{}
	}
	return best
}

// first returns the first claim of a kind.
func (g *gatherer) first(is func(Claim) bool) Claim {
	for _, c := range g.claims {
		if is(c) {
			return c
		}
	}
	return Claim{}
}

// local moves an instant in UTC to the day before or behind where the page prints that day or has
// it in its address: the publisher's own day, in a zone that nobody stated.
func (g *gatherer) local(c Claim, day corpus.Date) Claim {
	if c.Instant.IsZero() {
		return c
	}
	hour := c.Instant.Hour()
	near := func(d corpus.Date) bool {
		n := c.Day.DaysUntil(d)
		return n == 0 || n == -1 && hour < 9 || n == 1 && hour >= 11
	}
	var shown Claim
	for _, o := range g.claims {
		if o.Instant.IsZero() && near(o.Day) && (o.Source == Label && o.Role == Published || o.Source == Marked && o.Role != Modified) {
			o.Weight += enough
		}
		if o.Instant.IsZero() && near(o.Day) && o.Role != Modified && o.Weight >= enough && o.Weight > shown.Weight {
			shown = o
		}
	}
	switch {
	case !shown.Day.IsZero():
		c.Day = shown.Day
	case !day.IsZero() && near(day):
		c.Day = day
	}
	return c
}

// best returns the printed claim of most weight, the first of equals; a month in the address must
// not be contradicted.
func (g *gatherer) best() Claim {
	month := addressMonth(g.page.URL)
	var best Claim
	for _, c := range g.claims {
		if c.Source != Printed {
			continue
		}
		if !month.IsZero() {
			if d := month.First().DaysUntil(c.Day); d >= -1 && d <= 32 {
				c.Weight += 25
			} else {
				c.Weight -= 25
			}
		}
		if c.Weight > best.Weight {
			best = c
		}
	}
	return best
}
