package pagedate

import (
	"regexp"

	"github.com/lodestone-kb/lodestone/corpus"
)

// stateDay finds the members with which publishing systems name the day of publication in the data
// that a page's own scripts draw it from, quotes escaped or not.
var stateDay = regexp.MustCompile(`(?i)\\?["']?\b(?:date_?published|published_?(?:at|date|time|first|on)|publish_?(?:date|time)|publication_?date|first_?published?_?(?:at|date|time)?|pub_?date|original_?publish(?:ed)?_?date|date_?posted)\\?["']?\s*[:=]\s*\\?["']([^"'\\]{8,40})\\?["']`)

// maxState is how much of the scripts is searched, in bytes; maxStateDays how many of their days.
const (
	maxState     = 2 << 20
	maxStateDays = 40
)

// stated searches the data of the scripts, when nothing else tells a day, and returns theirs where
// they hold one and no other: such data often holds the days of other articles too.
func (g *gatherer) stated() Claim {
	from := len(g.claims)
	left := maxState
	for _, n := range g.scripts {
		script := textOf(n, left)
		if left -= len(script); left <= 0 {
			break
		}
		for _, m := range stateDay.FindAllStringSubmatch(script, maxStateDays) {
			g.claim(m[1], Claim{Source: Script, Role: Published})
		}
	}
	days := map[corpus.Date]bool{}
	var first Claim
	for _, c := range g.claims[from:] {
		if days[c.Day] = true; len(days) == 1 {
			first = c
		}
	}
	if len(days) != 1 {
		return Claim{}
	}
	return first
}
