package parse

import (
	"encoding/json"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Bounds of what is looked for in the data of scripts.
const (
	fewestShown   = 200     // characters of a page that is not empty without its scripts
	fewestInData  = 300     // characters of a text in the data
	maxScript     = 4 << 20 // bytes
	maxScripts    = 50
	maxScriptDeep = 40
)

// readData reads the text of a page that shows hardly any before its scripts run, out of the data that the page
// holds for them: the body of an article as search engines are told it, or markup with paragraphs in JSON.
// Where there is none, it says that the page is filled by scripts.
func (pg page) readData(p *block.Page, opt Options) {
	shown := countBlocks(p.Blocks)
	if shown >= fewestShown || opt.KeepAllHTML {
		return
	}
	found := ""
	pg.doc.Find(`script[type="application/ld+json"], script[type="application/json"]`).EachWithBreak(func(i int, s *goquery.Selection) bool {
		text := rawText(s.Nodes[0])
		var v any
		if len(text) >= fewestInData && len(text) <= maxScript && json.Unmarshal([]byte(text), &v) == nil {
			found = longestText(v, "", found, 0)
		}
		return i < maxScripts
	})
	root, err := html.Parse(strings.NewReader(found))
	if found == "" || err != nil || tooDeep(root, 512) {
		if shown < fewestShown/2 && pg.doc.Find("#__next, #__nuxt, #root, #app, app-root").Length() > 0 {
			p.Warn("the page shows %d characters without its scripts, which fill it; the page as a browser shows it would be right", shown)
		}
		return
	}
	w := &writer{base: pg.meta.base, opt: opt, keepAll: true}
	if strings.Contains(found, "<") {
		w.write(root)
	} else {
		for line := range strings.SplitSeq(found, "\n") {
			if t := block.Normalise(line, false); t != "" {
				w.blocks = append(w.blocks, block.Block{Text: t})
			}
		}
	}
	n := countBlocks(w.blocks)
	if n < fewestInData || n <= 2*shown {
		return
	}
	p.Blocks, p.Attachments = w.blocks, w.attachments(nil)
	if p.Title != "" && p.Blocks[0].Text != p.Title {
		p.Blocks = append([]block.Block{{Text: p.Title, Kind: block.Heading, Level: 1}}, p.Blocks...)
	}
	p.Visible = countBlocks(p.Blocks)
	p.Warn("the page shows %d characters without its scripts; its text was read from the data that it holds for them", shown)
}

// longestText returns the longest of the texts of articles in a value of JSON: what is named articleBody, or holds
// paragraphs of HTML.
func longestText(v any, name, longest string, depth int) string {
	if depth > maxScriptDeep {
		return longest
	}
	switch v := v.(type) {
	case string:
		if len(v) >= fewestInData && (len(v) > len(longest) || len(v) == len(longest) && v < longest) && (name == "articleBody" || strings.Contains(v, "<p")) {
			return v
		}
	case []any:
		for _, e := range v {
			longest = longestText(e, "", longest, depth+1)
		}
	case map[string]any:
		for k, e := range v {
			longest = longestText(e, k, longest, depth+1)
		}
	}
	return longest
}
