package crawler

import (
	"context"
	"fmt"
)

// pages are records of pages by name. The first thing that goes wrong with them is kept: whoever reads
// on sees pages that are not known, and whoever ends the work must ask.
type pages struct {
	shelf *shelf
	kin   kinship
	order []mark // of those that are told in order
	err   error
}

func newPages(dir string) pages { return pages{shelf: newShelf(dir)} }

// get returns the page of a name.
func (p *pages) get(m mark) (page, bool) {
	record, err := p.shelf.get(m)
	if err != nil || record == nil {
		p.note(err)
		return page{}, false
	}
	g, err := p.kin.page(record)
	p.note(err)
	return g, err == nil
}

// put keeps the page of a name.
func (p *pages) put(m mark, g *page) {
	p.note(p.shelf.put(m, p.kin.appendPage(make([]byte, 0, 512), g)))
}

func (p *pages) note(err error) {
	if p.err == nil && err != nil {
		p.err = fmt.Errorf("what is known of pages: %w", err)
	}
}

// each hands over the pages that are told in order.
func (p *pages) each(take func(mark, *page)) {
	for _, m := range p.order {
		if g, ok := p.get(m); ok {
			take(m, &g)
		}
	}
}

// has reports whether there is a page of a name.
func (p *pages) has(m mark) bool {
	_, ok := p.shelf.slots[m]
	return ok
}

// take keeps an item at the end of the order.
func (p *pages) take(it item) {
	m := markOf(it.url)
	p.order = append(p.order, m)
	p.put(m, &page{url: it.url, hints: it.hints})
}

// naming says what a listing made of an address.
type naming uint8

const (
	isNamed  naming = 1 << iota // a listing names it
	isListed                    // a listing names it, or the manifest
	isFound                     // it is about what the source is read for
)

// recheckItems looks at the known items whose turn it is, listed or not, in the order in which they
// were first seen.
func (r *run) recheckItems(ctx context.Context) error {
	r.c.mu.Lock()
	order := r.past.order
	r.c.mu.Unlock()
	for _, m := range order {
		it, ok := r.toRecheck(m)
		if !ok {
			continue
		}
		if err := r.fetchItem(ctx, it); err != nil {
			return err
		}
	}
	return nil
}
