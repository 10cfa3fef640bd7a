package api

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/lodestone-kb/lodestone/api/mcp"
	"github.com/lodestone-kb/lodestone/api/web"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/citator"
	"github.com/lodestone-kb/lodestone/kb/crosswalk"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/diff"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/limit"
)

// Searcher finds passages; an index has it.
type Searcher interface {
	Search(ctx context.Context, r index.Request) (index.Result, error)
}

// Extractor reads one document that is not kept: its text, provisions and facts. The media type
// and the language are claims of the caller and may be empty.
type Extractor interface {
	Extract(ctx context.Context, data []byte, url, mediaType string, lang corpus.Lang) (any, error)
}

// Options says what is served.
type Options struct {
	Desk    *desk.Desk       // required
	Search  Searcher         // nil: /v1/search answers 503
	Extract Extractor        // nil: no /v1/extract
	Citator *citator.Citator // nil: no /v1/cite
	Judge   Judge            // nil: nobody can decide on facts here
	Exports Exporter         // nil: no /v1/exports
	// Pack writes the evidence pack for a question; nil: no /v1/packs.
	Pack  func(ctx context.Context, w io.Writer, q desk.StatusWords) error
	Saved *SavedWork // nil: users keep nothing here
	// Original returns the bytes of a capture as they arrived; nil: no originals.
	Original func(ctx context.Context, payload corpus.Hash) ([]byte, error)
	// Health tells how the declared sources do, and Ledger which of their running numbers were seen;
	// nil: nothing is known of declared sources.
	Health func(ctx context.Context) ([]corpus.Health, error)
	Ledger func(ctx context.Context) ([]corpus.Ledger, error)

	Access Access // who may ask; the zero value opens reading to everybody
	// MaxInFlight is how many requests of one kind (questions, searches, pages) are worked on at once, at
	// most; some more wait for a moment, the others are refused; 0: 64.
	MaxInFlight int
	// Lags tells how far behind the followers are, for /metrics; nil: nothing is told.
	Lags func(ctx context.Context) ([]Lag, error)

	// Ending reports whether the server stops: it answers still, and is not ready any longer; nil: it never does.
	Ending func() bool
	// Warming reports whether what is held is still being read into memory: everything is answered, the
	// first answers wait for it, and the server is not ready yet; nil: it never is.
	Warming func() bool

	Hosts   []string         // names under which the server may be called, "*" for any; loopback names always are
	Now     func() time.Time // required: the clock
	Log     *slog.Logger     // nil: nothing is logged
	Version string           // of the program, shown in the description; empty: "dev"
}

// server holds what the handlers share.
type server struct {
	Options
	epoch    string        // part of every ETag: another start, another program perhaps
	searches chan struct{} // one token a running search
	gates    gates
	answers  standingAnswers
	counter  counter
	pages    *web.Site
	metrics  *metrics
}

