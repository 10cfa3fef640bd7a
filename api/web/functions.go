package web

import (
	"html/template"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// functions is what templates may call, in one language.
func functions(say speech) template.FuncMap {
	return template.FuncMap{
		"t":           say.t,
		"visible":     visible,
		"tongue":      tongue,
		"outside":     outside,
		"site":        site,
		"list":        say.List,
		"said":        func(phrases []string) []string { return each(phrases, func(p string) string { return say.t(p) }) },
		"own":         say.own,
		"count":       say.count,
		"noun":        say.noun,
		"add":         func(a, b int) int { return a + b },
		"sentence":    sentenceCase,
		"plain":       plain,
		"place":       func(v any) string { return say.Place(text(v)) },
		"material":    func(v any) string { return say.Material(kb.Material(text(v))) },
		"restriction": say.Restriction,
		"kind":        say.Document,
		"statusLabel": say.stands,
		"statusTone":  tone,
		"minute":      say.minute,
		"instant":     func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"title":       func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\n", " ")) },
		"lang":        documentLang,
		"coverage":    say.coverage,
		"gap":         say.gap,
		"act":         func(title, zh string) string { return say.title(kb.Instrument{Title: title, TitleZh: zh}) },
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
	}
	return ""
}

func (s speech) minute(t time.Time) string {
	if t.IsZero() {
		return s.t("never")
	}
	return t.UTC().Format("2006-01-02 15:04") + " UTC"
}
