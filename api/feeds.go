package api

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"github.com/lodestone-kb/lodestone/api/web"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// maxFeed bounds the entries of a feed: the newest ones.
const maxFeed = 100

// feedReply is an answer in another format than JSON.
type feedReply struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// feed is what changed lately, newest first, as of a state of the corpus.
type feed struct {
	changes []legal.Change
	updated time.Time
	sample  bool
}

func (s *server) feedRoutes(api huma.API) {
	for _, f := range []struct {
		path, id, summary, media string
		ahead                    bool
		write                    func(feed) ([]byte, error)
	}{
		{"/feeds/changes.atom", "feed-atom", "What changed in law, newest first, as an Atom feed", "application/atom+xml", false, writeAtom},
		{"/feeds/changes.json", "feed-json", "What changed in law, newest first, as a JSON feed", "application/feed+json", false, writeJSONFeed},
		{"/calendar.ics", "calendar", "What is still to come, as a calendar", "text/calendar", true, writeCalendar},
	} {
		op := huma.Operation{Method: http.MethodGet, Path: f.path, OperationID: f.id, Summary: f.summary, Tags: []string{"changes"}}
		op.Responses = map[string]*huma.Response{"200": {Description: "the feed", Content: map[string]*huma.MediaType{f.media: {Schema: &huma.Schema{Type: huma.TypeString}}}}}
		huma.Register(api, op, func(ctx context.Context, in *LegalFilter) (*feedReply, error) {
			w := in.words()
			if f.ahead {
				w = s.ahead(w)
			}
			from, err := s.feed(ctx, w, f.ahead)
			if err != nil {
				return nil, s.problem(err)
			}
			b, err := f.write(from)
			if err != nil {
				return nil, s.problem(fmt.Errorf("write %s: %w", f.path, err))
			}
			return &feedReply{f.media + "; charset=utf-8", b}, nil
		})
	}
}

// feed takes the newest changes, or where they lie ahead the next ones.
func (s *server) feed(ctx context.Context, w desk.ChangeWords, ahead bool) (feed, error) {
	l, err := s.Desk.Changes(ctx, w, desk.Page{})
	if err != nil {
		return feed{}, err
	}
	v, err := s.Desk.Store().Version(ctx)
	if err != nil {
		return feed{}, err
	}
	f := feed{changes: l.Rows, updated: v.RecordedAt.UTC(), sample: l.Coverage.Sample}
	if !ahead {
		slices.Reverse(f.changes)
	}
	f.changes = f.changes[:min(len(f.changes), maxFeed)]
	return f, nil
}

// title heads the feed; a feed of the sample web says so.
func (f feed) title() string {
	if f.sample {
		return "SAMPLE: export controls on critical minerals (invented, no evidence of any law)"
	}
	return "Export controls on critical minerals: what changed"
}

// entryID is the same for the same change, whenever the feed is made.
func entryID(c legal.Change) string {
	return "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, fmt.Appendf(nil, "lodestone/change/%s/%s/%s", c.Measure, c.Kind, c.LegalDate)).String()
}

func instrumentLink(c legal.Change) string { return "/instruments/" + string(c.Instrument) }

func headingOf(c legal.Change) string {
	s := fmt.Sprintf("%s: %s", c.Jurisdiction, c.Title)
	if c.Sample {
		s = "SAMPLE " + s
	}
	return s
}

func midnight(d corpus.Date) time.Time {
	d = d.First()
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
}

func writeAtom(f feed) ([]byte, error) {
	out := atomFeed{ID: "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte("lodestone/changes")).String(), Title: f.title(), Updated: f.updated.Format(time.RFC3339), Author: "Lodestone"}
	for _, c := range f.changes {
		out.Entries = append(out.Entries, atomEntry{entryID(c), headingOf(c), midnight(c.LegalDate).Format(time.RFC3339), atomLink{instrumentLink(c)}, web.ChangeSentence(c)})
	}
	b, err := xml.MarshalIndent(out, "", " ")
	return append([]byte(xml.Header), append(b, '\n')...), err
}

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"content_text"`
	Published string `json:"date_published"`
	Change    change `json:"_change"`
}

func writeJSONFeed(f feed) ([]byte, error) {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.title(), Items: []jsonItem{}}
	for _, c := range f.changes {
		out.Items = append(out.Items, jsonItem{entryID(c), instrumentLink(c), headingOf(c), web.ChangeSentence(c), midnight(c.LegalDate).Format(time.RFC3339), legalChange(c)})
	}
	return json.Marshal(out)
}

// writeCalendar writes days without hours (RFC 5545). A date that is known to the month only is
// no appointment and is left out.
func writeCalendar(f feed) ([]byte, error) {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(fold(name + ":" + value)) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Lodestone//changes//EN")
	line("X-WR-CALNAME", escapeICS(f.title()))
	for _, c := range f.changes {
		if c.LegalDate.Precision() != corpus.ToDay {
			continue
		}
		line("BEGIN", "VEVENT")
		line("UID", strings.TrimPrefix(entryID(c), "urn:uuid:"))
		line("DTSTAMP", f.updated.Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", midnight(c.LegalDate).Format("20060102"))
		line("SUMMARY", escapeICS(headingOf(c)))
		line("DESCRIPTION", escapeICS(web.ChangeSentence(c)))
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return []byte(b.String()), nil
}

func escapeICS(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`).Replace(s)
}

// fold breaks a line after at most 75 bytes, between characters.
func fold(s string) string {
	var b strings.Builder
	width := 0
	for _, r := range s {
		n := len(string(r))
		if width+n > 75 {
			b.WriteString("\r\n ")
			width = 1
		}
		b.WriteRune(r)
		width += n
	}
	return b.String() + "\r\n"
}
