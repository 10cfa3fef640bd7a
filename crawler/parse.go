package crawler

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/text/language"

	"github.com/lodestone-kb/lodestone/corpus"
)

// ManifestError is a mistake in a manifest, and where it is.
type ManifestError struct {
	Name         string // of the manifest
	Line, Column int    // from 1; 0 when the mistake is that something is missing
	Reason       string
}

func (e *ManifestError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Name, e.Reason)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Reason)
}

// maxManifest bounds a manifest: it is written by hand.
const maxManifest = 1 << 20

// ParseManifest reads a manifest. An unknown key is an error, and so is a rule that its entry's way
// of discovery does not know. The error, or each of those joined in it, is a [*ManifestError].
func ParseManifest(name string, b []byte) (s Source, err error) {
	defer func() {
		if p := recover(); p != nil { // the reader of YAML panics at some odd tags
			err = &ManifestError{Name: name, Reason: fmt.Sprintf("it is no YAML that can be read as a manifest: %v", p)}
		}
	}()
	s = Source{Enabled: true}
	if len(b) > maxManifest {
		return s, &ManifestError{Name: name, Reason: fmt.Sprintf("the manifest has %d bytes, more than %d", len(b), maxManifest)}
	}
	file, err := parser.ParseBytes(b, 0)
	if err != nil {
		return s, located(name, err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&s); err != nil {
		if errors.Is(err, io.EOF) {
			return s, &ManifestError{Name: name, Reason: "the manifest is empty"}
		}
		return s, located(name, err)
	}
	if len(file.Docs) > 1 {
		return s, &ManifestError{Name: name, Reason: "the manifest holds more than one document"}
	}
	c := checker{name: name, file: file}
	c.source(&s)
	if err := errors.Join(c.errs...); err != nil {
		return s, err
	}
	s.fill()
	return s, nil
}

// located takes line and column out of an error of the YAML reader.
func located(name string, err error) error {
	e := &ManifestError{Name: name, Reason: err.Error()}
	var y yaml.Error
	if t := (*yaml.TypeError)(nil); errors.As(err, &t) && t.DstType != nil && t.SrcType != nil {
		e.Reason = fmt.Sprintf("want %s, and it is %s", sortOf(t.DstType), sortOf(t.SrcType))
		if t.Token != nil && t.Token.Position != nil {
			e.Line, e.Column = t.Token.Position.Line, t.Token.Position.Column
		}
	} else if errors.As(err, &y) {
		e.Reason = y.GetMessage()
		if t := y.GetToken(); t != nil && t.Position != nil {
			e.Line, e.Column = t.Position.Line, t.Position.Column
		}
	}
	return e
}

// sortOf says for people what sort of value a type holds.
func sortOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int, reflect.Int64, reflect.Uint64, reflect.Float64:
		return "a number"
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Map, reflect.Struct:
		return "keys with values"
	}
	return t.String()
}

// checker collects what is wrong with a manifest that could be read.
type checker struct {
	name string
	file *ast.File
	errs []error
}

// at notes a mistake in the value at a path such as "entries[0].url". Where the value is not
// there, the nearest one around it is pointed at.
func (c *checker) at(path, format string, args ...any) {
	e := &ManifestError{Name: c.name, Reason: path + ": " + fmt.Sprintf(format, args...)}
	for p := path; ; {
		if n := c.node(p); n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
			e.Line, e.Column = n.GetToken().Position.Line, n.GetToken().Position.Column
			break
		}
		cut := strings.LastIndexAny(p, ".[")
		if cut < 0 {
			break
		}
		p = p[:cut]
	}
	c.errs = append(c.errs, e)
}

func (c *checker) node(path string) ast.Node {
	p, err := yaml.PathString("$." + path)
	if err != nil {
		return nil
	}
	if c.file == nil { // made by hand
		return nil
	}
	n, err := p.FilterFile(c.file)
	if err != nil {
		return nil
	}
	return n
}

