package sample

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/lodestone-kb/lodestone/corpus"
)

// site is one host: what its archive says of it, and its pages by day.
type site struct {
	host     string
	name     string // of the publisher
	template string // ministry, register or news
	listing  string // list, json, atom, rss or sitemap
	lang     corpus.Lang
	pages    []*page // oldest first
	byPath   map[string]*page
}

// page is one publication under its first address, in versions.
type page struct {
	path     string
	versions []version   // by day, at least one
	until    corpus.Date // the first day without it; unknown: it stays
	status   int         // what it answers from then on
	movedOn  corpus.Date // unknown: it never moves
	movedTo  string
}

// The forms of a page.
const (
	formHTML = "html"
	formPDF  = "pdf"
	formDOCX = "docx"
)

// version is a page as it stands from a day on.
type version struct {
	title     string
	from      corpus.Date
	published corpus.Date
	lang      corpus.Lang
	number    string // document number, for listings
	form      string
	charset   string // of the bytes; empty means UTF-8
	byline    string
	attach    []link
	body      string
	bytes     []byte // as they go over the wire
}

type link struct{ path, title string }

// parseSite reads the archive of one host.
func parseSite(host string, b []byte) (*site, error) {
	a := txtar.Parse(b)
	s := &site{host: host, lang: "en", byPath: map[string]*page{}}
	head, _ := readHeader(string(a.Comment))
	for _, h := range head {
		switch h.key {
		case "name":
			s.name = h.value
		case "template":
			s.template = h.value
		case "listing":
			s.listing = h.value
		case "lang":
			s.lang = corpus.Lang(h.value)
		default:
			return nil, fmt.Errorf("header %q of the host is not known", h.key)
		}
	}
	if s.name == "" || !strings.HasSuffix(host, ".example") {
		return nil, errors.New("a host needs a name, and ends in .example")
	}
	for _, f := range a.Files {
		if err := s.add(f); err != nil {
			return nil, fmt.Errorf("page %s: %w", f.Name, err)
		}
	}
	slices.SortStableFunc(s.pages, func(x, y *page) int { return x.versions[0].from.Compare(y.versions[0].from) })
	return s, errors.Join(s.check(), s.render())
}

// add takes in one entry: a new page, or a later version of one.
func (s *site) add(f txtar.File) error {
	v := version{lang: s.lang, form: formHTML}
	p := s.byPath[f.Name]
	if p == nil {
		p = &page{path: f.Name, status: 404}
		s.byPath[f.Name] = p
		s.pages = append(s.pages, p)
	} else {
		last := p.versions[len(p.versions)-1]
		v.title, v.published, v.lang, v.number, v.byline, v.attach = last.title, last.published, last.lang, last.number, last.byline, last.attach
		v.form, v.charset = last.form, last.charset
	}
	head, body := readHeader(string(f.Data))
	for _, h := range head {
		if err := v.set(p, h); err != nil {
			return fmt.Errorf("header %s: %w", h.key, err)
		}
	}
	v.body = strings.TrimSpace(body)
	if v.from.IsZero() {
		v.from = v.published
	}
	p.versions = append(p.versions, v)
	return nil
}

// set takes one header line of an entry.
func (v *version) set(p *page, h header) (err error) {
	switch h.key {
	case "title":
		v.title = h.value
	case "from":
		v.from, err = corpus.ParseDate(h.value)
	case "published":
		v.published, err = corpus.ParseDate(h.value)
	case "until":
		p.until, err = corpus.ParseDate(h.value)
	case "status":
		p.status, err = strconv.Atoi(h.value)
	case "moved":
		day, to, _ := strings.Cut(h.value, " ")
		p.movedTo = to
		p.movedOn, err = corpus.ParseDate(day)
	case "lang":
		v.lang = corpus.Lang(h.value)
	case "number":
		v.number = h.value
	case "form":
		v.form = h.value
	case "charset":
		v.charset = h.value
	case "byline":
		v.byline = h.value
	case "attach":
		to, title, _ := strings.Cut(h.value, " ")
		v.attach = append(v.attach, link{to, title})
	default:
		return errors.New("not known")
	}
	return err
}

type header struct{ key, value string }

// readHeader splits header lines from what follows the first empty line.
func readHeader(text string) ([]header, string) {
	var out []header
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		if strings.TrimSpace(line) == "" {
			break
		}
		key, value, _ := strings.Cut(line, ":")
		out = append(out, header{strings.TrimSpace(key), strings.TrimSpace(value)})
	}
	return out, text
}

// check looks for what would make the sample lie about itself.
func (s *site) check() error {
	var errs []error
	say := func(p *page, format string, args ...any) {
		errs = append(errs, fmt.Errorf("page %s: %s", p.path, fmt.Sprintf(format, args...)))
	}
	for _, p := range s.pages {
		for i, v := range p.versions {
			switch {
			case v.title == "" || v.body == "":
				say(p, "wants a title and a body")
			case v.from.Precision() != corpus.ToDay || v.published.Precision() != corpus.ToDay:
				say(p, "wants the days from which it stands and on which it was published")
			case v.from.Before(v.published):
				say(p, "stands before it was published")
			case i > 0 && !p.versions[i-1].from.Before(v.from):
				say(p, "its versions are not in the order of their days")
			}
			for _, a := range v.attach {
				if s.byPath[a.path] == nil {
					say(p, "the annex %s does not exist", a.path)
				}
			}
		}
		if !strings.HasPrefix(p.path, "/") || p.movedTo != "" && s.byPath[p.movedTo] != nil {
			say(p, "its address is no address or is another's")
		}
	}
	return errors.Join(errs...)
}

// on returns the version that stands on a day, and whether one does.
func (p *page) on(day corpus.Date) (version, bool) {
	if !p.until.IsZero() && !day.Before(p.until) {
		return version{}, false
	}
	for i := len(p.versions) - 1; i >= 0; i-- {
		if v := p.versions[i]; !day.Before(v.from) {
			return v, true
		}
	}
	return version{}, false
}

// address is where the page is found on a day.
func (p *page) address(day corpus.Date) string {
	if p.movedTo != "" && !day.Before(p.movedOn) {
		return p.movedTo
	}
	return p.path
}
