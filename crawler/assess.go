package crawler

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/publicsuffix"

	"github.com/lodestone-kb/lodestone/corpus"
)

// assess tells content from a guard's page, an error page and a parked domain, and sets the
// capture's Failure and raises the alarm where it is not content. Blocked, broken, gone, moved and
// empty are different things and stay so; 404 and 410 are answers, not failures.
func (r *run) assess(c *corpus.Capture, a answer, before page) {
	if c.Failure != "" || c.Status == 304 {
		return
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
		c.Failure = fmt.Sprintf("%s shows "+guardPage+" (%s, status %d) in place of the content", host, guard, c.Status)
		r.raise(corpus.BlockPage, c.URL, c.Failure)
	case isRobots:
		return // what a status means there is decided with the rules
	case c.Status >= 500:
		r.raise(corpus.ServerError, c.URL, fmt.Sprintf("%s answered with status %d", host, c.Status))
	case c.Status == 404 || c.Status == 410:
		if c.Purpose == corpus.ForListing {
			r.raise(corpus.ListGone, c.URL, fmt.Sprintf("the listing answered with status %d", c.Status))
		}
	case refusal[c.Status]:
		r.raise(corpus.BlockPage, c.URL, fmt.Sprintf("%s refuses to answer (status %d)", host, c.Status))
	case c.Status >= 400 && c.Purpose == corpus.ForListing:
		r.raise(corpus.ListGone, c.URL, fmt.Sprintf("the listing answered with status %d", c.Status))
	case c.Status > 200 && c.Status < 300:
		c.Failure = fmt.Sprintf("%s answered with status %d, which is no content", host, c.Status)
	case c.Status == 200 && len(bytes.TrimSpace(a.exchange.Body)) == 0:
		c.Failure = fmt.Sprintf("%s sent an empty page with status 200", host)
	case c.Status == 200:
		r.assessContent(c, body, before)
	}
}

const guardPage = "a guard's page"

// refusal holds the statuses by which guards refuse.
var refusal = map[int]bool{401: true, 403: true, 405: true, 406: true, 412: true, 429: true, 451: true}

// assessContent looks at a page that came with status 200.
func (r *run) assessContent(c *corpus.Capture, body []byte, before page) {
	if before.hash != "" && r.foreign(c.URL, c.FinalURL) {
		c.Failure = fmt.Sprintf("the address now leads to another site, %s", hostOf(c.FinalURL))
		r.raise(corpus.ForeignRedirect, c.URL, fmt.Sprintf("%s now leads to another site, %s", c.URL, hostOf(c.FinalURL)))
		return
	}
	if len(r.s.ErrorPages) == 0 || !isHTML(c.MediaType, body) {
		return
	}
	doc, err := parseHTML(body, c.MediaType)
	if err != nil {
		return // parse says so when it is read
	}
	for _, p := range r.s.ErrorPages {
		if p.Selector != "" && doc.Find(p.Selector).Length() == 0 || p.Title != "" && squeeze(doc.Find("title").First().Text()) != squeeze(p.Title) {
			continue
		}
		switch p.Means {
		case "blocked":
			c.Failure = fmt.Sprintf("%s shows "+guardPage+" in place of the content", hostOf(c.FinalURL))
			r.raise(corpus.BlockPage, c.URL, c.Failure)
		case "gone":
			c.Failure = "the site shows its page for addresses that it does not know, with status 200"
		default:
			c.Failure = "the site shows an error page with status 200"
			r.raise(corpus.ServerError, c.URL, fmt.Sprintf("%s shows an error page with status 200", hostOf(c.FinalURL)))
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
	if !bytes.Contains(bytes.ToLower(body), []byte("<script")) {
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
