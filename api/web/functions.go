package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// functions is what templates may call.
func functions() template.FuncMap {
	return template.FuncMap{
		"visible":     visible,
		"tongue":      tongue,
		"outside":     outside,
		"site":        site,
		"list":        list,
		"count":       count,
		"noun":        noun,
		"add":         func(a, b int) int { return a + b },
		"sentence":    sentenceCase,
		"plain":       plain,
		"place":       func(v any) string { return place(text(v)) },
		"material":    func(v any) string { return material(kb.Material(text(v))) },
		"restriction": func(v kb.RestrictionType) string { return restriction(v) },
		"relation":    func(v kb.Relation) string { return relation(v) },
		"statusLabel": func(v kb.Status) string { return statusWordOf(v).label },
		"statusTone":  func(v kb.Status) string { return statusWordOf(v).tone },
		"minute":      minute,
		"instant":     func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"title":       func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\n", " ")) },
		"lang":        langOr,
		"coverage":    coverageLine,
	}
}

// text writes the string types of the house as strings.
func text(v any) string {
	switch s := v.(type) {
	case string:
		return s
	case corpus.Jurisdiction:
		return string(s)
	case kb.Material:
		return string(s)
	case kb.Status:
		return string(s)
	}
	return ""
}

// count writes a number of things that add an s when they are several.
func count(n int, thing string) string { return fmt.Sprint(n) + " " + noun(n, thing) }

func noun(n int, thing string) string {
	if n == 1 {
		return thing
	}
	return thing + "s"
}

func minute(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04") + " UTC"
}

// langOr returns a document's language for a lang attribute; "und" where it is not known.
func langOr(l corpus.Lang) string {
	if l == "" {
		return "und"
	}
	return string(l)
}
