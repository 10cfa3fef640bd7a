package crawler

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/publicsuffix"

	"github.com/lodestone-kb/lodestone/corpus"
)

// assess tells content from a guard's page, an error page, a parked domain and from what cannot be a
// new version of what is held, and sets the capture's Failure and raises the alarm where it is not
// content. Blocked, broken, gone, moved and empty are different things and stay so; 404 and 410 are
// answers, not failures, unless the listing names the item still.
func (r *run) assess(ctx context.Context, c *corpus.Capture, a answer, before page) error {
	if c.Failure != "" || c.Status == 304 {
		return nil
	}
	isRobots := c.Purpose == corpus.ForRobots
	host := hostOf(c.FinalURL)
	body, undoErr := undo(a.exchange.Body, c.Encoding, r.s.MaxBytes)
	guard := ""
	if undoErr == nil && isHTML(c.MediaType, body) {
		guard = guardMark(body)
	}
	switch {
	case guard != "" && !isRobots && c.Status != 404:
		r.fail(c, corpus.BlockPage, fmt.Sprintf("%s shows "+guardPage+" (%s, status %d) in place of the content", host, guard, c.Status))
	case isRobots:
		return nil // what a status means there is decided with the rules
	case c.Status >= 500:
		r.raise(corpus.ServerError, c.URL, fmt.Sprintf("%s answered with status %d", host, c.Status))
	case c.Status == 404 || c.Status == 410:
		return r.assessAbsence(ctx, c, before)
	case c.Status != 200:
		r.assessStatus(c, host)
	case undoErr != nil:
		r.fail(c, corpus.BadCoding, fmt.Sprintf("the body from %s is not coded as it says: %v", host, undoErr))
	case len(bytes.TrimSpace(a.exchange.Body)) == 0:
		r.fail(c, corpus.EmptyPage, fmt.Sprintf("%s sent an empty page with status 200", host))
	default:
		return r.assessContent(ctx, c, a, body, before)
	}
	return nil
}

// assessStatus looks at an answer whose status is neither content nor absence nor the server's failure.
func (r *run) assessStatus(c *corpus.Capture, host string) {
	none := fmt.Sprintf("%s answered with status %d, which is no content", host, c.Status)
	switch {
	case c.Status == 204 || c.Status == 205:
		r.fail(c, corpus.EmptyPage, none)
	case c.Status == 206:
		r.fail(c, corpus.HalfPage, none)
	case c.Status < 300: // 202 is what some guards answer with
		r.fail(c, corpus.BlockPage, none)
	case c.Status < 400:
		r.fail(c, corpus.NoAnswer, fmt.Sprintf("%s answered with status %d, which leads nowhere", host, c.Status))
	case refusal[c.Status] || c.Purpose != corpus.ForListing:
		r.raise(corpus.BlockPage, c.URL, fmt.Sprintf("%s refuses to answer (status %d)", host, c.Status))
	default:
		r.raise(corpus.ListGone, c.URL, fmt.Sprintf("the listing answered with status %d", c.Status))
	}
}

// fail says that a capture is not the content, and raises the alarm.
func (r *run) fail(c *corpus.Capture, kind corpus.AlarmKind, why string) {
	c.Failure = why
	r.raise(kind, c.URL, why)
}

// assessAbsence looks at an answer that there is nothing. Of an address that never had a page it is told
// once, since lists have dead links in them for years; it is believed from then on, and what a page links to
// as attached is believed at once.
func (r *run) assessAbsence(ctx context.Context, c *corpus.Capture, before page) error {
	if c.Purpose == corpus.ForListing {
		r.raise(corpus.ListGone, c.URL, fmt.Sprintf("the listing answered with status %d", c.Status))
		return nil
	}
	by := "its listing names it"
	switch what := r.named(markOf(c.URL)); {
	case what&isNamed != 0:
	case what&isLinked != 0 && before.hash != "":
		by = "the page that it is attached to names it"
	default:
		return nil
	}
	if before.hash == "" && before.look.capture != "" {
		last, err := r.c.opt.Archive.Capture(ctx, before.look.capture)
		if err != nil {
			return fmt.Errorf("read back the last look at %s: %w", c.URL, err)
		}
		if s := last.Capture.Status; s == 404 || s == 410 {
			return nil
		}
	}
	r.fail(c, corpus.ListedButGone, fmt.Sprintf("%s, and it answered with status %d", by, c.Status))
	return nil
}

const guardPage = "a guard's page"

// refusal holds the statuses by which guards refuse.
var refusal = map[int]bool{401: true, 403: true, 405: true, 406: true, 412: true, 429: true, 451: true}

// assessContent looks at a page that came with status 200.
func (r *run) assessContent(ctx context.Context, c *corpus.Capture, a answer, body []byte, before page) error {
	host := hostOf(c.FinalURL)
	if before.hash != "" && r.foreign(c.URL, c.FinalURL) {
		r.fail(c, corpus.ForeignRedirect, fmt.Sprintf("%s now leads to another site, %s", c.URL, host))
		return nil
	}
	if !r.mayBeNone(body) {
		// Nothing speaks for it; most pages end here.
	} else if v, ok := r.s.view(body, c.MediaType); ok {
		if r.errorPage(c, v.doc); c.Failure != "" {
			return nil
		}
		if kind, why := v.notContent(host, c.Hints); why != "" {
			r.fail(c, kind, why)
			return nil
		}
	}
	if before.hash == "" {
		return nil
	}
	hash := corpus.HashOf(a.exchange.Body)
	if before.hash == hash {
		return nil
	}
	if why := r.oneOfMany(c, hash); why != "" {
		r.fail(c, corpus.SamePages, why)
	}
	kind, why, err := r.unlike(ctx, c, a.exchange.Header, hash, body, before)
	if why != "" {
		r.fail(c, kind, why)
	}
	return err
}