// New returns the handler of the API and the pages.
func New(o Options) (http.Handler, error) {
	if o.Desk == nil || o.Now == nil {
		return nil, errors.New("api: a desk and a clock are needed")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Version == "" {
		o.Version = "dev"
	}
	if o.MaxInFlight <= 0 {
		o.MaxInFlight = maxInFlight
	}
	s := &server{Options: o, gates: newGates(o.MaxInFlight), answers: newStanding(), epoch: fmt.Sprintf("%x", o.Now().Unix()), searches: make(chan struct{}, maxSearches)}
	s.metrics = newMetrics(s)
	router, described, err := s.routes()
	if err != nil {
		return nil, err
	}
	site, err := s.site(described)
	if err != nil {
		return nil, err
	}
	for _, path := range site.Paths() {
		router.GET(ginPath(path), gin.WrapH(site))
	}
	for _, path := range site.Forms() {
		router.POST(ginPath(path), gin.WrapH(site))
	}
	s.pages = site
	router.NoRoute(s.nothingHere(site))
	router.NoMethod(func(c *gin.Context) {
		writeProblem(c.Writer, c.Request, &Problem{Status: http.StatusMethodNotAllowed,
			Detail: fmt.Sprintf("%s cannot be asked of this address; it takes %s", c.Request.Method, c.Writer.Header().Get("Allow"))})
	})
	model, err := mcp.New(mcp.Options{Desk: s.Desk, Search: s.modelSearch(), Citator: s.Citator, Version: s.Version, Log: s.Log})
	if err != nil {
		return nil, err
	}
	router.Any("/mcp", gin.WrapH(model.Handler()))
	router.GET("/metrics", gin.WrapH(s.metrics.handler()))
	return s.guard(router)
}

// modelSearch is the search of language models, within the same bounds as all others; nil without an index.
func (s *server) modelSearch() func(context.Context, index.Request) (index.Result, error) {
	if s.Search == nil {
		return nil
	}
	return s.limitedSearch
}

// site makes the pages.
func (s *server) site(described *huma.OpenAPI) (*web.Site, error) {
	o := web.Options{Desk: s.Desk, Originals: s.Original != nil, Packs: s.Pack != nil, Health: s.Health, Ledger: s.Ledger, Routes: describe(described)}
	if s.Search != nil {
		o.Search = s.limitedSearch
	}
	o.Tag = s.tagOf
	o.Judge, o.Caller, o.Now, o.Secret = s.Judge, pageCaller, s.Now, []byte(rand.Text())
	if s.Saved != nil {
		o.Alerts, o.Watch = s.Saved.Alerts, s.Saved.Sender.Watch
	}
	return web.New(o)
}

// pageCaller tells the pages who asks.
func pageCaller(r *http.Request) web.Caller {
	key := callerOf(r.Context()).key
	return web.Caller{Name: key.Name, Signature: signature(key)}
}

// nothingHere answers for addresses that do not exist: a page for people, a problem for programs.
func (s *server) nothingHere(site *web.Site) gin.HandlerFunc {
	return func(c *gin.Context) {
		if strings.HasPrefix(c.Request.URL.Path, "/v1") || !strings.Contains(c.GetHeader("Accept"), "text/html") {
			writeProblem(c.Writer, c.Request, &Problem{Status: http.StatusNotFound, Detail: "no such address; /openapi.json lists those there are"})
			return
		}
		site.NotFound(c.Writer, c.Request)
	}
}

// ginPath writes a pattern of the standard library as Gin does.
func ginPath(pattern string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(pattern)
}

// routes builds the router with every route of the API, and its description.
func (s *server) routes() (*gin.Engine, *huma.OpenAPI, error) {
	gin.SetMode(gin.ReleaseMode) // otherwise Gin prints its routes to the standard output
	router := gin.New()
	router.Use(routed)
	router.HandleMethodNotAllowed = true
	router.RedirectTrailingSlash = false
	router.UseRawPath, router.UnescapePathValues = true, true // an id may hold an escaped slash
	if err := router.SetTrustedProxies(nil); err != nil {
		return nil, nil, fmt.Errorf("router: %w", err)
	}
	api := humagin.New(router, s.config())
	api.UseMiddleware(once(api))
	s.statusRoutes(api)
	s.searchRoutes(api)
	s.documentRoutes(api)
	s.instrumentRoutes(api)
	s.measureRoutes(api)
	s.factRoutes(api)
	s.materialRoutes(api)
	s.timelineRoutes(api)
	s.thresholdRoutes(api)
	s.crosswalkRoutes(api)
	if err := s.vocabularyRoutes(api); err != nil {
		return nil, nil, err
	}
	s.changeRoutes(api)
	s.coverageRoutes(api)
	s.extractRoutes(api)
	s.citeRoutes(api)
	s.verifyPackRoute(api)
	s.reviewRoutes(api)
	s.exportRoutes(api)
	s.packRoutes(api)
	s.savedRoutes(api)
	s.healthRoutes(api)
	neverNull(api.OpenAPI())
	return router, api.OpenAPI(), secured(api.OpenAPI())
}

// config makes Huma describe our types and say no to what it does not know.
func (s *server) config() huma.Config {
	c := huma.DefaultConfig("Lodestone", s.Version)
	c.Info.Description = "What governments publish about export controls on critical minerals: the texts, the law that follows from them on any day, and the words that say so."
	c.CreateHooks = nil // would write $schema into every body
	c.DocsPath, c.SchemasPath = "", ""
	c.RejectUnknownQueryParameters = true
	c.Transformers = []huma.Transformer{toProblem, new(filler).transform}
	r := huma.NewMapRegistry("#/components/schemas/", func(t reflect.Type, hint string) string {
		named := t
		if t.Kind() == reflect.Pointer {
			named = t.Elem()
		}
		switch named { // the row of /v1/changes has the plain name
		case reflect.TypeFor[legal.Change]():
			return "LegalChange"
		case reflect.TypeFor[diff.Change]():
			return "ProvisionChange"
		case reflect.TypeFor[limit.Range]():
			return "LimitRange"
		case reflect.TypeFor[crosswalk.Link]():
			return "CrosswalkLink"
		}
		return strings.TrimSuffix(huma.DefaultSchemaNamer(t, hint), "Shape")
	})
	c.Components.Schemas = r
	r.RegisterTypeAlias(reflect.TypeFor[index.Total](), reflect.TypeFor[desk.Total]())
	r.RegisterTypeAlias(reflect.TypeFor[corpus.Date](), reflect.TypeFor[dateShape]())
	r.RegisterTypeAlias(reflect.TypeFor[kb.InstrumentID](), reflect.TypeFor[actShape]())
	r.RegisterTypeAlias(reflect.TypeFor[kb.Fact](), reflect.TypeFor[factShape]())
	r.RegisterTypeAlias(reflect.TypeFor[huma.ErrorModel](), reflect.TypeFor[Problem]())
	return c
}

// dateShape describes a [corpus.Date] in JSON.
type dateShape struct{}

// Schema says that a date is an ISO date at its precision, or null where it is unknown.
func (dateShape) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Nullable: true, Pattern: `^\d{4}(-\d{2}(-\d{2})?)?$`,
		Description: "a year, a month or a day; null where it is not known", Examples: []any{"2025-10-09"}}
}

