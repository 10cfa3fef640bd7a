package crawler

import (
	"regexp"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Entry is a place at which items are found. Which of the rules apply depends on Discovery.
type Entry struct {
	URL       string              `yaml:"url"`   // the first page; {from}, {to} and {year} are those of a Window, {page} of Pages
	Query     Query               `yaml:"query"` // parameters of the address; after reading they are part of URL
	Form      bool                `yaml:"form"`  // the parameters are sent as a form, as by a button on a page
	Discovery Discovery           `yaml:"discovery"`
	Accept    string              `yaml:"accept"`   // media types asked for of the listing; default the source's
	Kind      corpus.DocumentKind `yaml:"kind"`     // of its items, where other than the source's
	Language  corpus.Lang         `yaml:"language"` // of its items, where other than the source's
	MinItems  int                 `yaml:"min_items"`
	MaxPages  int                 `yaml:"max_pages"` // default 20; of each window, where there is one
	Title     string              `yaml:"title"`     // list: selector in an item; page: the title itself
	DateForm  string              `yaml:"date_form"` // how dates are written that could be read in two ways, as in DD/MM/YYYY
	Pages     Pages               `yaml:"pages"`     // further pages that are numbered
	Window    Window              `yaml:"window"`    // the listing is asked for slice by slice of days

	// Rules of a list page: CSS selectors, those of an item's parts taken inside the item. An item
	// that is itself a link needs none but Item.
	Item    string  `yaml:"item"`
	Link    string  `yaml:"link"`    // default: the first a[href]
	Date    string  `yaml:"date"`    // default: none
	Number  string  `yaml:"number"`  // list: selector of the document number
	Next    string  `yaml:"next"`    // list: selector of the link to the next page; json, xml: path of its address
	Within  string  `yaml:"within"`  // list: the page is a text inside a JSON answer, at this path
	Columns Columns `yaml:"columns"` // list: headings of the table that the items are rows of

	// Rules of a listing of fields (json, xml, csv): dotted paths, as in "data.list" (path.go
	// says what they may hold).
	Items   string   `yaml:"items"`   // path of the array; empty means that the whole is the array
	Deep    string   `yaml:"deep"`    // items hold items of the same form at this path
	Only    []Only   `yaml:"only"`    // which of the items are wanted; each must let an item in
	Total   string   `yaml:"total"`   // path of the number of items there are in all
	Cap     int      `yaml:"cap"`     // a total that has reached this is where the interface stops counting
	Cursor  Cursor   `yaml:"cursor"`  // how the next page is asked for, where the answer gives a mark and no address
	Fields  Fields   `yaml:"fields"`  // paths within an item
	Kinds   Kinds    `yaml:"kinds"`   // what sort of publication an item is
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
	XML     Discovery = "xml"     // an XML document that lists items
	CSV     Discovery = "csv"     // a table with a line of headings
	Page    Discovery = "page"    // the address is the item
)

// Pages says how the pages after the first are numbered. One is asked for after the other until one
// holds no item, or as many have been read as the listing counts.
type Pages struct {
	URL       string `yaml:"url"`       // with {page} where the number goes; default: the entry's, where that has a {page}
	Parameter string `yaml:"parameter"` // or: query parameter of the entry's address that takes it
	First     int    `yaml:"first"`     // number of the second page of the listing; default 2, or Step where that is more
	Step      int    `yaml:"step"`      // between two numbers; default 1. It is more where items are counted, not pages.
}

// Window asks for a listing slice by slice of its days of publication, newest first. It is for
// interfaces that stop counting: a slice whose total has reached the entry's Cap is halved.
type Window struct {
	Since string `yaml:"since"` // first day, as in 2017-01-01
	Back  Period `yaml:"back"`  // or: how far back from today
	Slice Period `yaml:"slice"` // length of a slice; default 365d
	Years int    `yaml:"years"` // or: one listing a year, this many, the running one first
}

// Columns are the headings of a table that the manifest knows.
type Columns struct {
	Header string   `yaml:"header"` // CSS selector of the cells that hold the headings
	Names  []string `yaml:"names"`  // what they say; the order does not matter
}

// Only lets in the items whose field holds one of the values, or one that a pattern matches.
type Only struct {
	At   string   `yaml:"at"` // path within an item
	Is   []string `yaml:"is"`
	Like string   `yaml:"like"` // RE2

	like *regexp.Regexp
}

// Cursor says how the next page of a listing is asked for.
type Cursor struct {
	At        string `yaml:"at"`        // path of the mark in the answer; an empty mark ends the listing
	Parameter string `yaml:"parameter"` // query parameter that takes it
}

// Kinds says what sort of publication an item is by one of its fields. A value that is not in the
// list is told as an unknown category, since a new sort of act should not pass as an old one.
type Kinds struct {
	At string                         `yaml:"at"` // path within an item
	Of map[string]corpus.DocumentKind `yaml:"of"`
}

// Fields are the paths, within an item of a JSON, XML or CSV listing, of what is wanted from it.
// Each may name several, as in "xml_url or html_url": the first that holds something is taken.
type Fields struct {
	Link      string `yaml:"link"`
	Title     string `yaml:"title"`
	Date      string `yaml:"date"`
	Number    string `yaml:"number"`
	Summary   string `yaml:"summary"`   // read for About only
	Canonical string `yaml:"canonical"` // the item's page for people, where Link is its data; or a template of it
}