// maxHeading is how far a heading is read, and maxHeadings how many are looked at.
const (
	maxHeading  = 300
	maxHeadings = 3
)

// mayBeNone reports, from the bytes alone, whether a page may be none: it asks for a password, is
// headed as a not-found page is, holds what walls say, or cannot be told because it is not in UTF-8.
func (r *run) mayBeNone(body []byte) bool {
	if len(r.s.ErrorPages) > 0 || !utf8.Valid(body) {
		return true
	}
	shown := bytesShown(body, noticeBytes)
	if shown == noticeBytes {
		return false // as most pages do, it shows more than those that are looked for
	}
	if bytes.Contains(body, []byte("assword")) || bytes.Contains(body, []byte("ASSWORD")) || shown < wallBytes && mayBeWall(body) {
		return true
	}
	for _, h := range headings(body) {
		if notFoundTitle.Match(h) || bytes.ContainsAny(h, "&<") {
			return true
		}
	}
	return false
}

// headings returns what stands in the first titles and first-level headings of a page, by which sites
// say that there is none. The whole page is seldom worth parsing for it.
func headings(body []byte) [][]byte {
	var out [][]byte
	for rest := body; len(out) < maxHeadings; {
		if rest = afterTag(rest, "<title", "<h1"); rest == nil {
			break
		}
		start := bytes.IndexByte(rest, '>')
		if start < 0 {
			break
		}
		rest = rest[start+1:]
		near := rest[:min(len(rest), maxHeading+len("</title"))]
		if end := afterTag(near, "</title", "</h1"); end != nil {
			text := near[:len(near)-len(end)]
			out = append(out, text[:bytes.LastIndex(text, []byte("</"))])
		}
	}
	return out
}

// afterTag returns what follows the first of some tags, whose names are given in small letters; nil
// where there is none.
func afterTag(page []byte, tags ...string) []byte {
	for {
		i := bytes.IndexByte(page, '<')
		if i < 0 {
			return nil
		}
		page = page[i:]
		for _, tag := range tags {
			if len(page) >= len(tag) && bytes.EqualFold(page[:len(tag)], []byte(tag)) {
				return page[len(tag):]
			}
		}
		page = page[1:]
	}
}

// errorPage looks whether a page is one of those that the manifest names as no content.
func (r *run) errorPage(c *corpus.Capture, doc *goquery.Document) {
	for _, p := range r.s.ErrorPages {
		if p.Selector != "" && doc.Find(p.Selector).Length() == 0 || p.Title != "" && squeeze(doc.Find("title").First().Text()) != squeeze(p.Title) {
			continue
		}
		switch host := hostOf(c.FinalURL); p.Means {
		case "blocked":
			r.fail(c, corpus.BlockPage, fmt.Sprintf("%s shows "+guardPage+" in place of the content", host))
		case "gone":
			r.fail(c, corpus.SoftNotFound, fmt.Sprintf("%s shows its page for addresses that it does not know, with status 200", host))
		default:
			r.fail(c, corpus.ServerError, fmt.Sprintf("%s shows an error page with status 200", host))
		}
		return
	}
}

// foreign reports whether a known item leads to a site that is neither its own nor the source's: a
// domain that was given up is often parked.
func (r *run) foreign(from, to string) bool {
	a, b := hostOf(from), hostOf(to)
	if a == b || r.s.hosted(b) {
		return false
	}
	x, err1 := publicsuffix.EffectiveTLDPlusOne(a)
	y, err2 := publicsuffix.EffectiveTLDPlusOne(b)
	return err1 != nil || err2 != nil || x != y
}

// guardMarks are pieces of the scripts of the guards that stand before official sites. They are
// looked for in small pages only, by structure: a page that writes about them in its text is longer.
var guardMarks = []struct{ mark, name string }{
	{"_Incapsula_Resource", "Incapsula"}, {"cf-chl-", "Cloudflare"}, {"/cdn-cgi/challenge-platform/", "Cloudflare"},
	{"acw_sc__v", "Alibaba"}, {"yunsuo_session", "Yunsuo"}, {"$_ts=window['$_ts']", "Ruishu"}, {"$_ts.nsd", "Ruishu"},
	{"awsWafCookieDomainList", "AWS"}, {"/_sec/cp_challenge/", "Akamai"}, {"ddos-guard", "DDoS-Guard"}, {"__jsl_clearance", "Jiasule"},
}

// guardMark names the guard whose page this is; empty when it is none.
func guardMark(body []byte) string {
	if afterTag(body, "<script") == nil {
		return ""
	}
	for _, g := range guardMarks {
		if bytes.Contains(body, []byte(g.mark)) && visible(body) < 600 {
			return g.name
		}
	}
	return ""
}

// visible counts the bytes of text that a reader would see.
func visible(body []byte) int {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return 0
	}
	doc.Find("script, style, noscript, head").Remove()
	return len(squeeze(doc.Text()))
}

func isHTML(mediaType string, body []byte) bool {
	m := strings.ToLower(mediaType)
	if m == "" {
		return bytes.Contains(bytes.ToLower(body[:min(len(body), 1024)]), []byte("<html"))
	}
	return strings.Contains(m, "html")
}

// squeeze trims a text and makes each run of white space one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// pathOf returns the path of an address in small letters, for its extension.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Path)
}
