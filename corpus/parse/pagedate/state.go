package pagedate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// stateToken finds, in the data that a page's own scripts draw it from (JSON, or the literals of
// JavaScript, quotes escaped or not), what matters of it: the members with which publishing systems name the
// day of publication (1), members that are objects or lists (2), those that name a title (3), and brackets.
var stateToken = regexp.MustCompile(`(?i)\\?["']?\b(?:date_?published|published_?(?:at|date|time|first|on)|publish_?(?:date|time)|publication_?date|first_?published?_?(?:at|date|time)?|pub_?date|original_?publish(?:ed)?_?date|date_?posted|(?:var\s+)(?:ori_?)?create_?time)\\?["']?\s*[:=]\s*\\?["']([^"'\\]{8,40})\\?["']` +
	`|([a-z][a-z0-9_]*)\\?["']?\s*[:=]\s*[{\[]|\b(headline|title)\\?["']?\s*[:=]\s*\\?["']|[{}\[\]]`)

// otherStates are parts of the names of members whose objects are not the page.
var otherStates = strings.Fields(`related recommend comment review site advert promo latest recent popular trending mostread most_read sidebar menu navigation footer widget author publisher`)

// maxState is how much of the scripts is searched, in bytes; maxStateDays how many of their days;
// maxStateDepth how deep their objects are followed.
const (
	maxState      = 2 << 20
	maxStateDays  = 40
	maxStateDepth = 200
)

// state is an object or a list of the data of a script.
type state struct {
	other  bool     // is not the page, or below what is not
	titled bool     // has a title
	days   []string // as its own members say them
}

// stateDays returns the days that the objects of a script say: those that have a title, if there are
// any with a day; never those below other pages, comments and the site.
func stateDays(script string) (titled, plain []string) {
	open := []state{{}}
	leave := func() {
		last := open[len(open)-1]
		if last.titled {
			titled = append(titled, last.days...)
		} else {
			plain = append(plain, last.days...)
		}
		open = open[:len(open)-1]
	}
	seen := 0
	for rest := script; seen < maxStateDays && len(open) < maxStateDepth; {
		m := stateToken.FindStringSubmatchIndex(rest)
		if m == nil {
			break
		}
		top := &open[len(open)-1]
		switch token := rest[m[0]:m[1]]; {
		case m[2] >= 0:
			if !top.other {
				top.days = append(top.days, rest[m[2]:m[3]])
				seen++
			}
		case m[4] >= 0:
			open = append(open, state{other: top.other || ofOtherState(rest[m[4]:m[5]])})
		case m[6] >= 0:
			top.titled = true
		case token == "{" || token == "[":
			open = append(open, state{other: top.other})
		case len(open) > 1:
			leave()
		}
		rest = rest[m[1]:]
	}
	for len(open) > 0 {
		leave()
	}
	return titled, plain
}

func ofOtherState(name string) bool {
	name = strings.ToLower(name)
	return name == "ad" || name == "ads" || holdsAny(name, otherStates)
}

// stated searches the data of the scripts, when nothing else tells a day, and returns theirs where
// they hold one and no other: such data often holds the days of other articles too.
func (g *gatherer) stated() Claim {
	left := maxState
	var titled, plain []string
	for _, n := range g.scripts {
		script := textOf(n, left)
		if left -= len(script); left <= 0 {
			break
		}
		t, p := stateDays(script)
		titled, plain = append(titled, t...), append(plain, p...)
	}
	if len(titled) == 0 {
		titled = plain
	}
	from := len(g.claims)
	for _, said := range titled {
		g.claim(said, Claim{Source: Script, Role: Published})
	}
	var days []corpus.Date
	for _, c := range g.claims[from:] {
		if !slices.Contains(days, c.Day) {
			days = append(days, c.Day)
		}
	}
	if len(days) != 1 {
		return Claim{}
	}
	return g.claims[from]
}
