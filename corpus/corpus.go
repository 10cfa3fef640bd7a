package corpus

import (
	"slices"
	"time"
)

// Distinct types for strings that must not be confused.
type (
	// Hash is a SHA-256 checksum in lower-case hexadecimal.
	Hash string
	// CaptureID names one capture. Captures are numbered by the archive in the order of arrival.
	CaptureID string
	// DocumentID is short and stable: "d-" and ten letters made from the source and the first
	// address. The address itself is an attribute that may move.
	DocumentID string
	// RevisionID is the document's id, a dot, and the first eight digits of the text's hash, so
	// that the same text of the same document always has the same name.
	RevisionID string
	// SourceID names a declared source, as its manifest does.
	SourceID string
	// Lang is a BCP 47 language tag such as "en", "zh-Hans" or "zh-Hant"; empty means unknown.
	Lang string
	// Jurisdiction is an ISO 3166-1 alpha-2 code, or "EU", or "WTO" for rulings.
	Jurisdiction string
)

// Purpose says for what a capture was fetched.
type Purpose string

// The purposes of captures. Only items (and their attachments) are documents.
const (
	ForItem    Purpose = "item"
	ForListing Purpose = "listing" // list page, feed, sitemap, JSON listing
	ForRobots  Purpose = "robots"
)

// Capture is one response, or one file, as it arrived. The bytes are in the archive under
// PayloadHash; a capture whose body was the same as before has Unchanged set and no body of its
// own, so that "nothing changed" and "not readable" stay different answers.
type Capture struct {
	ID          CaptureID `json:"id"`
	Source      SourceID  `json:"source"`
	Purpose     Purpose   `json:"purpose"`            // empty means item
	URL         string    `json:"url"`                // as requested
	FinalURL    string    `json:"final_url"`          // after redirects; equals URL where there were none
	FetchedAt   time.Time `json:"fetched_at"`         // UTC
	Status      int       `json:"status"`             // HTTP status; 200 for a file
	MediaType   string    `json:"media_type"`         // as declared by the server, may be empty or wrong
	Encoding    string    `json:"encoding"`           // Content-Encoding as declared, undone only when parsing
	PayloadHash Hash      `json:"payload_hash"`       // of the bytes on the wire, transfer coding removed
	Length      int64     `json:"length"`             // of the payload in bytes
	Unchanged   bool      `json:"unchanged"`          // a 304, or the bytes that this address gave before
	Hints       Hints     `json:"hints"`              // what discovery knew about the item
	Failure     string    `json:"failure,omitempty"`  // why there is no document in it, in a sentence; empty when there may be one
	Rendered    string    `json:"rendered,omitempty"` // the browser that made the payload of what was served; empty: it is as served
	Sample      bool      `json:"sample,omitempty"`   // true for everything that comes from the sample web
}

// Hints is what a listing, a feed or a manifest said about an item before it was read. Everything
// in it is a claim: what the document itself prints goes first.
type Hints struct {
	Title        string       `json:"title,omitempty"`
	Published    Date         `json:"published,omitzero"`
	Authority    string       `json:"authority,omitempty"`
	Jurisdiction Jurisdiction `json:"jurisdiction,omitempty"`
	Lang         Lang         `json:"lang,omitempty"`
	Kind         DocumentKind `json:"kind,omitempty"`
	Number       string       `json:"number,omitempty"`
	Body         string       `json:"body,omitempty"`      // CSS selector of the body node, from the manifest
	Parent       string       `json:"parent,omitempty"`    // address of the page that this is an attachment of
	Official     bool         `json:"official,omitempty"`  // the publisher is the issuing authority
	Canonical    string       `json:"canonical,omitempty"` // the item's stable address, where the listing gives one
	Zone         string       `json:"zone,omitempty"`      // IANA time zone of the publisher
}

// DocumentKind says what sort of publication a document is.
type DocumentKind string

// The kinds of documents.
const (
	Notice     DocumentKind = "notice"     // an authority's announcement, decision, order, rule
	Regulation DocumentKind = "regulation" // a law or regulation in full
	News       DocumentKind = "news"       // a press report: never the notice itself
	Analysis   DocumentKind = "analysis"   // a commentary or a compilation
	Annex      DocumentKind = "annex"      // an attachment of another document
	Bill       DocumentKind = "bill"       // a proposal that is not law
)

// DocumentState says what the last look at a document's page found.
type DocumentState string

// The states of a document's page. A dead page proves nothing about the law.
const (
	Live  DocumentState = "live"
	Moved DocumentState = "moved"
	Gone  DocumentState = "gone"
)

// Document is one publication, whatever its revisions and wherever its page is now.
type Document struct {
	ID           DocumentID    `json:"id"`
	Source       SourceID      `json:"source"`
	URL          string        `json:"url"`              // where it was last seen
	FormerURLs   []string      `json:"former_urls"`      // where it was before, oldest first
	Copies       []string      `json:"copies,omitempty"` // other addresses of the source at which the same text is
	Kind         DocumentKind  `json:"kind"`
	Official     bool          `json:"official"` // published by the issuing authority itself
	Title        string        `json:"title"`
	Authority    string        `json:"authority,omitempty"` // authority id, such as MOFCOM; empty when unknown
	Jurisdiction Jurisdiction  `json:"jurisdiction,omitempty"`
	Lang         Lang          `json:"language"`
	Published    Date          `json:"published"`        // at the precision found; null when not found
	Number       string        `json:"number,omitempty"` // document number as printed
	Parent       DocumentID    `json:"parent,omitempty"` // the document that this one is an annex of
	Attachments  []Attachment  `json:"attachments,omitempty"`
	State        DocumentState `json:"state"`
	FirstSeen    time.Time     `json:"first_seen"`
	LastSeen     time.Time     `json:"last_seen"` // last capture that showed it, changed or not
	Revisions    []RevisionID  `json:"revisions"` // in the order they were seen, oldest first
	Sample       bool          `json:"sample,omitempty"`
}

