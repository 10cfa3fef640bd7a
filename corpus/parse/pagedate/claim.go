package pagedate

import (
	"time"

	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Source says where in a page a claim was read.
type Source string

// The sources of claims.
const (
	LinkedData Source = "linked data" // a JSON-LD script
	Meta       Source = "meta"        // a meta element of the head
	Marked     Source = "marked"      // microdata, RDFa, a microformat, time[pubdate]
	Script     Source = "script"      // the data that a script draws the page from
	Label      Source = "label"       // a printed date with words that name its role
	Address    Source = "address"     // the address of the page itself
	Printed    Source = "printed"     // a printed date without such words, near the title
)

// Role says what a claim's day is to the page.
type Role string

// The roles of a day.
const (
	Published Role = "published"
	Created   Role = "created"  // made in the publishing system, perhaps before publication
	Dated     Role = "dated"    // a date and no more
	Modified  Role = "modified" // last changed
)

// Claim is one statement of a day.
type Claim struct {
	Day     corpus.Date
	Instant time.Time // where the source gives one in UTC; else zero
	Source  Source
	Role    Role
	Weight  int        // of printed claims, from 0: how much speaks for it
	Node    *html.Node // the text or element in which it was read; nil for the address and linked data
	order   int        // number of the line
	made    bool       // the label is that of making, which gives way to one of publishing
}

// Page is what is known of a page beside its tree.
type Page struct {
	URL  string      // its address, or ""
	Lang corpus.Lang // as declared, region included: it decides which way round 03/04/2026 is
	Zone string      // IANA time zone of the publisher, or ""
	// Fetched is when the page was fetched: a later day is not its own. Zero: not known.
	Fetched time.Time
}

// Latest is the last day that a text which was fetched at an instant can have been published on: that
// of the places on earth that are furthest ahead of UTC. It is zero where the instant is.
func Latest(fetched time.Time) corpus.Date {
	if fetched.IsZero() {
		return corpus.Date{}
	}
	return corpus.DateOf(fetched.UTC().Add(14 * time.Hour))
}

// Reading is what the page says about its own days.
type Reading struct {
	Published Claim       // zero when nothing says it
	Modified  Claim       // zero when nothing says it
	Shown     corpus.Date // what a reader takes for the page's day: that of publication, or of a change where the page prints only that one
	Lines     []string    // that print the day of publication, or another beside the title
	Claims    []Claim
}
