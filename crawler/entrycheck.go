package crawler

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

func (c *checker) entry(path string, s *Source, e *Entry) {
	u, err := url.Parse(e.URL)
	switch {
	case err != nil:
		c.at(path+".url", "%v", err)
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		c.at(path+".url", "%q: want an http or https address", e.URL)
	case u.User != nil:
		c.at(path+".url", "an address with a password in it does not belong in a manifest")
	case s.Sample && !strings.HasSuffix(u.Hostname(), ".example"):
		c.at(path+".url", "%q: hosts of the sample web end in .example", u.Hostname())
	}
	c.language(path+".language", e.Language)
	c.kind(path+".kind", e.Kind)
	if e.MinItems < 0 || e.MaxPages < 0 || e.Cap < 0 {
		c.at(path, "min_items, max_pages and cap are not negative")
	}
	if e.Cap > 0 && e.Total == "" {
		c.at(path+".cap", "a cap needs the total that it is a cap of")
	}
	if !slices.Contains([]Discovery{Feed, List, Sitemap, JSON, XML, CSV, Page}, e.Discovery) {
		c.at(path+".discovery", "%q: want feed, list, sitemap, json, xml, csv or page", e.Discovery)
		return
	}
	for _, r := range e.rules() {
		if r.value != "" && !slices.Contains(r.of, e.Discovery) {
			c.at(path+"."+r.name, "a rule for %v does not go with discovery %s", r.of, e.Discovery)
		}
	}
	switch e.Discovery {
	case List:
		if e.Item == "" {
			c.at(path+".item", "a list page needs the selector of its items")
		}
		for name, sel := range map[string]string{"item": e.Item, "link": e.Link, "title": e.Title, "date": e.Date, "number": e.Number, "next": e.Next} {
			c.selector(path+"."+name, sel)
		}
		c.path(path+".within", e.Within)
		c.columns(path+".columns", e.Columns)
		selector, _, _ := strings.Cut(e.Total, "@")
		c.selector(path+".total", selector)
	case JSON, XML, CSV:
		c.fields(path, e)
	}
	if _, ok := dateForms[e.DateForm]; !ok {
		c.at(path+".date_form", "%q: want DD/MM/YYYY, MM/DD/YYYY, DD-MM-YYYY or DD.MM.YYYY", e.DateForm)
	}
	if e.Form && len(e.Query) == 0 {
		c.at(path+".form", "a form needs the parameters that are sent with it, in query")
	}
	c.paging(path, e)
}

// fields checks the rules of a listing of fields.
func (c *checker) fields(path string, e *Entry) {
	if (e.Fields.Link == "") == (e.Address == "") {
		c.at(path+".fields.link", "a %s listing needs either fields.link or address", e.Discovery)
	}
	for name, p := range map[string]string{"items": e.Items, "deep": e.Deep, "total": e.Total, "next": e.Next, "cursor.at": e.Cursor.At, "kinds.at": e.Kinds.At,
		"fields.link": e.Fields.Link, "fields.title": e.Fields.Title, "fields.date": e.Fields.Date, "fields.number": e.Fields.Number, "fields.summary": e.Fields.Summary} {
		c.path(path+"."+name, p)
	}
	for name, template := range map[string]string{"address": e.Address, "fields.canonical": e.Fields.Canonical} {
		for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
			c.path(path+"."+name, m[2])
		}
	}
	if !placeholder.MatchString(e.Fields.Canonical) {
		c.path(path+".fields.canonical", e.Fields.Canonical)
	}
	for i := range e.Only {
		c.only(fmt.Sprintf("%s.only[%d]", path, i), &e.Only[i])
	}
	if (e.Kinds.At == "") != (len(e.Kinds.Of) == 0) {
		c.at(path+".kinds", "want both at, the field, and of, the sort of publication of each value")
	}
	for value, kind := range e.Kinds.Of {
		c.kind(path+".kinds.of."+value, kind)
	}
	if (e.Cursor.At == "") != (e.Cursor.Parameter == "") {
		c.at(path+".cursor", "want both at, where the mark is, and parameter, which takes it")
	}
}

// only checks a condition on items.
func (c *checker) only(path string, o *Only) {
	c.path(path+".at", o.At)
	if o.At == "" || (len(o.Is) == 0) == (o.Like == "") {
		c.at(path, "want at, the field, and either is, the values that are let in, or like, a pattern of them")
	}
	if o.Like == "" {
		return
	}
	re, err := regexp.Compile(o.Like)
	if err != nil {
		c.at(path+".like", "%v", err)
	}
	o.like = re
}