// actShape describes a [kb.InstrumentID] in JSON.
type actShape struct{}

// Schema says that it is an id, or null where no act is named.
func (actShape) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Nullable: true, Description: "the id of a legal act; null where none is named", Examples: []any{"cn-mofcom-2025-61"}}
}

// reply is an answer with its tag.
type reply[T any] struct {
	Status int
	ETag   string `header:"ETag"`
	Body   T
}

// Conditional is embedded by the inputs of answers that carry a tag.
type Conditional struct {
	IfNoneMatch string `header:"If-None-Match" doc:"tags of answers held already; 304 is answered where one still stands"`
}

func (c Conditional) held() string { return c.IfNoneMatch }

// get registers a reading route whose answer follows from the corpus version and the day, so that
// both make its tag.
func get[I, O any](s *server, api huma.API, path, id, tag, summary string, answer func(context.Context, *I) (O, error)) {
	op := huma.Operation{Method: http.MethodGet, Path: path, OperationID: id, Summary: summary, Tags: []string{tag}}
	huma.Register(api, op, func(ctx context.Context, in *I) (*reply[O], error) {
		tag, err := s.tag(ctx)
		if err != nil {
			return nil, s.problem(err)
		}
		r := &reply[O]{ETag: `"` + tag + `"`, Status: http.StatusOK}
		if c, ok := any(in).(interface{ held() string }); ok && matches(c.held(), r.ETag) {
			r.Status = http.StatusNotModified
			return r, nil
		}
		if r.Body, err = answer(ctx, in); err != nil {
			return nil, s.problem(err)
		}
		return r, nil
	})
}

// fresh registers a reading route whose answer also follows from what the corpus version does not tell of,
// such as how the runs of a source went: it has no tag.
func fresh[I, O any](s *server, api huma.API, path, id, tag, summary string, answer func(context.Context, *I) (O, error)) {
	op := huma.Operation{Method: http.MethodGet, Path: path, OperationID: id, Summary: summary, Tags: []string{tag}}
	huma.Register(api, op, func(ctx context.Context, in *I) (*struct{ Body O }, error) {
		body, err := answer(ctx, in)
		if err != nil {
			return nil, s.problem(err)
		}
		return &struct{ Body O }{body}, nil
	})
}

// matches reports whether a list of tags names the tag (RFC 9110, weak comparison).
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		if t = plainTag(t); t == tag || t == "*" {
			return true
		}
	}
	return false
}
