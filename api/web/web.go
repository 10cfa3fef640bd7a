package web

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed style.css
var style []byte

//go:embed pages.js
var script []byte

// Options says what the pages show.
type Options struct {
	Desk *desk.Desk
	// Search finds passages; nil: the page says that there is no index.
	Search func(ctx context.Context, r index.Request) (index.Result, error)
	// Health and Ledger tell of the sources that are watched; nil: none is declared.
	Health func(ctx context.Context) ([]corpus.Health, error)
	Ledger func(ctx context.Context) ([]corpus.Ledger, error)
	// Tag names the state of what is held from which a page follows; nil, or no name: pages have no tags.
	Tag       func(r *http.Request) (string, error)
	Originals bool    // originals can be downloaded
	Packs     bool    // evidence packs can be downloaded
	Routes    []Route // of the API, for the page that describes it

	// Judge records a person's decision on a fact; nil: the queue can only be read.
	Judge  func(ctx context.Context, j ingest.Judgement) (kb.Fact, error)
	Alerts *alerts.Book // what users wait for; nil: nothing is kept here
	Watch  alerts.Watch // of what is kept
	// Caller tells who asks; nil: nobody is told from another.
	Caller func(r *http.Request) Caller
	Now    func() time.Time // the clock; needed where something is kept
	Secret []byte           // of which the tokens of forms are made; it need not outlive the server
}

// Route is an address of the API as the page that describes it shows it.
type Route struct {
	Method, Path, Summary, Tag string
	Parameters                 []Parameter
}

// Parameter is a parameter of a route.
type Parameter struct{ Name, In, About string }

// Site is the pages. It may be used by many goroutines.
type Site struct {
	Options
	mux    *http.ServeMux
	paths  []string
	forms  []string
	pages  map[pageIn]*template.Template
	speaks map[wording.Language]speech
	memory memory
}

// pageIn is a page in a language.
type pageIn struct {
	name string
	lang wording.Language
}

// page is what every template gets.
type page struct {
	Lang     wording.Language
	Switch   string // the address of the same page in the other language
	Title    string
	Here     string // the entry of the navigation that is meant
	API      string // the address of the API that has the same as data
	Today    corpus.Date
	Coverage desk.Coverage
	Status   int          // HTTP status; 0 is 200
	Bare     bool         // nothing is told of what is held
	Keyed    bool         // there are pages for holders of a key that writes
	Cookie   *http.Cookie // to be set, where there is one
	Body     any
}

// handler answers a request for one page.
type handler func(r *http.Request) (page, error)

// New prepares the pages.
func New(o Options) (*Site, error) {
	s := &Site{Options: o, mux: http.NewServeMux(), pages: map[pageIn]*template.Template{}, memory: newMemory()}
	s.speaks = map[wording.Language]speech{
		wording.English: {Wording: o.Desk.Says(wording.English)},
		wording.Chinese: {Wording: o.Desk.Says(wording.Chinese), phrases: chinese(), sayings: sayings(chineseSentences())},
	}
	for _, r := range s.routes() {
		if r.answer != nil {
			s.paths = append(s.paths, r.path)
			s.mux.HandleFunc(strings.Replace(r.path, "/", "GET /", 1)+exact(r.path), s.show(r.name, r.answer, r.takes))
		}
		if does := s.actions()[r.path]; does != nil {
			s.forms = append(s.forms, r.path)
			s.mux.HandleFunc("POST "+r.path, s.act(r.name, does, r.answer))
		}
		if err := s.parse(r.name); err != nil {
			return nil, err
		}
	}
	s.file("/style.css", "text/css; charset=utf-8", style)
	s.file("/pages.js", "text/javascript; charset=utf-8", script)
	return s, nil
}

// file serves what never changes while the program runs.
func (s *Site) file(path, media string, content []byte) {
	s.paths = append(s.paths, path)
	s.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		_, _ = w.Write(content) // the client may be gone
	})
}