var (
	sourceID     = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,62}$`)
	jurisdiction = regexp.MustCompile(`^[A-Z]{2}$|^WTO$`)
)

func (c *checker) source(s *Source) {
	if !sourceID.MatchString(string(s.ID)) {
		c.at("id", "%q: want 2 to 63 small letters, digits and hyphens", s.ID)
	}
	if strings.TrimSpace(s.Name) == "" {
		c.at("name", "a source needs a name for people")
	}
	if s.Official && s.Publisher == "" {
		c.at("publisher", "an official source names its authority")
	}
	if s.Jurisdiction != "" && !jurisdiction.MatchString(string(s.Jurisdiction)) {
		c.at("jurisdiction", "%q: want two capital letters, as in CN or EU, or WTO", s.Jurisdiction)
	}
	c.language("language", s.Language)
	c.kind("kind", s.Kind)
	var err error
	if s.zone, err = time.LoadLocation(s.Zone); err != nil {
		c.at("zone", "%q: no such time zone", s.Zone)
	}
	s.include = c.patterns("include", s.Include)
	s.exclude = c.patterns("exclude", s.Exclude)
	s.about = c.patterns("about", s.About)
	c.evidence(s)
	c.canonical(s)
	c.times(s)
	c.network(s)
	c.fetching(s)
	for i, p := range s.Attachments.Paths {
		c.path(fmt.Sprintf("attachments.paths[%d]", i), p)
	}
	c.selector("body", s.Body)
	c.selector("attachments.selector", s.Attachments.Selector)
	for i, p := range s.ErrorPages {
		path := fmt.Sprintf("error_pages[%d]", i)
		c.selector(path+".selector", p.Selector)
		if p.Selector == "" && p.Title == "" {
			c.at(path, "want a selector or a title to know the page by")
		}
		if !slices.Contains([]string{"gone", "blocked", "error"}, p.Means) {
			c.at(path+".means", "%q: want gone, blocked or error", p.Means)
		}
	}
	c.expect(s)
	for path, n := range map[string]int64{"full_every": int64(s.FullEvery), "max_requests": int64(s.MaxRequests), "max_bytes": s.MaxBytes} {
		if n < 0 {
			c.at(path, "%d: want a number that is not negative", n)
		}
	}
	if len(s.Entries) == 0 {
		c.at("entries", "a source needs at least one entry")
	}
	for i := range s.Entries {
		c.entry(fmt.Sprintf("entries[%d]", i), s, &s.Entries[i])
	}
}

func (c *checker) expect(s *Source) {
	if s.Expect.MinItems < 0 {
		c.at("expect.min_items", "%d: want a number that is not negative", s.Expect.MinItems)
	}
	if s.Expect.MaxItems != 0 && s.Expect.MaxItems < s.Expect.MinItems {
		c.at("expect.max_items", "%d is less than min_items", s.Expect.MaxItems)
	}
	if s.Expect.Sequence == "" {
		return
	}
	re, err := regexp.Compile(s.Expect.Sequence)
	if err != nil {
		c.at("expect.sequence", "%v", err)
		return
	}
	if n := re.NumSubexp(); n < 1 || n > 2 || n == 2 && re.SubexpIndex("year") < 0 {
		c.at("expect.sequence", "want one group that is the number, and perhaps another named year")
		return
	}
	s.sequence = re
}

func (c *checker) selector(path, s string) {
	if s == "" {
		return
	}
	if err := selectorOK(s); err != nil {
		c.at(path, "%q: %v", s, err)
	}
}

func (c *checker) path(path, s string) {
	if err := checkPath(s); err != nil {
		c.at(path, "%v", err)
	}
}

func (c *checker) patterns(path string, list []string) []*regexp.Regexp {
	var out []*regexp.Regexp
	for i, p := range list {
		re, err := regexp.Compile(p)
		if err != nil {
			c.at(fmt.Sprintf("%s[%d]", path, i), "%v", err)
			continue
		}
		out = append(out, re)
	}
	return out
}

func (c *checker) language(path string, l corpus.Lang) {
	if l == "" {
		return
	}
	if _, err := language.Parse(string(l)); err != nil {
		c.at(path, "%q: want a language tag, as in en or zh-Hans", l)
	}
}

func (c *checker) kind(path string, k corpus.DocumentKind) {
	kinds := []corpus.DocumentKind{"", corpus.Notice, corpus.Regulation, corpus.News, corpus.Analysis, corpus.Annex, corpus.Bill}
	if !slices.Contains(kinds, k) {
		c.at(path, "%q: want notice, regulation, news, analysis, annex or bill", k)
	}
}

// fill puts the defaults in.
func (s *Source) fill() {
	orPeriod := func(p *Period, d time.Duration) {
		if *p == 0 {
			*p = Period(d)
		}
	}
	orPeriod(&s.Cadence, 24*time.Hour)
	orPeriod(&s.Delay, 2*time.Second)
	if s.Kind == "" {
		s.Kind = corpus.Notice
	}
	if s.FullEvery == 0 {
		s.FullEvery = 10
	}
	if s.MaxRequests == 0 {
		s.MaxRequests = 5000
	}
	if s.MaxBytes == 0 {
		s.MaxBytes = 64 << 20
	}
	if s.Expect.MinItems == 0 {
		s.Expect.MinItems = 1
	}
	if s.Attachments.Selector != "" && len(s.Attachments.Extensions) == 0 {
		s.Attachments.Extensions = []string{"pdf", "docx"}
	}
	for i := range s.Entries {
		s.Entries[i].fill()
	}
}
