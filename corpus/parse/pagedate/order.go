package pagedate

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
)

// slashed is a date whose order the numbers alone may not tell.
var slashed = regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?:[^\d/-]|$)`)

// orderSeen learns from the page itself which way round it prints 03/04/2021: from its dates that
// can be read one way only, and from time elements that give the same day for machines. It returns
// the language with a region in which that order is the custom, or as it was where the page shows
// no order or both.
func (g *gatherer) orderSeen() corpus.Lang {
	base, _, _ := strings.Cut(string(g.lang), "-")
	if base != "en" && base != "" {
		return g.lang
	}
	dayFirst, monthFirst := false, false
	for _, l := range g.lines {
		if !strings.ContainsAny(l.text, "/-") || !hasDigit(l.text) {
			continue
		}
		for _, m := range slashed.FindAllStringSubmatch(l.text, 20) {
			d, m := small(m[1]), small(m[2])
			dayFirst = dayFirst || d > 12 && d <= 31 && m <= 12
			monthFirst = monthFirst || m > 12 && m <= 31 && d <= 12
		}
		for _, m := range withWeekday.FindAllStringSubmatch(l.text, 5) {
			weekday, a, b, year := weekdayOf(m[1]), small(m[2]), small(m[3]), small(m[4])
			asDay, asMonth := onWeekday(year, b, a, weekday), onWeekday(year, a, b, weekday)
			dayFirst, monthFirst = dayFirst || asDay && !asMonth, monthFirst || asMonth && !asDay
		}
	}
	for _, t := range g.times {
		m := slashed.FindStringSubmatch(textOf(t.node, 80))
		if said, ok := dates.Read(t.said); ok && m != nil && m[1] != m[2] {
			dayFirst = dayFirst || said.Day == small(m[1]) && said.Month == small(m[2])
			monthFirst = monthFirst || said.Day == small(m[2]) && said.Month == small(m[1])
		}
	}
	region := ""
	switch {
	case dayFirst && !monthFirst:
		region = "GB"
	case monthFirst && !dayFirst:
		region = "US"
	case !dayFirst && !strings.Contains(string(g.lang), "-"):
		region = regionOf(g.page.URL)
	}
	if region == "" {
		return g.lang
	}
	return corpus.Lang("en-" + region)
}

// withWeekday is such a date behind the name of its weekday, which may tell the order.
var withWeekday = regexp.MustCompile(`(?i)\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?:[^\d/-]|$)`)

// weekdayOf reads the first three letters of a weekday.
func weekdayOf(s string) time.Weekday {
	return time.Weekday(strings.Index("sunmontuewedthufrisat", strings.ToLower(s)) / 3)
}

// onWeekday reports whether a day exists and is one of the weekday.
func onWeekday(year, month, day int, weekday time.Weekday) bool {
	d := corpus.Day(year, month, day)
	return d.Valid() && time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Weekday() == weekday
}

// small is the value of a few digits.
func small(s string) int {
	n := 0
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}

// regionOf returns the country whose custom of writing dates the host of an address follows, for
// countries in which English is written, or "".
func regionOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	switch last := host[strings.LastIndex(host, ".")+1:]; last {
	case "uk":
		return "GB"
	case "ie", "au", "nz", "in", "za", "sg", "my", "hk", "ng", "ke", "gh", "mt", "pk", "us", "ph":
		return strings.ToUpper(last)
	case "gov", "mil":
		return "US"
	}
	return ""
}

// clock is a time of day behind a date, with what parts them.
var clock = regexp.MustCompile(`(?i)^[\s,;|/–-]{0,3}(?:um|at|à|a las|às|as|alle(?: ore)?|ore|ob|u|w|om|kl\.?|klo|o|в|о|pukul|saat|lúc)?\s*\d{1,2}\s?[:.h]\s?\d{2}(?:\D|$)`)

// timeWith reports whether a time of day is printed with a date.
func timeWith(f dates.Found, behind string) bool { return f.Time != "" || clock.MatchString(behind) }

// ownDate reports whether a text node lies in an element that holds nothing but a date and is
// named, or made, for that.
func ownDate(node *html.Node, f dates.Found, line string) bool {
	text := squeeze(node.Data)
	if len(text) > f.End-f.Start+24 || !strings.Contains(text, squeeze(line[f.Start:f.End])) {
		return false
	}
	for a, n := node.Parent, 0; a != nil && n < 2 && !isBlock(a.DataAtom); a, n = a.Parent, n+1 {
		if a.DataAtom == atom.Time || dateName.MatchString(attr(a, "class")+" "+attr(a, "id")) {
			return true
		}
	}
	return false
}
