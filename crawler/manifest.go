package crawler

import (
	"fmt"
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
	Enabled      bool                `yaml:"enabled"`      // true where the manifest does not say
	Sample       bool                `yaml:"sample"`       // part of the sample web; hosts end in .example
	Note         string              `yaml:"note"`         // for people: licence, peculiarities

	Entries     []Entry     `yaml:"entries"`
	Include     []string    `yaml:"include"`     // RE2; an item's address must match one, where there are any
	Exclude     []string    `yaml:"exclude"`     // RE2; an item's address must match none
	Hosts       []string    `yaml:"hosts"`       // further hosts to which items may move
	Body        string      `yaml:"body"`        // CSS selector of an item's body node
	Attachments Attachments `yaml:"attachments"` // what belongs to an item
	Expect      Expect      `yaml:"expect"`      // what a healthy run holds
	Canonical   Canonical   `yaml:"canonical"`   // which addresses are the same
	ErrorPages  []ErrorPage `yaml:"error_pages"` // pages that the site shows with status 200 in place of an item

	Cadence     Period `yaml:"cadence"`      // how often to run; default 24h
	Delay       Period `yaml:"delay"`        // between two requests to a host; default 2s
	Recheck     Period `yaml:"recheck"`      // items known for longer are asked for only this often; default each run
	FullEvery   int    `yaml:"full_every"`   // every n-th request for an item is unconditional; default 10
	MaxRequests int    `yaml:"max_requests"` // of one run; default 5000
	MaxBytes    int64  `yaml:"max_bytes"`    // of one body; default 64 MiB

	include, exclude []*regexp.Regexp
	sequence         *regexp.Regexp
	zone             *time.Location
}

// Entry is a place at which items are found. Which of the rules apply depends on Discovery.
type Entry struct {
	URL       string              `yaml:"url"`
	Discovery Discovery           `yaml:"discovery"`
	Kind      corpus.DocumentKind `yaml:"kind"`     // of its items, where other than the source's
	Language  corpus.Lang         `yaml:"language"` // of its items, where other than the source's
	MinItems  int                 `yaml:"min_items"`
	MaxPages  int                 `yaml:"max_pages"` // default 20
	Title     string              `yaml:"title"`     // list: selector in an item; page: the title itself

	// Rules of a list page: CSS selectors, those of an item's parts taken inside the item. An item
	// that is itself a link needs none but Item.
	Item   string `yaml:"item"`
	Link   string `yaml:"link"`   // default: the first a[href]
	Date   string `yaml:"date"`   // default: none
	Number string `yaml:"number"` // list: selector of the document number
	Next   string `yaml:"next"`   // list: selector of the link to the next page; json: path of its address

	// Rules of a JSON listing: dotted paths, as in "data.list".
	Items   string   `yaml:"items"`   // path of the array; empty means that the whole is the array
	Total   string   `yaml:"total"`   // path of the number of items there are in all
	Cap     int      `yaml:"cap"`     // a total that has reached this is where the interface stops counting
	Fields  Fields   `yaml:"fields"`  // paths within an item
	Address string   `yaml:"address"` // template of an item's address, as in "http://host/doc/{id}"; default: Fields.Link
	Ignore  []string `yaml:"ignore"`  // fields of an item that are known and not used
}

// Discovery says how items are found at an entry.
type Discovery string

// The ways of discovery.
const (
	Feed    Discovery = "feed"    // Atom, RSS or JSON feed
	List    Discovery = "list"    // an HTML page with links
	Sitemap Discovery = "sitemap" // sitemap or sitemap index
	JSON    Discovery = "json"    // a JSON document that lists items
	Page    Discovery = "page"    // the address is the item
)

// Fields are the paths, within an item of a JSON listing, of what is wanted from it.
type Fields struct {
	Link   string `yaml:"link"`
	Title  string `yaml:"title"`
	Date   string `yaml:"date"`
	Number string `yaml:"number"`
}

// Attachments says which links of an item's page lead to attachments of it.
type Attachments struct {
	Selector   string   `yaml:"selector"`   // CSS selector of the links; default: a[href] in the body node
	Extensions []string `yaml:"extensions"` // default: pdf, docx where a selector or this is given
}

// Expect is what a healthy run holds. What is outside it raises an alarm.
type Expect struct {
	MinItems int    `yaml:"min_items"` // of all listings together; default 1
	MaxItems int    `yaml:"max_items"` // 0 means any
	Sequence string `yaml:"sequence"`  // RE2 on titles and numbers with one group that is a running number, and perhaps one named year
	Silence  Period `yaml:"silence"`   // longest time without a new publication; 0 means any
}

// Canonical says which parts of an address do not tell items apart.
type Canonical struct {
	Drop         []string `yaml:"drop"`          // query parameters
	KeepFragment bool     `yaml:"keep_fragment"` // items differ only in what follows #
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

// selectorOK reports whether a CSS selector can be compiled.
func selectorOK(s string) error {
	_, err := cascadia.ParseGroup(s)
	return err
}
