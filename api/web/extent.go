package web

import (
	"html/template"

	"github.com/lodestone-kb/lodestone/corpus"
)

// gap names the part of a document that could not be read.
func (s speech) gap(g corpus.Gap) template.HTML {
	switch {
	case g.Unit == corpus.GapPage && g.To > g.From:
		return visible(s.t("pages %d to %d", g.From, g.To))
	case g.Unit == corpus.GapPage && g.From > 0:
		return visible(s.t("page %d", g.From))
	case g.Unit == corpus.GapSheet && g.Name != "":
		return visible(s.t("the sheet %s", g.Name))
	case g.Unit == corpus.GapRest && g.From > 0:
		return visible(s.t("everything from page %d on", g.From))
	case g.Unit == corpus.GapRest:
		return visible(s.t("the rest"))
	case g.Name != "":
		return visible(s.t("the part %s", g.Name))
	}
	return visible(s.t("a part"))
}
