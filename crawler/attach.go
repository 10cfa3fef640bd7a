package crawler

import (
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/lodestone-kb/lodestone/corpus"
)

// attachments returns what is attached to an item's page: the links that the manifest's selector
// finds, or those in the body node with one of its extensions.
func (s *Source) attachments(g got) []item {
	a := s.Attachments
	if len(a.Paths) > 0 && !isHTML(g.capture.MediaType, g.body) {
		return s.attachmentsAt(g)
	}
	if a.Selector == "" && len(a.Extensions) == 0 || !isHTML(g.capture.MediaType, g.body) {
		return nil
	}
	doc, err := parseHTML(g.body, g.capture.MediaType)
	if err != nil {
		return nil
	}
	links := doc.Find("a[href]")
	if s.Body != "" && doc.Find(s.Body).Length() > 0 {
		links = doc.Find(s.Body).Find("a[href]")
	}
	if a.Selector != "" {
		links = doc.Find(a.Selector)
	}
	prefix := baseOf(doc)
	var out []item
	taken := map[string]bool{g.capture.URL: true, g.capture.FinalURL: true}
	links.Each(func(_ int, l *goquery.Selection) {
		href, ok := l.Attr("href")
		if !ok || !usable(href) {
			return
		}
		url, err := s.resolve(g.capture.FinalURL, prefix(href))
		if err != nil || taken[url] || a.Selector == "" && !hasExtension(url, a.Extensions) {
			return
		}
		taken[url] = true
		out = append(out, item{url, s.annexOf(g, linkTitle(l))})
	})
	return out
}

// annexOf are the hints of an attachment.
func (s *Source) annexOf(g got, title string) corpus.Hints {
	h := s.hints()
	h.Body, h.Kind, h.Parent = "", corpus.Annex, g.capture.FinalURL
	h.Title, h.Published = title, g.capture.Hints.Published
	return h
}

// attachmentsAt returns what is attached to an item that is JSON. What is no JSON has none: why it
// is not is said where it is parsed.
func (s *Source) attachmentsAt(g got) []item {
	a := s.Attachments
	text, err := toUTF8(g.body, g.capture.MediaType)
	if err != nil {
		return nil
	}
	whole, err := jsonTree(text)
	if err != nil {
		return nil
	}
	var out []item
	taken := map[string]bool{g.capture.URL: true, g.capture.FinalURL: true}
	for _, path := range a.Paths {
		for _, link := range allAt(whole, path) {
			url, err := s.resolve(g.capture.FinalURL, link)
			if err != nil || taken[url] || len(a.Extensions) > 0 && !hasExtension(url, a.Extensions) {
				continue
			}
			taken[url] = true
			out = append(out, item{url, s.annexOf(g, "")})
		}
	}
	return out
}

// linkTitle is what a link calls the thing it leads to.
func linkTitle(l *goquery.Selection) string {
	if t := squeeze(l.Text()); t != "" {
		return t
	}
	return squeeze(l.AttrOr("title", ""))
}

func hasExtension(address string, extensions []string) bool {
	p := pathOf(address)
	for _, e := range extensions {
		if strings.HasSuffix(p, "."+strings.ToLower(strings.TrimPrefix(e, "."))) {
			return true
		}
	}
	return false
}
