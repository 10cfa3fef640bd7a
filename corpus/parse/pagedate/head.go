package pagedate

import (
	"cmp"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
)

// metaRoles are the names under which publishing systems state a day in meta elements: Open Graph,
// Dublin Core, schema.org, Highwire, Parse.ly and those of Chinese government sites among them.
// Names are compared in lower case without ":", ".", "_", "-" and blanks.
var metaRoles = map[Role]string{
	Published: `articlepublishedtime ogarticlepublishedtime ogpublishedtime articlepublished articlepublicationdate articledateoriginal apubtime
		btpubdate bytedancepublishedtime citationpublicationdate citationonlinedate citationdate cxenseparserecspublishtime
		dcdateissued dcissued dctermsissued dctermsdateissued dctermspublished dcdatepublished dcdatepublication datepublished dateposted firstpublishedtime
		lastpublished originalpublicationdate ogreleasedate parselypubdate parselypagepubdate pubdate publicationdate publishdate publisheddate published publishedat
		publishtime pubtime publishedtime rnewsdatepublished sailthrudate shareaholicarticlepublishedtime twitterpublished vrpublishedtime articlepublishdate
		itempublishdate articlepostdate articlepubdate articlereleasedate contentpublished contentpublisheddate datepublication datepublishedtime dateofpublication displaydate
		dcsextarticlefirstpublished dctermsdatepublished firstpublished firstpublishdate firstpublicationdate issued mediatorpublishedtime ogpubdate ogpublishdate ogdatepublished
		ogarticlepublished ogregdate ogquestionpublishedtime originalpublishdate originalpublishtime pdate postdate posteddate prismpublicationdate ptime publicationtime publishedatdate
		publisheddatetime publishdatetime publishedon publishedonsite rbpubdate storydate newsdate releasedate eomportaltimestamp articleoriginalpublicationdate dcdatecreatedpublished`,
	Created:  `created createdat contentcreatedate creationdate creationtime createddate datecreation articledatecreated datecreated dccreated dcdatecreated dctermscreated dctermsdatecreated gentime weiboarticlecreateat uploaddate articlecreated ogcreatedtime uploaded`,
	Dated:    `date dcdate dctermsdate dctermsdatemeta timestamp time articledate contentdate pagedate`,
	Modified: `articlemodifiedtime articlemodified articleupdatedtime ogarticlemodifiedtime ogupdatedtime ogmodifiedtime lastmodified lastmodifieddate datelastmodified datelastupdated articlelastmodified lastmod lastupdated lastupdate datemodified dateupdate dateupdated dcmodified dcdatemodified dctermsmodified modified modifiedtime updated updatedtime revised revisiondate weiboarticleupdateat docmodified`,
}

// roleOfName turns metaRoles round.
var roleOfName = func() map[string]Role {
	out := map[string]Role{}
	for role, names := range metaRoles {
		for _, n := range strings.Fields(names) {
			out[n] = role
		}
	}
	return out
}()

var nameNoise = strings.NewReplacer(":", "", ".", "", "_", "", "-", "", " ", "")

// roleOf returns the role of a list of names, that of publication before the first other one: Drupal writes property="dc:date
// dc:created".
func roleOf(names string) Role {
	if role := named(names); role != "" {
		return role
	}
	first := Role("")
	for name := range strings.FieldsSeq(names) {
		switch role := named(strings.TrimPrefix(strings.ToLower(name), "schema:")); {
		case role == Published:
			return role
		case first == "":
			first = role
		}
	}
	return first
}

// named returns the role of a name, or "". Of a name in a site's own vocabulary (site:uploaded) the
// last part counts.
func named(name string) Role {
	name = strings.ToLower(strings.TrimSpace(name))
	if role := roleOfName[nameNoise.Replace(name)]; role != "" {
		return role
	}
	if _, last, ok := strings.Cut(name, ":"); ok && last != "date" && last != "time" && last != "published" {
		return roleOfName[nameNoise.Replace(last)]
	}
	return ""
}

