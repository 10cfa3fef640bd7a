package api

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"github.com/lodestone-kb/lodestone/api/web"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
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
	says    *wording.Wording
}

func (s *server) feedRoutes(api huma.API) {
	for _, f := range []struct {
		path, id, summary, media string
		write                    func(feed) ([]byte, error)
		shape                    *huma.Schema
	}{
		{"/feeds/changes.atom", "feed-atom", "What changed in law, newest first, as an Atom feed", "application/atom+xml", writeAtom, &huma.Schema{Type: huma.TypeString}},
		{"/feeds/changes.json", "feed-json", "What changed in law, newest first, as a JSON feed", "application/feed+json", writeJSONFeed, &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "as https://www.jsonfeed.org/version/1.1/ has it"}},
	} {
		op := huma.Operation{Method: http.MethodGet, Path: f.path, OperationID: f.id, Summary: f.summary, Tags: []string{"changes"}}
		op.Responses = map[string]*huma.Response{"200": {Description: "the feed", Content: map[string]*huma.MediaType{f.media: {Schema: f.shape}}}}
		huma.Register(api, op, func(ctx context.Context, in *LegalFilter) (*feedReply, error) {
			from, err := s.feed(ctx, in.words())
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
	s.calendarRoute(api)
}

// feed takes the newest changes.
func (s *server) feed(ctx context.Context, w desk.ChangeWords) (feed, error) {
	l, err := s.Desk.Changes(ctx, w, desk.Page{})
	if err != nil {
		return feed{}, err
	}
	v, err := s.Desk.Store().Version(ctx)
	if err != nil {
		return feed{}, err
	}
	f := feed{changes: l.Rows, updated: v.RecordedAt.UTC(), sample: l.Coverage.Sample, says: s.Desk.Says(wording.English)}
	slices.Reverse(f.changes)
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
		out.Entries = append(out.Entries, atomEntry{entryID(c), headingOf(c), midnight(c.LegalDate).Format(time.RFC3339), atomLink{instrumentLink(c)}, web.ChangeSentence(f.says, c)})
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
	Change    Change `json:"_change"`
}

func writeJSONFeed(f feed) ([]byte, error) {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.title(), Items: []jsonItem{}}
	for _, c := range f.changes {
		out.Items = append(out.Items, jsonItem{entryID(c), instrumentLink(c), headingOf(c), web.ChangeSentence(f.says, c), midnight(c.LegalDate).Format(time.RFC3339), legalChange(c)})
	}
	return json.Marshal(out)
}

// calendarRoute serves the deadlines as a calendar.
func (s *server) calendarRoute(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/calendar.ics", OperationID: "calendar", Summary: "What is still to come, as a calendar", Tags: []string{"changes"}}
	op.Responses = map[string]*huma.Response{"200": {Description: "the calendar", Content: map[string]*huma.MediaType{"text/calendar": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
	huma.Register(api, op, func(ctx context.Context, in *struct {
		LegalFilter
		DeadlineKinds
	}) (*feedReply, error) {
		l, err := s.Desk.Deadlines(ctx, desk.DeadlineWords{ChangeWords: in.words(), Deadlines: in.Deadline}, desk.Page{})
		if err != nil {
			return nil, s.problem(err)
		}
		v, err := s.Desk.Store().Version(ctx)
		if err != nil {
			return nil, s.problem(err)
		}
		name := feed{sample: l.Coverage.Sample}.title()
		return &feedReply{"text/calendar; charset=utf-8", []byte(deadline.Calendar(l.Rows, name, v.RecordedAt))}, nil
	})
}
