package pagedate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus/dates"
)

// timed is an element that says a time to machines.
type timed struct {
	node *html.Node
	line int
	said string
}

// looseNames are those of machineNames that scripts use for much else: a countdown, a picture, a box.
var looseNames = []string{"data-date", "data-created", "data-time", "data-moment"}

// loose reports whether an element says its time in an attribute of a loose name alone.
func loose(t timed) bool {
	for _, a := range t.node.Attr {
		if a.Val != "" && (a.Key == "datetime" || a.Key == "title") {
			return false
		}
	}
	return slices.ContainsFunc(looseNames, func(name string) bool { return attr(t.node, name) != "" })
}

// otherTime is the name of an element whose time is that of something to come.
var otherTime = regexp.MustCompile(`(?i)count-?_?down|(?:^|[^a-z])timer|expir|deadline`)

// ofOther reports whether an element says the time of something other than the page: of what a
// countdown runs to, of another page that it links to, or stands in a list of links with.
func ofOther(n *html.Node) bool {
	for a := n; a != nil && a.DataAtom != atom.Body; a = a.Parent {
		if otherTime.MatchString(attr(a, "class") + " " + attr(a, "id")) {
			return true
		}
		if _, ok := lookup(a, "href"); ok && a.DataAtom == atom.A {
			return true
		}
		if a.DataAtom == atom.Li {
			return linked(a)
		}
	}
	return false
}

// linked reports whether there is a link below a node.
func linked(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if _, ok := lookup(c, "href"); ok && c.DataAtom == atom.A || linked(c) {
			return true
		}
	}
	return false
}

// running is the least length of a line of running text that is a paragraph of the story, in bytes.
const running = 80

// story reports whether a line is a paragraph of the story.
func (l line) story() bool {
	return !l.outside && l.heading == 0 && len(l.text) >= running && sentence(l.text)
}

// pastHead reports whether a line stands behind the head of the story: the title and one paragraph
// that sums it up.
func (g *gatherer) pastHead(i, title int) bool {
	return g.told[i]-g.told[max(title, 0)] > 1 && i > title || g.behindStory(i, title)
}

// behindStory reports whether a line stands behind the last paragraph of a story, where readers
// comment on it.
func (g *gatherer) behindStory(i, title int) bool {
	all := g.told[len(g.lines)]
	return i > title && g.told[i] == all && all > g.told[max(title, 0)]
}

// tell counts the paragraphs of the story in front of each line.
func (g *gatherer) tell() {
	g.told = make([]int, len(g.lines)+1)
	for i, l := range g.lines {
		g.told[i+1] = g.told[i]
		if l.story() {
			g.told[i+1]++
		}
	}
}

// labels reports whether the words around a time say that it is that of publication, or the names do.
func (g *gatherer) labels(n *html.Node) bool {
	names, _ := namesAround(n)
	if dateName.MatchString(names + " " + attr(n, "class")) {
		return true
	}
	return n.Parent != nil && publishedBefore.MatchString(withoutFiller(squeeze(before(n))))
}

// before returns the words of an element in front of one that is right below it.
func before(n *html.Node) string {
	s := ""
	for c := n.PrevSibling; c != nil; c = c.PrevSibling {
		s = textOf(c, 80) + " " + s
	}
	return s
}

// machineNames are the attributes in which elements say a time to scripts, without "data-".
var machineNames = map[string]bool{
	"date": true, "datetime": true, "date-time": true, "time": true, "timestamp": true, "utime": true, "unixtime": true, "unix": true, "epoch": true, "date-string": true,
	"published": true, "published-at": true, "published-date": true, "publish-date": true, "publishdate": true, "pubdate": true, "pub-date": true, "created": true, "full-date": true,
	"post-date": true, "article-date": true, "livestamp": true, "moment": true, "original-date": true, "date-published": true,
}

// machineTime returns the time that an element says to machines, or "": in a datetime attribute, in
// one of data for scripts, in the title that a reader sees on pointing at "two hours ago".
func machineTime(n *html.Node) string {
	title := ""
	for _, a := range n.Attr {
		if len(a.Val) < 6 || len(a.Val) > 80 {
			continue
		}
		name, data := strings.CutPrefix(a.Key, "data-")
		switch {
		case a.Key == "datetime":
			return a.Val
		case machineNames[name] && (data || strings.Contains(name, "-")):
			if s := ofEpoch(a.Val); s != "" {
				return s
			}
			if _, ok := dates.Read(a.Val); ok {
				return a.Val
			}
		case a.Key == "title" && (n.DataAtom == atom.Time || n.DataAtom == atom.Abbr || n.DataAtom == atom.Span):
			title = a.Val
		}
	}
	if n.DataAtom == atom.Time || n.DataAtom == atom.Abbr || strings.Count(title, ":") == 1 {
		return title
	}
	return ""
}

// ofEpoch writes seconds or milliseconds since 1970 as an instant, "" where the number is none
// between 2001 and 2286: those of ten digits, or thirteen.
func ofEpoch(s string) string {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || len(s) != 10 && len(s) != 13 || s[0] < '1' {
		return ""
	}
	if len(s) == 13 {
		n /= 1000
	}
	return time.Unix(n, 0).UTC().Format(time.RFC3339)
}
