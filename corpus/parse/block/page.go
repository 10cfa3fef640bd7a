package block

import (
	"context"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Page is what a format's reader hands over: blocks in order and what the markup said.
type Page struct {
	Title       string
	Lang        corpus.Lang
	Published   corpus.Date
	Modified    corpus.Date
	Shown       corpus.Date // what a reader takes for the page's day
	Authority   string
	Number      string
	Canonical   string
	Blocks      []Block
	Attachments []Link
	Visible     int
	Dropped     []Drop
	Warnings    []string
	Gaps        []corpus.Gap
	MediaType   string
	Parser      string
	// Official says that title, number and date are fields of the format, kept by the publisher: what
	// they do not say is not looked for in the text.
	Official bool
}

// Warn adds a sentence about what could not be read as it should.
func (p *Page) Warn(format string, args ...any) {
	p.Warnings = append(p.Warnings, fmt.Sprintf(format, args...))
}

// Partly adds a sentence about where the reading breaks off: what follows is missing.
func (p *Page) Partly(format string, args ...any) {
	why := fmt.Sprintf(format, args...)
	p.Warn("partly read: %s", why)
	p.Gaps = append(p.Gaps, corpus.Gap{Unit: corpus.GapRest, Why: why})
}

// Miss adds a gap with a name, and a sentence about it.
func (p *Page) Miss(unit corpus.GapUnit, name, format string, args ...any) {
	why := fmt.Sprintf(format, args...)
	p.Warn("partly read: %s", why)
	p.Gaps = append(p.Gaps, corpus.Gap{Unit: unit, Name: name, Why: why})
}

// Link is an address that the document points at, resolved, with the words that carry it.
type Link struct {
	URL   string
	Text  string
	Lang  corpus.Lang // that the markup states of what it leads to
	Label string      // what stands before it: the head of its line, or a line that is a label
}

// Drop is a part that was left out, and why.
type Drop = corpus.Drop

// Word is a word that was read off the image of a page. The places are in pixels from the upper left
// corner; Top and Bottom are those of its line.
type Word struct {
	Text                     string
	Left, Top, Right, Bottom float64
}

// WordReader reads the words off an image in PNG form, of so many dots an inch.
type WordReader func(ctx context.Context, png []byte, dpi int) ([]Word, error)