// parse reads the template of a page in each language.
func (s *Site) parse(name string) error {
	for lang, say := range s.speaks {
		t, err := template.New("layout.html").Funcs(functions(say)).ParseFS(templates, "templates/layout.html", "templates/parts.html", "templates/"+name+".html")
		if err != nil {
			return fmt.Errorf("page %s: %w", name, err)
		}
		s.pages[pageIn{name, lang}] = t
	}
	return nil
}

// route is the address of a page, its template, what answers, and the parameters that it takes.
type route struct {
	path, name string
	answer     handler
	takes      takes
}

func (s *Site) routes() []route {
	return []route{
		{"/", "home", s.home, takes{once: []string{"on"}}},
		{"/status", "status", s.status, takes{once: questionNames()}},
		{"/search", "search", s.search, searchTakes()},
		{"/documents", "documents", s.documents, takes{}},
		{"/documents/{id}", "document", s.document, takes{once: []string{"revision", "mark"}}},
		{"/documents/{id}/beside", "beside", s.beside, takes{once: []string{"with"}}},
		{"/documents/{id}/diff", "diff", s.diff, takes{once: []string{"from", "to", "ignore_space", "view"}}},
		{"/instruments", "instruments", s.instruments, takes{once: []string{"jurisdiction"}}},
		{"/instruments/{id}", "instrument", s.instrument, takes{once: []string{"on", "known"}}},
		{"/materials", "materials", s.materials, takes{}},
		{"/materials/{symbol}", "material", s.material, takes{once: []string{"on", "known"}}},
		{"/changes", "changes", s.changes, takes{once: []string{"from", "to", "material", "jurisdiction"}}},
		{"/digest", "digest", s.digest, takes{once: []string{"from", "to", "material", "jurisdiction"}}},
		{"/calendar", "calendar", s.calendar, takes{once: []string{"from", "to", "material", "jurisdiction"}}},
		{"/disputes", "disputes", s.disputes, takes{}},
		{"/coverage", "coverage", s.coverage, takes{}},
		{"/sources", "sources", s.sources, takes{}},
		{"/alerts", "alerts", s.alerts, takes{once: alertNames()}},
		{"/review", "review", s.review, takes{once: []string{"document", "kind", "done"}}},
		{"/log", "log", s.log, takes{}},
		{"/docs", "docs", s.docs, takes{}},
		{"", "error", nil, takes{}},
	}
}

// speech returns what the pages say in the language of a request.
func (s *Site) speech(r *http.Request) speech { return s.speaks[languageOf(r)] }

// exact keeps the pattern of the first page from matching everything.
func exact(path string) string {
	if path == "/" {
		return "{$}"
	}
	return ""
}

// Paths returns the addresses of the pages, as patterns of the standard library.
func (s *Site) Paths() []string { return s.paths }

// Forms returns the addresses that take a form, as patterns of the standard library.
func (s *Site) Forms() []string { return s.forms }

// ServeHTTP answers for every address of [Site.Paths] and [Site.Forms].
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// show runs a handler and its template. Nothing is sent before the page is whole, and nothing is worked
// out where the reader's browser holds the page as it still is.
func (s *Site) show(name string, answer handler, t takes) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := t.check(r.URL.Query())
		tag := ""
		if err == nil {
			tag, err = s.tag(name, r)
		}
		if err == nil && tag != "" && r.Header.Get("If-None-Match") == tag {
			w.Header().Set("ETag", tag)
			w.Header().Add("Vary", vary)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		var p page
		if err == nil {
			p, err = answer(r)
		}
		if err == nil {
			err = s.finish(r, &p)
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if tag != "" && p.Status == 0 && p.Cookie == nil {
			w.Header().Set("ETag", tag)
		}
		s.write(w, r, name, p)
	}
}

// vary names the headers by which pages differ.
const vary = "Accept-Language, Cookie"

// fleeting are the pages that also follow from what the state of the corpus does not tell of: the runs of
// the sources, and what a user keeps.
func fleeting() []string { return []string{"sources", "digest", "alerts", "review"} }

