package crawler

import (
	"context"
	"errors"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus/scratch"
)

// pages are records of pages by name. The first thing that goes wrong with them is kept: whoever reads
// on sees pages that are not known, and whoever ends the work must ask.
type pages struct {
	shelf *shelf
	kin   kinship
	order *scratch.List // of those that are told in order
	err   error
}

func newPages(dir string) pages { return pages{shelf: newShelf(dir), order: scratch.NewList(dir)} }

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
	for i := range p.order.Len() {
		m := p.at(i)
		if g, ok := p.get(m); ok {
			take(m, &g)
		}
	}
}

// has reports whether there is a page of a name.
func (p *pages) has(m mark) bool {
	_, ok, err := p.shelf.slots.Get(m)
	p.note(err)
	return ok
}

// at returns the name of the page at a place in the order.
func (p *pages) at(i int) mark {
	m, err := p.order.At(i)
	p.note(err)
	return m
}

// close gives the scratch files up.
func (p *pages) close() error { return errors.Join(p.shelf.close(), p.order.Close()) }

// take keeps an item at the end of the order.
func (p *pages) take(it item) {
	m := markOf(it.url)
	p.note(p.order.Add(m))
	p.put(m, &page{url: it.url, hints: it.hints})
}

// naming says what a listing made of an address.
type naming uint8

const (
	isNamed  naming = 1 << iota // a listing names it
	isListed                    // a listing names it, or the manifest
	isLinked                    // the page of an item leads to it as attached
)

// recheckItems looks at the known items whose turn it is, listed or not, in the order in which they
// were first seen.
func (r *run) recheckItems(ctx context.Context) error {
	r.c.mu.Lock()
	known := r.past.order.Len()
	r.c.mu.Unlock()
	for i := range known {
		it, ok := r.toRecheck(i)
		if !ok {
			continue
		}
		if err := r.fetchItem(ctx, it); err != nil {
			return err
		}
	}
	return nil
}

// name notes what a listing makes of an address, beside what is noted of it already.
func (r *run) name(m mark, what naming) {
	before := r.named(m)
	if before|what != before {
		r.items.note(r.names.Put(m, uint64(before|what)))
	}
}

// named is what the listings made of an address.
func (r *run) named(m mark) naming {
	v, _, err := r.names.Get(m)
	r.items.note(err)
	return naming(v)
}
