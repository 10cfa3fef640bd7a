package web

import (
	"cmp"
	"context"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// maxWaiting is how many facts the queue shows at once: a person decides on them one by one.
const maxWaiting = 25

// reviewBody is the queue of facts that wait for a person.
type reviewBody struct {
	Rows           []waiting
	Total          int
	Document, Kind string
	Kinds          []pair // of facts, to choose from
	Texts          []pair // official ones, on which a decision can rest
	Decides        bool   // decisions are taken here
	Token          string
	By             string // the name of the key
	Done           string // what was just decided
	troubled
}

// waiting is a fact that waits, with the words around it and what a correction may say.
type waiting struct {
	ID, Kind, Value, Role, Hedge string
	Why                          []string
	Sentence                     template.HTML
	Lang                         string
	Href                         string // its place in the text
	Document                     corpus.DocumentID
	Title                        string
	DocumentLang                 string
	Official                     bool
	Rule                         string
	Confidence                   int // in percent
	Roles                        []pair
	Normal, NormalRole           string // as a correction writes them
	Writable                     bool   // its value can be written by hand
	Given                        givenDecision
	Sample                       bool
}

// givenDecision is what was filled in, on a form that is shown again.
type givenDecision struct{ Value, Role, On, Note, By string }

// review shows the facts that wait for a person, the least sure first.
func (s *Site) review(r *http.Request) (page, error) {
	say, given := s.speech(r), asked(r, "document", "kind")
	l, err := s.Desk.Reviews(r.Context(), desk.ReviewWords{Document: given.Get("document"), Kind: given.Get("kind")}, desk.Page{Limit: maxWaiting})
	if err != nil {
		return page{}, err
	}
	body := reviewBody{Total: l.Total.Value, Document: given.Get("document"), Kind: given.Get("kind"), Decides: s.Judge != nil, Token: s.token(r), By: s.caller(r).Name, troubled: troubleOf(r)}
	for _, k := range kb.Kinds() {
		body.Kinds = append(body.Kinds, pair{string(k), sentenceCase(say.Fact(k))})
	}
	for _, row := range l.Rows {
		w, err := s.waiting(r.Context(), say, row)
		if err != nil {
			return page{}, err
		}
		if body.given.Get("fact") == w.ID {
			w.Given = givenDecision{field(body.given, "value"), field(body.given, "role"), field(body.given, "on"), field(body.given, "note"), field(body.given, "by")}
		}
		body.Rows = append(body.Rows, w)
	}
	if body.Texts, err = s.officialTexts(r.Context()); err != nil {
		return page{}, err
	}
	if id := r.URL.Query().Get("done"); id != "" {
		if body.Done, err = s.decided(r.Context(), say, kb.FactID(id)); err != nil {
			return page{}, err
		}
	}
	return page{Title: say.t("Waiting for a person"), Here: "review", API: same("/reviews", given), Coverage: l.Coverage, Body: body}, nil
}

// waiting words one row of the queue.
func (s *Site) waiting(ctx context.Context, say speech, row desk.ReviewRow) (waiting, error) {
	f := row.Fact
	w := waiting{ID: string(f.ID), Kind: say.Fact(f.Value.Kind()), Value: say.value(f.Value), Role: say.Role(f.Role), Why: each(row.Why, say.why), Lang: tongue(row.Sentence),
		Document: row.Document, Title: row.Title, DocumentLang: documentLang(corpus.Lang(f.Language)), Official: row.Official, Rule: string(f.Rule), Confidence: int(f.Confidence*100 + 0.5),
		Normal: f.Value.Normal(), NormalRole: string(f.Role), Sample: f.Sample}
	if f.Assertion != kb.Asserted {
		w.Hedge = say.Assertion(f.Assertion)
	}
	for _, role := range kb.Roles(f.Value.Kind()) {
		w.Roles = append(w.Roles, pair{string(role), cmp.Or(say.Role(role), plain(string(role)))})
	}
	w.Writable = f.Value.Kind() != kb.KindThreshold && f.Value.Kind() != kb.KindCitation
	w.Href = "/documents/" + url.PathEscape(string(row.Document)) + "#" + url.PathEscape(w.ID)
	w.Sentence = visible(f.AsPrinted)
	rev, err := s.Desk.Store().Revision(ctx, f.Span.Revision)
	if err != nil {
		return w, err
	}
	if c := f.Context; f.Span.Holds(rev.Text) && c.Start <= f.Span.Start && f.Span.End <= c.End && c.End <= len(rev.Text) {
		w.Sentence = marked(rev.Text, c.Start, c.End, []mark{{start: f.Span.Start, end: f.Span.End, class: "said"}}, map[string]bool{"": true})
	}
	return w, nil
}

// why says why a fact waits.
func (s speech) why(reason string) string {
	switch reason {
	case "low_confidence":
		return s.t("the rule that read it is not sure")
	case "disputed":
		return s.t("sources disagree about this date")
	case "unlinked_report":
		return s.t("a report of an act that is not known here")
	}
	return plain(reason)
}

// decided says what was decided on a fact.
func (s *Site) decided(ctx context.Context, say speech, id kb.FactID) (string, error) {
	f, err := s.Desk.Store().Fact(ctx, id)
	if err != nil {
		return "", err
	}
	if f.Decision == nil {
		return "", nil
	}
	what := say.Fact(f.Value.Kind()) + " " + say.value(f.Value)
	switch f.Review {
	case kb.Confirmed:
		return say.t("Confirmed: %s. By %s, on the text %s.", what, f.Decision.By, f.Decision.On), nil
	case kb.Corrected:
		return say.t("Corrected: it is now %s. By %s, on the text %s.", what, f.Decision.By, f.Decision.On), nil
	}
	return say.t("Rejected: %s. By %s, on the text %s.", what, f.Decision.By, f.Decision.On), nil
}

// decide records what a form of the queue says.
func (s *Site) decide(r *http.Request, form url.Values) (string, error) {
	if s.Judge == nil {
		return "", kb.ErrNotFound
	}
	c := s.caller(r)
	j := ingest.Judgement{Fact: kb.FactID(field(form, "fact")), Verdict: kb.Review(field(form, "verdict")), By: cmp.Or(field(form, "by"), c.Name), Key: c.Signature,
		On: corpus.DocumentID(field(form, "on")), Note: field(form, "note")}
	if j.Verdict == kb.Corrected {
		if err := s.correction(r.Context(), &j, form); err != nil {
			return "", err
		}
	}
	f, err := s.Judge(r.Context(), j)
	var wrong *ingest.JudgementError
	if errors.As(err, &wrong) {
		return "", &desk.WordError{Parameter: wrong.Parameter, Detail: wrong.Detail}
	}
	if err != nil {
		return "", err
	}
	next := url.Values{"done": {string(f.ID)}}
	for _, name := range []string{"document", "kind"} {
		if v := field(form, name); v != "" {
			next.Set(name, v)
		}
	}
	return address("/review", next), nil
}

// correction takes from the form what differs from what was read: its fields are filled with that.
func (s *Site) correction(ctx context.Context, j *ingest.Judgement, form url.Values) error {
	f, err := s.Desk.Store().Fact(ctx, j.Fact)
	if err != nil {
		return err
	}
	if v := field(form, "value"); v != f.Value.Normal() {
		j.Value = v
	}
	if role := kb.Role(field(form, "role")); role != f.Role {
		j.Role = role
	}
	return nil
}

// maxTexts bounds how many official texts a form offers to rest a decision on.
const maxTexts = 300

// officialTexts lists the official documents held, the newest first.
func (s *Site) officialTexts(ctx context.Context) ([]pair, error) {
	docs, err := s.Desk.Documents(ctx)
	if err != nil {
		return nil, err
	}
	official := slices.DeleteFunc(slices.Clone(docs), func(d *corpus.Document) bool { return !d.Official })
	slices.SortFunc(official, func(x, y *corpus.Document) int {
		return cmp.Or(y.Published.Compare(x.Published), cmp.Compare(x.ID, y.ID))
	})
	var out []pair
	for _, d := range official[:min(len(official), maxTexts)] {
		out = append(out, pair{string(d.ID), strings.Join(strings.Fields(d.Published.String()+" "+d.Title), " ")})
	}
	return out, nil
}
