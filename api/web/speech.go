package web

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// speech is what the pages say in one language: the words of the law, and the phrases of the
// pages themselves.
type speech struct {
	*wording.Wording
	phrases map[string]string // from English; nil for English
	sayings []saying          // sentences of other packages; nil for English
}

// languageCookie keeps the language that a reader chose; it is also the parameter of every page that
// chooses it ("lang" is that of the texts searched for).
const languageCookie = "ui"

// languageOf chooses the language of a page: what the address says, then what was chosen before,
// then what the browser asks for.
func languageOf(r *http.Request) wording.Language {
	for _, asked := range []string{r.URL.Query().Get(languageCookie), cookie(r, languageCookie)} {
		switch l := wording.Language(asked); l {
		case wording.English, wording.Chinese:
			return l
		}
	}
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil { // a header that cannot be read asks for nothing
		return wording.English
	}
	for _, tag := range wanted {
		switch base, _ := tag.Base(); base.String() {
		case "zh":
			return wording.Chinese
		case "en":
			return wording.English
		}
	}
	return wording.English
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil { // there is none of that name
		return ""
	}
	return c.Value
}

// t says a phrase of the pages, which stands in the code in English. Arguments are put in as
// [fmt.Sprintf] does.
func (s speech) t(phrase string, args ...any) string {
	if said, ok := s.phrases[phrase]; ok {
		phrase = said
	}
	if len(args) == 0 {
		return phrase
	}
	return fmt.Sprintf(phrase, args...)
}

// count says how many: "3 measures".
func (s speech) count(n int, thing string) string {
	if s.phrases != nil {
		return fmt.Sprintf("%d个%s", n, s.t(thing))
	}
	return fmt.Sprint(n) + " " + s.noun(n, thing)
}

// noun is a thing that adds an s when it is not one.
func (s speech) noun(n int, thing string) string {
	if n == 1 || s.phrases != nil {
		return s.t(thing)
	}
	return thing + "s"
}

var codes = regexp.MustCompile(`\b[a-z]+(?:_[a-z]+)+\b`)

// worded puts the codes in one of our own sentences into words.
func (s speech) worded(sentence string) string {
	return codes.ReplaceAllStringFunc(sentence, func(code string) string { return s.Restriction(kb.RestrictionType(code)) })
}

// tone is the class of a status's colour: bind, wait, halt, doubt or past.
func tone(s kb.Status) string {
	switch s {
	case kb.StatusProposed, kb.StatusAnnounced, kb.StatusScheduled:
		return "wait"
	case kb.StatusInForce:
		return "bind"
	case kb.StatusSuspended, kb.StatusPartlySuspended:
		return "halt"
	case kb.StatusLapsedSuspension, kb.StatusUnclear:
		return "doubt"
	}
	return "past"
}

// stands names a status; before the first event there is none.
func (s speech) stands(status kb.Status) string {
	if status == "" {
		return s.t("not there yet")
	}
	return s.Status(status)
}

// item words a thing that a measure reaches.
func (s speech) item(i kb.Item, forms ...string) good {
	var parts []string
	if i.Material != "" {
		parts = append(parts, s.Material(i.Material))
	}
	if len(forms) > 0 {
		parts = append(parts, s.List(forms))
	}
	g := good{Name: strings.Join(parts, s.t(", ")), Description: i.Description}
	if g.Name != "" && g.Description != "" {
		g.Name += s.t(": ")
	}
	if codes := append(append([]string{}, i.ControlCodes...), i.CustomsCodes...); len(codes) > 0 {
		g.Codes = " [" + strings.Join(codes, ", ") + "]"
	}
	return g
}

// good is a thing that a measure reaches: its name in the language of the page, its description in
// the language of the register, and its codes.
type good struct{ Name, Description, Codes string }

func (g good) String() string { return g.Name + g.Description + g.Codes }

// value puts the value of a fact into words.
func (s speech) value(v kb.Value) string {
	switch v := v.(type) {
	case kb.MaterialValue:
		i := kb.Item{Material: v.Material, Description: plain(v.Item)}
		if v.Form == "" {
			return s.item(i).String()
		}
		return s.item(i, s.Form(v.Form)).String()
	case kb.RestrictionValue:
		return s.Restriction(v.Type)
	case kb.DestinationValue:
		return s.Place(v.Destination)
	case kb.EndUseValue:
		return s.EndUse(v.EndUse)
	case kb.ThresholdValue:
		return plain(v.Normal())
	}
	return v.Normal()
}

// coverage says in one sentence within which bounds an answer is true.
func (s speech) coverage(c desk.Coverage) string {
	var newest time.Time
	if c.NewestCapture != nil {
		newest = *c.NewestCapture
	}
	said := s.t("Corpus version %d; %s, last read %s", c.CorpusVersion, s.count(c.Sources, "source"), s.minute(newest))
	if n := len(c.StaleSources); n > 0 {
		said += s.t("; not read for a week: %s", s.List(c.StaleSources))
	}
	return said + s.t(".")
}

// title is the title of an act in the language of the page, where it has one in it; in Chinese else what the
// register calls it, see [chineseTitles].
func (s speech) title(i kb.Instrument) string {
	if s.phrases != nil {
		return cmp.Or(i.TitleZh, s.phrases[i.Title], i.Title)
	}
	return i.Title
}

// documentLang is a document's language for a lang attribute; "und" where it is not known.
func documentLang(l corpus.Lang) string {
	if l == "" {
		return "und"
	}
	return string(l)
}

// plain makes words of a code that has none of its own.
func plain(code string) string { return strings.ReplaceAll(code, "_", " ") }

var actID = regexp.MustCompile(`^[a-z]{2,4}-[a-z0-9]`)

// sentenceCase begins a sentence. The name of an act keeps its form.
func sentenceCase(s string) string {
	if s == "" || s[0] >= utf8.RuneSelf || actID.MatchString(s) {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