// tag returns the tag of a page; empty where it has none.
func (s *Site) tag(name string, r *http.Request) (string, error) {
	if s.Tag == nil || slices.Contains(fleeting(), name) {
		return "", nil
	}
	state, err := s.Tag(r)
	if err != nil || state == "" {
		return "", err
	}
	looked := ""
	if name == "changes" { // begins where the reader looked last
		day, _ := lastLooked(r, s.Desk.Today())
		looked = "." + day.String()
	}
	return fmt.Sprintf(`"%s.%s%s"`, state, languageOf(r), looked), nil
}

// finish fills in what every page has.
func (s *Site) finish(r *http.Request, p *page) error {
	p.Today, p.Lang, p.Keyed = s.Desk.Today(), languageOf(r), s.Judge != nil || s.Alerts != nil
	other := r.URL.Query()
	if other.Set(languageCookie, string(wording.Chinese)); p.Lang == wording.Chinese {
		other.Set(languageCookie, string(wording.English))
	}
	p.Switch = address(r.URL.EscapedPath(), other)
	var err error
	if p.Coverage.NotCovered == nil {
		p.Coverage, err = s.Desk.Coverage(r.Context())
	}
	return err
}

func (s *Site) write(w http.ResponseWriter, r *http.Request, name string, p page) {
	var b bytes.Buffer
	if err := s.pages[pageIn{name, p.Lang}].Execute(&b, p); err != nil {
		panic(fmt.Sprintf("web: page %s: %v", name, err)) // a template that does not fit its page; the caller recovers
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", string(p.Lang))
	w.Header().Add("Vary", vary)
	if chosen := r.URL.Query().Get(languageCookie); chosen == string(p.Lang) {
		http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: chosen, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
	if p.Cookie != nil {
		http.SetCookie(w, p.Cookie)
	}
	if p.Status != 0 {
		w.WriteHeader(p.Status)
	}
	_, _ = b.WriteTo(w) // the client may be gone
}

// sorry is the body of the error page.
type sorry struct {
	Heading, Detail string
	Suggestions     []string
}

// NotFound answers for an address that has no page.
func (s *Site) NotFound(w http.ResponseWriter, r *http.Request) { s.fail(w, r, kb.ErrNotFound) }

// fail shows a page for an error, and passes what is no fault of the reader on to the caller's
// recovery, which logs it.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	say := s.speech(r)
	p := page{Title: say.t("Not found"), Status: http.StatusNotFound, API: "/v1" + r.URL.Path}
	body := sorry{Heading: say.t("Nothing is held under this address"), Detail: say.t("It may never have been read, or its name may have been written differently.")}
	var word *desk.WordError
	switch {
	case errors.As(err, &word):
		p.Title, p.Status = say.t("Not understood"), http.StatusUnprocessableEntity
		body = sorry{say.t("This was not understood"), say.problem(word), word.Suggestions}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), isBusy(err):
		p.Title, p.Status = say.t("Too slow"), http.StatusServiceUnavailable
		body = sorry{Heading: say.t("The answer took too long"), Detail: say.t("Ask for less, or try again in a moment.")}
	case !errors.Is(err, kb.ErrNotFound):
		panic(fmt.Sprintf("web: %s: %v", r.URL.Path, err))
	}
	p.Body = body
	s.apologise(w, r, p)
}

// apologise shows the page of an error.
func (s *Site) apologise(w http.ResponseWriter, r *http.Request, p page) {
	if err := s.finish(r, &p); err != nil {
		p.Coverage = desk.Coverage{NotCovered: []string{}}
	}
	s.write(w, r, "error", p)
}

// isBusy reports whether the caller's own error says that it cannot answer just now.
func isBusy(err error) bool {
	var e interface{ GetStatus() int }
	return errors.As(err, &e) && e.GetStatus() == http.StatusServiceUnavailable
}

// same returns the address of the API that feeds the page: the same question under /v1.
func same(path string, q url.Values) string { return address("/v1"+path, q) }

// address writes a path with the parameters, where there are any.
func address(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// asked picks parameters that were given.
func asked(r *http.Request, names ...string) url.Values {
	q, given := url.Values{}, r.URL.Query()
	for _, n := range names {
		if v := strings.TrimSpace(given.Get(n)); v != "" {
			q.Set(n, v)
		}
	}
	return q
}