// columns checks the headings of a table.
func (c *checker) columns(path string, t Columns) {
	c.selector(path+".header", t.Header)
	if (t.Header == "") != (len(t.Names) == 0) {
		c.at(path, "want both header, the selector of the headings, and names, what they say")
	}
}

// paging checks how a listing is asked for page by page and slice by slice.
func (c *checker) paging(path string, e *Entry) {
	if e.Pages != (Pages{}) {
		inside := strings.Contains(e.Query.on(e.URL), "{page}")
		if (e.Pages.URL == "") == (e.Pages.Parameter == "") && !(inside && e.Pages.URL == "") {
			c.at(path+".pages", "want either url or parameter, or {page} in the address itself")
		}
		if e.Pages.URL != "" && !strings.Contains(e.Pages.URL, "{page}") {
			c.at(path+".pages.url", "%q: want an address with {page} where the number goes", e.Pages.URL)
		}
		if e.Pages.First < 0 || e.Pages.Step < 0 {
			c.at(path+".pages", "first and step are not negative")
		}
	}
	w, full := e.Window, e.Query.on(e.URL)
	byDay := strings.Contains(full, "{from}") || strings.Contains(full, "{to}")
	byYear := strings.Contains(full, "{year}")
	switch {
	case (byDay || byYear) && !w.asked():
		c.at(path+".window", "the address asks for days, and window does not say since when")
	case w.Years > 0 && !byYear:
		c.at(path+".url", "years need an address with {year} where the year goes")
	case (w.Since != "" || w.Back > 0) && !byDay:
		c.at(path+".url", "a window needs an address with {from} and {to} where its days go")
	case w.count() > 1:
		c.at(path+".window", "want one of since, back and years")
	case w.Years < 0 || w.Years > 100:
		c.at(path+".window.years", "%d: want a number of years up to 100", w.Years)
	}
	if d, err := corpus.ParseDate(w.Since); w.Since != "" && (err != nil || d.Precision() != corpus.ToDay) {
		c.at(path+".window.since", "%q: want a day, as in 2017-01-01", w.Since)
	}
	if w.Slice != 0 && wholeDays(w.Slice) < 1 || w.Back != 0 && wholeDays(w.Back) < 1 {
		c.at(path+".window", "back and slice are whole days, as in 90d")
	}
}

// fill puts the defaults in.
func (e *Entry) fill() {
	if e.MaxPages == 0 {
		e.MaxPages = 20
	}
	e.URL = e.Query.on(e.URL)
	if e.Pages != (Pages{}) {
		e.Pages.Step = cmp.Or(e.Pages.Step, 1)
		e.Pages.First = cmp.Or(e.Pages.First, max(2, e.Pages.Step))
		if e.Pages.Parameter == "" {
			e.Pages.URL = cmp.Or(e.Pages.URL, e.URL)
		}
	}
	if e.Window.asked() {
		e.Window.Slice = cmp.Or(e.Window.Slice, Period(365*24*time.Hour))
	}
}

// rule is a rule of an entry and the ways of discovery that know it.
type rule struct {
	name, value string
	of          []Discovery
}

func (e *Entry) rules() []rule {
	list, data := []Discovery{List}, []Discovery{JSON, XML, CSV}
	both := []Discovery{List, JSON, XML, CSV}
	return []rule{
		{"item", e.Item, list}, {"link", e.Link, list}, {"date", e.Date, list}, {"number", e.Number, list},
		{"within", e.Within, list}, {"columns", e.Columns.Header, list},
		{"title", e.Title, []Discovery{List, Page}}, {"next", e.Next, []Discovery{List, JSON, XML}},
		{"total", e.Total, []Discovery{List, JSON, XML}}, {"pages", e.Pages.URL + e.Pages.Parameter, both},
		{"window", strings.Repeat("x", e.Window.count()), both}, {"cursor", e.Cursor.At, []Discovery{JSON, XML}},
		{"items", e.Items, []Discovery{JSON, XML}}, {"deep", e.Deep, []Discovery{JSON, XML}},
		{"address", e.Address, data}, {"only", strings.Repeat("x", len(e.Only)), data}, {"kinds", e.Kinds.At, data},
		{"fields.link", e.Fields.Link, data}, {"fields.title", e.Fields.Title, data},
		{"fields.date", e.Fields.Date, data}, {"fields.number", e.Fields.Number, data},
		{"fields.summary", e.Fields.Summary, data}, {"fields.canonical", e.Fields.Canonical, data},
		{"ignore", strings.Join(e.Ignore, ""), data},
	}
}