// IsAt reports whether the document is at an address now: at its own, or at that of a copy.
func (d Document) IsAt(url string) bool { return url == d.URL || slices.Contains(d.Copies, url) }

// Addresses returns every address at which the document is or was, its own last.
func (d Document) Addresses() []string {
	return append(append(slices.Clone(d.FormerURLs), d.Copies...), d.URL)
}

// Latest returns the newest revision's id, or "" when there is none.
func (d Document) Latest() RevisionID {
	if len(d.Revisions) == 0 {
		return ""
	}
	return d.Revisions[len(d.Revisions)-1]
}

// Revision is a document's text at one time: normalised UTF-8 with "\n" line ends, one block a
// line, and the provisions that cut it. Text is never edited after it was stored.
type Revision struct {
	ID         RevisionID  `json:"id"`
	Document   DocumentID  `json:"document"`
	Capture    CaptureID   `json:"capture"`
	RecordedAt time.Time   `json:"recorded_at"`
	Hash       Hash        `json:"hash"` // of Text
	Text       string      `json:"text"`
	Provisions []Provision `json:"provisions"`
	Sentences  []Range     `json:"sentences"`          // in order, disjoint
	Machine    []Range     `json:"machine,omitempty"`  // what a machine read off images of pages: searched, and no fact before a person has read it
	Parser     string      `json:"parser"`             // name and version of what made the text
	Warnings   []string    `json:"warnings,omitempty"` // what the parser could not read, in sentences
	Gaps       []Gap       `json:"gaps,omitempty"`     // the pages and parts that it could not read
	Extent     Extent      `json:"extent,omitzero"`    // how much of the original the text holds
}

// Range is a half-open byte range into a revision's text.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// ProvisionKind says which piece of a document a provision is.
type ProvisionKind string

// The kinds of provisions.
const (
	TitleProvision ProvisionKind = "title"
	Heading        ProvisionKind = "heading"
	Article        ProvisionKind = "article" // 第一条, Article 1, § 744.11
	Item           ProvisionKind = "item"    // 一、 （一） 1. (a)
	Paragraph      ProvisionKind = "paragraph"
	Row            ProvisionKind = "row" // a table row, cells separated by tabs
	Footnote       ProvisionKind = "footnote"
)

// Provision is an addressable piece of a revision. Address is how a lawyer would cite it:
// "一、（二）", "第三条", "§ 744.11(a)", "Annex 1, row 3"; unnumbered paragraphs are "¶ 4".
// Provisions are in text order, disjoint, and together hold every non-blank line of the text.
type Provision struct {
	Address string        `json:"address"`
	Kind    ProvisionKind `json:"kind"`
	Start   int           `json:"start"`
	End     int           `json:"end"`
	Parent  string        `json:"parent,omitempty"`  // address of the enclosing provision
	Columns []string      `json:"columns,omitempty"` // for a row: the heads of its table's columns
	Force   []Force       `json:"force,omitempty"`   // the words by which it commands, forbids or permits; none where it does nothing of these
}

// ForceKind says what a provision does to those whom it addresses.
type ForceKind string

// The kinds of force.
const (
	Must    ForceKind = "must"     // a duty: shall, must, 应当
	MustNot ForceKind = "must_not" // a prohibition: shall not, may not, is prohibited, 不得
	May     ForceKind = "may"      // a permission or a power: may, 可以
)

// Force is a word or a phrase that gives a provision its force, as a byte range of the revision's
// text.
type Force struct {
	Kind  ForceKind `json:"kind"`
	Start int       `json:"start"`
	End   int       `json:"end"`
}

// Span is a half-open byte range into the text of a revision, with the words it covers:
// text[Start:End] == Quote, always.
type Span struct {
	Document DocumentID `json:"document"`
	Revision RevisionID `json:"revision"`
	Start    int        `json:"start"`
	End      int        `json:"end"`
	Quote    string     `json:"quote"`
	Address  string     `json:"address"`
}

// Span returns the span of the given range, with its quote and the address of the provision in
// which it starts. The range must lie inside the text.
func (r *Revision) Span(start, end int) Span {
	s := Span{Document: r.Document, Revision: r.ID, Start: start, End: end, Quote: r.Text[start:end]}
	if p, ok := r.ProvisionAt(start); ok {
		s.Address = p.Address
	}
	return s
}

// ProvisionAt returns the provision that holds the given offset.
func (r *Revision) ProvisionAt(offset int) (Provision, bool) {
	lo, hi := 0, len(r.Provisions)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.Provisions[mid].End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.Provisions) && r.Provisions[lo].Start <= offset {
		return r.Provisions[lo], true
	}
	return Provision{}, false
}

// SentenceAt returns the sentence that holds the given offset.
func (r *Revision) SentenceAt(offset int) (Range, bool) {
	lo, hi := 0, len(r.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.Sentences[mid].End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.Sentences) && r.Sentences[lo].Start <= offset {
		return r.Sentences[lo], true
	}
	return Range{}, false
}

// Holds reports whether the span is true of the revision: inside its text, with the words quoted.
func (s Span) Holds(text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) && text[s.Start:s.End] == s.Quote
}
