package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus"
)

// waits is why the first look at a changed page is not taken for its new version.
const waits = "the page is another than before; it is taken for changed when a second look finds the same"

// waiting is a known item whose words have changed, and which is looked at again when all known items were:
// what changed in the same way on most of them is the site's doing and no edit of a document.
type waiting struct {
	item
	change change
}

// change is what a page shows that it did not before, and the other way round, by the pieces of its text.
type change struct{ added, lost string }

// empty reports whether the pieces are the same, perhaps in another order.
func (c change) empty() bool { return c.added == "" && c.lost == "" }

// sign is what the same change of another page has too: what was added, or else what was lost.
func (c change) sign() mark {
	if c.added != "" {
		return markOf("+" + lettersOf(c.added))
	}
	return markOf("-" + lettersOf(c.lost))
}

// pieces returns the pieces of text that stand by themselves in a page's body node.
func (v view) pieces() []string {
	var out []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			if text := squeeze(n.Data); lettersOf(text) != "" {
				out = append(out, text)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range v.node.Nodes {
		walk(n)
	}
	return out
}

// changeOf compares two versions of a page; digits count for nothing.
func changeOf(before, now view) change {
	was, is := before.pieces(), now.pieces()
	without := func(all, held []string) string {
		count := map[string]int{}
		for _, p := range held {
			count[wordsOf(p)]++
		}
		var out []string
		for _, p := range all {
			if count[wordsOf(p)]--; count[wordsOf(p)] < 0 {
				out = append(out, p)
			}
		}
		return strings.Join(out, " ")
	}
	return change{added: without(is, was), lost: without(was, is)}
}

// lookTwice looks again at a known item whose words have changed. What only one of two looks shows is
// no change: servers that stand behind one name do not always agree, and pages that are being edited
// are half done. The first look is kept in the archive with the reason why it is not the last word; later
// says that the second one waits until all known items were looked at.
func (r *run) lookTwice(ctx context.Context, u *url.URL, q request, fresh, c corpus.Capture, a answer, known page) (_ corpus.Capture, _ answer, later bool, _ error) {
	changed, what, err := r.otherWords(ctx, c, a.exchange.Body, known)
	if err != nil || !changed || r.requests >= r.s.MaxRequests {
		return c, a, false, err
	}
	first := c
	first.Failure = waits
	if first, err = r.c.store(ctx, first, a.exchange); err != nil {
		return c, a, false, err
	}
	if r.rechecks && !what.empty() {
		r.later = append(r.later, waiting{item{q.url, q.hints}, what})
		return first, a, true, nil
	}
	c, a, err = r.lookAgain(ctx, u, q, fresh, known, what)
	return c, a, false, err
}

// lookAgain takes the second look at a page of which the first found a change.
func (r *run) lookAgain(ctx context.Context, u *url.URL, q request, fresh corpus.Capture, known page, found change) (corpus.Capture, answer, error) {
	c := fresh
	a, err := r.ask(ctx, u, q.purpose, r.asking(q, http.Header{}))
	if err != nil {
		return c, a, err
	}
	if err := r.describe(ctx, &c, a, known); err != nil || c.Failure != "" || c.Status != http.StatusOK {
		return c, a, err
	}
	still, what, err := r.otherWords(ctx, c, a.exchange.Body, known)
	switch {
	case err != nil:
	case !still:
		r.raise(corpus.Unsteady, c.URL, "the page was another for one look, and then as it was before")
	case !found.empty() && what.sign() != found.sign():
		r.fail(&c, corpus.Unsteady, "the page has other words than before, and was another at each of two looks")
	}
	return c, a, err
}

// otherWords reports whether a known item was answered with words that the held version has not, and
// which; digits count for nothing here, since counters and clocks are not worth a second request. What has
// changed is empty where it cannot be told.
func (r *run) otherWords(ctx context.Context, c corpus.Capture, raw []byte, known page) (bool, change, error) {
	if c.Purpose != corpus.ForItem || c.Failure != "" || c.Status != http.StatusOK || known.hash == "" || known.hash == corpus.HashOf(raw) {
		return false, change{}, nil
	}
	held, err := r.bodyOf(ctx, known)
	if err != nil {
		return false, change{}, err
	}
	body, err := undo(raw, c.Encoding, r.s.MaxBytes)
	if err != nil || held == nil {
		return true, change{}, nil
	}
	was, ok1 := r.s.view(held, known.mediaType)
	now, ok2 := r.s.view(body, c.MediaType)
	if !ok1 || !ok2 {
		return true, change{}, nil
	}
	if wordsOf(was.text) == wordsOf(now.text) {
		return false, change{}, nil
	}
	return true, changeOf(was, now), nil
}

// fewAlike is how many pages changed in the same way at least, for it to be the site's doing.
const fewAlike = 3

// settle looks again at the known items whose words have changed, unless most of all known pages have changed
// in the same way: a banner was put into them, a paragraph lost. Then the versions that are held stand, and a
// person is told: a document is amended by itself, or with a few others.
func (r *run) settle(ctx context.Context) error {
	alike := map[mark]int{}
	for _, w := range r.later {
		alike[w.change.sign()]++
	}
	var own []waiting // those whose change is no other page's
	for _, w := range r.later {
		if n := alike[w.change.sign()]; n >= fewAlike && (n*2 > r.rechecked || r.toldOf(w.change)) {
			r.leave(w, n)
		} else {
			own = append(own, w)
		}
	}
	if r.tooMany(own) {
		own = nil
	}
	for _, w := range own {
		g, err := r.secondLook(ctx, w)
		if err == nil {
			err = r.fetchAttached(ctx, w.item, g)
		}
		if err != nil {
			return err
		}
	}
	r.later = nil
	return nil
}

// How many known pages have other words than before at least, for it to be the site's doing, and how long it
// stays until it is believed: sites print texts twice, cut them short or have them spelt by a machine.
const (
	manyChanges  = 4
	believeAfter = 7 * 24 * time.Hour
)

// tooMany reports whether more than three of four known pages have changed, each in its own way. Publishers
// amend some of their texts in a day: the versions that are held stand, and a person is told.
func (r *run) tooMany(changed []waiting) bool {
	if len(changed) < manyChanges || len(changed)*4 <= r.rechecked*3 {
		return false
	}
	r.c.mu.Lock()
	since := r.past.many
	r.c.mu.Unlock()
	if !since.IsZero() && r.started.Sub(since) >= believeAfter {
		return false
	}
	r.raise(corpus.ManyChanges, changed[0].url, fmt.Sprintf("%d of %d known pages have other words than before, so it is taken for the site's doing and the versions that are held stand; it is believed when it stays for %d days. The first: %s",
		len(changed), r.rechecked, believeAfter/(24*time.Hour), changed[0].change))
	return true
}

// heldStand stands in the alarm before the change that it is about.
const heldStand = "so it is taken for the site's doing and the versions that are held stand: "

// leave lets the version that is held of a page stand, and tells of the change of n pages that it has a part
// in: the first time by an alarm, and as long as it stays by a note of each run, whose pages are as they were.
func (r *run) leave(w waiting, n int) {
	detail := fmt.Sprintf("%d of %d known pages changed in the same way, %s%s", n, r.rechecked, heldStand, w.change)
	if !r.toldOf(w.change) {
		r.raise(corpus.SameChange, w.url, detail)
		return
	}
	if r.stood++; !slices.Contains(r.standing, detail) {
		r.standing = append(r.standing, detail)
	}
}

// toldOf reports whether an earlier run has told that a change of most pages is the site's doing.
func (r *run) toldOf(c change) bool {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	return r.past.told[tellOnce(corpus.Alarm{Kind: corpus.SameChange, Detail: heldStand + c.String()})]
}

// maxQuoted is how much of a change is quoted.
const maxQuoted = 200

func (c change) String() string {
	cut := func(s string) string {
		if runes := []rune(s); len(runes) > maxQuoted {
			return string(runes[:maxQuoted]) + "…"
		}
		return s
	}
	switch {
	case c.lost == "":
		return fmt.Sprintf("%q was added", cut(c.added))
	case c.added == "":
		return fmt.Sprintf("%q is gone", cut(c.lost))
	}
	return fmt.Sprintf("%q stands in place of other words", cut(c.added))
}

// secondLook takes the look at an item that waited for it.
func (r *run) secondLook(ctx context.Context, w waiting) (got, error) {
	q := request{url: w.url, purpose: corpus.ForItem, hints: w.hints}
	u, err := url.Parse(q.url)
	if err != nil {
		return got{}, err
	}
	if r.requests >= r.s.MaxRequests {
		return got{}, errCutShort
	}
	fresh := r.capture(q)
	if why, err := r.refuses(ctx, u, q.purpose); why != "" || err != nil {
		return got{capture: fresh, unasked: why}, err
	}
	known, _ := r.known(q)
	c, a, err := r.lookAgain(ctx, u, q, fresh, known, w.change)
	if err != nil {
		return got{}, err
	}
	return r.keep(ctx, q, u, c, a, true)
}

// waited takes up an item that an interrupted run left waiting for its second look; the first is in the
// archive, and is not asked for again.
func (r *run) waited(ctx context.Context, q request) (got, bool, error) {
	known, seen := r.known(q)
	l := known.look
	if !r.rechecks || !seen || l.what != failed || l.run != r.past.round || !l.at.Before(r.started) || !r.recent(l) {
		return got{}, false, nil
	}
	rec, err := r.c.opt.Archive.Capture(ctx, l.capture)
	if err != nil || rec.Capture.Failure != waits {
		return got{}, false, err
	}
	raw, err := r.c.opt.Archive.Payload(ctx, rec.Capture.PayloadHash)
	if err != nil {
		return got{}, false, err
	}
	first := *rec.Capture
	first.Failure = ""
	changed, what, err := r.otherWords(ctx, first, raw, known)
	if err != nil || !changed || what.empty() {
		return got{}, false, err
	}
	r.later = append(r.later, waiting{item{q.url, q.hints}, what})
	return got{capture: *rec.Capture}, true, nil
}