// meta reads one meta element.
func (g *gatherer) meta(n *html.Node) {
	content := attr(n, "content")
	if content == "" || len(content) > 80 {
		content = attr(n, "datetime")
	}
	if content == "" || len(content) > 80 {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv", "pubdate"} {
		name := attr(n, key)
		role := roleOf(name)
		if role == "" && key != "http-equiv" && speaksOfDates.MatchString(name) && !speaksOfOthers.MatchString(name) {
			role = Dated // of a vocabulary that we do not know
		}
		if role == "" {
			continue
		}
		source := Meta
		if key == "itemprop" {
			source = Marked
			if n.Parent != nil && foreign(n.Parent) {
				return
			}
		}
		g.claim(content, Claim{Source: source, Role: role, Node: n})
		return
	}
}

var (
	speaksOfDates  = regexp.MustCompile(`(?i)date|time|publi`)
	speaksOfOthers = regexp.MustCompile(`(?i)modif|updat|expir|event|start|end|valid|birth|due|deadline|unavailable|until|build|crawl|cache|generat|render|server|revis|review|image|video|effective|refresh|copyright|coverage`)
)

// foreign reports whether an element of microdata belongs to something other than the page: a
// comment, a review, a picture, an event.
func foreign(n *html.Node) bool {
	for a := n; a != nil; a = a.Parent {
		if prop := strings.ToLower(attr(a, "itemprop")); prop == "comment" || prop == "review" || prop == "video" || prop == "image" {
			return true
		}
		if kind := attr(a, "itemtype"); kind != "" {
			return foreignType.MatchString(kind)
		}
	}
	return false
}

var foreignType = regexp.MustCompile(`(?i)comment|review|rating|imageobject|event|person|organi[sz]ation|offer|product`)

// claim reads what a markup states and keeps it. An instant in UTC is brought to the publisher's
// zone where that is known: 16:30 UTC is tomorrow in Beijing. A time in any other zone keeps the day
// it prints.
func (g *gatherer) claim(content string, c Claim) {
	if len(g.claims) >= maxClaims {
		return
	}
	content = strings.TrimSpace(content)
	if c.Source == Script {
		content = cmp.Or(ofEpoch(content), content)
	}
	if t, ok := instant(content); ok {
		if universal(t) {
			c.Instant = t
			if loc, err := time.LoadLocation(g.page.Zone); err == nil && g.page.Zone != "" {
				t, c.Instant = t.In(loc), time.Time{}
			}
		}
		c.Day = corpus.DateOf(t)
	} else if d, ok := g.read(content); ok {
		c.Day = d
	}
	if c.Day.Valid() && g.possible(c.Day, c.Source == Meta && c.Role == Published) {
		c.order = g.line
		g.claims = append(g.claims, c)
	}
}

// firstYear is that of the first pages of the web. Older days are those of what was printed before:
// they are believed where they are said to be that of publication, and from firstPrinted on.
const firstYear, firstPrinted = 1990, 1800

// possible reports whether a day can be the page's own: to the day, not behind the fetch and, unless
// it is said to be that of publication, not older than the web. The days from which machines count,
// and their first year, say that nobody set one.
func (g *gatherer) possible(d corpus.Date, said bool) bool {
	if d.Precision() != corpus.ToDay || !g.latest.IsZero() && d.After(g.latest) {
		return false
	}
	switch {
	case d.Year >= firstYear:
		return true
	case d.Month == 1 && d.Day <= 2 && d.Year%10 == 0, d.Year == 1969 && d.Month == 12 && d.Day == 31, d.Year == 1899 && d.Month == 12 && d.Day >= 30:
		return false
	}
	return said && d.Year >= firstPrinted
}

// read reads a string that is a date in a notation of machines or of people.
func (g *gatherer) read(s string) (corpus.Date, bool) {
	if d, ok := dates.Read(s); ok {
		return d, true
	}
	found := dates.Find(s, g.lang)
	if len(found) == 1 && len(s) <= 60 {
		return found[0].Date, true
	}
	return corpus.Date{}, false
}

// universal reports whether a time is one in UTC. A zone's name alone tells no offset (CST is that of
// Chicago and of Beijing), and time.Parse makes up one of zero.
func universal(t time.Time) bool {
	name, offset := t.Zone()
	return offset == 0 && (name == "" || name == "UTC" || name == "GMT")
}

