package pagedate

import (
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
