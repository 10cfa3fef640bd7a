package parse

import (
	"context"
	"strings"

	"github.com/mmcdole/gofeed"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/legalxml"
)

// maxEntries bounds the entries of a feed.
const maxEntries = 10_000

// readFeed reads a feed as one document: the title of each entry, its day as printed, what it says of
// itself, and its address among the attachments. To follow a feed is the work of package crawler.
func readFeed(ctx context.Context, in Input, opt Options, text string) (block.Page, error) {
	feed, err := gofeed.NewParser().ParseString(text)
	if err != nil {
		broken := &block.Error{Kind: Damaged, Reason: "the feed is broken; a well-formed RSS, Atom or JSON feed would be right", Cause: err}
		// Of an ill-formed feed the words are kept, entry after entry, up to where it breaks.
		p, err := legalxml.Read([]byte(text), opt.limits())
		if err != nil {
			return block.Page{}, broken
		}
		p.Partly("%v", broken)
		return p, nil
	}
	it := &item{ctx: ctx, in: in, opt: opt, page: block.Page{Parser: "feed/1", MediaType: string(formXML), Official: true}}
	p := &it.page
	p.Title = block.Normalise(plainOf(feed.Title), false)
	p.Lang = corpus.Lang(strings.TrimSpace(feed.Language))
	if strings.HasPrefix(feed.Link, "http") {
		p.Canonical = feed.Link
	}
	it.line(block.Heading, p.Title, "")
	it.line(block.Para, feed.Description, "")
	for n, e := range feed.Items {
		if n == maxEntries {
			p.Partly("the feed has %d entries; the first %d are kept", len(feed.Items), maxEntries)
			break
		}
		if e == nil {
			continue
		}
		it.line(block.Heading, e.Title, "")
		it.line(block.Para, firstOf(e.Published, e.Updated), "")
		body := e.Description
		if len(e.Content) > len(body) {
			body = e.Content
		}
		if err := it.markup(body, ""); err != nil {
			return block.Page{}, err
		}
		it.attach(strings.TrimSpace(e.Link), e.Title)
	}
	if len(p.Blocks) == 0 {
		return block.Page{}, block.Failf(Empty, "the feed has no entry with words; a feed with titles would be right")
	}
	p.Visible = countBlocks(p.Blocks)
	return *p, nil
}

// readFeedItem reads a JSON feed, see [readFeed].
func readFeedItem(it *item, _ map[string]any) error {
	text, _ := block.Decode(it.in.Bytes, "application/json", false)
	p, err := readFeed(it.ctx, it.in, it.opt, text)
	if err != nil {
		return err
	}
	it.page = p
	it.page.MediaType = string(formJSON)
	return nil
}

// isFeed reports whether the top element is that of a feed.
func isFeed(root string) bool { return root == "rss" || root == "feed" || root == "RDF" }