// instant reads a time with its zone, in the layouts of ISO 8601 and RFC 1123 that pages use.
func instant(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:5Z", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05Z07:00",
		"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", time.RFC1123, time.RFC1123Z, "Mon Jan 2 15:04:05 MST 2006"} {
		if t, err := time.ParseInLocation(layout, s, time.UTC); err == nil { // not in the zone of this machine
			return t, true
		}
	}
	return time.Time{}, false
}

// brokenLD finds the members that matter where a script is not valid JSON, as happens.
var brokenLD = regexp.MustCompile(`"(datePublished|dateCreated|dateModified|uploadDate)"\s*:\s*"([^"\\]{8,40})"`)

const maxScript = 1 << 20

// linkedData reads one JSON-LD script.
func (g *gatherer) linkedData(text string) {
	if len(text) > maxScript {
		return
	}
	var v any
	if json.Unmarshal([]byte(text), &v) == nil {
		g.object(v, 0)
		return
	}
	for _, m := range brokenLD.FindAllStringSubmatch(text, 6) {
		g.claim(m[2], Claim{Source: LinkedData, Role: named(m[1])})
	}
}

// otherThings are members of linked data whose objects are not the page.
var otherThings = map[string]bool{
	"comment": true, "review": true, "video": true, "image": true, "thumbnail": true, "itemListElement": true, "isPartOf": true, "mentions": true,
	"liveBlogUpdate": true, "hasPart": true, "author": true, "publisher": true, "isBasedOn": true, "citation": true, "associatedMedia": true, "about": true,
}

func (g *gatherer) object(v any, depth int) {
	if depth > 12 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.object(e, depth+1)
		}
	case map[string]any:
		g.takesPlace(v)
		if !foreignObject(v) {
			for _, key := range []string{"datePublished", "dateCreated", "uploadDate", "dateModified"} {
				if s, ok := v[key].(string); ok && len(s) < 80 {
					g.claim(s, Claim{Source: LinkedData, Role: named(key)})
				}
			}
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			switch v[key].(type) {
			case []any, map[string]any:
				if !otherThings[key] {
					g.object(v[key], depth+1)
				}
			}
		}
	}
}

// takesPlace keeps the days of an event: a page that prints them does not say when it was published.
func (g *gatherer) takesPlace(v map[string]any) {
	for _, key := range []string{"startDate", "endDate"} {
		s, ok := v[key].(string)
		if !ok || len(s) < len("2021-05-04") || len(g.events) >= maxClaims {
			continue
		}
		if d, ok := g.read(s[:len("2021-05-04")]); ok {
			if g.events == nil {
				g.events = map[corpus.Date]bool{}
			}
			g.events[d] = true
		}
	}
}

func foreignObject(v map[string]any) bool {
	s, ok := v["@type"].(string)
	return ok && (foreignType.MatchString(s) || s == "VideoObject" || s == "WebSite")
}

// marked reads an element that marks its date by microdata, RDFa or a microformat.
func (g *gatherer) marked(n *html.Node) {
	role := roleOf(attr(n, "itemprop"))
	if role == "" {
		role = roleOf(attr(n, "property"))
	}
	_, pubdate := lookup(n, "pubdate")
	switch {
	case role != "" && foreign(n):
		return
	case role == "" && pubdate && n.DataAtom == atom.Time:
		role = Published
	case role == "":
		role = microformat(attr(n, "class"))
		if role == Published && isBlock(n.DataAtom) && len(textOf(n, 80)) > 40 {
			return // the word is used of whole articles too
		}
	}
	if role == "" {
		return
	}
	for _, s := range []string{attr(n, "datetime"), attr(n, "content"), attr(n, "title"), textOf(n, 80)} {
		before := len(g.claims)
		if g.claim(s, Claim{Source: Marked, Role: role, Node: n}); len(g.claims) > before {
			return
		}
	}
}

// microformat reads the classes of hAtom and h-entry.
func microformat(class string) Role {
	role := Role("")
	for c := range strings.FieldsSeq(class) {
		switch c {
		case "published", "dt-published", "entry-date", "date-published":
			return Published
		case "updated", "dt-updated", "modified":
			role = Modified
		}
	}
	return role
}
