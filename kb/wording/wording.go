package wording

import (
	"fmt"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Language is one in which the wording stands.
type Language string

// The languages.
const (
	English Language = "en"
	Chinese Language = "zh"
)

// Names gives the usual names of materials, places and authorities; package lexicon has them. The
// name is empty where the code is unknown.
type Names interface {
	Name(code, lang string) string
}

// Wording is the words of one language.
type Wording struct {
	lang  Language
	names Names
	terms map[termKey]term
}

type termKey struct{ kind, code string }

type term struct{ name, clause string }

// New returns the words of both languages.
func New(names Names) map[Language]*Wording {
	en := &Wording{lang: English, names: names, terms: map[termKey]term{}}
	zh := &Wording{lang: Chinese, names: names, terms: map[termKey]term{}}
	for _, l := range lines() {
		key := termKey{l.kind, l.code}
		en.terms[key], zh.terms[key] = term{l.en, l.enClause}, term{l.zh, l.zhClause}
	}
	return map[Language]*Wording{English: en, Chinese: zh}
}

// Language returns the language of the words.
func (w *Wording) Language() Language { return w.lang }

func (w *Wording) name(kind, code string) string {
	if t, ok := w.terms[termKey{kind, code}]; ok {
		return t.name
	}
	return strings.ReplaceAll(code, "_", " ")
}

// Restriction names a restriction type: "licence requirement".
func (w *Wording) Restriction(t kb.RestrictionType) string { return w.name("restriction", string(t)) }

// RestrictionDoes says what a restriction type does: "export needs a licence".
func (w *Wording) RestrictionDoes(t kb.RestrictionType) string {
	return w.terms[termKey{"restriction", string(t)}].clause
}

// Status names a status: "suspended".
func (w *Wording) Status(s kb.Status) string { return w.name("status", string(s)) }

// StatusMeaning says in a clause what a status means.
func (w *Wording) StatusMeaning(s kb.Status) string {
	return w.terms[termKey{"status", string(s)}].clause
}

// Event names what an effect of the relation does, as an event of its target's life: "takes effect".
func (w *Wording) Event(r kb.Relation) string { return w.name("relation", string(r)) }

// EventMeaning says in a clause what an effect of the relation does to its target.
func (w *Wording) EventMeaning(r kb.Relation) string {
	return w.terms[termKey{"relation", string(r)}].clause
}

// Direction names the direction of a measure: "re-export and acts abroad".
func (w *Wording) Direction(d kb.Direction) string { return w.name("direction", string(d)) }

// Open names a part of the question on which a measure depends: "the form of the goods".
func (w *Wording) Open(part string) string { return w.name("open", part) }

// EndUse names an end use: "military".
func (w *Wording) EndUse(u kb.EndUse) string { return w.name("end_use", string(u)) }

// Change names the kind of a change: "suspension runs out".
func (w *Wording) Change(kind legal.ChangeKind) string { return w.name("change", string(kind)) }

// Fact names a kind of facts: "control code".
func (w *Wording) Fact(k kb.Kind) string { return w.name("fact", string(k)) }

// Role names the part that a fact plays: "suspended until".
func (w *Wording) Role(r kb.Role) string { return w.name("role", string(r)) }

// Assertion says whether a text asserts a fact: "negated".
func (w *Wording) Assertion(a kb.Assertion) string { return w.name("assertion", string(a)) }

// Document names a kind of documents: "notice".
func (w *Wording) Document(k corpus.DocumentKind) string { return w.name("document", string(k)) }

// Health names how a source does: "overdue".
func (w *Wording) Health(h corpus.HealthState) string { return w.name("source", string(h)) }

// Number names what is known of a running number: "gap".
func (w *Wording) Number(n corpus.NumberState) string { return w.name("number", string(n)) }

// Material names an element with its symbol, or a group: "gallium (Ga)", "rare earths".
func (w *Wording) Material(m kb.Material) string {
	if t, ok := w.terms[termKey{"group", string(m)}]; ok {
		return t.name
	}
	n := w.names.Name(string(m), string(w.lang))
	switch {
	case n == "":
		return strings.ReplaceAll(string(m), "_", " ")
	case !m.IsElement():
		return n
	case w.lang == Chinese:
		return n + "（" + string(m) + "）"
	}
	return n + " (" + string(m) + ")"
}

// Form names the form of a material: "oxide".
func (w *Wording) Form(form string) string { return w.name("form", form) }

// Place names a country or a group of countries; "*" is every destination.
func (w *Wording) Place(code string) string {
	if code == "*" {
		if w.lang == Chinese {
			return "所有目的国"
		}
		return "all destinations"
	}
	if n := w.names.Name(code, string(w.lang)); n != "" {
		return n
	}
	return code
}

// Date writes a date at its precision: "28 November 2026", "2026年11月28日"; empty for no date.
func (w *Wording) Date(d corpus.Date) string {
	if d.IsZero() || !d.Valid() {
		return ""
	}
	precision := d.Precision()
	if w.lang == Chinese {
		s := fmt.Sprintf("%d年", d.Year)
		if precision != corpus.ToYear {
			s += fmt.Sprintf("%d月", d.Month)
		}
		if precision == corpus.ToDay {
			s += fmt.Sprintf("%d日", d.Day)
		}
		return s
	}
	s := fmt.Sprint(d.Year)
	if precision != corpus.ToYear {
		s = time.Month(d.Month).String() + " " + s
	}
	if precision == corpus.ToDay {
		s = fmt.Sprintf("%d %s", d.Day, s)
	}
	return s
}

// List joins words as a sentence does.
func (w *Wording) List(words []string) string {
	n := len(words)
	switch {
	case w.lang == Chinese:
		return strings.Join(words, "、")
	case n < 2:
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}
