package crawler

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Source is a publisher that we watch, as its manifest declares it. [ParseManifest] makes one; the
// yaml names are the format.
type Source struct {
	ID           corpus.SourceID     `yaml:"id"`
	Name         string              `yaml:"name"`         // for people
	Publisher    string              `yaml:"publisher"`    // authority id, such as MOFCOM; any name where it is no authority
	Jurisdiction corpus.Jurisdiction `yaml:"jurisdiction"` // ISO 3166-1 alpha-2, EU or WTO; empty for press of no one place
	Language     corpus.Lang         `yaml:"language"`     // of most items
	Zone         string              `yaml:"zone"`         // IANA time zone in which the publisher's dates hold; empty means UTC
	Official     bool                `yaml:"official"`     // the publisher is the issuing authority itself
	Kind         corpus.DocumentKind `yaml:"kind"`         // of most items; empty means notice
	Enabled      bool                `yaml:"enabled"`      // where the manifest does not say: unless it is unseen or has needs
	Sample       bool                `yaml:"sample"`       // part of the sample web; hosts end in .example
	Note         string              `yaml:"note"`         // for people: licence, peculiarities
	Evidence     Evidence            `yaml:"evidence"`     // what the rules of the manifest rest on
	Needs        Needs               `yaml:"needs"`        // what the site asks for and a plain request has not

	Entries     []Entry     `yaml:"entries"`
	Include     []string    `yaml:"include"`     // RE2; an item's address must match one, where there are any
	Exclude     []string    `yaml:"exclude"`     // RE2; an item's address must match none
	About       []string    `yaml:"about"`       // RE2; an item's title, number or summary must match one, where there are any
	Hosts       []string    `yaml:"hosts"`       // further hosts to which items may move
	Body        string      `yaml:"body"`        // CSS selector of an item's body node
	Attachments Attachments `yaml:"attachments"` // what belongs to an item
	Expect      Expect      `yaml:"expect"`      // what a healthy run holds
	Canonical   Canonical   `yaml:"canonical"`   // which addresses are the same
	ErrorPages  []ErrorPage `yaml:"error_pages"` // pages that the site shows with status 200 in place of an item

	Fetch          Fetching `yaml:"fetch"`           // direct or browser; default direct. With browser, off unless enabled says otherwise
	Allow          []string `yaml:"allow"`           // private networks that may be connected to, as in 10.1.0.0/16; default none
	Proxy          string   `yaml:"proxy"`           // address of a proxy through which all is asked; default none
	Accept         string   `yaml:"accept"`          // request field of that name; default */*
	AcceptLanguage string   `yaml:"accept_language"` // request field Accept-Language; default none
	Cadence        Period   `yaml:"cadence"`         // how often to run; default 24h
	At             []string `yaml:"at"`              // or: times of day in Zone at which to run, as in "09:30"
	Delay          Period   `yaml:"delay"`           // between two requests to a host; default 2s
	Recheck        Period   `yaml:"recheck"`         // items known for longer are asked for only this often; default each run
	FullEvery      int      `yaml:"full_every"`      // every n-th request for an item is unconditional; default 10
	MaxRequests    int      `yaml:"max_requests"`    // of one run; default 5000
	MaxBytes       int64    `yaml:"max_bytes"`       // of one body; default 64 MiB

	include, exclude, about []*regexp.Regexp
	sequence                *regexp.Regexp
	zone                    *time.Location
	allow                   []netip.Prefix
	proxy                   *url.URL
}

// Attachments says which links of an item's page lead to attachments of it.
type Attachments struct {
	Selector   string   `yaml:"selector"`   // CSS selector of the links; default: a[href] in the body node
	Paths      []string `yaml:"paths"`      // of addresses in an item that is JSON, as in details.attachments.url
	Extensions []string `yaml:"extensions"` // default: pdf, docx where a selector or this is given
}

// Expect is what a healthy run holds. What is outside it raises an alarm.
type Expect struct {
	MinItems int    `yaml:"min_items"` // of all listings together; default 1
	MaxItems int    `yaml:"max_items"` // 0 means any
	Sequence string `yaml:"sequence"`  // RE2 on titles and numbers with one group that is a running number, and perhaps one named year
	Silence  Period `yaml:"silence"`   // longest time without a new publication; 0 means twice its longest so far
}

// Canonical says which parts of an address do not tell items apart.
type Canonical struct {
	Drop         []string  `yaml:"drop"`          // query parameters
	KeepFragment bool      `yaml:"keep_fragment"` // items differ only in what follows #
	Rewrite      []Rewrite `yaml:"rewrite"`       // addresses that stand for another one
}

// Rewrite turns an address of one form into the one that is fetched in its place, such as that of a
// page for people into that of its data. The first whose From matches is used.
type Rewrite struct {
	From string `yaml:"from"` // RE2 on the whole address
	To   string `yaml:"to"`   // $1 is what the first group matched

	from *regexp.Regexp
}

// ErrorPage tells a page apart by its structure, never by a phrase in running text.
type ErrorPage struct {
	Selector string `yaml:"selector"` // a node that only this page has
	Title    string `yaml:"title"`    // the whole of its <title>
	Means    string `yaml:"means"`    // gone, blocked or error
}

// Period is a length of time in a manifest: what time.ParseDuration reads, and whole days as in "30d".
type Period time.Duration

// UnmarshalYAML reads a period. The error points at it.
func (p *Period) UnmarshalYAML(n ast.Node) error {
	d, err := readPeriod(n.GetToken().Value)
	if err != nil {
		return &yaml.SyntaxError{Message: err.Error(), Token: n.GetToken()}
	}
	*p = Period(d)
	return nil
}

func readPeriod(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 100_000 {
			return 0, fmt.Errorf("period %q: want a whole number of days, as in 30d", s)
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("period %q: want a length of time, as in 2s, 6h or 30d", s)
	}
	return d, nil
}

// hosted reports whether a host is one of the source's own.
func (s *Source) hosted(host string) bool {
	for _, e := range s.Entries {
		if hostOf(e.URL) == host {
			return true
		}
	}
	for _, h := range s.Hosts {
		if strings.EqualFold(h, host) {
			return true
		}
	}
	return false
}

// wants reports whether the patterns of the manifest let an address in.
func (s *Source) wants(address string) bool {
	for _, re := range s.exclude {
		if re.MatchString(address) {
			return false
		}
	}
	for _, re := range s.include {
		if re.MatchString(address) {
			return true
		}
	}
	return len(s.include) == 0
}

// concerns reports whether an item is about what the source is read for.
func (s *Source) concerns(f find) bool {
	for _, re := range s.about {
		if re.MatchString(f.title) || re.MatchString(f.number) || re.MatchString(f.summary) {
			return true
		}
	}
	return len(s.about) == 0
}

// selectorOK reports whether a CSS selector can be compiled.
func selectorOK(s string) error {
	_, err := cascadia.ParseGroup(s)
	return err
}
